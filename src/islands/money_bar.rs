//! The running sum under the works to choose.
//!
//! For: [`MoneyBar`]: says while one ticks whether the choice fits the money. It wraps the list
//! and listens to it; without it the server says the same when the vote is cast.
//! Must not know: which works there are; each box carries its cost in `data-fen`.
//! To add: a further text is a field of [`MoneyTexts`] with its place in braces.
#![expect(missing_docs, reason = "the island's macro makes a struct of the properties")]

use crate::domain::quantity::{yuan, yuan_wan};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Element;
use serde::{Deserialize, Serialize};

/// Ready texts; `{n}`, `{sum}` and `{rest}` are filled in here.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoneyTexts {
    /// 'There is 860'.
    pub budget: String,
    /// What the server does without this island.
    pub check: String,
    /// 'So far {n} chosen · {sum}': what was ticked when the page came.
    pub kept: String,
    /// '{n} chosen · {sum}'.
    pub chosen: String,
    /// '{rest} left'.
    pub left: String,
    /// '{rest} too much'.
    pub over: String,
    /// The button.
    pub cast: String,
    /// Sums in units of 10,000 yuan, as Chinese reads them.
    pub wan: bool,
}

impl MoneyTexts {
    fn money(&self, fen: i64) -> String {
        match self.wan {
            true if fen.unsigned_abs() >= 1_000_000 => format!("{} 万", yuan_wan(fen)),
            true => format!("{} 元", yuan(fen)),
            false => format!("¥{}", yuan(fen)),
        }
    }
    fn sum(&self, template: &str, (count, sum): (i64, i64)) -> String {
        template.replace("{n}", &count.to_string()).replace("{sum}", &self.money(sum))
    }
    /// What is chosen by now, else what was when the page came, else what there is.
    fn line(&self, now: Option<(i64, i64)>, kept: Option<(i64, i64)>) -> String {
        match (now, kept) {
            (Some(now), _) => self.sum(&self.chosen, now),
            (None, Some(kept)) => self.sum(&self.kept, kept),
            (None, None) => self.budget.clone(),
        }
    }
    fn rest(&self, sum: i64, budget: i64) -> String {
        let template = if sum > budget { &self.over } else { &self.left };
        template.replace("{rest}", &self.money((budget - sum).saturating_abs()))
    }
}

/// Number and cost in fen of the boxes ticked below an element.
fn ticked(at: &Element) -> (i64, i64) {
    let is = at.matches("input[data-fen]:checked").unwrap_or(false);
    let cost = is.then(|| at.get_attribute("data-fen")).flatten().and_then(|fen| fen.parse().ok());
    let mut found = cost.map_or((0, 0), |fen: i64| (1, fen));
    let mut child = at.first_element_child();
    while let Some(element) = child {
        let (count, sum) = ticked(&element);
        found = (found.0 + count, found.1.saturating_add(sum));
        child = element.next_element_sibling();
    }
    found
}

/// The list, and under it the money and the button; `kept` is number and cost of what is ticked
/// when the page comes.
#[island]
pub fn MoneyBar(budget_fen: i64, kept: Option<(i64, i64)>, texts: MoneyTexts, children: Children) -> impl IntoView {
    // None until the island is awake: the server's line stands till then.
    let chosen = RwSignal::new(None::<(i64, i64)>);
    let list = NodeRef::<Div>::new();
    let look = move || {
        if let Some(div) = list.get_untracked() {
            chosen.set(Some(ticked(&div)));
        }
    };
    Effect::new(move |_| look());
    let (check, cast) = (texts.check.clone(), texts.cast.clone());
    let (of_sum, of_rest) = (texts.clone(), texts);
    let sum = move || chosen.get().or(kept).map(|(_, sum)| sum);
    let over = move || sum().is_some_and(|sum| sum > budget_fen);
    view! {
        <div class="flow" node_ref=list on:change=move |_| look()>
            {children()}
            <div class="bar">
                <div class="money" class:over=over aria-live="polite">
                    <div class="row">
                        <span>{move || of_sum.line(chosen.get(), kept)}</span>
                        <span class="small muted">
                            {move || sum().map_or_else(|| check.clone(), |sum| of_rest.rest(sum, budget_fen))}
                        </span>
                    </div>
                    <progress class="meter" aria-hidden="true" max=budget_fen
                        value=move || sum().map_or(0, |sum| sum.min(budget_fen))></progress>
                </div>
                <button class="btn wide">{cast}</button>
            </div>
        </div>
    }
}
