//! Letters with the household's code, for paper: A4, several a sheet, cut along the dashes.
//!
//! For: the page that answers the making of codes; they are shown this once.
//! Must not know: how codes are made or stored.
//! To add: a line of the letter in `one`.

use crate::components::qr::qr;
use crate::components::{Frame, Look};
use crate::config::Config;
use crate::domain::code::{Purpose, Tongue};
use crate::http::fields::Fields;
use crate::i18n::locales::{proof, setup as words, words as names};
use crate::i18n::{Lang, dates};
use crate::pages::setup::address_warning;
use crate::service::letters::{Letter, Sheaf};
use leptos::prelude::*;

/// Where a letter's QR leads: the community in clear, so that its page can ask for the digits where
/// the code is not read; the code behind the `#`, which browsers do not send.
pub fn address(url: &str, slug: &str, token: &str) -> String {
    format!("{url}/v?c={slug}#{token}")
}

/// How the letters are to look.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Two a sheet instead of four.
    pub large: bool,
    /// In which language they speak.
    pub tongue: Tongue,
}

impl Form {
    /// What a sent form chose.
    pub fn read(fields: &Fields) -> Self {
        let tongue = Tongue::parse(fields.text("tongue")).unwrap_or(Tongue::Both);
        Self { large: fields.has("large"), tongue }
    }
}

/// The page that the letters were asked for on: its address and its name.
pub type Above = (String, String);

/// The sheets of letters.
pub fn sheets(frame: &Frame, sheaf: &Sheaf, config: &Config, (form, above): (Form, &Above)) -> String {
    let Form { large, tongue } = form;
    let lang = frame.lang;
    let count = sheaf.letters.len().to_string();
    let each = if large { "2" } else { "4" };
    let phone = frame.instance.help_phone.clone();
    let class = if large { "letters large" } else { "letters" };
    let (to, name) = above;
    let frame = frame.clone().look(Look::Paper).under(to, lang.pick(&sheaf.community.zh, &sheaf.community.en));
    let letters: Vec<_> =
        sheaf.letters.iter().map(|letter| one(sheaf, letter, (&config.url, &phone), tongue)).collect();
    let page = view! {
        <div class="noprint stack">
            <h1>{words::letters_ready(lang, &count)}</h1>
            {address_warning(lang, config)}
            <p class="banner">{words::letters_print_now(lang, each)}</p>
            <p><a href=to.clone()>{words::letters_back(lang, name)}</a></p>
        </div>
        <div class=class>{letters}</div>
    };
    frame.document(words::step_letters(lang), page)
}

/// Chinese first, with a line of English, unless one of them was chosen: whoever opens the letter did
/// not choose a language.
fn one(sheaf: &Sheaf, letter: &Letter, (url, phone): (&str, &str), tongue: Tongue) -> impl IntoView + use<> {
    let zh = if tongue == Tongue::En { Lang::En } else { Lang::Zh };
    let of_owner = sheaf.purpose == Purpose::Owner;
    let tag = if zh == Lang::En { "en" } else { "zh-CN" };
    let community = zh.pick(&sheaf.community.zh, &sheaf.community.en);
    let or = if of_owner { proof::letter_or(zh) } else { words::letter_or(zh) };
    let address = address(url, &sheaf.community.slug, &letter.token);
    let shown = url.split_once("://").map_or(url, |(_, host)| host);
    let help = if phone.is_empty() { words::letter_help_desk(zh).to_owned() } else { words::letter_help(zh, phone) };
    let until_zh = words::letter_valid(zh, &dates::until(zh, sheaf.expires));
    let english = if of_owner { proof::letter_english } else { words::letter_english };
    let english = english(
        zh,
        &format!("{shown}/v"),
        &names::building(Lang::En, &letter.building),
        &letter.room,
        &dates::until(Lang::En, sheaf.expires),
    );
    let (building, flat) = match zh {
        Lang::Zh => (letter.building.clone(), letter.label.clone()),
        Lang::En => {
            let building = names::building(Lang::En, &letter.building);
            (building.clone(), words::letter_flat(Lang::En, &building, &letter.room))
        }
    };
    let class = if of_owner { "letter owner" } else { "letter" };
    view! {
        <article class=class lang=tag>
            <h2>{words::letter_title(zh, community)}</h2>
            <p>{words::letter_to(zh, &flat)}</p>
            {of_owner.then(|| view! { <p><strong>{proof::letter_owner(zh)}</strong></p> })}
            <div class="row">
                {qr(&address, words::qr_words(zh))}
                <div><p>{words::letter_scan(zh)}</p><small>{until_zh}</small><small>{help}</small></div>
            </div>
            <p>{or}</p>
            <p class="code">{letter.digits.clone()}</p>
            <ol>
                <li>{words::letter_open(zh, &format!("{shown}/v"))}</li>
                <li>{words::letter_type(zh, &building, &letter.room)}</li>
            </ol>
            {(tongue == Tongue::Both).then(|| view! { <p><small lang="en">{english}</small></p> })}
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_qr_of_a_letter_names_its_community_and_keeps_the_code_from_the_server() {
        let to = address("https://linli.example.org", "cuiyuan", "0123456789ab");
        assert_eq!(to, "https://linli.example.org/v?c=cuiyuan#0123456789ab");
    }
}
