//! Lines and areas as RFC 7946 wants them: right-hand rule, cut at the antimeridian, five decimals.

use serde_json::{Value, json};

use super::antimeridian;
use crate::area::Area;
use crate::feature::five;
use crate::measure::{Position, destination};

/// Corners of a circle.
const CORNERS: u32 = 64;

/// A ring or line as longitude and latitude.
pub(super) type Path = Vec<[f64; 2]>;

/// A circle of `radius_km` around a point.
pub(super) fn circle(around: Position, radius_km: f64) -> Value {
    // Counter-clockwise: bearings run backwards.
    let corner = |i: u32| destination(around, 360.0 - 360.0 * f64::from(i) / f64::from(CORNERS), radius_km);
    let mut ring: Path = (0..CORNERS).map(corner).map(|p| [p.lon, p.lat]).collect();
    ring.push(ring[0]);
    polygons(antimeridian::cut_polygon(&[ring]))
}

/// Rings as GeoJSON: each a part of its own, but those that lie in another, which are its holes.
pub(crate) fn multipolygon(rings: &[Vec<Position>]) -> Value {
    let closed = |ring: &[Position]| {
        let mut path: Path = ring.iter().map(|p| [p.lon, p.lat]).collect();
        if path.first() != path.last() {
            path.extend(path.first().copied());
        }
        path
    };
    let areas: Vec<Option<Area>> = rings.iter().map(|r| Area::new(vec![r.clone()])).collect();
    let outer_of = |i: usize| {
        let first = rings[i].first()?;
        (0..rings.len()).find(|j| *j != i && areas[*j].as_ref().is_some_and(|a| a.contains(*first)))
    };
    let outers: Vec<Option<usize>> = (0..rings.len()).map(outer_of).collect();
    let parts = (0..rings.len()).filter(|i| outers[*i].is_none()).map(|i| {
        let holes = (0..rings.len()).filter(|j| outers[*j] == Some(i)).map(|j| closed(&rings[j]));
        std::iter::once(closed(&rings[i])).chain(holes).collect()
    });
    polygons(parts.collect())
}

/// A GeoJSON line or area, cut and turned; anything else as it is.
pub(super) fn tidy(geometry: &Value) -> Value {
    let coordinates = &geometry["coordinates"];
    let many = |depth: usize| read(coordinates, depth);
    match geometry["type"].as_str() {
        Some("LineString") => many(1).map(|l| lines(l.into_iter().flatten().collect())),
        Some("MultiLineString") => many(2).map(|l| lines(l.into_iter().flatten().collect())),
        Some("Polygon") => many(2).map(|p| polygons(p.iter().flat_map(|rings| antimeridian::cut_polygon(rings)).collect())),
        Some("MultiPolygon") => many(3).map(|p| polygons(p.iter().flat_map(|rings| antimeridian::cut_polygon(rings)).collect())),
        _ => None,
    }
    .unwrap_or_else(|| geometry.clone())
}

/// Coordinates of any depth as polygons of rings.
fn read(value: &Value, depth: usize) -> Option<Vec<Vec<Path>>> {
    let path = |v: &Value| -> Option<Path> { v.as_array()?.iter().map(|p| Some([p.get(0)?.as_f64()?, p.get(1)?.as_f64()?])).collect() };
    let paths = |v: &Value| -> Option<Vec<Path>> { v.as_array()?.iter().map(path).collect() };
    match depth {
        1 => Some(vec![vec![path(value)?]]),
        2 => Some(vec![paths(value)?]),
        _ => value.as_array()?.iter().map(paths).collect(),
    }
}

fn rounded(path: &Path) -> Path {
    path.iter().map(|[x, y]| [five(*x), five(*y)]).collect()
}

fn lines(given: Vec<Path>) -> Value {
    let cut: Vec<Path> = given.iter().flat_map(antimeridian::cut_line).map(|l| rounded(&l)).collect();
    match cut.as_slice() {
        [one] => json!({"type": "LineString", "coordinates": one}),
        several => json!({"type": "MultiLineString", "coordinates": several}),
    }
}

fn polygons(given: Vec<Vec<Path>>) -> Value {
    let turned: Vec<Vec<Path>> = given
        .into_iter()
        .map(|rings| {
            let turn = |(i, ring): (usize, Path)| {
                let mut ring = rounded(&ring);
                // Outer rings run counter-clockwise, holes clockwise.
                if (signed_area(&ring) < 0.0) == (i == 0) {
                    ring.reverse();
                }
                ring
            };
            rings.into_iter().enumerate().map(turn).collect()
        })
        .collect();
    match turned.as_slice() {
        [one] => json!({"type": "Polygon", "coordinates": one}),
        several => json!({"type": "MultiPolygon", "coordinates": several}),
    }
}

/// Twice the area in square degrees, positive where it runs counter-clockwise.
fn signed_area(ring: &Path) -> f64 {
    ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_run_counter_clockwise_and_close() {
        let circle = circle(Position::new(35.33, 40.14), 30.0);
        let ring = read(&circle["coordinates"], 2).expect("rings").remove(0).remove(0);
        assert!(signed_area(&ring) > 0.0);
        assert_eq!(ring.first(), ring.last());
    }

    #[test]
    fn a_circle_on_the_antimeridian_is_cut() {
        let circle = circle(Position::new(-16.8, 179.98), 60.0);
        assert_eq!(circle["type"], "MultiPolygon");
        for polygon in read(&circle["coordinates"], 3).expect("polygons") {
            let (low, high) = polygon[0].iter().fold((180.0f64, -180.0f64), |(l, h), [x, _]| (l.min(*x), h.max(*x)));
            assert!(high - low < 2.0, "{low} to {high}");
            assert!(signed_area(&polygon[0]) > 0.0);
        }
    }

    #[test]
    fn clockwise_areas_are_turned() {
        let area = json!({"type": "Polygon", "coordinates": [[[36.0, 34.0], [36.0, 35.0], [37.0, 35.0], [36.0, 34.0]]]});
        let ring = read(&tidy(&area)["coordinates"], 2).expect("rings").remove(0).remove(0);
        assert!(signed_area(&ring) > 0.0);
    }
}
