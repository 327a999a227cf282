//! Learns the weights of [`super::resolve`] from reports whose place names carry coordinates.
//!
//! A log-linear ranker: the softmax over the candidates of each mention, climbed by AdaGrad with an L2 pull towards
//! zero. The right candidate is the one nearest to the annotated point; where none lies near it, the right
//! answer is that the gazetteer lacks the place. In every second reading of a report headline, publisher and address are
//! given, so that what these are worth is learned like the rest. What a user's preference is worth is not learned:
//! whoever names a country knows more of the reports than they say.

use super::belief::{Beliefs, Choice};
use super::feature::{COUNT, F};
use super::{Outside, Preference, ROUNDS, Weights};
use crate::gazetteer::{Gazetteer, Kind};
use crate::measure::{Position, rough_km};
use crate::mention::{Mention, Recogniser};
use crate::report::Report;
use crate::span::Span;
use crate::text::Text;

/// Farther from the annotated point, no settlement or site is right.
const REACH_KM: f64 = 60.0;

/// The same of countries, divisions, regions and waters, whose points people put anywhere in them.
const WIDE_REACH_KM: f64 = 161.0;

/// Candidates that much farther than the nearest are as right.
const AS_NEAR_KM: f64 = 5.0;

/// One annotated report: its words, and where each mention lies.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// The words.
    pub text: String,
    /// Mentions with their points.
    pub toponyms: Vec<(Span, Option<Position>)>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
}

impl Example {
    /// What is known beside the words.
    pub fn outside(&self, gazetteer: &Gazetteer, recogniser: &Recogniser<'_>) -> Outside {
        let mut report = Report::new("", "");
        (report.title, report.source, report.url) = (self.title.clone(), self.source.clone(), self.url.clone());
        Outside::of(gazetteer, recogniser, &report)
    }
}

/// A report ready to be learned from.
struct Lesson<'a> {
    text: Text<'a>,
    mentions: Vec<Mention>,
    points: Vec<Option<Position>>,
    outside: Outside,
}

/// What being of the kind that the words ask for counts at least, set by hand. A corpus marks points, and that of a province
/// mostly lies within reach of its seat's: it teaches too little of what tells "Hasakah governorate" from the city.
const WANTED: f32 = 1.7;

/// By how much the article speaks for a sea, a range or a region rather than a town at least; set by hand. The corpora have few
/// names that are both.
const ARTICLE: f32 = 2.5;

/// What it costs a hamlet to have the name of a famous place, unless the text says where it lies; set by hand. The corpora have
/// many such names on purpose, and newspapers few.
const UNHEARD_OF: f32 = 4.0;

/// Learns weights from a corpus.
pub fn train(gazetteer: &Gazetteer, corpus: &[Example], passes: usize) -> Weights {
    let mut weights = start();
    let mut squares = [1.0f32; COUNT];
    let recogniser = Recogniser::new(gazetteer);
    let lessons: Vec<Lesson<'_>> =
        corpus.iter().filter(|e| e.toponyms.iter().any(|(_, point)| point.is_some())).map(|e| lesson(gazetteer, &recogniser, e)).collect();
    let (nobody, nothing) = (Preference::default(), Outside::default());
    // The mean over the later passes wavers less than the last.
    let mut mean = [0.0f64; COUNT];
    let mut means = 0.0;
    for pass in 0..passes {
        for (number, lesson) in lessons.iter().enumerate() {
            let outside = if (number + pass).is_multiple_of(2) { &lesson.outside } else { &nothing };
            let mut beliefs = Beliefs::new(gazetteer, &lesson.text, &lesson.mentions, &nobody, outside);
            for _ in 1..ROUNDS {
                beliefs.weigh(&weights);
            }
            beliefs.vote();
            for (at, point) in lesson.points.iter().enumerate() {
                let Some(mut right) = point.and_then(|point| right(&beliefs.options[at], point)) else { continue };
                let missing = !right.contains(&true);
                right.push(missing);
                step(&mut weights, &mut squares, &beliefs.features(at), &right);
            }
        }
        if 2 * pass >= passes {
            means += 1.0;
            mean.iter_mut().zip(weights.0).for_each(|(sum, weight)| *sum += f64::from(weight));
        }
    }
    if means > 0.0 {
        weights.0.iter_mut().zip(mean).for_each(|(weight, sum)| *weight = (sum / means) as f32);
    }
    let wanted = &mut weights.0[F::wanted_first as usize];
    *wanted = wanted.max(WANTED);
    let town = weights.0[F::article_town as usize];
    let other = &mut weights.0[F::article_other as usize];
    *other = other.max(town + ARTICLE);
    weights.0[F::unheard_of as usize] = -UNHEARD_OF;
    weights.0[F::heard_of as usize] = UNHEARD_OF;
    weights
}

fn lesson<'a>(gazetteer: &Gazetteer, recogniser: &Recogniser<'_>, example: &'a Example) -> Lesson<'a> {
    let text = Text::new(&example.text);
    let mentions: Vec<Mention> = example.toponyms.iter().map(|(span, _)| recogniser.known(&text, *span)).collect();
    let points: Vec<Option<Position>> = example.toponyms.iter().map(|(_, point)| *point).collect();
    let outside = example.outside(gazetteer, recogniser);
    Lesson { text, mentions, points, outside }
}

/// Which candidates are right: those about as near to the point as the nearest. `None` where there is nothing to learn.
fn right(options: &[Choice], point: Position) -> Option<Vec<bool>> {
    let off = |o: &Choice| {
        let wide = o.facts.kind.is_division() || o.facts.kind.is_water() || matches!(o.facts.kind, Kind::Region | Kind::Continent);
        let km = rough_km(o.facts.position, point);
        (km <= if wide { WIDE_REACH_KM } else { REACH_KM }).then_some(km)
    };
    if options.is_empty() {
        return None;
    }
    let nearest = options.iter().filter_map(off).fold(f64::MAX, f64::min);
    Some(options.iter().map(|o| off(o).is_some_and(|km| km <= nearest + AS_NEAR_KM)).collect())
}

/// Where learning starts: prominence, and the kind asked for; and what is not learned, set by hand.
fn start() -> Weights {
    Weights::parse("prominence\t8\nwanted_first\t2\nwanted_other\t1\nusers\t3.5\npreferred_country\t5\nunheard_of\t-4\nheard_of\t4\n")
        .unwrap_or(Weights([0.0; COUNT]))
}

/// The pull towards zero.
const PULL: f32 = 1e-4;

/// The length of a step.
const RATE: f32 = 0.3;

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
        let mut slope = PULL * weights.0[slot];
        for ((f, part), right) in features.iter().zip(&parts).zip(right) {
            let wanted = if *right { part / good } else { 0.0 };
            slope += (part / all - wanted) * f[slot];
        }
        if slope != 0.0 {
            squares[slot] += slope * slope;
            weights.0[slot] -= RATE * slope / squares[slot].sqrt();
        }
    }
}
