//! Bars of shares with their number at the end.
//!
//! For: [`bar`]: a part of a whole with the line of a threshold.
//! Must not know: what is counted; the words come in ready.
//! To add: no `style=`: widths are attributes of SVG.

use crate::domain::quantity::percent;
use crate::domain::threshold::Fraction;
use leptos::prelude::*;

/// One row: label, bar with an optional line, percentage.
pub fn bar(label: &str, part: i64, whole: i64, mark: Option<Fraction>) -> impl IntoView + use<> {
    let label = label.to_owned();
    let share = percent(part, whole, 1).unwrap_or_else(|| "0".to_owned());
    let words = format!("{share}%");
    let at = mark.and_then(|mark| percent(mark.numerator, mark.denominator, 1));
    view! {
        <div class="bar-row">
            <span class="bar-label">{label}</span>
            <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=words.clone()>
                <rect class="track" width="100" height="8"></rect>
                <rect class="fill" width=share height="8"></rect>
                {at.map(|x| view! { <rect class="mark" x=x width="1" height="8"></rect> })}
            </svg>
            <span class="num">{words}</span>
        </div>
    }
}
