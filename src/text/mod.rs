//! Words: sentences, tokens, spelling, numbers, dates, quantities, coordinates and telephone numbers. Knows nothing of places.

mod coordinates;
mod date;
mod family;
mod fold;
pub(crate) mod hash;
mod likeness;
mod manner;
mod mgrs;
mod noun;
mod number;
mod profile;
mod quantity;
mod sentence;
mod shortened;
mod skeleton;
mod telephone;
mod token;
mod words;

pub use coordinates::{CoordinateMention, InvalidCoordinate, Notation, coordinates};
pub(crate) use date::dates_in;
pub use date::{DateKind, DateMention, DateWords, dates, parse_date};
pub use family::family_of_country;
pub use fold::{Joint, KeyWalk, fold_word, is_article, is_written_article, joint, name_key, write_name_key};
pub use likeness::{Costs, Counts, Script, Spelling};
pub use manner::in_other_manners;
pub use mgrs::{InvalidMgrs, Mgrs};
pub use noun::{Noun, is_division_noun, noun};
pub(crate) use noun::{opening_nouns, translations};
pub(crate) use number::numbers_in;
pub use number::{Number, NumberForm, NumberKind, NumberWords, numbers};
pub use profile::Profile;
pub(crate) use quantity::quantities_in;
pub use quantity::{Quantity, UnitWords, quantities};
pub use sentence::sentences;
pub use shortened::shortened;
pub use skeleton::skeleton;
pub use telephone::telephone_codes;
pub use token::{Case, Token, TokenKind, tokens};
pub(crate) use words::{Cut, rows};
pub use words::{InvalidWords, WordList};

use crate::span::Span;

/// A report's text, cut up once for everything that reads it.
#[derive(Debug, Clone)]
pub struct Text<'t> {
    /// The words. All spans index this.
    pub source: &'t str,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
    /// Its sentences in order.
    pub sentences: Vec<Span>,
}

impl<'t> Text<'t> {
    /// Cuts `source` up.
    pub fn new(source: &'t str) -> Self {
        let tokens = tokens(source);
        let sentences = sentences(source, &tokens);
        Self { source, tokens, sentences }
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &'t str {
        span.slice(self.source)
    }

    /// The tokens that lie within `span`, as a range of indices.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|t| t.span.end <= span.start);
        let last = self.tokens.partition_point(|t| t.span.start < span.end);
        first..last.max(first)
    }

    /// Whether at token `at` and the next stands the "'s" of an owner, joined to the word before.
    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        let [mark, s, ..] = self.tokens.get(at..).unwrap_or(&[]) else { return false };
        !mark.spaced && !s.spaced && matches!(self.slice(mark.span), "'" | "’" | "") && self.slice(s.span) == "s"
    }

    /// Parts the "s" of owners from the words at these tokens, in order, which have lost their apostrophe; that one is put back
    /// without width.
    pub(crate) fn part_possessives(&mut self, owners: &[usize]) {
        if owners.is_empty() {
            return;
        }
        let mut owners = owners.iter().copied().peekable();
        let mut tokens = Vec::with_capacity(self.tokens.len() + 2 * owners.len());
        for (at, token) in self.tokens.iter().enumerate() {
            if owners.next_if_eq(&at).is_none() || !token.span.slice(self.source).ends_with('s') {
                tokens.push(*token);
                continue;
            }
            let end = token.span.end - 1;
            let owner = Span::new(token.span.start, end);
            let behind = Token { spaced: false, line_start: false, paragraph_start: false, ..*token };
            tokens.push(Token { span: owner, lower: hash::of_lower(owner.slice(self.source)), ..*token });
            tokens.push(Token { span: Span::new(end, end), kind: TokenKind::Mark, case: Case::None, lower: hash::of_mark("'"), ..behind });
            tokens.push(Token { span: Span::new(end, end + 1), case: Case::Lower, lower: hash::of_lower("s"), ..behind });
        }
        self.tokens = tokens;
    }

    /// The sentence that holds byte `offset`, as an index; the one before it where it lies between two.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        self.sentences.partition_point(|s| s.start <= offset).checked_sub(1)
    }
}
