//! Any bytes as a file of GeoNames, or of its divisions.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sitmap::gazetteer::{Builder, Index, read_division_codes, read_geonames};

fuzz_target!(|data: &[u8]| {
    let mut builder = Builder::new("fuzzed");
    let _ = read_division_codes(data, &mut |row| {
        if let Ok(division) = row {
            builder.division(division);
        }
    });
    let _ = read_geonames(data, &mut |row| {
        if let Ok(place) = row {
            builder.add(place);
        }
    });
    let built = builder.build().unwrap_or_default();
    assert!(Index::from_vec(built).is_ok_and(|index| index.verify().is_ok()));
});
