//! Reads places from GeoJSON: named points, and the middle of named lines and areas. A feature at a time, so that a file may
//! be larger than memory; features on lines of their own are read too.

use std::cell::RefCell;
use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::entry::Entry;
use super::table::{Fields, TableOptions, entry};
use crate::error::{Error, Result};
use crate::measure::Position;

/// Properties that hold a name where none is called `name`, likeliest first.
const NAMES: [&str; 7] = ["name_en", "name:en", "shapeName", "ADM3_EN", "ADM2_EN", "ADM1_EN", "title"];

/// Properties that hold a P-code where none is called `code`.
const CODES: [&str; 6] = ["pcode", "ADM4_PCODE", "ADM3_PCODE", "ADM2_PCODE", "ADM1_PCODE", "shapeID"];

/// Reads GeoJSON and hands each place on; its properties are read like the columns of a table. A feature that cannot be read is
/// handed on as an error that names its number.
///
/// # Errors
/// Where the file is no GeoJSON, or breaks off; the features before are handed on then.
pub fn read_geojson(
    input: impl Read,
    options: TableOptions<'_>,
    country: impl Fn(&str) -> Option<[u8; 2]>,
    each: &mut dyn FnMut(Result<Entry>),
) -> Result<()> {
    let reading = RefCell::new(Reading { number: 0, options, country: &country, each });
    let mut input = serde_json::Deserializer::from_reader(input);
    let failed = |e: serde_json::Error| Error::data(format!("read GeoJSON: {e}"));
    let mut first = true;
    loop {
        if let Err(e) = input.end() {
            // Anything but more to come: nothing can be read.
            if e.is_io() {
                return Err(failed(e));
            }
        } else if first {
            return Err(Error::data("read GeoJSON: the file is empty"));
        } else {
            return Ok(());
        }
        first = false;
        (Object { reading: &reading }).deserialize(&mut input).map_err(failed)?;
    }
}

/// Where features go.
struct Reading<'r> {
    number: u64,
    options: TableOptions<'r>,
    country: &'r dyn Fn(&str) -> Option<[u8; 2]>,
    each: &'r mut dyn FnMut(Result<Entry>),
}

impl Reading<'_> {
    fn take(&mut self, geometry: &Value, properties: &Value) {
        self.number += 1;
        let place = self.place(geometry, properties).map_err(|e| Error::data(format!("feature {}: {e}", self.number)));
        (self.each)(place);
    }

    fn place(&self, geometry: &Value, properties: &Value) -> Result<Entry> {
        let position = middle(geometry).ok_or_else(|| Error::data("no coordinates, or none on earth"))?;
        let fields = Properties { properties, position, columns: self.options.columns };
        entry(&fields, self.number, self.options, self.country)
    }
}

/// The properties of a feature as the columns of a table.
struct Properties<'p> {
    properties: &'p Value,
    position: Position,
    columns: &'p [(String, String)],
}

impl Properties<'_> {
    fn own(&self, name: &str) -> Option<String> {
        let property = self.properties.get(name).or_else(|| {
            let same = |(key, _): &(&String, &Value)| key.eq_ignore_ascii_case(name);
            self.properties.as_object()?.iter().find(same).map(|(_, value)| value)
        })?;
        match property {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::Array(list) => Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|")),
            _ => None,
        }
        .filter(|text| !text.is_empty())
    }
}

impl Fields for Properties<'_> {
    fn get(&self, name: &str) -> std::borrow::Cow<'_, str> {
        match name {
            "lat" => return self.position.lat.to_string().into(),
            "lon" => return self.position.lon.to_string().into(),
            _ => {}
        }
        if let Some((_, theirs)) = self.columns.iter().find(|(ours, _)| ours == name) {
            return self.own(theirs).unwrap_or_default().into();
        }
        let others: &[&str] = match name {
            "name" => &NAMES,
            "code" => &CODES,
            _ => &[],
        };
        self.own(name).or_else(|| others.iter().find_map(|other| self.own(other))).unwrap_or_default().into()
    }
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
    Position::listed((low.lat + high.lat) / 2.0, (low.lon + high.lon) / 2.0)
}

/// A collection or a feature.
#[derive(Clone, Copy)]
struct Object<'r, 'c> {
    reading: &'c RefCell<Reading<'r>>,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON FeatureCollection or Feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        let (mut geometry, mut properties, mut is_feature) = (Value::Null, Value::Null, false);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => map.next_value_seed(Features { reading: self.reading })?,
                "geometry" => geometry = map.next_value()?,
                "properties" => properties = map.next_value()?,
                "type" => is_feature = map.next_value::<Value>()?.as_str() == Some("Feature"),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if is_feature {
            self.reading.borrow_mut().take(&geometry, &properties);
        }
        Ok(())
    }
}

/// The list of a collection.
struct Features<'r, 'c> {
    reading: &'c RefCell<Reading<'r>>,
}

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of GeoJSON features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        while list.next_element_seed(Object { reading: self.reading })?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::Kind;
    use super::*;

    fn read(text: &str) -> (Vec<Entry>, Vec<Error>, Result<()>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        let options = TableOptions { id_prefix: "user:a.geojson", kind: Some(Kind::Village), ..Default::default() };
        let ended = read_geojson(text.as_bytes(), options, |_| Some(*b"SY"), &mut |row| match row {
            Ok(row) => good.push(row),
            Err(e) => bad.push(e),
        });
        (good, bad, ended)
    }

    const HAMA: &str = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36.7,35.1]},"properties":{"name":"Hama","ADM2_PCODE":"SY0501","aliases":["Hamah"]}}"#;

    #[test]
    fn points_and_areas() {
        let area = r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,4],[0,0]]]},"properties":{"NAME":"A","kind":"desert"}}"#;
        let nowhere = r#"{"type":"Feature","geometry":null,"properties":{"name":"Nowhere"}}"#;
        let (good, bad, ended) = read(&format!(r#"{{"type":"FeatureCollection","features":[{HAMA},{area},{nowhere}],"x":[1]}}"#));
        assert!(ended.is_ok());
        assert_eq!(good.len(), 2);
        assert_eq!((good[0].code.as_str(), good[0].others.len(), good[0].id.as_str()), ("SY0501", 1, "user:a.geojson#1"));
        assert_eq!((good[1].position.lat, good[1].kind), (2.0, Kind::Desert));
        assert!(bad[0].to_string().contains("feature 3"));
    }

    #[test]
    fn what_came_before_a_break_is_kept() {
        let (good, _, ended) = read(&format!(r#"{{"type":"FeatureCollection","features":[{HAMA},{{"type":"#));
        assert_eq!((good.len(), ended.is_err()), (1, true));
        assert_eq!(read(&format!("{HAMA}\n{HAMA}\n")).0.len(), 2);
        assert!(read("").2.is_err() && read("[1]").2.is_err());
    }
}
