//! Scores of events: found by their words, and of those found what is right.

use super::score::{Matched, Share};
use crate::feature::Feature;
use crate::measure::{Position, rough_km};

/// Events are placed right within this many kilometres.
const EVENT_KM: f64 = 25.0;

/// What the events of a file score.
#[derive(Debug, Default)]
pub(super) struct EventScores {
    pub found: Matched,
    pub event_type: Share,
    pub sub_event_type: Share,
    pub fatalities: Share,
    pub placed: Share,
}

impl EventScores {
    pub(super) fn add(&mut self, gold: &[Feature], found: &[Feature]) {
        self.found.gold += gold.len() as u64;
        self.found.found += found.len() as u64;
        let mut used = vec![false; found.len()];
        for g in gold {
            let Some(at) = (0..found.len()).find(|i| !used[*i] && same_words(g, &found[*i])) else { continue };
            used[at] = true;
            self.found.hits += 1;
            let f = &found[at];
            self.event_type.count(g.event_type == f.event_type);
            self.sub_event_type.count(g.sub_event_type == f.sub_event_type);
            let deaths = |f: &Feature| f.fatalities.as_ref().and_then(|c| c.best).unwrap_or(0);
            self.fatalities.count(deaths(g) == deaths(f));
            if let Some(at) = point(g) {
                self.placed.count(point(f).is_some_and(|p| rough_km(p, at) <= EVENT_KM));
            }
        }
    }

    /// What is right of the events found, by name.
    pub(super) fn shares(&self) -> [(&'static str, Share); 4] {
        [
            ("event_type", self.event_type),
            ("sub_event_type", self.sub_event_type),
            ("deaths_exact", self.fatalities),
            ("placed_within_25_km", self.placed),
        ]
    }
}

fn point(feature: &Feature) -> Option<Position> {
    let location = feature.location.as_ref()?;
    Position::checked(location.lat?, location.lon?)
}

/// Whether two records are about the same words: the triggers meet, or without one the sentences.
fn same_words(a: &Feature, b: &Feature) -> bool {
    let meet = |x: [usize; 2], y: [usize; 2]| x[0] < y[1] && y[0] < x[1];
    let trigger = |f: &Feature| f.trigger.as_ref().and_then(|t| t.span);
    match (trigger(a), trigger(b)) {
        (Some(x), Some(y)) => meet(x, y),
        _ => {
            let spans = |f: &Feature| f.evidence.iter().filter_map(|q| q.span).collect::<Vec<_>>();
            spans(a).iter().any(|x| spans(b).iter().any(|y| meet(*x, *y)))
        }
    }
}
