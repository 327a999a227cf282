//! What the names of a report say together of countries, divisions and neighbourhoods: each distinct word has one
//! vote, shared among its places by belief, and none for itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::belief::{Choice, chord_km2, surest};
use crate::gazetteer::{Facts, Kind};

/// One word's vote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vote<'v> {
    pub word: usize,
    pub options: &'v [Choice],
}

/// A country or division, by level.
type Area = (u8, [u8; 2], u32);

/// The votes of a report, counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    total: f32,
    /// Votes for places in an area.
    areas: FxHashMap<Area, f32>,
    /// Of them, those of one word.
    own: FxHashMap<(usize, Area), f32>,
    /// Words that have a place in an area, whatever is believed, each shared among the areas it has places in.
    possible: FxHashMap<Area, f32>,
    /// Of each word: all it votes with, and its share in each level's possible areas.
    words: FxHashMap<usize, (f32, [f32; 3])>,
    /// The two words that most surely name an area itself.
    named: FxHashMap<Area, [(usize, f32); 2]>,
    /// The countries named most surely.
    countries: Vec<(usize, [u8; 2], f32)>,
    /// The surest places that are points, the surest first.
    anchors: Vec<(usize, [f32; 3], f32)>,
}

/// What the other words say of one place.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Whether there are other words at all.
    pub alone: bool,
    /// Belief that its country, its first- and its second-level division are named.
    pub named: [f32; 3],
    /// Share of the votes that are for places in its country, first- and second-level division.
    pub share: [f32; 3],
    /// Words with a place in its first- and second-level division, the rarer the place the more.
    pub possible: [f32; 2],
    /// Belief that another country is named.
    pub elsewhere: f32,
    /// How near the nearest sure place is, within 50, 200, 1,000 km.
    pub near: [f32; 3],
    /// How many sure places are within about 100 km.
    pub crowd: f32,
}

/// Places that others are near to, at most: a long report does not take longer a name than a short one.
const ANCHORS: usize = 40;

/// Countries kept as named.
const COUNTRIES: usize = 8;

/// The areas that hold a place: country, first and second level.
fn areas(facts: &Facts) -> [Option<Area>; 3] {
    let country = facts.country;
    let known = country != [0, 0];
    [
        known.then_some((0, country, 0)),
        (known && facts.admin1 != 0).then_some((1, country, facts.admin1)),
        (known && facts.admin2 != 0).then_some((2, country, facts.admin2)),
    ]
}

impl Tally {
    /// Counts votes.
    pub(super) fn of(votes: &[Vote<'_>]) -> Self {
        let mut tally = Self::default();
        let mut seen: FxHashSet<Area> = FxHashSet::default();
        for vote in votes {
            let all: f32 = vote.options.iter().map(|o| o.belief).sum();
            tally.total += all;
            let mut shares = [0.0; 3];
            for level in 0..3 {
                seen.clear();
                seen.extend(vote.options.iter().filter_map(|o| areas(&o.facts)[level]));
                shares[level] = 1.0 / seen.len().max(1) as f32;
                for area in &seen {
                    *tally.possible.entry(*area).or_default() += shares[level];
                }
            }
            tally.words.insert(vote.word, (all, shares));
            for option in vote.options {
                for area in areas(&option.facts).into_iter().flatten() {
                    *tally.areas.entry(area).or_default() += option.belief;
                    *tally.own.entry((vote.word, area)).or_default() += option.belief;
                }
                tally.name(vote.word, option);
            }
            if let Some(best) = surest(vote.options).filter(|b| !matches!(b.facts.kind, Kind::Country | Kind::Continent)) {
                tally.anchors.push((vote.word, best.vector, best.belief));
            }
        }
        tally.anchors.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal)));
        tally.anchors.truncate(ANCHORS);
        tally.countries.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.cmp(&b.1)));
        tally.countries.truncate(COUNTRIES);
        tally
    }

    /// Notes an option that is itself a country or division.
    fn name(&mut self, word: usize, option: &Choice) {
        let level = match option.facts.kind {
            Kind::Country => 0,
            Kind::Admin1 => 1,
            Kind::Admin2 => 2,
            _ => return,
        };
        let Some(area) = areas(&option.facts)[level] else { return };
        let best = self.named.entry(area).or_insert([(usize::MAX, 0.0); 2]);
        if best[0].0 == word || option.belief > best[0].1 {
            let before = best[0];
            best[0] = (word, option.belief.max(if before.0 == word { before.1 } else { 0.0 }));
            if before.0 != word {
                best[1] = before;
            }
        } else if option.belief > best[1].1 {
            best[1] = (word, option.belief);
        }
        if level == 0 && option.belief > 0.05 {
            self.countries.push((word, option.facts.country, option.belief));
        }
    }

    /// What the words other than `word` say of a place of it.
    pub(super) fn said(&self, word: usize, option: &Choice) -> Said {
        let (mine, shares) = self.words.get(&word).copied().unwrap_or((0.0, [0.0; 3]));
        let others = self.total - mine;
        let mut said = Said { alone: others < 1e-3, ..Said::default() };
        if said.alone {
            return said;
        }
        let facts = &option.facts;
        for (level, area) in areas(facts).into_iter().enumerate() {
            let Some(area) = area else { continue };
            let own = self.own.get(&(word, area)).copied().unwrap_or(0.0);
            said.share[level] = ((self.areas.get(&area).copied().unwrap_or(0.0) - own) / others).clamp(0.0, 1.0);
            let is_itself = matches!((level, facts.kind), (0, Kind::Country) | (1, Kind::Admin1) | (2, Kind::Admin2));
            if !is_itself {
                let named = self.named.get(&area).and_then(|best| best.iter().find(|(other, _)| *other != word));
                said.named[level] = named.map_or(0.0, |(_, belief)| *belief);
            }
            if level > 0 {
                let possible = (self.possible.get(&area).copied().unwrap_or(0.0) - shares[level]).max(0.0);
                said.possible[level - 1] = possible / (1.0 + possible);
            }
        }
        if facts.country != [0, 0] {
            let elsewhere = self.countries.iter().find(|(other, country, _)| *other != word && *country != facts.country);
            said.elsewhere = elsewhere.map_or(0.0, |(_, _, belief)| *belief);
        }
        let mut crowd = 0.0;
        for (other, vector, belief) in &self.anchors {
            if *other == word {
                continue;
            }
            let square = chord_km2(vector, &option.vector);
            for (slot, reach) in [50.0f32, 200.0, 1000.0].into_iter().enumerate() {
                let near = belief * reach * reach / (reach * reach + square);
                said.near[slot] = said.near[slot].max(near);
            }
            crowd += belief * 1e4 / (1e4 + square);
        }
        said.crowd = crowd.ln_1p();
        said
    }
}
