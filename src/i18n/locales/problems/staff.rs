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
        P::DutiesApart => (
            "系统管理员、安全管理员和审计员要分开：一个账号有了其中一样，就不能再有别的分工。请另建一个账号。",
            "System administrator, security administrator and auditor are kept apart: an account with one of them holds no other duty. Please make another account.",
        ),
        P::NoSuchColleague => (
            "没有这个账号，或者它已停用。请核对接手人的账号。",
            "There is no such login, or it is locked. Please check who takes over.",
        ),
        P::DutyOfBuilding => (
            "楼栋长只管一栋楼，请填成「小区短名/3栋」这样。",
            "A building leader looks after one building. Please write it like 'short-name/3'.",
        ),
        P::DutyOfCommunity => {
            ("这个分工只管一个小区，请填小区短名。", "This duty is for one community. Please give its short name.")
        }
        P::DutyOfRegion => (
            "这个分工管一个行政区划或全部地方，不能只管一个小区。",
            "This duty is for a region or for everywhere, not for one community.",
        ),
        P::DutyNotOfBuilding => (
            "这个分工不能只管一栋楼，请填小区短名或行政区划代码。",
            "This duty is not for one building. Please give the community or the region.",
        ),
        P::ProveAgain => ("这件事要紧，请再输一次密码。", "This matters, so please give your password once more."),
        P::PasswordWrong => ("密码不对，请再输一次。", "That is not the password. Please type it once more."),
        P::PlaceNeeded => (
            "请填管哪个地方，或者勾「管全部地方」；两样只选一样。",
            "Please give the place, or tick 'Everywhere': one of the two.",
        ),
        P::WhoseData => (
            "先要知道您是谁，才能给您看存了什么：扫信上的参与码，或者验证留过的手机号。",
            "To show what is stored about you, we must know who you are: show your letter's code, or the phone number that you left.",
        ),
        P::NothingIsSent => (
            "这里不发短信，也不收手机号。要看答复，请打开意见的专属链接，或者到居委会问。",
            "No messages are sent here and no phone numbers are asked for. To see an answer, open your feedback by its own link, or ask at the desk.",
        ),
        P::PhoneNeeded => (
            "这一步要先验证手机号。收一条短信，填六位数字就行。",
            "This needs a phone number first: you get a message with six figures and type them here.",
        ),
        P::StandsAlready => {
            ("这里已经有一个同名的了，请换一个名字。", "There is one of this name here already. Please take another.")
        }
        P::OwnersUneven => (
            "有几位业主就写几个号码，顺序一样；也可以都不写。",
            "Please give one number for each owner in the same order, or none at all.",
        ),
        P::RequestWaits => (
            "您上次说的还在办，办完会写在这里。",
            "What you said before is still being looked at; the answer will stand here.",
        ),
        P::RollWaits => (
            "还有一份名册读进来了没有生效。请先让它生效，或者放弃它。",
            "A roll was read and is not in force yet. Please bring it into force first, or give it up.",
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
            "这一票由业主投。请带房产证（或购房合同、法院文书）到居委会核一次，领一封业主信，用信上的码投；证件只看，不留。",
            "This vote is the owners'. Please show your property certificate (or contract, or court paper) at the committee once and take your owner's letter: its code votes. Nothing of the paper is kept.",
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
        P::SlipWrong => (
            "这张重设单已经用过或过期了，请同事再打一张。",
            "This slip was used already or is out of date. Ask a colleague for another.",
        ),
        _ => return None,
    })
}
