//! Promises about the figures of a message, and about the gateway that takes messages.

use crate::promises;
use crate::site::{Browser, Site};
use futures::FutureExt;
use linli::config::Config;
use linli::domain::moment::{DAY, MINUTE};
use linli::domain::phone;
use linli::jobs;
use linli::service::messages;
use linli::store::messages as queue;
use serde_json::Value;
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use uuid::Uuid;

const NUMBER: &str = "13812345678";
const OTHER: &str = "13912345678";

/// The figures of each message, oldest first.
fn figures(site: &Site) -> Vec<String> {
    let text = std::fs::read_to_string(site.app.config.data.join("outbox/messages.jsonl")).unwrap();
    let six = |line: &str| {
        let message: Value = serde_json::from_str(line).unwrap();
        let words = message["text"].as_str().unwrap().to_owned();
        words.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).unwrap().to_owned()
    };
    text.lines().map(six).collect()
}

/// Asks for figures, which then leave; where they are to be typed.
async fn asked(site: &Site, browser: &Browser, number: &str) -> String {
    let to = asks(browser, number).await;
    messages::send_due(&site.app).await.unwrap();
    to
}

/// Asks for figures, which wait for the jobs.
async fn asks(browser: &Browser, number: &str) -> String {
    browser.post("/phone", &[("phone", number), ("consent", "yes")]).await.is(303).to().to_owned()
}

/// The messages that should leave, in their order.
async fn due(site: &Site) -> Vec<Uuid> {
    let mut c = site.app.store.read().await.unwrap();
    queue::due(&mut c, site.app.now()).await.unwrap().into_iter().map(|message| message.id).collect()
}

promises! {
    async fn figures_count_only_for_the_request_they_were_sent_for(site: &Site) {
        let (one, other) = (site.browser(), site.browser());
        let first = asked(site, &one, NUMBER).await;
        let second = asked(site, &one, NUMBER).await;
        let theirs = asked(site, &other, OTHER).await;
        let sent = figures(site);
        assert!(sent[0] != sent[1] && sent[1] != sent[2] && sent[0] != sent[2], "{sent:?}");
        for (to, typed) in [(&first, 1), (&second, 0), (&theirs, 0), (&first, 2), (&theirs, 1)] {
            one.post(to, &[("figures", &sent[typed])]).await.is(422).says("不对");
        }
        one.get("/own").await.is(401);
        one.post(&second, &[("figures", &sent[1])]).await.is(303);
        one.get("/own").await.shows(NUMBER).hides(OTHER);
        other.post(&theirs, &[("figures", &sent[2])]).await.is(303);
        other.get("/own").await.shows(OTHER).hides(NUMBER);
    }

    async fn figures_leave_before_news_that_hold_for_days(site: &Site) {
        let (app, now) = (site.app.clone(), site.app.now());
        let to = phone::parse(OTHER).unwrap();
        crate::unit!(site.app.store, |c| {
            messages::queue(c, &app, &to, "有了答复".to_owned(), (now, now.plus(3 * DAY))).await
        });
        let news = due(site).await;
        asks(&site.browser(), NUMBER).await;
        let both = due(site).await;
        assert_eq!((news.len(), both.len()), (1, 2));
        assert_eq!(both[1], news[0]);
    }
}

/// Takes one request and answers with `head`; gives the request's body.
async fn takes(listener: &TcpListener, head: &str) -> Value {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut text, mut piece) = (String::new(), [0; 4096]);
    while !text.contains("\"once\"") {
        let read = stream.read(&mut piece).await.unwrap();
        assert_ne!(read, 0, "the request ended early: {text}");
        text.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    let answer = format!("HTTP/1.1 {head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await.unwrap();
    serde_json::from_str(text.split("\r\n\r\n").nth(1).unwrap()).unwrap()
}

#[test]
fn who_asks_for_figures_waits_for_no_gateway_and_carries_no_message_of_others() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let gateway = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        gateway.set_nonblocking(true).unwrap();
        let url = format!("http://127.0.0.1:{}/send", gateway.local_addr().unwrap().port());
        let config =
            Config::check(folder.path().to_owned(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
        let site = Site::of(config.sending(&url, "s3cret").unwrap()).await;
        assert!(site.app.mail.notified().now_or_never().is_none());
        // The gateway takes nothing, and both are answered.
        asks(&site.browser(), OTHER).await;
        asks(&site.browser(), NUMBER).await;
        assert_eq!(gateway.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
        assert!(site.app.mail.notified().now_or_never().is_some(), "the jobs are woken");
        assert_eq!(due(&site).await.len(), 2);
        crate::kit::Subject::end(site).await;
    });
}

#[test]
fn a_gateway_that_leads_elsewhere_is_not_followed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let gateway = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let elsewhere = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        elsewhere.set_nonblocking(true).unwrap();
        let port = elsewhere.local_addr().unwrap().port();
        let url = format!("http://127.0.0.1:{}/send", gateway.local_addr().unwrap().port());
        let config =
            Config::check(folder.path().to_owned(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
        let site = Site::of(config.sending(&url, "s3cret").unwrap()).await;
        let browser = site.browser();
        let mut taken = Vec::new();
        for (round, kind) in ["302 Found", "307 Temporary Redirect", "308 Permanent Redirect"].into_iter().enumerate() {
            let head = format!("{kind}\r\nlocation: http://127.0.0.1:{port}/send");
            if round == 0 {
                taken.push(tokio::join!(asked(&site, &browser, NUMBER), takes(&gateway, &head)).1);
            } else {
                site.clock.set(site.app.now().plus(3 * MINUTE));
                taken.push(tokio::join!(jobs::minute(&site.app), takes(&gateway, &head)).1);
            }
            // The redirect was answered before: whoever follows it has come by now.
            assert_eq!(elsewhere.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "{kind} was followed");
        }
        assert!(taken.iter().all(|message| *message == taken[0]), "it counts as not taken and comes again: {taken:?}");
        crate::kit::Subject::end(site).await;
    });
}
