//! Reads places from a CSV: our own tables, and a user's.
//!
//! Needed columns are `name`, `lat` and `lon`; known are `id`, `aliases`, `kind`, `feature`, `country`, `admin1`, `admin2`,
//! `population`, `listed` (under how many names, times scripts, it is known), `code`, `adjectives`, `demonyms` and `iata`/`icao`, in
//! any order. A row that cannot be read is named
//! with its line and left out; the others come through. The column `retires` holds ids of places in gazetteers below that
//! are never to be given again, joined by `|`; a row that only retires needs no name and no coordinates.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use super::entry::Entry;
use super::format::NameRole;
use super::guard::Guard;
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
    /// Columns of other names: ours, and the table's (`("name", "Place")`).
    pub columns: &'a [(String, String)],
}

/// The columns that a table of places may have.
pub const COLUMNS: [&str; 22] = [
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
    "renown",
    "listed",
    "gn_code",
    "retires",
];

/// Other headers that say the same beyond doubt.
const SAME: [(&str, &[&str]); 4] = [
    ("lat", &["latitude", "y"]),
    ("lon", &["longitude", "lng", "long", "x"]),
    ("code", &["pcode", "p-code", "p_code"]),
    ("aliases", &["alternate_names", "alternatenames", "other_names"]),
];

/// What a row says of a place, by the names of [`COLUMNS`]; empty where it says nothing.
pub(super) trait Fields {
    /// The trimmed cell.
    fn get(&self, name: &str) -> Cow<'_, str>;
}

/// The columns of a table, by position.
struct Columns(Vec<(&'static str, Option<usize>)>);

impl Columns {
    fn of(header: &csv::StringRecord, options: TableOptions<'_>) -> Result<Self> {
        let found = || header.iter().collect::<Vec<_>>().join(", ");
        let find = |name: &str| header.iter().position(|h| h.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
        let mut columns = Vec::with_capacity(COLUMNS.len());
        for name in COLUMNS {
            let slot =
                match options.columns.iter().find(|(ours, _)| ours == name) {
                    Some((_, theirs)) => Some(find(theirs.trim()).ok_or_else(|| {
                        Error::usage(format!("the table has no column `{theirs}` for {name}; its columns are {}", found()))
                    })?),
                    None => find(name)
                        .or_else(|| SAME.iter().filter(|(ours, _)| *ours == name).flat_map(|(_, list)| *list).find_map(|n| find(n))),
                };
            columns.push((name, slot));
        }
        let columns = Self(columns);
        // A table of ids to retire needs nothing else.
        let only_retires = columns.slot("retires").is_some() && columns.slot("name").is_none();
        for needed in ["name", "lat", "lon"].into_iter().filter(|_| !only_retires) {
            if columns.slot(needed).is_none() {
                return Err(Error::usage(format!("a table of places needs a column `{needed}`; this one has {}", found())));
            }
        }
        Ok(columns)
    }

    fn slot(&self, name: &str) -> Option<usize> {
        self.0.iter().find(|(n, _)| *n == name).and_then(|(_, slot)| *slot)
    }
}

/// One row with the columns of its table.
struct Row<'t>(&'t Columns, &'t csv::StringRecord);

impl Fields for Row<'_> {
    fn get(&self, name: &str) -> Cow<'_, str> {
        Cow::Borrowed(self.0.slot(name).and_then(|slot| self.1.get(slot)).unwrap_or("").trim())
    }
}

/// Reads a table of places.
///
/// `country` turns what the table says of a country (ISO 2, ISO 3, an English name) into ISO 3166-1 alpha-2.
///
/// # Errors
/// Where the header lacks a needed column, or the file cannot be read at all.
pub fn read_table(input: impl Read, options: TableOptions<'_>, country: impl Fn(&str) -> Option<[u8; 2]>) -> Result<Table> {
    let mut table = Table::default();
    read_rows(input, options, country, &mut |row| match row {
        Ok(entry) => table.entries.push(entry),
        Err(e) => table.failed.push(e),
    })?;
    Ok(table)
}

/// The same for a table of any size: each place is handed on, and each row that cannot be read as an error that names its line.
///
/// # Errors
/// Where the header lacks a needed column, or the file cannot be read to its end; the rows before are handed on then.
pub fn read_rows(
    input: impl Read,
    options: TableOptions<'_>,
    country: impl Fn(&str) -> Option<[u8; 2]>,
    each: &mut dyn FnMut(Result<Entry>),
) -> Result<()> {
    let guard = Guard::default();
    let mut input = BufReader::new(guard.watch(input));
    let head = input.fill_buf().map_err(|e| Error::io("read a table of places", e))?;
    let delimiter = delimiter(head);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(input);
    let header = reader.headers().map_err(|e| Error::data(format!("read the header of a table of places: {e}")))?.clone();
    let columns = Columns::of(&header, options)?;
    let mut row = csv::StringRecord::new();
    let mut number = 0;
    loop {
        number += 1;
        guard.next_row();
        match reader.read_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = row.position().map_or(number + 1, csv::Position::line);
                each(entry(&Row(&columns, &row), number, options, &country).map_err(|e| e.at_line(line)));
            }
            Err(e) => {
                let line = e.position().map_or(number + 1, csv::Position::line);
                if e.is_io_error() {
                    return Err(Error::data(format!("read a table of places: {e}")).at_line(line));
                }
                each(Err(Error::data(format!("read a row of places: {e}")).at_line(line)));
            }
        }
    }
}

/// What separates the cells of the first line: the commonest of comma, semicolon and tab.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let count = |delimiter: u8| line.iter().filter(|b| **b == delimiter).count();
    // Of equals the comma, which comes last.
    [b'\t', b';', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

pub(super) fn entry(
    fields: &impl Fields,
    number: u64,
    options: TableOptions<'_>,
    country: impl Fn(&str) -> Option<[u8; 2]>,
) -> Result<Entry> {
    let get = |name: &str| fields.get(name);
    let name = get("name");
    let name = name.as_ref();
    let retires: Vec<String> = get("retires").split('|').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
    if !retires.is_empty() && get("lat").is_empty() && get("lon").is_empty() {
        return Ok(Entry { retires, ..Entry::new("", "", Kind::Spot, Position::default()) });
    }
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
        Position::listed(lat, lon).ok_or_else(|| Error::data(format!("place {name:?}: {lat}, {lon} is no latitude and longitude")))?;
    let population = get("population").parse::<f64>().map_or(0, |p| p.max(0.0) as u64);
    let mut entry = Entry::new(id(&get("id"), number, options), name, kind(fields, population, options)?, position);
    entry.population = population;
    entry.retires = retires;
    let iso2 = get("iso2");
    entry.country = country(if iso2.is_empty() { get("country") } else { iso2 }.as_ref());
    entry.admin1 = get("admin1").into_owned();
    entry.admin2 = get("admin2").into_owned();
    // The code of a first-level division is the division's own, not a P-code of a place within one.
    if entry.kind == Kind::Admin1 && entry.admin1.is_empty() {
        entry.admin1 = get("code").into_owned();
    } else {
        entry.code = get("code").into_owned();
    }
    // A second-level division lies in itself.
    if entry.kind == Kind::Admin2 && entry.admin2.is_empty() {
        entry.admin2 = get("gn_code").into_owned();
    }
    let amount = |column: &str| get(column).parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0).unwrap_or(0.0);
    (entry.radius_km, entry.renown) = (amount("radius_km"), amount("renown"));
    entry.listed = amount("listed") as u32;
    if !get("official").is_empty() {
        entry.add_name(get("official").into_owned(), NameRole::Alias);
    }
    let listed = |column: &str| get(column).split('|').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    for alias in listed("aliases").into_iter().filter(|a| a != name) {
        let role = alias_role(&alias);
        entry.add_name(alias, role);
    }
    for column in ["adjectives", "demonyms"] {
        listed(column).into_iter().for_each(|word| entry.add_name(word, NameRole::Demonym));
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

fn kind(fields: &impl Fields, population: u64, options: TableOptions<'_>) -> Result<Kind> {
    let word = fields.get("kind");
    if !word.is_empty() {
        return Kind::named(&word).ok_or_else(|| Error::data(format!("place {:?}: there is no kind {word:?}", fields.get("name"))));
    }
    match (fields.get("feature").as_ref(), options.kind) {
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
    fn a_row_may_only_retire() {
        let table = read("name,lat,lon,retires\n,,,gn:163808\nUmm Zahr,35.1,38.2,gn:1|sitmap:x\nBad,,,\n").expect("a header");
        let retired: Vec<&str> = table.entries.iter().flat_map(|e| &e.retires).map(String::as_str).collect();
        assert_eq!(retired, ["gn:163808", "gn:1", "sitmap:x"]);
        assert_eq!((table.entries.len(), table.failed.len()), (2, 1));
        assert_eq!(read("retires\ngn:1\n").expect("ids alone").entries[0].retires, ["gn:1"]);
    }

    #[test]
    fn a_missing_column_is_said() {
        assert!(read("name,lat\nA,1\n").unwrap_err().to_string().contains("`lon`"));
    }

    #[test]
    fn columns_of_other_names() {
        let columns = [("name", "Place"), ("code", "adm3 pcode")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let options = TableOptions { id_prefix: "user:t.csv", columns: &columns, ..Default::default() };
        let read = |text: &str| read_table(text.as_bytes(), options, |_| None);
        let table = read("\u{feff}PLACE;Latitude;X;adm3 pcode\r\nUmm Zahr;35.1;38.2;SY050102\r\n").unwrap();
        assert_eq!((table.entries[0].name.as_str(), table.entries[0].code.as_str()), ("Umm Zahr", "SY050102"));
        assert!(read("name,lat,lon\nA,1,1\n").unwrap_err().to_string().contains("`Place`"));
    }

    #[test]
    fn an_open_quote_ends_the_table_and_not_the_memory() {
        let text = format!("name,lat,lon\nHama,35.1,36.7\n\"Homs,{}", "34.7,36.7\n".repeat(2_000_000));
        let mut rows = 0;
        let ended = read_rows(text.as_bytes(), TableOptions::default(), |_| None, &mut |row| rows += u32::from(row.is_ok()));
        assert_eq!(rows, 1);
        assert!(ended.unwrap_err().to_string().contains("quote"));
    }

    #[test]
    fn abbreviations_are_told_from_names() {
        assert_eq!(alias_role("UAE"), NameRole::Abbreviation);
        assert_eq!(alias_role("W.Va."), NameRole::Abbreviation);
        assert_eq!(alias_role("Homs"), NameRole::Alias);
    }
}
