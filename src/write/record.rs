//! What went into a run: carried by every output, so that it can be made again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::OutFile;
use crate::error::{Error, Result};
use crate::gazetteer::Source;
use crate::read::Digest;

/// Said by every map and file.
const NATURE: &str = "Machine-coded, not verified. Not for targeting, routing or decisions on movement.";

/// A file that went in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ingredient {
    /// Base name.
    pub name: String,
    /// Hexadecimal SHA-256.
    pub sha256: String,
    /// Where it and its licence come from, where it says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// How many there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Reports read.
    pub reports: u64,
    /// Records that failed.
    pub failed: u64,
    /// Events written.
    pub events: u64,
    /// Events with a point.
    pub placed: u64,
    /// Events without one.
    pub not_placed: u64,
    /// Events without a date.
    pub without_date: u64,
}

/// The record of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RunRecord {
    /// `sitmap` and its version.
    pub generator: String,
    /// What the output is not.
    pub nature: &'static str,
    /// The subcommand.
    pub command: &'static str,
    /// The options that change results.
    pub options: BTreeMap<&'static str, serde_json::Value>,
    /// The inputs.
    pub inputs: Vec<Ingredient>,
    /// The gazetteers, lowest first.
    pub gazetteers: Vec<Ingredient>,
    /// The codebook.
    pub codebook: Option<Ingredient>,
    /// Files of control, boundaries and lines.
    pub layers: Vec<Ingredient>,
    /// How many there were.
    pub counts: Counts,
}

impl RunRecord {
    /// A record of which only the command is known.
    pub fn new(command: &'static str) -> Self {
        Self { generator: generator(), nature: NATURE, command, ..Self::default() }
    }

    /// Records an option that changes results, where it was given.
    pub fn option(&mut self, name: &'static str, value: Option<impl Into<serde_json::Value>>) {
        if let Some(value) = value {
            self.options.insert(name, value.into());
        }
    }

    /// Records the inputs that were read.
    pub fn inputs(&mut self, digests: Vec<Digest>) {
        self.inputs = digests.into_iter().map(|d| Ingredient { name: d.name, sha256: d.sha256, sources: Vec::new() }).collect();
    }

    /// The credits of everything that went in, each once.
    pub fn credits(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for source in self.gazetteers.iter().flat_map(|g| &g.sources) {
            let credit = format!("{} ({})", source.name, source.licence);
            if !out.contains(&credit) {
                out.push(credit);
            }
        }
        out
    }

    /// Writes the record as `FILE.run.json` beside a table, which has no room for it.
    pub(super) fn beside(&self, path: Option<&Path>) -> Result<Option<OutFile>> {
        let Some(path) = path.filter(|p| std::fs::metadata(p).map_or(true, |about| about.is_file())) else { return Ok(None) };
        let name = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
        let mut file = OutFile::create(Some(&path.with_file_name(format!("{name}.run.json"))))?;
        let text = serde_json::to_string_pretty(self).map_err(|e| Error::data(format!("write the record of the run: {e}")))?;
        file.put(text.as_bytes())?;
        file.put(b"\n")?;
        file.done().map(Some)
    }
}

/// The program and its version.
pub(super) fn generator() -> String {
    format!("sitmap {}", env!("CARGO_PKG_VERSION"))
}
