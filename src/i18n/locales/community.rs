//! A community's home.

use crate::domain::feedback::AnswerState;
use crate::domain::project::FundingSource;
use crate::domain::work::{Class, WorkState};
use crate::i18n::Lang;

crate::messages! {
    title(name: &str) { "{name}改造", "Renovation of {name}" }
    size(buildings: i64, households: i64) { "{buildings} 栋 {households} 户", "{buildings} building‹s›, {households} household‹s›" }
    built(year: i64) { "{year} 年建成", "built in {year}" }
    crumbs { "所在地区", "Where it lies" }
    now_stage(stage: &str) { "现在：{stage}", "Now: {stage}" }
    steps { "改造的步骤", "The steps of the renovation" }
    days_left(days: i64) { "还有 {days} 天", "{days} day‹s› left" }
    last_day { "今天最后一天", "last day today" }
    no_project { "改造还没有立项", "No renovation is planned yet" }
    no_project_next { "立项以后，这里会写清楚改什么、花多少钱、什么时候请您说意见和投票。现在有急事，请找居委会。", "Once there is one, this page says what will be done, what it costs, and when you are asked. If something is urgent now, ask the committee." }
    paused { "改造暂停了", "The renovation is paused" }
    refused { "居民没有同意这次改造", "The residents did not agree to this renovation" }
    withdrawn { "这次改造已经撤回", "This renovation was withdrawn" }
    reason(text: &str) { "原因：{text}", "Why: {text}" }
    community_closed { "这个小区的改造已经结束，这里只能看。", "The renovation here is over; this page can only be read." }
    poll_title { "先修哪几样？请您家来定", "What comes first? Your household decides" }
    poll_facts(budget: &str, options: i64) { "预算 {budget}，{options} 项任选。一户一票，截止前可改。", "{budget} to spend, {options} works to choose from. One vote per household; you can change it until the close." }
    go_vote { "去投票", "Vote" }
    look_vote { "看一看，或改一改", "Look at it, or change it" }
    turnout(voted: i64, percent: &str) { "已有 {voted} 户投票（{percent}%）· 结果截止后公布", "{voted} household‹s› voted ({percent}%) · result after the close" }
    turnout_bare(voted: i64) { "已有 {voted} 户投票 · 结果截止后公布", "{voted} household‹s› voted · result after the close" }
    poll_until(day: &str) { "截止到 {day} 24:00", "Open until the end of {day}" }
    poll_coming(day: &str) { "{day}开始投票", "Voting opens on {day}" }
    poll_coming_next { "每户会收到一封信，信上有参与码，扫一下就能投。", "Each household gets a letter with a code; scan it to vote." }
    see_poll { "先看看有哪些项目", "See the works to choose from" }
    results { "投票结果", "Results of polls" }
    result_of(day: &str) { "{day} 截止，看结果", "closed on {day}, see the result" }
    counting(day: &str) { "{day} 截止，正在计票", "closed on {day}, being counted" }
    say_title { "说说您的意见", "Say what is wrong" }
    say_text { "拍张照、点一下就行，不用写字。", "Take a photo or tap a picture; no writing needed." }
    say_until(day: &str) { "到 {day} 为止", "until {day}" }
    say { "提意见", "Give feedback" }
    say_opens(day: &str) { "{day}开始收意见。", "Feedback opens on {day}." }
    say_over(day: &str) { "收意见到 {day} 结束了。大家说的和答复还在下面。", "Feedback closed on {day}. What was said, and the answers, stay below." }
    rate_title { "完工了，修得好不好？", "It is finished. Is it good?" }
    rate_text { "每项点一下就行。不满意的，会报整改。", "One tap for each work. If you are not satisfied, a repair is asked for." }
    rate { "去评价", "Rate the works" }
    nothing_now { "现在没有要您做的事", "Nothing is asked of you right now" }
    nothing_next { "下一步开始时，楼门口和业主群会通知。大家说的、要修的和钱都在下面。", "You will be told at the entrance when the next step begins. What people said, the works and the money stand below." }
    said { "大家在说", "What people say" }
    said_count(n: i64) { "共 {n} 条", "{n} in all" }
    said_all(n: i64) { "看全部 {n} 条", "See all {n}" }
    said_none { "还没有公布的意见。您提的意见，居委会看过以后就出现在这里，邻居可以点“我家也是”。", "Nothing published yet. What you say appears here once the committee has looked at it, and neighbours can tap 'same for us'." }
    works { "要修什么", "What will be done" }
    works_none { "改造内容还没有定。定下来以后，这里列出每一项、花多少钱、哪些必须做。", "Not decided yet. Once they are, each work stands here with its cost, and whether it must be done." }
    works_total_settled(sum: &str) { "已定的 {sum}", "{sum} settled so far" }
    works_total(sum: &str) { "合计 {sum}", "{sum} in all" }
    works_meant { "当初打算做的", "What was meant to be done" }
    not_chosen { "没选上", "Not chosen" }
    not_chosen_why { "看投票结果和原因", "See the result, and why" }
    must_do { "必须做", "must do" }
    to_vote { "由居民投票定", "residents vote on it" }
    money { "钱从哪里来", "Where the money comes from" }
    money_none { "资金还没有落实。落实以后，这里写明谁出多少、到了多少、用了多少。", "Not settled yet. Once it is, you see here who pays how much, what has come and what is spent." }
    money_line(planned: &str, received: &str, spent: &str) { "计划 {planned}，到位 {received}，已用 {spent}", "planned {planned}, received {received}, spent {spent}" }
    money_total(planned: &str, received: &str, spent: &str) { "一共计划 {planned}，到位 {received}，已用 {spent}。", "In all {planned} planned, {received} received, {spent} spent." }
    answered(text: &str) { "已答复：{text}", "Answered: {text}" }
    answer_due(day: &str) { "{day}前答复", "answer due by {day}" }
    answer_late(day: &str) { "应在{day}前答复，已超期", "the answer was due by {day} and is late" }
    record { "存证：什么都不能悄悄改", "The record: nothing changes silently" }
}

/// Who pays.
pub const fn source(lang: Lang, source: FundingSource) -> &'static str {
    let (zh, en) = match source {
        FundingSource::Central => ("中央补助", "Central subsidy"),
        FundingSource::Local => ("地方财政", "Local finance"),
        FundingSource::Units => ("单位出资", "Units"),
        FundingSource::Residents => ("居民出资", "Residents"),
        FundingSource::Market => ("社会资本", "Market"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// How far a work is.
pub const fn work_state(lang: Lang, state: WorkState) -> &'static str {
    let (zh, en) = match state {
        WorkState::Planned => ("还没开工", "not begun"),
        WorkState::Building => ("施工中", "under way"),
        WorkState::Finished => ("已完工", "finished"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The class of a work.
pub const fn class(lang: Lang, class: Class) -> &'static str {
    let (zh, en) = match class {
        Class::Basic => ("基础类", "basic"),
        Class::Improvement => ("完善类", "improvement"),
        Class::Upgrade => ("提升类", "upgrade"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What became of a matter.
pub const fn matter(lang: Lang, state: AnswerState) -> &'static str {
    let (zh, en) = match state {
        AnswerState::Open => ("等答复", "waiting for an answer"),
        AnswerState::Answered => ("已答复", "answered"),
        AnswerState::Done => ("已办，等居民确认", "done, says the office; residents confirm"),
        AnswerState::Solved => ("已解决，居民说的", "solved, say the residents"),
        AnswerState::Disputed => ("居民说没解决", "not solved, say the residents"),
        AnswerState::Declined => ("不办，说明了原因", "will not be done, with a reason"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
