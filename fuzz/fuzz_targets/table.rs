//! Any bytes as a CSV of places: rows are read or named, and what was read can be indexed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sitmap::gazetteer::{Builder, Index, Kind, TableOptions, country_code, read_rows};

fuzz_target!(|data: &[u8]| {
    let mut builder = Builder::new("fuzzed");
    let options = TableOptions { id_prefix: "user:fuzzed.csv", kind: Some(Kind::Town), ..TableOptions::default() };
    let _ = read_rows(data, options, country_code, &mut |row| {
        if let Ok(place) = row {
            builder.add(place);
        }
    });
    let built = builder.build().unwrap_or_default();
    assert!(Index::from_vec(built).is_ok_and(|index| index.verify().is_ok()));
});
