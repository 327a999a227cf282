//! `sitmap places`: only the place names, recognised and resolved.

use std::io::{BufWriter, Write};

use clap::Args;

use super::options::{Reading, Resolving};
use super::run::{Outcome, Tally, run};
use crate::error::{Error, Result};
use crate::feature::places;
use crate::read::Reports;

/// Find the place names of reports, and which places they mean
#[derive(Debug, Args)]
pub(super) struct Places {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    resolving: Resolving,
    /// Format on standard output
    #[arg(short, long, value_name = "FORMAT", default_value = "jsonl")]
    format: String,
}

impl Places {
    pub(super) fn run(self) -> Result<Outcome> {
        if self.format != "jsonl" {
            return Err(Error::usage(format!("places has no format {:?}; it writes jsonl", self.format)));
        }
        let reports = Reports::new(self.reading.inputs()?, self.reading.options());
        let mut tally = Tally::default();
        let (builder, failed) = self.resolving.builder()?;
        failed.iter().for_each(|e| tally.fail(e));
        let mapper = builder.places_only().build()?;
        let mut out = BufWriter::with_capacity(256 * 1024, std::io::stdout().lock());
        let line = |report: &_| {
            let mut line = serde_json::to_vec(&places(report, &mapper.places(report))).unwrap_or_default();
            line.push(b'\n');
            line
        };
        run(&self.reading, reports, &mut tally, line, |line| out.write_all(&line).map_err(|e| Error::io("write the places", e)))?;
        out.flush().map_err(|e| Error::io("write the places", e))?;
        Ok(tally.outcome())
    }
}
