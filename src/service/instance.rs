//! The instance itself: who runs it, what the foot of every page says, whether it is a demo.
//!
//! For: [`Instance`], read for every page.
//! Must not know: pages.
//! To add: a key of `setting` here and its field on the admin page.

use crate::domain::phase::Verb;
use crate::domain::policy::{self, Caller};
use crate::domain::text::bounded;
use crate::service::{By, Checks, Linli, Outcome};
use crate::store::{communities, settings};
use futures::FutureExt;

/// What every page says of the installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// Who runs it.
    pub operator: String,
    /// The phone number for help.
    pub help_phone: String,
    /// Filing numbers (ICP and police), as one line.
    pub filing: String,
    /// How to complain.
    pub complaint: String,
    /// True where `linli demo` filled it.
    pub demo: bool,
    /// The unit that its recognised platform status rests on; empty: results are consultative.
    pub recognised: String,
    /// True where staff must prove themselves by a second factor.
    pub second_factor: bool,
    /// True where there is a way to send messages; from the start's settings, never stored.
    pub sends: bool,
}

/// Keys of the settings.
pub const KEYS: [&str; 7] = ["operator", "help_phone", "filing", "complaint", "demo", "recognised", "second_factor"];

/// Reads the instance's settings.
///
/// # Errors
/// The store did not answer.
pub async fn find(app: &Linli) -> Outcome<Instance> {
    let mut c = app.store.read().await?;
    let mut instance = Instance { sends: app.config.sends(), ..Instance::default() };
    for (key, value) in settings::list(&mut c).await? {
        match key.as_str() {
            "operator" => instance.operator = value,
            "help_phone" => instance.help_phone = value,
            "filing" => instance.filing = value,
            "complaint" => instance.complaint = value,
            "demo" => instance.demo = value == "yes",
            "recognised" => instance.recognised = value,
            "second_factor" => instance.second_factor = value == "yes",
            _ => {}
        }
    }
    Ok(instance)
}

/// True if nothing has been set up yet: no community at all.
///
/// # Errors
/// The store did not answer.
pub async fn is_empty(app: &Linli) -> Outcome<bool> {
    let mut c = app.store.read().await?;
    Ok(communities::list(&mut c, "").await?.is_empty())
}

/// What staff can change, as typed.
const EDITABLE: [(&str, u32); 5] =
    [("operator", 60), ("help_phone", 40), ("filing", 120), ("complaint", 200), ("recognised", 120)];

/// The settings, for who may change them.
///
/// # Errors
/// Signed out, or not allowed.
pub async fn find_for(app: &Linli, caller: &Caller) -> Outcome<Instance> {
    policy::can_everywhere(caller, Verb::ManageInstance)?;
    find(app).await
}

/// Writes what the foot of every page says.
///
/// # Errors
/// What is too long, beside its field, or not allowed.
pub async fn revise(app: &Linli, by: &By, caller: &Caller, new: &Instance) -> Outcome<()> {
    policy::can_everywhere(caller, Verb::ManageInstance)?;
    let mut checks = Checks::default();
    let mut values = Vec::new();
    for (key, most) in EDITABLE {
        let raw = match key {
            "operator" => &new.operator,
            "help_phone" => &new.help_phone,
            "filing" => &new.filing,
            "complaint" => &new.complaint,
            _ => &new.recognised,
        };
        values.extend(checks.take(key, bounded(raw, most)).map(|text| (key, text)));
    }
    checks.end()?;
    values.push(("second_factor", if new.second_factor { "yes" } else { "no" }.to_owned()));
    let entry = app.entry(app.now(), by, Verb::ManageInstance.as_str(), None, "settings".to_owned());
    app.store
        .write(move |c| {
            async move {
                for (key, text) in &values {
                    settings::record(c, key, text).await?;
                }
                c.audit(entry);
                Ok(())
            }
            .boxed()
        })
        .await
}
