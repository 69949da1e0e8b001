//! Lower bounds of prices that follow every payment.
//!
//! For: elections in which hundreds of projects stand close together: without it each would be summed up
//! again in each round only to find that it is still not the cheapest.
//! Must not know: which project wins.
//! To add: nothing; a bound here is never above the true price, that is all that is asked of it.
//!
//! `(cost − Σ_P m·p) / Σ_rest m·u` is under the price for any set `P` (see `purses`). `P` is whoever has less
//! than a bar; when a purse shrinks, its part of the sums is changed, and whoever falls below the bar goes
//! over to `P`. A payment costs as many changes as its payers support projects.

use super::electorate::{Electorate, Project};
use super::exact::{ROUNDING, length};
use super::purses::Purse;

/// The sums of one project.
#[derive(Clone, Copy, Default)]
pub(super) struct Track {
    /// Who may have less than `bar × gain` is poor. Nothing is known where the bar is 0.
    pub bar: f64,
    /// All that the poor have.
    pub poor: f64,
    /// How far that can be from the truth.
    pub doubt: f64,
    /// Mass × gain of the others: whole numbers, so that nothing is lost in them.
    pub rich: f64,
    /// The most that `poor` ever was: its roundings are measured by it.
    pub top: f64,
    /// How often it was changed.
    pub changes: f64,
}

impl Track {
    fn change(&mut self, gain: f64, before: Purse, after: Purse) {
        let bar = self.bar * gain;
        if before.has - before.doubt < bar {
            self.poor -= before.mass * (before.has - after.has);
            self.doubt += before.mass * (after.doubt - before.doubt);
        } else if after.has - after.doubt < bar {
            self.poor += before.mass * after.has;
            self.doubt += before.mass * after.doubt;
            self.rich -= before.mass * gain;
        } else {
            return;
        }
        self.top = self.top.max(self.poor);
        self.changes += 1.0;
    }
}

/// The projects of each class, and the sums of each project.
pub(super) struct Follow {
    projects: Vec<u32>,
    gains: Vec<f64>,
    ends: Vec<usize>,
    tracks: Vec<Track>,
}

impl Follow {
    /// Turns the lists of supporters around.
    pub fn new(electorate: &Electorate) -> Self {
        let slot = |class: u32| usize::try_from(class).unwrap_or(usize::MAX);
        let mut ends = vec![0_usize; electorate.masses.len()];
        for class in electorate.projects.iter().flat_map(|project| electorate.supporters(project).0) {
            if let Some(count) = ends.get_mut(slot(*class)) {
                *count += 1;
            }
        }
        let mut marks = 0;
        for end in &mut ends {
            marks += core::mem::replace(end, marks);
        }
        let mut projects = vec![0; marks];
        let mut turned = vec![1.0; if electorate.gains.is_empty() { 0 } else { marks }];
        for (number, project) in (0_u32..).zip(&electorate.projects) {
            let (members, gains) = electorate.supporters(project);
            for (at, class) in members.iter().enumerate() {
                let Some(next) = ends.get_mut(slot(*class)) else { continue };
                if let Some(place) = projects.get_mut(*next) {
                    *place = number;
                }
                if let (Some(place), Some(gain)) = (turned.get_mut(*next), gains.get(at)) {
                    *place = *gain;
                }
                *next += 1;
            }
        }
        Self { projects, gains: turned, ends, tracks: vec![Track::default(); electorate.projects.len()] }
    }

    /// Nothing is known: a new run.
    pub fn clear(&mut self) {
        self.tracks.fill(Track::default());
    }

    /// The sums of a project as they were just made.
    pub fn set(&mut self, project: usize, track: Track) {
        if let Some(slot) = self.tracks.get_mut(project) {
            *slot = Track { top: track.poor, changes: 0.0, ..track };
        }
    }

    /// A class has less than before.
    pub fn change(&mut self, class: u32, before: Purse, after: Purse) {
        let Ok(at) = usize::try_from(class) else { return };
        let begun = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let own = begun..self.ends.get(at).copied().unwrap_or(begun);
        let gains = self.gains.get(own.clone()).unwrap_or_default();
        for (place, project) in self.projects.get(own).unwrap_or_default().iter().enumerate() {
            let track = usize::try_from(*project).ok().and_then(|project| self.tracks.get_mut(project));
            if let Some(track) = track.filter(|track| track.bar > 0.0) {
                track.change(gains.get(place).copied().unwrap_or(1.0), before, after);
            }
        }
    }

    /// A price per unit of utility that the project certainly reaches; 0 where nothing is known.
    pub fn low(&self, project: &Project, at: usize) -> f64 {
        let Some(track) = self.tracks.get(at).filter(|track| track.bar > 0.0 && track.rich > 0.0) else { return 0.0 };
        let roundings = (length(project.own.len()) + 4.0 * track.changes + 24.0) * ROUNDING;
        let doubt = 1.001 * track.doubt.max(0.0) + roundings * (track.top + project.price);
        let price = (project.price - track.poor - doubt) / track.rich / project.scale;
        price * (1.0 - roundings)
    }
}
