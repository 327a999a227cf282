//! Other keys that a name may go by: a word less, an opening noun more, a noun of another language in its stead.

use crate::text::{Noun, noun, opening_nouns, skeleton, translations};

/// Skeletons from this length on are also looked for behind an opening noun.
const SHORTEST_OPENED: usize = 3;

/// Words that a name is tried without at one end.
const MOST_DROPPED: usize = 3;

/// Which words a name may be tried without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dropped {
    /// Nouns that come and go.
    Nouns,
    /// Any: the question is which places come nearest.
    AnyWord,
}

/// Skeletons of the name with a word less, and with an opening noun more.
pub(super) fn with_words_more_or_less(key: &str, dropped: Dropped) -> Vec<String> {
    let bones = skeleton(key);
    let shorter = with_a_word_less(key, dropped).map(|rest| skeleton(&rest)).filter(|b| b.chars().count() >= 2);
    let mut out: Vec<String> = shorter.collect();
    if bones.chars().count() >= SHORTEST_OPENED {
        out.extend(opening_nouns().iter().map(|noun| format!("{noun}{bones}")));
    }
    out
}

/// The key without its first or last word, where a name is left: "deir al zor city" → "deir al zor". Never what would
/// leave a noun alone: of "royal street" no "street". Where any word may go, also several: "nioro du sahel" → "nioro".
fn with_a_word_less(key: &str, dropped: Dropped) -> impl Iterator<Item = String> {
    let words: Vec<&str> = key.split(' ').filter(|w| *w != "al").collect();
    let count = words.len();
    let most = match dropped {
        Dropped::Nouns => 1,
        Dropped::AnyWord => MOST_DROPPED,
    };
    let ends = (1..count.min(most + 1)).flat_map(move |less| [(0..less, less..count), (count - less..count, 0..count - less)]);
    ends.filter_map(move |(without, kept)| {
        let kept = &words[kept];
        let may_go = dropped == Dropped::AnyWord || words[without].iter().all(|w| matches!(noun(w), Some(Noun::Passing | Noun::Generic)));
        (may_go && kept.iter().any(|word| noun(word).is_none())).then(|| kept.join(" "))
    })
}

/// Skeletons of the name with a noun of another language in place of its own, before the name and behind it: of
/// "mount sinjar" those of "jabal sinjar" and "sinjar dagi".
pub(super) fn in_translation(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split(' ').filter(|w| *w != "al").collect();
    let mut out = Vec::new();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return out };
    for (noun, rest) in [(first, &words[1..]), (last, &words[..words.len() - 1])] {
        if rest.is_empty() {
            continue;
        }
        let rest = skeleton(&rest.join(" "));
        for other in translations(noun) {
            out.push(format!("{other}{rest}"));
            out.push(format!("{rest}{other}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fall_off_either_end() {
        let shorter = |key: &str, dropped| with_a_word_less(key, dropped).collect::<Vec<_>>();
        assert_eq!(shorter("deir al zor city", Dropped::AnyWord), ["zor city", "deir zor"]);
        assert_eq!(shorter("tabqa city", Dropped::Nouns), ["tabqa"]);
        assert!(shorter("tall rifat", Dropped::Nouns).contains(&"rifat".to_owned()));
        // What is left must be a name.
        assert!(shorter("homs", Dropped::AnyWord).is_empty());
        assert!(shorter("french quarter", Dropped::Nouns).is_empty());
        assert_eq!(shorter("royal street", Dropped::AnyWord), ["royal"]);
    }
}
