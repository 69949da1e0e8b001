//! The committee desk.

use crate::domain::feedback::{Channel, FeedbackState};
use crate::domain::mask;
use crate::domain::moderation::{Act, Rule};
use crate::domain::poll::ConflictRule;
use crate::i18n::Lang;

crate::messages! {
    // The queue.
    queue_title { "处理意见", "Feedback to look at" }
    left(n: i64) { "处理意见 · 还有 {n} 条", "Feedback · {n} left" }
    empty { "意见都处理完了", "All feedback is looked at" }
    empty_next { "居民的新意见会先到这里，您看过才公开。", "New feedback comes here first; it is shown once you have looked at it." }
    publish { "公开", "Publish" }
    publish_handlers { "确认收下，转给办事的人", "Accept, for those who handle it" }
    publish_note { "24 小时内可以撤销 · 作者从自己的链接看得到处理结果", "Can be undone for 24 hours · the author sees the decision by the link" }
    show_again { "重新公开", "Show again" }
    mask_more { "再遮一点", "Cover more" }
    mask_title { "再遮一点", "Cover more" }
    mask_hint { "把要遮的字换成 **（两个以上星号）。只能遮，不能改写。", "Put ** (two or more stars) in the place of what is to be covered. Words cannot be rewritten." }
    mask_send { "遮好并公开", "Cover and publish" }
    hide { "按规则隐藏", "Hide by a rule" }
    hide_which { "按哪一条？作者和公开日志里都会写明。", "By which rule? The author and the public log will say it." }
    hide_not { "只是批评，不能隐藏。", "Mere criticism cannot be hidden." }
    pass_on { "转街道，不公开", "To the street, not public" }
    later { "先放一放，看下一条", "Put aside, show the next" }
    only_handlers { "作者选了只给办事的人看", "The author wants only those who handle it to see it" }
    no_text { "没有写字", "No words" }
    photo { "照片", "Photo" }
    recording { "录音", "Recording" }
    covered_words { "（已遮挡）", "(covered)" }
    covered(what: &str) { "{what}已遮挡", "{what} covered" }
    household { "有参与码的住户", "Household with a code" }
    person { "未核实身份", "Identity not checked" }
    other_work { "其他工作", "Other work" }
    keys { "快捷键：Alt 加 P 公开，Alt 加 H 隐藏", "Keys: Alt with P publishes, Alt with H hides" }

    // Decisions.
    recent_title { "最近 24 小时的处理", "Decisions of the last 24 hours" }
    recent_empty { "24 小时内没有处理过意见。处理以后，可以在这里撤销。", "Nothing was decided in the last 24 hours. What you decide can be undone here." }
    newer { "看更新的", "Show newer ones" }
    earlier { "看更早的", "Show earlier ones" }
    undo { "撤销", "Undo" }
    undone { "已撤销", "Undone" }
    done(number: &str, act: &str) { "{number}：{act}", "{number}: {act}" }
    to_recent { "我们最近的处理", "Recent decisions" }
    to_log { "公开的处理日志", "The public log" }
    to_paper { "录入纸质票", "Enter paper ballots" }
    to_check(n: i64) { "核对纸质票 · {n} 张", "Check paper ballots · {n}" }
    to_corrections(name: &str, n: i64) { "核对名册 · {name} {n} 户", "Check the roll · {name}, {n}" }
    to_corrections_late(name: &str, n: i64, late: i64) { "核对名册 · {name} {n} 户，{late} 户逾期", "Check the roll · {name}, {n}, {late} late" }
    to_doors { "上门清单", "Door-to-door list" }
    look { "看这一条", "Look at it" }

    // The public log.
    log_title { "意见处理日志", "How feedback was handled" }
    log_lead { "居委会公开、隐藏、遮挡了哪些意见，按哪条规则，都在这里。不写内容。批评不会被隐藏。", "What the committee published, hid or covered, and by which rule. The texts are not repeated. Criticism is never hidden." }
    log_empty { "还没有处理过意见。处理以后，这里会写明做了什么、按哪条规则。", "No feedback has been handled yet. What is done, and by which rule, will stand here." }
    number { "编号", "Number" }
    what { "做了什么", "What was done" }
    when { "时间", "When" }
    times(n: i64) { "{n} 次", "{n}" }

    // Paper.
    paper_title { "录入纸质票", "Paper ballots" }
    paper_which { "哪个投票？", "Which poll?" }
    log_no_more { "再往前没有了。", "There is nothing older." }
    paper_none { "您管的小区现在没有正在进行的投票。投票开始以后，可以在这里录入纸质票。", "No poll is running in your communities. Once one is, paper ballots are entered here." }
    paper_find { "这张票是哪一户的？", "Whose slip is it?" }
    slip_code { "票上的 16 位码", "The slip's 16-character code" }
    slip_code_hint { "有码就填码；没有就填楼栋和房号。", "With the code nothing else is needed; else building and room." }
    building { "楼栋", "Building" }
    choose { "请选楼栋", "Choose the building" }
    entrance_room { "单元和房号", "Entrance and room" }
    room_hint { "比如 2-301；没有单元就填 301", "Like 2-301; without an entrance just 301" }
    open_slip { "打开这一户的票", "Open this household's slip" }
    slip_of(who: &str) { "{who} 的票", "Slip of {who}" }
    tick { "照票上勾", "Tick as on the slip" }
    blank { "票上什么都没勾（空白票）", "Nothing is ticked on the slip (blank)" }
    received { "收到这张票的日期和时间", "When the slip was received" }
    received_hint { "按这个时间算，不按录入的时间：投进票箱或交到手里的时候。", "This time counts, not the time of typing: when it went into the box or was handed over." }
    signed { "签名是业主的，已对照房产证或名册核过", "The signature is an owner's, checked against the certificate or the roll" }
    signed_why { "这次由业主投。纸质票要业主本人签名：请看签名是哪一位业主的。证件只看，号码不抄不录。", "This poll is the owners'. An owner signs the slip in person: look whose signature it is. The paper is only looked at; no number is copied or kept." }
    received_at(when: &str) { "收到：{when}", "Received {when}" }
    counting_until(ends: &str) { "投票已经截止，不再收新票。最迟等到 {ends}，到时还没有核对的不计入。", "Voting is over and no new slip is taken. The count waits until {ends} at the latest; what is not checked by then is not counted." }
    send_slip { "录好，交给另一位核对", "Done, for a second person to check" }
    entered_of(flat: &str) { "{flat}：录好了，等另一位同事核对。", "{flat}: entered; it waits for a second person." }
    has_cast(channel: &str, when: &str) { "这一户已经投过：{channel}，{when}", "This household voted: {channel}, {when}" }
    has_waiting { "这一户有一张票在等核对。", "A slip of this household waits to be checked." }
    next_slip { "录入下一张票", "Enter the next slip" }

    // The second person.
    check_title { "核对纸质票", "Check paper ballots" }
    check_empty { "没有等您核对的票。同事录入以后会出现在这里；自己录的要由别人核对。", "No slip waits for you. What colleagues enter comes here; your own is checked by somebody else." }
    check_lead { "请拿着票，自己再读一遍，照票在右边打勾。两遍一样才计入。", "Hold the slip, read it yourself and tick on the right what is ticked on it. It counts if both readings agree." }
    entered_by(who: &str, when: &str) { "{who} 录入，{when}", "Entered by {who}, {when}" }
    on_slip { "票上勾了", "Ticked on the slip" }
    not_on_slip { "没有勾", "Not ticked" }
    on_the_slip { "票上的项目", "On the slip" }
    first_reading { "第一遍", "First reading" }
    second_reading { "您看票", "Your reading" }
    later_slip { "先放一放，看下一张", "Put aside, show the next" }
    withdraw { "录错了户，这户没有票", "Another flat was meant: no slip of this one" }
    withdrawn { "已撤下，不再等这一户。", "Taken off; this household is not waited for any more." }
    confirm { "和票一样，计入", "The same as the slip, count it" }
    reject { "不一样，退回", "Not the same, send back" }
    reject_reason { "哪里不一样？", "What differs?" }
    confirmed_counts { "已计入。", "Counted." }
    confirmed_beside { "已存档；按这次投票的规则，这一户先前那张票有效。", "Kept on file; by this poll's rule the household's other ballot counts." }
    rejected { "已退回，请录入的同事重录。", "Sent back, to be entered again." }
    would_replace(rule: &str) { "规则「{rule}」：计入以后，这张纸质票代替先前那张。", "Rule '{rule}': once counted, this slip replaces the earlier ballot." }
    would_stand(rule: &str) { "规则「{rule}」：先前那张有效，这张只存档。", "Rule '{rule}': the earlier ballot counts; this slip is kept on file." }
    sent_back_title(n: i64) { "退回来的 · {n} 张", "Sent back · {n}" }
    enter_again { "重新录入", "Enter it again" }
    own_waiting(n: i64) { "您录入的还有 {n} 张在等别人核对。", "{n} of your own wait for somebody else." }

    // Doors.
    doors_title { "上门清单", "Door-to-door list" }
    doors_lead { "只看投没投，不看投了什么。", "Who has voted, not how." }
    doors_buildings { "去哪一栋（数字是还差几户）", "To a building (with how many are missing)" }
    doors_only { "只看还没投的", "Only those who have not voted" }
    doors_all { "看全部", "Show all" }
    doors_none { "这个小区现在没有正在进行的投票。投票开始以后，这里列出还没投的人家。", "No poll is running here. Once one is, the households that have not voted stand here." }
    doors_progress(voted: i64, all: i64) { "{all} 户里有 {voted} 户投了", "{voted} of {all} household‹s› voted" }
    floor(n: i64) { "{n} 层", "Floor {n}" }
    voted { "投了", "voted" }
    missing(n: i64) { "还差 {n} 户", "{n} missing" }
    all_voted { "都投了", "all voted" }
    waits { "待核对", "being checked" }
    legend { "打勾的已投，空的还没投。", "Ticked: voted. Empty: not yet." }
}

const fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A way in.
pub const fn channel(lang: Lang, channel: Channel) -> &'static str {
    match channel {
        Channel::Online => pick(lang, "网上", "online"),
        Channel::Paper => pick(lang, "纸质", "on paper"),
        Channel::Desk => pick(lang, "现场代办", "at the desk"),
        Channel::Phone => pick(lang, "电话", "by phone"),
        Channel::Meeting => pick(lang, "板凳会", "at a meeting"),
    }
}

/// What was done.
pub const fn act(lang: Lang, act: Act) -> &'static str {
    match act {
        Act::Publish => pick(lang, "公开", "published"),
        Act::Hide => pick(lang, "隐藏", "hidden"),
        Act::Mask => pick(lang, "遮挡后公开", "covered and published"),
        Act::Restore => pick(lang, "重新公开", "shown again"),
        Act::PassOn => pick(lang, "转给办事的人，不公开", "passed on, not public"),
    }
}

/// Why something is hidden.
pub const fn rule(lang: Lang, rule: Rule) -> &'static str {
    match rule {
        Rule::PrivateData => pick(lang, "有别人的隐私", "Someone's private data"),
        Rule::Insult => pick(lang, "辱骂他人", "Insults a person"),
        Rule::OffTopic => pick(lang, "和改造无关", "Not about the renovation"),
        Rule::Advert => pick(lang, "广告", "Advertising"),
        Rule::Illegal => pick(lang, "法律禁止的内容", "Forbidden by law"),
        Rule::Duplicate => pick(lang, "同一个人重复说", "The same person said it already"),
    }
}

/// What the machine covered.
pub const fn mask_kind(lang: Lang, kind: mask::Kind) -> &'static str {
    match kind {
        mask::Kind::Mobile => pick(lang, "手机号", "Mobile number"),
        mask::Kind::Landline => pick(lang, "电话号码", "Phone number"),
        mask::Kind::IdCard => pick(lang, "身份证号", "Identity number"),
        mask::Kind::BankCard => pick(lang, "银行卡号", "Bank card"),
        mask::Kind::Plate => pick(lang, "车牌", "Number plate"),
        mask::Kind::Handle => pick(lang, "微信或 QQ 号", "WeChat or QQ name"),
    }
}

/// Where a feedback stands.
pub const fn state(lang: Lang, state: FeedbackState) -> &'static str {
    match state {
        FeedbackState::Waiting => pick(lang, "等待处理", "Waiting"),
        FeedbackState::Published => pick(lang, "已公开", "Published"),
        FeedbackState::Hidden => pick(lang, "已隐藏", "Hidden"),
        FeedbackState::Withdrawn => pick(lang, "作者已撤回", "Taken back by its author"),
    }
}

/// Which ballot of two counts.
pub const fn conflict(lang: Lang, rule: ConflictRule) -> &'static str {
    match rule {
        ConflictRule::FirstValid => pick(lang, "先投的有效", "the first one counts"),
        ConflictRule::LatestBeforeClose => pick(lang, "最后投的有效", "the last one counts"),
        ConflictRule::ElectronicWins => pick(lang, "网上的有效", "the online one counts"),
    }
}
