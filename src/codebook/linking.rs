//! Weights of small linear models: which words say where an event happened, which event is the main one.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::lexicon::{Lexicon, WordId};
use super::table;
use crate::error::Result;

/// A linear model: a weight a feature, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linking {
    weights: Vec<(String, f32)>,
    /// The weights in the order of the features of the one model that asks.
    ordered: OnceLock<Vec<f32>>,
}

impl Linking {
    pub(crate) fn read((file, text): (&str, &str)) -> Result<Self> {
        let mut weights = Vec::new();
        for row in table::rows(file, text, &["feature", "weight"])? {
            weights.push((row.required(0, "feature")?.to_owned(), row.number(1, "weight", 0.0)?));
        }
        weights.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { weights, ordered: OnceLock::new() })
    }

    /// The weights in the order of `features`, whose names have `_` for `-`; every call must give the same features.
    pub(crate) fn in_order(&self, features: &[&str]) -> &[f32] {
        self.ordered.get_or_init(|| features.iter().map(|name| self.weight(&name.trim_end_matches('_').replace('_', "-"))).collect())
    }

    /// The weight of a feature; 0 for one the file does not name.
    pub fn weight(&self, feature: &str) -> f32 {
        match self.weights.binary_search_by(|(name, _)| name.as_str().cmp(feature)) {
            Ok(index) => self.weights[index].1,
            Err(_) => 0.0,
        }
    }
}

macro_rules! standings {
    ($($(#[$doc:meta])* $name:ident $word:literal),* $(,)?) => {
        /// Where a word stands to a trigger and to the place that is asked about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Standing { $($(#[$doc])* $name),* }

        impl Standing {
            /// As `linking-words.tsv` has it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            fn named(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

standings! {
    /// Wherever it is asked at all.
    Always "always",
    /// The last word of the trigger.
    Trigger "trigger",
    /// The word before the trigger.
    BeforeTrigger "before-trigger",
    /// The word behind the trigger.
    BehindTrigger "behind-trigger",
    /// The word before the place.
    BeforePlace "before-place",
    /// The word behind the place.
    BehindPlace "behind-place",
    /// A word between trigger and place.
    Between "between",
}

/// On which side of the trigger the place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceSide {
    /// "shot in Nyala"
    After,
    /// "in Nyala a man was shot"
    Before,
}

impl PlaceSide {
    /// As `linking-words.tsv` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
        }
    }
}

/// Weights of single words, by where they stand: `linking-words.tsv`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkingWords {
    weights: FxHashMap<(Standing, Option<PlaceSide>, WordId), f32>,
}

/// The word that stands for the edge of a sentence.
pub(crate) const EDGE: &str = "|";

/// The word that stands for every number.
pub(crate) const NUMBER: &str = "#";

impl LinkingWords {
    pub(crate) fn read(lexicon: &mut Lexicon, (file, text): (&str, &str)) -> Result<Self> {
        let mut weights = FxHashMap::default();
        for row in table::rows(file, text, &["standing", "place", "word", "weight"])? {
            let name = row.required(0, "standing")?;
            let standing = Standing::named(name).ok_or_else(|| row.wrong(format!("column standing: {name:?} is none of the standings")))?;
            let side = match row.cell(1) {
                "" => None,
                "after" => Some(PlaceSide::After),
                "before" => Some(PlaceSide::Before),
                other => return Err(row.wrong(format!("column place: {other:?} is neither after nor before"))),
            };
            let word = lexicon.intern(row.required(2, "word")?);
            if weights.insert((standing, side, word), row.number(3, "weight", 0.0)?).is_some() {
                return Err(row.wrong("the word has a weight for this standing above"));
            }
        }
        Ok(Self { weights })
    }

    /// The weight of a word, by the side of the place where that matters.
    pub fn weight(&self, standing: Standing, side: Option<PlaceSide>, word: WordId) -> f32 {
        self.weights.get(&(standing, side, word)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "standing\tplace\tword\tweight\n";

    fn read(rows: &str) -> Result<(Lexicon, LinkingWords)> {
        let mut lexicon = Lexicon::new();
        let words = LinkingWords::read(&mut lexicon, ("linking-words.tsv", &format!("{HEAD}{rows}")))?;
        Ok((lexicon, words))
    }

    #[test]
    fn a_word_weighs_by_where_it_stands() {
        let (lexicon, words) = read("between\tafter\tnear\t0.5\ntrigger\t\tcharged\t-2\n").unwrap();
        let weight = |standing, side, word| words.weight(standing, side, lexicon.word(word));
        assert_eq!(weight(Standing::Between, Some(PlaceSide::After), "near"), 0.5);
        assert_eq!(weight(Standing::Between, Some(PlaceSide::Before), "near"), 0.0);
        assert_eq!(weight(Standing::Trigger, None, "charged"), -2.0);
    }

    #[test]
    fn a_wrong_row_is_told_by_its_line() {
        let twice = "between\tafter\tnear\t1\nbetween\tafter\tNear\t2\n";
        for (rows, told, line) in [
            ("beside\t\tnear\t1\n", "\"beside\"", 2),
            ("between\tleft\tnear\t1\n", "\"left\"", 2),
            ("between\tafter\t\t1\n", "column word is empty", 2),
            (twice, "above", 3),
        ] {
            let error = read(rows).expect_err("a wrong row").to_string();
            assert!(error.contains(told) && error.contains(&format!("linking-words.tsv:{line}")), "{error}");
        }
    }
}
