//! Polygons of divisions on their way into an index.

use zerocopy::byteorder::little_endian::{I32, U32};

use super::format::{AreaRow, RingRow, VertexRow};
use super::grid::cell_of;
use crate::measure::Position;

/// The rings of one division.
#[derive(Debug, Clone)]
pub(super) struct Polygon {
    /// Row in the divisions.
    pub(super) division: u32,
    /// Rings in any direction; holes need no mark.
    pub(super) rings: Vec<Vec<Position>>,
}

/// The sections of areas, rings and vertices, and the grid of one-degree cells over them.
pub(super) fn polygon_sections(polygons: &[Polygon]) -> (Vec<AreaRow>, Vec<RingRow>, Vec<VertexRow>, Vec<u8>) {
    let (mut areas, mut rings, mut vertices) = (Vec::new(), Vec::new(), Vec::new());
    let mut cells: Vec<Vec<u16>> = vec![Vec::new(); 360 * 180];
    let degrees = |x: f64| I32::new((x * 1e5).round() as i32);
    for polygon in polygons {
        let corners = || polygon.rings.iter().flatten();
        let Some(first) = corners().next() else { continue };
        let (low, high) = corners().fold((*first, *first), |(low, high), p| {
            (Position::new(low.lat.min(p.lat), low.lon.min(p.lon)), Position::new(high.lat.max(p.lat), high.lon.max(p.lon)))
        });
        let Ok(number) = u16::try_from(areas.len()) else { break };
        areas.push(AreaRow {
            division: U32::new(polygon.division),
            first_ring: U32::new(rings.len() as u32),
            rings: U32::new(polygon.rings.len() as u32),
            bounds: [degrees(low.lat), degrees(low.lon), degrees(high.lat), degrees(high.lon)],
        });
        for ring in &polygon.rings {
            rings.push(RingRow { first_vertex: U32::new(vertices.len() as u32), vertices: U32::new(ring.len() as u32) });
            vertices.extend(ring.iter().map(|p| VertexRow { lat: degrees(p.lat), lon: degrees(p.lon) }));
            mark_cells(ring, number, &mut cells);
        }
    }
    (areas, rings, vertices, cell_bytes(&cells))
}

/// Notes the area in every one-degree cell of the box around one of its rings.
fn mark_cells(ring: &[Position], number: u16, cells: &mut [Vec<u16>]) {
    let Some(first) = ring.first() else { return };
    let (low, high) = ring.iter().fold((*first, *first), |(low, high), p| {
        (Position::new(low.lat.min(p.lat), low.lon.min(p.lon)), Position::new(high.lat.max(p.lat), high.lon.max(p.lon)))
    });
    let ((south, west), (north, _)) = (cell_of(low, 1), cell_of(high, 1));
    let width = (high.lon.min(179.999).floor() - low.lon.floor()) as i64;
    for row in south..=north {
        for column in west..=west + width {
            let cell = &mut cells[(row * 360 + column.rem_euclid(360)) as usize];
            if cell.last() != Some(&number) {
                cell.push(number);
            }
        }
    }
}

fn cell_bytes(cells: &[Vec<u16>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut start = 0u32;
    out.extend(start.to_le_bytes());
    for cell in cells {
        start += cell.len() as u32;
        out.extend(start.to_le_bytes());
    }
    out.extend(cells.iter().flatten().flat_map(|n| n.to_le_bytes()));
    out
}
