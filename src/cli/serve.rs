//! `linli serve`

use crate::config::Config;
use crate::http::serve;
use crate::jobs;
use crate::service::Linli;
use anyhow::{Context, anyhow};
use tokio::net::TcpListener;

/// Opens the instance, listens and answers until it is asked to stop.
///
/// # Errors
/// The address is taken, or the instance cannot be opened.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let addr = config.addr;
    let listener = TcpListener::bind(addr)
        .await
        .with_context(|| format!("cannot listen on {addr}; is another program using it? Choose another with --addr"))?;
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    eprintln!("Linli answers on http://{addr}");
    let jobs = jobs::start(app.clone());
    serve::serve(app, listener, serve::asked_to_stop()).await?;
    jobs.abort();
    Ok(())
}
