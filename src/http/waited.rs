//! What becomes of files that waited on the server once their form came again.
//!
//! For: [`settle`], around every door with files: once such a form is done its files are thrown away, and the
//! same form sent once more is led to where it led first, past its door, which would take it for another
//! one without files. A form that comes back with a sentence keeps them.
//! Must not know: what the form is; where files lie.
//! To add: nothing for a new door.

use crate::domain::problem::Problem;
use crate::http::answer::see_other;
use crate::service::{Fail, Linli, held};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use parking_lot::Mutex;
use std::sync::Arc;
use uuid::Uuid;

/// What the reader of a form notes for [`settle`].
#[derive(Clone, Debug, Default)]
pub struct Took(Arc<Mutex<Noted>>);

#[derive(Clone, Debug, Default)]
enum Noted {
    /// Nothing was held for it.
    #[default]
    Nothing,
    /// It has the files held under this number.
    Files(Uuid),
    /// It was sent before and led here.
    Led(String),
}

impl Took {
    /// The form has the files held under this number.
    pub fn files(&self, id: Uuid) {
        *self.0.lock() = Noted::Files(id);
    }

    /// The form was sent before: its door is not asked, and this failure is never seen.
    pub fn led(&self, to: String) -> Fail {
        *self.0.lock() = Noted::Led(to);
        Fail::from(Problem::ChangedMeanwhile)
    }
}

/// Around a door with files.
pub async fn settle(State(app): State<Linli>, mut request: Request, next: Next) -> Response {
    let took = Took::default();
    request.extensions_mut().insert(took.clone());
    let response = next.run(request).await;
    let noted = took.0.lock().clone();
    match noted {
        Noted::Nothing => response,
        Noted::Led(to) => see_other(&to),
        Noted::Files(id) => {
            let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            if let Some(to) = to.filter(|_| response.status() == StatusCode::SEE_OTHER) {
                held::sent(&app, id, to).await;
            }
            response
        }
    }
}
