//! Line icons as inline SVG.
//!
//! For: [`icon`] by name.
//! Must not know: what an icon stands for on a page.
//! To add: its paths in `icon_paths`.

use crate::components::icon_paths::paths;
use leptos::prelude::*;

/// A decorative icon of 24 × 24 units; what it means stands in words beside it.
pub fn icon(name: &str) -> impl IntoView + use<> {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=paths(name)></svg> }
}
