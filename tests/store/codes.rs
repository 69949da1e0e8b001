//! Promises about household codes.

use crate::kit::sample::Voting;
use crate::kit::{Instance, sample};
use crate::promises;
use linli::domain::code::{
    Digits, Purpose, WRONG_PER_ADDRESS_DAY, WRONG_PER_BUILDING_DAY, WRONG_PER_INSTANCE_DAY, WRONG_WHEN_BUILDING_TRIED,
};
use linli::domain::ids::HouseholdId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::domain::problem::Problem;
use linli::service::credentials::{Issued, READABLE, READING, Shown, Typed, issue, show_by_digits, show_by_token};
use linli::service::{By, Fail};
use linli::store::sessions::{Owner, find};

fn committee() -> Caller {
    let grants = vec![Grant { role: Role::Committee, scope: Scope::Everywhere }];
    Caller::Staff { id: linli::domain::ids::StaffId(sample::id(900)), grants }
}

async fn coded(site: &Instance, it: &Voting, households: &[HouseholdId]) -> Vec<Issued> {
    let expires = site.app.now().plus(10 * DAY);
    let form = (site.app.random.id(site.app.now()), expires);
    issue(&site.app, &By::default(), &committee(), &it.community, households, form).await.unwrap()
}

/// The first flat of the first building is 101.
async fn typed(site: &Instance, it: &Voting, address: &str, room: &str, digits: &str) -> Result<Shown, Fail> {
    let typed = Typed { building: "1栋".to_owned(), room: room.to_owned(), digits: digits.to_owned() };
    show_by_digits(&site.app, (address, None), it.community.id, typed).await
}

fn wrong(code: &Issued) -> String {
    let first = if code.digits.plain().starts_with('0') { '1' } else { '0' };
    format!("{first}{}", code.digits.plain().get(1..).unwrap())
}

fn problem<T>(shown: Result<T, Fail>) -> Option<Problem> {
    shown.err().and_then(|fail| fail.first().cloned())
}

promises! {
    async fn a_code_shows_its_household_by_qr_and_by_digits(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households).await[0];
        let shown = show_by_token(&site.app, None, &code.token.format()).await.unwrap();
        assert_eq!((shown.household, shown.slug.as_str()), (it.households[0], "cuiyuan"));
        let shown = typed(site, &it, "a", "101室", &code.digits.format()).await.unwrap();
        assert_eq!(shown.household, it.households[0]);
    }

    async fn unknown_wrong_revoked_and_expired_have_one_answer(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let old = coded(site, &it, &it.households[..1]).await[0];
        let new = coded(site, &it, &it.households[..1]).await[0];
        let answers = [
            typed(site, &it, "a", "101", &wrong(&new)).await,
            typed(site, &it, "b", "101", &old.digits.plain()).await,
            typed(site, &it, "c", "102", &new.digits.plain()).await,
            typed(site, &it, "d", "999", &new.digits.plain()).await,
            show_by_token(&site.app, None, &old.token.plain()).await,
            show_by_token(&site.app, None, "0000-0000-0000").await,
        ];
        for answer in answers {
            assert_eq!(problem(answer), Some(Problem::CodeWrong));
        }
        assert_eq!(problem(typed(site, &it, "e", "101", "12").await), Some(Problem::CodeLength), "no code is so short");
        site.clock.set(site.app.now().plus(10 * DAY + READABLE));
        assert_eq!(problem(typed(site, &it, "f", "101", &new.digits.plain()).await), Some(Problem::CodeWrong));
        assert_eq!(problem(show_by_token(&site.app, None, &new.token.plain()).await), Some(Problem::CodeWrong));
    }

    async fn a_code_that_has_ended_reads_for_a_while_and_acts_no_more(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        let owner = async |session: &str| {
            let mut c = site.app.store.read().await.unwrap();
            find(&mut c, linli::keys::sha256(session.as_bytes()), site.app.now()).await.unwrap().map(|s| s.owner)
        };
        let before = show_by_token(&site.app, None, &code.token.plain()).await.unwrap();
        assert!(!before.reads_only);
        site.clock.set(site.app.now().plus(10 * DAY));
        assert_eq!(owner(&before.session).await, None, "a session ends with its code");
        for shown in [
            show_by_token(&site.app, None, &code.token.plain()).await.unwrap(),
            typed(site, &it, "a", "101", &code.digits.plain()).await.unwrap(),
        ] {
            assert!(shown.reads_only);
            assert_eq!(shown.expires, site.app.now().plus(READING));
            assert_eq!(owner(&shown.session).await, Some(Owner::Reader(it.households[0], it.community.id, Purpose::Household)));
        }
        coded(site, &it, &it.households[..1]).await;
        assert_eq!(problem(show_by_token(&site.app, None, &code.token.plain()).await), Some(Problem::CodeWrong));
    }

    async fn five_wrong_tries_block_the_digits_of_a_flat_and_never_its_qr(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        for n in 0..5 {
            let tried = typed(site, &it, &n.to_string(), "101", &wrong(&code)).await;
            assert_eq!(problem(tried), Some(Problem::CodeWrong));
        }
        let right = typed(site, &it, "neighbour", "101", &code.digits.plain()).await;
        assert_eq!(problem(right), Some(Problem::TooManyTries));
        show_by_token(&site.app, None, &code.token.plain()).await.unwrap();
        // Who holds the letter was here, so its digits count again.
        typed(site, &it, "neighbour", "101", &code.digits.plain()).await.unwrap();
        for n in 0..5 {
            let tried = typed(site, &it, &n.to_string(), "999", "1234 5678").await;
            assert_eq!(problem(tried), Some(Problem::CodeWrong), "a flat without a code answers the same");
        }
        assert_eq!(problem(typed(site, &it, "x", "999", "1234 5678").await), Some(Problem::TooManyTries));
        let fresh = coded(site, &it, &it.households[..1]).await[0];
        typed(site, &it, "x", "101", &fresh.digits.plain()).await.unwrap();
    }

    async fn twenty_wrong_tries_a_day_block_an_address_and_right_ones_do_not_count(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        for _ in 0..30 {
            typed(site, &it, "hall", "101", &code.digits.plain()).await.unwrap();
        }
        for n in 0..20 {
            typed(site, &it, "hall", &format!("9{n}"), "1234 5678").await.unwrap_err();
        }
        assert_eq!(problem(typed(site, &it, "hall", "101", &code.digits.plain()).await), Some(Problem::TooManyTriesToday));
        typed(site, &it, "home", "101", &code.digits.plain()).await.unwrap();
        site.clock.set(site.app.now().plus(DAY));
        typed(site, &it, "hall", "101", &code.digits.plain()).await.unwrap();
    }

    async fn a_building_tried_from_everywhere_is_slower_and_never_shut(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 24, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        for n in 0..WRONG_PER_BUILDING_DAY {
            let tried = typed(site, &it, &format!("net{n}"), &format!("9{n}"), "1234 5678").await;
            assert_eq!(problem(tried), Some(Problem::CodeWrong));
        }
        for n in 0..WRONG_WHEN_BUILDING_TRIED {
            let tried = typed(site, &it, "guesser", &format!("8{n}"), "1234 5678").await;
            assert_eq!(problem(tried), Some(Problem::CodeWrong), "a network still has a few");
        }
        let over = Some(Problem::TooManyTriesToday);
        assert_eq!(problem(typed(site, &it, "guesser", "899", "1234 5678").await), over);
        assert_eq!(problem(typed(site, &it, "guesser", "101", &code.digits.plain()).await), over);
        // Who lives there sits elsewhere, and what is right is never counted.
        for _ in 0..5 {
            typed(site, &it, "home", "101", &code.digits.plain()).await.unwrap();
        }
        let next = Typed { building: "2栋".to_owned(), room: "899".to_owned(), digits: "1234 5678".to_owned() };
        let next_door = show_by_digits(&site.app, ("guesser", None), it.community.id, next).await;
        assert_eq!(problem(next_door), Some(Problem::CodeWrong), "another building is not slowed");
        site.clock.set(site.app.now().plus(DAY));
        assert_eq!(problem(typed(site, &it, "guesser", "899", "1234 5678").await), Some(Problem::CodeWrong));
    }

    async fn what_is_turned_away_for_the_day_uses_up_no_tries_of_a_flat(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        for n in 0..WRONG_PER_ADDRESS_DAY {
            typed(site, &it, "guesser", &format!("9{n}"), "1234 5678").await.unwrap_err();
        }
        for _ in 0..20 {
            let tried = typed(site, &it, "guesser", "101", &wrong(&code)).await;
            assert_eq!(problem(tried), Some(Problem::TooManyTriesToday));
        }
        typed(site, &it, "home", "101", &code.digits.plain()).await.unwrap();
    }

    async fn the_bound_of_a_day_holds_for_all_networks_together(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        for n in 0..WRONG_PER_INSTANCE_DAY {
            let place = Typed { building: format!("{}栋", n / 10 + 7), room: n.to_string(), digits: "1234 5678".to_owned() };
            let tried = show_by_digits(&site.app, (&n.to_string(), None), it.community.id, place).await;
            assert_eq!(problem(tried), Some(Problem::CodeWrong));
        }
        let right = typed(site, &it, "home", "101", &code.digits.plain()).await;
        assert_eq!(problem(right), Some(Problem::TooManyTriesToday));
        show_by_token(&site.app, None, &code.token.plain()).await.unwrap();
    }

    async fn tries_at_the_same_moment_do_not_slip_past_the_bound(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        let wrong = wrong(&code);
        let addresses: Vec<String> = (0..40).map(|n| n.to_string()).collect();
        let tries = addresses.iter().map(|address| typed(site, &it, address, "101", &wrong));
        let answers = futures::future::join_all(tries).await;
        let looked = answers.into_iter().filter(|a| a.as_ref().is_err_and(|f| f.first() == Some(&Problem::CodeWrong)));
        assert_eq!(looked.count(), 5);
    }

    async fn a_new_letter_ends_the_sessions_of_the_old_one(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        let shown = show_by_token(&site.app, None, &code.token.plain()).await.unwrap();
        let hash = linli::keys::sha256(shown.session.as_bytes());
        let mut c = site.app.store.read().await.unwrap();
        assert!(linli::store::sessions::find(&mut c, hash, site.app.now()).await.unwrap().is_some());
        drop(c);
        coded(site, &it, &it.households[..1]).await;
        let mut c = site.app.store.read().await.unwrap();
        assert!(linli::store::sessions::find(&mut c, hash, site.app.now()).await.unwrap().is_none());
    }

    async fn no_code_stands_in_the_database_in_clear(site: &Instance) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = coded(site, &it, &it.households[..1]).await[0];
        let mut c = site.app.store.read().await.unwrap();
        let kept = linli::store::credentials::of_household(&mut c, it.households[0], Purpose::Household).await.unwrap().unwrap();
        assert_ne!(kept.digits_hash, linli::keys::sha256(code.digits.plain().as_bytes()).to_vec());
        assert_eq!(kept.digits_hash.len(), 32);
        assert_ne!(Digits::from_number(1).plain(), code.digits.plain());
    }
}
