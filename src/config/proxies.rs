//! The servers that stand in front, and whether one of them speaks.
//!
//! For: [`Proxies`], read from `LINLI_TRUSTED_PROXIES`.
//! Must not know: headers, requests.
//! To add: nothing for a further network.

use std::net::IpAddr;

/// From whom the header `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxies {
    /// From nobody: the peer is the visitor.
    #[default]
    Nobody,
    /// From as many servers as stand in front, whoever they are.
    Hops(usize),
    /// From these networks.
    Nets(Vec<Net>),
}

/// A network: an address and how many of its first bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Net {
    base: u128,
    mask: u128,
}

/// One numbering for both kinds of addresses.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

impl Net {
    /// Reads `192.0.2.7`, `10.0.0.0/8` or `fd00::/8`.
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().ok()?;
        let (before, most) = if address.is_ipv4() { (96, 32) } else { (0, 128) };
        let bits: u32 = bits.map_or(Some(most), |bits| bits.trim().parse().ok()).filter(|bits| *bits <= most)?;
        let mask = u128::MAX.checked_shl(128 - before - bits).unwrap_or(0);
        Some(Self { base: number(address) & mask, mask })
    }
    /// Whether an address lies in it.
    pub fn has(&self, address: IpAddr) -> bool {
        number(address) & self.mask == self.base
    }
}

impl Proxies {
    /// Reads a count, or a list of addresses and networks with commas.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::Nobody);
        }
        if let Ok(hops) = text.parse() {
            return Some(if hops == 0 { Self::Nobody } else { Self::Hops(hops) });
        }
        text.split(',').map(|one| Net::parse(one.trim())).collect::<Option<_>>().map(Self::Nets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_a_number_or_networks_and_nothing_else() {
        assert_eq!(Proxies::parse(" "), Some(Proxies::Nobody));
        assert_eq!(Proxies::parse("0"), Some(Proxies::Nobody));
        assert_eq!(Proxies::parse("2"), Some(Proxies::Hops(2)));
        for wrong in ["caddy", "10.0.0.0/33", "10.0.0.1,", "::/129", "-1"] {
            assert_eq!(Proxies::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_network_has_the_addresses_of_its_first_bits() {
        let has = |net: &str, address: &str| Net::parse(net).unwrap().has(address.parse().unwrap());
        assert!(has("10.0.0.0/8", "10.255.3.1") && !has("10.0.0.0/8", "11.0.0.1"));
        assert!(has("192.0.2.7", "192.0.2.7") && !has("192.0.2.7", "192.0.2.8"));
        assert!(has("127.0.0.1", "::ffff:127.0.0.1"));
        assert!(has("fd00::/8", "fd12::1") && !has("fd00::/8", "fe80::1") && !has("fd00::/8", "10.0.0.1"));
        assert!(has("0.0.0.0/0", "8.8.8.8") && !has("0.0.0.0/0", "fd00::1") && has("::/0", "fd00::1"));
    }
}
