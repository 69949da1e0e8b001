//! What the site is held against: bare handlers that give the same bytes, or run the same
//! queries and write the HTML by hand.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use axum::serve::ListenerExt;
use linli::http::assets::CORE_CSS;
use linli::i18n::Lang;
use linli::pages::feedback::{address, headline, shortened, standing};
use linli::service::home::last_answers;
use linli::service::{Linli, communities, feedback, instance};
use std::fmt::Write;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Serves a router as the site is served.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    addr
}

/// The same bytes from memory.
pub fn bytes(body: Bytes) -> Router {
    let answer = move || async move {
        ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_ENCODING, "br")], body.clone())
    };
    Router::new().fallback(get(answer))
}

/// The list of feedback: the same queries, the HTML written by hand.
pub fn by_hand(app: Linli) -> Router {
    Router::new().fallback(get(list)).with_state(app)
}

async fn list(State(app): State<Linli>) -> impl IntoResponse {
    let lang = Lang::Zh;
    let community = communities::find(&app, "cuiyuan").await.unwrap();
    let revision = app.store.revision(community.id).await.unwrap();
    let (shown, count) = feedback::list(&app, &community, 50, 0).await.unwrap();
    let answers = last_answers(&app, community.id).await.unwrap();
    let instance = instance::find(&app).await.unwrap();
    let mut out = String::with_capacity(CORE_CSS.len() + 400 * shown.len());
    let _ = write!(
        out,
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>大家说</title>\
         <style>{CORE_CSS}</style></head><body><header class=\"top noprint\"><a class=\"brand\" href=\"/c/{}\">{}</a>\
         </header><main class=\"page\" id=\"m\"><h1>大家说</h1><p class=\"sub\">{count} · {revision}</p><ul class=\"list card\">",
        community.slug, community.zh
    );
    for said in &shown {
        let title = escape(&shortened(&headline(lang, said), 60));
        let facts = escape(&standing(lang, said, answers.get(&said.id).map(String::as_str), app.now()));
        let _ = write!(
            out,
            "<li><a href=\"{}\"><svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M4 12h16\"></path></svg>\
             <strong>{title}</strong><small>{} 户 · {} 人 · {facts}</small></a></li>",
            address(&community, said),
            said.households,
            said.people
        );
    }
    let _ =
        write!(out, "</ul></main><footer class=\"foot noprint\"><p>{}</p></footer></body></html>", instance.operator);
    Html(out)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
