//! What people say, who says the same, and how it is shown.
//!
//! For: [`voices`], the feedback of one community with supports and decisions.
//! Must not know: what is replied (`replies`), secrets and marks (`fill`).
//! To add: a rule by which something is hidden is a row of [`HIDDEN`].

use crate::cli::demo::dice::Dice;
use crate::cli::demo::scene::Subject;
use crate::cli::demo::timeline::{Times, Today};
use crate::cli::demo::words::Voice;
use crate::domain::feedback::{AnswerState, Channel, FeedbackState, Kind, Tile, Visibility, due, kind_of};
use crate::domain::ids::{FeedbackId, OnceKey, StaffId, UploadId};
use crate::domain::mask::mask;
use crate::domain::moderation::{Act, Rule};
use crate::domain::moment::{DAY, HOUR, MINUTE, Moment};
use crate::store::communities::Community;
use crate::store::feedback::{Answer, Feedback, Note};
use crate::store::roll::{Building, Household};
use uuid::Uuid;

/// Somebody who says the same.
#[derive(Clone, Copy, Debug)]
pub struct Support {
    /// The household or device.
    pub who: Uuid,
    /// Whether it is a household.
    pub household: bool,
    /// When.
    pub at: Moment,
}

/// What a moderator did.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Its id.
    pub id: Uuid,
    /// By whom.
    pub staff: StaffId,
    /// What.
    pub act: Act,
    /// By which rule.
    pub rule: Option<Rule>,
    /// When.
    pub at: Moment,
}

/// One feedback with all that followed.
#[derive(Clone, Debug)]
pub struct Said {
    /// The feedback; its secret's hash is still empty.
    pub feedback: Feedback,
    /// Who says the same, its author among them.
    pub supports: Vec<Support>,
    /// What moderators did.
    pub decided: Vec<Decided>,
    /// Replies.
    pub answers: Vec<Answer>,
    /// What the author added.
    pub notes: Vec<Note>,
    /// A photo.
    pub photo: Option<(UploadId, Subject)>,
}

/// A community as those who speak there see it.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The community.
    pub community: &'a Community,
    /// Its buildings.
    pub buildings: &'a [Building],
    /// Its flats.
    pub households: &'a [Household],
    /// Who moderates.
    pub moderators: &'a [StaffId],
    /// Who answers.
    pub official: StaffId,
    /// Its times.
    pub times: Times,
    /// Today.
    pub today: Today,
    /// Now.
    pub now: Moment,
}

/// How many of the newest wait for the moderators.
const WAITING: [(&str, usize); 3] = [("yangguang", 8), ("bayi", 3), ("qianjin-xincun", 2)];

/// What makes a feedback one that is hidden: community, rule, words at its end.
const HIDDEN: [(&str, Rule, &str); 9] = [
    ("yangguang", Rule::PrivateData, "那家姓熊，住十七栋，座机 0791-80000003，大家都打给他。"),
    ("yangguang", Rule::Advert, "装修补漏找我，微信号 demo-loupeng，比谁都便宜！"),
    ("yangguang", Rule::Insult, "管这事的那个人，猪脑子一个。"),
    ("yangguang", Rule::OffTopic, "另外谁家要二手钢琴，五百块拿走。"),
    ("qianjin-xincun", Rule::Insult, "说好话的都是托，脸皮厚。"),
    ("qianjin-xincun", Rule::Duplicate, "（前天发过，没人理，再发一遍）"),
    ("yuzhong-xincun", Rule::Advert, "本店防水涂料八折，凭这条留言。"),
    ("yuzhong-xincun", Rule::OffTopic, "问下附近哪所小学好进？"),
    ("bayi", Rule::PrivateData, "身份证号也写上：360103195001010018，查吧。"),
];

/// Words with a number that the machine covers, at the end of what waits: community, words.
const NUMBERED: [(&str, &str); 2] =
    [("yangguang", "要看现场打我手机 19900000001。"), ("yangguang", "微信号：demo_laowan，照片发得过去。")];

/// Everything that is said in a community, oldest first.
pub fn voices(here: Here<'_>, spoken: &[Voice], dice: &Dice) -> Vec<Said> {
    let times = moments(here, spoken.len(), dice);
    let waiting = WAITING.iter().find(|row| row.0 == here.community.slug).map_or(0, |row| row.1);
    let shown = spoken.len().saturating_sub(waiting);
    let hidden: Vec<_> = HIDDEN.iter().filter(|row| row.0 == here.community.slug).collect();
    let numbered: Vec<_> = NUMBERED.iter().filter(|row| row.0 == here.community.slug).collect();
    // The words that are added are Chinese.
    let mut spoken = spoken.to_vec();
    spoken.sort_by_key(|voice| voice.lang != "en");
    let most = spoken.iter().filter(|voice| voice.lang == "en").count();
    dice.shuffle(spoken.get_mut(..(most * 4).min(shown / 2)).unwrap_or_default());
    let mut said = Vec::with_capacity(spoken.len());
    for (turn, (voice, at)) in spoken.iter().zip(times).enumerate() {
        let mut one = speak(here, *voice, at, dice);
        let older = shown.saturating_sub(turn);
        let due = hidden.get(older.saturating_sub(12) / 5).filter(|_| older >= 12 && older % 5 == 2);
        if turn >= shown {
            if let Some((_, words)) = numbered.get(turn - shown) {
                add_words(&mut one.feedback, words);
            }
        } else if let Some((_, rule, words)) = due {
            add_words(&mut one.feedback, words);
            hide(here, &mut one, *rule, dice);
        } else if here.community.slug != "liangzhan-sushe" && turn % 61 == 40 {
            one.feedback.state = FeedbackState::Withdrawn;
        } else {
            publish(here, &mut one, dice);
        }
        said.push(one);
    }
    number(&mut said);
    said
}

/// When people speak: most at the beginning, some to this day, by daylight and in the evening.
fn moments(here: Here<'_>, many: usize, dice: &Dice) -> Vec<Moment> {
    let Some(window) = here.times.feedback else { return Vec::new() };
    let (opens, closes) = here.today.window(window);
    let until = closes.min(here.now);
    let waiting = WAITING.iter().find(|row| row.0 == here.community.slug).map_or(0, |row| row.1);
    let mut moments: Vec<Moment> = (0..many)
        .map(|turn| {
            if turn < waiting {
                return dice.moment(here.now.plus(-20 * HOUR), here.now.plus(-10 * MINUTE));
            }
            let from = if dice.chance(28) { until.plus(-12 * DAY).max(opens) } else { opens };
            let to = if dice.chance(66) { opens.plus(45 * DAY).min(until) } else { until };
            let at = if from < to { dice.moment(from, to) } else { dice.moment(opens, until) };
            // Who spoke while the newest wait has been looked at already.
            by_day(at, dice).clamp(opens, until.plus(-22 * HOUR).max(opens))
        })
        .collect();
    moments.sort_unstable();
    moments
}

/// The same day between half past six and half past ten in the evening.
fn by_day(at: Moment, dice: &Dice) -> Moment {
    let start = crate::domain::calendar::start_of_day(crate::domain::calendar::local(at).0);
    start.plus(dice.between(390, 1_350) * MINUTE + dice.between(0, 59_999))
}

fn speak(here: Here<'_>, voice: Voice, at: Moment, dice: &Dice) -> Said {
    let channels =
        [(Channel::Online, 60), (Channel::Meeting, 13), (Channel::Paper, 11), (Channel::Desk, 9), (Channel::Phone, 7)];
    let household = dice.pick(here.households).filter(|_| dice.chance(46));
    let building = household
        .and_then(|flat| here.buildings.iter().find(|house| house.id == flat.building_id))
        .or_else(|| dice.pick(here.buildings).filter(|_| dice.chance(60)));
    let kind = kind(voice);
    let id = FeedbackId(dice.id(at));
    let feedback = Feedback {
        id,
        community_id: here.community.id,
        serial: 0,
        tile: voice.tile,
        kind,
        text: voice.text.to_owned(),
        shown_text: mask(voice.text).0,
        lang: voice.lang.to_owned(),
        building_id: building.map(|house| house.id),
        building: building.map(|house| house.name.clone()).unwrap_or_default(),
        channel: dice.weighted(&channels, Channel::Online),
        visibility: if dice.chance(4) { Visibility::Handlers } else { Visibility::Public },
        state: FeedbackState::Waiting,
        answer_state: AnswerState::Open,
        household_id: household.map(|flat| flat.id),
        secret_hash: Vec::new(),
        people: 0,
        households: 0,
        created_at: at,
        due_at: due(kind).first_reply.due(at),
        published_at: None,
        answered_at: None,
        once: OnceKey(dice.id(at)),
    };
    let own =
        Support { who: household.map_or_else(|| dice.id(at), |flat| flat.id.0), household: household.is_some(), at };
    let photo = (feedback.channel == Channel::Online && voice.tile != Tile::Other && dice.chance(14))
        .then(|| (UploadId(dice.id(at)), Subject::of_tile(voice.tile)));
    Said { feedback, supports: vec![own], decided: Vec::new(), answers: Vec::new(), notes: Vec::new(), photo }
}

/// What is asked for, by the words that leave no doubt.
fn kind(voice: Voice) -> Kind {
    let has = |words: &[&str]| words.iter().any(|word| voice.text.contains(word));
    match () {
        () if has(&["会出人命", "煤气味", "电线露着", "铜片"]) => Kind::Danger,
        () if has(&["三天没水", "粪水冒", "停电", "堵了"]) => Kind::Utilities,
        () if voice.text.ends_with(['？', '?']) => Kind::Question,
        () => kind_of(voice.tile),
    }
}

fn add_words(feedback: &mut Feedback, words: &str) {
    if feedback.text.ends_with(char::is_alphanumeric) {
        feedback.text.push('，');
    }
    feedback.text.push_str(words);
    feedback.shown_text = mask(&feedback.text).0;
}

fn decide(here: Here<'_>, one: &mut Said, (act, rule): (Act, Option<Rule>), dice: &Dice) -> Moment {
    let wait = dice.between(12, 60 * 14) * MINUTE;
    let at = one.feedback.created_at.plus(wait).min(here.now.plus(-5 * MINUTE));
    let staff = dice.pick(here.moderators).copied().unwrap_or(here.official);
    one.decided.push(Decided { id: dice.id(at), staff, act, rule, at });
    at
}

fn hide(here: Here<'_>, one: &mut Said, rule: Rule, dice: &Dice) {
    decide(here, one, (Act::Hide, Some(rule)), dice);
    one.feedback.state = FeedbackState::Hidden;
    one.feedback.visibility = Visibility::Public;
    one.photo = None;
}

fn publish(here: Here<'_>, one: &mut Said, dice: &Dice) {
    let at = decide(here, one, (Act::Publish, None), dice);
    one.feedback.state = FeedbackState::Published;
    one.feedback.published_at = Some(at);
    if one.feedback.visibility == Visibility::Public {
        support(here, one, at, dice);
    }
}

/// A few matters move many, most move a handful.
fn support(here: Here<'_>, one: &mut Said, from: Moment, dice: &Dice) {
    let most = here.times.feedback.map_or(here.now, |window| here.today.window(window).1).min(here.now);
    let until = most.min(from.plus(40 * DAY)).max(from);
    let roll = i64::try_from(here.households.len()).unwrap_or(0);
    let common = one.feedback.tile != Tile::Other && one.feedback.lang == "zh";
    let (low, high) = dice.weighted(&[((18, 46), if common { 8 } else { 0 }), ((6, 17), 27), ((0, 5), 66)], (0, 5));
    let households = dice.between(low, high).min(roll / 4);
    let people = dice.between(0, households + 5);
    let mut order: Vec<Uuid> =
        (0..households).filter_map(|_| dice.pick(here.households).map(|flat| flat.id.0)).collect();
    order.sort_unstable();
    order.dedup();
    order.retain(|who| one.supports.iter().all(|own| own.who != *who));
    for who in order {
        one.supports.push(Support { who, household: true, at: dice.moment(from, until) });
    }
    for _ in 0..people {
        let at = dice.moment(from, until);
        one.supports.push(Support { who: dice.id(at), household: false, at });
    }
}

/// Numbers them in the order of time and counts who supports each.
fn number(said: &mut [Said]) {
    for (one, serial) in said.iter_mut().zip(1_i64..) {
        one.feedback.serial = serial;
        let count = |household| one.supports.iter().filter(|support| support.household == household).count();
        one.feedback.households = i64::try_from(count(true)).unwrap_or(0);
        one.feedback.people = i64::try_from(count(false)).unwrap_or(0);
    }
}
