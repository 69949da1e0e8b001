//! Doors of staff accounts and the instance.

use crate::domain::ids::StaffId;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, done, html, refused};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::admin::{admin_frame, instance_form, new_form, one_page, slip_page};
use crate::service::instance::{self, Instance};
use crate::service::staff::{NewAccount, accounts, factors, leaving, own, slips};
use crate::service::{Fail, Linli, sessions};
use axum::extract::{Path, State};
use axum::http::StatusCode;

fn typed(fields: &Fields) -> NewAccount {
    let sent = |name: &str| fields.text(name).to_owned();
    let everywhere = fields.text("everywhere") == "yes";
    NewAccount { login: sent("login"), name: sent("name"), role: sent("role"), place: sent("place"), everywhere }
}

fn id_of(text: &str) -> Result<StaffId, Fail> {
    Ok(StaffId::parse(text).ok_or(Problem::NotFound)?)
}

/// `POST /admin/staff/new`
pub async fn create(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let new = typed(&fields);
    match accounts::create(&app, &caller, &visitor, &new).await {
        Ok(id) => Ok(done(&visitor, &format!("/admin/staff/{id}"))),
        Err(Fail::Fields(problems)) => {
            accounts::list(&app, &caller).await?;
            let frame = admin_frame(&app, &visitor).await?;
            Ok(refused(&visitor, &problems, || new_form(&frame, &new, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// The account's page again, with what is wrong.
async fn again(app: &Linli, visitor: &Visitor, id: StaffId, new: &NewAccount, problems: &FieldProblems) -> Answer {
    let caller = sessions::caller(app, visitor).await?;
    let account = accounts::find(app, &caller, id).await?;
    let frame = admin_frame(app, visitor).await?;
    let signed_in = own::sessions_of(app, &caller, id).await?;
    let once = app.random.id(app.now()).to_string();
    Ok(refused(visitor, problems, || one_page(&frame, &caller, &account, (new, &once, &signed_in), problems)))
}

async fn answered(app: &Linli, visitor: &Visitor, id: StaffId, new: &NewAccount, result: Result<(), Fail>) -> Answer {
    match result {
        Ok(()) => Ok(done(visitor, &format!("/admin/staff/{id}"))),
        Err(Fail::Fields(problems)) => again(app, visitor, id, new, &problems).await,
        Err(other) => Err(other),
    }
}

/// `POST /admin/staff/{id}/grant`
pub async fn grant(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let (id, new) = (id_of(&id)?, typed(&fields));
    let result = accounts::grant(&app, &caller, &visitor, id, &new).await;
    answered(&app, &visitor, id, &new, result).await
}

/// `POST /admin/staff/{id}/revoke`
pub async fn revoke(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = id_of(&id)?;
    accounts::revoke(&app, &caller, &visitor, id, fields.text("role"), fields.text("place")).await?;
    // Without any duty left the account may be out of a regional administrator's reach.
    let next = match accounts::find(&app, &caller, id).await {
        Ok(_) => format!("/admin/staff/{id}"),
        Err(_) => "/admin".to_owned(),
    };
    Ok(done(&visitor, &next))
}

/// `POST /admin/staff/{id}/active`: locks or unlocks.
pub async fn revise_active(
    State(app): State<Linli>,
    visitor: Visitor,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = id_of(&id)?;
    let result = accounts::revise_active(&app, &caller, &visitor, id, fields.text("active") == "yes").await;
    answered(&app, &visitor, id, &typed(&fields), result).await
}

/// `POST /admin/staff/{id}/slip`: answers with the page to print, since its code is shown once.
pub async fn slip(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = id_of(&id)?;
    match slips::make(&app, &caller, &visitor, id, fields.text("once")).await {
        Ok(slip) => {
            let frame = admin_frame(&app, &visitor).await?;
            Ok(html(StatusCode::OK, slip_page(&frame, &slip, &app.config.url)))
        }
        Err(Fail::Fields(problems)) => again(&app, &visitor, id, &typed(&fields), &problems).await,
        Err(other) => Err(other),
    }
}

/// `POST /admin/staff/{id}/factors`: takes lost factors away.
pub async fn factors(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = id_of(&id)?;
    let result = factors::take_away(&app, &caller, &visitor, id).await;
    answered(&app, &visitor, id, &typed(&fields), result).await
}

/// `POST /admin/instance`
pub async fn instance(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let sent = |name: &str| fields.text(name).to_owned();
    let new = Instance {
        operator: sent("operator"),
        help_phone: sent("help_phone"),
        filing: sent("filing"),
        complaint: sent("complaint"),
        recognised: sent("recognised"),
        second_factor: fields.text("second_factor") == "yes",
        ..Instance::default()
    };
    match instance::revise(&app, &sessions::by(&caller, &visitor), &caller, &new).await {
        Ok(()) => Ok(done(&visitor, "/admin/instance?done=saved")),
        Err(Fail::Fields(problems)) if problems.iter().all(|(field, _)| !field.is_empty()) => {
            let frame = admin_frame(&app, &visitor).await?;
            Ok(refused(&visitor, &problems, || instance_form(&frame, &new, false, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /admin/staff/{id}/sessions`: ends one session of a colleague, or all.
pub async fn end_sessions(
    State(app): State<Linli>,
    visitor: Visitor,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = id_of(&id)?;
    own::end_of(&app, &caller, &visitor, id, super::account::which(&fields)?).await?;
    Ok(done(&visitor, &format!("/admin/staff/{id}")))
}

/// `POST /admin/staff/{id}/leave`: a colleague leaves; the duties may go to another.
pub async fn leave(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = id_of(&id)?;
    match leaving::leave(&app, &caller, &visitor, id, fields.text("successor")).await {
        // Without any duty the account may be out of a regional administrator's reach.
        Ok(()) => Ok(done(&visitor, "/admin")),
        Err(Fail::Fields(problems)) => again(&app, &visitor, id, &typed(&fields), &problems).await,
        Err(other) => Err(other),
    }
}
