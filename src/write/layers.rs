//! The layers of a geographic file: events, and what is tied to them by `event_id`.

use rustc_hash::FxHashMap;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value as Json, json};

use super::Rows;
use super::shape;
use crate::error::{Error, Result};
use crate::feature::columns::COLUMNS;
use crate::feature::{CharSpan, Feature, PlaceRow, ReportPlaces};
use crate::measure::Position;

/// A layer of a geographic file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// A point or null an event.
    Events,
    /// A point or null a place name.
    Places,
    /// Stretches of road and borders that events lie on, and stated distances.
    Lines,
    /// Areas that events lie in: of a place, or a circle of the radius.
    Extents,
    /// Who holds the ground at the events that say so.
    Control,
}

impl Layer {
    const ALL: [Layer; 5] = [Layer::Events, Layer::Places, Layer::Lines, Layer::Extents, Layer::Control];

    /// Its name in options, file names and files.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Events => "events",
            Layer::Places => "places",
            Layer::Lines => "lines",
            Layer::Extents => "extents",
            Layer::Control => "control",
        }
    }

    /// The layer of that name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|l| l.name() == name)
            .ok_or_else(|| Error::usage(format!("there is no layer {name:?}; the layers are events, places, lines, extents, control")))
    }
}

/// One GeoJSON feature.
pub(super) struct LayerFeature<'f> {
    id: Option<&'f str>,
    geometry: Json,
    properties: Properties<'f>,
}

enum Properties<'f> {
    Event(&'f Feature),
    Listed(Vec<(&'static str, Json)>),
}

impl Serialize for LayerFeature<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "Feature")?;
        if let Some(id) = self.id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("geometry", &self.geometry)?;
        map.serialize_entry("properties", &self.properties)?;
        map.end()
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Properties::Event(feature) => {
                for column in &COLUMNS {
                    map.serialize_entry(column.name, &(column.get)(feature))?;
                }
                for (name, text) in &feature.kept {
                    map.serialize_entry(&format!("kept_{name}"), text)?;
                }
            }
            Properties::Listed(listed) => {
                for (name, value) in listed {
                    map.serialize_entry(name, value)?;
                }
            }
        }
        map.end()
    }
}

/// Hands the features of one layer to `add`.
pub(super) fn rows(layer: Layer, given: &Rows, add: &mut dyn FnMut(LayerFeature<'_>) -> Result<()>) -> Result<()> {
    if layer == Layer::Places {
        let Some(places) = &given.places else { return Ok(()) };
        let mut events: FxHashMap<CharSpan, &str> = FxHashMap::default();
        for feature in &given.features {
            for span in feature.location.iter().flat_map(|l| &l.spans) {
                events.entry(*span).or_insert(&feature.id);
            }
        }
        return places.places.iter().try_for_each(|row| add(place(places, row, events.get(&row.span).copied())));
    }
    for feature in &given.features {
        match layer {
            Layer::Events => {
                add(LayerFeature { id: Some(&feature.id), geometry: point(position(feature)), properties: Properties::Event(feature) })?
            }
            Layer::Lines => lines(feature).into_iter().try_for_each(&mut *add)?,
            Layer::Extents => extent(feature).into_iter().try_for_each(&mut *add)?,
            Layer::Control => control(feature).into_iter().try_for_each(&mut *add)?,
            Layer::Places => {}
        }
    }
    Ok(())
}

fn position(feature: &Feature) -> Option<Position> {
    let location = feature.location.as_ref()?;
    Position::checked(location.lat?, location.lon?)
}

fn point(at: Option<Position>) -> Json {
    at.map_or(Json::Null, |p| json!({"type": "Point", "coordinates": [p.lon, p.lat]}))
}

/// A place name; `event` is the first event, if any, whose place these words are.
fn place<'f>(report: &ReportPlaces, row: &PlaceRow, event: Option<&str>) -> LayerFeature<'f> {
    let place = row.place.as_ref();
    LayerFeature {
        id: None,
        geometry: point(place.map(|p| Position::new(p.lat, p.lon))),
        properties: Properties::Listed(vec![
            ("event_id", json!(event)),
            ("report", json!(report.id)),
            ("span", json!(format!("{}-{}", row.span[0], row.span[1]))),
            ("text", json!(row.text)),
            ("form", json!(row.form)),
            ("place_id", json!(place.map(|p| &p.id))),
            ("place_name", json!(place.map(|p| &p.name))),
            ("country", json!(place.map(|p| &p.country))),
            ("iso3", json!(place.map(|p| p.iso3))),
            ("admin1", json!(place.map(|p| &p.admin1))),
            ("admin1_code", json!(place.map(|p| &p.admin1_code))),
            ("admin2", json!(place.map(|p| &p.admin2))),
            ("admin2_code", json!(place.map(|p| &p.admin2_code))),
            ("code", json!(place.map(|p| &p.code))),
            ("kind", json!(place.map(|p| p.kind))),
            ("confidence", json!(row.confidence)),
        ]),
    }
}

fn tied<'f>(feature: &Feature, role: &str, geometry: Json, more: Vec<(&'static str, Json)>) -> LayerFeature<'f> {
    let mut listed = vec![
        ("event_id", json!(feature.id)),
        ("report", json!(feature.report)),
        ("role", json!(role)),
        ("event_type", json!(feature.event_type)),
        ("status", json!(feature.status)),
    ];
    listed.extend(more);
    LayerFeature { id: None, geometry, properties: Properties::Listed(listed) }
}

fn lines<'f>(feature: &Feature) -> Vec<LayerFeature<'f>> {
    let mut out = Vec::new();
    let described = |name: Option<&String>, km: Option<f64>, computed: Option<f64>| {
        vec![("name", json!(name)), ("km", json!(km)), ("computed_km", json!(computed))]
    };
    if let Some(location) = &feature.location {
        let line = location.geometry.as_ref().filter(|g| g["type"].as_str().is_some_and(|t| t.ends_with("LineString")));
        if let Some(line) = line {
            let role = location.basis.as_deref().unwrap_or("location");
            out.push(tied(feature, role, shape::tidy(line), described(location.name.as_ref(), None, None)));
        }
    }
    if let (Some(stated), Some([from, to])) = (&feature.stated_distance, feature.stated_ends) {
        let line = json!({"type": "LineString", "coordinates": [[from[1], from[0]], [to[1], to[0]]]});
        out.push(tied(feature, "stated-distance", shape::tidy(&line), described(stated.text.as_ref(), stated.km, stated.computed_km)));
    }
    out
}

fn extent<'f>(feature: &Feature) -> Option<LayerFeature<'f>> {
    let location = feature.location.as_ref()?;
    let described = vec![
        ("name", json!(location.name)),
        ("radius_km", json!(location.radius_km)),
        ("level", json!(location.level)),
        ("basis", json!(location.basis)),
    ];
    let area = location.geometry.as_ref().filter(|g| g["type"].as_str().is_some_and(|t| t.ends_with("Polygon")));
    if let Some(area) = area {
        return Some(tied(feature, "area", shape::tidy(area), described));
    }
    let radius = location.radius_km.filter(|r| *r > 0.0)?;
    Some(tied(feature, "radius", shape::circle(position(feature)?, radius), described))
}

fn control<'f>(feature: &Feature) -> Option<LayerFeature<'f>> {
    let control = feature.control.as_ref()?;
    let described = vec![
        ("holder_id", json!(control.holder.id)),
        ("holder_name", json!(control.holder.name)),
        ("control_status", json!(control.status)),
        ("basis", json!(control.basis)),
        ("since", json!(control.since)),
        ("source", json!(control.source)),
        ("text", json!(control.text)),
        ("date", json!(feature.date.as_ref().and_then(|d| d.start))),
    ];
    Some(tied(feature, "control", point(position(feature)), described))
}
