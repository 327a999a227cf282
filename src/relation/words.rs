//! The words of the grammar, read from `data/codebook/relations.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::span::Span;
use crate::text::{InvalidWords, Text, TokenKind, WordList, rows};

/// What a word can be to the grammar; a word may be several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Class {
    Bearing,
    BearingOf,
    Side,
    PartAlone,
    PartWith,
    PartNear,
    Near,
    Within,
    Away,
    Hedge,
    Of,
    Toward,
    Inside,
    Road,
    Link,
    End,
    To,
    Between,
    Border,
    NotBorder,
    With,
    And,
    Kind,
    Filler,
    Talks,
    Ground,
    People,
    Located,
    Capital,
    NoCapital,
    CapitalOf,
}

/// Everything a word can be, and the wind it names.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Meaning {
    classes: u32,
    /// Degrees clockwise from north.
    pub(super) degrees: Option<f32>,
}

impl Meaning {
    pub(super) fn is(self, class: Class) -> bool {
        self.classes & (1 << class as u8) != 0
    }

    fn and(self, class: Class, degrees: Option<f32>) -> Self {
        Self { classes: self.classes | (1 << class as u8), degrees: self.degrees.or(degrees) }
    }
}

/// The words that say where something is, as a table that can be edited and replaced.
#[derive(Debug, Clone)]
pub struct RelationWords(pub(super) WordList<Meaning>);

static BUILTIN: LazyLock<RelationWords> =
    LazyLock::new(|| RelationWords::parse(include_str!("../../data/codebook/relations.tsv")).unwrap_or(RelationWords(WordList::new([]))));

impl RelationWords {
    /// The words that come with the crate: English, with the commonest of Arabic, Ukrainian and Russian.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table with the columns `word class value language`, separated by tabs; the head of the built-in
    /// one (`data/codebook/relations.tsv`) says what each class means.
    ///
    /// # Errors
    /// The first row whose class is unknown or whose value does not fit it.
    pub fn parse(table: &str) -> Result<Self, InvalidWords> {
        let mut meanings: FxHashMap<&str, Meaning> = FxHashMap::default();
        let mut order = Vec::new();
        for (line, row) in rows(table) {
            let word = row.first().copied().unwrap_or("");
            let value = row.get(2).copied().unwrap_or("");
            let (class, degrees) = class(row.get(1).copied().unwrap_or(""), value).map_err(|reason| InvalidWords { line, reason })?;
            let meaning = meanings.entry(word).or_insert_with(|| {
                order.push(word);
                Meaning::default()
            });
            *meaning = meaning.and(class, degrees);
        }
        Ok(Self(WordList::new(order.into_iter().map(|word| (word, meanings[word])))))
    }
}

/// Two names farther apart than this, in bytes, are not tied by a relation.
const TIED: usize = 64;

impl RelationWords {
    /// Whether a number or a word that may tie two neighbouring names stands between them, or "between" before the first.
    pub(super) fn tie(&self, text: &Text<'_>, first: Span, second: Span) -> bool {
        const TIES: [Class; 5] = [Class::Bearing, Class::BearingOf, Class::Side, Class::Near, Class::Away];
        if second.start.checked_sub(first.end).is_none_or(|apart| apart > TIED) {
            return false;
        }
        let behind = text.tokens.partition_point(|t| t.span.start < first.end);
        let gap = text.tokens[behind..].iter().take_while(|t| t.span.start < second.start);
        let ties = |at: usize| self.0.at(text.source, at).is_some_and(|(_, meaning)| TIES.iter().any(|class| meaning.is(*class)));
        let mut words = gap.filter(|t| t.kind != TokenKind::Mark);
        if words.any(|t| t.kind == TokenKind::Number || ties(t.span.start)) {
            return true;
        }
        self.0.before(text.source, first.start).is_some_and(|(_, meaning)| meaning.is(Class::Between))
    }
}

fn class(name: &str, value: &str) -> Result<(Class, Option<f32>), String> {
    let degrees = || match value.parse::<f32>() {
        Ok(degrees) if (0.0..360.0).contains(&degrees) => Ok(Some(degrees)),
        _ => Err(format!("expected degrees from 0 to 360, found {value:?}")),
    };
    Ok(match name {
        "bearing" => (Class::Bearing, degrees()?),
        "bearing-of" => (Class::BearingOf, degrees()?),
        "side" if value.is_empty() => (Class::Side, None),
        "side" => (Class::Side, degrees()?),
        "part" => match value {
            "alone" => (Class::PartAlone, None),
            "with" => (Class::PartWith, None),
            "near" => (Class::PartNear, None),
            _ => return Err(format!("expected alone, with or near, found {value:?}")),
        },
        "near" => (Class::Near, None),
        "within" => (Class::Within, None),
        "away" => (Class::Away, None),
        "hedge" => (Class::Hedge, None),
        "of" => (Class::Of, None),
        "toward" => (Class::Toward, None),
        "inside" => (Class::Inside, None),
        "road" => (Class::Road, None),
        "link" => (Class::Link, None),
        "end" => (Class::End, None),
        "to" => (Class::To, None),
        "between" => (Class::Between, None),
        "border" => (Class::Border, None),
        "not-border" => (Class::NotBorder, None),
        "with" => (Class::With, None),
        "and" => (Class::And, None),
        "kind" => (Class::Kind, None),
        "filler" => (Class::Filler, None),
        "talks" => (Class::Talks, None),
        "ground" => (Class::Ground, None),
        "people" => (Class::People, None),
        "located" => (Class::Located, None),
        "capital" => (Class::Capital, None),
        "capital-of" => (Class::CapitalOf, None),
        "no-capital" => (Class::NoCapital, None),
        other => return Err(format!("unknown class {other:?}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_is_readable() {
        assert!(RelationWords::parse(include_str!("../../data/codebook/relations.tsv")).is_ok());
        let words = RelationWords::builtin();
        let (end, meaning) = words.0.at("north-east of", 0).expect("a wind");
        assert_eq!((end, meaning.degrees), (10, Some(45.0)));
        assert!(meaning.is(Class::Bearing) && !meaning.is(Class::Side));
        let (_, from) = words.0.at("from", 0).expect("a preposition");
        assert!(from.is(Class::Of) && from.is(Class::Link) && from.is(Class::To));
    }

    #[test]
    fn bad_rows_are_named() {
        let error = |table: &str| RelationWords::parse(table).map(|_| ()).unwrap_err().to_string();
        assert_eq!(error("word\tclass\tvalue\nup\tbearing\tx\n"), "line 2: expected degrees from 0 to 360, found \"x\"");
        assert_eq!(error("word\tclass\tvalue\nup\tlift\t\n"), "line 2: unknown class \"lift\"");
    }
}
