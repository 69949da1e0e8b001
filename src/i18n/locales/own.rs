//! What is stored about a household, shown to it; what deleting takes and leaves.

crate::messages! {
    title { "存了我家什么", "What is stored about our flat" }
    lead { "这些和您家的房号连在一起。谁看得到、存多久，见「个人信息说明」。", "This is joined to your flat. Who sees it and for how long it is kept stands in 'What is stored about you'." }
    rules { "个人信息说明", "What is stored about you" }
    roll { "名册", "The roll" }
    roll_wrong { "写错了？请人改", "Wrong? Have it put right" }
    said { "说过的意见", "Feedback" }
    said_note { "没公开的只列编号，内容凭那条意见的专属链接看：家里人各说各的。在那里也能整条下载。没填参与码说的，没有和您家连在一起。", "What is not public is listed by its number alone; its words open by its own link, since each of a family speaks for themselves. There it can be taken along whole, too. What was said without your code is not joined to your flat." }
    by_own_link { "没公开的话、补充、照片、录音和答复，凭那条意见的专属链接看，在那一页可以整条下载。", "Words, lines, photos, recordings and replies that are not public open by the feedback's own link; the whole of it can be taken along from there." }
    by_receipt { "选了什么，在回执页上看。", "What was chosen stands on the receipt page." }
    not_public { "内容不在这里显示", "its words are not shown here" }
    supported { "点过「我家也是」的意见", "Feedback you said 'same for us' to" }
    cast { "投过的票", "Votes" }
    cast_note { "选了什么只在回执页上看。", "What was chosen stands on the receipt page alone." }
    receipt { "看回执", "See the receipt" }
    replaced { "后来换了一张", "replaced later" }
    slips { "交过的纸质票", "Slips on paper" }
    rated { "打过的分", "Ratings" }
    faults { "报过的问题", "Faults you reported" }
    phones { "登录着的手机", "Phones that are signed in" }
    phone_unknown { "手机", "A phone" }
    phone_since(day: &str) { "{day}起", "since {day}" }
    codes { "印过的信", "Letters that were printed" }
    code_made(day: &str) { "{day}打印，码本身不存", "printed on {day}; the code itself is not kept" }
    proof { "产权人当面核对过", "The owner was seen in person" }
    requests { "请求改名册", "Requests to put the roll right" }
    none { "没有", "None" }
    export { "下载一份（JSON）", "Take it along (JSON)" }
    forget_title { "删掉能删的", "Delete what can go" }
    forget_goes { "马上删掉：没公开的意见和它的照片、录音，打分里写的话，已经修好的问题里写的话和照片，请求里写的话，没填完的表；用您这种信登录的手机全部退出。已经公开的意见还在，按遮挡后的样子，不再和您家连在一起；要撤下请打开它的专属链接。", "This goes at once: feedback that is not public with its photos and recordings, the words of ratings, words and photos of faults that are repaired, the words of requests, half-filled forms; all phones that came by your kind of letter are signed out. Published feedback stays as it is shown, and is not joined to your flat any more; take it back by its own link." }
    forget_stays { "删不掉：选票和纸质票（法律要求留存，不带姓名），打分的等级和「我家也是」（一户只算一次），还没修好的问题（修的人要知道），名册上的这一户、信和产权核对（算票要用），工作人员的操作日志（存满一年多自动删）。", "This stays: votes and slips (the law asks for them; they bear no name), the level of ratings and 'same for us' (each flat counts once), faults that are not repaired yet (who repairs them must know), the entry on the roll, letters and the owner's proof (votes are counted by them), and the log of what staff did (it goes by itself after more than a year)." }
    forget_backups { "备份里的旧数据等备份到期才会消失；恢复过备份的话，请再删一次。", "Backups made before keep it until they are thrown away; if one is restored, please delete it again." }
    forget_sure { "我看过了，删掉", "I have read this; delete it" }
    forget { "删掉", "Delete" }
    forgotten { "能删的已经删掉了，这户的手机都退出了。", "What can go is deleted, and all phones of the flat are signed out." }
    mine_to { "名册上的我家", "Our entry on the roll" }
    own_to { "存了我什么", "What is stored about me" }
}
