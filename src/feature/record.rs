//! The record of one event as every output has it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Where words stand: `[start, end)` in characters (code points) of the report's text.
pub type CharSpan = [usize; 2];

/// Words of the report, and where they stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quote {
    /// The words.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
}

/// Who acts or is acted on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorRecord {
    /// One id for every name of the same group.
    pub id: Option<String>,
    /// Name in ACLED's manner.
    pub name: Option<String>,
    /// ACLED's kind of actor, in its words of 2024.
    pub inter: Option<String>,
    /// The words that name it.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
}

/// On whose word.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttributionRecord {
    /// Id of the source.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The words that name it.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
}

/// When.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DateRecord {
    /// First day, `2017-09-03`.
    pub start: Option<jiff::civil::Date>,
    /// Last day.
    pub end: Option<jiff::civil::Date>,
    /// ACLED's time_precision.
    pub precision: Option<u8>,
    /// The words that say so.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
}

/// Another place that the words could mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlternativeRecord {
    /// The place's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its share of belief, 0 to 1.
    pub score: f64,
}

/// Where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocationRecord {
    /// What to call it.
    pub name: Option<String>,
    /// Id of the place it rests on.
    pub place_id: Option<String>,
    /// P-code or other code that the gazetteer's table gives the place.
    pub place_code: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// Kilometres within which the event lies.
    pub radius_km: Option<f64>,
    /// `site` `town` `district` `province` `country` `water`.
    pub level: Option<String>,
    /// On what it rests: `named`, `near`, `distance`, …
    pub basis: Option<String>,
    /// ACLED's geo_precision, 1 to 3.
    pub geo_precision: Option<u8>,
    /// UCDP's where_prec, 1 to 7.
    pub where_prec: Option<u8>,
    /// English name of the country.
    pub country: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub iso3: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Its ISO 3166-2 code.
    pub admin1_code: Option<String>,
    /// Name of the second-level division.
    pub admin2: Option<String>,
    /// Its code.
    pub admin2_code: Option<String>,
    /// The words of the text that say where.
    pub spans: Vec<CharSpan>,
    /// 0 to 1.
    pub confidence: Option<f64>,
    /// The runners-up, best first.
    pub alternatives: Vec<AlternativeRecord>,
    /// GeoJSON line or area where it is not a point; events of one province share its outline.
    pub geometry: Option<Arc<serde_json::Value>>,
}

/// A distance that the report states.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatedDistanceRecord {
    /// Kilometres as stated.
    pub km: Option<f64>,
    /// From where.
    pub from: Option<String>,
    /// To where.
    pub to: Option<String>,
    /// The words that say so.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
    /// Geodesic kilometres between the two as placed.
    pub computed_km: Option<f64>,
    /// Whether both agree within the precision of the places.
    pub agrees: Option<bool>,
}

/// How far, and in which direction, a known place has the event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DistanceRecord {
    /// Name of that place.
    pub to: String,
    /// Why it is measured: `reference`, `city`, `sentence`.
    pub role: String,
    /// Geodesic kilometres.
    pub km: f64,
    /// Degrees clockwise from north, from that place to the event.
    pub bearing: f64,
}

/// A side that holds ground.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HolderRecord {
    /// Id, as actors have it.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
}

/// Who holds the ground.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ControlRecord {
    /// Who.
    pub holder: HolderRecord,
    /// `held` `contested` `besieged` `enclave`.
    pub status: Option<String>,
    /// `text` or `areas`.
    pub basis: Option<String>,
    /// Since when.
    pub since: Option<jiff::civil::Date>,
    /// On whose word.
    pub source: Option<String>,
    /// The words that say so.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
}

/// A count of people.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountRecord {
    /// Most likely number.
    pub best: Option<u64>,
    /// Lowest given.
    pub low: Option<u64>,
    /// Highest given.
    pub high: Option<u64>,
    /// The words that say so.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<CharSpan>,
}

/// Equipment lost, seized or destroyed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MaterielRecord {
    /// What, in the singular.
    pub item: String,
    /// How many.
    pub count: Option<u64>,
    /// Id of the actor that lost it.
    pub side: Option<String>,
    /// Where the words stand.
    pub span: Option<CharSpan>,
}

/// One event, as every output has it; absent values are `None`, never guessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feature {
    /// Stable id.
    pub id: String,
    /// The report's id.
    pub report: Option<String>,
    /// 1 is the report's main event.
    pub rank: Option<u64>,
    /// The report's headline.
    pub title: Option<String>,
    /// The report's publisher.
    pub source: Option<String>,
    /// The report's address.
    pub url: Option<String>,
    /// The report's day of publication.
    pub published: Option<jiff::civil::Date>,
    /// A plain word from the codebook.
    pub kind: Option<String>,
    /// ACLED's event type.
    pub event_type: Option<String>,
    /// ACLED's sub-event type.
    pub sub_event_type: Option<String>,
    /// `reported` `ongoing` `claimed` `expected` `denied` `background`.
    pub status: Option<String>,
    /// The word that gives it away.
    pub trigger: Option<Quote>,
    /// The sentences that tell it.
    pub evidence: Vec<Quote>,
    /// Who acts.
    pub actor1: Option<ActorRecord>,
    /// Who is acted on.
    pub actor2: Option<ActorRecord>,
    /// Who stands with the first.
    pub assoc_actor_1: Vec<ActorRecord>,
    /// Who stands with the second.
    pub assoc_actor_2: Vec<ActorRecord>,
    /// Who says so.
    pub attribution: Option<AttributionRecord>,
    /// When.
    pub date: Option<DateRecord>,
    /// Where.
    pub location: Option<LocationRecord>,
    /// A distance that the report states.
    pub stated_distance: Option<StatedDistanceRecord>,
    /// Distances from known places.
    pub distances: Vec<DistanceRecord>,
    /// Who holds the ground.
    pub control: Option<ControlRecord>,
    /// Deaths, on somebody's word.
    pub fatalities: Option<CountRecord>,
    /// Injured, on somebody's word.
    pub injured: Option<CountRecord>,
    /// Equipment lost, seized or destroyed.
    pub materiel: Vec<MaterielRecord>,
    /// 0 to 1.
    pub confidence: Option<f64>,
    /// Who checked it; empty from the machine.
    pub reviewed_by: Option<String>,
    /// Latitude and longitude of the ends of the stated distance, where both are placed; for drawing alone.
    #[serde(skip)]
    pub stated_ends: Option<[[f64; 2]; 2]>,
    /// Columns of the input that were asked to be kept.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub kept: std::collections::BTreeMap<String, String>,
}
