//! What the map shows behind its events: names of places by zoom, and the areas of divisions that events lie in.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Areas;
use crate::feature::{LocationRecord, five};
use crate::gazetteer::{Facts, Gazetteer, Kind, PlaceKey, countries};
use crate::measure::Position;
use crate::write::shape::multipolygon;

/// The world's largest settlements that are always named.
const WORLD: usize = 2_500;

/// Around events, whatever has this many people.
const PEOPLE_NEAR: u32 = 2_000;

/// Around events, within this many kilometres.
const NEAR_KM: f64 = 150.0;

/// Names at most.
const MOST: usize = 4_500;

/// Collects while events come, and gives what the page wants.
pub(super) struct Backdrop<'g> {
    gazetteer: &'g Gazetteer,
    /// Cells of a degree that hold events.
    cells: BTreeSet<(i32, i32)>,
    divisions: Areas,
}

impl<'g> Backdrop<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, cells: BTreeSet::new(), divisions: Areas::new() }
    }

    pub(super) fn event(&mut self, at: Option<Position>, location: &LocationRecord) {
        if let Some(at) = at {
            self.cells.insert((at.lat.floor() as i32, at.lon.floor() as i32));
        }
        let (Some(id), Some(code)) = (&location.place_id, &location.admin1_code) else { return };
        if location.level.as_deref() == Some("province") && location.geometry.is_none() && !self.divisions.contains_key(id) {
            let rings = self.gazetteer.division_rings(code);
            if !rings.is_empty() {
                self.divisions.insert(id.clone(), multipolygon(&rings));
            }
        }
    }

    pub(super) fn areas(&self) -> Value {
        json!(self.divisions)
    }

    /// `[[name, lat, lon, rank, kind], …]`, the most prominent first.
    pub(super) fn labels(&self) -> Value {
        let mut keys: BTreeSet<PlaceKey> =
            self.gazetteer.prominent(WORLD, |kind, _| matches!(kind, Kind::City | Kind::Town)).into_iter().collect();
        for (lat, lon) in &self.cells {
            let middle = Position::new(f64::from(*lat) + 0.5, f64::from(*lon) + 0.5);
            let around = self.gazetteer.near(middle, NEAR_KM).into_iter().map(|(key, _)| key);
            keys.extend(around.filter(|key| self.gazetteer.facts(*key).is_some_and(|f| is_landmark(&f))));
        }
        let mut named: Vec<(PlaceKey, Facts)> = keys.into_iter().filter_map(|key| Some((key, self.gazetteer.facts(key)?))).collect();
        named.sort_by(|a, b| b.1.prominence.total_cmp(&a.1.prominence).then(a.0.cmp(&b.0)));
        named.truncate(MOST);
        let label = |(key, facts): &(PlaceKey, Facts)| {
            let place = self.gazetteer.place(*key)?;
            let capital = countries().iter().any(|c| Some(&c.iso2) == place.country.as_ref() && c.capital == place.name);
            let rank = rank(facts) - u8::from(capital);
            Some(json!([place.name, five(place.position.lat), five(place.position.lon), rank, place.kind.name()]))
        };
        json!(named.iter().filter_map(label).collect::<Vec<_>>())
    }
}

fn is_landmark(facts: &Facts) -> bool {
    match facts.kind {
        Kind::City | Kind::Town | Kind::Village => facts.population >= PEOPLE_NEAR,
        Kind::Desert | Kind::Sea | Kind::Region | Kind::Lake | Kind::Mountain => true,
        _ => false,
    }
}

/// The smallest zoom at which a name may show.
fn rank(facts: &Facts) -> u8 {
    match (facts.kind, facts.population) {
        (Kind::Sea, _) => 4,
        (Kind::Desert | Kind::Region, _) => 6,
        (Kind::Lake | Kind::Mountain, _) => 8,
        (_, 5_000_000..) => 3,
        (_, 1_000_000..) => 4,
        (_, 500_000..) => 5,
        (_, 150_000..) => 6,
        (_, 50_000..) => 7,
        (_, 15_000..) => 8,
        (_, 5_000..) => 9,
        _ => 10,
    }
}
