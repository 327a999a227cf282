//! The features by which a possible mention is weighed: its words, shape, neighbours, what the gazetteer
//! knows, and what the rest of the report says.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::candidate::Possible;
use super::evidence::{Notes, Word};
use super::hash::{feature, pair};
use super::listed;
use super::words::{class, of_class};
use crate::gazetteer::{Kind, NameRole};
use crate::text::{Case, Text, Token, TokenKind};

/// Everything that the features of one report read.
pub(super) struct View<'a> {
    pub text: &'a Text<'a>,
    pub notes: &'a Notes,
    /// By token, whether a name of the gazetteer begins, and ends, there.
    known: Vec<(bool, bool)>,
    /// By token, whether a sentence begins there.
    opens: Vec<bool>,
}

impl<'a> View<'a> {
    /// The view of a report with its possible mentions.
    pub(super) fn new(text: &'a Text<'a>, notes: &'a Notes, all: &[Possible]) -> Self {
        let mut known = vec![(false, false); text.tokens.len()];
        for p in all.iter().filter(|p| p.known.is_some()) {
            known[p.first].0 = true;
            known[p.end - 1].1 = true;
        }
        let mut sentences = text.sentences.iter().peekable();
        let opens = text.tokens.iter().map(|token| {
            while sentences.next_if(|s| s.start < token.span.start).is_some() {}
            sentences.peek().is_some_and(|s| s.start == token.span.start)
        });
        Self { text, notes, known, opens: opens.collect() }
    }
}

/// Classes of the other words of a run that tell what the run names.
const RUN_CLASSES: [u32; 9] = {
    use class::*;
    [TITLE, GIVEN, ORGANISATION, PLACE, COMPASS, MONTH, PEOPLE, SITE, SURNAME]
};

/// The tokens on which most features of a possible mention hang, each for itself; several mentions share each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hinges {
    /// The first token.
    first: usize,
    /// The last word.
    last: usize,
    /// One past the last token.
    end: usize,
    /// The word of which the rest of the report is asked.
    told: usize,
    /// Words, up to five.
    length: u64,
}

impl Hinges {
    pub(super) fn of(view: &View<'_>, possible: &Possible) -> Self {
        let Possible { first, end, .. } = *possible;
        let tokens = &view.text.tokens[first..end];
        let length = tokens.iter().filter(|t| t.is_word()).count().min(5) as u64;
        let last = first + tokens.iter().rposition(Token::is_word).unwrap_or(0);
        Self { first, last, end, told: if length == 1 { first } else { last }, length }
    }

    /// What each group of features that hangs on one token alone is called by, and that token.
    pub(super) fn groups(&self) -> [(Group, usize); 4] {
        [(Group::Front, self.first), (Group::Last, self.last), (Group::Behind, self.end), (Group::Told, self.told)]
    }
}

/// Features that hang on one token alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// The first word and what stands before it.
    Front,
    /// The last word.
    Last,
    /// What stands behind.
    Behind,
    /// What the rest of the report says of a word.
    Told,
}

/// Gives all features of one possible mention to `each`, one after the other.
pub(super) fn features(view: &View<'_>, possible: &Possible, mut each: impl FnMut(u32)) {
    let hinges = Hinges::of(view, possible);
    whole(view, possible, &hinges, &mut each);
    hinges.groups().into_iter().for_each(|(group, token)| of_token(view, group, token, &mut each));
}

// Numbers name the features; gaps are of features that were tried and say nothing more than the others.

/// Gives the features of a group to `each`.
pub(super) fn of_token(view: &View<'_>, group: Group, token: usize, mut each: impl FnMut(u32)) {
    let mut add = |about: u8, value: u64| each(feature(about, value));
    let (text, notes) = (view.text, view.notes);
    match group {
        Group::Front => {
            let (before, before2) = (token.checked_sub(1), token.checked_sub(2));
            let (b1, b2, shape) = (notes.word(before), notes.word(before2), view.token_shape(before));
            add(11, notes.words[token].lower);
            add(73, prefix(text, &text.tokens[token]));
            add(20, b1.lower);
            add(22, pair(b1.lower, b2.lower));
            add(28, pair(b2.lower, 7));
            add(82, notes.word(token.checked_sub(3)).lower);
            // "In Syria's Idlib", and not "with Syria's Assad".
            if let Some(owner) = owner_before(text, token) {
                let before = notes.word(owner.checked_sub(1));
                add(90, before.lower);
                classes(before).for_each(|bit| add(91, bit));
            }
            // "Islamic State of Iraq and the Levant", and not "the eastern border of Iraq and the Levant".
            if let Some(tie) = tied_to(view, token) {
                let (link, head) = (notes.words[tie.link].lower, notes.words[tie.head]);
                add(92, pair(link, head.lower));
                classes(head).for_each(|bit| add(93, pair(link, bit)));
                if tie.first < tie.head {
                    add(94, pair(link, notes.words[tie.first].lower));
                }
            }
            // "The villages of Saraqib, Nayrab and Afs": the noun speaks for each.
            if let Some(opening) = listed::opening(text, token) {
                let (noun, opener) = (notes.words[opening.noun], notes.words[opening.opener].lower);
                add(95, pair(noun.lower, opener));
                classes(noun).for_each(|bit| add(96, pair(bit, opener)));
            }
            for (slot, word) in [(0, b1), (1, b2)] {
                for bit in classes(word) {
                    add(30, pair(slot, bit));
                    add(32, pair(pair(slot, bit), shape));
                }
            }
        }
        Group::Last => {
            add(12, notes.words[token].lower);
            add(13, suffix(text, &text.tokens[token], 3));
            add(14, suffix(text, &text.tokens[token], 4));
        }
        Group::Behind => {
            let (a1, a2) = (notes.word(Some(token)), notes.word(Some(token + 1)));
            let shape = view.token_shape(Some(token));
            add(21, a1.lower);
            add(23, pair(a1.lower, a2.lower));
            add(29, pair(a2.lower, 9));
            add(83, notes.word(Some(token + 2)).lower);
            // "The Saraqib, Nayrab and Afs districts".
            if let Some((noun, _)) = listed::noun_behind(text, token, token) {
                let noun = notes.word(Some(noun));
                add(97, noun.lower);
                classes(noun).for_each(|bit| add(98, bit));
            }
            for bit in classes(a1) {
                add(30, pair(2, bit));
                add(32, pair(pair(2, bit), shape));
            }
            classes(a2).for_each(|bit| add(30, pair(3, bit)));
        }
        Group::Told => {
            let e = notes.evidence(notes.words[token].lower);
            add(51, pair(bucket(e.after_place), bucket(e.after_person)));
            add(53, pair(bucket(e.before_organisation), bucket(e.after_place)));
            add(54, pair(bucket(e.before_say), bucket(e.after_place)));
            add(55, pair(bucket(e.capital), bucket(e.joined)));
        }
    }
}

/// The numbers of a neighbour's classes.
fn classes(word: Word) -> impl Iterator<Item = u64> {
    let mut left = word.classes & !(class::SITE | class::CODE);
    std::iter::from_fn(move || {
        let bit = (left != 0).then(|| left.trailing_zeros())?;
        left &= left - 1;
        Some(u64::from(bit))
    })
}

fn bucket(count: u16) -> u64 {
    u64::from(count.min(3))
}

/// What tells a shape in a headline from the same elsewhere: more than any shape.
const IN_HEADLINE: u64 = 1 << 40;

/// Gives the features that hang on the possible mention as a whole to `each`.
pub(super) fn whole(view: &View<'_>, possible: &Possible, hinges: &Hinges, mut each: impl FnMut(u32)) {
    let mut add = |about: u8, value: u64| each(feature(about, value));
    let (text, notes) = (view.text, view.notes);
    let tokens = &text.tokens[possible.first..possible.end];
    let length = hinges.length;
    let (first, last) = (notes.words[hinges.first], notes.words[hinges.last]);

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
        let noun = last.classes & (class::SITE | class::ORGANISATION | class::PLACE);
        add(7, pair(parts, length));
        add(8, pair(pair(u64::from(noun), parts), length));
        // "Brooklyn's Barclays Center" is two names, "St. Mark's Cathedral" is one.
        if let Some(owner) = (0..tokens.len()).find(|at| text.is_possessive(possible.first + at)) {
            let behind = tokens[owner..].iter().filter(|t| t.is_word()).count().saturating_sub(1) as u64;
            add(89, pair(pair(parts, owner.min(3) as u64), behind.min(3)));
        }
    }

    // "Highway 6", "Hill 30".
    if tokens.last().is_some_and(|t| t.kind == TokenKind::Number) {
        add(99, last.lower);
    }

    // The words themselves.
    let together = tokens.iter().zip(&notes.words[possible.first..]).fold(0, |h, (_, w)| pair(h, w.lower));
    add(10, together);
    let headline = notes.headline[possible.first];
    // In a headline capitals say nothing: what they say elsewhere is not asked there, nor the other way round.
    let shape = shape(tokens) + IN_HEADLINE * u64::from(headline);
    add(15, pair(shape, length));
    add(88, tokens.iter().map(|t| t.span.len() as u64).sum::<u64>().min(12));
    let sentence_start = view.starts_sentence(possible.first);
    let setting = u64::from(sentence_start) | u64::from(headline) << 1;
    add(17, pair(known.summary, setting));

    // Neighbours.
    let before = possible.first.checked_sub(1);
    let before2 = possible.first.checked_sub(2);
    let (b1, b2, a1) = (notes.word(before), notes.word(before2), notes.word(Some(possible.end)));
    let b1_shape = view.token_shape(before);
    let a1_shape = view.token_shape(Some(possible.end));
    add(24, pair(b1.lower, known.summary));
    add(25, pair(a1.lower, known.summary));
    add(26, pair(b1_shape, a1_shape));
    add(27, pair(pair(b1_shape, a1_shape), known.summary));
    add(70, pair(b1.lower, a1.lower));
    add(74, pair(pair(shape, length), b1.lower));
    add(77, pair(pair(b1.lower, b2.lower), u64::from(known.summary > 0)));
    classes(notes.word(Some(possible.end + 1))).for_each(|bit| add(32, pair(pair(3, bit), b1_shape)));
    // Its own classes, where it is a single word: a month, a given name, a compass word.
    add(33, pair(u64::from(first.classes), pair(length, known.kind)));
    add(34, pair(u64::from(last.classes), length));

    // The run of capitalised words around it.
    let place = (u64::from(possible.first > possible.run.0)) | u64::from(possible.end < possible.run.1) << 1 | u64::from(headline) << 2;
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
        add(45, pair(end.lower, u64::from(headline)));
    }
    if possible.run.0 < possible.first {
        let start = notes.words[possible.run.0];
        add(47, pair(start.lower, u64::from(headline)));
        add(48, pair(u64::from(start.classes), u64::from(headline)));
    }

    // Names that a mark or "and" joins are of one sort: "Aleppo-Latakia", "Homs, Hama and Idlib".
    if before2.is_some_and(|other| view.known[other].1) {
        add(60, b1.lower);
    }

    // What the rest of the report says of it.
    let e = notes.evidence(notes.words[hinges.told].lower);
    add(50, pair(bucket(e.small), known.summary));
    add(52, pair(pair(bucket(e.after_place), bucket(e.after_person)), known.summary));
    add(56, pair(pair(bucket(e.joined), bucket(e.leading)), known.summary));
    // A word written together with the name, as Arabic has them.
    if possible.span.start != text.tokens[possible.first].span.start {
        add(57, length);
    }
}

impl View<'_> {
    fn starts_sentence(&self, token: usize) -> bool {
        self.opens[token] || token > 0 && matches!(self.text.slice(self.text.tokens[token - 1].span), "“" | "\"" | "‘" | "•" | ":" | "*")
    }

    /// The shape of a neighbour: nothing, a mark by its sign, or a word by its case.
    fn token_shape(&self, at: Option<usize>) -> u64 {
        let Some(token) = at.and_then(|a| self.text.tokens.get(a)) else { return 1 };
        let headline = at.is_some_and(|a| self.notes.headline[a]);
        let spaced = u64::from(token.spaced) << 40 | u64::from(token.line_start) << 41 | u64::from(headline) << 42;
        if token.kind == TokenKind::Mark {
            return token.lower ^ spaced;
        }
        2 + token.case as u64 + if token.is_word() { 0 } else { 10 } + spaced
    }
}

/// Where the name begins that owns the token by "'s" before it: at "Syria" of "Syria's Idlib".
fn owner_before(text: &Text<'_>, token: usize) -> Option<usize> {
    let mark = token.checked_sub(2).filter(|mark| text.is_possessive(*mark))?;
    let words = text.tokens[..mark].iter().rev().take(LONGEST_OWNER).take_while(|t| t.is_capitalised()).count();
    (words > 0).then(|| mark - words)
}

/// No name of a place that owns another has more words.
const LONGEST_OWNER: usize = 4;

/// Capitalised words to which small ones tie a name.
struct Tie {
    /// The first of the capitalised words.
    first: usize,
    /// The last of them.
    head: usize,
    /// The first of the small words.
    link: usize,
}

/// The earliest capitalised words to which small words tie what begins at `token`: at "Levant" of "the Islamic State of Iraq
/// and the Levant" those are "Islamic State", and "of" is the link.
fn tied_to(view: &View<'_>, token: usize) -> Option<Tie> {
    let mut tie: Option<Tie> = None;
    for _ in 0..MOST_TIES {
        let end = tie.as_ref().map_or(token, |tie| tie.first);
        let tokens = &view.text.tokens[..end];
        let goes_on = |from: usize| view.text.tokens.get(from).is_some_and(|t| !t.line_start);
        let small = |(at, t): &(usize, &Token)| TIES.contains(&t.lower) && t.case == Case::Lower && goes_on(at + 1);
        let links = tokens.iter().enumerate().rev().take(MOST_LINKS).take_while(small).count();
        let named = |(at, t): &(usize, &Token)| t.is_word() && t.is_capitalised() && goes_on(at + 1);
        let words = tokens[..end - links].iter().enumerate().rev().take(LONGEST_OWNER).take_while(named).count();
        if links == 0 || words == 0 {
            break;
        }
        let link = end - links;
        tie = Some(Tie { first: link - words, head: link - 1, link });
    }
    tie
}

/// Small words that tie the words of a long name.
static TIES: LazyLock<FxHashSet<u64>> = LazyLock::new(|| of_class(include_str!("../../data/mention/lists.tsv"), "ties"));

/// Small words in a row that tie names, at most: "and in the".
const MOST_LINKS: usize = 3;

/// Names that are tied to one another in turn, at most.
const MOST_TIES: usize = 3;

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
