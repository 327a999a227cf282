//! How likely a report is to play where a place lies, from the names that have places there, whatever is believed of them.
//!
//! A report that plays in one neighbourhood takes a part of its names from there, each of the towns there as likely; all
//! else it names as often as it is known in the world. So each name that has a place beside this one makes it likelier,
//! the more so the less it is known elsewhere, and each that has none makes it less likely.

use super::belief::Choice;
use crate::measure::Position;
use crate::neighbourhood::{Neighbourhoods, WITH_TOWNS};

/// The part of its names that a local report takes from around; by eye, of the reports in `data/corpus`.
const LOCAL: f32 = 0.6;

/// Names that a neighbourhood has.
const NAMES: f32 = 30.0;

/// The prior weight of all places of the world, as the natural logarithm; by eye.
const WORLD: f32 = 23.0;

/// The names of a report with their places.
#[derive(Debug, Default)]
pub(super) struct Company(Neighbourhoods);

impl Company {
    /// The greatest odds that are believed, as the natural logarithm.
    pub(super) const CERTAIN: f32 = 10.0;

    /// Adds a word of the report, by its number, with all that any of its mentions may mean.
    pub(super) fn add(&mut self, word: usize, options: &mut Vec<&Choice>) {
        options.sort_by_key(|o| o.candidate.key);
        options.dedup_by_key(|o| o.candidate.key);
        let top = options.iter().map(|o| o.facts.prominence).fold(f32::MIN, f32::max);
        let known = top + options.iter().map(|o| (o.facts.prominence - top).exp()).sum::<f32>().ln();
        let points: Vec<Position> = options.iter().filter(|o| o.facts.kind.is_point()).map(|o| o.facts.position).collect();
        if !points.is_empty() {
            let odds = LOCAL / (1.0 - LOCAL) * (WORLD - known).exp() / NAMES;
            self.0.add(word, odds.ln_1p(), &points);
        }
    }

    /// The odds that the report plays where that place of `word` lies, by its other words, as the natural logarithm: 0 where
    /// it is no likelier than not.
    pub(super) fn odds(&self, word: usize, option: &Choice) -> f32 {
        if !option.facts.kind.is_point() {
            return 0.0;
        }
        let elsewhere = (1.0 - LOCAL).ln() * self.0.others(word).count as f32;
        (self.0.near(word, option.facts.position) + elsewhere - WITH_TOWNS.ln()).clamp(0.0, Self::CERTAIN)
    }
}
