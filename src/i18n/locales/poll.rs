//! Codes, voting, the poll's page and its result.

use crate::domain::calendar::local;
use crate::domain::feedback::Channel;
use crate::domain::moment::Moment;
use crate::domain::poll::ConflictRule;
use crate::domain::threshold::{Comparison, Fraction, Rule};
use crate::domain::work::Class;
use crate::i18n::{Lang, dates};

/// The end of a window: '6 月 30 日 24:00', 'the end of 30 June'; with its hour where it does not
/// end at midnight.
pub fn ends(lang: Lang, closes: Moment) -> String {
    let (_, hour, minute) = local(closes);
    match (lang, (hour, minute) == (0, 0)) {
        (Lang::Zh, true) => format!("{} 24:00", dates::until(lang, closes)),
        (Lang::En, true) => format!("the end of {}", dates::until(lang, closes)),
        (_, false) => dates::minute(lang, closes),
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

/// By which way a ballot came.
pub const fn channel(lang: Lang, channel: Channel) -> &'static str {
    let (zh, en) = match channel {
        Channel::Online => ("手机上", "online"),
        Channel::Paper => ("纸质票", "on paper"),
        Channel::Desk => ("在居委会", "at the desk"),
        Channel::Phone => ("电话里", "by phone"),
        Channel::Meeting => ("会上", "at a meeting"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Which ballot counts.
pub const fn conflict_rule(lang: Lang, rule: ConflictRule) -> &'static str {
    let (zh, en) = match rule {
        ConflictRule::FirstValid => (
            "纸质票和手机投票都有时，先投的那张算数",
            "If a household votes on paper and online, the one cast first counts",
        ),
        ConflictRule::LatestBeforeClose => (
            "纸质票和手机投票都有时，截止前最后投的那张算数",
            "If a household votes on paper and online, the last one before the close counts",
        ),
        ConflictRule::ElectronicWins => (
            "纸质票和手机投票都有时，手机上投的那张算数",
            "If a household votes on paper and online, the online one counts",
        ),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What a preset asks for, by its key.
pub fn preset(lang: Lang, key: &str) -> &'static str {
    let (zh, en) = match key {
        "none" => ("征求意见，没有人数门槛", "Asking for opinions, no threshold"),
        "cc278_major" => (
            "门槛参照民法典第 278 条的重大事项（四分之三）",
            "Thresholds as in Civil Code 278 for owners' major decisions (three quarters)",
        ),
        "cc278_ordinary" => (
            "门槛参照民法典第 278 条的一般事项（过半数）",
            "Thresholds as in Civil Code 278 for owners' ordinary decisions (more than half)",
        ),
        "willingness_2_3" => ("改造意愿：全体的三分之二同意", "Willingness: two thirds of all agree"),
        "willingness_3_4" => ("改造意愿：全体的四分之三同意", "Willingness: three quarters of all agree"),
        "survey_80" => ("入户调查：八成住户参加", "Survey: four fifths of the households take part"),
        "survey_75_visits" => ("上门走访：四分之三住户参加", "Visits: three quarters of the households take part"),
        "residents_meeting" => (
            "居民会议：过半数参加、参加者过半数同意",
            "Residents' meeting: more than half attend, more than half of them agree",
        ),
        "satisfaction_80" => ("满意度：参加者八成同意", "Satisfaction: four fifths of those taking part agree"),
        _ => ("", ""),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Shares with an everyday name: numerator, denominator, zh, en.
const SHARES: [(i64, i64, &str, &str); 9] = [
    (1, 1, "全部", "all"),
    (1, 2, "一半", "half"),
    (1, 3, "三分之一", "one third"),
    (2, 3, "三分之二", "two thirds"),
    (1, 4, "四分之一", "one quarter"),
    (3, 4, "四分之三", "three quarters"),
    (3, 5, "六成", "three fifths"),
    (4, 5, "八成", "four fifths"),
    (9, 10, "九成", "nine tenths"),
];

/// A share as people say it, whatever its terms (80/100 is 'four fifths'); one that has no everyday
/// name in figures.
fn share(lang: Lang, fraction: Fraction) -> String {
    let Fraction { numerator, denominator } = fraction;
    let same = |n: i64, d: i64| i128::from(n) * i128::from(denominator) == i128::from(d) * i128::from(numerator);
    match SHARES.iter().find(|(n, d, ..)| denominator != 0 && same(*n, *d)) {
        Some((.., zh, en)) => lang.pick(zh, en).to_owned(),
        None => format!("{numerator}/{denominator}"),
    }
}

/// A threshold in words: '至少三分之二', 'more than half'.
pub fn rule(lang: Lang, rule: Rule) -> String {
    let share = share(lang, rule.fraction);
    match (lang, rule.comparison) {
        (Lang::Zh, Comparison::AtLeast) => format!("至少{share}"),
        (Lang::Zh, Comparison::MoreThan) => format!("超过{share}"),
        (Lang::En, Comparison::AtLeast) => format!("at least {share}"),
        (Lang::En, Comparison::MoreThan) => format!("more than {share}"),
    }
}

crate::messages! {
    code_brand { "参与码", "Your code" }
    code_title { "请填信上的参与码", "Fill in the code on your letter" }
    code_lead { "每户一封信、一个码，不用注册账号。", "Each household gets one letter with one code. No account needed." }
    code_qr { "信上有二维码：用微信或相机扫一扫，就不用打字。", "The letter has a QR: scan it with WeChat or the camera and type nothing." }
    code_lost { "信丢了？到居委会补一张，旧码马上作废。", "Letter lost? The committee prints another; the old code ends at once." }
    building { "楼栋", "Building" }
    building_choose { "请选楼栋", "Choose a building" }
    room { "房号", "Room" }
    room_hint { "比如 301；有单元的写 2-301", "For example 301; with an entrance 2-301" }
    digits { "8 位数字", "The 8 digits" }
    digits_hint { "印在二维码下面，比如 1234 5678；业主信是 9 位", "Printed under the QR, like 1234 5678; nine on an owner's letter" }
    go_on { "下一步", "Go on" }
    reading { "正在读二维码里的码，请稍等。", "Reading the code of the QR, one moment." }
    no_roll { "这个小区的名册还没有导入，暂时不能用参与码。", "The roll of this community is not there yet, so codes cannot be used for now." }
    which { "您住哪个小区？", "Which community do you live in?" }
    which_name { "小区名字", "Name of the community" }
    which_go { "找", "Search" }
    which_none { "没有找到，换一个字试试，或扫信上的二维码。", "Nothing found. Try another word, or scan the QR on the letter." }
    here_already(household: &str) { "这部手机已经是 {household}", "This phone is already {household}" }
    go_there { "接着办", "Go on" }
    sign_out { "不是我家，退出", "Not my household, leave" }
    is_that_you(household: &str) { "您家是 {household} 吗？", "You are {household}. Is that right?" }
    only_your_own { "只用自己家信上的码。这个链接要是别人发来的，请点「不是」。", "Use only the code of your own household's letter. If somebody sent you this link, choose 'No'." }
    replaces { "这部手机现在登录着别的身份。接着办，那边就退出了。", "This phone is signed in as somebody else now. Going on ends that." }
    it_is_me { "是我家，接着办", "Yes, go on" }
    it_is_not_me { "不是", "No" }
    would_wait { "那一户已有一台手机在用：接着办，这台手机要等那一台放行，放行以前两边都用不了。扫信上的二维码不用等。", "Another phone of that household is in: going on, this one waits until that one lets it in, and is neither until then. The letter's QR waits for nobody." }
    other_household { "换一户", "Another household" }
    five_tries { "输错五次以后，这一户就不能再输数字了；信上的二维码照样能用。", "After five wrong tries typing stops for this flat; the QR on the letter goes on." }

    vote_brand { "投票", "Vote" }
    one_vote(household: &str, ends: &str) { "{household} · 一户一票 · {ends} 前可改", "{household} · one vote per household · you can change it until {ends}" }
    how { "点您家想做的。选的户数多的先做，钱用完为止；先后次序不计。", "Tap what your household wants done. What most households choose comes first while the money lasts; the order of tapping does not count." }
    photo_alt(work: &str) { "现在的样子：{work}", "As it is now: {work}" }
    blank { "都不选（弃权）", "None of these (abstain)" }
    blank_note { "上面一项都没点时才算；算参加，不算选了谁。", "Counts only if nothing above is ticked: you take part and choose nothing." }
    cast { "投票", "Cast the vote" }
    recast { "改成这样投", "Cast this instead" }
    budget_line(budget: &str) { "一共有 {budget}", "There is {budget} in all" }
    budget_check { "选的加起来超过了会提醒您", "You are told if your choice costs more" }
    choose_something { "一项都没选。想弃权，请点最下面的「都不选」。", "Nothing is chosen yet. To abstain, tick 'None of these' at the end." }
    kept_template { "原来选了 {n} 项 · {sum}", "So far {n} chosen · {sum}" }
    chosen_template { "已选 {n} 项 · {sum}", "{n} chosen · {sum}" }
    left_template { "还剩 {rest}", "{rest} left" }
    over_template { "超了 {rest}，请少选一些", "{rest} too much: take something out" }
    voted_at(at: &str, channel: &str) { "您家 {at} {channel}投过票", "Your household voted on {at}, {channel}" }
    voted_next(ends: &str) { "可以看回执，也可以在 {ends} 前改。以最后一次为准。", "You can look at the receipt, or change it until {ends}. The last one counts." }
    voted_stands { "按这次投票的规则，以那张为准，这里不能再改。要改请到居委会。", "By the rule of this poll that ballot counts and cannot be changed here. The committee can help." }
    look { "看回执", "Look at the receipt" }
    change { "改一改", "Change it" }
    not_on_roll { "您家不在这次投票的名册上，请联系居委会。", "Your household is not on this poll's roll. Please ask the committee." }

    receipt_brand { "投票回执", "Receipt" }
    receipt_title { "收到了", "Your vote is in" }
    receipt_none { "您家还没有投票", "Your household has not voted yet" }
    receipt_keep { "截屏留着这个号，凭它随时能查。", "Keep a picture of this number; with it you can look your vote up at any time." }
    receipt_look { "到存证里查", "Look it up in the record" }
    by_number { "有回执号？直接查", "You have the receipt number? Look it up" }
    choice_sealed { "选了什么，用住户信上的码才看得到。", "What was chosen is shown to whoever uses the household's letter." }
    receipt_number { "回执号", "Receipt" }
    receipt_at { "时间", "Time" }
    receipt_way { "方式", "Way" }
    receipt_change(ends: &str) { "{ends} 前可以改，以最后一次为准", "You can change it until {ends}; the last one counts" }
    receipt_final { "投票已经截止，不能再改", "The poll is closed; it cannot be changed" }
    receipt_turnout(building: &str, voted: &str, roll: &str) { "{building}已有 {voted} 户投票，一共 {roll} 户", "{building}: {voted} of {roll} households have voted" }
    no_interim { "截止以前，谁也看不到中间结果。", "Nobody sees results before the close." }
    show_choice { "看我家选了什么", "Show what we chose" }
    show_check { "怎么知道这张票没被改过", "How to check that this vote is unchanged" }
    check_text { "存证里留着下面这张票的封条。把封条码和票面连在一起算 SHA-256，得到的就是存证里的 commitment；存证一行的哈希，前 20 位就是回执号。别把封条码给别人：有了它就能看出您家选了什么。", "The record holds the seal of this vote. SHA-256 of the opening followed by the ballot's text gives the 'commitment' in the record; the first 20 digits of that leaf's hash are your receipt. Keep the opening to yourself: it shows what you chose." }
    check_opening { "封条码", "Opening" }
    check_ballot { "票面", "Ballot" }
    check_leaf { "存证", "Leaf in the record" }
    to_poll { "看投票页", "The poll's page" }
    to_vote { "去投票", "Vote now" }
    look_or_change { "您家已投，看或改", "Your household voted: look or change" }
    leave { "用的是别人的手机？退出", "Somebody else's phone? Leave" }

    corrected_at(day: &str) { "{day} 更正过", "Corrected on {day}" }
    opens_at(at: &str) { "{at} 开始投票", "Voting opens on {at}" }
    closes_at(ends: &str) { "{ends} 截止", "closes at {ends}" }
    running_until(ends: &str) { "正在投票，{ends} 截止", "Voting now, until {ends}" }
    need_code { "投票要用信上的参与码，一户一票。", "To vote you need the code on your letter. One vote per household." }
    works_title(budget: &str) { "选哪些先做（一共 {budget}）", "What to do first ({budget} in all)" }
    turnout_title { "有多少户投了票", "Who has voted" }
    by_households { "户数", "Homes" }
    by_area { "面积", "Area" }
    of_households(part: &str, whole: &str) { "{part} / {whole} 户", "{part} of {whole} household‹s›" }
    of_area(part: &str, whole: &str) { "{part} / {whole} 平方米", "{part} of {whole} m²" }
    mark_is(rule: &str) { "竖线是要求的比例：{rule}", "The line is what the rule asks for: {rule}" }
    enough { "够了", "Enough" }
    short_households(n: &str) { "还差 {n} 户", "{n} household‹s› short" }
    short_area(n: &str) { "还差 {n} 平方米", "{n} m² short" }
    not_enough { "没够", "Not enough" }
    cannot { "已经不可能够", "Cannot be reached any more" }
    rules_title { "这次怎么算", "How this is counted" }
    rule_method { "每户可以选几项，加起来不超过预算。选的户数多的先做，钱不够的跳过；户数一样时，便宜的在前。", "Each household chooses works within the money. What most households chose comes first; what no longer fits is skipped; of equals the cheaper comes first." }
    rule_silence { "没投票的不算同意，也不算反对。", "Silence counts neither for nor against." }
    consultative { "征求意见：结果供决定时参考，不是有法律效力的表决。", "Consultative: the result informs the decision and is not legally binding." }
    recognised(unit: &str) { "本平台由 {unit} 认定用于表决。", "This platform is recognised for votes by {unit}." }
    counting_sub(ends: &str) { "投票已经截止（{ends}），还没有计票", "Voting closed ({ends}); it is not counted yet" }
    counting_title(slips: i64) { "计票在等 {slips} 张纸质票核对", "The count waits for paper slips to be checked: {slips}" }
    counting_why(by: &str) { "截止前收到的纸质票要由两个人各看一遍才算。最迟等到 {by}；到那时还没有核对的，写明张数，不计入。", "A slip received before the close counts once a second person has compared it. The count waits until {by} at the latest; what is not checked by then is told by its number and not counted." }
    no_interim_yet { "计票以前，谁也看不到结果。", "Nobody sees results before the count." }
    unconfirmed(n: &str) { "纸质票 {n} 张没有按时核对，没有计入。", "Paper slips not checked in time and not counted: {n}." }
    rule_paper { "纸质票按收到的时间算，截止前收到、录入的才算；录入后由第二个人核对，计票最多为此等 3 个工作日。", "A paper slip counts by when it was received; it must be received and typed in before the close. A second person checks it, and the count waits at most 3 working days for that." }
    read_only { "信上的参与码已经到期：这里只能看回执，不能投票。", "The code on your letter has ended: it shows the receipt here and can no longer vote." }
    cancelled_title { "这次投票取消了", "This poll was cancelled" }
    cancelled_why { "原因", "Why" }

    result_brand { "投票结果", "Result" }
    result_sub(n: &str, percent: &str) { "{n} 户参加（{percent}%）", "{n} household‹s› took part ({percent}%)" }
    result_paper(n: &str) { "其中纸质票等 {n} 户", "{n} of them on paper or in person" }
    result_nobody { "没有住户参加", "Nobody took part" }
    result_split { "怎么投的", "By which way" }
    result_quorum { "参与是否够数", "Did enough take part?" }
    result_void { "参加的没有达到要求，所以这次结果不作数，只供参考。", "Fewer took part than the rule asks for, so this result decides nothing and is for information only." }
    result_blank(n: &str) { "弃权 {n} 户", "{n} abstained" }
    won { "入选", "Chosen" }
    lost { "未入选", "Not chosen" }
    cut(budget: &str, spent: &str, rest: &str) { "预算 {budget}，入选的一共 {spent}，剩 {rest}", "Of {budget} the works chosen cost {spent}; {rest} is left" }
    why_first(n: &str, cost: &str) { "{n} 户选了它，最多；{cost} 在预算以内。", "Chosen by {n} household‹s›, more than any other; {cost} fits the money." }
    why_won(n: &str, turn: &str, before: &str, cost: &str) { "{n} 户选了它，排第 {turn}；轮到时还有 {before}，够 {cost}。", "Chosen by {n} household‹s›, place {turn}; {before} was left at its turn, enough for {cost}." }
    why_won_hidden(turn: &str, before: &str, cost: &str) { "排第 {turn}；轮到时还有 {before}，够 {cost}。", "Place {turn}; {before} was left at its turn, enough for {cost}." }
    why_fits_not(n: &str, turn: &str, before: &str, missing: &str) { "{n} 户选了它，排第 {turn}；轮到时只剩 {before}，还差 {missing}。", "Chosen by {n} household‹s›, place {turn}; only {before} was left at its turn, {missing} short." }
    why_majority(n: &str, rule: &str) { "{n} 户选了它；要{rule}才能入选，没有达到。", "Chosen by {n} household‹s›; it takes {rule} to be chosen." }
    why_nobody { "没有住户选它。", "No household chose it." }
    why_hidden { "没有入选。选它的户数不公布，免得看出是哪几家。", "Not chosen. How many wanted it is not shown, so that no household can be recognised." }
    why_tie(names: &str) { "和「{names}」户数一样，便宜的先轮到。", "As many as '{names}'; of equals the cheaper has its turn first." }
    hidden_note(k: &str) { "有的数不公布：背后不到 {k} 户，或能从旁边的数算出来。", "Some figures are not shown: fewer than {k} households stand behind them, or could be worked out from them." }
    frozen { "截止时计票一次，结果不再变动；每张票都在存证里，可以重新计票核对。", "Counted once at the close and frozen; every vote is in the record and can be counted again." }
    my_receipt { "查我家的票在不在里面", "Is our vote in it?" }
    by_building { "各楼栋投票户数", "Turnout by building" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::threshold::PRESETS;

    #[test]
    fn every_preset_says_its_shares_in_words() {
        assert_eq!(rule(Lang::Zh, Rule::at_least(3, 4)), "至少四分之三");
        assert_eq!(rule(Lang::En, Rule::more_than(1, 2)), "more than half");
        for rule_of in PRESETS.iter().flat_map(|preset| [preset.quorum, preset.pass.map(|(rule, _)| rule)]).flatten() {
            for lang in Lang::ALL {
                assert!(!rule(lang, rule_of).contains('/'), "{}", rule(lang, rule_of));
            }
        }
    }
}
