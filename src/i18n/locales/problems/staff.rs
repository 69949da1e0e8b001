//! Sentences that only staff read: accounts, slips, answers.
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
        P::PlaceNeeded => (
            "请填管哪个地方，或者勾「管全部地方」；两样只选一样。",
            "Please give the place, or tick 'Everywhere': one of the two.",
        ),
        P::PhoneNeeded => (
            "这一步要先验证手机号。收一条短信，填六位数字就行。",
            "This needs a phone number first: you get a message with six figures and type them here.",
        ),
        P::PhoneWrong => (
            "请填中国大陆的手机号，11 位，1 开头。座机和境外号码收不到短信。",
            "Please give a mainland mobile number: 11 figures that start with 1. Other numbers get no message.",
        ),
        P::FiguresWrong => (
            "这六位数字不对，或者已经过了十分钟。请对照短信再看一遍。",
            "These six figures are not those of the message, or ten minutes are over. Please look again.",
        ),
        P::FiguresUsedUp => (
            "这条短信的数字错了五次，不能再用。请回上一步再要一条。",
            "These figures were wrong five times and are void. Please go back and ask for another message.",
        ),
        P::TooManyMessages => (
            "要的短信太多了。请过一小时再试；提意见、投票都不用手机号。",
            "Too many messages were asked for. Please try in an hour; feedback and votes need no phone.",
        ),
        P::ConsentNeeded => (
            "请先看说明，同意的话打个勾；不同意也能照常提意见、投票。",
            "Please read what is kept and tick the box; feedback and votes work without it.",
        ),
        P::OwnerNeeded => (
            "这一票由业主投。请带房产证到居委会核一次，核过以后用这个参与码就能投；证件只看，不留。",
            "This vote is the owners'. Please show your property certificate at the committee once; after that this code votes. Nothing of it is kept.",
        ),
        P::OutcomeNeeded => ("请选办得怎样。", "Please choose what becomes of it."),
        P::AnswerNeeded => ("请写答复。", "Please write the answer."),
        P::SlipMade => (
            "这张重设单已经打过，这次没有换代码，先前那张照样能用。那张没印成的，请再点一次「打印重设单」，旧的就作废。",
            "This form has made its reset slip already; no code was changed, and the paper still works. If it was not printed, press 'Print a reset slip' again: the new one replaces it.",
        ),
        P::PasswordsDiffer => {
            ("两次填的密码不一样，请再填一次。", "The two passwords differ. Please type them once more.")
        }
        P::UnknownPlace => (
            "这里没有这个行政区划代码或小区短名，请核对一下。",
            "There is no such region code or community here. Please check it.",
        ),
        P::UnknownLetters => (
            "账号只能用小写字母、数字和 . _ - @，至少两个。",
            "A login has small letters, figures and . _ - @ only, at least two of them.",
        ),
        P::SlipWrong => (
            "这张重设单已经用过或过期了，请同事再打一张。",
            "This slip was used already or is out of date. Ask a colleague for another.",
        ),
        _ => return None,
    })
}
