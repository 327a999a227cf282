//! Which kinds of place the words around a name ask for: "Homs province", "the city of Homs", "Tiyas airbase".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::listed;
use crate::gazetteer::Kind;
use crate::text::{Case, Text, TokenKind, tokens};

/// What a noun of one word or two beside a name asks for, by the hashes of its words.
static NOUNS: LazyLock<FxHashMap<[u64; 2], Vec<Kind>>> = LazyLock::new(|| {
    include_str!("../../data/mention/kind-nouns.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let (noun, kinds) = line.split_once('\t')?;
            let mut words = tokens(noun).into_iter().filter(|t| t.kind != TokenKind::Mark).map(|t| t.lower);
            let noun = [words.next()?, words.next().unwrap_or(ALONE)];
            Some((noun, kinds.split(' ').filter_map(Kind::named).collect()))
        })
        .collect()
});

/// In place of the second word of a noun of one word.
const ALONE: u64 = 0;

fn kinds(text: &Text<'_>, at: Option<usize>) -> &'static [Kind] {
    let Some(token) = at.and_then(|a| text.tokens.get(a)) else { return &[] };
    NOUNS.get(&[token.lower, ALONE]).map_or(&[], Vec::as_slice)
}

/// What the one or two words from a token on ask for: "airbase", "oil field", "sub-district".
fn kinds_from(text: &Text<'_>, at: usize) -> &'static [Kind] {
    let one = kinds(text, Some(at));
    let hyphen = text.tokens.get(at + 1).is_some_and(|t| text.slice(t.span) == "-");
    let second = text.tokens.get(at + 1 + usize::from(hyphen));
    let (true, Some(first), Some(second)) = (one.is_empty(), text.tokens.get(at), second) else { return one };
    NOUNS.get(&[first.lower, second.lower]).map_or(&[], Vec::as_slice)
}

/// The tokens of a known mention without the nouns before and behind the name: "Palmyra" of "Palmyra town" and of
/// "the city of Palmyra".
pub(super) fn bare_name(text: &Text<'_>, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let (mut first, mut end) = (range.start, range.end);
    let word = |at: usize| text.tokens.get(at).map_or("", |t| text.slice(t.span));
    while end > first + 1 && !kinds(text, Some(end - 1)).is_empty() {
        end -= 1;
    }
    while first + 1 < end && (!kinds(text, Some(first)).is_empty() || matches!(word(first), "the" | "The" | "of")) {
        first += 1;
    }
    first..end
}

/// Whether the noun asks first for a settlement, a division or a region, and not for a single site.
pub(super) fn is_land(text: &Text<'_>, at: usize) -> bool {
    kinds(text, Some(at)).first().is_some_and(|kind| kind.is_settlement() || kind.is_division() || *kind == Kind::Region)
}

/// The parts of a known mention that stand on either side of a slash or bracket; empty where there is none.
pub(super) fn parts(text: &Text<'_>, range: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let cut = |at: &usize| matches!(text.tokens.get(*at).map(|t| text.slice(t.span)), Some("/" | "(" | ")" | ","));
    let cuts: Vec<usize> = range.clone().filter(cut).collect();
    if cuts.is_empty() {
        return Vec::new();
    }
    let starts = std::iter::once(range.start).chain(cuts.iter().map(|c| c + 1));
    let ends = cuts.iter().copied().chain([range.end]);
    starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect()
}

/// How far back the noun of a border stands from the second of its two names.
const BORDER_REACH: usize = 9;

/// Whether the name is one of two that a border runs between: "the administrative border between Homs and Deir Ezzor".
/// Borders run between divisions or countries, whatever else bears the name.
fn between_divisions(text: &Text<'_>, first: usize) -> bool {
    let word = |at: usize| text.slice(text.tokens[at].span);
    let reach = first.saturating_sub(BORDER_REACH);
    let Some(between) = (reach..first).rev().find(|at| word(*at) == "between") else { return false };
    let direct = between + 1 == first || (between + 1..first).any(|at| word(at) == "and");
    direct && between > 0 && kinds(text, Some(between - 1)).contains(&Kind::Border)
}

fn is_plural(noun: &str) -> bool {
    noun.ends_with('s')
}

/// The kinds that the words around the tokens `first..end` ask for; empty where they ask for none.
pub(super) fn wanted(text: &Text<'_>, first: usize, end: usize) -> Vec<Kind> {
    let word = |at: Option<usize>| at.and_then(|a| text.tokens.get(a)).map_or("", |t| text.slice(t.span));
    let after = text.tokens.get(end).filter(|t| t.is_word() && !t.paragraph_start);
    let mut noun = if after.is_some() { kinds_from(text, end) } else { &[] };
    // "Homs and Hama provinces", "Homs, Hama and Idlib governorates": the plural speaks for all of the list.
    if noun.is_empty()
        && let Some((at, each)) = listed::noun_behind(text, first, end)
        && (each && is_land(text, at) || is_plural(word(Some(at))))
        && text.tokens.get(at).is_some_and(|t| t.case == Case::Lower)
    {
        noun = kinds_from(text, at);
    }
    if !noun.is_empty() {
        return noun.to_vec();
    }
    if between_divisions(text, first) {
        return vec![Kind::Admin1, Kind::Country];
    }
    // "the city of Homs", "province of Homs", "town Homs".
    let before = first.checked_sub(1);
    let of = word(before) == "of";
    let noun = kinds(text, if of { first.checked_sub(2) } else { before });
    if !noun.is_empty() {
        return noun.to_vec();
    }
    let opened = listed::opening(text, first).map(|opening| opening.noun).filter(|at| is_plural(word(Some(*at))));
    kinds(text, opened).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is asked for of a name of one word in a text.
    fn asked(words: &str, name: &str) -> Vec<Kind> {
        let text = Text::new(words);
        let at = text.tokens.iter().position(|t| text.slice(t.span) == name).expect("the name");
        wanted(&text, at, at + 1)
    }

    #[test]
    fn a_plural_speaks_for_all_of_its_list() {
        let behind = "Clashes in Homs, Deir ez-Zor, Ar-Raqqah and Hama provinces went on.";
        let before = "Aid reached the governorates of Homs, Deir ez-Zor, Raqqa, and Hama.";
        for words in [behind, before] {
            for name in ["Homs", "Hama"] {
                assert_eq!(asked(words, name).first(), Some(&Kind::Admin1), "{name} in {words}");
            }
        }
        assert_eq!(asked(before, "Raqqa").first(), Some(&Kind::Admin1));
        assert_eq!(asked("the villages of Rama and Salma fell", "Salma").first(), Some(&Kind::Village));
        for words in ["in provinces such as Homs and Hama", "three provinces: Homs, Hama and Idlib", "provinces, including Homs"] {
            assert_eq!(asked(words, "Homs").first(), Some(&Kind::Admin1), "{words}");
        }
    }

    #[test]
    fn a_singular_speaks_for_those_that_it_sets_apart() {
        for words in ["in Idlib or Hama province", "in Idlib/Hama province", "both Idlib and Hama province"] {
            assert_eq!(asked(words, "Idlib").first(), Some(&Kind::Admin1), "{words}");
        }
        assert_eq!(asked("He left Idlib and Hama province fell", "Idlib"), []);
        assert_eq!(asked("the city of Homs and Hama", "Hama"), []);
        assert_eq!(asked("the Homs/Hama road", "Homs"), []);
    }

    #[test]
    fn nouns_of_two_words() {
        assert_eq!(asked("the Omar oil field", "Omar"), [Kind::Oilfield]);
        assert_eq!(asked("the Tabqa sub-district", "Tabqa").first(), Some(&Kind::Admin3));
    }
}
