//! Reports' words to points, over the built-in gazetteer.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::gazetteer::{Gazetteer, Kind, Place, PlaceRef};
use crate::measure::{Position, bearing, distance_km};
use crate::mention::Form;
use crate::relation::{Bearing, Relation, RelationKind, relations};
use crate::resolve::Toponym;
use crate::span::Span;
use crate::text::{Quantity, Text};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::builtin().expect("unbroken data"));

/// The most prominent place of that name and kind in a country.
fn place(name: &str, kind: Kind, country: &str) -> PlaceRef {
    let found = GAZETTEER.lookup(name).into_iter().filter_map(|c| GAZETTEER.place(c.key));
    found
        .into_iter()
        .find(|p| p.kind == kind && p.country.as_deref() == Some(country))
        .unwrap_or_else(|| panic!("no {kind:?} {name} in {country}"))
}

fn toponym(span: Span, place: PlaceRef) -> Toponym {
    Toponym { span, bare: span, form: Form::Name, place: Some(place), confidence: 0.9, alternatives: Vec::new(), wanted: Vec::new() }
}

/// Places the first relation of a sentence whose names are written `{Name:kind}` or `{Name:kind:country}`.
fn located(country: &str, marked: &str, snap: bool) -> Location {
    let (mut text, mut toponyms) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a closing brace");
        let (name, kind) = name.split_once(':').expect("a kind");
        let (kind, country) = kind.split_once(':').unwrap_or((kind, country));
        text.push_str(before);
        let span = Span::new(text.len(), text.len() + name.len());
        text.push_str(name);
        toponyms.push(toponym(span, place(name, Kind::named(kind).expect("a kind"), country)));
        rest = after;
    }
    text.push_str(rest);
    let text = Text::new(&text);
    let found = relations(&text, &toponyms);
    let outlines = Outlines::default();
    let locator = Locator::new(&GAZETTEER, &outlines).snap(snap);
    locator.relation(found.first().expect("a relation"), &toponyms, &text).expect("a location")
}

fn point(location: &Location) -> Position {
    location.position.expect("a point")
}

#[test]
fn a_distance_with_a_wind_is_computed_or_snapped() {
    let homs = place("Homs", Kind::City, "SY").position;
    let words = "Shells fell 25 km east of {Homs:city} at noon.";
    let computed = located("SY", words, false);
    assert!((distance_km(homs, point(&computed)) - 25.0).abs() < 0.01);
    assert!((bearing(homs, point(&computed)) - 90.0).abs() < 0.1);
    assert_eq!((computed.basis, computed.level), (Basis::Distance, Level::Town));
    assert_eq!((acled_geo_precision(&computed), ucdp_where_prec(&computed)), (2, 2));
    assert_eq!(computed.name, "25 km E of Homs");
    assert_eq!(computed.admin1_code.as_deref(), Some("SY-HI"));
    let snapped = located("SY", words, true);
    assert_eq!(point(&snapped), homs.rounded());
    assert!(snapped.radius_km > 25.0);
}

#[test]
fn a_distance_without_a_wind_stays_at_its_place_until_a_road_points() {
    let homs = place("Homs", Kind::City, "SY").position;
    let alone = located("SY", "Shells fell 30 km from {Homs:city}.", false);
    assert_eq!(point(&alone), homs.rounded());
    assert!(alone.radius_km >= 30.0 && alone.basis == Basis::Distance);
    let pointed = located("SY", "Shells fell 30 km from {Homs:city} on the road to {Hama:city}.", false);
    let hama = place("Hama", Kind::City, "SY").position;
    assert!((distance_km(homs, point(&pointed)) - 30.0).abs() < 0.01);
    assert!((bearing(homs, point(&pointed)) - bearing(homs, hama)).abs() < 0.1);
    let limit = located("SY", "Shells fell within 10 km of {Homs:city}.", false);
    assert_eq!(point(&limit), homs.rounded());
}

#[test]
fn winds_of_towns_and_of_provinces() {
    let hama = place("Hama", Kind::City, "SY").position;
    let north = located("SY", "Shells fell north of {Hama:city}.", false);
    assert!((5.0..25.0).contains(&distance_km(hama, point(&north))) && north.basis == Basis::Direction);
    let part = located("SY", "Shells fell in southern {Homs:admin1}.", false);
    let whole = place("Homs", Kind::Admin1, "SY").position;
    assert!(point(&part).lat < whole.lat && part.admin1_code.as_deref() == Some("SY-HI"));
    assert_eq!((part.level, acled_geo_precision(&part), ucdp_where_prec(&part)), (Level::Province, 3, 4));
    assert!(matches!(&part.extent, Some(Extent::Area(polygons)) if !polygons.is_empty() && polygons[0][0].len() < 400));
    let country = located("UA", "Shelling went on in eastern {Ukraine:country}.", false);
    assert!(point(&country).lon > 33.0 && country.country.as_deref() == Some("UA"));
}

#[test]
fn roads_and_what_lies_between() {
    let (homs, palmyra) = (place("Homs", Kind::City, "SY").position, place("Tadmur", Kind::Town, "SY").position);
    let road = located("SY", "A bus burned on the road between {Homs:city} and {Tadmur:town}.", false);
    let (a, b) = (distance_km(homs, point(&road)), distance_km(palmyra, point(&road)));
    assert!((a - b).abs() < 0.01 && (road.radius_km - a).abs() < 0.1 && road.basis == Basis::Road);
    assert!(matches!(&road.extent, Some(Extent::Line(line)) if line.len() == 2));
    assert_eq!(road.spans.len(), 2);
}

#[test]
fn a_road_is_pinned_by_a_place_beside_it() {
    let wide = located("SY", "A bus burned on the {Damascus:city}-{Aleppo:city} highway.", false);
    let pinned = located("SY", "In {Hama:city} a bus burned on the {Damascus:city}-{Aleppo:city} highway.", false);
    let hama = place("Hama", Kind::City, "SY").position;
    assert!(distance_km(hama, point(&pinned)) < 25.0 && distance_km(hama, point(&wide)) > 10.0);
    assert!(pinned.radius_km < wide.radius_km && pinned.basis == Basis::Road);
}

#[test]
fn borders_lie_where_both_sides_meet() {
    let border = located("SY", "Buses stopped at the border between {Homs:admin1} and {Deir ez-Zor:admin1}.", false);
    let around = |bearing: f64| {
        let there = crate::measure::destination(point(&border), bearing, 8.0);
        GAZETTEER.division_at(there).map(|(_, code, _)| code)
    };
    let codes: Vec<_> = (0..8).filter_map(|i| around(f64::from(i) * 45.0)).collect();
    assert!(["SY-HI", "SY-DY"].iter().all(|c| codes.iter().any(|code| code == c)), "{codes:?}");
    assert_eq!((border.basis, ucdp_where_prec(&border)), (Basis::Border, 5));
    assert!(matches!(&border.extent, Some(Extent::Line(line)) if line.len() > 1));
}

/// The countries around a point, at eight winds.
fn countries_around(centre: Position, km: f64) -> Vec<String> {
    let there = (0..8).map(|i| crate::measure::destination(centre, f64::from(i) * 45.0, km));
    there.filter_map(|p| GAZETTEER.division_at(p)).map(|(_, _, country)| country).collect()
}

#[test]
fn a_border_of_one_side_is_pinned_by_a_place_beside_it() {
    let here = located("SY", "In {Azaz:town} shells fell close to the border with {Turkey:country:TR}.", false);
    let azaz = place("Azaz", Kind::Town, "SY").position;
    assert!(distance_km(azaz, point(&here)) < 15.0);
    let around = countries_around(point(&here), 8.0);
    assert!(around.contains(&"SY".to_owned()) && around.contains(&"TR".to_owned()), "{around:?}");
    assert_eq!(here.basis, Basis::Border);
}

#[test]
fn a_border_of_two_countries() {
    let here = located("SY", "Smugglers crossed the border between {Syria:country} and {Jordan:country:JO} at night.", false);
    let around = countries_around(point(&here), 10.0);
    assert!(around.contains(&"SY".to_owned()) && around.contains(&"JO".to_owned()), "{around:?}");
    assert!((100.0..300.0).contains(&here.radius_km), "{}", here.radius_km);
}

#[test]
fn near_keeps_the_point() {
    let near = located("SY", "Shells fell near the town of {Tadmur:town}.", false);
    assert_eq!(point(&near), place("Tadmur", Kind::Town, "SY").position.rounded());
    assert_eq!((near.basis, acled_geo_precision(&near), ucdp_where_prec(&near)), (Basis::Near, 2, 2));
    assert!(near.radius_km >= 10.0 && near.name.starts_with("near "));
}

#[test]
fn a_statement_about_a_place_leaves_it_where_it_is_unless_it_cannot_be_there() {
    let text = Text::new("In Tadmur, 150 km east of Homs, shells fell.");
    let homs = toponym(Span::new(26, 30), place("Homs", Kind::City, "SY"));
    let tadmur = place("Tadmur", Kind::Town, "SY");
    let namesake = place("Palmyra", Kind::Town, "US");
    let outlines = Outlines::default();
    let locator = Locator::new(&GAZETTEER, &outlines);
    let at = |first: Toponym| {
        let toponyms = [first, homs.clone()];
        let found = relations(&text, &toponyms);
        locator.place(&found[0], &toponyms, &text).expect("a location")
    };
    let right = at(toponym(Span::new(3, 9), tadmur.clone()));
    assert_eq!((right.basis, right.position), (Basis::Named, Some(tadmur.position.rounded())));
    let wrong = toponym(Span::new(3, 9), namesake);
    assert_eq!(at(wrong.clone()).basis, Basis::Distance);
    let alternatives = vec![crate::resolve::Alternative { place: tadmur.clone(), score: 0.2 }];
    let mended = at(Toponym { alternatives, ..wrong.clone() });
    assert_eq!((mended.position, mended.confidence), (Some(tadmur.position.rounded()), 0.2));
    assert_eq!(at(Toponym { place: None, ..wrong }).basis, Basis::Distance);
}

#[test]
fn an_end_of_a_road_that_cannot_be_meant_is_left() {
    let text = Text::new("On the Homs-Palmyra road in Syria a bus burned.");
    let homs = toponym(Span::new(7, 11), place("Homs", Kind::City, "SY"));
    let elsewhere = toponym(Span::new(12, 19), place("Palmyra", Kind::Town, "US"));
    let outlines = Outlines::default();
    let located = |second: Toponym| {
        let toponyms = [homs.clone(), second];
        let found = relations(&text, &toponyms);
        Locator::new(&GAZETTEER, &outlines).relation(&found[0], &toponyms, &text).expect("a location")
    };
    let lone = located(Toponym { confidence: 0.3, ..elsewhere.clone() });
    assert_eq!(lone.position, Some(place("Homs", Kind::City, "SY").position.rounded()));
    let tadmur = place("Tadmur", Kind::Town, "SY");
    let mended = located(Toponym { alternatives: vec![crate::resolve::Alternative { place: tadmur, score: 0.2 }], ..elsewhere });
    assert!((50.0..90.0).contains(&mended.radius_km) && mended.basis == Basis::Road, "{}", mended.radius_km);
}

#[test]
fn bare_names() {
    let outlines = Outlines::default();
    let locator = Locator::new(&GAZETTEER, &outlines);
    let province = locator.toponym(&toponym(Span::new(0, 4), place("Homs", Kind::Admin1, "SY"))).expect("a place");
    assert_eq!((province.level, province.basis), (Level::Province, Basis::Named));
    assert!((80.0..150.0).contains(&province.radius_km) && province.extent.is_some(), "{}", province.radius_km);
    let unresolved = Toponym { place: None, ..toponym(Span::new(0, 4), place("Homs", Kind::City, "SY")) };
    assert_eq!(locator.toponym(&unresolved), None);
}

proptest! {
    #[test]
    fn an_offset_measures_back(lat in -80.0..80.0f64, lon in -180.0..180.0f64, wind in 0.0..360.0f64, km in 0.5..400.0f64) {
        let centre = Position::new(lat, lon);
        let place = PlaceRef::new(Place {
            id: "user:t#1".into(), name: "T".into(), position: centre, kind: Kind::Town, country: None, admin1: None,
            admin1_code: None, admin2: None, admin2_code: None, population: 0, code: None,
        });
        let quantity = Quantity { span: Span::new(0, 1), km, km_low: km, km_high: km, approximate: false };
        let relation = Relation {
            kind: RelationKind::Distance(quantity, Some(Bearing(wind))), span: Span::new(0, 1),
            anchors: vec![0], subject: None, toward: None, within: false, capitals: vec![],
        };
        let outlines = Outlines::default();
        let location = Locator::new(&GAZETTEER, &outlines)
            .relation(&relation, &[toponym(Span::new(0, 1), place)], &Text::new("T"))
            .expect("a location");
        let found = location.position.expect("a point");
        // Outputs round to five decimals, about a metre.
        prop_assert!((distance_km(centre, found) - km).abs() < 0.002);
        let off = (bearing(centre, found) - wind).rem_euclid(360.0);
        prop_assert!(off.min(360.0 - off) < 0.2);
        prop_assert!(location.radius_km >= 0.2 * km);
    }
}
