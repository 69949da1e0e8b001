//! Answers as a table.
//!
//! For: [`write_answers`].
//! Must not know: how they are read, but what is read must be what was written.
//! To add: a column here and in the reader.

use super::Answers;
use crate::domain::files::table::quoted;

/// The answers with all columns, with commas.
pub fn write_answers(answers: &Answers) -> String {
    let mut text = "level,building,age,round,household\n".to_owned();
    for row in &answers.rows {
        let words = [&row.building, &row.age, &row.round, &row.household];
        let cells = words.map(|word| quoted(word.as_deref().unwrap_or_default(), b','));
        text += &format!("{},{}\n", row.level, cells.join(","));
    }
    text
}
