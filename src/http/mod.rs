//! The web server: the router on one screen and what surrounds it.
//!
//! For: [`router`], which turns the one table of routes into a service with its walls
//! (origin check, headers, limits, panics caught) around it; [`serve`].
//! Must not know: rules, SQL, sentences.
//! To add: a route is a line in `routes`; a wall is a layer here.

#![expect(clippy::missing_errors_doc, reason = "handlers fail with Fail, as the service they call says")]

pub mod address;
pub mod answer;
pub mod arriving;
pub mod ask;
pub mod assets;
pub mod cache;
pub mod cookies;
pub mod fields;
pub mod health;
pub mod origin;
pub mod pack;
pub mod problem;
pub mod routes;
pub mod serve;
pub mod slow;
pub mod uploads;
pub mod visitor;
pub mod waited;

use crate::http::arriving::Files;
use crate::http::fields::Proved;
use crate::service::Linli;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;

/// Largest request, of a form that brings files: a few phone photos.
pub const MOST_BODY: usize = 48 << 20;

/// The whole site as a service.
pub fn router(app: &Linli) -> Router {
    let mut router = Router::new();
    for route in routes::table() {
        #[expect(clippy::disallowed_methods, reason = "the one place that turns the table into a router")]
        {
            let methods = match route.files {
                [] => route.methods,
                fields => {
                    let files = Extension(Files { fields, held: route.held });
                    let reading: MethodRouter<Linli> = route.methods.layer(files);
                    reading.layer(from_fn_with_state(app.clone(), waited::settle))
                }
            };
            let methods = match route.proved {
                Some(within) => methods.layer(Extension(Proved(within))),
                None => methods,
            };
            router = router.route(route.path, methods);
        }
    }
    router
        .fallback(answer::not_found)
        .layer(from_fn_with_state(app.clone(), origin::check))
        // Within what gives failures their words, so that a panic gets some too.
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn_with_state(app.clone(), answer::dress))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .with_state(app.clone())
}
