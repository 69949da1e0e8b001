//! Form fields: label, hint and the problem beside the field.
//!
//! For: fields that come back filled in, with a clear sentence where something is wrong.
//! Must not know: what the field means; which language it is in.
//! To add: a further kind of field as a function that takes [`Field`]; it ends in `into_any`, or the
//! type of a long form grows beyond what the compiler follows.

use crate::domain::problem::{FieldProblems, Problem};
use crate::i18n::Lang;
use crate::i18n::locales::{frame, problems};
use leptos::prelude::*;

/// What every field has.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Name in the form.
    pub name: &'static str,
    /// Told apart from the same field of another form on the page by this; empty where there is
    /// only one.
    pub form: String,
    /// What is asked.
    pub label: String,
    /// What is filled in already.
    pub value: String,
    /// A word of help under the field.
    pub hint: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// The HTML type; empty means text.
    pub kind: &'static str,
    /// For phones: `numeric`, `decimal`, …
    pub inputmode: &'static str,
    /// For password managers and browsers.
    pub autocomplete: &'static str,
}

impl Field {
    /// A text field.
    pub fn new(name: &'static str, label: &str, value: &str) -> Self {
        Self { name, label: label.to_owned(), value: value.to_owned(), ..Self::default() }
    }
    /// In a form of this name, where a page has several alike.
    #[must_use]
    pub fn within(mut self, form: &str) -> Self {
        form.clone_into(&mut self.form);
        self
    }
    /// Its id on the page.
    fn id(&self) -> String {
        if self.form.is_empty() { self.name.to_owned() } else { format!("{}-{}", self.form, self.name) }
    }
    /// With a word of help.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }
    /// Of another HTML type.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }
    /// With a keyboard for digits.
    #[must_use]
    pub fn digits(mut self) -> Self {
        self.inputmode = "numeric";
        self
    }
    /// With a word for password managers.
    #[must_use]
    pub fn autocomplete(mut self, word: &'static str) -> Self {
        self.autocomplete = word;
        self
    }
    /// With the problem that stands beside this field, if any.
    #[must_use]
    pub fn check(mut self, lang: Lang, problems: &FieldProblems) -> Self {
        self.problem = sentence_for(lang, problems, self.name);
        self
    }
}

/// The sentence of the first problem beside `name`.
pub fn sentence_for(lang: Lang, problems: &FieldProblems, name: &str) -> Option<String> {
    problems.iter().find(|(field, _)| *field == name).map(|(_, problem)| problems::sentence(lang, problem))
}

fn classes(problem: Option<&String>) -> &'static str {
    if problem.is_some() { "field bad" } else { "field" }
}

/// The words under a field, tied to it by `aria-describedby`.
fn words(id: String, hint: String, problem: Option<String>) -> impl IntoView {
    view! {
        <div id=id>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {problem.map(|text| view! { <p class="problem" role="alert">{text}</p> })}
        </div>
    }
}

/// One line of text.
pub fn line(field: Field) -> impl IntoView {
    let id = field.id();
    let about = format!("{id}-about");
    let class = classes(field.problem.as_ref());
    let invalid = field.problem.is_some().then_some("true");
    view! {
        <div class=class>
            <label for=id.clone()>{field.label}</label>
            <input id=id name=field.name type=if field.kind.is_empty() { "text" } else { field.kind }
                value=field.value aria-describedby=about.clone()
                aria-invalid=invalid
                inputmode=(!field.inputmode.is_empty()).then_some(field.inputmode)
                autocomplete=if field.autocomplete.is_empty() { "off" } else { field.autocomplete }/>
            {words(about, field.hint, field.problem)}
        </div>
    }
    .into_any()
}

/// What stands inside a `textarea`, escaped here: the view writes it there as it is. A line break comes
/// first, since browsers drop the first one.
pub fn inside(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// Several lines of text.
pub fn area(field: Field, rows: u32) -> impl IntoView {
    let id = field.id();
    let about = format!("{id}-about");
    let class = classes(field.problem.as_ref());
    let invalid = field.problem.is_some().then_some("true");
    view! {
        <div class=class>
            <label for=id.clone()>{field.label}</label>
            <textarea id=id name=field.name rows=rows aria-describedby=about.clone()
                aria-invalid=invalid>{inside(&field.value)}</textarea>
            {words(about, field.hint, field.problem)}
        </div>
    }
    .into_any()
}

/// A choice of few.
pub fn select(field: Field, options: Vec<(String, String)>) -> impl IntoView {
    let id = field.id();
    let about = format!("{id}-about");
    let chosen = field.value;
    let class = classes(field.problem.as_ref());
    let invalid = field.problem.is_some().then_some("true");
    view! {
        <div class=class>
            <label for=id.clone()>{field.label}</label>
            <select id=id name=field.name aria-describedby=about.clone()
                aria-invalid=invalid>
                {options.into_iter().map(|(value, text)| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{text}</option> }
                }).collect_view()}
            </select>
            {words(about, field.hint, field.problem)}
        </div>
    }
    .into_any()
}

/// Everything that is wrong with a long form, above it: what stands beside a field leads there. The
/// element has the field's name as its id.
pub fn summary(lang: Lang, problems: &FieldProblems) -> impl IntoView + use<> {
    let beside: Vec<_> = problems.iter().filter(|(name, _)| !name.is_empty()).collect();
    // 'This is still empty' says nothing away from its field: how many there are does.
    let is_empty = |problem: &Problem| *problem == Problem::Missing;
    let empty = beside.iter().filter(|(_, problem)| is_empty(problem)).count();
    let first_empty = beside.iter().position(|(_, problem)| is_empty(problem));
    let lines: Vec<_> = (0..)
        .zip(&beside)
        .filter(|(n, (name, problem))| {
            let first = beside.iter().position(|(other, said)| other == name || said == problem);
            if is_empty(problem) { first_empty == Some(*n) } else { first == Some(*n) }
        })
        .map(|(_, (name, problem))| {
            let to = format!("#{name}");
            let text =
                if is_empty(problem) { frame::still_empty(lang, empty) } else { problems::sentence(lang, problem) };
            view! { <p><a href=to>{text}</a></p> }
        })
        .collect();
    let list = (!lines.is_empty()).then(|| view! { <div class="banner bad lines" role="alert">{lines}</div> });
    view! { {general(lang, problems)}{list} }
}

/// The problems of the form as a whole, above it.
pub fn general(lang: Lang, problems: &FieldProblems) -> impl IntoView + use<> {
    sentence_for(lang, problems, "").map(|text| view! { <p class="banner bad" role="alert">{text}</p> })
}
