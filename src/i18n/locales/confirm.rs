//! A form that must be confirmed: what it does, and what is in it.

use crate::domain::feedback::Tile;
use crate::domain::rating::{Level5, Reason};
use crate::i18n::Lang;
use crate::i18n::locales::{feedback, frame, poll, prove, rating, words};

crate::messages! {
    title { "请再确认一次", "Please confirm once more" }
    text { "您的浏览器没有说明这个表单从哪里来。看一眼下面的内容，没错就点发送。", "Your browser did not say where this form came from. Look at what is below; if it is yours, tap send." }
    send { "是我填的，发送", "It was me, send it" }
    kept { "照片和录音已经存在服务器上，一天以内不用再选。", "Photos and recordings are kept on the server for a day; you need not choose them again." }
    secret_title { "请再填一次密码", "Please type the password once more" }
    secret_text { "您的浏览器没有说明表单从哪里来。密码不会写进网页，所以请回到表单再填一次，这次就能发出去。", "Your browser did not say where the form came from. A password is never written into a page, so please go back to the form and type it once more; this time it goes through." }
    secret_go { "回到表单", "Back to the form" }
    photos(n: usize) { "{n} 张", "{n}" }
    files(n: usize) { "{n} 个", "{n}" }
    private { "（不显示）", "(not shown)" }
    yes { "是", "yes" }
}

/// What a door does; none where its address says nothing to a person.
pub fn act(lang: Lang, door: &str) -> Option<&'static str> {
    let (zh, en) = match door {
        "/prefs" => ("换语言或字号", "Change language or size of letters"),
        "/v" => ("说明您是哪一户", "Show your household"),
        "/v/out" | "/login/out" => ("退出", "Sign out"),
        "/c/{slug}/feedback" | "/c/{slug}/feedback/similar/{draft}" => ("提意见", "Give feedback"),
        "/c/{slug}/feedback/{number}/support" => ("我家也是", "Same for us"),
        "/f/{secret}/lines" => ("给意见补充一句", "Add a line to your feedback"),
        "/f/{secret}/outcome" => ("说说解决了没有", "Say whether it is solved"),
        "/f/{secret}/withdraw" => ("撤回意见", "Take your feedback back"),
        "/c/{slug}/polls/{id}/vote" => ("投票", "Vote"),
        "/c/{slug}/rate/{work}" => ("评价完工项目", "Rate a finished work"),
        "/c/{slug}/rate/{work}/reason" => ("说说哪里不好", "Say what is wrong with it"),
        "/c/{slug}/rate/{work}/repair" => ("说说修好没有", "Say whether it is repaired"),
        _ => return None,
    };
    Some(lang.pick(zh, en))
}

/// What a field is called; none for what only the machine needs.
pub fn label(lang: Lang, field: &str) -> Option<&'static str> {
    let (zh, en) = match field {
        "once" | "draft" | "back" | "next" | "c" | "seen" | "before_kept" | "after_kept" | "drop" => return None,
        field if prove::is_unsaid(field) => return None,
        "tile" => ("哪一类", "Kind"),
        "text" | "text_zh" | "text_en" => ("写的话", "Words"),
        "building" => ("哪一栋", "Building"),
        "room" => ("房号", "Room"),
        "visibility" => ("谁看得到", "Who sees it"),
        "photos" => ("照片", "Photos"),
        "recording" => ("录音", "Recording"),
        "token" | "digits" | "code" => ("参与码", "Code"),
        "w" | "works" | "choice" => ("选了", "Chosen"),
        "blank" => ("选票", "Ballot"),
        "signed" => ("业主签名核过了", "Owner's signature checked"),
        "level" => ("评价", "Rating"),
        "reason" | "reason_zh" | "reason_en" => ("原因", "Reason"),
        "says" | "outcome" => ("您说", "You say"),
        "lang" => ("语言", "Language"),
        "mode" => ("字号", "Letters"),
        "note" => ("说明", "Note"),
        "name" | "zh" | "en" | "title_zh" | "title_en" => ("名称", "Name"),
        "login" => ("账号", "Login"),
        "role" => ("职责", "Duty"),
        "place" | "region" => ("地方", "Place"),
        "opens" => ("开始", "Begins"),
        "closes" => ("结束", "Ends"),
        "file" => ("文件", "File"),
        field => return prove::label(lang, field).or(Some(lang.pick("另外填的", "Also"))),
    };
    Some(lang.pick(zh, en))
}

/// A value in words where it is a word of the machine.
pub fn value(lang: Lang, field: &str, value: &str) -> String {
    let known = match (field, value) {
        ("token" | "digits" | "code", _) => Some(private(lang)),
        ("tile", word) => Tile::parse(word).map(|tile| words::tile(lang, tile)),
        ("visibility", "public") => Some(feedback::sees_public(lang)),
        ("visibility", "handlers") => Some(feedback::sees_handlers(lang)),
        ("level", word) => Level5::parse(word).map(|level| rating::level(lang, level)),
        ("reason", word) => Reason::parse(word).map(|reason| rating::reason(lang, reason)),
        ("says", "confirmed") => Some(rating::repair_confirm(lang)),
        ("says", "reopened") => Some(rating::repair_again(lang)),
        ("says", "disputed") => Some(rating::repair_dispute(lang)),
        ("outcome", "solved") => Some(feedback::solved(lang)),
        ("outcome", "disputed") => Some(feedback::not_solved(lang)),
        ("blank", _) => Some(poll::blank(lang)),
        ("lang", "zh") => Some("中文"),
        ("lang", "en") => Some("English"),
        ("mode", "elder") => Some(frame::elder(lang)),
        ("mode", "standard") => Some(frame::standard(lang)),
        _ => None,
    };
    known.map(str::to_owned).or_else(|| prove::value(lang, field, value)).unwrap_or_else(|| value.to_owned())
}
