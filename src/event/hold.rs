//! Statements of control: who holds a place, in the report's own words.

use std::ops::Range;

use super::scene::{Draft, Scene};
use crate::control::Hold;
use crate::span::Span;

/// A statement that somebody holds a place.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub sentence: usize,
    /// The party that holds it.
    pub holder: usize,
    pub status: Hold,
    /// The toponym it is about.
    pub toponym: usize,
    /// Words of the statement.
    pub words: Range<usize>,
}

impl Statement {
    pub(crate) fn span(&self, scene: &Scene<'_>) -> Span {
        scene.reading.span(self.words.clone())
    }
}

/// Statements of a report: "X-held A", "A, controlled by X". `X controls A` is a trigger of its own.
pub(crate) fn statements(scene: &Scene<'_>) -> Vec<Statement> {
    let (reading, c) = (&scene.reading, scene.classes);
    let mut out = Vec::new();
    for (holder, party) in scene.parties.iter().enumerate().filter(|(_, p)| p.holds) {
        let sentence_index = reading.sentence_of(party.words.start);
        let sentence = reading.sentences[sentence_index].clone();
        if scene.boilerplate[sentence_index] {
            continue;
        }
        let places = scene.places_in(sentence.clone());
        let before = party.words.start;
        let by = (before.saturating_sub(5).max(sentence.start)..before).find(|at| reading.is(*at, c.held_by));
        let besieged = by.is_some_and(|at| reading.any(at..before, c.besieged_by));
        if besieged {
            continue;
        }
        let ahead = places.iter().find(|(w, _)| w.start >= party.words.end && w.start - party.words.end <= 9);
        let behind = places.iter().rev().find(|(w, _)| w.end <= before && before - w.end <= 12);
        let found = match by {
            Some(_) => behind.or(ahead),
            None => ahead.filter(|(w, _)| !reading.any(party.words.end..w.start, c.comma | c.clause | c.from)).or(behind),
        };
        let Some((place, toponym)) = found else { continue };
        let start = by.unwrap_or(before).min(before);
        let words = start.min(place.start)..party.words.end.max(place.end).max(party.words.end + 1);
        let status = hold(scene, words.start..(words.end + 4).min(sentence.end));
        out.push(Statement {
            sentence: sentence_index,
            holder,
            status,
            toponym: *toponym,
            words: words.start..words.end.min(sentence.end),
        });
    }
    out
}

/// How it is held, from the words of the statement.
fn hold(scene: &Scene<'_>, words: Range<usize>) -> Hold {
    let (reading, c) = (&scene.reading, scene.classes);
    if reading.any(words.clone(), c.enclave) {
        Hold::Enclave
    } else if reading.any(words.clone(), c.besieged_by) {
        Hold::Besieged
    } else if reading.any(words, c.contested) {
        Hold::Contested
    } else {
        Hold::Held
    }
}

/// The statement that a draft of kind `control` makes: "ISIL controls most of A".
pub(crate) fn of_trigger(scene: &Scene<'_>, draft: &Draft) -> Option<Statement> {
    let holder = draft.one?;
    let toponym = draft.place.as_ref()?.toponym;
    let place = scene.words_of(toponym)?;
    let party = scene.parties[holder].words.clone();
    let start = draft.words.start.min(place.start).min(party.start);
    let end = draft.words.end.max(place.end).max(party.end);
    Some(Statement { sentence: draft.sentence, holder, status: hold(scene, start..end), toponym, words: start..end })
}

/// Whether a draft can stand: one of kind `control` says who holds which place, in the active voice; the passive is a
/// statement already.
pub(crate) fn stands(scene: &Scene<'_>, draft: &Draft) -> bool {
    let control = scene.codebook.kinds[draft.kind as usize].name == "control";
    !control || !draft.passive && draft.place.is_some() && draft.one.is_some_and(|p| !scene.parties[p].holds)
}
