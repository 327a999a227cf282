//! Puts places of one's own on top of the built-in gazetteer, and asks where a report's names lie.
//!
//! ```text
//! cargo run --release --example own_gazetteer
//! ```

use std::error::Error;

use sitmap::gazetteer::{Builder, Entry, Index, Kind};
use sitmap::measure::{Position, distance_km};
use sitmap::{Gazetteer, Mapper, Report};

fn main() -> Result<(), Box<dyn Error>> {
    // 1. A place that no gazetteer has: a checkpoint, by the name that reports use.
    let mut places = Builder::new("checkpoints");
    let mut checkpoint = Entry::new("own:1", "Tell Qamhana", Kind::Base, Position::new(35.1904, 36.7531));
    checkpoint.country = Some(*b"SY");
    places.add(checkpoint);

    // 2. On top of the built-in one: where names are the same, one's own win.
    let gazetteer = Gazetteer::builtin()?.with(Index::from_vec(places.build()?)?);
    let mapper = Mapper::builder(gazetteer).build()?;

    // 3. Names of a report, resolved.
    let report = Report::new("r1", "Shelling was heard at Tell Qamhana, north of Hama, in Syria.");
    let found: Vec<_> = mapper.places(&report).into_iter().filter_map(|t| Some((t.span, t.place?))).collect();
    for (span, place) in &found {
        println!("{:14} {} ({}) {:.4}, {:.4}", span.slice(&report.text), place.name, place.id, place.position.lat, place.position.lon);
    }
    if let [(_, a), (_, b), ..] = found.as_slice() {
        println!("{} lies {:.1} km from {}", a.name, distance_km(a.position, b.position), b.name);
    }
    Ok(())
}
