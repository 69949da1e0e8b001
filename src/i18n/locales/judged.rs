//! What a set of ratings says, in sentences: the satisfied, by building, beside the roll, over rounds.
//!
//! For: [`told`], behind `linli rating`.
//! Must not know: how it was worked out, or which numbers are small: only what may be told comes here.
//! To add: a statement of `domain::rating::report` has its sentence here, in the part it belongs to.

mod parts;

pub use parts::{Part, told};

crate::messages! {
    title { "满意度", "Satisfaction" }
    title_round(round: &str) { "满意度（{round}）", "Satisfaction, round {round}" }
    answered(n: &str, all: &str, share: &str) { "{all} 户里有 {n} 户评了（{share}）。", "{n} of {all} household‹s› answered ({share})." }
    answered_alone(n: &str) { "{n} 户评了。", "{n} household‹s› answered." }
    too_few(least: i64) { "评的还不到 {least} 户，先不公开。", "Fewer than {least} households answered, so nothing is told yet." }
    more_than_roll(n: &str, all: &str) { "评的有 {n} 户，名册上只有 {all} 户，对不上，请先核对。", "{n} household‹s› answered, but the roll has only {all}; please check both first." }
    exactly(n: &str, all: &str, share: &str) { "{all} 户里 {n} 户满意（{share}）。", "{n} of {all} are satisfied ({share})." }
    nearly_all(n: &str, all: &str, share: &str, least: i64) { "{all} 户里至少 {n} 户满意（{share} 以上），不满意的不到 {least} 户。", "At least {n} of {all} are satisfied ({share} or more); fewer than {least} are not." }
    hardly_any(all: &str, share: &str, least: i64) { "{all} 户里满意的不到 {least} 户（最多 {share}）。", "Fewer than {least} of {all} are satisfied ({share} at most)." }
    sides_hidden { "满意和不满意有一边太少，公开了会看出是谁家，所以不公开。", "One side is so small that its number could point to single households; neither is told." }
    of_known(low: &str, high: &str, all: &str, low_share: &str, high_share: &str) { "全部 {all} 户里，满意的多半在 {low} 到 {high} 户之间（{low_share} 到 {high_share}）。", "Of all {all} households, most likely between {low} and {high} are satisfied ({low_share} to {high_share})." }
    of_many(low: &str, high: &str) { "按统计，真实的满意率多半在 {low} 到 {high} 之间。", "Statistically the true share most likely lies between {low} and {high}." }
    complete { "每一户都评了，这不是估算。", "Every household answered; this is no estimate." }
    by_chance { "这里只算了碰巧的误差。评的人不是抽签抽出来的，没评的人想法可能不一样。", "This allows for chance alone. Nobody was drawn by lot, and those who did not answer may think differently." }
    levels_title { "各档评价", "The five levels" }
    level_line(level: &str, n: &str) { "{level}：{n}", "{level}: {n}" }
    fewer(least: i64) { "不到 {least} 户", "fewer than {least}" }
    hidden { "不公开", "not told" }
    hidden_note(least: i64) { "不到 {least} 户的数不公开；怕旁边的数推算出来，有的也一起不公开。", "Numbers below {least} are not told, and some beside them neither, so that they cannot be worked out." }
    buildings_title { "一栋一栋看", "Building by building" }
    building(names: &str, yes: &str, all: &str, share: &str) { "{names}：{all} 户评了，{yes} 户满意（{share}）。", "{names}: {yes} of {all} are satisfied ({share})." }
    building_few_not(names: &str, all: &str, least: i64) { "{names}：{all} 户评了，不满意的不到 {least} 户。", "{names}: {all} answered, and fewer than {least} are not satisfied." }
    building_few(names: &str, all: &str, least: i64) { "{names}：{all} 户评了，满意的不到 {least} 户。", "{names}: {all} answered, and fewer than {least} are satisfied." }
    building_hidden(names: &str, all: &str) { "{names}：{all} 户评了，满意多少不公开。", "{names}: {all} answered; how many are satisfied is not told." }
    no_building { "没写楼栋的", "no building given" }
    no_age { "没写年龄的", "no age given" }
    no_round { "没写轮次的", "the answers without a round" }
    fit_building_title { "各栋评的户数匀不匀", "Did every building answer in proportion?" }
    fit_age_title { "各年龄段评的户数匀不匀", "Did every age band answer in proportion?" }
    fit_fits { "看不出哪里偏多偏少。", "Nothing speaks against it." }
    fit_differs { "有偏多或偏少的：", "Not all did:" }
    fit_cannot { "户数太少，说不准。", "There are too few to tell." }
    fit_line(name: &str, n: &str, all: &str, verdict: &str) { "{name}：{all} 户里{n}评了，{verdict}。", "{name}: {n} of {all} answered; {verdict}." }
    fit_few(least: i64) { "不到 {least} 户", "fewer than {least}" }
    fit_number(n: &str) { "有 {n} 户", "{n}" }
    fit_fitting(names: &str) { "相称的：{names}。", "In proportion: {names}." }
    fit_unsure(names: &str) { "户数太少、说不准的：{names}。", "Too few live there to judge: {names}." }
    fit_hidden(names: &str) { "为保护旁边的小数、评了多少户不公开的：{names}。", "Not told, to protect a small number beside them: {names}." }
    fit_elsewhere(names: &str) { "名册上没有的：{names}。", "Not on the roll: {names}." }
    and_more(names: &str, n: usize) { "{names} 等，另有 {n} 处", "{names} and {n} more" }
    households(n: &str) { "{n} 户", "{n}" }
    too_few_from { "太少了", "too few" }
    too_many_from { "偏多", "more than their share" }
    more_than_there { "比名册上的户数还多，请核对", "more than the roll has, please check" }
    trend_title { "几轮比一比", "Round by round" }
    round_line(round: &str, said: &str) { "{round}：{said}", "{round}: {said}" }
    better(from: &str, to: &str) { "{to} 比 {from} 好。", "{to} went better than {from}." }
    worse(from: &str, to: &str) { "{to} 不如 {from}。", "{to} went worse than {from}." }
    alike(from: &str, to: &str) { "{from} 和 {to} 分不出好坏，差别可能是碰巧。", "{from} and {to} cannot be told apart; the difference may be chance." }
    changed(low: &str, high: &str) { "满意率的变化在 {low} 到 {high} 个百分点之间。", "The share of satisfied changed by {low} to {high} percentage points." }
    by_the_same(n: &str, better: &str, worse: &str) { "两轮都评了的有 {n} 户：{better} 户变满意了，{worse} 户变不满意了。", "{n} household‹s› answered both: {better} became satisfied, {worse} no longer are." }
    by_the_same_hidden(n: &str) { "按两轮都评了的 {n} 户比的；变了的户数太少，不公开。", "Decided by the {n} household‹s› that answered both; so few changed that their number is not told." }
    several(n: usize) { "一共比了 {n} 次，所以每一次都看得更严。", "{n} comparisons are made, so each is judged more strictly." }
}

#[cfg(test)]
#[path = "judged_tests.rs"]
mod tests;
