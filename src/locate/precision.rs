//! The precision codes of ACLED and UCDP, derived from what a location rests on.

use super::{Basis, Level, Location};

/// A site wider than this is an area that its point only stands for.
const WIDE_SITE_KM: f64 = 10.0;

/// UCDP calls it "a limited area around a specified location" up to about this far; between two places it takes
/// the distance to either end.
const LIMITED_KM: f64 = 40.0;

/// ACLED's `geo_precision`: 1 a named place, 2 near one or a small part of a region, 3 a larger region.
///
/// ACLED codes "near a town" as 2, and a border, forest or coast with its closest named place as 3.
pub fn acled_geo_precision(location: &Location) -> u8 {
    let large = matches!(location.level, Level::Province | Level::Country | Level::Water);
    match location.basis {
        Basis::Border => 3,
        Basis::Named | Basis::Coordinates | Basis::Inherited => match location.level {
            Level::Site if location.radius_km > WIDE_SITE_KM => 2,
            Level::Site | Level::Town => 1,
            Level::District | Level::Province | Level::Country | Level::Water => 3,
        },
        Basis::Near | Basis::Distance | Basis::Direction | Basis::Road | Basis::Between | Basis::Area => {
            if large {
                3
            } else {
                2
            }
        }
    }
}

/// UCDP's `where_prec`: 1 the place itself, 2 within a limited area around it, 3 a second-level division, 4 a
/// first-level one, 5 between places, on a border or a vague part of a country, 6 a country, 7 water.
pub fn ucdp_where_prec(location: &Location) -> u8 {
    let by_level = match location.level {
        Level::Site if location.radius_km > WIDE_SITE_KM => 2,
        Level::Site | Level::Town => 1,
        Level::District => 3,
        Level::Province => 4,
        Level::Country => 6,
        Level::Water => 7,
    };
    let limited = location.radius_km <= LIMITED_KM;
    match location.basis {
        Basis::Named | Basis::Coordinates | Basis::Inherited => by_level,
        Basis::Border => 5,
        Basis::Between | Basis::Road | Basis::Distance | Basis::Near => {
            if limited && by_level != 7 {
                2
            } else {
                5
            }
        }
        Basis::Direction | Basis::Area => match by_level {
            1 | 2 => 2,
            3 | 4 => by_level,
            _ => 5,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(basis: Basis, level: Level, radius_km: f64) -> (u8, u8) {
        let location = Location {
            name: String::new(),
            place: None,
            position: None,
            radius_km,
            level,
            basis,
            country: None,
            admin1: None,
            admin1_code: None,
            admin2: None,
            admin2_code: None,
            spans: Vec::new(),
            confidence: 1.0,
            alternatives: Vec::new(),
            extent: None,
        };
        (acled_geo_precision(&location), ucdp_where_prec(&location))
    }

    #[test]
    fn named_places() {
        assert_eq!(codes(Basis::Named, Level::Town, 20.0), (1, 1));
        assert_eq!(codes(Basis::Named, Level::Site, 1.0), (1, 1));
        assert_eq!(codes(Basis::Named, Level::Site, 15.0), (2, 2));
        assert_eq!(codes(Basis::Named, Level::District, 20.0), (3, 3));
        assert_eq!(codes(Basis::Named, Level::Province, 70.0), (3, 4));
        assert_eq!(codes(Basis::Named, Level::Country, 300.0), (3, 6));
        assert_eq!(codes(Basis::Named, Level::Water, 50.0), (3, 7));
        assert_eq!(codes(Basis::Coordinates, Level::Site, 0.1), (1, 1));
    }

    #[test]
    fn around_places() {
        assert_eq!(codes(Basis::Near, Level::Town, 12.0), (2, 2));
        assert_eq!(codes(Basis::Distance, Level::Town, 12.0), (2, 2));
        assert_eq!(codes(Basis::Direction, Level::Town, 10.0), (2, 2));
        assert_eq!(codes(Basis::Near, Level::Water, 60.0), (3, 5));
        assert_eq!(codes(Basis::Area, Level::Province, 70.0), (3, 4));
        assert_eq!(codes(Basis::Direction, Level::Country, 300.0), (3, 5));
    }

    #[test]
    fn between_places() {
        assert_eq!(codes(Basis::Road, Level::District, 32.0), (2, 2));
        assert_eq!(codes(Basis::Road, Level::Province, 140.0), (3, 5));
        assert_eq!(codes(Basis::Between, Level::Province, 120.0), (3, 5));
        assert_eq!(codes(Basis::Border, Level::District, 10.0), (3, 5));
    }
}
