//! The page that says why something did not work and what works instead.
//!
//! For: failures without a form to go back to; the confirming page of an unproven form.
//! Must not know: which handler failed.
//! To add: a further way out belongs to the problem's sentence.

use crate::components::Frame;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::origin;
use crate::http::visitor::Visitor;
use crate::i18n::locales::{frame as words, problems};
use crate::service::Linli;
use crate::service::instance::Instance;
use leptos::prelude::*;

crate::messages! {
    title { "没办成", "That did not work" }
    home { "回到首页", "To the first page" }
    sign_in { "去登录", "Sign in" }
    enter_code { "填参与码", "Enter the code" }
    confirm_title { "请再确认一次", "Please confirm once more" }
    confirm_text { "您的浏览器没有说明这个表单从哪里来。看一眼，没错就点下面。", "Your browser did not say where this form came from. If it was you, tap below." }
    confirm_send { "是我填的，发送", "It was me, send it" }
}

/// The page of a failure.
pub fn show(visitor: &Visitor, instance: Instance, fields: &FieldProblems) -> String {
    let lang = visitor.lang;
    let frame = Frame::new(visitor, instance);
    let sentences: Vec<String> = fields.iter().map(|(_, problem)| problems::sentence(lang, problem)).collect();
    let next = match fields.first().map(|(_, problem)| problem) {
        Some(Problem::SignInFirst) => Some((format!("/login?next={}", visitor.path), sign_in(lang))),
        Some(Problem::CodeNeeded) => Some(("/v".to_owned(), enter_code(lang))),
        _ => None,
    };
    frame.document(
        title(lang),
        view! {
            <h1>{title(lang)}</h1>
            <div class="card stack">
                {sentences.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                {next.map(|(to, text)| view! { <a class="btn wide" href=to>{text}</a> })}
                <a class="btn line wide" href="/">{home(lang)}</a>
            </div>
        },
    )
}

/// The page that shows a form once more, with the token that its browser can now send.
pub fn confirm(app: &Linli, visitor: &Visitor, instance: Instance, pairs: &[(String, String)], device: &str) -> String {
    let lang = visitor.lang;
    let frame = Frame::new(visitor, instance);
    let token = origin::token_for(app, device);
    let kept: Vec<(String, String)> = pairs.iter().filter(|(key, _)| key != "token_of_form").cloned().collect();
    frame.document(
        confirm_title(lang),
        view! {
            <h1>{confirm_title(lang)}</h1>
            <form class="card stack" method="post" action=visitor.path.clone()>
                <p>{confirm_text(lang)}</p>
                {kept.into_iter().map(|(key, value)| view! { <input type="hidden" name=key value=value/> }).collect_view()}
                <input type="hidden" name="token_of_form" value=token/>
                <button class="btn wide">{confirm_send(lang)}</button>
                <a class="btn line wide" href="/">{words::back(lang)}</a>
            </form>
        },
    )
}
