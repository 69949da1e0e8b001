//! Who is here: letters, owners seen in person, phones, heads.

use crate::domain::code::{Purpose, Tongue};
use crate::domain::owner::Paper;
use crate::i18n::Lang;

crate::messages! {
    // Letters.
    tongue { "信上的文字", "Language of the letter" }
    tongue_both { "中文，附一行英文", "Chinese with a line of English" }
    tongue_zh { "只要中文", "Chinese only" }
    tongue_en { "只要英文", "English only" }
    purpose { "哪一种信", "Which letter" }
    purpose_hint { "每一户两种信可以都有；重打一种，另一种照样能用。", "A household may hold both; printing one anew leaves the other as it is." }
    purpose_household { "住户信（投票、说意见、评价）", "Household's letter (votes, feedback, ratings)" }
    purpose_owner { "业主信（另可投业主的票；当面核过业主才能用）", "Owner's letter (also owners' votes; works once the owner was seen in person)" }
    letter_owner { "这是业主信：当面核过业主以后才能用，业主的票也用它投。", "This is an owner's letter: it works once the owner was seen in person, and votes as owner too." }
    letter_or { "扫不了，就输入门牌和这 9 位数：", "Or type your door number and these 9 digits:" }
    letter_english(address: &str, building: &str, room: &str, until: &str) {
        "Owner's letter. Scan to vote, or enter {building}, room {room} and the 9 digits at {address}. Until {until}.",
        "Owner's letter. Scan to vote, or enter {building}, room {room} and the 9 digits at {address}. Until {until}."
    }

    // A household at the desk.
    find_title { "帮一户办事", "Help a household" }
    find_lead { "信丢了、印坏了，当面核业主，或者换手机，先找到这一户。", "A lost or spoilt letter, an owner to be seen, another phone: first find the flat." }
    find_go { "找这一户", "Find the flat" }
    building { "楼栋", "Building" }
    room { "房号", "Room" }
    room_hint { "例如 2-301（2 单元 301）", "Like 2-301 (entrance 2, room 301)" }
    codes { "参与码", "Codes" }
    codes_none { "还没有打印过信。", "No letter was printed yet." }
    code_of_household { "住户信", "Household's letter" }
    code_of_owner { "业主信", "Owner's letter" }
    code_holds(until: &str) { "能用，到 {until}", "In force until {until}" }
    code_unseen { "先当面核业主，才能用", "Works once the owner was seen in person" }
    code_ended { "已过期", "Has ended" }
    code_revoked(at: &str) { "已作废（{at}）", "Taken back ({at})" }
    code_made(at: &str) { "{at} 打印", "Printed {at}" }
    code_used(at: &str) { "{at} 第一次用", "First used {at}" }
    code_unused { "还没用过", "Not used yet" }
    code_wrong(n: i64) { "数字输错 {n} 次", "Digits typed wrong: {n}" }
    lost { "信丢了，作废这个码", "Lost: take this code back" }
    lost_note { "作废以后，用它进来的手机也退出。已经投的票不变。", "Phones that came in by it are signed out. Ballots cast stand." }
    anew { "重打一封", "Print a new letter" }
    anew_note { "印坏了或丢了都用这个：旧信马上作废，新码只在打印这一次显示。", "For a spoilt or lost letter: the old one ends at once; the new code is shown only on the sheet." }
    anew_until { "用到哪天", "The code counts until" }
    anew_sure { "我知道旧信会作废", "I know that the old letter ends" }
    owner { "业主", "Owner" }
    owner_lead { "请看证件原件，看过就还，不复印、不拍照、不记号码。", "Look at the original and give it back; no copy, no photo, no number." }
    owner_seen(paper: &str, at: &str) { "已当面核过：{paper}，{at}", "Seen in person with: {paper}, {at}" }
    owner_by(name: &str) { "经手：{name}", "Seen by {name}" }
    owner_not { "还没有当面核过业主。", "The owner was not seen in person yet." }
    owner_paper { "看的是哪种证件", "What was shown" }
    owner_send { "业主本人来过，证件对得上", "The owner was here and the paper matches" }
    owner_letter { "核过以后，请另一位同事给业主打一封业主信，业主的票用它投。", "Then a second person prints an owner's letter: it votes in owners' polls." }
    owner_end { "收回（核错了，或者房子卖了）", "Take it back (a mistake, or the flat was sold)" }
    paper_certificate { "不动产权证", "Property certificate" }
    paper_contract { "购房合同", "Contract of sale" }
    paper_court { "法院或继承文书", "Court or inheritance paper" }
    saved { "办好了。", "Done." }

    // Phones.
    phones { "手机", "Phones" }
    phones_title { "我们家的手机", "Our household's phones" }
    phones_lead { "用同一封信进来的手机都在这里。不认识的，请让它退出。", "Every phone that came in by the same letter. Put out any that you do not know." }
    phones_none { "没有手机在用。", "No phone is in." }
    phone_this { "就是这一台", "This one" }
    phone_unknown { "没有说明是什么手机", "Kind unknown" }
    phone_since(at: &str) { "{at} 进来", "Since {at}" }
    phone_by_owner(at: &str) { "一台用业主信进来的手机，{at} 起", "A phone with the owner's letter, since {at}" }
    phone_by_household(at: &str) { "一台用住户信进来的手机，{at} 起", "A phone with the household's letter, since {at}" }
    phone_other_note { "这些手机用的是这套房的另一封信。不认识的，请问居委会。", "These came in by the flat's other letter. If you do not know one, please ask the committee." }
    phone_waits { "等着放行", "Waits to be let in" }
    phone_knocked(at: &str) { "{at} 来敲门", "Knocked {at}" }
    phone_keep_out { "不让进", "Do not let it in" }
    phone_leave { "退出这一台", "Sign this phone out" }
    phone_in { "放它进来", "Let it in" }
    phone_out { "让它退出", "Put it out" }
    phones_to { "看我们家的手机", "Our household's phones" }
    waits_title { "这台手机要等一等", "This phone waits" }
    waits_how { "您家已有一台手机在用。请在那台手机上打开「我们家的手机」，放这一台进来；也可以扫信上的二维码，马上就进；或者到居委会办。", "A phone of your household is in already. On that one open 'Our household's phones' and let this one in; or scan the letter's QR and be in at once; or ask at the committee's desk." }
    waits_where(address: &str) { "那台手机上的网址：{address}", "On the first phone: {address}" }
    unseen_title { "请先到居委会核一次业主", "The owner must be seen first" }
    unseen_look { "核过了，再看看", "I was there: look again" }
    waits_alone { "只有这一台手机（清过记录，或换了浏览器）？扫信上的二维码就行，不用等。", "Is this the only phone (its memory was cleared, or another browser)? Scan the letter's QR: nothing to wait for." }
    waits_over { "那台手机没有让这一台进来，或者等的时间过了。请扫信上的二维码，或者再填一次。", "The other phone did not let this one in, or the wait is over. Please scan the letter's QR, or fill in the code again." }
    knocks { "有一台手机在等您放行。", "A phone waits for you to let it in." }
    waits_look { "放行了，再看看", "It was let in: look again" }

    // Heads.
    by_heads { "业主人数", "Owners" }
    of_heads(part: &str, whole: &str) { "业主 {part} / {whole} 人（一人有几套算一人，面积都算）", "Owners: {part} of {whole} (several flats of one owner are one; all areas count)" }
    short_heads(n: &str) { "还差 {n} 人", "{n} owner‹s› short" }
    rule_heads { "业主投票按人数和面积各算各的：一人有几套房算一人，面积加在一起；几套房选得不一样，按面积过半的那一边算，一半对一半不算同意。", "Owners are counted by heads and by area, each by itself: several flats of one owner are one head and their areas are added. If such flats choose differently, the head says what more than half of their area says; equal halves are no yes." }
    work_heads(n: &str, whole: &str) { "按业主人数：{n} / {whole}", "By owners: {n} of {whole}" }
}

/// A kind of paper.
pub const fn paper(lang: Lang, paper: Paper) -> &'static str {
    match paper {
        Paper::Certificate => paper_certificate(lang),
        Paper::Contract => paper_contract(lang),
        Paper::Court => paper_court(lang),
    }
}

/// A letter, by what its code is for.
pub const fn letter_of(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Household => code_of_household(lang),
        Purpose::Owner => code_of_owner(lang),
    }
}

/// A phone that came by the other letter.
pub fn phone_of_other(lang: Lang, purpose: Purpose, since: &str) -> String {
    match purpose {
        Purpose::Household => phone_by_household(lang, since),
        Purpose::Owner => phone_by_owner(lang, since),
    }
}

/// The purposes to choose from.
pub fn purposes(lang: Lang) -> Vec<(String, String)> {
    let word = |purpose: &Purpose| match purpose {
        Purpose::Household => purpose_household(lang),
        Purpose::Owner => purpose_owner(lang),
    };
    Purpose::ALL.iter().map(|purpose| (purpose.to_string(), word(purpose).to_owned())).collect()
}

/// The languages of letters to choose from.
pub fn tongues(lang: Lang) -> Vec<(String, String)> {
    let word = |tongue: &Tongue| match tongue {
        Tongue::Both => tongue_both(lang),
        Tongue::Zh => tongue_zh(lang),
        Tongue::En => tongue_en(lang),
    };
    Tongue::ALL.iter().map(|tongue| (tongue.to_string(), word(tongue).to_owned())).collect()
}
