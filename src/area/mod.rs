//! Polygons with an index: which areas hold a point.
//!
//! Serves boundaries and control alike. Rings are closed or not, in any direction; a point is inside where a
//! ray from it crosses an odd number of edges of all rings together, so that holes and islands need no order.

mod file;

pub use file::{AreaFeature, Shape, read_areas};

use crate::measure::{Position, rough_km};

/// Whether a ray from `point` to the east crosses the edge from `a` to `b` (longitude, latitude).
pub(crate) fn crosses(point: Position, a: (f64, f64), b: (f64, f64)) -> bool {
    let ((ax, ay), (bx, by)) = (a, b);
    (ay > point.lat) != (by > point.lat) && point.lon < (bx - ax) * (point.lat - ay) / (by - ay) + ax
}

/// One area: rings of positions, and the box around them.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    rings: Vec<Vec<Position>>,
    south_west: Position,
    north_east: Position,
}

impl Area {
    /// An area of these rings; `None` where no ring has three corners.
    pub fn new(rings: Vec<Vec<Position>>) -> Option<Self> {
        let rings: Vec<_> = rings.into_iter().filter(|r| r.len() >= 3).collect();
        let mut corners = rings.iter().flatten();
        let first = *corners.next()?;
        let (south_west, north_east) = corners.fold((first, first), |(low, high), p| {
            (Position::new(low.lat.min(p.lat), low.lon.min(p.lon)), Position::new(high.lat.max(p.lat), high.lon.max(p.lon)))
        });
        Some(Self { rings, south_west, north_east })
    }

    /// Whether it holds `point`.
    ///
    /// ```
    /// use sitmap::area::Area;
    /// use sitmap::measure::Position;
    /// let around_hama = Area::new(vec![vec![
    ///     Position::new(34.5, 36.0), Position::new(34.5, 37.5), Position::new(35.6, 37.5), Position::new(35.6, 36.0),
    /// ]]).expect("four corners");
    /// assert!(around_hama.contains(Position::new(35.13, 36.75)));
    /// assert!(!around_hama.contains(Position::new(36.2, 37.16)));
    /// ```
    pub fn contains(&self, point: Position) -> bool {
        self.may_contain(point)
            && self
                .rings
                .iter()
                .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
                .filter(|(a, b)| crosses(point, (a.lon, a.lat), (b.lon, b.lat)))
                .count()
                % 2
                == 1
    }

    /// Its rings.
    pub fn rings(&self) -> &[Vec<Position>] {
        &self.rings
    }

    /// Kilometres from `point` to the nearest edge, if they are at most `limit_km`.
    ///
    /// Edges are taken as straight lines in the plane around `point`, which is good to a metre at ten kilometres.
    ///
    /// ```
    /// use sitmap::area::Area;
    /// use sitmap::measure::Position;
    /// let square = Area::new(vec![vec![
    ///     Position::new(34.0, 36.0), Position::new(34.0, 37.0), Position::new(35.0, 37.0), Position::new(35.0, 36.0),
    /// ]]).expect("four corners");
    /// let km = square.edge_km(Position::new(34.5, 36.01), 5.0).expect("near the western edge");
    /// assert!((km - 0.917).abs() < 0.01);
    /// assert_eq!(square.edge_km(Position::new(34.5, 36.5), 5.0), None);
    /// ```
    pub fn edge_km(&self, point: Position, limit_km: f64) -> Option<f64> {
        // A degree of latitude has at least 110 km everywhere.
        let (dy, shrink) = (limit_km / 110.0, point.lat.to_radians().cos().max(1e-6));
        let dx = dy / shrink;
        let far = |p: &Position, q: &Position| {
            p.lat.max(q.lat) < point.lat - dy
                || p.lat.min(q.lat) > point.lat + dy
                || p.lon.max(q.lon) < point.lon - dx
                || p.lon.min(q.lon) > point.lon + dx
        };
        if far(&self.south_west, &self.north_east) {
            return None;
        }
        self.rings
            .iter()
            .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
            .filter(|(a, b)| !far(a, b))
            .map(|(a, b)| rough_km(nearest_on_edge(*a, *b, point), point))
            .min_by(f64::total_cmp)
            .filter(|km| *km <= limit_km)
    }

    fn may_contain(&self, point: Position) -> bool {
        (self.south_west.lat..=self.north_east.lat).contains(&point.lat) && (self.south_west.lon..=self.north_east.lon).contains(&point.lon)
    }
}

/// The point of a straight edge nearest to `to`, in the plane around `to`.
pub(crate) fn nearest_on_edge(a: Position, b: Position, to: Position) -> Position {
    let shrink = to.lat.to_radians().cos();
    let plane = |p: Position| ((p.lon - to.lon) * shrink, p.lat - to.lat);
    let ((ax, ay), (bx, by)) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    Position::new(a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share)
}
