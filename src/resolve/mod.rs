//! Which place each mention means, given the whole report.
//!
//! All mentions are decided together: prominence and the kind asked for give a first belief, containment ("X, Y"),
//! votes of countries and divisions and nearness to the other places give the second. Weights are data.

mod article;
mod belief;
mod company;
mod feature;
mod frame;
mod link;
mod outside;
mod reasons;
mod record;
mod sound;
mod stated;
mod tally;
mod telephone;
#[cfg(test)]
mod tests;
pub mod train;
mod weights;

pub use outside::Outside;
pub use reasons::{Reasoned, Reasons, reasons};
pub use record::{Alternative, Toponym};
pub use weights::Weights;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use belief::{Beliefs, Choice, chord_km2};

use crate::gazetteer::{Gazetteer, Kind, Place, PlaceKey, PlaceRef};
use crate::mention::{Form, Mention};
use crate::text::Text;

/// What the user asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preference {
    /// Countries (ISO 3166-1 alpha-2) whose places are preferred: the theatre.
    pub countries: Vec<[u8; 2]>,
}

/// Below this belief a place is null rather than wrong.
const FLOOR: f32 = 0.12;

/// Rounds of weighing: the first sees prominence and what stands side by side, the others what the round before believed.
const ROUNDS: usize = 3;

/// Runners-up kept.
const RUNNERS_UP: usize = 3;

/// Decides for every mention of a report.
///
/// ```
/// use sitmap::{Gazetteer, mention::Recogniser, resolve, text::Text};
/// let gazetteer = Gazetteer::builtin()?;
/// let text = Text::new("Clashes in Tripoli, Lebanon, spread to Beirut.");
/// let mentions = Recogniser::new(&gazetteer).mentions(&text);
/// let toponyms = resolve::resolve(&gazetteer, &text, &mentions, &Default::default());
/// let tripoli = toponyms[0].place.as_ref().expect("a place");
/// assert_eq!(tripoli.country.as_deref(), Some("LB"));
/// # Ok::<(), sitmap::Error>(())
/// ```
pub fn resolve(gazetteer: &Gazetteer, text: &Text<'_>, mentions: &[Mention], preference: &Preference) -> Vec<Toponym> {
    resolve_with(Weights::builtin(), gazetteer, text, mentions, preference)
}

/// The same with weights of one's own.
pub fn resolve_with(
    weights: &Weights,
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    mentions: &[Mention],
    preference: &Preference,
) -> Vec<Toponym> {
    resolve_in(weights, gazetteer, text, mentions, preference, &Outside::default())
}

/// The same with what is known of the report beside its text.
pub fn resolve_in(
    weights: &Weights,
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    mentions: &[Mention],
    preference: &Preference,
    outside: &Outside,
) -> Vec<Toponym> {
    let mut beliefs = Beliefs::new(gazetteer, text, mentions, preference, outside);
    for _ in 0..ROUNDS {
        beliefs.weigh(weights);
    }
    // A report names the same places over and over.
    let mut places: FxHashMap<PlaceKey, Option<PlaceRef>> = FxHashMap::default();
    let mut place = |key| places.entry(key).or_insert_with(|| gazetteer.place(key)).clone();
    mentions.iter().zip(&beliefs.options).map(|(mention, options)| toponym(gazetteer, &mut place, text, mention, options)).collect()
}

fn toponym(
    gazetteer: &Gazetteer,
    place: &mut dyn FnMut(PlaceKey) -> Option<PlaceRef>,
    text: &Text<'_>,
    mention: &Mention,
    options: &[Choice],
) -> Toponym {
    let mut toponym = Toponym {
        span: mention.span,
        bare: mention.bare,
        form: mention.form,
        place: None,
        confidence: mention.score,
        alternatives: Vec::new(),
        wanted: mention.wanted.clone(),
    };
    if let Some(position) = mention.position {
        let words = text.slice(mention.span);
        let mut at = Place::at(position, words);
        if let Some(division) = gazetteer.outlined_at(position) {
            at.country = Some(division.country.to_owned());
            if division.level == 1 {
                (at.admin1, at.admin1_code) = (Some(division.name.to_owned()), Some(division.code.to_owned()));
            }
        }
        toponym.place = Some(Arc::new(at));
        return toponym;
    }
    // Readings of one spot (a city and its quarter of the same name) are one belief.
    let near = |a: &Choice, b: &Choice| {
        let same = a.candidate.key == b.candidate.key;
        same || a.facts.kind != Kind::Country && b.facts.kind != Kind::Country && chord_km2(&a.vector, &b.vector) < SAME_SPOT_KM2
    };
    let together = |a: &Choice| options.iter().filter(|b| near(a, b)).map(|b| b.belief).sum::<f32>();
    let mut order: Vec<(&Choice, f32)> = options.iter().map(|o| (o, if o.belief > SLIGHT { together(o) } else { o.belief })).collect();
    order
        .sort_by(|(a, all), (b, more)| more.total_cmp(all).then(b.belief.total_cmp(&a.belief)).then(a.candidate.key.cmp(&b.candidate.key)));
    let Some(((best, together), others)) = order.split_first() else { return toponym };
    toponym.confidence = together.min(1.0);
    if toponym.confidence >= FLOOR {
        toponym.place = place(best.candidate.key);
        if mention.form == Form::Name && best.candidate.role == crate::gazetteer::NameRole::Demonym {
            toponym.form = Form::Demonym;
        }
    }
    toponym.alternatives = others
        .iter()
        .take(RUNNERS_UP)
        .map(|(other, _)| other)
        .filter(|o| o.belief > 0.005)
        .filter_map(|o| Some(Alternative { place: place(o.candidate.key)?, score: o.belief }))
        .collect();
    toponym
}

/// Readings nearer than this, in square kilometres, are the same answer to the question where.
const SAME_SPOT_KM2: f32 = 100.0;

/// Readings believed less are not joined with others.
const SLIGHT: f32 = 0.02;
