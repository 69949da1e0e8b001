//! Rating finished works, and a work's page.

use crate::domain::rating::{Level5, Reason};
use crate::domain::work::{Class, WorkState};
use crate::i18n::Lang;

crate::messages! {
    title { "评价完工项目", "Rate the works" }
    how(work: &str) { "{work}，修得怎么样？", "{work}: how is it?" }
    counted(at: &str, all: &str) { "第 {at} 项，共 {all} 项", "{at} of {all}" }
    before { "改造前", "Before" }
    after { "改造后", "After" }
    before_alt(work: &str) { "改造前：{work}", "Before: {work}" }
    after_alt(work: &str) { "改造后：{work}", "After: {work}" }
    levels { "您家觉得", "Your household finds it" }
    noted(level: &str) { "已记下：{level}", "Noted: {level}" }
    change { "点别的可改", "Tap another to change" }
    next { "下一项", "Next" }
    skip { "先跳过", "Skip for now" }
    done(n: usize, all: usize) { "您家评了 {n} 项，共 {all} 项。", "Your household has rated {n} of {all}." }
    taken_back { "您改成了满意的评价，原来报的整改已经撤回。还有毛病，改回不满意就会再报。", "Your rating is no longer a bad one, so the repair you asked for was taken back. If something is still wrong, change it back and it is asked for again." }
    all { "看全部项目", "All works" }
    tap { "点一下就记下了。只有管事的人看得到您家怎么评；满 5 户才公开满意率。", "One tap is enough. Only those in charge see your household's answer; the share of all is public from 5 households on." }
    list_lead { "一项一点，随时可改。", "One tap a work; you can change it any time." }
    not_yet { "还没评", "Not rated yet" }
    none { "还没有完工的项目", "Nothing is finished yet" }
    none_next { "哪一项完工了，就会列在这里请您评。", "As soon as a work is finished it is listed here for you to rate." }
    closed { "现在不是评价的时间，您家评过的还在下面。", "Ratings are not taken now; what your household said is still below." }
    code_title { "请先用参与码证明您是这户人家", "Please show your household first" }
    code_text { "一户一份评价，所以要信上的参与码。扫码，或者填 8 位数字。", "One rating a household, so the code on your letter is needed: scan it or type its 8 digits." }
    code_go { "去填参与码", "Type the code" }
    look_first { "先看看完工的项目", "Look at the works first" }
    why { "哪里不好？", "What is wrong with it?" }
    why_text { "不想说也行，整改已经记下。说了修得更准。", "You need not say; the repair is noted already. It helps to say." }
    words { "用您自己的话", "In your own words" }
    words_hint { "只给管事的人看，点最下面的按钮就存下。", "Only those in charge read it. The button at the foot keeps it." }
    show_it { "拍下来、说一段更清楚（可不放）", "A photo or a recording shows it best (may be left out)" }
    photo { "拍照", "Photo" }
    voice { "说话", "Voice" }
    files_hint { "最多 4 张照片、一段录音，只有您家和管整改的人看得到。", "Up to 4 photos and one recording; only your household and those who see to the repair get them." }
    shown_photo(n: usize) { "毛病的照片 {n}", "Photo {n} of the fault" }
    shown_recording { "说毛病的录音", "Recording about the fault" }
    why_noted { "您说的已记下", "What you said is noted" }
    repair { "整改", "Repair" }
    repair_due(day: &str) { "已报整改，最迟 {day} 修好。", "A repair is asked for, by {day} at the latest." }
    repair_late(day: &str) { "本该 {day} 前修好，已经过期，住建部门看得到。", "It should have been repaired by {day}; it is late, and the office sees that." }
    repair_fixed { "施工单位说修好了。您看呢？", "The contractor says it is repaired. What do you say?" }
    repair_confirm { "修好了", "It is repaired" }
    repair_again { "还是不行", "Still not right" }
    repair_confirmed { "您家确认修好了。还想改评价，点上面就行。", "Your household said that it is repaired. To change your rating, tap above." }
    repair_refused(why: &str) { "答复：不修。原因：{why}", "Answer: it will not be repaired. Reason: {why}" }
    repair_dispute { "我不同意", "I do not agree" }
    repair_disputed { "您家不同意，住建部门会再看。", "Your household does not agree; the office looks at it again." }
    repair_note(note: &str) { "施工单位：{note}", "Contractor: {note}" }
    work_title { "改造内容", "Work" }
    class { "类别", "Class" }
    quantity { "数量", "Quantity" }
    cost { "费用", "Cost" }
    state { "进度", "Progress" }
    finished_on { "完工", "Finished" }
    warranty { "保修到", "Warranty until" }
    must_do { "必做，不用投票", "Done in any case, not put to the vote" }
    voted { "由居民投票决定", "Put to the residents' vote" }
    judged { "居民怎么评", "How residents rate it" }
    satisfied { "满意率", "Satisfied" }
    satisfied_line(share: &str, low: &str, high: &str) { "{share} 满意。按统计，真实的满意率多半在 {low} 到 {high} 之间。", "{share} are satisfied. Statistically the true share most likely lies between {low} and {high}." }
    answers(n: &str, all: &str, part: &str) { "{n} 户评了，全小区 {all} 户（{part}）", "{n} household‹s› rated it, of {all} ({part})" }
    too_few { "评的还不到 5 户，先不公开。", "Fewer than 5 households rated it, so nothing is shown yet." }
    faults(running: &str, over: &str) { "整改：{running} 处在修，{over} 处已处理", "Repairs: {running} under way, {over} dealt with" }
    rate_it { "去评价", "Rate it" }
    not_finished { "还没完工，完工后请您评。", "Not finished yet. You can rate it afterwards." }
}

/// A level.
pub const fn level(lang: Lang, level: Level5) -> &'static str {
    let (zh, en) = match level {
        Level5::VerySatisfied => ("很满意", "Very satisfied"),
        Level5::Satisfied => ("满意", "Satisfied"),
        Level5::BasicallySatisfied => ("基本满意", "Mostly satisfied"),
        Level5::Dissatisfied => ("不满意", "Dissatisfied"),
        Level5::VeryDissatisfied => ("很不满意", "Very dissatisfied"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Why a level is bad.
pub const fn reason(lang: Lang, reason: Reason) -> &'static str {
    let (zh, en) = match reason {
        Reason::Appearance => ("样子不好", "It looks bad"),
        Reason::Function => ("不好用、漏、坏了", "It does not work or leaks"),
        Reason::Unfinished => ("没做完", "It is not finished"),
        Reason::Noise => ("吵、灰大、停水停电", "Noise, dust, cuts of water or power"),
        Reason::Mess => ("垃圾没清、弄坏东西", "Rubble or damage left behind"),
        Reason::Other => ("其他", "Something else"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A class of works.
pub const fn class_word(lang: Lang, class: Class) -> &'static str {
    let (zh, en) = match class {
        Class::Basic => ("基础类", "Basic"),
        Class::Improvement => ("完善类", "Improvement"),
        Class::Upgrade => ("提升类", "Upgrade"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// How far a work is.
pub const fn work_state(lang: Lang, state: WorkState) -> &'static str {
    let (zh, en) = match state {
        WorkState::Planned => ("还没开工", "Planned"),
        WorkState::Building => ("正在施工", "Under way"),
        WorkState::Finished => ("已完工", "Finished"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
