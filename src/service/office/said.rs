//! Feedback of one community for those who answer it, a sheet at a time.
//!
//! For: [`sheet`]: what was published, with everything one needs to answer it.
//! Must not know: sentences; how an answer is written (`service::answers`).
//! To add: what an official must see of a feedback is a field of [`Said`].

use crate::service::feedback::number_of;
use crate::store::communities::Community;
use crate::store::feedback::{self, Answer, Feedback, Note, NoteKind};
use crate::store::uploads::{self, Upload, UploadKind};
use crate::store::{Conn, StoreError};

/// Feedback on one sheet.
const SHEET: i64 = 20;

/// Which sheet: the one on which a feedback stands, else by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// From 1; anything less is the first.
    pub page: i64,
    /// The running number of a feedback.
    pub serial: Option<i64>,
}

/// One feedback and what belongs to it.
#[derive(Clone, Debug)]
pub struct Said {
    /// It.
    pub feedback: Feedback,
    /// Its number.
    pub number: String,
    /// Its photos and recording.
    pub uploads: Vec<Upload>,
    /// What its author added.
    pub notes: Vec<Note>,
    /// Replies so far, oldest first.
    pub answers: Vec<Answer>,
}

/// A sheet of it: what is owed by its day, then what was answered last.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Those of this sheet.
    pub said: Vec<Said>,
    /// How many in all are owed a reply.
    pub owed: i64,
    /// How many in all were published.
    pub published: i64,
    /// How many nobody has moderated yet; they cannot be answered before.
    pub waiting: i64,
    /// The number of this sheet.
    pub page: i64,
    /// How many sheets there are.
    pub pages: i64,
}

/// The sheet that is sought. Who does not handle feedback (`handles`) sees what everybody sees.
pub(super) async fn sheet(
    c: &mut Conn,
    community: &Community,
    handles: bool,
    sought: Sought,
) -> Result<Sheet, StoreError> {
    let (owed, published, waiting) = feedback::count_handled(c, community.id, handles).await?;
    let pages = (published + SHEET - 1).div_euclid(SHEET).max(1);
    let page = number(c, community, handles, sought).await?.clamp(1, pages);
    let found = feedback::list_handled(c, (community.id, handles), SHEET, (page - 1) * SHEET).await?;
    let mut said = Vec::with_capacity(found.len());
    for one in found {
        said.push(whole(c, community, handles, one).await?);
    }
    Ok(Sheet { said, owed, published, waiting, page, pages })
}

async fn number(c: &mut Conn, community: &Community, handles: bool, sought: Sought) -> Result<i64, StoreError> {
    let Some(serial) = sought.serial else { return Ok(sought.page) };
    let order = feedback::handled_serials(c, community.id, handles).await?;
    let before = (0i64..).zip(order).find(|(_, one)| *one == serial).map(|(at, _)| at);
    Ok(before.map_or(sought.page, |at| at.div_euclid(SHEET) + 1))
}

async fn whole(c: &mut Conn, community: &Community, handles: bool, feedback: Feedback) -> Result<Said, StoreError> {
    let mut uploads = uploads::list(c, feedback.id).await?;
    let mut notes = feedback::notes(c, feedback.id).await?;
    if !handles {
        uploads.retain(|upload| upload.kind == UploadKind::Photo);
        notes.retain(|note| note.kind != NoteKind::Line);
    }
    let answers = feedback::answers(c, feedback.id).await?;
    Ok(Said { number: number_of(community, &feedback), feedback, uploads, notes, answers })
}
