//! `sitmap draw`: an event table back into any output.

use clap::Args;

use super::options::KnownPlaces;
use super::output::{Drawing, Output, Outputs};
use super::run::{Outcome, Tally};
use crate::error::{Error, Result};
use crate::read::{EventColumns, EventTable, Ledger, event_table};
use crate::write::{Rows, RunRecord};

/// Draw an event table: sitmap's own after a person corrected it, ACLED's, UCDP's, or any CSV with latitude and longitude
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sitmap draw out/events.csv -o out/corrected.html -o acled:out/acled.csv")]
pub(super) struct Draw {
    /// Tables: CSV, GeoJSON or JSON Lines, also .gz or .zst, or - for standard input
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<String>,
    /// The column of the latitude, where its name does not tell
    #[arg(long, value_name = "NAME", requires = "lon_column")]
    lat_column: Option<String>,
    /// The column of the longitude
    #[arg(long, value_name = "NAME", requires = "lat_column")]
    lon_column: Option<String>,
    /// The column of the day
    #[arg(long, value_name = "NAME")]
    date_column: Option<String>,
    /// Columns that are carried along, as batch,checked
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    keep: Vec<String>,
    /// Stop at the first row that cannot be read
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    drawing: Drawing,
    #[command(flatten)]
    places: KnownPlaces,
}

impl Draw {
    pub(super) fn run(self) -> Result<Outcome> {
        let targets = self.output.targets()?;
        let (gazetteer, failed) = self.places.open()?;
        let mut tally = Tally::new();
        failed.iter().for_each(|e| tally.fail(e));
        let columns = EventColumns {
            lat: self.lat_column.clone(),
            lon: self.lon_column.clone(),
            date: self.date_column.clone(),
            keep: self.keep.clone(),
        };
        let ledger = Ledger::default();
        let tables: Vec<EventTable> = self.tables.iter().map(|t| event_table(t, &columns, &ledger)).collect::<Result<_>>()?;
        let mut kept: Vec<String> = Vec::new();
        for name in tables.iter().flat_map(|t| &t.kept) {
            if !kept.contains(name) {
                kept.push(name.clone());
            }
        }
        let mut outputs = Outputs::create(&targets, &self.drawing.settings(&self.output, kept)?, &gazetteer)?;
        for row in tables.into_iter().flatten() {
            match row {
                Ok(feature) if self.drawing.wants(&feature) => {
                    outputs.write(&Rows { features: vec![feature], places: None, ..Rows::default() })?
                }
                Ok(_) => {}
                Err(e) if self.strict || e.is_usage() => return Err(e),
                Err(e) => tally.fail(&e),
            }
        }
        if outputs.counts.events == 0 && tally.failed == 0 {
            tally.fail(&Error::data("no table holds an event"));
        }
        let mut record = RunRecord::new("draw");
        self.drawing.note(&mut record)?;
        self.places.note(&gazetteer, &mut record)?;
        record.inputs(ledger.digests());
        record.counts = outputs.counts;
        record.counts.failed = tally.failed;
        outputs.finish(&record)?;
        Ok(tally.outcome())
    }
}
