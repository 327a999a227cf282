//! `sitmap map`: reports into events on a map.

use std::io::{BufWriter, Write};

use clap::Args;

use super::options::{Reading, Resolving};
use super::run::{Outcome, Tally, run};
use crate::error::{Error, Result};
use crate::feature::features;
use crate::read::Reports;

/// Map the events of reports
#[derive(Debug, Args)]
pub(super) struct Map {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    resolving: Resolving,
    /// Format on standard output
    #[arg(short, long, value_name = "FORMAT", default_value = "jsonl")]
    format: String,
}

impl Map {
    pub(super) fn run(self) -> Result<Outcome> {
        if self.format != "jsonl" {
            return Err(Error::usage(format!("map has no format {:?}; it writes jsonl", self.format)));
        }
        let reports = Reports::new(self.reading.inputs()?, self.reading.options());
        let mut tally = Tally::default();
        let (builder, failed) = self.resolving.builder()?;
        failed.iter().for_each(|e| tally.fail(e));
        let mapper = builder.build()?;
        let mut out = BufWriter::with_capacity(256 * 1024, std::io::stdout().lock());
        let rows = |report: &_| {
            let mut rows = Vec::new();
            let mapped = mapper.map(report);
            for feature in features(report, mapped.events, &mapped.toponyms) {
                rows.extend(serde_json::to_vec(&feature).unwrap_or_default());
                rows.push(b'\n');
            }
            rows
        };
        run(&self.reading, reports, &mut tally, rows, |rows| out.write_all(&rows).map_err(|e| Error::io("write the events", e)))?;
        out.flush().map_err(|e| Error::io("write the events", e))?;
        Ok(tally.outcome())
    }
}
