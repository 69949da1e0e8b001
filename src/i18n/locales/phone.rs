//! Showing a phone number, and what is stored about its holder.

crate::messages! {
    title { "验证手机号", "Your phone number" }
    lead { "只有想收到答复通知时才用得到。提意见、投票、打分都不用手机号。", "Only for being told of an answer. Feedback, votes and ratings need no phone." }
    number { "手机号", "Mobile number" }
    number_hint { "11 位，中国大陆的手机号。", "11 figures, of the mainland." }
    consent { "我同意保存我的手机号，只用来通知我：我提的意见有了答复。", "I agree that my number is kept, only to tell me when feedback I gave is answered." }
    kept { "号码加密保存，别人看不到，也不给第三方；只有发短信的通道会收到它。随时可以自己删掉。不用满 12 个月自动删除。", "The number is kept sealed; nobody sees it, and only the service that sends messages gets it. You can delete it at any time. Unused for 12 months, it goes by itself." }
    ask { "发短信给我", "Send me a message" }
    leaves_code { "您现在是用参与码进来的。验证手机号以后，投票要再扫一次信上的码。", "You are here with your flat's code. After this, voting needs the code once more." }
    figures_title { "填短信里的六位数字", "The six figures of the message" }
    figures_lead { "短信已经发出，10 分钟内有效。", "A message is on its way. The figures count for 10 minutes." }
    figures { "六位数字", "Six figures" }
    go_on { "确定", "Go on" }
    another { "没收到，再要一条", "No message? Ask for another" }
    another_now { "再要一条短信", "Ask for another message" }
    verified(number: &str) { "已经验证：{number}", "Shown: {number}" }
    verified_text { "您提的意见有了答复，打开那条意见的专属链接点「告诉我」，就会发短信到这个号码。", "To be told when feedback you gave is answered, open its own link and press 'Tell me': the message comes to this number." }
    verified_own { "看看存了我什么", "See what is stored about me" }
    verified_on { "继续", "Go on" }
    follow_title { "有答复时发短信告诉我", "Tell me by message when it is answered" }
    follow { "告诉我", "Tell me" }
    following { "有了答复会发短信告诉您。", "You will get a message when it is answered." }
    unfollow { "不用再告诉我", "Do not tell me any more" }
    follow_phone { "先验证手机号", "Show your phone number first" }
    own_title { "存了我什么", "What is stored about me" }
    own_number { "手机号（加密保存）", "Phone number (kept sealed)" }
    own_unknown { "打不开", "cannot be opened" }
    own_since { "第一次验证", "First shown" }
    own_seen { "最近一次验证", "Last shown" }
    own_consents { "您同意过的", "What you agreed to" }
    own_consent(version: &str, day: &str) { "{day} 同意了 {version} 版说明", "{day}: version {version} of what is kept" }
    own_followed { "有了答复会告诉您的意见", "Feedback whose answer you are told of" }
    own_none { "没有", "None" }
    own_rest { "您写的意见、投的票没有和手机号连在一起。", "What you said and how you voted is not joined to this number." }
    export { "下载一份（JSON）", "Take it along (JSON)" }
    change { "号码不对？换一个号码", "Wrong number? Show another one" }
    delete_title { "删掉我的手机号", "Delete my phone number" }
    delete_text { "号码和「有答复告诉我」马上删除，这部手机退出，同意记为已撤回。已经公开的意见还在，不带您的名字；要撤下请打开那条意见的专属链接。选票按规定保留，不带姓名。备份里的旧数据等备份到期才会消失，恢复备份后请再删一次。", "The number and what it follows go at once, this browser is signed out, and your consent counts as taken back. Published feedback stays without a name; take it back by its own link. Ballots stay without a name, as the law asks. Backups made before still hold the number, sealed, until they are thrown away; after a backup is restored, please delete it again." }
    delete_sure { "我看过了，删掉", "I have read this; delete it" }
    delete { "删掉", "Delete" }
}
