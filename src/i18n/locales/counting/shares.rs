//! Words of the Method of Equal Shares.

use super::{Both, Told, picked};
use crate::domain::voting::rule::{Completion, Utility};
use crate::i18n::Lang;

/// The method with these utilities and this completion, in words.
pub(super) fn told(lang: Lang, utility: Utility, completion: Completion) -> Told {
    let word = |both| picked(lang, both).to_owned();
    let title = match completion {
        Completion::None => word(title(utility)),
        _ => format!(
            "{}{}{}",
            picked(lang, title(utility)),
            lang.pick("，", ", "),
            picked(lang, ending(utility, completion))
        ),
    };
    Told {
        title,
        how: [word(EQUAL), word(price(utility)), word(left(utility, completion))],
        whom: word(whom(utility)),
        strong: word(STRONG),
        weak: word(weak(completion)),
        source: format!("{}{}{}", picked(lang, SOURCE), lang.pick("", " "), picked(lang, own_source(completion))),
    }
}

const fn title(utility: Utility) -> Both {
    match utility {
        Utility::Cost => ("等份额法（按费用）", "Equal Shares by cost"),
        Utility::Cardinality => ("等份额法（按项目数）", "Equal Shares by number of projects"),
        Utility::Points => ("等份额法（按打分）", "Equal Shares by points"),
        Utility::Borda => ("等份额法（按名次分）", "Equal Shares by rank"),
    }
}

const fn ending(utility: Utility, completion: Completion) -> Both {
    match (completion, utility) {
        (Completion::None, _) => ("", ""),
        (Completion::AddOne, _) => ("加一补足", "with 'add one'"),
        (Completion::AddOneExhaustive, _) => ("加一补足，到放不下为止", "with 'add one' until nothing more fits"),
        (Completion::AddOneGreedy, Utility::Cost) => {
            ("加一补足，再票多的先办", "with 'add one', then most votes first")
        }
        (Completion::AddOneGreedy, _) => {
            ("加一补足，再每元最多的先办", "with 'add one', then most for the money first")
        }
        (Completion::Greedy, Utility::Cost) => ("再票多的先办", "then most votes first"),
        (Completion::Greedy, _) => ("再每元最多的先办", "then most for the money first"),
    }
}

const EQUAL: Both = (
    "总钱数平均分给每个投票人，各人的一份只能由自己选的项目来花。",
    "The money is divided equally among all voters, and a voter's part is spent only on projects that this voter supports.",
);

const fn price(utility: Utility) -> Both {
    match utility {
        Utility::Cost => (
            "支持同一个项目的人平摊它的费用，谁的份额不够就出尽；一轮办一个，先办每人要出得最少（占费用的比例）的那个。",
            "Supporters of a project share its cost evenly, and whoever has less gives all that is left; each round does the project of which a supporter has to carry the smallest part.",
        ),
        Utility::Cardinality => (
            "支持同一个项目的人平摊它的费用，谁的份额不够就出尽；一轮办一个，先办每人要出的钱最少的那个。",
            "Supporters of a project share its cost evenly, and whoever has less gives all that is left; each round does the project for which a supporter has to pay the least money.",
        ),
        Utility::Points => (
            "支持同一个项目的人按打的分摊它的费用，谁的份额不够就出尽；一轮办一个，先办每一分要出的钱最少的那个。",
            "Supporters of a project pay for it in proportion to the points they gave, and whoever has less gives all that is left; each round does the project with the lowest price of a point.",
        ),
        Utility::Borda => (
            "支持同一个项目的人按名次分（自己排的最后一名 0 分，往前每名多 1 分）摊它的费用，谁的份额不够就出尽；一轮办一个，先办每一分要出的钱最少的那个。",
            "Supporters of a project pay for it in proportion to its place on their ballot (nothing for the last place that it fills, one more for each place before it), and whoever has less gives all that is left; each round does the project with the lowest price of a point.",
        ),
    }
}

const fn left(utility: Utility, completion: Completion) -> Both {
    match (completion, utility) {
        (Completion::None, _) => (
            "没有哪个项目的支持者凑得齐费用就结束；剩下的钱不花。",
            "It ends when no project's supporters can pay for it together; what money is left is not spent.",
        ),
        (Completion::AddOne, _) => (
            "钱有剩，就当作每人多一个货币单位从头再算，一次一次加，直到办的项目要超出真的总钱数，用超出之前的那一次。",
            "If money is left, everybody is given one unit more and all is counted anew, again and again; the last count whose projects the real money can pay for stands.",
        ),
        (Completion::AddOneExhaustive, _) => (
            "钱有剩，就当作每人多一个货币单位从头再算，一次一次加；剩下的钱再也放不下任何一个项目时停，要超出真的总钱数时用超出之前的那一次。",
            "If money is left, everybody is given one unit more and all is counted anew; it ends as soon as no further project fits the real money, or with the last count that the real money can pay for.",
        ),
        (Completion::AddOneGreedy, Utility::Cost) => (
            "钱有剩，就当作每人多一个货币单位从头再算，用真的总钱数还付得起的最后一次；还剩的钱，票多的先办，放不下的跳过。",
            "If money is left, everybody is given one unit more and all is counted anew, and the last count that the real money can pay for stands; what is left then goes to what has the most votes and fits.",
        ),
        (Completion::AddOneGreedy, _) => (
            "钱有剩，就当作每人多一个货币单位从头再算，用真的总钱数还付得起的最后一次；还剩的钱，每元得票（得分）多的先办，放不下的跳过。",
            "If money is left, everybody is given one unit more and all is counted anew, and the last count that the real money can pay for stands; what is left then goes to what has the most votes or points for the money and fits.",
        ),
        (Completion::Greedy, Utility::Cost) => (
            "没有哪个项目的支持者凑得齐费用时，剩下的钱票多的先办，放不下的跳过。",
            "When no project's supporters can pay for it together, the money that is left goes to what has the most votes and fits.",
        ),
        (Completion::Greedy, _) => (
            "没有哪个项目的支持者凑得齐费用时，剩下的钱每元得票（得分）多的先办，放不下的跳过。",
            "When no project's supporters can pay for it together, the money that is left goes to what has the most votes or points for the money and fits.",
        ),
    }
}

const fn whom(utility: Utility) -> Both {
    match utility {
        Utility::Cost => (
            "想让每一群人按人数分到差不多的钱的小区：楼栋大小不一、需求不同。",
            "Communities in which each group should get its part of the money: buildings of different size, different needs.",
        ),
        Utility::Cardinality => (
            "看重每户有几项如愿、不看重花了多少钱的小区。",
            "Communities that care how many wishes of each household are met, not how much money went there.",
        ),
        Utility::Points => {
            ("让大家打分、又想让每一群人分到一份的投票。", "Polls with points in which each group should get its part.")
        }
        Utility::Borda => (
            "让大家排先后、又想让每一群人分到一份的投票。",
            "Polls with rankings in which each group should get its part.",
        ),
    }
}

const STRONG: Both = (
    "钱按人数落到各群人身上：一群想法相近的人占多少，他们的项目就分到大约多少钱；每一笔都说得出是谁出的。",
    "The money follows the people: a group of voters who want the same gets about its part of the money, and for each project it can be said who paid how much.",
);

const fn weak(completion: Completion) -> Both {
    match completion {
        Completion::None => (
            "常有不少钱花不出去；手工算不了，要靠计算机，算的过程可以逐轮核对。",
            "It often leaves much of the money unspent; it cannot be done by hand, though each round can be checked.",
        ),
        Completion::AddOne | Completion::AddOneExhaustive => (
            "总钱数多了，原来办的项目也可能办不成；补足之后仍可能剩钱；手工算不了，每一轮可以核对。",
            "With more money a project that was done may no longer be; some money can still be left; it cannot be done by hand, though each round can be checked.",
        ),
        Completion::AddOneGreedy => (
            "总钱数多了，原来办的项目也可能办不成；最后补的几项是人多的说了算；手工算不了，每一轮可以核对。",
            "With more money a project that was done may no longer be; the last projects are decided by the largest group; it cannot be done by hand, though each round can be checked.",
        ),
        Completion::Greedy => (
            "剩下的钱常常不少，这一部分是人多的说了算；手工算不了，每一轮可以核对。",
            "Often much money is left, and that part is decided by the largest group; it cannot be done by hand, though each round can be checked.",
        ),
    }
}

const SOURCE: Both = (
    "Peters、Skowron：Proportionality and the Limits of Welfarism，EC 2020；Peters、Pierczyński、Skowron：Proportional Participatory Budgeting with Additive Utilities，NeurIPS 2021。",
    "Peters and Skowron, Proportionality and the Limits of Welfarism, EC 2020; Peters, Pierczyński and Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021.",
);

const fn own_source(completion: Completion) -> Both {
    match completion {
        Completion::None => ("", ""),
        Completion::AddOne => ("补足办法：equalshares.net 的 add1。", "Completion: 'add1' of equalshares.net."),
        Completion::AddOneExhaustive => (
            "补足办法：pabutools 1.2.3 的 add1（equalshares.net 称 add1+exhaustive）。",
            "Completion: 'add1' of pabutools 1.2.3, which equalshares.net calls 'add1+exhaustive'.",
        ),
        Completion::AddOneGreedy => ("补足办法：equalshares.net 的 add1u。", "Completion: 'add1u' of equalshares.net."),
        Completion::Greedy => (
            "补足办法：pabutools 1.2.3 的 greedy（equalshares.net 称 utilitarian）。",
            "Completion: 'greedy' of pabutools 1.2.3, which equalshares.net calls 'utilitarian'.",
        ),
    }
}
