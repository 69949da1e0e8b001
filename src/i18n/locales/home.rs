//! The first page and the pages of regions.

crate::messages! {
    title { "老旧小区改造，听您的", "Renovating old communities, as residents wish" }
    lead { "在这里说意见、投票、给完工的活打分。", "Say what is wrong, vote on what comes first, judge the finished work." }
    regions { "找您的小区", "Find your community" }
    empty { "这里还没有小区", "No community is here yet" }
    empty_next { "工作人员登录以后，先导入行政区划，再新建小区。", "Staff sign in, import the regions, then add a community." }
    households(n: &str) { "{n} 户", "{n} households" }
}
