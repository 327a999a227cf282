//! Nouns beside names: those that come and go ("city", "jabal"), and those that make another thing of a name ("street").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::family;

/// What a word is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// It comes and goes and says little of which place is meant: city, governorate, the "e" of "Tus-e Sofla".
    Passing,
    /// It comes and goes, but is part of the name where it stands: jabal, tell, kafr.
    Generic,
    /// With it the words name another thing: street, park, hospital. A name never matches without it.
    Thing,
}

/// Sorts that say little of which place is meant.
const PASSING: [&str; 4] = ["settlement", "division", "joint", "part"];

/// Sorts of which one language's noun stands for another's: Mount Sinjar, Jabal Sinjar.
const TRANSLATED: [&str; 8] = ["mountain", "river", "lake", "hill", "valley", "spring", "well", "castle"];

/// Nouns with their sorts.
static NOUNS: LazyLock<FxHashMap<&'static str, (Noun, &'static str)>> = LazyLock::new(|| {
    let mut nouns = FxHashMap::default();
    for (_, row) in family::rows("noun") {
        if let [word, sort, ..] = row[..] {
            nouns.entry(word).or_insert((if PASSING.contains(&sort) { Noun::Passing } else { Noun::Generic }, sort));
        }
    }
    for (_, row) in family::rows("thing") {
        if let Some(word) = row.first() {
            nouns.entry(word).or_insert((Noun::Thing, ""));
        }
    }
    nouns
});

/// Nouns by sort, a skeleton each.
static BY_SORT: LazyLock<FxHashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let mut sorts: FxHashMap<&'static str, Vec<String>> = FxHashMap::default();
    let mut all: Vec<_> = NOUNS.iter().filter(|(_, (_, sort))| TRANSLATED.contains(sort)).collect();
    all.sort_unstable_by_key(|(word, _)| **word);
    for (word, (_, sort)) in all {
        let bones = super::skeleton(word);
        let list = sorts.entry(sort).or_default();
        if !list.contains(&bones) {
            list.push(bones);
        }
    }
    sorts
});

/// Skeletons of the nouns that open names in their own right, such as Tell and Khirbat.
static OPENING: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut out: Vec<String> =
        NOUNS.iter().filter(|(_, (noun, _))| *noun == Noun::Generic).map(|(word, _)| super::skeleton(word)).collect();
    out.sort_unstable();
    out.dedup();
    out
});

/// What the folded word is, where it is such a noun.
///
/// ```
/// use sitmap::text::{Noun, noun};
/// assert_eq!(noun("governorate"), Some(Noun::Passing));
/// assert_eq!(noun("jabal"), Some(Noun::Generic));
/// assert_eq!(noun("street"), Some(Noun::Thing));
/// assert_eq!(noun("tabqa"), None);
/// ```
pub fn noun(word: &str) -> Option<Noun> {
    NOUNS.get(word).map(|(noun, _)| *noun)
}

/// Whether the folded word is a noun of a division: one beside a name asks for the division and not for its seat.
///
/// ```
/// use sitmap::text::is_division_noun;
/// assert!(is_division_noun("governorate") && !is_division_noun("town"));
/// ```
pub fn is_division_noun(word: &str) -> bool {
    NOUNS.get(word).is_some_and(|(_, sort)| *sort == "division")
}

/// Skeletons of the nouns that stand for this one, in other languages too.
pub fn translations(word: &str) -> &'static [String] {
    NOUNS.get(word).and_then(|(_, sort)| BY_SORT.get(sort)).map_or(&[], Vec::as_slice)
}

/// Skeletons of the nouns that may open a name that is written without: "Rifaat" for "Tall Rifat".
pub fn opening_nouns() -> &'static [String] {
    &OPENING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mountains_of_all_languages_stand_for_each_other() {
        for word in ["mount", "jabal", "hora", "kuh", "dagi"] {
            assert!(translations(word).contains(&super::super::skeleton("djebel")), "{word}");
        }
        assert!(translations("city").is_empty() && translations("tabqa").is_empty());
    }

    #[test]
    fn every_noun_has_one_meaning() {
        let mut seen = rustc_hash::FxHashSet::default();
        for (_, row) in family::rows("noun").chain(family::rows("thing")) {
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
