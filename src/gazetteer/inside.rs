//! In which division a point lies, and how sure that is.
//!
//! The outlines are cut up by cells of half a degree. A cell knows whether its south-western corner lies in an area, and which of the
//! area's edges touch it; from there a way to the point, first north, then east, crosses the outline an even or odd number of times.

use zerocopy::FromBytes;
use zerocopy::byteorder::little_endian::U32;

use super::format::{AreaCellRow, AreaRow, RingRow, Section, VertexRow};
use super::grid::cell_of;
use super::index::Index;
use super::polygons::{AREA_CELLS, crossing};
use crate::area::nearest_on_edge;
use crate::measure::{Position, rough_km};

/// Borders and coasts are told from this near on, in kilometres.
pub const NEAR_BORDER_KM: f64 = 5.0;

/// How far the outlines may be off, in kilometres: they are generalised.
pub const OUTLINES_KM: f64 = 2.0;

/// Fewer kilometres than any degree of latitude has.
const KM_PER_DEGREE: f64 = 110.5;

/// More areas than any cell has.
const MOST_AREAS: usize = 256;

/// What holds a point, and what lies just beyond.
///
/// ```
/// use sitmap::{Gazetteer, measure::Position};
/// let gazetteer = Gazetteer::builtin()?;
/// let sukhna = gazetteer.inside(Position::new(34.886, 38.87));
/// let division = sukhna.division.expect("on land");
/// assert_eq!((division.code, division.country), ("SY-HI", "SY"));
/// assert!(sukhna.is_sure());
/// // Simferopol: Ukraine's by the outlines, claimed and held by Russia.
/// let crimea = gazetteer.inside(Position::new(44.95, 34.10)).division.expect("on land");
/// assert_eq!((crimea.country, crimea.disputed().collect::<Vec<_>>()), ("UA", vec!["RU"]));
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inside<'g> {
    /// The division whose outline holds the point; none at sea, and on land that no outline has.
    pub division: Option<Outlined<'g>>,
    /// Other outlines that come within [`NEAR_BORDER_KM`] of the point, nearest first.
    pub near: Vec<(Outlined<'g>, f64)>,
    /// Kilometres to an edge of the outline with no other beyond it, if at most [`NEAR_BORDER_KM`]: a coast, mostly.
    pub coast_km: Option<f64>,
}

/// A division or country with an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlined<'g> {
    /// Everyday English name.
    pub name: &'g str,
    /// ISO 3166-2; of a country ISO 3166-1 alpha-3.
    pub code: &'g str,
    /// ISO 3166-1 alpha-2.
    pub country: &'g str,
    /// 1 for a first-level division; 0 for a country, or the part of one that no division's outline covers.
    pub level: u16,
    claims: &'g str,
}

impl<'g> Outlined<'g> {
    /// ISO 3166-1 alpha-2 of other countries that claim or hold it, in whole or part.
    pub fn disputed(&self) -> impl Iterator<Item = &'g str> + use<'g> {
        self.claims.split('|').filter(|c| !c.is_empty())
    }
}

impl<'g> Inside<'g> {
    /// The nearest outline of another country within [`NEAR_BORDER_KM`], and how many kilometres away it is.
    pub fn border(&self) -> Option<(Outlined<'g>, f64)> {
        let country = self.division.map(|d| d.country);
        self.near.iter().find(|(other, _)| Some(other.country) != country).copied()
    }

    /// Whether neither a border, nor a coast, nor a dispute puts the answer in doubt.
    pub fn is_sure(&self) -> bool {
        let far = |km: f64| km > OUTLINES_KM;
        self.division.is_some_and(|d| d.claims.is_empty())
            && self.near.first().is_none_or(|(_, km)| far(*km))
            && self.coast_km.is_none_or(far)
    }
}

/// The area grid, as [`super::polygons::polygon_sections`] writes it.
struct AreaGrid<'a> {
    /// The first row of cells.
    south: i64,
    starts: &'a [U32],
    rows: &'a [AreaCellRow],
    edges: &'a [U32],
    vertices: &'a [VertexRow],
}

type Corner = (f64, f64);

impl<'a> AreaGrid<'a> {
    fn of(index: &'a Index) -> Option<Self> {
        let ([south, height, count], rest) = <[U32; 3]>::ref_from_prefix(index.section(Section::AreaGrid)).ok()?;
        let height = usize::try_from(height.get()).ok().filter(|height| *height <= (180 * AREA_CELLS) as usize)?;
        let (starts, rest) = <[U32]>::ref_from_prefix_with_elems(rest, height * (360 * AREA_CELLS) as usize + 1).ok()?;
        let (rows, rest) = <[AreaCellRow]>::ref_from_prefix_with_elems(rest, count.get() as usize).ok()?;
        Some(Self {
            south: i64::from(south.get()),
            starts,
            rows,
            edges: <[U32]>::ref_from_bytes(rest).ok()?,
            vertices: index.rows(Section::Vertices),
        })
    }

    fn cell(&self, row: i64, column: i64) -> &'a [AreaCellRow] {
        let slot = (row - self.south) * 360 * AREA_CELLS + column.rem_euclid(360 * AREA_CELLS);
        let Ok(slot) = usize::try_from(slot) else { return &[] };
        let bounds = self.starts.get(slot).zip(self.starts.get(slot + 1));
        let rows = bounds.and_then(|(a, b)| self.rows.get(a.get() as usize..b.get() as usize)).unwrap_or(&[]);
        // No more areas meet in half a degree, whatever a damaged file says.
        &rows[..rows.len().min(MOST_AREAS)]
    }

    /// The edges of an area in a cell, as corners (longitude, latitude).
    fn edges(&self, row: &AreaCellRow) -> impl Iterator<Item = (Corner, Corner)> + '_ {
        let first = row.first_edge.get() as usize;
        let edges = first.checked_add(row.edges.get() as usize).and_then(|end| self.edges.get(first..end)).unwrap_or(&[]);
        let corner = |v: &VertexRow| (f64::from(v.lon.get()) / 1e5, f64::from(v.lat.get()) / 1e5);
        edges.iter().filter_map(move |edge| {
            let edge = edge.get() as usize;
            Some((corner(self.vertices.get(edge)?), corner(self.vertices.get(edge + 1)?)))
        })
    }

    /// Whether the area holds a point of the cell whose south-western corner is given.
    fn holds(&self, row: &AreaCellRow, (west, south): Corner, point: Position) -> bool {
        let mut holds = row.holds_corner.get() == 1;
        for (a, b) in self.edges(row) {
            let northwards = crossing(west, (a.1, a.0), (b.1, b.0)).is_some_and(|lat| lat > south && lat <= point.lat);
            let eastwards = crossing(point.lat, a, b).is_some_and(|lon| lon > west && lon <= point.lon);
            holds ^= northwards ^ eastwards;
        }
        holds
    }

    /// The area that holds a point.
    fn area(&self, point: Position) -> Option<u32> {
        let (row, column) = cell_of(point, AREA_CELLS);
        let scale = AREA_CELLS as f64;
        // The antimeridian itself lies at the end of the last column.
        let point = if point.lon >= 180.0 { Position::new(point.lat, point.lon - 360.0) } else { point };
        let corner = (column as f64 / scale - 180.0, row as f64 / scale - 90.0);
        self.cell(row, column).iter().find(|r| self.holds(r, corner, point)).map(|r| r.area.get())
    }

    /// The edges within [`NEAR_BORDER_KM`]: their area, their corners, how far.
    fn near(&self, point: Position) -> Vec<(u32, Corner, Corner, f64)> {
        let scale = AREA_CELLS as f64;
        let up = NEAR_BORDER_KM / KM_PER_DEGREE;
        let side = (up / point.lat.to_radians().cos().max(0.01)).min(90.0);
        let line = |degrees: f64| (degrees * scale).floor() as i64;
        let (south, north) = (line(point.lat - up + 90.0).max(0), line(point.lat + up + 90.0).min(180 * AREA_CELLS - 1));
        let mut found: Vec<(u32, Corner, Corner, f64)> = Vec::new();
        for row in south..=north {
            for column in line(point.lon - side + 180.0)..=line(point.lon + side + 180.0) {
                // Beyond the antimeridian the edges are a whole turn away.
                let turn = column.div_euclid(360 * AREA_CELLS) as f64 * 360.0;
                for area in self.cell(row, column) {
                    for (a, b) in self.edges(area) {
                        let far = a.1.max(b.1) < point.lat - up
                            || a.1.min(b.1) > point.lat + up
                            || a.0.max(b.0) + turn < point.lon - side
                            || a.0.min(b.0) + turn > point.lon + side;
                        if far {
                            continue;
                        }
                        let [p, q] = [a, b].map(|c| Position::new(c.1, c.0 + turn));
                        let km = rough_km(nearest_on_edge(p, q, point), point);
                        if km <= NEAR_BORDER_KM {
                            found.push((area.area.get(), a, b, km));
                        }
                    }
                }
            }
        }
        found
    }
}

impl Index {
    fn outlined(&self, area: u32) -> Option<Outlined<'_>> {
        let row = self.rows::<AreaRow>(Section::Areas).get(area as usize)?;
        let division = self.division(row.division.get().checked_add(1)?)?;
        Some(Outlined {
            name: self.string(division.name.get()),
            code: self.string(division.code.get()),
            country: std::str::from_utf8(&division.country).unwrap_or(""),
            level: division.level.get(),
            claims: self.string(division.disputed.get()),
        })
    }

    /// The first-level division, or country, whose outline holds `point`; nothing of what is near.
    pub(crate) fn division_at(&self, point: Position) -> Option<Outlined<'_>> {
        self.outlined(AreaGrid::of(self)?.area(point)?)
    }

    /// What holds `point`, and what is near; `None` where the file has no outlines.
    pub(crate) fn inside(&self, point: Position) -> Option<Inside<'_>> {
        let grid = AreaGrid::of(self)?;
        let here = grid.area(point);
        let mut edges = grid.near(point);
        edges.sort_unstable_by(|a, b| a.3.total_cmp(&b.3).then(a.0.cmp(&b.0)));
        let mut inside = Inside { division: here.and_then(|a| self.outlined(a)), ..Inside::default() };
        let mut seen = Vec::new();
        for (area, a, b, km) in &edges {
            if Some(*area) != here && !seen.contains(area) {
                seen.push(*area);
                inside.near.extend(self.outlined(*area).map(|other| (other, *km)));
            }
            let same = |e: &(u32, Corner, Corner, f64)| e.0 != *area && ((e.1, e.2) == (*a, *b) || (e.2, e.1) == (*a, *b));
            if inside.coast_km.is_none() && here.is_none_or(|here| here == *area) && !edges.iter().any(same) {
                inside.coast_km = Some(*km);
            }
        }
        Some(inside)
    }

    /// The rings of every area of `division` (row plus one), as positions.
    pub(crate) fn rings_of(&self, division: u32) -> Vec<Vec<Position>> {
        let (areas, rings, vertices) =
            (self.rows::<AreaRow>(Section::Areas), self.rows::<RingRow>(Section::Rings), self.rows(Section::Vertices));
        areas
            .iter()
            .filter(|a| a.division.get().checked_add(1) == Some(division))
            .flat_map(|a| part(rings, a.first_ring.get(), a.rings.get()))
            .map(|ring| part(vertices, ring.first_vertex.get(), ring.vertices.get()).iter().map(corner).collect())
            .collect()
    }
}

fn part<T>(rows: &[T], first: u32, count: u32) -> &[T] {
    (first as usize).checked_add(count as usize).and_then(|end| rows.get(first as usize..end)).unwrap_or(&[])
}

fn corner(vertex: &VertexRow) -> Position {
    Position::new(f64::from(vertex.lat.get()) / 1e5, f64::from(vertex.lon.get()) / 1e5)
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;
    use crate::area::Area;

    #[test]
    fn the_grid_agrees_with_whole_outlines() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let index = &gazetteer.layers()[0];
        let outlines: Vec<(u32, Area)> = (0..index.rows::<AreaRow>(Section::Areas).len() as u32)
            .filter_map(|area| {
                let division = index.rows::<AreaRow>(Section::Areas)[area as usize].division.get() + 1;
                Some((area, Area::new(index.rings_of(division))?))
            })
            .collect();
        let grid = AreaGrid::of(index).unwrap();
        let mut on_land = 0;
        for i in 0..2000u64 {
            let drawn = i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            // Some on the lines of cells, where many borders run.
            let step = if i % 4 == 0 { 0.5 } else { 0.0137 };
            let point =
                Position::new(((drawn >> 40) % 9000) as f64 * step % 140.0 - 56.0, ((drawn >> 20) % 20_000) as f64 * step % 360.0 - 180.0);
            let right = outlines.iter().find(|(_, area)| area.contains(point)).map(|(area, _)| *area);
            let found = grid.area(point);
            // A point on the edge itself belongs to either.
            let on_edge = grid.near(point).first().is_some_and(|_| grid.near(point).iter().any(|e| e.3 < 1e-3));
            assert!(found == right || on_edge, "{point:?} {found:?} {right:?}");
            on_land += u32::from(found.is_some());
        }
        assert!(on_land > 500);
    }

    #[test]
    fn borders_coasts_and_disputes_are_told() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let at = |lat, lon| gazetteer.inside(Position::new(lat, lon));
        // Nassib crossing, between Syria and Jordan.
        let nassib = at(32.5437, 36.1906);
        assert!(!at(32.53, 36.19).is_sure());
        let countries: Vec<&str> = nassib.division.iter().map(|d| d.country).chain(nassib.near.iter().map(|(d, _)| d.country)).collect();
        assert!(countries.contains(&"SY") && countries.contains(&"JO"), "{nassib:?}");
        assert!(nassib.border().unwrap().1 < NEAR_BORDER_KM);
        // Latakia's port; the middle of the Mediterranean; the Golan; Deir ez-Zor.
        assert!(at(35.52, 35.77).coast_km.is_some());
        assert_eq!(at(34.0, 25.5), Inside::default());
        assert!(at(33.12, 35.78).division.unwrap().disputed().count() > 0);
        assert!(at(35.336, 40.141).is_sure());
    }
}
