//! Learns the weights by which place names are resolved from annotated reports whose names carry coordinates (JSON Lines,
//! `data/corpus/` and others), and prints for every corpus what weights learned from all others make of it: the share
//! of names placed within 161 km, of those that were answered at all, and how far the confidence can be believed.
//!
//! ```text
//! cargo run --release --example train_places -- data/corpus/*.jsonl            # figures only
//! cargo run --release --example train_places -- --write data/corpus/*.jsonl    # and write data/resolve/weights.tsv
//! cargo run --release --example train_places -- --test=gold.jsonl data/corpus/*.jsonl    # and a set not learned from
//! cargo run --release --example train_places -- --errors=40 data/corpus/*.jsonl    # and show names placed wrongly
//! ```
//!
//! `--without=NAME,…` leaves out these corpora in turn rather than all.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use sitmap::measure::{Position, rough_km};
use sitmap::mention::Recogniser;
use sitmap::resolve::{Outside, Preference, Toponym, Weights, resolve_in, train};
use sitmap::span::CharOffsets;
use sitmap::text::Text;
use sitmap::{Gazetteer, Span};

/// A report of a gold file.
#[derive(serde::Deserialize)]
struct Gold {
    text: String,
    title: Option<String>,
    source: Option<String>,
    url: Option<String>,
    #[serde(default)]
    toponyms: Vec<Marked>,
}

#[derive(serde::Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A name answered: the confidence, and whether the place was right.
type Answers = Vec<(f32, bool)>;

/// Nearer than this, an answer is right: 100 miles, as the field measures it.
const RIGHT_KM: f64 = 161.0;

/// Passes over the corpus.
const PASSES: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut write, mut errors) = (false, 0);
    let mut without: Vec<String> = Vec::new();
    let (mut corpora, mut tests) = (BTreeMap::new(), BTreeMap::new());
    for argument in std::env::args().skip(1) {
        if argument == "--write" {
            write = true;
        } else if let Some(count) = argument.strip_prefix("--errors=") {
            errors = count.parse()?;
        } else if let Some(names) = argument.strip_prefix("--without=") {
            without = names.split(',').map(str::to_owned).collect();
        } else if let Some(path) = argument.strip_prefix("--test=") {
            tests.insert(stem(path), read(path)?);
        } else {
            corpora.insert(stem(&argument), read(&argument)?);
        }
    }
    if let Some(unknown) = without.iter().find(|name| !corpora.contains_key(*name)) {
        return Err(format!("--without names {unknown}, which is none of the corpora given").into());
    }
    let gazetteer = Gazetteer::builtin()?;
    let mut answers = Answers::new();
    for (name, held_out) in corpora.iter().filter(|(name, _)| without.is_empty() || without.contains(name)) {
        let rest: Vec<_> = corpora.iter().filter(|(other, _)| *other != name).flat_map(|(_, c)| c.clone()).collect();
        let weights = train::train(&gazetteer, &rest, PASSES);
        answers.extend(report(&gazetteer, &weights, &format!("without {name}"), held_out, false, &mut errors));
        if held_out.iter().any(|e| e.source.is_some()) {
            report(&gazetteer, &weights, "  with the publisher known", held_out, true, &mut 0);
        }
    }
    calibration("all left out in turn", &answers);
    let all: Vec<_> = corpora.into_values().flatten().collect();
    let weights = train::train(&gazetteer, &all, PASSES);
    for (name, test) in &tests {
        let answers = report(&gazetteer, &weights, name, test, false, &mut errors);
        calibration(name, &answers);
    }
    if write {
        std::fs::write("data/resolve/weights.tsv", weights.to_table())?;
    }
    Ok(())
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned())
}

fn read(path: &str) -> Result<Vec<train::Example>, Box<dyn Error>> {
    let file = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let mut out = Vec::new();
    for (number, line) in (1..).zip(file.lines()) {
        let gold: Gold = serde_json::from_str(line).map_err(|e| format!("{path}:{number}: {e}"))?;
        let offsets = CharOffsets::new(&gold.text);
        let byte = |at: usize| offsets.byte(&gold.text, at);
        let mut toponyms: Vec<(Span, Option<Position>)> = gold
            .toponyms
            .iter()
            .map(|t| (Span::new(byte(t.start), byte(t.end)), t.lat.zip(t.lon).map(|(lat, lon)| Position::new(lat, lon))))
            .collect();
        toponyms.sort_by_key(|(span, _)| *span);
        // Of names marked within names, the first.
        let mut end = 0;
        toponyms.retain(|(span, _)| {
            let behind = span.start >= end;
            end = if behind { span.end } else { end };
            behind
        });
        out.push(train::Example { toponyms, text: gold.text, title: gold.title, source: gold.source, url: gold.url });
    }
    Ok(out)
}

/// Prints what the weights make of a corpus; gives back its answers.
fn report(gazetteer: &Gazetteer, weights: &Weights, name: &str, corpus: &[train::Example], beside: bool, errors: &mut usize) -> Answers {
    let recogniser = Recogniser::new(gazetteer);
    let (mut names, mut answers) = (0, Answers::new());
    for example in corpus {
        let text = Text::new(&example.text);
        let known: Vec<_> = example.toponyms.iter().map(|(span, _)| recogniser.known(&text, *span)).collect();
        let outside = if beside { example.outside(gazetteer, &recogniser) } else { Outside::default() };
        let resolved = resolve_in(weights, gazetteer, &text, &known, &Preference::default(), &outside);
        for ((_, point), toponym) in example.toponyms.iter().zip(resolved) {
            let Some(point) = point else { continue };
            names += 1;
            let right = toponym.place.as_ref().is_some_and(|p| rough_km(p.position, *point) <= RIGHT_KM);
            if toponym.place.is_some() {
                answers.push((toponym.confidence, right));
            }
            if !right && *errors > 0 {
                *errors -= 1;
                show(&text, *point, &toponym);
            }
        }
    }
    let right = answers.iter().filter(|(_, right)| *right).count() as f64;
    println!(
        "{name:28} within 161 km {:.3} of {names}; of the {} answered {:.3}; confidence off by {:.3}",
        right / f64::from(names.max(1)),
        answers.len(),
        right / answers.len().max(1) as f64,
        bins(&answers).iter().map(|bin| (bin.said - bin.right).abs()).sum::<f64>() / answers.len().max(1) as f64
    );
    answers
}

fn show(text: &Text<'_>, point: Position, toponym: &Toponym) {
    let span = toponym.span;
    let near = |at: usize| at + 45 >= span.start && at < span.end + 40;
    let around: String = text.source.char_indices().filter(|(at, _)| near(*at)).map(|(_, c)| c).collect();
    let got = toponym.place.as_ref().map_or_else(
        || "nothing".to_owned(),
        |p| format!("{} {} {} {}", p.name, p.admin1.as_deref().unwrap_or(""), p.country.as_deref().unwrap_or(""), p.kind.name()),
    );
    println!("  at {:.2},{:.2}, got {got} {:.2}: {:?}", point.lat, point.lon, toponym.confidence, around);
}

/// Answers of about the same confidence.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    count: usize,
    /// Sum of the confidences.
    said: f64,
    /// How many were right.
    right: f64,
}

fn bins(answers: &Answers) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for (confidence, right) in answers {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.said += f64::from(*confidence);
        bin.right += f64::from(u8::from(*right));
    }
    bins
}

fn calibration(name: &str, answers: &Answers) {
    println!("{name}: confidence   answers   said   right");
    for (tenth, bin) in bins(answers).iter().enumerate().filter(|(_, bin)| bin.count > 0) {
        let mean = |sum: f64| sum / bin.count as f64;
        println!(
            "    {:.1} to {:.1}   {:7}   {:.3}   {:.3}",
            tenth as f64 / 10.0,
            (tenth + 1) as f64 / 10.0,
            bin.count,
            mean(bin.said),
            mean(bin.right)
        );
    }
}
