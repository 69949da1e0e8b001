//! Words of the rules that choose one of several, and of the vote on each option by itself.

use super::{Both, Told, picked};
use crate::domain::voting::rule::Rule;
use crate::i18n::Lang;

/// A rule in words.
pub(super) fn told(lang: Lang, rule: Rule) -> Told {
    let word = |both| picked(lang, both).to_owned();
    Told {
        title: word(title(rule)),
        how: how(rule).map(word),
        whom: word(whom(rule)),
        strong: word(strong(rule)),
        weak: word(weak(rule)),
        source: word(source(rule)),
    }
}

const fn title(rule: Rule) -> Both {
    match rule {
        Rule::SchulzeMargins => ("舒尔策法，按净胜票", "Schulze, by margins"),
        Rule::SchulzeWv => ("舒尔策法，按胜方票数", "Schulze, by winning votes"),
        Rule::Copeland => ("两两比较，赢的场数减输的场数（科普兰法）", "Copeland: pairs won less pairs lost"),
        Rule::Minimax => ("两两比较，输得最惨的一场最轻（最小最大法）", "Minimax: the mildest worst defeat"),
        Rule::BordaAverage => ("名次计分（波达法），没排的平分剩下的分", "Borda, unranked options share what is left"),
        Rule::BordaZero => ("名次计分（波达法），没排的得零分", "Borda, unranked options get nothing"),
        Rule::Irv => ("逐轮淘汰（即时复选）", "Instant runoff"),
        Rule::Approval => ("勾选票最多", "Most approvals"),
        Rule::Plurality => ("第一选择最多", "Most first choices"),
        Rule::Score => ("打分平均最高", "Highest average score"),
        Rule::Points => ("分到的点数最多", "Most points out of an equal sum"),
        _ => ("一项一项表决：同意、不同意、弃权", "Yes, no or abstain on each"),
    }
}

const PAIRS: Both = (
    "任意两个选项都比一次：把哪个排在前面的人多，哪个就赢这一场。",
    "Every two options are compared: the one that more people rank above the other wins that pair.",
);
const UNRANKED: Both = (
    "没排的算排在所有排了的后面，彼此不分先后。",
    "What a ballot does not rank stands below all that it ranks, level with the rest.",
);

const fn how(rule: Rule) -> [Both; 3] {
    match rule {
        Rule::SchulzeMargins | Rule::SchulzeWv | Rule::Copeland | Rule::Minimax => pairs(rule),
        Rule::BordaAverage | Rule::BordaZero => borda(rule),
        Rule::Irv => [
            (
                "先数每个选项是多少张票的第一名。",
                "First it is counted how many ballots have each option in first place.",
            ),
            (
                "票最少的淘汰，这些票转给各自排的下一个还在的选项，再数。",
                "The option with the fewest is out, and its ballots pass to the next on each that is still in; then it is counted again.",
            ),
            (
                "谁过了还有效的票的一半，或者只剩它一个，谁就当选。",
                "Whoever has more than half of the ballots that still name somebody, or is the only one left, wins.",
            ),
        ],
        Rule::Approval => [
            ("喜欢哪些就勾哪些，勾几个都行。", "Everybody ticks all options that they could live with."),
            ("数一数每个选项有多少个勾。", "The ticks are counted for each option."),
            ("勾最多的当选。", "The one with the most wins."),
        ],
        Rule::Plurality => [
            ("每张票只看第一选择。", "Only the first choice on each ballot counts."),
            ("数一数每个选项是多少张票的第一选择。", "It is counted how many ballots have each option first."),
            ("最多的当选，不用过半。", "The one with the most wins, with or without a majority."),
        ],
        Rule::Score => [
            ("每个选项各打各的分。", "Each option is given points by itself."),
            (
                "把分加起来，除以所有投票人，没打的算零分。",
                "The points are added up and divided by all voters; no points given count as 0.",
            ),
            ("平均分最高的当选。", "The one with the highest average wins."),
        ],
        Rule::Points => [
            (
                "每个人的点数一样多，自己决定怎么分给各个选项。",
                "Everybody has the same sum of points and divides it among the options.",
            ),
            ("把点数按选项加起来。", "The points are added up for each option."),
            ("点数最多的当选。", "The one with the most wins."),
        ],
        _ => [
            ("每一项单独投同意、不同意或弃权。", "On each item people say yes, no or abstain."),
            (
                "分别数出同意、不同意、弃权各多少；一项投什么不影响另一项。",
                "The three are counted for each item; what is said to one does not change another.",
            ),
            (
                "同意多于不同意的在先；要不要过半、过三分之二由表决门槛另外判断。",
                "An item passes here with more yes than no; whether a majority of all or two thirds is needed is decided by the threshold beside it.",
            ),
        ],
    }
}

const fn pairs(rule: Rule) -> [Both; 3] {
    match rule {
        Rule::Copeland => [
            PAIRS,
            ("每个选项用赢的场数减去输的场数。", "For each option the pairs lost are taken from the pairs won."),
            ("差数最大的当选。", "The one with the greatest difference wins."),
        ],
        Rule::Minimax => [
            PAIRS,
            (
                "每个选项看它输得最惨的一场输了多少票。",
                "For each option the heaviest defeat is noted: by how many votes it lost.",
            ),
            (
                "这个数最小的当选；一场没输的一定当选。",
                "The one whose heaviest defeat is the lightest wins; an option that loses to none always does.",
            ),
        ],
        Rule::SchulzeWv => [
            PAIRS,
            (
                "甲赢乙、乙赢丙，就有一条从甲到丙的路；路有多牢，看其中胜方票数最少的一场。",
                "If A beats B and B beats C there is a path from A to C, as strong as its weakest win, counted in the votes for its winner.",
            ),
            (
                "一个选项到其他每个选项的路都不弱于回来的路，就当选。",
                "An option wins if its path to every other is at least as strong as the path back.",
            ),
        ],
        _ => [
            PAIRS,
            (
                "甲赢乙、乙赢丙，就有一条从甲到丙的路；路有多牢，看其中净胜票最少的一场。",
                "If A beats B and B beats C there is a path from A to C, as strong as its weakest win, counted as the winner's votes less the loser's.",
            ),
            (
                "一个选项到其他每个选项的路都不弱于回来的路，就当选。",
                "An option wins if its path to every other is at least as strong as the path back.",
            ),
        ],
    }
}

const fn borda(rule: Rule) -> [Both; 3] {
    let first = (
        "每张票给最后一名 0 分，往前每名多一分；并列的平分它们的分。",
        "Each ballot gives 0 points to the last possible place and one more to each place before it; equals share the points of their places.",
    );
    let last = ("总分最高的当选。", "The option with the most points wins.");
    match rule {
        Rule::BordaZero => [first, ("没排的选项得零分。", "Options that are not ranked get nothing."), last],
        _ => [first, UNRANKED, last],
    }
}

const fn whom(rule: Rule) -> Both {
    match rule {
        Rule::SchulzeMargins | Rule::SchulzeWv => (
            "方案有好几个、其中有些很像，又要选一个大家都服的。",
            "Several proposals, some of them alike, and the wish for one that beats all others.",
        ),
        Rule::Copeland | Rule::Minimax => (
            "方案不多、想看清楚每两个之间谁赢的时候。",
            "A few proposals and the wish to see who wins between any two.",
        ),
        Rule::BordaAverage | Rule::BordaZero => {
            ("想选一个大家都还能接受的方案。", "A choice that everybody can accept.")
        }
        Rule::Irv => ("选一个人或一个方案，要过半才算数。", "One person or proposal that should have a majority."),
        Rule::Approval => ("时间紧、选票要最简单，方案之间不冲突。", "Little time, the plainest ballot."),
        Rule::Plurality => ("只有两个方案。", "Two options, no more."),
        Rule::Score => ("想知道每个方案有多受欢迎，比如满意度。", "How well each option is liked, as in satisfaction."),
        Rule::Points => (
            "想让少数人把力气集中在最要紧的一样上。",
            "Polls in which a few should be able to put all their weight on what matters most to them.",
        ),
        _ => ("依法要业主共同决定的事，一项一项地定。", "What owners must decide by law, item by item."),
    }
}

const fn strong(rule: Rule) -> Both {
    match rule {
        Rule::SchulzeMargins | Rule::SchulzeWv => (
            "两两都赢的选项一定当选；多一个相似的方案不改变结果；多得支持不会反而落选。",
            "An option that beats every other always wins; a copy of an option changes nothing; more support never harms.",
        ),
        Rule::Copeland => (
            "两两都赢的选项一定当选；输赢一数就明白。",
            "An option that beats every other always wins; wins and losses are easily counted.",
        ),
        Rule::Minimax => (
            "两两都赢的选项一定当选；反对最轻。",
            "An option that beats every other always wins; the objection to the winner is the mildest.",
        ),
        Rule::BordaAverage | Rule::BordaZero => {
            ("整个名次都算，不只看第一名。", "The whole order counts, not only first places.")
        }
        Rule::Irv => (
            "小方案不会分走相近方案的票；一轮一轮看得见。",
            "A small option does not take votes away from one like it; the rounds can be watched.",
        ),
        Rule::Approval => (
            "最容易填，几乎没有废票；相似的方案不互相拆票。",
            "Easiest to fill in, hardly a spoilt ballot; options that are alike do not split the vote.",
        ),
        Rule::Plurality => ("谁都懂。", "Everybody knows it."),
        Rule::Score => ("喜欢多少也算进去了。", "How much counts, not only which."),
        Rule::Points => {
            ("很在意的人能多给点数，每个人的总数一样。", "Who cares much can say so, and everybody weighs the same.")
        }
        _ => (
            "和法律要求的表决一样，每一项的结果互不影响。",
            "It is the vote that the law asks for, and no item can harm another.",
        ),
    }
}

const fn weak(rule: Rule) -> Both {
    match rule {
        Rule::SchulzeMargins | Rule::SchulzeWv => (
            "路的强弱不好一句话讲清；两种强弱的算法偶尔结果不同。",
            "Paths are hard to explain in a sentence; by margins and by winning votes the results can differ.",
        ),
        Rule::Copeland => ("容易打平。", "It often ends level."),
        Rule::Minimax => (
            "可能选出一个两两都输的；多一个相似的方案会改变结果。",
            "The winner may lose to every other; a copy of an option can change the result.",
        ),
        Rule::BordaAverage | Rule::BordaZero => (
            "故意把对手排到最后有用；多几个相似的方案会改变结果；半数以上的人排第一的也可能落选。",
            "It pays to rank a rival last; options that are alike change the result; an option that most people rank first can lose.",
        ),
        Rule::Irv => (
            "多得支持可能反而落选；两两都赢的选项可能早早淘汰；不能把各处的结果加起来。",
            "More support can harm; an option that beats every other may be out early; results of several places cannot be added up.",
        ),
        Rule::Approval => (
            "喜欢多少看不出来；勾到哪里为止，各人想法不同。",
            "It does not say how much; where to stop ticking is up to each.",
        ),
        Rule::Plurality => (
            "相似的方案互相拆票，多数人不喜欢的也可能当选。",
            "Options that are alike take votes from each other, and what most people dislike can win.",
        ),
        Rule::Score => {
            ("只打最高和最低的人说话更响。", "Those who give only the highest and the lowest points weigh more.")
        }
        Rule::Points => (
            "把点数给没希望的选项就白费了，所以要猜别人怎么投。",
            "Points on an option without hope are lost, so people guess what others will do.",
        ),
        _ => ("各项之间抢钱的时候它不管。", "It does not help where items compete for money."),
    }
}

const fn source(rule: Rule) -> Both {
    match rule {
        Rule::SchulzeMargins | Rule::SchulzeWv => (
            "Schulze：A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method，Social Choice and Welfare 36，2011。",
            "Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method, Social Choice and Welfare 36, 2011.",
        ),
        Rule::Copeland => (
            "Copeland：A reasonable social welfare function，密歇根大学，1951。",
            "Copeland, A reasonable social welfare function, University of Michigan, 1951.",
        ),
        Rule::Minimax => (
            "Simpson：On defining areas of voter choice，Quarterly Journal of Economics 83，1969；Kramer：A dynamical model of political equilibrium，Journal of Economic Theory 16，1977。",
            "Simpson, On defining areas of voter choice, Quarterly Journal of Economics 83, 1969; Kramer, A dynamical model of political equilibrium, Journal of Economic Theory 16, 1977.",
        ),
        Rule::BordaAverage | Rule::BordaZero => (
            "Borda：Mémoire sur les élections au scrutin，1781；没排完的票：Emerson：The original Borda count and partial voting，Social Choice and Welfare 40，2013。",
            "Borda, Mémoire sur les élections au scrutin, 1781; for ballots that do not rank all: Emerson, The original Borda count and partial voting, Social Choice and Welfare 40, 2013.",
        ),
        Rule::Irv => (
            "Ware，约 1871 年；爱尔兰、澳大利亚等地的选举法（alternative vote）。",
            "W. R. Ware, about 1871; electoral laws such as Australia's and Ireland's (alternative vote).",
        ),
        Rule::Approval => (
            "Brams、Fishburn：Approval voting，American Political Science Review 72，1978。",
            "Brams and Fishburn, Approval voting, American Political Science Review 72, 1978.",
        ),
        Rule::Plurality => ("各地通行。", "In use everywhere."),
        Rule::Score => ("Smith：Range voting，2000。", "Smith, Range voting, 2000."),
        Rule::Points => (
            "Skowron、Slinko、Szufa、Talmon：Participatory budgeting with cumulative votes，arXiv 2009.02690，2020（单选时的情形）。",
            "Cumulative voting; Skowron, Slinko, Szufa and Talmon, Participatory budgeting with cumulative votes, arXiv 2009.02690, 2020.",
        ),
        _ => (
            "《民法典》第二百七十八条（业主共同决定的事项），门槛见 docs/polling.md。",
            "Civil Code of the PRC, article 278 (what owners decide together); thresholds: docs/polling.md.",
        ),
    }
}
