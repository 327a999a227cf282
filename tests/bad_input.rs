//! Input that is not as it should be, through the real program: one bad record never loses the others, every
//! failure is named, and nothing half-written is left.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use std::io::Read;
use std::process::Stdio;

use program::{Folder, ended, lines};

const REPORT: &str = "Government forces captured the town of Sukhna on Friday. Shelling hit Deir ez-Zor.";

#[test]
fn an_empty_file() {
    let folder = Folder::new();
    folder.file("empty.txt", "");
    folder.file("good.txt", REPORT);
    let run = folder.run(&["places", "empty.txt", "good.txt", "-f", "jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("empty.txt"), "{}", run.err);
    assert_eq!(lines(&run.out).len(), 1);
}

#[test]
fn a_folder_without_reports() {
    let folder = Folder::new();
    folder.file("reports/picture.png", [0x89, b'P', b'N', b'G']);
    let run = folder.run(&["map", "reports", "-f", "jsonl"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("reports") && run.err.contains(".jsonl"), "{}", run.err);
}

#[test]
fn a_file_that_is_not_there_and_one_of_another_kind() {
    let folder = Folder::new();
    folder.file("report.docx", REPORT);
    for name in ["missing.txt", "report.docx"] {
        let run = folder.run(&["places", name]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(name), "{}", run.err);
    }
}

#[test]
fn not_utf8() {
    let folder = Folder::new();
    folder.file("latin1.txt", b"Clashes in Homs. The caf\xE9 was hit. Shelling in Aleppo.");
    let run = folder.run(&["places", "latin1.txt", "-f", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("latin1.txt") && run.err.contains("UTF-8"), "{}", run.err);
    let names: Vec<_> = lines(&run.out)[0]["places"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap().to_owned()).collect();
    assert!(names.contains(&"Homs".to_owned()) && names.contains(&"Aleppo".to_owned()), "{names:?}");
}

#[test]
fn byte_order_mark_and_windows_line_ends() {
    let folder = Folder::new();
    folder.file("reports.jsonl", "\u{feff}{\"id\":\"a\",\"text\":\"Clashes in Homs.\"}\r\n\r\n{\"id\":\"b\",\"text\":\"Calm.\"}\r\n");
    let run = folder.run(&["places", "reports.jsonl", "-f", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let ids: Vec<_> = lines(&run.out).iter().map(|r| r["id"].clone()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn csv_without_the_column() {
    let folder = Folder::new();
    folder.file("reports.csv", "id,story\n1,Clashes in Homs\n");
    for arguments in [
        &["places", "reports.csv"][..],
        &["places", "reports.csv", "--text-column", "body"],
        &["places", "reports.csv", "--text-column", "story", "--keep", "batch"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("story") && run.err.contains("column"), "{}", run.err);
    }
    assert_eq!(folder.run(&["places", "reports.csv", "--text-column", "story"]).code, 0);
}

#[test]
fn broken_json_on_line_seven_of_ten() {
    let folder = Folder::new();
    let line = |n: usize| {
        if n == 7 { "{\"id\": \"7\", \"text\": \"Clash".to_owned() } else { format!("{{\"id\": \"{n}\", \"text\": \"Clashes in Homs.\"}}") }
    };
    folder.file("ten.jsonl", (1..=10).map(line).collect::<Vec<_>>().join("\n"));
    let run = folder.run(&["places", "ten.jsonl", "-f", "jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("ten.jsonl:7"), "{}", run.err);
    assert_eq!(lines(&run.out).len(), 9);
    let strict = folder.run(&["places", "ten.jsonl", "-f", "jsonl", "--strict"]);
    assert_eq!(strict.code, 2);
    assert!(strict.err.contains("ten.jsonl:7"), "{}", strict.err);
}

#[test]
fn a_date_that_is_none() {
    let folder = Folder::new();
    folder.file("r.jsonl", "{\"id\":\"a\",\"text\":\"Clashes in Homs on Friday.\",\"published\":\"2017-02-30\"}\n");
    let run = folder.run(&["map", "r.jsonl", "-f", "jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("r.jsonl:1") && run.err.contains("2017-02-30"), "{}", run.err);
    assert!(lines(&run.out).iter().all(|e| e["published"].is_null()));
    let run = folder.run(&["map", "r.jsonl", "--published", "yesterday"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("2017-09-03"), "the form is shown: {}", run.err);
}

#[test]
fn spans_outside_the_text() {
    let folder = Folder::new();
    folder.file("r.jsonl", "{\"id\":\"a\",\"text\":\"Homs\",\"spans\":[[0,40]]}\n");
    let run = folder.run(&["places", "r.jsonl", "-f", "jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("[0, 40]"), "{}", run.err);
}

#[test]
fn an_unknown_extension() {
    let folder = Folder::new();
    folder.file("r.txt", REPORT);
    for output in ["events.xlsx", "events", "kml:events.kml"] {
        let run = folder.run(&["map", "r.txt", "-o", output]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("geojson"), "the formats are named: {}", run.err);
    }
    assert_eq!(folder.list("."), ["r.txt"]);
}

#[test]
fn an_output_that_cannot_be_written() {
    let folder = Folder::new();
    folder.file("r.txt", REPORT);
    let run = folder.run(&["map", "r.txt", "-o", "good.csv", "-o", "r.txt/events.geojson"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("events.geojson"), "{}", run.err);
    assert_eq!(folder.list("."), ["r.txt"]);
}

#[test]
fn an_old_output_outlives_a_run_that_fails() {
    let folder = Folder::new();
    folder.file("events.csv", "the one of yesterday");
    folder.file("broken.jsonl", "{\"id\":\"a\",\"text\":\"Clashes in Homs.\"}\n{");
    let run = folder.run(&["map", "broken.jsonl", "--strict", "-o", "events.csv"]);
    assert_eq!(run.code, 2);
    assert_eq!(folder.read("events.csv"), "the one of yesterday");
    assert_eq!(folder.list("."), ["broken.jsonl", "events.csv"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let folder = Folder::new();
    let many: String = (0..200).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"{REPORT}\",\"published\":\"2017-09-03\"}}\n")).collect();
    folder.file("many.jsonl", many);
    let run = folder.run(&["map", "many.jsonl", "-o", "good.csv", "-o", "geojson:/dev/full"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("/dev/full"), "{}", run.err);
    assert_eq!(folder.list("."), ["many.jsonl"]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = ended(folder.command(&["places", "many.jsonl", "-f", "jsonl"]).stdout(full).output().unwrap());
    assert_eq!(run.code, 2);
}

#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let folder = Folder::new();
    let many: String = (0..3_000).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"{REPORT}\"}}\n")).collect();
    folder.file("many.jsonl", many);
    let mut child = folder.command(&["places", "many.jsonl", "-f", "jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let run = ended(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn the_same_id_twice() {
    let folder = Folder::new();
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"Clashes in Homs.\"}}\n");
    folder.file("r.jsonl", [line("a"), line("a"), line("a#2"), line("a")].concat());
    let run = folder.run(&["places", "r.jsonl", "-f", "jsonl"]);
    assert_eq!(run.code, 1);
    let mut ids: Vec<_> = lines(&run.out).iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(&ids[..2], ["a", "a#2"]);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4, "each report has an id of its own: {ids:?}");
    assert!(run.err.contains("\"a\""), "{}", run.err);
}

#[test]
fn fifty_megabytes_in_one_report() {
    let folder = Folder::new();
    let quiet = "it was a quiet day along the road, and nothing more was said of it by anyone there. ";
    let mut text = quiet.repeat(50_000_000 / quiet.len());
    text.push_str("Shelling hit Aleppo.");
    folder.file("long.txt", &text);
    let run = folder.run(&["places", "long.txt", "-f", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let places = &lines(&run.out)[0]["places"];
    let start = text.len() - "Aleppo.".len();
    assert_eq!(places.as_array().unwrap().last().unwrap()["span"], serde_json::json!([start, start + 6]));
}

#[test]
fn a_million_commas() {
    let folder = Folder::new();
    folder.file("commas.txt", ",".repeat(1_000_000));
    for command in ["places", "map"] {
        let run = folder.run(&[command, "commas.txt", "-f", "jsonl"]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

#[test]
fn tables_to_draw() {
    let folder = Folder::new();
    folder.file(
        "own.csv",
        "name,lat,lon,date\nA,35.1,36.7,2020-01-01\nB,north,36,2020-01-01\nC,0,0,2020-01-01\nD,34,36,32 January\nE,34.5,36.5,2020-01-02\n",
    );
    let run = folder.run(&["draw", "own.csv", "-f", "jsonl"]);
    assert_eq!(run.code, 1);
    for line in ["own.csv:3", "own.csv:4", "own.csv:5"] {
        assert!(run.err.contains(line), "{line} in {}", run.err);
    }
    assert_eq!(lines(&run.out).len(), 2);
    folder.file("none.csv", "a,b\n1,2\n");
    let run = folder.run(&["draw", "none.csv", "-o", "map.html"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--lat-column"), "{}", run.err);
    assert!(!folder.path().join("map.html").exists());
}
