//! From which network address a request comes.
//!
//! For: [`settle`], which notes it as [`Client`]; limits, tries and the audit count by it. It
//! also notes whether the site is reached over https.
//! `X-Forwarded-For` is believed only from the servers that the operator named.
//! Must not know: what is counted.
//! To add: a further header belongs here; anybody can send one, so it needs somebody to trust.

use crate::config::Proxies;
use crate::service::Linli;
use axum::extract::{ConnectInfo, Request};
use std::net::{IpAddr, SocketAddr};

/// The visitor's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// There where the public address is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encrypted;

/// Notes who asks, for everything inside.
pub fn settle(app: &Linli, request: &mut Request) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if let Some(peer) = peer {
        let lines = request.headers().get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let passed: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        let client = Client(behind(&app.config.proxies, peer.to_canonical(), &passed));
        request.extensions_mut().insert(client);
    }
    if app.config.https() {
        request.extensions_mut().insert(Encrypted);
    }
}

/// The right-most address that is not one of the trusted servers'. What stands left of it was
/// written by whoever sits there, so it is never looked at.
fn behind(proxies: &Proxies, peer: IpAddr, passed: &[&str]) -> IpAddr {
    match proxies {
        Proxies::Nobody => peer,
        Proxies::Hops(hops) => passed.iter().rev().take(*hops).map_while(|one| read(one)).last().unwrap_or(peer),
        Proxies::Nets(nets) => {
            let ours = |address: IpAddr| nets.iter().any(|net| net.has(address));
            let mut last = peer;
            for one in passed.iter().rev() {
                if !ours(last) {
                    break;
                }
                let Some(address) = read(one) else { break };
                last = address;
            }
            last
        }
    }
}

/// An address with or without a port.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    bare.parse::<IpAddr>().or_else(|_| with_port()).ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::path::PathBuf;

    fn seen(proxies: &str, peer: &str, passed: &[&str]) -> String {
        let config = Config::check(PathBuf::new(), None, ([127, 0, 0, 1], 0).into(), "http://localhost").unwrap();
        behind(&config.behind(proxies).unwrap().proxies, peer.parse().unwrap(), passed).to_string()
    }

    #[test]
    fn a_forged_header_is_not_believed() {
        assert_eq!(seen("", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.0/8", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", "10.0.0.1", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("1", "10.0.0.1", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn the_right_most_address_that_is_not_ours_is_the_visitors() {
        let chain = ["198.51.100.1", "203.0.113.9", "10.0.0.2"];
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &chain), "203.0.113.9");
        assert_eq!(seen("2", "10.0.0.1", &chain), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", "127.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", "127.0.0.1", &["[2001:db8::7]:443"]), "2001:db8::7");
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &["unknown", "10.0.0.2"]), "10.0.0.2");
        assert_eq!(seen("3", "10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &[]), "10.0.0.1");
    }
}
