//! Runs the program on reports, as a user does, and reads back what it writes.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// A report to read.
#[derive(Debug, Clone)]
pub struct Report {
    pub id: String,
    pub text: String,
    pub published: String,
}

/// What the program found in one report.
#[derive(Debug, Default)]
pub struct Found {
    /// The mentions of `sitmap places`.
    pub places: Vec<Value>,
    /// The events of `sitmap map`, in the order in which they are written.
    pub events: Vec<Value>,
}

/// Reads all reports in one run of each command.
pub fn read(reports: &[Report]) -> Vec<Found> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reports.jsonl");
    let lines: Vec<String> = reports.iter().map(|r| json!({"id": r.id, "text": r.text, "published": r.published}).to_string()).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let (places, events) = (run("places", &file), run("map", &file));
    let of = |report: &Report| Found {
        places: places.iter().filter(|p| p["id"] == report.id).flat_map(|p| p["places"].as_array().unwrap().clone()).collect(),
        events: events.iter().filter(|e| e["report"] == report.id).cloned().collect(),
    };
    reports.iter().map(of).collect()
}

fn run(command: &str, file: &Path) -> Vec<Value> {
    let out = Command::new(env!("CARGO_BIN_EXE_sitmap")).arg(command).arg(file).args(["-f", "jsonl"]).output().unwrap();
    assert!(out.status.success(), "sitmap {command} ended with {}: {}", out.status, String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
