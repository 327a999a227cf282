//! Where results go: every `-o`, and standard output.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use super::options::digest;
use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::gazetteer::Gazetteer;
use crate::write::{Counts, Format, Ingredient, Layer, OutFile, Rows, RunRecord, Settings, Target, Writer, writer};

/// What every command that writes has.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Write a file; its extension tells the format (.geojson .csv .jsonl .html .txt), or FORMAT:FILE, as acled:events.csv
    #[arg(short, long = "output", value_name = "FILE")]
    pub outputs: Vec<String>,
    /// Write to standard output as jsonl, geojson, csv, acled, ged, html or text
    #[arg(short, long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Begin CSV with a byte-order mark, for Excel
    #[arg(long)]
    pub excel: bool,
}

impl Output {
    /// The targets; where none is named, standard output: a table on a terminal, else JSON Lines.
    pub(super) fn targets(&self) -> Result<Vec<Target>> {
        let mut targets = self.outputs.iter().map(|o| Target::parse(o)).collect::<Result<Vec<_>>>()?;
        if let Some(format) = &self.format {
            targets.push(Target { format: Format::named(format)?, path: None });
        }
        if targets.is_empty() {
            let format = if std::io::stdout().is_terminal() { Format::Text } else { Format::JsonLines };
            targets.push(Target { format, path: None });
        }
        for (i, target) in targets.iter().enumerate() {
            if targets[..i].iter().any(|t| t.path == target.path) {
                let name = target.path.as_deref().unwrap_or(Path::new("standard output"));
                return Err(Error::usage("two outputs go to the same place; name another file").on(name));
            }
        }
        Ok(targets)
    }
}

/// Whether a person looks at standard output and wants colours: see no-color.org.
pub(super) fn colour() -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    std::io::stdout().is_terminal() && !plain
}

/// What a map of events has beyond other outputs.
#[derive(Debug, Args)]
pub(super) struct Drawing {
    /// Layers of GeoJSON: events, places, lines, extents, control; all but events go to files beside it
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "events", hide_default_value = true)]
    pub layers: Vec<String>,
    /// Leave events of lower confidence out
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_confidence: Option<f64>,
    /// Keep these statuses alone: reported, ongoing, claimed, expected, denied, background
    #[arg(long = "status", value_name = "LIST", value_delimiter = ',', value_parser = ["reported", "ongoing", "claimed", "expected", "denied", "background"])]
    pub statuses: Vec<String>,
    /// Title of the map
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Credit line of the map
    #[arg(long, value_name = "TEXT")]
    pub credit: Option<String>,
    /// Note on the map
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// GeoJSON lines (roads, rivers) to draw on the map
    #[arg(long, value_name = "FILE")]
    pub lines: Option<PathBuf>,
    /// GeoJSON of disputed boundaries to draw in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub boundaries: Option<PathBuf>,
}

fn share(text: &str) -> std::result::Result<f64, String> {
    text.parse().ok().filter(|x| (0.0..=1.0).contains(x)).ok_or_else(|| "not a number from 0 to 1".to_owned())
}

impl Drawing {
    /// What holds for every output.
    pub(super) fn settings(&self, output: &Output, kept: Vec<String>) -> Result<Settings> {
        Ok(Settings {
            layers: self.layers.iter().map(|l| Layer::named(l)).collect::<Result<_>>()?,
            excel: output.excel,
            colour: false,
            kept,
            statuses_chosen: !self.statuses.is_empty(),
            title: self.title.clone(),
            credit: self.credit.clone(),
            note: self.note.clone(),
            lines: self.lines.as_deref().map(geojson).transpose()?,
            boundaries: self.boundaries.as_deref().map(geojson).transpose()?,
            control: None,
        })
    }

    /// Whether an event is wanted.
    pub(super) fn wants(&self, feature: &Feature) -> bool {
        let status = self.statuses.is_empty() || feature.status.as_ref().is_some_and(|s| self.statuses.contains(s));
        status && self.min_confidence.is_none_or(|least| feature.confidence.unwrap_or(1.0) >= least)
    }

    /// Puts the options that change results into the record.
    pub(super) fn note(&self, record: &mut RunRecord) -> Result<()> {
        record.option("min_confidence", self.min_confidence);
        record.option("status", (!self.statuses.is_empty()).then(|| self.statuses.join(",")));
        for file in [&self.lines, &self.boundaries].into_iter().flatten() {
            let digest = digest(file)?;
            record.layers.push(Ingredient { name: digest.name, sha256: digest.sha256, sources: Vec::new() });
        }
        Ok(())
    }
}

/// A GeoJSON file as it is.
fn geojson(path: &Path) -> Result<serde_json::Value> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io("read the lines", e).on(path))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|e| Error::data(format!("read GeoJSON: {e}")).on(path))?;
    if value["features"].is_array() { Ok(value) } else { Err(Error::data("no GeoJSON FeatureCollection").on(path)) }
}

/// The open outputs of a run.
pub(super) struct Outputs<'g> {
    writers: Vec<Box<dyn Writer + 'g>>,
    pub counts: Counts,
}

impl<'g> Outputs<'g> {
    pub(super) fn create(targets: &[Target], settings: &Settings, gazetteer: &'g Gazetteer) -> Result<Self> {
        let writers = targets.iter().map(|t| writer(t, settings, gazetteer)).collect::<Result<_>>()?;
        Ok(Self { writers, counts: Counts::default() })
    }

    pub(super) fn write(&mut self, rows: &Rows) -> Result<()> {
        for feature in &rows.features {
            self.counts.events += 1;
            let placed = feature.location.as_ref().is_some_and(|l| l.lat.is_some());
            self.counts.placed += u64::from(placed);
            self.counts.not_placed += u64::from(!placed);
            self.counts.without_date += u64::from(feature.date.is_none());
        }
        self.writers.iter_mut().try_for_each(|w| w.write(rows))
    }

    /// Finishes every file, then puts them all in their places.
    pub(super) fn finish(self, record: &RunRecord) -> Result<()> {
        let remarks: Vec<String> = self.writers.iter().flat_map(|w| w.remarks()).collect();
        let mut files: Vec<OutFile> = Vec::new();
        for writer in self.writers {
            files.extend(writer.finish(record)?);
        }
        files.into_iter().try_for_each(OutFile::publish)?;
        for remark in remarks {
            eprintln!("sitmap: {remark}");
        }
        Ok(())
    }
}
