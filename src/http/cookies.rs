//! The few cookies: session, step of a sign-in, device, language, mode.
//!
//! For: finding and making them. Over https each is `__Host-` and Secure, and the plain name counts for
//! nothing: a neighbouring site, or the same one over http, could have set it.
//! Must not know: what a session is worth.
//! To add: a name here, with what it is for.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// Language chosen by a post.
pub const LANG: &str = "lang";
/// Elder mode chosen by a post.
pub const MODE: &str = "mode";
/// A random number by which one browser supports a feedback only once.
pub const DEVICE: &str = "device";
/// The session of staff or a household.
const SESSION: &str = "session";

/// A sign-in that waits for its second step.
const STEP: &str = "step";

/// Seconds of a year.
const YEAR: i64 = 365 * 86_400;

/// What a name begins with over https.
const HOST: &str = "__Host-";

/// The cookie of this name that [`lasting`] made.
pub fn kept<'h>(headers: &'h HeaderMap, name: &str, https: bool) -> Option<&'h str> {
    find(headers, &named(name, https))
}

fn named(name: &str, https: bool) -> String {
    format!("{}{name}", if https { HOST } else { "" })
}

/// The first cookie of this name.
fn find<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The session's token.
pub fn session(headers: &HeaderMap, https: bool) -> Option<&str> {
    kept(headers, SESSION, https)
}

/// A cookie kept for a year that scripts need not read.
pub fn lasting(name: &str, value: &str, https: bool) -> String {
    let name = named(name, https);
    format!("{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly{}", secure(https))
}

/// The session cookie; ends with the browser's session unless the server ends it before.
pub fn begin_session(token: &str, https: bool) -> String {
    let name = named(SESSION, https);
    format!("{name}={token}; Path=/; SameSite=Lax; HttpOnly{}", secure(https))
}

/// The session cookie of a household, which lasts as long as its code: a phone that was closed
/// need not scan the letter again.
pub fn session_for(token: &str, seconds: i64, https: bool) -> String {
    format!("{}; Max-Age={}", begin_session(token, https), seconds.max(1))
}

/// Ends the session in the browser.
pub fn end_session(https: bool) -> String {
    let name = named(SESSION, https);
    format!("{name}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly{}", secure(https))
}

/// The token of a sign-in that waits for its second step.
pub fn step(headers: &HeaderMap, https: bool) -> Option<&str> {
    kept(headers, STEP, https)
}

/// The cookie of a sign-in that waits; without a token it ends.
pub fn keep_step(token: Option<&str>, seconds: i64, https: bool) -> String {
    let name = named(STEP, https);
    let (token, age) = token.map_or(("", 0), |token| (token, seconds));
    format!("{name}={token}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{}", secure(https))
}

fn secure(https: bool) -> &'static str {
    if https { "; Secure" } else { "" }
}
