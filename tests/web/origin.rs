//! Promises about where a form came from.

use crate::promises;
use crate::site::Site;

promises! {
    async fn a_form_of_another_site_changes_nothing(site: &Site) {
        let browser = site.browser();
        browser.says(Some("cross-site"));
        let page = browser.post("/prefs", &[("lang", "en"), ("back", "/")]).await;
        page.is(403);
        assert!(browser.cookies.lock().is_empty());
    }

    async fn a_browser_that_says_nothing_gets_one_confirming_page(site: &Site) {
        let browser = site.browser();
        browser.says(None);
        let asked = browser.post("/prefs", &[("lang", "en"), ("back", "/")]).await;
        asked.is(403);
        assert!(!browser.cookies.lock().contains_key("lang"));
        browser.submit(&asked, "/prefs", &[]).await.is(303);
        assert_eq!(browser.cookies.lock().get("lang").map(String::as_str), Some("en"));
    }
}
