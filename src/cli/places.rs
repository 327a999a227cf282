//! `sitmap places`: only the place names, recognised and resolved.

use clap::Args;

use super::explain;
use super::options::{Reading, Resolving};
use super::output::{Output, Outputs};
use super::run::{Outcome, Tally, run};
use crate::error::{Error, Result};
use crate::feature::places;
use crate::read::Reports;
use crate::report::Report;
use crate::write::{Format, Layer, Rows, RunRecord, Settings};

/// Find the place names of reports, and which places they mean
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sitmap places examples/deir-ez-zor.txt -f text")]
pub(super) struct Places {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    resolving: Resolving,
    #[command(flatten)]
    output: Output,
}

impl Places {
    pub(super) fn run(self) -> Result<Outcome> {
        let targets = self.output.targets()?;
        if let Some(target) = targets.iter().find(|t| matches!(t.format, Format::Acled | Format::Ged | Format::Html)) {
            return Err(Error::usage(format!(
                "places are written as jsonl, geojson, csv or text, not as {:?}; `sitmap map` writes events",
                target.format
            )));
        }
        let reports = Reports::new(self.reading.inputs()?, self.reading.options());
        let ledger = reports.ledger();
        let mut tally = Tally::new();
        let (builder, failed) = self.resolving.builder()?;
        failed.iter().for_each(|e| tally.fail(e));
        let mapper = builder.places_only().build()?;
        let settings = Settings { layers: vec![Layer::Places], excel: self.output.excel, ..Settings::default() };
        let mut outputs = Outputs::create(&targets, &settings, mapper.gazetteer())?;
        let map = |report: Report| {
            let toponyms = mapper.places(&report);
            let told = self.resolving.explain.then(|| explain::toponyms(&report, &toponyms));
            (Rows { places: Some(places(&report, &toponyms)), ..Rows::default() }, told)
        };
        run(&self.reading, reports, &mut tally, map, |(rows, told), tally| {
            told.iter().for_each(|t| tally.say(t));
            outputs.write(&rows)
        })?;
        let mut record = RunRecord::new("places");
        if targets.iter().any(|t| t.format != Format::JsonLines) {
            self.reading.note(&mut record);
            self.resolving.note(mapper.gazetteer(), &mut record)?;
            record.inputs(ledger.digests());
        }
        (record.counts.reports, record.counts.failed) = (tally.reports, tally.failed);
        outputs.finish(&record)?;
        Ok(tally.outcome())
    }
}
