//! Sentences of what is wrong with a roll: in a row of its file, in a number that is typed.

use crate::domain::problem::{Problem, RowFault, RowProblem};

pub(super) fn both(problem: &Problem) -> Option<(&'static str, &'static str)> {
    use Problem as P;
    Some(match problem {
        P::OtherColumns => (
            "这份文件的列和刚才那份不一样。请选刚才那份文件，或者回到「名册」重新上传。",
            "This file has other columns than the one before. Please choose that one, or go back to the roll and send this one anew.",
        ),
        P::FileAgain => (
            "请把同一份文件再选一次：文件里的内容没有保存，只记下了列名。",
            "Please choose the same file once more: what stood in it was not kept, only the names of its columns.",
        ),
        P::NumberRounded => (
            "这个号码被表格软件四舍五入了，认不出是谁。请照证件填写完整的号码。",
            "The number was rounded by the table program and tells nobody apart. Please type it in full from the document.",
        ),
        P::LikeFormula => (
            "不能以 = + - @ 开头，表格软件会当成公式。",
            "It must not begin with = + - or @, which spreadsheets take for a formula.",
        ),
        _ => return None,
    })
}

pub(super) fn zh_row(row: &RowProblem) -> String {
    let RowProblem { line, column, fault, cell } = row;
    let what = match fault {
        RowFault::ColumnMissing => "缺这一列",
        RowFault::WrongLength => "格子数和表头不一样",
        RowFault::Empty => "是空的",
        RowFault::NotANumber => "不是数字",
        RowFault::OutOfRange => "数太大或太小",
        RowFault::Duplicate => "前面已经有同样的一行",
        RowFault::UnknownWord => "不在列表里",
        RowFault::NotUtf8 => "文字编码和别的行不一样，看不懂",
        RowFault::TooLong => "太长",
        RowFault::Formula => "不能以 = + - @ 开头，表格软件会当成公式",
        RowFault::Rounded => "这个号码被表格软件四舍五入了：请把这一列设成「文本」格式，再重新填写",
        RowFault::OpenQuote => "这一行有一个引号没有配对，后面几行都并进了一格",
    };
    // A column that is not there has no name of its own: it is called by ours.
    let column = match (fault, column.as_str()) {
        (RowFault::ColumnMissing, "building") => "楼栋",
        (RowFault::ColumnMissing, "floor") => "楼层",
        (RowFault::ColumnMissing, "room") => "房号",
        (RowFault::ColumnMissing, "area") => "建筑面积",
        (_, column) => column,
    };
    let place = if column.is_empty() { format!("第 {line} 行") } else { format!("第 {line} 行「{column}」") };
    if cell.is_empty() { format!("{place}：{what}。") } else { format!("{place}：{what}（{cell}）。") }
}

pub(super) fn en_row(row: &RowProblem) -> String {
    let RowProblem { line, column, fault, cell } = row;
    let what = match fault {
        RowFault::ColumnMissing => "the column is missing",
        RowFault::WrongLength => "the row has another number of cells than the header",
        RowFault::Empty => "it is empty",
        RowFault::NotANumber => "it is no number",
        RowFault::OutOfRange => "the number is too large or too small",
        RowFault::Duplicate => "the same stands on an earlier line already",
        RowFault::UnknownWord => "it is not on the list",
        RowFault::NotUtf8 => "its text is encoded in another way than the other lines",
        RowFault::TooLong => "it is too long",
        RowFault::Formula => "it must not begin with = + - or @, which spreadsheets take for a formula",
        RowFault::Rounded => {
            "the number was rounded by the table program: format the column as text and enter it again"
        }
        RowFault::OpenQuote => "a quotation mark in this line is not closed, so lines below it went into one cell",
    };
    let place = if column.is_empty() { format!("Line {line}") } else { format!("Line {line}, column '{column}'") };
    if cell.is_empty() { format!("{place}: {what}.") } else { format!("{place}: {what} ({cell}).") }
}
