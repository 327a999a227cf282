//! ACLED's event type of an event, from its kind and circumstances.

use super::actor::side;
use super::record::{Actor, Inter};
use super::scene::{Draft, Scene};
use crate::codebook::{Condition, Mask, Party, Side};

/// What the conditions of `coding.tsv` are asked of.
pub(crate) struct Circumstances<'a> {
    pub one: Option<&'a Actor>,
    pub two: Option<&'a Actor>,
    /// Country of the event.
    pub country: Option<&'a str>,
    pub cues: Mask,
    pub deaths: bool,
}

/// The event type and sub-event type; `None` where it is none of ACLED's.
pub(crate) fn types(scene: &Scene<'_>, draft: &Draft, around: &Circumstances<'_>) -> Option<(String, String)> {
    let row = scene
        .codebook
        .codings
        .iter()
        .find(|row| row.kind == draft.kind && row.when.iter().all(|(condition, wanted)| holds(draft, around, condition) == *wanted))?;
    row.types.clone()
}

fn holds(draft: &Draft, around: &Circumstances<'_>, condition: &Condition) -> bool {
    match condition {
        Condition::Side(1, party) => is(around, around.one, *party),
        Condition::Side(2, party) => is(around, around.two, *party),
        Condition::Side(_, party) => is(around, around.one, *party) || is(around, around.two, *party),
        Condition::With(kind) => draft.kinds.contains(kind),
        Condition::Cue(bit) => around.cues & (1 << bit) != 0,
        Condition::Mutual => draft.mutual,
        Condition::Deaths => around.deaths,
    }
}

fn is(around: &Circumstances<'_>, actor: Option<&Actor>, party: Party) -> bool {
    let Some(actor) = actor else { return party == Party::None };
    match party {
        Party::Any => true,
        Party::None => false,
        Party::Civilians => side(actor) == Side::People,
        Party::Crowd => side(actor) == Side::Crowd,
        Party::Armed => side(actor) == Side::Armed,
        Party::State => actor.inter == Some(Inter::StateForces),
        Party::Home => actor.inter == Some(Inter::StateForces),
        Party::Foreign => actor.inter == Some(Inter::External),
    }
    .then_some(())
    .is_some_and(|()| party != Party::Home || around.country.is_none() || actor.inter == Some(Inter::StateForces))
}
