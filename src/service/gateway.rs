//! How a message leaves the house.
//!
//! For: [`Gateway`]: a file beside the database, or an address that takes JSON.
//! Must not know: what is sent, or to whom it belongs.
//! To add: a further way is a variant.

use crate::config::Config;
use crate::service::folders;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// What is sent.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Message {
    /// The number.
    pub to: String,
    /// The words.
    pub text: String,
    /// The same number is the same message.
    pub once: Uuid,
}

/// Where messages go.
#[derive(Clone, Debug)]
pub enum Gateway {
    /// A file of JSON lines.
    Outbox(PathBuf),
    /// An address, and what it knows us by.
    Http(String, String),
}

/// Longest wait for a gateway.
const PATIENCE: Duration = Duration::from_secs(5);

impl Gateway {
    /// As the settings say; none where nothing can be sent.
    pub fn of(config: &Config) -> Option<Self> {
        match &config.gateway {
            Some(url) => Some(Self::Http(url.clone(), config.gateway_token.clone())),
            None => config.outbox.then(|| Self::Outbox(config.outbox_folder())),
        }
    }

    /// Hands a message over.
    ///
    /// # Errors
    /// Why it was not taken, for the log; never the number or the words.
    pub async fn deliver(&self, message: Message) -> Result<(), String> {
        let way = self.clone();
        tokio::task::spawn_blocking(move || match way {
            Self::Outbox(folder) => append(&folder, &message).map_err(|error| error.to_string()),
            Self::Http(url, token) => post(&url, &token, &message),
        })
        .await
        .map_err(|error| error.to_string())?
    }
}

fn append(folder: &Path, message: &Message) -> io::Result<()> {
    folders::make(folder)?;
    let file = folder.join("messages.jsonl");
    let mut out = std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    let mut line = serde_json::to_vec(message).map_err(io::Error::other)?;
    line.push(b'\n');
    out.write_all(&line)
}

fn post(url: &str, token: &str, message: &Message) -> Result<(), String> {
    let body = serde_json::to_string(message).map_err(|error| error.to_string())?;
    // A redirect is refused: it would carry the number to an address that nobody set.
    let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0);
    // A gateway on this machine is reached without the proxy that leads out of it.
    let config = if url.starts_with("http://") { config.proxy(None).build() } else { config.build() };
    let request = ureq::Agent::new_with_config(config).post(url).header("content-type", "application/json");
    let request =
        if token.is_empty() { request } else { request.header("authorization", format!("Bearer {token}").as_str()) };
    let answer = request.send(body.as_str()).map_err(|error| error.to_string())?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("the gateway answered {}", answer.status())) }
}
