//! Polygons of divisions on their way into an index.

use zerocopy::IntoBytes;
use zerocopy::byteorder::little_endian::{I32, U16, U32};

use super::format::{AreaCellRow, AreaRow, RingRow, VertexRow};
use super::grid::cell_of;
use crate::measure::Position;

/// Cells of the area grid a degree.
pub(super) const AREA_CELLS: i64 = 2;

/// The rings of one division.
#[derive(Debug, Clone)]
pub(super) struct Polygon {
    /// Row in the divisions.
    pub(super) division: u32,
    /// Rings in any direction; holes need no mark.
    pub(super) rings: Vec<Vec<Position>>,
}

/// The sections of areas, rings, vertices and the area grid, as bytes.
pub(super) fn polygon_sections(polygons: &[Polygon]) -> [Vec<u8>; 4] {
    let (mut areas, mut rings, mut vertices) = (Vec::new(), Vec::new(), Vec::new());
    let mut cells: Vec<(i64, AreaCellRow, Vec<u32>)> = Vec::new();
    let degrees = |x: f64| I32::new((x * 1e5).round() as i32);
    for polygon in polygons {
        let corners = || polygon.rings.iter().flatten();
        let Some(first) = corners().next() else { continue };
        let (low, high) = corners().fold((*first, *first), |(low, high), p| {
            (Position::new(low.lat.min(p.lat), low.lon.min(p.lon)), Position::new(high.lat.max(p.lat), high.lon.max(p.lon)))
        });
        let number = areas.len() as u32;
        areas.push(AreaRow {
            division: U32::new(polygon.division),
            first_ring: U32::new(rings.len() as u32),
            rings: U32::new(polygon.rings.len() as u32),
            bounds: [degrees(low.lat), degrees(low.lon), degrees(high.lat), degrees(high.lon)],
        });
        let mut edges = Vec::new();
        for ring in &polygon.rings {
            let first = vertices.len();
            rings.push(RingRow { first_vertex: U32::new(first as u32), vertices: U32::new(ring.len() as u32) });
            vertices.extend(ring.iter().map(|p| VertexRow { lat: degrees(p.lat), lon: degrees(p.lon) }));
            edges.extend((first..).take(ring.len().saturating_sub(1)).map(|v| v as u32));
        }
        cells.extend(cells_of(number, &edges, &vertices, (low, high)));
    }
    cells.sort_by_key(|(cell, row, _)| (*cell, row.area.get()));
    [areas.as_bytes().to_vec(), rings.as_bytes().to_vec(), vertices.as_bytes().to_vec(), area_grid(&cells)]
}

fn at(vertex: &VertexRow) -> (f64, f64) {
    (f64::from(vertex.lon.get()) / 1e5, f64::from(vertex.lat.get()) / 1e5)
}

/// The longitude at which the edge from `a` to `b` (longitude, latitude) crosses the parallel `lat`, its southern end
/// belonging to it.
pub(super) fn crossing(lat: f64, (ax, ay): (f64, f64), (bx, by): (f64, f64)) -> Option<f64> {
    ((ay > lat) != (by > lat)).then(|| (bx - ax) * (lat - ay) / (by - ay) + ax)
}

/// The cells that an area touches, each with the edges that touch it.
fn cells_of(number: u32, edges: &[u32], vertices: &[VertexRow], (low, high): (Position, Position)) -> Vec<(i64, AreaCellRow, Vec<u32>)> {
    let scale = AREA_CELLS as f64;
    let ((south, west), (north, _)) = (cell_of(low, AREA_CELLS), cell_of(high, AREA_CELLS));
    let width = (((high.lon + 180.0) * scale).floor() as i64).min(360 * AREA_CELLS - 1) - west + 1;
    let size = ((north - south + 1) * width.max(0)) as usize;
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); size];
    let mut corners = vec![false; size];
    let ends = |edge: u32| Some((at(vertices.get(edge as usize)?), at(vertices.get(edge as usize + 1)?)));
    for edge in edges {
        let Some((a, b)) = ends(*edge) else { continue };
        // A hair more on every side, so that no touch is missed.
        let low = Position::new(a.1.min(b.1) - 1e-6, a.0.min(b.0) - 1e-6);
        let high = Position::new(a.1.max(b.1) + 1e-6, a.0.max(b.0) + 1e-6);
        let (row, column) = (((low.lat + 90.0) * scale).floor() as i64, ((low.lon + 180.0) * scale).floor() as i64);
        let (last_row, last_column) = (((high.lat + 90.0) * scale).floor() as i64, ((high.lon + 180.0) * scale).floor() as i64);
        for r in row.max(south)..=last_row.min(north) {
            for c in column.max(west)..=last_column.min(west + width - 1) {
                lists[((r - south) * width + c - west) as usize].push(*edge);
            }
        }
    }
    for row in south..=north {
        let lat = row as f64 / scale - 90.0;
        let mut crossed: Vec<f64> = edges.iter().filter_map(|e| ends(*e)).filter_map(|(a, b)| crossing(lat, a, b)).collect();
        crossed.sort_by(f64::total_cmp);
        for column in west..west + width {
            let corner = column as f64 / scale - 180.0;
            let to_the_east = crossed.len() - crossed.partition_point(|lon| *lon <= corner);
            corners[((row - south) * width + column - west) as usize] = to_the_east % 2 == 1;
        }
    }
    let touched = lists.into_iter().zip(corners).enumerate().filter(|(_, (list, corner))| *corner || !list.is_empty());
    touched
        .map(|(slot, (list, corner))| {
            let cell = (south + slot as i64 / width) * 360 * AREA_CELLS + west + slot as i64 % width;
            let row = AreaCellRow {
                area: U32::new(number),
                first_edge: U32::new(0),
                edges: U16::new(list.len().min(u16::MAX.into()) as u16),
                holds_corner: U16::new(corner.into()),
            };
            (cell, row, list)
        })
        .collect()
}

/// The first row of cells that an area touches, how many there are, how many rows of the table; for each cell, and once more, its
/// first row of the table; the table; the edges, each by its first vertex.
fn area_grid(cells: &[(i64, AreaCellRow, Vec<u32>)]) -> Vec<u8> {
    let width = 360 * AREA_CELLS;
    let (Some((south, ..)), Some((north, ..))) = (cells.first(), cells.last()) else { return Vec::new() };
    let (south, north) = (south / width, north / width);
    let first = south * width;
    let mut starts = vec![0u32; ((north - south + 1) * width) as usize + 1];
    for (cell, _, _) in cells {
        starts[(cell - first) as usize + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let mut edges: Vec<U32> = Vec::new();
    let mut rows = Vec::with_capacity(cells.len());
    for (_, row, list) in cells {
        rows.push(AreaCellRow { first_edge: U32::new(edges.len() as u32), ..*row });
        edges.extend(list.iter().take(u16::MAX.into()).map(|e| U32::new(*e)));
    }
    let head = [south as u32, (north - south + 1) as u32, rows.len() as u32];
    let mut out: Vec<u8> = head.iter().chain(&starts).flat_map(|n| n.to_le_bytes()).collect();
    out.extend_from_slice(rows.as_bytes());
    out.extend_from_slice(edges.as_bytes());
    out
}
