//! Learns the weights of [`super::Recogniser`] from annotated reports.
//!
//! Logistic regression over the possible mentions, by AdaGrad with an L1 penalty (Duchi, Hazan, Singer,
//! *Adaptive subgradient methods*, JMLR 12, 2011; penalty applied lazily), in a fixed order: the same corpus gives
//! the same weights.

use super::candidate::possible;
use super::evidence::Notes;
use super::feature::{View, features};
use super::weights::{SLOTS, pack};
use crate::gazetteer::{Gazetteer, Scanner};
use crate::span::Span;
use crate::text::Text;

/// One annotated report.
#[derive(Debug, Clone)]
pub struct Example {
    /// The words.
    pub text: String,
    /// The mentions in it.
    pub toponyms: Vec<Span>,
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
}

impl Default for Settings {
    fn default() -> Self {
        Self { passes: 12, step: 0.15, penalty: 2e-6, recall: 1.0 }
    }
}

struct Sample {
    features: Vec<u32>,
    right: bool,
}

/// Learns weights and packs them as `data/mention/weights.bin.zst` has them.
pub fn train(gazetteer: &Gazetteer, corpus: &[Example], settings: Settings) -> Vec<u8> {
    let mut samples = Vec::new();
    for example in corpus {
        samples_of(gazetteer, example, &mut samples);
    }
    let mut weights = vec![0.0f32; SLOTS];
    let mut squares = vec![1e-6f32; SLOTS];
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    for _ in 0..settings.passes {
        shuffle(&mut order, &mut state);
        for at in &order {
            let sample = &samples[*at];
            let score: f32 = sample.features.iter().map(|f| weights[*f as usize & (SLOTS - 1)]).sum();
            let believed = 1.0 / (1.0 + (-score).exp());
            let importance = if sample.right { settings.recall } else { 1.0 };
            let slope = importance * (believed - f32::from(u8::from(sample.right)));
            if slope.abs() < 1e-4 {
                continue;
            }
            for f in &sample.features {
                let slot = *f as usize & (SLOTS - 1);
                squares[slot] += slope * slope;
                let rate = settings.step / squares[slot].sqrt();
                let moved = weights[slot] - rate * slope;
                let shrink = rate * settings.penalty * order.len() as f32 / 1000.0;
                weights[slot] = moved.signum() * (moved.abs() - shrink).max(0.0);
            }
        }
    }
    pack(&weights)
}

fn samples_of(gazetteer: &Gazetteer, example: &Example, out: &mut Vec<Sample>) {
    let text = Text::new(&example.text);
    let (mut scanner, notes) = (Scanner::new(gazetteer), Notes::of(&text));
    let all = possible(&text, &notes, &mut scanner);
    let view = View::new(&text, &notes, &all);
    for p in &all {
        let mut found = Vec::new();
        features(&view, p, &mut found);
        out.push(Sample { features: found, right: example.toponyms.contains(&p.span) });
    }
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
