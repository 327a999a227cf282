//! A gold report: a text, the place names in it, and perhaps its events.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::measure::Position;
use crate::span::{CharOffsets, Span};

/// One line of a gold file.
#[derive(serde::Deserialize)]
pub(super) struct Gold {
    #[serde(default)]
    id: serde_json::Value,
    pub text: String,
    #[serde(default)]
    pub published: Option<jiff::civil::Date>,
    toponyms: Vec<Toponym>,
    #[serde(default, deserialize_with = "events")]
    pub events: Option<Vec<Feature>>,
}

/// One place name of it.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct Toponym {
    start: usize,
    end: usize,
    surface: Option<String>,
    form: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(default)]
    geonameid: serde_json::Value,
}

/// Events as `sitmap map` writes them; a person who marks a text may write a holder by name alone.
fn events<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<Vec<Feature>>, D::Error> {
    let Some(mut given) = Option::<Vec<serde_json::Value>>::deserialize(deserializer)? else { return Ok(None) };
    for event in &mut given {
        if let Some(holder) = event.pointer_mut("/control/holder").filter(|h| h.is_string()) {
            *holder = serde_json::json!({"id": null, "name": holder});
        }
    }
    let read = |event| serde_json::from_value(event).map_err(serde::de::Error::custom);
    given.into_iter().map(read).collect::<std::result::Result<_, _>>().map(Some)
}

impl Gold {
    /// Reads a line, and holds every name against the text: offsets in bytes would give figures that mean nothing.
    pub(super) fn read(line: &[u8]) -> Result<Self> {
        let gold: Gold = serde_json::from_slice(line).map_err(|e| Error::data(format!("read a gold report: {e}")))?;
        let offsets = CharOffsets::new(&gold.text);
        let total = offsets.chars(&gold.text, gold.text.len());
        for name in &gold.toponyms {
            let (start, end) = (name.start, name.end);
            let wrong = |what: String| Error::data(format!("read a gold report: the place name [{start}, {end}] {what}"));
            if start >= end || end > total {
                return Err(wrong(format!("does not lie in a text of {total} characters")));
            }
            let words = Span::new(offsets.byte(&gold.text, start), offsets.byte(&gold.text, end)).slice(&gold.text);
            if let Some(surface) = name.surface.as_deref().filter(|s| *s != words) {
                return Err(wrong(format!("is {surface:?}, but the text has {words:?} there; offsets count characters")));
            }
            if name.lat.is_some() != name.lon.is_some() || name.lat.is_some() && name.position().is_none() {
                return Err(wrong("has no latitude (−90 to 90) and longitude (−180 to 180)".to_owned()));
            }
        }
        Ok(gold)
    }

    pub(super) fn id(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned)
    }

    /// Its names in text order, each span once.
    pub(super) fn names(&self) -> Vec<Toponym> {
        let mut names = self.toponyms.clone();
        names.sort_by_key(Toponym::span);
        names.dedup_by_key(|n| n.span());
        names
    }

    /// The spans of names in bytes.
    pub(super) fn spans(&self, names: &[Toponym]) -> Vec<Span> {
        let offsets = CharOffsets::new(&self.text);
        names.iter().map(|n| Span::new(offsets.byte(&self.text, n.start), offsets.byte(&self.text, n.end))).collect()
    }
}

impl Toponym {
    /// `[start, end)` in characters.
    pub(super) fn span(&self) -> [usize; 2] {
        [self.start, self.end]
    }

    pub(super) fn position(&self) -> Option<Position> {
        Position::checked(self.lat?, self.lon?)
    }

    pub(super) fn is_demonym(&self) -> bool {
        self.form.as_deref() == Some("demonym")
    }

    /// The id of the place in GeoNames, as our gazetteers write it.
    pub(super) fn geonames_id(&self) -> Option<String> {
        match &self.geonameid {
            serde_json::Value::Number(n) => Some(format!("gn:{n}")),
            serde_json::Value::String(s) if !s.is_empty() => Some(format!("gn:{}", s.trim_start_matches("gn:"))),
            _ => None,
        }
    }
}
