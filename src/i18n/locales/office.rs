//! The officials' pages.

use crate::domain::defect::{DefectState, Severity};
use crate::domain::feedback::Says;
use crate::domain::phase::PhaseKind;
use crate::i18n::Lang;

crate::messages! {
    title { "需要您处理", "What needs you" }
    pieces(n: &str) { "{n} 件", "{n}" }
    sorted { "按紧急程度排列", "Most pressing first" }
    mine { "找我的", "What needs me" }
    setup { "小区设置", "Communities" }
    desk { "审核与纸票", "Moderation and paper" }
    admin { "账号与设置", "Accounts and settings" }
    region { "本地区", "My region" }
    record { "存证", "The record" }
    due { "期限", "Due" }
    matter { "事项", "Matter" }
    community { "小区", "Where" }
    content { "内容", "What" }
    act { "做什么", "What to do" }
    late(days: &str) { "逾期 {days} 天", "{days} day‹s› late" }
    late_today { "今天到期", "due today" }
    late_now { "已逾期", "late" }
    left(days: &str) { "还有 {days} 天", "{days} day‹s› left" }
    below(percent: &str) { "低于 {percent}%", "below {percent}%" }
    kind_review { "审核", "Moderate" }
    go_review { "去审核", "Moderate" }
    kind_answer { "答复", "Answer" }
    kind_poll { "投票", "Poll" }
    kind_rating { "评价", "Rating" }
    kind_defect { "整改", "Repair" }
    kind_corrections { "名册", "Roll" }
    answer_text(tile: &str, text: &str, n: &str) { "{tile}：{text}（{n} 户同感）", "{tile}: {text} (same for {n} household‹s›)" }
    answer_plain(tile: &str, text: &str) { "{tile}：{text}", "{tile}: {text}" }
    answer_short(tile: &str, n: &str) { "{tile}（{n} 户同感）", "{tile} (same for {n} household‹s›)" }
    poll_text(share: &str, missing: &str) { "参与 {share}，还差 {missing} 户到法定人数", "{share} took part, {missing} household‹s› short of the quorum" }
    poll_area(share: &str) { "参与 {share}，户数够了，面积还不够", "{share} took part; enough households, not enough area" }
    rating_text(work: &str, share: &str, n: &str) { "{work} {share} 满意（{n} 户）", "{work}: {share} satisfied ({n} household‹s›)" }
    defect_text(work: &str, state: &str) { "{work}：{state}", "{work}: {state}" }
    defects_text(work: &str, n: &str) { "{work}：{n} 处在修", "{work}: {n} repair‹s› under way" }
    defects_late(work: &str, n: &str, late: &str) { "{work}：{n} 处在修，{late} 处逾期", "{work}: {n} repair‹s› under way, {late} late" }
    corrections_text(n: &str) { "{n} 户说名册上写得不对", "{n} household‹s› found a mistake on the roll" }
    corrections_late(n: &str, late: &str) { "{n} 户说名册上写得不对，{late} 户逾期", "{n} household‹s› found a mistake on the roll, {late} late" }
    settled(n: &str) { "已处理 {n} 处", "{n} dealt with" }
    go_answer { "去答复", "Answer" }
    go_poll { "看缺哪些楼", "See which buildings" }
    go_rating { "看原因", "See why" }
    go_defect { "查看", "Look" }
    go_corrections { "去核对", "Check" }
    nothing { "现在没有事等您处理", "Nothing waits for you" }
    nothing_next { "快到期的答复、人数不够的投票、满意率低的项目、没修好的整改、要核对的名册，会自动列到这里。", "Answers falling due, polls short of people, works rated low, repairs not done and mistakes on the roll will appear here by themselves." }
    figures { "数字", "Figures" }
    figure_started(year: &str) { "{year} 年计划开工", "Started of programme {year}" }
    figure_on_time { "按期答复", "Answered in time" }
    figure_communities { "小区", "Communities" }
    figure_satisfied { "完工满意率", "Satisfied with works" }
    of_communities(part: &str, whole: &str) { "{part} / {whole} 个小区", "{part} of {whole} communities" }
    of_feedback(part: &str, whole: &str) { "{part} / {whole} 条", "{part} of {whole}" }
    of_ratings(part: &str, whole: &str) { "{part} / {whole} 份评价", "{part} of {whole} ratings" }
    of_households(n: &str) { "{n} 户", "{n} household‹s›" }
    too_few { "还太少", "too few" }
    communities { "我的小区", "My communities" }
    no_communities { "您管的范围里还没有小区", "No community in your area yet" }
    no_communities_next { "到“小区设置”里新建第一个。", "Add the first under 'Communities'." }
    open { "打开", "Open" }
    public_page { "居民看到的页面", "The page residents see" }
    stages { "阶段", "Stage" }
    no_project { "还没有改造项目", "No project yet" }
    turnout { "投票参与", "Turnout" }
    turnout_all(part: &str, whole: &str, share: &str) { "{part} / {whole} 户（{share}）", "{part} of {whole} household‹s› ({share})" }
    turnout_area(share: &str) { "按面积 {share}", "{share} by area" }
    quorum_met { "户数已够", "enough households" }
    quorum_short(n: &str) { "还差 {n} 户", "{n} household‹s› short" }
    until(day: &str) { "投到 {day}", "until {day}" }
    ended { "已截止", "closed" }
    building { "楼栋", "Building" }
    voted { "已投", "Voted" }
    share { "比例", "Share" }
    no_poll { "没有正在进行的投票", "No poll" }
    no_poll_next { "新建投票以后，这里按楼栋看参与。", "Once a poll runs, its turnout by building stands here." }
    works { "改造内容", "Works" }
    no_works { "还没有填改造内容", "No works yet" }
    work { "项目", "Work" }
    cost { "费用", "Cost" }
    state { "进度", "Progress" }
    rated { "满意率", "Satisfied" }
    rated_of(share: &str, n: &str) { "{share}（{n} 户）", "{share} ({n} household‹s›)" }
    not_rated { "不到 5 户", "fewer than 5" }
    feedback { "居民意见", "Feedback" }
    answered_ones(n: &str) { "已经答复的 {n} 条", "{n} answered" }
    no_feedback { "还没有人提意见", "No feedback yet" }
    unanswered(n: &str) { "{n} 条等答复", "{n} waiting for an answer" }
    came(day: &str) { "{day}提的", "came on {day}" }
    only_handlers { "只给处理的人看", "only for those who handle it" }
    not_moderated(n: &str) { "另有 {n} 条还在审核，审核通过以后才能答复。", "{n} more waiting to be moderated, to be answered after that." }
    so_far { "补充和答复", "Added and answered so far" }
    line_added { "住户补充", "The author added" }
    said_before(outcome: &str) { "答复：{outcome}", "Answer: {outcome}" }
    sheet(page: &str, pages: &str) { "第 {page} 页，共 {pages} 页", "page {page} of {pages}" }
    due_by(day: &str) { "最迟 {day} 答复", "answer by {day}" }
    overdue(day: &str) { "应在 {day} 前答复，已逾期", "was due by {day}, late" }
    answer_it { "在这里答复", "Answer here" }
    outcome { "办得怎样", "What becomes of it" }
    opening { "开头", "Opening" }
    open_none { "不加开头", "no opening" }
    open_thanks { "谢谢您提的意见。", "Thank you for telling us." }
    open_seen { "我们到现场看过了。", "We have been there and looked." }
    not_sent { "没有发出去。", "It was not sent." }
    to_form { "到那张表单", "To the form" }
    open_sorry { "让您久等了，抱歉。", "We are sorry that this took so long." }
    own_words { "您的话", "Your words" }
    own_hint { "居民会看到。写清谁来办、什么时候办好；不办要写明原因。", "Residents will read it. Say who does it and by when; if it will not be done, say why." }
    send { "公布答复", "Publish the answer" }
    choose { "请选一个", "Please choose" }
    answered(number: &str) { "{number} 的答复已公布。", "The answer to {number} is published." }
    answered_next { "下面是下一条等答复的。", "The next one that waits is below." }
    answered_all { "没有等答复的了。", "None waits any more." }
    see_it { "看这一条", "See it" }
    moved_assigned(flat: &str) { "已派单：{flat}。", "Assigned: {flat}." }
    moved_fixed(flat: &str) { "已记下修好：{flat}，等住户确认。", "Noted as fixed: {flat}. The household confirms." }
    moved_wont_fix(flat: &str) { "已记下不修：{flat}，住户会看到原因。", "Noted as not to be fixed: {flat}. The household reads why." }
    defects { "整改", "Repairs" }
    no_defects { "没有要整改的。", "No repairs." }
    no_defects_next { "居民评“不满意”就会自动进来。", "They come in by themselves when a household is dissatisfied." }
    defect_due(day: &str) { "最迟 {day}", "by {day}" }
    defect_late(day: &str) { "应在 {day} 前，已逾期", "was due by {day}, late" }
    assign { "派给施工单位", "Assign" }
    fixed { "修好了", "It is fixed" }
    wont_fix { "不修", "Will not be fixed" }
    severity { "紧急程度", "How pressing" }
    keep_severity { "不变", "as it is" }
    note { "给住户的话（不修要写原因）", "Words for the household (a reason if it will not be fixed)" }
    said(text: &str) { "住户说：{text}", "The household says: {text}" }
    funding { "资金", "Money" }
    phases { "时间", "Dates" }
    no_phases { "还没有定时间", "No dates yet" }
    phase_line(opens: &str, closes: &str) { "{opens} 到 {closes}", "{opens} to {closes}" }
    planned { "计划", "Planned" }
    received { "到位", "Received" }
    spent { "已用", "Spent" }
    source { "来源", "Source" }
    no_funding { "还没有填资金", "No money entered yet" }
    change { "改这些内容", "Change these" }
}

/// What an answer says became of the matter.
pub const fn says(lang: Lang, says: Says) -> &'static str {
    let (zh, en) = match says {
        Says::WillDo => ("会办", "It will be done"),
        Says::Done => ("已经办好", "It is done"),
        Says::Explained => ("说明情况", "It is explained"),
        Says::Declined => ("不办，写明原因", "It will not be done, with the reason"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// How far a fault is.
pub const fn defect_state(lang: Lang, state: DefectState) -> &'static str {
    let (zh, en) = match state {
        DefectState::Reported => ("刚报，等派单", "reported, to be assigned"),
        DefectState::Assigned => ("已派单，在修", "assigned, under repair"),
        DefectState::Fixed => ("说修好了，等住户确认", "said to be fixed; the household confirms"),
        DefectState::Confirmed => ("住户确认修好", "fixed, says the household"),
        DefectState::Reopened => ("住户说还不行", "still not right, says the household"),
        DefectState::Disputed => ("住户不同意不修", "the household does not accept this"),
        DefectState::WontFix => ("不修，有原因", "will not be fixed, with a reason"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What staff just did with a fault; none if it is not where they bring one.
pub fn moved(lang: Lang, state: DefectState, flat: &str) -> Option<String> {
    match state {
        DefectState::Assigned => Some(moved_assigned(lang, flat)),
        DefectState::Fixed => Some(moved_fixed(lang, flat)),
        DefectState::WontFix => Some(moved_wont_fix(lang, flat)),
        _ => None,
    }
}

/// How pressing a fault is.
pub const fn severity_word(lang: Lang, severity: Severity) -> &'static str {
    let (zh, en) = match severity {
        Severity::Danger => ("有危险（24 小时）", "danger (24 hours)"),
        Severity::Urgent => ("漏水、堵塞、断电（3 个工作日）", "leak, blocked drain, no power (3 working days)"),
        Severity::Ordinary => ("一般（7 个工作日）", "ordinary (7 working days)"),
        Severity::Redesign => ("要重新设计（15 个工作日）", "needs a new design (15 working days)"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What a window of time is for.
pub const fn phase(lang: Lang, kind: PhaseKind) -> &'static str {
    let (zh, en) = match kind {
        PhaseKind::Feedback => ("提意见", "Feedback"),
        PhaseKind::Rating => ("评价", "Rating"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
