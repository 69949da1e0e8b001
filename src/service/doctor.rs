//! Is all well? What an operator can have checked at any time.
//!
//! For: [`examine`]: the file, the record's hashes, the chain of the audit log, photos, figures, closed polls counted anew;
//! [`advice`]: a setting that will be in the way, a folder that stands open.
//! Must not know: how the findings are shown.
//! To add: a check is a function that gives a [`Finding`].

use crate::domain::code::{WRONG_PER_INSTANCE_DAY, expected_hits_a_year};
use crate::domain::ids::PollId;
use crate::domain::policy::Role;
use crate::service::staff::{Account, accounts};
use crate::service::{Linli, Outcome, folders, polls};
use crate::store::{Conn, audit, dump, record};
use uuid::Uuid;

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was checked.
    pub what: String,
    /// What is wrong; empty if all is well.
    pub wrong: Vec<String>,
}

impl Finding {
    fn new(what: impl Into<String>, wrong: Vec<String>) -> Self {
        Self { what: what.into(), wrong }
    }
}

/// Runs every check; `recount` also counts closed polls anew, which reads every ballot.
///
/// # Errors
/// The database did not answer.
pub async fn examine(app: &Linli, recount: bool) -> Outcome<Vec<Finding>> {
    let mut c = app.store.read().await?;
    let mut found = vec![Finding::new("the database file", dump::damage(&mut c).await?)];
    found.push(leaves(&mut c).await?);
    found.push(chain(&mut c).await?);
    found.push(uploads(app, &mut c).await?);
    found.push(Finding::new("households of each community", dump::wrong_figures(&mut c).await?));
    drop(c);
    if recount {
        found.push(recounted(app).await?);
    }
    found.push(guessing());
    Ok(found)
}

async fn leaves(c: &mut Conn) -> Outcome<Finding> {
    let (mut after, mut count, mut wrong) = (Uuid::nil(), 0_usize, Vec::new());
    loop {
        let batch = dump::leaves(c, after).await?;
        let Some((last, ..)) = batch.last() else { break };
        after = *last;
        count += batch.len();
        let changed = batch.iter().filter(|(_, body, hash)| !record::same_hash(body, hash));
        wrong.extend(changed.map(|(id, ..)| format!("leaf {id} was changed")));
    }
    Ok(Finding::new(format!("{count} leaves of the record"), wrong))
}

async fn chain(c: &mut Conn) -> Outcome<Finding> {
    let chain = audit::verify(c).await?;
    let wrong = chain.broken.map(|serial| format!("entry {serial} is not as it was written, or is missing"));
    Ok(Finding::new(format!("{} chained entries of the audit log", chain.whole), wrong.into_iter().collect()))
}

async fn uploads(app: &Linli, c: &mut Conn) -> Outcome<Finding> {
    let ids = dump::uploads(c).await?;
    let mut wrong = Vec::new();
    for id in &ids {
        let simple = id.simple().to_string();
        let folder = simple.get(simple.len().saturating_sub(2)..).unwrap_or_default();
        if !app.config.uploads().join(folder).join(&simple).is_file() {
            wrong.push(format!("the bytes of upload {id} are missing"));
        }
    }
    Ok(Finding::new(format!("{} photos and recordings", ids.len()), wrong))
}

async fn recounted(app: &Linli) -> Outcome<Finding> {
    let mut c = app.store.read().await?;
    let closed = dump::closed_polls(&mut c).await?;
    drop(c);
    let mut wrong = Vec::new();
    for id in &closed {
        let recount = polls::recount(app, PollId(*id)).await?;
        if !recount.missing.is_empty() {
            wrong.push(format!("poll {id}: {} ballots are not in the record", recount.missing.len()));
        }
        if !recount.agrees() && recount.missing.is_empty() {
            wrong.push(format!("poll {id}: the count differs from the published outcome"));
        }
    }
    Ok(Finding::new(format!("{} closed polls, counted anew", closed.len()), wrong))
}

fn guessing() -> Finding {
    let hits = expected_hits_a_year(WRONG_PER_INSTANCE_DAY);
    let what = format!("guessing codes: {hits:.5} hits a year are expected at most (bound 0.001)");
    let wrong = if hits < 0.001 { Vec::new() } else { vec!["the bound is exceeded".to_owned()] };
    Finding::new(what, wrong)
}

/// True if no check found anything.
pub fn is_well(found: &[Finding]) -> bool {
    found.iter().all(|finding| finding.wrong.is_empty())
}

/// What should be set right; nothing is damaged by it.
pub fn advice(app: &Linli) -> Vec<String> {
    [unreachable(app), readable_by_others(app), outbox(app)].into_iter().flatten().collect()
}

/// Duties without which accounts or the log are nobody's, each with the command that gives it.
///
/// # Errors
/// The database did not answer.
pub async fn keepers(app: &Linli) -> Outcome<Vec<String>> {
    let all = accounts::all(app).await?;
    let kept = |role| {
        let holds = |account: &Account| account.held.iter().any(|held| held.grant.role == role);
        all.iter().any(|account| account.staff.active && holds(account))
    };
    let missing = [(Role::Security, "security administrator"), (Role::Auditor, "auditor")];
    let missing = missing.into_iter().filter(|(role, _)| !kept(*role));
    Ok(missing
        .map(|(role, words)| {
            format!(
                "there is no active {words}: make one with \
                 'linli admin create LOGIN --name NAME --role {role} --everywhere'"
            )
        })
        .collect())
}

/// Where messages end in a file, somebody must take them from there.
fn outbox(app: &Linli) -> Option<String> {
    if app.config.gateway.is_some() {
        return None;
    }
    let folder = app.config.outbox_folder();
    Some(if app.config.outbox {
        format!(
            "messages to phones are written to '{}' and no further, which is the default of the database inside: \
             send them on from there, set LINLI_GATEWAY to an address that does, or to 'none' to ask for no numbers",
            folder.join("messages.jsonl").display()
        )
    } else {
        "no messages are sent and no phone numbers asked for: LINLI_GATEWAY names no address and no file".to_owned()
    })
}

fn readable_by_others(app: &Linli) -> Option<String> {
    let folder = app.config.data.display();
    folders::is_open_to_others(&app.config.data).then(|| {
        format!(
            "other accounts of this machine may look into the data folder '{folder}': \
             close it with chmod 700 '{folder}', unless its files are closed one by one"
        )
    })
}

fn unreachable(app: &Linli) -> Option<String> {
    let host = app.config.unreachable_host()?;
    Some(format!(
        "letters and posters would lead to {}, and residents' phones cannot open '{host}': \
         set LINLI_URL (or --url) to the public address before you print",
        app.config.url
    ))
}
