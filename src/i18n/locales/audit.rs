//! The audit log in words: what was done, to what, and what is noted beside it.
//!
//! The log itself keeps short English words, so that it reads the same in ten years; a word without
//! a row here is shown as it stands, and a test of the house finds whoever writes one.
//! To add: a verb is a row of `VERBS`, a kind of object one of `OBJECTS`, a noted word or phrase one of
//! `NOTED`. What somebody typed comes last in its part of a note, or after a colon.

use crate::domain::project::Stage;
use crate::i18n::Lang;
use crate::i18n::locales::staff;
use crate::i18n::locales::words::stage;

crate::messages! {
    number { "编号", "No." }
    result { "结果", "Result" }
    done { "已办", "Done" }
    refused { "没有权限，已拒绝", "Refused" }
    by_login { "账号", "Account" }
    by_slug { "小区短名", "Short name of the community" }
    by_object { "对象里有这些字", "What it was done to" }
    by_address { "地址", "Address" }
    from { "从哪天", "From" }
    to { "到哪天", "To" }
    object_head { "对象", "Done to" }
    noted_head { "备注", "Noted" }
    verb_code { "操作代码", "Code of the act" }
    result_code { "结果代码", "Code of the result" }
    hash { "校验值", "Hash" }
    any { "全部", "Anything" }
    look { "查找", "Find" }
    none_found { "没有找到。请换个条件再查。", "Nothing was found. Look for something else." }
    older { "更早的记录", "Older entries" }
    export_hint { "导出上面查到的记录，最多 50,000 条，最新的在前。导出也会记下来。", "Takes along what was looked for above, at most 50,000 entries, the newest first. That is an entry as well." }
    as_csv { "导出表格（CSV）", "As a table (CSV)" }
    as_lines { "导出 JSON 行", "As JSON lines" }
}

/// A word of the log, in Chinese and English.
type Row = (&'static str, &'static str, &'static str);

const VERBS: &[Row] = &[
    ("moderate", "审核意见", "Moderated feedback"),
    ("undo", "撤销审核", "Undid a decision"),
    ("answer_feedback", "答复意见", "Answered feedback"),
    ("enter_paper", "录入纸质票", "Entered a paper ballot"),
    ("confirm_paper", "核对纸质票，计入", "Checked a paper ballot and counted it"),
    ("reject_paper", "核对纸质票，退回", "Checked a paper ballot and sent it back"),
    ("withdraw_paper", "撤下纸质票", "Took a paper ballot back"),
    ("check_paper", "核对纸质票", "Checked paper ballots"),
    ("visit_doors", "看上门清单", "Opened the door-to-door list"),
    ("view_desk", "看工作台", "Opened the desk"),
    ("view_office", "看办公页", "Opened the office"),
    ("manage_community", "改小区的资料", "Changed a community"),
    ("manage_roll", "导入名册", "Brought in a roll"),
    ("merge_roll", "合并小区", "Merged communities"),
    ("rename_buildings", "改楼栋的名字", "Renamed buildings"),
    ("revoke_codes", "停用参与码", "Ended codes"),
    ("undo_roll", "撤回名册", "Took a roll back"),
    ("revise_household", "改名册里的一户", "Revised an entry of the roll"),
    ("fix_defect", "报告修好", "Said that a repair is done"),
    ("inspect_repair", "查看整改", "Looked after a repair"),
    ("manage_works", "改改造内容或资金", "Changed works or money"),
    ("manage_phases", "改起止时间", "Changed dates"),
    ("manage_poll", "办投票", "Managed a poll"),
    ("assist_household", "在柜台帮住户办事", "Helped a household at the desk"),
    ("print_letters", "打印参与码信件", "Printed letters with codes"),
    ("manage_defects", "办整改", "Dealt with a repair"),
    ("manage_instance", "改本站设置", "Changed this installation's settings"),
    ("import_regions", "导入行政区划", "Imported regions"),
    ("import_programme", "导入年度计划", "Imported programmes"),
    ("rotate_keys", "换手机号的密钥", "Changed the key of phone numbers"),
    ("demo", "做演示数据", "Made the demo"),
    ("sign_in", "登录", "Signed in"),
    ("sign_in_wrong", "登录没成功", "Failed to sign in"),
    ("sign_out", "退出登录", "Signed out"),
    ("work_as", "选分工", "Chose a duty to work in"),
    ("stage_roll", "传来名册文件，等确认", "Sent the file of a roll"),
    ("discard_roll", "放弃一份没导入的名册文件", "Gave up the file of a roll"),
    ("map_roll", "指定名册的列", "Named the columns of a roll"),
    ("create_staff", "新建账号", "Made an account"),
    ("grant", "加分工", "Gave a duty"),
    ("revoke", "去掉分工", "Took a duty away"),
    ("lock_staff", "停用账号", "Locked an account"),
    ("unlock_staff", "恢复账号", "Unlocked an account"),
    ("end_session", "让登录退出", "Ended a session"),
    ("leave_staff", "办离职", "Let a colleague leave"),
    ("print_slip", "打印开通单或重设单", "Printed a slip for a new password"),
    ("use_slip", "用开通单或重设单设密码", "Set a password with a slip"),
    ("revise_password", "改密码", "Changed a password"),
    ("second_wrong", "第二步验证没成功", "Failed at the second step"),
    ("add_factor", "加第二步验证", "Added a second factor"),
    ("remove_factor", "去掉第二步验证", "Removed a second factor"),
    ("remove_factors", "收回全部第二步验证", "Took all second factors away"),
    ("new_recovery", "换备用码", "Made new recovery codes"),
    ("view_personal", "看个人信息", "Looked at personal data"),
    ("view_audit", "看操作记录", "Opened the audit log"),
    ("search_audit", "查操作记录", "Looked through the audit log"),
    ("export_audit", "导出操作记录", "Took the audit log along as a file"),
    ("purge_audit", "清理过期的操作记录", "Removed entries that ran out"),
    ("manage_staff", "管账号", "Managed accounts"),
];

/// Verbs whose name says little by itself and that are told by what they were done to.
const BY_OBJECT: [(&str, &str, Row); 7] = [
    ("manage_poll", "poll draft", ("", "起草投票", "Drafted a poll")),
    ("manage_poll", "poll revise", ("", "改投票草稿", "Revised a poll")),
    ("manage_poll", "poll correct", ("", "更正已公布的投票", "Corrected an announced poll")),
    ("manage_poll", "poll open", ("", "公布投票", "Announced a poll")),
    ("manage_poll", "poll cancel", ("", "取消投票", "Cancelled a poll")),
    ("manage_community", "stage", ("", "改阶段", "Changed the stage")),
    ("manage_community", "project", ("", "改计划年份或满意度", "Changed programme or satisfaction")),
];

const OBJECTS: &[Row] = &[
    ("feedback", "意见", "feedback"),
    ("paper", "纸质票", "slip"),
    ("ballot", "投票", "poll"),
    ("poll", "投票", "poll"),
    ("community", "小区", "community"),
    ("household", "一户", "household"),
    ("households", "名册上的户", "households"),
    ("roll", "名册", "roll"),
    ("work", "改造内容", "work"),
    ("funding", "资金", "money"),
    ("phases", "时间", "dates"),
    ("stage", "阶段", "stage"),
    ("project", "项目", "project"),
    ("codes", "参与码", "codes"),
    ("defect", "整改", "repair"),
    ("staff", "账号", "account"),
    ("unknown", "没有这个账号", "no such account"),
    ("settings", "设置", "settings"),
    ("page", "页面", "page"),
    ("audit", "操作记录", "audit log"),
    ("faults", "住户报的问题", "what households reported"),
    ("words for handlers", "只给办理人看的话", "words for handlers"),
    ("roll requests", "名册更正申请", "requests about the roll"),
    ("doors", "上门清单", "door-to-door list"),
    ("slip", "纸质票", "slip"),
    ("regions", "行政区划", "regions"),
    ("programme", "年度计划", "programme"),
    ("key", "密钥", "key"),
    ("demo", "演示数据", "demo"),
];

const NOTED: &[Row] = &[
    ("publish", "公开", "published"),
    ("hide", "隐藏", "hidden"),
    ("mask", "遮挡", "covered"),
    ("restore", "重新公开", "shown again"),
    ("pass_on", "转给办事的人", "passed on"),
    ("private_data", "有别人的隐私", "someone's private data"),
    ("insult", "辱骂他人", "insults a person"),
    ("off_topic", "和改造无关", "not about the renovation"),
    ("advert", "广告", "advertising"),
    ("illegal", "法律禁止的内容", "forbidden by law"),
    ("duplicate", "同一个人重复说", "said already"),
    ("admin", "系统管理员", "system administrator"),
    ("security", "安全管理员", "security administrator"),
    ("auditor", "审计员", "auditor"),
    ("leader", "楼栋长", "building leader"),
    ("contractor", "施工单位", "contractor"),
    ("property", "物业公司", "property company"),
    ("supervisor", "监督员", "supervisor"),
    ("official", "街道或部门", "official"),
    ("committee", "居委会", "committee"),
    ("all_duties", "全部分工", "all duties"),
    ("planned", "还没开工", "planned"),
    ("building", "施工", "building"),
    ("finished", "已完工", "finished"),
    ("reported", "已报", "reported"),
    ("assigned", "已派单", "assigned"),
    ("fixed", "说修好了", "said to be fixed"),
    ("confirmed", "住户确认", "confirmed"),
    ("reopened", "住户说还不行", "reopened"),
    ("disputed", "住户不同意", "disputed"),
    ("wont_fix", "不修", "will not be fixed"),
    ("closed", "关闭", "closed"),
    ("open", "重新打开", "opened again"),
    ("removed", "删掉", "removed"),
    ("new", "新增", "new"),
    ("changed", "改动", "changed"),
    ("gone", "不在册", "gone"),
    ("same", "不变", "as before"),
    ("will_do", "会办", "will be done"),
    ("done", "已办好", "done"),
    ("explained", "说明情况", "explained"),
    ("declined", "不办", "will not be done"),
    ("totp", "验证器", "by an app's digits"),
    ("passkey", "通行密钥", "by a passkey"),
    ("recovery", "备用码", "by a recovery code"),
    ("owner_letter", "业主信", "owner's letter"),
    ("household_letter", "住户信", "household's letter"),
    ("all_flats", "全部住户", "all flats"),
    ("one_building", "一栋楼", "one building"),
    ("one_flat", "一户", "one flat"),
    ("operator", "运营单位", "operator"),
    ("help_phone", "帮助电话", "help phone"),
    ("filing", "备案号", "filing numbers"),
    ("complaint", "怎么投诉", "how to complain"),
    ("recognised", "认定单位", "recognised by"),
    ("second_factor", "第二步验证", "second step"),
    ("on", "打开", "on"),
    ("off", "关掉", "off"),
    ("set", "填了", "filled in"),
    ("emptied", "清空", "emptied"),
    ("refused", "已拒绝", "refused"),
    ("lost", "信丢了", "letter lost"),
    ("owner_seen", "当面核过业主", "owner seen in person"),
    ("owner_taken_back", "撤回当面核过业主", "owner seen in person: taken back"),
    ("phone_let_in", "让手机加入", "a phone let in"),
    ("phone_put_out", "让手机退出", "a phone put out"),
    ("room", "房号", "room"),
    ("floor", "楼层", "floor"),
    ("area", "面积", "area"),
    ("area_source", "面积来源", "source of the area"),
    ("relation", "和房屋的关系", "relation"),
    ("owner", "产权人", "owner"),
    ("owners", "产权人", "owners"),
    ("other", "其他", "other"),
    ("sold; codes ended", "已出售，停用的参与码", "sold; codes ended"),
    ("request refused", "更正申请没有改", "request refused"),
    ("owner's signature checked", "核对过业主签名", "owner's signature checked"),
    ("right", "没问题", "right"),
    ("took in", "并入了", "took in"),
    ("merged into", "并到", "merged into"),
    ("buildings renamed", "改名的楼栋", "buildings renamed"),
    ("owners to be seen again", "要重新当面核的业主", "owners to be seen again"),
    ("codes of households that left the roll", "不在册的户的参与码", "codes of households that left the roll"),
    ("number", "编号", "number"),
    ("codes that work again", "恢复的参与码", "codes that work again"),
    ("→", "→", "→"),
];

fn row(lang: Lang, rows: &[Row], word: &str) -> Option<&'static str> {
    rows.iter().find(|(known, ..)| *known == word).map(|(_, zh, en)| lang.pick(zh, en))
}

/// The name of a verb, if it has one.
pub fn named(lang: Lang, verb: &str) -> Option<&'static str> {
    row(lang, VERBS, verb)
}

/// What was done, for who reads the log.
pub fn verb(lang: Lang, verb: &str, object: &str) -> String {
    let closer = BY_OBJECT.iter().find(|(of, start, _)| *of == verb && object.starts_with(start));
    if let Some((.., (_, zh, en))) = closer {
        return lang.pick(zh, en).to_owned();
    }
    row(lang, VERBS, verb).unwrap_or(verb).to_owned()
}

/// What came of an act.
pub fn outcome(lang: Lang, result: &str) -> &'static str {
    if result == "refused" { refused(lang) } else { done(lang) }
}

/// The words above the columns of an export.
pub fn heads(lang: Lang) -> [&'static str; 12] {
    [
        number(lang),
        staff::audit_when(lang),
        staff::audit_who(lang),
        staff::audit_what(lang),
        object_head(lang),
        noted_head(lang),
        result(lang),
        staff::audit_where(lang),
        by_address(lang),
        verb_code(lang),
        result_code(lang),
        hash(lang),
    ]
}

/// Every verb with its name, by name: what a search can be narrowed to.
pub fn verbs(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = VERBS.iter().map(|(verb, zh, en)| (*verb, lang.pick(zh, en))).collect();
    all.sort_by_key(|(_, name)| *name);
    all
}

/// The longest kind of object that a text begins with, and what follows it.
fn kind(lang: Lang, object: &str) -> Option<(&'static str, &str)> {
    let rest = |kind: &str| object.strip_prefix(kind).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let fits = OBJECTS.iter().filter_map(|(kind, zh, en)| Some((kind, lang.pick(zh, en), rest(kind)?.trim_start())));
    fits.max_by_key(|(kind, ..)| kind.len()).map(|(_, name, rest)| (name, rest))
}

/// Whether the kind of an object has a row.
pub fn has_object(object: &str) -> bool {
    kind(Lang::En, object).is_some()
}

/// What it was done to: its kind in words, then its number or name.
pub fn object(lang: Lang, object: &str) -> String {
    let Some((kind, rest)) = kind(lang, object) else { return object.to_owned() };
    // The act of a poll is told by the verb already.
    let acts = ["draft ", "revise ", "correct ", "open ", "cancel "];
    let rest = acts.iter().find_map(|act| rest.strip_prefix(act)).unwrap_or(rest);
    if rest.is_empty() { kind.to_owned() } else { format!("{kind} {rest}") }
}

/// Most words of a phrase of `NOTED`.
const PHRASE: usize = 7;

/// The longest phrase that some words begin with, and how many of them it has.
fn phrase(lang: Lang, words: &[&str]) -> Option<(&'static str, usize)> {
    (1..=words.len().min(PHRASE)).rev().find_map(|many| {
        let text = words.get(..many)?.join(" ");
        let staged = || Stage::parse(&text).map(|known| stage(lang, known));
        let said = row(lang, NOTED, &text).or_else(|| named(lang, &text)).or_else(staged)?;
        Some((said, many))
    })
}

/// A part of a note: the known words it begins with in the reader's language, what was typed as it
/// stands; and whether all of it was known.
fn part(lang: Lang, text: &str) -> (String, bool) {
    let mut left: &[&str] = &text.split_whitespace().collect::<Vec<_>>();
    let mut told = Vec::new();
    while let Some(first) = left.first() {
        let known = phrase(lang, left).or_else(|| first.bytes().all(|b| b.is_ascii_digit()).then_some((*first, 1)));
        let Some((said, many)) = known else {
            told.extend(left);
            return (told.join(" "), false);
        };
        told.push(said);
        left = left.get(many..).unwrap_or_default();
    }
    (told.join(" "), true)
}

/// Whether every word of a note has a row; what follows a colon is typed.
pub fn has_noted(detail: &str) -> bool {
    let words = detail.split_once(": ").map_or(detail, |(words, _)| words);
    words.split(", ").all(|text| part(Lang::En, text).1)
}

/// What is noted beside it. A reason that somebody typed stays as it is.
pub fn noted(lang: Lang, detail: &str) -> String {
    let (words, typed) = detail.split_once(": ").map_or((detail, None), |(words, typed)| (words, Some(typed)));
    let staged = |part: &str| Stage::parse(part).map(|known| stage(lang, known));
    // A stage has the name it has everywhere; only a change of stage takes a reason.
    if let (Some(typed), Some((from, to))) = (typed, words.split_once(" → "))
        && let (Some(from), Some(to)) = (staged(from), staged(to))
    {
        return format!("{from} → {to}{}{typed}", lang.pick("：", ": "));
    }
    let told = words.split(", ").map(|text| part(lang, text).0).collect::<Vec<_>>().join(", ");
    match typed {
        Some(typed) => format!("{told}{}{typed}", lang.pick("：", ": ")),
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_read_in_both_languages_and_reasons_stay_as_typed() {
        assert_eq!(verb(Lang::Zh, "manage_poll", "poll open 1"), "公布投票");
        assert_eq!(verb(Lang::En, "revise_password", "staff wang"), "Changed a password");
        assert_eq!(object(Lang::Zh, "poll open 0199"), "投票 0199");
        assert_eq!(object(Lang::En, "staff wang.fang"), "account wang.fang");
        assert_eq!(noted(Lang::Zh, "hide insult"), "隐藏 辱骂他人");
        assert_eq!(noted(Lang::Zh, "consulting → paused: open water"), "征求意见 → 暂停：open water");
        assert_eq!(noted(Lang::Zh, "building → finished: "), "施工 → 完工评价：");
        assert_eq!(noted(Lang::Zh, "building → finished"), "施工 → 已完工");
        assert_eq!(noted(Lang::Zh, "new 3, changed 0, gone 1, same 9"), "新增 3, 改动 0, 不在册 1, 不变 9");
        assert_eq!(noted(Lang::Zh, "operator, second_factor off"), "运营单位, 第二步验证 关掉");
        assert_eq!(noted(Lang::En, "recognised emptied"), "recognised by emptied");
        assert_eq!(noted(Lang::En, "removed 屋面防水"), "removed 屋面防水");
        assert_eq!(noted(Lang::Zh, "sold; codes ended: 2"), "已出售，停用的参与码：2");
        assert_eq!(noted(Lang::Zh, "took in new-village"), "并入了 new-village");
        assert_eq!(noted(Lang::Zh, "buildings renamed: 3"), "改名的楼栋：3");
        assert_eq!(noted(Lang::Zh, "gone 1, owners to be seen again 2"), "不在册 1, 要重新当面核的业主 2");
        assert_eq!(noted(Lang::Zh, "committee jia, official 3601 → li.ping"), "居委会 jia, 街道或部门 3601 → li.ping");
        assert_eq!(noted(Lang::Zh, "see open water"), "see open water", "what was typed is not half told");
        assert_eq!(object(Lang::Zh, "roll requests jia"), "名册更正申请 jia");
        assert_eq!(object(Lang::Zh, "rolls 1"), "rolls 1");
    }

    #[test]
    fn a_verb_is_named_once_and_no_two_read_alike() {
        for lang in [Lang::Zh, Lang::En] {
            let all = verbs(lang);
            assert!(all.is_sorted_by_key(|(_, name)| *name));
            assert!(all.windows(2).all(|two| two[0].1 != two[1].1), "{all:?}");
            assert!(VERBS.iter().all(|(one, ..)| VERBS.iter().filter(|(other, ..)| one == other).count() == 1));
        }
    }
}
