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

/// A chosen photo, as it is shown.
#[derive(Clone)]
struct Shown {
    key: usize,
    /// Address of its preview; empty while there is none.
    src: String,
    name: String,
}

/// What is chosen so far. The browser puts each new choice in the place of the one before, and a
/// phone's camera gives one photo at a time: so all are kept here and written back.
#[derive(Clone, Copy)]
struct Chosen {
    input: StoredValue<Option<HtmlInputElement>, LocalStorage>,
    files: StoredValue<Vec<(usize, File)>, LocalStorage>,
    last: StoredValue<usize>,
    shown: RwSignal<Vec<Shown>>,
    /// Most photos that are taken, and whether more were chosen just now.
    most: usize,
    over: RwSignal<bool>,
}

impl Chosen {
    fn new(most: usize) -> Self {
        Self {
            most,
            over: RwSignal::new(false),
            input: StoredValue::new_local(None),
            files: StoredValue::new_local(Vec::new()),
            last: StoredValue::new(0),
            shown: RwSignal::new(Vec::new()),
        }
    }

    /// Takes what the field holds now beside what was chosen before. They are in the field at once, so
    /// that a form sent quickly has them all; small ones follow.
    fn add(self, input: HtmlInputElement) {
        let new = input.files();
        self.input.set_value(Some(input));
        if DataTransfer::new().is_err() {
            // A browser whose field cannot be written holds only the last choice.
            self.files.set_value(Vec::new());
            self.shown.set(Vec::new());
        }
        let new = new.iter().flat_map(|files| (0..files.length()).filter_map(|n| files.get(n)));
        let mut new: Vec<(usize, File)> = new.map(|file| (self.next(), file)).collect();
        let room = self.most.saturating_sub(self.files.with_value(Vec::len));
        self.over.set(new.len() > room);
        new.truncate(room);
        self.files.update_value(|files| files.extend(new.iter().cloned()));
        let lines = new.iter().map(|(key, file)| Shown { key: *key, src: String::new(), name: file.name() });
        self.shown.update(|shown| shown.extend(lines));
        self.write();
        spawn_local(async move {
            for (key, file) in new {
                // What the browser cannot read stays as it is: the server says what is wrong with it.
                if let Ok(small) = shrink(&file).await {
                    self.replace(key, small);
                }
            }
            self.write();
        });
    }

    fn next(self) -> usize {
        self.last.update_value(|last| *last = last.wrapping_add(1));
        self.last.get_value()
    }

    fn replace(self, key: usize, small: File) {
        // Left out meanwhile: nothing is to be shown any more.
        if !self.files.with_value(|files| files.iter().any(|one| one.0 == key)) {
            return;
        }
        let src = Url::create_object_url_with_blob(&small).unwrap_or_default();
        self.files.update_value(|files| {
            if let Some(one) = files.iter_mut().find(|one| one.0 == key) {
                one.1 = small;
            }
        });
        self.shown.update(|shown| {
            if let Some(one) = shown.iter_mut().find(|one| one.key == key) {
                one.src = src;
            }
        });
    }

    fn drop_one(self, key: usize) {
        self.files.update_value(|files| files.retain(|one| one.0 != key));
        self.over.set(false);
        self.shown.update(|shown| {
            for gone in shown.iter().filter(|one| one.key == key) {
                drop(Url::revoke_object_url(&gone.src));
            }
            shown.retain(|one| one.key != key);
        });
        self.write();
    }

    fn write(self) {
        let Ok(all) = DataTransfer::new() else { return };
        self.files.with_value(|files| {
            for (_, file) in files {
                drop(all.items().add_with_file(file));
            }
        });
        self.input.with_value(|input| {
            if let Some(input) = input {
                input.set_files(all.files().as_ref());
            }
        });
    }
}

/// Wraps the field for photos. Without it the server makes them small.
#[island]
pub fn PhotoShrink(
    /// Name of the field.
    name: String,
    /// What a preview shows, for those who do not see it.
    alt: String,
    /// The words of the button that leaves a photo out.
    leave: String,
    /// How many photos are taken.
    most: usize,
    /// What is said where more are chosen.
    full: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let chosen = Chosen::new(most);
    let fields = NodeRef::<leptos::html::Div>::new();
    let selector = format!("input[name={name}]");
    // What was chosen before the island was awake is in the field already.
    Effect::new(move |_| {
        let input = fields.get().and_then(|div| div.query_selector(&selector).ok().flatten());
        let input = input.and_then(|found| found.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|input| input.files().is_some_and(|files| files.length() > 0)) {
            chosen.add(input);
        }
    });
    let choose = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|input| input.name() == name) {
            chosen.add(input);
        }
    };
    let line = move |one: Shown| {
        let Shown { key, src, name } = one;
        let preview = if src.is_empty() {
            view! { <span class="small">{name}</span> }.into_any()
        } else {
            view! { <img class="thumb" src=src alt=alt.clone()/> }.into_any()
        };
        view! {
            <div class="row left">
                {preview}
                <button type="button" class="btn line" on:click=move |_| chosen.drop_one(key)>{leave.clone()}</button>
            </div>
        }
    };
    view! {
        <div node_ref=fields on:change=choose>{children()}</div>
        {move || chosen.over.get().then(|| view! { <p class="problem" role="alert">{full.clone()}</p> })}
        {move || chosen.shown.get().into_iter().map(&line).collect_view()}
    }
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
