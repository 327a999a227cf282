//! Points of control from a CSV: towns, bases and fields with the side that holds each.

use std::path::Path;

use jiff::civil::Date;

use super::day;
use crate::error::{Error, Result};
use crate::measure::Position;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PointRow {
    pub(super) line: u64,
    pub(super) name: String,
    pub(super) position: Position,
    pub(super) holder: Option<String>,
    pub(super) status: Option<String>,
    pub(super) radius_km: Option<f64>,
    pub(super) date: Option<Date>,
    pub(super) until: Option<Date>,
}

/// Reads rows with `lat`, `lon` and a column of holders; the columns may stand in any order. Rows that cannot be
/// read are given back as errors with their lines.
pub(super) fn read(path: &Path) -> Result<(Vec<PointRow>, Vec<Error>)> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(path).map_err(|e| Error::data(e.to_string()).on(path))?;
    let header = reader.headers().map_err(|e| Error::data(e.to_string()).on(path))?.clone();
    let column = |names: &[&str]| {
        names.iter().find_map(|name| header.iter().position(|h| h.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name)))
    };
    let need = |names: &[&str]| {
        let found: Vec<&str> = header.iter().collect();
        column(names).ok_or_else(|| Error::usage(format!("no column {}; found {}", names.join(" or "), found.join(", "))).on(path))
    };
    let (lat, lon) = (need(&["lat", "latitude", "y"])?, need(&["lon", "lng", "longitude", "x"])?);
    let (holder, name) = (column(&super::areas::HOLDER), column(&["name", "place", "location"]));
    let (status, radius) = (column(&["status"]), column(&["radius_km"]));
    let (from, to) = (column(&super::areas::FROM), column(&super::areas::TO));
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for record in reader.into_records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                failed.push(Error::data(e.to_string()).on(path).at_line(line));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: Option<usize>| column.and_then(|c| record.get(c)).filter(|c| !c.is_empty());
        let number = |column: usize| record.get(column).and_then(|c| c.parse::<f64>().ok());
        let position = number(lat).zip(number(lon)).and_then(|(lat, lon)| Position::checked(lat, lon));
        let Some(position) = position else {
            let (lat, lon) = (record.get(lat).unwrap_or(""), record.get(lon).unwrap_or(""));
            failed.push(Error::data(format!("expected latitude and longitude in degrees, found {lat:?}, {lon:?}")).on(path).at_line(line));
            continue;
        };
        rows.push(PointRow {
            line,
            name: cell(name).unwrap_or("").to_owned(),
            position,
            holder: cell(holder).map(str::to_owned),
            status: cell(status).map(str::to_owned),
            radius_km: cell(radius).and_then(|r| r.parse().ok()).filter(|r: &f64| *r > 0.0 && r.is_finite()),
            date: cell(from).and_then(day::in_cell),
            until: cell(to).and_then(day::in_cell),
        });
    }
    Ok((rows, failed))
}
