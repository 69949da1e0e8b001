//! One entry of the roll: looked up, corrected, sold; buildings renamed, communities merged; 'my entry
//! is wrong'.

use crate::domain::community::{AreaSource, Relation};
use crate::domain::correction::Wants;
use crate::i18n::Lang;

crate::messages! {
    title { "住户", "Households" }
    title_hint { "查一户、改一户、房子卖了", "Look one up, correct it, a flat was sold" }
    building { "楼栋", "Building" }
    entrance { "单元", "Entrance" }
    room { "房号", "Room" }
    find { "查找", "Find" }
    none { "这里还没有住户。请先导入名册。", "There are no households yet. Please bring in the roll first." }
    entry { "名册上的这一户", "The entry on the roll" }
    floor { "楼层", "Floor" }
    area { "建筑面积（平方米）", "Area in m²" }
    area_said { "面积", "Area" }
    area_source { "面积来源", "Where the area comes from" }
    relation { "住的是谁", "Who lives there" }
    owners { "业主", "Owners" }
    owners_hint { "几位业主用「、」隔开。只留姓，其余盖住：张*、李**。", "Put a comma between several. Only the first character is kept: 张*, 李**." }
    owners_anew { "改了业主，算人数时这户先单独算，到下次导入名册为止。", "After a change of owners the flat counts as owners of its own until the next roll." }
    owner_seen { "这户的业主当面核对过。改了业主，就要请业主再来核对一次，业主信才能用。", "The owner of this flat was seen in person. After a change of owners the owner must be seen again before the owner's letter works." }
    owner_unseen { "业主改了，原来的当面核对不再算数。请业主带证件再来核对一次。", "The owners changed, so the owner seen before no longer counts. Please ask the owner to come once more with a paper." }
    owners_none { "没有写", "none given" }
    save { "保存", "Save" }
    stands_now { "现在名册上是这样", "What stands on the roll now" }
    stands_hint { "有人在您之前改过。您改过的都还在下面，您没动的已经换成现在的。看过以后再保存，就以下面的为准。", "Somebody changed it before you. What you changed is kept below; what you left alone shows what stands now. If you save again, what is below counts." }
    now_is(value: &str) { "现在：{value}", "Now: {value}" }
    poll_open { "正在投票：这次投票用开始时的名册，现在改的只管以后的投票。", "A poll is open: it keeps the roll it opened with. What you change counts from the next one." }
    sold { "房子卖了", "The flat was sold" }
    sold_hint { "换成新业主。这户原来的参与码马上停用，手机上的登录也退出；已经投的票算数，新业主不能改；还没投的，由新业主用新信投。", "The new owner takes the place. The codes of this flat end at once and its phones are signed out. A vote that was cast stands and the new owner cannot change it; where none was cast, the new letter votes." }
    new_owners { "新业主姓名", "Names of the new owners" }
    new_numbers { "新业主证件号码（可以不填）", "Numbers of the new owners (may be empty)" }
    new_numbers_hint { "只用来认出同一个人的几套房，号码本身不保存。不填，就当他只有这一套。", "Only used to see that several flats are one person's; the number itself is not kept. Left empty, the flat counts by itself." }
    sold_go { "换业主，停用原来的参与码", "Change the owner and end the codes" }
    is_sold { "业主换好了，原来的参与码停用了。要打一封新的信。", "The owner is changed and the old codes have ended. A new letter is needed." }
    to_letters { "去打印信件", "Print the letter" }
    since(day: &str) { "{day}的名册起就有", "On the roll since {day}" }
    says_of_it { "这户说", "What the household says" }
    closes_request { "保存以后，这户的请求就算办好了。", "Saving closes the household's request." }

    buildings { "楼栋改名", "Rename buildings" }
    buildings_hint { "换楼号、两栋对调，一次填好一起保存。", "Other numbers, or two that change places: fill in all and save once." }
    buildings_codes { "参与码照样能用。以前印的信上还是旧楼号，查码时要填新楼号，请在楼下贴个说明。", "Codes stay valid. Letters printed before name the old building, and the new name must be typed with the digits: please put a notice at the door." }
    now_called(name: &str) { "现在叫 {name}", "Now called {name}" }

    merge { "小区合并", "Merge communities" }
    merge_hint(name: &str) { "把另一个小区的楼栋和住户并到{name}来。参与码照样能用。", "Buildings and households of another community come over to {name}. Codes stay valid." }
    merge_history { "那个小区的意见、投票和工程留在它原来的页上，页上会写明并到了哪里。", "Its feedback, polls and works stay on its own page, which says where it went." }
    merge_none { "没有可以并过来的小区。", "There is no community that could come over." }
    merge_which { "哪个小区并过来？", "Which community comes over?" }
    merge_look { "先看看", "Look first" }
    merge_go(name: &str) { "把{name}并过来", "Bring {name} over" }
    merge_clash(names: &str) { "两边都有这些楼：{names}。请先给其中一边改名。", "Both have these buildings: {names}. Please rename one side first." }
    merge_size(households: i64, buildings: i64) { "{buildings} 栋 {households} 户会过来", "{buildings} building‹s› with {households} households come over" }
    merge_left(what: &str) { "那边还有 {what}，都留在它原来的页上接着办。住户照样能说修好了没有。", "Still open there: {what}. They are dealt with on its own page, and households can still say whether a repair is right." }
    merge_faults(n: usize) { "{n} 处毛病没修完", "{n} fault‹s› in repair" }
    merge_said(n: i64) { "{n} 条意见没答复", "{n} opinion‹s› without a reply" }
    merge_rename(name: &str) { "给{name}的楼栋改名", "Rename buildings of {name}" }
    merge_duties { "居委会、施工单位、物业、监督员在那边的分工，并了以后在这边也有效；那边没办完的事还归他们。", "Whoever has a duty there (committee, contractor, property company, supervisor) has it here too afterwards, and keeps it there for what is not over." }
    left_behind { "原来小区里您报过的毛病", "Faults that you reported at your earlier community" }
    files_wait { "还没导入的文件", "Files not brought in yet" }
    files_wait_hint { "过一天自动删掉。", "They are removed by themselves after a day." }
    file_rows(rows: i64) { "{rows} 行", "{rows} row‹s›" }
    file_unmapped { "还没说明哪一列是什么", "its columns have no names yet" }
    file_look { "看看", "Look" }
    file_discard { "不要了", "Discard" }
    no_way_back_changed { "最近一次导入撤不回了：导入以后又有人改过名册。", "The latest import cannot be taken back: entries were changed by hand since." }
    no_way_back_late { "最近一次导入撤不回了：已经过了 90 天。", "The latest import cannot be taken back: it is older than 90 days." }
    merge_no_way_back { "并了就分不回来。", "This cannot be undone." }
    went_to(name: &str) { "已经并到{name}", "Its households are now with {name}" }

    mine { "名册上的我家", "Our entry on the roll" }
    mine_hint { "看看名册上写得对不对", "See whether the roll is right" }
    mine_flat { "住址", "Flat" }
    from_source(area: &str, source: &str) { "{area} 平方米（{source}）", "{area} m² ({source})" }
    wrong { "这里写错了", "Something is wrong here" }
    wrong_what { "哪里不对？", "What is wrong?" }
    wrong_text { "应该是什么？", "What should it be?" }
    wrong_hint { "请不要写身份证号码。要看证件，居委会会当面看。", "Please write no identity number. If a paper must be seen, the committee looks at it in person." }
    wrong_send { "请居委会核对", "Ask the committee to check" }
    sent { "收到了。办好了会写在这里。", "Received. The answer will stand here." }
    wants_none { "请选一样", "Please choose" }
    take_back { "收回这一条", "Take it back" }
    taken_back { "已经收回，现在可以重新写。", "Taken back. You can write it anew now." }
    asked { "我家说过的", "What we said" }
    waits_until(day: &str) { "正在核对，{day}前答复", "Being checked, answered by {day}" }
    accepted { "已经改好", "Corrected" }
    refused(reason: &str) { "没有改：{reason}", "Not changed: {reason}" }

    corrections { "住户说写错了", "Entries said to be wrong" }
    corrections_none { "没有等着核对的。", "Nothing waits." }
    corrections_count(n: i64) { "有 {n} 户在等", "{n} waiting" }
    due_by(day: &str) { "{day}前办好", "Due by {day}" }
    late(day: &str) { "过了{day}", "Was due by {day}" }
    accept { "核对并改", "Check and correct" }
    refuse { "不改", "Leave as it is" }
    refuse_why { "为什么不改？这户看得到。", "Why not? The household reads this." }
}

/// Where an area comes from.
pub const fn source(lang: Lang, source: AreaSource) -> &'static str {
    let (zh, en) = match source {
        AreaSource::Register => ("不动产登记", "land register"),
        AreaSource::Survey => ("测绘", "survey"),
        AreaSource::Contract => ("买卖合同", "contract of sale"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Who lives in a flat.
pub const fn who(lang: Lang, relation: Relation) -> &'static str {
    let (zh, en) = match relation {
        Relation::Owner => ("业主", "the owner"),
        Relation::CoOwner => ("共有人", "a co-owner"),
        Relation::Tenant => ("承租人", "a tenant"),
        Relation::Family => ("家属", "family of the owner"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What a household says is wrong.
pub const fn wants(lang: Lang, wants: Wants) -> &'static str {
    let (zh, en) = match wants {
        Wants::Area => ("面积", "The area"),
        Wants::Owner => ("业主", "The owner"),
        Wants::Relation => ("住的是谁", "Who lives there"),
        Wants::Room => ("楼栋、房号或楼层", "Building, room or floor"),
        Wants::Other => ("别的", "Something else"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
