//! A noun that speaks for every name of a list: "Homs, Deir ez-Zor and Hama provinces", "the governorates of Homs and Hama".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::words::of_class;
use crate::text::{Text, TokenKind, is_article};

/// Words and marks between the names of a list, those that set them apart, those before names that each are meant, and those
/// between a noun and the names it opens.
static WORDS: LazyLock<[FxHashSet<u64>; 4]> =
    LazyLock::new(|| ["joins", "parts", "each", "opens"].map(|class| of_class(include_str!("../../data/mention/lists.tsv"), class)));

/// The classes of [`WORDS`], in order.
const JOINS: usize = 0;
const PARTS: usize = 1;
const EACH: usize = 2;
const OPENS: usize = 3;

/// Names of a list that are walked over.
const LONGEST_LIST: usize = 12;

/// Words and marks in a row that open a list: "such as".
const LONGEST_OPENER: usize = 2;

/// Tokens of one name of a list.
const LONGEST_NAME: usize = 6;

/// Where the noun stands that the list after a name ends on, and whether the list lets it be a singular: "Idlib or Hama
/// province", "Homs/Hama province", "both Raqqa and Hasakah province".
pub(super) fn noun_behind(text: &Text<'_>, first: usize, end: usize) -> Option<(usize, bool)> {
    let mut each = first > 0 && is_one_of(text, first - 1, EACH);
    let mut at = end;
    for _ in 0..LONGEST_LIST {
        let (next, parts) = separator(text, at)?;
        each |= parts;
        at = next;
        let start = at;
        while at < start + LONGEST_NAME && is_of_a_name(text, at) {
            at += 1;
        }
        if at == start {
            return None;
        }
        if separator(text, at).is_none() {
            return Some((at, each));
        }
    }
    None
}

/// What opens the list that a name stands in: "villages" and "of" of "the villages of Saraqib, Nayrab and Afs".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// The word before what opens the list.
    pub noun: usize,
    /// The first of the words or marks that open it: "of", "such as", a colon.
    pub opener: usize,
}

/// What opens the list in which the name at `first` stands, which may be the only one of it.
pub(super) fn opening(text: &Text<'_>, first: usize) -> Option<Opening> {
    let mut at = first;
    for _ in 0..LONGEST_LIST {
        let openers = (1..=LONGEST_OPENER).take_while(|back| at >= *back && is_one_of(text, at - back, OPENS)).count();
        if openers > 0 {
            let opener = at - openers;
            // "Villages, including Afs".
            let comma = usize::from(opener > 1 && text.slice(text.tokens[opener - 1].span) == ",");
            let noun = (opener - comma).checked_sub(1)?;
            return Some(Opening { noun, opener });
        }
        let mut before = at.checked_sub(1)?;
        let (next, _) = separator(text, before)?;
        // ", and" is one separator.
        if next == at && before > 0 && separator(text, before - 1).is_some_and(|(end, _)| end == at) {
            before -= 1;
        }
        let end = before;
        let mut start = end;
        while start > 0 && end - start < LONGEST_NAME && is_of_a_name(text, start - 1) {
            start -= 1;
        }
        if start == end {
            return None;
        }
        at = start;
    }
    None
}

/// Whether the token at `at` is of that class of [`WORDS`].
fn is_one_of(text: &Text<'_>, at: usize, class: usize) -> bool {
    text.tokens.get(at).is_some_and(|t| WORDS[class].contains(&t.lower))
}

/// The token behind a comma, "and", ", and" and the like that stands at `at`, and whether it sets the names apart
/// ("or", a slash).
fn separator(text: &Text<'_>, at: usize) -> Option<(usize, bool)> {
    let is = |at: usize| is_one_of(text, at, JOINS) || is_one_of(text, at, PARTS);
    let two = is(at + 1) && text.tokens.get(at + 1).is_some_and(|t| t.is_word());
    is(at).then(|| (at + 1 + usize::from(two), is_one_of(text, at, PARTS) || two && is_one_of(text, at + 1, PARTS)))
}

/// Whether a token may be part of a name: a capitalised word, an article, or a hyphen or apostrophe inside a word.
fn is_of_a_name(text: &Text<'_>, at: usize) -> bool {
    let Some(token) = text.tokens.get(at).filter(|t| !t.paragraph_start) else { return false };
    let next = text.tokens.get(at + 1);
    if token.kind == TokenKind::Mark {
        let inside = !token.spaced && next.is_some_and(|n| !n.spaced && n.is_word());
        return inside && matches!(text.slice(token.span), "-" | "‐" | "‑" | "'" | "’" | "‘" | "ʿ");
    }
    let tail = !token.spaced && at > 0 && text.tokens[at - 1].kind == TokenKind::Mark;
    token.is_word() && (token.is_capitalised() || tail || is_article(text.slice(token.span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The noun and the opener of the list in which a name stands.
    fn opened(words: &str, name: &str) -> Option<(String, String)> {
        let text = Text::new(words);
        let at = text.tokens.iter().position(|t| text.slice(t.span) == name).expect("the name");
        let word = |at: usize| text.slice(text.tokens[at].span).to_owned();
        opening(&text, at).map(|o| (word(o.noun), word(o.opener)))
    }

    #[test]
    fn what_opens_a_list() {
        let of = |noun: &str, opener: &str| Some((noun.to_owned(), opener.to_owned()));
        assert_eq!(opened("the villages of Nayrab, Afs and Kafr Amim", "Nayrab"), of("villages", "of"));
        assert_eq!(opened("the villages of Nayrab, Afs, and Kafr Amim", "Kafr"), of("villages", "of"));
        assert_eq!(opened("three villages: Nayrab, Afs and Talhiya", "Afs"), of("villages", ":"));
        assert_eq!(opened("in towns such as Saraqib and Binnish", "Binnish"), of("towns", "such"));
        assert_eq!(opened("many towns, including Saraqib", "Saraqib"), of("towns", "including"));
        assert_eq!(opened("he left Saraqib and Binnish", "Binnish"), None);
        assert_eq!(opened("Of Saraqib", "Saraqib"), None);
    }
}
