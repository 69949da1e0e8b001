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
    forgot_how { "请一位管理账号的同事给您打一张重设单，凭单上的一次性代码自己设密码。", "Ask a colleague who manages accounts for a reset slip. With its one-time code you set the password yourself." }
    have_slip { "我有重设单", "I have a slip" }
    residents { "居民不用账号。要投票请扫信上的二维码，或填信上的数字。", "Residents need no account. To vote, scan the QR of your letter or type its digits." }
    residents_to { "去填参与码", "Enter the code" }
    signed_in_as(name: &str) { "您已登录：{name}", "Signed in: {name}" }
    sign_out { "退出登录", "Sign out" }
    signed_out { "已退出。", "You are signed out." }
    change_password { "修改密码", "Change the password" }
    no_duty { "这个账号还没有分工，请同事在「账号」里加上。", "This account has no duty yet. Ask a colleague to add one under 'Accounts'." }

    // Slip and password.
    slip_title { "用重设单设密码", "Set a password with a slip" }
    code { "单上的一次性代码", "One-time code of the slip" }
    code_hint { "12 个字母和数字，大小写、横线都可以不管", "12 letters and figures; case and dashes do not matter" }
    old_password { "现在的密码", "Present password" }
    new_password { "新密码", "New password" }
    password_hint { "至少 12 个字符，可以是一句话，空格也算；太常见的、含账号的不行。", "At least 12 characters; a sentence with spaces is good. Not a common one, not with your login in it." }
    again { "再填一次新密码", "New password once more" }
    set_password { "设好密码", "Set the password" }
    password_set { "密码设好了，请用它登录。", "The password is set. Please sign in with it." }
    password_changed { "密码改好了，其他地方的登录都已退出。", "The password is changed; you are signed out everywhere else." }

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
        Role::Admin => ("管理员", "Administrator"),
        Role::Official => ("街道或部门", "Official"),
        Role::Committee => ("居委会", "Committee"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
