//! Showing that one holds a phone number, and being told of answers there.
//!
//! For: [`ask`] (six figures by message), [`verify`] (a session), [`follow`], [`own`], [`delete`],
//! [`rotate`] (all numbers under a new key), [`purge`].
//! Must not know: pages; how a message leaves (`gateway`).
//! To add: what hangs on a phone is shown in [`own`] and removed in [`delete`].

use crate::domain::calendar::{local, start_of_day};
use crate::domain::ids::PhoneId;
use crate::domain::moment::{DAY, Moment};
use crate::domain::notice::{Notice, Wording};
use crate::domain::phase::Verb;
use crate::domain::phone::{self, Number};
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::keys::{hex, sha256};
use crate::service::allowance::network;
use crate::service::feedback::{self as said, number_of};
use crate::service::sessions::{self, Shown};
use crate::service::{By, Checks, Fail, Linli, Outcome, messages};
use crate::store::communities::Community;
use crate::store::feedback::Feedback;
use crate::store::phones::{self, Consent, Followed, Phone, Sent};
use crate::store::sessions::{self as rows, Owner};
use crate::store::{Conn, limits, messages as queue};
use futures::FutureExt;
use uuid::Uuid;

/// Sends six figures to a number, known or not: the answer is the same, and comes before the message leaves.
///
/// # Errors
/// [`Problem::NothingIsSent`] where there is no way to send; [`Problem::Missing`] or
/// [`Problem::PhoneWrong`] beside `phone`, [`Problem::ConsentNeeded`] beside `consent`,
/// [`Problem::TooManyMessages`] and [`Problem::FiguresUsedUpToday`] beyond the bounds of `domain::phone`.
pub async fn ask(app: &Linli, address: &str, raw: &str, agreed: bool, words: Wording) -> Outcome<Uuid> {
    sends(app)?;
    let mut checks = Checks::default();
    let number = checks.take("phone", phone::parse(raw));
    checks.take("consent", if agreed { Ok(()) } else { Err(Problem::ConsentNeeded) });
    checks.end()?;
    let number = number.ok_or(Problem::PhoneWrong)?;
    let now = app.now();
    let figures = format!("{:06}", app.random.below(1_000_000));
    let new = figures_for(app, &number, &figures, now)?;
    let (id, within, address) = (new.id, app.clone(), address.to_owned());
    app.store
        .write(move |c| {
            async move {
                bounded(c, &within, &new.number_hash, &address, now).await?;
                phones::record_sent(c, &new).await?;
                let times = (now, Moment(new.expires_at));
                let text = words(Notice::Figures { figures: &figures });
                messages::queue(c, &within, &number, text, times).await
            }
            .boxed()
        })
        .await?;
    messages::wake(app);
    Ok(id)
}

/// Whether messages can be sent at all.
///
/// # Errors
/// [`Problem::NothingIsSent`].
pub fn sends(app: &Linli) -> Outcome<()> {
    if app.config.sends() { Ok(()) } else { Err(Problem::NothingIsSent.into()) }
}

fn figures_for(app: &Linli, number: &Number, figures: &str, now: Moment) -> Outcome<Sent> {
    let id = app.random.id(now);
    let sealed = app.ring.seal(&app.random, number.plain().as_bytes());
    let (key_id, sealed) = sealed.ok_or_else(|| Fail::incident("no key seals numbers"))?;
    Ok(Sent {
        id,
        number_hash: app.ring.index(number.plain().as_bytes()).to_vec(),
        key_id,
        sealed,
        figures_hash: figures_hash(app, id, figures),
        version: phone::CONSENT_VERSION.to_owned(),
        wrong: 0,
        expires_at: now.plus(phone::FIGURES_HOLD).0,
    })
}

fn figures_hash(app: &Linli, id: Uuid, figures: &str) -> Vec<u8> {
    app.keys.mac("phone-figures", &[id.as_bytes(), figures.as_bytes()].concat()).to_vec()
}

async fn bounded(c: &mut Conn, app: &Linli, number_hash: &[u8], address: &str, now: Moment) -> Outcome<()> {
    let key = |kind: &str, data: &[u8]| limit_key(app, kind, data);
    still_today(c, app, number_hash, now).await?;
    let (hour, day) = (limits::window(now, phone::WINDOW), start_of_day(local(now).0));
    let counts = [
        (key("number", number_hash), hour, phone::PER_NUMBER),
        (key("network", network(address).as_bytes()), day, phone::PER_NETWORK),
        ("phone-instance".to_owned(), hour, phone::PER_INSTANCE),
    ];
    for (key, starts, most) in counts {
        if limits::add(c, &key, starts).await? > most {
            return Err(Problem::TooManyMessages.into());
        }
    }
    Ok(())
}

fn limit_key(app: &Linli, kind: &str, data: &[u8]) -> String {
    let mac = app.keys.mac("phone-limit", data);
    format!("phone-{kind}:{}", hex(mac.first_chunk::<12>().unwrap_or(&[0; 12])))
}

/// Where wrong figures for a number are counted today.
fn wrong_today(app: &Linli, number_hash: &[u8], now: Moment) -> (String, Moment) {
    (limit_key(app, "wrong", number_hash), start_of_day(local(now).0))
}

/// Whether figures of this number may still be tried today.
async fn still_today(c: &mut Conn, app: &Linli, number_hash: &[u8], now: Moment) -> Outcome<()> {
    let (key, day) = wrong_today(app, number_hash, now);
    let wrong = limits::count(c, &key, day).await?;
    if wrong < phone::WRONG_PER_DAY { Ok(()) } else { Err(Problem::FiguresUsedUpToday.into()) }
}

/// Begins a session with the figures of a message; gives its token. `before` is the session that this
/// browser had: it ends.
///
/// # Errors
/// [`Problem::FiguresNotSix`] for anything else than six figures, which is no try;
/// [`Problem::FiguresWrong`] for wrong, unknown and over alike, [`Problem::FiguresUsedUp`] after too
/// many tries, [`Problem::FiguresUsedUpToday`] after too many for the number; all beside `figures`.
pub async fn verify(app: &Linli, before: Option<&str>, id: Uuid, raw: &str) -> Outcome<String> {
    let given = phone::figures(raw).ok_or_else(|| Fail::at("figures", Problem::FiguresNotSix))?;
    // What was never sent is turned away without a turn at the writer.
    let mut c = app.store.read().await?;
    let known = phones::find_sent(&mut c, id).await?;
    drop(c);
    known.ok_or_else(|| Fail::at("figures", Problem::FiguresWrong))?;
    let hash = figures_hash(app, id, &given);
    let (now, token, ids) = (app.now(), sessions::token(app), [app.random.id(app.now()), app.random.id(app.now())]);
    let (within, before) = (app.clone(), before.map(|token| sha256(token.as_bytes())));
    app.store
        .write(move |c| {
            async move {
                // The count of a wrong try must be kept, so the unit itself succeeds.
                match judged(c, &within, (id, &hash), now).await? {
                    Ok(sent) => {
                        if let Some(before) = before {
                            rows::end(c, before).await?;
                        }
                        begin(c, &sent, &token, (ids, now)).await.map(|()| Ok(token))
                    }
                    Err(problem) => Ok::<_, Fail>(Err(problem)),
                }
            }
            .boxed()
        })
        .await?
        .map_err(|problem| Fail::at("figures", problem))
}

/// The message whose figures these are. The try is taken before it is compared, so that many at once do
/// not pass the bounds together; a right one is given back.
async fn judged(c: &mut Conn, app: &Linli, (id, hash): (Uuid, &[u8]), now: Moment) -> Outcome<Result<Sent, Problem>> {
    phones::count_wrong(c, id).await?;
    let Some(sent) = phones::find_sent(c, id).await?.filter(|sent| sent.expires_at > now.0) else {
        return Ok(Err(Problem::FiguresWrong));
    };
    if sent.wrong > phone::MOST_WRONG {
        return Ok(Err(Problem::FiguresUsedUp));
    }
    let (key, day) = wrong_today(app, &sent.number_hash, now);
    if limits::add(c, &key, day).await? > phone::WRONG_PER_DAY {
        return Ok(Err(Problem::FiguresUsedUpToday));
    }
    if sent.figures_hash != hash {
        return Ok(Err(Problem::FiguresWrong));
    }
    limits::give_back(c, &key, day).await?;
    Ok(Ok(sent))
}

async fn begin(c: &mut Conn, sent: &Sent, token: &str, ([new, consent], now): ([Uuid; 2], Moment)) -> Outcome<()> {
    let phone = phones::record(c, new, sent, now).await?;
    phones::record_consent(c, consent, phone, &sent.version, now).await?;
    phones::forget_sent(c, &sent.number_hash).await?;
    Ok(sessions::begin(c, token, Owner::Phone(phone), now, now.plus(phone::SESSION)).await?)
}

/// The phone of a caller.
///
/// # Errors
/// [`Problem::PhoneNeeded`] for anybody else.
fn phone_of(caller: &Caller) -> Outcome<PhoneId> {
    match caller {
        Caller::Phone { phone } => Ok(*phone),
        _ => Err(Problem::PhoneNeeded.into()),
    }
}

/// Whether the visitor follows a feedback; none without a phone.
///
/// # Errors
/// The store did not answer.
pub async fn following(app: &Linli, visitor: &impl Shown, feedback: &Feedback) -> Outcome<Option<bool>> {
    let Caller::Phone { phone } = sessions::caller(app, visitor).await? else { return Ok(None) };
    let mut c = app.store.read().await?;
    Ok(Some(phones::follows(&mut c, feedback.id, phone).await?))
}

/// Follows the feedback of this secret, or no more.
///
/// # Errors
/// [`Problem::NotFound`]; what `policy` says.
pub async fn follow(app: &Linli, caller: &Caller, secret: &str, on: bool) -> Outcome<()> {
    let own = said::own(app, secret).await?;
    can(caller, Verb::FollowFeedback, &own.community.place().ok_or(Problem::NotFound)?)?;
    let (phone, now) = (phone_of(caller)?, app.now());
    app.store
        .write(move |c| {
            async move {
                if on {
                    phones::follow(c, own.feedback.id, phone, own.community.id, now).await?;
                } else {
                    phones::unfollow(c, own.feedback.id, phone).await?;
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Queues a message to everybody who follows an answered feedback.
///
/// # Errors
/// The store refused.
pub async fn tell_followers(
    c: &mut Conn,
    app: &Linli,
    community: &Community,
    feedback: &Feedback,
    (now, words): (Moment, Wording),
) -> Outcome<()> {
    let number = number_of(community, feedback);
    let address = format!("{}/c/{}/feedback/{number}", app.config.url, community.slug);
    let text = words(Notice::Answered { number: &number, address: &address });
    for phone in phones::followers(c, feedback.id).await? {
        let Some(number) = opened(app, &phone) else { continue };
        messages::queue(c, app, &number, text.clone(), (now, now.plus(3 * DAY))).await?;
    }
    Ok(())
}

fn opened(app: &Linli, phone: &Phone) -> Option<Number> {
    let plain = String::from_utf8(app.ring.unseal(&phone.key_id, &phone.sealed)?).ok()?;
    phone::parse(&plain).ok()
}

/// What is stored about the holder of a phone.
#[derive(Clone, Debug)]
pub struct Own {
    /// The number.
    pub number: Option<Number>,
    /// First shown.
    pub since: Moment,
    /// Last shown.
    pub seen: Moment,
    /// What was agreed to.
    pub consents: Vec<Consent>,
    /// What is followed.
    pub followed: Vec<Followed>,
}

/// What is stored about the caller.
///
/// # Errors
/// [`Problem::PhoneNeeded`].
pub async fn own(app: &Linli, caller: &Caller) -> Outcome<Own> {
    let id = phone_of(caller)?;
    let mut c = app.store.read().await?;
    let phone = phones::find(&mut c, id).await?.ok_or(Problem::PhoneNeeded)?;
    Ok(Own {
        number: opened(app, &phone),
        since: Moment(phone.created_at),
        seen: Moment(phone.seen_at),
        consents: phones::consents(&mut c, id).await?,
        followed: phones::followed(&mut c, id).await?,
    })
}

/// Removes the caller's number and what it follows, ends its sessions; the consent is noted as taken
/// back. What was said stays, and nothing joins it to the number.
///
/// # Errors
/// [`Problem::PhoneNeeded`]; [`Problem::DeleteUnticked`] beside `sure`.
pub async fn delete(app: &Linli, caller: &Caller, sure: bool) -> Outcome<()> {
    let (id, now) = (phone_of(caller)?, app.now());
    if !sure {
        return Err(Fail::at("sure", Problem::DeleteUnticked));
    }
    app.store
        .write(move |c| {
            async move {
                rows::end_of_phone(c, id).await?;
                Ok::<_, Fail>(phones::remove(c, id, now).await?)
            }
            .boxed()
        })
        .await
}

/// What a change of keys did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// How many numbers and messages were sealed anew.
    pub count: usize,
    /// Older keys that no row uses any more.
    pub unused: Vec<String>,
    /// Older keys that figures still wait under.
    pub waiting: Vec<String>,
    /// That the keys came from outside, so that a server which was not restarted since may seal with an
    /// older one.
    pub from_outside: bool,
}

/// Seals every number and every waiting message with a new key, or with the first of those that are
/// given from outside.
///
/// # Errors
/// The keys cannot be written, a number cannot be opened, the store did not answer.
pub async fn rotate(app: &Linli, by: &By) -> Result<Rotated, String> {
    let id = app.ring.renew(&app.random).map_err(|error| error.to_string())?;
    let entry = app.entry(app.now(), by, "rotate_keys", None, format!("key {id}"));
    let noted = app
        .store
        .write(move |c| {
            async move {
                c.audit(entry);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await;
    noted.map_err(|fail| format!("{fail:?}"))?;
    let mut count = 0;
    loop {
        let (within, key) = (app.clone(), id.clone());
        let piece = app.store.write(move |c| async move { reseal(c, &within, &key).await }.boxed()).await;
        match piece.map_err(|fail| format!("{fail:?}"))? {
            0 => break,
            some => count += some,
        }
    }
    let used = keys_in_use(app).await.map_err(|fail| format!("{fail:?}"))?;
    let (waiting, unused) = app.ring.older().into_iter().partition(|id| used.contains(id));
    Ok(Rotated { count, unused, waiting, from_outside: app.ring.is_from_outside() })
}

async fn keys_in_use(app: &Linli) -> Outcome<Vec<String>> {
    let mut c = app.store.read().await?;
    Ok(phones::keys_in_use(&mut c).await?)
}

async fn reseal(c: &mut Conn, app: &Linli, key: &str) -> Outcome<usize> {
    let lost = || Fail::incident("a number's key is missing: put it back into the keys, then rotate once more");
    let again = |key_id: &str, sealed: &[u8]| {
        app.ring.unseal(key_id, sealed).and_then(|plain| app.ring.seal(&app.random, &plain)).ok_or_else(lost)
    };
    let mut count = 0;
    for phone in phones::of_other_keys(c, key).await? {
        phones::reseal(c, phone.id, again(&phone.key_id, &phone.sealed)?).await?;
        count += 1;
    }
    for message in queue::of_other_keys(c, key).await? {
        queue::reseal(c, message.id, again(&message.key_id, &message.sealed)?).await?;
        count += 1;
    }
    Ok(count)
}

/// Removes what is kept no longer.
///
/// # Errors
/// The store did not answer.
pub async fn purge(app: &Linli) -> Outcome<()> {
    let now = app.now();
    app.store
        .write(move |c| {
            async move {
                queue::purge(c, now.plus(-phone::MESSAGES_KEPT), now).await?;
                let (unused, withdrawn) = (now.plus(-phone::UNUSED_KEPT), now.plus(-phone::CONSENT_KEPT));
                Ok::<_, Fail>(phones::purge(c, now, unused, withdrawn).await?)
            }
            .boxed()
        })
        .await
}
