//! Household codes: issuing them, and showing by one which household is here.
//!
//! For: [`issue`] (the only moment at which codes exist in clear), [`show_by_token`] for the QR,
//! [`show_by_digits`] for the eight digits with building and room. A code that has ended still shows
//! the receipt for [`READABLE`], in a short session that cannot act.
//! Must not know: letters, pages, what a household may do once it is known.
//! To add: a further way of showing a code ends in [`begin`].

use crate::domain::calendar::{local, start_of_day};
use crate::domain::code::{
    Digits, Token, WRONG_PER_ADDRESS_DAY, WRONG_PER_HOUSEHOLD, WRONG_PER_INSTANCE_DAY, parse_digits, parse_token,
};
use crate::domain::ids::{CommunityId, HouseholdId, PollId};
use crate::domain::moment::{DAY, HOUR, Moment};
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::poll::PollState;
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::domain::work::WorkState;
use crate::keys::{Keys, hex};
use crate::service::allowance::network;
use crate::service::ballots::once_key;
use crate::service::{By, Checks, Fail, Linli, Outcome, communities, polls, sessions};
use crate::store::communities::Community;
use crate::store::credentials::{self, Credential, NewCredential};
use crate::store::sessions::Owner;
use crate::store::{Conn, StoreError, communities as places, limits, roll, works};
use futures::FutureExt;
use uuid::Uuid;

/// How long after its end a code still shows the household its receipt.
pub const READABLE: i64 = 90 * DAY;
/// How long such a look lasts: the phone may be somebody else's.
pub const READING: i64 = HOUR;

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
    /// The code has ended: it shows, and does nothing else.
    pub reads_only: bool,
}

/// Makes new codes for these households until `expires`; their older codes and sessions end. The
/// same `once` makes them once: a repeat would void letters that were printed a moment ago.
///
/// # Errors
/// What `policy::can` says of printing letters; [`Problem::LettersMade`].
pub async fn issue(
    app: &Linli,
    by: &By,
    caller: &Caller,
    community: &Community,
    households: &[HouseholdId],
    (once, expires): (Uuid, Moment),
) -> Outcome<Vec<Issued>> {
    can(caller, Verb::PrintLetters, &communities::place(community)?)?;
    let now = app.now();
    let issued: Vec<Issued> = households.iter().map(|household| draw(app, *household)).collect();
    let new: Vec<NewCredential> = issued.iter().map(|code| hashed(app, code, once)).collect();
    let id = community.id;
    let count = new.len();
    let entry = app.entry(now, by, Verb::PrintLetters.as_str(), Some(id), format!("codes {count}"));
    let leaf = app.leaf(now, id, "codes", format!("linli codes 1\nhouseholds {count}\nexpires {}\n", expires.0));
    app.store
        .write(move |c| {
            async move {
                // Two equal forms at the same moment take turns.
                communities::hold_open(c, id).await?;
                if credentials::knows(c, &new).await? {
                    return Err(Fail::from(Problem::LettersMade));
                }
                credentials::record(c, id, &new, now, expires).await?;
                c.audit(entry);
                c.append(leaf);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    Ok(issued)
}

fn draw(app: &Linli, household: HouseholdId) -> Issued {
    Issued {
        household,
        token: Token::from_bits(app.random.number()),
        digits: Digits::from_number(app.random.below(100_000_000)),
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
/// letter takes back those that others made against its digits.
///
/// # Errors
/// [`Problem::CodeIncomplete`], [`Problem::CodeWrong`] for unknown, revoked and expired alike.
pub async fn show_by_token(app: &Linli, text: &str) -> Outcome<Shown> {
    let token = parse_token(text).map_err(|problem| Fail::at("token", problem))?;
    let hash = token_hash(&app.keys, token);
    let now = app.now();
    let wrong = || Fail::at("token", Problem::CodeWrong);
    // What is unknown is turned away without a turn at the writer.
    let mut c = app.store.read().await?;
    let known = credentials::by_token(&mut c, hash).await?;
    drop(c);
    known.filter(|code| code.reads(now, READABLE)).ok_or_else(wrong)?;
    let session = sessions::token(app);
    app.store
        .write(move |c| {
            async move {
                let known = credentials::by_token(c, hash).await?;
                let code = known.filter(|code| code.reads(now, READABLE)).ok_or_else(wrong)?;
                credentials::clear_wrong(c, code.id).await?;
                begin(c, &code, session, now).await
            }
            .boxed()
        })
        .await
}

async fn begin(c: &mut Conn, code: &Credential, session: String, now: Moment) -> Outcome<Shown> {
    credentials::used(c, code.id, now).await?;
    let reads_only = !code.holds(now);
    let (owner, expires) = if reads_only {
        (Owner::Reader(code.household, code.community), now.plus(READING))
    } else {
        (Owner::Household(code.household, code.community), code.expires_at)
    };
    sessions::begin(c, &session, owner, now, expires).await?;
    let community = places::by_id(c, code.community).await?.ok_or(Problem::NotFound)?;
    Ok(Shown { household: code.household, slug: community.slug, session, expires, reads_only })
}

/// What a household most likely came for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A poll takes ballots.
    Vote(PollId),
    /// Works are finished and can be rated.
    Rate,
    /// The code has ended; this is the last poll that it may have been used in.
    Receipt(PollId),
    /// Neither.
    Look,
}

/// What there is to do now in a community; with a code that has ended, only to look.
///
/// # Errors
/// The store did not answer.
pub async fn purpose(app: &Linli, slug: &str, reads_only: bool) -> Outcome<Purpose> {
    let community = communities::find(app, slug).await?;
    if reads_only {
        let over = polls::list(app, &community).await?.into_iter().find(|p| p.state_at(app.now()) == PollState::Closed);
        return Ok(over.map_or(Purpose::Look, |poll| Purpose::Receipt(poll.id)));
    }
    if let Some(poll) = polls::running(app, &community).await? {
        return Ok(Purpose::Vote(poll.id));
    }
    let mut c = app.store.read().await?;
    let finished = works::list(&mut c, community.id).await?.iter().any(|work| work.state == WorkState::Finished);
    Ok(if finished { Purpose::Rate } else { Purpose::Look })
}

/// What somebody typed from the letter.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Building as chosen or typed.
    pub building: String,
    /// Room as typed.
    pub room: String,
    /// The eight digits as typed.
    pub digits: String,
}

/// The household of building, room and eight digits.
///
/// # Errors
/// [`Problem::Missing`] beside `building` and `room`; beside `digits` [`Problem::CodeIncomplete`],
/// [`Problem::CodeLength`], [`Problem::CodeWrong`] for unknown, wrong, revoked and expired alike, [`Problem::TooManyTries`] or [`Problem::TooManyTriesToday`] beyond the bounds of `domain::code`.
pub async fn show_by_digits(app: &Linli, address: &str, community: CommunityId, typed: Typed) -> Outcome<Shown> {
    let building = fold_key(&typed.building);
    let room = fold_key(&typed.room);
    let mut checks = Checks::default();
    for (name, given) in [("building", &building), ("room", &room)] {
        if given.is_empty() {
            checks.note(name, Problem::Missing);
        }
    }
    let digits = match parse_digits(&typed.digits) {
        // No guess: it is not counted as a try.
        Err(problem @ (Problem::CodeIncomplete | Problem::CodeLength)) => {
            checks.note("digits", problem);
            None
        }
        // What cannot be right takes the same way as what is wrong.
        read => read.ok(),
    };
    checks.end()?;
    let now = app.now();
    let session = sessions::token(app);
    let app_in = app.clone();
    let address = key(&app.keys, "address", network(address).as_bytes());
    app.store
        .write(move |c| {
            async move {
                let tried = Try { app: app_in, community, building, room, digits, address, now };
                // The counts of a wrong try must be kept, so the unit itself succeeds.
                let judged = tried.judge(c).await?;
                Ok::<_, Fail>(match judged {
                    Ok(code) => Ok(begin(c, &code, session, now).await?),
                    Err(problem) => Err(problem),
                })
            }
            .boxed()
        })
        .await?
        .map_err(|problem| Fail::at("digits", problem))
}

/// A key of a limit, with what is private hashed.
fn key(keys: &Keys, kind: &str, data: &[u8]) -> String {
    let mac = keys.mac("code-limit", data);
    format!("code-{kind}:{}", hex(mac.first_chunk::<12>().unwrap_or(&[0; 12])))
}

struct Try {
    app: Linli,
    community: CommunityId,
    building: String,
    room: String,
    digits: Option<Digits>,
    address: String,
    now: Moment,
}

/// Key of the count for the whole installation.
const INSTANCE: &str = "code-instance";
/// Rooms without a code are counted in one window that is never purged.
const EVER: Moment = Moment(i64::MAX);

impl Try {
    /// Counts the try as wrong on every count, innermost first to last, and takes the counts
    /// back if it is right. So tries at the same moment cannot slip past a bound together.
    async fn judge(&self, c: &mut Conn) -> Result<Result<Credential, Problem>, StoreError> {
        let code = self.code(c).await?;
        let day = start_of_day(local(self.now).0);
        let beyond = |count: i64, bound: u32| count > i64::from(bound);
        if beyond(limits::add(c, &self.address, day).await?, WRONG_PER_ADDRESS_DAY) {
            return Ok(Err(Problem::TooManyTriesToday));
        }
        let room = self.room_key();
        let of_room = match &code {
            Some(code) => credentials::count_wrong(c, code.id).await?,
            None => limits::add(c, &room, EVER).await?,
        };
        if beyond(of_room, WRONG_PER_HOUSEHOLD) {
            return Ok(Err(Problem::TooManyTries));
        }
        if beyond(limits::add(c, INSTANCE, day).await?, WRONG_PER_INSTANCE_DAY) {
            return Ok(Err(Problem::TooManyTriesToday));
        }
        let Some(code) = self.is_right(code.as_ref()).then_some(code).flatten() else {
            return Ok(Err(Problem::CodeWrong));
        };
        limits::give_back(c, &self.address, day).await?;
        limits::give_back(c, INSTANCE, day).await?;
        credentials::count_right(c, code.id).await?;
        Ok(Ok(code))
    }

    /// Always one lookup of the household and one of its code.
    async fn code(&self, c: &mut Conn) -> Result<Option<Credential>, StoreError> {
        let household = roll::find_household(c, self.community, &self.building, &self.room).await?;
        let id = household.map_or(HouseholdId(Uuid::nil()), |household| household.id);
        credentials::of_household(c, id).await
    }

    /// Always one keyed hash and one comparison.
    fn is_right(&self, code: Option<&Credential>) -> bool {
        let household = code.map_or(HouseholdId(Uuid::nil()), |code| code.household);
        let given = digits_hash(&self.app.keys, household, self.digits.unwrap_or(Digits::from_number(0)));
        let stored = code.map_or(&[0_u8; 32][..], |code| &code.digits_hash[..]);
        let same = same(&given, stored);
        same && self.digits.is_some() && code.is_some_and(|code| code.reads(self.now, READABLE))
    }

    fn room_key(&self) -> String {
        let place = format!("{}\n{}\n{}", self.community, self.building, self.room);
        key(&self.app.keys, "room", place.as_bytes())
    }
}

/// Compares without ending early.
fn same(given: &[u8; 32], stored: &[u8]) -> bool {
    let differing = given.iter().zip(stored).fold(0_u8, |seen, (a, b)| seen | (a ^ b));
    stored.len() == given.len() && std::hint::black_box(differing) == 0
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
