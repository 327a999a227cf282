//! Maps every report of a folder and counts the events by kind and country.
//!
//! ```text
//! cargo run --release --example map_folder -- examples 2017-09-03
//! ```

use std::collections::BTreeMap;
use std::error::Error;

use sitmap::read::{Incoming, ReadOptions, Reports, inputs};
use sitmap::{Gazetteer, Mapper};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "examples".to_owned());
    let published = arguments.next().map(|day| day.parse()).transpose()?;

    // 1. One mapper serves any number of reports, from any number of threads.
    let mapper = Mapper::builder(Gazetteer::builtin()?).build()?;

    // 2. The reader gives reports one at a time, and names what it could not read.
    let options = ReadOptions { published, ..ReadOptions::default() };
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for incoming in Reports::new(inputs(&[folder])?, options) {
        let report = match incoming {
            Incoming::Report(report) => report,
            Incoming::Failed(problem) | Incoming::Note(problem) => {
                eprintln!("{problem}");
                continue;
            }
        };

        // 3. Every event knows where it is, and how precisely.
        for event in mapper.map(&report).events {
            let country = event.location.and_then(|place| place.country).unwrap_or_else(|| "no place".to_owned());
            *counts.entry((event.kind, country)).or_default() += 1;
        }
    }
    for ((kind, country), count) in counts {
        println!("{count:4}  {kind:24} {country}");
    }
    Ok(())
}
