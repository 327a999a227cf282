//! Where sentences begin and end.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::token::{Case, Token, TokenKind};
use crate::span::Span;

/// Abbreviations that a full stop does not end a sentence after, one a line.
static ABBREVIATIONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/codebook/abbreviations.txt").lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// Cuts a tokenised text into sentences: spans without surrounding blanks, in order, none overlapping.
///
/// A sentence ends at `.`, `!`, `?`, `؟` or `۔` before a capital, a digit, a quote or a caseless letter,
/// and at every empty line; not after an abbreviation, an initial, or inside a number. Closing quotes
/// and brackets stay with the sentence they close. What goes on for longer than any sentence does, as a table without full
/// stops, is cut between its lines, or behind a comma.
///
/// ```
/// use sitmap::text::{sentences, tokens};
/// let text = "Gen. Salim spoke in St. Louis. \"We left,\" he said.\n\nLeave a Reply";
/// let found: Vec<&str> = sentences(text, &tokens(text)).iter().map(|s| s.slice(text)).collect();
/// assert_eq!(found, ["Gen. Salim spoke in St. Louis.", "\"We left,\" he said.", "Leave a Reply"]);
/// ```
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut first = 0;
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i].paragraph_start && i > first {
            out.push(tokens[first].span.cover(tokens[i - 1].span));
            first = i;
        }
        if i - first == LONGEST {
            let next = first + seam(text, &tokens[first..i]);
            out.push(tokens[first].span.cover(tokens[next - 1].span));
            first = next;
        }
        if ends_sentence(text, tokens, i) {
            let mut last = i;
            while last + 1 < tokens.len() && closes(text, &tokens[last + 1]) {
                last += 1;
            }
            out.push(tokens[first].span.cover(tokens[last].span));
            first = last + 1;
            i = last;
        }
        i += 1;
    }
    if first < tokens.len() {
        out.push(tokens[first].span.cover(tokens[tokens.len() - 1].span));
    }
    out
}

/// Tokens of a sentence, at most. Of 48,739 sentences of news, reports and notes the longest has 274, and is a table run together.
const LONGEST: usize = 300;

/// Where to cut what is too long: before the last line or behind the last comma of its second half, or else at its end.
fn seam(text: &str, tokens: &[Token]) -> usize {
    let half = tokens.len() / 2..tokens.len();
    let line = half.clone().rev().find(|at| tokens[*at].line_start);
    let pauses = |at: &usize| tokens[*at].kind == TokenKind::Mark && matches!(tokens[*at].span.slice(text), ";" | "," | "؛" | "،");
    line.or_else(|| half.rev().find(pauses).map(|at| at + 1)).unwrap_or(tokens.len())
}

fn ends_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let mark = tokens[i].span.slice(text);
    if !matches!(mark, "." | "!" | "?" | "؟" | "۔" | "…") || tokens[i].kind != TokenKind::Mark {
        return false;
    }
    let mut next = i + 1;
    while next < tokens.len() && closes(text, &tokens[next]) {
        next += 1;
    }
    let Some(after) = tokens.get(next) else { return true };
    if after.line_start && after.paragraph_start {
        return true;
    }
    if !after.spaced {
        return false;
    }
    let opens = after.kind == TokenKind::Mark || after.case != Case::Lower;
    if mark != "." {
        return opens;
    }
    let Some(before) = i.checked_sub(1).map(|b| &tokens[b]) else { return false };
    if tokens[i].spaced || !opens {
        return !tokens[i].spaced && opens;
    }
    let word = before.span.slice(text);
    if before.kind != TokenKind::Word {
        return true;
    }
    let initial = word.chars().count() == 1 && before.case == Case::Upper;
    if initial {
        // "U.S. Army" and "J. Smith" go on; "the U.S. The" and "Plan B. The" do not.
        let dotted = i >= 2 && tokens[i - 2].span.slice(text) == "." && !before.spaced;
        return dotted && starts_anew(after.span.slice(text));
    }
    let abbreviated = ABBREVIATIONS.contains(word);
    !abbreviated || (after.line_start && after.case != Case::Lower && word.len() > 4)
}

/// Words that begin a sentence far more often than they follow an abbreviated name.
fn starts_anew(word: &str) -> bool {
    STARTERS.contains(word)
}

static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/codebook/sentence-starters.txt")
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

fn closes(text: &str, token: &Token) -> bool {
    !token.spaced && matches!(token.span.slice(text), "\"" | "”" | "’" | "'" | ")" | "]" | "»" | "." | "!" | "?")
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, &tokens(text)).iter().map(|s| s.slice(text)).collect()
    }

    #[test]
    fn abbreviations_and_initials_go_on() {
        assert_eq!(cut("The U.S. Army left Ramadi. The U.S. The end.").len(), 3);
        assert_eq!(cut("He met J. Smith of Acme Inc. in W. Va. on Sept. 3.").len(), 1);
        assert_eq!(cut("It fell on 3 May. 25 fighters died.").len(), 2);
    }

    #[test]
    fn quotes_and_paragraphs() {
        assert_eq!(cut("“They fled.” Then silence! Who knows? Nobody"), ["“They fled.”", "Then silence!", "Who knows?", "Nobody"]);
        assert_eq!(cut("A headline\n\nA body.\nmore"), ["A headline", "A body.\nmore"]);
        assert!(cut("  ").is_empty());
    }

    #[test]
    fn what_never_ends_is_cut() {
        let words = "word ".repeat(1000);
        let lengths: Vec<usize> = cut(&words).iter().map(|s| s.split(' ').count()).collect();
        assert_eq!(lengths, [300, 300, 300, 100]);
        let table = "Azaz 3 killed,\n".repeat(200);
        assert!(cut(&table).iter().all(|s| s.starts_with("Azaz") && s.ends_with(',')));
        let list = "in Azaz and Mare, ".repeat(100);
        assert!(cut(&list).iter().all(|s| s.starts_with("in Azaz") && s.ends_with(',')));
    }
}
