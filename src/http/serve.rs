//! Listening and answering until told to stop.
//!
//! For: [`serve`]: binds, answers, ends cleanly on SIGINT and SIGTERM; [`within`] with another bound
//! on how long a sender may take for the head of a request.
//! Must not know: routes.
//! To add: limits on connections belong here.

use crate::http::router;
use crate::service::Linli;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::Service;

/// How long a sender may take for the head of a request, and a kept connection may be idle.
const HEAD: Duration = Duration::from_secs(30);
/// Most bytes of a head, and of what is read of one connection at once.
pub const MOST_HEAD: usize = 64 << 10;
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
    within(app, listener, stop, HEAD).await
}

/// The same with a bound of its own on the time for a head.
///
/// # Errors
/// As [`serve`].
pub async fn within(
    app: Linli,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
    head: Duration,
) -> std::io::Result<()> {
    let site = router(&app);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(MOST_HEAD);
    let running = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => answer(&http, &running, site.clone(), stream, peer),
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

fn answer(http: &http1::Builder, running: &GracefulShutdown, site: Router, stream: TcpStream, peer: SocketAddr) {
    // Without this every answer waits for the peer's delayed acknowledgement (44 ms).
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        site.clone().call(request)
    });
    let connection = running.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // A peer that breaks off, or is too slow, is nobody's fault here.
        drop(connection.await);
    });
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
