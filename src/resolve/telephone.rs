//! Where the telephone numbers of a report are answered: who prints 903-555-0142 lives near Tyler, and the Paris meant is
//! the one in Texas.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::gazetteer::{Candidate, Gazetteer, Kind};
use crate::text::{Text, telephone_codes};

/// By code, the place that stands for its area, and the division or country that it lies in.
static CODES: LazyLock<FxHashMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/resolve/telephone-codes.csv").lines().skip(1);
    rows.filter_map(|row| {
        let (code, rest) = row.split_once(',')?;
        Some((code, rest.split_once(',')?))
    })
    .collect()
});

/// The places of the codes of a text's telephone numbers, each once: Houston has four codes.
pub(super) fn places(gazetteer: &Gazetteer, text: &Text<'_>) -> Vec<Candidate> {
    let mut codes = telephone_codes(text);
    codes.sort_unstable();
    codes.dedup();
    let mut places: Vec<Candidate> = codes.iter().filter_map(|code| place(gazetteer, code)).collect();
    places.sort_by_key(|candidate| candidate.key);
    places.dedup_by_key(|candidate| candidate.key);
    places
}

/// The place of a code, or of the longest beginning that is one.
fn place(gazetteer: &Gazetteer, code: &str) -> Option<Candidate> {
    let (name, division) = (2..=code.len()).rev().find_map(|length| CODES.get(code.get(..length)?))?;
    let fits = |candidate: &Candidate| {
        let place = gazetteer.place(candidate.key)?;
        let within = if division.contains('-') { &place.admin1_code } else { &place.country };
        let kind = if code.starts_with('+') { place.kind == Kind::Country } else { place.kind.is_settlement() };
        (kind && within.as_deref() == Some(division)).then_some(place.population)
    };
    let found = gazetteer.lookup(name);
    found.into_iter().filter_map(|candidate| Some((fits(&candidate)?, candidate))).max_by_key(|(people, _)| *people).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_place() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let without: Vec<_> = CODES.iter().filter(|(code, _)| place(&gazetteer, code).is_none()).collect();
        assert_eq!((CODES.len(), without.len()), (643, 0), "without a place {without:?}");
    }
}
