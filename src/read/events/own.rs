//! sitmap's own flat columns.

use super::row::{Row, position};
use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::feature::columns::COLUMNS;

/// The feature of a row; columns that are missing stay empty.
pub(super) fn feature(row: &Row<'_>) -> Result<Feature> {
    let mut feature = Feature::default();
    for column in &COLUMNS {
        let Some(cell) = row.find(column.name) else { continue };
        if !column.put(&mut feature, cell) {
            return Err(Error::data(format!("column {}: {cell:?} cannot be read as {:?}", column.name, column.holds)));
        }
    }
    check(&feature)?;
    Ok(feature)
}

/// Whether the point can be one.
pub(super) fn check(feature: &Feature) -> Result<()> {
    match feature.location.as_ref().map(|l| (l.lat, l.lon)) {
        Some((Some(lat), Some(lon))) => position(lat, lon).map(|_| ()),
        Some((None, None)) | None => Ok(()),
        Some(_) => Err(Error::data("location_lat or location_lon is empty; give both or none")),
    }
}
