//! Holds the tables of single places that were compiled by hand, `data/landmarks.csv`, `data/nature.csv` and `data/divisions.csv`, against
//! what they promise: whole rows, ids that are one place's alone, points in their country, and names under which the gazetteer finds them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::HashSet;
use std::path::Path;

use sitmap::Gazetteer;
use sitmap::gazetteer::Kind;
use sitmap::measure::{Position, rough_km};

/// Farther than this from its row, the place found is another.
const SAME_KM: f64 = 2.0;

/// Landmarks on a line between two countries, with the country that the outlines put them in.
const ON_A_LINE: [&str; 8] =
    ["St. Peter's Square", "St. Peter's Basilica", "Panmunjom", "Wagah", "Victoria Falls", "Goma airport", "Idomeni", "Old City"];

/// Rivers whose mouth, and an island whose shore, is the border.
const AT_THE_BORDER: [&str; 6] = ["Barak River", "Kotto River", "Pibor River", "Raquette River", "Uele River", "Belle Isle"];

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
    source: String,
    #[serde(default)]
    renown: Option<f64>,
    #[serde(default)]
    radius_km: Option<f64>,
}

fn rows(table: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(table);
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

/// What is wrong with the rows; `may_be_abroad` of a row whose point lies in another country than it says.
fn complaints(rows: &[Row], may_be_abroad: impl Fn(&Row) -> bool) -> Vec<String> {
    let gazetteer = Gazetteer::builtin().unwrap();
    let (mut seen, mut wrong) = (HashSet::new(), Vec::new());
    for row in rows {
        let point = Position::new(row.lat, row.lon);
        let mut complain = |of: &str| wrong.push(format!("{}: {of}", row.name));
        if !seen.insert(&row.id) {
            complain("its id stands twice");
        }
        // Without the list that it is of, an id is taken for a number of our own tables.
        if !row.id.contains(':') {
            complain("an id of no list");
        }
        if Kind::named(&row.kind).is_none() || row.source.is_empty() {
            complain("no kind or source");
        }
        if row.renown.or(row.radius_km).is_none_or(|size| size <= 0.0) {
            complain("no renown, and no extent");
        }
        if !row.admin1.is_empty() && !row.admin1.starts_with(&row.country) {
            complain("a division of another country");
        }
        let lies = gazetteer.division_at(point).map(|(_, _, country)| country);
        if !row.country.is_empty() && lies.is_some_and(|country| country != row.country) && !may_be_abroad(row) {
            complain("its point lies in another country");
        }
        for name in std::iter::once(row.name.as_str()).chain(row.aliases.split('|')).filter(|name| !name.is_empty()) {
            let near = |key| gazetteer.facts(key).is_some_and(|facts| rough_km(facts.position, point) < SAME_KM);
            if !gazetteer.lookup(name).iter().any(|found| near(found.key)) {
                complain(&format!("{name} does not lead to it"));
            }
        }
    }
    wrong
}

#[test]
fn every_landmark_keeps_its_promises() {
    let rows = rows("landmarks.csv");
    assert!(rows.len() > 300);
    let wrong = complaints(&rows, |row| ON_A_LINE.contains(&row.name.as_str()));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_river_and_range_keeps_its_promises() {
    let rows = rows("nature.csv");
    assert!(rows.len() > 2000);
    let wrong = complaints(&rows, |row| AT_THE_BORDER.contains(&row.name.as_str()));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_division_keeps_its_promises() {
    let rows = rows("divisions.csv");
    assert!(rows.len() > 700);
    let mut wrong = complaints(&rows, |_| false);
    let gazetteer = Gazetteer::builtin().unwrap();
    let elsewhere = rows.iter().filter_map(|row| {
        let outline = gazetteer.outlined_at(Position::new(row.lat, row.lon)).filter(|d| d.level == 1 && d.code != row.admin1)?;
        Some(format!("{}: its point lies in {}", row.name, outline.name))
    });
    wrong.extend(elsewhere);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
