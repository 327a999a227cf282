//! Learns the weights of recognition from annotated reports (JSON Lines, `data/corpus/` and others), and prints figures
//! cross-validated and with one corpus left out. Those of resolution come from `train_places`.
//!
//! ```text
//! cargo run --release --example train -- data/corpus/*.jsonl            # figures only
//! cargo run --release --example train -- --write data/corpus/*.jsonl    # and write data/mention
//! cargo run --release --example train -- --test=gold.jsonl data/corpus/*.jsonl    # and measure on a set not learned from
//! ```
//!
//! `--mentions` leaves resolution alone; `--without=NAME,…` leaves out these corpora in turn rather than all;
//! `--partial=NAME,…` names corpora that mark some of their places only; `--passes`, `--step`, `--penalty`,
//! `--recall`, `--calm` and `--smallest` set how recognition is learned.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use sitmap::Gazetteer;
use sitmap::Span;
use sitmap::measure::{Position, rough_km};
use sitmap::mention::{Recogniser, train as mentions};
use sitmap::resolve::{self, Preference, Weights, train as places};
use sitmap::span::CharOffsets;
use sitmap::text::Text;

/// A report of a gold file.
#[derive(serde::Deserialize)]
struct Gold {
    text: String,
    #[serde(default)]
    toponyms: Vec<Toponym>,
}

#[derive(serde::Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    surface: String,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A corpus: its reports, and whether all of their places are marked.
#[derive(Default, Clone)]
struct Corpus {
    reports: Vec<places::Example>,
    lessons: Vec<mentions::Lesson>,
    partial: bool,
}

type Corpora = BTreeMap<String, Corpus>;

#[derive(Default)]
struct Options {
    write: bool,
    mentions_only: bool,
    errors: usize,
    without: Vec<String>,
    settings: mentions::Settings,
}

fn main() -> Result<(), Box<dyn Error>> {
    let gazetteer = Gazetteer::builtin()?;
    let mut options = Options::default();
    let (mut phrases, mut partial) = (Vec::new(), Vec::new());
    let (mut corpora, mut tests) = (Corpora::new(), Corpora::new());
    for argument in std::env::args().skip(1) {
        let listed = |names: &str| names.split(',').map(str::to_owned).collect::<Vec<_>>();
        match argument.split_once('=').unwrap_or((argument.as_str(), "")) {
            ("--write", _) => options.write = true,
            ("--mentions", _) => options.mentions_only = true,
            ("--errors", count) => options.errors = count.parse()?,
            ("--passes", passes) => options.settings.passes = passes.parse()?,
            ("--step", step) => options.settings.step = step.parse()?,
            ("--penalty", penalty) => options.settings.penalty = penalty.parse()?,
            ("--recall", recall) => options.settings.recall = recall.parse()?,
            ("--calm", calm) => options.settings.calm = calm.parse()?,
            ("--smallest", smallest) => options.settings.smallest = smallest.parse()?,
            ("--without", names) => options.without = listed(names),
            // Corpora that mark whole phrases ("the city of Mosul"): names are cut out of them.
            ("--phrases", names) => phrases = listed(names),
            ("--partial", names) => partial = listed(names),
            ("--test", path) => {
                tests.insert(path.to_owned(), read(path, false)?);
            }
            _ => {
                let name = Path::new(&argument).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
                let mut corpus = read(&argument, phrases.contains(&name))?;
                corpus.partial = partial.contains(&name);
                corpus.lessons = spans(&corpus).iter().map(|example| mentions::lesson(&gazetteer, example)).collect();
                corpora.insert(name, corpus);
            }
        }
    }
    for (name, held_out) in &corpora {
        let rest: Vec<&Corpus> = corpora.iter().filter(|(n, _)| *n != name).map(|(_, c)| c).collect();
        if !held_out.partial && (options.without.is_empty() || options.without.contains(name)) {
            report(&gazetteer, &format!("without {name}"), &rest, held_out, &options);
        }
    }
    let all: Vec<&Corpus> = corpora.values().collect();
    if options.without.is_empty() {
        let mut together = Figures::default();
        for fold in 0..FOLDS {
            let (train, test) = (part(&gazetteer, &corpora, |i| i % FOLDS != fold), part(&gazetteer, &corpora, |i| i % FOLDS == fold));
            let reports = test.into_values().filter(|c| !c.partial).flat_map(|c| c.reports).collect();
            let test = Corpus { reports, ..Corpus::default() };
            together += report(&gazetteer, &format!("fold {} of {FOLDS}", fold + 1), &train.values().collect::<Vec<_>>(), &test, &options);
        }
        println!("{:28} {together}", "all folds, each held out");
    }
    for (path, test) in &tests {
        report(&gazetteer, path, &all, test, &options);
    }
    if options.write {
        std::fs::write("data/mention/weights.bin.zst", mentions::learn(&lessons(&all), options.settings))?;
    }
    Ok(())
}

/// Parts that each corpus is cut into for cross-validation.
const FOLDS: usize = 5;

/// The reports of each corpus whose number is wanted.
fn part(gazetteer: &Gazetteer, corpora: &Corpora, wanted: impl Fn(usize) -> bool) -> Corpora {
    let of = |corpus: &Corpus| {
        let reports = corpus.reports.iter().enumerate().filter(|(i, _)| wanted(*i)).map(|(_, r)| r.clone()).collect();
        let mut part = Corpus { reports, lessons: Vec::new(), partial: corpus.partial };
        part.lessons = spans(&part).iter().map(|example| mentions::lesson(gazetteer, example)).collect();
        part
    };
    corpora.iter().map(|(name, corpus)| (name.clone(), of(corpus))).collect()
}

/// What was right on a set that was not learned from.
#[derive(Default, Clone, Copy)]
struct Figures {
    /// Mentions with the very span, mentions given, and those of the gold.
    right: usize,
    given: usize,
    gold: usize,
    /// Places within 161 km, and those that have a point.
    near: usize,
    placed: usize,
}

impl std::ops::AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.given += other.given;
        self.gold += other.gold;
        self.near += other.near;
        self.placed += other.placed;
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let (precision, recall) = (share(self.right, self.given), share(self.right, self.gold));
        let (f1, near) = (share(2 * self.right, self.given + self.gold), share(self.near, self.placed));
        write!(f, "precision {precision:.3} recall {recall:.3} F1 {f1:.3} of {}; within 161 km {near:.3} of {}", self.gold, self.placed)
    }
}

fn lessons<'c>(corpora: &[&'c Corpus]) -> Vec<&'c mentions::Lesson> {
    corpora.iter().flat_map(|c| &c.lessons).collect()
}

fn reports(corpora: &[&Corpus]) -> Vec<places::Example> {
    corpora.iter().flat_map(|c| c.reports.clone()).collect()
}

fn read(path: &str, phrases: bool) -> Result<Corpus, Box<dyn Error>> {
    let file = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let mut out = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let gold: Gold = serde_json::from_str(line).map_err(|e| format!("{path}:{}: {e}", number + 1))?;
        let offsets = CharOffsets::new(&gold.text);
        let toponyms = gold.toponyms.iter().filter_map(|t| {
            let span = Span::new(offsets.byte(&gold.text, t.start), offsets.byte(&gold.text, t.end));
            let point = t.lat.zip(t.lon).map(|(lat, lon)| Position::new(lat, lon));
            let named = t.surface.chars().any(char::is_uppercase);
            (!phrases || named).then_some((span, point))
        });
        out.push(places::Example { toponyms: toponyms.collect(), text: gold.text, ..places::Example::default() });
    }
    Ok(Corpus { reports: out, ..Corpus::default() })
}

/// How a headline may be written: in capitals, or each longer word with one.
const HEADLINES: [fn(&str) -> String; 2] = [str::to_uppercase, titled];

/// One report in so many gives its first sentence as a headline, each way in turn.
const WITH_HEADLINE: usize = 4;

/// A sentence with each word in capitals that has more than three letters.
fn titled(sentence: &str) -> String {
    let raised = |word: &str| match word.chars().next() {
        Some(first) if word.len() > 3 => first.to_uppercase().chain(word.chars().skip(1)).collect(),
        _ => word.to_owned(),
    };
    sentence.split_inclusive(|c: char| !c.is_alphanumeric()).map(raised).collect()
}

/// The first sentence of a report as a headline; `None` where its letters would no longer stand where they did.
fn headline(example: &places::Example, written: fn(&str) -> String) -> Option<mentions::Example> {
    let first = *Text::new(&example.text).sentences.first()?;
    let text = written(first.slice(&example.text));
    let spans = example.toponyms.iter().filter(|(span, _)| first.contains(*span));
    let toponyms = spans.map(|(span, _)| Span::new(span.start - first.start, span.end - first.start)).collect();
    (text.is_ascii() && text.len() == first.len()).then_some(mentions::Example { text, toponyms, complete: true })
}

/// The reports as they are, and beside them names alone, as cells of a table and items of a list have them: of every
/// report one place name, and one run of capitalised words that is none; and the first sentences of some as headlines.
fn spans(corpus: &Corpus) -> Vec<mentions::Example> {
    let complete = !corpus.partial;
    let bare =
        |e: &places::Example| mentions::Example { text: e.text.clone(), toponyms: e.toponyms.iter().map(|(s, _)| *s).collect(), complete };
    let mut out: Vec<_> = corpus.reports.iter().map(bare).collect();
    for (number, example) in corpus.reports.iter().enumerate() {
        let named: Vec<_> = example.toponyms.iter().map(|(span, _)| span.slice(&example.text)).collect();
        if let Some(name) = named.get(number % named.len().max(1)) {
            out.push(mentions::Example { text: (*name).to_owned(), toponyms: vec![Span::new(0, name.len())], complete });
        }
        if complete && number % WITH_HEADLINE == 0 {
            out.extend(headline(example, HEADLINES[number / WITH_HEADLINE % HEADLINES.len()]));
        }
        let text = Text::new(&example.text);
        let other = text.tokens.windows(2).find(|pair| {
            let span = pair[0].span.cover(pair[1].span);
            pair.iter().all(|t| t.is_word() && t.is_capitalised() && t.span.len() > 2)
                && !example.toponyms.iter().any(|(s, _)| s.overlaps(span))
        });
        if let Some(pair) = other {
            let words = pair[0].span.cover(pair[1].span).slice(&example.text);
            out.push(mentions::Example { text: words.to_owned(), toponyms: Vec::new(), complete });
        }
    }
    out
}

/// Learns from one part and measures on another: strict F1, and the share of points within 161 km given the spans.
fn report(gazetteer: &Gazetteer, name: &str, train: &[&Corpus], test: &Corpus, options: &Options) -> Figures {
    let packed = mentions::learn(&lessons(train), options.settings);
    let recogniser = Recogniser::with_weights(gazetteer, &packed);
    let weights = if options.mentions_only { Weights::builtin().clone() } else { places::train(gazetteer, &reports(train), 10) };
    let mut errors = options.errors;
    let mut figures = Figures::default();
    for example in &test.reports {
        let text = recogniser.text(&example.text);
        let found: Vec<Span> = recogniser.mentions(&text).into_iter().map(|m| m.span).collect();
        figures.given += found.len();
        figures.gold += example.toponyms.len();
        figures.right += example.toponyms.iter().filter(|(s, _)| found.contains(s)).count();
        for (span, _) in example.toponyms.iter().filter(|(s, _)| !found.contains(s)) {
            show("missed", &text, *span, &mut errors);
        }
        for span in found.iter().filter(|f| example.toponyms.iter().all(|(s, _)| s != *f)) {
            show("extra", &text, *span, &mut errors);
        }
        if options.mentions_only {
            continue;
        }
        let known: Vec<_> = example.toponyms.iter().map(|(s, _)| recogniser.known(&text, *s)).collect();
        let resolved = resolve::resolve_with(&weights, gazetteer, &text, &known, &Preference::default());
        for ((span, point), toponym) in example.toponyms.iter().zip(resolved) {
            let Some(point) = point else { continue };
            figures.placed += 1;
            let right = toponym.place.as_ref().is_some_and(|p| rough_km(p.position, *point) <= 161.0);
            figures.near += usize::from(right);
            if !right {
                let got = toponym
                    .place
                    .map_or_else(|| "nothing".to_owned(), |p| format!("{} {} {:?} {}", p.id, p.name, p.country, p.kind.name()));
                show(&format!("at {:.2},{:.2} not {got}:", point.lat, point.lon), &text, *span, &mut errors);
            }
        }
    }
    println!("{name:28} {figures}");
    figures
}

fn show(what: &str, text: &Text<'_>, span: Span, left: &mut usize) {
    if *left > 0 {
        *left -= 1;
        let around = |from: usize, to: usize| {
            text.source.char_indices().filter(|(i, _)| (from..to).contains(i)).map(|(_, c)| c).collect::<String>().replace('\n', " ")
        };
        println!(
            "  {what:6} …{}[{}]{}…",
            around(span.start.saturating_sub(45), span.start),
            text.slice(span),
            around(span.end, span.end + 40)
        );
    }
}
