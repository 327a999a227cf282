//! Gazetteer files, through the real program and the library: made of every kind of source, refused where they are broken, read for
//! ever.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use program::{Folder, lines};
use serde_json::Value;
use sitmap::Gazetteer;
use sitmap::gazetteer::{Kind, Tier};

const GEONAMES: &str =
    "163915\tTadmur\tTadmur\tPalmira,تدمر\t34.56\t38.28\tP\tPPL\tSY\t\t11\t\t\t\t51323\t\t404\tAsia/Damascus\t2020-01-01\n";

fn found(folder: &Folder, gazetteer: &str, name: &str) -> Value {
    let run = folder.run(&["find", name, "-f", "jsonl", "-n", "1", "--gazetteer", gazetteer, "--only-gazetteer"]);
    lines(&run.out).first().unwrap_or_else(|| panic!("{name}: {}", run.err))["place"].clone()
}

#[test]
fn columns_of_any_name_and_places_without_options() {
    let folder = Folder::new();
    folder.file("mine.csv", "Place;Y;X;ADM3;Land\nUmm Zahrqan;35.1;38.2;SY050102;Syria\n");
    let run = folder.run(&[
        "gazetteer",
        "build",
        "mine.csv",
        "--column",
        "name=Place,code=ADM3",
        "--column",
        "country=Land",
        "-o",
        "new/mine.gaz",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.list("new"), ["mine.gaz"]);
    let place = found(&folder, "new/mine.gaz", "Umm Zahrqan");
    assert_eq!((place["code"].as_str(), place["country"].as_str()), (Some("SY050102"), Some("SY")));
    assert_eq!(place["admin1_code"], "SY-HM", "the outlines of the program tell the division");
    for (column, part) in [("height=Z", "height"), ("name=Ort", "Ort")] {
        let run = folder.run(&["gazetteer", "build", "mine.csv", "--column", column, "-o", "new/mine.gaz"]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(part), "{}", run.err);
    }
}

#[test]
fn sources_are_joined_and_named() {
    let folder = Folder::new();
    folder.file("all.txt", GEONAMES);
    folder.file("names.txt", "1\t163915\ten\tPalmyra\t1\t\t\t\t\t\n2\t163915\tfr\tPalmyre\t\t\t\t\t\t\n3\t7\ten\tNobody\t\t\t\t\t\t\n");
    folder.file("own.csv", "name,lat,lon,country,code\nPalmyra,34.551,38.27,SY,SY0403\n");
    let event =
        "where_prec,where_coordinates,latitude,longitude,country\n1,Palmyra city,34.55,38.28,Syria\n1,Wadi Zahrqan,34.9,38.4,Syria\n";
    folder.file("ged.csv", event);
    folder.file(
        "sites.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[38.4,34.8]},"properties":{"name":"Zahrqan Depot","kind":"base"}}]}"#,
    );
    let sources = ["all.txt", "names.txt", "own.csv", "ged.csv", "sites.geojson"];
    let run = folder.run(&[&["gazetteer", "build", "-o", "all.gaz", "--licence", "CC0"][..], &sources].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("3 places") && run.err.contains("2 rows named a place of another source"), "{}", run.err);
    for name in ["Palmyra", "Tadmur", "Palmyre", "تدمر"] {
        let place = found(&folder, "all.gaz", name);
        assert_eq!((place["id"].as_str(), place["name"].as_str()), (Some("gn:163915"), Some("Palmyra")), "{name}");
        assert_eq!((place["code"].as_str(), place["admin1_code"].as_str()), (Some("SY0403"), Some("SY-HI")), "{name}");
    }
    assert_eq!(found(&folder, "all.gaz", "Zahrqan Depot")["kind"], "base");
    let info = folder.run(&["gazetteer", "info", "all.gaz", "--verify"]).out;
    for part in ["all.txt (CC BY 4.0)", "own.csv (CC0)", "ged.csv (CC BY 4.0)", "checksum"] {
        assert!(info.contains(part), "{part}: {info}");
    }
    // The same sources give the same bytes.
    let run = folder.run(&[&["gazetteer", "build", "-o", "again/all.gaz", "--licence", "CC0"][..], &sources].concat());
    assert_eq!(run.code, 0);
    assert!(std::fs::read(folder.path().join("all.gaz")).unwrap() == std::fs::read(folder.path().join("again/all.gaz")).unwrap());
}

#[test]
fn packed_sources() {
    let folder = Folder::new();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, GEONAMES.as_bytes()).unwrap();
    folder.file("SY.txt.gz", gz.finish().unwrap());
    folder.file("SY.txt.zst", zstd::encode_all(GEONAMES.as_bytes(), 1).unwrap());
    folder.file("SY.zip", archive("SY.txt", GEONAMES.as_bytes(), false));
    for name in ["SY.txt.gz", "SY.txt.zst", "SY.zip"] {
        let run = folder.run(&["gazetteer", "build", name, "-o", "SY.gaz"]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert_eq!(found(&folder, "SY.gaz", "Tadmur")["id"], "gn:163915", "{name}");
    }
    folder.file("SY.zip", archive("SY.txt", GEONAMES.as_bytes(), true));
    let run = folder.run(&["gazetteer", "build", "SY.zip", "-o", "SY.gaz"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("damaged"), "{}", run.err);
    assert_eq!(found(&folder, "SY.gaz", "Tadmur")["id"], "gn:163915", "the old file is whole");
}

#[test]
fn a_pipe_is_read_like_a_file() {
    let folder = Folder::new();
    let read = |options: &[&str], bytes: &[u8]| {
        let command = [&["gazetteer", "build"][..], options, &["/dev/stdin", "-o", "piped.gaz"]].concat();
        let mut child = folder.command(&command).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        program::ended(child.wait_with_output().unwrap())
    };
    for (options, bytes) in [
        (&[][..], GEONAMES.as_bytes().to_vec()),
        (&["--geonames"], GEONAMES.as_bytes().to_vec()),
        (&[], zstd::encode_all(GEONAMES.as_bytes(), 1).unwrap()),
    ] {
        let run = read(options, &bytes);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(found(&folder, "piped.gaz", "Tadmur")["id"], "gn:163915");
    }
    let run = read(&[], &archive("SY.txt", GEONAMES.as_bytes(), false));
    assert_eq!(run.code, 2);
    assert!(run.err.contains("from a pipe") && run.err.contains("save it"), "{}", run.err);
}

#[test]
fn a_gazetteer_holds_the_divisions_of_its_places_alone() {
    let folder = Folder::new();
    folder.file("places.csv", "name,lat,lon,country\nUmm Zahrqan,35.1,38.2,SY\n");
    assert_eq!(folder.run(&["gazetteer", "build", "places.csv", "-o", "a.gaz"]).code, 0);
    assert!(std::fs::metadata(folder.path().join("a.gaz")).unwrap().len() < 100_000);
    // A table on top of it names divisions that it does not hold.
    folder.file("more.csv", "name,lat,lon,country,admin1\nZahrqan Town,35.2,40.1,SY,SY-DY\n");
    let run = folder.run(&["find", "Zahrqan Town", "-f", "jsonl", "--only-gazetteer", "--gazetteer", "a.gaz", "--gazetteer", "more.csv"]);
    assert_eq!(lines(&run.out)[0]["place"]["admin1_code"], "SY-DY", "{}", run.err);
}

/// A .zip of one stored file, with a wrong checksum if so wanted.
fn archive(name: &str, content: &[u8], broken: bool) -> Vec<u8> {
    let checksum = crc32fast::hash(content) ^ u32::from(broken);
    let size = content.len() as u32;
    let shared = |out: &mut Vec<u8>| {
        for half in [20u16, 0, 0, 0, 0] {
            out.extend(half.to_le_bytes());
        }
        for word in [checksum, size, size] {
            out.extend(word.to_le_bytes());
        }
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(0u16.to_le_bytes());
    };
    let mut out = b"PK\x03\x04".to_vec();
    shared(&mut out);
    out.extend(name.as_bytes());
    out.extend(content);
    let directory = out.len() as u32;
    out.extend(b"PK\x01\x02\x14\x00");
    shared(&mut out);
    out.extend([0; 14]);
    out.extend(name.as_bytes());
    let length = out.len() as u32 - directory;
    out.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    out.extend(length.to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend([0; 2]);
    out
}

#[test]
fn many_bad_rows_are_counted_not_listed() {
    let folder = Folder::new();
    folder.file("SY.txt", format!("{GEONAMES}{}", "no line\r\n".repeat(500)));
    let run = folder.run(&["gazetteer", "build", "--geonames", "SY.txt", "-o", "SY.gaz"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("SY.txt:2:") && run.err.contains("480 more rows"), "{}", run.err);
    assert!(run.err.lines().count() < 25);
}

#[test]
fn numbers_that_are_none_are_named_and_counted() {
    let folder = Folder::new();
    let row = |people: &str, lat: &str| {
        format!("7\tUmm Zahrqan\tUmm Zahrqan\t\t{lat}\t{lat}\tP\tPPL\tSY\t\t07\t\t\t\t{people}\t\t210\tAsia/Damascus\t2020-01-01\n")
    };
    let wrong = [("many", "35"), ("-5", "35"), ("99999999999", "35"), ("10", "0")];
    let rows: String = wrong.iter().map(|(people, lat)| row(people, lat)).collect();
    folder.file("SY.txt", format!("{GEONAMES}{rows}"));
    let run = folder.run(&["gazetteer", "build", "--geonames", "SY.txt", "-o", "SY.gaz"]);
    assert_eq!(run.code, 1);
    for said in ["\"many\" is no number of people", "\"-5\"", "\"99999999999\"", "0, 0 is no latitude", "4 rows could not be read"] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
}

#[test]
fn a_source_is_never_written_over() {
    let folder = Folder::new();
    folder.file("a.csv", "name,lat,lon\nUmm Zahrqan,35.1,38.2\n");
    let run = folder.run(&["gazetteer", "build", "a.csv", "-o", "./a.csv"]);
    assert!(run.code == 2 && run.err.contains("the output is one of the sources"), "{}", run.err);
    assert!(folder.read("a.csv").starts_with("name,lat"));
}

#[test]
fn a_build_that_is_killed_leaves_the_old_file() {
    let folder = Folder::new();
    folder.file("old.csv", "name,lat,lon\nUmm Zahrqan,35.1,38.2\n");
    assert_eq!(folder.run(&["gazetteer", "build", "old.csv", "-o", "a/a.gaz"]).code, 0);
    let rows: String = (0..60_000).map(|i| format!("Zahrqan {i},{},38\n", f64::from(i % 80))).collect();
    folder.file("new.csv", format!("name,lat,lon\n{rows}"));
    for wait in [1, 30, 100, 200, 400] {
        let mut child =
            folder.command(&["gazetteer", "build", "new.csv", "-o", "a/a.gaz"]).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let run = folder.run(&["gazetteer", "info", "a/a.gaz", "--verify"]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    assert_eq!(folder.run(&["gazetteer", "build", "new.csv", "-o", "a/a.gaz"]).code, 0);
    assert_eq!(folder.list("a"), ["a.gaz"], "nothing is left of the killed");
}

#[test]
fn broken_files_are_refused_with_what_to_do() {
    let folder = Folder::new();
    folder.file("places.csv", "name,lat,lon,country\nUmm Zahrqan,35.1,38.2,SY\n");
    assert_eq!(folder.run(&["gazetteer", "build", "places.csv", "-o", "good.gaz"]).code, 0);
    let good = std::fs::read(folder.path().join("good.gaz")).unwrap();
    let mut newer = good.clone();
    newer[8] = 99;
    let mut flipped = good.clone();
    // The first section, a small one, is held against its checksum at once.
    flipped[32 + 14 * 24 + 8 + 20] ^= 4;
    let kept = |name: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gaz").join(name)).unwrap();
    let v1 = zstd::decode_all(&kept("v1.gaz.zst")[..]).unwrap();
    let cases = [
        ("empty.gaz", Vec::new(), "empty"),
        ("short.gaz", good[..20].to_vec(), "too short"),
        ("cut.gaz", good[..good.len() - 9].to_vec(), "cut off"),
        ("foreign.gaz", b"PK\x03\x04 something else entirely, and long enough".to_vec(), "not a sitmap gazetteer"),
        ("newer.gaz", newer, "newer sitmap"),
        ("flipped.gaz", flipped, "damaged"),
        ("v1.gaz", v1, "version 1"),
        ("v2.gaz", kept("v2.gaz"), "version 2"),
    ];
    for (name, bytes, part) in cases {
        folder.file(name, bytes);
        let run = folder.run(&["find", "Hama", "--gazetteer", name]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.err.contains(part) && run.err.contains(name), "{name}: {}", run.err);
        assert!(name == "foreign.gaz" || run.err.contains("gazetteer build"), "{name}: {}", run.err);
    }
}

#[test]
fn a_flipped_bit_anywhere_is_found() {
    let good = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gaz/v4.gaz")).unwrap();
    let folder = Folder::new();
    let mut refused = 0;
    for at in (0..good.len()).step_by(101) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x10;
        let path = folder.file("flipped.gaz", &bytes);
        refused += u32::from(Gazetteer::open(path).is_err());
    }
    // All but the reserved bytes and the few between the sections.
    assert!(refused as usize + 3 >= good.len().div_ceil(101), "{refused}");
}

#[test]
fn versions_3_and_4_open_and_answer() {
    ["v3.gaz", "v4.gaz"].iter().for_each(|name| opens_and_answers(name));
}

fn opens_and_answers(file: &str) {
    let gazetteer = Gazetteer::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gaz").join(file)).unwrap();
    gazetteer.layers()[0].verify().unwrap();
    for (name, tier) in
        [("Umm Zahrqan", Tier::Exact), ("umm-zahrqan", Tier::Folded), ("Om Zahrkan", Tier::Skeleton), ("أم زهرقان", Tier::Exact)]
    {
        let hits = gazetteer.lookup(name);
        assert_eq!(hits[0].tier, tier, "{name} in {file}");
        let place = gazetteer.place(hits[0].key).unwrap();
        assert_eq!((place.id.as_str(), place.code.as_deref(), place.population), ("user:sample.csv#1", Some("SY0401"), 350), "{name}");
        assert_eq!(place.admin1_code.as_deref(), Some("SY-HI"));
    }
    let here = sitmap::measure::Position::new(35.1, 38.2);
    assert_eq!(gazetteer.near(here, 30.0).len(), 2);
    let hill = gazetteer.nearest(here, 2, |kind| kind == Kind::Hill, 0);
    assert_eq!(hill.iter().map(|(key, _)| gazetteer.place(*key).unwrap().id.clone()).collect::<Vec<_>>(), ["gn:12"]);
    assert_eq!(gazetteer.inside(here).division.unwrap().code, "SY-HI");
    assert_eq!(gazetteer.about()[0].sources[0].licence, "CC0");
}
