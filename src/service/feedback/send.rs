//! Sending a feedback: what is photographed is kept first, and the form as a draft where it cannot be
//! sent at once.

use crate::domain::feedback::{AnswerState, Channel, FeedbackState, MOST_TEXT, Tile, Visibility, due, kind_of};
use crate::domain::ids::{BuildingId, CommunityId, DraftId, FeedbackId, HouseholdId, OnceKey, UploadId};
use crate::domain::mask::mask;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, seen_from};
use crate::domain::problem::{FieldProblems, Problem};
use crate::domain::text::bounded;
use crate::keys::sha256;
use crate::service::allowance::{self, Act, Whose};
use crate::service::feedback::draft::{self, Draft};
use crate::service::feedback::support::supporter;
use crate::service::feedback::{MOST_PHOTOS, Sender, admitted, secret};
use crate::service::{Fail, Linli, Outcome, communities, photos, similar};
use crate::store::communities::Community;
use crate::store::feedback::Feedback;
use crate::store::uploads::UploadKind;
use crate::store::{Conn, communities as places, drafts, feedback, roll, uploads};
use bytes::Bytes;
use futures::FutureExt;
use uuid::Uuid;

/// The first screen as it was sent.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The tapped picture's word, or nothing.
    pub tile: String,
    /// The text.
    pub text: String,
    /// The building's id, or nothing.
    pub building: String,
    /// Who may see it.
    pub visibility: String,
    /// The form's own key.
    pub once: String,
    /// The draft that holds earlier photos, or nothing.
    pub draft: String,
    /// Photos chosen now.
    pub photos: Vec<Bytes>,
    /// The recording chosen now.
    pub recording: Option<Bytes>,
    /// Earlier photos that are no longer wanted.
    pub dropped: Vec<String>,
    /// The language of the page.
    pub lang: String,
}

/// What comes after the first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Others said something like it: the second screen of this draft.
    Similar(DraftId),
    /// It is recorded; the author's secret.
    Receipt(String),
}

/// A form that could not be sent, with what is kept of it.
#[derive(Debug)]
pub struct Refused {
    /// Why.
    pub fail: Fail,
    /// The draft that now holds its photos.
    pub kept: Option<(DraftId, Draft)>,
}

impl From<Fail> for Refused {
    fn from(fail: Fail) -> Self {
        Self { fail, kept: None }
    }
}

impl From<crate::store::StoreError> for Refused {
    fn from(error: crate::store::StoreError) -> Self {
        Fail::from(error).into()
    }
}

/// Keeps the form, checks it, and either finds what is like it or records it.
///
/// # Errors
/// Problems beside their fields; the photos are kept with them.
pub async fn send(app: &Linli, caller: &Caller, sender: &Sender, slug: &str, typed: Typed) -> Result<Next, Refused> {
    let now = app.now();
    let community = communities::find_for(app, caller, Verb::RecordFeedback, slug).await?;
    let mut c = app.store.read().await?;
    let once = once_of(app, &typed).unwrap_or_else(|| OnceKey(app.random.id(now)));
    if feedback::by_once(&mut c, once).await?.is_some() {
        return Ok(Next::Receipt(secret(app, once)));
    }
    admitted(&mut c, &community, now).await?;
    let earlier = earlier(app, &mut c, &community, &typed.draft, Some(sender.device)).await?;
    let buildings = roll::buildings(&mut c, community.id).await?;
    drop(c);
    let (id, mut kept) = earlier.unwrap_or_else(|| (DraftId(app.random.id(now)), Draft::default()));
    let place = community.place().ok_or(Fail::from(Problem::NotFound))?;
    let bounded_as = seen_from(caller, &place);
    let mut problems = keep_files(app, (bounded_as, sender), &community, &mut kept, &typed).await;
    problems.extend(read(&mut kept, &typed, |id| buildings.iter().any(|b| b.id == id)));
    kept.once = once.0;
    if !sender.is_new {
        kept.owner = Some(draft::mark(app, sender.device));
    }
    if problems.is_empty() && kept.is_empty() {
        problems.push(("", Problem::NothingGiven));
    }
    let of = (id, community.id);
    if !problems.is_empty() {
        return Err(held_back(app, sender, of, kept, Fail::Fields(problems)).await);
    }
    // Where no draft can be kept there is no second screen: what was sent counts more.
    if kept.visibility != Some(Visibility::Handlers)
        && !similar::to_draft(app, &community, &kept).await?.all.is_empty()
        && draft::keep(app, &sender.address, of, &kept, now).await.is_ok()
    {
        return Ok(Next::Similar(id));
    }
    match record_draft(app, (caller, sender), community, (id, kept.clone()), now).await {
        Ok(secret) => Ok(Next::Receipt(secret)),
        Err(fail) => Err(held_back(app, sender, of, kept, fail).await),
    }
}

/// A form that is not sent now, kept as a draft if there may be one more. Without one its words still
/// stand in the page that comes back, and photos must be chosen again.
async fn held_back(app: &Linli, sender: &Sender, of: (DraftId, CommunityId), kept: Draft, fail: Fail) -> Refused {
    let Err(full) = draft::keep(app, &sender.address, of, &kept, app.now()).await else {
        return Refused { fail, kept: Some((of.0, kept)) };
    };
    let Fail::Fields(mut problems) = fail else { return fail.into() };
    if !kept.photos.is_empty() || kept.recording.is_some() {
        problems.extend(beside("photos", &full));
    }
    Fail::Fields(problems).into()
}

/// Sends a kept draft after the second screen; answers the author's secret. A draft that was
/// sent already gives the first receipt.
///
/// # Errors
/// [`Problem::NotFound`] once the draft has run out; [`Problem::TooMuchFeedback`], then the draft
/// stays.
pub async fn record(
    app: &Linli,
    caller: &Caller,
    sender: &Sender,
    slug: &str,
    (id, once): (DraftId, &str),
) -> Outcome<String> {
    let now = app.now();
    let community = communities::find_for(app, caller, Verb::RecordFeedback, slug).await?;
    let mut c = app.store.read().await?;
    let draft = draft::find(&mut c, id, community.id, now).await?;
    let draft = draft.filter(|draft| draft.is_for(app, Some(sender.device)));
    // The draft's own key: the one in the page counts only once the draft is gone, so a page of
    // another feedback never swallows a draft that still waits.
    let key = draft.as_ref().map(|draft| OnceKey(draft.once)).or_else(|| OnceKey::parse(once));
    if let Some(once) = key
        && feedback::by_once(&mut c, once).await?.is_some()
    {
        return Ok(secret(app, once));
    }
    admitted(&mut c, &community, now).await?;
    let draft = draft.ok_or(Problem::NotFound)?;
    drop(c);
    record_draft(app, (caller, sender), community, (id, draft), now).await
}

/// The key of a form together with what it says: the same form with the same content is one
/// feedback however often it is sent; with other content it is another one.
fn once_of(app: &Linli, typed: &Typed) -> Option<OnceKey> {
    let form = OnceKey::parse(&typed.once)?;
    let seen = Visibility::parse(&typed.visibility).unwrap_or(Visibility::Public);
    let text = typed.text.replace("\r\n", "\n");
    let words = [typed.tile.as_str(), text.trim(), &typed.building, seen.as_str(), &typed.draft];
    let mut said = form.0.as_bytes().to_vec();
    said.extend(words.into_iter().flat_map(|word| sha256(word.as_bytes())));
    said.extend(typed.dropped.iter().flat_map(|id| sha256(id.as_bytes())));
    said.extend(typed.photos.iter().chain(&typed.recording).flat_map(|file| sha256(file)));
    let mac = app.keys.mac("feedback-once", &said);
    Some(OnceKey(Uuid::from_bytes(mac.first_chunk().copied().unwrap_or_default())))
}

/// A draft of this browser that still waits, for its form to be filled in again.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown community.
pub async fn kept(app: &Linli, slug: &str, id: &str, device: Option<Uuid>) -> Outcome<Option<(DraftId, Draft)>> {
    let community = communities::find(app, slug).await?;
    let mut c = app.store.read().await?;
    earlier(app, &mut c, &community, id, device).await
}

async fn earlier(
    app: &Linli,
    c: &mut Conn,
    community: &Community,
    typed: &str,
    device: Option<Uuid>,
) -> Outcome<Option<(DraftId, Draft)>> {
    let Some(id) = DraftId::parse(typed) else { return Ok(None) };
    let found = draft::find(c, id, community.id, app.now()).await?;
    Ok(found.filter(|draft| draft.is_for(app, device)).map(|draft| (id, draft)))
}

/// Keeps the chosen files one by one: a bad one does not cost the good ones.
async fn keep_files(
    app: &Linli,
    (caller, sender): (&Caller, &Sender),
    community: &Community,
    kept: &mut Draft,
    typed: &Typed,
) -> FieldProblems {
    let dropped: Vec<UploadId> = typed.dropped.iter().filter_map(|id| UploadId::parse(id)).collect();
    kept.photos.retain(|id| !dropped.contains(id));
    let mut problems = FieldProblems::new();
    let most = usize::try_from(MOST_PHOTOS).unwrap_or(usize::MAX);
    for photo in &typed.photos {
        if kept.photos.len() >= most {
            problems.push(("photos", Problem::TooManyPhotos(MOST_PHOTOS)));
            break;
        }
        match keep_file(app, (caller, sender), community, UploadKind::Photo, photo).await {
            Ok(id) => kept.photos.push(id),
            Err(fail) => problems.extend(beside("photos", &fail)),
        }
    }
    if let Some(recording) = &typed.recording {
        match keep_file(app, (caller, sender), community, UploadKind::Recording, recording).await {
            Ok(id) => kept.recording = Some(id),
            Err(fail) => problems.extend(beside("recording", &fail)),
        }
    }
    problems
}

async fn keep_file(
    app: &Linli,
    (caller, sender): (&Caller, &Sender),
    community: &Community,
    kind: UploadKind,
    bytes: &Bytes,
) -> Outcome<UploadId> {
    draft::room_for(app, bytes.len()).await?;
    allowance::take_now(app, Whose::of(caller, &sender.address), Act::Upload).await?;
    match kind {
        UploadKind::Photo => photos::keep_photo(app, community.id, bytes.clone(), app.now()).await,
        UploadKind::Recording => photos::keep_recording(app, community.id, bytes.clone(), app.now()).await,
    }
}

fn beside(field: &'static str, fail: &Fail) -> Option<(&'static str, Problem)> {
    fail.first().map(|problem| (field, problem.clone()))
}

/// Reads the words of the form into the draft. A text that is too long stays on the page only.
fn read(kept: &mut Draft, typed: &Typed, has_building: impl Fn(BuildingId) -> bool) -> FieldProblems {
    let mut problems = FieldProblems::new();
    typed.lang.clone_into(&mut kept.lang);
    kept.visibility = Visibility::parse(&typed.visibility).or(Some(Visibility::Public));
    match typed.tile.as_str() {
        "" => kept.tile = None,
        word => match Tile::parse(word) {
            Some(tile) => kept.tile = Some(tile),
            None => problems.push(("tile", Problem::UnknownWord)),
        },
    }
    match bounded(&typed.text, MOST_TEXT) {
        Ok(text) => kept.text = text,
        Err(problem) => problems.push(("text", problem)),
    }
    match typed.building.as_str() {
        "" => kept.building = None,
        word => match BuildingId::parse(word).filter(|id| has_building(*id)) {
            Some(id) => kept.building = Some(id),
            None => problems.push(("building", Problem::UnknownWord)),
        },
    }
    problems
}

async fn record_draft(
    app: &Linli,
    (caller, sender): (&Caller, &Sender),
    community: Community,
    (id, draft): (DraftId, Draft),
    now: Moment,
) -> Outcome<String> {
    let once = OnceKey(draft.once);
    let secret = secret(app, once);
    let caller = seen_from(caller, &community.place().ok_or(Problem::NotFound)?);
    let (household, person) = match caller {
        Caller::Household { household, .. } => (Some(*household), household.0),
        Caller::Staff { id, .. } => (None, id.0),
        _ => (None, sender.device),
    };
    let mut new = written(app, &community, &draft, household, now);
    new.secret_hash = sha256(secret.as_bytes()).to_vec();
    let who = supporter(app, new.id, person);
    let (within, whose) = (app.clone(), Whose::of(caller, &sender.address));
    app.store
        .write(move |c| {
            async move {
                new.serial = places::next_serial(c, community.id).await?;
                if !feedback::record(c, &new).await? {
                    // The same form twice at the same moment: the first one stands, and this
                    // unit must not use up a number.
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                allowance::take(c, &within, Act::Feedback, &whose, now).await?;
                for (position, upload) in (0i64..).zip(&draft.photos) {
                    uploads::attach(c, *upload, new.id, position).await?;
                }
                if let Some(recording) = draft.recording {
                    uploads::attach(c, recording, new.id, i64::from(MOST_PHOTOS)).await?;
                }
                feedback::record_support(c, (new.id, community.id), who, household.is_some(), now).await?;
                drafts::remove(c, id).await?;
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
        .or_else(|fail| if fail.first() == Some(&Problem::ChangedMeanwhile) { Ok(()) } else { Err(fail) })?;
    Ok(secret)
}

fn written(app: &Linli, community: &Community, draft: &Draft, household: Option<HouseholdId>, now: Moment) -> Feedback {
    let tile = draft.tile.unwrap_or(Tile::Other);
    let kind = kind_of(tile);
    Feedback {
        id: FeedbackId(app.random.id(now)),
        community_id: community.id,
        serial: 0,
        tile,
        kind,
        text: draft.text.clone(),
        shown_text: mask(&draft.text).0,
        lang: draft.lang.clone(),
        building_id: draft.building,
        building: String::new(),
        channel: Channel::Online,
        visibility: draft.visibility.unwrap_or(Visibility::Public),
        state: FeedbackState::Waiting,
        answer_state: AnswerState::Open,
        household_id: household,
        secret_hash: Vec::new(),
        people: 0,
        households: 0,
        created_at: now,
        due_at: due(kind).first_reply.due(now),
        published_at: None,
        answered_at: None,
        once: OnceKey(draft.once),
    }
}
