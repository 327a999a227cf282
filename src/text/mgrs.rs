//! The Military Grid Reference System on WGS 84, both ways, over our own Universal Transverse Mercator.
//!
//! The projection is Krüger's series to the sixth order in the third flattening, as given by C. F. F. Karney,
//! "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), equations 35 and 36. The grid follows
//! NGA.STND.0037 (2014), "Universal Grids and Grid Reference Systems". The polar zones (A, B, Y, Z) are not covered.

use std::sync::LazyLock;

/// WGS 84's equatorial radius in metres.
const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
/// WGS 84's flattening.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// UTM's scale on the central meridian.
const SCALE: f64 = 0.9996;
/// UTM's easting of the central meridian, in metres.
const FALSE_EASTING: f64 = 500_000.0;
/// UTM's northing of the equator in the southern hemisphere, in metres.
const FALSE_NORTHING: f64 = 10_000_000.0;

/// Bands of latitude, 8° each from 80° south (X has 12°).
const BANDS: &[u8; 20] = b"CDEFGHJKLMNPQRSTUVWX";
/// Letters of the 100 km columns; a set of eight for each zone modulo 3.
const COLUMNS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of the 100 km rows, which begin again every 2,000 km; even zones begin five letters on.
const ROWS: &[u8; 20] = b"ABCDEFGHJKLMNPQRSTUV";

/// A grid reference that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMgrs {
    /// Not the shape of a grid reference.
    #[error("{0:?} is not a zone, a band, two letters and an even number of digits up to ten")]
    Shape(String),
    /// Zones run from 1 to 60.
    #[error("grid zone {0} is not between 1 and 60")]
    Zone(u8),
    /// Bands run from C to X without I and O.
    #[error("there is no latitude band {0}")]
    Band(char),
    /// The zone has no such 100 km square.
    #[error("zone {0} has no 100 km square {1} in band {2}")]
    Square(u8, String, char),
}

/// A square of the grid.
///
/// ```
/// use sitmap::text::Mgrs;
/// // The White House.
/// let square: Mgrs = "18S UJ 23394 07396".parse()?;
/// let (lat, lon) = square.centre();
/// assert!((lat - 38.8977).abs() < 1e-4 && (lon + 77.0365).abs() < 1e-4);
/// # Ok::<(), sitmap::text::InvalidMgrs>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mgrs {
    zone: u8,
    south: bool,
    /// Metres of the south-western corner.
    easting: f64,
    northing: f64,
    side: f64,
}

impl std::str::FromStr for Mgrs {
    type Err = InvalidMgrs;

    fn from_str(reference: &str) -> Result<Self, InvalidMgrs> {
        let shape = || InvalidMgrs::Shape(reference.to_owned());
        let compact: Vec<u8> = reference.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_uppercase()).collect();
        let zone_digits = compact.iter().take_while(|b| b.is_ascii_digit()).count();
        let (zone, rest) = compact.split_at(zone_digits);
        let [band, column, row, digits @ ..] = rest else { return Err(shape()) };
        let letters = [band, column, row].iter().all(|b| b.is_ascii_uppercase());
        let figures = digits.len().is_multiple_of(2) && digits.len() <= 10 && digits.iter().all(u8::is_ascii_digit);
        if !(1..=2).contains(&zone_digits) || !letters || !figures {
            return Err(shape());
        }
        let number = |digits: &[u8]| digits.iter().fold(0u32, |n, d| n * 10 + u32::from(d - b'0'));
        let zone = number(zone) as u8;
        if !(1..=60).contains(&zone) {
            return Err(InvalidMgrs::Zone(zone));
        }
        let band_index = BANDS.iter().position(|b| b == band).ok_or(InvalidMgrs::Band(char::from(*band)))?;
        let square = || {
            let name = [*column, *row].iter().map(|b| char::from(*b)).collect();
            InvalidMgrs::Square(zone, name, char::from(*band))
        };
        let (left, top) = hundred_kilometre_square(zone, band_index, *column, *row).ok_or_else(square)?;
        let (east, north) = digits.split_at(digits.len() / 2);
        let side = 10f64.powi(5 - east.len() as i32);
        Ok(Self {
            zone,
            south: band_index < 10,
            easting: left + f64::from(number(east)) * side,
            northing: top + f64::from(number(north)) * side,
            side,
        })
    }
}

/// The south-western corner in metres of UTM.
fn hundred_kilometre_square(zone: u8, band: usize, column: u8, row: u8) -> Option<(f64, f64)> {
    let first_column = usize::from((zone - 1) % 3) * 8;
    let column = COLUMNS.iter().position(|c| *c == column)?.checked_sub(first_column).filter(|c| *c < 8)?;
    let first_row = if zone.is_multiple_of(2) { 5 } else { 0 };
    let row = (ROWS.iter().position(|r| *r == row)? + 20 - first_row) % 20;
    let easting = (column as f64 + 1.0) * 100_000.0;
    let south = -80.0 + 8.0 * band as f64;
    let north = if band == 19 { 84.0 } else { south + 8.0 };
    let base = if south < 0.0 { FALSE_NORTHING } else { 0.0 };
    // Rows repeat every 2,000 km: the one that touches the band is meant. The band's borders are curved in the grid, so look
    // for an overlap at the middle and the edges of the zone.
    let (from, to) = [0.0, 3.0, 6.0]
        .iter()
        .map(|d| (project(south, *d).1, project(north, *d).1))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| (low.min(a + base), high.max(b + base)));
    (0..6)
        .map(|n| row as f64 * 100_000.0 + f64::from(n) * 2_000_000.0)
        .find(|northing| *northing + 100_000.0 > from && *northing < to)
        .map(|northing| (easting, northing))
}

impl Mgrs {
    /// The square of side `10^(5 - digits)` metres that holds a point on WGS 84; `digits` is 0 to 5 for each axis.
    ///
    /// `None` beyond 84° north or 80° south, and for what is no coordinate. A side of a square near a band's border may
    /// take the letter of the band that holds the point.
    pub fn from_lat_lon(lat: f64, lon: f64, digits: u8) -> Option<(Self, String)> {
        if !(-80.0..=84.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) || digits > 5 {
            return None;
        }
        let zone = zone_of(lat, lon);
        let (east, north) = project(lat, lon - central_meridian(zone));
        let south = lat < 0.0;
        let side = 10f64.powi(5 - i32::from(digits));
        let snap = |metres: f64| (metres / side).floor() * side;
        let (easting, northing) = (snap(east + FALSE_EASTING), snap(north + if south { FALSE_NORTHING } else { 0.0 }));
        let square = Self { zone, south, easting, northing, side };
        let band = BANDS[(((lat + 80.0) / 8.0) as usize).min(19)];
        let column = COLUMNS.get(usize::from((zone - 1) % 3) * 8 + ((easting / 100_000.0) as usize).checked_sub(1)?)?;
        let first_row = if zone.is_multiple_of(2) { 5 } else { 0 };
        let row = ROWS[((northing / 100_000.0) as usize + first_row) % 20];
        let mut name = format!("{zone}{}{}{}", char::from(band), char::from(*column), char::from(row));
        if digits > 0 {
            let within = |metres: f64| ((metres % 100_000.0) / side).floor() as u32;
            let width = usize::from(digits);
            name.push_str(&format!("{:0width$}{:0width$}", within(easting), within(northing)));
        }
        Some((square, name))
    }

    /// Latitude and longitude of the square's centre, in degrees on WGS 84.
    pub fn centre(&self) -> (f64, f64) {
        self.point(self.side / 2.0)
    }

    /// Latitude and longitude of the corner from which the digits count, in degrees on WGS 84.
    pub fn south_west(&self) -> (f64, f64) {
        self.point(0.0)
    }

    /// The square's side in metres: 1 for ten digits, 100,000 for none.
    pub fn side_m(&self) -> f64 {
        self.side
    }

    fn point(&self, offset: f64) -> (f64, f64) {
        let north = self.northing + offset - if self.south { FALSE_NORTHING } else { 0.0 };
        let (lat, lon) = unproject(self.easting + offset - FALSE_EASTING, north);
        (lat, (lon + central_meridian(self.zone) + 540.0).rem_euclid(360.0) - 180.0)
    }
}

fn central_meridian(zone: u8) -> f64 {
    f64::from(zone) * 6.0 - 183.0
}

/// The UTM zone of a point, with the wider zones of Norway and Svalbard.
fn zone_of(lat: f64, lon: f64) -> u8 {
    if (56.0..64.0).contains(&lat) && (3.0..12.0).contains(&lon) {
        return 32;
    }
    if lat >= 72.0 && (0.0..42.0).contains(&lon) {
        return match lon {
            ..9.0 => 31,
            ..21.0 => 33,
            ..33.0 => 35,
            _ => 37,
        };
    }
    (((lon + 180.0) / 6.0).floor() as i32).rem_euclid(60) as u8 + 1
}

/// Coefficients of the series and the radius of the sphere of equal meridian.
struct Krueger {
    forward: [f64; 6],
    inverse: [f64; 6],
    radius: f64,
    eccentricity: f64,
}

static KRUEGER: LazyLock<Krueger> = LazyLock::new(|| {
    let n = FLATTENING / (2.0 - FLATTENING);
    // Σ c[k] n^k, the first of `c` belonging to the power `from`.
    let series = |from: i32, c: &[f64]| c.iter().rev().fold(0.0, |sum, c| sum * n + c) * n.powi(from);
    Krueger {
        forward: [
            series(1, &[1.0 / 2.0, -2.0 / 3.0, 5.0 / 16.0, 41.0 / 180.0, -127.0 / 288.0, 7891.0 / 37800.0]),
            series(2, &[13.0 / 48.0, -3.0 / 5.0, 557.0 / 1440.0, 281.0 / 630.0, -1_983_433.0 / 1_935_360.0]),
            series(3, &[61.0 / 240.0, -103.0 / 140.0, 15061.0 / 26880.0, 167_603.0 / 181_440.0]),
            series(4, &[49561.0 / 161_280.0, -179.0 / 168.0, 6_601_661.0 / 7_257_600.0]),
            series(5, &[34729.0 / 80640.0, -3_418_889.0 / 1_995_840.0]),
            series(6, &[212_378_941.0 / 319_334_400.0]),
        ],
        inverse: [
            series(1, &[1.0 / 2.0, -2.0 / 3.0, 37.0 / 96.0, -1.0 / 360.0, -81.0 / 512.0, 96199.0 / 604_800.0]),
            series(2, &[1.0 / 48.0, 1.0 / 15.0, -437.0 / 1440.0, 46.0 / 105.0, -1_118_711.0 / 3_870_720.0]),
            series(3, &[17.0 / 480.0, -37.0 / 840.0, -209.0 / 4480.0, 5569.0 / 90720.0]),
            series(4, &[4397.0 / 161_280.0, -11.0 / 504.0, -830_251.0 / 7_257_600.0]),
            series(5, &[4583.0 / 161_280.0, -108_847.0 / 3_991_680.0]),
            series(6, &[20_648_693.0 / 638_668_800.0]),
        ],
        radius: EQUATORIAL_RADIUS / (1.0 + n) * (1.0 + n.powi(2) / 4.0 + n.powi(4) / 64.0 + n.powi(6) / 256.0),
        eccentricity: (FLATTENING * (2.0 - FLATTENING)).sqrt(),
    }
});

/// Tangent of the conformal latitude from that of the geographic one (Karney 2011, equations 7 to 9).
fn conformal(tau: f64, e: f64) -> f64 {
    let sigma = (e * (e * tau / tau.hypot(1.0)).atanh()).sinh();
    tau * sigma.hypot(1.0) - sigma * tau.hypot(1.0)
}

/// Metres east of the central meridian and north of the equator, UTM's scale included.
fn project(lat: f64, lon_from_centre: f64) -> (f64, f64) {
    let k = &*KRUEGER;
    let (tau, lambda) = (conformal(lat.to_radians().tan(), k.eccentricity), lon_from_centre.to_radians());
    let xi = tau.atan2(lambda.cos());
    let eta = (lambda.sin() / tau.hypot(lambda.cos())).asinh();
    let (mut x, mut y) = (xi, eta);
    for (j, a) in k.forward.iter().enumerate() {
        let j = 2.0 * (j as f64 + 1.0);
        x += a * (j * xi).sin() * (j * eta).cosh();
        y += a * (j * xi).cos() * (j * eta).sinh();
    }
    (SCALE * k.radius * y, SCALE * k.radius * x)
}

fn unproject(east: f64, north: f64) -> (f64, f64) {
    let k = &*KRUEGER;
    let (xi, eta) = (north / (SCALE * k.radius), east / (SCALE * k.radius));
    let (mut x, mut y) = (xi, eta);
    for (j, b) in k.inverse.iter().enumerate() {
        let j = 2.0 * (j as f64 + 1.0);
        x -= b * (j * xi).sin() * (j * eta).cosh();
        y -= b * (j * xi).cos() * (j * eta).sinh();
    }
    let target = x.sin() / y.sinh().hypot(x.cos());
    let e2 = k.eccentricity.powi(2);
    let mut tau = target;
    // Newton's method (Karney 2011, equations 19 to 21) is exact after two or three steps.
    for _ in 0..5 {
        let reached = conformal(tau, k.eccentricity);
        let step = (target - reached) / reached.hypot(1.0) * (1.0 + (1.0 - e2) * tau * tau) / ((1.0 - e2) * tau.hypot(1.0));
        tau += step;
        if step.abs() < 1e-14 {
            break;
        }
    }
    (tau.atan().to_degrees(), y.sinh().atan2(x.cos()).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(reference: &str, lat: f64, lon: f64, tolerance: f64) {
        let square: Mgrs = reference.parse().unwrap();
        let (a, b) = square.south_west();
        assert!((a - lat).abs() < tolerance && (b - lon).abs() < tolerance, "{reference}: {a} {b}");
    }

    #[test]
    fn published_points() {
        // The Jefferson Pier and the White House in Washington, Honolulu, Null Island, a crossing of degrees in Iowa.
        close("18SUJ2337106519", 38.889_80, -77.036_55, 5e-5);
        close("18SUJ2339407396", 38.897_68, -77.036_53, 5e-5);
        close("4QFJ12345678", 21.309_43, -157.916_87, 5e-5);
        close("31NAA6602100000", 0.0, 0.0, 1e-4);
        close("15TWG0000049776", 42.0, -93.0, 1e-5);
    }

    #[test]
    fn utm_of_published_points() {
        // The CN Tower: zone 17, 630084 E, 4833438 N.
        let (east, north) = project(43.642_567, -79.387_139 + 81.0);
        assert!((east + FALSE_EASTING - 630_084.0).abs() < 1.0 && (north - 4_833_438.0).abs() < 1.0, "{east} {north}");
        // A quarter of the meridian is 10,001,965.729 m on WGS 84.
        assert!((project(90.0, 0.0).1 / SCALE - 10_001_965.729_3).abs() < 1e-3);
    }

    #[test]
    fn blanks_and_case_do_not_matter() {
        let a: Mgrs = "37SFU5391913456".parse().unwrap();
        assert_eq!(a, "37s fu 53919 13456".parse().unwrap());
        assert_eq!(a.side_m(), 1.0);
        assert_eq!("37SFU53911345".parse::<Mgrs>().unwrap().side_m(), 10.0);
    }

    #[test]
    fn there_and_back() {
        let mut seed = 3u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 11) as f64 / (1u64 << 53) as f64
        };
        for _ in 0..20_000 {
            let (lat, lon) = (random() * 164.0 - 80.0, random() * 360.0 - 180.0);
            let (square, name) = Mgrs::from_lat_lon(lat, lon, 5).unwrap();
            let read: Mgrs = name.parse().unwrap_or_else(|e| panic!("{lat} {lon} {name}: {e}"));
            assert_eq!(read, square, "{lat} {lon} {name}");
            let (a, b) = read.centre();
            let metres = ((a - lat) * 111_000.0).hypot(((b - lon + 540.0).rem_euclid(360.0) - 180.0) * 111_000.0 * lat.to_radians().cos());
            assert!(metres < 1.0, "{lat} {lon} {name}: {metres} m");
        }
    }

    #[test]
    fn the_projection_inverts_to_a_hair() {
        for lat in [-79.9, -33.3, 0.0, 12.5, 35.3359, 63.9, 83.9] {
            for lon in [-5.9, -3.0, 0.0, 0.1, 3.0, 5.9] {
                let (east, north) = project(lat, lon);
                let (a, b) = unproject(east, north);
                assert!((a - lat).abs() < 1e-12 && (b - lon).abs() < 1e-11, "{lat} {lon}: {a} {b}");
            }
        }
    }

    #[test]
    fn impossible_references_say_why() {
        let why = |reference: &str| reference.parse::<Mgrs>().unwrap_err().to_string();
        assert_eq!(why("61SFU5391913456"), "grid zone 61 is not between 1 and 60");
        assert_eq!(why("37IFU5391913456"), "there is no latitude band I");
        assert_eq!(why("37SSU5391913456"), "zone 37 has no 100 km square SU in band S");
        assert!(why("37SFU539").contains("even number"));
        assert!(why("").contains("even number") && why("ЖЖЖ").contains("even number"));
    }
}
