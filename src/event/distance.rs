//! A distance that the report states: "still 30 km from the city".

use super::record::{StatedDistance, Words};
use super::scene::{Draft, Scene};
use crate::measure;
use crate::relation::RelationKind;

/// The distance stated in an event's first sentence that has one.
///
/// It is measured to the place its words name, else from where the event is to the report's town that it
/// speaks of ("still 30 km away").
pub(crate) fn stated(scene: &Scene<'_>, draft: &Draft) -> Option<StatedDistance> {
    let reading = &scene.reading;
    let place = |toponym: usize| scene.context.toponyms[toponym].place.as_ref();
    for sentence in &draft.sentences {
        let words = reading.sentences[*sentence].clone();
        let span = reading.span(words.clone());
        let quantities = scene.context.quantities;
        let from = quantities.partition_point(|q| q.span.start < span.start);
        let Some(quantity) = quantities.get(from).filter(|q| span.contains(q.span)) else { continue };
        let relation =
            scene.context.relations.iter().find(|r| r.span.overlaps(quantity.span) && matches!(r.kind, RelationKind::Distance(..)));
        let own = draft.place.as_ref().map(|p| p.toponym);
        let anchor = relation.and_then(|r| r.anchors.first().copied());
        // "away": from the place that the sentences before speak of.
        let spoken_of = || {
            let earlier = scene.places.iter().rev().filter(|(w, t)| w.start < words.start && Some(*t) != own);
            earlier.map(|(_, t)| *t).find(|t| place(*t).is_some())
        };
        let to = anchor.or_else(spoken_of);
        let from = own.filter(|t| Some(*t) != to);
        let point = |t: Option<usize>| t.and_then(place).map(|p| p.position);
        let computed = match (point(from), point(to)) {
            (Some(a), Some(b)) => Some(measure::distance_km(a, b)),
            _ => None,
        };
        let slack = (quantity.km * 0.25).max(10.0) + if quantity.approximate { quantity.km * 0.1 } else { 0.0 };
        return Some(StatedDistance {
            km: quantity.km,
            from: from.and_then(place).map(|p| p.name.clone()),
            to: to.and_then(place).map(|p| p.name.clone()),
            words: Words::at(reading.source, quantity.span),
            computed_km: computed,
            agrees: computed.map(|km| (km - quantity.km).abs() <= slack),
        });
    }
    None
}
