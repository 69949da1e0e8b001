//! Setting a community up, and what is printed for it.

use crate::i18n::Lang;

crate::messages! {
    title { "小区设置", "Setting communities up" }
    new { "新建小区", "New community" }
    none { "您这里还没有小区", "No community is here yet" }
    none_next { "先新建一个小区，再按步骤导入名册、填改造内容。", "Make one, then follow the steps: roll, works, dates." }
    none_ask { "请管理员给您分配小区，分好以后会出现在这里。", "Ask the administrator for a community; it will then stand here." }
    first { "先导入行政区划", "Import the regions first" }
    first_regions { "请在服务器上运行这一条命令，江西省的区划随程序自带：", "Please run this command on the server; Jiangxi's regions come with the program:" }
    first_then { "导入以后刷新本页，就可以新建小区。", "Then load this page again and make a community." }
    figures(households: &str, buildings: &str) { "{households} 户 · {buildings} 栋", "Households: {households} · buildings: {buildings}" }
    closed { "已关闭", "closed" }
    saved { "已保存", "Saved" }
    brought_in(new: &str, changed: &str, gone: &str) { "名册导入好了：新增 {new} 户，改动 {changed} 户，不在册 {gone} 户。", "The roll is in: {new} new, {changed} changed, {gone} gone." }
    taken_back { "最近一次导入已经撤回，名册和以前一样。", "The latest import is taken back: the roll is as it was before." }
    removed { "已删除", "Removed" }
    save { "保存", "Save" }
    add { "加进去", "Add it" }
    optional { "可以不填", "May be left empty" }
    missing { "还缺", "missing" }
    reason { "原因", "Reason" }
    see_page { "看居民看到的页面", "See the page as residents do" }
    and_more(rest: &str) { "还有 {rest} 条没有列出", "and {rest} more" }
}

crate::messages! {
    which_region { "小区在哪里？", "Where does the community lie?" }
    all_regions { "全部", "All" }
    this_region(name: &str) { "就在{name}", "Here in {name}" }
    or_code { "或者直接填区划代码", "Or type the region's code" }
    region_code { "区划代码", "Region code" }
    region_hint { "社区 12 位，街道 9 位，例如 360102001002", "12 digits for a neighbourhood, 9 for a street, like 360102001002" }
    go_on { "下一步", "Go on" }
    make { "新建", "Make it" }
    name_zh { "中文名称", "Chinese name" }
    name_en { "英文名称", "English name" }
    built_year { "建成年份", "Year it was built" }
    answers_by { "谁来答复意见", "Who answers feedback" }
    answers_by_hint { "居民会看到这个名字，例如：东湖区住建局", "Residents see this name, like: Donghu District Housing Bureau" }
    slug { "网址短名", "Short name in addresses" }
    slug_hint { "小写字母、数字和短横线；不填就由系统起一个。印上信以后不能改。", "Small letters, digits and dashes; left empty, one is proposed. It stands on letters and cannot change later." }
    slug_fixed { "短名和区划印在信和海报上，不能改。", "Short name and region stand on letters and posters, so they stay." }

    all_there { "都齐了", "Everything is there" }
    still_open(count: &str) { "还有 {count} 步没有做", "Steps still open: {count}" }
    by_street { "由街道来办", "The street office does this" }
    by_street_or_committee { "由街道或居委会来办", "The street office or the committee does this" }
    is_closed { "这个小区已关闭：只能看，不能写。", "This community is closed: it can be read, nothing can be written." }
    step_facts { "基本情况", "Facts" }
    step_roll { "名册", "Roll of households" }
    step_works { "改造内容", "Works" }
    step_money { "资金来源", "Funding" }
    step_stage { "改造阶段", "Stage" }
    step_phases { "起止时间", "Dates" }
    step_polls { "投票", "Polls" }
    step_letters { "参与码信件", "Letters with codes" }
    step_poster { "门口海报", "Posters for the doors" }
    roll_there(households: &str, buildings: &str, area: &str) { "{households} 户 · {buildings} 栋 · {area} 平方米", "Households: {households} · buildings: {buildings} · {area} m²" }
    roll_missing { "还没有名册", "There is no roll yet" }
    works_there(count: &str, sum: &str) { "{count} 项 · {sum}", "Works: {count} · {sum}" }
    works_missing { "还没有改造内容", "No works yet" }
    money_there(sum: &str) { "计划 {sum}", "{sum} planned" }
    money_missing { "还没有填资金", "No money is entered yet" }
    phases_there(count: &str) { "{count} 个时间段", "Windows of time: {count}" }
    phases_missing { "还没有定时间：现在居民不能说意见", "No dates yet: residents cannot give feedback" }
    polls_there(count: &str) { "{count} 次投票", "Polls: {count}" }
    polls_missing { "还没有投票", "No poll yet" }
    letters_for { "每户一封，凭码投票和评价", "One a household, for voting and rating" }
    poster_for { "每栋一张，扫码说意见", "One a building, for giving feedback" }
}

crate::messages! {
    close { "关闭小区", "Close the community" }
    close_hint { "关闭以后居民还能看，不能再写。以后可以重新打开。", "Residents can still read, but no longer write. It can be opened again." }
    reopen { "重新打开", "Open it again" }
    reopen_hint { "打开以后居民又能写了。", "Residents can write again." }

    stage_now(stage: &str, since: &str) { "现在：{stage}，从 {since} 起", "Now: {stage}, since {since}" }
    next_stage { "改到哪个阶段？", "Which stage is next?" }
    move_stage { "改阶段", "Change the stage" }
    reason_when { "暂停、居民没有同意、撤回时要写明原因，居民会看到。", "A pause, a refusal or a withdrawal needs a reason; residents read it." }
    reason_zh { "原因（中文）", "Reason in Chinese" }
    reason_en { "原因（英文）", "Reason in English" }
    settings { "年度计划和满意度", "Programme and satisfaction" }
    programme_year { "列入哪一年的计划", "Year of the programme" }
    satisfied_percent { "满意率达到百分之几算通过", "Per cent of satisfied households that passes" }
    satisfied_hint { "50 到 100，一般是 80", "50 to 100; 80 is usual" }

    phases_lead { "到了时间自动打开和截止。两个日期都不填，就不开。投票的日期在那次投票里定。", "They open and close by themselves. Leave both days empty to keep one shut. A poll has dates of its own." }
    kind_feedback { "说意见", "Feedback" }
    kind_rating { "完工评价", "Rating finished works" }
    from_day { "从哪天", "From" }
    until_day { "到哪天", "Until" }
    until_hint { "当天 24:00 截止", "It ends at midnight at the end of that day" }
    open_now { "正在进行", "open now" }

    money_lead(planned: &str, cost: &str) { "计划资金 {planned}，改造内容共 {cost}。下面的单位是元，也可以写 12.5万。", "{planned} planned; the works cost {cost}. In yuan; 12.5万 is read too." }
    planned { "计划", "Planned" }
    received { "到位", "Received" }
    spent { "已用", "Spent" }
}

crate::messages! {
    choose_below { "请在下面选好列：", "Please choose the columns below:" }
    nothing_imported { "一户都没有导入。请改好文件再选一次：", "Nothing was imported. Please mend the file and choose it again:" }
    roll_file { "选名册文件", "Choose a file of households" }
    roll_columns { "Excel、WPS 或 CSV 表格，要有列名：楼栋、楼层、房号、建筑面积；可以有单元、面积来源、业主、业主编号、关系。", "A workbook or CSV table with named columns: building, floor, room, area; and if there are any entrance, area_source, owners, number, relation." }
    roll_saved_as { "姓名只留第一个字，其余盖住；编号只用来认出同一位业主，不保存。不要放电话。", "Of names only the first character is kept; numbers only tell which flats have the same owners, and are not stored. Leave phone numbers out." }
    roll_sample { "下载样表", "Download a sample" }
    choose_file { "选文件", "Choose a file" }
    roll_preview { "先看看会改什么", "See what it changes" }
    roll_not_yet { "这一步不会改动名册。", "This step changes nothing yet." }
    roll_why { "有了名册，才能发参与码、投票和评价。", "Codes, polls and ratings need the roll." }
    roll_now { "现在的名册：", "The roll now:" }
    building { "楼栋", "Building" }
    households { "户数", "Households" }
    area_m2 { "面积（平方米）", "Area (m²)" }
    roll_changes { "这份文件会改什么", "What this file changes" }
    roll_after { "导入以后：", "Afterwards:" }
    roll_same_all { "和现在的名册一样，没有变化。", "It is the same as the roll now." }
    roll_many_gone { "大半住户会不在名册上。是不是选错了文件？", "Most households would leave the roll. Is it the right file?" }
    roll_new { "新增", "New" }
    roll_changed { "有改动", "Changed" }
    roll_gone { "不再在名册上", "No longer on the roll" }
    roll_same { "不变", "As before" }
    roll_alike { "同名、没有编号：每户各算一人", "The same names without numbers: each flat counts as a head of its own" }
    roll_weaker { "面积依据不如以前可靠", "The area comes from a weaker source than before" }
    roll_sold { "业主换了，可能已经卖房", "Other owners than before: perhaps sold" }
    roll_sold_note { "名册换了业主，不等于办了卖房：原来的参与码照样能用，先前的票还能改。真的卖了，导入以后请到「名册里的一户」点「房子卖了」，再发新信。这些户里当面核过业主的，导入以后要重新核一次。", "Other owners on the roll are not a sale: the old codes go on working and a ballot can still be changed. An owner who was seen for such a flat must be seen again after the import. Where a flat was sold, open its entry after the import, say 'The flat was sold' and print a new letter." }
    roll_floor(before: &str, after: &str) { "楼层 {before} → {after}", "floor {before} → {after}" }
    roll_area(before: &str, after: &str) { "面积 {before} → {after}", "area {before} → {after}" }
    roll_source { "面积来源不同", "area from another source" }
    roll_relation { "居住关系不同", "somebody else lives there" }
    roll_owners(before: &str, after: &str) { "业主 {before} → {after}", "owners {before} → {after}" }
    roll_which { "请说明哪一列是什么", "Please say which column is which" }
    roll_which_why { "有几列的名字认不出来。选好以后就能看到会改什么。", "Some columns have names that are not known here. Choose them, then see what would change." }
    roll_column_building { "哪一列是楼栋", "The column with the building" }
    roll_column_floor { "哪一列是楼层", "The column with the floor" }
    roll_column_room { "哪一列是房号", "The column with the room" }
    roll_column_area { "哪一列是建筑面积", "The column with the area" }
    roll_undo { "撤回这次导入", "Take this import back" }
    roll_undo_why { "回到导入以前的名册，因此停用的参与码恢复。", "The roll is as it was before; codes that ended with it work again." }
    roll_confirm { "导入", "Bring it in" }
    roll_other { "换一个文件", "Choose another file" }
}

crate::messages! {
    works_none { "还没有改造内容。从下面的目录里挑。", "No works yet. Pick from the catalogue below." }
    from_catalogue { "从目录里加", "Add from the catalogue" }
    by_hand { "目录里没有，自己写", "Not listed: write one" }
    new_work { "加一项改造内容", "Add a work" }
    basic { "基础类", "Basic" }
    improvement { "完善类", "Improvement" }
    upgrade { "提升类", "Upgrade" }
    class { "类别", "Class" }
    quantity { "数量", "Quantity" }
    unit { "单位", "Unit" }
    cost { "费用（元）", "Cost in yuan" }
    cost_hint { "例如 180000 或 18万", "Like 180000 or 18万" }
    must_do { "必须做", "done in any case" }
    to_vote { "由居民投票", "put to the vote" }
    must_do_tick { "必须做，不投票", "Done in any case, not put to the vote" }
    what_changes { "对居民有什么变化", "What changes for residents" }
    note_zh { "中文说明", "In Chinese" }
    note_en { "英文说明", "In English" }
    note_hint { "一两句话，投票时会显示", "A sentence or two, shown in the poll" }
    progress { "进度", "Progress" }
    state { "做到哪一步", "How far it is" }
    state_planned { "计划中", "Planned" }
    state_building { "施工中", "Under way" }
    state_finished { "已完工", "Finished" }
    finished_at { "完工日期", "Day it was finished" }
    finished_hint { "选了“已完工”才填；不填就是今天", "Only for finished works; left empty it is today" }
    warranty { "质保（月）", "Warranty in months" }
    warranty_hint { "不填就按目录", "Left empty, the catalogue's" }
    photos { "照片", "Photos" }
    photos_hint { "「改造前」的照片会印在投票的卡片上，投票开始以前请放好。", "The 'before' photo stands on the work's card in the poll; please add it before the poll opens." }
    before { "改造前", "Before" }
    after { "改造后", "After" }
    remove_work { "删掉这一项", "Remove this work" }
    remove_hint { "有投票、评价或整改提到的不能删。", "A work that a poll, a rating or a repair refers to cannot be removed." }
}

crate::messages! {
    polls_next { "先填好名册和改造内容，再新建投票。", "Fill in roll and works first, then make a poll." }
    new_poll { "新建投票", "New poll" }
    edit_poll { "修改", "Change it" }
    from_until(from: &str, until: &str) { "{from} 到 {until}", "{from} to {until}" }
    poll_draft { "草稿", "Draft" }
    poll_announced { "已公布，还没开始", "Announced" }
    poll_running { "正在投票", "Open" }
    poll_counting { "正在计票", "Being counted" }
    poll_closed { "已结束", "Closed" }
    poll_cancelled { "已取消", "Cancelled" }
    title_zh { "标题", "Title in Chinese" }
    title_hint { "居民第一眼看到的话，例如：先改哪几样？", "The first thing residents read, like: what should come first?" }
    title_en { "英文标题", "Title in English" }
    text_zh { "说明", "Explanation in Chinese" }
    text_en { "英文说明", "Explanation in English" }
    opens { "开始", "Opens" }
    closes { "截止", "Closes" }
    poll_works { "投哪些项目？", "Which works are put to the vote?" }
    poll_no_works { "还没有可以投票的项目。先到这里加：", "No work can be put to the vote yet. Add some here:" }
    budget { "一共有多少钱（元）", "The money, in yuan" }
    budget_hint { "居民选的加起来不能超过这个数", "What a household picks must fit into it" }
    preset { "通过的规则", "Rule" }
    preset_hint { "法律有规定的，按法律选", "Where the law sets a rule, choose it" }
    preset_none { "征求意见，不设门槛", "Consultative, no threshold" }
    cc278_major { "民法典 278 条，重大事项：三分之二参加，其中四分之三同意", "Civil Code 278, major matters: two thirds take part, three quarters of them agree" }
    cc278_ordinary { "民法典 278 条，一般事项：三分之二参加，其中过半同意", "Civil Code 278, other matters: two thirds take part, more than half of them agree" }
    willingness_2_3 { "全体户数的三分之二同意", "Two thirds of all households agree" }
    willingness_3_4 { "全体户数的四分之三同意", "Three quarters of all households agree" }
    survey_80 { "问卷，八成住户参加", "Survey that reaches 80 per cent" }
    survey_75 { "走访，七成五住户参加", "Visits to 75 per cent" }
    residents_meeting { "居民会议：过半参加，其中过半同意", "Residents' meeting: more than half attend, more than half agree" }
    satisfaction_80 { "满意度：八成满意", "Satisfaction: 80 per cent" }
    conflict_rule { "同一户投了两次，算哪一张", "If a household votes twice" }
    first_valid { "算先投的", "The first counts" }
    latest { "算截止前最后投的", "The last before the close counts" }
    electronic { "算网上投的", "The one cast online counts" }
    correct_poll { "更正", "Correct it" }
    correct_hint { "这次投票已经公布。保存以后，居民马上看到改过的内容，投票页上会写明哪天更正过，存证里也有。", "This poll is announced. Residents see what you change as soon as it is saved; its page says when it was corrected, and the record keeps it." }
    publish_correction { "公布更正", "Publish the correction" }
    keep_draft { "存成草稿", "Keep as a draft" }
    as_seen { "居民看到的", "As residents see it" }
    money_of(budget: &str, sum: &str) { "一共 {budget}；全部做要 {sum}", "{budget} in all; everything would cost {sum}" }
    until_midnight(day: &str) { "{day} 24:00", "end of {day}" }
    frozen_roll { "名册户数", "Households on its roll" }
    open_poll { "公布投票", "Announce the poll" }
    open_hint { "公布以后名册和费用就定住，开始投票后不能再改，只能写明原因取消。", "Roll and costs are frozen now; once it opens it cannot be changed, only cancelled with a reason." }
    cancel_poll { "取消投票", "Cancel the poll" }
    reason_read { "居民会看到这个原因", "Residents read this reason" }
}

crate::messages! {
    letters_lead { "每户一封，凭上面的码代表这一户。码只在打印这一次显示，系统里不留原文。", "One a household. The codes are shown only on the sheet that is printed now; nobody can look them up later." }
    poster_no_roll { "还没有名册，先导入名册再贴海报。", "There is no roll yet. Import it first, then put posters up." }
    letters_no_roll { "还没有名册，先导入名册再打印信件。", "There is no roll yet. Import it first, then print letters." }
    whom { "给谁打印", "For whom" }
    letters_back(name: &str) { "回到 {name}", "Back to {name}" }
    whom_all { "全部住户", "Every household" }
    whom_building { "一栋楼", "One building" }
    whom_household { "一户", "One household" }
    building_hint { "给一栋或一户打印时选", "For one building or one household" }
    room { "房号", "Room" }
    room_hint { "给一户打印时填，例如 2-301（2 单元 301）", "For one household, like 2-301 (entrance 2, room 301)" }
    letter_until { "用到哪天", "The codes count until" }
    letter_until_hint { "到投票截止那天或更晚", "The poll's last day or later" }
    large_print { "大字版（每张纸两封）", "Large print (two letters a sheet)" }
    letters_once { "重新打印会换码，这些住户以前的信马上作废。", "Printing makes new codes; earlier letters of these households stop working at once." }
    letters_sure { "我知道了", "I know" }
    letters_anew { "重新打开，再生成一批", "Open the form again" }
    make_letters { "生成并打印", "Make and print" }
    letters_ready(count: &str) { "{count} 封信好了，请现在打印", "Letters ready: {count}. Please print them now" }
    letters_print_now(each: &str) { "每张 A4 纸 {each} 封，沿虚线裁开。离开本页以后这些码看不到了，只能重新生成。", "{each} letters an A4 sheet, cut along the dashes. Once you leave this page the codes cannot be seen again." }
    letter_title(community: &str) { "{community}改造：请您家参与", "Renovation of {community}: please take part" }
    letter_to(label: &str) { "{label} 住户：", "To the household of {label}:" }
    letter_flat(building: &str, room: &str) { "{building} {room}", "{building}, {room}" }
    letter_scan { "用微信扫左边的码，替您家投票、说意见、评价。", "Scan the code to vote, speak and rate for your household." }
    letter_valid(until: &str) { "用到 {until} 24:00，请不要给别人", "Valid until the end of {until}; keep it to yourself" }
    letter_or { "扫不了，就输入门牌和这 8 位数：", "Or type your door number and these 8 digits:" }
    letter_open(address: &str) { "打开 {address}", "Open {address}" }
    letter_type(building: &str, room: &str) { "楼栋选 {building}，房号填 {room}", "Choose {building}, room {room}" }
    letter_help(phone: &str) { "不会用手机？到社区居委会，或打 {phone}。", "No smartphone? Go to the committee, or call {phone}." }
    letter_help_desk { "不会用手机？请到社区居委会，我们帮您。", "No smartphone? The committee will help you." }
    letter_english(address: &str, building: &str, room: &str, until: &str) {
        "Scan to vote for your household, or enter {building}, room {room} and the 8 digits at {address}. Until {until}.",
        "Scan to vote for your household, or enter {building}, room {room} and the 8 digits at {address}. Until {until}."
    }
    address_unreachable(url: &str) { "先别打印：二维码会指向 {url}，居民的手机打不开。请管理服务器的同事把 LINLI_URL（或 --url）设成居民能打开的网址，重新启动以后再打印。", "Do not print yet: the codes would lead to {url}, which residents' phones cannot open. Ask whoever runs the server to set LINLI_URL (or --url) to the public address and start it again." }
    qr_words { "二维码", "QR code" }
    poster_print(count: &str) { "一共 {count} 张 A4，每栋门口贴一张。扫码就知道是哪一栋。", "A4 sheets: {count}, one for each building's door. The code knows the building." }
    poster_title { "老旧小区改造，听您的", "Say what this building needs" }
    poster_how { "微信扫码，说说哪里要改。不用注册，也可以不写字。", "Scan to say what should be mended. No account; no need to write." }
    poster_help(phone: &str) { "不会用手机？打 {phone}，或到社区居委会。", "No smartphone? Call {phone} or go to the committee." }
}

/// Units of works, as the catalogue writes them and in Chinese.
const UNITS: [(&str, &str); 20] = [
    ("household", "户"),
    ("set", "套"),
    ("m / household", "米 / 户"),
    ("tank", "座"),
    ("m", "米"),
    ("m2", "平方米"),
    ("stairwell", "个楼道"),
    ("lamp", "盏"),
    ("camera", "个摄像头"),
    ("door", "樘"),
    ("m / set", "米 / 套"),
    ("point", "处"),
    ("building", "栋"),
    ("place", "个"),
    ("charger", "个充电桩"),
    ("port", "个充电口"),
    ("lift", "部"),
    ("ramp", "条坡道"),
    ("m / seat", "米 / 个"),
    ("piece", "块"),
];

/// A unit of works; one that is not in the catalogue stays as it was typed.
pub fn unit_word(lang: Lang, unit: &str) -> &str {
    let known = UNITS.iter().find(|(en, zh)| *en == unit || *zh == unit);
    known.map_or(unit, |(en, zh)| if lang == Lang::Zh { zh } else { en })
}

/// A unit as the catalogue writes it, from what was typed in either language.
pub fn unit_key(typed: &str) -> &str {
    let typed = typed.trim();
    UNITS.iter().find(|(_, zh)| *zh == typed).map_or(typed, |(en, _)| en)
}
