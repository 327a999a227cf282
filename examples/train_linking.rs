//! Learns by which place of its sentence an event happened, from sentences in which people marked an event's verb and the
//! places that say where (JSON Lines: `text`, `verbs` and `toponyms` with `start` and `end`), and prints what weights learned
//! from nine tenths make of the last.
//!
//! ```text
//! cargo run --release --example train_linking -- sentences.jsonl            # figures only
//! cargo run --release --example train_linking -- --write sentences.jsonl    # and write data/codebook/linking.tsv
//! cargo run --release --example train_linking -- --dump sentences.jsonl     # the features of every place instead
//! ```

use std::error::Error;

use sitmap::codebook::Codebook;
use sitmap::event::{Context, linking_features};
use sitmap::relation::{RelationWords, relations_with};
use sitmap::report::Report;
use sitmap::span::CharOffsets;
use sitmap::text::{DateWords, NumberWords, Text, UnitWords, dates, numbers, quantities};
use sitmap::{Gazetteer, Mapper, Span};

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

/// A place of a sentence: what the model sees, and whether people marked it.
struct Candidate {
    features: Vec<(&'static str, f32)>,
    span: Span,
    marked: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mapper = Mapper::builder(Gazetteer::builtin()?).build()?;
    let codebook = Codebook::builtin()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let dump = arguments.iter().any(|a| a == "--dump");
    for path in arguments.iter().filter(|a| !a.starts_with("--")) {
        for line in std::fs::read_to_string(path)?.lines() {
            let gold: Gold = serde_json::from_str(line)?;
            let found = candidates(&mapper, &codebook, &gold);
            if dump {
                let row: Vec<_> = found.iter().map(|c| (c.span.start, c.span.end, c.marked, &c.features)).collect();
                println!("{}", serde_json::to_string(&row)?);
            }
        }
    }
    Ok(())
}

fn candidates(mapper: &Mapper, codebook: &Codebook, gold: &Gold) -> Vec<Candidate> {
    let offsets = CharOffsets::new(&gold.text);
    let span = |m: &Marked| Span::new(offsets.byte(&gold.text, m.start), offsets.byte(&gold.text, m.end));
    let marked: Vec<Span> = gold.toponyms.iter().map(span).collect();
    let mut report = Report::new("r", gold.text.as_str());
    report.known_triggers = Some(gold.verbs.iter().map(span).collect());
    let text = Text::new(&gold.text);
    let toponyms = mapper.places(&report);
    let distances = quantities(text.source, UnitWords::builtin(), NumberWords::builtin());
    let relations = relations_with(&text, &toponyms, &distances, RelationWords::builtin());
    let context = Context {
        report: &report,
        text: &text,
        toponyms: &toponyms,
        relations: &relations,
        dates: &dates(text.source, None, DateWords::builtin(), NumberWords::builtin()),
        numbers: &numbers(text.source, NumberWords::builtin()),
        quantities: &distances,
        codebook,
        place: &|_| None,
    };
    let places = linking_features(&context).into_iter().flatten();
    places
        .map(|(span, features)| {
            let marked = marked.iter().any(|m| m.start < span.end && span.start < m.end);
            Candidate { features, span, marked }
        })
        .collect()
}
