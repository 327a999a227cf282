//! What the names of a report say together of countries, divisions and neighbourhoods: each distinct word has one
//! vote, shared among its places by belief, and none for itself.

use rustc_hash::FxHashMap;

use super::belief::{Choice, chord_km2, surest};
use crate::gazetteer::{Facts, Kind};

/// One word's vote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vote<'v> {
    pub word: usize,
    pub options: &'v [Choice],
}

/// Numbers the countries and divisions that a report's places lie in.
#[derive(Debug, Default)]
pub(super) struct Areas(FxHashMap<(usize, [u8; 2], u32), u32>);

/// No area.
const NONE: u32 = u32::MAX;

impl Areas {
    /// The numbers of a place's country, first- and second-level division.
    pub(super) fn of(&mut self, facts: &Facts) -> [u32; 3] {
        if facts.country == [0, 0] {
            return [NONE; 3];
        }
        let mut number = |level: usize, row: u32| {
            let next = self.0.len() as u32;
            if level > 0 && row == 0 { NONE } else { *self.0.entry((level, facts.country, row)).or_insert(next) }
        };
        [number(0, 0), number(1, facts.admin1), number(2, facts.admin2)]
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

/// The two surest of something, of two different words.
#[derive(Debug, Clone, Copy)]
struct Surest([(usize, f32); 2]);

impl Surest {
    const NOBODY: Self = Self([(usize::MAX, 0.0); 2]);

    fn add(&mut self, word: usize, belief: f32) {
        let [first, second] = &mut self.0;
        if first.0 == word {
            first.1 = first.1.max(belief);
        } else if belief > first.1 {
            *second = *first;
            *first = (word, belief);
        } else if belief > second.1 {
            *second = (word, belief);
        }
    }

    /// The surest of another word.
    fn beside(&self, word: usize) -> f32 {
        self.0.iter().find(|(other, _)| *other != word).map_or(0.0, |(_, belief)| *belief)
    }
}

/// The votes of a report, counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    total: f32,
    /// Votes for places in each area.
    areas: Vec<f32>,
    /// Words that have a place in an area, whatever is believed, each shared among the areas it has places in.
    possible: Vec<f32>,
    /// Who most surely names an area itself.
    named: Vec<Surest>,
    /// The countries named most surely.
    countries: Vec<(usize, [u8; 2], f32)>,
    /// The first-level divisions named most surely, with their country.
    divisions: Vec<(usize, [u8; 2], u32, f32)>,
    /// The surest places that are points, the surest first.
    anchors: Vec<(usize, [f32; 3], f32)>,
    /// What each word voted, by its number.
    own: Vec<Own>,
}

/// What one word's vote amounts to.
#[derive(Debug, Clone, Copy)]
struct Own {
    /// Its belief in all its places.
    total: f32,
    /// Of each level, one divided by the number of areas in which it has places.
    shares: [f32; 3],
}

impl Own {
    const NONE: Self = Self { total: 0.0, shares: [1.0; 3] };
}

/// What the other words say of one place.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Whether there are no other words.
    pub alone: bool,
    /// Belief that its country, its first- and its second-level division are named.
    pub named: [f32; 3],
    /// Share of the votes that are for places in its country, first- and second-level division.
    pub share: [f32; 3],
    /// Words with a place in its first- and second-level division, the rarer the place the more.
    pub possible: [f32; 2],
    /// Belief that another country is named.
    pub elsewhere: f32,
    /// Belief that another first-level division of its country is named.
    pub beside: f32,
    /// How near the nearest sure place is, within 50, 200, 1,000 km.
    pub near: [f32; 3],
    /// How many sure places are within about 100 km.
    pub crowd: f32,
}

/// Places that others are near to, at most: a long report does not take longer a name than a short one.
const ANCHORS: usize = 24;

/// How far away is near, as two factors of the square of kilometres: three of the nearest place, and that within which
/// places are counted.
const REACHES: [[f32; 2]; 4] = [[50.0, 50.0], [200.0, 200.0], [1000.0, 1000.0], [1e4, 1.0]];

/// Countries kept as named.
const COUNTRIES: usize = 8;

/// First-level divisions kept as named.
const DIVISIONS: usize = 16;

/// Votes for countries and divisions below this name nothing.
const SLIGHT: f32 = 0.05;

impl Tally {
    /// Counts votes over so many areas.
    pub(super) fn of(votes: &[Vote<'_>], areas: usize) -> Self {
        let mut tally = Self { areas: vec![0.0; areas], possible: vec![0.0; areas], named: vec![Surest::NOBODY; areas], ..Self::default() };
        // The last vote that had a place in an area: each vote counts an area once.
        let mut last = vec![usize::MAX; areas];
        tally.own.resize(votes.iter().map(|vote| vote.word + 1).max().unwrap_or(0), Own::NONE);
        let mut reached: Vec<(usize, u32)> = Vec::new();
        for (nth, vote) in votes.iter().enumerate() {
            let total = vote.options.iter().map(|o| o.belief).sum::<f32>();
            tally.total += total;
            reached.clear();
            let mut counts = [0usize; 3];
            for option in vote.options {
                for (level, area) in option.areas.into_iter().enumerate().filter(|(_, area)| *area != NONE) {
                    tally.areas[area as usize] += option.belief;
                    if std::mem::replace(&mut last[area as usize], nth) != nth {
                        counts[level] += 1;
                        reached.push((level, area));
                    }
                }
                tally.name(vote.word, option);
            }
            let shares = counts.map(|count| 1.0 / count.max(1) as f32);
            for (level, area) in &reached {
                tally.possible[*area as usize] += shares[*level];
            }
            tally.own[vote.word] = Own { total, shares };
            if let Some(best) = surest(vote.options).filter(|b| !matches!(b.facts.kind, Kind::Country | Kind::Continent)) {
                tally.anchors.push((vote.word, best.vector, best.belief));
            }
        }
        tally.anchors.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal)));
        tally.anchors.truncate(ANCHORS);
        tally.countries.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.cmp(&b.1)));
        tally.countries.truncate(COUNTRIES);
        tally.divisions.sort_by(|a, b| b.3.total_cmp(&a.3).then(a.2.cmp(&b.2)));
        tally.divisions.truncate(DIVISIONS);
        tally
    }

    /// Notes an option that is itself a country or division.
    fn name(&mut self, word: usize, option: &Choice) {
        let Some(level) = level(option.facts.kind) else { return };
        let area = option.areas[level];
        if area != NONE {
            self.named[area as usize].add(word, option.belief);
        }
        if level == 0 && option.belief > SLIGHT {
            self.countries.push((word, option.facts.country, option.belief));
        }
        if level == 1 && area != NONE && option.belief > SLIGHT {
            self.divisions.push((word, option.facts.country, area, option.belief));
        }
    }

    /// What the words other than `word` say of a place of it; `mine` is what the word itself voted with.
    pub(super) fn said(&self, word: usize, mine: &[Choice], option: &Choice) -> Said {
        let Own { total, shares } = self.own.get(word).copied().unwrap_or(Own::NONE);
        let others = self.total - total;
        let mut said = Said { alone: others < 1e-3, ..Said::default() };
        if said.alone {
            return said;
        }
        for (at, area) in option.areas.into_iter().enumerate().filter(|(_, area)| *area != NONE) {
            let own: f32 = mine.iter().filter(|o| o.areas[at] == area).map(|o| o.belief).sum();
            said.share[at] = ((self.areas[area as usize] - own) / others).clamp(0.0, 1.0);
            if level(option.facts.kind) != Some(at) {
                said.named[at] = self.named[area as usize].beside(word);
            }
            if at > 0 {
                let own = if mine.iter().any(|o| o.areas[at] == area) { shares[at] } else { 0.0 };
                let possible = (self.possible[area as usize] - own).max(0.0);
                said.possible[at - 1] = possible / (1.0 + possible);
            }
        }
        if option.facts.country != [0, 0] {
            let elsewhere = self.countries.iter().find(|(other, country, _)| *other != word && *country != option.facts.country);
            said.elsewhere = elsewhere.map_or(0.0, |(_, _, belief)| *belief);
            let (country, own) = (option.facts.country, option.areas[1]);
            let beside =
                self.divisions.iter().find(|(other, in_country, area, _)| *other != word && *in_country == country && *area != own);
            said.beside = beside.filter(|_| own != NONE).map_or(0.0, |(.., belief)| *belief);
        }
        let (mut nearest, mut crowd) = ([0.0f32; 4], 0.0);
        for (other, vector, belief) in &self.anchors {
            // A place is not beside itself: that it is named by other words says little of whether these mean it too.
            if *other == word || *vector == option.vector {
                continue;
            }
            let square = chord_km2(vector, &option.vector);
            // All reaches at once: a processor divides four numbers as fast as one.
            let near = REACHES.map(|[a, b]| belief * a * b / (a * b + square));
            for (nearest, near) in nearest.iter_mut().zip(near) {
                *nearest = if near > *nearest { near } else { *nearest };
            }
            crowd += near[3];
        }
        said.near.copy_from_slice(&nearest[..3]);
        said.crowd = crowd.ln_1p();
        said
    }
}

/// The level of a country or division.
fn level(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Country => Some(0),
        Kind::Admin1 => Some(1),
        Kind::Admin2 => Some(2),
        _ => None,
    }
}
