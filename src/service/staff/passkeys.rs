//! Passkeys (`WebAuthn`): what is asked of the browser, and whether its answer is right.
//!
//! For: adding one ([`begin`], [`finish`]); asking and checking one at the second step.
//! Must not know: steps and sessions; how the script calls the browser (`public/passkey.js`).
//! To add: nothing for a further kind of key; all that browsers offer are taken.

use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::service::sessions::Shown;
use crate::service::staff::factors as own;
use crate::service::{Fail, Linli, Outcome};
use crate::store::factors::{self, Factor, Kind};
use crate::store::staff::Staff;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CreationChallengeResponse, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse, Url, Webauthn, WebauthnBuilder,
};

/// The address that keys are bound to: a name, encrypted, or this machine itself. Browsers make no
/// passkey for a number.
fn bound_to(url: &str) -> Option<(String, Url)> {
    let origin = Url::parse(url).ok()?;
    let name = origin.domain()?.to_owned();
    let here = name == "localhost" || name.ends_with(".localhost");
    (origin.scheme() == "https" || here).then_some((name, origin))
}

/// Whether this installation can have passkeys.
pub fn offered(app: &Linli) -> bool {
    bound_to(&app.config.url).is_some()
}

fn webauthn(app: &Linli) -> Outcome<Webauthn> {
    let (name, origin) = bound_to(&app.config.url).ok_or(Problem::PasskeyWrong)?;
    let made = WebauthnBuilder::new(&name, &origin).and_then(|builder| builder.rp_name("Linli").build());
    made.map_err(|e| Fail::incident(&e.to_string()))
}

/// A passkey as it is stored, before it is sealed.
pub(super) fn stored(key: &Passkey) -> Outcome<Vec<u8>> {
    serde_json::to_vec(key).map_err(|e| Fail::incident(&e.to_string()))
}

/// The passkeys among the factors of an account.
pub(super) fn known(app: &Linli, account: &Staff, all: &[Factor]) -> Outcome<Vec<(Uuid, Passkey)>> {
    let kept = all.iter().filter(|factor| factor.kind == Kind::Passkey);
    kept.map(|factor| {
        let plain = own::opened(app, account.id, &factor.secret)?;
        let key = serde_json::from_slice(&plain).map_err(|e| Fail::incident(&e.to_string()))?;
        Ok((factor.id, key))
    })
    .collect()
}

/// What the browser asks one of these keys.
pub(super) fn ask(app: &Linli, keys: &[Passkey]) -> Outcome<(RequestChallengeResponse, PasskeyAuthentication)> {
    if keys.is_empty() {
        return Err(Fail::from(Problem::PasskeyWrong));
    }
    webauthn(app)?.start_passkey_authentication(keys).map_err(|e| Fail::incident(&e.to_string()))
}

/// The key that answered rightly, with its new count; none if none did.
pub(super) fn answered(
    app: &Linli,
    keys: Vec<(Uuid, Passkey)>,
    answer: &PublicKeyCredential,
    ceremony: &PasskeyAuthentication,
) -> Outcome<Option<(Uuid, Passkey)>> {
    let Ok(result) = webauthn(app)?.finish_passkey_authentication(answer, ceremony) else { return Ok(None) };
    let mut found = keys.into_iter().find(|(_, key)| key.cred_id() == result.cred_id());
    if let Some((_, key)) = &mut found {
        key.update_credential(&result);
    }
    Ok(found)
}

/// What the browser asks of a new key for one's own account.
///
/// # Errors
/// [`Problem::SignInFirst`]; [`Problem::PasskeyWrong`] where none are offered.
pub async fn begin(app: &Linli, caller: &Caller, visitor: &impl Shown) -> Outcome<CreationChallengeResponse> {
    let account = own::own_account(app, caller).await?;
    let all = {
        let mut c = app.store.read().await?;
        factors::list(&mut c, account.id).await?
    };
    let there = known(app, &account, &all)?.into_iter().map(|(_, key)| key.cred_id().clone()).collect();
    let (asked, ceremony) = webauthn(app)?
        .start_passkey_registration(account.id.0, &account.login, &account.name, Some(there))
        .map_err(|e| Fail::incident(&e.to_string()))?;
    let plain = serde_json::to_vec(&ceremony).map_err(|e| Fail::incident(&e.to_string()))?;
    own::wait(app, "passkey", visitor.session().unwrap_or_default(), account.id, &plain).await?;
    Ok(asked)
}

/// Adds the key that answered; gives recovery codes if it is the first factor.
///
/// # Errors
/// [`Problem::PasskeyWrong`], [`Problem::SecondOver`] if it waited too long.
pub async fn finish(
    app: &Linli,
    caller: &Caller,
    visitor: &impl Shown,
    answer: &str,
    label: &str,
) -> Outcome<Vec<String>> {
    let account = own::own_account(app, caller).await?;
    let token = visitor.session().unwrap_or_default();
    let plain = own::waiting(app, "passkey", token, account.id).await?.ok_or(Problem::SecondOver)?;
    let ceremony: PasskeyRegistration = serde_json::from_slice(&plain).map_err(|e| Fail::incident(&e.to_string()))?;
    let answer = serde_json::from_str::<RegisterPublicKeyCredential>(answer).map_err(|_| Problem::PasskeyWrong)?;
    let key = webauthn(app)?.finish_passkey_registration(&answer, &ceremony).map_err(|_| Problem::PasskeyWrong)?;
    let new = own::named(app, &account, Kind::Passkey, label, &stored(&key)?, 0)?;
    own::kept(app, visitor, account, new, "passkey").await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_a_name_and_never_to_a_number() {
        let name = |url: &str| bound_to(url).map(|(name, _)| name);
        assert_eq!(name("https://linli.example.cn").as_deref(), Some("linli.example.cn"));
        assert_eq!(name("http://localhost:3000").as_deref(), Some("localhost"));
        assert_eq!(name("http://linli.example.cn"), None);
        assert_eq!(name("https://192.168.1.20"), None);
        assert_eq!(name("https://[fd12::1]"), None);
    }
}
