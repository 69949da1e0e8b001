//! The audit log for who may read it, and what is written into it beside the acts themselves.
//!
//! For: [`search`] and [`export`], each an entry too, as is looking without a search; [`viewed`], where staff see what is personal;
//! [`note_refused`]; [`purge`] of what is older than [`KEPT`].
//! Must not know: pages, sentences.
//! To add: a page that shows what is personal calls [`viewed`] once it is rendered.

mod seen;

pub use seen::{note_refused, viewed};

use crate::domain::calendar::{end_of_day, parse_date, start_of_day};
use crate::domain::ids::CommunityId;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller, Scope};
use crate::domain::privacy::AUDIT_KEPT;
use crate::domain::text::is_like_formula;
use crate::keys::hex;
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::audit::{self, Entry, Kept, Sought};
use crate::store::communities::Community;
use crate::store::{Conn, communities, staff};
use futures::FutureExt;
use std::collections::HashMap;
use std::collections::hash_map;
use std::fmt::Write;

/// Entries are kept at least this long.
pub const KEPT: i64 = AUDIT_KEPT;
/// Lines on a page.
pub const PAGE: usize = 100;
/// Pieces of the log that are looked through for one page.
const MOST_PIECES: usize = 10;
/// Most entries of one export from the page; the command has no bound.
pub const MOST_EXPORTED: usize = 50_000;
/// Staff saw what is personal.
pub const VIEW_PERSONAL: &str = "view_personal";
const SEARCH: &str = "search_audit";
const EXPORT: &str = "export_audit";

/// One line of the audit log with the names it needs.
#[derive(Clone, Debug)]
pub struct Act {
    /// The entry.
    pub entry: Entry,
    /// Its number.
    pub serial: i64,
    /// Its hash; none before the chain began.
    pub hash: Option<Vec<u8>>,
    /// Login of who did it; empty for the command line and households.
    pub login: String,
    /// Short name of the community, if it concerns one.
    pub slug: String,
}

/// What is looked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A login.
    pub who: String,
    /// A verb.
    pub verb: String,
    /// Short name of a community.
    pub community: String,
    /// Words of the object.
    pub object: String,
    /// From this day.
    pub from: String,
    /// To this day, with it.
    pub to: String,
    /// A result.
    pub result: String,
    /// An address.
    pub address: String,
    /// Only older ones than this number.
    pub before: Option<i64>,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        *self == Self { before: self.before, ..Self::default() }
    }
    fn all(&self) -> [&str; 8] {
        let Self { who, verb, community, object, from, to, result, address, before: _ } = self;
        [verb, result, who, community, object, from, to, address].map(String::as_str)
    }
    /// What tells one search from another.
    fn terms(&self) -> String {
        self.all().join("\n")
    }
    fn told(&self) -> String {
        let some: Vec<&str> = self.all().into_iter().filter(|part| !part.is_empty()).collect();
        some.join(", ").chars().take(200).collect()
    }
}

/// A page of the log.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The acts, the newest first.
    pub acts: Vec<Act>,
    /// Older ones than this number stand on the next page.
    pub next: Option<i64>,
}

/// Who reads: everything, or only what concerns communities within a scope.
enum Reach {
    All,
    Within(Vec<Scope>),
}

impl Reach {
    fn of(caller: &Caller) -> Outcome<Self> {
        let scopes = policy::somewhere(caller, Verb::ViewAudit)?;
        Ok(if scopes.contains(&Scope::Everywhere) { Self::All } else { Self::Within(scopes) })
    }
    fn covers(&self, community: Option<&Community>) -> bool {
        match self {
            Self::All => true,
            Self::Within(scopes) => {
                let place = community.and_then(Community::place);
                place.is_some_and(|place| scopes.iter().any(|scope| scope.covers(&place)))
            }
        }
    }
}

/// Names for the lines of the log, each read once.
struct Names {
    logins: HashMap<crate::domain::ids::StaffId, String>,
    communities: HashMap<CommunityId, Option<Community>>,
}

impl Names {
    async fn read(c: &mut Conn) -> Outcome<Self> {
        let logins = staff::list(c).await?.into_iter().map(|s| (s.id, s.login)).collect();
        Ok(Self { logins, communities: HashMap::new() })
    }
    /// The line, if it is within reach.
    async fn act(&mut self, c: &mut Conn, reach: &Reach, kept: Kept) -> Outcome<Option<Act>> {
        let community = match kept.entry.community_id {
            Some(id) => {
                let known = match self.communities.entry(id) {
                    hash_map::Entry::Occupied(known) => known.into_mut(),
                    hash_map::Entry::Vacant(unknown) => unknown.insert(communities::by_id(c, id).await?),
                };
                known.as_ref()
            }
            None => None,
        };
        if !reach.covers(community) {
            return Ok(None);
        }
        let login = kept.entry.staff_id.and_then(|id| self.logins.get(&id).cloned()).unwrap_or_default();
        let slug = community.map(|c| c.slug.clone()).unwrap_or_default();
        Ok(Some(Act { entry: kept.entry, serial: kept.serial, hash: kept.hash, login, slug }))
    }
}

/// What is asked of the store; none if nobody and nothing has that name.
async fn sought(c: &mut Conn, names: &Names, wanted: &Wanted) -> Outcome<Option<Sought>> {
    let mut sought = Sought { before: wanted.before.unwrap_or(i64::MAX), ..Sought::default() };
    let mut checks = Checks::default();
    if !wanted.from.is_empty() {
        sought.from = checks.take("from", parse_date(&wanted.from)).map_or(sought.from, start_of_day);
    }
    if !wanted.to.is_empty() {
        sought.to = checks.take("to", parse_date(&wanted.to)).map_or(sought.to, end_of_day);
    }
    checks.end()?;
    wanted.verb.clone_into(&mut sought.verb);
    sought.object = wanted.object.trim().to_owned();
    wanted.result.clone_into(&mut sought.result);
    wanted.address.trim().clone_into(&mut sought.address);
    if !wanted.who.is_empty() {
        let asked = wanted.who.trim().to_lowercase();
        sought.staff_id = names.logins.iter().find(|(_, login)| **login == asked).map(|(id, _)| *id);
        if sought.staff_id.is_none() {
            return Ok(None);
        }
    }
    if !wanted.community.is_empty() {
        sought.community_id = communities::find(c, wanted.community.trim()).await?.map(|found| found.id);
        if sought.community_id.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(sought))
}

/// Reads at most `most` lines; `pieces` bounds how much of the log is looked through.
async fn read(app: &Linli, reach: &Reach, wanted: &Wanted, (most, pieces): (usize, usize)) -> Outcome<Found> {
    let mut c = app.store.read().await?;
    let mut names = Names::read(&mut c).await?;
    let Some(mut sought) = sought(&mut c, &names, wanted).await? else { return Ok(Found::default()) };
    let mut found = Found::default();
    for _ in 0..pieces {
        let piece = audit::search(&mut c, &sought, audit::PIECE).await?;
        let Some(last) = piece.last().map(|kept| kept.serial) else {
            found.next = None;
            return Ok(found);
        };
        for kept in piece {
            if found.acts.len() == most {
                found.next = found.acts.last().map(|act| act.serial);
                return Ok(found);
            }
            found.acts.extend(names.act(&mut c, reach, kept).await?);
        }
        sought.before = last;
        found.next = Some(last);
    }
    Ok(found)
}

async fn note(app: &Linli, entry: Entry) -> Outcome<()> {
    app.store
        .write(move |c| {
            async move {
                c.audit(entry);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// The newest acts of those looked for that `caller` may see: what concerns no community only for
/// who sees all. Looking for something is an entry, one a day of the same reader and
/// words, on whichever page of it they begin; reading on without looking for anything is one a day.
///
/// # Errors
/// Signed out, not allowed, or no date beside `from` or `to`.
pub async fn search(app: &Linli, by: &By, caller: &Caller, wanted: &Wanted) -> Outcome<Found> {
    let reach = Reach::of(caller)?;
    let found = read(app, &reach, wanted, (PAGE, MOST_PIECES)).await?;
    let (now, what) = (app.now(), "audit".to_owned());
    let mut entry = if wanted.is_empty() {
        app.entry(now, by, Verb::ViewAudit.as_str(), None, what)
    } else {
        app.entry(now, by, SEARCH, None, what)
    };
    entry.detail = wanted.told();
    seen::note_daily(app, by, entry, &wanted.terms()).await?;
    Ok(found)
}

/// The words of an export that people read.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Above its columns.
    pub heads: [&'static str; 12],
    /// What was done, and what came of it.
    pub told: fn(&Entry) -> [String; 2],
}

/// The form of an export.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// For spreadsheets.
    Csv(Table),
    /// A JSON object a line.
    Lines,
}

/// The acts looked for as a file.
///
/// # Errors
/// As [`search`].
pub async fn export(app: &Linli, by: &By, caller: &Caller, wanted: &Wanted, form: Form) -> Outcome<String> {
    let reach = Reach::of(caller)?;
    exported(app, by, &reach, wanted, (form, MOST_EXPORTED)).await
}

/// The whole log for the command line, which nobody has to be asked for.
///
/// # Errors
/// A date that is none, or the store did not answer.
pub async fn export_all(app: &Linli, by: &By, wanted: &Wanted, form: Form) -> Outcome<String> {
    exported(app, by, &Reach::All, wanted, (form, usize::MAX)).await
}

async fn exported(
    app: &Linli,
    by: &By,
    reach: &Reach,
    wanted: &Wanted,
    (form, most): (Form, usize),
) -> Outcome<String> {
    let found = read(app, reach, wanted, (most, usize::MAX)).await?;
    let mut entry = app.entry(app.now(), by, EXPORT, None, "audit".to_owned());
    format!("{} {}", found.acts.len(), wanted.told()).trim_end().clone_into(&mut entry.detail);
    note(app, entry).await?;
    Ok(match form {
        Form::Csv(table) => as_csv(&table, &found.acts),
        Form::Lines => as_lines(&found.acts),
    })
}

fn fields(act: &Act, [verb, result]: [String; 2]) -> [String; 12] {
    let entry = &act.entry;
    [
        act.serial.to_string(),
        stamp(entry.at),
        act.login.clone(),
        verb,
        entry.object.clone(),
        entry.detail.clone(),
        result,
        act.slug.clone(),
        entry.address.clone(),
        entry.verb.clone(),
        entry.result.clone(),
        act.hash.as_deref().map(hex).unwrap_or_default(),
    ]
}

/// The day and second in Nanchang, with what that is ahead of UTC.
fn stamp(at: Moment) -> String {
    let second = at.0.div_euclid(1000).rem_euclid(60);
    format!("{}:{second:02}+08:00", crate::domain::calendar::datetime_local(at))
}

/// A cell that a spreadsheet shows and never computes; a number stays one.
fn cell(text: &str) -> String {
    let safe = if is_like_formula(text) && text.parse::<i64>().is_err() { format!("'{text}") } else { text.to_owned() };
    if safe.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

fn as_csv(table: &Table, acts: &[Act]) -> String {
    let mut out = format!("\u{feff}{}\r\n", table.heads.join(","));
    for act in acts {
        let line: Vec<String> = fields(act, (table.told)(&act.entry)).iter().map(|text| cell(text)).collect();
        let _ = write!(out, "{}\r\n", line.join(","));
    }
    out
}

fn as_lines(acts: &[Act]) -> String {
    acts.iter().fold(String::new(), |mut out, act| {
        let e = &act.entry;
        let line = serde_json::json!({
            "serial": act.serial, "id": e.id, "at": e.at.0, "who": act.login, "staff_id": e.staff_id,
            "verb": e.verb, "object": e.object, "detail": e.detail, "result": e.result, "community": act.slug,
            "community_id": e.community_id, "address": e.address, "hash": act.hash.as_deref().map(hex),
        });
        let _ = writeln!(out, "{line}");
        out
    })
}

/// Removes what is older than [`KEPT`], which leaves an entry of its own.
///
/// # Errors
/// The store did not answer.
pub async fn purge(app: &Linli) -> Outcome<()> {
    let now = app.now();
    let before = now.plus(-KEPT);
    let mut c = app.store.read().await?;
    let old = audit::is_old(&mut c, before).await?;
    drop(c);
    if !old {
        return Ok(());
    }
    let by = By { staff: None, address: "linli".to_owned() };
    let checkpoint = app.entry(now, &by, audit::PURGE, None, String::new());
    app.store
        .write(move |c| async move { Ok::<_, Fail>(audit::purge(c, before, checkpoint).await.map(drop)?) }.boxed())
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_second_and_its_distance_from_utc() {
        assert_eq!(stamp(Moment(1_000)), "1970-01-01T08:00:01+08:00");
    }

    #[test]
    fn no_cell_is_taken_for_a_formula_and_numbers_stay_numbers() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@a,\"b\""), "\"'@a,\"\"b\"\"\"");
        assert_eq!(cell("-12"), "-12");
        assert_eq!(cell("翠苑"), "翠苑");
    }
}
