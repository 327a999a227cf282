//! `sitmap map`: reports into events on a map.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use super::options::{Reading, Resolving, digest};
use super::output::{Drawing, Output, Outputs};
use super::run::{Outcome, Tally, run};
use super::{explain, lookup};
use crate::codebook::Codebook;
use crate::control::{ControlAreas, ControlFile};
use crate::error::Result;
use crate::feature::{features, places};
use crate::mapper::Mapper;
use crate::read::Reports;
use crate::report::Report;
use crate::write::{Format, Ingredient, Layer, Rows, RunRecord, Settings, Target, control_areas};

/// Map the events of reports: who did what, where, when, on whose word
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sitmap map examples/deir-ez-zor.txt --published 2017-09-03 -o out/map.html -o out/events.csv")]
pub(super) struct Map {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    resolving: Resolving,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    drawing: Drawing,
    /// Read by a codebook of one's own: a folder whose files replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,
    /// Say who holds the ground by dated areas or points: FILE, HOLDER=FILE, @DATE=FILE or HOLDER@DATE=FILE
    #[arg(long, value_name = "FILE")]
    control: Vec<String>,
    /// Measure every event's distance to this place, as Damascus or 33.51,36.29
    #[arg(long = "reference", value_name = "NAME")]
    references: Vec<String>,
    /// Place "25 km north of A" on A, as UCDP does, instead of computing the point
    #[arg(long)]
    snap: bool,
}

impl Map {
    pub(super) fn run(self) -> Result<Outcome> {
        let targets = self.output.targets()?;
        let reports = Reports::new(self.reading.inputs()?, self.reading.options());
        let ledger = reports.ledger();
        let mut tally = Tally::new();
        let (mapper, control) = self.mapper(&mut tally)?;
        let settings = Settings { control, ..self.drawing.settings(&self.output, self.reading.keep.clone())? };
        let with_places = settings.layers.contains(&Layer::Places);
        let mut outputs = Outputs::create(&targets, &settings, mapper.gazetteer())?;
        let map = |report: Report| {
            let mapped = mapper.map(&report);
            let places = with_places.then(|| places(&report, &mapped.toponyms));
            let mut told: Vec<String> = mapped.warnings.iter().map(|w| format!("note: report {:?}: {w}", report.id)).collect();
            let mut features = features(&report, mapped.events, &mapped.toponyms);
            features.retain(|f| self.drawing.wants(f));
            if self.resolving.explain {
                told.push(explain::toponyms(&report, &mapped.toponyms, &mapper.reasons(&report)));
                told.extend(features.iter().map(explain::event));
            }
            (Rows { features, places, ..Rows::default() }, told)
        };
        run(&self.reading, mapper.gazetteer(), reports, &mut tally, map, |(rows, told), tally| {
            told.iter().for_each(|t| tally.say(t));
            outputs.write(&rows)
        })?;
        let mut record = self.record(&targets, &mapper)?;
        record.inputs(ledger.digests());
        record.counts = outputs.counts;
        (record.counts.reports, record.counts.failed) = (tally.reports, tally.failed);
        let counts = record.counts;
        outputs.finish(&record)?;
        tally.finish();
        let files: Vec<String> = targets.iter().filter_map(|t| t.path.as_ref()).map(|p| p.display().to_string()).collect();
        if !files.is_empty() && std::io::stderr().is_terminal() {
            eprintln!(
                "events {}, of reports {}, {} placed, {} without a place → {}",
                counts.events,
                counts.reports,
                counts.placed,
                counts.not_placed,
                files.join(", ")
            );
        }
        Ok(tally.outcome())
    }

    /// The mapper, and the areas of control to draw.
    fn mapper(&self, tally: &mut Tally) -> Result<(Mapper, Option<serde_json::Value>)> {
        let (mut builder, failed) = self.resolving.builder()?;
        failed.iter().for_each(|e| tally.fail(e));
        if let Some(folder) = &self.codebook {
            builder = builder.codebook(Codebook::open(folder)?);
        }
        for reference in &self.references {
            let place = lookup::place(builder.gazetteer(), reference)?;
            builder = builder.reference(place);
        }
        let mut drawn = None;
        if !self.control.is_empty() {
            let files = self.control.iter().map(|c| ControlFile::parse(c)).collect::<Result<Vec<_>>>()?;
            let (areas, failed) = ControlAreas::read(&files)?;
            failed.iter().for_each(|e| tally.fail(e));
            drawn = control_areas(&areas, self.reading.published.unwrap_or(jiff::civil::Date::MAX));
            builder = builder.control(areas);
        }
        Ok((builder.snap(self.snap).build()?, drawn))
    }

    /// What went in; only made where an output carries it.
    fn record(&self, targets: &[Target], mapper: &Mapper) -> Result<RunRecord> {
        let mut record = RunRecord::new("map");
        if targets.iter().all(|t| matches!(t.format, Format::JsonLines | Format::Text)) {
            return Ok(record);
        }
        self.reading.note(&mut record);
        self.resolving.note(mapper.gazetteer(), &mut record)?;
        self.drawing.note(&mut record)?;
        record.option("reference", (!self.references.is_empty()).then(|| self.references.join("; ")));
        record.option("snap", self.snap.then_some(true));
        record.codebook =
            mapper.codebook().map(|c| Ingredient { name: c.name().to_owned(), sha256: c.sha256().to_owned(), sources: Vec::new() });
        for argument in &self.control {
            let digest = digest(&ControlFile::parse(argument)?.path)?;
            record.layers.push(Ingredient { name: digest.name, sha256: digest.sha256, sources: Vec::new() });
        }
        Ok(record)
    }
}
