//! What is stored about people, in words.

use crate::domain::privacy::{Basis, Purpose, Seen, What};
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
    deleted { "能删的已经删掉了，这边也退出了。", "What can go is deleted, and you are signed out." }
    backups_head { "删掉以后，备份里还有吗？", "What deleting means for backups" }
    backups { "删除马上生效，但改不了以前做好的备份：备份是整份的文件，里面还有旧数据，等运营单位把那份备份扔掉才没有。手机号在备份里也是加密的，钥匙不在数据库里。", "Deleting works at once, but not in backups made before: a backup is one whole file, and holds older data until the operator throws it away. Phone numbers are sealed there too, and the key is not in the database." }
    backups_restored { "万一恢复了备份，删过的会回来：到期的由系统自动再删，您自己删过的请再删一次。", "If a backup is restored, what was deleted comes back: what has run out goes again by itself; what you deleted yourself, please delete once more." }
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
        What::Phone => ("手机号（加密）和要通知的意见", "Phone number (sealed), what it follows"),
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

/// What for.
pub const fn of_purpose(lang: Lang, purpose: Purpose) -> &'static str {
    let (zh, en) = match purpose {
        Purpose::Electorate => {
            ("知道该问哪些户，每户算多少面积", "To know which flats are asked and how much each weighs")
        }
        Purpose::Proof => ("只让本户办本户的事", "To let nobody but the flat or the phone's holder act for it"),
        Purpose::Import => {
            ("名册导入前先看，导错了能退回", "To look at a roll before it counts, and to take a wrong one back")
        }
        Purpose::Correct => ("名册写错了能改", "To put right what is wrong on the roll"),
        Purpose::Handle => ("处理您说的事，让您回来看结果", "To deal with what was said and let its author come back"),
        Purpose::Publish => ("公开意见和答复", "To show everybody what was said and answered"),
        Purpose::Decide => ("说明为什么这样处理，处理错了能撤回", "To explain a decision and to take it back"),
        Purpose::CountOnce => ("一户只算一次", "To count each flat or phone once"),
        Purpose::Vote => ("计票，并让人核对", "To count votes and let them be checked"),
        Purpose::Repair => ("评价工程，把问题修好", "To judge the work and have faults repaired"),
        Purpose::Tell => ("有了答复告诉您", "To tell you of an answer"),
        Purpose::ShowConsent => ("证明您同意过、撤回过", "To show what you agreed to and took back"),
        Purpose::SignedIn => ("不用反复登录，看得到在哪里登录着", "To stay signed in, and to see where"),
        Purpose::Account => ("知道谁替单位办事，防止冒用", "To know who acts for the office, and to keep others out"),
        Purpose::Answerable => ("事后查得到谁办了、看了什么", "To find out later who did or saw what"),
        Purpose::Bound => {
            ("防止乱猜和灌水，看过的当天只记一次", "To stop guessing and floods, and to note a look once a day")
        }
        Purpose::Alike => (
            "没有信的房号猜错了也一样计数，不让人试出哪户有信",
            "To count wrong guesses at a room without a letter as at others, so that nobody learns which have one",
        ),
        Purpose::Resume => ("写了一半不会丢", "To lose nothing half-written"),
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
