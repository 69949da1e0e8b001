//! How callers come in: through the doors that people take.
//!
//! To add: a way is a variant of [`Way`] and an arm of [`Way::enter`].

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Site};
use linli::domain::code::Purpose;
use linli::domain::ids::{HouseholdId, StaffId};
use linli::domain::moment::Moment;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::service::credentials::{Issued, issue_for};
use linli::service::sessions::{self, Shown};
use linli::service::{By, assist, messages};
use linli::store::sessions::Owner;
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// How somebody comes in.
pub enum Way {
    /// Not at all.
    Not,
    /// As staff who have just given their password.
    Staff(StaffId),
    /// With the QR of a letter of this community.
    Letter(String, Issued),
    /// With the digits of a letter to the first flat; the household's other phone has not let it in.
    Digits(String, Issued),
    /// By the six figures of a message.
    Number,
}

impl Way {
    /// A browser in which they have come in just now.
    pub async fn enter(&self, site: &Site) -> Browser {
        match self {
            Self::Not => seated(site),
            Self::Staff(id) => {
                let browser = site.signed_in(Owner::Staff(*id)).await;
                browser.sits_at(seat());
                browser
            }
            Self::Letter(slug, code) => {
                let browser = seated(site);
                browser.post("/v", &[("c", slug), ("token", &code.token.plain())]).await.is(303);
                browser
            }
            Self::Digits(slug, code) => {
                let (browser, digits) = (seated(site), code.digits.format());
                let typed = [("c", slug.as_str()), ("building", "1"), ("room", "101"), ("digits", digits.as_str())];
                browser.post("/v", &typed).await.is(303);
                browser
            }
            Self::Number => {
                let (id, number, browser) = asked(site).await;
                let typed = message(site, &number);
                browser.post(&format!("/phone/{id}"), &[("figures", &typed)]).await.is(303);
                browser
            }
        }
    }
}

static SEATS: AtomicU32 = AtomicU32::new(0);

/// An address that nobody else has: what is bounded by address is no matter of the matrix.
fn seat() -> &'static str {
    let n = SEATS.fetch_add(1, Ordering::Relaxed);
    Box::leak(format!("10.{}.{}.{}", (n >> 16) & 255, (n >> 8) & 255, n & 255).into_boxed_str())
}

fn seated(site: &Site) -> Browser {
    let browser = site.browser();
    browser.sits_at(seat());
    browser
}

/// Asks for figures at a number that nobody had before.
async fn asked(site: &Site) -> (String, String, Browser) {
    let number = format!("139{:08}", SEATS.fetch_add(1, Ordering::Relaxed));
    let browser = seated(site);
    let sent = browser.post("/phone", &[("phone", &number), ("consent", "yes")]).await;
    messages::send_due(&site.app).await.unwrap();
    let id = sent.is(303).to().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    (id, number, browser)
}

/// The page where the figures of a message are typed in, by what its address ends in.
pub async fn figures(site: &Site) -> String {
    asked(site).await.0
}

/// The figures that were sent to a number.
fn message(site: &Site, number: &str) -> String {
    let text = std::fs::read_to_string(site.app.config.data.join("outbox/messages.jsonl")).unwrap();
    let mut all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let last = all.rfind(|one| one["to"] == number).unwrap();
    let words = last["text"].as_str().unwrap();
    words.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).unwrap().to_owned()
}

fn desk() -> Caller {
    let grants = vec![Grant { role: Role::Committee, scope: Scope::Everywhere }];
    Caller::Staff { id: StaffId(sample::id(900)), grants }
}

/// A new letter for a flat.
pub async fn letter(site: &Site, it: &Voting, flat: HouseholdId, purpose: Purpose, expires: Moment) -> Issued {
    let form = (purpose, site.app.random.id(site.app.now()), expires);
    issue_for(&site.app, &By::default(), &desk(), &it.community, &[flat], form).await.unwrap()[0]
}

/// The owner of a flat shows themself at the desk.
pub async fn owner_seen(site: &Site, it: &Voting, flat: HouseholdId) {
    let slug = &it.community.slug;
    assist::owner_seen(&site.app, &By::default(), &desk(), slug, flat, "certificate").await.unwrap();
}

struct Look(Option<String>, String);

impl Shown for Look {
    fn session(&self) -> Option<&str> {
        self.0.as_deref()
    }
    fn address(&self) -> &str {
        &self.1
    }
}

/// Who the site takes a browser for.
pub async fn known(site: &Site, browser: &Browser) -> Caller {
    let token = browser.cookies.lock().get("session").cloned();
    let look = Look(token, browser.seat().unwrap_or_default().to_owned());
    sessions::caller(&site.app, &look).await.unwrap()
}
