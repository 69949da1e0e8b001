//! Chosen photos become small before they are sent, and are shown.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, DataTransfer, File, FilePropertyBag, HtmlCanvasElement, HtmlInputElement,
    ImageBitmap, Url,
};

/// Longest side in pixels, as the server keeps it.
const SIDE: f64 = 1600.0;
const QUALITY: f64 = 0.82;

/// Wraps the field for photos. Without it the server makes them small.
#[island]
pub fn PhotoShrink(
    /// Name of the field.
    name: String,
    /// What a preview shows, for those who do not see it.
    alt: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let shown = RwSignal::new(Vec::<String>::new());
    let choose = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input.filter(|input| input.name() == name) else { return };
        spawn_local(async move {
            for old in shown.get_untracked() {
                drop(Url::revoke_object_url(&old));
            }
            shown.set(shrink_all(&input).await.unwrap_or_default());
        });
    };
    view! {
        <div on:change=choose>{children()}</div>
        <div class="row left">
            {move || shown.get().into_iter().map(|src| view! { <img class="thumb" src=src alt=alt.clone()/> }).collect_view()}
        </div>
    }
}

/// Puts a small JPEG in the place of each photo; gives addresses of what is shown. A file that
/// the browser cannot read stays as it is: the server says what is wrong with it.
async fn shrink_all(input: &HtmlInputElement) -> Result<Vec<String>, JsValue> {
    let Some(files) = input.files() else { return Ok(Vec::new()) };
    let (chosen, mut shown) = (DataTransfer::new()?, Vec::new());
    for file in (0..files.length()).filter_map(|n| files.get(n)) {
        let file = match shrink(&file).await {
            Ok(small) => {
                shown.push(Url::create_object_url_with_blob(&small)?);
                small
            }
            Err(_) => file,
        };
        chosen.items().add_with_file(&file)?;
    }
    input.set_files(chosen.files().as_ref());
    Ok(shown)
}

async fn shrink(file: &File) -> Result<File, JsValue> {
    let bitmap = window().create_image_bitmap_with_blob(file)?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await?.dyn_into()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (SIDE / width.max(height)).min(1.0);
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    let (width, height) = ((width * scale).round(), (height * scale).round());
    canvas.set_attribute("width", &width.to_string())?;
    canvas.set_attribute("height", &height.to_string())?;
    let pen = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let pen: CanvasRenderingContext2d = pen.dyn_into()?;
    pen.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)?;
    bitmap.close();
    let made = js_sys::Promise::new(&mut |done, failed| {
        if canvas.to_blob_with_type_and_encoder_options(&done, "image/jpeg", &JsValue::from_f64(QUALITY)).is_err() {
            drop(failed.call0(&JsValue::NULL));
        }
    });
    let blob: Blob = JsFuture::from(made).await?.dyn_into()?;
    let kind = FilePropertyBag::new();
    kind.set_type("image/jpeg");
    File::new_with_blob_sequence_and_options(&js_sys::Array::of1(&blob), "photo.jpg", &kind)
}
