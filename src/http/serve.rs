//! Listening and answering until told to stop.
//!
//! For: [`serve`]: binds, answers, ends cleanly on SIGINT and SIGTERM; [`within`] with other bounds
//! on how long a peer is waited for.
//! Must not know: routes.
//! To add: limits on connections belong here.

use crate::config::Proxies;
use crate::http::router;
use crate::http::slow::Patient;
use crate::service::Linli;
use crate::service::allowance::line;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower::Service;

/// How long a peer is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the head of a request; a kept connection may be idle as long.
    pub head: Duration,
    /// For a peer that takes nothing of its answer.
    pub taking: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(30), taking: Duration::from_mins(1) }
    }
}

/// Most bytes of a head, and of what is read of one connection at once.
pub const MOST_HEAD: usize = 64 << 10;
/// Most connections at a time, of all addresses together.
const MOST_CONNECTIONS: usize = 4_096;
/// Most connections of one network; a server in front may have all of them.
const MOST_OF_NETWORK: usize = 256;
/// Pause after the system gave no connection: it may have no more descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves on an already bound listener until `stop` is done, then lets running answers end.
///
/// # Errors
/// None today; the listener is tried again.
pub async fn serve(
    app: Linli,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    within(app, listener, stop, Patience::default()).await
}

/// The same with bounds of its own on waiting.
///
/// # Errors
/// As [`serve`].
pub async fn within(
    app: Linli,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
    patience: Patience,
) -> std::io::Result<()> {
    let site = router(&app);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.head).max_buf_size(MOST_HEAD);
    let running = GracefulShutdown::new();
    let seats = Seats::default();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => match seats.take(peer.ip(), in_front(&app.config.proxies, peer.ip())) {
                Some(seat) => {
                    // Without this every answer waits for the peer's delayed acknowledgement (44 ms).
                    drop(stream.set_nodelay(true));
                    let stream = Patient::new(stream, patience.taking);
                    answer(&http, &running, site.clone(), (stream, peer, seat));
                }
                // Closed at once: who holds very many gets no more, and others go on.
                None => drop(stream),
            },
            // The visitor went away first.
            Err(e) if matches!(e.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(e) => {
                tracing::warn!("no connection could be taken: {e}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    running.shutdown().await;
    app.store.close().await;
    Ok(())
}

fn answer(
    http: &http1::Builder,
    running: &GracefulShutdown,
    site: Router,
    (stream, peer, seat): (Patient, SocketAddr, Seat),
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        site.clone().call(request)
    });
    let connection = running.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // A peer that breaks off, or is too slow, is nobody's fault here.
        drop(connection.await);
        drop(seat);
    });
}

/// Whether an address is a server in front, which brings everybody's connections: one that the
/// operator named, or this machine's own.
fn in_front(proxies: &Proxies, address: IpAddr) -> bool {
    let address = address.to_canonical();
    let named = match proxies {
        Proxies::Nobody => false,
        Proxies::Hops(hops) => *hops > 0,
        Proxies::Nets(nets) => nets.iter().any(|net| net.has(address)),
    };
    named || address.is_loopback()
}

/// The connections that are open, by the network they come from.
#[derive(Clone, Debug, Default)]
struct Seats(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by: HashMap<IpAddr, usize>,
}

/// One open connection.
#[derive(Debug)]
struct Seat {
    seats: Seats,
    network: Option<IpAddr>,
}

impl Seats {
    /// A seat for a connection of this address, if there is one.
    fn take(&self, address: IpAddr, in_front: bool) -> Option<Seat> {
        let mut taken = self.0.lock();
        if taken.all >= MOST_CONNECTIONS {
            return None;
        }
        let network = (!in_front).then(|| line(address));
        if let Some(network) = network {
            let here = taken.by.entry(network).or_default();
            if *here >= MOST_OF_NETWORK {
                return None;
            }
            *here += 1;
        }
        taken.all += 1;
        drop(taken);
        Some(Seat { seats: self.clone(), network })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock();
        taken.all = taken.all.saturating_sub(1);
        let Some(network) = self.network else { return };
        if let Some(here) = taken.by.get_mut(&network) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                taken.by.remove(&network);
            }
        }
    }
}

/// Done when the operator asks the process to end.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_does_not_take_every_connection_and_gets_new_ones_when_old_ones_end() {
        let seats = Seats::default();
        let (one, other) = (address("203.0.113.9"), address("203.0.113.10"));
        let mut held: Vec<Seat> = (0..MOST_OF_NETWORK).map(|_| seats.take(one, false).unwrap()).collect();
        assert!(seats.take(one, false).is_none());
        assert!(seats.take(address("::ffff:203.0.113.9"), false).is_none());
        assert!(seats.take(other, false).is_some());
        held.pop();
        assert!(seats.take(one, false).is_some());
        drop(held);
        assert_eq!(seats.0.lock().all, 0);
        assert!(seats.0.lock().by.is_empty());
    }

    #[test]
    fn one_line_does_not_take_every_connection_with_addresses_of_its_own_network() {
        let seats = Seats::default();
        let of_line = |n| seats.take(address(&format!("2001:db8:0:{:x}::{n:x}", n % 256)), false);
        let held: Vec<Seat> = (0..MOST_OF_NETWORK).map(|n| of_line(n).unwrap()).collect();
        assert!(of_line(7_000).is_none());
        assert!(seats.take(address("2001:db8:0:100::1"), false).is_some());
        drop(held);
        assert!(of_line(7_000).is_some());
        assert!(seats.0.lock().by.is_empty());
    }

    #[test]
    fn a_server_in_front_may_have_all_connections_and_no_more() {
        let seats = Seats::default();
        let front = address("10.0.0.2");
        let held: Vec<Seat> = (0..MOST_CONNECTIONS).map(|_| seats.take(front, true).unwrap()).collect();
        assert!(seats.take(front, true).is_none());
        assert!(seats.take(address("203.0.113.9"), false).is_none());
        drop(held);
        assert!(seats.take(front, true).is_some());
    }

    #[test]
    fn servers_in_front_are_those_named_and_this_machine() {
        assert!(in_front(&Proxies::Nobody, address("127.0.0.1")));
        assert!(in_front(&Proxies::Nobody, address("::ffff:127.0.0.1")));
        assert!(!in_front(&Proxies::Nobody, address("203.0.113.9")));
        assert!(in_front(&Proxies::Hops(1), address("203.0.113.9")));
    }
}
