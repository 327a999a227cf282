//! Any bytes as GeoNames' table of names.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sitmap::gazetteer::{Builder, Entry, Index, Kind, read_alternates};
use sitmap::measure::Position;

fuzz_target!(|data: &[u8]| {
    let mut builder = Builder::new("fuzzed");
    builder.add(Entry::new("gn:1", "Hama", Kind::City, Position::new(35.13, 36.75)));
    let _ = read_alternates(data, &mut |row| {
        if let Ok(name) = row {
            builder.name(&name.id, &name.name, name.role, name.preferred);
        }
    });
    let built = builder.build().unwrap_or_default();
    assert!(Index::from_vec(built).is_ok_and(|index| index.len() == 1));
});
