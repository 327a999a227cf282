//! The record of a report's place names.

use serde::Serialize;

use super::record::{AlternativeRecord, CharSpan};
use super::{five, share};
use crate::gazetteer::{Place, country};
use crate::report::Report;
use crate::resolve::{Alternative, Toponym};
use crate::span::CharOffsets;

/// A place as outputs give it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceRecord {
    /// Stable id.
    pub id: String,
    /// Everyday English name.
    pub name: String,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub iso3: Option<&'static str>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Its ISO 3166-2 code.
    pub admin1_code: Option<String>,
    /// Name of the second-level division.
    pub admin2: Option<String>,
    /// Its code.
    pub admin2_code: Option<String>,
    /// P-code or other code of the gazetteer's table.
    pub code: Option<String>,
    /// The gazetteer's kind.
    pub kind: &'static str,
}

impl PlaceRecord {
    /// The record of a place.
    pub fn new(place: &Place) -> Self {
        let at = place.position.rounded();
        Self {
            id: place.id.clone(),
            name: place.name.clone(),
            lat: at.lat,
            lon: at.lon,
            country: place.country.clone(),
            iso3: place.country.as_deref().and_then(country).map(|c| c.iso3.as_str()),
            admin1: place.admin1.clone(),
            admin1_code: place.admin1_code.clone(),
            admin2: place.admin2.clone(),
            admin2_code: place.admin2_code.clone(),
            code: place.code.clone(),
            kind: place.kind.name(),
        }
    }
}

/// One place name of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceRow {
    /// The bare name, in characters of the text.
    pub span: CharSpan,
    /// The name as it is written.
    pub text: String,
    /// `name`, `demonym` or `coordinates`.
    pub form: &'static str,
    /// The place; null for a name in no gazetteer.
    pub place: Option<PlaceRecord>,
    /// 0 to 1.
    pub confidence: f64,
    /// The runners-up, best first.
    pub alternatives: Vec<AlternativeRecord>,
}

/// The place names of one report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportPlaces {
    /// The report's id.
    pub id: String,
    /// Its place names in text order.
    pub places: Vec<PlaceRow>,
}

/// The place names of a report, with spans in characters.
pub fn places(report: &Report, toponyms: &[Toponym]) -> ReportPlaces {
    let offsets = CharOffsets::new(&report.text);
    let row = |t: &Toponym| PlaceRow {
        span: offsets.span(&report.text, t.span),
        text: t.span.slice(&report.text).to_owned(),
        form: t.form.name(),
        place: t.place.as_deref().map(PlaceRecord::new),
        confidence: share(t.confidence),
        alternatives: alternatives(&t.alternatives),
    };
    ReportPlaces { id: report.id.clone(), places: toponyms.iter().map(row).collect() }
}

pub(super) fn alternatives(given: &[Alternative]) -> Vec<AlternativeRecord> {
    let one = |a: &Alternative| AlternativeRecord {
        id: a.place.id.clone(),
        name: a.place.name.clone(),
        lat: five(a.place.position.lat),
        lon: five(a.place.position.lon),
        score: share(a.score),
    };
    given.iter().map(one).collect()
}
