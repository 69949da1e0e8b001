//! Communities: find, make, edit, close.
//!
//! For: the use cases about a community itself.
//! Must not know: its roll and works; of its project only that it begins with it, of its polls only
//! whether one is not over.
//! A write of setting up begins with [`find_to_write`] or [`may_write`]; what a closed community still
//! takes is its own facts, opening it again, and calling off a poll left over there.
//! To add: see `service`.

use crate::domain::calendar::local;
use crate::domain::ids::{CommunityId, ProjectId};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, Place, Scope, can, scopes, somewhere};
use crate::domain::poll::PollState;
use crate::domain::problem::Problem;
use crate::domain::project::Stage;
use crate::domain::quantity::parse_count;
use crate::domain::region::RegionCode;
use crate::domain::text;
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::projects::{self, Project};
use crate::store::{Conn, households, polls, regions};
use futures::FutureExt;

/// Most characters of a community's name and of the unit that answers.
pub const MOST_NAME: u32 = 60;
/// Most characters of a reason.
pub const MOST_REASON: u32 = 500;
/// The share of satisfied households from which a work counts as accepted, until staff set
/// another (Shijiazhuang's rule).
pub const SATISFIED: i64 = 80;

/// What staff type of a community.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Key of the form, by which one sent twice makes one community; may be empty.
    pub once: String,
    /// Short name; empty asks for a proposal.
    pub slug: String,
    /// Chinese name.
    pub zh: String,
    /// English name; may be empty.
    pub en: String,
    /// Code of its region.
    pub region: String,
    /// Year it was built; may be empty.
    pub built_year: String,
    /// The unit that answers feedback.
    pub answers_by: String,
}

struct Checked {
    slug: String,
    zh: String,
    en: String,
    region: Option<RegionCode>,
    built_year: Option<i64>,
    answers_by: String,
}

/// The community of this short name.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn find(app: &Linli, slug: &str) -> Outcome<Community> {
    let mut c = app.store.read().await?;
    Ok(communities::find(&mut c, slug).await?.ok_or(Problem::NotFound)?)
}

/// The community of this short name, if `caller` may do `verb` there.
///
/// # Errors
/// [`Problem::NotFound`], or what `policy::can` says.
pub async fn find_for(app: &Linli, caller: &Caller, verb: Verb, slug: &str) -> Outcome<Community> {
    let community = find(app, slug).await?;
    can(caller, verb, &place(&community)?)?;
    Ok(community)
}

/// The same for what setting up writes: a closed community takes none of it.
///
/// # Errors
/// As [`find_for`]; [`Problem::CommunityClosed`].
pub async fn find_to_write(app: &Linli, caller: &Caller, verb: Verb, slug: &str) -> Outcome<Community> {
    let community = find_for(app, caller, verb, slug).await?;
    may_write(caller, verb, &community)?;
    Ok(community)
}

/// Whether `caller` may do what `verb` writes in this community.
///
/// # Errors
/// What `policy::can` says; [`Problem::CommunityClosed`].
pub fn may_write(caller: &Caller, verb: Verb, community: &Community) -> Outcome<()> {
    can(caller, verb, &place(community)?)?;
    if community.is_open() { Ok(()) } else { Err(Problem::CommunityClosed.into()) }
}

/// Within a unit of work: the community is open and stays so until the unit ends.
///
/// # Errors
/// [`Problem::CommunityClosed`], [`Problem::NotFound`].
pub async fn hold_open(c: &mut Conn, id: CommunityId) -> Outcome<()> {
    let held = communities::by_id_locked(c, id).await?.ok_or(Problem::NotFound)?;
    if held.is_open() { Ok(()) } else { Err(Problem::CommunityClosed.into()) }
}

/// Where it is, for the policy.
///
/// # Errors
/// Its region's code is damaged.
pub fn place(community: &Community) -> Outcome<Place> {
    Ok(community.place().ok_or(Problem::NotFound)?)
}

/// What a member of staff can do for setting a community up; any of them opens its page.
pub const SETUP: [Verb; 7] = [
    Verb::ManageCommunity,
    Verb::ManageRoll,
    Verb::ManageWorks,
    Verb::ManagePhases,
    Verb::ManagePoll,
    Verb::PrintLetters,
    Verb::ReviseHousehold,
];

/// The community, and which of [`SETUP`] `caller` may do there.
///
/// # Errors
/// What the policy says of the first, if `caller` may do none of them.
pub async fn find_for_setup(app: &Linli, caller: &Caller, slug: &str) -> Outcome<(Community, Vec<Verb>)> {
    let community = find(app, slug).await?;
    let place = place(&community)?;
    let may: Vec<Verb> = SETUP.into_iter().filter(|verb| can(caller, *verb, &place).is_ok()).collect();
    if may.is_empty() {
        can(caller, Verb::ManageCommunity, &place)?;
    }
    Ok((community, may))
}

/// The communities that `caller` may set up in some way.
///
/// # Errors
/// [`Problem::SignInFirst`], [`Problem::NotAllowed`] for staff without such a duty anywhere.
pub async fn list_for_setup(app: &Linli, caller: &Caller) -> Outcome<Vec<Community>> {
    if !matches!(caller, Caller::Staff { .. }) {
        return Err(Problem::SignInFirst.into());
    }
    let reach: Vec<Scope> = SETUP.iter().flat_map(|verb| scopes(caller, *verb)).collect();
    if reach.is_empty() {
        return Err(Problem::NotAllowed.into());
    }
    let mut c = app.store.read().await?;
    let mut all = communities::list(&mut c, "").await?;
    all.retain(|community| community.place().is_some_and(|place| reach.iter().any(|scope| scope.covers(&place))));
    Ok(all)
}

/// Whether `caller` may make a community somewhere.
pub fn may_make(caller: &Caller) -> bool {
    scopes(caller, Verb::ManageCommunity).iter().any(|scope| !matches!(scope, Scope::Community(_)))
}

impl Facts {
    fn check(&self, this_year: i64) -> Result<Checked, Fail> {
        let mut checks = Checks::default();
        let zh = checks.take("zh", text::required(&self.zh, MOST_NAME));
        let en = checks.take("en", text::bounded(&self.en, MOST_NAME));
        let region = checks.take("region", self.region());
        let built_year = checks.take("built_year", self.built_year(this_year));
        let answers_by = checks.take("answers_by", text::required(&self.answers_by, MOST_NAME));
        let slug = checks.take("slug", self.slug());
        checks.end()?;
        Ok(Checked {
            slug: slug.unwrap_or_default(),
            zh: zh.unwrap_or_default(),
            en: en.unwrap_or_default(),
            region,
            built_year: built_year.flatten(),
            answers_by: answers_by.unwrap_or_default(),
        })
    }

    fn region(&self) -> Result<RegionCode, Problem> {
        let typed = text::required(&self.region, 20)?;
        RegionCode::parse(&typed).ok_or(Problem::UnknownPlace)
    }

    fn built_year(&self, this_year: i64) -> Result<Option<i64>, Problem> {
        if self.built_year.trim().is_empty() {
            Ok(None)
        } else {
            parse_count(&self.built_year, 1900, this_year).map(Some)
        }
    }

    fn slug(&self) -> Result<String, Problem> {
        let typed = if self.slug.trim().is_empty() { propose(&self.en, &self.region) } else { self.slug.clone() };
        text::slug(&typed)
    }
}

/// A short name from the English name, else from the region's code.
fn propose(en: &str, region: &str) -> String {
    let mut slug = String::new();
    for c in en.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let kept: String = slug.chars().take(30).collect();
    let kept = kept.trim_end_matches('-');
    if kept.len() >= 2 { kept.to_owned() } else { format!("c{}", region.trim()) }
}

/// Makes a community and, with it, its project at the first stage.
///
/// # Errors
/// Problems beside fields, [`Problem::NameTaken`], [`Problem::UnknownPlace`],
/// [`Problem::ChangedMeanwhile`] if the key is that of a community elsewhere, what the policy says.
pub async fn make(app: &Linli, caller: &Caller, by: &By, facts: &Facts) -> Outcome<Community> {
    // Who may make none anywhere learns nothing of what is wrong with a form.
    somewhere(caller, Verb::ManageCommunity)?;
    let now = app.now();
    let checked = facts.check(i64::from(local(now).0.year()))?;
    let region = checked.region.ok_or(Problem::Missing)?;
    can(caller, Verb::ManageCommunity, &Place { region: region.clone(), community: None, building: None })?;
    let id = CommunityId::parse(&facts.once).unwrap_or_else(|| CommunityId(app.random.id(now)));
    let community = Community {
        id,
        slug: checked.slug,
        zh: checked.zh,
        en: checked.en,
        region: region.as_str().to_owned(),
        built_year: checked.built_year,
        households: 0,
        buildings: 0,
        area: 0,
        answers_by: checked.answers_by,
        state: "open".to_owned(),
        demo: false,
        revision: 0,
        created_at: now,
    };
    let project = Project {
        id: ProjectId(app.random.id(now)),
        community_id: id,
        programme_year: None,
        stage: Stage::Proposed,
        stage_since: now,
        before_pause: None,
        reason_zh: String::new(),
        reason_en: String::new(),
        satisfied_percent: SATISFIED,
    };
    let proposed = facts.slug.trim().is_empty();
    let entry = app.entry(now, by, Verb::ManageCommunity.as_str(), Some(id), format!("community {}", community.slug));
    app.store
        .write(move |c| {
            async move {
                // A form sent twice makes one; a key that names one elsewhere is not this form's.
                if let Some(made) = communities::by_id(c, id).await? {
                    let here = made.region == community.region;
                    return if here { Ok(made) } else { Err(Fail::from(Problem::ChangedMeanwhile)) };
                }
                if regions::find(c, &community.region).await?.is_none() {
                    return Err(Fail::at("region", Problem::UnknownPlace));
                }
                let community = record(c, community, proposed).await?;
                projects::record(c, &project).await?;
                c.audit(entry);
                Ok(community)
            }
            .boxed()
        })
        .await
}

/// A proposed short name that is taken gets a number behind it; a typed one does not.
async fn record(c: &mut Conn, mut community: Community, proposed: bool) -> Outcome<Community> {
    let base = community.slug.clone();
    for number in 2..100 {
        if communities::record(c, &community).await? {
            return Ok(community);
        }
        if !proposed {
            break;
        }
        community.slug = format!("{base}-{number}");
    }
    Err(Fail::at("slug", Problem::NameTaken))
}

/// Revises name, year and the unit that answers. Short name and region stay: letters carry them.
/// Whether it is open stays as it is.
///
/// # Errors
/// Problems beside fields, what the policy says.
pub async fn revise(app: &Linli, caller: &Caller, by: &By, slug: &str, facts: &Facts) -> Outcome<()> {
    let found = find_for(app, caller, Verb::ManageCommunity, slug).await?;
    let now = app.now();
    let facts = Facts { slug: found.slug.clone(), region: found.region.clone(), ..facts.clone() };
    let checked = facts.check(i64::from(local(now).0.year()))?;
    let id = found.id;
    let entry = app.entry(now, by, Verb::ManageCommunity.as_str(), Some(id), format!("community {}", found.slug));
    app.store
        .write(move |c| {
            async move {
                let mut community = communities::by_id_locked(c, id).await?.ok_or(Problem::NotFound)?;
                community.zh = checked.zh;
                community.en = checked.en;
                community.built_year = checked.built_year;
                community.answers_by = checked.answers_by;
                communities::revise(c, &community).await?;
                c.audit(entry);
                c.touch(id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Closes a community: it stays readable, nothing can be written.
///
/// # Errors
/// [`Problem::ReasonNeeded`]; [`Problem::PollNotOver`] while a poll is announced, runs or waits for
/// its count; what the policy says.
pub async fn close(app: &Linli, caller: &Caller, by: &By, slug: &str, reason: &str) -> Outcome<()> {
    turn(app, caller, by, slug, "closed", reason).await
}

/// Opens a closed community again.
///
/// # Errors
/// [`Problem::ReasonForLog`], what the policy says.
pub async fn reopen(app: &Linli, caller: &Caller, by: &By, slug: &str, reason: &str) -> Outcome<()> {
    turn(app, caller, by, slug, "open", reason).await
}

async fn turn(app: &Linli, caller: &Caller, by: &By, slug: &str, state: &'static str, reason: &str) -> Outcome<()> {
    let community = find_for(app, caller, Verb::ManageCommunity, slug).await?;
    let reason = text::bounded(reason, MOST_REASON).map_err(|problem| Fail::at("reason", problem))?;
    let closes = state == "closed";
    if reason.is_empty() {
        let needed = if closes { Problem::ReasonNeeded } else { Problem::ReasonForLog };
        return Err(Fail::at("reason", needed));
    }
    let (now, id) = (app.now(), community.id);
    let mut entry =
        app.entry(now, by, Verb::ManageCommunity.as_str(), Some(id), format!("community {}", community.slug));
    entry.detail = format!("{state}: {reason}");
    let body = serde_json::json!({ "community": community.slug, "state": state, "why": entry.detail }).to_string();
    let leaf = app.leaf(now, id, "community", body);
    // What residents read of its being closed.
    let why = if closes { reason } else { String::new() };
    app.store
        .write(move |c| {
            async move {
                if closes {
                    all_polls_over(c, id).await?;
                } else if households::merged_into(c, id).await?.is_some() {
                    return Err(Fail::at("reason", Problem::Merged));
                }
                communities::revise_state(c, id, state).await?;
                communities::record_closed_why(c, id, &why).await?;
                c.audit(entry);
                c.append(leaf);
                c.touch(id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// A poll would run on, or wait for its count, where nobody can vote or cancel it any more.
async fn all_polls_over(c: &mut Conn, id: CommunityId) -> Outcome<()> {
    communities::by_id_locked(c, id).await?.ok_or(Problem::NotFound)?;
    let open = polls::list(c, id).await?.into_iter().find(|poll| poll.state == PollState::Open);
    match open {
        Some(poll) => Err(Fail::at("reason", Problem::PollNotOver { zh: poll.title_zh, en: poll.title_en })),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_proposed_that_fits_into_an_address() {
        assert_eq!(propose("Sunshine Garden (North)", "360102"), "sunshine-garden-north");
        assert_eq!(propose("", "360102001002"), "c360102001002");
        assert!(text::slug(&propose("a very long English name of a community that goes on", "36")).is_ok());
    }
}
