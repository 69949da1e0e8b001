//! When everything happens, in days from today.
//!
//! For: the windows and turning points of each community, and moments of a day.
//! Must not know: what happens then.
//! To add: a community needs its row in [`TIMES`].

use crate::domain::calendar::{LocalDate, end_of_day, local, moment_of, start_of_day};
use crate::domain::moment::Moment;

/// A window: days from today of its first and last day.
pub type Window = Option<(i64, i64)>;

/// The turning points of one community, in days from today.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// The community.
    slug: &'static str,
    /// When it was set up.
    pub created: i64,
    /// Since when it is at its stage.
    pub since: i64,
    /// When opinions are taken.
    pub feedback: Window,
    /// When the poll runs.
    pub poll: Window,
    /// When finished works are rated.
    pub rating: Window,
    /// How many speak.
    pub voices: usize,
}

const fn times(
    slug: &'static str,
    created: i64,
    since: i64,
    feedback: Window,
    poll: Window,
    rating: Window,
    voices: usize,
) -> Times {
    Times { slug, created, since, feedback, poll, rating, voices }
}

/// One row a community: set up, at its stage since, feedback, poll, rating, voices.
#[rustfmt::skip]
const TIMES: [Times; 16] = [
    times("yangguang", -75, -15, Some((-60, 40)), Some((-15, 6)), None, 130),
    times("bayi", -420, -24, Some((-400, 60)), Some((-330, -312)), Some((-24, 12)), 48),
    times("fuhe-sushe", -300, -70, Some((-280, 120)), Some((-190, -172)), None, 22),
    times("yuzhong-xincun", -45, -32, Some((-32, 14)), None, None, 70),
    times("dongsheng-sushe", -400, -2, Some((-380, 60)), Some((-300, -282)), Some((-2, 28)), 34),
    times("liangzhan-sushe", -60, -10, Some((-50, 20)), Some((-10, 4)), None, 3),
    times("qianjin-xincun", -330, -100, Some((-320, 150)), Some((-230, -205)), None, 75),
    times("gucheng-yuan", -160, -20, Some((-150, 30)), Some((-60, -38)), None, 11),
    times("dongyang-yuan", -720, -60, Some((-700, 300)), Some((-640, -620)), Some((-330, -300)), 11),
    times("wenfeng-xincun", -560, -40, Some((-540, 60)), Some((-470, -450)), Some((-110, -80)), 13),
    times("gongxiao-sushe", -20, -20, Some((10, 40)), None, None, 0),
    times("mianfang-xincun", -120, -20, Some((-100, -20)), None, None, 22),
    times("fengxi-yuan", -200, -45, Some((-190, -60)), Some((-75, -52)), None, 6),
    times("kuangwu-xincun", -140, -25, Some((-130, -26)), Some((-35, -12)), None, 4),
    times("gangyuan-xiaoqu", -90, -9, Some((-80, 30)), Some((-9, 12)), None, 40),
    times("xiujiang-yuan", -600, -15, Some((-580, 60)), Some((-500, -482)), Some((-75, -45)), 11),
];

/// The times of a community; those of the first for one that has no row (the test forbids it).
pub fn of(slug: &str) -> Times {
    let [first, ..] = TIMES;
    TIMES.iter().find(|times| times.slug == slug).copied().unwrap_or(first)
}

/// Today, from which days are counted.
#[derive(Clone, Copy, Debug)]
pub struct Today(LocalDate);

impl Today {
    /// The day of a moment.
    pub fn of(now: Moment) -> Self {
        Self(local(now).0)
    }
    /// The day so many days from today.
    pub fn date(self, days: i64) -> LocalDate {
        self.0.plus_days(days)
    }
    /// A time of that day.
    pub fn at(self, days: i64, hour: u8, minute: u8) -> Moment {
        let date = self.date(days);
        moment_of(date, hour, minute).unwrap_or_else(|| start_of_day(date))
    }
    /// First moment of a window and first moment after it.
    pub fn window(self, (first, last): (i64, i64)) -> (Moment, Moment) {
        (start_of_day(self.date(first)), end_of_day(self.date(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::words;

    #[test]
    fn every_community_has_its_times_and_every_voice_its_community() {
        let words = words::read();
        for place in &words.places {
            assert!(TIMES.iter().any(|times| times.slug == place.slug), "{}", place.slug);
        }
        assert_eq!(TIMES.iter().map(|times| times.voices).sum::<usize>(), words.voices.len());
    }

    #[test]
    fn windows_end_at_midnight_after_their_last_day() {
        let today = Today::of(Moment(1_750_000_000_000));
        let (opens, closes) = today.window((0, 6));
        assert_eq!(closes.since(opens), 7 * crate::domain::moment::DAY);
    }
}
