//! Learns the weights of [`super::Recogniser`] from annotated reports.
//!
//! The likelihood of the right set of mentions among all sets without overlaps (`choice`), raised by AdaGrad
//! with an L1 penalty (Duchi, Hazan, Singer, *Adaptive subgradient methods*, JMLR 12, 2011; penalty applied lazily),
//! and averaged over the later passes, in a fixed order: the same corpus gives the same weights.

use super::Recogniser;
use super::candidate::possible;
use super::choice::{Choice, Taken};
use super::evidence::Notes;
use super::feature::{View, features};
use super::weights::{SLOTS, pack};
use crate::gazetteer::{Gazetteer, Scanner};
use crate::span::Span;

/// One annotated report.
#[derive(Debug, Clone)]
pub struct Example {
    /// The words.
    pub text: String,
    /// The mentions in it.
    pub toponyms: Vec<Span>,
    /// Whether these are all of them; if not, only the words at them teach.
    pub complete: bool,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Passes over the corpus.
    pub passes: usize,
    /// Step size.
    pub step: f32,
    /// L1 penalty.
    pub penalty: f32,
    /// Weight of a missed mention against a false one.
    pub recall: f32,
    /// What the sum of squared slopes begins with: the larger, the less a feature seen once says.
    pub calm: f32,
    /// Weights below this are left out: they cost time and say little.
    pub smallest: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { passes: 12, step: 0.05, penalty: 2e-4, recall: 1.4, calm: 0.1, smallest: 0.0 }
    }
}

/// What is learned from one report: its possible mentions in groups of those that overlap.
#[derive(Debug, Clone, Default)]
pub struct Lesson {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Default)]
struct Group {
    taken: Vec<Taken>,
    right: Vec<bool>,
    /// The features of all, one after the other, and where those of each end.
    features: Vec<u32>,
    ends: Vec<u32>,
}

impl Group {
    fn features(&self, of: usize) -> &[u32] {
        let start = of.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start as usize..self.ends[of] as usize]
    }
}

/// Reads one annotated report.
pub fn lesson(gazetteer: &Gazetteer, example: &Example) -> Lesson {
    let text = Recogniser::new(gazetteer).text(&example.text);
    let (mut scanner, notes) = (Scanner::new(gazetteer), Notes::of(&text));
    let all = possible(&text, &notes, &mut scanner);
    let view = View::new(&text, &notes, &all);
    let (mut groups, mut reach, mut found) = (Vec::<Group>::new(), 0, Vec::new());
    for p in &all {
        if groups.is_empty() || p.first >= reach {
            groups.push(Group::default());
        }
        reach = reach.max(p.end);
        let Some(group) = groups.last_mut() else { continue };
        found.clear();
        features(&view, p, |feature| found.push(feature));
        group.features.extend(&found);
        group.ends.push(group.features.len() as u32);
        group.taken.push((p.first, p.end));
        group.right.push(example.toponyms.contains(&p.span));
    }
    if !example.complete {
        groups.retain(|g| g.right.contains(&true));
    }
    Lesson { groups }
}

/// Learns weights and packs them as `data/mention/weights.bin.zst` has them.
pub fn train(gazetteer: &Gazetteer, corpus: &[Example], settings: Settings) -> Vec<u8> {
    let lessons: Vec<Lesson> = corpus.iter().map(|example| lesson(gazetteer, example)).collect();
    learn(&lessons.iter().collect::<Vec<_>>(), settings)
}

/// The same from reports already read.
pub fn learn(lessons: &[&Lesson], settings: Settings) -> Vec<u8> {
    let groups: Vec<&Group> = lessons.iter().flat_map(|l| &l.groups).collect();
    let mut weights = vec![0.0f32; SLOTS];
    let mut squares = vec![settings.calm; SLOTS];
    let mut sum = vec![0.0f32; SLOTS];
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let shrink = settings.penalty * lessons.iter().flat_map(|l| &l.groups).map(|g| g.taken.len()).sum::<usize>() as f32 / 1000.0;
    let (mut choice, mut scores) = (Choice::default(), Vec::new());
    let first_kept = settings.passes / 2;
    for pass in 0..settings.passes {
        shuffle(&mut order, &mut state);
        for at in &order {
            let group = groups[*at];
            scores.clear();
            let score = |i| group.features(i).iter().map(|f| weights[*f as usize & (SLOTS - 1)]).sum::<f32>();
            scores.extend((0..group.taken.len()).map(score));
            choice.weigh(&group.taken, &scores);
            for (i, belief) in choice.beliefs.iter().enumerate() {
                let importance = if group.right[i] { settings.recall } else { 1.0 };
                let slope = importance * (belief - f32::from(u8::from(group.right[i])));
                if slope.abs() < 1e-4 {
                    continue;
                }
                for f in group.features(i) {
                    let slot = *f as usize & (SLOTS - 1);
                    squares[slot] += slope * slope;
                    let rate = settings.step / squares[slot].sqrt();
                    let moved = weights[slot] - rate * slope;
                    weights[slot] = moved.signum() * (moved.abs() - rate * shrink).max(0.0);
                }
            }
        }
        if pass >= first_kept {
            sum.iter_mut().zip(&weights).for_each(|(s, w)| *s += w);
        }
    }
    let kept = (settings.passes - first_kept).max(1) as f32;
    let mean = sum.iter().map(|s| s / kept).map(|w| if w.abs() < settings.smallest { 0.0 } else { w });
    pack(&mean.collect::<Vec<_>>())
}

/// Fisher–Yates with xorshift64*.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        let random = state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        order.swap(i, random as usize % (i + 1));
    }
}
