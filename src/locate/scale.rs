//! How large the things are that names stand for.

use super::Level;
use crate::gazetteer::{Kind, Place};

/// People per square kilometre of a city's built-up area: the middle of what Demographia's *World Urban Areas*
/// lists for large cities of Asia, Africa and Eastern Europe (3,000 to 10,000).
const DENSITY: f64 = 5000.0;

/// What a place counts as.
///
/// Natural landmarks smaller than a district are sites with a wide radius: a report that names a ridge means a
/// spot on it.
pub(super) fn level(kind: Kind) -> Level {
    match kind {
        Kind::Country | Kind::Continent => Level::Country,
        Kind::Admin1 | Kind::Region | Kind::Desert => Level::Province,
        Kind::Admin2 | Kind::Admin3 | Kind::Coast | Kind::Border | Kind::Road | Kind::Island => Level::District,
        Kind::City | Kind::Town | Kind::Village => Level::Town,
        Kind::River | Kind::Lake | Kind::Sea => Level::Water,
        Kind::Quarter
        | Kind::Airport
        | Kind::Airbase
        | Kind::Base
        | Kind::Oilfield
        | Kind::Dam
        | Kind::Bridge
        | Kind::Crossing
        | Kind::Camp
        | Kind::Facility
        | Kind::Mountain
        | Kind::Hill
        | Kind::Ridge
        | Kind::Valley
        | Kind::Spot => Level::Site,
    }
}

/// The radius in kilometres of the circle that holds most of a place, where no outline is known.
///
/// For settlements from the people who live there; for the rest the typical size of its kind, rounded.
pub(super) fn radius_km(place: &Place) -> f64 {
    let built_up = (place.population as f64 / (DENSITY * std::f64::consts::PI)).sqrt();
    match place.kind {
        Kind::City => built_up.clamp(3.0, 30.0),
        Kind::Town => built_up.clamp(2.0, 5.0),
        Kind::Village | Kind::Quarter | Kind::Camp | Kind::Hill => 1.5,
        Kind::Bridge | Kind::Crossing | Kind::Facility | Kind::Spot => 1.0,
        Kind::Dam => 2.0,
        Kind::Airport | Kind::Base => 3.0,
        Kind::Airbase => 4.0,
        Kind::Admin3 | Kind::Oilfield => 8.0,
        Kind::Mountain | Kind::Ridge | Kind::Valley | Kind::Lake => 15.0,
        Kind::Admin2 | Kind::Island => 20.0,
        Kind::Road => 25.0,
        Kind::River | Kind::Coast | Kind::Border => 50.0,
        Kind::Admin1 => 70.0,
        Kind::Region | Kind::Desert => 100.0,
        Kind::Sea | Kind::Country => 300.0,
        Kind::Continent => 2000.0,
    }
}

/// How far from a place "north of it" still reaches, in kilometres beyond its edge: to where the next place of its
/// size would be named instead. The point is put halfway.
pub(super) fn reach_km(place: &Place) -> f64 {
    match place.kind {
        Kind::City => 15.0,
        Kind::Town | Kind::Airport | Kind::Airbase | Kind::Mountain | Kind::Ridge | Kind::Lake | Kind::Admin3 => 10.0,
        Kind::Admin2 | Kind::Island | Kind::Desert | Kind::Region => radius_km(place),
        _ => 6.0,
    }
}

/// The level of something computed, by how widely it may lie.
pub(super) fn level_of_radius(radius_km: f64) -> Level {
    match radius_km {
        ..=25.0 => Level::Town,
        ..=75.0 => Level::District,
        ..=400.0 => Level::Province,
        _ => Level::Country,
    }
}
