//! Holds the order of the layers: a module imports only from modules above it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The layers, the first importing from none.
const LAYERS: [&str; 21] = [
    "error",
    "span",
    "measure",
    "neighbourhood",
    "area",
    "codebook",
    "report",
    "text",
    "gazetteer",
    "mention",
    "relation",
    "resolve",
    "locate",
    "control",
    "event",
    "mapper",
    "feature",
    "read",
    "write",
    "stream",
    "cli",
];

/// Names of the crate's root that stand for a module's.
const AT_THE_ROOT: [(&str, &str); 6] =
    [("Error", "error"), ("Result", "error"), ("Gazetteer", "gazetteer"), ("Mapper", "mapper"), ("Report", "report"), ("Span", "span")];

/// Folders and files that say nothing of what is in them.
const VAGUE: [&str; 6] = ["utils", "util", "common", "helpers", "types", "misc"];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The code of a file without comments, and without its tests.
fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]\nmod ").next().unwrap();
    own.lines().map(|l| l.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The modules behind every `crate::` of a file, and behind every `super::` that leaves its layer.
fn imports(text: &str, depth: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inside = &group[..group.find('}').unwrap_or(group.len())];
            found.extend(inside.split(',').map(|w| head(w.trim())));
        } else {
            found.insert(head(rest));
        }
    }
    let climb = "super::".repeat(depth);
    if depth > 0 {
        for (at, _) in text.match_indices(&climb) {
            let rest = &text[at + climb.len()..];
            let before = &text[..at];
            if !before.ends_with("super::") {
                found.insert(head(rest));
            }
        }
    }
    found.remove("");
    found
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn a_module_imports_only_from_above() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 40);
    let rank = |name: &str| LAYERS.iter().position(|l| *l == name);
    let mut checked = 0;
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let parts: Vec<String> = relative.with_extension("").iter().map(|p| p.to_string_lossy().into_owned()).collect();
        if parts == ["lib"] || parts == ["main"] {
            continue;
        }
        for part in &parts {
            assert!(!VAGUE.contains(&part.as_str()), "{}: a name that says nothing", relative.display());
        }
        let own = rank(&parts[0]).unwrap_or_else(|| panic!("{} is in no layer", relative.display()));
        // How many `super::` lead out of the layer's own module.
        let depth = parts.len() - usize::from(parts.last().is_some_and(|p| p == "mod"));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.lines().count() <= 900, "{} is too long", relative.display());
        for name in imports(&code(&text), depth) {
            let module = AT_THE_ROOT.iter().find(|(n, _)| *n == name).map_or(name.as_str(), |(_, m)| m);
            let Some(other) = rank(module) else { continue };
            checked += 1;
            if other > own {
                wrong.push(format!("{} imports from {module}, which is below {}", relative.display(), parts[0]));
            }
        }
    }
    assert!(checked > 100, "only {checked} imports were seen");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_sees_what_it_should() {
    assert_eq!(
        imports("use crate::{Error, write::Layer};\nuse crate::cli::run;", 1).into_iter().collect::<Vec<_>>(),
        ["Error", "cli", "write"]
    );
    assert!(imports("use super::super::cli::x;", 2).contains("cli"));
    assert!(!imports("use super::cli::x;", 2).contains("cli"));
}
