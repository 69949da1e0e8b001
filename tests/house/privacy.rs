//! Promises about what is said to be stored of people.

use crate::kit::{Ground, Instance, Subject};
use linli::domain::privacy::{FIELDS, Purpose};
use linli::on;
use linli::store::{Conn, Engine, StoreError};

const COLUMNS: &str = "
    SELECT t.name, c.name
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '_sqlx%'";

/// Tables that hold nothing about a person.
const OF_NOBODY: [&str; 15] = [
    "audit_head",
    "building",
    "community",
    "community_figure",
    "defect_file",
    "funding_line",
    "leaf",
    "phase",
    "poll",
    "poll_option",
    "programme",
    "project",
    "region",
    "setting",
    "work",
];

/// Columns that say nothing about a person in whichever table they stand.
const TECHNICAL: &[&str] = &[
    "id",
    "community_id",
    "building_id",
    "feedback_id",
    "poll_id",
    "work_id",
    "roll_id",
    "after_roll",
    "once",
    "position",
    "state",
    "kind",
    "channel",
    "visibility",
    "serial",
    "tile",
    "answer_state",
    "people",
    "households",
    "area_source",
    "gone",
    "from_roll",
    "revision",
    "wrong",
    "outcome",
    "act",
    "rule",
    "before_state",
    "before_visibility",
    "severity",
    "bytes",
    "reads_only",
    "key_id",
    "tries",
    "version",
    "active",
    "demo",
    "verb",
    "at",
    "opens",
    "closes",
    "count",
    "number",
    "source",
    "summary",
    "wants",
    "reason",
];

async fn columns(c: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    on!(c, |db| sqlx::query_as(COLUMNS).fetch_all(db).await)
}

fn is_told(table: &str, column: &str) -> bool {
    FIELDS.iter().any(|field| field.table == table && field.columns.contains(&column))
}

#[test]
fn everything_stored_about_a_person_is_told_with_its_purpose() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let found = runtime.block_on(async {
        let ground = Ground::lay(Engine::Sqlite).await;
        let instance = Instance::open(&ground).await;
        let found = columns(&mut instance.app.store.read().await.unwrap()).await.unwrap();
        instance.end().await;
        ground.clear().await;
        found
    });
    let is_technical = |column: &str| TECHNICAL.contains(&column) || column.ends_with("_at");
    let untold: Vec<String> = found
        .iter()
        .filter(|(table, column)| {
            !OF_NOBODY.contains(&table.as_str()) && !is_technical(column) && !is_told(table, column)
        })
        .map(|(table, column)| format!("{table}.{column}"))
        .collect();
    for purpose in Purpose::ALL {
        assert!(FIELDS.iter().any(|field| field.purpose == *purpose), "nothing is kept for '{purpose}'");
    }
    assert_eq!(untold, Vec::<String>::new(), "name it in domain::privacy, or here if it tells nothing of a person");
    for field in FIELDS {
        for column in field.columns {
            let is_there = found.iter().any(|(table, name)| table == field.table && name == column);
            assert!(is_there, "{}.{column} is told and is not stored", field.table);
        }
    }
}
