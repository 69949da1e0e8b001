//! What stands around every page.

crate::messages! {
    still_empty(n: usize) { "有 {n} 处还没有填。", "{n} field‹s› still empty." }
    name { "邻里", "Linli" }
    skip { "跳到正文", "Skip to the content" }
    demo { "演示数据，不是真的小区", "Demo data, not a real community" }
    back { "返回", "Back" }
    display { "显示方式", "Display" }
    elder { "长辈版", "Large text" }
    standard { "标准版", "Standard text" }
    other_language { "English", "中文" }
    run_by(operator: &str) { "运营单位：{operator}", "Run by {operator}" }
    help_phone { "帮助电话", "Help by phone" }
    help { "怎么用", "How it works" }
    privacy { "个人信息", "Your data" }
    own { "存了我什么", "Stored about me" }
    work { "工作", "Work" }
    staff { "工作人员登录", "Staff" }
    account { "我的账号", "My account" }
    sign_out { "退出", "Sign out" }
    complaint(how: &str) { "投诉与建议：{how}", "Complaints and suggestions: {how}" }
}
