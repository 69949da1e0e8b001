//! Who said the same, under the text while one types.

use crate::islands::ask::{Said, ask_similar};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// Fewest characters worth asking about.
const LEAST: usize = 3;
/// A pause in typing.
const PAUSE: Duration = Duration::from_millis(500);

/// Wraps the text's field; lists what is like its text.
#[island]
pub fn SimilarFeedback(
    /// The community.
    slug: String,
    /// Language of the page.
    lang: String,
    /// Heading of the list.
    heading: String,
    /// The field.
    children: Children,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<Said>::new());
    let turn = StoredValue::new(0_u32);
    let place = StoredValue::new((slug, lang));
    let look = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        let ask = move || {
            if turn.get_value() != mine {
                return;
            }
            if text.trim().chars().count() < LEAST {
                found.set(Vec::new());
                return;
            }
            let (slug, lang) = place.get_value();
            spawn_local(async move {
                let said = ask_similar(&slug, &text, &lang).await;
                if turn.get_value() == mine {
                    found.set(said);
                }
            });
        };
        set_timeout(ask, PAUSE);
    };
    view! {
        <div on:input=look>{children()}</div>
        <section class="card" aria-live="polite" hidden=move || found.with(Vec::is_empty)>
            <h2>{heading}</h2>
            <ul class="list">
                {move || found.get().into_iter().map(|said| view! {
                    <li><a href=said.to><strong>{said.text}</strong><small>{said.counts}</small></a></li>
                }).collect_view()}
            </ul>
        </section>
    }
}
