//! GeoJSON collections, and JSON Lines of nested records.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::row::{Row, position};
use super::{EventColumns, EventTable, Input, Reader, finish, kept, own};
use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::read::input::Source;

/// Whether JSON that begins so is one GeoJSON collection, and not a record a line.
pub(super) fn is_collection(head: &[u8]) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let start = String::from_utf8_lossy(&line[..line.len().min(400)]);
    start.contains("FeatureCollection") || serde_json::from_slice::<Value>(line).is_err()
}

/// The events of a GeoJSON collection. A point that a person moved on the map wins over the columns.
pub(super) fn collection(source: Source, input: Input, columns: &EventColumns) -> Result<EventTable> {
    let whole: Value = serde_json::from_reader(source).map_err(|e| Error::data(format!("read GeoJSON: {e}")))?;
    let Some(features) = whole.get("features").and_then(Value::as_array).cloned() else {
        return Err(Error::data("no GeoJSON FeatureCollection"));
    };
    let properties = |f: &Value| f.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut header: Vec<String> = features.first().map(|f| properties(f).keys().cloned().collect()).unwrap_or_default();
    let kept = kept(&header, columns)?;
    let own = header.iter().any(|h| h == "location_lat");
    if !own {
        // The point itself serves where no column says it.
        header.extend(["latitude".to_owned(), "longitude".to_owned()]);
    }
    let whose = Reader::of(&header, columns)?;
    let names = kept.clone();
    let rows = features.into_iter().zip(1u64..).map(move |(given, number)| {
        let mut cells = properties(&given);
        let point = given
            .get("geometry")
            .filter(|g| g["type"] == "Point")
            .and_then(|g| Some((g["coordinates"].get(1)?.as_f64()?, g["coordinates"].get(0)?.as_f64()?)));
        let (lat, lon) = if own { ("location_lat", "location_lon") } else { ("latitude", "longitude") };
        match point {
            Some((y, x)) => {
                cells.insert(lat.to_owned(), y.into());
                cells.insert(lon.to_owned(), x.into());
            }
            None => {
                cells.insert(lat.to_owned(), Value::Null);
                cells.insert(lon.to_owned(), Value::Null);
            }
        }
        let at = |e: Error| Error::data(format!("feature {number}: {e}")).on(input.shown());
        if let Some((y, x)) = point {
            position(y, x).map_err(at)?;
        }
        flat(&whose, &cells, &names, &input.stem, number).map_err(at)
    });
    Ok(EventTable { kept, rows: Box::new(rows) })
}

fn flat(whose: &Reader, cells: &Map<String, Value>, kept: &[String], stem: &str, number: u64) -> Result<Feature> {
    let header: Vec<String> = cells.keys().cloned().collect();
    let cells: Vec<String> = cells.values().map(text).collect();
    let row = Row::new(&header, &cells);
    Ok(finish(whose.feature(&row)?, &row, kept, stem, number))
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The events of JSON Lines, nested as sitmap writes them, or flat.
pub(super) fn lines(mut source: Source, input: Input, columns: &EventColumns) -> EventTable {
    let columns = columns.clone();
    let names = columns.keep.clone();
    let mut number = 0;
    let rows = std::iter::from_fn(move || {
        loop {
            number += 1;
            let mut bytes = Vec::new();
            match source.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(one(&bytes, &columns, &input.stem, number).map_err(|e| e.on(input.shown()).at_line(number))),
                Err(e) => {
                    source = Box::new(std::io::empty());
                    return Some(Err(Error::io("read the table", e).on(input.shown())));
                }
            }
        }
    });
    EventTable { kept: names, rows: Box::new(rows) }
}

fn one(bytes: &[u8], columns: &EventColumns, stem: &str, number: u64) -> Result<Feature> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|e| Error::data(format!("read an event as JSON: {e}")))?;
    let nested = value.get("location").is_some_and(|l| l.is_object() || l.is_null()) || value.get("evidence").is_some_and(Value::is_array);
    if !nested {
        let Value::Object(cells) = value else { return Err(Error::data("the line is no JSON object")) };
        let header: Vec<String> = cells.keys().cloned().collect();
        let whose = Reader::of(&header, columns)?;
        return flat(&whose, &cells, &columns.keep, stem, number);
    }
    let mut feature: Feature = serde_json::from_value(value).map_err(|e| Error::data(format!("read an event: {e}")))?;
    own::check(&feature)?;
    if feature.id.is_empty() {
        feature.id = format!("{stem}:{number}");
    }
    Ok(feature)
}
