//! The part of the table for residents: places, feedback, polls, ratings, phones.
//!
//! For: [`super::table`].
//! Must not know: what a handler does.
//! To add: a line in the group it belongs to.

use super::{Route, SAID, door, machine, page};
use crate::actions;
use crate::domain::phase::Verb;
use crate::pages;
use axum::routing::{get, post};

/// All of them.
pub fn all() -> Vec<Route> {
    [open(), phone(), communities(), feedback(), polls(), ratings(), regions()].into_iter().flatten().collect()
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
        page("/own", ReadOwn, get(pages::own::show)),
        machine("/own/export", get(pages::own::export::show)).asking(ReadOwn),
        door("/own/delete", Some(ReadOwn), post(actions::own::delete)),
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
        machine("/f/{secret}/export", get(seen::export::show)).asking(Verb::View),
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
