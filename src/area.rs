//! Polygons with an index: which areas hold a point.
//!
//! Serves boundaries and control alike. Rings are closed or not, in any direction; a point is inside where a
//! ray from it crosses an odd number of edges of all rings together, so that holes and islands need no order.

use crate::measure::Position;

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
            (
                Position::new(low.lat.min(p.lat), low.lon.min(p.lon)),
                Position::new(high.lat.max(p.lat), high.lon.max(p.lon)),
            )
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

    fn may_contain(&self, point: Position) -> bool {
        (self.south_west.lat..=self.north_east.lat).contains(&point.lat)
            && (self.south_west.lon..=self.north_east.lon).contains(&point.lon)
    }
}
