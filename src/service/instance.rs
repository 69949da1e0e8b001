//! The instance itself: who runs it, what the foot of every page says, whether it is a demo.
//!
//! For: [`Instance`], read for every page.
//! Must not know: pages.
//! To add: a key of `setting` here, its field on the admin page, and its name in `i18n::locales::audit`.

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

fn is_on(value: &str) -> bool {
    value == "yes"
}

/// What the log keeps of a change: which settings, and of those that decide what holds how they stand
/// now. What was typed is on every page.
fn changed(before: &[(String, String)], values: &[(&'static str, String)]) -> String {
    let had = |key: &str| before.iter().find(|(known, _)| known == key).map_or("", |(_, value)| value.as_str());
    let told = values.iter().filter_map(|(key, now)| match *key {
        "second_factor" => {
            let (was, now) = (is_on(had(key)), is_on(now));
            (was != now).then(|| format!("{key} {}", if now { "on" } else { "off" }))
        }
        _ if had(key) == now => None,
        "recognised" => Some(format!("{key} {}", if now.is_empty() { "emptied" } else { "set" })),
        _ => Some((*key).to_owned()),
    });
    told.collect::<Vec<_>>().join(", ")
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
    let mut entry = app.entry(app.now(), by, Verb::ManageInstance.as_str(), None, "settings".to_owned());
    app.store
        .write(move |c| {
            async move {
                entry.detail = changed(&settings::list(c).await?, &values);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_tells_which_settings_changed_and_what_is_on_or_off() {
        let had = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        let now = |operator: &str, recognised: &str, second: &str| {
            changed(
                &had(&[("operator", "街道"), ("recognised", "区住建局"), ("second_factor", "yes")]),
                &[
                    ("operator", operator.to_owned()),
                    ("recognised", recognised.to_owned()),
                    ("second_factor", second.to_owned()),
                ],
            )
        };
        assert_eq!(now("街道", "区住建局", "yes"), "");
        assert_eq!(now("社区", "", "no"), "operator, recognised emptied, second_factor off");
        assert_eq!(now("街道", "市住建局", "yes"), "recognised set");
        let first = [("recognised", String::new()), ("second_factor", "no".to_owned())];
        assert_eq!(changed(&[], &first), "", "never set is off");
        assert_eq!(changed(&[], &[("second_factor", "yes".to_owned())]), "second_factor on");
    }
}
