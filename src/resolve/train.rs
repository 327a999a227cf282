//! Learns the weights of [`super::resolve`] from reports whose place names carry coordinates.
//!
//! A log-linear ranker: the softmax over the candidates of each mention, climbed by AdaGrad with an L2 pull towards
//! zero. The right candidate is the one nearest to the annotated point; where none lies within 60 km, the right
//! answer is that the gazetteer lacks the place.

use super::belief::Beliefs;
use super::feature::{self, COUNT};
use super::{Preference, ROUNDS, Weights};
use crate::gazetteer::Gazetteer;
use crate::measure::{Position, rough_km};
use crate::mention::Recogniser;
use crate::span::Span;
use crate::text::Text;

/// Farther from the annotated point, no candidate is right.
const REACH_KM: f64 = 60.0;

/// One annotated report: its words, and where each mention lies.
#[derive(Debug, Clone)]
pub struct Example {
    /// The words.
    pub text: String,
    /// Mentions with their points.
    pub toponyms: Vec<(Span, Option<Position>)>,
}

/// Learns weights from a corpus.
pub fn train(gazetteer: &Gazetteer, corpus: &[Example], passes: usize) -> Weights {
    let mut weights = start();
    let mut squares = [1.0f32; COUNT];
    let recogniser = Recogniser::new(gazetteer);
    let preference = Preference::default();
    let texts: Vec<Text<'_>> = corpus.iter().map(|e| Text::new(&e.text)).collect();
    let mentions: Vec<Vec<_>> =
        corpus.iter().zip(&texts).map(|(e, text)| e.toponyms.iter().map(|(span, _)| recogniser.known(text, *span)).collect()).collect();
    for _ in 0..passes {
        for ((example, text), mentions) in corpus.iter().zip(&texts).zip(&mentions) {
            let mut beliefs = Beliefs::new(gazetteer, text, mentions, &preference);
            for _ in 1..ROUNDS {
                beliefs.weigh(&weights);
            }
            for (at, (_, point)) in example.toponyms.iter().enumerate() {
                let Some(point) = point else { continue };
                let options = &beliefs.options[at];
                let Some(nearest) = options.iter().map(|o| rough_km(o.facts.position, *point)).min_by(f64::total_cmp) else { continue };
                // Every candidate about as near as the nearest is right; where none is near, that none is meant.
                let missing = nearest > REACH_KM;
                let mut right: Vec<bool> =
                    options.iter().map(|o| !missing && rough_km(o.facts.position, *point) <= nearest + 5.0).collect();
                right.push(missing);
                let mut rows = beliefs.features(at);
                rows.push(feature::nothing(options));
                step(&mut weights, &mut squares, &rows, &right);
            }
        }
    }
    weights
}

/// Where learning starts: prominence, and the kind asked for.
fn start() -> Weights {
    Weights::parse("prominence\t8\nwanted_first\t2\nwanted_other\t1\nusers\t2\npreferred_country\t8\n").unwrap_or(Weights([0.0; COUNT]))
}

fn step(weights: &mut Weights, squares: &mut [f32; COUNT], features: &[[f32; COUNT]], right: &[bool]) {
    let scores: Vec<f32> = features.iter().map(|f| weights.score(f)).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let parts: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
    let all: f32 = parts.iter().sum();
    let good: f32 = parts.iter().zip(right).filter(|(_, r)| **r).map(|(p, _)| p).sum::<f32>().max(1e-12);
    for slot in 0..COUNT {
        // What this mention cannot tell stays as it was.
        if features.iter().all(|f| f[slot] == 0.0) {
            continue;
        }
        let mut slope = 1e-3 * weights.0[slot] / 10.0;
        for ((f, part), right) in features.iter().zip(&parts).zip(right) {
            let wanted = if *right { part / good } else { 0.0 };
            slope += (part / all - wanted) * f[slot];
        }
        if slope != 0.0 {
            squares[slot] += slope * slope;
            weights.0[slot] -= 0.3 * slope / squares[slot].sqrt();
        }
    }
}
