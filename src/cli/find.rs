//! `sitmap find`: look names or coordinates up.

use std::io::Write;

use clap::Args;
use serde_json::json;

use super::lookup;
use super::options::KnownPlaces;
use super::run::Outcome;
use crate::error::{Error, Result};
use crate::feature::PlaceRecord;
use crate::gazetteer::{Gazetteer, Inside, OUTLINES_KM, Outlined, PlaceRef};
use crate::measure::{Position, bearing, compass_word};

/// Look names up in the gazetteer, or what lies around a coordinate
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sitmap find \"Deir Ezzor\" دمشق\n  sitmap find 35.28,39.22")]
pub(super) struct Find {
    /// Names in any spelling or script, as Hama or \"Tripoli, Lebanon\", or coordinates as 35.28,39.22
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Show this many for each
    #[arg(short = 'n', long, value_name = "N", default_value_t = 5)]
    count: usize,
    /// Write text or jsonl
    #[arg(short, long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
    #[command(flatten)]
    places: KnownPlaces,
}

/// One answer, and how it was found.
struct Hit {
    place: PlaceRef,
    how: String,
    names: Vec<String>,
}

/// Kilometres around a coordinate within which places are shown.
const AROUND_KM: f64 = 100.0;

impl Find {
    pub(super) fn run(self) -> Result<Outcome> {
        let (gazetteer, failed) = self.places.open()?;
        failed.iter().for_each(|e| eprintln!("sitmap: {e}"));
        let mut out = std::io::stdout().lock();
        let mut missed = !failed.is_empty();
        for name in &self.names {
            let at = lookup::point(name)?;
            let hits = match at {
                Some(at) => around(&gazetteer, at, self.count),
                None => named(&gazetteer, name, self.count),
            };
            missed |= hits.is_empty();
            let text = if self.format == "jsonl" { lines(name, &hits) } else { self.text(&gazetteer, name, at, &hits) };
            out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| Error::io("write the places", e))?;
        }
        Ok(if missed { Outcome::SomeFailed } else { Outcome::AllRead })
    }

    fn text(&self, gazetteer: &Gazetteer, name: &str, at: Option<Position>, hits: &[Hit]) -> String {
        let mut out = format!("{name}\n");
        if let Some(at) = at {
            out.push_str(&described(&gazetteer.inside(at)));
        }
        if hits.is_empty() {
            out.push_str("  in no gazetteer; add it with --gazetteer FILE (a CSV with name,lat,lon)\n");
        }
        for hit in hits {
            let p = &hit.place;
            let people = if p.population > 0 { format!(", {} people", p.population) } else { String::new() };
            out.push_str(&format!(
                "  {} ({}{people}) {:.4}, {:.4}  {}  {}\n",
                lookup::described(p),
                p.kind.name(),
                p.position.lat,
                p.position.lon,
                p.id,
                hit.how
            ));
            if !hit.names.is_empty() {
                out.push_str(&format!("      also {}\n", hit.names.join(", ")));
            }
        }
        out
    }
}

/// In which division a point lies, and what puts that in doubt.
fn described(inside: &Inside<'_>) -> String {
    let named = |d: &Outlined<'_>| format!("{} ({}), {}", d.name, d.code, d.country);
    let mut out = match &inside.division {
        Some(division) => format!("  in {}\n", named(division)),
        None => "  in no outline: at sea, or on land that no outline has\n".to_owned(),
    };
    for (other, km) in &inside.near {
        out.push_str(&format!("  {km:.1} km from {}\n", named(other)));
    }
    if let Some(km) = inside.coast_km {
        out.push_str(&format!("  {km:.1} km from the coast or the end of the outlines\n"));
    }
    if inside.near.iter().map(|(_, km)| *km).chain(inside.coast_km).any(|km| km <= OUTLINES_KM) {
        out.push_str(&format!("  the outlines may be {OUTLINES_KM} km off: it may lie across\n"));
    }
    let claims: Vec<&str> = inside.division.iter().flat_map(Outlined::disputed).collect();
    if !claims.is_empty() {
        out.push_str(&format!("  disputed: claimed or held, in whole or part, by {}\n", claims.join(", ")));
    }
    out
}

fn named(gazetteer: &Gazetteer, name: &str, count: usize) -> Vec<Hit> {
    let hit = |(candidate, place): (crate::gazetteer::Candidate, PlaceRef)| {
        let names = gazetteer.names(candidate.key);
        let names = names.into_iter().filter(|n| *n != place.name).take(6).map(str::to_owned).collect();
        Hit { how: candidate.tier.name().to_owned(), names, place }
    };
    lookup::candidates(gazetteer, name).into_iter().take(count).map(hit).collect()
}

fn around(gazetteer: &Gazetteer, at: Position, count: usize) -> Vec<Hit> {
    let near = gazetteer.near(at, AROUND_KM).into_iter().filter_map(|(key, km)| Some((gazetteer.place(key)?, km)));
    let hit = |(place, km): (PlaceRef, f64)| {
        let wind = compass_word(bearing(place.position, at));
        Hit { how: format!("{km:.1} km {wind} of it"), names: Vec::new(), place }
    };
    near.take(count).map(hit).collect()
}

fn lines(name: &str, hits: &[Hit]) -> String {
    let line = |hit: &Hit| {
        format!("{}\n", json!({"query": name, "place": PlaceRecord::new(&hit.place), "population": hit.place.population, "match": hit.how}))
    };
    hits.iter().map(line).collect()
}
