//! Event tables → features: sitmap's own files after a person corrected them, ACLED's and UCDP's, any CSV with
//! latitude and longitude.

mod acled;
mod any;
mod ged;
mod json;
mod own;
mod row;

use std::io::{BufRead, BufReader};

use super::Ledger;
use super::input::{Input, Source};
use crate::error::{Error, Result};
use crate::feature::Feature;
use any::Guessed;
use row::Row;

/// The columns of a table that is nobody's format, by name.
#[derive(Debug, Clone, Default)]
pub struct EventColumns {
    /// Degrees north.
    pub lat: Option<String>,
    /// Degrees east.
    pub lon: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// Columns carried along.
    pub keep: Vec<String>,
}

/// An event table, open for reading; a row that cannot be read is an error that names it.
pub struct EventTable {
    /// Names of the columns that are carried along.
    pub kept: Vec<String>,
    rows: Box<dyn Iterator<Item = Result<Feature>>>,
}

impl Iterator for EventTable {
    type Item = Result<Feature>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

impl std::fmt::Debug for EventTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventTable").field("kept", &self.kept).finish_non_exhaustive()
    }
}

/// Opens an event table (`-` for standard input): CSV, GeoJSON or JSON Lines, told by its first character.
///
/// # Errors
/// Where it cannot be opened, or no column can be a latitude or longitude.
pub fn event_table(name: &str, columns: &EventColumns, ledger: &Ledger) -> Result<EventTable> {
    let input = Input::table(name)?;
    let mut source = input.open(ledger)?;
    let head = source.fill_buf().map_err(|e| Error::io("read the table", e).on(input.shown()))?;
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let table = match head.first() {
        None => return Err(Error::data("the table is empty").on(input.shown())),
        Some(b'{') if json::is_collection(head) => json::collection(source, input.clone(), columns),
        Some(b'{') => Ok(json::lines(source, input.clone(), columns)),
        Some(_) => table(source, input.clone(), columns),
    };
    table.map_err(|e| e.on(input.shown()))
}

/// Whose columns a table has.
enum Reader {
    Own,
    Acled,
    Ged,
    Any(Guessed),
}

impl Reader {
    /// Tells whose table it is by its columns.
    fn of(header: &[String], columns: &EventColumns) -> Result<Self> {
        let has = |name: &str| header.iter().any(|h| h == name);
        let named = columns.lat.is_some() || columns.lon.is_some();
        Ok(if named {
            Reader::Any(Guessed::find(header, columns)?)
        } else if has("location_lat") && has("location_lon") {
            Reader::Own
        } else if has("event_date") && has("latitude") && has("longitude") && (has("event_id_cnty") || has("data_id") || has("event_type"))
        {
            Reader::Acled
        } else if has("type_of_violence") && has("latitude") && has("longitude") {
            Reader::Ged
        } else {
            Reader::Any(Guessed::find(header, columns)?)
        })
    }

    fn feature(&self, row: &Row<'_>) -> Result<Feature> {
        match self {
            Reader::Own => own::feature(row),
            Reader::Acled => acled::feature(row),
            Reader::Ged => ged::feature(row),
            Reader::Any(guessed) => guessed.feature(row),
        }
    }
}

/// A feature with the columns carried along, and an id.
fn finish(mut feature: Feature, row: &Row<'_>, kept: &[String], stem: &str, number: u64) -> Feature {
    for name in kept {
        let cell = row.find(name).or_else(|| row.find(&format!("kept_{name}"))).unwrap_or("");
        feature.kept.insert(name.clone(), cell.to_owned());
    }
    if feature.id.is_empty() {
        feature.id = format!("{stem}:{number}");
    }
    feature
}

fn kept(header: &[String], columns: &EventColumns) -> Result<Vec<String>> {
    let mut kept: Vec<String> = header.iter().filter_map(|h| h.strip_prefix("kept_")).map(str::to_owned).collect();
    for name in &columns.keep {
        if !header.contains(name) && !header.contains(&format!("kept_{name}")) {
            return Err(Error::usage(format!("there is no column {name:?} to keep; there are {}", header.join(", "))));
        }
        if !kept.contains(name) {
            kept.push(name.clone());
        }
    }
    Ok(kept)
}

/// A CSV, with commas, semicolons or tabs.
fn table(mut source: Source, input: Input, columns: &EventColumns) -> Result<EventTable> {
    let head = source.fill_buf().map_err(|e| Error::io("read the table", e))?;
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let count = |byte: u8| line.iter().filter(|b| **b == byte).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| (count(*d), *d == b',')).unwrap_or(b',');
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(BufReader::new(source));
    let header = reader.byte_headers().map_err(|e| Error::data(format!("read the header: {e}")))?;
    let header: Vec<String> = header.iter().map(|h| String::from_utf8_lossy(h).trim().trim_start_matches('\u{feff}').to_owned()).collect();
    let whose = Reader::of(&header, columns)?;
    let kept = kept(&header, columns)?;
    let names = kept.clone();
    let mut number = 0;
    let rows = reader.into_byte_records().filter_map(move |record| {
        number += 1;
        let record = match record {
            Ok(record) => record,
            Err(e) => return Some(Err(Error::data(format!("read a row: {e}")).on(input.shown()))),
        };
        let line = record.position().map_or(number + 1, ::csv::Position::line);
        let cells: Vec<String> = record.iter().map(|b| String::from_utf8_lossy(b).into_owned()).collect();
        // HXL's row of hashtags under the header is no event.
        if cells.iter().all(|c| c.is_empty() || c.starts_with('#')) {
            return None;
        }
        let row = Row::new(&header, &cells);
        let feature = whose.feature(&row).map(|f| finish(f, &row, &names, &input.stem, number));
        Some(feature.map_err(|e| e.on(input.shown()).at_line(line)))
    });
    Ok(EventTable { kept, rows: Box::new(rows) })
}
