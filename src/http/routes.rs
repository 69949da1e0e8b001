//! The one table of routes.
//!
//! For: the router, the matrix of permissions, the list of pages for axe and screenshots and the
//! docs are all made from [`table`].
//! Must not know: what a handler does.
//! To add: a line; `verb` says what `domain::policy` is asked, so the matrix test covers it, and
//! `with_files` which fields bring files: no other door reads one.

use crate::actions;
use crate::domain::phase::Verb;
use crate::http::{ask, assets, health, uploads};
use crate::pages;
use crate::service::Linli;
use crate::service::communities::SETUP;
use crate::service::sessions::{PROVED, PROVED_AT_DESK};
use axum::routing::{MethodRouter, get, post};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What kind of thing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An HTML page that people see.
    Page,
    /// A door that writes.
    Door,
    /// For machines: files, health, reads of islands.
    Machine,
}

/// One line of the table.
pub struct Route {
    /// Path with its parameters.
    pub path: &'static str,
    /// Page, door or machine.
    pub kind: Kind,
    /// What the policy is asked; none where nothing is to be asked.
    pub verb: Option<Verb>,
    /// Further verbs any of which opens it too.
    pub or: &'static [Verb],
    /// The fields in which the form may bring files; none for most doors.
    pub files: &'static [&'static str],
    /// How long a given password is enough for its form; none if it is not asked for again.
    pub proved: Option<i64>,
    /// The handlers.
    pub methods: MethodRouter<Linli>,
}

impl Route {
    /// The verbs any of which opens it; none where nothing is to be asked.
    pub fn verbs(&self) -> impl Iterator<Item = Verb> + use<> {
        self.verb.into_iter().chain(self.or.iter().copied())
    }

    /// The same for a page that several duties open.
    fn or(mut self, verbs: &'static [Verb]) -> Self {
        self.or = verbs;
        self
    }

    /// The same for a form with files.
    fn with_files(mut self, files: &'static [&'static str]) -> Self {
        self.files = files;
        self
    }

    /// The same for what is sensitive: the password was given within this time.
    fn proved(mut self, within: i64) -> Self {
        self.proved = Some(within);
        self
    }
}

/// What residents photograph and record.
const SAID: &[&str] = &["photos", "recording"];
/// A work before and after it is done.
const WORK: &[&str] = &["before", "after"];

fn page(path: &'static str, verb: Verb, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Page, verb: Some(verb), or: &[], files: &[], proved: None, methods }
}

fn door(path: &'static str, verb: Option<Verb>, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Door, verb, or: &[], files: &[], proved: None, methods }
}

fn machine(path: &'static str, methods: MethodRouter<Linli>) -> Route {
    Route { path, kind: Kind::Machine, verb: None, or: &[], files: &[], proved: None, methods }
}

/// Every route of the site.
pub fn table() -> Vec<Route> {
    [
        open(),
        phone(),
        communities(),
        feedback(),
        polls(),
        ratings(),
        regions(),
        login(),
        desk(),
        repairs(),
        households(),
        office(),
        setup(),
        admin(),
        account(),
        machines(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every path's shape and whether it shows a page, the most literal first.
static SHAPES: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let mut shapes: Vec<_> = table().into_iter().map(|route| (route.path, route.kind == Kind::Page)).collect();
    // A literal part wins over a parameter, as in the router.
    shapes.sort_by_key(|(path, _)| path.matches('{').count());
    shapes
});

static VERBS: LazyLock<HashMap<&'static str, Verb>> =
    LazyLock::new(|| table().into_iter().filter_map(|route| Some((route.path, route.verb?))).collect());

/// What the policy is asked for a route, by its path in the table.
pub fn verb_of(path: &str) -> Option<Verb> {
    VERBS.get(path).copied()
}

/// True if the route that answers a path shows a page.
fn is_page(path: &str) -> bool {
    SHAPES.iter().find(|(pattern, _)| fits(pattern, path)).is_some_and(|(_, page)| *page)
}

/// True if a path is one of a pattern's.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(word), Some(part)) if word == part || (word.starts_with('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The nearest page above a door: by the shape of the table it is the one that holds its form.
/// None for what machines ask.
pub fn page_above(door: &str) -> Option<String> {
    if door.starts_with("/api/") {
        return None;
    }
    let mut path = door;
    while let Some((above, _)) = path.rsplit_once('/') {
        if is_page(above) {
            return Some(above.to_owned());
        }
        path = above;
    }
    Some("/".to_owned())
}

fn open() -> Vec<Route> {
    vec![
        page("/", Verb::View, get(pages::home::show)),
        page("/help", Verb::View, get(pages::help::show)),
        page("/permissions", Verb::View, get(pages::permissions::show)),
        page("/privacy", Verb::View, get(pages::privacy::show)),
        machine("/privacy.json", get(pages::privacy::machine)),
        page("/record", Verb::View, get(pages::record::show)),
        door("/prefs", None, post(actions::prefs::revise)),
    ]
}

fn phone() -> Vec<Route> {
    use Verb::{FollowFeedback, ReadOwn, VerifyPhone};
    vec![
        page("/phone", VerifyPhone, get(pages::phone::show).post(actions::phone::ask)),
        page("/phone/{id}", VerifyPhone, get(pages::phone::figures).post(actions::phone::verify)),
        door("/f/{secret}/follow", Some(FollowFeedback), post(actions::phone::follow)),
        page("/own", ReadOwn, get(pages::phone::own)),
        machine("/own/export", get(pages::phone::export)),
        door("/own/delete", Some(ReadOwn), post(actions::phone::delete)),
    ]
}

fn communities() -> Vec<Route> {
    vec![
        page("/c/{slug}", Verb::View, get(pages::community::show)),
        page("/c/{slug}/mine", Verb::RequestCorrection, get(pages::own_entry::show).post(actions::own_entry::ask)),
    ]
}

fn feedback() -> Vec<Route> {
    use actions::feedback as doors;
    use pages::feedback as seen;
    let own = Some(Verb::WithdrawFeedback);
    vec![
        page("/c/{slug}/feedback", Verb::RecordFeedback, get(seen::form::show).post(doors::send)).with_files(SAID),
        page("/c/{slug}/feedback/all", Verb::View, get(seen::list::show)),
        page(
            "/c/{slug}/feedback/similar/{draft}",
            Verb::RecordFeedback,
            get(seen::similar::show).post(doors::send_mine),
        ),
        page("/c/{slug}/feedback/{number}", Verb::View, get(seen::thread::show)),
        page("/c/{slug}/feedback/{number}/thanks", Verb::View, get(seen::thanks::show)),
        door("/c/{slug}/feedback/{number}/support", Some(Verb::SupportFeedback), post(doors::support)),
        page("/f/{secret}", Verb::View, get(seen::own::show)),
        page("/f/{secret}/receipt", Verb::View, get(seen::receipt::show)),
        door("/f/{secret}/lines", own, post(doors::add_line)),
        door("/f/{secret}/outcome", own, post(doors::say_outcome)),
        door("/f/{secret}/withdraw", own, post(doors::withdraw)),
    ]
}

fn polls() -> Vec<Route> {
    vec![
        page("/v", Verb::View, get(pages::code::show).post(actions::code::show)),
        door("/v/out", None, post(actions::code::end)),
        page("/v/phones", Verb::ManageDevices, get(pages::phones::show)),
        door("/v/phones/{phone}/in", Some(Verb::ManageDevices), post(actions::phones::let_in)),
        door("/v/phones/{phone}/out", Some(Verb::ManageDevices), post(actions::phones::put_out)),
        page("/c/{slug}/polls/{id}", Verb::View, get(pages::result::show)),
        page("/c/{slug}/polls/{id}/vote", Verb::CastBallot, get(pages::vote::show).post(actions::ballots::cast)),
        page("/c/{slug}/polls/{id}/receipt", Verb::ReadReceipt, get(pages::receipt::show)),
    ]
}

fn ratings() -> Vec<Route> {
    vec![
        page("/c/{slug}/works/{id}", Verb::View, get(pages::work::show)),
        page("/c/{slug}/rate", Verb::RateWork, get(pages::rate::list)),
        page("/c/{slug}/rate/{work}", Verb::RateWork, get(pages::rate::show).post(actions::ratings::rate))
            .with_files(SAID),
        door("/c/{slug}/rate/{work}/reason", Some(Verb::RateWork), post(actions::ratings::explain)).with_files(SAID),
        door("/c/{slug}/rate/{work}/repair", Some(Verb::ConfirmDefect), post(actions::ratings::confirm)),
    ]
}

fn regions() -> Vec<Route> {
    vec![page("/r/{code}", Verb::View, get(pages::regions::show))]
}

fn login() -> Vec<Route> {
    use actions::factors as doors;
    use pages::login::factors;
    let own = Some(Verb::OwnAccount);
    vec![
        page("/login", Verb::View, get(pages::login::show).post(actions::login::sign_in)),
        page("/login/slip", Verb::View, get(pages::login::slip).post(actions::login::slip)),
        page("/login/password", Verb::OwnAccount, get(pages::login::password).post(actions::login::password)),
        door("/login/out", None, post(actions::login::sign_out)),
        page("/login/second", Verb::View, get(factors::second).post(doors::second)),
        door("/login/second/options", None, post(doors::second_options)),
        door("/login/second/passkey", None, post(doors::second_passkey)),
        page("/login/factors", Verb::OwnAccount, get(factors::show)),
        door("/login/factors/start", own, post(doors::start)),
        page("/login/factors/app", Verb::OwnAccount, get(factors::app).post(doors::confirm)),
        door("/login/factors/options", own, post(doors::options)),
        door("/login/factors/passkey", own, post(doors::passkey)),
        door("/login/factors/recovery", own, post(doors::recovery)),
        door("/login/factors/remove", own, post(doors::remove)),
    ]
}

fn desk() -> Vec<Route> {
    vec![
        page("/desk", Verb::Moderate, get(pages::desk::show)),
        page("/desk/recent", Verb::Moderate, get(pages::desk::recent)),
        page("/desk/feedback/{id}", Verb::Moderate, get(pages::desk::one).post(actions::desk::act)),
        door("/desk/decisions/{id}/undo", Some(Verb::Moderate), post(actions::desk::undo)),
        page("/c/{slug}/log", Verb::View, get(pages::desk::log)),
        page("/desk/paper", Verb::EnterPaper, get(pages::desk::paper).post(actions::desk::find)),
        page("/desk/paper/{poll}/{household}", Verb::EnterPaper, get(pages::desk::enter).post(actions::desk::enter))
            .proved(PROVED_AT_DESK),
        page("/desk/paper/check", Verb::CheckPaper, get(pages::desk::check)),
        door("/desk/paper/check/{id}", Some(Verb::CheckPaper), post(actions::desk::confirm)).proved(PROVED_AT_DESK),
        door("/desk/paper/check/{id}/reject", Some(Verb::CheckPaper), post(actions::desk::reject))
            .proved(PROVED_AT_DESK),
        door("/desk/paper/check/{id}/withdraw", Some(Verb::EnterPaper), post(actions::desk::withdraw))
            .proved(PROVED_AT_DESK),
        page("/desk/doors", Verb::VisitDoors, get(pages::desk::door_list)),
        page("/desk/doors/{slug}", Verb::VisitDoors, get(pages::desk::doors)),
    ]
}

fn repairs() -> Vec<Route> {
    use actions::repairs as doors;
    use pages::repairs as seen;
    vec![
        page("/repairs", Verb::FixDefect, get(seen::show)),
        page("/repairs/check", Verb::InspectRepair, get(seen::check)),
        door("/repairs/{id}", Some(Verb::FixDefect), post(doors::fixed)),
        door("/repairs/check/{id}", Some(Verb::InspectRepair), post(doors::look)),
    ]
}

fn households() -> Vec<Route> {
    use actions::desk::household as doors;
    use pages::desk::household as seen;
    let assist = Some(Verb::AssistHousehold);
    vec![
        page("/desk/households", Verb::AssistHousehold, get(seen::list)),
        page("/desk/households/{slug}", Verb::AssistHousehold, get(seen::find)),
        page("/desk/households/{slug}/{household}", Verb::AssistHousehold, get(seen::show)),
        door("/desk/households/{slug}/{household}/lost", assist, post(doors::lost)).proved(PROVED_AT_DESK),
        door("/desk/households/{slug}/{household}/letter", assist, post(doors::letter)).proved(PROVED_AT_DESK),
        door("/desk/households/{slug}/{household}/owner", assist, post(doors::owner_seen)).proved(PROVED_AT_DESK),
        door("/desk/households/{slug}/{household}/owner/end", assist, post(doors::owner_unseen)).proved(PROVED_AT_DESK),
        door("/desk/households/{slug}/{household}/phones/{phone}/in", assist, post(doors::let_in))
            .proved(PROVED_AT_DESK),
        door("/desk/households/{slug}/{household}/phones/{phone}/out", assist, post(doors::put_out)),
    ]
}

fn office() -> Vec<Route> {
    vec![
        page("/office", Verb::ViewOffice, get(pages::office::show)),
        page("/office/{slug}", Verb::ViewOffice, get(pages::office::one)),
        door("/office/{slug}/feedback/{serial}/answer", Some(Verb::AnswerFeedback), post(actions::office::answer)),
        door("/office/{slug}/defects/{id}", Some(Verb::ManageDefects), post(actions::office::revise_defect)),
    ]
}

fn setup() -> Vec<Route> {
    use Verb::{ManageCommunity, ManagePhases, ManagePoll, ManageRoll, ManageWorks, PrintLetters, ReviseHousehold};
    use actions::setup as doors;
    use pages::setup as sheets;
    vec![
        page("/setup", ManageCommunity, get(sheets::list::show)).or(&SETUP),
        page("/setup/new", ManageCommunity, get(sheets::new::show).post(doors::make)),
        page("/setup/{slug}", ManageCommunity, get(sheets::checklist::show)).or(&SETUP),
        page("/setup/{slug}/edit", ManageCommunity, get(sheets::edit::show).post(doors::revise)),
        door("/setup/{slug}/close", Some(ManageCommunity), post(doors::close)).proved(PROVED),
        door("/setup/{slug}/reopen", Some(ManageCommunity), post(doors::reopen)).proved(PROVED),
        page("/setup/{slug}/stage", ManageCommunity, get(sheets::stage::show).post(doors::stage)),
        door("/setup/{slug}/settings", Some(ManageCommunity), post(doors::settings)),
        page("/setup/{slug}/roll", ManageRoll, get(sheets::roll::show).post(doors::roll::stage)).with_files(&["file"]),
        machine("/setup/{slug}/roll/sample", get(sheets::roll::sample)),
        page("/setup/{slug}/roll/{draft}", ManageRoll, get(sheets::roll::change).post(doors::roll::confirm))
            .proved(PROVED),
        door("/setup/{slug}/roll/{draft}/columns", Some(ManageRoll), post(doors::roll::columns)),
        door("/setup/{slug}/roll/{draft}/undo", Some(ManageRoll), post(doors::roll::undo)).proved(PROVED),
        page("/setup/{slug}/households", ReviseHousehold, get(sheets::households::show).post(doors::entries::search)),
        page(
            "/setup/{slug}/households/{id}",
            ReviseHousehold,
            get(sheets::household::show).post(doors::entries::revise),
        ),
        door("/setup/{slug}/households/{id}/sold", Some(ReviseHousehold), post(doors::entries::sell)).proved(PROVED),
        page("/setup/{slug}/corrections", ReviseHousehold, get(sheets::corrections::show)),
        door("/setup/{slug}/corrections/{id}/refuse", Some(ReviseHousehold), post(doors::entries::refuse)),
        page("/setup/{slug}/buildings", ManageRoll, get(sheets::buildings::show).post(doors::entries::rename))
            .proved(PROVED),
        page("/setup/{slug}/merge", ManageRoll, get(sheets::merge::show).post(doors::entries::merge)).proved(PROVED),
        page("/setup/{slug}/works", ManageWorks, get(sheets::works::show).post(doors::works::record)).with_files(WORK),
        page("/setup/{slug}/works/new", ManageWorks, get(sheets::works::add)),
        page("/setup/{slug}/works/{id}", ManageWorks, get(sheets::works::edit).post(doors::works::revise))
            .with_files(WORK),
        door("/setup/{slug}/works/{id}/remove", Some(ManageWorks), post(doors::works::remove)),
        page("/setup/{slug}/funding", ManageWorks, get(sheets::funding::show).post(doors::funding)),
        page("/setup/{slug}/phases", ManagePhases, get(sheets::phases::show).post(doors::phases)),
        page("/setup/{slug}/polls", ManagePoll, get(sheets::polls::show).post(doors::polls::record)),
        page("/setup/{slug}/polls/new", ManagePoll, get(sheets::polls::add)),
        page("/setup/{slug}/polls/{id}", ManagePoll, get(sheets::polls::one).post(doors::polls::revise)),
        page("/setup/{slug}/polls/{id}/edit", ManagePoll, get(sheets::polls::edit)),
        door("/setup/{slug}/polls/{id}/open", Some(ManagePoll), post(doors::polls::open)),
        door("/setup/{slug}/polls/{id}/cancel", Some(ManagePoll), post(doors::polls::cancel)),
        page("/setup/{slug}/letters", PrintLetters, get(sheets::letters::show).post(doors::letters::print))
            .proved(PROVED),
        page("/setup/{slug}/poster", PrintLetters, get(sheets::poster::show)),
    ]
}

fn admin() -> Vec<Route> {
    use Verb::{ManageInstance, ManageStaff, ViewAudit};
    use actions::admin as doors;
    use pages::admin as sheets;
    vec![
        page("/admin", ManageStaff, get(sheets::show)),
        page("/admin/staff/new", ManageStaff, get(sheets::new).post(doors::create)).proved(PROVED),
        page("/admin/staff/{id}", ManageStaff, get(sheets::one)),
        door("/admin/staff/{id}/grant", Some(ManageStaff), post(doors::grant)).proved(PROVED),
        door("/admin/staff/{id}/revoke", Some(ManageStaff), post(doors::revoke)).proved(PROVED),
        door("/admin/staff/{id}/active", Some(ManageStaff), post(doors::revise_active)).proved(PROVED),
        door("/admin/staff/{id}/slip", Some(ManageStaff), post(doors::slip)).proved(PROVED),
        door("/admin/staff/{id}/factors", Some(ManageStaff), post(doors::factors)).proved(PROVED),
        door("/admin/staff/{id}/leave", Some(ManageStaff), post(doors::leave)).proved(PROVED),
        door("/admin/staff/{id}/sessions", Some(ManageStaff), post(doors::end_sessions)),
        page("/admin/instance", ManageInstance, get(sheets::instance).post(doors::instance)),
        page("/admin/audit", ViewAudit, get(pages::audit::show)),
        door("/admin/audit/export", Some(ViewAudit), post(actions::audit::export)),
    ]
}

fn account() -> Vec<Route> {
    use actions::account as doors;
    vec![
        page("/account", Verb::OwnAccount, get(pages::account::show)),
        door("/account/duty", Some(Verb::OwnAccount), post(doors::work_as)),
        door("/account/sessions", Some(Verb::OwnAccount), post(doors::end_session)),
    ]
}

fn machines() -> Vec<Route> {
    vec![
        machine("/assets/{name}", get(assets::show)),
        machine("/p/{id}", get(uploads::show)),
        machine("/api/ask/{*question}", post(ask::answer)),
        machine("/healthz", get(health::alive)),
        machine("/readyz", get(health::ready)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_door_has_a_page_above_it() {
        let shown = |door: &str| page_above(door).unwrap();
        assert_eq!(shown("/prefs"), "/");
        assert_eq!(shown("/c/yangguang/rate/1/reason"), "/c/yangguang/rate/1");
        assert_eq!(shown("/f/ab/lines"), "/f/ab");
        assert_eq!(shown("/office/yangguang/feedback/4/answer"), "/office/yangguang");
        assert_eq!(shown("/desk/paper/check/7/reject"), "/desk/paper/check");
        assert_eq!(shown("/v/out"), "/v");
        for route in table().into_iter().filter(|route| route.kind == Kind::Door) {
            let page = page_above(route.path).unwrap();
            assert!(is_page(&page), "{} leads to {page}", route.path);
        }
    }
}
