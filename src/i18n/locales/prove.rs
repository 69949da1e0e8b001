//! What the forms of staff do and what is in them, for the page that shows one once more.
//!
//! To add: a door is a row of `ACTS`, a field one of `FIELDS`; a value that is a word of the machine
//! has an arm in [`value`].

use super::{audit, confirm, desk, households, proof, setup, staff, words};
use crate::domain::community::{AreaSource, Relation};
use crate::domain::moderation::{Act, Rule};
use crate::domain::owner::Paper;
use crate::domain::policy::Role;
use crate::domain::poll::ConflictRule;
use crate::domain::project::Stage;
use crate::i18n::Lang;

crate::messages! {
    rename { "改名", "Renamed" }
    rename_none { "没有改", "nothing" }
}

/// A pattern, or the name of a field, with its words.
type Row = (&'static str, &'static str, &'static str);

const ACTS: &[Row] = &[
    ("/login/factors/start", "加一个验证器", "Add an app with digits"),
    ("/login/factors/app", "确认验证器上的数字", "Confirm the app's digits"),
    ("/login/factors/options", "开始加通行密钥", "Begin to add a passkey"),
    ("/login/factors/passkey", "存下通行密钥", "Keep the passkey"),
    ("/login/factors/recovery", "换备用码", "Make new recovery codes"),
    ("/login/factors/remove", "去掉一种第二步验证", "Take a second step away"),
    ("/desk/feedback/{id}", "处理一条意见", "Decide on feedback"),
    ("/desk/decisions/{id}/undo", "撤销一次处理", "Undo a decision"),
    ("/desk/paper", "找一户的纸质票", "Look for a household's slip"),
    ("/desk/paper/{poll}/{household}", "录入这一户的纸质票", "Enter this household's paper ballot"),
    ("/desk/paper/check/{id}", "核对一张纸质票，计入", "Check a paper ballot and count it"),
    ("/desk/paper/check/{id}/reject", "退回一张纸质票", "Send a paper ballot back"),
    ("/desk/paper/check/{id}/withdraw", "撤下一张录错户的纸质票", "Take off a slip entered for another flat"),
    ("/repairs/{id}", "报告修好", "Say that a repair is done"),
    ("/repairs/check/{id}", "查看整改", "Look after a repair"),
    ("/desk/households/{slug}/{household}/lost", "作废这一户丢了的信", "Take back the code of a lost letter"),
    ("/desk/households/{slug}/{household}/letter", "给这一户重打一封信", "Print a new letter for this household"),
    ("/desk/households/{slug}/{household}/owner", "记下当面核过业主", "Note that the owner was seen in person"),
    ("/desk/households/{slug}/{household}/owner/end", "收回「当面核过业主」", "Take back that the owner was seen"),
    ("/desk/households/{slug}/{household}/phones/{phone}/in", "让一台手机进来", "Let a phone in"),
    ("/desk/households/{slug}/{household}/phones/{phone}/out", "让一台手机退出", "Put a phone out"),
    ("/office/{slug}/feedback/{serial}/answer", "答复意见", "Reply to feedback"),
    ("/office/{slug}/defects/{id}", "办一件整改", "Deal with a repair"),
    ("/setup/new", "新建小区", "Set up a community"),
    ("/setup/{slug}/edit", "改小区的资料", "Change a community's facts"),
    ("/setup/{slug}/close", "关闭小区", "Close the community"),
    ("/setup/{slug}/reopen", "重新打开小区", "Open the community again"),
    ("/setup/{slug}/stage", "改阶段", "Change the stage"),
    ("/setup/{slug}/settings", "改年度计划和满意度", "Change programme and satisfaction"),
    ("/setup/{slug}/roll", "上传名册文件", "Send the file of a roll"),
    ("/setup/{slug}/roll/{draft}", "导入名册", "Bring in the roll"),
    ("/setup/{slug}/roll/{draft}/columns", "指定名册的列", "Name the columns of a roll"),
    ("/setup/{slug}/roll/{draft}/discard", "不要一份没导入的名册", "Give up the file of a roll"),
    ("/setup/{slug}/roll/{draft}/undo", "撤回最近一次导入的名册", "Take the latest roll back"),
    ("/setup/{slug}/households", "查找一户", "Look up a household"),
    ("/setup/{slug}/households/{id}", "改名册里的这一户", "Correct this entry of the roll"),
    (
        "/setup/{slug}/households/{id}/sold",
        "房子卖了：换业主，停用原来的参与码",
        "The flat was sold: another owner, the codes end",
    ),
    ("/setup/{slug}/corrections/{id}/refuse", "不改名册，答复这一户", "Leave an entry as it is and say why"),
    ("/setup/{slug}/buildings", "楼栋改名", "Rename buildings"),
    ("/setup/{slug}/merge", "把另一个小区并过来", "Bring another community over"),
    ("/setup/{slug}/works", "加一项改造内容", "Add a work"),
    ("/setup/{slug}/works/{id}", "改一项改造内容", "Change a work"),
    ("/setup/{slug}/works/{id}/remove", "删掉一项改造内容", "Remove a work"),
    ("/setup/{slug}/funding", "改资金", "Change the money"),
    ("/setup/{slug}/phases", "改起止时间", "Change dates"),
    ("/setup/{slug}/polls", "起草投票", "Draft a poll"),
    ("/setup/{slug}/polls/{id}", "改投票", "Change a poll"),
    ("/setup/{slug}/polls/{id}/open", "公布投票", "Announce a poll"),
    ("/setup/{slug}/polls/{id}/cancel", "取消投票", "Cancel a poll"),
    ("/setup/{slug}/letters", "打印参与码信件，旧信作废", "Print letters with codes; earlier ones end"),
    ("/admin/staff/new", "新建账号", "Make an account"),
    ("/admin/staff/{id}/grant", "加一个分工", "Give a duty"),
    ("/admin/staff/{id}/revoke", "去掉一个分工", "Take a duty away"),
    ("/admin/staff/{id}/active", "停用或恢复账号", "Lock or unlock an account"),
    ("/admin/staff/{id}/slip", "打印开通单或重设单", "Print a slip for a new password"),
    ("/admin/staff/{id}/factors", "收回全部第二步验证", "Take all second steps away"),
    ("/admin/staff/{id}/leave", "办离职", "Let a colleague leave"),
    ("/admin/staff/{id}/sessions", "让这个账号退出登录", "Sign this account out"),
    ("/admin/instance", "改本站设置", "Change this installation's settings"),
    ("/admin/audit/export", "导出操作记录", "Take the audit log along"),
    ("/account/duty", "选现在做的分工", "Choose the duty to work in"),
    ("/account/sessions", "让自己的登录退出", "Sign yourself out somewhere"),
];

/// What only the machine needs, or what the line above says already.
const UNSAID: &[&str] =
    &["revision", "request", "seen", "session", "id", "credential", "factor", "opening", "poll", "had", "then"];

const FIELDS: &[Row] = &[
    ("entrance", "单元", "Entrance"),
    ("floor", "楼层", "Floor"),
    ("area", "建筑面积（平方米）", "Area in m²"),
    ("area_source", "面积来源", "Where the area comes from"),
    ("relation", "住的是谁", "Who lives there"),
    ("owners", "业主", "Owners"),
    ("new_owners", "新业主", "New owners"),
    ("new_numbers", "新业主证件号码", "Numbers of the new owners"),
    ("until", "用到哪天", "Good until"),
    ("tongue", "信上的文字", "Language of the letter"),
    ("purpose", "哪一种信", "Which letter"),
    ("large", "大字", "Large print"),
    ("whom", "给谁", "For whom"),
    ("sure", "知道后果", "Known what it does"),
    ("paper", "看的证件", "What was shown"),
    ("received", "收到的时间", "Received"),
    ("other", "并过来的小区", "Community that comes over"),
    ("successor", "分工交给", "Duties go to"),
    ("everywhere", "管全部地方", "Everywhere"),
    ("active", "账号", "The account"),
    ("operator", "运营单位", "Operator"),
    ("help_phone", "帮助电话", "Help phone"),
    ("filing", "备案号", "Filing numbers"),
    ("complaint", "怎么投诉", "How to complain"),
    ("recognised", "认定单位", "Recognised by"),
    ("second_factor", "第二步验证", "Second step"),
    ("as", "文件", "File"),
    ("who", "谁", "Who"),
    ("verb", "做了什么", "What was done"),
    ("community", "小区短名", "Community"),
    ("object", "对象", "What it was done to"),
    ("from", "从哪天", "From"),
    ("to", "到哪天", "To"),
    ("result", "结果", "Result"),
    ("address", "地址", "Address"),
    ("label", "叫什么", "Called"),
    ("act", "怎么处理", "Decision"),
    ("rule", "哪条规则", "Rule"),
    ("slug", "短名", "Short name"),
    ("built_year", "建成年份", "Built"),
    ("answers_by", "几天内答复", "Replies within"),
    ("programme_year", "计划年份", "Programme"),
    ("satisfied_percent", "满意度", "Satisfaction"),
    ("stage", "阶段", "Stage"),
    ("column", "列", "Column"),
    ("number", "业主编号", "Owners' numbers"),
    ("catalogue", "目录里的项目", "From the catalogue"),
    ("class", "类别", "Class"),
    ("cost", "花多少钱", "Cost"),
    ("unit", "单位", "Unit"),
    ("quantity", "数量", "Quantity"),
    ("state", "进展", "State"),
    ("must_do", "必须做", "Must be done"),
    ("warranty_months", "保修几个月", "Months of warranty"),
    ("finished_at", "完工日期", "Finished"),
    ("note_zh", "中文说明", "Note in Chinese"),
    ("note_en", "英文说明", "Note in English"),
    ("before", "改造前的照片", "Photo before"),
    ("after", "改造后的照片", "Photo after"),
    ("budget", "预算", "Budget"),
    ("conflict_rule", "两张票算哪张", "Which of two ballots counts"),
    ("preset", "投票规则", "Rule of the poll"),
    ("answer", "答复", "Reply"),
];

/// Boxes: only of these a `1` or `yes` says that they are ticked.
const BOXES: &[&str] = &["signed", "sure", "large", "everywhere", "second_factor", "must_do", "consent"];

fn row(lang: Lang, rows: &[Row], of: &str) -> Option<&'static str> {
    rows.iter().find(|(known, ..)| *known == of).map(|(_, zh, en)| lang.pick(zh, en))
}

/// What a door of staff does; none where it has no row.
pub fn act(lang: Lang, door: &str) -> Option<&'static str> {
    row(lang, ACTS, door)
}

/// True if a field is nothing to show.
pub fn is_unsaid(field: &str) -> bool {
    UNSAID.contains(&field) || field.starts_with("was_")
}

/// What a field of staff is called; none where it has no row.
pub fn label(lang: Lang, field: &str) -> Option<&'static str> {
    row(lang, FIELDS, field)
}

fn listed(all: Vec<(String, String)>, value: &str) -> Option<String> {
    all.into_iter().find(|(word, _)| word == value).map(|(_, text)| text)
}

/// A value in words where it is a word of the machine.
pub fn value(lang: Lang, field: &str, value: &str) -> Option<String> {
    let known = match field {
        _ if BOXES.contains(&field) && matches!(value, "1" | "on" | "yes") => confirm::yes(lang),
        "new_numbers" => confirm::private(lang),
        "area_source" => households::source(lang, AreaSource::parse(value)?),
        "relation" => households::who(lang, Relation::parse(value)?),
        "role" => staff::role(lang, Role::parse(value)?),
        "paper" => proof::paper(lang, Paper::parse(value)?),
        "stage" => words::stage(lang, Stage::parse(value)?),
        "act" => desk::act(lang, Act::parse(value)?),
        "rule" => desk::rule(lang, Rule::parse(value)?),
        "conflict_rule" => desk::conflict(lang, ConflictRule::parse(value)?),
        "purpose" => return listed(proof::purposes(lang), value),
        "tongue" => return listed(proof::tongues(lang), value),
        "verb" => audit::named(lang, value)?,
        "whom" => match value {
            "all" => setup::whom_all(lang),
            "building" => setup::whom_building(lang),
            "household" => setup::whom_household(lang),
            _ => return None,
        },
        "as" => {
            if value == "jsonl" {
                audit::as_lines(lang)
            } else {
                audit::as_csv(lang)
            }
        }
        "active" => {
            if value == "yes" {
                staff::unlock(lang)
            } else {
                staff::lock(lang)
            }
        }
        _ => return None,
    };
    Some(known.to_owned())
}
