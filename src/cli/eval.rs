//! `sitmap eval`: score a gold file with the field's measures.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::options::Resolving;
use super::run::Outcome;
use crate::error::{Error, Result};
use crate::feature::{Feature, PlaceRow, features, places};
use crate::measure::{Position, rough_km};
use crate::report::Report;

/// Score a gold file: place names found, places right, events right
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  sitmap eval gold.jsonl\n\nGold is JSON Lines: {id, text, published, toponyms: [{start, end, surface, lat, lon}], events: [records as `sitmap map -f jsonl` writes them]}."
)]
pub(super) struct Eval {
    /// Gold files
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    #[command(flatten)]
    resolving: Resolving,
}

/// A gold report.
#[derive(serde::Deserialize)]
struct Gold {
    id: serde_json::Value,
    text: String,
    published: Option<jiff::civil::Date>,
    #[serde(default)]
    toponyms: Vec<Toponym>,
    events: Option<Vec<Feature>>,
}

#[derive(serde::Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A place is right within this many kilometres: 100 miles, as the field has it since Cheng, Caverlee and Lee (CIKM 2010).
const RIGHT_KM: f64 = 161.0;

/// Events are placed right within this many kilometres.
const EVENT_KM: f64 = 25.0;

/// Hits among what was found and what there is.
#[derive(Default)]
struct Score {
    hits: u64,
    found: u64,
    gold: u64,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// Right among all.
#[derive(Default)]
struct Share {
    right: u64,
    all: u64,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += u64::from(right);
    }

    fn line(&self, name: &str) -> String {
        if self.all == 0 { String::new() } else { format!("  {name:48} {:.3}   of {}\n", self.right as f64 / self.all as f64, self.all) }
    }
}

#[derive(Default)]
struct Scores {
    strict: Score,
    overlap: Score,
    located: Share,
    event_found: Score,
    event_type: Share,
    sub_event_type: Share,
    fatalities: Share,
    placed: Share,
}

impl Eval {
    pub(super) fn run(self) -> Result<Outcome> {
        let (builder, failed) = self.resolving.builder()?;
        let mapper = builder.build()?;
        let mut bad = failed.len();
        failed.iter().for_each(|e| eprintln!("sitmap: {e}"));
        for path in &self.gold {
            let mut scores = Scores::default();
            let file = std::fs::File::open(path).map_err(|e| Error::io("open the gold file", e).on(path))?;
            for (line, text) in (1u64..).zip(BufReader::new(file).lines()) {
                let text = text.map_err(|e| Error::io("read the gold file", e).on(path).at_line(line))?;
                if text.trim().is_empty() {
                    continue;
                }
                let gold: Gold = match serde_json::from_str(&text) {
                    Ok(gold) => gold,
                    Err(e) => {
                        bad += 1;
                        eprintln!("sitmap: {}", Error::data(format!("read a gold report: {e}")).on(path).at_line(line));
                        continue;
                    }
                };
                let report = Report { published: gold.published, ..Report::new(gold.id.to_string(), gold.text.clone()) };
                let mapped = mapper.map(&report);
                scores.toponyms(&gold.toponyms, &places(&report, &mapped.toponyms).places);
                if let Some(events) = &gold.events {
                    scores.events(events, &features(&report, mapped.events, &mapped.toponyms));
                }
            }
            let text = scores.table(path);
            std::io::stdout().lock().write_all(text.as_bytes()).map_err(|e| Error::io("write the scores", e))?;
        }
        Ok(if bad > 0 { Outcome::SomeFailed } else { Outcome::AllRead })
    }
}

impl Scores {
    fn toponyms(&mut self, gold: &[Toponym], found: &[PlaceRow]) {
        let exact = |g: &Toponym| found.iter().find(|f| f.span == [g.start, g.end]);
        for score in [&mut self.strict, &mut self.overlap] {
            score.gold += gold.len() as u64;
            score.found += found.len() as u64;
        }
        self.strict.hits += gold.iter().filter(|g| exact(g).is_some()).count() as u64;
        let mut used = vec![false; found.len()];
        for g in gold {
            let meets = |(i, f): &(usize, &PlaceRow)| !used[*i] && f.span[0] < g.end && g.start < f.span[1];
            if let Some((i, _)) = found.iter().enumerate().find(meets) {
                used[i] = true;
                self.overlap.hits += 1;
            }
            let Some(at) = g.lat.zip(g.lon).and_then(|(lat, lon)| Position::checked(lat, lon)) else { continue };
            let place = exact(g).and_then(|f| f.place.as_ref());
            self.located.count(place.is_some_and(|p| rough_km(Position::new(p.lat, p.lon), at) <= RIGHT_KM));
        }
    }

    fn events(&mut self, gold: &[Feature], found: &[Feature]) {
        self.event_found.gold += gold.len() as u64;
        self.event_found.found += found.len() as u64;
        let mut used = vec![false; found.len()];
        for g in gold {
            let Some(at) = (0..found.len()).find(|i| !used[*i] && same_words(g, &found[*i])) else { continue };
            used[at] = true;
            self.event_found.hits += 1;
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

    fn table(&self, path: &Path) -> String {
        let mut out = format!("{}\n", path.display());
        for (name, score) in [
            ("place names, strict F1", &self.strict),
            ("place names, overlap F1", &self.overlap),
            ("events found by their words, F1", &self.event_found),
        ] {
            if score.gold > 0 {
                out.push_str(&format!("  {name:48} {:.3}   of {}\n", score.f1(), score.gold));
            }
        }
        out.push_str(&self.located.line("place names found and right within 161 km"));
        out.push_str(&self.event_type.line("of events found: event type"));
        out.push_str(&self.sub_event_type.line("of events found: sub-event type"));
        out.push_str(&self.fatalities.line("of events found: deaths exact"));
        out.push_str(&self.placed.line("of events found: placed within 25 km"));
        out
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
