//! Holds the built-in gazetteer as a whole against its tables: every place in its country, nothing twice, and every name
//! with the place that bears it today.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, HashMap, HashSet};

use sitmap::Gazetteer;
use sitmap::gazetteer::{Facts, Kind, PlaceKey};
use sitmap::measure::{Position, rough_km};
use sitmap::text::{Noun, name_key, noun, skeleton};

/// How far from its country's outlines a place may lie within another's: on a border that is drawn otherwise.
const ABROAD_KM: f64 = 150.0;

/// The same where no outline holds it: on an island that the outlines lack.
const AT_SEA_KM: f64 = 4500.0;

/// Long straight borders are looked at every so many kilometres.
const STEP_KM: f64 = 20.0;

/// Land that one table gives to one country and the outlines to another: territories of the United States, the bases on Cyprus,
/// Western Sahara, the islands of Australia and Norway.
const EITHER: [(&str, &str); 11] = [
    ("US", "PR"),
    ("US", "GU"),
    ("US", "MP"),
    ("US", "VI"),
    ("US", "AS"),
    ("GB", "CY"),
    ("MA", "EH"),
    ("CC", "AU"),
    ("CX", "AU"),
    ("BV", "NO"),
    ("SJ", "NO"),
];

/// Points for one division that two tables give lie no farther apart.
const ONE_DISTRICT_KM: f64 = 25.0;

fn facts(gazetteer: &Gazetteer) -> impl Iterator<Item = (PlaceKey, Facts)> {
    gazetteer.keys().filter_map(|key| Some((key, gazetteer.facts(key)?)))
}

/// Points along a ring.
fn along(ring: &[Position]) -> Vec<Position> {
    let edge = |pair: &[Position]| {
        let (a, b) = (pair[0], pair[1]);
        let steps = (rough_km(a, b) / STEP_KM).ceil().max(1.0);
        let between =
            move |i: u32| Position::new(a.lat + (b.lat - a.lat) * f64::from(i) / steps, a.lon + (b.lon - a.lon) * f64::from(i) / steps);
        (0..steps as u32).map(between).collect::<Vec<_>>()
    };
    ring.windows(2).flat_map(edge).collect()
}

#[test]
fn every_place_lies_in_its_country() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let mut outlines: HashMap<String, Vec<Position>> = HashMap::new();
    let mut wrong = Vec::new();
    for (key, facts) in facts(&gazetteer).filter(|(_, facts)| facts.country != [0, 0]) {
        let own = String::from_utf8_lossy(&facts.country).into_owned();
        let holder = gazetteer.outlined_at(facts.position).map(|o| o.country.to_owned());
        if holder.as_ref() == Some(&own) || holder.as_ref().is_some_and(|other| EITHER.contains(&(&own, other))) {
            continue;
        }
        if matches!(facts.kind, Kind::Country | Kind::Sea) {
            continue;
        }
        // On the border: the outline of what no known division covers is the country's own, and not among those of divisions.
        if gazetteer.inside(facts.position).near.iter().any(|(other, _)| other.country == own) {
            continue;
        }
        let vertices = outlines.entry(own.clone()).or_insert_with(|| {
            let codes = gazetteer.division_codes(&own);
            codes.iter().flat_map(|code| gazetteer.division_rings(code)).flat_map(|ring| along(&ring)).collect()
        });
        let km = vertices.iter().map(|vertex| rough_km(*vertex, facts.position)).fold(f64::INFINITY, f64::min);
        let limit = if holder.is_some() { ABROAD_KM } else { AT_SEA_KM };
        if km > limit && km.is_finite() {
            let place = gazetteer.place(key).unwrap();
            wrong.push(format!("{} {} ({own}) lies {km:.0} km from it, in {holder:?}", place.id, place.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_division_stands_twice() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let bare = |name: &str| {
        let key = name_key(name);
        skeleton(&key.split(' ').filter(|word| noun(word) != Some(Noun::Passing)).collect::<Vec<_>>().join(" "))
    };
    let mut first: HashMap<u32, Vec<String>> = HashMap::new();
    let mut second: BTreeMap<_, Vec<(String, Position)>> = BTreeMap::new();
    for (key, facts) in facts(&gazetteer) {
        let place = || gazetteer.place(key).unwrap();
        match facts.kind {
            Kind::Admin1 if facts.admin1 != 0 => first.entry(facts.admin1).or_default().push(place().id.clone()),
            Kind::Admin2 => {
                let place = place();
                second.entry((facts.country, bare(&place.name))).or_default().push((place.id.clone(), facts.position));
            }
            _ => {}
        }
    }
    let twice: Vec<_> = first.values().filter(|ids| ids.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
    // GeoNames itself has two districts of one name side by side; what is ours must be one of none.
    let mut twice = Vec::new();
    for group in second.values() {
        for (id, position) in group.iter().filter(|(id, _)| id.starts_with("sitmap:")) {
            let near = group.iter().filter(|(other, at)| other != id && rough_km(*position, *at) <= ONE_DISTRICT_KM);
            twice.extend(near.map(|(other, _)| (id.clone(), other.clone())));
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn a_name_is_left_to_the_place_that_bears_it_today() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let first = |name: &str| {
        let found = gazetteer.search(name, 1, |_, facts| facts.kind.is_settlement());
        gazetteer.place(found.first().unwrap_or_else(|| panic!("{name} is not found")).0.key).unwrap()
    };
    for (name, id) in [("Chornobyl", "gn:710403"), ("Sloviansk", "gn:693468"), ("Hrodivka", "gn:708047"), ("Nawa", "gn:166365")] {
        assert_eq!(first(name).id, id, "{name}");
    }
    let ids = |name: &str| gazetteer.lookup(name).iter().map(|c| gazetteer.place(c.key).unwrap().id.clone()).collect::<HashSet<_>>();
    assert!(!ids("Oleksandrivka").contains("gn:709717"), "Donetsk was called so once");
    assert!(!ids("Novooleksandrivka").contains("gn:701404"), "Melitopol was called so once");
    // What no other place bears stays, and so do the names of one place in two languages.
    for (old, id) in [("Artemivsk", "gn:713174"), ("Ain al-Arab", "gn:172256"), ("Stalino", "gn:709717"), ("Bombay", "gn:1275339")] {
        assert!(ids(old).contains(id), "{old}: {:?}", ids(old));
    }
}

#[test]
fn the_seat_of_an_oblast_is_as_large_as_it_is() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let kherson = gazetteer.facts(gazetteer.with_ids(["gn:706448"])["gn:706448"]).unwrap();
    assert_eq!((kherson.kind, kherson.population), (Kind::City, 279_131));
}

#[test]
fn disputed_land_is_called_so() {
    let gazetteer = Gazetteer::builtin().unwrap();
    // Abkhazia, South Ossetia, northern Cyprus, Abyei, Halaib, Kosovo, Transnistria, Western Sahara.
    let land = [
        (43.0, 41.0, "RU"),
        (42.2, 43.95, "RU"),
        (35.3, 33.9, "TR"),
        (9.6, 28.4, "SS"),
        (22.2, 34.5, "SD"),
        (42.6, 21.1, "RS"),
        (46.9, 29.6, "RU"),
        (24.7, -13.5, "MA"),
    ];
    for (lat, lon, by) in land {
        let held = gazetteer.outlined_at(Position::new(lat, lon)).unwrap_or_else(|| panic!("{lat}, {lon} lies nowhere"));
        assert!(held.disputed().any(|code| code == by), "{lat}, {lon} in {}: not disputed by {by}", held.name);
    }
}
