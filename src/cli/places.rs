//! `sitmap places`: only the place names, recognised and resolved.

use clap::Args;

use super::explain;
use super::options::{Reading, Resolving};
use super::output::{Output, Outputs, colour};
use super::run::{Outcome, Tally, run};
use crate::error::{Error, Result};
use crate::feature::places;
use crate::read::Reports;
use crate::report::Report;
use crate::text::coordinates;
use crate::write::{Format, Layer, Rows, RunRecord, Settings};

/// Find the place names of reports, and which places they mean
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sitmap places examples/deir-ez-zor.txt -f text
  sitmap places examples/deir-ez-zor.txt --explain -f text
  sitmap places examples -o out/places.csv -o out/places.geojson

As text, names stand in [brackets] with the number of their place in the table beneath; a terminal underlines them.")]
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
                "places are written as jsonl, geojson, csv or text, not as {}; `sitmap map` writes events",
                format!("{:?}", target.format).to_lowercase()
            )));
        }
        let reports = Reports::new(self.reading.inputs()?, self.reading.options());
        let ledger = reports.ledger();
        let mut tally = Tally::new();
        let (builder, failed) = self.resolving.builder()?;
        failed.iter().for_each(|e| tally.fail(e));
        let mapper = builder.places_only().build()?;
        let as_text = targets.iter().any(|t| t.format == Format::Text);
        let colour = colour() && targets.iter().any(|t| t.format == Format::Text && t.path.is_none());
        let settings = Settings { layers: vec![Layer::Places], excel: self.output.excel, colour, ..Settings::default() };
        let mut outputs = Outputs::create(&targets, &settings, mapper.gazetteer())?;
        let map = |report: Report| {
            let toponyms = mapper.places(&report);
            let wrong = coordinates(&report.text).into_iter().filter_map(|c| c.err());
            let mut told: Vec<String> = wrong.map(|e| format!("note: report {:?}: {e}", report.id)).collect();
            let reasons = self.resolving.explain.then(|| explain::toponyms(&report, &toponyms, &mapper.reasons(&report)));
            let mut rows = Rows { places: Some(places(&report, &toponyms)), ..Rows::default() };
            if as_text {
                (rows.text, rows.remarks) = (Some(report.text), reasons);
            } else {
                told.extend(reasons);
            }
            (rows, told)
        };
        run(&self.reading, mapper.gazetteer(), reports, &mut tally, map, |(rows, told), tally| {
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
