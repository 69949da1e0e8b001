//! The slip on the phone: works to tick within the money.
//!
//! For: `/c/{slug}/polls/{id}/vote`; what a household that voted already sees first.
//! Must not know: rules of casting (`service::ballots`), sessions beyond who calls.
//! To add: see `pages`.

use crate::components::Frame;
use crate::components::field::general;
use crate::domain::feedback::Channel;
use crate::domain::ids::{PollId, UploadId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::poll::{Winner, winner};
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, see_other, with_cookie};
use crate::http::fields::{Fields, decode};
use crate::http::visitor::Visitor;
use crate::i18n::locales::poll as words;
use crate::i18n::locales::problems::sentence;
use crate::i18n::money::short;
use crate::i18n::{Lang, dates};
use crate::islands::money_bar::{MoneyBar, MoneyTexts};
use crate::keys::hex;
use crate::pages::code;
use crate::pages::login::with_device;
use crate::service::ballots::{self, Mine};
use crate::service::{Linli, Outcome, sessions};
use crate::store::ballots::Cast;
use crate::store::polls::PollOption;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

/// What is ticked on the slip.
#[derive(Clone, Debug, Default)]
pub struct Ticked {
    /// Works.
    pub works: Vec<WorkId>,
    /// 'None of these'.
    pub blank: bool,
    /// The key of this sending; none on a fresh slip.
    pub once: Option<Uuid>,
}

/// Stands for a choice that cannot be read, so that it is refused and not dropped.
const NO_WORK: WorkId = WorkId(Uuid::nil());

impl Ticked {
    /// What a sent form has ticked.
    pub fn read(fields: &Fields) -> Self {
        Self {
            works: fields.all("w").map(|text| WorkId::parse(text).unwrap_or(NO_WORK)).collect(),
            blank: fields.has("blank"),
            once: Uuid::try_parse(fields.text("once")).ok(),
        }
    }

    fn pairs(&self) -> String {
        let works = self.works.iter().map(|work| format!("w={work}"));
        works.chain(self.blank.then(|| "blank=1".to_owned())).collect::<Vec<_>>().join("&")
    }

    /// The same as a query, so that nothing is lost on the way through the code's page; it counts
    /// for this device and poll alone, because a link may come from anybody.
    pub fn query(&self, app: &Linli, device: Option<Uuid>, poll: PollId) -> String {
        let pairs = self.pairs();
        match device {
            Some(device) if !pairs.is_empty() => format!("{pairs}&m={}", mark(app, device, poll, &pairs)),
            _ => String::new(),
        }
    }

    /// What a query has ticked, if [`Ticked::query`] made it here.
    fn asked(app: &Linli, device: Option<Uuid>, poll: PollId, fields: &Fields) -> Self {
        let ticked = Self { once: None, ..Self::read(fields) };
        let is_own = device.is_some_and(|device| fields.text("m") == mark(app, device, poll, &ticked.pairs()));
        if is_own { ticked } else { Self::default() }
    }
}

fn mark(app: &Linli, device: Uuid, poll: PollId, pairs: &str) -> String {
    hex(&app.keys.mac("ticks", format!("{device}\n{poll}\n{pairs}").as_bytes()))
}

/// Where a slip is shown again with what is ticked in `fields`; any other path as it is.
pub fn with_ticks(app: &Linli, device: Option<Uuid>, back: &str, fields: &Fields) -> String {
    let page = back.split('?').next().unwrap_or_default();
    let poll = page.strip_suffix("/vote").and_then(|path| path.rsplit('/').next()).and_then(PollId::parse);
    let query = poll.map(|poll| Ticked::read(fields).query(app, device, poll)).unwrap_or_default();
    let joint = if back.contains('?') { '&' } else { '?' };
    if query.is_empty() { back.to_owned() } else { format!("{back}{joint}{query}") }
}

/// The paths of a poll.
pub fn poll_path(slug: &str, id: PollId) -> String {
    format!("/c/{slug}/polls/{id}")
}

/// `/c/{slug}/polls/{id}/vote`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor, Path((slug, id)): Path<(String, String)>) -> Answer {
    let id = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let cookie = with_device(&app, &mut visitor);
    let caller = sessions::caller(&app, &visitor).await?;
    let mine = match ballots::mine(&app, &caller, Verb::CastBallot, &slug, id).await {
        Ok(mine) => mine,
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) => return Ok(to_code(&visitor, &slug, id)),
        Err(fail) => return Err(fail),
    };
    if !mine.poll.is_running(app.now()) {
        return Ok(see_other(&poll_path(&slug, id)));
    }
    let asked = Fields::new(decode(visitor.query.as_bytes()));
    let mut ticked = Ticked::asked(&app, visitor.device, id, &asked);
    let frame = super::form_frame(&app, &visitor).await?;
    let fresh = ticked.works.is_empty() && !ticked.blank;
    let document = match &mine.standing {
        Some(cast) if fresh && (!asked.has("change") || stands(&mine, cast, app.now())) => {
            voted(frame, &slug, &mine, cast, app.now())
        }
        Some(cast) if fresh => {
            ticked.works.clone_from(&cast.ballot.choices);
            ticked.blank = cast.ballot.blank;
            slip(&app, frame, &slug, &mine, &ticked, &FieldProblems::new())
        }
        _ => slip(&app, frame, &slug, &mine, &ticked, &FieldProblems::new()),
    };
    let response = html(StatusCode::OK, document);
    Ok(match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}

/// On to the code, and back here with what is ticked.
fn to_code(visitor: &Visitor, slug: &str, id: PollId) -> axum::response::Response {
    let query = if visitor.query.is_empty() { String::new() } else { format!("?{}", visitor.query) };
    see_other(&code::path(slug, &format!("{}/vote{query}", poll_path(slug, id))))
}

/// The slip again with its problems and everything that was ticked.
///
/// # Errors
/// The household is no longer known, or the poll is gone.
pub async fn again(
    app: &Linli,
    visitor: &Visitor,
    slug: &str,
    id: PollId,
    ticked: &Ticked,
    problems: &FieldProblems,
) -> Outcome<String> {
    let caller = sessions::caller(app, visitor).await?;
    let mine = ballots::mine(app, &caller, Verb::CastBallot, slug, id).await?;
    let frame = super::form_frame(app, visitor).await?;
    Ok(slip(app, frame, slug, &mine, ticked, problems))
}

/// Whether a sale, or the rule of the poll, keeps the ballot that stands against one cast online now.
fn stands(mine: &Mine, cast: &Cast, now: Moment) -> bool {
    if mine.of_earlier_owner().is_some() {
        return true;
    }
    let (standing, incoming) = ((cast.channel, cast.cast_at), (Channel::Online, now));
    winner(mine.poll.conflict_rule, standing, incoming, mine.online_since) == Winner::Keep
}

fn slip(app: &Linli, frame: Frame, slug: &str, mine: &Mine, ticked: &Ticked, problems: &FieldProblems) -> String {
    let lang = frame.lang;
    let poll = &mine.poll;
    let path = poll_path(slug, poll.id);
    let mut frame = frame.under(&path, words::vote_brand(lang)).with_islands();
    frame.carries = "slip";
    let changes = if mine.standing.is_some() { "?change=1" } else { "" };
    let back = format!("{path}/vote{changes}");
    let title = lang.pick(&poll.title_zh, &poll.title_en).to_owned();
    let sub = words::one_vote(lang, &super::flat(lang, &mine.household), &words::ends(lang, poll.closes));
    let once = ticked.once.unwrap_or_else(|| app.random.id(app.now())).to_string();
    let blank = ticked.blank;
    let kept = kept(mine, ticked);
    let photo = |work: WorkId| mine.photos.iter().find(|(of, _)| *of == work).map(|(_, photo)| *photo);
    let cards = mine
        .options
        .iter()
        .map(|option| card(lang, option, photo(option.work), ticked.works.contains(&option.work)))
        .collect_view();
    let page = || {
        view! {
            <form id="slip" method="post" action=format!("{path}/vote") autocomplete="off">
                {frame.token_field()}
                <input type="hidden" name="once" value=once/>
                <input type="hidden" name="back" value=back/>
                <h1>{title.clone()}</h1>
                <p class="sub">{sub}</p>
                {trouble(lang, problems)}
                <p class="small muted">{words::how(lang)}</p>
                <MoneyBar budget_fen=poll.budget_fen kept=kept texts=texts(lang, mine)>
                    <div class="pick">{cards}{blank_card(lang, blank)}</div>
                </MoneyBar>
            </form>
        }
    };
    frame.document_of(&title, page)
}

/// What is wrong with the choice, in words for this slip; other problems in their own.
fn trouble(lang: Lang, problems: &FieldProblems) -> impl IntoView + use<> {
    if matches!(problems.first(), Some((_, Problem::NothingChosen))) {
        view! { <p class="banner bad" role="alert">{words::choose_something(lang)}</p> }.into_any()
    } else {
        general(lang, problems).into_any()
    }
}

/// Number and cost in fen of the works that are ticked when the slip is shown; none if none is.
fn kept(mine: &Mine, ticked: &Ticked) -> Option<(i64, i64)> {
    let chosen = mine.options.iter().filter(|option| ticked.works.contains(&option.work));
    let (count, sum) =
        chosen.fold((0_i64, 0_i64), |(count, sum), option| (count + 1, sum.saturating_add(option.cost_fen)));
    (count > 0).then_some((count, sum))
}

fn texts(lang: Lang, mine: &Mine) -> MoneyTexts {
    let cast = if mine.standing.is_some() { words::recast(lang) } else { words::cast(lang) };
    MoneyTexts {
        budget: words::budget_line(lang, &short(lang, mine.poll.budget_fen)),
        check: words::budget_check(lang).to_owned(),
        kept: words::kept_template(lang).to_owned(),
        chosen: words::chosen_template(lang).to_owned(),
        left: words::left_template(lang).to_owned(),
        over: words::over_template(lang).to_owned(),
        cast: cast.to_owned(),
        wan: lang == Lang::Zh,
    }
}

fn card(lang: Lang, option: &PollOption, photo: Option<UploadId>, ticked: bool) -> impl IntoView + use<> {
    let name = lang.pick(&option.zh, &option.en).to_owned();
    let note = lang.pick(&option.note_zh, &option.note_en).to_owned();
    let class = words::class(lang, option.class);
    let small = if note.is_empty() { class.to_owned() } else { format!("{note} · {class}") };
    let photo = photo.map(|id| (format!("/p/{id}?small=1"), words::photo_alt(lang, &name)));
    view! {
        <label class="pick-card">
            <input type="checkbox" name="w" value=option.work.to_string() data-fen=option.cost_fen.to_string() checked=ticked/>
            <span class="box"></span>
            {photo.map(|(src, alt)| view! { <img class="thumb" src=src alt=alt loading="lazy"/> })}
            <span class="what"><strong>{name}</strong><small>{small}</small></span>
            <span class="cost">{short(lang, option.cost_fen)}</span>
        </label>
    }
}

fn blank_card(lang: Lang, ticked: bool) -> impl IntoView {
    view! {
        <label class="pick-card">
            <input type="checkbox" name="blank" value="1" checked=ticked/>
            <span class="box"></span>
            <span class="what"><strong>{words::blank(lang)}</strong><small>{words::blank_note(lang)}</small></span>
        </label>
    }
}

/// What a household sees that has voted, also on a second phone: when, and look or replace.
fn voted(frame: Frame, slug: &str, mine: &Mine, cast: &Cast, now: Moment) -> String {
    let lang = frame.lang;
    let poll = &mine.poll;
    let path = poll_path(slug, poll.id);
    let frame = frame.under(&path, words::vote_brand(lang));
    let title = lang.pick(&poll.title_zh, &poll.title_en).to_owned();
    let at = dates::minute(lang, cast.cast_at);
    let fixed = stands(mine, cast, now);
    let ends = words::ends(lang, poll.closes);
    let earlier = mine.of_earlier_owner();
    let next = match earlier {
        Some(at) => sentence(lang, &Problem::SoldSince(at)),
        None if fixed => words::voted_stands(lang).to_owned(),
        None => words::voted_next(lang, &ends),
    };
    let voted = earlier.is_none().then(|| words::voted_at(lang, &at, words::channel(lang, cast.channel)));
    let page = view! {
        <h1>{title.clone()}</h1>
        <p class="sub">{words::one_vote(lang, &super::flat(lang, &mine.household), &ends)}</p>
        <div class="card main stack">
            {voted.map(|text| view! { <h2>{text}</h2> })}
            <p>{next}</p>
            {earlier.is_none().then(|| view! { <a class="btn wide" href=format!("{path}/receipt")>{words::look(lang)}</a> })}
            {(!fixed).then(|| view! { <a class="btn line wide" href=format!("{path}/vote?change=1")>{words::change(lang)}</a> })}
        </div>
    };
    frame.document(&title, page)
}

/// True for problems that the slip itself can show; others have a page of their own.
pub fn shows(problems: &FieldProblems) -> bool {
    use Problem as P;
    !matches!(
        problems.first(),
        None | Some((_, P::NotFound | P::CodeNeeded | P::SignInFirst | P::NotAllowed | P::Internal { .. }))
    )
}
