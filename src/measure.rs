//! Positions, distances and bearings on the WGS 84 ellipsoid.
//!
//! Everything is geodesic (Karney, *Algorithms for geodesics*, J. Geodesy 87, 2013, as the `geo`
//! crate has it), so that a stated distance can be held against the computed one to the metre.
//! Where thousands of candidates are compared, [`rough_km`] gives the great circle instead.

use geo::{Bearing, Destination, Distance, Geodesic, GeodesicBearing, Point};

/// A point on the ground: degrees north and east, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Position {
    /// Latitude in degrees, −90 to 90.
    pub lat: f64,
    /// Longitude in degrees, −180 to 180.
    pub lon: f64,
}

impl Position {
    /// A position from latitude and longitude in degrees.
    pub const fn new(lat: f64, lon: f64) -> Self {
        Self { lat, lon }
    }

    /// The position, if both numbers are finite and in range.
    pub fn checked(lat: f64, lon: f64) -> Option<Self> {
        let fine = lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0;
        fine.then_some(Self { lat, lon })
    }

    /// The same of a row of a list, where 0, 0 stands for a place whose position nobody knows.
    pub fn listed(lat: f64, lon: f64) -> Option<Self> {
        Self::checked(lat, lon).filter(|p| (p.lat, p.lon) != (0.0, 0.0))
    }

    /// Rounded to five decimals (about a metre), as every output writes it.
    pub fn rounded(self) -> Self {
        let five = |x: f64| (x * 1e5).round() / 1e5 + 0.0;
        Self { lat: five(self.lat), lon: five(self.lon) }
    }
}

impl From<Position> for Point {
    fn from(p: Position) -> Point {
        Point::new(p.lon, p.lat)
    }
}

impl From<Point> for Position {
    fn from(p: Point) -> Position {
        Position::new(p.y(), p.x())
    }
}

/// Geodesic distance in kilometres.
///
/// ```
/// use sitmap::measure::{distance_km, Position};
/// let deir_ez_zor = Position::new(35.33588, 40.14084);
/// let damascus = Position::new(33.5102, 36.29128);
/// assert!((distance_km(deir_ez_zor, damascus) - 406.0).abs() < 2.0);
/// ```
pub fn distance_km(a: Position, b: Position) -> f64 {
    Geodesic.distance(Point::from(a), Point::from(b)) / 1000.0
}

/// Great-circle distance in kilometres on a sphere of radius 6371 km; within 0.6 % of the geodesic.
pub fn rough_km(a: Position, b: Position) -> f64 {
    let (sin_lat, sin_lon) = (((b.lat - a.lat).to_radians() / 2.0).sin(), ((b.lon - a.lon).to_radians() / 2.0).sin());
    let h = sin_lat * sin_lat + a.lat.to_radians().cos() * b.lat.to_radians().cos() * sin_lon * sin_lon;
    12_742.0 * h.sqrt().min(1.0).asin()
}

/// The direction in which `b` lies from `a`, in degrees clockwise from north, 0 to 360.
pub fn bearing(a: Position, b: Position) -> f64 {
    Geodesic.bearing(Point::from(a), Point::from(b)).rem_euclid(360.0)
}

/// Geodesic distance in kilometres, and the direction in which `b` lies from `a`, as [`distance_km`] and [`bearing`] give
/// them, for the price of one.
pub fn course(a: Position, b: Position) -> (f64, f64) {
    let (bearing, metres) = Point::from(a).geodesic_bearing_distance(b.into());
    (metres / 1000.0, bearing.rem_euclid(360.0))
}

/// The angle between two bearings, 0 to 180 degrees.
///
/// ```
/// assert_eq!(sitmap::measure::turn(350.0, 20.0), 30.0);
/// ```
pub fn turn(a: f64, b: f64) -> f64 {
    let d = (a - b).rem_euclid(360.0);
    d.min(360.0 - d)
}

/// The point `km` kilometres from `from` in the direction `bearing` (degrees clockwise from north).
///
/// ```
/// use sitmap::measure::{bearing, destination, distance_km, Position};
/// let aleppo = Position::new(36.20124, 37.16117);
/// let there = destination(aleppo, 0.0, 25.0);
/// assert!((distance_km(aleppo, there) - 25.0).abs() < 1e-6);
/// assert!(bearing(aleppo, there) < 1e-6);
/// ```
pub fn destination(from: Position, bearing: f64, km: f64) -> Position {
    Geodesic.destination(Point::from(from), bearing, km * 1000.0).into()
}

/// The point halfway along the geodesic between two places.
pub fn midpoint(a: Position, b: Position) -> Position {
    along(a, b, 0.5)
}

/// The point at `share` (0 to 1) of the way from `a` to `b`.
pub fn along(a: Position, b: Position, share: f64) -> Position {
    if a == b {
        return a;
    }
    destination(a, bearing(a, b), distance_km(a, b) * share)
}

/// The eight winds, as words for a bearing: `N`, `NE`, … `NW`.
pub fn compass_word(bearing: f64) -> &'static str {
    const WINDS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
    WINDS[((bearing.rem_euclid(360.0) + 22.5) / 45.0) as usize % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Karney's GeographicLib (GeodSolve) gives 5 551 759.400 m for JFK to LHR.
    #[test]
    fn agrees_with_geographiclib() {
        let jfk = Position::new(40.6, -73.8);
        let lhr = Position::new(51.6, -0.5);
        assert!((distance_km(jfk, lhr) - 5_551.759_400).abs() < 1e-5);
    }

    #[test]
    fn a_course_is_distance_and_bearing() {
        let (damascus, raqqa) = (Position::new(33.51, 36.29), Position::new(35.95, 39.01));
        let (km, towards) = course(damascus, raqqa);
        assert!((km - distance_km(damascus, raqqa)).abs() < 1e-9 && (towards - bearing(damascus, raqqa)).abs() < 1e-9);
    }

    #[test]
    fn rough_is_close_to_exact() {
        let a = Position::new(35.33, 40.14);
        for (lat, lon) in [(33.5, 36.3), (-1.3, 36.8), (60.0, 100.0), (35.34, 40.15)] {
            let b = Position::new(lat, lon);
            let exact = distance_km(a, b);
            assert!((rough_km(a, b) - exact).abs() <= exact * 0.006);
        }
    }

    #[test]
    fn winds() {
        assert_eq!(compass_word(359.0), "N");
        assert_eq!(compass_word(50.0), "NE");
        assert_eq!(compass_word(-90.0), "W");
    }
}
