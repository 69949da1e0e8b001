//! Promises about polls: what opening asks for, which ballot counts, what the close freezes.

use crate::kit::sample::Voting;
use crate::kit::{Instance, sample};
use crate::promises;
use linli::domain::ballot::Ballot;
use linli::domain::feedback::Channel;
use linli::domain::ids::{PollId, StaffId};
use linli::domain::moment::{DAY, HOUR, Moment};
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::domain::poll::{ConflictRule, PollState};
use linli::domain::problem::Problem;
use linli::service::ballots::{Receipt, cast, cast_for};
use linli::service::polls::{self, PollDraft, Verdict};
use linli::service::{By, Fail};
use linli::store::ballots;
use uuid::Uuid;

fn staff(role: Role) -> Caller {
    let grants = vec![Grant { role, scope: Scope::Everywhere }];
    Caller::Staff { id: StaffId(sample::id(900)), grants }
}

fn by() -> By {
    By { staff: Some(StaffId(sample::id(900))), address: String::new() }
}

fn asked(it: &Voting, now: Moment, rule: ConflictRule) -> PollDraft {
    PollDraft {
        title_zh: "先做哪几样？".to_owned(),
        title_en: String::new(),
        text_zh: String::new(),
        text_en: String::new(),
        works: it.works.clone(),
        budget_fen: 6_000_000,
        opens: now,
        closes: now.plus(2 * DAY),
        preset: "survey_80".to_owned(),
        conflict_rule: rule,
    }
}

async fn opened(site: &Instance, it: &Voting, rule: ConflictRule) -> PollId {
    let (app, official) = (&site.app, staff(Role::Official));
    let draft = asked(it, app.now(), rule);
    let poll = polls::draft(app, &by(), &official, &it.community, draft, None).await.unwrap();
    polls::open(app, &by(), &official, &it.community, poll).await.unwrap();
    poll
}

async fn online(site: &Instance, it: &Voting, poll: PollId, n: usize, works: &[usize]) -> Result<Receipt, Fail> {
    let caller = Caller::Household {
        household: it.households[n],
        community: it.community.id,
        purpose: linli::domain::code::Purpose::Household,
        owner: false,
    };
    let ballot = Ballot::new(works.iter().map(|n| it.works[*n]).collect(), works.is_empty());
    cast(&site.app, &caller, "cuiyuan", poll, ballot, Uuid::from_u128(u128::from(site.app.random.number()))).await
}

async fn paper(site: &Instance, it: &Voting, poll: PollId, n: usize, work: usize, at: Moment) -> Result<Receipt, Fail> {
    let ballot = Ballot::new(vec![it.works[work]], false);
    let once = Uuid::from_u128(u128::from(site.app.random.number()));
    let caller = staff(Role::Committee);
    let way = (Channel::Paper, at);
    cast_for(&site.app, &by(), &caller, "cuiyuan", poll, it.households[n], ballot, way, once).await
}

fn first(fail: Fail) -> Problem {
    fail.first().cloned().unwrap()
}

promises! {
    async fn a_draft_opens_only_when_nothing_is_missing_and_then_stands(site: &Instance) {
        let (app, official) = (&site.app, staff(Role::Official));
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let thin = PollDraft { works: vec![it.works[0]], ..asked(&it, app.now(), ConflictRule::FirstValid) };
        let poll = polls::draft(app, &by(), &official, &it.community, thin.clone(), None).await.unwrap();
        let refused = polls::open(app, &by(), &official, &it.community, poll).await.unwrap_err();
        assert_eq!(first(refused), Problem::PollNotReady);
        assert_eq!(first(polls::find(app, &it.community, poll).await.unwrap_err()), Problem::NotFound, "drafts are hidden");
        let whole = PollDraft { works: it.works.clone(), ..thin };
        polls::revise(app, &by(), &official, &it.community, poll, whole.clone()).await.unwrap();
        polls::open(app, &by(), &official, &it.community, poll).await.unwrap();
        let detail = polls::find(app, &it.community, poll).await.unwrap();
        assert_eq!((detail.poll.roll_households, detail.poll.roll_area, detail.options.len()), (4, 4 * 7_850, 4));
        let late = polls::revise(app, &by(), &official, &it.community, poll, whole).await.unwrap_err();
        assert_eq!(first(late), Problem::PollAlreadyOpen);
        let committee = polls::open(app, &by(), &staff(Role::Committee), &it.community, poll).await.unwrap_err();
        assert_eq!(first(committee), Problem::NotAllowed);
    }

    async fn a_poll_is_called_off_only_with_a_reason_and_takes_no_ballot_then(site: &Instance) {
        let (app, official) = (&site.app, staff(Role::Official));
        let it = sample::voting(&app.store, "cuiyuan", 4, app.now()).await;
        let poll = opened(site, &it, ConflictRule::FirstValid).await;
        let without = polls::cancel(app, &by(), &official, &it.community, poll, " ").await.unwrap_err();
        assert_eq!(first(without), Problem::ReasonNeeded);
        polls::cancel(app, &by(), &official, &it.community, poll, "预算有变").await.unwrap();
        assert_eq!(first(online(site, &it, poll, 0, &[0]).await.unwrap_err()), Problem::PollCancelled);
        let detail = polls::find(app, &it.community, poll).await.unwrap();
        assert_eq!((detail.poll.state, detail.poll.cancel_reason.as_str()), (PollState::Cancelled, "预算有变"));
    }

    async fn nothing_is_cast_over_the_money_off_the_roll_or_out_of_the_window(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let poll = opened(site, &it, ConflictRule::FirstValid).await;
        let over = online(site, &it, poll, 0, &[1, 2, 3]).await.unwrap_err();
        assert_eq!(first(over), Problem::OverBudget { cost_fen: 9_000_000, budget_fen: 6_000_000 });
        let other = sample::voting(&site.app.store, "beihu", 4, site.app.now()).await;
        let stranger = Caller::Household { household: other.households[0], community: it.community.id, purpose: linli::domain::code::Purpose::Household, owner: false };
        let ballot = Ballot::new(vec![it.works[0]], false);
        let off = cast(&site.app, &stranger, "cuiyuan", poll, ballot, Uuid::nil()).await.unwrap_err();
        assert_eq!(first(off), Problem::NotOnRoll);
        let closes = site.app.now().plus(2 * DAY);
        site.clock.set(closes);
        assert_eq!(first(online(site, &it, poll, 0, &[0]).await.unwrap_err()), Problem::PollClosed { closed: closes });
        let mut c = site.app.store.read().await.unwrap();
        assert!(ballots::list(&mut c, poll).await.unwrap().is_empty());
    }

    async fn the_rule_of_the_poll_decides_between_paper_and_online(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let opens = site.app.now();
        for (rule, paper_counts) in
            [(ConflictRule::FirstValid, false), (ConflictRule::LatestBeforeClose, true), (ConflictRule::ElectronicWins, false)]
        {
            site.clock.set(opens);
            let poll = opened(site, &it, rule).await;
            site.clock.set(opens.plus(HOUR));
            online(site, &it, poll, 0, &[0]).await.unwrap();
            site.clock.set(opens.plus(3 * HOUR));
            let entered = paper(site, &it, poll, 0, 1, opens.plus(2 * HOUR)).await.unwrap();
            assert_eq!(entered.counts, paper_counts, "{rule}");
            let mut c = site.app.store.read().await.unwrap();
            assert_eq!(ballots::of_household(&mut c, poll, it.households[0]).await.unwrap().len(), 2, "both are kept");
            let counted = ballots::in_force(&mut c, poll, it.households[0]).await.unwrap().unwrap();
            assert_eq!(counted.channel == Channel::Paper, paper_counts);
            drop(c);
            let again = online(site, &it, poll, 0, &[2]).await;
            assert!(again.is_ok(), "{rule}: later than the paper, or over an online one");
        }
    }

    async fn an_online_ballot_is_told_when_the_one_on_paper_stands(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let poll = opened(site, &it, ConflictRule::FirstValid).await;
        let handed_in = site.app.now();
        site.clock.set(handed_in.plus(HOUR));
        assert!(paper(site, &it, poll, 1, 0, handed_in).await.unwrap().counts);
        assert_eq!(first(online(site, &it, poll, 1, &[2]).await.unwrap_err()), Problem::BallotStands);
    }

    async fn the_close_counts_once_freezes_and_can_be_counted_again(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let poll = opened(site, &it, ConflictRule::LatestBeforeClose).await;
        for (n, works) in [(0, &[0, 1][..]), (1, &[0, 1]), (2, &[1]), (3, &[2]), (4, &[])] {
            site.clock.set(site.app.now().plus(1));
            online(site, &it, poll, n, works).await.unwrap();
        }
        online(site, &it, poll, 2, &[0, 1]).await.unwrap();
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 0);
        assert!(polls::recount(&site.app, poll).await.unwrap().agrees());
        site.clock.set(site.app.now().plus(3 * DAY));
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 1);
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 0);
        let recount = polls::recount(&site.app, poll).await.unwrap();
        assert!(recount.agrees(), "{recount:?}");
        let frozen = recount.frozen.unwrap();
        assert_eq!((frozen.took_part.households, frozen.blank, frozen.quorum), (5, 1, Some(false)));
        let won: Vec<_> = frozen.works.iter().filter(|w| w.verdict == Verdict::Won).map(|w| w.work).collect();
        assert_eq!(won, [it.works[0], it.works[1], it.works[2]], "10 + 20 + 30 thousand is the money there is");
        site.clock.set(site.app.now().plus(-3 * DAY));
        assert!(online(site, &it, poll, 5, &[0]).await.is_err(), "a closed poll never reopens");
    }

    async fn a_ballot_without_its_leaf_is_found_by_a_recount(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let poll = opened(site, &it, ConflictRule::LatestBeforeClose).await;
        let slipped = ballots::NewBallot {
            id: linli::domain::ids::BallotId(sample::id(77)),
            poll,
            community: it.community.id,
            household: it.households[3],
            channel: Channel::Online,
            choices: ballots::encode(&Ballot::new(vec![it.works[0]], false)),
            cast_at: site.app.now(),
            receipt: "0123456789abcdef0123".to_owned(),
            once: sample::id(78),
            staff: None,
            replaced_at: None,
        };
        use futures::FutureExt;
        site.app.store.write(move |c| async move { ballots::record(c, &slipped).await }.boxed()).await.unwrap();
        let recount = polls::recount(&site.app, poll).await.unwrap();
        assert_eq!(recount.missing, ["0123456789abcdef0123"]);
        assert!(!recount.agrees());
    }
}
