//! Promises about the tables.

use crate::kit::Instance;
use crate::kit::{Ground, Subject, start};
use linli::on;
use linli::store::{Conn, Engine, Side, StoreError};
use std::collections::BTreeSet;

fn migrations(engine: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(format!("migrations/{engine}"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn both_engines_have_the_same_migrations_and_each_says_why() {
    let names = |engine| migrations(engine).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names("sqlite"), names("postgres"));
    for engine in ["sqlite", "postgres"] {
        for (name, text) in migrations(engine) {
            assert!(text.starts_with("-- Why: "), "migrations/{engine}/{name} must open with '-- Why: '");
        }
    }
}

/// A column stands on a line of its own.
#[test]
fn every_column_that_names_a_photo_keeps_it_from_being_removed() {
    let guard = std::fs::read_to_string("src/store/uploads.rs").unwrap();
    let mut found = 0;
    for (name, text) in migrations("sqlite") {
        for line in text.lines() {
            let mut words = line.rsplit("ADD COLUMN ").next().unwrap().split_whitespace();
            let (column, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let named = ["photo", "upload", "recording", "picture", "image"].iter().any(|word| column.contains(word));
            if kind.starts_with("BLOB") && (named || line.contains("REFERENCES upload")) {
                found += 1;
                assert!(guard.contains(column), "{name}: '{column}' is missing in loose! of src/store/uploads.rs");
            }
        }
    }
    assert!(found >= 2, "the columns of works were not read");
}

const SQLITE: &str = "
    SELECT t.name, c.name, c.type, c.\"notnull\" + c.pk
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '_sqlx%'";
const POSTGRES: &str = "
    SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT),
      CASE is_nullable WHEN 'NO' THEN CAST(1 AS BIGINT) ELSE 0 END
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
const SQLITE_INDEXES: &str = "
    SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%'";
const POSTGRES_INDEXES: &str = "
    SELECT CAST(tablename AS TEXT), CAST(indexname AS TEXT)
    FROM pg_indexes
    WHERE schemaname = 'public' AND tablename NOT LIKE '\\_sqlx%'
      AND indexname NOT IN (SELECT conname FROM pg_constraint)";

/// One word for what both engines hold in a column.
fn kind(engine_type: &str) -> &'static str {
    match engine_type.to_ascii_lowercase().as_str() {
        "text" => "text",
        "integer" | "bigint" | "boolean" => "number",
        "blob" | "bytea" | "uuid" => "bytes",
        "real" | "double precision" => "real",
        _ => "something else",
    }
}

async fn tables(c: &mut Conn) -> Result<BTreeSet<String>, StoreError> {
    let sqlite = matches!(c.side(), Side::Sqlite(_));
    let (columns, indexes) = if sqlite { (SQLITE, SQLITE_INDEXES) } else { (POSTGRES, POSTGRES_INDEXES) };
    let columns: Vec<(String, String, String, i64)> = on!(c, |db| sqlx::query_as(columns).fetch_all(db).await)?;
    let indexes: Vec<(String, String)> = on!(c, |db| sqlx::query_as(indexes).fetch_all(db).await)?;
    let columns = columns.into_iter().map(|(table, column, held, must)| {
        format!("{table}.{column} {}{}", kind(&held), if must > 0 { " not null" } else { "" })
    });
    Ok(columns.chain(indexes.into_iter().map(|(table, index)| format!("{table} index {index}"))).collect())
}

#[test]
fn both_engines_hold_the_same_tables_columns_and_indexes() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let look = |engine| async move {
        let ground = Ground::lay(engine).await;
        let instance = Instance::open(&ground).await;
        assert_eq!(instance.app.now(), start());
        let found = tables(&mut instance.app.store.read().await.unwrap()).await.unwrap();
        instance.end().await;
        ground.clear().await;
        found
    };
    let (sqlite, postgres) = runtime.block_on(async { (look(Engine::Sqlite).await, look(Engine::Postgres).await) });
    assert!(sqlite.len() > 50, "too few columns were read: {sqlite:?}");
    let missing = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>().join("\n");
    assert_eq!(missing(&sqlite, &postgres), "", "in SQLite alone");
    assert_eq!(missing(&postgres, &sqlite), "", "in PostgreSQL alone");
}
