//! Reads places from GeoNames' own files: 19 columns separated by tabs, as `allCountries.txt` and `SY.txt` have them.

use std::io::BufRead;

use super::entry::Entry;
use super::format::NameRole;
use super::place::Kind;
use super::table::Table;
use crate::error::{Error, Result};
use crate::measure::Position;

/// Columns of GeoNames' files, by number.
const ID: usize = 0;
const NAME: usize = 1;
const ASCII: usize = 2;
const ALTERNATES: usize = 3;
const LAT: usize = 4;
const LON: usize = 5;
const CLASS: usize = 6;
const CODE: usize = 7;
const COUNTRY: usize = 8;
const ADMIN1: usize = 10;
const ADMIN2: usize = 11;
const POPULATION: usize = 14;
const COLUMNS: usize = 19;

/// Reads a file of GeoNames. A line that cannot be read is named and left out.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read_geonames(input: impl BufRead) -> Result<Table> {
    let mut table = Table::default();
    for (line, row) in (1u64..).zip(input.split(b'\n')) {
        let row = row.map_err(|e| Error::io("read GeoNames", e).at_line(line))?;
        let row = String::from_utf8_lossy(&row);
        let row = row.trim_end_matches('\r');
        if row.trim().is_empty() {
            continue;
        }
        match entry(&row.split('\t').collect::<Vec<_>>()) {
            Ok(entry) => table.entries.push(entry),
            Err(e) => table.failed.push(e.at_line(line)),
        }
    }
    Ok(table)
}

fn entry(cells: &[&str]) -> Result<Entry> {
    if cells.len() != COLUMNS {
        return Err(Error::data(format!("GeoNames has {COLUMNS} columns separated by tabs, this line {}", cells.len())));
    }
    let number = cells[ID].parse::<u64>().map_err(|_| Error::data(format!("{:?} is no GeoNames number", cells[ID])))?;
    let degrees =
        |column: usize| cells[column].parse::<f64>().map_err(|_| Error::data(format!("{:?} is no number of degrees", cells[column])));
    let position = Position::checked(degrees(LAT)?, degrees(LON)?);
    let position = position.ok_or_else(|| Error::data(format!("{}, {} is no latitude and longitude", cells[LAT], cells[LON])))?;
    let population = cells[POPULATION].parse().unwrap_or(0);
    let kind = Kind::from_feature_code(cells[CLASS], cells[CODE], population);
    let mut entry = Entry::new(format!("gn:{number}"), cells[NAME], kind, position);
    let names = std::iter::once(cells[ASCII]).chain(cells[ALTERNATES].split(','));
    entry.others =
        names.filter(|n| !n.is_empty() && *n != cells[NAME] && !n.starts_with("http")).map(|n| (n.to_owned(), NameRole::Alias)).collect();
    entry.country = <[u8; 2]>::try_from(cells[COUNTRY].as_bytes()).ok();
    (entry.admin1, entry.admin2, entry.population) = (cells[ADMIN1].to_owned(), cells[ADMIN2].to_owned(), population);
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_geonames() {
        let good = "12\tTell One\tTell One\tTall Wahid,تل\t35.5\t40.1\tT\tHLL\tSY\t\t07\t\t\t\t0\t\t210\tAsia/Damascus\t2020-01-01";
        let table = read_geonames(format!("{good}\r\nno line\n").as_bytes()).expect("read");
        assert_eq!(table.entries.len(), 1);
        assert_eq!((table.entries[0].id.as_str(), table.entries[0].kind, table.entries[0].others.len()), ("gn:12", Kind::Hill, 2));
        assert_eq!(table.failed[0].line(), Some(2));
    }
}
