//! What everybody may read: the form's page, one thread, the list.

use crate::domain::phase::{Phase, PhaseKind, Verb};
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::service::feedback::{admitted, number_of, serial_in};
use crate::service::{Fail, Linli, Outcome, communities};
use crate::store::communities::Community;
use crate::store::feedback::{self, Answer, Feedback, Note, NoteKind};
use crate::store::roll::Building;
use crate::store::uploads::{self, Upload, UploadKind};
use crate::store::{projects, roll};

/// What the first screen needs.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where.
    pub community: Community,
    /// Its buildings.
    pub buildings: Vec<Building>,
    /// The building that the QR carried.
    pub building: Option<Building>,
    /// True if the QR carried a building that is not there.
    pub lost: bool,
    /// Why nothing can be sent now, if so.
    pub shut: Option<Fail>,
    /// The window.
    pub phase: Option<Phase>,
}

/// The first screen of a community, for the building that the QR carried (name, key or id).
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn form(app: &Linli, caller: &Caller, slug: &str, carried: &str) -> Outcome<Form> {
    let community = communities::find_for(app, caller, Verb::RecordFeedback, slug).await?;
    let mut c = app.store.read().await?;
    let buildings = roll::buildings(&mut c, community.id).await?;
    let key = fold_key(carried);
    let fits = |b: &&Building| b.id.to_string() == key || b.key == key || fold_key(&b.name) == key;
    let building = buildings.iter().find(fits).filter(|_| !key.is_empty()).cloned();
    Ok(Form {
        lost: !key.is_empty() && building.is_none(),
        phase: projects::phase(&mut c, community.id, PhaseKind::Feedback).await?,
        shut: admitted(&mut c, &community, app.now()).await.err(),
        community,
        buildings,
        building,
    })
}

/// A public thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Where.
    pub community: Community,
    /// The feedback.
    pub feedback: Feedback,
    /// Its number.
    pub number: String,
    /// Its photos.
    pub photos: Vec<Upload>,
    /// Replies, oldest first.
    pub answers: Vec<Answer>,
    /// What the author said of the outcome; never their lines.
    pub notes: Vec<Note>,
    /// Whether feedback is taken now.
    pub open: bool,
}

/// The thread of this number.
///
/// # Errors
/// [`Problem::NotFound`] unless it is published for everybody.
pub async fn thread(app: &Linli, community: Community, number: &str) -> Outcome<Thread> {
    let serial = serial_in(&community, number).ok_or(Problem::NotFound)?;
    let mut c = app.store.read().await?;
    let found = feedback::by_serial(&mut c, community.id, serial).await?;
    let feedback = found.filter(Feedback::is_shown).ok_or(Problem::NotFound)?;
    let mut photos = uploads::list(&mut c, feedback.id).await?;
    photos.retain(|upload| upload.kind == UploadKind::Photo);
    let mut notes = feedback::notes(&mut c, feedback.id).await?;
    notes.retain(|note| note.kind != NoteKind::Line);
    Ok(Thread {
        number: number_of(&community, &feedback),
        answers: feedback::answers(&mut c, feedback.id).await?,
        open: admitted(&mut c, &community, app.now()).await.is_ok(),
        community,
        feedback,
        photos,
        notes,
    })
}

/// A page of what everybody may read, most households first, and how many there are in all.
///
/// # Errors
/// The store did not answer.
pub async fn list(app: &Linli, community: &Community, most: i64, from: i64) -> Outcome<(Vec<Feedback>, i64)> {
    let mut c = app.store.read().await?;
    let shown = feedback::list_shown(&mut c, community.id, most, from).await?;
    Ok((shown, feedback::count_shown(&mut c, community.id).await?))
}
