//! Each layer of the pipeline by itself, over the example reports and the corpus, in bytes of text a second.
//!
//! ```sh
//! cargo bench --bench layers                  # all of them
//! cargo bench --bench layers -- recognition   # one
//! ```
//!
//! What one layer needs of those before it is made beforehand. `places` and `map` are the whole ways.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use sitmap::codebook::Codebook;
use sitmap::event::{Anchor, Context, extract};
use sitmap::feature::{features, places};
use sitmap::locate::{Locator, Outlines};
use sitmap::mention::{Mention, Recogniser};
use sitmap::read::{Incoming, ReadOptions, Reports, inputs};
use sitmap::relation::{Relation, RelationWords, relations_with};
use sitmap::resolve::{Preference, Toponym, resolve};
use sitmap::text::{
    DateMention, DateWords, Number, NumberWords, Quantity, Text, UnitWords, coordinates, dates, numbers, quantities, sentences, tokens,
};
use sitmap::write::{Format, Layer, Rows, RunRecord, Settings, Target, writer};
use sitmap::{Gazetteer, Mapper, Report};

/// The example reports, and the corpus where it is there: the package comes without it.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out: Vec<PathBuf> = ["examples", "data/corpus"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(root.join(folder)).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "jsonl"))
        .collect();
    out.sort();
    out
}

fn read(files: &[PathBuf]) -> Vec<Report> {
    let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    let options = ReadOptions { published: "2017-09-03".parse().ok(), ..ReadOptions::default() };
    let report = |incoming| match incoming {
        Incoming::Report(report) => Some(*report),
        _ => None,
    };
    Reports::new(inputs(&names).expect("the files"), options).filter_map(report).collect()
}

/// One report with what each layer gives the next.
struct Prepared<'r> {
    report: &'r Report,
    text: Text<'r>,
    mentions: Vec<Mention>,
    toponyms: Vec<Toponym>,
    relations: Vec<Relation>,
    dates: Vec<DateMention>,
    numbers: Vec<Number>,
    quantities: Vec<Quantity>,
}

impl<'r> Prepared<'r> {
    fn new(gazetteer: &Gazetteer, report: &'r Report) -> Self {
        let text = Text::new(&report.text);
        let words = NumberWords::builtin();
        let mentions = Recogniser::new(gazetteer).mentions(&text);
        let toponyms = resolve(gazetteer, &text, &mentions, &Preference::default());
        let quantities = quantities(text.source, UnitWords::builtin(), words);
        let relations = relations_with(&text, &toponyms, &quantities, RelationWords::builtin());
        let dates = dates(text.source, report.published, DateWords::builtin(), words);
        let numbers = numbers(text.source, words);
        Self { report, text, mentions, toponyms, relations, dates, numbers, quantities }
    }
}

fn each<'r, T>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, prepared: &[Prepared<'r>], mut work: impl FnMut(&Prepared<'r>) -> T) {
    group.bench_function(name, |b| {
        b.iter(|| {
            for one in prepared {
                black_box(work(one));
            }
        })
    });
}

fn layers(criterion: &mut Criterion) {
    let files = files();
    let reports = read(&files);
    let bytes = reports.iter().map(|r| r.text.len() as u64).sum();
    let mapper = Mapper::builder(Gazetteer::builtin().expect("the gazetteer")).build().expect("a mapper");
    let gazetteer = mapper.gazetteer();
    let codebook = Codebook::builtin().expect("the codebook");
    let outlines = Outlines::default();
    let prepared: Vec<Prepared<'_>> = reports.iter().map(|r| Prepared::new(gazetteer, r)).collect();
    let mut group = criterion.benchmark_group("layers");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);

    group.bench_function("reading", |b| b.iter(|| black_box(read(&files).len())));
    each(&mut group, "tokens", &prepared, |p| tokens(p.text.source).len());
    each(&mut group, "sentences", &prepared, |p| sentences(p.text.source, &p.text.tokens).len());
    each(&mut group, "numbers, dates, quantities, coordinates", &prepared, |p| {
        let words = NumberWords::builtin();
        (
            numbers(p.text.source, words).len(),
            dates(p.text.source, p.report.published, DateWords::builtin(), words).len(),
            quantities(p.text.source, UnitWords::builtin(), words).len(),
            coordinates(p.text.source).len(),
        )
    });
    let recogniser = Recogniser::new(gazetteer);
    each(&mut group, "recognition", &prepared, |p| recogniser.mentions(&p.text).len());
    each(&mut group, "resolution", &prepared, |p| resolve(gazetteer, &p.text, &p.mentions, &Preference::default()).len());
    each(&mut group, "relations", &prepared, |p| relations_with(&p.text, &p.toponyms, &p.quantities, RelationWords::builtin()).len());
    each(&mut group, "events", &prepared, |p| {
        let locator = Locator::new(gazetteer, &outlines);
        let place = |anchor: Anchor| match anchor {
            Anchor::Relation(at) => locator.relation(p.relations.get(at)?, &p.toponyms, &p.text),
            Anchor::Toponym(at) => locator.toponym(p.toponyms.get(at)?),
        };
        extract(&Context {
            report: p.report,
            text: &p.text,
            toponyms: &p.toponyms,
            relations: &p.relations,
            dates: &p.dates,
            numbers: &p.numbers,
            quantities: &p.quantities,
            codebook: &codebook,
            place: &place,
        })
        .len()
    });
    each(&mut group, "places, all of it", &prepared, |p| mapper.places(p.report).len());
    each(&mut group, "map, all of it", &prepared, |p| mapper.map(p.report).events.len());
    writing(&mut group, &mapper, &reports);
    group.finish();
}

/// Every format that needs no more than the rows, to nowhere.
fn writing(group: &mut BenchmarkGroup<'_, WallTime>, mapper: &Mapper, reports: &[Report]) {
    let rows: Vec<Rows> = reports
        .iter()
        .map(|report| {
            let mapped = mapper.map(report);
            let places = Some(places(report, &mapped.toponyms));
            Rows { features: features(report, mapped.events, &mapped.toponyms), places, ..Rows::default() }
        })
        .collect();
    let settings = Settings { layers: vec![Layer::Events], ..Settings::default() };
    for (format, name) in [(Format::JsonLines, "jsonl"), (Format::Csv, "csv"), (Format::GeoJson, "geojson")] {
        let target = Target { format, path: Some("/dev/null".into()) };
        group.bench_function(format!("writing {name}"), |b| {
            b.iter(|| {
                let mut writer = writer(&target, &settings, mapper.gazetteer()).expect("a writer");
                rows.iter().for_each(|rows| writer.write(rows).expect("written"));
                writer.finish(&RunRecord::new("map")).expect("finished").len()
            })
        });
    }
}

criterion_group!(benches, layers);
criterion_main!(benches);
