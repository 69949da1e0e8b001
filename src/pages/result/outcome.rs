//! The result: which works were chosen, and why each one won or lost, in one sentence.
//!
//! For: [`works`], [`summary`], [`split`].
//! Must not know: polls that run; exact numbers that are too small are never worded.
//! To add: a further verdict has its sentence in [`why`].

use crate::components::meter::bar;
use crate::domain::feedback::Channel;
use crate::domain::quantity::{grouped, percent};
use crate::domain::small_numbers::{Cell, DEFAULT_K, rows, shown};
use crate::domain::threshold::{Counts, Preset};
use crate::i18n::Lang;
use crate::i18n::locales::{poll as words, proof};
use crate::i18n::money::short;
use crate::service::polls::{PollOutcome, Verdict, WorkOutcome};
use leptos::prelude::*;

/// Areas of a choice are shown only from this many households on: at fewer, count and area
/// together single out who chose.
const LEAST_FOR_AREA: i64 = 20;

/// '527 households took part (86.1%), 143 of them not online'.
pub fn summary(lang: Lang, outcome: &PollOutcome) -> String {
    let voted = outcome.took_part.households;
    let Some(share) = percent(voted, outcome.roll.households, 1).filter(|_| voted > 0) else {
        return words::result_nobody(lang).to_owned();
    };
    let offline: i64 = outcome.channels.iter().filter(|(way, _)| *way != Channel::Online).map(|(_, n)| n).sum();
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    let more =
        if offline > 0 { format!("{comma}{}", words::result_paper(lang, &grouped(offline))) } else { String::new() };
    format!("{}{more}", words::result_sub(lang, &grouped(voted), &share))
}

/// By which way the ballots came, and how many were blank.
pub fn split(lang: Lang, outcome: &PollOutcome) -> impl IntoView + use<> {
    let all = outcome.took_part.households;
    let bars: Vec<_> = outcome
        .channels
        .iter()
        .map(|(way, n)| {
            let exact = words::of_households(lang, &grouped(*n), &grouped(all));
            view! { {bar(words::channel(lang, *way), *n, all, None)} <p class="small muted">{exact}</p> }
        })
        .collect();
    let blank = shown(outcome.blank, DEFAULT_K).map(|n| words::result_blank(lang, &grouped(n)));
    let left_out = (outcome.unconfirmed > 0).then(|| words::unconfirmed(lang, &grouped(outcome.unconfirmed)));
    (all > 0 || left_out.is_some()).then(|| {
        view! {
            <section class="card">
                <h2>{words::result_split(lang)}</h2>
                <div class="bars">{bars}</div>
                {blank.map(|text| view! { <p class="small">{text}</p> })}
                {left_out.map(|text| view! { <p class="small">{text}</p> })}
            </section>
        }
    })
}

/// How many households chose a work, if neither they nor the others are too few to be told.
fn visible(outcome: &PollOutcome, work: &WorkOutcome) -> Cell {
    let all = outcome.took_part.households;
    rows(&[work.chosen.households, all - work.chosen.households], DEFAULT_K).first().copied().flatten()
}

/// Winners, the cut line, then the others, each with its sentence.
pub fn works(lang: Lang, outcome: &PollOutcome, preset: Option<&Preset>) -> impl IntoView + use<> {
    let is_won = |work: &&WorkOutcome| work.verdict == Verdict::Won;
    let won: Vec<_> = outcome.works.iter().filter(is_won).map(|work| card(lang, outcome, work, preset)).collect();
    let lost: Vec<_> =
        outcome.works.iter().filter(|work| !is_won(work)).map(|work| card(lang, outcome, work, preset)).collect();
    let money = |fen| short(lang, fen);
    let rest = outcome.budget_fen - outcome.spent_fen;
    let cut = words::cut(lang, &money(outcome.budget_fen), &money(outcome.spent_fen), &money(rest));
    let hides = outcome.works.iter().any(|work| visible(outcome, work).is_none());
    view! {
        {won}
        <p class="banner info">{cut}</p>
        {lost}
        {hides.then(|| view! { <p class="small muted">{words::hidden_note(lang, &DEFAULT_K.to_string())}</p> })}
    }
}

fn card(lang: Lang, outcome: &PollOutcome, work: &WorkOutcome, preset: Option<&Preset>) -> impl IntoView + use<> {
    let name = lang.pick(&work.zh, &work.en).to_owned();
    let cell = visible(outcome, work);
    let won = work.verdict == Verdict::Won;
    let (card, pill, word) =
        if won { ("card", "pill jade", words::won(lang)) } else { ("card quiet", "pill", words::lost(lang)) };
    let majority = preset.and_then(|preset| preset.pass).map(|(rule, _)| rule.fraction);
    let with_area = preset.is_some_and(|preset| preset.counts == Counts::HeadsAndArea);
    let area = cell
        .filter(|_| outcome.took_part.households >= LEAST_FOR_AREA)
        .map(|_| bar(words::by_area(lang), work.chosen.area, outcome.took_part.area, majority.filter(|_| with_area)));
    let bars = cell.map(|n| {
        view! { <div class="bars">{bar(words::by_households(lang), n, outcome.took_part.households, majority)}{area}</div> }
    });
    // Heads beside households tell who owns several flats where they are few: only where areas are told.
    let heads = cell.filter(|_| outcome.took_part.heads.is_some() && outcome.took_part.households >= LEAST_FOR_AREA);
    let heads =
        heads.map(|_| proof::work_heads(lang, &grouped(work.chosen.heads()), &grouped(outcome.took_part.heads())));
    let cost = short(lang, work.cost_fen);
    view! {
        <section class=card>
            <div class="row left"><span class=pill>{word}</span><h2>{name}</h2><span class="cost">{cost}</span></div>
            {bars}
            {heads.map(|text| view! { <p class="small">{text}</p> })}
            <p class="small">{why(lang, outcome, work, cell, preset)}</p>
        </section>
    }
}

/// One sentence why a work won or lost.
fn why(lang: Lang, outcome: &PollOutcome, work: &WorkOutcome, cell: Cell, preset: Option<&Preset>) -> String {
    let money = |fen| short(lang, fen);
    let (turn, before, cost) = (work.turn.to_string(), money(work.money_before), money(work.cost_fen));
    let Some(count) = cell.map(grouped) else {
        return match work.verdict {
            Verdict::Won => words::why_won_hidden(lang, &turn, &before, &cost),
            // One sentence for all: which one it is would tell whether anybody chose it.
            _ => words::why_hidden(lang).to_owned(),
        };
    };
    let sentence = match work.verdict {
        Verdict::Won if work.turn == 1 && work.tied_with.is_empty() => words::why_first(lang, &count, &cost),
        Verdict::Won => words::why_won(lang, &count, &turn, &before, &cost),
        Verdict::DoesNotFit { missing_fen } => words::why_fits_not(lang, &count, &turn, &before, &money(missing_fen)),
        Verdict::NoMajority => {
            let rule = preset.and_then(|preset| preset.pass).map(|(rule, _)| words::rule(lang, rule));
            words::why_majority(lang, &count, &rule.unwrap_or_default())
        }
        Verdict::NoVotes => words::why_nobody(lang).to_owned(),
    };
    let tied = outcome.works.iter().filter(|other| work.tied_with.contains(&other.work));
    let names: Vec<&str> = tied.map(|other| lang.pick(&other.zh, &other.en)).collect();
    let space = if lang == Lang::Zh { "" } else { " " };
    match names.as_slice() {
        [] => sentence,
        names => format!(
            "{sentence}{space}{}",
            words::why_tie(lang, &names.join(if lang == Lang::Zh { "、" } else { ", " }))
        ),
    }
}
