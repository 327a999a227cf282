//! The grid over the globe by which places and areas are found.

use zerocopy::IntoBytes;
use zerocopy::byteorder::little_endian::U32;

use super::place::Kind;
use crate::measure::Position;

/// Bits of the number of a place in the grid; the kind of the place lies above them.
pub(super) const NUMBER_BITS: u32 = 27;

/// What one place is to the grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    /// Degrees north × 10⁶.
    pub lat: i32,
    /// Degrees east × 10⁶.
    pub lon: i32,
    pub kind: Kind,
}

/// The grid cell of a position: row from the south, column from the west.
pub(super) fn cell_of(at: Position, per_degree: i64) -> (i64, i64) {
    let scale = per_degree as f64;
    let row = (((at.lat + 90.0) * scale).floor() as i64).clamp(0, 180 * per_degree - 1);
    let column = (((at.lon + 180.0) * scale).floor() as i64).rem_euclid(360 * per_degree);
    (row, column)
}

/// The section of the grid: places by cell; finer cells for larger gazetteers.
///
/// Cells a degree; how many cells hold a place; for each row of cells, and once more, its first such cell; the column of
/// each; the kinds in each, a bit a kind; for each, and once more, its first place; the places, number and kind, those of
/// one kind together. So a place of another kind than the one asked for is never looked at.
pub(super) fn grid_section(points: &[Point]) -> Vec<u8> {
    let per_degree = match points.len() {
        0..5_000 => 1,
        5_000..1_000_000 => 4,
        _ => 10,
    };
    grid(per_degree, points.iter().zip(0..)).as_bytes().to_vec()
}

/// The section of the grids of kinds: which kinds have one, a bit a kind; of each in the order of their numbers how many
/// words its grid takes (none where no place is of it), and the grid, in the shape of that of all places.
///
/// Few places are cut into large cells, so that one that lies far away is found in a few of them.
pub(super) fn kind_grids_section(points: &[Point]) -> Vec<u8> {
    let mut words = vec![U32::new(u32::MAX)];
    for kind in 0..u32::BITS as usize {
        let of_kind = || points.iter().zip(0..).filter(|(point, _)| point.kind as usize == kind);
        let grid = match of_kind().count() {
            0 => Vec::new(),
            1..250_000 => grid(1, of_kind()),
            250_000..2_000_000 => grid(4, of_kind()),
            _ => grid(10, of_kind()),
        };
        words.push(U32::new(grid.len() as u32));
        words.extend(grid);
    }
    words.as_bytes().to_vec()
}

/// The grid of some numbered places, in so many cells a degree.
fn grid<'p>(per_degree: i64, points: impl Iterator<Item = (&'p Point, u32)>) -> Vec<U32> {
    let mut placed: Vec<(u32, u32)> = points
        .map(|(point, number)| {
            let (row, column) = cell_of(Position::new(f64::from(point.lat) / 1e6, f64::from(point.lon) / 1e6), per_degree);
            ((row * 360 * per_degree + column) as u32, (point.kind as u32) << NUMBER_BITS | number)
        })
        .collect();
    placed.sort_unstable();
    let width = (360 * per_degree) as u32;
    let (mut columns, mut kinds, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let mut rows = vec![0u32; 180 * per_degree as usize + 1];
    let mut start = 0;
    for cell in placed.chunk_by(|a, b| a.0 == b.0) {
        columns.push(cell[0].0 % width);
        kinds.push(cell.iter().fold(0, |kinds, (_, place)| kinds | 1u32 << (place >> NUMBER_BITS)));
        starts.push(start);
        start += cell.len() as u32;
        rows[(cell[0].0 / width) as usize + 1] = columns.len() as u32;
    }
    // Rows without a place begin where the one before ends.
    for row in 1..rows.len() {
        rows[row] = rows[row].max(rows[row - 1]);
    }
    starts.push(start);
    let head = [per_degree as u32, columns.len() as u32];
    let places = placed.iter().map(|(_, place)| *place);
    let words = head.into_iter().chain(rows).chain(columns).chain(kinds).chain(starts).chain(places);
    words.map(U32::new).collect()
}
