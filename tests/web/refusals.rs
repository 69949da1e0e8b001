//! Promises about addresses that cannot be read, doors opened as pages, and what is no form.

use crate::feedback::{FORM, open, photo};
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::http::routes::{self, Kind};

/// A path of the table with plain words in the place of its parameters, and `%ff` in one of them.
fn broken(pattern: &str) -> Vec<String> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let filled = |broken: usize| {
        let part = |(at, part): (usize, &&str)| match (part.starts_with('{'), at == broken) {
            (true, true) => "%ff".to_owned(),
            (true, false) => "1".to_owned(),
            (false, _) => (*part).to_owned(),
        };
        parts.iter().enumerate().map(part).collect::<Vec<_>>().join("/")
    };
    (0..parts.len()).filter(|at| parts[*at].starts_with('{')).map(filled).collect()
}

#[track_caller]
fn is_ours(path: &str, page: &Page) {
    let status = page.status.as_u16();
    // A door under the phones leads nobody on to the page of codes.
    let led_on = path.starts_with("/v/phones/") && status == 200;
    assert!(led_on || (400..=405).contains(&status), "{path} answers {status}:\n{}", page.body);
    let kind = page.header("content-type");
    assert!(kind.starts_with("text/html"), "{path} answers {status} with {kind}:\n{}", page.body);
    page.says("<main").hides("Invalid URL");
}

async fn led(browser: &Browser, mut page: Page) -> Page {
    for _ in 0..3 {
        if page.status.as_u16() == 303 {
            page = browser.follow(&page).await;
        }
    }
    page
}

promises! {
    async fn an_address_that_cannot_be_read_gets_a_page_of_ours(site: &Site) {
        let browser = site.browser();
        // The sample file is the same everywhere and reads no parameter.
        for route in routes::table().into_iter().filter(|route| route.path != "/setup/{slug}/roll/sample") {
            for path in broken(route.path) {
                is_ours(&path, &led(&browser, browser.get(&path).await).await);
                is_ours(&path, &led(&browser, browser.post(&path, &[]).await).await);
            }
        }
        browser.get("/c/%ff").await.is(400).says("网址有一处看不懂");
        browser.get("/c/%ff?lang=en").await.is(400).says("cannot be read");
        browser.get("/c/cuiyuan/feedback/all?page=many").await.is(400).says("网址有一处看不懂");
        browser.post("/office/cuiyuan/feedback/YA-40/answer", &[]).await.is(400).says("网址有一处看不懂");
        browser.fetch("/c/%ff/feedback", &[]).await.is(400).says("urn:linli:problem:unreadable");
    }

    async fn what_is_no_form_is_said_to_be_none(site: &Site) {
        let browser = site.browser();
        browser.post_as("/prefs", "application/json", "{\"lang\":\"en\"}").await.is(415).says("不是这里的表单");
        browser.post_as("/prefs", "multipart/form-data", "lang=en").await.is(422).says("没有传完整");
        browser.post("/help", &[]).await.is(405).says("不能这样打开");
    }

    async fn a_door_opened_as_a_page_leads_to_the_page_that_holds_its_form(site: &Site) {
        let browser = site.browser();
        for route in routes::table().into_iter().filter(|route| route.kind == Kind::Door) {
            let path: Vec<&str> = route.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
            let path = path.join("/");
            let page = browser.follow(&browser.get(&path).await).await;
            assert_ne!(page.status.as_u16(), 405, "{path}");
        }
        assert_eq!(browser.get("/c/cuiyuan/rate/7/reason").await.is(303).to(), "/c/cuiyuan/rate/7");
    }

    async fn the_switches_of_a_refused_form_come_back_to_it_with_everything_filled_in(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let files: [(&str, &str, &[u8]); 2] = [("photos", "a.jpg", &photo()), ("photos", "b.jpg", b"words")];
        let back = browser.upload(FORM, &[("tile", "leak"), ("text", "楼顶漏水")], &files).await;
        let switched = browser.submit(back.is(422), "/prefs", &[("lang", "en")]).await;
        let form = browser.follow(&switched).await;
        form.shows("<html lang=\"en\"").says("楼顶漏水").says("/p/");
        let sent = browser.submit(&form, "/feedback", &[]).await;
        let own = browser.get(sent.is(303).to().strip_suffix("/receipt").unwrap()).await;
        own.shows("楼顶漏水").says("class=\"photo\"");
    }
}
