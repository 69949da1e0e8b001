//! How it works, privacy in short, and looking up a receipt.

crate::messages! {
    title { "怎么用邻里", "How Linli works" }
    lead { "给居民看的，一共五步。", "For residents, in five steps." }
    say_title { "说意见", "Say what is wrong" }
    say { "点一张图就行，也可以拍照、录音、写一句。不用注册。会给您一个号码和一个链接，什么时候答复、答复了什么，凭它看。", "One tap on a picture is enough; a photo, a recording or a line of text helps. No account. You get a number and a link by which you see when it is answered and how." }
    vote_title { "投票", "Vote" }
    vote { "一户一票。信上的二维码或 8 位数字证明是您这户。截止前随时可以改，以规则写明的那张为准。投票没结束，谁也看不到谁选了什么。", "One vote per household. The QR or the 8 digits on your letter show which household it is. You can change it until the close; the rule on the page says which ballot counts. No result is shown before the end." }
    paper_title { "不上网也行", "Without the internet" }
    paper { "到居委会填纸票，或者请工作人员上门。纸票由一个人录、另一个人核对，和网上的票一起算，一户只算一次。", "Fill in a slip at the committee, or ask for a visit. One person types a slip, another checks it; it counts together with the online ballots, once per household." }
    rate_title { "完工打分", "Judge the finished work" }
    rate { "每项点一下。不满意的，自动报整改，修好了会再问您。", "One tap for each work. If you are not satisfied, a repair is asked for, and you are asked again when it is done." }
    check_title { "核对", "Check" }
    check { "投票以后有一个回执号。随时可以查它还在不在存证里。", "After voting you get a receipt. You can look at any time whether it is still in the record." }
    check_go { "查回执", "Check a receipt" }
    permissions_go { "谁可以做什么", "Who may do what" }
    risks_title { "还有什么做不到", "What it cannot do" }
    risk_letter { "谁拿到您的信，谁就能替您家投票。信请收好；丢了，请居委会作废重发。截止前您自己再投一次，就以规则为准。", "Whoever holds your letter can vote for your household. Keep it safe; if it is lost, the committee cancels it and prints another." }
    risk_watch { "在家里看着您投票的人，看得到您选什么。纸票也一样。", "Whoever looks over your shoulder sees your choice, on paper too." }
    risk_server { "管服务器的人，技术上可以看到数据库。存证让改动会被发现，但不能让数据对他保密。", "Whoever runs the server could read its database. The record makes changes visible; it does not keep data secret from them." }
    risk_consult { "除非投票页写明，结果供参考，不是法律上的业主大会表决。", "Unless the poll's page says otherwise, a result is advice and no legal owners' vote." }
    privacy_title { "隐私", "Privacy" }
    privacy_1 { "用的人不用填姓名、身份证、微信号。名册有楼栋、房号、面积，业主的名字只留姓，其余遮住。", "Nobody types a name, identity number or WeChat account. The roll holds building, room and area; of owners' names only the first character, the rest is covered." }
    privacy_2 { "意见公开前，电话、车牌等会先遮住。", "Phone numbers, plates and the like are covered before feedback is shown." }
    privacy_3 { "投票和评价，5 户以上才公开合计；管整改的人看得到是哪户报的。", "Votes and ratings are shown only as sums of 5 households or more; those who repair see which flat asked." }
    privacy_4 { "网页不连任何第三方，不用统计和广告。只有三四个必要的 cookie：语言、字号、本机编号、登录。", "Pages contact no third party and carry no statistics or advertising. The few cookies are needed: language, text size, a number for this browser, the session." }
    privacy_5 { "您提的意见，凭链接可以随时撤回。其他要查、要删的，打下面的电话。", "You can take your feedback back by its link at any time. To see or delete anything else, call the number below." }
    record_title { "存证", "The record" }
    record_lead { "投票、审核、公布、整改，每一步都在这里留一条，只能加、不能改。", "Every ballot, moderation, publication and repair leaves a line here that can be added to and never changed." }
    leaves_or_more(n: &str) { "现在有 {n} 条以上", "{n} lines or more so far" }
    leaves(n: &str) { "现在一共 {n} 条", "{n} lines so far" }
    receipt { "回执号", "Receipt" }
    receipt_hint { "投票后看到的那串数字和字母，空格不要紧。", "The digits and letters you saw after voting; spaces do not matter." }
    find { "查", "Look" }
    found { "在存证里，没有变过", "It is in the record, unchanged" }
    replaced { "这一张现在不计：这一户另有一张票计入。", "This one does not count now: another vote of the household does." }
    kind { "是什么", "What" }
    at { "什么时候", "When" }
    full { "完整的指纹", "Full fingerprint" }
    changed { "在存证里，但内容和指纹对不上。请马上告诉运营单位。", "It is in the record, but its text does not fit its fingerprint. Please tell the operator at once." }
    not_found(given: &str) { "没有找到“{given}”。请对照回执再看一遍；0 是零，没有字母 o。", "'{given}' was not found. Compare it with the receipt; 0 is always zero." }
    too_short { "请至少填 8 位。", "Please give at least 8 characters." }
    nothing_more { "这里只说有没有、什么时候，永远不说选了什么。", "Only whether and when is told here, never what was chosen." }
    kind_ballot { "一张选票", "A ballot" }
    kind_paper { "一张纸票的录入", "A paper slip" }
    kind_poll { "投票的开始、结束或结果", "The beginning, end or result of a poll" }
    kind_decision { "一次审核", "A moderation" }
    kind_rating { "一份评价", "A rating" }
    kind_defect { "一次整改", "A repair" }
    kind_answer { "一次官方答复", "An official answer" }
    kind_other { "一次公开的处理", "A public step" }
}
