//! The HTML map: one page that opens from disk and asks the network for nothing.
//!
//! The page and its script lie in `map/`; this fills it in one pass. Nothing of a report is ever part of the
//! page's own text: it travels as JSON with `<` escaped, and the page sets it as text.

mod backdrop;
mod template;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{OutFile, Rows, RunRecord, Settings, Writer, record};
use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::gazetteer::Gazetteer;
use crate::measure::Position;
use backdrop::Backdrop;

const BASEMAP: &str = include_str!("../../data/tables/basemap.json");
const DISPUTED: &str = include_str!("../../data/disputed-lines.geojson");

/// Writes the map.
pub(super) struct Map<'g> {
    out: OutFile,
    title: Option<String>,
    credit: Option<String>,
    note: Option<String>,
    lines: Option<Value>,
    boundaries: Option<Value>,
    control: Option<Value>,
    /// The rows so far, as the inside of a JSON array.
    events: Vec<u8>,
    backdrop: Backdrop<'g>,
    as_of: Option<jiff::civil::Date>,
}

impl<'g> Map<'g> {
    pub(super) fn new(out: OutFile, settings: &Settings, gazetteer: &'g Gazetteer) -> Self {
        Self {
            out,
            title: settings.title.clone(),
            credit: settings.credit.clone(),
            note: settings.note.clone(),
            lines: settings.lines.clone(),
            boundaries: settings.boundaries.clone(),
            control: settings.control.clone(),
            events: Vec::new(),
            backdrop: Backdrop::new(gazetteer),
            as_of: None,
        }
    }

    fn event(&mut self, feature: &Feature) -> Result<()> {
        let mut row = serde_json::to_value(feature).map_err(|e| Error::data(format!("write an event: {e}")))?;
        if let (Some(stated), Some([from, to])) = (row.get_mut("stated_distance"), feature.stated_ends) {
            for (key, value) in [("from_lat", from[0]), ("from_lon", from[1]), ("to_lat", to[0]), ("to_lon", to[1])] {
                stated[key] = json!(value);
            }
        }
        prune(&mut row);
        if !self.events.is_empty() {
            self.events.extend(b",\n");
        }
        serde_json::to_writer(&mut self.events, &row).map_err(|e| Error::data(format!("write an event: {e}")))?;
        self.as_of =
            self.as_of.max(feature.published).max(feature.date.as_ref().and_then(|d| d.end).filter(|_| feature.published.is_none()));
        if let Some(location) = &feature.location {
            let position = location.lat.zip(location.lon).and_then(|(lat, lon)| Position::checked(lat, lon));
            self.backdrop.event(position, location);
        }
        Ok(())
    }

    fn fill(&mut self, name: &str, record: &RunRecord) -> Result<()> {
        let meta = json!({
            "title": self.title.as_deref().unwrap_or("Situation map"),
            "as_of": self.as_of,
            "credit": self.credit,
            "note": self.note,
            "version": env!("CARGO_PKG_VERSION"),
            "places_credit": record.credits().join("; "),
        });
        let block = |value: &Value| if value.is_null() { String::new() } else { escaped(&value.to_string()) };
        let text = match name {
            "script_sha256" => sha256_base64(template::SCRIPT),
            "style_sha256" => sha256_base64(template::STYLE),
            "generator" => markup(&record::generator()),
            "title" => markup(self.title.as_deref().unwrap_or("Situation map")),
            "style" => template::STYLE.to_owned(),
            "script" => template::SCRIPT.to_owned(),
            "meta" => block(&meta),
            "basemap" => escaped(BASEMAP),
            "disputed" => self.boundaries.as_ref().map_or_else(|| escaped(DISPUTED), block),
            "places" => block(&self.backdrop.labels()),
            "areas" => block(&self.backdrop.areas()),
            "control" => self.control.as_ref().map(block).unwrap_or_default(),
            "lines" => self.lines.as_ref().map(block).unwrap_or_default(),
            "events" => {
                self.out.put(b"[")?;
                let events =
                    String::from_utf8(std::mem::take(&mut self.events)).map_err(|e| Error::data(format!("write the events: {e}")))?;
                self.out.put(escaped(&events).as_bytes())?;
                "]".to_owned()
            }
            "run" => block(&json!(record)),
            other => return Err(Error::data(format!("the map's page asks for {other:?}, which nothing fills"))),
        };
        self.out.put(text.as_bytes())
    }
}

impl Writer for Map<'_> {
    fn write(&mut self, rows: &Rows) -> Result<()> {
        rows.features.iter().try_for_each(|f| self.event(f))
    }

    fn finish(mut self: Box<Self>, record: &RunRecord) -> Result<Vec<OutFile>> {
        let mut rest = template::PAGE;
        while let Some((before, behind)) = rest.split_once("{{") {
            self.out.put(before.as_bytes())?;
            let (name, behind) = behind.split_once("}}").unwrap_or((behind, ""));
            self.fill(name, record)?;
            rest = behind;
        }
        self.out.put(rest.as_bytes())?;
        Ok(vec![self.out.done()?])
    }
}

/// Takes nulls and empty lists out, as the page wants it.
fn prune(value: &mut Value) {
    if let Value::Object(map) = value {
        map.values_mut().for_each(prune);
        map.retain(|_, v| {
            !(v.is_null() || v.as_array().is_some_and(Vec::is_empty) || v.as_object().is_some_and(serde_json::Map::is_empty))
        });
    } else if let Value::Array(items) = value {
        items.iter_mut().for_each(prune);
    }
}

/// JSON that cannot end the element it stands in.
fn escaped(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The SHA-256 of a text in Base64, as a content security policy wants it.
fn sha256_base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            if i <= chunk.len() {
                out.push(char::from(DIGITS[(bits >> (18 - 6 * i)) as usize & 63]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// GeoJSON areas by place id, as the page has them.
type Areas = BTreeMap<String, Value>;

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest of the empty text, in Base64, as RFC 6234's test vector has it in hexadecimal.
    #[test]
    fn digests_in_base64() {
        assert_eq!(sha256_base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_report_cannot_end_its_element() {
        assert_eq!(escaped("\"</script><script>alert(1)\""), "\"\\u003c/script>\\u003cscript>alert(1)\"");
    }
}
