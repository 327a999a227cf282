//! The example reports, read whole: what is found in each stands in `tests/snapshots` as a page to review, and what is
//! changed in a report changes in what is found.
//!
//! To accept new pages: `INSTA_UPDATE=always cargo test --test examples`, and read the diff.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod page;
mod program;
mod swaps;

/// The examples, with the day on which each was published (`examples/README.md` has them too).
const EXAMPLES: [(&str, &str); 3] = [("deir-ez-zor", "2017-09-03"), ("kharkiv-front", "2022-09-12"), ("el-fasher", "2025-10-28")];

fn text_of(example: &str) -> String {
    let path = format!("{}/examples/{example}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn page_of(example: &str) -> String {
    let (_, published) = EXAMPLES.into_iter().find(|(name, _)| *name == example).unwrap();
    let report = program::Report { id: example.to_owned(), text: text_of(example), published: published.to_owned() };
    let found = program::read(std::slice::from_ref(&report));
    page::page(&report, &found[0])
}

/// Compares pages with the files beside this folder, which a reviewer reads.
fn compare(example: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(example, page_of(example)));
}

#[test]
fn deir_ez_zor() {
    compare("deir-ez-zor");
}

#[test]
fn kharkiv_front() {
    compare("kharkiv-front");
}

#[test]
fn el_fasher() {
    compare("el-fasher");
}

/// A snapshot is only worth its review if the report has in it what makes reports hard.
#[test]
fn the_first_example_is_varied() {
    let text = text_of("deir-ez-zor");
    for words in ["Deir ez-Zor", "Deir Ezzor", "Deir al-Zor", "Deir Az Zor", "Dayr az-Zawr", "ISIS", "ISIL", " IS ", "Daesh"] {
        assert!(text.contains(words), "the example has lost {words:?}");
    }
}
