//! The page that says why something did not work and what works instead.
//!
//! For: failures without a form to go back to.
//! Must not know: which handler failed.
//! To add: a further way out belongs to the problem's sentence.

use crate::components::Frame;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::origin::is_for_staff;
use crate::http::routes::page_above;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{account, problems};
use crate::service::instance::Instance;
use leptos::prelude::*;

crate::messages! {
    nowhere { "没有这一页", "There is no such page" }
    title { "没办成", "That did not work" }
    home { "回到首页", "To the first page" }
    sign_in { "去登录", "Sign in" }
    open_form { "打开表单", "Open the form" }
    show_phone { "验证手机号", "Show a phone number" }
    enter_code { "填参与码", "Enter the code" }
}

/// The page of a failure.
pub fn show(visitor: &Visitor, instance: Instance, fields: &FieldProblems) -> String {
    let lang = visitor.lang;
    let sends = instance.sends;
    let frame = Frame::new(visitor, instance);
    let sentences: Vec<String> = fields.iter().map(|(_, problem)| problems::sentence(lang, problem)).collect();
    let next = match fields.first().map(|(_, problem)| problem) {
        Some(Problem::SignInFirst) => Some((format!("/login?next={}", visitor.path), sign_in(lang))),
        Some(Problem::NotAllowed) if is_for_staff(&visitor.path) => {
            Some(("/account".to_owned(), account::to_account(lang)))
        }
        Some(Problem::WhoseData) => Some(("/v?next=/own".to_owned(), enter_code(lang))),
        Some(Problem::PhoneNeeded) if sends => Some((format!("/phone?next={}", visitor.path), show_phone(lang))),
        Some(Problem::CodeNeeded | Problem::OwnerNeeded | Problem::TooMuchFeedback | Problem::TooManySupports) => {
            Some(("/v".to_owned(), enter_code(lang)))
        }
        // Its own address where it has a page, else the one that holds the form.
        Some(Problem::OtherSite) => page_above(&format!("{}/", visitor.path)).map(|to| (to, open_form(lang))),
        _ => None,
    };
    let by_phone = sends && matches!(fields.first(), Some((_, Problem::WhoseData)));
    let missing = matches!(fields.first(), Some((_, Problem::NotFound)));
    let title = if missing { nowhere(lang) } else { title(lang) };
    frame.document(
        title,
        view! {
            <h1>{title}</h1>
            <div class="card stack">
                {sentences.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                {next.map(|(to, text)| view! { <a class="btn wide" href=to>{text}</a> })}
                {by_phone.then(|| view! { <a class="btn line wide" href="/phone?next=/own">{show_phone(lang)}</a> })}
                <a class="btn line wide" href="/">{home(lang)}</a>
            </div>
        },
    )
}
