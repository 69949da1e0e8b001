//! The commands of the one binary.
//!
//! For: `linli serve` and its sisters; each says in one sentence on stderr why it failed.
//! Must not know: rules.
//! To add: a variant of [`Command`] and a file of its name.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod demo;
pub mod doctor;
pub mod import;
pub mod import_roll;
pub mod keys;
pub mod mask;
pub mod migrate;
pub mod opinion;
pub mod progress;
pub mod rating;
pub mod reading;
pub mod routes;
pub mod rules;
pub mod say;
pub mod serve;
pub mod tally;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The command line.
#[derive(Parser, Debug)]
#[command(name = "linli", version, about = "Linli (邻里): residents take part in the renovation of their community")]
pub struct Arguments {
    /// The data folder: database, uploads, key.
    #[arg(long, env = "LINLI_DATA", default_value = "./linli-data", global = true)]
    data: PathBuf,
    /// `postgres://…`; without it the database inside is used.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    database: Option<String>,
    /// The public address that QR codes and letters carry.
    #[arg(long, env = "LINLI_URL", default_value = "http://localhost:3000", global = true)]
    url: String,
    /// Servers in front whose X-Forwarded-For is believed: how many, or their addresses.
    #[arg(long, env = "LINLI_TRUSTED_PROXIES", default_value = "", global = true)]
    trusted_proxies: String,
    /// Where messages to phones are posted; 'file' writes them down in the data folder, 'none' sends
    /// nothing. Empty: 'file' with the database inside, else 'none'.
    #[arg(long, env = "LINLI_GATEWAY", default_value = "", global = true)]
    gateway: String,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
enum Command {
    /// Answers on an address until it is stopped.
    Serve {
        /// Where to listen.
        #[arg(long, env = "LINLI_ADDR", default_value = "127.0.0.1:3000")]
        addr: SocketAddr,
    },
    /// Staff accounts.
    Admin {
        /// What to do with accounts.
        #[command(subcommand)]
        what: admin::Command,
    },
    /// The keys that phone numbers are sealed with.
    Keys {
        /// What to do with them.
        #[command(subcommand)]
        what: keys::Command,
    },
    /// Fills an empty instance with a made-up province's worth of stages, or takes that away.
    Demo(demo::Demo),
    /// Brings in a table from files.
    Import {
        /// Which table.
        #[command(subcommand)]
        what: import::What,
    },
    /// Brings the database up to date with this version and says so.
    Migrate,
    /// Writes the whole instance into one new file, also while the server answers.
    Backup {
        /// The file.
        path: PathBuf,
    },
    /// Reads a backup back, into an empty data folder and an empty database only.
    Restore {
        /// The file.
        path: PathBuf,
    },
    /// Checks database, record, photos and figures; ends with 0 only if all is well.
    Doctor {
        /// Also counts closed polls anew from their ballots.
        #[arg(long)]
        recount: bool,
    },
    /// The detector of private data.
    Mask(mask::Measure),
    /// The audit log.
    Audit {
        /// What to do with it.
        #[command(subcommand)]
        what: audit::What,
    },
    /// Counts a file of ballots by a rule.
    Tally(tally::Tally),
    /// Lists the rules of counting and explains them.
    Rules(rules::Rules),
    /// Groups the people of a conversation by what they think.
    Opinion(opinion::Opinion),
    /// Tells how satisfied those who answered are.
    Rating(rating::Rating),
    /// Prints the table of routes.
    Routes {
        /// As JSON.
        #[arg(long)]
        json: bool,
        /// Instead the table of permissions, as docs/permissions.md holds it.
        #[arg(long, conflicts_with = "json")]
        permissions: bool,
    },
}

/// For commands that do not listen.
const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// Runs the command that the process was started with.
///
/// # Errors
/// One sentence for stderr.
pub async fn run() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let addr = match &arguments.command {
        Command::Serve { addr } => *addr,
        Command::Routes { json, permissions } => return routes::run(*json, *permissions),
        Command::Mask(measure) => return mask::run(measure),
        Command::Tally(what) => return tally::run(what),
        Command::Rules(what) => return rules::run(what),
        Command::Opinion(what) => return opinion::run(what),
        Command::Rating(what) => return rating::run(what),
        _ => NOWHERE,
    };
    let config = Config::check(arguments.data, arguments.database, addr, &arguments.url)?;
    let config = config.behind(&arguments.trusted_proxies)?;
    // Secrets come from the environment alone: flags are shown to everybody on the machine.
    let secret = |name| std::env::var(name).ok();
    let config = config.sending(&arguments.gateway, &secret("LINLI_GATEWAY_TOKEN").unwrap_or_default())?;
    let config = config.sealing(secret("LINLI_PHONE_KEYS"));
    match arguments.command {
        Command::Serve { .. } => serve::run(config).await,
        Command::Admin { what } => admin::run(config, what).await,
        Command::Keys { what } => keys::run(config, what).await,
        Command::Demo(what) => demo::run(config, what).await,
        Command::Import { what } => import::run(config, what).await,
        Command::Migrate => migrate::run(config).await,
        Command::Backup { path } => backup::write(config, &path).await,
        Command::Restore { path } => backup::restore(config, &path).await,
        Command::Doctor { recount } => doctor::run(config, recount).await,
        Command::Audit { what } => audit::run(config, what).await,
        Command::Routes { json, permissions } => routes::run(json, permissions),
        Command::Mask(measure) => mask::run(&measure),
        Command::Tally(what) => tally::run(&what),
        Command::Rules(what) => rules::run(&what),
        Command::Opinion(what) => opinion::run(&what),
        Command::Rating(what) => rating::run(&what),
    }
}
