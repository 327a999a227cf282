//! Areas and points of a user's GeoJSON file.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Area;
use crate::error::{Error, Result};
use crate::measure::Position;

/// One feature of a file: its properties, and what it covers.
#[derive(Debug, Clone)]
pub struct AreaFeature {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its properties.
    pub properties: Map<String, Value>,
    /// What it covers.
    pub shape: Shape,
}

impl AreaFeature {
    /// The first of the named properties that holds a text or number, as text; names compare without case.
    pub fn property(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let (_, value) = self.properties.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            match value {
                Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }
        })
    }
}

/// Ground or a spot.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A polygon or several.
    Area(Area),
    /// A point.
    Point(Position),
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    features: Vec<Value>,
    crs: Option<Value>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<Map<String, Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Vec<f64>>>),
    MultiPolygon(Vec<Vec<Vec<Vec<f64>>>>),
    Point(Vec<f64>),
}

/// Reads a GeoJSON FeatureCollection of polygons and points in longitude and latitude (WGS 84), in order.
/// Features that cannot be read are given back as errors, each with its number.
///
/// # Errors
/// Where the file cannot be opened, is no FeatureCollection, or is in another reference system.
pub fn read_areas(path: &Path) -> Result<(Vec<AreaFeature>, Vec<Error>)> {
    let bytes = std::fs::read(path).map_err(|e| Error::io("open the areas", e).on(path))?;
    let collection: Collection = serde_json::from_slice(&bytes).map_err(|e| Error::data(format!("no GeoJSON: {e}")).on(path))?;
    if collection.kind != "FeatureCollection" {
        return Err(Error::data(format!("expected a GeoJSON FeatureCollection, found {:?}", collection.kind)).on(path));
    }
    check_reference_system(collection.crs.as_ref()).map_err(|e| e.on(path))?;
    let (mut out, mut failed) = (Vec::new(), Vec::new());
    for (value, number) in collection.features.into_iter().zip(1..) {
        match feature(value, number) {
            Ok(feature) => out.push(feature),
            Err(reason) => failed.push(Error::data(format!("feature {number}: {reason}")).on(path)),
        }
    }
    Ok((out, failed))
}

/// Old GeoJSON may name a reference system; only longitude and latitude on WGS 84 can be used as they are.
fn check_reference_system(crs: Option<&Value>) -> Result<()> {
    let name = crs.and_then(|crs| crs.get("properties")?.get("name")?.as_str());
    match name {
        Some(name) if !(name.ends_with("CRS84") || name.ends_with("4326") || name.ends_with("CRS83")) => {
            Err(Error::data(format!("the coordinates are in {name}; convert the file to WGS 84 longitude and latitude (EPSG:4326)")))
        }
        _ => Ok(()),
    }
}

fn feature(value: Value, number: usize) -> std::result::Result<AreaFeature, String> {
    let feature: Feature = serde_json::from_value(value).map_err(|e| e.to_string())?;
    let geometry = feature.geometry.ok_or("it has no geometry")?;
    let rings = |polygon: Vec<Vec<Vec<f64>>>| -> std::result::Result<Vec<Vec<Position>>, String> {
        polygon.into_iter().map(|ring| ring.iter().map(|p| position(p)).collect()).collect()
    };
    let shape = match geometry {
        Geometry::Point(point) => Shape::Point(position(&point)?),
        Geometry::Polygon(polygon) => Shape::Area(Area::new(rings(polygon)?).ok_or("it has no ring of three corners")?),
        Geometry::MultiPolygon(polygons) => {
            let all: std::result::Result<Vec<_>, String> = polygons.into_iter().map(rings).collect();
            Shape::Area(Area::new(all?.concat()).ok_or("it has no ring of three corners")?)
        }
    };
    Ok(AreaFeature { number, properties: feature.properties.unwrap_or_default(), shape })
}

fn position(point: &[f64]) -> std::result::Result<Position, String> {
    let [lon, lat, ..] = *point else { return Err(format!("expected longitude and latitude, found {point:?}")) };
    Position::checked(lat, lon).ok_or_else(|| format!("expected longitude and latitude in degrees, found {lon}, {lat}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Vec<AreaFeature>, Vec<Error>)> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("areas.geojson");
        std::fs::write(&path, text).expect("a file");
        read_areas(&path)
    }

    #[test]
    fn polygons_points_and_properties() {
        let (features, failed) = read(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"Side":"Alliance","n":3},"geometry":{"type":"Polygon","coordinates":[[[36,34],[37,34],[37,35],[36,34]]]}},
            {"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[36.5,34.5,120]}}]}"#,
        )
        .expect("readable");
        assert!(failed.is_empty() && features.len() == 2);
        assert_eq!(features[0].property(&["holder", "side"]).as_deref(), Some("Alliance"));
        assert_eq!(features[0].property(&["n"]).as_deref(), Some("3"));
        assert_eq!(features[1].shape, Shape::Point(Position::new(34.5, 36.5)));
    }

    #[test]
    fn bad_features_are_named_and_the_rest_is_read() {
        let (features, failed) = read(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[4000000,34],[37,34],[37,35]]]}},
            {"type":"Feature","properties":{},"geometry":null},
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[2,3]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#,
        )
        .expect("readable");
        assert_eq!(features.iter().map(|f| f.number).collect::<Vec<_>>(), [4]);
        let messages: Vec<String> = failed.iter().map(ToString::to_string).collect();
        assert!(messages[0].contains("areas.geojson") && messages[0].contains("feature 1") && messages[0].contains("4000000"));
        assert!(messages[1].contains("feature 2: it has no geometry") && messages[2].contains("feature 3"));
    }

    #[test]
    fn what_is_no_collection_of_degrees_is_refused() {
        for text in [
            "",
            "[]",
            r#"{"type":"Feature"}"#,
            r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}"#,
        ] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }
}
