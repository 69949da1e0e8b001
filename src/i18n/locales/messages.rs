//! Messages to phones. A message has no switch of languages, so both stand in it.
//!
//! To add: a kind of message is an arm of [`text`].

use crate::domain::notice::Notice;
use crate::i18n::Lang;

crate::messages! {
    figures(figures: &str) { "【邻里】{figures} 是您的验证数字，10 分钟内有效，不要告诉别人。", "Linli: your figures are {figures}. Tell them to nobody." }
    answered(number: &str, address: &str) { "【邻里】您提的意见 {number} 有了答复：{address}", "Linli: your feedback no. {number} was answered." }
}

/// The words of a message: a number and an address, nothing about a person.
pub fn text(notice: Notice<'_>) -> String {
    let in_both = |say: &dyn Fn(Lang) -> String| format!("{} {}", say(Lang::Zh), say(Lang::En));
    match notice {
        Notice::Figures { figures: some } => in_both(&|lang| figures(lang, some)),
        Notice::Answered { number, address } => in_both(&|lang| answered(lang, number, address)),
    }
}
