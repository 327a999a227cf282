//! An event of a report as a feature: bytes become characters, places become columns.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::places::alternatives;
use super::record::*;
use super::{five, share};
use crate::event::{Actor, Count, DistanceRole, DistanceTo, Event, Materiel, Words};
use crate::gazetteer::country;
use crate::locate::{Extent, Location, Polygons, acled_geo_precision, ucdp_where_prec};
use crate::measure::Position;
use crate::report::Report;
use crate::resolve::Toponym;
use crate::span::{CharOffsets, Span};

/// The features of a report's events, in the order of the events.
///
/// `toponyms` are the report's place names, by which a stated distance finds its ends.
pub fn features(report: &Report, events: Vec<Event>, toponyms: &[Toponym]) -> Vec<Feature> {
    let offsets = CharOffsets::new(&report.text);
    let chars = |span: Span| offsets.span(&report.text, span);
    let mut by_name: FxHashMap<&str, [f64; 2]> = FxHashMap::default();
    if events.iter().any(|e| e.stated_distance.is_some()) {
        for place in toponyms.iter().filter_map(|t| t.place.as_ref()) {
            let at = place.position.rounded();
            by_name.entry(&place.name).or_insert([at.lat, at.lon]);
        }
    }
    let mut shapes = Shapes::default();
    let end = |name: &Option<String>| by_name.get(name.as_deref()?).copied();
    let one = |event: Event| {
        let shape = event.location.as_ref().and_then(|l| l.extent.as_ref()).map(|extent| shapes.of(extent));
        let stated = event.stated_distance.as_ref();
        let own = event.location.as_ref().and_then(|l| l.position).map(Position::rounded).map(|p| [p.lat, p.lon]);
        let ends = stated.and_then(|d| Some([end(&d.from).or(own)?, end(&d.to)?]));
        let mut feature = Feature { stated_ends: ends, ..feature(report, event, &chars) };
        if let Some(location) = &mut feature.location {
            location.geometry = shape;
        }
        feature
    };
    events.into_iter().map(one).collect()
}

fn feature(report: &Report, event: Event, chars: &impl Fn(Span) -> CharSpan) -> Feature {
    let stands = |span: Span| (!span.is_empty()).then(|| chars(span));
    let words = |w: Words| (some(w.text), stands(w.span));
    let quote = |w: Words| {
        let (text, span) = words(w);
        Quote { text, span }
    };
    let actor = |a: Actor| {
        let (text, span) = words(a.words);
        ActorRecord { id: some(a.id), name: some(a.name), inter: a.inter.map(|i| i.name().to_owned()), text, span }
    };
    let count = |c: Count| {
        let (text, span) = words(c.words);
        CountRecord { best: Some(c.best), low: Some(c.low), high: Some(c.high), text, span }
    };
    Feature {
        id: event.id,
        report: some(report.id.clone()),
        rank: Some(event.rank as u64),
        title: report.title.clone(),
        source: report.source.clone(),
        url: report.url.clone(),
        published: report.published,
        kind: some(event.kind),
        event_type: event.event_type,
        sub_event_type: event.sub_event_type,
        status: Some(event.status.name().to_owned()),
        trigger: Some(quote(event.trigger)),
        evidence: event.evidence.into_iter().map(quote).collect(),
        actor1: event.actor1.map(actor),
        actor2: event.actor2.map(actor),
        assoc_actor_1: event.assoc_actor_1.into_iter().map(actor).collect(),
        assoc_actor_2: event.assoc_actor_2.into_iter().map(actor).collect(),
        attribution: event.attribution.map(|a| {
            let (text, span) = words(a.words);
            AttributionRecord { id: some(a.id), name: some(a.name), text, span }
        }),
        date: event.date.map(|d| {
            let (text, span) = d.words.map_or((None, None), words);
            DateRecord { start: Some(d.start), end: Some(d.end), precision: Some(d.precision), text, span }
        }),
        location: event.location.map(|l| location(l, chars)),
        stated_distance: event.stated_distance.map(|d| {
            let (text, span) = words(d.words);
            StatedDistanceRecord {
                km: Some(five(d.km)),
                from: d.from,
                to: d.to,
                text,
                span,
                computed_km: d.computed_km.map(five),
                agrees: d.agrees,
            }
        }),
        distances: event.distances.iter().map(distance).collect(),
        control: event.control.map(|c| ControlRecord {
            holder: HolderRecord { id: some(c.holder_id), name: some(c.holder_name) },
            status: Some(c.status.name().to_owned()),
            basis: Some(c.basis.name().to_owned()),
            since: c.since,
            source: c.source,
            text: some(c.text),
            span: c.span.and_then(stands),
        }),
        fatalities: event.fatalities.map(count),
        injured: event.injured.map(count),
        materiel: event
            .materiel
            .into_iter()
            .map(|m: Materiel| MaterielRecord { item: m.item, count: m.count, side: m.side, span: stands(m.span) })
            .collect(),
        confidence: Some(share(event.confidence)),
        reviewed_by: None,
        stated_ends: None,
        kept: report.kept.iter().cloned().collect(),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn location(l: Location, chars: &impl Fn(Span) -> CharSpan) -> LocationRecord {
    let at = l.position.map(Position::rounded);
    let precise = at.is_some();
    let known = l.country.as_deref().and_then(country);
    LocationRecord {
        geo_precision: precise.then(|| acled_geo_precision(&l)),
        where_prec: precise.then(|| ucdp_where_prec(&l)),
        name: some(l.name),
        place_id: l.place.as_ref().map(|p| p.id.clone()),
        place_code: l.place.as_ref().and_then(|p| p.code.clone()),
        lat: at.map(|p| p.lat),
        lon: at.map(|p| p.lon),
        radius_km: Some(five(l.radius_km)),
        level: Some(l.level.name().to_owned()),
        basis: Some(l.basis.name().to_owned()),
        iso2: known.map(|c| c.iso2.clone()),
        iso3: known.map(|c| c.iso3.clone()),
        country: known.map(|c| c.name.clone()).or(l.country),
        admin1: l.admin1,
        admin1_code: l.admin1_code,
        admin2: l.admin2,
        admin2_code: l.admin2_code,
        spans: l.spans.iter().map(|s| chars(*s)).collect(),
        confidence: Some(share(l.confidence)),
        alternatives: alternatives(&l.alternatives),
        geometry: None,
    }
}

fn distance(d: &DistanceTo) -> DistanceRecord {
    let role = match d.role {
        DistanceRole::Reference => "reference",
        DistanceRole::NearestCity => "city",
        DistanceRole::SameSentence => "sentence",
    };
    DistanceRecord { to: d.to.name.clone(), role: role.to_owned(), km: five(d.km), bearing: (d.bearing * 10.0).round() / 10.0 }
}

/// The areas of a report's events as GeoJSON, each written out once.
#[derive(Default)]
struct Shapes(FxHashMap<*const Polygons, (Arc<Polygons>, Arc<serde_json::Value>)>);

impl Shapes {
    fn of(&mut self, extent: &Extent) -> Arc<serde_json::Value> {
        let written = || Arc::new(geometry(extent));
        match extent {
            Extent::Line(_) => written(),
            // The area is kept, so that no other can come to lie at its address meanwhile.
            Extent::Area(area) => self.0.entry(Arc::as_ptr(area)).or_insert_with(|| (area.clone(), written())).1.clone(),
        }
    }
}

/// The line or area as GeoJSON, longitude first.
fn geometry(extent: &Extent) -> serde_json::Value {
    let point = |p: &Position| [five(p.lon), five(p.lat)];
    let line = |ring: &Vec<Position>| ring.iter().map(point).collect::<Vec<_>>();
    match extent {
        Extent::Line(points) => serde_json::json!({"type": "LineString", "coordinates": line(points)}),
        Extent::Area(parts) => {
            let parts: Vec<Vec<_>> = parts.iter().map(|rings| rings.iter().map(line).collect()).collect();
            match parts.as_slice() {
                [one] => serde_json::json!({"type": "Polygon", "coordinates": one}),
                several => serde_json::json!({"type": "MultiPolygon", "coordinates": several}),
            }
        }
    }
}
