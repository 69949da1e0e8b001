//! Promises about what every page carries.

use crate::promises;
use crate::site::Site;

promises! {
    async fn the_first_page_is_chinese_unless_asked_otherwise(site: &Site) {
        let browser = site.browser();
        browser.get("/").await.shows("<html lang=\"zh-CN\"");
        browser.get("/?lang=en").await.shows("<html lang=\"en\"");
        browser.get("/").await.shows("<html lang=\"zh-CN\"");
    }

    async fn language_and_elder_mode_stay_after_a_post(site: &Site) {
        let browser = site.browser();
        let page = browser.get("/").await;
        browser.submit(&page, "/prefs", &[("lang", "en")]).await.is(303);
        browser.submit(&page, "/prefs", &[("mode", "elder")]).await.is(303);
        browser.get("/").await.shows("<html lang=\"en\" class=\"elder\"");
    }

    async fn pages_with_a_form_bring_the_script_by_which_the_switches_keep_it(site: &Site) {
        let script = linli::http::assets::path("keep.js").unwrap();
        let browser = site.browser();
        for path in ["/v", "/phone", "/login"] {
            browser.get(path).await.shows(script);
        }
        browser.get("/help").await.hides(script);
        let text = browser.get(script).await;
        text.shows("history.replaceState").says("[type=password]").says("[type=file]");
        assert!(browser.get_with(script, &[("accept-encoding", "br")]).await.bytes.len() < 1_000);
    }

    async fn a_page_that_is_not_there_says_so_in_words(site: &Site) {
        site.browser().get("/nowhere").await.is(404).says("href=\"/\"");
    }

    async fn every_answer_forbids_foreign_and_inline_script(site: &Site) {
        for path in ["/", "/nowhere", "/healthz"] {
            let page = site.browser().get(path).await;
            let policy = page.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
            assert_eq!(page.header("x-content-type-options"), "nosniff");
            assert_eq!(page.header("x-frame-options"), "DENY");
        }
    }
}
