//! Accounts and the instance.
//!
//! For: `/admin`, `/admin/staff/…`, `/admin/instance`.
//! Must not know: who may do what; the service says.
//! To add: see `pages`.

use crate::components::field::{Field, general, line, select};
use crate::components::{Frame, Look, icon};
use crate::domain::ids::StaffId;
use crate::domain::policy::{Caller, Role};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::locales::{account as own_words, factors, staff as words};
use crate::i18n::{Lang, dates};
use crate::pages::account::{duty_words as place_words, sessions_card};
use crate::pages::login::asked;
use crate::pages::setup::tick;
use crate::service::instance::Instance;
use crate::service::staff::{Account, Held, NewAccount, Slipped, accounts, own};
use crate::service::{Linli, Outcome, audit, instance as instances, sessions};
use crate::store::sessions::Session;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// The frame of a page for administrators, with the ways to their other places of work.
///
/// # Errors
/// The store did not answer.
pub async fn admin_frame(app: &Linli, visitor: &Visitor) -> Outcome<Frame> {
    let caller = sessions::caller(app, visitor).await?;
    let frame = super::staff_frame(app, visitor).await?;
    let links = super::office::side(frame.lang, &caller, 0, None);
    Ok(frame.side(links))
}

/// `/admin`: the accounts, and the way to the rest.
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let all = accounts::list(&app, &caller).await?;
    let frame = admin_frame(&app, &visitor).await?;
    let lang = frame.lang;
    let rows = all.iter().map(|account| account_row(lang, account)).collect_view();
    let page = view! {
        <h1>{words::accounts(lang)}</h1>
        <ul class="list card">{rows}</ul>
        <a class="btn wide" href="/admin/staff/new">{words::new_account(lang)}</a>
    };
    let title = words::to_admin(lang);
    Ok(html(StatusCode::OK, frame.under("/login", title).document(title, page)))
}

fn account_row(lang: Lang, account: &Account) -> impl IntoView + use<> {
    let to = format!("/admin/staff/{}", account.staff.id);
    let duties: Vec<String> = account.held.iter().map(|held| place_words(lang, held)).collect();
    let head = format!("{} · {}", account.staff.name, account.staff.login);
    view! {
        <li>
            <a href=to>
                {icon("people")}
                <strong>{head}</strong>
                <small>{duties.join(lang.pick("；", "; "))}</small>
                {marks(lang, account)}
            </a>
        </li>
    }
}

fn marks(lang: Lang, account: &Account) -> impl IntoView + use<> {
    let locked = (!account.staff.active).then(|| words::locked(lang));
    let empty = account.staff.password_hash.is_empty().then(|| words::no_password(lang));
    let marks: Vec<&str> = locked.into_iter().chain(empty).collect();
    (!marks.is_empty()).then(|| {
        view! { <small>{marks.into_iter().map(|text| view! { <span class="pill amber">{text}</span>" " }).collect_view()}</small> }
    })
}

/// `/admin/staff/new`
pub async fn new(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    accounts::list(&app, &caller).await?;
    let frame = admin_frame(&app, &visitor).await?;
    let new = NewAccount { role: Role::Committee.to_string(), ..NewAccount::default() };
    Ok(html(StatusCode::OK, new_form(&frame, &new, &FieldProblems::new())))
}

fn duty_fields(lang: Lang, new: &NewAccount, problems: &FieldProblems) -> impl IntoView + use<> {
    let roles = Role::ALL.iter().map(|role| (role.to_string(), words::role(lang, *role).to_owned())).collect();
    let role = Field::new("role", words::duty(lang), &new.role).check(lang, problems);
    let place = Field::new("place", words::place(lang), &new.place).hint(words::place_hint(lang)).check(lang, problems);
    let everywhere = tick("everywhere", "yes", words::everywhere_tick(lang).to_owned(), new.everywhere);
    view! { {select(role, roles)}{line(place)}{everywhere} }
}

/// The form of a new account.
pub fn new_form(frame: &Frame, new: &NewAccount, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let login = Field::new("login", words::login(lang), &new.login).check(lang, problems);
    let name = Field::new("name", words::name(lang), &new.name).check(lang, problems);
    let page = view! {
        <h1>{words::new_account(lang)}</h1>
        {general(lang, problems)}
        <form method="post" action="/admin/staff/new">
            {frame.token_field()}
            <div class="card">
                {line(name)}
                {line(login)}
                {duty_fields(lang, new, problems)}
            </div>
            <div class="bar">
                <button class="btn wide">{words::make_account(lang)}</button>
                <p class="small muted">{words::then_slip(lang)}</p>
            </div>
        </form>
    };
    frame.clone().under("/admin", words::accounts(lang)).document(words::new_account(lang), page)
}

/// `/admin/staff/{id}`
pub async fn one(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = StaffId::parse(&id).ok_or(Problem::NotFound)?;
    let account = accounts::find(&app, &caller, id).await?;
    let frame = admin_frame(&app, &visitor).await?;
    let new = NewAccount { role: Role::Committee.to_string(), ..NewAccount::default() };
    let once = app.random.id(app.now()).to_string();
    let signed_in = own::sessions_of(&app, &caller, id).await?;
    let own = matches!(caller, Caller::Staff { id: me, .. } if me == id);
    if !own && !signed_in.is_empty() {
        let (by, object) = (sessions::by(&caller, &visitor), format!("staff {}", account.staff.login));
        audit::viewed(&app, &by, None, object, format!("sessions {}", signed_in.len())).await?;
    }
    let document = one_page(&frame, &caller, &account, (&new, &once, &signed_in), &FieldProblems::new());
    Ok(html(StatusCode::OK, document))
}

/// One account; `new` is the duty being added, `once` the key of the slip that could be printed.
pub fn one_page(
    frame: &Frame,
    caller: &Caller,
    account: &Account,
    (new, once, signed_in): (&NewAccount, &str, &[Session]),
    problems: &FieldProblems,
) -> String {
    let lang = frame.lang;
    let own = matches!(caller, Caller::Staff { id, .. } if *id == account.staff.id);
    let title = format!("{} · {}", account.staff.name, account.staff.login);
    let base = format!("/admin/staff/{}", account.staff.id);
    let none = account.held.is_empty();
    let duties = account.held.iter().map(|held| duty(frame, &base, held, own)).collect_view();
    let change = if own {
        view! { <p class="banner info">{words::own_account(lang)}</p> }.into_any()
    } else {
        changes(frame, &base, account, (new, once), problems).into_any()
    };
    let door = format!("{base}/sessions");
    let sessions = (!own).then(|| sessions_card(frame, own_words::sessions_of(lang), signed_in, None, &door));
    let page = view! {
        <h1>{title.clone()}</h1>
        <p>{marks(lang, account)}</p>
        {general(lang, problems)}
        <section class="card stack">
            <h2>{words::duties(lang)}</h2>
            {none.then(|| view! { <p>{words::no_duties(lang)}</p> })}
            {duties}
        </section>
        {change}
        {sessions}
    };
    frame.clone().under("/admin", words::accounts(lang)).document(&title, page)
}

fn duty(frame: &Frame, base: &str, held: &Held, own: bool) -> impl IntoView + use<> {
    let lang = frame.lang;
    let action = format!("{base}/revoke");
    let (role, key) = (held.grant.role.as_str(), held.key.clone());
    let form = (!own).then(|| {
        view! {
            <form method="post" action=action>
                {frame.token_field()}
                <input type="hidden" name="role" value=role/>
                <input type="hidden" name="place" value=key/>
                <button class="btn soft">{words::take_away(lang)}</button>
            </form>
        }
    });
    view! { <div class="row"><span>{place_words(lang, held)}</span>{form}</div> }
}

fn changes(
    frame: &Frame,
    base: &str,
    account: &Account,
    (new, once): (&NewAccount, &str),
    problems: &FieldProblems,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let active = account.staff.active;
    let print =
        if account.staff.password_hash.is_empty() { words::print_welcome(lang) } else { words::print_slip(lang) };
    let (lock, value) = if active { (words::lock(lang), "no") } else { (words::unlock(lang), "yes") };
    view! {
        <form class="card stack" method="post" action=format!("{base}/grant")>
            {frame.token_field()}
            <h2>{words::add_duty(lang)}</h2>
            {duty_fields(lang, new, problems)}
            <button class="btn line wide">{words::add_duty(lang)}</button>
        </form>
        {active.then(|| view! {
            <form class="card stack" method="post" action=format!("{base}/slip")>
                {frame.token_field()}
                <input type="hidden" name="once" value=once.to_owned()/>
                <button class="btn wide">{print}</button>
                <p class="small muted">{words::slip_note(lang)}</p>
            </form>
        })}
        {active.then(|| view! {
            <form class="card stack" method="post" action=format!("{base}/leave")>
                {frame.token_field()}
                <h2>{own_words::leaves(lang)}</h2>
                <p class="small muted">{own_words::leaves_note(lang)}</p>
                {line(Field::new("successor", own_words::successor(lang), "").check(lang, problems))}
                <button class="btn danger wide">{own_words::leave(lang)}</button>
            </form>
        })}
        <form class="card stack" method="post" action=format!("{base}/factors")>
            {frame.token_field()}
            <button class="btn line wide">{factors::take_all(lang)}</button>
            <p class="small muted">{factors::take_all_note(lang)}</p>
        </form>
        <form class="stack" method="post" action=format!("{base}/active")>
            {frame.token_field()}
            <button class="btn danger wide" name="active" value=value>{lock}</button>
        </form>
    }
}

/// The printed slip. Its code is nowhere stored, so this page is shown once.
pub fn slip_page(frame: &Frame, slip: &Slipped, url: &str) -> String {
    let lang = frame.lang;
    let at = format!("{url}/login/slip");
    let until = dates::minute(lang, slip.expires);
    let first = slip.staff.password_hash.is_empty();
    let person = format!("/admin/staff/{}", slip.staff.id);
    let head = if first { own_words::invitation(lang) } else { words::slip_head(lang) };
    let page = view! {
        <h1 class="vh noprint">{head}</h1>
        <p class="banner noprint">{words::slip_keep(lang)}</p>
        <section class="letters">
            <article class="letter slip">
                <h2>{head}</h2>
                <p><strong>{words::slip_for(lang, &slip.staff.name, &slip.staff.login)}</strong></p>
                <ol>
                    <li>{words::slip_step_1(lang, &at)}</li>
                    <li>{words::slip_step_2(lang)}</li>
                </ol>
                <p class="code">{slip.code.clone()}</p>
                <p class="small">{words::slip_until(lang, &until)}</p>
            </article>
        </section>
        <p class="noprint"><a href=person.clone()>{words::to_person(lang, &slip.staff.name)}</a></p>
    };
    frame.clone().side(Vec::new()).look(Look::Paper).under(&person, &slip.staff.name).document(head, page)
}

/// `/admin/instance`
pub async fn instance(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let now = instances::find_for(&app, &caller).await?;
    let frame = admin_frame(&app, &visitor).await?;
    let saved = asked(&visitor, "done") == "saved";
    Ok(html(StatusCode::OK, instance_form(&frame, &now, saved, &FieldProblems::new())))
}

/// The form of what the foot of every page says.
pub fn instance_form(frame: &Frame, now: &Instance, saved: bool, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let field = |name, label: &str, value: &str| Field::new(name, label, value).check(lang, problems);
    let complaint = field("complaint", words::complaint(lang), &now.complaint).hint(words::complaint_hint(lang));
    let recognised = field("recognised", words::recognised(lang), &now.recognised).hint(words::recognised_hint(lang));
    let page = view! {
        <h1>{words::instance_title(lang)}</h1>
        {saved.then(|| view! { <p class="banner good" role="status">{words::saved(lang)}</p> })}
        {general(lang, problems)}
        <form method="post" action="/admin/instance">
            {frame.token_field()}
            <div class="card">
                {line(field("operator", words::operator(lang), &now.operator))}
                {line(field("help_phone", words::help_phone(lang), &now.help_phone))}
                {line(field("filing", words::filing(lang), &now.filing))}
                {line(complaint)}
                {line(recognised)}
                {tick("second_factor", "yes", factors::required_tick(lang).to_owned(), now.second_factor)}
                <p class="small muted">{factors::required_note(lang)}</p>
            </div>
            <div class="bar"><button class="btn wide">{words::save(lang)}</button></div>
        </form>
    };
    frame.clone().under("/login", words::to_account(lang)).document(words::instance_title(lang), page)
}
