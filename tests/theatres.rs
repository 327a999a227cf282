//! Holds the hand-made tables of `data/theatres` against what they promise: whole rows, points inside their
//! first-level division, and nothing that the world's table of cities already knows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use sitmap::Gazetteer;
use sitmap::gazetteer::Kind;
use sitmap::measure::{Position, destination, rough_km};
use sitmap::text::name_key;

/// How far outside its division a point may lie. The outlines are simplified to about two kilometres and were drawn at
/// 1:10,000,000; the farthest true border place (a crossing, a field on a provincial line) lies 3.5 km outside.
const TOLERANCE_KM: f64 = 4.0;

/// How far out at sea a place may lie that no outline holds: an island, a ship, an offshore field.
const OFFSHORE_KM: f64 = 120.0;

/// Kinds that lie in one division; a road, a border crossing or an offshore field may have none.
const SETTLEMENTS: [&str; 4] = ["city", "town", "village", "quarter"];

/// Two points nearer than this, with one name, are one place.
const SAME_PLACE_KM: f64 = 3.0;

/// How many rows a theatre has at least.
const ROWS: usize = 150;

/// Theatres begun with what could be placed with certainty, and how many rows they hold at least.
const SMALLER: [(&str, usize); 7] = [
    ("central-african-republic.csv", 5),
    ("drc.csv", 50),
    ("mozambique.csv", 30),
    ("nigeria.csv", 65),
    ("sahel.csv", 85),
    ("somalia.csv", 85),
    ("south-sudan.csv", 18),
];

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    name: String,
    aliases: String,
    lat: f64,
    lon: f64,
    kind: String,
    country: String,
    admin1: String,
    population: String,
    source: String,
}

impl Row {
    fn position(&self) -> Position {
        Position::new(self.lat, self.lon)
    }

    fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.split('|')).filter(|name| !name.is_empty())
    }
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Every theatre: its file name and its rows with their line numbers.
fn theatres() -> Vec<(String, Vec<(usize, Row)>)> {
    let mut files: Vec<PathBuf> = fs::read_dir(data().join("theatres")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "csv"));
    files.sort();
    assert!(!files.is_empty(), "no theatre");
    files
        .into_iter()
        .map(|path| {
            let mut reader = csv::Reader::from_path(&path).unwrap();
            let rows = reader.deserialize().map(|row| row.unwrap_or_else(|e| panic!("{}: {e}", path.display())));
            (path.file_name().unwrap().to_string_lossy().into_owned(), (2..).zip(rows).collect())
        })
        .collect()
}

/// The rows of a machine-made table, by column.
fn table(name: &str) -> Vec<HashMap<String, String>> {
    let bytes = zstd::decode_all(fs::read(data().join("tables").join(name)).unwrap().as_slice()).unwrap();
    csv::Reader::from_reader(bytes.as_slice()).deserialize().map(|row| row.unwrap()).collect()
}

/// Every row of every theatre of which `wrong` says something, in one message.
fn every_row(wrong: impl Fn(&Row) -> Option<String>) {
    let complaints: Vec<String> = theatres()
        .iter()
        .flat_map(|(file, rows)| rows.iter().map(move |(line, row)| (file, line, row)))
        .filter_map(|(file, line, row)| Some(format!("{file}, line {line}, {} ({}): {}", row.name, row.id, wrong(row)?)))
        .collect();
    assert!(complaints.is_empty(), "{} rows:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn rows_are_whole() {
    let divisions: HashSet<(String, String)> =
        table("admin1.csv.zst").into_iter().map(|row| (row["country"].clone(), row["code"].clone())).collect();
    let airfields: HashSet<String> = table("airfields.csv.zst").into_iter().map(|row| row["id"].clone()).collect();
    every_row(|row| {
        let slug = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let id_fits = match row.id.split_once(':') {
            Some(("sitmap", rest)) => slug(rest),
            Some(("gn", rest)) => rest.parse::<u32>().is_ok(),
            Some(("oa", _)) => airfields.contains(&row.id),
            _ => false,
        };
        let complaint = if !id_fits {
            "its id is neither sitmap:slug, gn:number nor that of an airfield"
        } else if row.name.trim().is_empty() {
            "it has no name"
        } else if Kind::named(&row.kind).is_none() {
            "its kind is not in the list"
        } else if Position::checked(row.lat, row.lon).is_none() {
            "its point lies nowhere"
        } else if row.admin1.is_empty() && SETTLEMENTS.contains(&row.kind.as_str()) {
            "a settlement has no admin1"
        } else if !row.admin1.is_empty() && !divisions.contains(&(row.country.clone(), row.admin1.clone())) {
            "its admin1 is not a code of its country in admin1.csv"
        } else if row.source.trim().is_empty() {
            "it names no source"
        } else if !row.population.is_empty() && row.population.parse::<u64>().is_err() {
            "its population is no number"
        } else if row.spellings().any(|name| name.trim() != name || name_key(name).is_empty()) {
            "one of its spellings is blank or has blanks around it"
        } else {
            return None;
        };
        Some(complaint.to_owned())
    });
}

#[test]
fn every_theatre_is_large_enough() {
    for (file, rows) in theatres() {
        let least = SMALLER.iter().find(|(name, _)| *name == file).map_or(ROWS, |(_, least)| *least);
        assert!(rows.len() >= least, "{file} has {} rows, fewer than {least}", rows.len());
    }
}

#[test]
fn ids_are_unique() {
    let mut seen: HashMap<String, String> = HashMap::new();
    for (file, rows) in theatres() {
        for (line, row) in rows {
            let here = format!("{file}, line {line}");
            if let Some(there) = seen.insert(row.id.clone(), here.clone()) {
                panic!("{} stands twice: {there} and {here}", row.id);
            }
        }
    }
}

#[test]
fn points_lie_in_their_division() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let code_at = |point: Position| gazetteer.division_at(point).map(|(_, code, _)| code);
    // Where the outlines are known to be drawn otherwise than the division runs, `outline-exceptions.csv` says so.
    let exceptions: HashSet<(String, String)> = csv::Reader::from_path(data().join("outline-exceptions.csv"))
        .unwrap()
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    every_row(|row| {
        let at = code_at(row.position());
        let fits = |code: &Option<String>| code.as_deref() == Some(&row.admin1);
        let ring = |km: f64| (0..24).map(move |i| destination(row.position(), f64::from(i) * 15.0, km));
        let near = || (1..=4).map(|quarter| f64::from(quarter) * TOLERANCE_KM / 4.0).flat_map(ring).any(|point| fits(&code_at(point)));
        let offshore =
            || at.is_none() && (1..=12).map(|part| f64::from(part) * OFFSHORE_KM / 12.0).flat_map(ring).any(|point| fits(&code_at(point)));
        let known = || at.as_ref().is_some_and(|code| exceptions.contains(&(row.admin1.clone(), code.clone())));
        // Where no outline of a division covers a country, its own stands for all of them.
        let whole = || sitmap::gazetteer::country(&row.country).is_some_and(|c| at.as_deref() == Some(&c.iso3));
        let fine = row.admin1.is_empty() || fits(&at) || near() || offshore() || known() || whole();
        (!fine).then(|| format!("{} {} lies in {}, not in {}", row.lat, row.lon, at.as_deref().unwrap_or("no division"), row.admin1))
    });
}

/// A place of the world's table of cities, or a district.
struct City {
    /// Its spellings in lower case.
    spellings: HashSet<String>,
    point: Position,
}

/// The cities of the theatres' countries and their neighbours, by id.
fn cities(countries: &HashSet<String>) -> HashMap<String, City> {
    let bytes = fs::read(data().join("tables/cities500.columns.zst")).unwrap();
    let text = String::from_utf8(zstd::decode_all(bytes.as_slice()).unwrap()).unwrap();
    let columns: HashMap<&str, Vec<&str>> = text
        .lines()
        .map(|line| {
            let (name, cells) = line.split_once('\t').unwrap();
            (name, cells.split('\t').collect())
        })
        .collect();
    let number = |column: &str, i: usize| columns[column][i].parse::<f64>().unwrap();
    (0..columns["id"].len())
        .filter(|&i| countries.contains(columns["country"][i]))
        .map(|i| {
            let names = std::iter::once(columns["name"][i]).chain(columns["aliases"][i].split('|')).map(str::to_lowercase);
            (
                format!("gn:{}", columns["id"][i]),
                City { spellings: names.collect(), point: Position::new(number("lat", i), number("lon", i)) },
            )
        })
        .collect()
}

/// The second-level divisions, by id: rows give them the names that reports use.
fn districts() -> HashMap<String, City> {
    let row = |row: HashMap<String, String>| {
        let spellings = std::iter::once(row["name"].as_str()).chain(row["aliases"].split('|')).map(str::to_lowercase).collect();
        let degrees = |column: &str| row[column].parse::<f64>().unwrap();
        (format!("gn:{}", row["id"]), City { spellings, point: Position::new(degrees("lat"), degrees("lon")) })
    };
    table("admin2.csv.zst").into_iter().map(row).collect()
}

#[test]
fn every_row_adds_something() {
    let countries = theatres().into_iter().flat_map(|(_, rows)| rows).map(|(_, row)| row.country).collect();
    let (cities, districts) = (cities(&countries), districts());
    every_row(|row| match row.id.strip_prefix("gn:") {
        Some(_) => {
            let known = if row.kind == "admin2" { &districts } else { &cities };
            let Some(city) = known.get(&row.id) else { return Some("no table has such a place: give it an id of ours".to_owned()) };
            let apart = rough_km(city.point, row.position());
            if apart > SAME_PLACE_KM {
                Some(format!("it lies {apart:.1} km from that place of the table"))
            } else {
                let known = row.spellings().all(|name| city.spellings.contains(&name.to_lowercase()));
                known.then(|| "the table has every one of its spellings".to_owned())
            }
        }
        None if !matches!(row.kind.as_str(), "city" | "town" | "village") => None,
        None => cities
            .iter()
            .filter(|(_, city)| rough_km(city.point, row.position()) <= SAME_PLACE_KM && city.spellings.contains(&row.name.to_lowercase()))
            .map(|(id, _)| id.clone())
            .min()
            .map(|id| format!("cities500 has it: {id}")),
    });
}
