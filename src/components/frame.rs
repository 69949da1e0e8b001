//! The frame around every page: head, top bar with the two switches, foot.
//!
//! For: [`Frame::document`], which turns a page's view into a whole HTML document. The page's own
//! style sheet stands in the document (its hash is in the policy header), so a first view takes
//! one round trip.
//! Must not know: services; what the page shows.
//! To add: what every page carries.

use crate::http::assets;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::account;
use crate::i18n::locales::frame as words;
use crate::service::instance::Instance;
use leptos::prelude::*;
use std::sync::Arc;

/// Which style sheets a page needs beside the core.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// For residents.
    #[default]
    Resident,
    /// For staff: the core and `staff.css`.
    Staff,
    /// For paper: the core and `print.css`.
    Paper,
}

/// What surrounds one page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Language.
    pub lang: Lang,
    /// Elder mode.
    pub elder: bool,
    /// Path of this page, for the switches to come back to.
    pub here: String,
    /// Where the back arrow leads; none on a first page.
    pub back: Option<String>,
    /// Words in the top bar.
    pub brand: String,
    /// Who runs it.
    pub instance: Instance,
    /// Style sheets.
    pub look: Look,
    /// Names of plain scripts of `public/` that the page loads.
    pub scripts: Vec<&'static str>,
    /// The id of the form whose fields go along with the switches; its door of `/prefs` knows them.
    /// Without one, `keep.js` carries what is filled in.
    pub carries: &'static str,
    /// True if the page holds an island.
    pub islands: bool,
    /// The form's token; only on pages that are not kept.
    pub token: String,
    /// Who is signed in, on pages for staff: a shared computer shows whose session it is.
    pub who: String,
    /// The one duty that is worked in, in words; empty for all together.
    pub acting: String,
    /// The side bar of staff pages: path and words; the one that is `here` stands out.
    pub side: Vec<(String, String)>,
}

impl Frame {
    /// For this visitor.
    pub fn new(visitor: &Visitor, instance: Instance) -> Self {
        let here = match (visitor.path.is_empty(), visitor.query.is_empty()) {
            (true, _) => "/".to_owned(),
            (false, true) => visitor.path.clone(),
            (false, false) => format!("{}?{}", visitor.path, visitor.query),
        };
        Self { lang: visitor.lang, elder: visitor.elder, here, instance, ..Self::default() }
    }
    /// With a back arrow and words in the top bar.
    #[must_use]
    pub fn under(mut self, back: &str, brand: &str) -> Self {
        self.back = Some(back.to_owned());
        brand.clone_into(&mut self.brand);
        self
    }
    /// With words in the top bar and no back arrow.
    #[must_use]
    pub fn named(mut self, brand: &str) -> Self {
        brand.clone_into(&mut self.brand);
        self
    }
    /// With other style sheets.
    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }
    /// With a side bar of paths and words.
    #[must_use]
    pub fn side(mut self, links: Vec<(String, String)>) -> Self {
        self.side = links;
        self
    }
    /// With a plain script.
    #[must_use]
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }
    /// With islands.
    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// The hidden field that proves where a form came from, for browsers that do not say.
    pub fn token_field(&self) -> impl IntoView + use<> {
        let token = self.token.clone();
        (!token.is_empty()).then(|| view! { <input type="hidden" name="token_of_form" value=token/> })
    }

    /// The whole document. `title` stands in the window's name.
    pub fn document(&self, title: &str, page: impl IntoView + 'static) -> String {
        self.document_of(title, || page)
    }

    /// The same for a page with islands: an island must be made where it is rendered.
    pub fn document_of<V: IntoView + 'static>(&self, title: &str, page: impl FnOnce() -> V) -> String {
        let body = render_of(|| {
            view! {
                <a class="skip noprint" href="#m">{words::skip(self.lang)}</a>
                {self.instance.demo.then(|| view! { <aside class="demo-band noprint">{words::demo(self.lang)}</aside> })}
                {self.top()}
                {self.body(page())}
                {self.foot()}
            }
        });
        // Islands find their places by these marks; without islands they are bytes for nobody.
        if self.islands { self.shell(title, &body) } else { self.shell(title, &body.replace("<!>", "")) }
    }

    fn body(&self, page: impl IntoView + 'static) -> AnyView {
        let main = view! { <main class="page" id="m">{page}</main> }.into_any();
        if self.side.is_empty() {
            return main;
        }
        let path = self.here.split('?').next().unwrap_or_default().to_owned();
        let links = self.side.clone().into_iter().map(move |(to, text)| {
            let current = (to == path).then_some("page");
            view! { <a href=to aria-current=current>{text}</a> }
        });
        view! {
            <div class="side-layout">
                <nav class="side noprint" aria-label=words::work(self.lang)>{links.collect_view()}</nav>
                {main}
            </div>
        }
        .into_any()
    }

    fn shell(&self, title: &str, body: &str) -> String {
        use std::fmt::Write;
        let mut out = String::with_capacity(body.len() + assets::CORE_CSS.len() + 1024);
        let elder = if self.elder { " class=\"elder\"" } else { "" };
        let title = escape(title);
        let _ = write!(
            out,
            "<!DOCTYPE html><html lang=\"{}\"{elder}><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover\">\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"format-detection\" content=\"telephone=no\">\
             <title>{title}</title><style>{}</style>",
            self.lang.tag(),
            assets::CORE_CSS,
        );
        let sheet = match self.look {
            Look::Resident => None,
            Look::Staff => assets::path("staff.css"),
            Look::Paper => assets::path("print.css"),
        };
        if let Some(path) = sheet {
            let _ = write!(out, "<link rel=\"stylesheet\" href=\"{path}\">");
        }
        if let Some(path) = assets::path("icon.svg") {
            let _ = write!(out, "<link rel=\"icon\" href=\"{path}\">");
        }
        let waking = self.islands.then_some("wake.js");
        for path in self.scripts.iter().copied().chain(waking).filter_map(assets::path) {
            let _ = write!(out, "<script type=\"module\" src=\"{path}\"></script>");
        }
        out.push_str(if self.look == Look::Resident { "</head><body>" } else { "</head><body class=\"wide\">" });
        out.push_str(body);
        out.push_str("</body></html>");
        out
    }

    fn top(&self) -> impl IntoView + use<> {
        let lang = self.lang;
        let (mode, mode_words) =
            if self.elder { ("standard", words::standard(lang)) } else { ("elder", words::elder(lang)) };
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        let back = self.back.clone();
        let brand = if self.brand.is_empty() { words::name(lang).to_owned() } else { self.brand.clone() };
        let home = self.back.is_none();
        let carried = !self.carries.is_empty();
        let of = carried.then_some(self.carries);
        let to = carried.then_some("/prefs");
        view! {
            <header class="top noprint">
                {back.map(|to| view! { <a class="back" href=to aria-label=words::back(lang)>{crate::components::icon("back")}</a> })}
                {if home { view! { <a class="brand" href="/">{brand}</a> }.into_any() }
                 else { view! { <span class="brand">{brand}</span> }.into_any() }}
                <nav class="switches" aria-label=words::display(lang)>
                    <form method="post" action="/prefs">
                        <input type="hidden" name="back" value=self.here.clone()/>
                        <button class="pill" name="mode" value=mode form=of formaction=to formnovalidate=carried>{mode_words}</button>
                    </form>
                    <form method="post" action="/prefs">
                        <input type="hidden" name="back" value=self.here.clone()/>
                        <button class="pill" name="lang" value=other.as_str() lang=other.tag() form=of formaction=to formnovalidate=carried>{words::other_language(lang)}</button>
                    </form>
                </nav>
                {self.signed_in()}
            </header>
        }
    }

    /// Whose session this is, and the way out of it.
    fn signed_in(&self) -> impl IntoView + use<> {
        let (lang, who, token) = (self.lang, self.who.clone(), self.token_field());
        let acting = self.acting.clone();
        (!who.is_empty()).then(|| {
            view! {
                <form class="who" method="post" action="/login/out">
                    {token}
                    <span class="small muted">{who}</span>
                    {(!acting.is_empty()).then(|| view! { <a class="small" href="/account">{account::working_as(lang, &acting)}</a> })}
                    <button class="pill">{words::sign_out(lang)}</button>
                </form>
            }
        })
    }

    fn foot(&self) -> impl IntoView + use<> {
        let lang = self.lang;
        let Instance { operator, help_phone, filing, complaint, .. } = self.instance.clone();
        let login = if self.who.is_empty() { words::staff(lang) } else { words::account(lang) };
        view! {
            <footer class="foot noprint">
                {(!operator.is_empty()).then(|| view! { <p>{words::run_by(lang, &operator)}</p> })}
                {(!help_phone.is_empty()).then(|| {
                    let tel = format!("tel:{help_phone}");
                    view! { <p>{words::help_phone(lang)}" "<a href=tel>{help_phone}</a></p> }
                })}
                <p><a href="/help">{words::help(lang)}</a><a href="/privacy">{words::privacy(lang)}</a><a href="/own">{words::own(lang)}</a><a href="/login">{login}</a></p>
                {(!complaint.is_empty()).then(|| view! { <p>{words::complaint(lang, &complaint)}</p> })}
                {(!filing.is_empty()).then(|| view! { <p>{filing}</p> })}
            </footer>
        }
    }
}

/// A view as HTML.
pub fn render(view: impl IntoView) -> String {
    render_of(|| view)
}

/// A view made and rendered under an owner of its own, which keeps islands' properties apart.
pub fn render_of<V: IntoView>(make: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
    let html = owner.with(|| make().into_view().to_html());
    owner.cleanup();
    html
}

/// Text safe within HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
