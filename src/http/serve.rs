//! Listening and answering until told to stop.
//!
//! For: [`serve`]: binds, answers, ends cleanly on SIGINT and SIGTERM.
//! Must not know: routes.
//! To add: limits on connections belong here.

use crate::http::router;
use crate::service::Linli;
use axum::serve::ListenerExt;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Serves on an already bound listener until `stop` is done, then lets running answers end.
///
/// # Errors
/// The listener broke.
pub async fn serve(
    app: Linli,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    // Without this every answer waits for the peer's delayed acknowledgement (44 ms).
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, service).with_graceful_shutdown(stop).await?;
    app.store.close().await;
    Ok(())
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
