//! The features by which a possible mention is weighed: its words, shape, neighbours, what the gazetteer
//! knows, and what the rest of the report says.

use super::candidate::Possible;
use super::evidence::Notes;
use super::hash::{feature, of_bytes, pair};
use super::words::class;
use crate::gazetteer::{Kind, NameRole};
use crate::text::{Case, Text, Token};

/// Everything that the features of one report read.
pub(super) struct View<'a> {
    pub text: &'a Text<'a>,
    pub notes: &'a Notes,
    /// By token, whether a name of the gazetteer begins, and ends, there.
    known: Vec<(bool, bool)>,
}

impl<'a> View<'a> {
    /// The view of a report with its possible mentions.
    pub(super) fn new(text: &'a Text<'a>, notes: &'a Notes, all: &[Possible]) -> Self {
        let mut known = vec![(false, false); text.tokens.len()];
        for p in all.iter().filter(|p| p.known.is_some()) {
            known[p.first].0 = true;
            known[p.end - 1].1 = true;
        }
        Self { text, notes, known }
    }
}

/// Classes of the other words of a run that tell what the run names.
const RUN_CLASSES: [u32; 9] = {
    use class::*;
    [TITLE, GIVEN, ORGANISATION, PLACE, COMPASS, MONTH, PEOPLE, SITE, SURNAME]
};

/// Gives the features of one possible mention to `each`, one after the other.
pub(super) fn features(view: &View<'_>, possible: &Possible, mut each: impl FnMut(u32)) {
    // Numbers name the features; gaps are of features that were tried and say nothing more than the others.
    let mut add = |about: u8, value: u64| each(feature(about, value));
    let (text, notes) = (view.text, view.notes);
    let tokens = &text.tokens[possible.first..possible.end];
    let length = tokens.iter().filter(|t| t.is_word()).count().min(5) as u64;

    let known = knowledge(possible);
    add(0, 1);
    add(1, pair(length, known.summary));
    add(2, known.summary);
    add(3, known.kind);
    add(4, known.prominence);
    add(5, pair(known.kind, known.prominence));
    add(6, known.count);
    // What an unknown name is made of: a known name at its start or end, and what its last word says it is.
    if known.summary == 0 {
        let parts = u64::from(view.known[possible.first].0) | u64::from(view.known[possible.end - 1].1) << 1;
        let last = notes.words[last_word(tokens, possible)].classes & (class::SITE | class::ORGANISATION | class::PLACE);
        add(7, pair(parts, length));
        add(8, pair(pair(u64::from(last), parts), length));
        // "Brooklyn's Barclays Center" is two names, "St. Mark's Cathedral" is one.
        if let Some(owner) = owner(text, tokens) {
            let behind = tokens[owner..].iter().filter(|t| t.is_word()).count().saturating_sub(1) as u64;
            add(89, pair(pair(parts, owner.min(3) as u64), behind.min(3)));
        }
    }

    // The words themselves.
    let first = notes.words[possible.first];
    let last = notes.words[last_word(tokens, possible)];
    let whole = tokens.iter().zip(&notes.words[possible.first..]).fold(0, |h, (_, w)| pair(h, w.lower));
    add(10, whole);
    add(11, first.lower);
    add(12, last.lower);
    add(13, suffix(text, &text.tokens[last_word(tokens, possible)], 3));
    add(14, suffix(text, &text.tokens[last_word(tokens, possible)], 4));
    let shape = shape(tokens);
    add(15, pair(shape, length));
    add(73, prefix(text, &text.tokens[possible.first]));
    add(88, tokens.iter().map(|t| t.span.len() as u64).sum::<u64>().min(12));
    let sentence_start = view.starts_sentence(possible.first);
    let headline = notes.headline[possible.first];
    let setting = u64::from(sentence_start) | u64::from(headline) << 1;
    add(17, pair(known.summary, setting));

    // Neighbours.
    let before = possible.first.checked_sub(1);
    let before2 = possible.first.checked_sub(2);
    let (b1, b2) = (notes.word(before), notes.word(before2));
    let (a1, a2) = (notes.word(Some(possible.end)), notes.word(Some(possible.end + 1)));
    let b1_shape = view.token_shape(before);
    let a1_shape = view.token_shape(Some(possible.end));
    add(20, b1.lower);
    add(21, a1.lower);
    add(22, pair(b1.lower, b2.lower));
    add(23, pair(a1.lower, a2.lower));
    add(24, pair(b1.lower, known.summary));
    add(25, pair(a1.lower, known.summary));
    add(26, pair(b1_shape, a1_shape));
    add(27, pair(pair(b1_shape, a1_shape), known.summary));
    add(28, pair(b2.lower, 7));
    add(29, pair(a2.lower, 9));
    add(82, notes.word(possible.first.checked_sub(3)).lower);
    add(83, notes.word(Some(possible.end + 2)).lower);
    add(70, pair(b1.lower, a1.lower));
    add(74, pair(pair(shape, length), b1.lower));
    add(77, pair(pair(b1.lower, b2.lower), u64::from(known.summary > 0)));
    for (slot, word) in [(0u64, b1), (1, b2), (2, a1), (3, a2)] {
        let mut classes = word.classes & !class::SITE;
        while classes != 0 {
            let bit = classes.trailing_zeros();
            classes &= classes - 1;
            let shape = if slot == 2 { a1_shape } else { b1_shape };
            add(30, pair(slot, u64::from(bit)));
            add(32, pair(pair(slot, u64::from(bit)), shape));
        }
    }
    // Its own classes, where it is a single word: a month, a given name, a compass word.
    add(33, pair(u64::from(first.classes), pair(length, known.kind)));
    add(34, pair(u64::from(last.classes), length));

    // The run of capitalised words around it.
    let place = (u64::from(possible.first > possible.run.0)) | u64::from(possible.end < possible.run.1) << 1;
    let run_length = (possible.run.1 - possible.run.0).min(6) as u64;
    add(40, place);
    add(41, pair(place, known.summary));
    add(42, pair(pair(place, run_length), length));
    add(78, pair(pair(b1_shape, a1_shape), pair(place, length)));
    let (mut run_classes, run) = (0u32, possible.run.0..possible.run.1);
    for (i, word) in run.clone().zip(&notes.words[run]) {
        if !(possible.first..possible.end).contains(&i) {
            run_classes |= word.classes;
        }
    }
    for bit in RUN_CLASSES {
        if run_classes & bit != 0 {
            add(43, pair(u64::from(bit), place));
        }
    }
    if possible.run.1 > possible.end {
        let end = notes.words[possible.run.1 - 1];
        add(45, end.lower);
    }
    if possible.run.0 < possible.first {
        let start = notes.words[possible.run.0];
        add(47, start.lower);
        add(48, u64::from(start.classes));
    }

    // Names that a mark or "and" joins are of one sort: "Aleppo-Latakia", "Homs, Hama and Idlib".
    if before2.is_some_and(|other| view.known[other].1) {
        add(60, b1.lower);
    }

    // What the rest of the report says of it.
    let e = notes.evidence(if length == 1 { first.lower } else { last.lower });
    let bucket = |n: u16| u64::from(n.min(3));
    add(50, pair(bucket(e.small), known.summary));
    add(51, pair(bucket(e.after_place), bucket(e.after_person)));
    add(52, pair(pair(bucket(e.after_place), bucket(e.after_person)), known.summary));
    add(53, pair(bucket(e.before_organisation), bucket(e.after_place)));
    add(54, pair(bucket(e.before_say), bucket(e.after_place)));
    add(55, pair(bucket(e.capital), bucket(e.joined)));
    add(56, pair(pair(bucket(e.joined), bucket(e.leading)), known.summary));
    // A word written together with the name, as Arabic has them.
    if possible.span.start != text.tokens[possible.first].span.start {
        add(57, length);
    }
}

impl View<'_> {
    fn starts_sentence(&self, token: usize) -> bool {
        let start = self.text.tokens[token].span.start;
        let begins = self.text.sentence_at(start).map(|s| self.text.sentences[s].start);
        begins == Some(start)
            || token > 0 && matches!(self.text.slice(self.text.tokens[token - 1].span), "“" | "\"" | "‘" | "•" | ":" | "*")
    }

    /// The shape of a neighbour: nothing, a mark by its sign, or a word by its case.
    fn token_shape(&self, at: Option<usize>) -> u64 {
        let Some(token) = at.and_then(|a| self.text.tokens.get(a)) else { return 1 };
        let spaced = u64::from(token.spaced) << 40 | u64::from(token.line_start) << 41;
        if token.kind == crate::text::TokenKind::Mark {
            return of_bytes(self.text.slice(token.span).as_bytes()) ^ spaced;
        }
        2 + token.case as u64 + if token.is_word() { 0 } else { 10 } + spaced
    }
}

fn last_word(tokens: &[Token], possible: &Possible) -> usize {
    possible.first + tokens.iter().rposition(Token::is_word).unwrap_or(0)
}

/// How many tokens the owner of a possessive inside a name has: one in "King's Park".
fn owner(text: &Text<'_>, tokens: &[Token]) -> Option<usize> {
    let mark = |t: &Token| t.kind == crate::text::TokenKind::Mark && matches!(text.slice(t.span), "'" | "’");
    tokens.windows(2).position(|pair| mark(&pair[0]) && text.slice(pair[1].span) == "s")
}

/// The first three letters of a word.
fn prefix(text: &Text<'_>, token: &Token) -> u64 {
    let word = text.slice(token.span).as_bytes();
    letters(&word[..word.len().min(3)], 10)
}

/// Its last letters.
fn suffix(text: &Text<'_>, token: &Token, count: usize) -> u64 {
    let word = text.slice(token.span).as_bytes();
    letters(&word[word.len().saturating_sub(count)..], count as u64)
}

fn letters(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(seed, |h, b| pair(h, u64::from(b.to_ascii_lowercase())))
}

fn shape(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .filter(|t| t.is_word())
        .fold(0, |h, t| h * 7 + 1 + t.case as u64)
        .wrapping_add(u64::from(tokens.iter().any(|t| t.case == Case::Mixed)))
}

/// What the gazetteer knows of the words, in a few buckets.
struct Knowledge {
    /// Unknown, or by tier and role.
    summary: u64,
    kind: u64,
    prominence: u64,
    count: u64,
}

fn knowledge(possible: &Possible) -> Knowledge {
    let Some(known) = &possible.known else {
        return Knowledge { summary: 0, kind: 0, prominence: 0, count: 0 };
    };
    let (role, facts) = known.summary.best;
    let group = match facts.kind {
        Kind::Country | Kind::Continent => 1,
        Kind::Admin1 => 2,
        Kind::Admin2 | Kind::Admin3 => 3,
        kind if kind.is_settlement() => 4,
        kind if kind.is_water() => 5,
        Kind::Region => 6,
        _ => 7,
    };
    let level = ((facts.prominence - 5.0) / 2.0).clamp(0.0, 7.0) as u64;
    Knowledge {
        summary: 1
            + u64::from(known.summary.exact)
            + 2 * u64::from(role == NameRole::Demonym)
            + if level >= 3 { 4 } else { 0 }
            + if level >= 5 { 8 } else { 0 }
            + 16 * u64::from(known.summary.users),
        kind: group + 10 * role as u64,
        prominence: level,
        count: (known.summary.count.min(31) as u64).checked_ilog2().map_or(0, u64::from) + 1,
    }
}
