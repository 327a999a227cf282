//! Which event is the report's main one.

use rustc_hash::FxHashMap;

use super::record::{Event, Status};
use super::scene::Scene;
use crate::mention::Form;

/// How many of a report's place names lie in each country: what it is about is where most of them are.
struct Named<'s> {
    counts: FxHashMap<&'s str, usize>,
    names: usize,
}

impl<'s> Named<'s> {
    fn of(scene: &'s Scene<'_>) -> Self {
        let mut out = Self { counts: FxHashMap::default(), names: 0 };
        let named = scene.context.toponyms.iter().filter(|t| t.form == Form::Name).filter_map(|t| t.place.as_deref());
        for country in named.filter_map(|p| p.country.as_deref()) {
            out.names += 1;
            *out.counts.entry(country).or_default() += 1;
        }
        out
    }

    /// The share of the names that lie in a country, 0 to 1.
    fn share(&self, country: Option<&str>) -> f32 {
        let count = country.and_then(|c| self.counts.get(c)).copied().unwrap_or(0);
        count as f32 / self.names.max(1) as f32
    }
}

/// "Dozens", "hundreds" and "thousands" may be about so many times what they are at least.
const VAGUE: u64 = 8;

/// Sorts events, the main one first, and numbers them.
pub(crate) fn rank(scene: &Scene<'_>, events: &mut Vec<Event>) {
    let weights = &scene.codebook.ranking;
    let weight = |name: &str| weights.weight(name);
    let first = scene.reading.sentences.first().map_or(0, |s| scene.reading.span(s.clone()).end);
    let opening = scene.reading.words.iter().take(8).position(|w| w.span.slice(scene.reading.source) == ":");
    let label = opening.map_or(0, |colon| scene.reading.words[colon].span.end);
    let length = scene.reading.source.len().max(1) as f32;
    let named = Named::of(scene);
    let note = scene.reading.source.len() <= super::merge::NOTE_BYTES;
    let score = |event: &Event| {
        let kind = scene.codebook.kind(&event.kind).map_or(0.3, |k| scene.codebook.kinds[k as usize].weight);
        let yes = |b: bool| f32::from(u8::from(b));
        let status = match event.status {
            Status::Reported => weight("status-reported"),
            Status::Ongoing => weight("status-ongoing"),
            Status::Claimed => weight("status-claimed"),
            Status::Expected => weight("status-expected"),
            Status::Denied => weight("status-denied"),
            Status::Background => weight("status-background"),
        };
        let start = event.trigger.span.start;
        let deaths = event.fatalities.as_ref().map_or(0, |f| f.best);
        let vague = event.fatalities.as_ref().is_some_and(|f| f.high >= VAGUE * f.low.max(1));
        weight("kind-weight") * kind
            + weight("trigger-weight") * event.confidence
            + status
            + weight("lead") * yes(start < first)
            + weight("label") * yes(start == 0 && event.trigger.span.end <= label && label > 0)
            + weight("position") * (start as f32 / length) * 10.0
            + weight(if vague { "deaths-vague" } else { "deaths" }) * (1.0 + deaths as f32).log10()
            + weight("deadly-note") * yes(note && deaths > 0)
            + weight("place")
                * yes(event.location.as_ref().is_some_and(|l| l.position.is_some() && l.basis != crate::locate::Basis::Inherited))
            + weight("sub-national")
                * yes(event.location.as_ref().is_some_and(|l| l.position.is_some() && l.level != crate::locate::Level::Country))
            + weight("country-named") * event.location.as_ref().map_or(0.0, |l| named.share(l.country.as_deref()))
            + weight("actor") * (yes(event.actor1.is_some()) + yes(event.actor2.is_some()))
            + weight("typed") * yes(event.event_type.is_some())
    };
    let mut scored: Vec<(f32, Event)> = events.drain(..).map(|e| (score(&e), e)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.trigger.span.cmp(&b.1.trigger.span)));
    events.extend(scored.into_iter().map(|(_, e)| e));
    for (index, event) in events.iter_mut().enumerate() {
        event.rank = index + 1;
    }
}
