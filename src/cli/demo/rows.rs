//! The plan as rows, with what only the instance's key can give: receipts, secrets, marks.
//!
//! For: [`votes`] and [`said`], each (ratings and defects stand in `verdicts`) the rows of one unit of work.
//! Must not know: order and time of the units (`fill`).
//! To add: a row's leaf and audit entry stand beside it.

use crate::cli::demo::plan::{Picture, Plan, Site};
use crate::cli::demo::scene::{HEIGHT, WIDTH};
use crate::cli::demo::voices::Said;
use crate::cli::demo::votes::{Cast, Vote};
use crate::domain::feedback::Says;
use crate::domain::feedback::{Channel, FeedbackState};
use crate::domain::ids::{BallotId, CommunityId, FeedbackId, LeafId, PollId, StaffId, UploadId};
use crate::domain::moderation::{Act, Rule};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::keys::{hex, sha256};
use crate::service::feedback::{secret, supporter};
use crate::service::{Linli, Outcome, ballots};
use crate::store::Conn;
use crate::store::audit::{DONE, Entry};
use crate::store::ballots::encode;
use crate::store::demo::{
    self, AnswerRow, BallotRow, DecisionRow, FeedbackRow, NoteRow, SlipRow, SupportRow, UploadRow,
};
use crate::store::feedback::Answer;
use crate::store::record::Leaf;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Ballots and slips with their leaves and entries.
#[derive(Debug, Default)]
pub struct Votes {
    ballots: Vec<BallotRow>,
    slips: Vec<SlipRow>,
    leaves: Vec<Leaf>,
    audit: Vec<Entry>,
}

/// What is said, with all that followed.
#[derive(Debug, Default)]
pub struct Talk {
    feedback: Vec<FeedbackRow>,
    supports: Vec<SupportRow>,
    decisions: Vec<DecisionRow>,
    answers: Vec<AnswerRow>,
    notes: Vec<NoteRow>,
    uploads: Vec<UploadRow>,
    serials: Vec<(CommunityId, i64)>,
    leaves: Vec<Leaf>,
    audit: Vec<Entry>,
}

/// An id that follows from another, so that no dice are needed here.
pub fn derived(id: Uuid, what: &str) -> Uuid {
    let hash = sha256(&[id.as_bytes(), what.as_bytes()].concat());
    let mut bytes = *id.as_bytes();
    // The time stays in front: ids go on sorting by it.
    for (own, new) in bytes.iter_mut().zip(hash).skip(8) {
        *own = new;
    }
    uuid::Builder::from_bytes(bytes).with_variant(uuid::Variant::RFC4122).into_uuid()
}

fn entry(
    id: Uuid,
    at: Moment,
    staff: StaffId,
    place: CommunityId,
    (verb, object, detail): (Verb, String, String),
) -> Entry {
    Entry {
        id: derived(id, "audit"),
        at,
        staff_id: Some(staff),
        community_id: Some(place),
        verb: verb.as_str().to_owned(),
        object,
        detail,
        result: DONE.to_owned(),
        address: "linli demo".to_owned(),
    }
}

/// Every ballot of the plan.
pub fn votes(app: &Linli, plan: &Plan, polls: &HashMap<CommunityId, PollId>, now: Moment) -> Votes {
    let mut rows = Votes::default();
    for site in &plan.sites {
        let Some((vote, poll)) = site.vote.as_ref().zip(polls.get(&site.community.id)) else { continue };
        for (turn, cast) in vote.cast.iter().enumerate() {
            let staff = (cast.channel != Channel::Online).then(|| by_turn(&site.moderators, turn, site.official));
            rows.ballot(app, site, *poll, cast, staff);
        }
        rows.slips(site, vote, *poll, now);
    }
    rows
}

fn by_turn(staff: &[StaffId], turn: usize, otherwise: StaffId) -> StaffId {
    staff.get(turn.checked_rem(staff.len()).unwrap_or(0)).copied().unwrap_or(otherwise)
}

impl Votes {
    fn ballot(&mut self, app: &Linli, site: &Site, poll: PollId, cast: &Cast, staff: Option<StaffId>) {
        let place = site.community.id;
        let body = ballots::leaf_of(&app.keys, poll, &cast.counted());
        let leaf = Leaf::new(LeafId(derived(cast.id.0, "leaf")), cast.at, place, "ballot", body);
        let receipt = leaf.hash.chars().take(20).collect();
        self.leaves.push(leaf);
        if let Some(staff) = staff {
            let what = (Verb::EnterPaper, format!("ballot {poll}"), String::new());
            self.audit.push(entry(cast.id.0, cast.at, staff, place, what));
        }
        self.ballots.push(BallotRow {
            id: cast.id,
            poll_id: poll,
            community_id: place,
            household_id: cast.household,
            channel: cast.channel.as_str(),
            choices: encode(&cast.ballot),
            cast_at: cast.at,
            receipt,
            once: derived(cast.id.0, "once"),
            staff_id: staff,
            replaced_at: cast.replaced_at,
        });
    }

    /// Slips wait for the second person of two, so the first typed them all.
    fn slips(&mut self, site: &Site, vote: &Vote, poll: PollId, now: Moment) {
        for cast in &vote.slips {
            self.slips.push(SlipRow {
                id: BallotId(derived(cast.id.0, "slip")),
                poll_id: poll,
                community_id: site.community.id,
                household_id: cast.household,
                choices: encode(&cast.ballot),
                state: "waiting",
                entered_by: by_turn(&site.moderators, 0, site.official),
                entered_at: cast.at.min(now),
                received_at: cast.at.min(now),
                reason: "",
                once: derived(cast.id.0, "once"),
            });
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// The store refused.
    pub async fn write(self, c: &mut Conn) -> Outcome<()> {
        demo::record_ballots(c, &self.ballots).await?;
        demo::record_slips(c, &self.slips).await?;
        gather(c, self.leaves, self.audit);
        Ok(())
    }
}

pub fn gather(c: &mut Conn, leaves: Vec<Leaf>, audit: Vec<Entry>) {
    for leaf in leaves {
        c.append(leaf);
    }
    for entry in audit {
        c.audit(entry);
    }
}

/// Everything that is said, and the photos; `sizes` are the bytes of those that were kept.
pub fn said(app: &Linli, plan: &Plan, sizes: &HashMap<UploadId, i64>) -> Talk {
    let mut rows = Talk::default();
    for site in &plan.sites {
        for picture in &site.pictures {
            rows.upload(site, *picture, None, sizes);
        }
        for one in &site.said {
            rows.feedback(app, one);
            rows.followed(app, one);
            if let Some((id, subject)) = one.photo {
                let picture = Picture { id, subject, mended: false, seed: 0, at: one.feedback.created_at };
                rows.upload(site, picture, Some(one.feedback.id), sizes);
            }
        }
        rows.serials.push((site.community.id, i64::try_from(site.said.len()).unwrap_or(i64::MAX)));
    }
    rows
}

impl Talk {
    fn upload(&mut self, site: &Site, picture: Picture, of: Option<FeedbackId>, sizes: &HashMap<UploadId, i64>) {
        let Some(bytes) = sizes.get(&picture.id).copied() else { return };
        self.uploads.push(UploadRow {
            id: picture.id,
            community_id: site.community.id,
            kind: "photo",
            mime: "image/jpeg",
            bytes,
            width: i64::from(WIDTH),
            height: i64::from(HEIGHT),
            feedback_id: of,
            position: 0,
            created_at: picture.at,
        });
    }

    fn feedback(&mut self, app: &Linli, one: &Said) {
        let feedback = &one.feedback;
        self.feedback.push(FeedbackRow {
            id: feedback.id,
            community_id: feedback.community_id,
            serial: feedback.serial,
            tile: feedback.tile.as_str(),
            kind: feedback.kind.as_str(),
            text: feedback.text.clone(),
            shown_text: feedback.shown_text.clone(),
            lang: feedback.lang.clone(),
            building_id: feedback.building_id,
            channel: feedback.channel.as_str(),
            visibility: feedback.visibility.as_str(),
            state: feedback.state.as_str(),
            answer_state: feedback.answer_state.as_str(),
            household_id: feedback.household_id,
            secret_hash: hex(&sha256(secret(app, feedback.once).as_bytes())),
            people: feedback.people,
            households: feedback.households,
            created_at: feedback.created_at,
            due_at: feedback.due_at,
            published_at: feedback.published_at,
            answered_at: feedback.answered_at,
            once: feedback.once,
        });
    }

    fn followed(&mut self, app: &Linli, one: &Said) {
        let feedback = &one.feedback;
        let (id, place) = (feedback.id, feedback.community_id);
        self.supports.extend(one.supports.iter().map(|support| SupportRow {
            feedback_id: id,
            community_id: place,
            supporter: supporter(app, id, support.who),
            household: support.household,
            created_at: support.at,
        }));
        for act in &one.decided {
            let detail = act.rule.map_or_else(|| act.act.to_string(), |rule| format!("{} {rule}", act.act));
            self.audit.push(entry(
                act.id,
                act.at,
                act.staff,
                place,
                (Verb::Moderate, format!("feedback {id}"), detail),
            ));
            self.leaves.push(decision_leaf(one, act.id, (act.act, act.rule), act.at));
            self.decisions.push(DecisionRow {
                id: act.id,
                community_id: place,
                feedback_id: id,
                staff_id: act.staff,
                act: act.act.as_str(),
                rule: act.rule.map(Rule::as_str),
                before_state: FeedbackState::Waiting.as_str(),
                before_text: feedback.shown_text.clone(),
                before_visibility: feedback.visibility.as_str(),
                created_at: act.at,
            });
        }
        for answer in &one.answers {
            let what = (Verb::AnswerFeedback, format!("feedback {}", feedback.serial), String::new());
            self.leaves.push(answer_leaf(feedback.serial, answer));
            self.audit.push(entry(answer.id, answer.created_at, answer.staff_id, place, what));
            self.answers.push(AnswerRow {
                id: answer.id,
                community_id: place,
                feedback_id: id,
                staff_id: answer.staff_id,
                outcome: answer.outcome.as_str(),
                text: answer.text.clone(),
                created_at: answer.created_at,
            });
        }
        self.notes.extend(one.notes.iter().map(|note| NoteRow {
            id: note.id,
            community_id: place,
            feedback_id: id,
            kind: note.kind.as_str(),
            text: note.text.clone(),
            created_at: note.created_at,
        }));
    }

    /// Writes them.
    ///
    /// # Errors
    /// The store refused.
    pub async fn write(self, c: &mut Conn) -> Outcome<()> {
        demo::record_feedback(c, &self.feedback).await?;
        demo::record_supports(c, &self.supports).await?;
        demo::record_decisions(c, &self.decisions).await?;
        demo::record_answers(c, &self.answers).await?;
        demo::record_notes(c, &self.notes).await?;
        demo::record_uploads(c, &self.uploads).await?;
        for (community, serial) in &self.serials {
            demo::revise_serial(c, *community, *serial).await?;
            c.touch(*community);
        }
        gather(c, self.leaves, self.audit);
        Ok(())
    }
}

/// As `service::moderation` writes it.
fn decision_leaf(one: &Said, id: Uuid, (act, rule): (Act, Option<Rule>), at: Moment) -> Leaf {
    let feedback = &one.feedback;
    let shown = if feedback.is_shown() { hex(&sha256(feedback.shown_text.as_bytes())) } else { "-".to_owned() };
    let rule = rule.map_or("-", Rule::as_str);
    let body =
        format!("linli decision 1\nfeedback {}\nact {act}\nrule {rule}\nshown {shown}\nat {}\n", feedback.id, at.0);
    Leaf::new(LeafId(derived(id, "leaf")), at, feedback.community_id, "decision", body)
}

/// As `service::answers` writes it.
fn answer_leaf(serial: i64, answer: &Answer) -> Leaf {
    let says = Says::ALL.iter().find(|says| says.state() == answer.outcome).copied().unwrap_or(Says::WillDo);
    let digest = hex(&sha256(answer.text.as_bytes()));
    let body = json!({ "feedback": serial, "outcome": says.as_str(), "text_sha256": digest }).to_string();
    Leaf::new(LeafId(derived(answer.id, "leaf")), answer.created_at, answer.community_id, "answer", body)
}
