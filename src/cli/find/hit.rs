//! What answers to a name or a point.

use super::filter::Filter;
use super::names::Asked;
use crate::cli::lookup;
use crate::error::{Error, Result};
use crate::gazetteer::{Facts, Gazetteer, Inside, OUTLINES_KM, Outlined, PlaceKey, PlaceRef, Tier, country};
use crate::measure::{Position, bearing, distance_km};

/// The places that answer to one name, or lie around one point.
pub(super) struct Answer {
    pub words: String,
    /// The point, and what it lies in, where coordinates were asked for.
    pub at: Option<At>,
    pub hits: Vec<Hit>,
}

/// A point, and the country and division that hold it.
pub(super) struct At {
    pub position: Position,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub admin1_code: Option<String>,
    /// What puts that in doubt, a line each: borders, coasts and disputes.
    pub doubts: Vec<String>,
}

/// One place that answers.
pub(super) struct Hit {
    pub place: PlaceRef,
    pub key: PlaceKey,
    /// How the name matches; `None` where a point was asked for.
    pub tier: Option<Tier>,
    /// Likeness of spelling, 0 to 1.
    pub likeness: f32,
    /// Kilometres from the point asked for, from `--near`, or from the first place that answers.
    pub km: f64,
    /// Degrees clockwise from north in which it lies from there; `None` where it is the very point.
    pub bearing: Option<f64>,
}

/// Where a point is looked around, in kilometres, until enough is found.
const AROUND_KM: [f64; 4] = [25.0, 100.0, 400.0, 1600.0];

/// The answer to one name or point.
///
/// # Errors
/// Where the words are coordinates that cannot be.
pub(super) fn answer(gazetteer: &Gazetteer, filter: &Filter, asked: Asked, count: usize) -> Result<Answer> {
    let at = lookup::point(&asked.words).map_err(|e| match asked.line {
        Some(line) => e.on("standard input").at_line(line),
        None => e,
    })?;
    // A filter that could not be kept to must not be passed over in silence.
    match (at, &filter.near, filter.radius_km) {
        (None, None, Some(km)) => {
            return Err(Error::usage(format!(
                "{}: --within {km} km has nothing to be measured from; give --near PLACE as well",
                asked.words
            )));
        }
        (Some(_), Some(_), _) => {
            return Err(Error::usage(format!("{}: coordinates are looked around themselves; --near is for names", asked.words)));
        }
        _ => {}
    }
    let hits = match at {
        Some(at) => around(gazetteer, filter, at, count),
        None => named(gazetteer, filter, &asked.words, count),
    };
    let lies_in = |position: Position| At::new(position, &gazetteer.inside(position));
    Ok(Answer { words: asked.words, at: at.map(lies_in), hits })
}

impl Answer {
    /// That nothing answers, in words.
    pub(super) fn missed(&self, filter: &Filter) -> String {
        let narrowed = filter.described();
        let way = if narrowed.is_empty() {
            "; add it with --gazetteer FILE (a CSV with name,lat,lon)"
        } else {
            "; widen --within, --country or --kind"
        };
        format!("no gazetteer has {:?}{narrowed}{way}", self.words)
    }
}

impl At {
    fn new(position: Position, inside: &Inside<'_>) -> Self {
        let admin1 = inside.division.filter(|d| d.level == 1);
        Self {
            position,
            country: inside.division.map(|d| d.country.to_owned()),
            admin1: admin1.map(|d| d.name.to_owned()),
            admin1_code: admin1.map(|d| d.code.to_owned()),
            doubts: doubts(inside),
        }
    }

    /// Country and division in words: `Raqqa (SY-RA), Syria`.
    pub(super) fn described(&self) -> String {
        let name = self.country.as_deref().map(|code| country(code).map_or(code, |c| c.name.as_str()));
        match (&self.admin1, &self.admin1_code, name) {
            (Some(admin1), Some(code), Some(country)) if admin1 != country => format!("in {admin1} ({code}), {country}"),
            (.., Some(country)) => format!("in {country}"),
            _ => "in no outline: at sea, or on land that no outline has".to_owned(),
        }
    }
}

/// What puts it in doubt in which division a point lies.
fn doubts(inside: &Inside<'_>) -> Vec<String> {
    let near = inside.near.iter().map(|(other, km)| format!("{km:.1} km from {} ({}), {}", other.name, other.code, other.country));
    let coast = inside.coast_km.map(|km| format!("{km:.1} km from the coast or the end of the outlines"));
    let mut out: Vec<String> = near.chain(coast).collect();
    if inside.near.iter().map(|(_, km)| *km).chain(inside.coast_km).any(|km| km <= OUTLINES_KM) {
        out.push(format!("the outlines may be {OUTLINES_KM} km off: it may lie across"));
    }
    let claims: Vec<&str> = inside.division.iter().flat_map(Outlined::disputed).collect();
    if !claims.is_empty() {
        out.push(format!("disputed: claimed or held, in whole or part, by {}", claims.join(", ")));
    }
    out
}

fn named(gazetteer: &Gazetteer, filter: &Filter, words: &str, count: usize) -> Vec<Hit> {
    let wanted = |key: PlaceKey, facts: &Facts| {
        filter.admits(facts) && (!filter.asks_for_divisions() || gazetteer.place(key).is_some_and(|p| filter.holds(&p)))
    };
    let open = |_: PlaceKey, _: &Facts| true;
    let mut found = lookup::candidates(gazetteer, words, if filter.is_open() { &open } else { &wanted });
    if let Some((near, _)) = &filter.near {
        found.sort_by(|a, b| distance_km(*near, a.facts.position).total_cmp(&distance_km(*near, b.facts.position)));
    }
    found.truncate(count);
    let from = filter.near.as_ref().map(|(near, _)| *near).or_else(|| found.first().map(|f| f.facts.position));
    let hit = |found: lookup::Found| {
        let place = gazetteer.place(found.candidate.key)?;
        Some(measured(from, place, found.candidate.key, Some(found.candidate.tier), found.candidate.similarity))
    };
    found.into_iter().filter_map(hit).collect()
}

fn around(gazetteer: &Gazetteer, filter: &Filter, at: Position, count: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    // Kilometres of --within count from the point itself.
    for reach in AROUND_KM.iter().copied().filter(|km| filter.radius_km.is_none_or(|most| *km < most)).chain(filter.radius_km) {
        let near = gazetteer.near(at, reach).into_iter();
        let admitted = near.filter(|(key, _)| filter.is_open() || gazetteer.facts(*key).is_some_and(|facts| filter.admits(&facts)));
        let held = admitted.filter_map(|(key, _)| Some((key, gazetteer.place(key)?))).filter(|(_, place)| filter.holds(place));
        hits = held.take(count).map(|(key, place)| measured(Some(at), place, key, None, 1.0)).collect::<Vec<_>>();
        if hits.len() >= count {
            break;
        }
    }
    hits
}

fn measured(from: Option<Position>, place: PlaceRef, key: PlaceKey, tier: Option<Tier>, likeness: f32) -> Hit {
    let from = from.unwrap_or(place.position);
    let same = from == place.position;
    let km = if same { 0.0 } else { distance_km(from, place.position) };
    let bearing = (!same).then(|| bearing(from, place.position));
    Hit { place, key, tier, likeness, km, bearing }
}
