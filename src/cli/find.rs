//! `sitmap find`: look names or coordinates up, a few or a million.

mod filter;
mod hit;
mod names;
mod show;

use std::io::{IsTerminal, Write};
use std::num::NonZeroUsize;

use clap::Args;

use self::filter::{Filter, Narrowing};
use self::hit::{Answer, answer};
use self::names::{Asked, from_arguments, from_standard_input};
use self::show::Shown;
use super::options::KnownPlaces;
use super::run::Outcome;
use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, Resident};
use crate::stream;
use crate::write::RunRecord;

/// Look names up in the gazetteer, or what lies around a coordinate
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sitmap find \"Deir Ezzor\" دمشق
  sitmap find 35.28,39.22 --kind city,town
  sitmap find Salamiyah --within Syria --near Homs
  sitmap find Tayba --near Palmyra --within 100km -f geojson

A name matches exact (to the letter), folded (but for case, accents, hyphens, apostrophes and the article), by its
skeleton (the consonants that romanisations share), or by edit (a few letters apart); the latter two with their likeness,
0 to 1. A million names: sitmap find -f csv < names.txt")]
pub(super) struct Find {
    /// Names in any spelling or script, as Hama or \"Tripoli, Lebanon\", or coordinates as 35.28,39.22; - (or nothing, in a
    /// pipe) for standard input, one a line
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    narrowing: Narrowing,
    /// Show this many for each
    #[arg(short = 'n', long, value_name = "N", default_value_t = 5)]
    count: usize,
    /// Write text, jsonl, csv or geojson
    #[arg(short, long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl", "csv", "geojson"])]
    format: String,
    /// Use this many threads; the output is the same on any number
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    places: KnownPlaces,
}

/// Names without an answer that are named one by one on standard error; of more, the count is said.
const NAMED: u64 = 20;

/// What a thread hands on of one name.
struct Done {
    written: Vec<u8>,
    missed: Option<String>,
    failed: Option<Error>,
}

impl Find {
    pub(super) fn run(self) -> Result<Outcome> {
        let piped = self.names.iter().any(|n| n == "-") || self.names.is_empty();
        if self.names.is_empty() && std::io::stdin().is_terminal() {
            return Err(Error::usage("no name to find; give one, as in `sitmap find Palmyra`, or names on standard input"));
        }
        let (gazetteer, failed) = self.places.open()?;
        failed.iter().for_each(|e| eprintln!("sitmap: {e}"));
        let filter = self.narrowing.filter(&gazetteer)?;
        let shown = Shown::named(&self.format);
        let asked: Box<dyn Iterator<Item = Result<Asked>> + Send + '_> = if piped {
            let before = self.names.iter().take_while(|n| *n != "-").cloned();
            let after = self.names.iter().skip_while(|n| *n != "-").skip(1).cloned();
            Box::new(from_arguments(before).chain(from_standard_input()).chain(from_arguments(after)))
        } else {
            Box::new(from_arguments(self.names.iter().cloned()))
        };
        let mut out = std::io::BufWriter::with_capacity(1 << 18, std::io::stdout());
        let mut put = |bytes: &[u8]| out.write_all(bytes).map_err(|e| Error::io("write the places", e));
        put(shown.opening().as_bytes())?;
        let (mut missed, mut bad, mut asked_for, mut separator) = (0u64, failed.len() as u64, 0u64, "");
        let size = |asked: &Result<Asked>| asked.as_ref().map_or(0, |a| a.words.len()) + 256;
        let work = |resident: &mut Resident<'_>, asked: Result<Asked>| {
            let done = match asked.and_then(|asked| answer(&gazetteer, &filter, asked, self.count)) {
                Ok(answer) => self.done(&shown, &gazetteer, &filter, &answer),
                Err(e) => Done { written: Vec::new(), missed: None, failed: Some(e) },
            };
            resident.looked_up();
            done
        };
        stream::run(
            asked,
            self.threads.unwrap_or_else(stream::default_threads),
            size,
            || Resident::of(&gazetteer),
            work,
            |done| {
                asked_for += 1;
                if let Some(e) = done.failed {
                    // What cannot be read at all ends the run; what is no name or point is counted.
                    if e.is_io() {
                        return Err(e);
                    }
                    bad += 1;
                    eprintln!("sitmap: {e}");
                }
                if let Some(words) = done.missed {
                    missed += 1;
                    if !shown.says_misses() && missed <= NAMED {
                        eprintln!("sitmap: {words}");
                    }
                }
                if !done.written.is_empty() {
                    put(separator.as_bytes())?;
                    separator = shown.separator();
                    put(&done.written)?;
                }
                Ok(())
            },
        )?;
        put(shown.closing(&self.record(&shown, &gazetteer)?)?.as_bytes())?;
        out.flush().map_err(|e| Error::io("write the places", e))?;
        if asked_for == 0 {
            return Err(Error::usage("no name to find on standard input"));
        }
        if missed > NAMED {
            eprintln!("sitmap: of {asked_for} names, {missed} are in no gazetteer");
        }
        Ok(if missed + bad > 0 { Outcome::SomeFailed } else { Outcome::AllRead })
    }

    fn done(&self, shown: &Shown, gazetteer: &Gazetteer, filter: &Filter, answer: &Answer) -> Done {
        let missed = (answer.hits.is_empty() && answer.at.is_none()).then(|| answer.missed(filter));
        match shown.write(gazetteer, filter, answer) {
            Ok(written) => Done { written, missed, failed: None },
            Err(e) => Done { written: Vec::new(), missed, failed: Some(e) },
        }
    }

    /// What went in, for the one format that carries it.
    fn record(&self, shown: &Shown, gazetteer: &Gazetteer) -> Result<RunRecord> {
        let mut record = RunRecord::new("find");
        if matches!(shown, Shown::GeoJson) {
            self.narrowing.note(&mut record);
            self.places.note(gazetteer, &mut record)?;
        }
        Ok(record)
    }
}
