//! Stateless pieces of view.
//!
//! For: the frame around every page, icons, form fields with their slot for a problem, pills.
//! Must not know: services, the store, who asks. All text comes in as ready strings or by `Lang`.
//! To add: one file a family of pieces; under 80 lines a component; classes stand in `style/`.

pub mod field;
pub mod files;
pub mod frame;
pub mod icon;
pub mod icon_paths;
pub mod meter;
pub mod qr;

pub use files::file_buttons;
pub use frame::{Frame, Look};
pub use icon::icon;
pub use qr::qr;
