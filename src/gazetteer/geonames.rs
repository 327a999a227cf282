//! Reads GeoNames' own files, columns separated by tabs: places as in `allCountries.txt` and `SY.txt`, names as in
//! `alternateNamesV2.txt`, divisions as in `admin1CodesASCII.txt` and `admin2Codes.txt`.

use std::io::BufRead;

use super::entry::{Division, Entry};
use super::fame;
use super::format::NameRole;
use super::lines::Lines;
use super::place::Kind;
use crate::error::{Error, Result};
use crate::measure::Position;

/// Columns of a file of places, by number.
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

/// What GeoNames' table of names calls what is no name.
const NO_LANGUAGES: [&str; 9] = ["link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon"];

/// Reads a file of places and hands each on; a line that cannot be read is handed on as an error that names it.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read_geonames(input: impl BufRead, each: &mut dyn FnMut(Result<Entry>)) -> Result<()> {
    rows(input, "geonameid", place, each)
}

/// One more name of a place of GeoNames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateName {
    /// The place, as `gn:163345`.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is to the place.
    pub role: NameRole,
    /// Whether it is the name that English uses.
    pub preferred: bool,
}

/// Reads a file of names and hands each on. Links, postal codes and the like are passed over.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read_alternates(input: impl BufRead, each: &mut dyn FnMut(Result<AlternateName>)) -> Result<()> {
    rows(input, "alternateNameId", alternate, &mut |name| {
        if let Some(name) = name.transpose() {
            each(name);
        }
    })
}

/// Reads a file of first- (`SY.07`) or second-level divisions (`SY.07.170793`) and hands each on.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read_division_codes(input: impl BufRead, each: &mut dyn FnMut(Result<Division>)) -> Result<()> {
    rows(input, "code", division, each)
}

/// Cuts lines at their tabs; a header, known by its first cell, is passed over.
fn rows<T>(input: impl BufRead, header: &str, read: impl Fn(&[&str]) -> Result<T>, each: &mut dyn FnMut(Result<T>)) -> Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let text = match line.text {
            Ok(text) => text,
            Err(e) => {
                each(Err(e));
                continue;
            }
        };
        // No line here has more columns; what has more is wrong whatever they hold.
        let mut cells = [""; COLUMNS + 1];
        let mut count = 0;
        for (cell, slot) in text.split('\t').zip(&mut cells) {
            *slot = cell;
            count += 1;
        }
        if line.number == 1 && cells[0].trim_start_matches('#').eq_ignore_ascii_case(header) {
            continue;
        }
        each(read(&cells[..count]).map_err(|e| e.at_line(line.number)));
    }
    Ok(())
}

fn place(cells: &[&str]) -> Result<Entry> {
    if cells.len() != COLUMNS {
        let count = if cells.len() > COLUMNS { "more".to_owned() } else { cells.len().to_string() };
        return Err(Error::data(format!("GeoNames has {COLUMNS} columns separated by tabs, this line {count}")));
    }
    let number = cells[ID].trim().parse::<u64>().map_err(|_| Error::data(format!("{:?} is no GeoNames number", shown(cells[ID]))))?;
    let name = cells[NAME].trim();
    if name.is_empty() {
        return Err(Error::data(format!("the place {number} has no name")));
    }
    let degrees = |column: usize| {
        cells[column].trim().parse::<f64>().map_err(|_| Error::data(format!("{:?} is no number of degrees", shown(cells[column]))))
    };
    let position = Position::listed(degrees(LAT)?, degrees(LON)?);
    let position = position.ok_or_else(|| Error::data(format!("{}, {} is no latitude and longitude", cells[LAT], cells[LON])))?;
    let population = people(cells[POPULATION].trim())?;
    let kind = Kind::from_feature_code(cells[CLASS], cells[CODE], population);
    let mut entry = Entry::new(format!("gn:{number}"), name, kind, position);
    entry.listed = fame::listed(std::iter::once(name).chain(cells[ALTERNATES].split(',')));
    let names = std::iter::once(cells[ASCII]).chain(cells[ALTERNATES].split(',')).map(str::trim);
    names.filter(|n| !n.is_empty() && *n != name && !n.starts_with("http")).for_each(|n| entry.add_name(n.to_owned(), NameRole::Alias));
    entry.country = <[u8; 2]>::try_from(cells[COUNTRY].as_bytes()).ok().filter(|c| c.iter().all(u8::is_ascii_uppercase));
    (entry.admin1, entry.admin2, entry.population) = (cells[ADMIN1].to_owned(), cells[ADMIN2].to_owned(), population);
    Ok(entry)
}

/// How many live there; an empty cell is unknown. No place on Earth has as many as do not fit.
fn people(cell: &str) -> Result<u64> {
    if cell.is_empty() {
        return Ok(0);
    }
    let count = cell.parse::<u32>().map_err(|_| Error::data(format!("{:?} is no number of people", shown(cell))))?;
    Ok(count.into())
}

fn alternate(cells: &[&str]) -> Result<Option<AlternateName>> {
    let [_, id, language, name, rest @ ..] = cells else {
        return Err(Error::data(format!("GeoNames' names have 10 columns separated by tabs, this line {}", cells.len())));
    };
    let number = id.trim().parse::<u64>().map_err(|_| Error::data(format!("{:?} is no GeoNames number", shown(id))))?;
    let name = name.trim();
    if name.is_empty() || NO_LANGUAGES.contains(language) {
        return Ok(None);
    }
    let flag = |column: usize| rest.get(column).is_some_and(|cell| *cell == "1");
    let (is_preferred, is_colloquial, is_historic) = (flag(0), flag(2), flag(3));
    let role = if *language == "abbr" { NameRole::Abbreviation } else { NameRole::Alias };
    let preferred = is_preferred && *language == "en" && !is_colloquial && !is_historic;
    Ok(Some(AlternateName { id: format!("gn:{number}"), name: name.to_owned(), role, preferred }))
}

fn division(cells: &[&str]) -> Result<Division> {
    let [code, name, ..] = cells else {
        return Err(Error::data(format!("GeoNames' divisions have 4 columns separated by tabs, this line {}", cells.len())));
    };
    let (code, name) = (code.trim(), name.trim());
    let country = code.split('.').next().and_then(|c| <[u8; 2]>::try_from(c.as_bytes()).ok());
    let level = code.matches('.').count();
    let (Some(country), 1 | 2, false) = (country, level, name.is_empty()) else {
        return Err(Error::data(format!("{:?} is no code of a division, as SY.07 or SY.07.170793, with a name", shown(code))));
    };
    Ok(Division {
        level: level as u16,
        country,
        code: code.to_owned(),
        keys: Vec::new(),
        name: name.to_owned(),
        number: 0,
        disputed: Vec::new(),
    })
}

/// The beginning of a cell, for messages.
fn shown(cell: &str) -> &str {
    cell.get(..40).unwrap_or(if cell.len() > 40 { "…" } else { cell })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "12\tTell One\tTell One\tTall Wahid,تل\t35.5\t40.1\tT\tHLL\tSY\t\t07\t\t\t\t0\t\t210\tAsia/Damascus\t2020-01-01";

    fn read<T>(text: &str, reader: impl Fn(&[u8], &mut dyn FnMut(Result<T>)) -> Result<()>) -> (Vec<T>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        reader(text.as_bytes(), &mut |row| match row {
            Ok(row) => good.push(row),
            Err(e) => bad.push(format!("{}:{e}", e.line().unwrap_or(0))),
        })
        .unwrap();
        (good, bad)
    }

    #[test]
    fn lines_of_geonames() {
        let far = GOOD.replace("35.5", "95.5");
        let nameless = GOOD.replace("Tell One\tTell One", "\t");
        let text = format!("geonameid\tname\n{GOOD}\r\nno line\n{far}\n{nameless}\n{GOOD}\t\t\n{}\n", GOOD.replace("12\t", "x\t"));
        let (good, bad) = read(&text, |t, each| read_geonames(t, each));
        assert_eq!(good.len(), 1);
        assert_eq!((good[0].id.as_str(), good[0].kind, good[0].others.len()), ("gn:12", Kind::Hill, 2));
        assert_eq!(bad.iter().map(|b| b.as_bytes()[0]).collect::<Vec<_>>(), b"34567");
    }

    #[test]
    fn names_and_divisions() {
        let text =
            "1\t170794\ten\tPalmyra\t1\t\t\t\n2\t170794\tlink\thttps://x\n3\t170794\tar\tتدمر\t1\n4\tx\ten\tA\n5\n6\t1\tabbr\tU.S.\n";
        let (names, bad) = read(text, |t, each| read_alternates(t, each));
        assert_eq!(
            names.iter().map(|n| (n.name.as_str(), n.preferred)).collect::<Vec<_>>(),
            [("Palmyra", true), ("تدمر", false), ("U.S.", false)]
        );
        assert_eq!((names[2].role, bad.len()), (NameRole::Abbreviation, 2));
        let text = "SY.07\tDeir ez-Zor\tDeir ez-Zor\t170793\nSY.07.1\tMayadin\tMayadin\t2\nSyria\tX\n";
        let (divisions, bad) = read(text, |t, each| read_division_codes(t, each));
        assert_eq!(divisions.iter().map(|d| (d.level, d.country)).collect::<Vec<_>>(), [(1, *b"SY"), (2, *b"SY")]);
        assert_eq!(bad.len(), 1);
    }
}
