//! `sitmap find` and places of one's own, as a person uses them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use std::io::Write;
use std::process::Stdio;

use program::{Ended, Folder, ended, lines};
use serde_json::Value;

/// Al-Sukhnah in GeoNames.
const SUKHNA: &str = "gn:172425";

fn piped(folder: &Folder, arguments: &[&str], input: &[u8]) -> Ended {
    let mut child = folder.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let done = ended(child.wait_with_output().unwrap());
    let _ = feeder.join();
    done
}

fn found(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    lines(&folder.run(&[&["find", "-f", "jsonl"], arguments].concat()).out)
}

fn ids(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    found(folder, arguments).iter().filter_map(|l| l["place"]["id"].as_str().map(str::to_owned)).collect()
}

#[test]
fn a_name_in_any_spelling_with_what_is_known_of_it() {
    let folder = Folder::new();
    for name in ["deir ezzor", "Deir ez-Zor", "دير الزور", "DAYR AZ ZAWR"] {
        let first = &found(&folder, &[name])[0];
        assert_eq!((first["query"].as_str(), first["rank"].as_u64()), (Some(name), Some(1)));
        assert_eq!(
            (first["place"]["admin1_code"].as_str(), first["place"]["iso3"].as_str()),
            (Some("SY-DY"), Some("SYR")),
            "{name}: {first}"
        );
        assert!(first["population"].as_u64().unwrap() > 100_000 && first["km"].as_f64() == Some(0.0), "{first}");
        assert!(["exact", "folded", "skeleton"].contains(&first["tier"].as_str().unwrap()), "{first}");
    }
    let text = folder.run(&["find", "deir ezzor"]);
    assert!(text.out.starts_with("deir ezzor\n  Deir ez-Zor, SY") && text.out.contains(" people"), "{}", text.out);
    let far = &found(&folder, &["Tripoli", "--country", "LB,LY"])[1];
    assert!(far["km"].as_f64().unwrap() > 1500.0 && far["km_from"] == "the first" && far["bearing"].is_number(), "{far}");
}

#[test]
fn narrowed_down() {
    let folder = Folder::new();
    let country = |l: &Value| l["place"]["country"].as_str().unwrap().to_owned();
    assert!(found(&folder, &["Tripoli", "--country", "Lebanon"]).iter().all(|l| country(l) == "LB"));
    assert!(found(&folder, &["Tripoli", "--within", "LBN"]).iter().all(|l| country(l) == "LB"));
    assert!(found(&folder, &["Tripoli, Lebanon"]).iter().all(|l| country(l) == "LB"));
    let kinds = found(&folder, &["Homs", "--kind", "admin1"]);
    assert!(!kinds.is_empty() && kinds.iter().all(|l| l["place"]["kind"] == "admin1"), "{kinds:?}");
    for division in ["SY-HI", "sy-hi", "Homs Governorate"] {
        let within = found(&folder, &["Tadmur", "--within", division]);
        assert!(!within.is_empty() && within.iter().all(|l| l["place"]["admin1_code"] == "SY-HI"), "{division}: {within:?}");
    }
    let near = found(&folder, &["Tripoli", "--near", "Beirut"]);
    assert_eq!((country(&near[0]).as_str(), near[0]["km_from"].as_str()), ("LB", Some("Beirut")));
    assert!((near[0]["km"].as_f64().unwrap() - 67.0).abs() < 15.0, "{}", near[0]);
    let close = found(&folder, &["Tripoli", "--near", "33.89,35.50", "--within", "100km"]);
    assert!(!close.is_empty() && close.iter().all(|l| l["km"].as_f64().unwrap() <= 100.0));
    assert_eq!(found(&folder, &["Homs", "-n", "1"]).len(), 1);

    let none = folder.run(&["find", "Tripoli", "--country", "NP"]);
    assert_eq!(none.code, 1);
    assert!(none.out.contains("no gazetteer has \"Tripoli\" in Nepal"), "{}", none.out);
    for (wrong, said) in [
        (&["--kind", "metropolis"][..], "airbase"),
        (&["--country", "Atlantis"], "Atlantis"),
        (&["--within", "Qzxwvk"], "--near \"Qzxwvk\" --within 50km"),
        (&["--near", "Qzxwvk"], "Qzxwvk"),
        (&["--within", "Syria", "--country", "IQ"], "no place lies in both"),
    ] {
        let run = folder.run(&[&["find", "Homs"], wrong].concat());
        assert_eq!(run.code, 2, "{wrong:?}");
        assert!(run.err.contains(said), "{wrong:?}: {}", run.err);
    }
}

#[test]
fn a_filter_that_cannot_be_kept_to_is_said() {
    let folder = Folder::new();
    let both = found(&folder, &["Rabia", "--within", "Syria", "--country", "SY,IQ"]);
    assert!(!both.is_empty() && both.iter().all(|l| l["place"]["country"] == "SY"), "{both:?}");
    for (wrong, said) in [(&["Homs", "--within", "50km"][..], "--near"), (&["35.28,39.22", "--near", "Homs"], "around themselves")] {
        let run = folder.run(&[&["find"], wrong].concat());
        assert!(run.code == 1 && run.err.contains(said), "{wrong:?}: {} {}", run.code, run.err);
    }
}

#[test]
fn what_is_at_a_point() {
    let folder = Folder::new();
    let run = folder.run(&["find", "35.28,39.22"]);
    assert!(run.out.starts_with("35.28,39.22\n  in Raqqa (SY-RA), Syria\n") && run.out.contains(" km "), "{}", run.out);
    let cities = found(&folder, &["35.28,39.22", "--kind", "city", "-n", "2"]);
    assert_eq!(cities.len(), 2);
    let km: Vec<f64> = cities.iter().map(|l| l["km"].as_f64().unwrap()).collect();
    assert!(km[0] <= km[1] && cities[0]["at"]["admin1_code"] == "SY-RA" && cities[0]["tier"].is_null(), "{cities:?}");
    let none = found(&folder, &["35.28,39.22", "--within", "1km"]);
    assert!(none[0]["place"].is_null() && none[0]["at"]["country"] == "SY");
    assert!(found(&folder, &["35°20'09\"N 40°08'27\"E"])[0]["at"]["admin1_code"] == "SY-DY");
    let south = folder.run(&["find", "-33.87,151.21", "-f", "csv"]);
    assert!(south.out.lines().nth(1).unwrap().starts_with("\"-33.87,151.21\",1,"), "{}", south.out);
    let typo = folder.run(&["find", "--kinds", "city"]);
    assert_eq!((typo.code, typo.err.contains("--kinds")), (2, true), "{}", typo.err);
    let run = folder.run(&["distance", "-33.87,151.21", "-35.28,149.13"]);
    assert!(run.code == 0 && run.out.starts_with("24") && run.out.contains(" km"), "{}{}", run.out, run.err);
    let run = folder.run(&["find", "95.1,39.22", "Homs", "-f", "jsonl"]);
    assert_eq!((run.code, lines(&run.out).is_empty()), (1, false));
    assert!(run.err.contains("95.1,39.22: no latitude"), "{}", run.err);
}

#[test]
fn files_that_other_programs_read() {
    let folder = Folder::new();
    let run = folder.run(&["find", "Palmyra", "=Qzxwvk", "Homs", "-f", "csv"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("no gazetteer has \"=Qzxwvk\""), "{}", run.err);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let header = reader.headers().unwrap().iter().collect::<Vec<_>>().join(",");
    assert_eq!(
        header,
        "query,rank,id,name,kind,country,iso3,admin1,admin1_code,admin2,population,lat,lon,tier,likeness,km,km_from,bearing,code,names"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.iter().any(|r| &r[0] == "'=Qzxwvk" && r[2].is_empty()), "a name without an answer keeps its row");
    assert!(rows.iter().any(|r| &r[0] == "Homs" && &r[5] == "SY" && &r[6] == "SYR" && r[11].parse::<f64>().is_ok()));

    let run = folder.run(&["find", "Palmyra", "Qzxwvk", "Homs", "-f", "geojson"]);
    let whole: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((whole["type"].as_str(), whole["sitmap"]["command"].as_str()), (Some("FeatureCollection"), Some("find")));
    let features = whole["features"].as_array().unwrap();
    assert!(features.len() >= 3);
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        let properties = feature["properties"].as_object().unwrap();
        assert_eq!(properties.len(), 18);
        assert!(properties.values().all(|v| !v.is_object() && !v.is_array()));
        match feature["geometry"]["coordinates"].as_array() {
            Some(at) => assert!(at[0].as_f64().unwrap().abs() <= 180.0 && at[1].as_f64().unwrap().abs() <= 90.0),
            None => assert!(feature["geometry"].is_null() && properties["query"] == "Qzxwvk"),
        }
    }
}

#[test]
fn many_names_in_their_order_on_any_number_of_threads() {
    let folder = Folder::new();
    let names: String = (0..600).map(|n| ["Homs\n", "حلب\r\n", "\n", "Deir Azzour\n", "Qzxwvk\n", "35.3,40.1\n"][n % 6]).collect();
    let one = piped(&folder, &["find", "-f", "csv", "-n", "1", "--threads", "1"], names.as_bytes());
    assert_eq!(one.code, 1);
    let asked: Vec<String> = csv::Reader::from_reader(one.out.as_bytes()).records().map(|r| r.unwrap()[0].to_owned()).collect();
    assert_eq!(asked.len(), 500, "an empty line asks nothing");
    assert_eq!(asked[..5], ["Homs", "حلب", "Deir Azzour", "Qzxwvk", "35.3,40.1"]);
    let more = piped(&folder, &["find", "-", "-f", "csv", "-n", "1", "--threads", "3"], names.as_bytes());
    assert!(one.out == more.out);
    assert!(one.err.contains("100 are in no gazetteer") && one.err.lines().count() <= 22, "{}", one.err);

    let bad = piped(&folder, &["find", "-f", "jsonl", "-n", "1"], b"Homs\n\xff\xfe\nHama\n");
    assert_eq!((bad.code, lines(&bad.out).len()), (1, 2));
    assert!(bad.err.contains("standard input:2"), "{}", bad.err);
    assert_eq!(piped(&folder, &["find"], b"").code, 2);
}

#[test]
fn a_place_of_ones_own_stands_for_the_built_in_one() {
    let folder = Folder::new();
    // Two kilometres off, in another spelling; only the id tells it from the built-in one.
    folder.file("own.csv", "id,name,lat,lon,country\nx1,Sukhneh,34.9030,38.8711,SY\n");
    let own = ["--gazetteer", "own.csv"];
    let mine = "user:own.csv#x1";
    for name in ["Sukhneh", "Sukhna", "As Sukhnah", "السخنة"] {
        let ids = ids(&folder, &[&[name, "--country", "SY"], &own[..]].concat());
        assert_eq!(ids.first().map(String::as_str), Some(mine), "{name}: {ids:?}");
        assert!(!ids.iter().any(|id| id == SUKHNA), "{name}: {ids:?}");
    }
    let first = &found(&folder, &[&["Sukhna"], &own[..]].concat())[0];
    assert_eq!(first["place"]["admin1_code"], "SY-HI");
    assert!(first["names"].as_array().unwrap().iter().any(|n| n == "السخنة"), "it has the names of the place below: {first}");
    let around = ids(&folder, &[&["34.89,38.87", "-n", "3"], &own[..]].concat());
    assert!(around.iter().any(|id| id == mine) && !around.iter().any(|id| id == SUKHNA), "{around:?}");

    folder.file("r.txt", "Government forces captured the town of Sukhna on Friday. Clashes went on near al-Sukhnah.");
    for gazetteer in ["own.csv", "own.gaz"] {
        if gazetteer == "own.gaz" {
            assert_eq!(folder.run(&["gazetteer", "build", "--table", "own.csv", "-o", "own.gaz"]).code, 0);
        }
        let run = folder.run(&["places", "r.txt", "-f", "jsonl", "--gazetteer", gazetteer]);
        let places = lines(&run.out)[0]["places"].as_array().unwrap().clone();
        assert_eq!(places.len(), 2, "{gazetteer}");
        assert!(places.iter().all(|p| p["place"]["id"] == mine), "{gazetteer}: {}", run.out);
        let alternatives = places.iter().flat_map(|p| p["alternatives"].as_array().unwrap());
        assert!(alternatives.into_iter().all(|a| a["id"] != SUKHNA));
        let run = folder.run(&["map", "r.txt", "--published", "2017-09-06", "-f", "jsonl", "--gazetteer", gazetteer]);
        let capture = lines(&run.out).into_iter().find(|e| e["kind"] == "capture").expect("the capture");
        assert_eq!(
            (capture["location"]["place_id"].as_str(), capture["location"]["lat"].as_f64()),
            (Some(mine), Some(34.903)),
            "{gazetteer}"
        );
    }
}

#[test]
fn a_place_of_ones_own_keeps_what_its_table_leaves_open() {
    let folder = Folder::new();
    // No kind is named: it is the city still. Mahliyah bears as an alias the name of a row that comes first.
    folder.file("own.csv", "name,lat,lon,country\nHoms,34.7300,36.7200,SY\nAl Aqta,14.6600,45.3500,YE\nMahliyah,14.6622,45.3512,YE\n");
    let homs = &found(&folder, &["Homs", "--country", "SY", "--gazetteer", "own.csv"])[0];
    assert_eq!((homs["place"]["id"].as_str(), homs["place"]["kind"].as_str()), (Some("user:own.csv#1"), Some("city")), "{homs}");
    let first = |name: &str| ids(&folder, &[name, "--country", "YE", "--gazetteer", "own.csv"])[0].clone();
    assert_eq!(first("Mahliyah"), "user:own.csv#3");
    assert_eq!(first("ماهلية"), "user:own.csv#3", "spellings of the one below lead to the row with its main name");
    assert_eq!(first("Al Aqta"), "user:own.csv#2");
}

#[test]
fn a_name_that_no_gazetteer_has_lies_where_the_text_says() {
    let folder = Folder::new();
    folder.file("r.txt", "Mortar shells killed two farmers in Qirzamil, south of Khan Shaykhun, on Monday.");
    let run = folder.run(&["map", "r.txt", "--published", "2019-05-21", "-f", "jsonl"]);
    let location = &lines(&run.out)[0]["location"];
    assert_eq!(location["basis"], "direction", "{location}");
    assert!(location["lat"].as_f64().is_some_and(|lat| (35.2..35.44).contains(&lat)), "{location}");
}

#[test]
fn a_doubtful_namesake_far_away_is_not_where_it_happened() {
    let folder = Folder::new();
    let near = |text: &str, lat: f64, lon: f64| {
        folder.file("r.txt", text);
        let run = folder.run(&["map", "r.txt", "--published", "2020-05-06", "-f", "jsonl"]);
        let location = lines(&run.out)[0]["location"].clone();
        let apart = |key: &str, right: f64| location[key].as_f64().is_some_and(|degrees| (degrees - right).abs() < 0.2);
        assert!(apart("lat", lat) && apart("lon", lon), "{text}: {location}");
    };
    // Neither Cologne nor Altamira on the Xingu.
    near("On Tuesday, in Tijuana, Baja California, two gunmen shot a man dead in Colonia Los Alamitos.", 32.50, -117.00);
    near("In Salvador, Bahia, soldiers shot a man dead in Altamira neighborhood on Monday.", -12.98, -38.49);
    near("Gunmen shot two policemen dead in Kafr Nabl in the countryside of Idlib on Monday.", 35.61, 36.56);
}

#[test]
fn a_place_of_the_same_name_elsewhere_is_another() {
    let folder = Folder::new();
    folder.file("own.csv", "name,lat,lon,country,kind\nSukhna,36.90,40.00,SY,village\n");
    let both = ids(&folder, &["Sukhna", "--country", "SY", "--gazetteer", "own.csv"]);
    assert_eq!(both.first().map(String::as_str), Some("user:own.csv#1"));
    assert!(both.iter().any(|id| id == SUKHNA), "{both:?}");
}

#[test]
fn a_place_that_is_retired_is_never_given() {
    let folder = Folder::new();
    folder.file("own.csv", format!("name,lat,lon,retires\n,,,{SUKHNA}\nUmm Zahrqan,35.1,38.2,\n"));
    folder.file("typo.csv", "retires\ngn:99999999999\n");
    folder.file("r.txt", "Government forces captured Sukhna on Friday, 60 km from Palmyra in Homs province.");
    assert_eq!(folder.run(&["gazetteer", "build", "--table", "own.csv", "-o", "own.gaz"]).code, 0);
    let plain = folder.run(&["places", "r.txt", "-f", "jsonl"]);
    assert!(plain.out.contains(SUKHNA));
    for gazetteer in ["own.csv", "own.gaz"] {
        let own = ["--gazetteer", gazetteer];
        for asked in ["Sukhna", "السخنة", "34.88,38.87"] {
            let ids = ids(&folder, &[&[asked], &own[..]].concat());
            assert!(!ids.iter().any(|id| id == SUKHNA), "{asked}: {ids:?}");
        }
        for command in ["places", "map"] {
            let run = folder.run(&[&[command, "r.txt", "-f", "jsonl"], &own[..]].concat());
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(!run.out.contains(SUKHNA), "{command} {gazetteer}: {}", run.out);
        }
    }
    let run = folder.run(&["find", "Homs", "--gazetteer", "typo.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("gn:99999999999"), "{}", run.err);
}
