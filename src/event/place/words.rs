//! The words around trigger and place that the model weighs one by one.
//!
//! Triggers of the codebook tell of events: which place is the likeliest is all that is asked. Those that are given from
//! outside may be any verb, and the words help to tell whether anything happened anywhere: "captured readers from Cairo to
//! Tunis".

use smallvec::SmallVec;

use super::super::scene::{Draft, Scene};
use super::feature::Candidate;
use crate::codebook::{EDGE, NUMBER, POSSESSIVE, PlaceSide, Standing, WordId};
use crate::text::{Case, TokenKind};

/// A word that says whether an event happened at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Telling<'t> {
    pub standing: Standing,
    /// On which side of the trigger the place is, where that matters.
    pub side: Option<PlaceSide>,
    pub id: WordId,
    /// The word as it is written; [`EDGE`] or [`NUMBER`] for these.
    pub written: &'t str,
}

/// Gives the words that tell of one place to `each`; none where the place is part of the trigger.
pub(crate) fn tell<'t>(scene: &Scene<'t>, draft: &Draft, candidate: &Candidate, mut each: impl FnMut(Telling<'t>)) {
    let (trigger, place) = (&draft.words, &candidate.words);
    if place.start < trigger.end && trigger.start < place.end {
        return;
    }
    let after = place.start >= trigger.end;
    let side = Some(if after { PlaceSide::After } else { PlaceSide::Before });
    let sentence = &scene.reading.sentences[draft.sentence];
    let mut add = |standing, side: Option<PlaceSide>, at: Option<usize>| {
        let at = at.filter(|at| sentence.contains(at));
        // A name tells of one war alone.
        let named = at.is_some_and(|at| scene.reading.words[at].case != Case::Lower && is_letters(scene, at) && !trigger.contains(&at));
        if !named {
            let (id, written) = word(scene, at);
            each(Telling { standing, side, id, written });
        }
    };
    add(Standing::Always, None, None);
    let last = trigger.end.checked_sub(1);
    add(Standing::Trigger, None, last);
    add(Standing::Trigger, side, last);
    add(Standing::BeforeTrigger, None, trigger.start.checked_sub(1));
    add(Standing::BehindTrigger, None, Some(trigger.end));
    add(Standing::BeforePlace, side, place.start.checked_sub(1));
    add(Standing::BehindPlace, None, Some(place.end));
    let between = if after { trigger.end..place.start } else { place.end..trigger.start };
    between.for_each(|at| add(Standing::Between, side, Some(at)));
}

/// What the words around trigger and place come to, in log-odds.
pub(super) fn score(scene: &Scene<'_>, draft: &Draft, candidate: &Candidate) -> f32 {
    let weights = &scene.codebook.linking_words;
    let mut sum = 0.0;
    // A word between that stands there twice says it once.
    let mut seen: SmallVec<[WordId; 16]> = SmallVec::new();
    tell(scene, draft, candidate, |word| {
        if word.standing == Standing::Between {
            if seen.contains(&word.id) {
                return;
            }
            seen.push(word.id);
        }
        sum += weights.weight(word.standing, word.side, word.id);
    });
    sum
}

fn is_letters(scene: &Scene<'_>, at: usize) -> bool {
    scene.reading.words[at].kind == TokenKind::Word
}

fn word<'t>(scene: &Scene<'t>, at: Option<usize>) -> (WordId, &'t str) {
    let lexicon = &scene.codebook.lexicon;
    match at {
        None => (lexicon.word(EDGE), EDGE),
        Some(at) if scene.reading.words[at].kind == TokenKind::Number => (lexicon.word(NUMBER), NUMBER),
        Some(at) if scene.reading.ids[at] == scene.reading.possessive => (scene.reading.possessive, POSSESSIVE),
        Some(at) => (scene.reading.ids[at], scene.reading.words[at].span.slice(scene.reading.source)),
    }
}
