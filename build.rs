//! Makes the built-in gazetteer from the tables of `data/`, by the same code as `sitmap gazetteer build`.

#![allow(dead_code, unused_imports)]

use std::path::{Path, PathBuf};

#[path = "src/area/mod.rs"]
mod area;
#[path = "src/error.rs"]
mod error;
#[path = "src/measure.rs"]
mod measure;
#[path = "src/span.rs"]
mod span;

/// The part of the text layer that makes keys of names.
#[path = "src/text"]
mod text {
    #[path = "family.rs"]
    mod family;
    #[path = "fold.rs"]
    mod fold;
    #[path = "hash.rs"]
    pub(crate) mod hash;
    #[path = "noun.rs"]
    mod noun;
    #[path = "shortened.rs"]
    mod shortened;
    #[path = "skeleton.rs"]
    mod skeleton;
    #[path = "token.rs"]
    mod token;

    pub use fold::name_key;
    pub use noun::{Noun, noun};
    pub use shortened::shortened;
    pub use skeleton::skeleton;
    pub use token::tokens;
}

/// The part of the gazetteer that builds.
#[path = "src/gazetteer"]
mod gazetteer {
    #[path = "build.rs"]
    mod build;
    #[path = "builtin.rs"]
    pub mod builtin;
    #[path = "countries.rs"]
    mod countries;
    #[path = "divisions.rs"]
    mod divisions;
    #[path = "entry.rs"]
    mod entry;
    #[path = "fame.rs"]
    mod fame;
    #[path = "format.rs"]
    mod format;
    #[path = "grid.rs"]
    mod grid;
    #[path = "guard.rs"]
    mod guard;
    #[path = "keys.rs"]
    mod keys;
    #[path = "place.rs"]
    mod place;
    #[path = "polygons.rs"]
    mod polygons;
    #[path = "publish.rs"]
    mod publish;
    #[path = "record.rs"]
    mod record;
    #[path = "rows.rs"]
    mod rows;
    #[path = "same.rs"]
    mod same;
    #[path = "seat.rs"]
    mod seat;
    #[path = "sections.rs"]
    mod sections;
    #[path = "sorter.rs"]
    mod sorter;
    #[path = "spelt.rs"]
    mod spelt;
    #[path = "table.rs"]
    mod table;

    pub use place::Kind;
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let watched = [
        "data/tables",
        "data/theatres",
        "data/spelling",
        "data/countries.csv",
        "data/claims.csv",
        "data/regions.csv",
        "data/landmarks.csv",
        "data/nature.csv",
        "data/divisions.csv",
        "data/sources.csv",
        "build.rs",
    ];
    let sources =
        ["area/mod", "error", "measure", "span", "text/family", "text/fold", "text/noun", "text/shortened", "text/skeleton", "text/token"]
            .map(|file| format!("src/{file}.rs"));
    let builders = [
        "build",
        "builtin",
        "countries",
        "divisions",
        "entry",
        "fame",
        "format",
        "grid",
        "guard",
        "keys",
        "place",
        "polygons",
        "publish",
        "record",
        "rows",
        "same",
        "seat",
        "sections",
        "sorter",
        "spelt",
        "table",
    ]
    .map(|file| format!("src/gazetteer/{file}.rs"));
    for folder in watched.iter().map(ToString::to_string).chain(sources).chain(builders) {
        println!("cargo::rerun-if-changed={folder}");
    }
    let bytes = gazetteer::builtin::build(Path::new(&root.join("data")))?;
    std::fs::write(out.join("builtin.gaz"), bytes)?;
    Ok(())
}
