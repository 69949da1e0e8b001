//! What can go wrong between the service and the database.
//!
//! For: [`StoreError`], already sorted into what the caller can do about it.
//! Must not know: which query it was; the log says that.
//! To add: a kind only when a caller acts on it differently.

/// A failed read or unit of work. Nothing of the unit is in the database.
#[derive(Debug, Clone)]
pub enum StoreError {
    /// The disk is full, or the file system refuses to write.
    Full(String),
    /// The database cannot take more work now.
    Busy(String),
    /// Anything else: a fault of ours or of the engine.
    Broken(String),
}

/// SQLite result codes (primary, in the low byte) that mean 'cannot write here'.
const CANNOT_WRITE: [&str; 3] = ["8", "10", "13"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy(text),
            sqlx::Error::Database(db) => match db.code().as_deref() {
                Some(code) if is_full(code) => Self::Full(text),
                Some("5" | "6" | "517" | "53300" | "57P03") => Self::Busy(text),
                _ => Self::Broken(text),
            },
            sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => Self::Full(text),
            _ => Self::Broken(text),
        }
    }
}

fn is_full(code: &str) -> bool {
    let primary = code.parse::<u32>().ok().map(|n| (n & 0xff).to_string());
    let sqlite = code.len() <= 4 && primary.is_some_and(|p| CANNOT_WRITE.contains(&p.as_str()));
    sqlite || matches!(code, "53100" | "25006")
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(inner) => Self::from(inner),
            other => Self::Broken(other.to_string()),
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full(text) => write!(f, "cannot write: {text}"),
            Self::Busy(text) => write!(f, "busy: {text}"),
            Self::Broken(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for StoreError {}
