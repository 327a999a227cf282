//! A distance that the text states, held against the one between the places as placed.

use super::Location;
use crate::measure::distance_km;
use crate::text::Quantity;

/// A stated distance checked against the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Check {
    /// Geodesic kilometres between the two points.
    pub computed_km: f64,
    /// Whether the two agree within the roundness of the number and the size of both places.
    pub agrees: bool,
}

/// Vague words ("about", "nearly") stretch a distance by this share.
const VAGUE: f64 = 0.15;

/// Roads are longer than the geodesic; reports give either. The mean ratio of the two is about 1.4 (Boscoe, Henry
/// and Zdeb, *Professional Geographer* 64, 2012).
const DETOUR: f64 = 1.4;

/// How far a number may be off for being rounded, in kilometres: half a unit of its last digit that is not zero,
/// at most a tenth of it.
pub(super) fn rounding_km(km: f64) -> f64 {
    let mut unit = 0.1;
    while unit * 10.0 <= km && (km / (unit * 10.0)).fract().abs() < 1e-9 {
        unit *= 10.0;
    }
    // "15" and "25" are mostly round to fives.
    let unit = if unit == 1.0 && (km / 5.0).fract().abs() < 1e-9 { 5.0 } else { unit };
    (unit / 2.0).min(km / 10.0)
}

/// How far the truth may lie from the number to use, in kilometres.
pub(super) fn spread_km(q: &Quantity) -> f64 {
    let range = (q.km_high - q.km).max(q.km - q.km_low);
    let vague = if q.approximate { q.km * VAGUE } else { 0.0 };
    range.max(rounding_km(q.km)) + vague
}

/// Holds a stated distance against the one between two locations; `None` where either has no point.
///
/// ```
/// use sitmap::locate::{Basis, Level, Location, stated};
/// use sitmap::measure::Position;
/// use sitmap::text::{NumberWords, UnitWords, quantities};
/// let at = |lat, lon| Location { position: Some(Position::new(lat, lon)), radius_km: 5.0, ..Location::unplaced("", Level::Town, Basis::Named) };
/// let stated_distance = quantities("150 km south of Benghazi", UnitWords::builtin(), NumberWords::builtin())[0];
/// let (benghazi, ajdabiya) = (at(32.11667, 20.06667), at(30.75545, 20.22626));
/// let check = stated(&stated_distance, Some(&ajdabiya), Some(&benghazi)).expect("both have a point");
/// assert!(check.agrees && (check.computed_km - 151.7).abs() < 1.0);
/// ```
pub fn stated(distance: &Quantity, from: Option<&Location>, to: Option<&Location>) -> Option<Check> {
    let (from, to) = (from?, to?);
    let computed_km = distance_km(from.position?, to.position?);
    let slack = spread_km(distance) + from.radius_km + to.radius_km;
    let agrees = distance.km_low - slack <= computed_km * DETOUR && computed_km <= distance.km_high + slack;
    Some(Check { computed_km, agrees })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::{Basis, Level};
    use crate::measure::Position;
    use crate::text::{NumberWords, UnitWords, quantities};

    fn check(words: &str, km: f64) -> bool {
        let distance = quantities(words, UnitWords::builtin(), NumberWords::builtin())[0];
        let a = Position::new(35.3, 40.1);
        let at = |position| Location { position: Some(position), radius_km: 2.0, ..Location::unplaced("", Level::Town, Basis::Named) };
        let b = crate::measure::destination(a, 77.0, km);
        stated(&distance, Some(&at(a)), Some(&at(b))).expect("two points").agrees
    }

    #[test]
    fn roundness() {
        for (km, off) in [(30.0, 3.0), (31.0, 0.5), (25.0, 2.5), (100.0, 10.0), (5.0, 0.5), (1.5, 0.05), (240.0, 5.0)] {
            assert!((rounding_km(km) - off).abs() < 1e-9, "{km}: {}", rounding_km(km));
        }
    }

    #[test]
    fn agreement() {
        assert!(check("30 km", 31.0) && check("30 km", 24.0));
        assert!(!check("30 km", 45.0) && !check("30 km", 10.0));
        assert!(check("10 to 20 km", 20.0) && !check("10 to 20 km", 29.0));
        assert!(check("about 100 km", 120.0));
    }

    #[test]
    fn nothing_without_two_points() {
        let distance = quantities("3 km", UnitWords::builtin(), NumberWords::builtin())[0];
        let unplaced = Location::unplaced("", Level::Town, Basis::Named);
        assert_eq!(stated(&distance, Some(&unplaced), Some(&unplaced)), None);
        assert_eq!(stated(&distance, None, Some(&unplaced)), None);
    }
}
