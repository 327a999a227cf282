//! Any bytes as UCDP GED.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sitmap::gazetteer::{Builder, Index, country_code, read_ged};

fuzz_target!(|data: &[u8]| {
    // Half of the runs begin behind a good header.
    let header = "where_prec,where_coordinates,latitude,longitude,country\n";
    let text = if data.first().is_some_and(|b| b % 2 == 0) { [header.as_bytes(), data].concat() } else { data.to_vec() };
    let mut builder = Builder::new("fuzzed");
    let _ = read_ged(text.as_slice(), "user:fuzzed.csv", country_code, &mut |row| {
        if let Ok(place) = row {
            builder.add(place);
        }
    });
    let built = builder.build().unwrap_or_default();
    assert!(Index::from_vec(built).is_ok_and(|index| index.verify().is_ok()));
});
