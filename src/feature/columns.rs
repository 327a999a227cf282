//! The flat form of a feature: every column with its name, its type, and how it is read and written.
//!
//! The order is fixed. Objects are flattened with `_`, spans written as `12-20`, lists joined by `"; "`.

use jiff::civil::Date;

use super::record::{ActorRecord, AlternativeRecord, DistanceRecord, Feature, MaterielRecord, Quote};
use super::value::{Cell, Type, Value, cut, joined, parts};
use super::wkt;
use crate::measure::compass_word;

/// One column of the flat form.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Type,
    /// The cell of a feature.
    pub get: fn(&Feature) -> Value<'_>,
    /// Puts a cell back, as a person may have corrected it; `None` where the text cannot be one.
    set: fn(&mut Feature, &str) -> Option<()>,
}

impl Column {
    /// Puts the text of a cell into a feature; false where the column cannot hold it.
    pub fn put(&self, feature: &mut Feature, text: &str) -> bool {
        let text = text.trim();
        text.is_empty() || (self.set)(feature, text).is_some()
    }
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({:?})", self.name, self.holds)
    }
}

/// A column that is a field of the record, or of an object in it.
macro_rules! column {
    ($name:literal, $type:ident, $parent:ident? . $($field:ident).+) => {
        Column {
            name: $name,
            holds: Type::$type,
            get: |f| f.$parent.as_ref().map_or(Value::Null, |p| p.$($field).+.write()),
            set: |f, text| {
                f.$parent.get_or_insert_default().$($field).+ = Cell::read(text)?;
                Some(())
            },
        }
    };
    ($name:literal, $type:ident, $field:ident) => {
        Column {
            name: $name,
            holds: Type::$type,
            get: |f| f.$field.write(),
            set: |f, text| {
                f.$field = Cell::read(text)?;
                Some(())
            },
        }
    };
    ($name:literal, $type:ident, $get:expr, $set:expr) => {
        Column { name: $name, holds: Type::$type, get: $get, set: $set }
    };
}

/// Every column, in order.
pub static COLUMNS: [Column; 93] = [
    column!("id", Text, id),
    column!("report", Text, report),
    column!("rank", Integer, rank),
    column!("title", Text, title),
    column!("source", Text, source),
    column!("url", Text, url),
    column!("published", Day, published),
    column!("kind", Text, kind),
    column!("event_type", Text, event_type),
    column!("sub_event_type", Text, sub_event_type),
    column!("status", Text, status),
    column!("trigger_text", Text, trigger?.text),
    column!("trigger_span", Text, trigger?.span),
    column!("evidence", Text, |f| joined(f.evidence.iter().filter_map(|q| q.text.clone())), |f, text| {
        f.evidence = vec![Quote { text: Some(text.to_owned()), span: None }];
        Some(())
    }),
    column!("evidence_span", Text, |f| joined(f.evidence.iter().filter_map(|q| q.span).map(|[a, b]| format!("{a}-{b}"))), |f, text| {
        let spans = Vec::read(text)?;
        let whole = f.evidence.pop().and_then(|q| q.text).unwrap_or_default();
        f.evidence = cut(&whole, &spans);
        Some(())
    }),
    column!("actor1_id", Text, actor1?.id),
    column!("actor1_name", Text, actor1?.name),
    column!("actor1_inter", Text, actor1?.inter),
    column!("actor1_text", Text, actor1?.text),
    column!("actor1_span", Text, actor1?.span),
    column!("actor2_id", Text, actor2?.id),
    column!("actor2_name", Text, actor2?.name),
    column!("actor2_inter", Text, actor2?.inter),
    column!("actor2_text", Text, actor2?.text),
    column!("actor2_span", Text, actor2?.span),
    column!("assoc_actor_1", Text, |f| names(&f.assoc_actor_1), |f, text| {
        f.assoc_actor_1 = actors(text);
        Some(())
    }),
    column!("assoc_actor_2", Text, |f| names(&f.assoc_actor_2), |f, text| {
        f.assoc_actor_2 = actors(text);
        Some(())
    }),
    column!("attribution_id", Text, attribution?.id),
    column!("attribution_name", Text, attribution?.name),
    column!("attribution_text", Text, attribution?.text),
    column!("attribution_span", Text, attribution?.span),
    column!("date", Day, date?.start),
    column!("date_start", Timestamp, |f| timestamp(f.date.as_ref().and_then(|d| d.start), "00:00:00"), |f, text| {
        // A person corrects the plain day; the timestamps follow it.
        let date = f.date.get_or_insert_default();
        let start = timestamp_day(text)?;
        date.start.get_or_insert(start);
        Some(())
    }),
    column!("date_end", Timestamp, |f| timestamp(f.date.as_ref().and_then(|d| d.end.or(d.start)), "23:59:59"), |f, text| {
        let date = f.date.get_or_insert_default();
        date.end = Some(timestamp_day(text)?).max(date.start);
        Some(())
    }),
    column!("date_precision", Integer, date?.precision),
    column!("date_text", Text, date?.text),
    column!("date_span", Text, date?.span),
    column!("location_name", Text, location?.name),
    column!("location_place_id", Text, location?.place_id),
    column!("location_place_code", Text, location?.place_code),
    column!("location_lat", Number, location?.lat),
    column!("location_lon", Number, location?.lon),
    column!("location_radius_km", Number, location?.radius_km),
    column!("location_level", Text, location?.level),
    column!("location_basis", Text, location?.basis),
    column!("location_geo_precision", Integer, location?.geo_precision),
    column!("location_where_prec", Integer, location?.where_prec),
    column!("location_country", Text, location?.country),
    column!("location_iso2", Text, location?.iso2),
    column!("location_iso3", Text, location?.iso3),
    column!("location_admin1", Text, location?.admin1),
    column!("location_admin1_code", Text, location?.admin1_code),
    column!("location_admin2", Text, location?.admin2),
    column!("location_admin2_code", Text, location?.admin2_code),
    column!("location_spans", Text, location?.spans),
    column!("location_confidence", Number, location?.confidence),
    column!("location_alternatives", Text, |f| alternatives(f), |f, text| {
        f.location.get_or_insert_default().alternatives = parts(text).map(alternative).collect::<Option<_>>()?;
        Some(())
    }),
    column!("location_geometry", Text, |f| geometry(f), |f, text| {
        f.location.get_or_insert_default().geometry = Some(wkt::read(text)?.into());
        Some(())
    }),
    column!("stated_distance_km", Number, stated_distance?.km),
    column!("stated_distance_from", Text, stated_distance?.from),
    column!("stated_distance_to", Text, stated_distance?.to),
    column!("stated_distance_text", Text, stated_distance?.text),
    column!("stated_distance_span", Text, stated_distance?.span),
    column!("stated_distance_computed_km", Number, stated_distance?.computed_km),
    column!("stated_distance_agrees", Boolean, stated_distance?.agrees),
    column!("nearest_city", Text, |f| to(f, CITY), |f, text| name_distance(f, CITY, text)),
    column!("nearest_city_km", Number, |f| km(f, CITY), |f, text| measure_distance(f, CITY, text, |d| &mut d.km)),
    column!("nearest_city_bearing", Number, |f| bearing(f, CITY), |f, text| measure_distance(f, CITY, text, |d| &mut d.bearing)),
    column!("reference", Text, |f| to(f, REFERENCE), |f, text| name_distance(f, REFERENCE, text)),
    column!("reference_km", Number, |f| km(f, REFERENCE), |f, text| measure_distance(f, REFERENCE, text, |d| &mut d.km)),
    column!("reference_bearing", Number, |f| bearing(f, REFERENCE), |f, text| measure_distance(f, REFERENCE, text, |d| &mut d.bearing)),
    column!("distances", Text, |f| distances(f), |f, text| {
        f.distances.extend(parts(text).map(other_distance).collect::<Option<Vec<_>>>()?);
        Some(())
    }),
    column!("control_holder_id", Text, control?.holder.id),
    column!("control_holder_name", Text, control?.holder.name),
    column!("control_status", Text, control?.status),
    column!("control_basis", Text, control?.basis),
    column!("control_since", Day, control?.since),
    column!("control_source", Text, control?.source),
    column!("control_text", Text, control?.text),
    column!("control_span", Text, control?.span),
    column!("fatalities_best", Integer, fatalities?.best),
    column!("fatalities_low", Integer, fatalities?.low),
    column!("fatalities_high", Integer, fatalities?.high),
    column!("fatalities_text", Text, fatalities?.text),
    column!("fatalities_span", Text, fatalities?.span),
    column!("injured_best", Integer, injured?.best),
    column!("injured_low", Integer, injured?.low),
    column!("injured_high", Integer, injured?.high),
    column!("injured_text", Text, injured?.text),
    column!("injured_span", Text, injured?.span),
    column!("materiel", Text, |f| joined(f.materiel.iter().map(equipment)), |f, text| {
        f.materiel = parts(text).map(materiel).collect();
        Some(())
    }),
    column!("confidence", Number, confidence),
    column!("reviewed_by", Text, reviewed_by),
];

/// The column of that name.
pub fn column(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|c| c.name == name)
}

fn names(actors: &[ActorRecord]) -> Value<'static> {
    joined(actors.iter().filter_map(|a| a.name.clone()))
}

fn actors(text: &str) -> Vec<ActorRecord> {
    parts(text).map(|name| ActorRecord { name: Some(name.to_owned()), ..ActorRecord::default() }).collect()
}

fn timestamp(day: Option<Date>, time: &str) -> Value<'static> {
    day.map_or(Value::Null, |day| Value::Text(format!("{day}T{time}").into()))
}

fn timestamp_day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

fn alternatives(f: &Feature) -> Value<'static> {
    let listed = f.location.iter().flat_map(|l| &l.alternatives);
    joined(listed.map(|a| format!("{} ({} {} {} {})", a.name, a.id, a.lat, a.lon, a.score)))
}

fn alternative(text: &str) -> Option<AlternativeRecord> {
    let (name, rest) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let mut numbers = rest.rsplitn(4, ' ');
    let (score, lon, lat) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    Some(AlternativeRecord { id: numbers.next()?.to_owned(), name: name.to_owned(), lat, lon, score })
}

fn geometry(f: &Feature) -> Value<'static> {
    let shape = f.location.as_ref().and_then(|l| l.geometry.as_deref()).and_then(wkt::write);
    shape.map_or(Value::Null, |text| Value::Text(text.into()))
}

const CITY: &str = "city";
const REFERENCE: &str = "reference";
const SENTENCE: &str = "sentence";

fn first<'f>(f: &'f Feature, role: &str) -> Option<&'f DistanceRecord> {
    f.distances.iter().find(|d| d.role == role)
}

fn to<'f>(f: &'f Feature, role: &str) -> Value<'f> {
    first(f, role).map_or(Value::Null, |d| Value::Text(d.to.as_str().into()))
}

fn km(f: &Feature, role: &str) -> Value<'static> {
    first(f, role).map_or(Value::Null, |d| Value::Number(d.km))
}

fn bearing(f: &Feature, role: &str) -> Value<'static> {
    first(f, role).map_or(Value::Null, |d| Value::Number(d.bearing))
}

fn name_distance(f: &mut Feature, role: &str, text: &str) -> Option<()> {
    f.distances.push(DistanceRecord { to: text.to_owned(), role: role.to_owned(), ..DistanceRecord::default() });
    Some(())
}

fn measure_distance(f: &mut Feature, role: &str, text: &str, slot: fn(&mut DistanceRecord) -> &mut f64) -> Option<()> {
    let number = text.parse().ok().filter(|x: &f64| x.is_finite())?;
    if let Some(distance) = f.distances.iter_mut().find(|d| d.role == role) {
        *slot(distance) = number;
    }
    Some(())
}

/// The distances without columns of their own, as `Palmyra 61.2 km 235° SW`.
fn distances(f: &Feature) -> Value<'static> {
    let mut seen_reference = false;
    let others = f.distances.iter().filter(|d| d.role != CITY && (d.role != REFERENCE || std::mem::replace(&mut seen_reference, true)));
    joined(others.map(|d| format!("{} {} km {}° {}", d.to, d.km, d.bearing, compass_word(d.bearing))))
}

fn other_distance(text: &str) -> Option<DistanceRecord> {
    let (front, rest) = text.rsplit_once(" km ")?;
    let (to, km) = front.rsplit_once(' ')?;
    let bearing = rest.split('°').next()?;
    Some(DistanceRecord { to: to.to_owned(), role: SENTENCE.to_owned(), km: km.parse().ok()?, bearing: bearing.parse().ok()? })
}

/// Equipment as `5 truck (islamic-state)`.
fn equipment(m: &MaterielRecord) -> String {
    let count = m.count.map_or_else(String::new, |n| format!("{n} "));
    let side = m.side.as_ref().map_or_else(String::new, |s| format!(" ({s})"));
    format!("{count}{}{side}", m.item)
}

fn materiel(text: &str) -> MaterielRecord {
    let (front, side) = match text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
        Some((front, side)) => (front, Some(side.to_owned())),
        None => (text, None),
    };
    let counted = front.split_once(' ').and_then(|(n, item)| Some((n.parse().ok()?, item)));
    let (count, item) = counted.map_or((None, front), |(n, item)| (Some(n), item));
    MaterielRecord { item: item.to_owned(), count, side, span: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::record::{CountRecord, DateRecord, LocationRecord};

    fn sample() -> Feature {
        let quote = |text: &str, span| Quote { text: Some(text.to_owned()), span: Some(span) };
        Feature {
            id: "r1-0a".into(),
            report: Some("r1".into()),
            rank: Some(1),
            status: Some("reported".into()),
            trigger: Some(quote("captured", [4, 12])),
            evidence: vec![quote("They captured it; at last.", [0, 26]), quote("It fell.", [30, 38])],
            actor1: Some(ActorRecord { id: Some("sdf".into()), name: Some("QSD: Syrian Democratic Forces".into()), ..Default::default() }),
            assoc_actor_1: actors("Military Forces of the United States (2017-2021); Asayish"),
            date: Some(DateRecord {
                start: "2017-09-01".parse().ok(),
                end: "2017-09-03".parse().ok(),
                precision: Some(2),
                ..Default::default()
            }),
            location: Some(LocationRecord {
                name: Some("Jabal Bishri".into()),
                lat: Some(35.40001),
                lon: Some(39.49),
                geo_precision: Some(1),
                spans: vec![[60, 75]],
                alternatives: vec![AlternativeRecord { id: "gn:1".into(), name: "Bishri (old)".into(), lat: 1.5, lon: -2.0, score: 0.25 }],
                geometry: Some(serde_json::json!({"type": "LineString", "coordinates": [[39.0, 35.0], [40.5, 36.25]]}).into()),
                ..Default::default()
            }),
            distances: vec![
                DistanceRecord { to: "Raqqa".into(), role: CITY.into(), km: 55.5, bearing: 140.2 },
                DistanceRecord { to: "Tabqa Dam".into(), role: REFERENCE.into(), km: 80.0, bearing: 120.0 },
                DistanceRecord { to: "Deir ez-Zor".into(), role: SENTENCE.into(), km: 60.25, bearing: 275.0 },
            ],
            fatalities: Some(CountRecord::exactly(12)),
            materiel: vec![MaterielRecord { item: "truck".into(), count: Some(5), side: Some("islamic-state".into()), span: None }],
            confidence: Some(0.8123),
            ..Default::default()
        }
    }

    #[test]
    fn names_are_apart() {
        let mut names: Vec<_> = COLUMNS.iter().map(|c| c.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COLUMNS.len());
    }

    #[test]
    fn every_cell_can_be_put_back() {
        let from = sample();
        let mut back = Feature::default();
        for column in &COLUMNS {
            let cell = (column.get)(&from);
            assert!(column.put(&mut back, &cell.to_text()), "{column:?}: {cell:?}");
        }
        for column in &COLUMNS {
            assert_eq!((column.get)(&back), (column.get)(&from), "{column:?}");
        }
        assert_eq!(back.evidence, from.evidence);
    }

    #[test]
    fn a_corrected_day_moves_both_timestamps() {
        let mut feature = Feature::default();
        for (name, text) in [("date", "2017-09-05"), ("date_start", "2017-09-03T00:00:00"), ("date_end", "2017-09-03T23:59:59")] {
            assert!(column(name).expect("a column").put(&mut feature, text));
        }
        let cell = |name| (column(name).expect("a column").get)(&feature).to_text().into_owned();
        assert_eq!((cell("date_start").as_str(), cell("date_end").as_str()), ("2017-09-05T00:00:00", "2017-09-05T23:59:59"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert!(!column("location_lat").expect("a column").put(&mut Feature::default(), "north"));
    }
}
