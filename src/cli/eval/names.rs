//! Scores of place names: found, placed, sure; all of them, by country and by kind.

use std::collections::BTreeMap;

use super::gold::Toponym;
use super::score::{Calibration, Errors, Matched, RIGHT_KM};
use crate::feature::PlaceRow;
use crate::gazetteer::Gazetteer;
use crate::measure::{Position, rough_km};

/// What the names of a file score.
#[derive(Debug, Default)]
pub(super) struct NameScores {
    pub strict: Matched,
    pub overlapping: Matched,
    /// Of names with a gold point, where their spans are given.
    pub given: Errors,
    /// Of the same, where the program found the very span itself.
    pub end_to_end: Errors,
    pub calibration: Calibration,
    /// By country of the gold point.
    pub countries: BTreeMap<String, Group>,
    /// By kind of the gold place in GeoNames, else of the right answer.
    pub kinds: BTreeMap<String, Group>,
}

/// The names of one country or kind.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Found to the very span; precision is not known by group.
    pub found: u64,
    pub given: Errors,
}

/// The group of what is not known.
const UNKNOWN: &str = "unknown";

impl NameScores {
    /// Adds a report: its gold names, what was found, and what was answered where the spans were given.
    pub(super) fn add(&mut self, gazetteer: &Gazetteer, gold: &[Toponym], found: &[PlaceRow], given: &[PlaceRow]) {
        for score in [&mut self.strict, &mut self.overlapping] {
            score.gold += gold.len() as u64;
            score.found += found.len() as u64;
        }
        self.overlapping.hits += overlapping(gold, found);
        let ids: Vec<String> = gold.iter().filter_map(Toponym::geonames_id).collect();
        let known = gazetteer.with_ids(ids.iter().map(String::as_str));
        for name in gold {
            let exact = |rows: &[PlaceRow]| rows.iter().position(|row| row.span == name.span());
            let hit = exact(found);
            self.strict.hits += u64::from(hit.is_some());
            let Some(at) = name.position() else { continue };
            let answer = exact(given).map(|i| &given[i]).filter(|row| row.place.is_some());
            let km = answer.and_then(|row| km(row, at));
            self.given.count(km);
            self.end_to_end.count(hit.and_then(|i| km_of(found, i, at)));
            let right = km.is_some_and(|km| km <= RIGHT_KM);
            if let Some(answer) = answer {
                self.calibration.count(answer.confidence, right);
            }
            let country = gazetteer.division_at(at).map(|(.., country)| country);
            let of_gold = name.geonames_id().and_then(|id| known.get(&id).and_then(|key| gazetteer.facts(*key)));
            let kind = of_gold.map(|f| f.kind.name()).or_else(|| answer.filter(|_| right)?.place.as_ref().map(|p| p.kind));
            for (groups, group) in [(&mut self.countries, country.as_deref()), (&mut self.kinds, kind)] {
                let group = groups.entry(group.unwrap_or(UNKNOWN).to_owned()).or_default();
                group.found += u64::from(hit.is_some());
                group.given.count(km);
            }
        }
    }

    pub(super) fn finish(&mut self) {
        self.given.finish();
        self.end_to_end.finish();
        self.countries.values_mut().chain(self.kinds.values_mut()).for_each(|g| g.given.finish());
    }
}

fn km_of(rows: &[PlaceRow], at: usize, gold: Position) -> Option<f64> {
    km(rows.get(at)?, gold)
}

fn km(row: &PlaceRow, gold: Position) -> Option<f64> {
    row.place.as_ref().map(|p| rough_km(Position::new(p.lat, p.lon), gold))
}

/// Gold names that meet a found one, each found one counted once.
fn overlapping(gold: &[Toponym], found: &[PlaceRow]) -> u64 {
    let mut used = vec![false; found.len()];
    let mut hits = 0;
    for name in gold {
        let [start, end] = name.span();
        let meets = |i: &usize| !used[*i] && found[*i].span[0] < end && start < found[*i].span[1];
        if let Some(i) = (0..found.len()).find(meets) {
            used[i] = true;
            hits += 1;
        }
    }
    hits
}
