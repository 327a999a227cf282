//! Learns which words say whether what a verb tells of happened at a place, from sentences in which people marked it (JSON Lines:
//! `text`, `verbs` and `toponyms` with `start` and `end` in code points), on top of what the weights of `linking.tsv` make of
//! the places; and prints how well what is learned from four fifths chooses the places of the last fifth, in characters: by
//! the weights alone, without what `event/place` knows of lists and of places within others.
//!
//! ```text
//! cargo run --release --example train_linking -- event-location.jsonl            # figures only
//! cargo run --release --example train_linking -- --write event-location.jsonl    # and write data/codebook/linking-words.tsv
//! ```
//!
//! Logistic regression with an L2 pull, climbed by Nesterov's accelerated gradient; every run learns the same.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;

use sitmap::codebook::PlaceSide;
use sitmap::span::CharOffsets;
use sitmap::{Gazetteer, Mapper, Report, Span};

#[derive(serde::Deserialize)]
struct Gold {
    text: String,
    verbs: Vec<Marked>,
    toponyms: Vec<Marked>,
}

#[derive(serde::Deserialize)]
struct Marked {
    start: usize,
    end: usize,
}

/// A row of the table but for its weight: where the word stands, on which side of the verb the place is, the word.
type Word = (&'static str, &'static str, String);

/// A place of a sentence.
struct Place {
    sentence: usize,
    /// What the weights of `linking.tsv` make of it.
    standing: f64,
    words: BTreeSet<Word>,
    /// Its characters, and how many of them say where.
    length: usize,
    right: usize,
}

/// A word that fewer places have about them is not learned.
const FEWEST: usize = 8;

/// What a loss weighs against the pull of the weights towards zero; chosen by cross-validation.
const LOSS: f64 = 0.2;

/// Steps of the climb.
const STEPS: usize = 800;

/// Parts of the sentences, each held out in turn.
const FOLDS: usize = 5;

/// The score that a place must reach, and from which on it counts beside a better one; as `event/place` has them.
const FLOOR: f64 = -0.8;
const SURE: f64 = 1.0;

const HEAD: &str = "\
# Weights of single words about a verb and a place, which tell whether anything happened there: where the word stands, and on
# which side of the verb the place is, where that matters. | stands for the edge of the sentence, # for a number. Added to what
# linking.tsv says where the verbs are given from outside. Learned by examples/train_linking.rs from sentences in which people
# marked where an event happened (Halterman 2019, MIT licence; see data/LICENSES.md).
standing\tplace\tword\tweight
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let write = arguments.iter().position(|a| a == "--write").map(|at| arguments.remove(at)).is_some();
    let [path] = arguments.as_slice() else { return Err("one file of marked sentences is wanted".into()) };
    let text = std::fs::read_to_string(path).map_err(|e| format!("cannot read {path}: {e}"))?;
    let golds: Vec<Gold> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let places = places(&golds)?;
    let all: usize = golds.iter().map(|g| characters(&g.toponyms).len()).sum();
    let (mut chosen, mut right) = (0, 0);
    for fold in 0..FOLDS {
        let (held_out, rest): (Vec<&Place>, Vec<&Place>) = places.iter().partition(|p| p.sentence % FOLDS == fold);
        let weights = learn(&rest);
        for of_one in held_out.chunk_by(|a, b| a.sentence == b.sentence) {
            let scores: Vec<f64> = of_one.iter().map(|p| score(&weights, p)).collect();
            let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for (place, _) in of_one.iter().zip(scores).filter(|(_, score)| *score >= FLOOR && *score == best || *score >= SURE) {
                chosen += place.length;
                right += place.right;
            }
        }
    }
    let (precision, recall) = (right as f64 / chosen.max(1) as f64, right as f64 / all.max(1) as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("each fifth held out   precision {precision:.3} recall {recall:.3} F1 {f1:.3} of {} sentences", golds.len());
    if write {
        let mut table = String::from(HEAD);
        for ((standing, side, word), weight) in learn(&places.iter().collect::<Vec<_>>()) {
            writeln!(table, "{standing}\t{side}\t{word}\t{weight:.3}")?;
        }
        std::fs::write("data/codebook/linking-words.tsv", table)?;
    }
    Ok(())
}

fn characters(marked: &[Marked]) -> BTreeSet<usize> {
    marked.iter().flat_map(|m| m.start..m.end).collect()
}

/// The places of all sentences, in order.
fn places(golds: &[Gold]) -> Result<Vec<Place>, Box<dyn Error>> {
    let mapper = Mapper::builder(Gazetteer::builtin()?).build()?;
    let mut out = Vec::new();
    for (sentence, gold) in golds.iter().enumerate() {
        let offsets = CharOffsets::new(&gold.text);
        let span = |m: &Marked| Span::new(offsets.byte(&gold.text, m.start), offsets.byte(&gold.text, m.end));
        let mut report = Report::new("", gold.text.clone());
        report.known_triggers = Some(gold.verbs.iter().map(span).collect());
        let marked = characters(&gold.toponyms);
        for (span, standing, words) in mapper.linked_places(&report).into_iter().flatten() {
            let words = words.into_iter().map(|w| (w.standing.name(), w.side.map_or("", PlaceSide::name), w.word)).collect();
            let [start, end] = offsets.span(&gold.text, span);
            let right = (start..end).filter(|at| marked.contains(at)).count();
            out.push(Place { sentence, standing: f64::from(standing), words, length: end - start, right });
        }
    }
    Ok(out)
}

fn score(weights: &BTreeMap<Word, f64>, place: &Place) -> f64 {
    place.standing + place.words.iter().filter_map(|word| weights.get(word)).sum::<f64>()
}

/// The weights that explain best which places say where.
fn learn(places: &[&Place]) -> BTreeMap<Word, f64> {
    let mut counts: BTreeMap<&Word, usize> = BTreeMap::new();
    places.iter().flat_map(|p| &p.words).for_each(|word| *counts.entry(word).or_default() += 1);
    let words: Vec<&Word> = counts.into_iter().filter(|(_, count)| *count >= FEWEST).map(|(word, _)| word).collect();
    let number = |word: &Word| words.binary_search(&word).ok();
    let rows: Vec<Vec<usize>> = places.iter().map(|p| p.words.iter().filter_map(number).collect()).collect();
    let sum = |row: &[usize], weights: &[f64]| row.iter().map(|at| weights[*at]).sum::<f64>();
    // The steepest bend of the loss, by power iteration, bounds the step.
    let (mut direction, mut bend) = (vec![1.0; words.len()], 1.0);
    for _ in 0..50 {
        let mut next = vec![0.0; words.len()];
        for row in &rows {
            let along = sum(row, &direction);
            row.iter().for_each(|at| next[*at] += along);
        }
        bend = next.iter().map(|v| v * v).sum::<f64>().sqrt().max(1.0);
        direction = next.into_iter().map(|v| v / bend).collect();
    }
    let step = 1.0 / (1.0 + LOSS * bend / 4.0);
    let mut weights = vec![0.0; words.len()];
    let (mut ahead, mut momentum) = (weights.clone(), 1.0f64);
    for _ in 0..STEPS {
        let mut gradient = ahead.clone();
        for (row, place) in rows.iter().zip(places) {
            let believed = 1.0 / (1.0 + (-place.standing - sum(row, &ahead)).exp());
            let off = believed - f64::from(u8::from(2 * place.right >= place.length));
            row.iter().for_each(|at| gradient[*at] += LOSS * off);
        }
        let next: Vec<f64> = ahead.iter().zip(gradient).map(|(weight, gradient)| weight - step * gradient).collect();
        let after = f64::midpoint(1.0, (1.0 + 4.0 * momentum * momentum).sqrt());
        ahead = next.iter().zip(&weights).map(|(next, last)| next + (momentum - 1.0) / after * (next - last)).collect();
        (weights, momentum) = (next, after);
    }
    words.into_iter().cloned().zip(weights).collect()
}
