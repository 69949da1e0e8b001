//! Letters: fresh codes for households, in clear only for the sheet that is printed now.
//!
//! For: [`make`]. What a code is: `service::credentials`.
//! Must not know: how a letter looks.
//! To add: a way to choose households is a word of [`Whom`].

use crate::domain::calendar::{end_of_day, parse_date};
use crate::domain::code::{Purpose, latest_end};
use crate::domain::ids::{BuildingId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::text::fold_key;
use crate::service::ballots::once_key;
use crate::service::communities::find_to_write;
use crate::service::{By, Checks, Fail, Linli, Outcome, credentials};
use crate::store::communities::Community;
use crate::store::roll::{self, Household};
use std::collections::HashMap;
use uuid::Uuid;

crate::words! {
    /// Who gets a letter.
    Whom {
        /// Every household of the roll.
        All = "all",
        /// Those of one building.
        Building = "building",
        /// One.
        Household = "household",
    }
}

/// What staff chose.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// A word of [`Whom`].
    pub whom: String,
    /// The building's id, for a building or a household.
    pub building: String,
    /// The room, for a household.
    pub room: String,
    /// A word of `domain::code::Purpose`; a household's if it is empty.
    pub purpose: String,
    /// Last day on which the codes count.
    pub until: String,
    /// That older letters end was read.
    pub sure: bool,
    /// Key of the form, by which one sent twice makes codes once; may be empty.
    pub once: String,
}

/// One letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The flat as people say it.
    pub label: String,
    /// What is typed for the building.
    pub building: String,
    /// What is typed for the room.
    pub room: String,
    /// Secret of the QR.
    pub token: String,
    /// Digits for typing, in two groups.
    pub digits: String,
}

/// A sheaf of letters.
#[derive(Clone, Debug)]
pub struct Sheaf {
    /// Whose.
    pub community: Community,
    /// What the codes are for.
    pub purpose: Purpose,
    /// End of the codes, exclusive.
    pub expires: Moment,
    /// The letters, by building and floor.
    pub letters: Vec<Letter>,
}

/// Makes fresh codes for the chosen households; their older ones end at once.
///
/// # Errors
/// Problems beside fields, [`Problem::LettersMade`] for a form that was sent before, what the policy says.
pub async fn make(app: &Linli, caller: &Caller, by: &By, slug: &str, choice: &Choice) -> Outcome<Sheaf> {
    let community = find_to_write(app, caller, Verb::PrintLetters, slug).await?;
    let now = app.now();
    let mut checks = Checks::default();
    let whom = checks.take("whom", Whom::parse(&choice.whom).ok_or(Problem::UnknownWord));
    let purpose = match choice.purpose.as_str() {
        "" => Some(Purpose::Household),
        word => checks.take("purpose", Purpose::parse(word).ok_or(Problem::UnknownWord)),
    };
    let expires = checks.take("until", until(&choice.until, now));
    if !choice.sure {
        checks.note("sure", Problem::TickNeeded);
    }
    checks.end()?;
    let (whom, expires) = (whom.ok_or(Problem::UnknownWord)?, expires.ok_or(Problem::DateWrong)?);
    let purpose = purpose.ok_or(Problem::UnknownWord)?;
    let households = chosen(app, &community, whom, choice).await?;
    let ids: Vec<HouseholdId> = households.iter().map(|household| household.id).collect();
    let form = Uuid::try_parse(&choice.once).unwrap_or_else(|_| app.random.id(now));
    // Another choice on the same form is another sheaf.
    let told = format!("\n{whom}\n{purpose}\n{}\n{}\n{}", choice.building, choice.room, choice.until);
    let once = once_key(&[form.as_bytes(), told.as_bytes()]);
    let issued = {
        let (many, which) = match whom {
            Whom::All => ("all_flats", String::new()),
            Whom::Building => ("one_building", format!(" {}", choice.building)),
            Whom::Household => ("one_flat", ids.first().map(|id| format!(" {id}")).unwrap_or_default()),
        };
        let told = format!("{purpose}_letter {many}: {}{which}", community.slug);
        credentials::issue_told(app, by, caller, &community, (&ids, told), (purpose, once, expires)).await?
    };
    let codes: HashMap<HouseholdId, credentials::Issued> =
        issued.into_iter().map(|code| (code.household, code)).collect();
    let letters = households.iter().filter_map(|one| Some(letter(one, codes.get(&one.id)?))).collect();
    Ok(Sheaf { community, purpose, expires, letters })
}

fn until(text: &str, now: Moment) -> Result<Moment, Problem> {
    let expires = end_of_day(parse_date(text)?);
    let latest = latest_end(now);
    if expires <= now {
        return Err(Problem::DatePast { first: now });
    }
    if expires > latest { Err(Problem::DateTooFar { until: latest }) } else { Ok(expires) }
}

async fn chosen(app: &Linli, community: &Community, whom: Whom, choice: &Choice) -> Outcome<Vec<Household>> {
    let mut c = app.store.read().await?;
    let mut all = roll::households(&mut c, community.id).await?;
    if all.is_empty() {
        return Err(Fail::from(Problem::RollEmpty));
    }
    if whom != Whom::All {
        let id = BuildingId::parse(&choice.building).ok_or_else(|| Fail::at("building", Problem::UnknownWord))?;
        let building = roll::building(&mut c, id).await?.filter(|b| b.community_id == community.id);
        let building = building.ok_or_else(|| Fail::at("building", Problem::UnknownWord))?;
        all.retain(|household| household.building_id == id);
        if whom == Whom::Household {
            let room = fold_key(&choice.room);
            if room.is_empty() {
                return Err(Fail::at("room", Problem::Missing));
            }
            let found = roll::find_household(&mut c, community.id, &building.key, &room).await?;
            let found = found.ok_or_else(|| Fail::at("room", Problem::NoSuchFlat))?;
            all = vec![found];
        }
    }
    // A building may be left without a flat once the roll was replaced.
    if all.is_empty() { Err(Fail::at("building", Problem::RollEmpty)) } else { Ok(all) }
}

fn letter(household: &Household, code: &credentials::Issued) -> Letter {
    Letter {
        label: household.label(),
        building: roll::with_kind(&household.building, "栋"),
        room: household.room_key.clone(),
        token: code.token.plain(),
        digits: code.digits.format(),
    }
}
