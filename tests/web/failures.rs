//! Promises about failures inside: a number for the person, the words for the log.

use crate::feedback::{FORM, open, photo};
use crate::promises;
use crate::site::{Page, Site};
use http_body_util::BodyExt;
use linli::http::problem::panicked;
use parking_lot::Mutex;
use std::io::Write;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Writes where the tests can read it.
struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps the log of this process from now on.
fn keep_log() {
    let kept = tracing_subscriber::fmt().with_writer(|| Kept).with_ansi(false).with_max_level(tracing::Level::WARN);
    // Another promise of this file may have begun it.
    drop(kept.try_init());
}

/// The lines of the log with these words.
fn logged(words: &str) -> Vec<String> {
    let log = String::from_utf8_lossy(&LOG.lock()).into_owned();
    log.lines().filter(|line| line.contains(words)).map(str::to_owned).collect()
}

fn number_of(page: &Page) -> String {
    let (_, rest) = page.body.split_once("编号 ").expect("a number on the page");
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

promises! {
    async fn a_failure_inside_is_a_number_to_the_person_and_its_words_are_in_the_log(site: &Site) {
        keep_log();
        open(site).await;
        // Where photos are kept there is a file instead of a folder.
        let folder = site.app.config.uploads();
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::write(&folder, "no folder").unwrap();
        let files: [(&str, &str, &[u8]); 1] = [("photos", "a.jpg", &photo())];
        let fields = [("tile", "leak"), ("text", "楼顶漏水")];
        let page = site.browser().upload(FORM, &fields, &files).await;
        page.is(500).says("出了点问题").says("楼顶漏水");
        let number = number_of(&page);
        assert_eq!(number.len(), 8, "{number}");
        let path = folder.display().to_string();
        for inside in [path.as_str(), "os error", "LocalFileSystem", "src/", "panicked", "sqlx"] {
            page.hides(inside);
        }
        let told = logged(&number);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("ERROR") && told[0].contains("uploads:") && told[0].contains(&path), "{told:?}");
        // Another time is another number; the same as JSON.
        let again = site.browser().upload(FORM, &fields, &files).await;
        assert_ne!(number_of(again.is(500)), number);
    }
}

#[test]
fn a_panic_is_an_incident_whose_words_are_in_the_log_alone() {
    keep_log();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let response = panicked(Box::new("index 7 of /etc/secret".to_owned()));
        assert_eq!(response.status().as_u16(), 500);
        assert!(response.headers().iter().all(|(_, value)| !value.to_str().unwrap().contains("secret")));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(body.is_empty(), "{body:?}");
    });
    let told = logged("panic: index 7 of /etc/secret");
    assert!(told.len() == 1 && told[0].contains("incident="), "{told:?}");
}

#[test]
fn what_was_typed_makes_no_line_of_the_log() {
    keep_log();
    drop(panicked(Box::new("name\n2026-06-15 ERROR forged\r\u{1b}[31m\u{2028}end".to_owned())));
    let told = logged("forged");
    assert!(told.len() == 1 && told[0].contains("panic: name 2026-06-15 ERROR forged"), "{told:?}");
    assert!(!told[0].chars().any(|c| c.is_control() || c == '\u{2028}'), "{told:?}");
}
