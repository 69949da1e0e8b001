//! Signing in, accounts, the instance.

use crate::domain::policy::Role;
use crate::i18n::Lang;

crate::messages! {
    // Signing in.
    sign_in_title { "工作人员登录", "Staff sign in" }
    login { "账号", "Login" }
    login_hint { "同事给您建账号时定的，比如 wang.fang", "As your colleague set it, like wang.fang" }
    password { "密码", "Password" }
    sign_in { "登录", "Sign in" }
    forgot { "第一次登录，或忘记密码", "First time, or forgot the password" }
    forgot_how { "请一位管理账号的同事给您打一张开通单（第一次）或重设单（忘了密码），凭单上的一次性代码自己设密码。", "Ask a colleague who manages accounts for a slip: a welcome slip the first time, a reset slip afterwards. With its one-time code you set the password yourself." }
    have_slip { "我有开通单或重设单", "I have a welcome or reset slip" }
    residents { "居民不用账号。要投票请扫信上的二维码，或填信上的数字。", "Residents need no account. To vote, scan the QR of your letter or type its digits." }
    residents_to { "去填参与码", "Enter the code" }
    signed_in_as(name: &str) { "您已登录：{name}", "Signed in: {name}" }
    sign_out { "退出登录", "Sign out" }
    signed_out { "已退出。", "You are signed out." }
    change_password { "修改密码", "Change the password" }
    no_duty { "这个账号还没有分工，请同事在「账号」里加上。", "This account has no duty yet. Ask a colleague to add one under 'Accounts'." }

    // Slip and password.
    slip_title { "用开通单或重设单设密码", "Set a password with a slip" }
    code { "单上的一次性代码", "One-time code of the slip" }
    code_hint { "16 个字母和数字（以前打的单子是 12 个），大小写、横线都可以不管", "16 letters and figures (12 on older slips); case and dashes do not matter" }
    old_password { "现在的密码", "Present password" }
    new_password { "新密码", "New password" }
    password_hint { "至少 12 个字符，可以是一句话，空格也算；太常见的、含账号的不行。", "At least 12 characters; a sentence with spaces is good. Not a common one, not with your login in it." }
    again { "再填一次新密码", "New password once more" }
    set_password { "设好密码", "Set the password" }
    password_set { "密码设好了，请用它登录。", "The password is set. Please sign in with it." }
    password_changed { "密码改好了，其他地方的登录都已退出。", "The password is changed; you are signed out everywhere else." }

    // Accounts.
    accounts { "账号", "Accounts" }
    new_account { "新建账号", "New account" }
    name { "姓名或岗位", "Name or duty" }
    duty { "分工", "Duty" }
    place { "管哪里", "Where" }
    place_hint { "行政区划代码（如 360102）、小区短名（如 yangguang），楼栋长填一栋（如 yangguang/3栋）。", "A region's code (like 360102), a community's short name (like yangguang), or for a building leader one building (like yangguang/3)." }
    everywhere { "全部", "Everywhere" }
    everywhere_tick { "管全部地方", "Everywhere" }
    make_account { "建账号", "Make the account" }
    then_slip { "建好以后给他打一张开通单，他自己设密码。", "Then print a welcome slip: the person sets the password." }
    locked { "已停用", "Locked" }
    no_password { "还没设密码", "No password yet" }
    lock { "停用这个账号", "Lock this account" }
    unlock { "恢复这个账号", "Unlock this account" }
    duties { "分工", "Duties" }
    no_duties { "还没有分工。加一个以后才能工作。", "No duty yet. Add one so that work can begin." }
    add_duty { "加一个分工", "Add a duty" }
    take_away { "去掉", "Take away" }
    own_account { "这是您自己的账号：分工、停用和重设单要由另一位管理员来办。", "This is your own account: duties, locking and slips are for another administrator." }
    print_slip { "打印重设单", "Print a reset slip" }
    print_welcome { "打印开通单", "Print a welcome slip" }
    slip_note { "以前打的单子随之作废。", "Earlier slips end with it." }
    slip_head { "密码重设单", "Reset slip" }
    slip_for(name: &str, login: &str) { "{name}（账号 {login}）", "{name} (login {login})" }
    slip_step_1(url: &str) { "打开 {url}", "Open {url}" }
    slip_step_2 { "填下面的代码，自己设一个新密码。", "Type the code below and set a new password." }
    slip_until(when: &str) { "{when} 以前有效，只能用一次。", "Good once, before {when}." }
    slip_keep { "请当面交给本人。这一页只显示一次。", "Hand it over in person. This page is shown once." }
    to_person(name: &str) { "回到 {name} 的账号", "Back to {name}'s account" }

    // The instance.
    instance_title { "本站设置", "This installation" }
    operator { "运营单位", "Operator" }
    help_phone { "帮助电话", "Help phone" }
    filing { "备案号", "Filing numbers" }
    complaint { "怎么投诉", "How to complain" }
    complaint_hint { "比如：拨打 12345，或到社区一楼", "Like: call 12345, or come to the neighbourhood office" }
    recognised { "认定单位", "Recognised by" }
    recognised_hint { "只有主管单位认定本站可以作正式表决时才填。空着，投票结果都写“仅供参考”。", "Only where an authority recognised this platform for binding votes. Empty: results are marked consultative." }
    save { "保存", "Save" }
    saved { "保存好了。", "Saved." }

    // The audit log.
    audit_title { "操作记录", "Audit log" }
    audit_empty { "还没有操作。工作人员做的每件事都会记在这里。", "Nothing was done yet. Every act of staff will stand here." }
    audit_when { "时间", "When" }
    audit_who { "谁", "Who" }
    audit_what { "做了什么", "What" }
    audit_where { "哪里", "Where" }

    // The places of work.
    work { "工作", "Work" }
    to_desk { "居委会工作台", "Committee desk" }
    to_office { "街道与部门", "Office" }
    to_setup { "小区设置", "Communities" }
    to_admin { "账号与设置", "Accounts and settings" }
    to_paper { "录入纸质票", "Paper ballots" }
    to_account { "我的账号", "My account" }
}

/// A duty.
pub const fn role(lang: Lang, role: Role) -> &'static str {
    let (zh, en) = match role {
        Role::Admin => ("系统管理员", "System administrator"),
        Role::Security => ("安全管理员", "Security administrator"),
        Role::Auditor => ("审计员", "Auditor"),
        Role::Official => ("街道或部门", "Official"),
        Role::Committee => ("居委会", "Committee"),
        Role::Leader => ("楼栋长", "Building leader"),
        Role::Contractor => ("施工单位", "Contractor"),
        Role::Property => ("物业公司", "Property company"),
        Role::Supervisor => ("监督员", "Supervisor"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
