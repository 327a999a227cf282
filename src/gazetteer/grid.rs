//! The grid over the globe by which places and areas are found.

use zerocopy::IntoBytes;
use zerocopy::byteorder::little_endian::U32;

use crate::measure::Position;

/// The grid cell of a position: row from the south, column from the west.
pub(super) fn cell_of(at: Position, per_degree: i64) -> (i64, i64) {
    let scale = per_degree as f64;
    let row = (((at.lat + 90.0) * scale).floor() as i64).clamp(0, 180 * per_degree - 1);
    let column = (((at.lon + 180.0) * scale).floor() as i64).rem_euclid(360 * per_degree);
    (row, column)
}

/// The section of the grid: places (millionths of degrees) by cell; finer cells for larger gazetteers.
///
/// Cells a degree; how many cells hold a place; for each row of cells, and once more, its first such cell; the column of
/// each; for each, and once more, its first place; the places.
pub(super) fn grid_section(points: &[(i32, i32)]) -> Vec<u8> {
    let per_degree: i64 = match points.len() {
        0..5_000 => 1,
        5_000..1_000_000 => 4,
        _ => 10,
    };
    let mut placed: Vec<(u32, u32)> = points
        .iter()
        .zip(0u32..)
        .map(|((lat, lon), place)| {
            let (row, column) = cell_of(Position::new(f64::from(*lat) / 1e6, f64::from(*lon) / 1e6), per_degree);
            ((row * 360 * per_degree + column) as u32, place)
        })
        .collect();
    placed.sort_unstable();
    let width = (360 * per_degree) as u32;
    let (mut columns, mut starts) = (Vec::new(), Vec::new());
    let mut rows = vec![0u32; 180 * per_degree as usize + 1];
    let mut last = None;
    for ((cell, _), at) in placed.iter().zip(0u32..) {
        if last != Some(*cell) {
            last = Some(*cell);
            columns.push(cell % width);
            starts.push(at);
            rows[(cell / width) as usize + 1] = columns.len() as u32;
        }
    }
    // Rows without a place begin where the one before ends.
    for row in 1..rows.len() {
        rows[row] = rows[row].max(rows[row - 1]);
    }
    starts.push(placed.len() as u32);
    let head = [per_degree as u32, columns.len() as u32];
    let places = placed.iter().map(|(_, place)| *place);
    let words: Vec<U32> = head.into_iter().chain(rows).chain(columns).chain(starts).chain(places).map(U32::new).collect();
    words.as_bytes().to_vec()
}
