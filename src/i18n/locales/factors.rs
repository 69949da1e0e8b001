//! The second step of signing in, and what proves an account besides its password.

use crate::i18n::Lang;

crate::messages! {
    // The second step.
    second_title { "第二步验证", "Second step" }
    second_how { "请打开手机上的验证器，填它现在显示的六位数字；也可以填一个备用码。", "Open the authenticator on your phone and type the six figures it shows; a recovery code works too." }
    second_code { "六位数字或备用码", "Six figures or a recovery code" }
    second_go { "继续登录", "Go on" }
    second_passkey { "用通行密钥登录", "Sign in with a passkey" }
    second_lost { "手机不在身边，备用码也没有？请一位管理账号的同事收回验证方式，再凭重设单登录。", "No phone and no recovery code? Ask a colleague who manages accounts to take them away; then a reset slip lets you in." }
    second_back { "换一个账号", "Another account" }

    // One's own factors.
    title { "第二步验证", "Second step of signing in" }
    why { "登录时除了密码，再看一样只有您手里有的东西：密码被人看去，也进不来。", "Besides the password, signing in asks for something only you hold. A password that somebody saw is then not enough." }
    needed { "本站要求工作人员加第二步验证。加好以后，您的分工才生效。", "This installation asks its staff for a second step. Your duties begin once you have added one." }
    none { "还没有加。", "None yet." }
    added(when: &str) { "{when} 添加", "added {when}" }
    last_used(when: &str) { "{when} 用过", "used {when}" }
    codes_left(n: usize) { "备用码还剩 {n} 个。", "{n} recovery code‹s› left." }
    add_app { "加手机验证器", "Add an authenticator app" }
    add_app_note { "手机上装一个验证器就行，没有网络也能用。", "Any authenticator app will do; it works without a network." }
    add_passkey { "加通行密钥", "Add a passkey" }
    add_passkey_note { "用这台设备的指纹、锁屏密码，或者一个安全钥匙。指纹只在设备里，不会传上来。", "With this device's fingerprint or screen lock, or a security key. A fingerprint stays in the device." }
    passkey_failed { "这次没有成功。请再试一次，或者换一种方式。", "That did not work. Please try again, or take another way." }
    label { "名字（可以不填）", "Name (optional)" }
    label_hint { "比如：工作手机", "Like: work phone" }
    which { "哪一个", "Which one" }
    remove { "去掉", "Remove" }
    remove_title { "去掉一个", "Remove one" }
    new_codes { "换一组备用码", "New recovery codes" }
    new_codes_note { "换了以后，以前的备用码全部作废。", "The earlier ones end with it." }
    password { "请再填一次密码", "Your password once more" }
    app_added { "验证器加好了，下次登录就用它。", "The authenticator is added. It is asked for when you next sign in." }
    passkey_added { "通行密钥加好了。", "The passkey is added." }
    removed { "去掉了。", "It is removed." }
    proved { "密码对了。请再点一次「加通行密钥」。", "The password is right. Please press the button for a passkey once more." }

    // Adding an app.
    app_title { "加手机验证器", "Add an authenticator app" }
    app_scan { "用验证器扫这个二维码：", "Scan this code with the authenticator:" }
    app_type { "扫不了的话，手工填这串密钥：", "If it cannot scan, type this key:" }
    app_code { "验证器现在显示的六位数字", "The six figures it shows now" }
    app_confirm { "确认添加", "Add it" }
    app_qr { "给验证器扫的二维码", "Code for the authenticator" }

    // Recovery codes.
    codes_title { "备用码", "Recovery codes" }
    codes_keep { "这一页只显示一次。请打印或抄下来，和密码分开放。", "This page is shown once. Print it or write it down, and keep it apart from the password." }
    codes_how { "手机不在身边时，登录的第二步填其中一个。每个只能用一次。", "When the phone is away, type one of them at the second step. Each works once." }
    codes_for(login: &str) { "账号 {login}", "Login {login}" }
    codes_kept { "我收好了", "I have kept them" }

    // For administrators.
    take_all { "收回第二步验证", "Take the second step away" }
    take_all_note { "手机丢了时用。这个账号马上退出，验证方式、备用码和密码都作废；请再打一张重设单，当面交给本人。", "For a lost phone. The account is signed out; its second step, recovery codes and password end. Then print a reset slip and hand it over in person." }
    required_tick { "工作人员必须加第二步验证", "Staff must use a second step" }
    required_note { "勾上以后，还没有加的管理员、审计员、街道和居委会账号，登录后只能先去加。", "Administrators, auditors, officials and committees who have none can then only add one after signing in." }
}

/// What a factor is, by its stored word.
pub fn kind(lang: Lang, word: &str) -> &'static str {
    match word {
        "totp" => lang.pick("手机验证器", "Authenticator app"),
        "passkey" => lang.pick("通行密钥", "Passkey"),
        _ => lang.pick("备用码", "Recovery code"),
    }
}
