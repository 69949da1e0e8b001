//! One's own account at work, and the password that is asked for once more.

crate::messages! {
    title { "我的账号", "My account" }
    duties { "分工", "Duties" }
    which_duty { "现在做哪一样", "Which one now" }
    which_note { "选了一样，这次登录就只做这一样；去别处登录不受影响。", "Choose one, and this sign-in works in it alone; other sign-ins stay as they are." }
    all_duties { "全部分工一起", "All duties together" }
    choose { "就做这样", "Work in this" }
    working_as(duty: &str) { "正在做：{duty}", "Working as: {duty}" }
    duty_gone { "您选的分工已经被去掉了。请另选一样。", "The duty you chose was taken away. Please choose another." }
    sessions { "登录过的地方", "Where you are signed in" }
    sessions_of { "登录过的地方", "Where the account is signed in" }
    this_one { "就是这里", "This one" }
    unknown { "不知名的浏览器", "A browser without a name" }
    used(began: &str, seen: &str) { "{began} 登录，{seen} 用过", "signed in {began}, used {seen}" }
    end { "让它退出", "End it" }
    end_others { "除了这里，都退出", "End all but this one" }
    end_all { "全部退出", "End all" }
    no_sessions { "现在没有在哪里登录。", "Not signed in anywhere now." }
    ended { "已经退出了。", "It is ended." }
    prove_title { "请再输一次密码", "Please give your password once more" }
    prove_text(name: &str) { "您是 {name} 吗？离开了一会儿，或者这件事要紧，所以再问一次。您填的都还在。", "Are you {name}? You were away for a while, or this matters; so we ask once more. What you filled in is kept." }
    signed_out_title { "请先登录", "Please sign in first" }
    signed_out_text { "第一步：点「去登录」，会另开一页。第二步：登录好了，回到这一页，点「接着提交」。", "First press 'Sign in', which opens another page. Once you are signed in, come back to this page and press 'Send it now'." }
    signed_out_login { "去登录", "Sign in" }
    signed_out_go { "接着提交", "Send it now" }
    prove_act { "要做的事", "What it does" }
    prove_on { "对象", "On" }
    prove_not_mine { "如果这不是您填的，请不要输密码，直接退出。", "If you did not send this, do not type your password: sign out." }
    prove_choose { "文件没有存下：里面可能有姓名和证件号码，所以不放在服务器上等。继续以后，请再选一次文件。", "The file was not kept: names and ID numbers may be in it, so it does not wait on the server. After this, please choose the file once more." }
    prove_go { "继续", "Go on" }
    leaves { "离职或调走", "Leaves" }
    leaves_note { "账号停用，登录都退出，分工都去掉；操作记录照留。", "The account is locked, signed out everywhere and without duties; what it did stays in the log." }
    successor { "分工交给谁（账号，可不填）", "Who takes the duties over (login; may be empty)" }
    leave { "办离职", "End this person's duties" }
    invitation { "新账号开通单", "Welcome slip for a new account" }
    to_account { "看我的分工", "See my duties" }
}
