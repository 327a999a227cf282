//! Who is quoted, and what equipment is called.

use super::lexicon::{Lexicon, Table};
use super::table;
use crate::error::Result;

/// A source that reports quote; a row of [`Table::Source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Stable id: `sohr`.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Reads `sources.tsv`.
pub(crate) fn sources(lexicon: &mut Lexicon, (file, text): (&str, &str)) -> Result<Vec<Source>> {
    let mut out = Vec::new();
    for row in table::rows(file, text, &["id", "name", "words"])? {
        for word in row.list(2) {
            let exact = word.chars().next().is_some_and(char::is_uppercase);
            lexicon.add(word, Table::Source, out.len() as u32, 0, exact);
        }
        out.push(Source { id: row.required(0, "id")?.to_owned(), name: row.required(1, "name")?.to_owned() });
    }
    Ok(out)
}

/// Reads `materiel.tsv`: items in the singular; rows of [`Table::Materiel`].
pub(crate) fn materiel(lexicon: &mut Lexicon, (file, text): (&str, &str)) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for row in table::rows(file, text, &["item", "words"])? {
        for word in row.list(1) {
            lexicon.add(word, Table::Materiel, out.len() as u32, 0, false);
        }
        out.push(row.required(0, "item")?.to_owned());
    }
    Ok(out)
}
