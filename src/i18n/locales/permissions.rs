//! Who may do what, in words that everybody reads.
//!
//! For: `/permissions` and `docs/permissions.md`.
//! Must not know: who may what (`domain::policy`).
//! To add: a sentence for each new verb and level; the build fails until it is here.

use crate::domain::phase::{PhaseKind, Verb};
use crate::domain::policy::{Level, Reach, Row, Who};
use crate::i18n::Lang;
use crate::i18n::locales::staff;

crate::messages! {
    title { "谁可以做什么", "Who may do what" }
    lead { "本站只有这一张权限表，每个网页、每个按钮都按它办。没写在谁名下的，谁就不能做。", "This is the one table of permissions. Every page and button obeys it. What is not listed under somebody, they cannot do." }
    residents { "居民", "Residents" }
    workers { "工作人员", "Staff" }
    workers_lead { "工作人员只能在自己负责的地方做：一栋楼、一个小区、一个社区、一个街道或更大的范围。", "Staff act only in the places they are responsible for: a building, a community, a neighbourhood, a street or more." }
    apart { "管系统的、管账号的、查记录的，是三个不同的人。他们看不到您说了什么，也碰不到选票。", "Those who run the system, manage accounts and read the log are three different people. They have no hand in opinions or ballots." }
    nothing { "现在没有专门的权限。", "Nothing of its own at present." }
    also { "上面几种人能做的，也都能做。", "And everything that is listed above for residents." }
    also_by_code { "上面几种人能做的，也都能做；要手机号的，还要先验证手机号。", "And everything that is listed above for residents; what needs a phone number needs it shown on that phone." }
    everywhere { "要负责全站", "only if responsible for the whole site" }
    place { "在负责的地方", "in the places one is responsible for" }
    anytime { "不限时间", "at any time" }
    during_poll { "在投票进行的时候", "while a vote is open" }
    until_counted { "从投票开始到纸质票核对完", "while a vote is open, and until its paper ballots are counted" }
    any_staff { "每位工作人员，只管自己的", "Every member of staff, about themselves" }
    reader { "本户，代码过期以后也可以看", "A household, also after its code has ended" }
    own_data { "验证了手机号的，或者本户，代码过期以后也可以", "Who showed a phone number, or a household, also after its code has ended" }
    back { "怎么用邻里", "How Linli works" }
}

/// What is done, as it is said after 'may'.
pub const fn verb(lang: Lang, verb: Verb) -> &'static str {
    let (zh, en) = match verb {
        Verb::View => ("看公开的网页", "See the public pages"),
        Verb::RecordFeedback => ("说意见", "Give an opinion"),
        Verb::SupportFeedback => ("给别人的意见点同感", "Say 'me too' to an opinion"),
        Verb::WithdrawFeedback => {
            ("凭链接看、补充、撤回自己的意见", "See, add to or take back one's own opinion by its link")
        }
        Verb::CastBallot => ("替本户投票、改票", "Vote for the household, and change the vote"),
        Verb::ReadReceipt => ("看本户的回执", "See the household's receipt"),
        Verb::RateWork => ("给完工的项目打分", "Rate finished work"),
        Verb::ConfirmDefect => ("确认修没修好", "Say whether a repair is right"),
        Verb::Moderate => {
            ("审核意见：公布、按规则不公布、遮住隐私", "Check opinions: publish, hide by a rule, cover private details")
        }
        Verb::AnswerFeedback => ("正式答复意见", "Answer opinions officially"),
        Verb::EnterPaper => ("录入纸质票", "Type in paper ballots"),
        Verb::ManageCommunity => ("建小区，改小区资料和进度", "Set up a community, change its facts and stage"),
        Verb::ManageRoll => ("导入住户名册", "Bring in the list of households"),
        Verb::ManageWorks => ("填改造项目、费用和资金", "Enter works, costs and funding"),
        Verb::ManagePhases => ("定提意见和评价的时间", "Set the dates for opinions and ratings"),
        Verb::ManagePoll => ("准备、开始、取消投票", "Prepare, open or cancel a poll"),
        Verb::PrintLetters => ("印各户的代码信", "Print the letters with the households' codes"),
        Verb::ManageStaff => ("开账号，给或收回职责", "Make accounts, give and take duties"),
        Verb::VerifyPhone => ("验证手机号", "Show that a phone number is theirs"),
        Verb::FollowFeedback => ("有了答复收短信", "Get a message when an opinion is answered"),
        Verb::ReadOwn => ("看、带走、删除本站存的自己的资料", "See, take along or delete what is stored about them"),
        Verb::CastOwnerBallot => ("在业主投票里投票、改票", "Vote in a poll of owners, and change the vote"),
        Verb::RequestCorrection => ("说明名册里自家写错了", "Say that the household's entry on the list is wrong"),
        Verb::ManageDevices => {
            ("让家里另一部手机进来，或请它出去", "Let another phone of the household in, or put it out")
        }
        Verb::OwnAccount => ("看、改自己的账号和密码", "See and change their own account and password"),
        Verb::VisitDoors => ("看哪户投了、哪户还没投，看不到选了什么", "See which flats have voted, never what"),
        Verb::CheckPaper => ("核对别人录的纸质票", "Check paper ballots that somebody else typed in"),
        Verb::AssistHousehold => (
            "在柜台帮住户：换手机、补信、当面核对业主",
            "Help a household at the desk: another phone, a lost letter, seeing its owner in person",
        ),
        Verb::ReviseHousehold => ("改名册里的一户：卖了、写错了", "Change one entry of the list: sold, or wrong"),
        Verb::FixDefect => ("报修好了，附照片", "Say that a fault is fixed, with photos"),
        Verb::InspectRepair => ("替住户看修得好不好", "Look after a repair for the residents"),
        Verb::ViewOffice => ("看街道和部门的工作页", "See the officials' pages"),
        Verb::ViewDesk => ("看居委会的工作页", "See the committee's pages"),
        Verb::ManageDefects => ("派修、说明修好没有", "Assign faults and say how far they are"),
        Verb::ManageInstance => ("改全站设置", "Change the settings of the whole site"),
        Verb::ViewAudit => ("查操作记录，不能改", "Read the log of what staff did, without changing it"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A resident of whom this much is known.
pub const fn level(lang: Lang, level: Level) -> &'static str {
    let (zh, en) = match level {
        Level::Visitor => ("谁都可以，不用登录", "Everybody, without signing in"),
        Level::Phone => ("验证了手机号的", "Who showed a phone number"),
        Level::Household => ("用信上代码进来的一户", "A household, by the code on its letter"),
        Level::Owner => ("当面核对过业主的一户", "A household whose owner was seen in person"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// When it is done.
pub const fn window(lang: Lang, row: &Row) -> &'static str {
    let (zh, en) = match row.phase {
        None if !row.by_poll => return anytime(lang),
        // A slip is handed in while the vote is open and may be checked a little later.
        None if matches!(row.verb, Verb::EnterPaper | Verb::CheckPaper) => return until_counted(lang),
        None => return during_poll(lang),
        Some(PhaseKind::Feedback) => ("在提意见的时间里", "while opinions are taken"),
        Some(PhaseKind::Rating) => ("在评价的时间里", "while ratings are taken"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// How far.
pub const fn reach(lang: Lang, reach: Reach) -> &'static str {
    match reach {
        Reach::Place => place(lang),
        Reach::Everywhere => everywhere(lang),
    }
}

/// Who may do it, in one line.
pub fn who(lang: Lang, who: Who) -> String {
    match who {
        Who::From(least) => level(lang, least).to_owned(),
        Who::Number => level(lang, Level::Phone).to_owned(),
        Who::Reader => reader(lang).to_owned(),
        Who::Own => own_data(lang).to_owned(),
        Who::Staff => any_staff(lang).to_owned(),
        Who::Duty(roles) => {
            let names: Vec<&str> = roles.iter().map(|role| staff::role(lang, *role)).collect();
            names.join(match lang {
                Lang::Zh => "、",
                Lang::En => ", ",
            })
        }
    }
}
