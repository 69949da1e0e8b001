//! Sentences of what setting a community up runs into, and of a day's bounds, with the names and
//! figures they need.

use crate::domain::problem::Problem;
use crate::domain::quantity::yuan as exact;
use crate::i18n::{Lang, dates};

pub(super) fn zh(problem: &Problem) -> String {
    use Problem as P;
    match problem {
        P::PollNotOver { zh, .. } => {
            format!("投票「{zh}」还没有结束，小区不能关闭。请先写明原因取消这次投票，或者等它截止并计完票。")
        }
        P::FixedByPoll { zh, .. } => format!(
            "投票「{zh}」公布时已经定住这一项：费用和是不是必须做都不能改，也不能删。要改，请到「投票」里更正那次投票（开始以前），先去掉这一项；或者写明原因取消那次投票。"
        ),
        P::BudgetTooSmall { least_fen } => {
            format!("钱太少，一项也做不了：最便宜的一项要 {} 元，请至少填这么多。", exact(*least_fen))
        }
        P::SpentOverReceived { received_fen } => {
            format!("已用不能比到位的多：到位填的是 {} 元。请核对这两个数。", exact(*received_fen))
        }
        P::SoldSince(at) => format!(
            "这套房的前业主 {} 投过票，那张票有效，换了业主也不变。下一次投票由新业主投。",
            dates::minute(Lang::Zh, *at)
        ),
        P::TooManyChanges(most) => {
            format!(
                "您家今天改投票已经改了 {most} 次，今天 24:00 以后才能再改。上一次投的那张票有效；您刚才勾的还在这页上。"
            )
        }
        P::TooManyRatings(most) => {
            format!("您家今天评价已经点了 {most} 次，今天 24:00 以后才能再点。之前评的都算数。")
        }
        P::TooManyOutcomes(most) => {
            format!("这条意见解决没有，您已经说过 {most} 次，不能再改了。还有话请在下面补充，或到居委会说。")
        }
        P::TooMuchOfHome(most) => {
            format!("您家今天发来的已经很多（一天最多 {most} 次），这次没有收下，请明天再来。急事请到居委会说。")
        }
        _ => String::new(),
    }
}

pub(super) fn en(problem: &Problem) -> String {
    use Problem as P;
    match problem {
        P::PollNotOver { zh, en } => format!(
            "The poll '{}' is not over, so the community cannot be closed. Cancel that poll first, with a reason, or wait until it is closed and counted.",
            Lang::En.pick(zh, en)
        ),
        P::FixedByPoll { zh, en } => format!(
            "The poll '{}' fixed this work when it was announced: its cost and whether it is done in any case stay, and it cannot be removed. To change it, take it out of that poll under 'Polls' before the poll opens, or cancel that poll with a reason.",
            Lang::En.pick(zh, en)
        ),
        P::BudgetTooSmall { least_fen } => format!(
            "This is too little for any of the works: the cheapest costs {} yuan. Please give at least that.",
            exact(*least_fen)
        ),
        P::SpentOverReceived { received_fen } => format!(
            "No more can be spent than was received, which is {} yuan here. Please check the two figures.",
            exact(*received_fen)
        ),
        P::SoldSince(at) => format!(
            "The flat's earlier owner voted on {}; this vote stands, also for a new owner. The next poll is the new owner's.",
            dates::minute(Lang::En, *at)
        ),
        P::TooManyChanges(most) => format!(
            "Your home changed its vote {most} times today; it can be changed again after 24:00. Your last vote counts, and what you ticked is still on this page."
        ),
        P::TooManyRatings(most) => {
            format!("Your home rated {most} times today; you can rate again after 24:00. What you rated before counts.")
        }
        P::TooManyOutcomes(most) => format!(
            "You said {most} times whether this is solved, and it cannot be changed any more. Please add a line below, or tell the committee."
        ),
        P::TooMuchOfHome(most) => format!(
            "Your home sent very much today (at most {most} a day), so this one was not taken. Please come back tomorrow; tell the committee what is urgent."
        ),
        _ => String::new(),
    }
}
