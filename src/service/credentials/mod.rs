//! Household codes: issuing them, and showing by one which household is here.
//!
//! For: [`issue`] (the only moment at which codes exist in clear), [`show_by_token`] for the QR,
//! [`show_by_digits`] for the eight digits with building and room. A code that has ended still shows
//! the receipt for [`READABLE`], in a short session that cannot act.
//! Digits and their bounds are in `digits`; what is asked before a session begins is in `asking`.
//! Must not know: letters, pages, what a household may do once it is known.
//! To add: a further way of showing a code ends in [`begin`].

mod asking;
mod digits;

pub use asking::{Asked, Came, to_ask};
pub use digits::{Typed, show_by_digits, type_digits};

use crate::domain::code::{DIGIT_CODES, Digits, OWNER_CODES, Purpose, Token, parse_token};
use crate::domain::ids::{CommunityId, HouseholdId, PollId, StaffId};
use crate::domain::moment::{DAY, HOUR, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::poll::PollState;
use crate::domain::problem::Problem;
use crate::domain::work::WorkState;
use crate::keys::{Keys, hex, sha256};
use crate::service::ballots::once_key;
use crate::service::{By, Fail, Linli, Outcome, communities, polls, sessions};
use crate::store::communities::Community;
use crate::store::credentials::{self, Credential, NewCredential};
use crate::store::polls::Poll;
use crate::store::roll;
use crate::store::sessions::Owner;
use crate::store::{Conn, communities as places, owners, sessions as phones, works};
use futures::FutureExt;
use uuid::Uuid;

/// How long after its end a code still shows the household its receipt.
pub const READABLE: i64 = 90 * DAY;
/// How long such a look lasts: the phone may be somebody else's.
pub const READING: i64 = HOUR;

/// Most live sessions of a household by one kind of code. Those that wait are counted apart, so that
/// whoever knows only the digits puts nobody out.
pub const MOST_PHONES: i64 = 20;

/// A fresh code in clear: to be printed at once, stored nowhere.
#[derive(Clone, Copy, Debug)]
pub struct Issued {
    /// Whose.
    pub household: HouseholdId,
    /// For the QR.
    pub token: Token,
    /// For typing.
    pub digits: Digits,
}

/// A household that showed its code.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The household.
    pub household: HouseholdId,
    /// Short name of its community.
    pub slug: String,
    /// The session that began; for the cookie.
    pub session: String,
    /// When the session ends.
    pub expires: Moment,
    /// Whose letter it was.
    pub purpose: Purpose,
    /// The code has ended: it shows, and does nothing else.
    pub reads_only: bool,
    /// Another phone of the household is to let this one in first.
    pub waits: bool,
    /// An owner's letter, and nobody has seen the owner yet.
    pub unseen: bool,
}

/// Makes new codes for these households until `expires`; their older codes and sessions end. The
/// same `once` makes them once: a repeat would void letters that were printed a moment ago.
///
/// # Errors
/// What `policy::can` says of printing letters; [`Problem::LettersMade`]; beside `purpose`
/// [`Problem::SecondMustPrint`].
pub async fn issue(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    households: &[HouseholdId],
    form: (Uuid, Moment),
) -> Outcome<Vec<Issued>> {
    issue_for(app, by, caller, community, households, (Purpose::Household, form.0, form.1)).await
}

/// The same for a purpose: only older codes for the same purpose end.
///
/// # Errors
/// As [`issue`].
pub async fn issue_for(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    households: &[HouseholdId],
    form: (Purpose, Uuid, Moment),
) -> Outcome<Vec<Issued>> {
    issue_told(app, by, caller, community, (households, community.slug.clone()), form).await
}

/// The same with what the audit log notes beside it.
///
/// # Errors
/// As [`issue`]; [`Problem::ChangedMeanwhile`] if one of them is not on the roll any more.
pub async fn issue_told(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    (households, noted): (&[HouseholdId], String),
    (purpose, once, expires): (Purpose, Uuid, Moment),
) -> Outcome<Vec<Issued>> {
    can(caller, Verb::PrintLetters, &communities::place(community)?)?;
    let now = app.now();
    let issued: Vec<Issued> = households.iter().map(|household| draw(app, purpose, *household)).collect();
    let new: Vec<NewCredential> = issued.iter().map(|code| hashed(app, code, once)).collect();
    let id = community.id;
    let chosen = households.to_vec();
    let count = new.len();
    let mut entry = app.entry(now, by, Verb::PrintLetters.as_str(), Some(id), format!("codes {count}"));
    entry.detail = noted;
    let maker = by.staff;
    let leaf = app.leaf(
        now,
        id,
        "codes",
        format!("linli codes 1\nhouseholds {count}\nexpires {}\n{}", expires.0, told(purpose)),
    );
    app.store
        .write(move |c| {
            async move {
                // Two equal forms at the same moment take turns.
                communities::hold_open(c, id).await?;
                if credentials::knows(c, &new).await? {
                    return Err(Fail::from(Problem::LettersMade));
                }
                // A roll may have come into force since they were chosen.
                if roll::count_on_roll(c, id, &chosen).await? != chosen.len() {
                    return Err(Problem::ChangedMeanwhile.into());
                }
                may_print(c, purpose, &new, maker).await?;
                credentials::record(c, id, purpose, &new, (now, expires), maker).await?;
                c.audit(entry);
                c.append(leaf);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    Ok(issued)
}

/// Who saw an owner does not print the letter that acts by it: else one person alone could vote for
/// a flat. In a sheaf such a letter stays without effect until another saw the owner.
async fn may_print(c: &mut Conn, purpose: Purpose, new: &[NewCredential], by: Option<StaffId>) -> Outcome<()> {
    let (Purpose::Owner, [one], Some(by)) = (purpose, new, by) else { return Ok(()) };
    let seen = owners::find(c, one.household).await?;
    if seen.is_some_and(|proof| proof.seen_by == Some(by)) {
        return Err(Fail::at("purpose", Problem::SecondMustPrint));
    }
    Ok(())
}

/// The line of a leaf that names a purpose; codes of households never had one.
pub(super) fn told(purpose: Purpose) -> String {
    match purpose {
        Purpose::Household => String::new(),
        other @ Purpose::Owner => format!("purpose {other}\n"),
    }
}

fn hash_of(session: &str) -> [u8; 32] {
    sha256(session.as_bytes())
}

fn draw(app: &Linli, purpose: Purpose, household: HouseholdId) -> Issued {
    let below = match purpose {
        Purpose::Household => DIGIT_CODES,
        Purpose::Owner => OWNER_CODES,
    };
    Issued {
        household,
        token: Token::from_bits(app.random.bits()),
        digits: Digits::of(purpose, app.random.below(below)),
    }
}

fn hashed(app: &Linli, code: &Issued, once: Uuid) -> NewCredential {
    NewCredential {
        id: once_key(&[once.as_bytes(), code.household.0.as_bytes()]),
        household: code.household,
        token_hash: hex(&token_hash(&app.keys, code.token)),
        digits_hash: hex(&digits_hash(&app.keys, code.household, code.digits)),
    }
}

fn token_hash(keys: &Keys, token: Token) -> [u8; 32] {
    keys.mac("code-token", token.plain().as_bytes())
}

fn digits_hash(keys: &Keys, household: HouseholdId, digits: Digits) -> [u8; 32] {
    let mut data = household.0.as_bytes().to_vec();
    data.extend_from_slice(digits.plain().as_bytes());
    keys.mac("code-digits", &data)
}

/// The household of the letter's QR. Never blocked by anybody's wrong tries, and whoever holds the
/// letter takes back those that others made against its digits. `before` is the session that this
/// browser had: it ends.
///
/// # Errors
/// [`Problem::CodeIncomplete`], [`Problem::CodeWrong`] for unknown, revoked and expired alike.
pub async fn show_by_token(app: &Linli, before: Option<&str>, text: &str) -> Outcome<Shown> {
    let token = parse_token(text).map_err(|problem| Fail::at("token", problem))?;
    let hash = token_hash(&app.keys, token);
    let now = app.now();
    let wrong = || Fail::at("token", Problem::CodeWrong);
    // What is unknown is turned away without a turn at the writer.
    let mut c = app.store.read().await?;
    let known = credentials::by_token(&mut c, hash).await?;
    drop(c);
    known.filter(|code| code.reads(now, READABLE)).ok_or_else(wrong)?;
    let (session, before) = (sessions::token(app), before.map(hash_of));
    app.store
        .write(move |c| {
            async move {
                let known = credentials::by_token(c, hash).await?;
                let code = known.filter(|code| code.reads(now, READABLE)).ok_or_else(wrong)?;
                credentials::clear_wrong(c, code.id).await?;
                begin(c, &code, (session, before), now, false).await
            }
            .boxed()
        })
        .await
}

/// Begins a session with a code, in place of the one that this browser had `before`. One that was
/// `typed` where another phone of the same code runs already waits until that phone, or the desk,
/// lets it in.
async fn begin(
    c: &mut Conn,
    code: &Credential,
    (session, before): (String, Option<[u8; 32]>),
    now: Moment,
    typed: bool,
) -> Outcome<Shown> {
    credentials::used(c, code.id, now).await?;
    let reads_only = !code.holds(now);
    let (owner, expires) = match (reads_only, code.purpose) {
        (true, purpose) => (Owner::Reader(code.household, code.community, purpose), now.plus(READING)),
        (false, Purpose::Household) => (Owner::Household(code.household, code.community), code.expires_at),
        (false, Purpose::Owner) => (Owner::Titled(code.household, code.community), code.expires_at),
    };
    let waits = typed && !reads_only && another_first(c, code, before, now).await?;
    if let Some(before) = before {
        phones::end(c, before).await?;
    }
    sessions::begin(c, &session, owner, now, expires).await?;
    if waits {
        phones::revise_waits(c, &sha256(session.as_bytes()), true).await?;
    }
    let began = phones::find(c, sha256(session.as_bytes()), now).await?;
    let by_title = |owner| matches!(owner, Owner::Titled(..) | Owner::Reader(_, _, Purpose::Owner));
    let unseen = began.is_some_and(|began| by_title(began.owner) && !began.owner_seen);
    phones::end_oldest(c, sha256(session.as_bytes()), MOST_PHONES - 1).await?;
    let community = places::by_id(c, code.community).await?.ok_or(Problem::NotFound)?;
    let slug = community.slug;
    Ok(Shown { household: code.household, slug, session, expires, purpose: code.purpose, reads_only, waits, unseen })
}

/// Whether another phone is in by this code, and this browser was not.
async fn another_first(c: &mut Conn, code: &Credential, before: Option<[u8; 32]>, now: Moment) -> Outcome<bool> {
    let mut trusted = phones::phones(c, code.household, now).await?;
    trusted.retain(|phone| !phone.waits && phone.purpose == code.purpose);
    let is_here = |phone: &phones::Phone| before.is_some_and(|hash| phone.token_hash == hash);
    Ok(!trusted.is_empty() && !trusted.iter().any(is_here))
}

/// What a household most likely came for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// A poll takes ballots.
    Vote(PollId),
    /// Works are finished and can be rated.
    Rate,
    /// The code has ended; this is the last poll that it may have been used in.
    Receipt(PollId),
    /// Neither.
    Look,
}

/// What there is to do now in a community by a code for `purpose`; with one that has ended
/// (`reads_only`), only to look.
///
/// # Errors
/// The store did not answer.
pub async fn errand(app: &Linli, slug: &str, (purpose, reads_only): (Purpose, bool)) -> Outcome<Errand> {
    let community = communities::find(app, slug).await?;
    if reads_only {
        let is_over = |poll: &Poll| poll.state_at(app.now()) == PollState::Closed;
        let theirs = |poll: &Poll| polls::letter(&poll.preset) == purpose;
        let over = polls::list(app, &community).await?.into_iter().find(|poll| is_over(poll) && theirs(poll));
        return Ok(over.map_or(Errand::Look, |poll| Errand::Receipt(poll.id)));
    }
    if let Some(poll) = polls::running(app, &community).await? {
        return Ok(Errand::Vote(poll.id));
    }
    let mut c = app.store.read().await?;
    let finished = works::list(&mut c, community.id).await?.iter().any(|work| work.state == WorkState::Finished);
    Ok(if finished { Errand::Rate } else { Errand::Look })
}

/// The household and community of a slip's code, for staff who hold the slip: no session begins
/// and the code stays as it is.
///
/// # Errors
/// As [`show_by_token`], beside `code`.
pub async fn household_of(app: &Linli, text: &str) -> Outcome<(HouseholdId, CommunityId)> {
    let token = parse_token(text).map_err(|problem| Fail::at("code", problem))?;
    let mut c = app.store.read().await?;
    let known = credentials::by_token(&mut c, token_hash(&app.keys, token)).await?;
    let code = known.filter(|code| code.holds(app.now())).ok_or(Fail::at("code", Problem::CodeWrong))?;
    Ok((code.household, code.community))
}
