//! Linli (邻里): residents of old communities say what their renovation should do, vote on what
//! comes first and judge the finished work; committees moderate and bring in paper; officials
//! answer and publish.
//!
//! The layers, and the only direction in which they know each other:
//!
//! ```text
//! domain ← store ← service ← { actions, pages, http, jobs, cli }
//! islands know only domain (and their own server reads); i18n is for the doors
//! ```
//!
//! This file holds the ONLY feature gates: nothing = `domain` alone, `ssr` = the server and its
//! commands, `hydrate` = the islands in the browser.
// A page is one nested type; the compiler counts its depth.
#![recursion_limit = "512"]
#![cfg_attr(not(feature = "hydrate"), forbid(unsafe_code))]

pub mod domain;

#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod islands;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod config;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod keys;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;

/// Called once by the loader in the browser before it wakes the islands.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
