//! Time and randomness as arguments.
//!
//! For: [`Clock`] and [`Random`], with the real ones and fixed ones for tests and the demo.
//! Must not know: what they are used for.
//! To add: nothing reads the ambient clock or generator elsewhere (clippy forbids it by name).

use crate::domain::moment::Moment;
use parking_lot::Mutex;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Where the time comes from.
pub trait Clock: Send + Sync + 'static {
    /// Now, in whole milliseconds.
    fn now(&self) -> Moment;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands where it is set.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Stands at `at`.
    pub fn new(at: Moment) -> Self {
        Self(AtomicI64::new(at.0))
    }
    /// Moves it.
    pub fn set(&self, at: Moment) {
        self.0.store(at.0, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

impl<C: Clock> Clock for std::sync::Arc<C> {
    fn now(&self) -> Moment {
        self.as_ref().now()
    }
}

/// Where randomness comes from: a cryptographic generator, seeded by the system or by a number.
pub struct Random(Mutex<ChaCha20Rng>);

impl Random {
    /// Seeded by the operating system.
    pub fn system() -> Self {
        Self(Mutex::new(ChaCha20Rng::from_os_rng()))
    }
    /// The same numbers for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.0.lock().fill_bytes(&mut out);
        out
    }
    /// A random number.
    pub fn number(&self) -> u64 {
        self.0.lock().next_u64()
    }
    /// 128 random bits.
    pub fn bits(&self) -> u128 {
        u128::from_le_bytes(self.bytes())
    }
    /// A random number below `limit` (0 if `limit` is 0); the bias is below 2⁻³².
    pub fn below(&self, limit: u32) -> u32 {
        let wide = u64::from(self.0.lock().next_u32()) * u64::from(limit);
        u32::try_from(wide >> 32).unwrap_or(0)
    }
    /// A time-sorted id (UUID version 7) for `now`.
    pub fn id(&self, now: Moment) -> Uuid {
        let millis = u64::try_from(now.0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
    /// As many as `count` of them, in ascending order: rows that are written in it stand side by side
    /// in every index over their ids.
    pub fn ids(&self, now: Moment, count: usize) -> impl Iterator<Item = Uuid> + use<> {
        let mut ids: Vec<Uuid> = std::iter::repeat_with(|| self.id(now)).take(count).collect();
        ids.sort_unstable();
        ids.into_iter()
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}
