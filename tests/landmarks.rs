//! Holds `data/landmarks.csv` against what it promises: whole rows, ids that are one place's alone, points in their
//! country, and names under which the gazetteer finds them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::HashSet;
use std::path::Path;

use sitmap::Gazetteer;
use sitmap::gazetteer::Kind;
use sitmap::measure::{Position, rough_km};

/// Farther than this from its row, the place found is another.
const SAME_KM: f64 = 2.0;

/// On a line between two countries, with the country that the outlines put them in.
const ON_A_LINE: [&str; 6] = ["St. Peter's Square", "St. Peter's Basilica", "Panmunjom", "Wagah", "Victoria Falls", "Goma airport"];

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
    renown: f64,
}

#[test]
fn every_row_keeps_its_promises() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/landmarks.csv");
    let rows: Vec<Row> = csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect();
    assert!(rows.len() > 300);
    let gazetteer = Gazetteer::builtin().unwrap();
    let (mut seen, mut wrong) = (HashSet::new(), Vec::new());
    for row in &rows {
        let point = Position::new(row.lat, row.lon);
        let mut complain = |of: &str| wrong.push(format!("{}: {of}", row.name));
        if !seen.insert(&row.id) {
            complain("its id stands twice");
        }
        if Kind::named(&row.kind).is_none() || row.source.is_empty() || row.renown <= 0.0 {
            complain("no kind, source or renown");
        }
        if !row.admin1.is_empty() && !row.admin1.starts_with(&row.country) {
            complain("a division of another country");
        }
        let lies = gazetteer.division_at(point).map(|(_, _, country)| country);
        if lies.is_some_and(|country| country != row.country) && !ON_A_LINE.contains(&row.name.as_str()) {
            complain("its point lies in another country");
        }
        for name in std::iter::once(row.name.as_str()).chain(row.aliases.split('|')).filter(|name| !name.is_empty()) {
            let near = |key| gazetteer.facts(key).is_some_and(|facts| rough_km(facts.position, point) < SAME_KM);
            if !gazetteer.lookup(name).iter().any(|found| near(found.key)) {
                complain(&format!("{name} does not lead to it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
