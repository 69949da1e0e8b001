//! `linli admin`: accounts from the command line, for the first administrator and for scripts.

use crate::config::Config;
use crate::domain::policy::Role;
use crate::domain::problem::Problem;
use crate::i18n::Lang;
use crate::i18n::{dates, locales::problems};
use crate::service::staff::{NewAccount, Slipped, accounts, factors, slips};
use crate::service::{By, Fail, Linli};
use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use std::io::Read;

/// What to do with accounts.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Makes an account and prints the one-time slip by which its password is set.
    Create(Create),
    /// Lists the accounts with their duties.
    List,
    /// Prints a one-time slip by which an account's password is set anew.
    Slip {
        /// The account's login.
        login: String,
    },
    /// Says how many second factors an account has, or takes them away with its password.
    Factors {
        /// The account's login.
        login: String,
        /// Takes them away and prints the one-time slip by which its password is set anew.
        #[arg(long)]
        remove: bool,
    },
}

/// A new account.
#[derive(Args, Debug)]
pub struct Create {
    /// What is typed to sign in: small letters, figures and . _ - @
    login: String,
    /// Name or duty that colleagues see.
    #[arg(long)]
    name: String,
    /// admin, security, auditor, official, committee, leader, contractor, property or supervisor.
    #[arg(long, default_value = "admin")]
    role: String,
    #[command(flatten)]
    place: Reach,
    /// Reads the password from standard input instead of printing a slip (for scripts).
    #[arg(long)]
    password_stdin: bool,
}

/// How far the duty reaches.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Reach {
    /// The whole installation.
    #[arg(long)]
    everywhere: bool,
    /// A region and all below it, by its code.
    #[arg(long)]
    region: Option<String>,
    /// One community, by its short name.
    #[arg(long)]
    community: Option<String>,
    /// One building of a community, as SLUG/NAME.
    #[arg(long, value_name = "SLUG/NAME")]
    building: Option<String>,
}

/// Runs one of them.
///
/// # Errors
/// One sentence that says what is wrong.
pub async fn run(config: Config, command: Command) -> anyhow::Result<()> {
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let done = match command {
        Command::Create(new) => create(&app, new).await,
        Command::List => list(&app).await,
        Command::Slip { login } => slip(&app, &login).await,
        Command::Factors { login, remove } => lost(&app, &login, remove).await,
    };
    app.store.close().await;
    done
}

fn by() -> By {
    By { staff: None, address: "command line".to_owned() }
}

fn say(fail: &Fail) -> anyhow::Error {
    match fail {
        Fail::Fields(fields) => {
            let words: Vec<String> = fields.iter().map(|(field, problem)| worded(field, problem)).collect();
            anyhow!(words.join("\n"))
        }
        Fail::Confirm(_) | Fail::Prove(_) => anyhow!("not from a form"),
    }
}

fn worded(field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("role", _) => {
            format!("--role must be one of {}", Role::ALL.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(", "))
        }
        ("place", Problem::UnknownPlace) => {
            "there is no such region, community or building here; import the regions and make the community first"
                .to_owned()
        }
        ("login", Problem::LoginTaken) => "there is already an account with this login".to_owned(),
        ("", Problem::NotFound) => "there is no account with this login".to_owned(),
        ("", _) => problems::sentence(Lang::En, problem),
        _ => format!("{field}: {}", problems::sentence(Lang::En, problem)),
    }
}

fn password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("cannot read the password from standard input")?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

async fn create(app: &Linli, new: Create) -> anyhow::Result<()> {
    let Create { login, name, role, place, password_stdin } = new;
    let password = if password_stdin { Some(password()?) } else { None };
    if let Some(password) = &password {
        crate::domain::staff::password(&login, password).map_err(|problem| anyhow!(worded("password", &problem)))?;
    }
    let reach = place.region.or(place.community).or(place.building).unwrap_or_default();
    if reach.trim().is_empty() && !place.everywhere {
        bail!("the region, community or building is empty");
    }
    let account = NewAccount { login: login.clone(), name, role, place: reach, everywhere: place.everywhere };
    accounts::make(app, &by(), &account).await.map_err(|fail| say(&fail))?;
    match password {
        Some(password) => {
            accounts::set_password(app, &by(), &login, &password).await.map_err(|fail| say(&fail))?;
            println!("Account {login} is made.");
            Ok(())
        }
        None => slip(app, &login).await,
    }
}

async fn slip(app: &Linli, login: &str) -> anyhow::Result<()> {
    let Slipped { staff, code, expires } = slips::make_for(app, &by(), login).await.map_err(|fail| say(&fail))?;
    println!("Account {} ({}).", staff.login, staff.name);
    println!("Set its password at {}/login/slip", app.config.url);
    println!("with the one-time code {code} (before {}).", dates::minute(Lang::En, expires));
    Ok(())
}

async fn lost(app: &Linli, login: &str, remove: bool) -> anyhow::Result<()> {
    if remove {
        let gone = factors::take_away_for(app, &by(), login).await.map_err(|fail| say(&fail))?;
        println!("Account {login}: {gone} taken away, recovery codes among them.");
        return slip(app, login).await;
    }
    let count = factors::count_for(app, login).await.map_err(|fail| say(&fail))?;
    println!("Account {login}: second factors: {count}.");
    Ok(())
}

async fn list(app: &Linli) -> anyhow::Result<()> {
    for account in accounts::all(app).await.map_err(|fail| say(&fail))? {
        let duties: Vec<String> = account.held.iter().map(duty).collect();
        let locked = if account.staff.active { "" } else { "  (locked)" };
        println!("{}  {}  {}{locked}", account.staff.login, account.staff.name, duties.join("; "));
    }
    Ok(())
}

fn duty(held: &crate::service::staff::Held) -> String {
    let place = if held.key.is_empty() { "everywhere" } else { held.key.as_str() };
    format!("{} {place}", held.grant.role)
}
