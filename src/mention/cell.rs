//! Cells of tables and entries of lists: a name of a place with hardly a word about it, "Rakaya Sajna (Idlib)",
//! "village of Bir Haddaj", "near Umm Walad".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::candidate::Possible;
use super::evidence::Notes;
use super::wanted;
use super::words::{class, of_class};
use crate::text::{Case, Text, Token};

/// A line of fewer tokens is the cell of a table or an entry of a list.
const SHORT: usize = 10;

/// What a word of a name in a cell is not, first and last: the rest is left to the model.
const NO_BEGINNING: u32 = class::TITLE | class::GIVEN | class::KIN | class::MONTH | class::WEEKDAY;
const NO_END: u32 = class::ORGANISATION | class::PEOPLE | class::SHIP | class::AWARD | class::MONTH | class::WEEKDAY;

/// Small words that stand in a cell: nouns of places, and words that say where.
const BESIDE: u32 = class::PLACE | class::SITE | class::COMPASS | class::LOCATIVE | class::HEAD;

/// And those that join them.
static JOINING: LazyLock<FxHashSet<u64>> = LazyLock::new(|| of_class(include_str!("../../data/mention/lists.tsv"), "cell"));

/// Whether a report is one such cell and nothing else.
pub(super) fn is_cell(text: &Text<'_>, notes: &Notes) -> bool {
    let stands = |(at, token): (usize, &Token)| {
        if !token.is_word() {
            return !matches!(text.slice(token.span), "." | "!" | "?" | ":" | ";" | "\"");
        }
        let (word, letters) = (notes.words[at], text.slice(token.span));
        let part = at > 0 && !token.spaced || crate::text::is_article(letters);
        let name = token.case != Case::Lower && !word.function && word.classes & class::SAY == 0;
        name || part || word.classes & BESIDE != 0 || JOINING.contains(&token.lower)
    };
    text.tokens.len() < SHORT && text.tokens.iter().enumerate().all(stands)
}

/// Whether a name is all that its run of capitalised words has but for the noun of its kind, and no word of it speaks of a
/// person or a body of people.
pub(super) fn fills_a_cell(text: &Text<'_>, notes: &Notes, p: &Possible) -> bool {
    let filled = p.first == p.run.0 && (p.end == p.run.1 || p.end + 1 == p.run.1 && wanted::is_land(text, p.end));
    let (first, last) = (notes.words[p.first], notes.words[p.end - 1]);
    let noun = p.end == p.first + 1 && first.classes & (class::PLACE | class::SITE | class::COMPASS | class::HEAD) != 0;
    filled && !noun && !first.function && first.classes & NO_BEGINNING == 0 && last.classes & NO_END == 0
}

/// Whether a name opens a line of few words, and nothing but a comma, a bracket or the noun of its kind follows it there.
pub(super) fn opens_a_cell(text: &Text<'_>, p: &Possible) -> bool {
    let next = text.tokens.get(p.end).filter(|t| !t.paragraph_start);
    let closed = next.is_none_or(|t| matches!(text.slice(t.span), "," | "(")) || wanted::is_land(text, p.end);
    let line = text.tokens[p.end..].iter().take(SHORT).take_while(|t| !t.paragraph_start).count() + p.end - p.first;
    text.tokens[p.first].paragraph_start && closed && line < SHORT
}
