//! `sitmap distance`: how far, and in which direction.

use std::io::Write;

use clap::Args;

use super::lookup;
use super::options::KnownPlaces;
use super::run::Outcome;
use crate::error::{Error, Result};
use crate::measure::{bearing, compass_word, distance_km};

/// Geodesic distance and bearing between two places or coordinates
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  sitmap distance \"Deir ez-Zor\" Raqqa\n  sitmap distance 35.28,39.22 Palmyra\n  sitmap distance -33.87,151.21 \"Canberra, Australia\""
)]
pub(super) struct Distance {
    /// A name, \"Name, Country\", or coordinates as 35.28,39.22
    #[arg(value_name = "A")]
    from: String,
    /// Another
    #[arg(value_name = "B")]
    to: String,
    #[command(flatten)]
    places: KnownPlaces,
}

impl Distance {
    pub(super) fn run(self) -> Result<Outcome> {
        let (gazetteer, failed) = self.places.open()?;
        failed.iter().for_each(|e| eprintln!("sitmap: {e}"));
        let (from, to) = (lookup::place(&gazetteer, &self.from)?, lookup::place(&gazetteer, &self.to)?);
        let km = distance_km(from.position, to.position);
        let towards = bearing(from.position, to.position);
        let mut text = format!("{km:.1} km ({:.1} miles), bearing {towards:.0}° ({})\n", km / 1.609_344, compass_word(towards));
        for place in [from, to] {
            text.push_str(&format!(
                "  {} ({}) {:.5}, {:.5}\n",
                lookup::described(&place),
                place.kind.name(),
                place.position.lat,
                place.position.lon
            ));
        }
        std::io::stdout().lock().write_all(text.as_bytes()).map_err(|e| Error::io("write the distance", e))?;
        Ok(if failed.is_empty() { Outcome::AllRead } else { Outcome::SomeFailed })
    }
}
