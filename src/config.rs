//! Settings, typed and checked once at the start.
//!
//! For: [`Config`] from command line and environment.
//! Must not know: how a setting is used.
//! To add: a field, its check here, its row in README.md's table.

mod proxies;

pub use proxies::{Net, Proxies};

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
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
    /// From whom `X-Forwarded-For` is believed.
    pub proxies: Proxies,
    /// Where messages to phones go; none where they go into a file, or nowhere.
    pub gateway: Option<String>,
    /// Without a gateway they are written into a file: so with the database inside, unless said
    /// otherwise.
    pub outbox: bool,
    /// What the gateway knows this installation by.
    pub gateway_token: String,
    /// Keys of phone numbers given from outside; else they lie in the data folder.
    pub phone_keys: Option<String>,
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
        Ok(Self {
            data,
            outbox: database_url.is_none(),
            database_url,
            addr,
            url,
            proxies: Proxies::Nobody,
            gateway: None,
            gateway_token: String::new(),
            phone_keys: None,
        })
    }

    /// The same behind servers whose `X-Forwarded-For` is believed.
    ///
    /// # Errors
    /// Names the setting and what it should look like.
    pub fn behind(self, proxies: &str) -> Result<Self, ConfigError> {
        let proxies = Proxies::parse(proxies).ok_or_else(|| {
            ConfigError(format!(
                "LINLI_TRUSTED_PROXIES must be a number, or addresses and networks with commas as in \
                 '127.0.0.1, 10.0.0.0/8', but is '{proxies}'."
            ))
        })?;
        Ok(Self { proxies, ..self })
    }

    /// The same with a gateway for messages and its token; both may be empty. `file` and `none` stand
    /// for the file in the data folder and for no messages at all.
    ///
    /// # Errors
    /// Names the setting and what it should look like.
    pub fn sending(self, gateway: &str, token: &str) -> Result<Self, ConfigError> {
        if matches!(gateway, "file" | "none") {
            return Ok(Self { gateway: None, outbox: gateway == "file", ..self });
        }
        let local = ["http://localhost", "http://127.0.0.1"].iter().any(|start| {
            gateway.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        if !(gateway.is_empty() || gateway.starts_with("https://") || local) {
            return Err(ConfigError(format!(
                "LINLI_GATEWAY must start with https:// (or http://localhost), or be 'file' or 'none', but is '{gateway}'."
            )));
        }
        let gateway = (!gateway.is_empty()).then(|| gateway.to_owned());
        Ok(Self { gateway, gateway_token: token.to_owned(), ..self })
    }

    /// The same with keys of phone numbers from outside the data folder, unless none are given.
    #[must_use]
    pub fn sealing(self, keys: Option<String>) -> Self {
        Self { phone_keys: keys.filter(|keys| !keys.trim().is_empty()), ..self }
    }

    /// Whether there is any way to send a message.
    pub const fn sends(&self) -> bool {
        self.gateway.is_some() || self.outbox
    }

    /// The folder of the file that messages are written into without a gateway.
    pub fn outbox_folder(&self) -> PathBuf {
        self.data.join("outbox")
    }

    /// True when the public address is encrypted: cookies are then marked Secure and `__Host-`.
    pub fn https(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// The host of the public address, if a phone elsewhere cannot reach it: this machine itself, a
    /// private number, or a name that only a local network knows. What is printed then leads nowhere.
    pub fn unreachable_host(&self) -> Option<&str> {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((number, _)) => number,
            None => authority.split(':').next().unwrap_or_default(),
        };
        let unreachable = host.parse().map_or_else(|_| is_local_name(host), is_local_number);
        unreachable.then_some(host)
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

/// Endings that no public name has (RFC 6761, RFC 6762, RFC 8375 and what routers give out).
const LOCAL_NAMES: [&str; 6] = [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test"];

fn is_local_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    !host.contains('.') || LOCAL_NAMES.iter().any(|ending| host.ends_with(ending))
}

fn is_local_number(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(four) => four.is_loopback() || four.is_private() || four.is_link_local() || four.is_unspecified(),
        IpAddr::V6(six) => {
            let mapped = six.to_ipv4_mapped().is_some_and(|four| is_local_number(four.into()));
            mapped || six == Ipv6Addr::LOCALHOST || six == Ipv6Addr::UNSPECIFIED || is_within_a_site(six)
        }
    }
}

/// Unique local and link-local addresses: `fc00::/7` and `fe80::/10`.
fn is_within_a_site(six: Ipv6Addr) -> bool {
    let [first, ..] = six.segments();
    first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unreachable(url: &str) -> bool {
        let addr = SocketAddr::from(([127, 0, 0, 1], 3000));
        Config::check(PathBuf::from("x"), None, addr, url).unwrap().unreachable_host().is_some()
    }

    #[test]
    fn an_address_that_residents_phones_cannot_open_is_known() {
        for url in [
            "http://localhost:3000",
            "http://127.0.0.1:3000/",
            "http://127.8.9.1",
            "http://[::1]:3000",
            "http://[fd12::1]/linli",
            "http://192.168.1.20:3000",
            "http://10.0.0.4",
            "http://0.0.0.0:3000",
            "http://server:3000",
            "https://linli.local",
            "https://Linli.LAN.",
        ] {
            assert!(unreachable(url), "{url}");
        }
        for url in
            ["https://linli.example.org", "http://203.0.113.7:3000", "https://[2001:db8::1]", "https://gov.cn/linli"]
        {
            assert!(!unreachable(url), "{url}");
        }
    }
}
