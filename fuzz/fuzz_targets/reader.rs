//! A damaged or hostile `.gaz` gives fewer places or wrong ones, never a panic.
//!
//! The first byte tells whether the rest is a whole file, or changes to a good one: five bytes each, offset and new value.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitmap::Gazetteer;
use sitmap::gazetteer::{Builder, Division, Entry, Index, Kind, NameRole};
use sitmap::measure::Position;

/// The bytes of header and section table that changes leave alone: a wrong checksum there ends everything.
const HEAD: usize = 32 + 14 * 24;

static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = Builder::new("fuzzed");
    builder.division(Division {
        level: 1,
        country: *b"SY",
        code: "SY-HM".into(),
        keys: vec!["SY.10".into()],
        name: "Hama".into(),
        number: 0,
        disputed: vec!["XX".into()],
    });
    let ring = [(34.6, 36.2), (35.4, 36.3), (35.3, 37.9), (34.7, 37.4), (34.6, 36.2)];
    builder.polygon("SY-HM", vec![ring.map(|(lat, lon)| Position::new(lat, lon)).to_vec()]);
    for i in 0..300u32 {
        let at = Position::new(34.0 + f64::from(i % 17) / 10.0, 36.0 + f64::from(i % 23) / 10.0);
        let mut place = Entry::new(format!("gn:{i}"), format!("Tell {}", i % 40), Kind::Village, at);
        place.others = vec![(format!("تل {i}"), NameRole::Alias), (format!("T{i}"), NameRole::Abbreviation)];
        place.admin1 = "SY-HM".into();
        builder.add(place);
    }
    builder.build().unwrap_or_default()
});

fuzz_target!(|data: &[u8]| {
    let Some((form, rest)) = data.split_first() else { return };
    let bytes = if form % 4 == 0 {
        rest.to_vec()
    } else {
        let mut bytes = GOOD.clone();
        let room = bytes.len() - HEAD;
        for change in rest.chunks_exact(5) {
            let at = u32::from_le_bytes([change[0], change[1], change[2], change[3]]) as usize;
            bytes[HEAD + at % room] = change[4];
        }
        bytes
    };
    let Ok(index) = Index::from_vec(bytes) else { return };
    let _ = index.verify();
    let gazetteer = Gazetteer::empty().with(index);
    gazetteer.about();
    let here = Position::new(35.0, 37.0);
    for name in ["Tell 7", "Tall 7", "تل 12", "T12", "Tel", "Tellx 31"] {
        for candidate in gazetteer.lookup(name) {
            gazetteer.place(candidate.key);
            gazetteer.names(candidate.key);
        }
        gazetteer.search(name, 5, |_, facts| facts.country == *b"SY");
    }
    let nearest = [gazetteer.nearest(here, 3, |_| true, 0), gazetteer.nearest(here, 3, |kind| kind == Kind::Village, 1)].concat();
    for (key, _) in gazetteer.near(here, 50.0).into_iter().chain(nearest) {
        gazetteer.place(key);
    }
    gazetteer.inside(here);
    gazetteer.division_rings("SY-HM");
    gazetteer.prominent(5, |kind, _| kind.is_settlement());
});
