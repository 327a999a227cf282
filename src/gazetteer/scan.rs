//! Every name that begins at a word of a text, found in one walk along it.

use fst::raw::{CompiledAddr, Fst};

use super::format::{NameRole, Section};
use super::lookup::{Candidate, KEPT, Tier};
use super::{Gazetteer, PlaceKey};
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
    values: Vec<(u16, u64)>,
}

/// Walks a text against every layer at once. Made once a report; holds only views.
pub struct Scanner<'g> {
    gazetteer: &'g Gazetteer,
    fsts: Vec<Option<Fst<&'g [u8]>>>,
    walk: KeyWalk,
    states: Vec<Option<(CompiledAddr, u64)>>,
}

/// No name has more words.
const LONGEST: usize = 9;

impl<'g> Scanner<'g> {
    /// A scanner over all layers of `gazetteer`.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let fsts = gazetteer.layers.iter().map(|l| l.fst(Section::Folded)).collect();
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
        self.states.extend(self.fsts.iter().map(|f| f.as_ref().map(|f| (f.root().addr(), 0))));
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
            let values: Vec<(u16, u64)> = (0u16..)
                .zip(&self.states)
                .zip(&self.fsts)
                .filter_map(|((layer, state), fst)| {
                    let (address, output) = (*state)?;
                    let node = fst.as_ref()?.node(address);
                    node.is_final().then(|| (layer, output + node.final_output().value()))
                })
                .collect();
            if !values.is_empty() {
                // "W.Va." and "U.S." own their last full stop.
                let dotted = at > first
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
            let (Some((mut address, mut output)), Some(fst)) = (*state, fst) else { continue };
            *state = None;
            let fits = self.walk.key.as_bytes()[before..].iter().all(|byte| {
                let node = fst.node(address);
                let Some(slot) = node.find_input(*byte) else { return false };
                let transition = node.transition(slot);
                address = transition.addr;
                output += transition.out.value();
                true
            });
            if fits {
                *state = Some((address, output));
                alive = true;
            }
        }
        alive
    }

    /// The places behind a name found, the user's first, then most prominent first.
    pub fn candidates(&self, text: &Text<'_>, found: &Found) -> Vec<Candidate> {
        let words = text.slice(found.span);
        let mut out = Vec::new();
        for (layer, value) in found.values.iter().rev() {
            let Some(index) = self.gazetteer.layers.get(*layer as usize) else { continue };
            for (row, role) in index.postings(*value).take(KEPT) {
                let exact = if role == NameRole::Main { index.main_name(row) == words } else { index.names(row).contains(&words) };
                let tier = if exact { Tier::Exact } else { Tier::Folded };
                out.push(Candidate { key: PlaceKey { layer: *layer, row }, tier, role, similarity: 1.0 });
            }
        }
        out
    }

    /// The places whose names share the romanisation skeleton of these words.
    pub fn by_skeleton(&self, words: &str) -> Vec<Candidate> {
        self.gazetteer.lookup_skeleton(words, &crate::text::name_key(words))
    }
}
