//! `sitmap eval`: score a gold file with the field's measures.

mod events;
mod gold;
mod names;
mod score;
mod table;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use self::events::EventScores;
use self::gold::Gold;
use self::names::NameScores;
use super::options::Resolving;
use super::run::Outcome;
use crate::error::{Error, Result};
use crate::feature::{features, places};
use crate::mapper::Mapper;
use crate::report::Report;

/// Score a gold file: place names found, places right, events right
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sitmap eval gold.jsonl

Gold is JSON Lines: {id, text, published, toponyms: [{start, end, surface, lat, lon, geonameid, form}], events: [records as
`sitmap map -f jsonl` writes them]}; all but text and toponyms may be left out. Offsets count characters.

Finding: precision, recall and F1 of the very spans (strict), and of spans that share a character, one to one (overlapping).
Placing: the share of names with coordinates that are placed within 161 km (100 miles), where the gold spans are given and
end to end (a name not found, or without an answer, is wrong). Mean and median kilometres are of the answers. AUC is the area
under the curve of log errors of Gritta et al. (2018): errors in order, ln(km + 1), by the trapezoid rule, as a share of the
area that half the Earth's circumference (20,039 km) everywhere would give; 0 is best. Given the spans, a name without an
answer counts there as 20,039 km. Calibration: answers by their confidence, and the share of them that is right.")]
pub(super) struct Eval {
    /// Gold files
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Write text or jsonl (a line a file)
    #[arg(short, long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
    #[command(flatten)]
    resolving: Resolving,
}

/// What one file scores.
#[derive(Debug, Default)]
pub(super) struct Scores {
    reports: u64,
    skipped: u64,
    names: NameScores,
    events: EventScores,
}

impl Eval {
    pub(super) fn run(self) -> Result<Outcome> {
        let (builder, failed) = self.resolving.builder()?;
        let mapper = builder.build()?;
        let mut bad = failed.len() as u64;
        failed.iter().for_each(|e| eprintln!("sitmap: {e}"));
        for path in &self.gold {
            let mut scores = self.score(&mapper, path)?;
            bad += scores.skipped;
            scores.names.finish();
            let text = if self.format == "jsonl" { table::line(path, &scores) } else { table::text(path, &scores) };
            std::io::stdout().lock().write_all(text.as_bytes()).map_err(|e| Error::io("write the scores", e))?;
        }
        Ok(if bad > 0 { Outcome::SomeFailed } else { Outcome::AllRead })
    }

    fn score(&self, mapper: &Mapper, path: &Path) -> Result<Scores> {
        let mut scores = Scores::default();
        let file = std::fs::File::open(path).map_err(|e| Error::io("open the gold file", e).on(path))?;
        let mut reader = BufReader::new(file);
        let mut bytes = Vec::new();
        for line in 1u64.. {
            bytes.clear();
            let read = reader.read_until(b'\n', &mut bytes).map_err(|e| Error::io("read the gold file", e).on(path).at_line(line))?;
            if read == 0 {
                break;
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            match Gold::read(&bytes) {
                Ok(gold) => {
                    scores.reports += 1;
                    self.add(mapper, &gold, &mut scores);
                }
                Err(e) => {
                    scores.skipped += 1;
                    eprintln!("sitmap: {}", e.on(path).at_line(line));
                }
            }
        }
        Ok(scores)
    }

    fn add(&self, mapper: &Mapper, gold: &Gold, scores: &mut Scores) {
        let report = Report { published: gold.published, ..Report::new(gold.id(), gold.text.clone()) };
        let mut names = gold.names();
        if self.resolving.no_demonyms {
            names.retain(|n| !n.is_demonym());
        }
        let found = match &gold.events {
            None => places(&report, &mapper.places(&report)),
            Some(events) => {
                let mapped = mapper.map(&report);
                let found = places(&report, &mapped.toponyms);
                scores.events.add(events, &features(&report, mapped.events, &mapped.toponyms));
                found
            }
        };
        let given = Report { known_mentions: Some(gold.spans(&names)), ..report };
        let given = places(&given, &mapper.places(&given));
        scores.names.add(mapper.gazetteer(), &names, &found.places, &given.places);
    }
}
