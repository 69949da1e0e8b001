//! The works of a project: from the catalogue, by hand; revised, finished, removed.
//!
//! For: [`catalogue()`], [`record`], [`revise`], [`remove`].
//! Must not know: polls and ratings beyond whether they name a work or fix its cost; photos' bytes.
//! To add: a field of [`Form`], its check in `Form::check`.

mod catalogue;

pub use catalogue::{Item, catalogue, find_item};

use crate::domain::calendar::{parse_date, start_of_day};
use crate::domain::ids::{CommunityId, UploadId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::quantity::{parse_count, parse_yuan};
use crate::domain::text;
use crate::domain::work::{Class, WorkState};
use crate::service::communities::{find_for, find_to_write, hold_open};
use crate::service::feedback::draft;
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::works::{self, Work};
use crate::store::{Conn, defects, polls, projects, uploads};
use futures::FutureExt;

/// Most characters of a name or unit.
const MOST_NAME: u32 = 40;
/// Most characters of a note.
const MOST_NOTE: u32 = 300;

/// What staff type of a work.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Number in the catalogue; may be empty.
    pub catalogue: String,
    /// Chinese name; empty takes the catalogue's.
    pub zh: String,
    /// English name; empty takes the catalogue's.
    pub en: String,
    /// Class; empty takes the catalogue's.
    pub class: String,
    /// How much; may be empty.
    pub quantity: String,
    /// Unit; empty takes the catalogue's.
    pub unit: String,
    /// Cost in yuan.
    pub cost: String,
    /// True if it is done in any case.
    pub must_do: bool,
    /// What changes for residents.
    pub note_zh: String,
    /// The same in English.
    pub note_en: String,
    /// How far it is.
    pub state: String,
    /// The day it was finished; empty takes today.
    pub finished_at: String,
    /// Months of warranty; empty takes the catalogue's.
    pub warranty_months: String,
}

struct Checked {
    zh: String,
    en: String,
    class: Class,
    quantity: i64,
    unit: String,
    cost_fen: i64,
    note_zh: String,
    note_en: String,
    state: WorkState,
    finished_at: Option<Moment>,
    warranty_months: Option<i64>,
}

fn or<'a>(typed: &'a str, else_: Option<&'a str>) -> &'a str {
    if typed.trim().is_empty() { else_.unwrap_or("") } else { typed }
}

impl Form {
    fn check(&self, now: Moment) -> Result<Checked, Fail> {
        let item = find_item(self.catalogue.trim());
        let mut checks = Checks::default();
        let zh = checks.take("zh", text::required(or(&self.zh, item.map(|i| i.zh.as_str())), MOST_NAME));
        let en = checks.take("en", text::bounded(or(&self.en, item.map(|i| i.en.as_str())), MOST_NAME));
        let class = or(&self.class, item.map(|i| i.class.as_str()));
        let class = checks.take("class", Class::parse(class).ok_or(Problem::UnknownWord));
        // Quantities are read as money is: two decimals, thousands commas, 万.
        let quantity = checks.take("quantity", empty_as(&self.quantity, 0, parse_yuan));
        let unit = checks.take("unit", text::bounded(or(&self.unit, item.map(|i| i.unit.as_str())), MOST_NAME));
        let cost_fen = checks.take("cost", parse_yuan(&self.cost));
        let note_zh = checks.take("note_zh", text::bounded(&self.note_zh, MOST_NOTE));
        let note_en = checks.take("note_en", text::bounded(&self.note_en, MOST_NOTE));
        let state = or(&self.state, Some(WorkState::Planned.as_str()));
        let state = checks.take("state", WorkState::parse(state).ok_or(Problem::UnknownWord));
        let finished_at = checks.take("finished_at", self.finished(state, now));
        let most = |text: &str| parse_count(text, 0, 600).map(Some);
        let fixed = item.and_then(|i| i.warranty_months);
        let warranty_months = checks.take("warranty_months", empty_as(&self.warranty_months, fixed, most));
        checks.end()?;
        Ok(Checked {
            zh: zh.unwrap_or_default(),
            en: en.unwrap_or_default(),
            class: class.unwrap_or(Class::Basic),
            quantity: quantity.unwrap_or_default(),
            unit: unit.unwrap_or_default(),
            cost_fen: cost_fen.unwrap_or_default(),
            note_zh: note_zh.unwrap_or_default(),
            note_en: note_en.unwrap_or_default(),
            state: state.unwrap_or(WorkState::Planned),
            finished_at: finished_at.flatten(),
            warranty_months: warranty_months.flatten(),
        })
    }

    fn finished(&self, state: Option<WorkState>, now: Moment) -> Result<Option<Moment>, Problem> {
        match (state, self.finished_at.trim()) {
            (Some(WorkState::Finished), "") => Ok(Some(now)),
            (Some(WorkState::Finished), day) => {
                let at = start_of_day(parse_date(day)?);
                if at > now { Err(Problem::DateInFuture { last: now }) } else { Ok(Some(at)) }
            }
            _ => Ok(None),
        }
    }
}

fn empty_as<T>(text: &str, empty: T, parse: impl Fn(&str) -> Result<T, Problem>) -> Result<T, Problem> {
    if text.trim().is_empty() { Ok(empty) } else { parse(text) }
}

/// Before and after photos to be put in; none leaves what is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Photos {
    /// From before.
    pub before: Option<UploadId>,
    /// From after.
    pub after: Option<UploadId>,
}

/// The photo of this id, if it was kept for a work of this community within a day: one that belongs
/// to a feedback or a fault must not be published through a work, and an older one is about to be
/// removed.
///
/// # Errors
/// The store did not answer.
pub async fn own_photo(app: &Linli, community: CommunityId, id: &str) -> Outcome<Option<UploadId>> {
    let Some(id) = UploadId::parse(id) else { return Ok(None) };
    let mut c = app.store.read().await?;
    let found = uploads::find(&mut c, id).await?;
    if defects::of_upload(&mut c, id).await?.is_some() {
        return Ok(None);
    }
    let since = app.now().plus(-draft::KEPT);
    let own = |upload: &uploads::Upload| {
        let loose = upload.feedback_id.is_none() && upload.created_at > since;
        upload.community_id == community && loose && upload.kind == uploads::UploadKind::Photo
    };
    Ok(found.filter(own).map(|upload| upload.id))
}

/// Records a work at the end of the list. `once` is the form's key; may be empty.
///
/// # Errors
/// Problems beside fields, [`Problem::ChangedMeanwhile`] if the key is that of a work elsewhere, what
/// the policy says.
pub async fn record(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    form: &Form,
    photos: Photos,
    once: &str,
) -> Outcome<WorkId> {
    let community = find_to_write(app, caller, Verb::ManageWorks, slug).await?;
    let now = app.now();
    let checked = form.check(now)?;
    let id = WorkId::parse(once).unwrap_or_else(|| WorkId(app.random.id(now)));
    let catalogue = find_item(form.catalogue.trim()).map(|item| item.number.clone()).unwrap_or_default();
    let must_do = form.must_do;
    let entry = app.entry(now, by, Verb::ManageWorks.as_str(), Some(community.id), format!("work {id}"));
    app.store
        .write(move |c| {
            async move {
                // A form sent twice records one work; a key that names one elsewhere is not this form's.
                if let Some(made) = works::find(c, id).await? {
                    let here = made.community_id == community.id;
                    return if here { Ok(id) } else { Err(Fail::from(Problem::ChangedMeanwhile)) };
                }
                let project = projects::find(c, community.id).await?.ok_or(Problem::NotFound)?;
                let position = works::list(c, community.id).await?.last().map_or(0, |work| work.position + 1);
                let mut work = Work {
                    id,
                    community_id: community.id,
                    project_id: project.id,
                    catalogue,
                    zh: String::new(),
                    en: String::new(),
                    class: checked.class,
                    quantity: 0,
                    unit: String::new(),
                    cost_fen: 0,
                    must_do,
                    note_zh: String::new(),
                    note_en: String::new(),
                    state: checked.state,
                    finished_at: None,
                    warranty_months: None,
                    before_photo: photos.before,
                    after_photo: photos.after,
                    position,
                };
                fill(&mut work, checked);
                works::record(c, &work).await?;
                c.audit(entry);
                c.touch(community.id);
                Ok::<_, Fail>(id)
            }
            .boxed()
        })
        .await
}

fn fill(work: &mut Work, checked: Checked) {
    work.zh = checked.zh;
    work.en = checked.en;
    work.class = checked.class;
    work.quantity = checked.quantity;
    work.unit = checked.unit;
    work.cost_fen = checked.cost_fen;
    work.note_zh = checked.note_zh;
    work.note_en = checked.note_en;
    work.state = checked.state;
    work.finished_at = checked.finished_at;
    work.warranty_months = checked.warranty_months;
}

/// The work of this id in this community, for those who may revise it.
///
/// # Errors
/// [`Problem::NotFound`], what the policy says.
pub async fn find_to_revise(app: &Linli, caller: &Caller, slug: &str, id: WorkId) -> Outcome<Work> {
    let community = find_for(app, caller, Verb::ManageWorks, slug).await?;
    let mut c = app.store.read().await?;
    let work = works::find(&mut c, id).await?.filter(|work| work.community_id == community.id);
    Ok(work.ok_or(Problem::NotFound)?)
}

/// Revises a work.
///
/// # Errors
/// As [`record`], and [`Problem::NotFound`]; [`Problem::FixedByPoll`] beside `cost` and `must_do`.
pub async fn revise(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    id: WorkId,
    form: &Form,
    photos: Photos,
) -> Outcome<()> {
    find_to_write(app, caller, Verb::ManageWorks, slug).await?;
    let found = find_to_revise(app, caller, slug, id).await?;
    let now = app.now();
    // Which line of the catalogue it came from never changes.
    let form = Form { catalogue: found.catalogue, ..form.clone() };
    let checked = form.check(now)?;
    let place = found.community_id;
    let mut entry = app.entry(now, by, Verb::ManageWorks.as_str(), Some(place), format!("work {id}"));
    app.store
        .write(move |c| {
            async move {
                let mut work = held(c, place, id).await?;
                if let Some(fixed) = fixed(c, id, now).await? {
                    let mut checks = Checks::default();
                    let moved =
                        [("cost", checked.cost_fen != work.cost_fen), ("must_do", form.must_do != work.must_do)];
                    for (field, _) in moved.into_iter().filter(|(_, moved)| *moved) {
                        checks.note(field, fixed.clone());
                    }
                    checks.end()?;
                }
                entry.detail = format!("{} → {}", work.state, checked.state);
                fill(&mut work, checked);
                work.must_do = form.must_do;
                work.before_photo = photos.before.or(work.before_photo);
                work.after_photo = photos.after.or(work.after_photo);
                works::revise(c, &work).await?;
                c.audit(entry);
                c.touch(place);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// The work as it stands within this unit: other units that would change it wait.
async fn held(c: &mut Conn, place: CommunityId, id: WorkId) -> Outcome<Work> {
    hold_open(c, place).await?;
    Ok(works::find(c, id).await?.ok_or(Problem::NotFound)?)
}

/// Why cost and must-do stay as they are: an announced or running poll asks about the work.
async fn fixed(c: &mut Conn, id: WorkId, now: Moment) -> Outcome<Option<Problem>> {
    let poll = polls::fixing(c, id, now).await?;
    Ok(poll.map(|poll| Problem::FixedByPoll { zh: poll.title_zh, en: poll.title_en }))
}

/// Removes a work that no poll, rating or defect names.
///
/// # Errors
/// [`Problem::FixedByPoll`], [`Problem::WorkInUse`], [`Problem::NotFound`], what the policy says.
pub async fn remove(app: &Linli, caller: &Caller, by: &By, slug: &str, id: WorkId) -> Outcome<()> {
    find_to_write(app, caller, Verb::ManageWorks, slug).await?;
    let work = find_to_revise(app, caller, slug, id).await?;
    let now = app.now();
    let mut entry = app.entry(now, by, Verb::ManageWorks.as_str(), Some(work.community_id), format!("work {id}"));
    entry.detail = format!("removed {}", work.zh);
    app.store
        .write(move |c| {
            async move {
                held(c, work.community_id, id).await?;
                if let Some(fixed) = fixed(c, id, now).await? {
                    return Err(fixed.into());
                }
                if works::is_used(c, id).await? {
                    return Err(Problem::WorkInUse.into());
                }
                works::remove(c, id).await?;
                c.audit(entry);
                c.touch(work.community_id);
                Ok(())
            }
            .boxed()
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogue_reads_whole() {
        assert_eq!(catalogue().len(), 50);
        let roof = find_item("12").unwrap();
        assert_eq!((roof.zh.as_str(), roof.warranty_months), ("屋面防水", Some(60)));
        assert!(!catalogue().iter().any(|item| item.en.starts_with(char::is_lowercase)), "names begin lines");
    }
}
