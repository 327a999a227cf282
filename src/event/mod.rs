//! What happened: triggers, actors, casualties, status, attribution, statements of control.
//!
//! [`extract`] reads a report once for all words of the codebook (`reading`), finds who is named (`party`) and how
//! many died (`casualty`), makes a draft of every trigger (`trigger`, `roles`, `status`, `when`, `place`), joins the
//! drafts that tell one event (`merge`), and writes each out as an [`Event`] (`assemble`), the main one first (`rank`).

mod actor;
mod assemble;
mod attribution;
mod casualty;
mod coding;
mod distance;
mod hold;
mod materiel;
mod merge;
mod party;
mod place;
mod rank;
mod reading;
mod record;
mod roles;
mod scene;
mod status;
#[cfg(test)]
mod tests;
mod toll;
mod trigger;
mod when;

pub use record::{Actor, Attribution, Count, DistanceRole, DistanceTo, Event, EventDate, Inter, Materiel, StatedDistance, Status, Words};

use crate::codebook::Codebook;
use crate::locate::Location;
use crate::relation::Relation;
use crate::report::Report;
use crate::resolve::Toponym;
use crate::text::{DateMention, Number, Quantity, Text};

/// What an event hangs on in the text, to be turned into a [`Location`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// A relation, as the report's relations count it: "30 km north of A".
    Relation(usize),
    /// A place by its name, as the report's toponyms count it.
    Toponym(usize),
}

/// A report with all that is known of it before its events.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its text, cut up.
    pub text: &'a Text<'a>,
    /// Its place names, resolved, in text order.
    pub toponyms: &'a [Toponym],
    /// Its spatial relations, in text order.
    pub relations: &'a [Relation],
    /// Its dates, in text order.
    pub dates: &'a [DateMention],
    /// Its numbers, in text order.
    pub numbers: &'a [Number],
    /// Its distances, in text order.
    pub quantities: &'a [Quantity],
    /// The words to read by.
    pub codebook: &'a Codebook,
    /// How a relation or a place becomes a location.
    pub place: &'a dyn Fn(Anchor) -> Option<Location>,
}

/// Finds the events of a report, the main one first.
///
/// With [`Report::known_triggers`] there is exactly one event for each of them, in their order.
pub fn extract(context: &Context<'_>) -> Vec<Event> {
    let scene = scene::Scene::new(context);
    let finish = |mut draft: scene::Draft| {
        draft.place = place::held(&scene, &draft).or_else(|| place::choose(&scene, &draft));
        draft.date = when::nearest(&scene, &draft);
        draft
    };
    if let Some(spans) = &context.report.known_triggers {
        let drafts: Vec<_> = spans.iter().map(|span| finish(trigger::known(&scene, *span))).collect();
        return assemble::events(&scene, drafts, &[], true);
    }
    let statements = hold::statements(&scene);
    let found = (0..scene.reading.sentences.len()).flat_map(|s| trigger::drafts(&scene, s)).map(finish);
    let found = found.filter(|draft| hold::stands(&scene, draft)).collect();
    let mut events = assemble::events(&scene, merge::merge(&scene, found), &statements, false);
    rank::rank(&scene, &mut events);
    events
}

/// A place name's span, what the weights of `linking.tsv` make of it, and the words that tell.
pub type LinkedPlace = (crate::span::Span, f32, Vec<TellingWord>);

/// A word that tells whether an event happened at a place, as `linking-words.tsv` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellingWord {
    /// Where it stands.
    pub standing: crate::codebook::Standing,
    /// On which side of the trigger the place is, where that matters.
    pub side: Option<crate::codebook::PlaceSide>,
    /// In lower case.
    pub word: String,
}

/// What the place model looks at, for a trainer: for every known trigger, each place of its sentence.
pub(crate) fn linked_places(context: &Context<'_>) -> Vec<Vec<LinkedPlace>> {
    let scene = scene::Scene::new(context);
    let spans = context.report.known_triggers.iter().flatten();
    spans
        .map(|span| {
            let draft = trigger::known(&scene, *span);
            let linked = |c: place::Candidate| {
                let mut words = Vec::new();
                place::tell(&scene, &draft, &c, |t| {
                    words.push(TellingWord { standing: t.standing, side: t.side, word: t.written.to_lowercase() });
                });
                (context.toponyms[c.toponym].span, place::by_features(&scene, &c), words)
            };
            place::candidates(&scene, &draft).into_iter().map(linked).collect()
        })
        .collect()
}
