//! Reads places from a CSV: our own tables, and a user's.
//!
//! Needed columns are `name`, `lat` and `lon`; known are `id`, `aliases`, `kind`, `feature`, `country`, `admin1`, `admin2`,
//! `population`, `code`, `adjectives`, `demonyms` and `iata`/`icao`, in any order. A row that cannot be read is named
//! with its line and left out; the others come through.

use std::io::Read;

use super::entry::Entry;
use super::format::NameRole;
use super::place::Kind;
use crate::error::{Error, Result};
use crate::measure::Position;

/// What a table gave: its places, and the rows that could not be read.
#[derive(Debug, Default)]
pub struct Table {
    /// The places, in the order of the rows.
    pub entries: Vec<Entry>,
    /// Rows left out, each naming its line.
    pub failed: Vec<Error>,
}

/// What holds for every row of a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableOptions<'a> {
    /// What the ids of rows without one begin with (`user:places.csv`).
    pub id_prefix: &'a str,
    /// Whether ids are bare GeoNames numbers.
    pub geonames_ids: bool,
    /// The kind of rows that name none.
    pub kind: Option<Kind>,
}

/// The columns of a table, by position.
struct Columns(Vec<(&'static str, Option<usize>)>);

const KNOWN: [&str; 19] = [
    "id",
    "name",
    "aliases",
    "lat",
    "lon",
    "kind",
    "feature",
    "country",
    "admin1",
    "admin2",
    "population",
    "code",
    "adjectives",
    "demonyms",
    "official",
    "iso2",
    "postal",
    "radius_km",
    "gn_code",
];

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self> {
        let find = |name: &str| header.iter().position(|h| h.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
        let columns = Self(KNOWN.iter().map(|name| (*name, find(name))).collect());
        for needed in ["name", "lat", "lon"] {
            if columns.slot(needed).is_none() {
                let found: Vec<&str> = header.iter().collect();
                return Err(Error::usage(format!("a table of places needs a column `{needed}`; this one has {}", found.join(", "))));
            }
        }
        Ok(columns)
    }

    fn slot(&self, name: &str) -> Option<usize> {
        self.0.iter().find(|(n, _)| *n == name).and_then(|(_, slot)| *slot)
    }

    fn get<'r>(&self, row: &'r csv::StringRecord, name: &str) -> &'r str {
        self.slot(name).and_then(|slot| row.get(slot)).unwrap_or("").trim()
    }
}

/// Reads a table of places.
///
/// `country` turns what the table says of a country (ISO 2, ISO 3, an English name) into ISO 3166-1 alpha-2.
///
/// # Errors
/// Where the header lacks a needed column, or the file cannot be read at all.
pub fn read_table(input: impl Read, options: TableOptions<'_>, country: impl Fn(&str) -> Option<[u8; 2]>) -> Result<Table> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let header = reader.headers().map_err(|e| Error::data(format!("read the header of a table of places: {e}")))?.clone();
    let columns = Columns::of(&header)?;
    let mut table = Table::default();
    let mut row = csv::StringRecord::new();
    let mut number = 0;
    loop {
        number += 1;
        match reader.read_record(&mut row) {
            Ok(false) => return Ok(table),
            Ok(true) => {
                let line = row.position().map_or(number + 1, csv::Position::line);
                match entry(&columns, &row, number, options, &country) {
                    Ok(entry) => table.entries.push(entry),
                    Err(e) => table.failed.push(e.at_line(line)),
                }
            }
            Err(e) => {
                let line = e.position().map_or(number + 1, csv::Position::line);
                if e.is_io_error() {
                    return Err(Error::data(format!("read a table of places: {e}")).at_line(line));
                }
                table.failed.push(Error::data(format!("read a row of places: {e}")).at_line(line));
            }
        }
    }
}

fn entry(
    columns: &Columns,
    row: &csv::StringRecord,
    number: u64,
    options: TableOptions<'_>,
    country: impl Fn(&str) -> Option<[u8; 2]>,
) -> Result<Entry> {
    let get = |name: &str| columns.get(row, name);
    let name = get("name");
    if name.is_empty() {
        return Err(Error::data("a place without a name"));
    }
    let degrees = |column: &str| {
        get(column)
            .parse::<f64>()
            .map_err(|_| Error::data(format!("place {name:?}: {column} is {:?}, not a number of degrees", get(column))))
    };
    let (lat, lon) = (degrees("lat")?, degrees("lon")?);
    let position =
        Position::checked(lat, lon).ok_or_else(|| Error::data(format!("place {name:?}: {lat}, {lon} is no latitude and longitude")))?;
    let population = get("population").parse::<f64>().map_or(0, |p| p.max(0.0) as u64);
    let mut entry = Entry::new(id(get("id"), number, options), name, kind(columns, row, population, options)?, position);
    entry.population = population;
    let code = if get("iso2").is_empty() { get("country") } else { get("iso2") };
    entry.country = country(code);
    entry.admin1 = get("admin1").to_owned();
    entry.admin2 = get("admin2").to_owned();
    // The code of a first-level division is the division's own, not a P-code of a place within one.
    if entry.kind == Kind::Admin1 && entry.admin1.is_empty() {
        entry.admin1 = get("code").to_owned();
    } else {
        entry.code = get("code").to_owned();
    }
    // A second-level division lies in itself.
    if entry.kind == Kind::Admin2 && entry.admin2.is_empty() {
        entry.admin2 = get("gn_code").to_owned();
    }
    entry.radius_km = get("radius_km").parse().unwrap_or(0.0);
    if !get("official").is_empty() {
        entry.others.push((get("official").to_owned(), NameRole::Alias));
    }
    let listed = |column: &str| get(column).split('|').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    entry.others.extend(listed("aliases").into_iter().filter(|a| a != name).map(|alias| {
        let role = alias_role(&alias);
        (alias, role)
    }));
    for column in ["adjectives", "demonyms"] {
        entry.others.extend(listed(column).into_iter().map(|word| (word, NameRole::Demonym)));
    }
    Ok(entry)
}

fn id(given: &str, number: u64, options: TableOptions<'_>) -> String {
    match (given, options.geonames_ids) {
        ("", _) => format!("{}#{number}", options.id_prefix),
        (number, true) => format!("gn:{number}"),
        (id, false) if id.contains(':') => id.to_owned(),
        (id, false) => format!("{}#{id}", options.id_prefix),
    }
}

fn kind(columns: &Columns, row: &csv::StringRecord, population: u64, options: TableOptions<'_>) -> Result<Kind> {
    let word = columns.get(row, "kind");
    if !word.is_empty() {
        return Kind::named(word).ok_or_else(|| Error::data(format!("place {:?}: there is no kind {word:?}", columns.get(row, "name"))));
    }
    match (columns.get(row, "feature"), options.kind) {
        ("", Some(kind)) => Ok(kind),
        (code, _) => Ok(Kind::from_feature_code("P", code, population)),
    }
}

/// An alias in capitals of at most six letters, or with dots, is an abbreviation and matches only as it is written.
fn alias_role(alias: &str) -> NameRole {
    let letters: Vec<char> = alias.chars().filter(|c| c.is_alphabetic()).collect();
    let dotted = alias.contains('.') && alias.len() <= 8;
    let capitals = letters.len() <= 6 && letters.iter().all(|c| c.is_uppercase());
    if !letters.is_empty() && alias.is_ascii() && (dotted || capitals) { NameRole::Abbreviation } else { NameRole::Alias }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table> {
        let options = TableOptions { id_prefix: "user:t.csv", kind: Some(Kind::Village), ..Default::default() };
        read_table(text.as_bytes(), options, |c| <[u8; 2]>::try_from(c.as_bytes()).ok())
    }

    #[test]
    fn good_rows_come_through_and_bad_ones_are_named() {
        let table = read("name,lon,lat,country,aliases\nUmm Zahr,38.2,35.1,SY,Om Zahr|أم زهر\nBad,x,1,,\nFar,200,10,,\nS.L.,1,1,,\n")
            .expect("a header");
        assert_eq!(table.entries.len(), 2);
        assert_eq!(table.entries[0].id, "user:t.csv#1");
        assert_eq!(table.entries[0].others.len(), 2);
        let lines: Vec<_> = table.failed.iter().filter_map(Error::line).collect();
        assert_eq!(lines, [3, 4]);
    }

    #[test]
    fn a_missing_column_is_said() {
        assert!(read("name,lat\nA,1\n").unwrap_err().to_string().contains("`lon`"));
    }

    #[test]
    fn abbreviations_are_told_from_names() {
        assert_eq!(alias_role("UAE"), NameRole::Abbreviation);
        assert_eq!(alias_role("W.Va."), NameRole::Abbreviation);
        assert_eq!(alias_role("Homs"), NameRole::Alias);
    }
}
