//! Answers as text, JSON Lines, CSV and GeoJSON.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::filter::Filter;
use super::hit::{Answer, Hit};
use crate::cli::lookup::described;
use crate::error::{Error, Result};
use crate::feature::PlaceRecord;
use crate::gazetteer::Gazetteer;
use crate::measure::compass_word;
use crate::write::{RunRecord, defused};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Text,
    JsonLines,
    Csv,
    GeoJson,
}

/// The columns of CSV and the properties of GeoJSON, which has no `lat` and `lon`.
const COLUMNS: [&str; 20] = [
    "query",
    "rank",
    "id",
    "name",
    "kind",
    "country",
    "iso3",
    "admin1",
    "admin1_code",
    "admin2",
    "population",
    "lat",
    "lon",
    "tier",
    "likeness",
    "km",
    "km_from",
    "bearing",
    "code",
    "names",
];

/// Other names shown of a place.
const OTHER_NAMES: usize = 8;

/// One answer as JSON Lines give it; a name that nothing answers to has no place.
#[derive(Serialize)]
struct Row<'a> {
    query: &'a str,
    rank: Option<usize>,
    place: Option<PlaceRecord>,
    population: Option<u64>,
    tier: Option<&'static str>,
    likeness: Option<f64>,
    km: Option<f64>,
    km_from: Option<&'a str>,
    bearing: Option<f64>,
    names: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Json>,
}

impl Shown {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "jsonl" => Shown::JsonLines,
            "csv" => Shown::Csv,
            "geojson" => Shown::GeoJson,
            _ => Shown::Text,
        }
    }

    /// Whether a name that nothing answers to is said among the answers.
    pub(super) fn says_misses(self) -> bool {
        self == Shown::Text
    }

    pub(super) fn opening(self) -> String {
        match self {
            Shown::Csv => format!("{}\r\n", COLUMNS.join(",")),
            Shown::GeoJson => "{\"type\":\"FeatureCollection\",\"name\":\"places\",\"features\":[".to_owned(),
            Shown::Text | Shown::JsonLines => String::new(),
        }
    }

    /// What stands between two answers.
    pub(super) fn separator(self) -> &'static str {
        if self == Shown::GeoJson { "," } else { "" }
    }

    pub(super) fn closing(self, record: &RunRecord) -> Result<String> {
        if self != Shown::GeoJson {
            return Ok(String::new());
        }
        let record = serde_json::to_string(record).map_err(failed)?;
        Ok(format!("\n],\"sitmap\":{record}}}\n"))
    }

    pub(super) fn write(self, gazetteer: &Gazetteer, filter: &Filter, answer: &Answer) -> Result<Vec<u8>> {
        match self {
            Shown::Text => Ok(text(gazetteer, filter, answer).into_bytes()),
            Shown::JsonLines => {
                let mut out = Vec::new();
                for row in rows(gazetteer, filter, answer) {
                    serde_json::to_writer(&mut out, &row).map_err(failed)?;
                    out.push(b'\n');
                }
                Ok(out)
            }
            Shown::Csv => {
                let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
                for row in rows(gazetteer, filter, answer) {
                    let point = answer.at.is_some();
                    for (i, cell) in cells(&row).iter().enumerate() {
                        let written = match cell {
                            // A point may begin with a minus and is no formula.
                            Cell::Text(text) if i == 0 && point => out.write_field(text.as_bytes()),
                            Cell::Text(text) => out.write_field(defused(text).as_bytes()),
                            Cell::Number(n) => out.write_field(n.to_string()),
                            Cell::None => out.write_field(""),
                        };
                        written.map_err(failed)?;
                    }
                    out.write_record(None::<&[u8]>).map_err(failed)?;
                }
                out.into_inner().map_err(failed)
            }
            Shown::GeoJson => {
                let mut out = Vec::new();
                for row in rows(gazetteer, filter, answer) {
                    out.extend(if out.is_empty() { &b"\n"[..] } else { b",\n" });
                    serde_json::to_writer(&mut out, &feature(&row)).map_err(failed)?;
                }
                Ok(out)
            }
        }
    }
}

fn failed(e: impl std::fmt::Display) -> Error {
    Error::data(format!("write a place: {e}"))
}

fn rows<'a>(gazetteer: &'a Gazetteer, filter: &'a Filter, answer: &'a Answer) -> Vec<Row<'a>> {
    let at = answer.at.as_ref().map(|at| {
        let position = at.position.rounded();
        json!({"lat": position.lat, "lon": position.lon, "country": at.country, "admin1": at.admin1, "admin1_code": at.admin1_code, "doubts": at.doubts})
    });
    let from = match (&answer.at, &filter.near) {
        (Some(_), _) => "the point",
        (None, Some((_, near))) => near,
        (None, None) => "the first",
    };
    if answer.hits.is_empty() {
        return vec![Row {
            query: &answer.words,
            rank: None,
            place: None,
            population: None,
            tier: None,
            likeness: None,
            km: None,
            km_from: None,
            bearing: None,
            names: Vec::new(),
            at,
        }];
    }
    let row = |(i, hit): (usize, &'a Hit)| Row {
        query: &answer.words,
        rank: Some(i + 1),
        place: Some(PlaceRecord::new(&hit.place)),
        population: Some(hit.place.population).filter(|n| *n > 0),
        tier: hit.tier.map(|t| t.name()),
        likeness: hit.tier.map(|_| (f64::from(hit.likeness) * 100.0).round() / 100.0),
        km: Some((hit.km * 100.0).round() / 100.0),
        km_from: Some(from),
        bearing: hit.bearing.map(|b| (b * 10.0).round() / 10.0 % 360.0),
        names: other_names(gazetteer, hit),
        at: at.clone(),
    };
    answer.hits.iter().enumerate().map(row).collect()
}

fn other_names<'a>(gazetteer: &'a Gazetteer, hit: &Hit) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for name in gazetteer.names(hit.key) {
        if out.len() < OTHER_NAMES && name != hit.place.name && !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// A value of the flat columns.
enum Cell<'a> {
    None,
    Text(Cow<'a, str>),
    Number(f64),
}

/// The values of [`COLUMNS`].
fn cells<'a>(row: &'a Row<'_>) -> [Cell<'a>; COLUMNS.len()] {
    let text = |t: Option<&'a str>| t.map_or(Cell::None, |t| Cell::Text(Cow::Borrowed(t)));
    let number = |n: Option<f64>| n.map_or(Cell::None, Cell::Number);
    let place = row.place.as_ref();
    [
        text(Some(row.query)),
        number(row.rank.map(|r| r as f64)),
        text(place.map(|p| p.id.as_str())),
        text(place.map(|p| p.name.as_str())),
        text(place.map(|p| p.kind)),
        text(place.and_then(|p| p.country.as_deref())),
        text(place.and_then(|p| p.iso3)),
        text(place.and_then(|p| p.admin1.as_deref())),
        text(place.and_then(|p| p.admin1_code.as_deref())),
        text(place.and_then(|p| p.admin2.as_deref())),
        number(row.population.map(|n| n as f64)),
        number(place.map(|p| p.lat)),
        number(place.map(|p| p.lon)),
        text(row.tier),
        number(row.likeness),
        number(row.km),
        text(row.km_from),
        number(row.bearing),
        text(place.and_then(|p| p.code.as_deref())),
        if row.names.is_empty() { Cell::None } else { Cell::Text(Cow::Owned(row.names.join("; "))) },
    ]
}

fn feature(row: &Row<'_>) -> Json {
    let mut properties = serde_json::Map::new();
    for (name, cell) in COLUMNS.iter().zip(cells(row)) {
        if matches!(*name, "lat" | "lon") {
            continue;
        }
        let value = match cell {
            Cell::None => Json::Null,
            Cell::Text(text) => json!(text),
            Cell::Number(n) if n.fract() == 0.0 => json!(n as i64),
            Cell::Number(n) => json!(n),
        };
        properties.insert((*name).to_owned(), value);
    }
    let geometry = row.place.as_ref().map_or(Json::Null, |p| json!({"type": "Point", "coordinates": [p.lon, p.lat]}));
    json!({"type": "Feature", "geometry": geometry, "properties": properties})
}

/// The answer for a person's eyes.
fn text(gazetteer: &Gazetteer, filter: &Filter, answer: &Answer) -> String {
    let mut out = format!("{}\n", clean(&answer.words));
    if let Some(at) = &answer.at {
        out.push_str(&format!("  {}\n", at.described()));
        at.doubts.iter().for_each(|doubt| out.push_str(&format!("  {doubt}\n")));
    }
    if answer.hits.is_empty() {
        let words = if answer.at.is_some() { format!("nothing{} lies around it", filter.described()) } else { answer.missed(filter) };
        out.push_str(&format!("  {}\n", clean(&words)));
        return out;
    }
    let from = filter.near.as_ref().filter(|_| answer.at.is_none()).map(|(_, name)| name.as_str());
    let lines: Vec<[String; 7]> = answer.hits.iter().map(|hit| line(hit, from)).collect();
    let width = |column: usize| lines.iter().map(|l| l[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    for (hit, cells) in answer.hits.iter().zip(&lines) {
        out.push(' ');
        for ((column, cell), width) in cells.iter().enumerate().zip(&widths).filter(|(_, width)| **width > 0) {
            let room = " ".repeat(width - cell.chars().count());
            // Numbers stand to the right.
            out.push_str(&if matches!(column, 2 | 4) { format!(" {room}{cell} ") } else { format!(" {cell}{room} ") });
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
        let others = if hit.tier.is_some() { other_names(gazetteer, hit) } else { Vec::new() };
        if !others.is_empty() {
            out.push_str(&format!("      also {}\n", others.join(", ")));
        }
    }
    out
}

/// Name and division, kind, people, coordinates, distance, match, id.
fn line(hit: &Hit, from: Option<&str>) -> [String; 7] {
    let p = &hit.place;
    let people = if p.population > 0 { format!("{} people", thousands(p.population)) } else { String::new() };
    let wind = hit.bearing.map(|b| format!(" {}", compass_word(b))).unwrap_or_default();
    let km = match (hit.tier.is_some(), from) {
        (true, None) if hit.km == 0.0 => String::new(),
        (true, Some(from)) => format!("{:.1} km{wind} of {from}", hit.km),
        (true, None) => format!("{:.1} km{wind} of the first", hit.km),
        (false, _) => format!("{:.1} km{wind}", hit.km),
    };
    let how = match hit.tier {
        Some(tier) if hit.likeness < 0.995 => format!("{} {:.2}", tier.name(), hit.likeness),
        Some(tier) => tier.name().to_owned(),
        None => String::new(),
    };
    let at = format!("{:.5}, {:.5}", p.position.lat, p.position.lon);
    [described(p), p.kind.name().to_owned(), people, at, km, how, p.id.clone()]
}

/// `271800` as `271,800`.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Without what a terminal would obey.
fn clean(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_read_by_thousands() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(271_800), "271,800");
        assert_eq!(thousands(12_345_678), "12,345,678");
    }
}
