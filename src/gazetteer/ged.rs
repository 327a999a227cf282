//! Reads places from UCDP GED: where events were placed exactly, each name and point once.

use std::collections::BTreeMap;
use std::io::Read;

use super::entry::Entry;
use super::guard::Guard;
use super::place::Kind;
use crate::error::{Error, Result};
use crate::measure::Position;

/// UCDP's code for a place known exactly.
const EXACT: &str = "1";

/// Reads the places of a GED file and hands each on; ids begin with `id_prefix`. `country` turns a country's name into
/// ISO 3166-1 alpha-2. What cannot be read is handed on as an error that names its line.
///
/// # Errors
/// Where the header lacks a column of GED, or the file cannot be read to its end.
pub fn read_ged(
    input: impl Read,
    id_prefix: &str,
    country: impl Fn(&str) -> Option<[u8; 2]>,
    each: &mut dyn FnMut(Result<Entry>),
) -> Result<()> {
    let guard = Guard::default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(guard.watch(input));
    let header = reader.headers().map_err(|e| Error::data(format!("read the header of GED: {e}")))?.clone();
    let slot = |name: &str| {
        let found = header.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
        found.ok_or_else(|| Error::usage(format!("UCDP GED has a column {name:?}; this file has none")))
    };
    let (precision, name, lat, lon, nation) =
        (slot("where_prec")?, slot("where_coordinates")?, slot("latitude")?, slot("longitude")?, slot("country")?);
    let mut places: BTreeMap<(String, String, String), u64> = BTreeMap::new();
    let mut row = csv::StringRecord::new();
    loop {
        guard.next_row();
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {}
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                let failed = Error::data(format!("read a row of GED: {e}")).at_line(line);
                if e.is_io_error() {
                    return Err(failed);
                }
                each(Err(failed));
                continue;
            }
        }
        let line = row.position().map_or(0, csv::Position::line);
        let get = |slot: usize| row.get(slot).unwrap_or("").trim();
        if get(precision) != EXACT || get(name).is_empty() {
            continue;
        }
        let key = (get(name).to_owned(), format!("{},{}", get(lat), get(lon)), get(nation).to_owned());
        places.entry(key).or_insert(line);
    }
    for ((name, point, nation), line) in places {
        let degrees = point.split_once(',').and_then(|(lat, lon)| Position::listed(lat.parse().ok()?, lon.parse().ok()?));
        let Some(position) = degrees else {
            each(Err(Error::data(format!("{name:?}: {point} is no latitude and longitude")).at_line(line)));
            continue;
        };
        // UCDP writes "Hama city", "Khan Shaykhun town".
        let bare = ["city", "town", "village"].iter().find_map(|w| name.strip_suffix(w)).map_or(name.as_str(), str::trim_end);
        if bare.is_empty() {
            each(Err(Error::data(format!("{name:?} is no name")).at_line(line)));
            continue;
        }
        let mut entry = Entry::new(format!("{id_prefix}#{line}"), bare, Kind::Village, position);
        entry.country = country(&nation);
        each(Ok(entry));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_places_once() {
        let text = "where_prec,where_coordinates,latitude,longitude,country\n1,Hama town,35.1,36.7,Syria\n1,Hama town,35.1,36.7,Syria\n4,Hama,35.2,37,Syria\n";
        let mut places = Vec::new();
        read_ged(text.as_bytes(), "user:ged.csv", |_| Some(*b"SY"), &mut |row| places.push(row.unwrap())).unwrap();
        assert_eq!(places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Hama"]);
    }
}
