//! What is wrong with a file that somebody gave: where, and what to do.
//!
//! For: [`fault`], and [`warning`] for what is odd and did not keep the file from being read.
//! Must not know: the format, or who reads the file.
//! To add: a sentence for a new `domain::files::What`.

use crate::domain::files::{Fault, What};
use crate::domain::quantity::grouped;
use crate::i18n::Lang;

/// A fault as one sentence: 'line 12, column 5: …', with the piece that is meant and what to do.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let text = if fault.text.is_empty() {
        String::new()
    } else {
        lang.pick("「", "'").to_owned() + &fault.text + lang.pick("」", "'")
    };
    let said = match lang {
        Lang::Zh => zh(&fault.what, &text),
        Lang::En => en(&fault.what, &text),
    };
    format!("{}{said}", place(lang, fault))
}

/// Something odd as one sentence, with what is made of it.
pub fn warning(lang: Lang, odd: &Fault) -> String {
    match (lang, &odd.what) {
        (Lang::Zh, What::MarkTwice) => format!("{}「{}」在一张票上出现了两次，算一次。", place(lang, odd), odd.text),
        (Lang::En, What::MarkTwice) => {
            format!("{}'{}' stands twice on one ballot; it counts once.", place(lang, odd), odd.text)
        }
        _ => fault(lang, odd),
    }
}

fn place(lang: Lang, fault: &Fault) -> String {
    match (lang, fault.line, fault.column) {
        (_, 0, _) => String::new(),
        (Lang::Zh, line, 0) => format!("第 {line} 行："),
        (Lang::Zh, line, column) => format!("第 {line} 行第 {column} 字："),
        (Lang::En, line, 0) => format!("line {line}: "),
        (Lang::En, line, column) => format!("line {line}, column {column}: "),
    }
}

fn number(n: i64) -> String {
    grouped(n)
}

fn en(what: &What, text: &str) -> String {
    let of = |text: &str| if text.is_empty() { String::new() } else { format!(" {text}") };
    match what {
        What::Empty => "there is nothing in it; choose the file with the ballots.".to_owned(),
        What::NotUtf8 => "a character cannot be read; save the file as UTF-8.".to_owned(),
        What::TooMany { most } => format!(
            "there is more in it than can be counted, at most {most}; split the file.",
            most = number(i64::try_from(*most).unwrap_or(i64::MAX))
        ),
        What::OpenQuote => {
            "a quotation mark is opened here and never closed; close it, or double it if it belongs to the text."
                .to_owned()
        }
        What::NoSection { name } => format!("the section {name} is missing; add it."),
        What::Twice { name } => format!("{name} stands here for the second time; keep one of the two."),
        What::NoColumn { name } => format!("the column '{name}' is missing; add it, or correct the heading."),
        What::NoKey { name } => format!("the head does not say '{name}'; add a line with it."),
        What::Missing { name } => format!("'{name}' is empty here; fill it in."),
        What::ExtraCell => {
            format!("{text} stands beyond the last column; a separator too many, or quotation marks are missing.")
        }
        What::NotUnderstood => format!("this line{} is not understood; correct it or take it out.", of(text)),
        What::NotANumber => format!("{text} is not a number; write it like 1500000.50."),
        What::Negative => format!("{text} is below zero; only 0 and more can stand here."),
        What::TooPrecise { most } => {
            format!("{text} has more than {most} digits after the point; nothing is rounded, so shorten it.")
        }
        What::TooLarge => format!("the number{} is too large to be counted.", of(text)),
        What::UnknownWord { known } => format!("{text} is not known here; known are: {known}."),
        What::OptionTwice { first } => {
            format!("the option{} stands already in line {first}; each may stand once.", of(text))
        }
        What::UnknownOption => format!("there is no option with the id {text}; correct it, or add the option."),
        What::MarkTwice => format!("{text} stands twice on one ballot; keep one."),
        What::Tie => format!(
            "two options share a rank{} where this kind of file has none; correct it, or name the file .toc or .toi.",
            of(text)
        ),
        What::PointsDiffer { options, points } => format!(
            "the numbers of options ({options}) and of points ({points}) on this ballot differ; each option needs its points."
        ),
        What::MoreThan { most } => format!("more than {} options on one ballot.", number(*most)),
        What::FewerThan { least } => format!("fewer than {} options on one ballot.", number(*least)),
        What::SumAbove { most } => format!("more than {} points on one ballot.", number(*most)),
        What::CountDiffers { stated, found } => format!(
            "the file says {}, but {} were found{}; what was found is counted.",
            number(*stated),
            number(*found),
            if text.is_empty() { String::new() } else { format!(" ({text})") }
        ),
        What::SameAgain { first } => format!("{text} stands already in line {first}."),
        What::NotUsed => format!("{text} is not used."),
        What::FilesDiffer => {
            format!("the files of this conversation disagree{}; export them anew at one time.", of(text))
        }
        What::Turned => "agree and disagree stood the other way round than is usual; they were turned.".to_owned(),
        What::More { count } => format!("{count} further remarks of this kind are not listed."),
    }
}

fn zh(what: &What, text: &str) -> String {
    match what {
        What::Empty => "文件是空的，请选有选票的文件。".to_owned(),
        What::NotUtf8 => "有个字读不出来，请把文件另存为 UTF-8。".to_owned(),
        What::TooMany { most } => {
            format!("内容太多，最多 {}，请拆成几个文件。", number(i64::try_from(*most).unwrap_or(i64::MAX)))
        }
        What::OpenQuote => "这里的引号没有收尾，请补上；引号本身是内容的，请写两个。".to_owned(),
        What::NoSection { name } => format!("缺 {name} 这一部分，请补上。"),
        What::Twice { name } => format!("{name} 出现了两次，请只留一个。"),
        What::NoColumn { name } => format!("缺「{name}」这一列，请补上，或者改正表头。"),
        What::NoKey { name } => format!("开头没有写「{name}」，请加一行。"),
        What::Missing { name } => format!("这里的「{name}」没有填，请填上。"),
        What::ExtraCell => format!("{text}超出了最后一列：可能多了分隔符，或者少了引号。"),
        What::NotUnderstood => format!("这一行{text}看不懂，请改正或删去。"),
        What::NotANumber => format!("{text}不是数字，请写成 1500000.50 这样。"),
        What::Negative => format!("{text}小于零，这里只能是 0 或更大。"),
        What::TooPrecise { most } => format!("{text}的小数超过 {most} 位；这里不四舍五入，请写短些。"),
        What::TooLarge => format!("数字{text}太大，算不了。"),
        What::UnknownWord { known } => format!("{text}不认识，这里可以写：{known}。"),
        What::OptionTwice { first } => format!("选项{text}在第 {first} 行已经有了，每个只能有一次。"),
        What::UnknownOption => format!("没有编号是{text}的选项，请改正，或者加上这个选项。"),
        What::MarkTwice => format!("{text}在一张票上出现了两次，请只留一个。"),
        What::Tie => format!("这种文件里名次不能并列{text}，请改正，或者把文件名改成 .toc 或 .toi。"),
        What::PointsDiffer { options, points } => format!("这张票有 {options} 个选项、{points} 个分数，请一一对应。"),
        What::MoreThan { most } => format!("一张票上的选项超过 {} 个。", number(*most)),
        What::FewerThan { least } => format!("一张票上的选项不足 {} 个。", number(*least)),
        What::SumAbove { most } => format!("一张票上的分加起来超过 {}。", number(*most)),
        What::CountDiffers { stated, found } => {
            format!("文件里写的是 {}，实际是 {}{text}；按实际的算。", number(*stated), number(*found))
        }
        What::SameAgain { first } => format!("{text}在第 {first} 行已经出现过。"),
        What::NotUsed => format!("{text}用不到，略过。"),
        What::FilesDiffer => format!("同一次讨论的几个文件对不上{text}，请同时重新导出。"),
        What::Turned => "赞成和反对的正负号和通常的相反，已经转过来。".to_owned(),
        What::More { count } => format!("还有 {count} 条类似的没有列出。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_what_and_what_to_do() {
        let unknown = Fault::new(12, 5, What::UnknownOption, "x9");
        assert_eq!(
            fault(Lang::En, &unknown),
            "line 12, column 5: there is no option with the id 'x9'; correct it, or add the option."
        );
        assert_eq!(fault(Lang::Zh, &unknown), "第 12 行第 5 字：没有编号是「x9」的选项，请改正，或者加上这个选项。");
        let empty = fault(Lang::En, &Fault::whole(What::Empty));
        assert_eq!(empty, "there is nothing in it; choose the file with the ballots.");
    }
}
