//! A noun that speaks for every name of a list: "Homs, Deir ez-Zor and Hama provinces", "the governorates of Homs and Hama".

use crate::text::{Text, TokenKind, is_article};

/// Names of a list that are walked over.
const LONGEST_LIST: usize = 12;

/// Tokens of one name of a list.
const LONGEST_NAME: usize = 6;

/// Where the noun stands that the list after a name ends on, and whether the list lets it be a singular: "Idlib or Hama
/// province", "Homs/Hama province", "both Raqqa and Hasakah province".
pub(super) fn noun_behind(text: &Text<'_>, first: usize, end: usize) -> Option<(usize, bool)> {
    let mut each = first > 0 && word(text, first - 1) == "both";
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

/// Where the noun stands that opened the list before a name, as "provinces" of "the provinces of Idlib, Hama and Aleppo".
pub(super) fn noun_before(text: &Text<'_>, first: usize) -> Option<usize> {
    let mut at = first;
    for _ in 0..LONGEST_LIST {
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
        if start > 1 && word(text, start - 1) == "of" {
            return Some(start - 2);
        }
        at = start;
    }
    None
}

fn word<'t>(text: &Text<'t>, at: usize) -> &'t str {
    text.tokens.get(at).map_or("", |t| text.slice(t.span))
}

/// The token behind a comma, "and", ", and" and the like that stands at `at`, and whether it sets the names apart
/// ("or", a slash).
fn separator(text: &Text<'_>, at: usize) -> Option<(usize, bool)> {
    match word(text, at) {
        "," => Some((at + 1 + usize::from(matches!(word(text, at + 1), "and" | "or" | "&")), word(text, at + 1) == "or")),
        "and" | "&" => Some((at + 1, false)),
        "or" | "/" => Some((at + 1, true)),
        _ => None,
    }
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
