//! Features → files: GeoJSON, CSV, JSON Lines, ACLED's and UCDP's tables, the HTML map, a table for the terminal.
//!
//! Every format is a [`Writer`]; none knows of reports or events, only of features. A file is written beside its
//! place and renamed when everything is whole.

mod acled;
mod antimeridian;
mod control;
mod csv;
mod ged;
mod geojson;
mod jsonl;
mod layers;
mod map;
mod marked;
mod out;
mod qml;
mod record;
mod shape;
mod text;

use std::path::{Path, PathBuf};

pub use control::control_areas;
pub(crate) use csv::defused;
pub use layers::Layer;
pub use out::OutFile;
pub use record::{Counts, Ingredient, RunRecord};

use crate::error::{Error, Result};
use crate::feature::{Feature, ReportPlaces};
use crate::gazetteer::Gazetteer;

/// What one report gives a writer, or one row of a table.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Its events.
    pub features: Vec<Feature>,
    /// Its place names, where they are asked for.
    pub places: Option<ReportPlaces>,
    /// Its text, where the place names are to be marked in it.
    pub text: Option<String>,
    /// What is said beneath the table of place names.
    pub remarks: Option<String>,
}

/// A format that rows are written in, one report at a time.
pub trait Writer {
    /// Writes what one report gave.
    fn write(&mut self, rows: &Rows) -> Result<()>;

    /// Writes what comes last and flushes. The files are whole then, and lie beside their places until published.
    fn finish(self: Box<Self>, record: &RunRecord) -> Result<Vec<OutFile>>;

    /// What a person should know of what was left out.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A format by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Nested records, a line each.
    JsonLines,
    /// RFC 7946.
    GeoJson,
    /// RFC 4180.
    Csv,
    /// ACLED's 31 columns.
    Acled,
    /// UCDP GED's 49 columns.
    Ged,
    /// One self-contained page.
    Html,
    /// A table for a person's eyes.
    Text,
}

/// Every format: its name, its file extensions.
const FORMATS: [(Format, &str, &[&str]); 7] = [
    (Format::JsonLines, "jsonl", &["jsonl", "ndjson"]),
    (Format::GeoJson, "geojson", &["geojson", "json"]),
    (Format::Csv, "csv", &["csv"]),
    (Format::Acled, "acled", &[]),
    (Format::Ged, "ged", &[]),
    (Format::Html, "html", &["html", "htm"]),
    (Format::Text, "text", &["txt"]),
];

impl Format {
    /// The format of that name.
    ///
    /// # Errors
    /// Where there is none; the message names those there are.
    pub fn named(name: &str) -> Result<Self> {
        let known = FORMATS.iter().find(|(_, n, extensions)| *n == name || extensions.contains(&name));
        known.map(|(f, ..)| *f).ok_or_else(|| Error::usage(format!("there is no format {name:?}; {}", known_formats())))
    }
}

fn known_formats() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|(_, n, _)| *n).collect();
    format!("the formats are {}", names.join(", "))
}

/// Where an output goes, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The format.
    pub format: Format,
    /// The file; `None` for standard output.
    pub path: Option<PathBuf>,
}

impl Target {
    /// Reads `FILE`, whose extension tells the format, or `FORMAT:FILE`.
    ///
    /// ```
    /// use sitmap::write::{Format, Target};
    /// assert_eq!(Target::parse("out/events.geojson")?.format, Format::GeoJson);
    /// assert_eq!(Target::parse("acled:events.csv")?.format, Format::Acled);
    /// assert!(Target::parse("events.xyz").unwrap_err().to_string().contains("geojson"));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where neither names a format.
    pub fn parse(text: &str) -> Result<Self> {
        let to = |path: &str| (path != "-").then(|| PathBuf::from(path));
        // A single letter before a colon is a drive.
        if let Some((format, path)) = text.split_once(':').filter(|(f, _)| f.len() > 1 && !f.contains(['/', '\\', '.'])) {
            return Ok(Self { format: Format::named(format)?, path: to(path) });
        }
        let extension = Path::new(text).extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let format = FORMATS.iter().find(|(.., extensions)| extensions.contains(&extension.as_str())).map(|(f, ..)| *f);
        let format = format.ok_or_else(|| {
            Error::usage(format!("{text}: the extension names no format; write FORMAT:FILE, as in geojson:{text}; {}", known_formats()))
        })?;
        Ok(Self { format, path: to(text) })
    }
}

/// What holds for every output of a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Layers of GeoJSON.
    pub layers: Vec<Layer>,
    /// Whether text is for a terminal that shows colours.
    pub colour: bool,
    /// Whether CSV begins with a byte-order mark.
    pub excel: bool,
    /// Names of the columns that are carried from the input.
    pub kept: Vec<String>,
    /// Whether the user chose the statuses; else `acled` and `ged` take what was reported to have happened.
    pub statuses_chosen: bool,
    /// Title of the map.
    pub title: Option<String>,
    /// Credit line of the map.
    pub credit: Option<String>,
    /// Note on the map.
    pub note: Option<String>,
    /// GeoJSON lines (roads, rivers) to draw on the map.
    pub lines: Option<serde_json::Value>,
    /// GeoJSON lines of disputed boundaries to draw in place of the built-in ones.
    pub boundaries: Option<serde_json::Value>,
    /// GeoJSON areas of control to draw on the map.
    pub control: Option<serde_json::Value>,
}

/// A writer for `target`.
///
/// # Errors
/// Where the file cannot be made.
pub fn writer<'a>(target: &Target, settings: &Settings, gazetteer: &'a Gazetteer) -> Result<Box<dyn Writer + 'a>> {
    let open = || OutFile::create(target.path.as_deref());
    Ok(match target.format {
        Format::JsonLines => Box::new(jsonl::JsonLines::new(open()?, settings)),
        Format::GeoJson => Box::new(geojson::GeoJson::create(target.path.as_deref(), &settings.layers)?),
        Format::Csv => Box::new(csv::Csv::new(open()?, target.path.as_deref(), settings)?),
        Format::Acled => Box::new(acled::Acled::new(open()?, target.path.as_deref(), settings)?),
        Format::Ged => Box::new(ged::Ged::new(open()?, target.path.as_deref(), settings)?),
        Format::Html => Box::new(map::Map::new(open()?, settings, gazetteer)),
        Format::Text => Box::new(text::Text::new(open()?, settings)),
    })
}
