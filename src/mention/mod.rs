//! Which words of a report name a place, and which are people, months, militias.
//!
//! Every name of the gazetteer that begins at a capitalised word, and every short run of capitalised words, is a
//! possible mention. A linear model over cheap features gives each its belief; the best set without overlaps is kept.

mod candidate;
mod evidence;
mod feature;
mod hash;
mod record;
mod support;
pub mod train;
mod wanted;
mod weights;
mod words;

pub use record::{Form, Mention};

use candidate::{Possible, possible};
use evidence::Notes;
use feature::{View, features};
use weights::Weights;

use crate::gazetteer::{Candidate, Facts, Gazetteer, Kind, NameRole, Scanner, Tier};
use crate::measure::Position;
use crate::span::Span;
use crate::text::{Case, Text, coordinates};

/// Finds the mentions of a text.
///
/// ```
/// use sitmap::{Gazetteer, mention::Recogniser, text::Text};
/// let gazetteer = Gazetteer::builtin()?;
/// let text = Text::new("Government forces entered Palmyra on Thursday, Col. Jordan Hama said.");
/// let found = Recogniser::new(&gazetteer).mentions(&text);
/// let words: Vec<&str> = found.iter().map(|m| text.slice(m.span)).collect();
/// assert_eq!(words, ["Palmyra"]);
/// # Ok::<(), sitmap::Error>(())
/// ```
pub struct Recogniser<'g> {
    gazetteer: &'g Gazetteer,
    /// Trained weights in place of the built-in ones.
    own: Option<Weights>,
}

/// Belief for a name of a gazetteer in a script without case, for which there are no weights.
const CASELESS_BELIEF: f32 = 0.6;

impl<'g> Recogniser<'g> {
    /// With the weights that come with the program.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, own: None }
    }

    /// With weights that [`train::train`] made.
    pub fn with_weights(gazetteer: &'g Gazetteer, packed: &[u8]) -> Self {
        Self { gazetteer, own: Some(Weights::read(packed)) }
    }

    /// The mentions of `text` in order, none overlapping.
    pub fn mentions(&self, text: &Text<'_>) -> Vec<Mention> {
        let (mut scanner, notes) = (Scanner::new(self.gazetteer), Notes::of(text));
        let all = possible(text, &notes, &mut scanner);
        let view = View::new(text, &notes, &all);
        let weights = self.own.as_ref().unwrap_or_else(|| Weights::builtin());
        let mut buffer = Vec::with_capacity(96);
        let scores: Vec<f32> = all
            .iter()
            .map(|p| {
                if text.tokens[p.first].case == Case::None {
                    return caseless_score(text, p);
                }
                features(&view, p, &mut buffer);
                weights.score(&buffer)
            })
            .collect();
        let support = support::support(text, &notes, &scanner, &all, &scores);
        let scores = scores.iter().zip(support).map(|(score, more)| score + more);
        let scored = all.into_iter().zip(scores).filter(|(_, score)| *score > 0.0).collect();
        let mut out: Vec<Mention> = best_set(scored).into_iter().map(|(p, score)| self.mention(text, &scanner, p, score)).collect();
        add_coordinates(text, &mut out);
        out
    }

    /// A mention at a span that is already known to name a place.
    ///
    /// The span may hold words that are no part of the name ("Palmyra town", "the city of Homs"): they say what kind is
    /// meant, and the name is looked up without them where it is in no gazetteer as it stands.
    pub fn known(&self, text: &Text<'_>, span: Span) -> Mention {
        let whole = text.tokens_in(span);
        let bare = wanted::bare_name(text, whole.clone());
        let mut tried = vec![whole.clone()];
        if bare != whole {
            tried.push(bare);
        }
        // "Tadmur/Palmyra" gives two names for one place.
        tried.extend(wanted::parts(text, whole.clone()).into_iter().map(|part| wanted::bare_name(text, part)));
        let scanner = Scanner::new(self.gazetteer);
        let loose = |range: &std::ops::Range<usize>| scanner.by_skeleton(text.slice(words_of(text, range)));
        let named = tried.iter().map(|range| (range, self.names_filling(text, range))).find(|(_, found)| !found.is_empty());
        let (range, candidates) = named
            .or_else(|| tried.iter().rev().map(|range| (range, loose(range))).find(|(_, found)| !found.is_empty()))
            .unwrap_or_else(|| (&whole, self.gazetteer.lookup(text.slice(span))));
        let candidates = self.within_last(text, &whole, range, candidates);
        self.finish(text, span, range.start, range.end, candidates, 1.0)
    }

    /// Of "Paris, Texas" given as one name, the places of the first part that lie in one of the last; all where none do.
    fn within_last(
        &self,
        text: &Text<'_>,
        whole: &std::ops::Range<usize>,
        range: &std::ops::Range<usize>,
        candidates: Vec<Candidate>,
    ) -> Vec<Candidate> {
        let comma = text.tokens.get(range.end).is_some_and(|t| text.slice(t.span) == ",");
        if !comma || range.end + 1 >= whole.end {
            return candidates;
        }
        let facts = |candidate: &Candidate| self.gazetteer.facts(candidate.key);
        let outer: Vec<Facts> = self.names_filling(text, &(range.end + 1..whole.end)).iter().filter_map(facts).collect();
        let holds = |outer: &Facts, inner: &Facts| match outer.kind {
            Kind::Country => outer.country == inner.country,
            Kind::Admin1 => outer.country == inner.country && outer.admin1 == inner.admin1,
            _ => false,
        };
        let inside = |c: &&Candidate| facts(c).is_some_and(|inner| outer.iter().any(|outer| holds(outer, &inner)));
        let held: Vec<Candidate> = candidates.iter().filter(inside).copied().collect();
        if held.is_empty() { candidates } else { held }
    }

    /// The places whose folded name fills the tokens of `range`.
    fn names_filling(&self, text: &Text<'_>, range: &std::ops::Range<usize>) -> Vec<Candidate> {
        let mut scanner = Scanner::new(self.gazetteer);
        let names = scanner.names_at(text, range.start, range.end);
        let (word, count) = (text.tokens.get(range.start), range.len());
        if let Some(name) = names.iter().rfind(|n| n.end == range.end) {
            let mut found = scanner.candidates(text, name);
            // "EU" is no spelling of the town of Eu, where there is an abbreviation.
            if count == 1 && word.is_some_and(|w| w.case == Case::Upper) && found.iter().any(|c| c.role == NameRole::Abbreviation) {
                found.retain(|c| c.role == NameRole::Abbreviation || c.tier == Tier::Exact);
            }
            return found;
        }
        // "Mont." with its full stop is the abbreviation; no town of Mont is written so.
        let stop = count == 2 && text.tokens.get(range.start + 1).is_some_and(|t| text.slice(t.span) == ".");
        let dotted = names.iter().rfind(|n| stop && n.end + 1 == range.end);
        let mut found = dotted.map(|name| scanner.candidates(text, name)).unwrap_or_default();
        found.retain(|c| c.role == NameRole::Abbreviation);
        found
    }

    fn mention(&self, text: &Text<'_>, scanner: &Scanner<'_>, p: Possible, score: f32) -> Mention {
        let candidates = match &p.known {
            Some(known) => known.candidates(text, scanner),
            None => scanner.by_skeleton(text.slice(p.span)),
        };
        let belief = 1.0 / (1.0 + (-score).exp());
        self.finish(text, p.span, p.first, p.end, candidates, belief)
    }

    fn finish(&self, text: &Text<'_>, span: Span, first: usize, end: usize, candidates: Vec<Candidate>, score: f32) -> Mention {
        let demonym = !candidates.is_empty() && candidates.iter().all(|c| c.role == NameRole::Demonym);
        let form = if demonym { Form::Demonym } else { Form::Name };
        Mention { span, form, candidates, wanted: wanted::wanted(text, first, end), position: None, score }
    }
}

fn words_of(text: &Text<'_>, range: &std::ops::Range<usize>) -> Span {
    let ends = text.tokens.get(range.start).zip(range.end.checked_sub(1).and_then(|last| text.tokens.get(last)));
    ends.map_or_else(Span::default, |(first, last)| first.span.cover(last.span))
}

/// Scripts without case have no weights: a name of the gazetteer counts by its length.
fn caseless_score(text: &Text<'_>, p: &Possible) -> f32 {
    if p.known.is_none() {
        return 0.0;
    }
    let letters = text.slice(p.span).chars().count();
    let floor = (CASELESS_BELIEF / (1.0 - CASELESS_BELIEF)).ln();
    if letters < 3 { 0.0 } else { floor + 0.3 * letters as f32 }
}

/// The set of possible mentions without overlaps whose scores sum highest.
fn best_set(mut scored: Vec<(Possible, f32)>) -> Vec<(Possible, f32)> {
    scored.sort_by_key(|(p, _)| (p.end, p.first));
    // best[i]: highest sum over the first i; taken[i]: whether the i-th is in it.
    let mut best = vec![0.0f32; scored.len() + 1];
    let mut taken = vec![None; scored.len()];
    for i in 0..scored.len() {
        let before = scored[..i].partition_point(|(p, _)| p.end <= scored[i].0.first);
        let with = best[before] + scored[i].1;
        taken[i] = (with > best[i]).then_some(before);
        best[i + 1] = with.max(best[i]);
    }
    let mut keep = vec![false; scored.len()];
    let mut i = scored.len();
    while i > 0 {
        match taken[i - 1] {
            Some(before) => {
                keep[i - 1] = true;
                i = before;
            }
            None => i -= 1,
        }
    }
    let mut kept = keep.iter();
    scored.retain(|_| kept.next() == Some(&true));
    scored
}

/// Adds the coordinates that the text states, in place of any names they overlap.
fn add_coordinates(text: &Text<'_>, out: &mut Vec<Mention>) {
    for found in coordinates(text.source).into_iter().flatten() {
        out.retain(|m| !m.span.overlaps(found.span));
        out.push(Mention {
            span: found.span,
            form: Form::Coordinates,
            candidates: Vec::new(),
            wanted: Vec::new(),
            position: Position::checked(found.lat, found.lon),
            score: 1.0,
        });
    }
    out.sort_by_key(|m| m.span);
}
