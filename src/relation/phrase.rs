//! One sentence as the grammar sees it: names, distances, known words and marks in a row.

use super::capital;
use super::record::Named;
use super::words::{Class, Meaning, RelationWords};
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::span::Span;
use crate::text::{Case, Quantity, Text, TokenKind};

/// What stands at one position of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum What {
    /// A name, as an index into the report's names.
    Name(usize),
    /// A distance, as an index into the report's quantities.
    Distance(usize),
    /// A word of the grammar.
    Known(Meaning),
    /// Any other word.
    Word { lower: bool },
    /// `'s`, or the apostrophe of "Homs' countryside".
    Possessive,
    /// A hyphen, dash or slash.
    Joint,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// Any other mark.
    Mark,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) what: What,
}

/// A sentence's items, with the tables they index.
pub(super) struct Phrase<'a> {
    pub(super) items: Vec<Item>,
    pub(super) names: &'a [Named],
    pub(super) distances: &'a [Quantity],
    /// Names that stand for a country's capital together with the words around them, in order.
    capitals: Vec<usize>,
    source: &'a str,
}

/// Words that may stand between "the" and what the name is the name of: "the besieged rebel-held town of A".
const MODIFIERS: usize = 4;

/// Words of a name that no gazetteer has.
const LONGEST_NAME: usize = 6;

impl<'a> Phrase<'a> {
    /// Reads the sentence at `span`.
    pub(super) fn new(text: &Text<'a>, span: Span, names: &'a [Named], distances: &'a [Quantity], words: &RelationWords) -> Self {
        let mut items: Vec<Item> = Vec::new();
        let mut name = names.partition_point(|n| n.span.end <= span.start);
        let mut distance = distances.partition_point(|q| q.span.end <= span.start);
        let mut at = span.start;
        for index in text.tokens_in(span) {
            let token = text.tokens[index];
            if token.span.start < at {
                continue;
            }
            while names.get(name).is_some_and(|n| n.span.end <= token.span.start) {
                name += 1;
            }
            while distances.get(distance).is_some_and(|q| q.span.end <= token.span.start) {
                distance += 1;
            }
            let item = if let Some(n) = names.get(name).filter(|n| n.span.start <= token.span.start) {
                Item { span: n.span, what: What::Name(name) }
            } else if let Some(q) = distances.get(distance).filter(|q| q.span.start <= token.span.start) {
                Item { span: q.span, what: What::Distance(distance) }
            } else {
                let limit = names.get(name).map_or(span.end, |n| n.span.start);
                match words.0.at(text.source, token.span.start) {
                    Some((end, meaning)) if end <= limit => Item { span: Span::new(token.span.start, end), what: What::Known(meaning) },
                    _ => Item { span: token.span, what: other(text, index, items.last()) },
                }
            };
            at = item.span.end;
            match items.last_mut() {
                Some(Item { span, what: What::Possessive }) if item.what == What::Possessive => *span = span.cover(item.span),
                _ => items.push(item),
            }
        }
        let mut phrase = Self { items, names, distances, capitals: Vec::new(), source: text.source };
        phrase.join_capitals();
        phrase
    }

    pub(super) fn what(&self, at: usize) -> What {
        self.items.get(at).map_or(What::Mark, |item| item.what)
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        matches!(self.what(at), What::Known(meaning) if meaning.is(class))
    }

    /// Whether the word at `at` begins with a capital, as in the name of an organisation.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| i.span.slice(self.source).starts_with(char::is_uppercase))
    }

    pub(super) fn before_is(&self, at: usize, class: Class) -> bool {
        at.checked_sub(1).is_some_and(|i| self.is(i, class))
    }

    /// `at`, or one further where the word there is of `class`.
    pub(super) fn skip(&self, at: usize, class: Class) -> usize {
        at + usize::from(self.is(at, class))
    }

    pub(super) fn name(&self, at: usize) -> Option<usize> {
        match self.what(at) {
            What::Name(index) => Some(index),
            _ => None,
        }
    }

    /// Whether the name is an adjective or a word for people, and no place: "Syrian", but not in "the Syrian capital".
    pub(super) fn is_demonym(&self, name: usize) -> bool {
        self.names[name].form == Form::Demonym && !self.is_capital_of(name)
    }

    /// Whether not the country of that name is meant, but its capital.
    pub(super) fn is_capital_of(&self, name: usize) -> bool {
        self.capitals.binary_search(&name).is_ok()
    }

    /// What the place of that name is, where it is known.
    pub(super) fn kind(&self, name: usize) -> Option<Kind> {
        if self.is_capital_of(name) { Some(Kind::City) } else { self.names[name].kind }
    }

    /// Makes one name of a country and the word for its capital: "Syrian capital", "Yemen's capital", "capital of Mali".
    fn join_capitals(&mut self) {
        let (mut joined, mut capitals, mut at) = (Vec::with_capacity(self.items.len()), Vec::new(), 0);
        while let Some(item) = self.items.get(at) {
            match capital::capital_at(self, at) {
                Some((name, end)) => {
                    joined.push(Item { span: item.span.cover(self.items[end - 1].span), what: What::Name(name) });
                    capitals.push(name);
                    at = end;
                }
                None => {
                    joined.push(*item);
                    at += 1;
                }
            }
        }
        (self.items, self.capitals) = (joined, capitals);
    }

    /// The bare place that begins right at `at`, with where it ends: "A", "A city".
    pub(super) fn bare_place(&self, at: usize) -> Option<(usize, usize)> {
        let name = self.name(at).filter(|name| !self.is_demonym(*name))?;
        let mut next = at + 1;
        while self.is(next, Class::Kind) {
            next += 1;
        }
        // In "the Red Sea port city" the sea only says which city.
        let modifies = next > at + 1 && self.kind(name) == Some(Kind::Sea);
        (!modifies).then_some((name, next))
    }

    /// Where a name ends that begins at `at` but was recognised as no place: words with capitals, joined or not.
    pub(super) fn unknown_name(&self, at: usize) -> Option<usize> {
        let mut next = at;
        while matches!(self.what(next), What::Word { lower: false }) || (next > at && self.is_tight_joint(next)) {
            next += 1;
        }
        while next > at && self.is(next, Class::Kind) {
            next += 1;
        }
        (next > at && next - at <= LONGEST_NAME).then_some(next)
    }

    /// Whether a hyphen stands at `at` without blanks on either side.
    fn is_tight_joint(&self, at: usize) -> bool {
        let touch = |a: usize| self.items.get(a).zip(self.items.get(a + 1)).is_some_and(|(x, y)| x.span.end == y.span.start);
        self.what(at) == What::Joint && at > 0 && touch(at - 1) && touch(at)
    }

    /// Whether the name that ends at `end` only names a border, a road, a front or a group: "the A border", "the A–B
    /// road", "the A-based brigade". A slash or hyphen before another name alone gives a second name: "Palmyra/Tadmur".
    pub(super) fn goes_on(&self, end: usize) -> bool {
        let thing = |at: usize| [Class::Border, Class::Road, Class::PartAlone].into_iter().any(|class| self.is(at, class));
        if self.what(end) != What::Joint {
            return thing(end);
        }
        let other = self.bare_place(end + 1).map(|(_, next)| next).or_else(|| self.unknown_name(end + 1));
        match other {
            Some(next) => (next..next + 3).find(|i| !matches!(self.what(*i), What::Word { lower: true })).is_some_and(thing),
            None => self.is_tight_joint(end),
        }
    }

    /// [`Phrase::place`], where the name stands for the place itself.
    pub(super) fn plain_place(&self, at: usize) -> Option<(usize, usize)> {
        self.place(at).filter(|(_, end)| !self.goes_on(*end))
    }

    /// The place that `at` leads up to, with where it ends: "A", "the city of A", "the besieged Syrian town of A",
    /// "A city". Of "Syria's A" the second; nothing where the words go on to people or to a border or road of A's.
    pub(super) fn place(&self, at: usize) -> Option<(usize, usize)> {
        let start = self.skip_lead(at)?;
        let (mut name, mut next) = self.bare_place(start)?;
        if self.what(next) == What::Possessive
            && let Some((inner, end)) = self.skip_lead(next + 1).and_then(|s| self.bare_place(s))
        {
            (name, next) = (inner, end);
        }
        (!self.is(next, Class::People)).then_some((name, next))
    }

    /// Where the name begins that determiners, adjectives and "town of" at `at` lead up to.
    fn skip_lead(&self, at: usize) -> Option<usize> {
        let mut i = at;
        while self.is(i, Class::Filler) {
            i += 1;
        }
        if self.name(i).is_some_and(|n| !self.is_demonym(n)) {
            return Some(i);
        }
        let mut modifiers = 0;
        loop {
            match self.what(i) {
                What::Name(n) if self.is_demonym(n) => {}
                What::Known(meaning) if meaning.is(Class::Kind) => break,
                What::Known(meaning) if meaning.is(Class::Side) => {}
                What::Word { lower: true } | What::Joint => {}
                // "ISIS-held", "Houthi stronghold of"
                What::Word { lower: false } if modifiers > 0 || matches!(self.what(i + 1), What::Joint | What::Known(_)) => {}
                _ => return None,
            }
            modifiers += 1;
            i += 1;
            if modifiers > MODIFIERS {
                return None;
            }
            if self.name(i).is_some_and(|n| !self.is_demonym(n)) {
                // "the Syrian A", but not "reports that A"
                return (0..i - at).all(|k| self.is_plain_modifier(at + k)).then_some(i);
            }
        }
        while self.is(i, Class::Kind) {
            i += 1;
        }
        i = self.skip(i, Class::Of);
        i = self.skip(i, Class::Filler);
        self.name(i).filter(|n| !self.is_demonym(*n)).map(|_| i)
    }

    fn is_plain_modifier(&self, at: usize) -> bool {
        match self.what(at) {
            What::Name(n) => self.is_demonym(n),
            What::Known(meaning) => meaning.is(Class::Filler),
            _ => false,
        }
    }

    /// The place after "of" and the like, or right behind.
    pub(super) fn place_of(&self, at: usize) -> Option<(usize, usize)> {
        self.is(at, Class::Of).then(|| self.plain_place(at + 1)).flatten()
    }

    /// Names joined by hyphens, slashes, "and" or "to", beginning right at `at`: at least two, with where they end.
    pub(super) fn joined(&self, at: usize, demonyms: bool, joint: impl Fn(usize) -> bool) -> Option<(Vec<usize>, usize)> {
        let fits = |name: &usize| demonyms || !self.is_demonym(*name);
        let mut found = vec![self.name(at).filter(fits)?];
        let mut next = at + 1;
        loop {
            let mut i = next;
            while self.is(i, Class::Kind) {
                i += 1;
            }
            if !joint(i) {
                break;
            }
            i += 1;
            while self.is(i, Class::Filler) || self.is(i, Class::Kind) {
                i += 1;
            }
            if self.before_is(i, Class::Kind) {
                i = self.skip(i, Class::Of);
            }
            let Some(name) = self.name(i).filter(fits) else { break };
            found.push(name);
            next = i + 1;
        }
        while self.is(next, Class::Kind) {
            next += 1;
        }
        (found.len() > 1).then_some((found, next))
    }

    /// Whether some word in the few before `at` is of `class`.
    pub(super) fn recently(&self, at: usize, reach: usize, class: Class) -> bool {
        (at.saturating_sub(reach)..at).rev().take_while(|i| self.what(*i) != What::Comma).any(|i| self.is(i, class))
    }
}

fn other(text: &Text<'_>, index: usize, last: Option<&Item>) -> What {
    let token = text.tokens[index];
    let after_name = last.is_some_and(|l| matches!(l.what, What::Name(_)) && l.span.end == token.span.start);
    match text.slice(token.span) {
        "" | "'" | "’" if after_name => What::Possessive,
        "s" if last.is_some_and(|l| l.what == What::Possessive && l.span.end == token.span.start) => What::Possessive,
        "-" | "–" | "—" | "‐" | "‑" | "/" => What::Joint,
        "," | "،" => What::Comma,
        "(" | "[" => What::Open,
        _ if token.kind == TokenKind::Mark => What::Mark,
        _ => What::Word { lower: !matches!(token.case, Case::Title | Case::Upper | Case::Mixed) },
    }
}
