//! The ground a division covers: its middle, its size, the part of it that lies to one side.

use geo::{Area, BoundingRect, Centroid, Contains, InteriorPoint, LineString, MultiPolygon, Polygon, Simplify};

use crate::measure::Position;

/// Kilometres in a degree of a great circle of the mean radius, 6371 km.
const DEGREE_KM: f64 = 111.195;

/// An outline is drawn with this share of its radius as tolerance, which leaves a hundred or two of vertices.
const DRAWN_TOLERANCE: f64 = 0.01;

/// The share of the ground that is its north, south, east or west.
const SIDE: f64 = 1.0 / 3.0;

/// Halvings that find the cut to a millionth of the ground's width.
const BISECTIONS: usize = 20;

/// Polygons in a plane around their own middle: degrees, the east-west ones shrunk by the cosine of its latitude.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    origin: Position,
    shape: MultiPolygon<f64>,
}

impl Outline {
    /// The outline of divisions, each given as its rings in any order and direction; `None` without a ring.
    pub(super) fn new(divisions: &[Vec<Vec<Position>>]) -> Option<Self> {
        let corner = *divisions.iter().flatten().max_by_key(|ring| ring.len())?.first()?;
        let corners: Vec<f64> = divisions.iter().flatten().flatten().map(|p| p.lat).collect();
        let lat = corners.iter().sum::<f64>() / corners.len() as f64;
        let mut outline = Self { origin: Position::new(lat, corner.lon), shape: MultiPolygon::new(Vec::new()) };
        outline.shape.0 = divisions.iter().flat_map(|rings| outline.polygons(rings)).collect();
        (outline.shape.unsigned_area() > 0.0).then_some(outline)
    }

    fn to_plane(&self, p: Position) -> geo::Coord<f64> {
        let east = (p.lon - self.origin.lon + 540.0).rem_euclid(360.0) - 180.0;
        geo::Coord { x: east * self.origin.lat.to_radians().cos(), y: p.lat - self.origin.lat }
    }

    fn to_ground(&self, c: geo::Coord<f64>) -> Position {
        let lon = self.origin.lon + c.x / self.origin.lat.to_radians().cos();
        Position::new(self.origin.lat + c.y, (lon + 540.0).rem_euclid(360.0) - 180.0)
    }

    /// Rings into polygons: a ring within an odd number of others is a hole of the smallest that holds it.
    fn polygons(&self, rings: &[Vec<Position>]) -> Vec<Polygon<f64>> {
        let alone: Vec<Polygon<f64>> =
            rings.iter().map(|ring| Polygon::new(LineString::new(ring.iter().map(|p| self.to_plane(*p)).collect()), Vec::new())).collect();
        let boxes: Vec<_> = alone.iter().map(BoundingRect::bounding_rect).collect();
        let holders = |inner: usize| -> Vec<usize> {
            let Some(first) = alone[inner].exterior().points().next() else { return Vec::new() };
            (0..alone.len())
                .filter(|outer| *outer != inner && boxes[*outer].is_some_and(|b| b.contains(&first)))
                .filter(|outer| alone[*outer].contains(&first))
                .collect()
        };
        let held: Vec<Vec<usize>> = (0..alone.len()).map(holders).collect();
        let mut out: Vec<(usize, Polygon<f64>)> =
            (0..alone.len()).filter(|i| held[*i].len().is_multiple_of(2)).map(|i| (i, alone[i].clone())).collect();
        for (hole, holders) in held.iter().enumerate().filter(|(_, h)| !h.len().is_multiple_of(2)) {
            let outer = holders.iter().min_by(|a, b| alone[**a].unsigned_area().total_cmp(&alone[**b].unsigned_area()));
            if let Some((_, polygon)) = out.iter_mut().find(|(i, _)| Some(i) == outer) {
                polygon.interiors_push(alone[hole].exterior().clone());
            }
        }
        out.into_iter().map(|(_, polygon)| polygon).collect()
    }

    /// A point inside: the centre of mass where that lies inside, else the nearest thing to it that does.
    pub(super) fn middle(&self) -> Option<Position> {
        let centre = self.shape.centroid()?;
        let inside = if self.shape.contains(&centre) { centre } else { self.shape.interior_point()? };
        Some(self.to_ground(inside.0))
    }

    /// The radius of a circle of the same area.
    pub(super) fn radius_km(&self) -> f64 {
        (self.shape.unsigned_area() / std::f64::consts::PI).sqrt() * DEGREE_KM
    }

    /// The third of the ground that lies farthest in the direction `bearing`: reports speak of the north, the
    /// middle and the south of a country.
    pub(super) fn side(&self, bearing: f64) -> Option<Self> {
        let bounds = self.shape.bounding_rect()?;
        let (x, y) = bearing.to_radians().sin_cos();
        let ahead = |c: geo::Coord<f64>| c.x * x + c.y * y;
        let corners = [bounds.min(), bounds.max(), (bounds.min().x, bounds.max().y).into(), (bounds.max().x, bounds.min().y).into()];
        let (mut low, mut high) = corners.map(ahead).iter().fold((f64::MAX, f64::MIN), |(low, high), a| (low.min(*a), high.max(*a)));
        let whole = self.shape.unsigned_area();
        for _ in 0..BISECTIONS {
            let middle = f64::midpoint(low, high);
            let cut = self.beyond(|c| ahead(c) - middle).map_or(0.0, |part| part.shape.unsigned_area());
            if cut > whole * SIDE { low = middle } else { high = middle }
        }
        self.beyond(|c| ahead(c) - low)
    }

    /// The ground where `ahead` is positive.
    fn beyond(&self, ahead: impl Fn(geo::Coord<f64>) -> f64) -> Option<Self> {
        let clip = |ring: &LineString<f64>| clipped(ring, &ahead);
        let polygons: Vec<Polygon<f64>> = self
            .shape
            .iter()
            .filter_map(|p| Some(Polygon::new(clip(p.exterior())?, p.interiors().iter().filter_map(clip).collect())))
            .collect();
        (!polygons.is_empty()).then(|| Self { origin: self.origin, shape: MultiPolygon::new(polygons) })
    }

    /// Its polygons, simplified for drawing: outer ring first, then holes, each closed.
    pub(super) fn drawn(&self) -> Vec<Vec<Vec<Position>>> {
        let tolerance = self.radius_km() / DEGREE_KM * DRAWN_TOLERANCE;
        let ring = |r: &LineString<f64>| -> Vec<Position> { r.coords().map(|c| self.to_ground(*c).rounded()).collect() };
        self.shape
            .iter()
            .map(|p| p.simplify(tolerance))
            .filter(|p| p.exterior().0.len() > 4)
            .map(|p| std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect())
            .collect()
    }

    #[cfg(test)]
    fn contains(&self, point: Position) -> bool {
        self.shape.contains(&geo::Point::from(self.to_plane(point)))
    }
}

/// The part of a ring on the side where `ahead` is positive (Sutherland and Hodgman, 1974).
fn clipped(ring: &LineString<f64>, ahead: impl Fn(geo::Coord<f64>) -> f64) -> Option<LineString<f64>> {
    let mut kept = Vec::new();
    for line in ring.lines() {
        let (from, to) = (ahead(line.start), ahead(line.end));
        if from >= 0.0 {
            kept.push(line.start);
        }
        if (from >= 0.0) != (to >= 0.0) {
            let share = from / (from - to);
            kept.push(line.start + line.delta() * share);
        }
    }
    let ring = LineString::new(kept);
    (ring.0.len() >= 3).then_some(ring)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(south: f64, west: f64, side: f64) -> Vec<Position> {
        let corner = |dy: f64, dx: f64| Position::new(south + dy * side, west + dx * side);
        vec![corner(0.0, 0.0), corner(0.0, 1.0), corner(1.0, 1.0), corner(1.0, 0.0), corner(0.0, 0.0)]
    }

    #[test]
    fn the_middle_and_the_sides_of_a_square() {
        let outline = Outline::new(&[vec![square(10.0, 20.0, 2.0)]]).expect("a square");
        let middle = outline.middle().expect("a middle");
        assert!((middle.lat - 11.0).abs() < 1e-6 && (middle.lon - 21.0).abs() < 1e-6);
        assert!((outline.radius_km() - 2.0 * 110.2 / std::f64::consts::PI.sqrt()).abs() < 2.0);
        let third = 2.0 / 3.0;
        for (bearing, lat, lon) in
            [(0.0, 11.0 + third, 21.0), (90.0, 11.0, 21.0 + third), (180.0, 11.0 - third, 21.0), (270.0, 11.0, 21.0 - third)]
        {
            let side = outline.side(bearing).and_then(|h| h.middle()).expect("a third of a square");
            assert!((side.lat - lat).abs() < 1e-4 && (side.lon - lon).abs() < 1e-4, "{bearing}: {side:?}");
        }
    }

    #[test]
    fn holes_and_islands() {
        let rings = vec![square(0.0, 0.0, 3.0), square(1.0, 1.0, 1.0), square(5.0, 5.0, 1.0)];
        let outline = Outline::new(&[rings]).expect("rings");
        assert!(outline.contains(Position::new(0.5, 0.5)) && outline.contains(Position::new(5.5, 5.5)));
        assert!(!outline.contains(Position::new(1.5, 1.5)));
        let drawn = Outline::new(&[vec![square(0.0, 0.0, 3.0), square(1.0, 1.0, 1.0)]]).expect("rings").drawn();
        assert_eq!((drawn.len(), drawn[0].len()), (1, 2));
    }

    #[test]
    fn across_the_antimeridian() {
        let mut ring = square(50.0, 178.0, 4.0);
        ring.iter_mut().filter(|p| p.lon > 180.0).for_each(|p| p.lon -= 360.0);
        let middle = Outline::new(&[vec![ring]]).and_then(|o| o.middle()).expect("a middle");
        assert!(middle.lon.abs() > 179.9, "{middle:?}");
    }
}
