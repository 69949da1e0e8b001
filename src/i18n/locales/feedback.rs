//! Feedback: the two screens, the receipt, the author's page, the thread.

use crate::domain::moderation::Rule;
use crate::i18n::{Lang, plural};

crate::messages! {
    brand { "提意见", "Feedback" }
    title { "哪里不好？", "What is wrong?" }
    from_qr(building: &str) { "{building}（扫门口二维码带来的）", "{building} (from the QR at the entrance)" }
    lost_building { "没找到二维码里的楼栋，请在下面选一下，不选也行。", "The building in the QR is not on the list. Choose it below, or leave it." }
    tiles { "哪一类", "What kind" }
    photo { "拍照", "Photo" }
    voice { "说话", "Voice" }
    files_hint { "最多 4 张照片；录音只有处理的人能听。", "Up to 4 photos. Only those who handle it hear the recording." }
    kept_photo(n: usize) { "照片 {n}", "Photo {n}" }
    kept_recording { "录音已经存好", "The recording is kept" }
    drop_photo { "不要这张", "leave this one out" }
    kept_note { "照片已经存在服务器上，一天以内不会丢。", "Your photos are kept on the server for a day; nothing is lost." }
    text { "还想补充一句", "One line more" }
    text_hint { "可以不写。手机号、身份证号、车牌会自动遮住。", "May stay empty. Phone numbers, ID numbers and plates are covered." }
    text_place { "还想补充一句（可不写）", "One line more (may stay empty)" }
    more { "楼栋、谁看得到", "Building, who sees it" }
    building { "哪一栋", "Which building" }
    no_building { "不说哪一栋", "No particular building" }
    who_sees { "谁看得到", "Who sees it" }
    sees_public { "邻居也能看，不写您是谁", "Neighbours too; not who you are" }
    sees_handlers { "只给处理的人看", "Only those who handle it" }
    next { "下一步", "Next" }
    shut { "现在不收意见", "Feedback is not taken now" }
    to_community { "回小区首页", "To the community's page" }
    enter_code { "填参与码，接着发", "Enter the code and go on" }
    typed_stays { "您填的都还在下面。", "What you filled in is still below." }

    same_title(who: &str) { "{who}也说了同样的事", "{who} said the same" }
    same_lead { "点一下“我家也是”，就算您提过了。", "Tap 'same for us' and you have said it." }
    same_kept { "您刚才填的已经存好。", "What you filled in is kept." }
    same_for_us { "我家也是", "Same for us" }
    same_maybe { "这里有没有和您说的一样的？", "Is one of these the same as yours?" }
    same_without { "这样只把您算进去，您写的、拍的不会一起发；要发，请点最下面的按钮。", "This counts you in only; your words and photos are not sent along. To send them, use the button at the foot." }
    send_mine_too { "把我写的、拍的发出去", "Send my own words and photos" }
    none_of_these { "都不是，单独说我的", "None of these, send mine" }
    draft_gone { "这份草稿已经发出去了，或者过了一天。发出去的不用再发一次。", "This draft was sent already, or is more than a day old. What was sent need not be sent again." }
    again { "再说一次", "Say it again" }

    same(who: &str) { "{who}同感", "same for {who}" }
    weigh { "户数经参与码核实；人数没有核实，只有户数算数。", "Households have shown their code; people are not checked. Only households count." }

    thanks { "算您一份了", "You are counted in" }
    thanks_text { "您的手机只算一次；用参与码登录后按户算。", "Your phone counts once; with your household's code it counts as a household." }
    thanks_code { "填参与码，按户算", "Count as a household: enter the code" }
    thanks_next { "有了答复，会写在这条意见下面。", "The answer will stand under this feedback." }
    see_thread { "去看这条意见", "See this feedback" }

    received { "收到了", "Received" }
    number { "编号", "Number" }
    who_answers { "谁来答复", "Who answers" }
    nobody_named { "社区居委会", "The neighbourhood committee" }
    first_reply { "最迟答复", "First reply by" }
    close_by { "最迟办结", "Settled by" }
    with_term(day: &str, term: &str) { "{day}（{term}）", "{day} ({term})" }
    working_days(n: u32) { "{n} 个工作日", "{n} working day‹s›" }
    hours(n: u32) { "{n} 小时", "{n} hour‹s›" }
    seen_by { "谁看得到", "Who sees it" }
    seen_public(who: &str) { "居委会看过后公布，邻居只看到“{who}”", "Published once the committee has looked at it; neighbours see only '{who}'" }
    seen_handlers { "只有处理的人", "Only those who handle it" }
    resident { "一位居民", "a resident" }
    resident_of(building: &str) { "{building}住户", "a resident of {building}" }
    come_back { "回来看答复", "Come back for the answer" }
    qr { "二维码：回来看答复", "QR code: come back for the answer" }
    kept_it { "上面的码存下来了吗？", "Have you kept the code above?" }
    keep_qr { "拍下这个码或收藏这一页，以后扫它就回到这里。只有您有，别给别人。", "Photograph this code or keep this page; scanning it brings you back. Only you have it." }
    fine { "好了", "Done" }

    own_title(number: &str) { "我的意见 {number}", "My feedback {number}" }
    own_waiting { "居委会还没有看。看过以后会公布。", "The committee has not looked at it yet. It is published after that." }
    own_waiting_handlers { "已经交给处理的人，不会公布。", "It went to those who handle it and is not published." }
    own_published { "已经公布，邻居看得到。", "It is published; neighbours can see it." }
    own_hidden(day: &str) { "{day}起没有公布。", "Not published, since {day}." }
    own_hidden_bare { "没有公布。", "Not published." }
    own_rule(rule: &str) { "依据：{rule}", "The rule: {rule}" }
    own_appeal { "您觉得不对，可以在下面写一句，由另一位工作人员再看一次。", "If you think this is wrong, write a line below; a second person will look at it." }
    own_withdrawn { "您已经撤回了，别人都看不到。", "You took it back; nobody sees it." }
    own_text { "您说的", "What you said" }
    own_shown { "公布的样子", "As it is published" }
    no_text { "（没有写字）", "(no words)" }
    recording { "录音", "Recording" }
    add_title { "再补充一句", "Add a line" }
    add_hint { "只有处理的人看得到。", "Only those who handle it see it." }
    add { "补充", "Add" }
    solved_title { "解决了吗？", "Is it solved?" }
    solved_text { "答复了不等于解决了，由您来说。", "An answer is not yet a solution. You say which it is." }
    solved { "解决了", "It is solved" }
    not_solved { "没解决", "It is not solved" }
    take_along { "把这条意见下载一份（JSON）", "Take this feedback along (JSON)" }
    withdraw_title { "撤回这条意见", "Take this feedback back" }
    withdraw_text { "撤回以后谁都看不到，也不能恢复。大家点的“我家也是”也一起撤下。", "Then nobody sees it any more, and it cannot be brought back. The supports go with it." }
    withdraw { "撤回", "Take it back" }

    settled { "这件事已经有结果，不再计同感。要是又出问题，或者您家不一样，请再提一条。", "This matter is settled, so no more supports are counted. If it is back, or it is different for you, please say it anew." }
    say_anew { "再提一条", "Say it anew" }
    thread_title(number: &str) { "意见 {number}", "Feedback {number}" }
    what_happened { "办到哪一步", "What happened" }
    at_received { "收到", "Received" }
    at_published { "公布", "Published" }
    at_answered(who: &str) { "{who}答复", "{who} answered" }
    at_done(who: &str) { "{who}说办好了", "{who} says it is done" }
    at_declined(who: &str) { "{who}说不办", "{who} will not do it" }
    at_solved { "居民说解决了", "The resident says it is solved" }
    at_disputed { "居民说没解决", "The resident says it is not solved" }
    at_line { "您补充", "You added" }
    at_withdrawn { "撤回", "Taken back" }
    at_due(day: &str) { "最迟 {day} 答复", "Answer due by {day}" }
    at_late(day: &str) { "应在{day}前答复，已超期", "The answer was due by {day} and is late" }
    photo_alt(number: &str) { "意见 {number} 的照片", "Photo of feedback {number}" }
    list_title { "大家在说", "What people say" }
    list_lead { "同感的户数多的排在前面。", "Those with most households come first." }
    page_next { "后面的", "Next" }
    page_before { "前面的", "Before" }
    looking { "有人说过", "Said already" }
    chosen_photo { "选好的照片", "A chosen photo" }
}

/// A moderation rule as its author reads it.
pub const fn rule(lang: Lang, rule: Rule) -> &'static str {
    let (zh, en) = match rule {
        Rule::PrivateData => ("含有他人的个人信息", "it contains another person's data"),
        Rule::Insult => ("辱骂他人", "it insults a person"),
        Rule::OffTopic => ("和改造无关", "it is not about the renovation"),
        Rule::Advert => ("广告", "it advertises"),
        Rule::Illegal => ("法律法规禁止的内容", "the law forbids it"),
        Rule::Duplicate => ("同一个人已经说过", "the same person said it already"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Households and people who say the same, apart; a zero is left out.
pub fn support_counts(lang: Lang, households: i64, people: i64) -> String {
    let (households, people) = (households_in_words(lang, households), people_in_words(lang, people));
    match (households, people) {
        (Some(households), Some(people)) => same(lang, &format!("{households} · {people}")),
        (Some(one), None) | (None, Some(one)) => same(lang, &one),
        (None, None) => String::new(),
    }
}

/// Households, unless there are none.
pub fn households_in_words(lang: Lang, n: i64) -> Option<String> {
    let words = match lang {
        Lang::Zh => format!("{n} 户"),
        Lang::En => format!("{n} {}", plural(n, "household", "households")),
    };
    (n > 0).then_some(words)
}

/// People who are not checked, unless there are none.
pub fn people_in_words(lang: Lang, n: i64) -> Option<String> {
    let words = match lang {
        Lang::Zh => format!("{n} 人"),
        Lang::En => format!("{n} {}", plural(n, "person", "people")),
    };
    (n > 0).then_some(words)
}
