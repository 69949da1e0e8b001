//! Promises about phone numbers and the messages to them.

use crate::feedback::{flat, open};
use crate::promises;
use crate::site::{Browser, Site};
use linli::config::Config;
use linli::domain::moment::{DAY, HOUR, MINUTE};
use linli::domain::phone::{MOST_WRONG, WRONG_PER_DAY};
use linli::domain::policy::{Role, Scope};
use linli::jobs;
use linli::service::{By, doctor, messages, phones};
use linli::store::sessions;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const NUMBER: &str = "13812345678";

/// The messages in the outbox, oldest first.
fn outbox(site: &Site) -> Vec<Value> {
    let text = std::fs::read_to_string(site.app.config.data.join("outbox/messages.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn figures(message: &Value) -> String {
    let text = message["text"].as_str().unwrap().strip_prefix("【邻里】").unwrap().to_owned();
    text[..6].to_owned()
}

/// Asks for figures, which then leave; where the form for them is.
async fn asked(site: &Site, browser: &Browser, number: &str) -> String {
    let form = browser.get("/phone?change=1").await;
    let to = browser.submit(&form, "/phone", &[("phone", number), ("consent", "yes")]).await.is(303).to().to_owned();
    messages::send_due(&site.app).await.unwrap();
    to
}

async fn shown(site: &Site, browser: &Browser, number: &str) {
    let to = asked(site, browser, number).await;
    let form = browser.get(&to).await;
    let typed = figures(outbox(site).last().unwrap());
    assert_eq!(browser.submit(&form, &to, &[("figures", &typed)]).await.is(303).to(), "/own");
}

promises! {
    async fn a_number_is_shown_by_six_figures_and_kept_sealed(site: &Site) {
        let browser = site.browser();
        shown(site, &browser, "+86 138 1234 5678").await;
        assert_eq!(outbox(site)[0]["to"], NUMBER);
        assert!(doctor::advice(&site.app).iter().any(|told| told.contains("messages.jsonl")));
        browser.get("/own").await.shows(NUMBER).says("版说明");
        let export: Value = serde_json::from_str(&browser.get("/own/export").await.is(200).body).unwrap();
        assert_eq!(export["phone"], NUMBER);
        site.browser().get("/own").await.is(401);
        site.browser().get("/own/export").await.is(401).hides(NUMBER);
    }

    async fn without_a_tick_or_a_mobile_number_nothing_is_sent(site: &Site) {
        let browser = site.browser();
        let form = browser.get("/phone").await;
        assert!(!form.form("/phone").fields.iter().any(|(name, _)| name == "consent"), "ticked beforehand");
        browser.submit(&form, "/phone", &[("phone", NUMBER)]).await.is(422).says("打个勾").says(NUMBER);
        let wrong = [("phone", "0791-88886666"), ("consent", "yes")];
        browser.submit(&form, "/phone", &wrong).await.is(422).says("11 位");
        assert!(outbox(site).is_empty());
    }

    async fn three_wrong_tries_end_the_figures_and_ten_minutes_do(site: &Site) {
        let browser = site.browser();
        let to = asked(site, &browser, NUMBER).await;
        let typed = figures(&outbox(site)[0]);
        let wrong = if typed == "000000" { "111111" } else { "000000" };
        for _ in 0..MOST_WRONG {
            browser.post(&to, &[("figures", wrong)]).await.is(422).says("不对");
        }
        let spent = browser.post(&to, &[("figures", &typed)]).await;
        spent.is(422).says("不能再用").says("再要一条短信").hides("name=\"figures\"").hides(">确定<");
        assert!(spent.links().contains(&"/phone?change=1".to_owned()), "{:?}", spent.links());
        let to = asked(site, &browser, NUMBER).await;
        site.clock.set(site.app.now().plus(10 * MINUTE));
        browser.post(&to, &[("figures", &figures(&outbox(site)[1]))]).await.is(422).says("不对");
    }

    async fn what_is_not_six_figures_is_no_try(site: &Site) {
        let browser = site.browser();
        let to = asked(site, &browser, NUMBER).await;
        for typed in ["", "12", "abcdef", "1234567", "12345６７"] {
            browser.post(&to, &[("figures", typed)]).await.is(422).says("请填短信里的六位数字");
        }
        let typed: String = figures(&outbox(site)[0]);
        let wide: String = typed.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        browser.post(&to, &[("figures", &wide)]).await.is(303);
    }

    async fn the_switches_keep_where_the_figures_lead(site: &Site) {
        let browser = site.browser();
        let form = browser.get("/phone?next=/help").await;
        let sent = browser.submit(&form, "/phone", &[("phone", NUMBER), ("consent", "yes")]).await;
        messages::send_due(&site.app).await.unwrap();
        let to = sent.is(303).to().to_owned();
        let typed = figures(&outbox(site)[0]);
        let wrong = if typed == "000000" { "111111" } else { "000000" };
        let page = browser.get(&to).await;
        let action = to.split('?').next().unwrap();
        let back = browser.submit(&page, action, &[("figures", wrong)]).await;
        let switched = browser.submit(back.is(422), "/prefs", &[("mode", "elder")]).await;
        let form = browser.follow(&switched).await;
        assert_eq!(browser.submit(&form, action, &[("figures", &typed)]).await.is(303).to(), "/help");
        let refused = browser.post("/phone", &[("phone", "1"), ("next", "/help")]).await;
        let switched = browser.submit(refused.is(422), "/prefs", &[("mode", "standard")]).await;
        let form = browser.follow(&switched).await;
        assert!(form.form("/phone").fields.contains(&("next".to_owned(), "/help".to_owned())));
    }

    async fn a_number_that_is_shown_is_told_and_can_be_changed(site: &Site) {
        let browser = site.browser();
        browser.get("/phone").await.shows("我提的意见有了答复").says("name=\"phone\"");
        shown(site, &browser, NUMBER).await;
        let page = browser.get("/phone?next=/help").await;
        page.shows("138****5678").hides(NUMBER).hides("name=\"phone\"");
        let links = page.links();
        for to in ["/own", "/help", "/phone?change=1&next=%2Fhelp"] {
            assert!(links.contains(&to.to_owned()), "{to}: {links:?}");
        }
        shown(site, &browser, "13900000000").await;
        browser.get("/phone").await.shows("139****0000");
    }

    async fn ten_wrong_tries_end_the_day_for_a_number_and_for_no_other(site: &Site) {
        let browser = site.browser();
        let mut wrong = 0;
        while wrong < WRONG_PER_DAY {
            let to = asked(site, &browser, NUMBER).await;
            let typed = figures(outbox(site).last().unwrap());
            let none = if typed == "000000" { "111111" } else { "000000" };
            for _ in 0..MOST_WRONG.min(WRONG_PER_DAY - wrong) {
                browser.post(&to, &[("figures", none)]).await.is(422).says("不对");
                wrong += 1;
            }
            if wrong == WRONG_PER_DAY {
                browser.post(&to, &[("figures", &typed)]).await.is(429).says("明天");
            }
            site.clock.set(site.app.now().plus(HOUR));
        }
        browser.post("/phone", &[("phone", NUMBER), ("consent", "yes")]).await.is(429).says("明天");
        shown(site, &site.browser(), "13900000000").await;
        site.clock.set(site.app.now().plus(DAY));
        shown(site, &browser, NUMBER).await;
    }

    async fn a_number_gets_three_messages_an_hour_whether_it_is_known_or_not(site: &Site) {
        let browser = site.browser();
        shown(site, &browser, NUMBER).await;
        asked(site, &browser, NUMBER).await;
        asked(site, &browser, NUMBER).await;
        browser.post("/phone", &[("phone", NUMBER), ("consent", "yes")]).await.is(429).says("一小时");
        for _ in 0..3 {
            asked(site, &browser, "13900000000").await;
        }
        browser.post("/phone", &[("phone", "13900000000"), ("consent", "yes")]).await.is(429);
    }

    async fn who_follows_a_feedback_is_told_of_its_answer_and_of_nothing_else(site: &Site) {
        let community = open(site).await;
        let browser = site.browser();
        let link = crate::feedback::said(&browser, "lights", "楼道灯不亮").await;
        crate::feedback::published(site, community.id, 1).await;
        browser.post(&format!("{link}/follow"), &[("follow", "yes")]).await.is(401);
        shown(site, &browser, NUMBER).await;
        let own = browser.get(&link).await;
        browser.submit(&own, "/follow", &[("follow", "yes")]).await.is(303);
        browser.get(&link).await.shows("有了答复会发短信告诉您");
        browser.get("/own").await.shows("CU-1").hides("cuiyuan 1");
        let office = site.staff("li", Role::Official, Scope::Everywhere).await;
        let answer = [("outcome", "will_do"), ("text", "下周修")];
        office.post("/office/cuiyuan/feedback/1/answer", &answer).await.is(303);
        jobs::minute(&site.app).await.unwrap();
        jobs::minute(&site.app).await.unwrap();
        let sent = outbox(site);
        assert_eq!((sent.len(), sent[1]["to"].as_str().unwrap()), (2, NUMBER));
        let text = sent[1]["text"].as_str().unwrap();
        assert!(text.contains("CU-1") && text.contains("/c/cuiyuan/feedback/CU-1"), "{text}");
        assert!(!text.contains("楼道灯") && !text.contains("下周修") && !text.contains(&link), "{text}");
    }

    async fn a_deleted_number_is_gone_and_signed_out(site: &Site) {
        let browser = site.browser();
        shown(site, &browser, NUMBER).await;
        let own = browser.get("/own").await;
        browser.submit(&own, "/own/delete", &[]).await.is(422).says("href=\"#sure\"").says(NUMBER);
        browser.get("/own").await.shows(NUMBER);
        let token = browser.cookies.lock().get("session").cloned().unwrap();
        assert_eq!(browser.submit(&own, "/own/delete", &[("sure", "yes")]).await.is(303).to(), "/privacy?done=deleted");
        browser.cookies.lock().insert("session".to_owned(), token);
        browser.get("/own").await.is(401);
    }

    async fn a_new_key_opens_what_the_old_one_sealed(site: &Site) {
        let browser = site.browser();
        shown(site, &browser, NUMBER).await;
        let before = site.app.ring.newest();
        let rotated = phones::rotate(&site.app, &By::default()).await.unwrap();
        assert_eq!((rotated.count, rotated.unused, rotated.waiting), (1, vec![before.clone()], Vec::new()));
        assert_ne!(site.app.ring.newest(), before);
        browser.get("/own").await.shows(NUMBER);
        let file = std::fs::read_to_string(site.app.config.data.join("phone.keys")).unwrap();
        assert!(file.starts_with(&site.app.ring.newest()) && file.lines().count() == 3);
        // The number is found again, and not a second time.
        shown(site, &site.browser(), NUMBER).await;
        let rotated = phones::rotate(&site.app, &By::default()).await.unwrap();
        assert_eq!((rotated.count, rotated.unused.len()), (1, 2));
    }

    async fn figures_shown_in_a_households_browser_end_its_session(site: &Site) {
        let community = open(site).await;
        let home = site.household(flat(), community.id).await;
        let count = async || {
            let mut c = site.app.store.read().await.unwrap();
            sessions::phones(&mut c, flat(), site.app.now()).await.unwrap().len()
        };
        let to = asked(site, &home, NUMBER).await;
        let typed = figures(&outbox(site)[0]);
        let wrong = if typed == "000000" { "111111" } else { "000000" };
        home.post(&to, &[("figures", wrong)]).await.is(422);
        assert_eq!(count().await, 1);
        home.post(&to, &[("figures", &typed)]).await.is(303);
        assert_eq!(count().await, 0);
    }
}

/// Takes one request and answers with `status`; gives the request.
async fn takes(listener: &TcpListener, status: &str) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut text, mut piece) = (String::new(), [0; 4096]);
    while !text.contains("\"once\"") {
        let read = stream.read(&mut piece).await.unwrap();
        assert_ne!(read, 0, "the request ended early: {text}");
        text.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await.unwrap();
    text
}

#[test]
fn a_gateway_gets_the_message_and_what_it_did_not_take_comes_again() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://127.0.0.1:{}/send", listener.local_addr().unwrap().port());
        let addr = ([127, 0, 0, 1], 0).into();
        let config = Config::check(folder.path().to_owned(), None, addr, "http://localhost:3000").unwrap();
        let site = Site::of(config.sending(&url, "s3cret").unwrap()).await;
        let browser = site.browser();
        let (to, first) = tokio::join!(asked(&site, &browser, NUMBER), takes(&listener, "503 Busy"));
        site.clock.set(site.app.now().plus(MINUTE));
        let (round, second) = tokio::join!(jobs::minute(&site.app), takes(&listener, "202 Accepted"));
        round.unwrap();
        let body = |text: &str| serde_json::from_str::<Value>(text.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        assert_eq!(body(&first), body(&second), "the same message, known by the same number");
        assert!(first.to_ascii_lowercase().contains("authorization: bearer s3cret"), "{first}");
        assert_eq!(body(&second)["to"], NUMBER);
        browser.post(&to, &[("figures", &figures(&body(&second)))]).await.is(303);
        assert!(outbox(&site).is_empty());
        crate::kit::Subject::end(site).await;
    });
}

#[test]
fn where_nothing_is_sent_no_number_is_asked_for() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let addr = ([127, 0, 0, 1], 0).into();
        let config = Config::check(folder.path().to_owned(), None, addr, "http://localhost:3000").unwrap();
        assert!(config.sends(), "the database inside writes messages down unless told otherwise");
        let site = Site::of(config.sending("none", "").unwrap()).await;
        let browser = site.browser();
        browser.get("/phone").await.is(404).says("不发短信").hides("name=\"phone\"");
        browser.post("/phone", &[("phone", NUMBER), ("consent", "yes")]).await.is(404).says("不发短信");
        assert!(!browser.get("/own").await.is(401).links().iter().any(|to| to.starts_with("/phone")));
        assert!(outbox(&site).is_empty());
        assert!(doctor::advice(&site.app).iter().any(|told| told.contains("no messages are sent")));
        crate::kit::Subject::end(site).await;
    });
}

#[test]
fn keys_given_from_outside_are_changed_by_putting_a_new_one_in_front() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let (index, old, new) = ("3".repeat(64), "1".repeat(64), "2".repeat(64));
        let with = |keys: String| {
            let addr = ([127, 0, 0, 1], 0).into();
            let config = Config::check(folder.path().to_owned(), None, addr, "http://localhost:3000").unwrap();
            config.sealing(Some(keys))
        };
        let first = Site::of(with(format!("a:{old},index:{index}"))).await;
        shown(&first, &first.browser(), NUMBER).await;
        crate::kit::Subject::end(first).await;
        let next = Site::of(with(format!("b:{new},a:{old},index:{index}"))).await;
        // The numbers of tests are the same again from each start; their times are not.
        next.clock.set(next.app.now().plus(HOUR));
        let rotated = phones::rotate(&next.app, &By::default()).await.unwrap();
        assert!(rotated.from_outside, "the command says that servers have to be restarted");
        assert_eq!((rotated.count, rotated.unused), (1, vec!["a".to_owned()]));
        assert!(!folder.path().join("phone.keys").exists(), "no backup holds the keys");
        crate::kit::Subject::end(next).await;
        let last = Site::of(with(format!("b:{new},index:{index}"))).await;
        last.clock.set(last.app.now().plus(DAY));
        let browser = last.browser();
        shown(&last, &browser, NUMBER).await;
        browser.get("/own").await.shows(NUMBER);
        assert_eq!(phones::rotate(&last.app, &By::default()).await.unwrap().count, 0);
        crate::kit::Subject::end(last).await;
    });
}

#[test]
fn without_a_gateway_a_server_of_several_nodes_sends_nothing_unless_told_to() {
    let postgres = Some("postgres://localhost/linli".to_owned());
    let config = Config::check("x".into(), postgres, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
    assert!(!config.sends());
    assert!(config.clone().sending("file", "").unwrap().sends());
    assert!(config.sending("https://sms.example/send", "").unwrap().sends());
}

#[test]
fn a_gateway_elsewhere_must_be_encrypted() {
    let config = Config::check("x".into(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
    for url in ["http://sms.example", "http://localhost.example", "ftp://x"] {
        config.clone().sending(url, "").unwrap_err();
    }
    config.sending("https://sms.example/send", "").unwrap();
}
