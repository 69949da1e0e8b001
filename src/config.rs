//! Settings, typed and checked once at the start.
//!
//! For: [`Config`] from command line and environment.
//! Must not know: how a setting is used.
//! To add: a field, its check here, its row in README.md's table.

use std::net::SocketAddr;
use std::path::PathBuf;

/// What the operator can set.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder: database, uploads, key.
    pub data: PathBuf,
    /// `postgres://…`; empty for the embedded engine.
    pub database_url: Option<String>,
    /// Where the server listens.
    pub addr: SocketAddr,
    /// The public address, without a slash at the end.
    pub url: String,
}

/// A setting that cannot be used, in one sentence for stderr.
#[derive(Debug)]
pub struct ConfigError(pub String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Checks what was given.
    ///
    /// # Errors
    /// Names the setting and what it should look like.
    pub fn check(
        data: PathBuf,
        database_url: Option<String>,
        addr: SocketAddr,
        url: &str,
    ) -> Result<Self, ConfigError> {
        let url = url.trim_end_matches('/').to_owned();
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(ConfigError(format!("LINLI_URL must start with http:// or https://, but is '{url}'.")));
        }
        let database_url = database_url.filter(|u| !u.is_empty());
        if let Some(given) = &database_url
            && !(given.starts_with("postgres://") || given.starts_with("postgresql://"))
        {
            return Err(ConfigError(
                "DATABASE_URL must start with postgres:// (leave it empty to use the database inside).".to_owned(),
            ));
        }
        Ok(Self { data, database_url, addr, url })
    }

    /// True when the public address is encrypted: cookies are then marked Secure and `__Host-`.
    pub fn https(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// The embedded database's file.
    pub fn sqlite_file(&self) -> PathBuf {
        self.data.join("linli.db")
    }

    /// The folder of photos and recordings.
    pub fn uploads(&self) -> PathBuf {
        self.data.join("uploads")
    }
}
