//! The first page and the pages of regions.

use crate::domain::region::Level;
use crate::i18n::Lang;

crate::messages! {
    title { "老旧小区改造，听您的", "Renovating old communities, as residents wish" }
    lead { "在这里说意见、投票、给完工的活打分。", "Say what is wrong, vote on what comes first, judge the finished work." }
    regions { "找您的小区", "Find your community" }
    empty { "这里还没有小区", "No community is here yet" }
    empty_next { "工作人员登录以后，先导入行政区划，再新建小区。", "Staff sign in, import the regions, then add a community." }
    empty_regions { "导入江西的行政区划：在服务器上运行 linli import regions，再运行 linli import programme。", "To bring in the regions of Jiangxi, run on the server: linli import regions, then linli import programme." }
    empty_setup { "去新建小区", "Add a community" }
    households(n: &str) { "{n} 户", "{n} household‹s›" }
    search { "小区或地方的名字", "Name of a community or place" }
    search_go { "查找", "Find" }
    found { "找到的小区", "Communities found" }
    found_regions { "找到的地方", "Places found" }
    found_none(text: &str) { "没有找到“{text}”。换一个字试试，或者从下面的城市一级一级找。", "Nothing is called '{text}'. Try another word, or start from the cities below." }
    newest { "最新的小区", "Newest communities" }
    cities { "按地方找", "By place" }
    code_title { "手里有信？", "Do you have a letter?" }
    code_text { "扫信上的二维码，或者填参与码，直接到您的小区。", "Scan the QR on it or type its code: it leads to your community." }
    code_go { "填参与码", "Type the code" }
    crumbs { "所在位置", "Where this is" }
    programmes { "年度改造计划", "Programmes" }
    programme(year: &str) { "{year} 年度计划", "Programme {year}" }
    planned { "计划", "Planned" }
    started { "已开工", "Started" }
    completed { "已完成", "Completed" }
    start_rate { "开工率", "Started / planned" }
    completion_rate { "完成率", "Completed / planned" }
    communities(n: &str) { "{n} 个小区", "{n} communities" }
    community { "1 个小区", "1 community" }
    not_published { "没有公布", "not published" }
    refer_completed(n: &str) { "{n} 户，指已完成的小区", "{n} households, in the completed communities" }
    refer_started(n: &str) { "{n} 户，指已开工的小区", "{n} households, in the started communities" }
    refer_planned(n: &str) { "{n} 户，指计划内的小区", "{n} households, in the planned communities" }
    refer_unclear(n: &str) { "{n} 户，来源没有说清指已开工的还是计划内的，所以不用来推算", "{n} households; the source does not say whether started or planned, so nothing is computed from it" }
    refer_said(n: &str, what: &str) { "{n} 户（{what}）", "{n} households ({what})" }
    households_label { "惠及", "Households" }
    as_of(day: &str) { "截至 {day}", "as of {day}" }
    source(source: &str) { "来源：{source}", "Source: {source}" }
    altogether(from: &str, to: &str, n: &str) { "{from}–{to} 年合计计划 {n} 个小区", "{from}–{to} altogether: {n} communities planned" }
    figures { "邻里上的小区", "Communities on Linli" }
    figures_households(n: &str) { "共 {n} 户", "{n} household‹s›" }
    figure_communities { "小区", "Communities" }
    figure_answered { "按期答复", "Answered in time" }
    figure_answered_of(part: &str, whole: &str) { "{part} / {whole} 条意见", "{part} of {whole} pieces of feedback" }
    figure_satisfied { "完工满意率", "Satisfied with finished works" }
    figure_satisfied_of(part: &str, whole: &str) { "{part} / {whole} 份评价；只算 5 户以上评过的项目", "{part} of {whole} ratings; only works that 5 households or more rated" }
    too_few { "还太少", "too few yet" }
    too_few_answers(least: &str) { "满 {least} 条意见才显示", "shown from {least} pieces of feedback on" }
    too_few_ratings(least: &str) { "满 {least} 份评价才显示", "shown from {least} ratings on" }
    by_stage { "各阶段的小区", "Communities by stage" }
    below(level: &str) { "下级{level}", "{level}" }
    listed { "小区", "Communities" }
    listed_first(n: &str) { "先列 {n} 个；点上面的地方可以看全。", "The first {n}; choose a place above to see all." }
    none_here { "这里还没有小区加入", "No community here yet" }
    none_here_next { "居委会或街道的工作人员可以新建；有了以后会列在这里。", "Street or committee staff can add one; it will be listed here." }
    no_project { "筹备中", "In preparation" }
}

/// The plural name of a level, above the list of such regions.
pub const fn level(lang: Lang, level: Level) -> &'static str {
    let (zh, en) = match level {
        Level::Province => ("省", "Provinces"),
        Level::City => ("市", "Cities"),
        Level::County => ("县、区", "Counties and districts"),
        Level::Street => ("街道、镇、乡", "Streets and townships"),
        Level::Neighbourhood => ("社区", "Neighbourhoods"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
