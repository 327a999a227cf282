//! Runs the small programs of `examples/`, as a reader of them would.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;

/// What an example prints.
fn run(name: &str, arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    let out =
        cargo.args(["run", "--quiet", "--example", name, "--"]).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn map_a_folder() {
    let out = run("map_folder", &["examples", "2017-09-03"]);
    assert!(out.lines().any(|l| l.ends_with(" SY")), "{out}");
    assert!(out.lines().any(|l| l.ends_with(" UA")), "{out}");
}

#[test]
fn a_gazetteer_of_ones_own() {
    let out = run("own_gazetteer", &[]);
    assert!(out.contains("Tell Qamhana") && out.contains("(own:1) 35.1904, 36.7531"), "{out}");
    assert!(out.contains("km from Hama"), "{out}");
}
