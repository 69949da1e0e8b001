//! Sentences about what proves a resident: a phone, a message, an owner's letter.
//!
//! To add: a line of [`both`].

use crate::domain::problem::Problem;

/// The sentence in Chinese and in English; none if it is not one of these.
pub(super) const fn both(problem: &Problem) -> Option<(&'static str, &'static str)> {
    use Problem as P;
    Some(match problem {
        P::PhoneNeeded => (
            "这一步要先验证手机号。收一条短信，填六位数字就行。",
            "This needs a phone number first: you get a message with six figures and type them here.",
        ),
        P::PhoneWrong => (
            "请填中国大陆的手机号，11 位，1 开头。座机和境外号码收不到短信。",
            "Please give a mainland mobile number: 11 figures that start with 1. Other numbers get no message.",
        ),
        P::FiguresNotSix => {
            ("请填短信里的六位数字，一位也不少。", "Please type the six figures of the message, all six of them.")
        }
        P::FiguresWrong => (
            "这六位数字不对，或者已经过了十分钟。请对照短信再看一遍。",
            "These six figures are not those of the message, or ten minutes are over. Please look again.",
        ),
        P::FiguresUsedUp => (
            "这条短信的数字错了三次，不能再用。请点下面的「再要一条短信」。",
            "These figures were wrong three times and are void. Please use 'Ask for another message' below.",
        ),
        P::FiguresUsedUpToday => (
            "这个号码今天填错的次数太多了，请明天再试；提意见、投票都不用手机号。",
            "Too many wrong figures were typed for this number today. Please try tomorrow; feedback and votes need no phone.",
        ),
        P::TooManyMessages => (
            "要的短信太多了。请过一小时再试；提意见、投票都不用手机号。",
            "Too many messages were asked for. Please try in an hour; feedback and votes need no phone.",
        ),
        P::DeleteUnticked => (
            "还没有删。要删掉，请先在「我看过了，删掉」前面打勾，再点一次。",
            "Nothing was deleted. To delete, tick 'I have read this; delete it' first and press once more.",
        ),
        P::ConsentNeeded => (
            "请先看说明，同意的话打个勾；不同意也能照常提意见、投票。",
            "Please read what is kept and tick the box; feedback and votes work without it.",
        ),
        P::CodeLetters => (
            "这一格只填数字，信上印的 8 位（业主信 9 位）。这次没有算一次输错。",
            "Digits only, please: the 8 on the letter (9 on an owner's letter). This was not counted as a wrong try.",
        ),
        P::EntranceNeeded => (
            "这栋楼分单元，请带上单元写，例如 2 单元 502 写成 2-502。这次没有算一次输错。",
            "This building has entrances: write it as 2-502 (entrance 2, room 502). This was not counted as a wrong try.",
        ),
        P::OwnerNeeded => (
            "这一票由业主投。请带房产证（或购房合同、法院文书）到居委会核一次，领一封业主信，用信上的码投；证件只看，不留。",
            "This vote is the owners'. Please show your property certificate (or contract, or court paper) at the committee once and take your owner's letter: its code votes. Nothing of the paper is kept.",
        ),
        P::OwnerUnseen => (
            "这封业主信还没有用起来：要先当面核过业主。请带这封信和房产证（或购房合同、法院文书）到居委会核一次，核过马上就能用；证件只看，不留。",
            "This owner's letter does not act yet: the owner must be seen in person first. Please bring it with your property certificate (or contract, or court paper) to the committee; from then on it works. Nothing of the paper is kept.",
        ),
        P::SecondMustSeeOwner => (
            "这一户的业主信是您打印的，要请另一位同事当面核业主。",
            "You printed this flat's owner's letter: a second person must see the owner.",
        ),
        P::SecondMustPrint => (
            "这一户的业主是您当面核的，业主信要请另一位同事打印。",
            "You saw this flat's owner: a second person must print the owner's letter.",
        ),
        P::SignatureUnchecked => (
            "这是业主投的票。请看票上的签名是不是业主的，对照房产证或名册核过以后打勾；没有业主签名的票不能录。",
            "This poll is the owners'. Please check the signature on the slip against the certificate or the roll, then tick this. A slip that no owner signed cannot be entered.",
        ),
        _ => return None,
    })
}
