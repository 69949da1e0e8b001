//! The part of the table for staff: signing in, desk, office, setting up, administration.
//!
//! For: [`super::table`].
//! Must not know: what a handler does.
//! To add: a line in the group it belongs to; what is sensitive is `proved`.

use super::{Route, WORK, door, machine, page};
use crate::actions;
use crate::domain::phase::Verb;
use crate::pages;
use crate::service::communities::SETUP;
use crate::service::sessions::{PROVED, PROVED_AT_DESK};
use axum::routing::{get, post};

/// All of them.
pub fn all() -> Vec<Route> {
    [login(), desk(), repairs(), households(), office(), setup(), admin(), account()].into_iter().flatten().collect()
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
        door("/login/factors/start", own, post(doors::start)).proved(PROVED),
        page("/login/factors/app", Verb::OwnAccount, get(factors::app).post(doors::confirm)).proved(PROVED),
        door("/login/factors/options", own, post(doors::options)).proved(PROVED),
        door("/login/factors/passkey", own, post(doors::passkey)).proved(PROVED),
        // These two ask for the password in their own form, however lately it was given.
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
        door("/setup/{slug}/settings", Some(ManageCommunity), post(doors::settings)).proved(PROVED),
        page("/setup/{slug}/roll", ManageRoll, get(sheets::roll::show).post(doors::roll::stage))
            .with_files(&["file"])
            .never_held(),
        machine("/setup/{slug}/roll/sample", get(sheets::roll::sample)),
        page("/setup/{slug}/roll/{draft}", ManageRoll, get(sheets::roll::change).post(doors::roll::confirm))
            .proved(PROVED),
        page("/setup/{slug}/roll/{draft}/columns", ManageRoll, get(sheets::columns::show).post(doors::roll::columns))
            .with_files(&["file"])
            .never_held(),
        door("/setup/{slug}/roll/{draft}/discard", Some(ManageRoll), post(doors::roll::discard)),
        door("/setup/{slug}/roll/{draft}/undo", Some(ManageRoll), post(doors::roll::undo)).proved(PROVED),
        page("/setup/{slug}/households", ReviseHousehold, get(sheets::households::show).post(doors::entries::search)),
        page(
            "/setup/{slug}/households/{id}",
            ReviseHousehold,
            get(sheets::household::show).post(doors::entries::revise),
        )
        .proved(PROVED),
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
        door("/setup/{slug}/polls/{id}/open", Some(ManagePoll), post(doors::polls::open)).proved(PROVED),
        door("/setup/{slug}/polls/{id}/cancel", Some(ManagePoll), post(doors::polls::cancel)).proved(PROVED),
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
        door("/admin/staff/{id}/sessions", Some(ManageStaff), post(doors::end_sessions)).proved(PROVED),
        page("/admin/instance", ManageInstance, get(sheets::instance).post(doors::instance)).proved(PROVED),
        page("/admin/audit", ViewAudit, get(pages::audit::show)),
        door("/admin/audit/export", Some(ViewAudit), post(actions::audit::export)).proved(PROVED),
    ]
}

fn account() -> Vec<Route> {
    use actions::account as doors;
    vec![
        page("/account", Verb::OwnAccount, get(pages::account::show)),
        door("/account/duty", Some(Verb::OwnAccount), post(doors::work_as)),
        door("/account/sessions", Some(Verb::OwnAccount), post(doors::end_session)).proved(PROVED),
    ]
}
