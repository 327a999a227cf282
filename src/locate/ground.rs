//! Outlines and borders of divisions, each worked out once and kept.

use std::sync::{Arc, RwLock};

use rustc_hash::FxHashMap;

use super::Polygons;
use super::border;
use super::outline::Outline;
use crate::gazetteer::{Gazetteer, Kind, Place};
use crate::measure::{Position, destination};

/// What is needed of an outline: a point inside, a size, and rings to draw.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) middle: Position,
    pub(super) radius_km: f64,
    pub(super) drawn: Arc<Polygons>,
}

type Lines = Vec<Vec<Position>>;

/// By division and half degree of bearing; `None` where it was looked for and has no outline.
type Grounds = FxHashMap<(String, i32), Option<Arc<Ground>>>;

/// What divisions cover and where they meet, kept between reports.
///
/// One value serves any number of threads; what it gives does not depend on what was asked before.
#[derive(Debug, Default)]
pub struct Outlines {
    grounds: RwLock<Grounds>,
    borders: RwLock<FxHashMap<(String, String), Arc<Lines>>>,
}

/// Stands in the cache for "the whole, no part of it".
const WHOLE: i32 = -1;

/// How far on either side of a border the land is looked for, in kilometres: beyond the error of simplified outlines.
const ACROSS_KM: f64 = 4.0;

impl Outlines {
    /// The ground of a division or country, or the part of it that lies in the direction `bearing`; `None` where no outline is known.
    pub(super) fn ground(&self, gazetteer: &Gazetteer, division: &str, bearing: Option<f64>) -> Option<Arc<Ground>> {
        // Half a degree of bearing moves a part's middle by less than a hundredth of its radius.
        let key = (division.to_owned(), bearing.map_or(WHOLE, |b| (b.rem_euclid(360.0) * 2.0).round() as i32));
        if let Ok(kept) = self.grounds.read()
            && let Some(ground) = kept.get(&key)
        {
            return ground.clone();
        }
        let ground = Outline::new(&rings(gazetteer, division))
            .and_then(|whole| if key.1 == WHOLE { Some(whole) } else { whole.side(f64::from(key.1) / 2.0) })
            .and_then(|o| Some(Arc::new(Ground { middle: o.middle()?, radius_km: o.radius_km(), drawn: Arc::new(o.drawn()) })));
        if let Ok(mut kept) = self.grounds.write() {
            kept.insert(key, ground.clone());
        }
        ground
    }

    /// The line that two divisions or countries share; empty where they do not touch.
    pub(super) fn shared(&self, gazetteer: &Gazetteer, a: &str, b: &str) -> Arc<Lines> {
        self.lines((a.min(b), a.max(b)), |(a, b)| border::shared(&rings(gazetteer, a).concat(), &rings(gazetteer, b).concat()))
    }

    /// The outer line of a division or country, coasts included.
    fn outer(&self, gazetteer: &Gazetteer, division: &str) -> Arc<Lines> {
        self.lines((division, ""), |(division, _)| border::outer(&rings(gazetteer, division).concat()))
    }

    fn lines(&self, key: (&str, &str), make: impl Fn((&str, &str)) -> Lines) -> Arc<Lines> {
        let owned = (key.0.to_owned(), key.1.to_owned());
        if let Ok(kept) = self.borders.read()
            && let Some(lines) = kept.get(&owned)
        {
            return lines.clone();
        }
        let lines = Arc::new(make(key));
        if let Ok(mut kept) = self.borders.write() {
            kept.insert(owned, lines.clone());
        }
        lines
    }

    /// The point of the land border of a division or country that is nearest to `to`, with its distance.
    pub(super) fn land_border(&self, gazetteer: &Gazetteer, division: &str, to: Position) -> Option<(Position, f64)> {
        let lines = self.outer(gazetteer, division);
        let mut near: Vec<_> =
            lines.iter().flat_map(|line| line.windows(2)).filter_map(|edge| border::nearest(&[edge.to_vec()], to)).collect();
        near.sort_by(|a, b| a.1.total_cmp(&b.1));
        near.into_iter().find(|(point, _, edge)| is_land(gazetteer, *point, *edge)).map(|(point, km, _)| (point, km))
    }
}

/// Whether both sides of a point on an edge belong to some division.
fn is_land(gazetteer: &Gazetteer, point: Position, edge: [Position; 2]) -> bool {
    let along = crate::measure::bearing(edge[0], edge[1]);
    [90.0, -90.0].iter().all(|turn| gazetteer.division_at(destination(point, along + turn, ACROSS_KM)).is_some())
}

/// The rings of a first-level division (by ISO 3166-2 code), or of all those of a country (by ISO 3166-1 alpha-2).
fn rings(gazetteer: &Gazetteer, division: &str) -> Vec<Vec<Vec<Position>>> {
    if division.contains('-') {
        return vec![gazetteer.division_rings(division)];
    }
    let codes = gazetteer.division_codes(division);
    codes.iter().map(|code| gazetteer.division_rings(code)).filter(|rings| !rings.is_empty()).collect()
}

/// The key under which a country's or first-level division's ground is found.
pub(super) fn division_of(place: &Place) -> Option<&str> {
    match place.kind {
        Kind::Country => place.country.as_deref(),
        Kind::Admin1 => place.admin1_code.as_deref(),
        _ => None,
    }
}
