//! Every name that begins at a word of a text, found in one walk along it.

use smallvec::SmallVec;

use super::automaton::Fst;
use super::format::{NameRole, Section};
use super::lookup::{Candidate, KEPT, Tier};
use super::spelt::Spelt;
use super::{Facts, Gazetteer, Kind, PlaceKey};
use crate::measure::Position;
use crate::span::Span;
use crate::text::{KeyWalk, Text, TokenKind};

/// A name found in a text, not yet looked up: where it ends, and where its places are.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// The words.
    pub span: Span,
    /// Postings, a layer and value each.
    values: SmallVec<[(u16, u64); 2]>,
}

/// What the gazetteer has behind a name, before its places are listed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many places, up to a bound.
    pub count: usize,
    /// Whether one of the most prominent of them is written just so.
    pub exact: bool,
    /// Whether one is of a gazetteer of the user's.
    pub users: bool,
    /// Whether it is the name of one, and not only an adjective or a word for its people.
    pub named: bool,
    /// The most prominent of them, and what the name is to it.
    pub best: (NameRole, Facts),
}

/// Where three letters lead from the root of an FST of names. The first steps of a walk are the slowest, since the nodes
/// there have the most ways on and lie far apart.
#[derive(Debug, Default)]
pub(super) struct Beginnings(Vec<Option<(usize, u64)>>);

/// Letters from a to z.
const LETTERS: usize = 26;

impl Beginnings {
    /// Of every three letters from a to z.
    pub(super) fn of(fst: &Fst<'_>) -> Self {
        let root = fst.root().addr();
        let letters = || b'a'..=b'z';
        let pairs = letters().flat_map(|first| letters().map(move |second| fst.advance(root, 0, &[first, second])));
        Self(pairs.flat_map(|pair| letters().map(move |third| pair.and_then(|(at, output)| fst.advance(at, output, &[third])))).collect())
    }

    fn slot(three: [u8; 3]) -> Option<usize> {
        three.iter().try_fold(0, |slot, byte| byte.is_ascii_lowercase().then(|| slot * LETTERS + usize::from(byte - b'a')))
    }
}

/// Walks a text against every layer at once. Made once a report; holds nothing but views.
pub struct Scanner<'g> {
    gazetteer: &'g Gazetteer,
    fsts: Vec<Option<(Fst<'g>, &'g Beginnings)>>,
    walk: KeyWalk,
    states: Vec<Option<(usize, u64)>>,
}

/// Places listed a name and layer: small towns share their name with a hundred others, and the report tells which.
const LISTED: usize = 128;

/// No name has more words.
const LONGEST: usize = 9;

/// The last part of an abbreviation that is written with full stops is no longer, in bytes: "N.Mex.".
const LONGEST_INITIAL: usize = 3;

/// Places asked for their spelling, a name and layer: what is less prominent tells little of the name.
const SPELLINGS: usize = 12;

impl<'g> Scanner<'g> {
    /// A scanner over all layers of `gazetteer`.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let fsts = gazetteer.layers.iter().map(|l| Some((l.fst(Section::Folded)?, l.beginnings()))).collect();
        Self { gazetteer, fsts, walk: KeyWalk::default(), states: Vec::new() }
    }

    /// The names that begin at token `first` and end before token `limit`, shortest first.
    pub fn names_at(&mut self, text: &Text<'_>, first: usize, limit: usize) -> Vec<Found> {
        self.names_behind(text, first, limit, 0, "")
    }

    /// The same, where the first token's first `skip` bytes are a word of their own, and the name begins with
    /// `given_back` before the rest: the preposition of "بحلب", the swallowed article of "للرقة".
    pub fn names_behind(&mut self, text: &Text<'_>, first: usize, limit: usize, skip: usize, given_back: &str) -> Vec<Found> {
        let mut out = Vec::new();
        self.walk.clear();
        self.states.clear();
        self.states.extend(self.fsts.iter().map(|f| f.as_ref().map(|(f, _)| (f.root().addr(), 0))));
        self.walk.key.push_str(given_back);
        let end = limit.min(first + 2 * LONGEST).min(text.tokens.len());
        for at in first..end {
            let mut opening = text.tokens[at];
            if at == first {
                opening.span.start += skip;
                opening.spaced = false;
            }
            let token = &opening;
            if at > first && token.paragraph_start {
                break;
            }
            let before = if at == first { 0 } else { self.walk.key.len() };
            if !self.walk.push(text.source, token, text.tokens.get(at + 1), false) {
                break;
            }
            if !self.feed(before) {
                break;
            }
            if token.kind == TokenKind::Mark {
                continue;
            }
            let values: SmallVec<[(u16, u64); 2]> = (0u16..)
                .zip(&self.states)
                .zip(&self.fsts)
                .filter_map(|((layer, state), fst)| {
                    let (address, output) = (*state)?;
                    let node = fst.as_ref()?.0.node(address);
                    node.is_final().then(|| (layer, output.wrapping_add(node.final_output().value())))
                })
                .collect();
            if !values.is_empty() {
                // "W.Va." and "U.S." own their last full stop, "St. Louis." and "Mt.Vernon." do not.
                let dotted = at > first
                    && !token.spaced
                    && token.span.len() <= LONGEST_INITIAL
                    && text.tokens[at - 1].span.slice(text.source) == "."
                    && text.tokens.get(at + 1).is_some_and(|t| !t.spaced && t.span.slice(text.source) == ".");
                let last = if dotted { at + 1 } else { at };
                let start = text.tokens[first].span.start + skip;
                let span = Span::new(start, text.tokens[last].span.end);
                out.push(Found { first, end: last + 1, span, values });
            }
        }
        out
    }

    /// Follows the bytes of the key from `before` on; whether any layer still has names that go on.
    fn feed(&mut self, before: usize) -> bool {
        let mut alive = false;
        for (state, fst) in self.states.iter_mut().zip(&self.fsts) {
            let (Some((mut address, mut output)), Some((fst, beginnings))) = (*state, fst) else { continue };
            *state = None;
            let mut bytes = &self.walk.key.as_bytes()[before..];
            if before == 0
                && let [first, second, third, rest @ ..] = bytes
                && let Some(slot) = Beginnings::slot([*first, *second, *third])
            {
                let Some(begun) = beginnings.0.get(slot).copied().flatten() else { continue };
                ((address, output), bytes) = (begun, rest);
            }
            if let Some(reached) = fst.advance(address, output, bytes) {
                *state = Some(reached);
                alive = true;
            }
        }
        alive
    }

    /// Whose names it finds.
    pub fn gazetteer(&self) -> &'g Gazetteer {
        self.gazetteer
    }

    /// Whether the gazetteer has places of the user's on top of the built-in ones.
    pub fn has_users(&self) -> bool {
        self.gazetteer.layers().len() > 1
    }

    /// What a place is.
    pub fn kind(&self, key: PlaceKey) -> Option<Kind> {
        self.gazetteer.facts(key).map(|facts| facts.kind)
    }

    /// What is behind a name found, counting the places of which `admits` holds, which is told what the name is to the
    /// place and can ask whether it is written just so; `None` where it holds of none.
    pub fn summary(&self, text: &Text<'_>, found: &Found, admits: impl Fn(NameRole, &dyn Fn() -> bool) -> bool) -> Option<Summary> {
        let words = text.slice(found.span);
        let mut summary: Option<Summary> = None;
        for (layer, value) in found.values.iter().rev() {
            let Some(index) = self.gazetteer.layers.get(*layer as usize) else { continue };
            let mut first = true;
            for (at, (row, role)) in index.postings(*value).take(KEPT).enumerate() {
                let exact = || index.is_named(row, words, role != NameRole::Main);
                if !admits(role, &exact) {
                    continue;
                }
                // Places come most prominent first: one look a layer finds the best.
                if std::mem::take(&mut first) {
                    let Some(facts) = self.gazetteer.facts(PlaceKey { layer: *layer, row }) else { break };
                    let best = (role, facts);
                    let blank = Summary { count: 0, exact: false, users: false, named: false, best };
                    let so_far = summary.get_or_insert(blank);
                    if facts.prominence > so_far.best.1.prominence {
                        so_far.best = best;
                    }
                }
                if let Some(so_far) = &mut summary {
                    so_far.count += 1;
                    so_far.users |= *layer > 0;
                    so_far.named |= role != NameRole::Demonym;
                    so_far.exact = so_far.exact || at < SPELLINGS && exact();
                }
            }
        }
        summary
    }

    /// The places behind a name found, the user's first, then most prominent first.
    pub fn candidates(&self, text: &Text<'_>, found: &Found) -> Vec<Candidate> {
        let words = text.slice(found.span);
        let mut out = Vec::new();
        for (layer, value) in found.values.iter().rev() {
            let Some(index) = self.gazetteer.layers.get(*layer as usize) else { continue };
            for (row, role) in index.postings(*value).take(LISTED) {
                let tier = if index.is_named(row, words, role != NameRole::Main) { Tier::Exact } else { Tier::Folded };
                out.push(Candidate {
                    key: PlaceKey { layer: *layer, row },
                    tier,
                    role,
                    similarity: 1.0,
                    stands_in: false,
                    spelt: Spelt::ALL,
                });
            }
        }
        self.gazetteer.settle(&mut out);
        out
    }

    /// Where the places behind a name found lie, of those that are points for all but themselves ([`Kind::is_point`]); not
    /// those that it is an adjective of. A place of the user's stands for the one that it names, and what is retired is left out.
    pub fn points(&self, found: &Found) -> impl Iterator<Item = Position> {
        let named = |(layer, value): &(u16, u64)| Some((*layer, self.gazetteer.layers.get(*layer as usize)?.postings(*value).take(KEPT)));
        let rows = found.values.iter().rev().filter_map(named).flat_map(|(layer, rows)| rows.map(move |(row, role)| (layer, row, role)));
        let keys = rows.filter(|(.., role)| *role != NameRole::Demonym).map(|(layer, row, _)| PlaceKey { layer, row });
        let facts = keys.filter_map(|key| self.gazetteer.facts(self.gazetteer.precedence.current(key)?));
        facts.filter(|facts| facts.kind.is_point()).map(|facts| facts.position)
    }
}
