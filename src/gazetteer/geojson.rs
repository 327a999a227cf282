//! Reads places from GeoJSON: named points, and the middle of named lines and areas.

use std::io::Read;

use serde_json::Value;

use super::entry::Entry;
use super::place::Kind;
use super::table::Table;
use crate::error::{Error, Result};
use crate::measure::Position;

/// Properties that hold a name, likeliest first.
const NAMES: [&str; 7] = ["name", "name_en", "NAME", "NAME_EN", "shapeName", "ADM2_EN", "ADM1_EN"];

/// Reads a GeoJSON collection; ids begin with `id_prefix`. A feature that cannot be read is named by its number and left out.
///
/// # Errors
/// Where the file is no GeoJSON collection.
pub fn read_geojson(input: impl Read, id_prefix: &str, kind: Kind) -> Result<Table> {
    let whole: Value = serde_json::from_reader(input).map_err(|e| Error::data(format!("read GeoJSON: {e}")))?;
    let features = whole.get("features").and_then(Value::as_array).ok_or_else(|| Error::data("no GeoJSON FeatureCollection"))?;
    let mut table = Table::default();
    for (number, feature) in (1..).zip(features) {
        let properties = &feature["properties"];
        let name = NAMES.iter().find_map(|n| properties[*n].as_str()).filter(|n| !n.is_empty());
        let Some((name, position)) = name.zip(middle(&feature["geometry"])) else {
            table.failed.push(Error::data(format!("feature {number} has no name or no coordinates")));
            continue;
        };
        let own = properties["kind"].as_str().and_then(Kind::named).unwrap_or(kind);
        table.entries.push(Entry::new(format!("{id_prefix}#{number}"), name, own, position));
    }
    Ok(table)
}

/// The point, or the middle of the box around a line or area.
fn middle(geometry: &Value) -> Option<Position> {
    let mut around: Option<(Position, Position)> = None;
    let mut rest = vec![geometry.get("coordinates")?];
    while let Some(value) = rest.pop() {
        let items = value.as_array()?;
        match (items.first().and_then(Value::as_f64), items.get(1).and_then(Value::as_f64)) {
            (Some(lon), Some(lat)) => {
                let p = Position::checked(lat, lon)?;
                let (low, high) = around.unwrap_or((p, p));
                around =
                    Some((Position::new(low.lat.min(p.lat), low.lon.min(p.lon)), Position::new(high.lat.max(p.lat), high.lon.max(p.lon))));
            }
            _ => rest.extend(items),
        }
    }
    let (low, high) = around?;
    Some(Position::new((low.lat + high.lat) / 2.0, (low.lon + high.lon) / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_areas() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[36.7,35.1]},"properties":{"name":"Hama"}},
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,4],[0,0]]]},"properties":{"NAME":"A","kind":"desert"}},
            {"type":"Feature","geometry":null,"properties":{"name":"Nowhere"}}]}"#;
        let table = read_geojson(text.as_bytes(), "user:a.geojson", Kind::Village).expect("read");
        assert_eq!(table.entries.len(), 2);
        assert_eq!((table.entries[1].position.lat, table.entries[1].kind), (2.0, Kind::Desert));
        assert_eq!(table.failed.len(), 1);
    }
}
