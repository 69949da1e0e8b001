//! What is stored about people, in words.

use crate::domain::privacy::{Basis, Seen, What};
use crate::i18n::Lang;

crate::messages! {
    title { "个人信息说明", "What is stored about you" }
    lead { "存什么、凭什么、存多久、谁看得到，都在这张表里。不存身份证号，不做人脸识别。", "What is stored, on what ground, for how long and who sees it. No ID numbers, no face checks." }
    own { "看看存了我什么、下载或删除", "See, take along or delete what is stored about me" }
    machine { "机器可读（JSON）", "For machines (JSON)" }
    what { "内容", "What" }
    basis_head { "依据", "Ground" }
    kept_head { "存多久", "How long" }
    seen_head { "谁看得到", "Who sees it" }
    record { "小区改造档案保存期内", "As long as the renovation is on record" }
    until_over { "到期自动删除", "Until it runs out" }
    days(n: i64) { "{n} 天", "{n} day‹s›" }
    backups { "备份里的旧数据等备份到期才会消失；手机号在备份里也是加密的。", "Backups keep older data until they are thrown away; phone numbers are sealed there too." }
}

/// What a row is about.
pub const fn of_what(lang: Lang, what: What) -> &'static str {
    let (zh, en) = match what {
        What::Household => ("房屋和产权人（名字遮住）", "Flat and owners (names covered)"),
        What::Code => ("参与码（只存校验值）", "Codes of the flat (as keyed hashes)"),
        What::Feedback => ("意见、照片、录音", "Feedback, photos, recordings"),
        What::Support => ("同感", "'Same for us'"),
        What::Ballot => ("选票", "Ballots"),
        What::Rating => ("打分和报修", "Ratings and faults"),
        What::Phone => ("手机号（加密）和关注", "Phone number (sealed), what it follows"),
        What::Message => ("短信", "Messages"),
        What::Consent => ("同意的记录", "What you agreed to"),
        What::Session => ("登录状态", "Signed-in browsers"),
        What::Staff => ("工作人员账号和答复", "Accounts and answers of staff"),
        What::Audit => ("工作人员的操作日志", "Log of what staff did"),
        What::Tries => ("尝试次数（只存校验值）", "Counts of tries (as keyed hashes)"),
        What::Draft => ("没填完的表", "Half-filled forms"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// On what ground.
pub const fn of_basis(lang: Lang, basis: Basis) -> &'static str {
    let (zh, en) = match basis {
        Basis::Duty => ("法定职责", "A public duty"),
        Basis::Consent => ("您的同意", "Your consent"),
        Basis::Request => ("您要办的事需要", "What you asked for needs it"),
        Basis::Safety => ("安全", "Safety"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Who sees it.
pub const fn of_seen(lang: Lang, seen: Seen) -> &'static str {
    let (zh, en) = match seen {
        Seen::Public => ("公开的部分所有人可见", "Everybody, as far as published"),
        Seen::Handlers => ("本人和经办人员", "You and the staff who deal with it"),
        Seen::Own => ("本人", "You"),
        Seen::Nobody => ("没有人", "Nobody"),
        Seen::Auditors => ("审计和安全管理员", "Auditors and security"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
