//! Why a level is bad: a reason, words, photos, a recording.

use super::{MOST_TEXT, household, is_taken, is_taken_still};
use crate::domain::ids::WorkId;
use crate::domain::owner::is_theirs;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::rating::Reason;
use crate::domain::text::bounded;
use crate::service::allowance::{self, Act, Whose};
use crate::service::{Checks, Fail, Linli, Outcome, communities, photos};
use crate::store::defects::{self, Defect, File};
use crate::store::households;
use crate::store::ratings::{self, Rating};
use crate::store::uploads::{self, UploadKind};
use bytes::Bytes;
use futures::FutureExt;

/// Most photos of one fault.
pub const MOST_PHOTOS: usize = 4;

/// What a household says of a bad level.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The reason's word, or nothing.
    pub reason: String,
    /// In their own words.
    pub text: String,
    /// Photos chosen now.
    pub photos: Vec<Bytes>,
    /// The recording chosen now.
    pub recording: Option<Bytes>,
    /// What stood there when the form was made, as [`seen`] says it.
    pub had: String,
}

/// A sign of what a household said so far, by which a form made before that is known.
pub fn seen(rating: &Rating) -> String {
    let told = format!("{}\n{}", rating.reason.map_or("", Reason::as_str), rating.text);
    crate::keys::hex(&crate::keys::sha256(told.as_bytes()))
}

impl Said {
    fn shows(&self) -> bool {
        !self.photos.is_empty() || self.recording.is_some()
    }
}

/// Stores why a level is bad; it goes to those who fix it. Photos and a recording are the fault's
/// at once, also where something else must be said again. `false` if it says what is known already.
/// Words and reason can be taken back by sending none; a form made before they were said (on another
/// phone of the household) takes nothing back and adds its words to them.
///
/// # Errors
/// [`Problem::CodeNeeded`], [`Problem::NotFound`] without a rating, [`Problem::PhaseClosed`] once
/// ratings are not taken any more, [`Problem::TooLong`] beside `text`, [`Problem::WhyNeeded`]
/// beside `reason`, what is wrong with a file beside `photos` or `recording`.
pub async fn explain(app: &Linli, caller: &Caller, slug: &str, work: WorkId, said: &Said) -> Outcome<bool> {
    let community = communities::find(app, slug).await?;
    let household = household(caller, &community)?;
    let now = app.now();
    let mut c = app.store.read().await?;
    is_taken(&mut c, &community, work, now).await?;
    let fault = defects::of_work(&mut c, work, household).await?;
    let sold = households::sold(&mut c, household).await?;
    let before = ratings::find(&mut c, work, household).await?.filter(|one| is_theirs(sold, one.created_at));
    let before = before.ok_or(Problem::NotFound)?;
    drop(c);
    let mut checks = Checks::default();
    keep_files(app, fault.as_ref(), said, &mut checks).await?;
    let late = said.had != seen(&before);
    let reason = Reason::parse(&said.reason).or(before.reason.filter(|_| late));
    let words = if late { joined(&before.text, said.text.trim()) } else { said.text.clone() };
    let text = checks.take("text", bounded(&words, MOST_TEXT));
    let silent = reason.is_none() && said.text.trim().is_empty() && !said.shows();
    if silent && before.reason.is_none() && before.text.is_empty() {
        checks.note("reason", Problem::WhyNeeded);
    }
    checks.end()?;
    let text = text.unwrap_or_default();
    if (reason, text.as_str()) == (before.reason, before.text.as_str()) {
        return Ok(said.shows());
    }
    app.store
        .write(move |c| {
            async move {
                is_taken_still(c, community.id, work, now).await?;
                if !ratings::explain(c, work, household, reason, &text, now).await? {
                    return Err(Fail::from(Problem::NotFound));
                }
                if let Some(mut fault) = defects::of_work(c, work, household).await? {
                    let state = fault.state;
                    fault.text = text;
                    fault.changed_at = now;
                    defects::revise(c, &fault, state).await?;
                }
                Ok(true)
            }
            .boxed()
        })
        .await
}

/// Both, one after the other; what stands there already is not said twice.
fn joined(before: &str, more: &str) -> String {
    match (before, more) {
        (before, more) if more.is_empty() || before == more => before.to_owned(),
        ("", more) => more.to_owned(),
        (before, more) => format!("{before}\n{more}"),
    }
}

/// Keeps the files one by one: a bad one does not cost the good ones.
async fn keep_files(app: &Linli, fault: Option<&Defect>, said: &Said, checks: &mut Checks) -> Outcome<()> {
    if !said.shows() {
        return Ok(());
    }
    // A level that was made better meanwhile has no fault to show.
    let fault = fault.ok_or_else(|| Fail::at("photos", Problem::ChangedMeanwhile))?;
    for photo in &said.photos {
        checks.take_from("photos", keep(app, fault, UploadKind::Photo, photo).await);
    }
    if let Some(recording) = &said.recording {
        checks.take_from("recording", keep(app, fault, UploadKind::Recording, recording).await);
    }
    Ok(())
}

async fn keep(app: &Linli, fault: &Defect, kind: UploadKind, bytes: &Bytes) -> Outcome<()> {
    let (place, work, now) = ((fault.id, fault.community_id), fault.work_id, app.now());
    let mut c = app.store.read().await?;
    let before = of_kind(defects::files(&mut c, fault.id).await?, kind);
    drop(c);
    if kind == UploadKind::Photo && before.len() >= MOST_PHOTOS {
        let most = u32::try_from(MOST_PHOTOS).unwrap_or(u32::MAX);
        return Err(Problem::TooManyPhotos(most).into());
    }
    if let Some(home) = fault.household_id {
        allowance::take_now(app, Whose::Home(home), Act::Upload).await?;
    }
    let id = match kind {
        UploadKind::Photo => photos::keep_photo(app, fault.community_id, bytes.clone(), now).await?,
        UploadKind::Recording => photos::keep_recording(app, fault.community_id, bytes.clone(), now).await?,
    };
    let position = i64::try_from(before.len()).unwrap_or(0);
    app.store
        .write(move |c| {
            async move {
                is_taken_still(c, place.1, work, now).await?;
                let size = uploads::find(c, id).await?.map_or(0, |upload| upload.bytes);
                // The same form twice: what is made of the same photo is as large to the byte.
                if before.iter().any(|file| file.bytes == size) {
                    return Ok(());
                }
                // The last recording is the one that counts.
                for old in before.iter().filter(|_| kind == UploadKind::Recording) {
                    defects::release_file(c, old.id).await?;
                }
                Ok(defects::record_file(c, id, place, position).await?)
            }
            .boxed()
        })
        .await
}

fn of_kind(mut files: Vec<File>, kind: UploadKind) -> Vec<File> {
    files.retain(|file| file.kind == kind);
    files
}
