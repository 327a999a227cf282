//! Word classes that the rules ask for, one bit each.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::{Lexicon, Table};
use super::table;
use crate::error::{Error, Result};

/// The classes of `cues.tsv`, each a bit of a `u128` mask; rows of [`Table::Cue`] are bit numbers.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    bits: FxHashMap<String, u32>,
}

/// A set of word classes.
pub type Mask = u128;

/// What is said where a codebook has more classes than a mask has bits, one of them that of `boilerplate.txt`.
const TOO_MANY: &str = "more than 127 classes of words";

impl Cues {
    pub(crate) fn read(lexicon: &mut Lexicon, (file, text): (&str, &str)) -> Result<Self> {
        let mut out = Self::default();
        for row in table::rows(file, text, &["class", "words"])? {
            let bit = out.class(row.required(0, "class")?).ok_or_else(|| row.wrong(TOO_MANY))?;
            for word in row.list(1) {
                lexicon.add(word, Table::Cue, bit, 0, false);
            }
        }
        Ok(out)
    }

    /// Adds a class of whole phrases, one a line.
    ///
    /// # Errors
    /// Where `cues.tsv` has as many classes as there may be.
    pub(crate) fn add(&mut self, lexicon: &mut Lexicon, class: &str, phrases: &str) -> Result<()> {
        let bit = self.class(class).ok_or_else(|| Error::data(TOO_MANY).on("cues.tsv"))?;
        for phrase in table::lines(phrases) {
            lexicon.add(phrase, Table::Cue, bit, 0, false);
        }
        Ok(())
    }

    /// The bit of a class, a new one where it has none yet; `None` where none is left.
    fn class(&mut self, class: &str) -> Option<u32> {
        let next = self.bits.len() as u32;
        let known = self.bits.get(class).copied();
        let bit = known.or_else(|| (next < Mask::BITS).then_some(next))?;
        self.bits.insert(class.to_owned(), bit);
        Some(bit)
    }

    /// The mask of a class; an error where `cues.tsv` lacks it, since the rules then cannot work.
    pub(crate) fn required(&self, class: &str) -> Result<Mask> {
        self.mask(class).ok_or_else(|| Error::data(format!("class {class:?} is missing")).on("cues.tsv"))
    }

    /// The mask of a class, if there is one of that name.
    pub fn mask(&self, class: &str) -> Option<Mask> {
        self.bits.get(class).map(|bit| 1 << bit)
    }

    /// The number of a class's bit.
    pub fn bit(&self, class: &str) -> Option<u64> {
        self.bits.get(class).map(|bit| u64::from(*bit))
    }

    pub(crate) fn names(&self) -> FxHashSet<String> {
        self.bits.keys().cloned().collect()
    }
}
