//! What the whole report says of a word: whether it is also written small, stands after titles and given names,
//! or after prepositions of place.

use rustc_hash::FxHashMap;

use super::words::{class, classes_of};
use crate::text::{Case, Text};

/// What is noted of one token, once a report.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    /// Hash of the lower-case form.
    pub lower: u64,
    /// Classes of the word, but for function words.
    pub classes: u32,
    /// Whether it is a function word: an article, a preposition, a pronoun.
    pub function: bool,
}

/// What the report says of one word, in all its places.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// Times it is written small.
    pub small: u16,
    /// Times it is capitalised.
    pub capital: u16,
    /// Times it stands after a preposition of place.
    pub after_place: u16,
    /// Times it stands after a title, a given name or another word of a person's name.
    pub after_person: u16,
    /// Times another capitalised word stands right before it.
    pub joined: u16,
    /// Times another capitalised word stands right behind it that is no noun of a place, people or organisation.
    pub leading: u16,
    /// Times a noun of an organisation follows.
    pub before_organisation: u16,
    /// Times a verb of saying follows.
    pub before_say: u16,
}

/// The report's words, and what it says of each.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub words: Vec<Word>,
    seen: FxHashMap<u64, Evidence>,
    /// Share of the words of each line in capitals or title case, by token.
    pub headline: Vec<bool>,
}

/// Words of 64 bits in the filter of words that are capitalised somewhere.
const FILTER: usize = 64;

impl Notes {
    /// Reads a text once.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let words: Vec<Word> = text
            .tokens
            .iter()
            .map(|t| {
                let classes = classes_of(t.lower);
                Word { lower: t.lower, classes: classes & !class::FUNCTION, function: classes & class::FUNCTION != 0 }
            })
            .collect();
        let mut seen: FxHashMap<u64, Evidence> = FxHashMap::with_capacity_and_hasher(words.len() / 4, Default::default());
        let count = |n: &mut u16, yes: bool| *n = n.saturating_add(u16::from(yes));
        for i in (0..words.len()).filter(|i| text.tokens[*i].is_word() && text.tokens[*i].case != Case::Lower) {
            let before = i.checked_sub(1).map_or(Word::default(), |b| words[b]);
            let after = words.get(i + 1).copied().unwrap_or_default();
            let e = seen.entry(words[i].lower).or_default();
            count(&mut e.capital, true);
            count(&mut e.after_place, before.classes & class::LOCATIVE != 0);
            count(
                &mut e.after_person,
                before.classes & (class::TITLE | class::GIVEN | class::KIN) != 0 && before.classes & class::LOCATIVE == 0,
            );
            count(&mut e.joined, i > 0 && text.tokens[i].spaced && text.tokens[i - 1].is_capitalised() && !before.function);
            let nouns = class::PLACE | class::PEOPLE | class::ORGANISATION | class::TITLE | class::SITE;
            let named_on = text.tokens.get(i + 1).is_some_and(|t| t.spaced && t.is_capitalised() && !t.paragraph_start);
            count(&mut e.leading, named_on && after.classes & nouns == 0 && !after.function);
            count(
                &mut e.before_organisation,
                after.classes & class::ORGANISATION != 0 && text.tokens.get(i + 1).is_some_and(|t| t.is_capitalised()),
            );
            count(&mut e.before_say, after.classes & class::SAY != 0);
        }
        // What is never capitalised is never asked for; most words that are not are told by a few bits of their hash.
        let bits = |lower: u64| ((lower >> 6) as usize % FILTER, 1u64 << (lower % 64));
        let mut filter = [0u64; FILTER];
        for (at, bit) in seen.keys().map(|lower| bits(*lower)) {
            filter[at] |= bit;
        }
        for (token, word) in text.tokens.iter().zip(&words) {
            if token.is_word()
                && token.case == Case::Lower
                && token.span.len() >= 3
                && let (at, bit) = bits(word.lower)
                && filter[at] & bit != 0
                && let Some(e) = seen.get_mut(&word.lower)
            {
                count(&mut e.small, true);
            }
        }
        Self { headline: headlines(text), words, seen }
    }

    /// What the report says of the word with that hash.
    pub(super) fn evidence(&self, lower: u64) -> Evidence {
        self.seen.get(&lower).copied().unwrap_or_default()
    }

    /// The word at a token, or nothing beyond the text.
    pub(super) fn word(&self, at: Option<usize>) -> Word {
        at.and_then(|a| self.words.get(a)).copied().unwrap_or_default()
    }
}

/// Whether each token stands in a sentence most of whose words are capitalised.
fn headlines(text: &Text<'_>) -> Vec<bool> {
    let mut out = vec![false; text.tokens.len()];
    for sentence in &text.sentences {
        let range = text.tokens_in(*sentence);
        let words = text.tokens[range.clone()].iter().filter(|t| t.is_word() && t.case != Case::None && t.span.len() > 3);
        let (all, capital) = words.fold((0, 0), |(all, capital), t| (all + 1, capital + usize::from(t.is_capitalised())));
        if all > 2 && capital * 10 >= all * 8 {
            out[range].fill(true);
        }
    }
    out
}
