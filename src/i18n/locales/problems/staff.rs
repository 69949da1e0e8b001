//! Sentences that only staff read: places, the roll, answers.
//!
//! To add: a line of [`both`].

use crate::domain::problem::Problem;

/// The sentence in Chinese and in English; none if it is not one of these.
pub(super) const fn both(problem: &Problem) -> Option<(&'static str, &'static str)> {
    use Problem as P;
    Some(match problem {
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
            "还有一份名册读进来了没有生效。请到那个小区的名册页导入它，或者点「不要了」。",
            "A roll was read and is not in force yet. Please bring it in, or discard it, on that community's page of the roll.",
        ),
        P::OutcomeNeeded => ("请选办得怎样。", "Please choose what becomes of it."),
        P::AnswerNeeded => ("请写答复。", "Please write the answer."),
        P::UnknownPlace => (
            "这里没有这个行政区划代码或小区短名，请核对一下。",
            "There is no such region code or community here. Please check it.",
        ),
        P::SlipWaits => (
            "这一户已经有一张票在等核对。请先核对或退回那一张。",
            "A slip of this household already waits to be checked. Check it or send it back first.",
        ),
        P::SlipDiffers => (
            "两遍不一样，没有计入。请对着票再看一遍；真不一样，请退回重录。",
            "The two readings differ, so it was not counted. Look at the slip once more; if they really differ, send it back.",
        ),
        _ => return None,
    })
}
