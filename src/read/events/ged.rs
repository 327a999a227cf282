//! UCDP GED's tables.

use super::row::{Row, dated, located};
use crate::error::Result;
use crate::feature::{ActorRecord, AttributionRecord, CountRecord, Feature, LocationRecord, Quote};
use crate::gazetteer::{country, country_code};

/// The feature of a row. UCDP's kinds of violence are not ACLED's types and are not turned into them.
pub(super) fn feature(row: &Row<'_>) -> Result<Feature> {
    let kind = match row.find("type_of_violence") {
        Some("1") => Some("state-based"),
        Some("2") => Some("non-state"),
        Some("3") => Some("one-sided"),
        _ => None,
    };
    let side = |name: &str| row.text(name).map(|name| ActorRecord { name: Some(name), ..ActorRecord::default() });
    let best = row.count("best")?;
    let deaths = best.map(|best| CountRecord {
        low: row.count("low").ok().flatten(),
        high: row.count("high").ok().flatten(),
        ..CountRecord::exactly(best)
    });
    let small = |name: &str| Ok::<_, crate::Error>(row.count(name)?.and_then(|n| u8::try_from(n).ok()));
    // UCDP counts five steps of date precision, ACLED three.
    let precision = small("date_prec")?.map(|p| {
        if p <= 1 {
            1
        } else if p <= 3 {
            2
        } else {
            3
        }
    });
    let known = row.find("iso3").or_else(|| row.find("country")).and_then(country_code);
    let known = known.and_then(|c| country(std::str::from_utf8(&c).unwrap_or("")));
    let place = LocationRecord {
        where_prec: small("where_prec")?,
        country: row.text("country"),
        iso3: known.map(|c| c.iso3.clone()),
        admin1: row.text("adm_1"),
        admin2: row.text("adm_2"),
        ..located(row.position("latitude", "longitude")?, row.text("where_coordinates"))
    };
    let said = row.text("source_original").map(|name| AttributionRecord { name: Some(name), ..AttributionRecord::default() });
    Ok(Feature {
        id: row.text("id").unwrap_or_default(),
        title: row.text("source_headline"),
        source: row.text("source_office").or_else(|| row.text("source_article")),
        kind: kind.map(str::to_owned),
        status: Some("reported".to_owned()),
        evidence: row.text("source_headline").map(|text| Quote { text: Some(text), span: None }).into_iter().collect(),
        actor1: side("side_a"),
        actor2: side("side_b"),
        attribution: said,
        date: dated(row.day("date_start")?, row.day("date_end")?, precision),
        location: Some(place),
        fatalities: deaths,
        ..Feature::default()
    })
}
