//! Areas of control as GeoJSON, for the map to draw beneath its events.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::shape::multipolygon;
use crate::area::Shape;
use crate::control::ControlAreas;

/// What the files say of the ground on `day`; spots are left to the events at them.
pub fn control_areas(areas: &ControlAreas, day: Date) -> Option<Value> {
    let drawn = areas.on(day).filter_map(|claim| {
        let Shape::Area(area) = &claim.shape else { return None };
        let properties = json!({
            "holder_id": claim.holder_id,
            "holder_name": claim.holder_name,
            "status": claim.status.name(),
            "since": claim.from,
            "source": claim.source,
        });
        Some(json!({"type": "Feature", "geometry": multipolygon(area.rings()), "properties": properties}))
    });
    let features: Vec<Value> = drawn.collect();
    (!features.is_empty()).then(|| json!({"type": "FeatureCollection", "features": features}))
}
