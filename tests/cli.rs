//! The commands as a person calls them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use program::{Folder, lines};
use serde_json::Value;

const REPORTS: [(&str, &str); 3] = [
    ("a", "Syrian government forces captured the town of Sukhna from the Islamic State on Friday, killing 12 fighters, a spokesman said."),
    (
        "b",
        "Air strikes hit a market in Idlib on Monday; at least five civilians were killed, the Observatory said. The city of Deir ez-Zor has been besieged since 2015.",
    ),
    ("c", "Clashes broke out 30 km north of Aleppo on Tuesday between Turkish forces and the YPG. The rebels control Azaz."),
];

fn reports(folder: &Folder) {
    let row = |(id, text): &(&str, &str)| {
        serde_json::json!({"id": id, "text": text, "published": "2017-09-06", "source": "The Sample"}).to_string()
    };
    folder.file("reports.jsonl", REPORTS.iter().map(row).collect::<Vec<_>>().join("\n"));
}

fn geojson(text: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(text).unwrap()["features"].as_array().unwrap().clone()
}

#[test]
fn every_help_has_an_example_that_works() {
    let folder = Folder::new();
    for name in ["deir-ez-zor.txt", "kharkiv-front.txt"] {
        let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        folder.file(&format!("examples/{name}"), std::fs::read(example).unwrap());
    }
    folder.file("report.txt", REPORTS[0].1);
    folder.file("places.csv", "name,lat,lon,country\nUmm Zahr,35.1,38.2,SY\n");
    folder.file("gold.jsonl", "{\"id\":\"g\",\"text\":\"Clashes in Homs.\",\"toponyms\":[{\"start\":11,\"end\":15,\"surface\":\"Homs\",\"lat\":34.72,\"lon\":36.72}]}\n");
    for command in
        [&["map"][..], &["draw"], &["places"], &["find"], &["distance"], &["gazetteer", "build"], &["gazetteer", "info"], &["eval"]]
    {
        let help = folder.run(&[command, &["--help"]].concat());
        assert_eq!(help.code, 0);
        let examples: Vec<&str> = help.out.lines().map(str::trim).filter(|l| l.starts_with("sitmap ")).collect();
        assert!(!examples.is_empty(), "{command:?} has no example");
        for example in examples {
            let words: Vec<String> = example
                .split('"')
                .enumerate()
                .flat_map(|(i, part)| if i % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() })
                .collect();
            let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let run = folder.run(&words);
            assert_eq!(run.code, 0, "{example}: {}", run.err);
        }
    }
    assert!(folder.path().join("out/corrected.html").exists(), "folders of outputs are made");
}

#[test]
fn the_same_on_any_number_of_threads() {
    let folder = Folder::new();
    let many: String = (0..400)
        .map(|n| format!("{}\n", serde_json::json!({"id": n.to_string(), "text": REPORTS[n % 3].1, "published": "2017-09-06"})))
        .collect();
    folder.file("many.jsonl", many);
    for format in ["jsonl", "geojson"] {
        let one = folder.run(&["map", "many.jsonl", "-f", format, "--threads", "1"]);
        assert!(one.out.len() > 100_000);
        for threads in ["2", "5"] {
            let more = folder.run(&["map", "many.jsonl", "-f", format, "--threads", threads]);
            assert!(one.out == more.out, "{format} on {threads} threads");
        }
    }
}

#[test]
fn a_table_drawn_again_gives_the_same_events() {
    let folder = Folder::new();
    reports(&folder);
    assert_eq!(folder.run(&["map", "reports.jsonl", "-o", "e.csv", "-o", "e.geojson", "-o", "e.jsonl"]).code, 0);
    let first = geojson(&folder.read("e.geojson"));
    assert!(first.len() >= 3);
    for table in ["e.csv", "e.geojson", "e.jsonl"] {
        let run = folder.run(&["draw", table, "-f", "geojson"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(geojson(&run.out), first, "{table}");
    }
}

#[test]
fn a_corrected_table_moves_the_point() {
    let folder = Folder::new();
    reports(&folder);
    folder.run(&["map", "reports.jsonl", "-o", "e.csv"]);
    let mut reader = csv::Reader::from_path(folder.path().join("e.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let slot = |name: &str| header.iter().position(|h| h == name).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let corrected = row.iter().enumerate().map(|(i, cell)| match i {
            i if i == slot("location_lat") => "34.5",
            i if i == slot("location_lon") => "38.5",
            i if i == slot("reviewed_by") => "A. Reader",
            _ => cell,
        });
        writer.write_record(corrected).unwrap();
    }
    folder.file("e.csv", writer.into_inner().unwrap());
    let run = folder.run(&["draw", "e.csv", "-f", "geojson"]);
    for feature in geojson(&run.out) {
        assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([38.5, 34.5]));
        assert_eq!(feature["properties"]["reviewed_by"], "A. Reader");
    }
}

#[test]
fn geojson_is_flat_typed_and_says_what_went_in() {
    let folder = Folder::new();
    reports(&folder);
    let run = folder.run(&[
        "map",
        "reports.jsonl",
        "-o",
        "out/e.geojson",
        "--layers",
        "events,places,lines,extents,control",
        "--published",
        "2017-09-06",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.list("out"), ["e.control.geojson", "e.extents.geojson", "e.geojson", "e.lines.geojson", "e.places.geojson", "e.qml"]);
    let whole: Value = serde_json::from_str(&folder.read("out/e.geojson")).unwrap();
    assert_eq!(whole["sitmap"]["inputs"][0]["name"], "reports.jsonl");
    assert_eq!(whole["sitmap"]["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
    assert!(whole["sitmap"]["nature"].as_str().unwrap().starts_with("Machine-coded, not verified"));
    assert_eq!(whole["sitmap"]["options"]["published"], "2017-09-06");
    let ids: Vec<&Value> = whole["features"].as_array().unwrap().iter().map(|f| &f["properties"]["id"]).collect();
    for feature in whole["features"].as_array().unwrap() {
        for (name, value) in feature["properties"].as_object().unwrap() {
            assert!(!value.is_object() && !value.is_array(), "{name} is flat");
            if name.ends_with("_lat") || name.ends_with("_km") || name.ends_with("_best") {
                assert!(value.is_number() || value.is_null(), "{name}: {value}");
            }
        }
        match &feature["geometry"] {
            Value::Null => assert!(feature["properties"]["location_lat"].is_null()),
            point => assert_eq!(point["type"], "Point"),
        }
    }
    for layer in ["extents", "control"] {
        let features = geojson(&folder.read(&format!("out/e.{layer}.geojson")));
        assert!(!features.is_empty(), "{layer}");
        assert!(features.iter().all(|f| ids.contains(&&f["properties"]["event_id"])), "{layer} is tied to the events");
    }
}

#[test]
fn csv_for_spreadsheets() {
    let folder = Folder::new();
    let text = "Shelling hit Homs on Monday, residents said.";
    folder.file("r.csv", format!("id,body,published,batch\n=1+1,\"{text}\",2017-09-06,@north\n"));
    let run = folder.run(&["map", "r.csv", "--text-column", "body", "--keep", "batch", "-o", "e.csv", "--excel"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let table = folder.read("e.csv");
    assert!(table.starts_with('\u{feff}'));
    assert!(table.contains("kept_batch") && table.contains("'@north") && table.contains("'=1+1"), "{table}");
    let record: Value = serde_json::from_str(&folder.read("e.csv.run.json")).unwrap();
    assert_eq!(record["options"]["keep"], "batch");
    let drawn = folder.run(&["draw", "e.csv", "-f", "jsonl"]);
    assert_eq!(lines(&drawn.out)[0]["report"], "=1+1");
    assert_eq!(lines(&drawn.out)[0]["kept"]["batch"], "@north");
}

#[test]
fn acled_and_ged_have_their_columns_and_leave_the_rest_out() {
    let folder = Folder::new();
    reports(&folder);
    let run = folder.run(&["map", "reports.jsonl", "-o", "acled:a.csv", "-o", "ged:g.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("left out"), "{}", run.err);
    for (name, columns, first) in [("a.csv", 31, "event_id_cnty"), ("g.csv", 49, "id")] {
        let mut reader = csv::Reader::from_path(folder.path().join(name)).unwrap();
        assert_eq!((reader.headers().unwrap().len(), reader.headers().unwrap().get(0)), (columns, Some(first)));
        assert!(reader.records().count() >= 2, "{name}");
        let drawn = folder.run(&["draw", name, "-f", "jsonl"]);
        assert_eq!(drawn.code, 0, "{}", drawn.err);
        assert!(lines(&drawn.out).iter().all(|e| e["location"]["lat"].is_number()));
    }
}

#[test]
fn the_map_is_one_page_that_no_report_can_break() {
    let folder = Folder::new();
    folder.file("evil.txt", "</script><script>alert(1)</script> <img src=x onerror=alert(1)> {{run}} Shelling hit Homs on Monday.");
    let run = folder.run(&["map", "evil.txt", "--published", "2017-09-06", "-o", "map.html", "--title", "</title><script>x</script>"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = folder.read("map.html");
    assert!(page.len() < 2_500_000, "{} bytes", page.len());
    assert!(!page.contains("<script>alert") && !page.contains("<script>x") && !page.contains("<img"));
    assert!(page.contains("{{run}}"), "the report's own braces stay");
    assert_eq!(page.matches("</script>").count(), page.matches("<script").count());
    assert!(page.contains("default-src 'none'") && page.contains("Shelling hit Homs"));
}

#[test]
fn areas_of_control_are_drawn_and_asked() {
    let folder = Folder::new();
    folder.file("r.txt", "Shelling hit Homs on Monday, residents said.");
    let ring = "[[36.0,34.0],[37.5,34.0],[37.5,35.5],[36.0,35.5],[36.0,34.0]]";
    folder.file(
        "areas.geojson",
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"holder\":\"Party X\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}]}}"),
    );
    let run = folder.run(&[
        "map",
        "r.txt",
        "--published",
        "2017-09-06",
        "--control",
        "Party X@2017-09-01=areas.geojson",
        "-o",
        "m.html",
        "-o",
        "e.jsonl",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let event = &lines(&folder.read("e.jsonl"))[0];
    assert_eq!((event["control"]["holder"]["name"].as_str(), event["control"]["basis"].as_str()), (Some("Party X"), Some("areas")));
    let page = folder.read("m.html");
    let block = page.split("id=\"data-control\">").nth(1).unwrap().split("</script>").next().unwrap();
    let areas: Value = serde_json::from_str(block).unwrap();
    assert_eq!(areas["features"][0]["properties"]["holder_name"], "Party X");
}

#[test]
fn filters() {
    let folder = Folder::new();
    reports(&folder);
    let all = lines(&folder.run(&["map", "reports.jsonl", "-f", "jsonl"]).out);
    let reported = lines(&folder.run(&["map", "reports.jsonl", "-f", "jsonl", "--status", "reported"]).out);
    assert!(reported.len() < all.len() && reported.iter().all(|e| e["status"] == "reported"));
    let sure = lines(&folder.run(&["map", "reports.jsonl", "-f", "jsonl", "--min-confidence", "1"]).out);
    assert!(sure.len() < all.len());
    assert_eq!(folder.run(&["map", "reports.jsonl", "--status", "certain"]).code, 2);
}

#[test]
fn distances_to_a_reference() {
    let folder = Folder::new();
    reports(&folder);
    let run = folder.run(&["map", "reports.jsonl", "-f", "geojson", "--reference", "Damascus", "--reference", "36.2,37.16"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let features = geojson(&run.out);
    let placed: Vec<_> = features.iter().filter(|f| !f["geometry"].is_null()).collect();
    assert!(!placed.is_empty());
    for feature in placed {
        let properties = &feature["properties"];
        assert_eq!(properties["reference"], "Damascus");
        assert!(properties["reference_km"].as_f64().unwrap() > 20.0);
        assert!(properties["distances"].as_str().unwrap().contains("36.2,37.16"));
    }
    assert_eq!(folder.run(&["map", "reports.jsonl", "--reference", "Xyzzyqwk"]).code, 2);
}

#[test]
fn places_of_ones_own() {
    let folder = Folder::new();
    folder.file("r.txt", "Clashes broke out in Umm Zahrqan on Friday.");
    folder.file("own.csv", "name,lat,lon,country\nUmm Zahrqan,35.1,38.2,Syria\nBad,x,y,SY\n");
    let run = folder.run(&["gazetteer", "build", "--table", "own.csv", "-o", "own.gaz"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("own.csv:3"), "{}", run.err);
    assert!(folder.run(&["gazetteer", "info", "own.gaz", "--verify"]).out.contains("1 places"));
    for gazetteer in ["own.csv", "own.gaz"] {
        let run = folder.run(&["places", "r.txt", "-f", "jsonl", "--gazetteer", gazetteer]);
        let place = &lines(&run.out)[0]["places"][0]["place"];
        assert_eq!((place["lat"].as_f64(), place["country"].as_str()), (Some(35.1), Some("SY")), "{gazetteer}: {}", run.out);
    }
    folder.file("cut.gaz", &std::fs::read(folder.path().join("own.gaz")).unwrap()[..200]);
    let run = folder.run(&["places", "r.txt", "--gazetteer", "cut.gaz"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("gazetteer build"), "{}", run.err);
}

#[test]
fn packed_files_folders_and_pipes() {
    let folder = Folder::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, REPORTS[0].1.as_bytes()).unwrap();
    folder.file("in/b/one.txt.gz", packed.finish().unwrap());
    folder.file("in/a.md.zst", zstd::encode_all(REPORTS[1].1.as_bytes(), 1).unwrap());
    folder.file("in/z.html", format!("<html><body><p>{}</p></body></html>", REPORTS[2].1));
    folder.file("in/.hidden.txt", "x");
    let run = folder.run(&["places", "in", "-f", "jsonl"]);
    let ids: Vec<_> = lines(&run.out).iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "b/one", "z"], "{}", run.err);
    let pipe = std::fs::File::open(folder.path().join("in/z.html")).unwrap();
    let piped = program::ended(folder.command(&["places", "-", "-f", "jsonl"]).stdin(pipe).output().unwrap());
    assert_eq!(lines(&piped.out)[0]["places"], lines(&run.out)[2]["places"]);
}

#[test]
fn without_a_date_one_note_says_so() {
    let folder = Folder::new();
    folder.file("r.jsonl", "{\"text\":\"Shelling hit Homs on Friday.\"}\n{\"text\":\"Shelling hit Hama on Friday.\"}\n");
    let run = folder.run(&["map", "r.jsonl", "-f", "jsonl"]);
    assert_eq!(run.code, 0);
    assert_eq!(run.err.matches("--published").count(), 1, "{}", run.err);
    assert_eq!(lines(&run.out)[0]["report"], "r:1");
    assert_eq!(folder.run(&["map", "r.jsonl", "-f", "jsonl", "--published", "2017-09-06"]).err, "");
}

#[test]
fn a_table_for_the_eyes() {
    let folder = Folder::new();
    reports(&folder);
    let run = folder.run(&["map", "reports.jsonl", "-f", "text"]);
    assert!(run.out.starts_with("date"), "{}", run.out);
    assert!(run.out.contains("3 reports") && run.out.contains("Machine-coded, not verified"), "{}", run.out);
}
