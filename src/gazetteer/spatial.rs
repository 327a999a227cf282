//! What lies near a point, and in which division it lies.

use super::format::{AreaRow, RingRow, Section, VertexRow};
use super::grid::cell_of;
use super::index::{Index, position};
use super::place::Kind;
use crate::area::crosses;
use crate::measure::{Position, rough_km};

/// Kilometres of one degree of latitude, WGS 84 mean.
const KM_PER_DEGREE: f64 = 111.2;

/// The grid of places: `u32` cells a degree, starts of cells row by row from the south-west, places by cell.
struct Grid<'a> {
    per_degree: i64,
    starts: &'a [u8],
    places: &'a [u8],
}

fn word(bytes: &[u8], slot: usize) -> Option<u32> {
    let at = slot.checked_mul(4)?;
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'a> Grid<'a> {
    fn of(index: &'a Index) -> Option<Self> {
        let bytes = index.section(Section::Grid);
        let per_degree = i64::from(word(bytes, 0)?);
        let cells = usize::try_from(per_degree.checked_mul(per_degree)?.checked_mul(360 * 180)?).ok()?;
        let split = cells.checked_add(2)?.checked_mul(4)?;
        Some(Self { per_degree, starts: bytes.get(4..split)?, places: bytes.get(split..)? })
    }

    /// The places of the cell at (row, column), columns wrapping at the antimeridian.
    fn cell(&self, row: i64, column: i64) -> impl Iterator<Item = u32> + '_ {
        let n = self.per_degree;
        let inside = (0..180 * n).contains(&row);
        let slot = if inside { (row * 360 * n + column.rem_euclid(360 * n)) as usize } else { 0 };
        let range = match (inside, word(self.starts, slot), word(self.starts, slot + 1)) {
            (true, Some(start), Some(end)) => start as usize..end as usize,
            _ => 0..0,
        };
        range.map_while(|i| word(self.places, i))
    }
}

impl Index {
    /// The places within `radius_km` of `point`, with their distance in kilometres, nearest first.
    pub(crate) fn near(&self, point: Position, radius_km: f64) -> Vec<(u32, f64)> {
        let Some(grid) = Grid::of(self) else { return Vec::new() };
        let (row, column) = cell_of(point, grid.per_degree);
        let reach = radius_km / KM_PER_DEGREE * grid.per_degree as f64;
        let rows = reach.ceil() as i64;
        let shrink = (point.lat.abs() + radius_km / KM_PER_DEGREE).min(89.0).to_radians().cos();
        let columns = ((reach / shrink).ceil() as i64).min(180 * grid.per_degree - 1);
        let mut found: Vec<(u32, f64)> = (row - rows..=row + rows)
            .flat_map(|r| (column - columns..=column + columns).map(move |c| (r, c)))
            .flat_map(|(r, c)| grid.cell(r, c))
            .filter_map(|place| Some((place, rough_km(point, position(self.place_row(place)?)))))
            .filter(|(_, km)| *km <= radius_km)
            .collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        found
    }

    /// The `count` places nearest to `point` that `wanted` accepts, with their distance in kilometres.
    ///
    /// Rings of cells are searched outwards until no nearer place can follow, at most 2,000 km far.
    pub(crate) fn nearest(&self, point: Position, count: usize, wanted: impl Fn(Kind, u64) -> bool) -> Vec<(u32, f64)> {
        let Some(grid) = Grid::of(self) else { return Vec::new() };
        let (row, column) = cell_of(point, grid.per_degree);
        let cell_km = KM_PER_DEGREE / grid.per_degree as f64;
        let narrow = cell_km * point.lat.to_radians().cos().max(0.02);
        let mut found: Vec<(u32, f64)> = Vec::new();
        for ring in 0..=(2000.0 / cell_km) as i64 {
            // Everything not yet searched lies at least this far away.
            let sure = (ring - 1).max(0) as f64 * narrow.min(cell_km);
            if found.len() >= count && found[count - 1].1 <= sure {
                break;
            }
            let cells = (-ring..=ring).flat_map(|r| {
                let step = if r.abs() == ring { 1 } else { (2 * ring).max(1) };
                (-ring..=ring).step_by(step as usize).map(move |c| (r, c))
            });
            for place in cells.flat_map(|(r, c)| grid.cell(row + r, column + c)) {
                let Some(p) = self.place_row(place) else { continue };
                if Kind::numbered(p.kind).is_some_and(|k| wanted(k, u64::from(p.population.get()))) {
                    found.push((place, rough_km(point, position(p))));
                }
            }
            found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            found.dedup_by_key(|f| f.0);
            found.truncate(count.max(1));
        }
        found.truncate(count);
        found
    }

    /// The first-level division whose polygon holds `point`, as a row of divisions plus one.
    ///
    /// The polygons are simplified: within about two kilometres of a border or coast the answer may be the neighbour
    /// or none.
    pub(crate) fn inside(&self, point: Position) -> Option<u32> {
        let bytes = self.section(Section::AreaGrid);
        let (row, column) = cell_of(point, 1);
        let slot = (row * 360 + column) as usize;
        let (start, end) = (word(bytes, slot)? as usize, word(bytes, slot + 1)? as usize);
        let list = bytes.get((360 * 180 + 1) * 4..)?;
        let (areas, rings, vertices) = self.areas();
        (start..end)
            .map_while(|i| Some(u16::from_le_bytes(list.get(i * 2..i * 2 + 2)?.try_into().ok()?)))
            .filter_map(|number| areas.get(number as usize))
            .find(|area| holds(area, rings, vertices, point))
            .map(|area| area.division.get() + 1)
    }

    /// The rings of every area of `division` (row plus one), as positions.
    pub(crate) fn rings_of(&self, division: u32) -> Vec<Vec<Position>> {
        let (areas, rings, vertices) = self.areas();
        areas
            .iter()
            .filter(|a| a.division.get() + 1 == division)
            .flat_map(|a| rings_of_area(a, rings))
            .map(|ring| corners(ring, vertices).map(|(lon, lat)| Position::new(lat, lon)).collect())
            .collect()
    }
}

fn rings_of_area<'a>(area: &AreaRow, rings: &'a [RingRow]) -> &'a [RingRow] {
    let first = area.first_ring.get() as usize;
    first.checked_add(area.rings.get() as usize).and_then(|end| rings.get(first..end)).unwrap_or(&[])
}

fn corners<'a>(ring: &RingRow, vertices: &'a [VertexRow]) -> impl Iterator<Item = (f64, f64)> + 'a {
    let first = ring.first_vertex.get() as usize;
    let range = first.checked_add(ring.vertices.get() as usize).and_then(|end| vertices.get(first..end));
    range.unwrap_or(&[]).iter().map(|v| (f64::from(v.lon.get()) / 1e5, f64::from(v.lat.get()) / 1e5))
}

fn holds(area: &AreaRow, rings: &[RingRow], vertices: &[VertexRow], point: Position) -> bool {
    let [south, west, north, east] = area.bounds.map(|b| f64::from(b.get()) / 1e5);
    if !(south..=north).contains(&point.lat) || !(west..=east).contains(&point.lon) {
        return false;
    }
    let mut odd = false;
    for ring in rings_of_area(area, rings) {
        let mut previous: Option<(f64, f64)> = None;
        for corner in corners(ring, vertices) {
            odd ^= previous.is_some_and(|p| crosses(point, p, corner));
            previous = Some(corner);
        }
    }
    odd
}
