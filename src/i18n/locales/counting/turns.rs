//! Words of the rules that go through the projects in turn while the money lasts.

use super::{Both, Told, picked};
use crate::domain::voting::rule::Rule;
use crate::i18n::Lang;

/// What the turns go by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Votes,
    Points,
    Borda,
    VotesForMoney,
    PointsForMoney,
    BordaForMoney,
}

/// What happens to a project that does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Skip,
    Stop,
    Least,
}

/// A rule in words.
pub(super) fn told(lang: Lang, rule: Rule) -> Told {
    let (by, end) = parts(rule);
    let word = |both| picked(lang, both).to_owned();
    Told {
        title: format!("{}{}{}", picked(lang, title(by)), lang.pick("，", ", "), picked(lang, ending(end))),
        how: [word(order(by)), word(turn(end)), word(NEVER)],
        whom: word(whom(by, end)),
        strong: word(strong(by, end)),
        weak: word(weak(by, end)),
        source: word(source(by, end)),
    }
}

const fn parts(rule: Rule) -> (By, End) {
    match rule {
        Rule::GreedyStop => (By::Votes, End::Stop),
        Rule::GreedyThreshold => (By::Votes, End::Least),
        Rule::GreedyPoints => (By::Points, End::Skip),
        Rule::GreedyStopPoints => (By::Points, End::Stop),
        Rule::GreedyThresholdPoints => (By::Points, End::Least),
        Rule::GreedyBorda => (By::Borda, End::Skip),
        Rule::GreedyStopBorda => (By::Borda, End::Stop),
        Rule::GreedyThresholdBorda => (By::Borda, End::Least),
        Rule::GreedyPerCost => (By::VotesForMoney, End::Skip),
        Rule::GreedyPointsPerCost => (By::PointsForMoney, End::Skip),
        Rule::GreedyBorda0PerCost => (By::BordaForMoney, End::Skip),
        _ => (By::Votes, End::Skip),
    }
}

const fn title(by: By) -> Both {
    match by {
        By::Votes => ("票多的先办", "Most votes first"),
        By::Points => ("打分高的先办", "Most points first"),
        By::Borda => ("名次分高的先办", "Best ranked first"),
        By::VotesForMoney => ("每元票数多的先办", "Most votes for the money first"),
        By::PointsForMoney => ("每元打分高的先办", "Most points for the money first"),
        By::BordaForMoney => ("每元名次分高的先办", "Best ranked for the money first"),
    }
}

const fn ending(end: End) -> Both {
    match end {
        End::Skip => ("放不下的跳过", "skipping what does not fit"),
        End::Stop => ("放不下就停", "ending at the first that does not fit"),
        End::Least => ("要够最低数", "with a least number"),
    }
}

const fn order(by: By) -> Both {
    match by {
        By::Votes => (
            "数一数每个项目有多少票，票最多的第一个轮到。",
            "The votes for each project are counted, and the one with the most has the first turn.",
        ),
        By::Points => (
            "把每张票打的分按项目加起来，总分最高的第一个轮到。",
            "The points on all ballots are added up for each project, and the one with the most has the first turn.",
        ),
        By::Borda => (
            "每张票给自己排的最后一名 1 分，往前每名多一分，没排的没有分；总分最高的项目第一个轮到。",
            "Each ballot gives 1 point to the last place that it fills and one more to each place before it, nothing to what it does not rank; the project with the most points has the first turn.",
        ),
        By::VotesForMoney => (
            "用每个项目的票数除以它的费用，每元票数最多的第一个轮到。",
            "The votes for each project are divided by its cost, and the one with the most votes for each unit of money has the first turn.",
        ),
        By::PointsForMoney => (
            "用每个项目的总分除以它的费用，每元得分最高的第一个轮到。",
            "The points of each project are divided by its cost, and the one with the most points for each unit of money has the first turn.",
        ),
        By::BordaForMoney => (
            "每张票给自己排的最后一名 0 分，往前每名多一分；总分除以费用，每元得分最高的项目第一个轮到。",
            "Each ballot gives nothing to the last place that it fills and one more to each place before it; the points are divided by the cost, and the project with the most points for each unit of money has the first turn.",
        ),
    }
}

const fn turn(end: End) -> Both {
    match end {
        End::Skip => (
            "轮到的项目，剩下的钱够就办，不够就跳过，再看下一个。",
            "A project whose cost fits the money that is left is done; one that does not fit is skipped, and the next has its turn.",
        ),
        End::Stop => (
            "轮到的项目，剩下的钱够就办；碰到第一个不够的就停，后面的都不再看（定了最低数的，没到的先去掉）。",
            "A project whose cost fits the money that is left is done; at the first that does not fit everything ends, and none behind it is looked at (what does not reach a least number, where one is set, is out before).",
        ),
        End::Least => (
            "没到最低数的先去掉；其余的轮到时，剩下的钱够就办，不够就跳过。",
            "What does not reach the least number is out; of the others, a project whose cost fits the money that is left is done, and one that does not fit is skipped.",
        ),
    }
}

const NEVER: Both = (
    "没人选的项目不办；剩下的钱不花。",
    "A project that nobody chose is never done, and what money is left is not spent.",
);

const fn whom(by: By, end: End) -> Both {
    match (by, end) {
        (By::Points, _) => (
            "让大家给项目打分、打完又要一看就懂的投票。",
            "Polls in which people give points, and where everybody must follow the count.",
        ),
        (By::Borda, _) => ("让大家把项目排出先后的投票。", "Polls in which people put projects in order."),
        (By::VotesForMoney | By::PointsForMoney | By::BordaForMoney, _) => {
            ("钱少、想尽量多办几件小事的时候。", "Little money and the wish to get many small things done.")
        }
        (By::Votes, End::Least) => (
            "怕钱多票少、几票也能办成的时候。",
            "Places where money is plenty and a handful of votes should not be enough.",
        ),
        (By::Votes, End::Stop) => {
            ("规定必须按名次办、不许跳过的地方。", "Places whose rules say that nothing may overtake.")
        }
        (By::Votes, End::Skip) => (
            "项目费用差不多、要最简单办法的小区。",
            "Communities with projects of similar cost that want the plainest rule.",
        ),
    }
}

const fn strong(by: By, end: End) -> Both {
    match (by, end) {
        (By::VotesForMoney | By::PointsForMoney | By::BordaForMoney, _) => {
            ("同样的钱能办成更多的项目。", "More projects are done for the same money.")
        }
        (_, End::Stop) => ("名次靠后的不会越过靠前的。", "No project is done while one with more support is not."),
        (_, End::Least) => ("支持太少的项目办不成。", "What hardly anybody wants is not done."),
        (By::Votes, _) => {
            ("一张纸就能算出来，谁都能核对。", "It can be counted on one sheet of paper, and anybody can check it.")
        }
        (By::Points | By::Borda, _) => {
            ("喜欢多少也算进去了，不只是喜欢不喜欢。", "How much people want something counts, not only whether.")
        }
    }
}

const fn weak(by: By, end: End) -> Both {
    match (by, end) {
        (By::VotesForMoney | By::PointsForMoney | By::BordaForMoney, _) => (
            "要紧但贵的项目（比如加装电梯）几乎轮不到。",
            "What is needed but dear, such as a lift, hardly ever has its turn.",
        ),
        (_, End::Stop) => (
            "前面一个大项目放不下，后面的钱就都花不出去。",
            "One dear project near the top can leave most of the money unspent.",
        ),
        (_, End::Least) => (
            "最低数定在哪里，结果就在哪里变；人多的一群仍可能把钱用完。",
            "Where the least number lies is arbitrary and decides; the largest group can still take all the money.",
        ),
        _ => (
            "人最多的一群可以把钱用完，人少的楼栋可能一项也没有；一个大项目可能挤掉好几个小的。",
            "The largest group can take all the money and a smaller building gets nothing; one dear project can push out several cheap ones.",
        ),
    }
}

const fn source(by: By, end: End) -> Both {
    match (by, end) {
        (By::VotesForMoney | By::PointsForMoney | By::BordaForMoney, _) => (
            "pabutools 1.2.3，greedy_utilitarian_welfare（按满意度除以费用排）。",
            "pabutools 1.2.3, greedy_utilitarian_welfare with additive satisfaction (ranked by satisfaction for the cost).",
        ),
        (_, End::Stop) => (
            "多地参与式预算的办法（如格丁尼亚 2020、弗罗茨瓦夫 2016），Pabulib 称 greedy-no-skip。",
            "The rule of cities such as Gdynia 2020 and Wrocław 2016; 'greedy-no-skip' in Pabulib.",
        ),
        (_, End::Least) => (
            "多地参与式预算的办法（如罗兹 2022），Pabulib 称 greedy-threshold。",
            "The rule of cities such as Łódź 2022; 'greedy-threshold' in Pabulib.",
        ),
        (By::Votes, _) => (
            "多数城市参与式预算的办法；Talmon、Faliszewski：A Framework for Approval-Based Budgeting Methods，AAAI 2019。",
            "The rule of most cities' participatory budgets; Talmon and Faliszewski, A Framework for Approval-Based Budgeting Methods, AAAI 2019.",
        ),
        (By::Points, _) => {
            ("图卢兹 2019 等城市的办法，见 Pabulib。", "The rule of cities such as Toulouse 2019; see Pabulib.")
        }
        (By::Borda, _) => {
            ("克拉科夫 2021 等城市的办法，见 Pabulib。", "The rule of cities such as Kraków 2021; see Pabulib.")
        }
    }
}
