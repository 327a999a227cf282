//! CSV (RFC 4180): the flat columns; and the row writer that ACLED's and UCDP's tables share.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::{OutFile, Rows, RunRecord, Settings, Writer};
use crate::error::{Error, Result};
use crate::feature::Value;
use crate::feature::columns::COLUMNS;
use crate::feature::{PlaceRow, ReportPlaces};

/// A cell of a table: text may be defused, a number never.
pub(super) fn cell<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Text(text) => defused(text),
        other => other.to_text(),
    }
}

/// Text that a spreadsheet would run as a formula, with an apostrophe before it.
///
/// Characters after OWASP, *CSV Injection*.
pub(crate) fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A table: rows in a file, and the record of the run beside it.
pub(super) struct Table {
    out: ::csv::Writer<OutFile>,
    path: Option<PathBuf>,
}

impl Table {
    /// A table with that header.
    pub(super) fn new<S: AsRef<[u8]>>(
        mut out: OutFile,
        path: Option<&Path>,
        settings: &Settings,
        header: impl IntoIterator<Item = S>,
    ) -> Result<Self> {
        if settings.excel {
            out.put("\u{feff}".as_bytes())?;
        }
        let mut table = Self {
            out: ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out),
            path: path.map(Path::to_path_buf),
        };
        table.row(header)?;
        Ok(table)
    }

    /// Adds a row.
    pub(super) fn row<S: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<()> {
        self.out.write_record(cells).map_err(failed)
    }

    /// The whole table, and the record beside it.
    pub(super) fn finish(self, record: &RunRecord) -> Result<Vec<OutFile>> {
        let out = self.out.into_inner().map_err(|e| Error::io("write the table", e.into_error()))?;
        Ok(std::iter::once(out.done()?).chain(record.beside(self.path.as_deref())?).collect())
    }
}

fn failed(e: ::csv::Error) -> Error {
    match e.into_kind() {
        ::csv::ErrorKind::Io(e) => Error::io("write the table", e),
        other => Error::data(format!("write the table: {other:?}")),
    }
}

/// Writes the flat columns.
pub(super) struct Csv {
    events: Option<Table>,
    places: Option<Table>,
    kept: Vec<String>,
}

/// Columns of a table of place names.
const PLACES: [&str; 18] = [
    "report",
    "span",
    "text",
    "form",
    "place_id",
    "place_name",
    "lat",
    "lon",
    "country",
    "iso3",
    "admin1",
    "admin1_code",
    "admin2",
    "admin2_code",
    "code",
    "kind",
    "confidence",
    "alternatives",
];

impl Csv {
    pub(super) fn new(out: OutFile, path: Option<&Path>, settings: &Settings) -> Result<Self> {
        let only_places = settings.layers == [super::Layer::Places];
        let header = COLUMNS.iter().map(|c| c.name.to_owned()).chain(settings.kept.iter().map(|k| format!("kept_{k}")));
        let kept = settings.kept.clone();
        Ok(if only_places {
            Self { events: None, places: Some(Table::new(out, path, settings, PLACES)?), kept }
        } else {
            Self { events: Some(Table::new(out, path, settings, header)?), places: None, kept }
        })
    }
}

impl Writer for Csv {
    fn write(&mut self, rows: &Rows) -> Result<()> {
        if let Some(table) = &mut self.events {
            for feature in &rows.features {
                let values: Vec<Value<'_>> = COLUMNS.iter().map(|c| (c.get)(feature)).collect();
                let kept = self.kept.iter().map(|k| feature.kept.get(k).map_or(Cow::Borrowed(""), |text| defused(text)));
                table.row(values.iter().map(cell).chain(kept).map(|c| c.into_owned()))?;
            }
        }
        if let (Some(table), Some(places)) = (&mut self.places, &rows.places) {
            for place in &places.places {
                table.row(place_cells(places, place))?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, record: &RunRecord) -> Result<Vec<OutFile>> {
        match self.events.or(self.places) {
            Some(table) => table.finish(record),
            None => Ok(Vec::new()),
        }
    }
}

fn place_cells(report: &ReportPlaces, row: &PlaceRow) -> [String; 18] {
    let place = row.place.as_ref();
    let text =
        |get: fn(&crate::feature::PlaceRecord) -> Option<&str>| place.and_then(get).map(|t| defused(t).into_owned()).unwrap_or_default();
    let number = |get: fn(&crate::feature::PlaceRecord) -> f64| place.map(|p| get(p).to_string()).unwrap_or_default();
    let alternatives: Vec<String> =
        row.alternatives.iter().map(|a| format!("{} ({} {} {} {})", a.name, a.id, a.lat, a.lon, a.score)).collect();
    [
        defused(&report.id).into_owned(),
        format!("{}-{}", row.span[0], row.span[1]),
        defused(&row.text).into_owned(),
        row.form.to_owned(),
        text(|p| Some(&p.id)),
        text(|p| Some(&p.name)),
        number(|p| p.lat),
        number(|p| p.lon),
        text(|p| p.country.as_deref()),
        text(|p| p.iso3),
        text(|p| p.admin1.as_deref()),
        text(|p| p.admin1_code.as_deref()),
        text(|p| p.admin2.as_deref()),
        text(|p| p.admin2_code.as_deref()),
        text(|p| p.code.as_deref()),
        text(|p| Some(p.kind)),
        row.confidence.to_string(),
        defused(&alternatives.join("; ")).into_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_left_alone() {
        assert_eq!(cell(&Value::Text("=HYPERLINK(1)".into())), "'=HYPERLINK(1)");
        assert_eq!(cell(&Value::Text("@cmd".into())), "'@cmd");
        assert_eq!(cell(&Value::Number(-33.5)), "-33.5");
        assert_eq!(cell(&Value::Text("Homs".into())), "Homs");
    }
}
