//! Sentences about accounts of staff: passwords, second steps, slips.
//!
//! To add: a line of [`both`].

use crate::domain::problem::Problem;

/// The sentence in Chinese and in English; none if it is not one of these.
pub(super) const fn both(problem: &Problem) -> Option<(&'static str, &'static str)> {
    use Problem as P;
    Some(match problem {
        P::PasswordCommon => (
            "这个密码太常见，容易被猜到。请换一句别人想不到的话。",
            "This password is too common and easily guessed. Please take a sentence nobody expects.",
        ),
        P::PasswordHoldsLogin => (
            "密码里有您的账号，容易被猜到。请换一个不含账号的。",
            "Your login stands in this password, so it is easily guessed. Please take one without it.",
        ),
        P::DutiesApart => (
            "系统管理员、安全管理员和审计员要分开：一个账号有了其中一样，就不能再有别的分工。请另建一个账号。",
            "System administrator, security administrator and auditor are kept apart: an account with one of them holds no other duty. Please make another account.",
        ),
        P::TickNeeded => ("请在这里打勾。", "Please tick this box."),
        P::ChoiceNeeded => ("请选一样。", "Please choose one."),
        P::ProveAgain => ("这件事要紧，请再输一次密码。", "This matters, so please give your password once more."),
        P::SignInAgain => (
            "请先登录：这次登录已经结束了。您填的都还在这一页。",
            "Please sign in first: this sign-in is over. What you filled in is kept on this page.",
        ),
        P::Merged => (
            "这个小区已经并到别的小区，住户都过去了，不能再打开。",
            "This community went into another one with its households, so it cannot be opened again.",
        ),
        P::PasswordWrong => ("密码不对，请再输一次。", "That is not the password. Please type it once more."),
        P::DutyTooOften => (
            "分工换得太勤了，这次没有换。每次换都要记下来，请过一个小时再换。",
            "You changed your duty too often, so it stays as it is. Each change is noted; please try again in an hour.",
        ),
        P::SlipMade => (
            "这张单子已经打过，这次没有换代码，先前那张照样能用。那张没印成的，请再点一次「打印开通单」或「打印重设单」，旧的就作废。",
            "This form has made its slip already; no code was changed, and the paper still works. If it was not printed, press the button of the slip again: the new one replaces it.",
        ),
        P::PasswordsDiffer => {
            ("两次填的密码不一样，请再填一次。", "The two passwords differ. Please type them once more.")
        }
        P::UnknownLetters => (
            "账号只能用小写字母、数字和 . _ - @，至少两个。",
            "A login has small letters, figures and . _ - @ only, at least two of them.",
        ),
        P::FactorWrong => (
            "这组数字或备用码不对，或者已经用过了。请等验证器换一组新的再填。",
            "These figures or this recovery code are wrong, or were used already. Please wait for new figures.",
        ),
        P::PasskeyWrong => (
            "没有认出这个通行密钥。请再试一次，或者换一种方式。",
            "This passkey was not recognised. Please try again, or take another way.",
        ),
        P::SecondOver => (
            "这一步等得太久，或者试的次数太多了。请重新填账号和密码。",
            "This step waited too long, or too many tries were wrong. Please begin with login and password again.",
        ),
        P::SecondUsedUp => (
            "今天这个账号的第二步错得太多了。请明天再来，或者用通行密钥，或者请安全管理员帮忙。",
            "Too many second steps of this account were wrong today. Please come back tomorrow, use a passkey, or ask the security administrator.",
        ),
        P::SlipWrong => (
            "这张单子已经用过或过期了，请同事再打一张。",
            "This slip was used already or is out of date. Ask a colleague for another.",
        ),
        _ => return None,
    })
}
