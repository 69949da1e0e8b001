//! The whole plan of the demo: who, where, when, before anything is written.
//!
//! For: [`plan`], the same for the same seed and now.
//! Must not know: the store, secrets, keys.
//! To add: a part of the plan has dice of its own, so that the others stay as they are.

use crate::cli::demo::dice::Dice;
use crate::cli::demo::judged::{Faulty, Judged, judge};
use crate::cli::demo::people::{self, Member, members};
use crate::cli::demo::renovation::{funding, phases, project, settle, works};
use crate::cli::demo::replies::{Replies, reply};
use crate::cli::demo::roll::roll;
use crate::cli::demo::scene::Subject;
use crate::cli::demo::timeline::{self, Times, Today};
use crate::cli::demo::voices::{Here, Said, voices};
use crate::cli::demo::votes::{Vote, vote};
use crate::cli::demo::words::{self, Place, Voice, Words};
use crate::domain::ids::{CommunityId, ProjectId, StaffId, UploadId};
use crate::domain::moment::Moment;
use crate::domain::policy::Role;
use crate::domain::project::Stage;
use crate::domain::region::RegionCode;
use crate::store::communities::Community;
use crate::store::projects::{FundingLine, PhaseRow, Project};
use crate::store::regions::Region;
use crate::store::roll::{Building, Household};
use crate::store::works::Work;

/// A picture to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Picture {
    /// Its id.
    pub id: UploadId,
    /// What it shows.
    pub subject: Subject,
    /// After the works?
    pub mended: bool,
    /// Which of its kind: the same number draws the same.
    pub seed: u64,
    /// When it was taken.
    pub at: Moment,
}

/// One community with everything in it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its row of the table.
    pub place: Place,
    /// Its times.
    pub times: Times,
    /// The community.
    pub community: Community,
    /// Its buildings.
    pub buildings: Vec<Building>,
    /// Its flats.
    pub households: Vec<Household>,
    /// Its project.
    pub project: Project,
    /// Its windows.
    pub phases: Vec<PhaseRow>,
    /// Its works.
    pub works: Vec<Work>,
    /// Its money.
    pub funding: Vec<FundingLine>,
    /// Its poll.
    pub vote: Option<Vote>,
    /// What is said.
    pub said: Vec<Said>,
    /// How works are judged.
    pub ratings: Vec<Judged>,
    /// What is wrong with them.
    pub defects: Vec<Faulty>,
    /// Photos of works.
    pub pictures: Vec<Picture>,
    /// Who answers there.
    pub official: StaffId,
    /// Who moderates and enters paper there.
    pub moderators: Vec<StaffId>,
}

/// Everything.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Staff.
    pub members: Vec<Member>,
    /// Communities.
    pub sites: Vec<Site>,
}

/// Makes the plan; `regions` gives the names of streets.
pub fn plan(seed: u64, now: Moment, regions: &[Region]) -> Plan {
    let words = words::read();
    let today = Today::of(now);
    let dice = |part: &str| Dice::new(seed, part);
    let streets = streets(&words, regions);
    let mut members = members(&dice("people"), today.at(-760, 9, 0), &streets);
    let mut spoken = words.voices.clone();
    dice("who speaks").shuffle(&mut spoken);
    let mut replies = Replies::new(&words.replies);
    let mut sites = Vec::with_capacity(words.places.len());
    for place in &words.places {
        let own: Vec<Voice> = spoken.drain(..timeline::of(place.slug).voices.min(spoken.len())).collect();
        let mut site = site(place, &words, &members, &streets, (now, today), &dice(place.slug));
        let asked = asked_pictures(&mut site, now, &dice(&format!("{} asks", place.slug)));
        site.pictures.extend(asked);
        site.said = say(&site, &own, &mut replies, (now, today), &dice(&format!("{} says", place.slug)));
        sites.push(site);
    }
    if let Some(first) = sites.first()
        && let Some(building) = first.buildings.first()
    {
        members.push(people::leader(&dice("leader"), today.at(-760, 9, 0), first.community.id, building.id));
    }
    Plan { members, sites }
}

/// The streets of the communities, with the name of who answers there.
fn streets(words: &Words, regions: &[Region]) -> Vec<(RegionCode, String)> {
    let codes = words.places.iter().filter_map(|place| RegionCode::parse(place.region)?.parent());
    let mut found: Vec<(RegionCode, String)> = codes
        .map(|code| {
            let region = regions.iter().find(|region| region.code == code.as_str());
            let name = region.map_or_else(|| code.to_string(), |region| region.zh.clone());
            let office =
                if name.ends_with("街道") { format!("{name}办事处") } else { format!("{name}人民政府") };
            (code, office)
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn site(
    place: &Place,
    words: &Words,
    members: &[Member],
    streets: &[(RegionCode, String)],
    (now, today): (Moment, Today),
    dice: &Dice,
) -> Site {
    let times = timeline::of(place.slug);
    let made = today.at(times.created, 9, 0);
    let id = CommunityId(dice.id(made));
    let (buildings, households) = roll(place, id, made, dice);
    let project = project(place, (ProjectId(dice.id(made)), id), (times, today), &words.halts);
    let mut works = works(place, &project, &words.wishes, made, dice);
    let question = words.questions.iter().find(|question| question.slug == place.slug);
    let window = times.poll.map(|window| today.window(window));
    let cancelled = (place.stage == Stage::Withdrawn).then(|| today.at(times.since, 15, 0));
    let vote = question
        .zip(window)
        .and_then(|(question, window)| vote(*question, &works, &households, window, (now, cancelled), dice));
    let winners = vote.as_ref().map(|vote| vote.winners(&works, &households)).unwrap_or_default();
    settle(&mut works, place.stage, &winners, (times, today), dice);
    let pictures = pictures(&mut works, made, dice);
    let rated = times.rating.map(|window| today.window(window));
    let (ratings, defects) = rated.map_or_else(Default::default, |(opens, closes)| {
        judge(
            (place.slug, place.stage),
            &works,
            &households,
            (opens.plus(9 * 3_600_000), closes.min(now).plus(-120_000)),
            (&words.faults, now),
            dice,
        )
    });
    let must: i64 = works.iter().filter(|work| work.must_do).map(|work| work.cost_fen).sum();
    let budget = question.map_or(0, |question| question.budget_yuan * 100);
    let code = RegionCode::parse(place.region).and_then(|code| code.parent());
    let street = streets.iter().find(|(street, _)| Some(street) == code.as_ref());
    let (official, moderators) = staff_of(place, members);
    let community = Community {
        id,
        slug: place.slug.to_owned(),
        zh: place.zh.to_owned(),
        en: place.en.to_owned(),
        region: place.region.to_owned(),
        built_year: Some(place.built_year),
        households: i64::try_from(households.len()).unwrap_or(0),
        buildings: place.buildings,
        area: households.iter().map(|flat| flat.area).sum(),
        answers_by: street.map(|(_, name)| name.clone()).unwrap_or_default(),
        state: "open".to_owned(),
        demo: true,
        revision: 0,
        created_at: made,
    };
    Site {
        place: place.clone(),
        times,
        phases: phases(&project, (times, today), dice),
        funding: funding(place.stage, must + budget, dice),
        community,
        buildings,
        households,
        project,
        works,
        vote,
        said: Vec::new(),
        ratings,
        defects,
        pictures,
        official,
        moderators,
    }
}

/// The official of its street, and its committee (or else that official).
fn staff_of(place: &Place, members: &[Member]) -> (StaffId, Vec<StaffId>) {
    let covers = |member: &&Member, code: &str| member.scope() == code;
    let street = RegionCode::parse(place.region).and_then(|code| code.parent()).map(String::from).unwrap_or_default();
    let official = members.iter().find(|member| covers(member, &street) && member.grant.role == Role::Official);
    let official = official.map_or_else(|| StaffId(uuid::Uuid::nil()), |member| member.id);
    let committee =
        members.iter().filter(|member| member.grant.role == Role::Committee && covers(member, place.region));
    let mut moderators: Vec<StaffId> = committee.map(|member| member.id).collect();
    if moderators.is_empty() {
        moderators.push(official);
    }
    (official, moderators)
}

/// Before and after of every finished work.
fn pictures(works: &mut [Work], made: Moment, dice: &Dice) -> Vec<Picture> {
    let mut found = Vec::new();
    for work in works.iter_mut() {
        let Some(finished) = work.finished_at else { continue };
        let subject = Subject::of_work(&work.zh);
        let seed = u64::try_from(dice.between(1, 2)).unwrap_or(1);
        let before = Picture { id: UploadId(dice.id(made)), subject, mended: false, seed, at: made };
        let after = Picture { id: UploadId(dice.id(finished)), subject, mended: true, seed, at: finished };
        work.before_photo = Some(before.id);
        work.after_photo = Some(after.id);
        found.extend([before, after]);
    }
    found
}

/// How it looks now, for the works of a poll that still runs and that a picture can show.
fn asked_pictures(site: &mut Site, now: Moment, dice: &Dice) -> Vec<Picture> {
    let running = site.vote.as_ref().filter(|vote| vote.cancelled.is_none() && vote.window.1 > now);
    let Some(vote) = running else { return Vec::new() };
    let made = site.community.created_at;
    let asked = site.works.iter_mut().filter(|work| vote.works.contains(&work.id) && work.before_photo.is_none());
    let mut found = Vec::new();
    for work in asked {
        let subject = Subject::of_work(&work.zh);
        if subject != Subject::House {
            let picture = Picture { id: UploadId(dice.id(made)), subject, mended: false, seed: 1, at: made };
            work.before_photo = Some(picture.id);
            found.push(picture);
        }
    }
    found
}

fn say(site: &Site, own: &[Voice], replies: &mut Replies<'_>, (now, today): (Moment, Today), dice: &Dice) -> Vec<Said> {
    let here = Here {
        community: &site.community,
        buildings: &site.buildings,
        households: &site.households,
        moderators: &site.moderators,
        official: site.official,
        times: site.times,
        today,
        now,
    };
    let mut said = voices(here, own, dice);
    reply(here, &mut said, replies, dice);
    said
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
