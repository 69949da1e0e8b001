//! Sentences of what setting a community up runs into, with the names and figures they need.

use crate::domain::problem::Problem;
use crate::i18n::Lang;

pub(super) fn zh(problem: &Problem) -> String {
    use Problem as P;
    match problem {
        P::PollNotOver { zh, .. } => {
            format!("投票「{zh}」还没有结束，小区不能关闭。请先写明原因取消这次投票，或者等它截止并计完票。")
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
        _ => String::new(),
    }
}
