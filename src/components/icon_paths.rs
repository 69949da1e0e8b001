//! The icon set: inner SVG markup for a 24 x 24 view box.
//!
//! One hand throughout: stroked with `currentColor`, 2 px, round caps and joins, no fill. The `svg.icon` around it and
//! `style/base.css` give stroke and size (the stroke does not grow with the icon).

/// Returns the markup inside the `<svg>` of the icon with this name; an unknown name gives `other` (three rings).
#[must_use]
#[expect(clippy::too_many_lines, reason = "one line an icon")]
pub fn paths(name: &str) -> &'static str {
    match name {
        // what a feedback is about
        "leak" => {
            r#"<path d="M12 3c3.2 4 6 7.2 6 11a6 6 0 0 1-12 0c0-3.8 2.8-7 6-11z"/><path d="M9.5 14a2.8 2.8 0 0 0 2.5 2.8"/>"#
        }
        "lift" => {
            r#"<rect x="4.5" y="3" width="15" height="18" rx="2"/><path d="M12 3v18M6.9 10.7l1.4-1.6 1.4 1.6M14.3 13.3l1.4 1.6 1.4-1.6"/>"#
        }
        "lights" => r#"<path d="M9 17.5c0-2.6-3-3.6-3-7.7a6 6 0 0 1 12 0c0 4.1-3 5.1-3 7.7zM10 21h4"/>"#,
        "parking" => {
            r#"<rect x="3" y="3" width="18" height="18" rx="4.5"/><path d="M9.5 17.5v-11h3.3a3.2 3.2 0 0 1 0 6.4H9.5"/>"#
        }
        "pipes" => r#"<path d="M4 3.5v10M4 5.5h9a6 6 0 0 1 6 6V20M4 11.5h7.5a2 2 0 0 1 2 2V20M11 20h10.5"/>"#,
        "roof" => r#"<path d="M2 12 12 4l10 8M5 10v10h14V10M9.5 20v-6h5v6"/>"#,
        "fire_lane" => {
            r#"<path d="M12 21a6.2 6.2 0 0 0 6.2-6.2c0-4.6-4.4-6.5-4.7-11.8-2.6 2-3.7 4.6-3.6 7.4-1.1-.4-1.7-1.3-1.8-2.5-1.5 1.6-2.3 4-2.3 6.9A6.2 6.2 0 0 0 12 21z"/>"#
        }
        "greenery" => r#"<circle cx="12" cy="9" r="6"/><path d="M12 10v11M12 14.5l2.8-2.5M8.5 21h7"/>"#,
        // saying it
        "camera" => {
            r#"<path d="M5 8h3l1.5-2.5h5L16 8h3a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z"/><circle cx="12" cy="13.5" r="3.3"/>"#
        }
        "mic" => r#"<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>"#,
        "photo" => {
            r#"<rect x="3" y="4" width="18" height="16" rx="2"/><circle cx="8.5" cy="9.3" r="1.5"/><path d="M3.5 17.5l5-4.5 3.3 3 4.2-4.5 4.5 4.5"/>"#
        }
        "upload" => r#"<path d="M12 16V4M7 9l5-5 5 5M4 15.5V20h16v-4.5"/>"#,
        "edit" => r#"<path d="M4 20l1.2-4.7L16 4.5a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.7 18.8zM14 6.5l3.5 3.5"/>"#,
        "trash" => r#"<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>"#,
        // moving about
        "back" => r#"<path d="M15 5l-7 7 7 7"/>"#,
        "down" => r#"<path d="M5 9l7 7 7-7"/>"#,
        "up" => r#"<path d="M5 15l7-7 7 7"/>"#,
        "plus" => r#"<path d="M12 5v14M5 12h14"/>"#,
        "check" => r#"<path d="M4.5 12.5l5 5L19.5 7"/>"#,
        "search" => r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>"#,
        "home" => r#"<path d="M4 10.5 12 4l8 6.5V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM9 16h6"/>"#,
        "list" => r#"<path d="M9 6h11.5M9 12h11.5M9 18h11.5M4.5 6h.01M4.5 12h.01M4.5 18h.01"/>"#,
        "exit" => r#"<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M10 12h10.5M16.5 8l4 4-4 4"/>"#,
        "globe" => {
            r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c2.6 2.5 3.8 5.5 3.8 9s-1.2 6.5-3.8 9c-2.6-2.5-3.8-5.5-3.8-9S9.4 5.5 12 3z"/>"#
        }
        // states and proofs
        "shield" => r#"<path d="M12 3l7.5 2.5V11c0 5-3 8.2-7.5 10-4.5-1.8-7.5-5-7.5-10V5.5zM8.7 12l2.4 2.4 4.3-4.6"/>"#,
        "lock" => r#"<rect x="5" y="11" width="14" height="9.5" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3M12 14.8v2"/>"#,
        "warn" => r#"<path d="M12 3.5 22 20.5H2zM12 10v4.5M12 17.4v.01"/>"#,
        "info" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/>"#,
        "clock" => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2.2"/>"#,
        "calendar" => r#"<rect x="4" y="5" width="16" height="15.5" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>"#,
        "flag" => r#"<path d="M5 21V4.5h13.5L15.5 9l3 4.5H5"/>"#,
        "star" => r#"<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.2 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.2 5.9-.8z"/>"#,
        "vote" => {
            r#"<rect x="3" y="13" width="18" height="7.5" rx="2"/><path d="M7 13V5a1.5 1.5 0 0 1 1.5-1.5h7A1.5 1.5 0 0 1 17 5v8M9.6 8.2l1.7 1.7 3.1-3.4"/>"#
        }
        "qr" => {
            r#"<rect x="3" y="3" width="7" height="7" rx="1"/><rect x="14" y="3" width="7" height="7" rx="1"/><rect x="3" y="14" width="7" height="7" rx="1"/><path d="M14 14h3v3M21 14v3M14 21v-.01M17.5 21H21v-.5"/>"#
        }
        "wrench" => {
            r#"<path d="M14.7 6.3a1 1 0 0 0 0 1.4l1.6 1.6a1 1 0 0 0 1.4 0l3.4-3.4a5.6 5.6 0 0 1-7.4 7.4l-6.5 6.5a2 2 0 0 1-2.9-2.9l6.5-6.5a5.6 5.6 0 0 1 7.4-7.4z"/>"#
        }
        // people, places, papers
        "people" => {
            r#"<circle cx="9" cy="8" r="3.7"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M15.8 4.5a3.7 3.7 0 0 1 0 7M18 14.6a6.5 6.5 0 0 1 3.5 5.4"/>"#
        }
        "phone" => {
            r#"<path d="M5.8 3.5h3l1.7 4.2-2.2 1.6a12.5 12.5 0 0 0 6.4 6.4l1.6-2.2 4.2 1.7v3a2.2 2.2 0 0 1-2.4 2.2A16 16 0 0 1 3.6 5.9a2.2 2.2 0 0 1 2.2-2.4z"/>"#
        }
        "letter" => r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3.5 7.5l8.5 6 8.5-6"/>"#,
        "print" => {
            r#"<path d="M7 9V3.5h10V9M7 17H5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-2"/><rect x="7" y="14" width="10" height="6.5"/>"#
        }
        "office" => {
            r#"<path d="M5 21V5a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2v16M14 10h5v11M2.5 21h19M8.5 8h2M8.5 12h2M8.5 16h2"/>"#
        }
        "desk" => {
            r#"<circle cx="12" cy="6.5" r="3"/><path d="M6.5 14.5a5.5 5 0 0 1 11 0M2.5 14.5h19M4.5 14.5V21h15v-6.5"/>"#
        }
        "chart" => r#"<path d="M4 4v16h16.5M8.5 16v-3.5M12.8 16V7.5M17 16v-6"/>"#,
        "money" => r#"<circle cx="12" cy="12" r="9"/><path d="M8.5 7l3.5 4.5L15.5 7M12 11.5V17M9 11.5h6M9 14.5h6"/>"#,
        // five levels, from very satisfied to very dissatisfied; each mouth has its own shape
        "face5" => {
            r#"<circle cx="12" cy="12" r="9"/><circle cx="8.8" cy="9.3" r=".5"/><circle cx="15.2" cy="9.3" r=".5"/><path d="M7.3 13.3h9.4a4.7 4.7 0 0 1-9.4 0z"/>"#
        }
        "face4" => {
            r#"<circle cx="12" cy="12" r="9"/><circle cx="8.8" cy="9.5" r=".5"/><circle cx="15.2" cy="9.5" r=".5"/><path d="M7.8 14.2a5 5 0 0 0 8.4 0"/>"#
        }
        "face3" => {
            r#"<circle cx="12" cy="12" r="9"/><circle cx="8.8" cy="9.5" r=".5"/><circle cx="15.2" cy="9.5" r=".5"/><path d="M8.3 15.2h7.4"/>"#
        }
        "face2" => {
            r#"<circle cx="12" cy="12" r="9"/><circle cx="8.8" cy="9.5" r=".5"/><circle cx="15.2" cy="9.5" r=".5"/><path d="M8.2 16.3a4.7 4.7 0 0 1 7.6 0"/>"#
        }
        "face1" => {
            r#"<circle cx="12" cy="12" r="9"/><circle cx="8.8" cy="11" r=".5"/><circle cx="15.2" cy="11" r=".5"/><path d="M6.9 8.5l3-1.4M17.1 8.5l-3-1.4M7.6 17.3a4.8 4.8 0 0 1 8.8 0"/>"#
        }
        // "other" and every unknown name
        _ => r#"<circle cx="5" cy="12" r="1.4"/><circle cx="12" cy="12" r="1.4"/><circle cx="19" cy="12" r="1.4"/>"#,
    }
}
