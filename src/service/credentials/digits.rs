//! Showing a household by building, room and the digits of its letter, with bounds on wrong tries.
//!
//! For: [`type_digits`]. What begins then: [`begin`].
//! Must not know: pages; what a household may do once it is known.
//! To add: a further bound is counted in [`Try::judge`] before the digits are compared.

use super::asking::to_ask_typed;
use super::{Came, READABLE, Shown, begin, digits_hash, hash_of};
use crate::domain::calendar::{local, start_of_day};
use crate::domain::code::{
    Digits, Purpose, WRONG_PER_ADDRESS_DAY, WRONG_PER_BUILDING_DAY, WRONG_PER_HOUSEHOLD, WRONG_PER_INSTANCE_DAY,
    WRONG_WHEN_BUILDING_TRIED, parse_digits,
};
use crate::domain::ids::{CommunityId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::keys::{Keys, hex};
use crate::service::allowance::network;
use crate::service::{Checks, Fail, Linli, Outcome, sessions};
use crate::store::credentials::{self, Credential};
use crate::store::{Conn, StoreError, limits, roll};
use futures::FutureExt;
use uuid::Uuid;

/// What somebody typed from the letter.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Building as chosen or typed.
    pub building: String,
    /// Room as typed.
    pub room: String,
    /// The digits as typed.
    pub digits: String,
}

/// As [`type_digits`] for somebody who has said that the household is theirs.
///
/// # Errors
/// As [`type_digits`].
pub async fn show_by_digits(
    app: &Linli,
    from: (&str, Option<&str>),
    community: CommunityId,
    typed: Typed,
) -> Outcome<Shown> {
    match type_digits(app, from, community, typed, true).await? {
        Came::In(shown) => Ok(shown),
        Came::Ask(_) => Err(Fail::at("digits", Problem::CodeWrong)),
    }
}

/// The household of building, room and digits. Whoever holds the letter is let in by its QR; of those
/// who type, a further phone waits for the first one. `before` is the session that this browser had: it
/// ends. Who is in as somebody else is asked first, unless `sure`, and only after the right digits.
///
/// # Errors
/// [`Problem::Missing`] beside `building` and `room`; beside `digits` [`Problem::CodeIncomplete`],
/// [`Problem::CodeLetters`], [`Problem::CodeLength`] and beside `room` [`Problem::EntranceNeeded`], none
/// of which is counted; beside `digits` [`Problem::CodeWrong`] for unknown, wrong, revoked and expired
/// alike, [`Problem::TooManyTries`] or [`Problem::TooManyTriesToday`] beyond the bounds of `domain::code`.
pub async fn type_digits(
    app: &Linli,
    (address, before): (&str, Option<&str>),
    community: CommunityId,
    typed: Typed,
    sure: bool,
) -> Outcome<Came> {
    let building = fold_key(&typed.building);
    let room = fold_key(&typed.room);
    let mut checks = Checks::default();
    for (name, given) in [("building", &building), ("room", &room)] {
        if given.is_empty() {
            checks.note(name, Problem::Missing);
        }
    }
    // What is no code at all is no guess: it is not counted as a try.
    let read = parse_digits(&typed.digits);
    if let Err(problem) = &read {
        checks.note("digits", problem.clone());
    }
    checks.end()?;
    let digits = read.map_err(|problem| Fail::at("digits", problem))?;
    let now = app.now();
    let session = (sessions::token(app), before.map(hash_of));
    let app_in = app.clone();
    let network = network(address);
    let address = key(&app.keys, "address", network.as_bytes());
    if is_over(app, &address, now).await? {
        return Err(Fail::at("digits", Problem::TooManyTriesToday));
    }
    // What the whole building shows on its doors, so it tells nothing of the flat.
    if roll::asks_entrance(&mut app.store.read().await?, community, &building, &room).await? {
        return Err(Fail::at("room", Problem::EntranceNeeded));
    }
    app.store
        .write(move |c| {
            async move {
                let tried = Try { app: app_in, community, building, room, digits, network, address, now };
                // The counts of a wrong try must be kept, so the unit itself succeeds.
                let code = match tried.judge(c).await? {
                    Ok(code) => code,
                    Err(problem) => return Ok(Err(problem)),
                };
                let asked = if sure { None } else { to_ask_typed(c, &code, session.1, now).await? };
                Ok::<_, Fail>(Ok(match asked {
                    Some(asked) => Came::Ask(Box::new(asked)),
                    None => Came::In(begin(c, &code, session, now, true).await?),
                }))
            }
            .boxed()
        })
        .await?
        .map_err(|problem| Fail::at("digits", problem))
}

/// Whether this network or the whole installation has had its wrong tries of today. Such a try is
/// turned away before anything is looked up or counted: it costs little, tells nothing of the
/// flat, and uses up none of its tries.
async fn is_over(app: &Linli, address: &str, now: Moment) -> Outcome<bool> {
    let day = start_of_day(local(now).0);
    let mut c = app.store.read().await?;
    for (key, most) in [(address, WRONG_PER_ADDRESS_DAY), (INSTANCE, WRONG_PER_INSTANCE_DAY)] {
        if limits::count(&mut c, key, day).await? >= i64::from(most) {
            return Ok(true);
        }
    }
    Ok(false)
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
    digits: Digits,
    network: String,
    address: String,
    now: Moment,
}

/// Key of the count for the whole installation.
const INSTANCE: &str = "code-instance";
/// Rooms without a code are counted in one window that is never purged (a row of `domain::privacy` of its own
/// says so): a count that ended would tell such a room from one with a code.
const EVER: Moment = Moment(i64::MAX);

impl Try {
    /// Counts the try as wrong on every count, innermost first to last, and takes the counts
    /// back if it is right. So tries at the same moment cannot slip past a bound together.
    async fn judge(&self, c: &mut Conn) -> Result<Result<Credential, Problem>, StoreError> {
        let (household, code) = self.code(c).await?;
        let day = start_of_day(local(self.now).0);
        let beyond = |count: i64, bound: u32| count > i64::from(bound);
        if beyond(limits::add(c, &self.address, day).await?, WRONG_PER_ADDRESS_DAY) {
            return Ok(Err(Problem::TooManyTriesToday));
        }
        let (building, pair) = self.building_keys();
        let (of_building, of_pair) = (limits::add(c, &building, day).await?, limits::add(c, &pair, day).await?);
        if beyond(of_building, WRONG_PER_BUILDING_DAY) && beyond(of_pair, WRONG_WHEN_BUILDING_TRIED) {
            return Ok(Err(Problem::TooManyTriesToday));
        }
        let room = self.room_key(household);
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
        for key in [self.address.as_str(), &building, &pair, INSTANCE] {
            limits::give_back(c, key, day).await?;
        }
        credentials::count_right(c, code.id).await?;
        Ok(Ok(code))
    }

    /// Always one lookup of the household and one of its code.
    async fn code(&self, c: &mut Conn) -> Result<(Option<HouseholdId>, Option<Credential>), StoreError> {
        let household = roll::find_household(c, self.community, &self.building, &self.room).await?;
        let found = household.map(|household| household.id);
        let id = found.unwrap_or(HouseholdId(Uuid::nil()));
        Ok((found, credentials::of_household(c, id, self.purpose()).await?))
    }

    fn purpose(&self) -> Purpose {
        self.digits.purpose()
    }

    /// Always one keyed hash and one comparison.
    fn is_right(&self, code: Option<&Credential>) -> bool {
        let household = code.map_or(HouseholdId(Uuid::nil()), |code| code.household);
        let given = digits_hash(&self.app.keys, household, self.digits);
        let stored = code.map_or(&[0_u8; 32][..], |code| &code.digits_hash[..]);
        let same = same(&given, stored);
        same && code.is_some_and(|code| code.reads(self.now, READABLE))
    }

    /// Of a building from everywhere, and from this network; whether there is such a building or not.
    fn building_keys(&self) -> (String, String) {
        let place = format!("{}\n{}", self.community, self.building);
        let pair = format!("{place}\n{}", self.network);
        (key(&self.app.keys, "building", place.as_bytes()), key(&self.app.keys, "pair", pair.as_bytes()))
    }

    /// Of a flat without a code of this kind, counted as one with a code is: however its room was
    /// spelt, and each kind of code by itself. Else the answers would tell who has a letter.
    fn room_key(&self, household: Option<HouseholdId>) -> String {
        let room = household.map_or_else(|| format!("{}\n{}", self.building, self.room), |flat| flat.to_string());
        let place = format!("{}\n{}\n{room}", self.community, self.purpose());
        key(&self.app.keys, "room", place.as_bytes())
    }
}

/// Compares without ending early.
fn same(given: &[u8; 32], stored: &[u8]) -> bool {
    let differing = given.iter().zip(stored).fold(0_u8, |seen, (a, b)| seen | (a ^ b));
    stored.len() == given.len() && std::hint::black_box(differing) == 0
}
