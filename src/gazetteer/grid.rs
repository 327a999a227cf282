//! The grid over the globe by which places and areas are found.

use crate::measure::Position;

/// The grid cell of a position.
pub(super) fn cell_of(at: Position, per_degree: i64) -> (i64, i64) {
    let scale = per_degree as f64;
    let row = (((at.lat + 90.0) * scale).floor() as i64).clamp(0, 180 * per_degree - 1);
    let column = (((at.lon + 180.0) * scale).floor() as i64).rem_euclid(360 * per_degree);
    (row, column)
}
