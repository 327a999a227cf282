//! Any bytes as a packed source: .zip, .gz, .zst.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Read};
use std::path::Path;

use sitmap::gazetteer::unpack;

fuzz_target!(|data: &[u8]| {
    // Little input unpacks to a lot; what is read is passed on, so that a megabyte of it says enough.
    if let Ok(source) = unpack(Cursor::new(data.to_vec()), Path::new("fuzzed.zip")) {
        let _ = std::io::copy(&mut source.take(1 << 20), &mut std::io::sink());
    }
});
