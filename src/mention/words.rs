//! Classes of words beside a name: titles, given names, prepositions of place, nouns of organisations and of places.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::hash::of_bytes;

macro_rules! classes {
    ($($name:ident = $bit:literal $word:literal),* $(,)?) => {
        /// The class as a bit of [`classes_of`].
        pub(super) mod class {
            $(#[doc = $word] pub(in super::super) const $name: u32 = 1 << $bit;)*
        }
        const NAMES: &[(&str, u32)] = &[$(($word, class::$name)),*];
    };
}

classes! {
    TITLE = 0 "title",
    KIN = 1 "kin",
    GIVEN = 2 "given",
    LOCATIVE = 3 "locative",
    SAY = 4 "say",
    ORGANISATION = 5 "organisation",
    PLACE = 6 "place",
    COMPASS = 7 "compass",
    PEOPLE = 8 "people",
    MONTH = 9 "month",
    WEEKDAY = 10 "weekday",
    DAYISH = 11 "dayish",
    SHIP = 12 "ship",
    AWARD = 13 "award",
    FUNCTION = 14 "function",
    SITE = 15 "site",
    SURNAME = 16 "surname",
    HEAD = 17 "head",
    CODE = 18 "code",
}

static WORDS: LazyLock<FxHashMap<u64, u32>> = LazyLock::new(|| {
    let mut words: FxHashMap<u64, u32> = FxHashMap::default();
    for line in include_str!("../../data/mention/words.tsv").lines() {
        let Some((class, list)) = line.split_once('\t') else { continue };
        let Some((_, bit)) = NAMES.iter().find(|(name, _)| *name == class) else { continue };
        for word in list.split(' ') {
            *words.entry(of_bytes(word.as_bytes())).or_default() |= bit;
        }
    }
    words
});

/// The classes of a word, by the hash of its lower-case form.
pub(super) fn classes_of(lower: u64) -> u32 {
    WORDS.get(&lower).copied().unwrap_or(0)
}

/// Whether the word is an article, a preposition, a pronoun or the like.
pub(crate) fn is_function_word(token: &crate::text::Token) -> bool {
    classes_of(token.lower) & class::FUNCTION != 0
}

/// Hashes of the words of one class of a table: a class a line, then its words.
pub(super) fn of_class(table: &str, class: &str) -> FxHashSet<u64> {
    let rows = table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    rows.filter(|(name, _)| *name == class).flat_map(|(_, list)| list.split(' ')).map(|word| of_bytes(word.as_bytes())).collect()
}

/// The classes of a word as written.
#[cfg_attr(not(test), allow(dead_code))]
pub(super) fn classes_of_word(word: &str) -> u32 {
    classes_of(crate::text::hash::of_lower(word))
}

/// Arabic words written together with the name after them: the word, and what the name gets back.
pub(super) static ARABIC_PREFIXES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("../../data/mention/arabic-prefixes.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let mut columns = l.split('\t');
            Some((columns.next()?, columns.next()?))
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_of_several_classes() {
        let captain = classes_of_word("Captain");
        assert!(captain & class::TITLE != 0);
        let march = classes_of_word("March");
        assert!(march & class::MONTH != 0);
        assert_eq!(classes_of_word("Homs"), 0);
    }
}
