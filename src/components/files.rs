//! The two large buttons that take files: the camera and the microphone.
//!
//! For: forms that take photos and a recording, under the field names `photos` and `recording`.
//! Must not know: which form it is, how many files it takes.
//! To add: nothing for a further form; its island may wrap the buttons.

use super::icon;
use leptos::prelude::*;

/// Both buttons side by side, with these words below their icons.
pub fn file_buttons(photo: &'static str, voice: &'static str) -> impl IntoView + use<> {
    view! {
        <div class="two">
            <label class="file-button">
                <input type="file" name="photos" accept="image/*" multiple/>
                {icon("camera")}<span>{photo}</span>
            </label>
            <label class="file-button">
                <input type="file" name="recording" accept="audio/*"/>
                {icon("mic")}<span>{voice}</span>
            </label>
        </div>
    }
}
