//! The weights of the features by which candidates are ranked, by name.

use std::sync::LazyLock;

use super::feature::{COUNT, F, NAMES};
use crate::error::{Error, Result};

/// One weight a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights(pub(super) [f32; COUNT]);

static BUILTIN: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../data/resolve/weights.tsv")).unwrap_or(Weights([0.0; COUNT])));

impl Weights {
    /// The weights that come with the program.
    pub fn builtin() -> &'static Weights {
        &BUILTIN
    }

    /// Reads `feature<TAB>weight` lines; a feature not named weighs nothing.
    ///
    /// # Errors
    /// Names the line that is no such pair, or names a feature there is not.
    pub fn parse(table: &str) -> Result<Self> {
        let mut weights = [0.0; COUNT];
        for (number, line) in (1u64..).zip(table.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let wrong = || Error::data(format!("{line:?} is not a feature and its weight")).at_line(number);
            let (name, value) = line.split_once('\t').ok_or_else(wrong)?;
            let slot = NAMES.iter().position(|n| *n == name).ok_or_else(wrong)?;
            weights[slot] = value.trim().parse().map_err(|_| wrong())?;
        }
        Ok(Self(weights))
    }

    /// The table that [`Weights::parse`] reads.
    pub fn to_table(&self) -> String {
        let mut out = String::from(
            "# Weights of the features by which a report's place names are resolved; learned by `cargo run --release --example train_places`.\n# feature\tweight\n",
        );
        for (name, weight) in NAMES.iter().zip(self.0) {
            out.push_str(&format!("{name}\t{weight:.4}\n"));
        }
        out
    }

    /// The weighted sum of some features.
    pub(super) fn sum(&self, features: &[(F, f32)]) -> f32 {
        features.iter().map(|(f, value)| self.0[*f as usize] * value).sum()
    }

    /// The weighted sum of all features.
    pub(super) fn score(&self, features: &[f32; COUNT]) -> f32 {
        self.0.iter().zip(features).map(|(w, f)| w * f).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_comes_back_as_it_was() {
        let weights = Weights::builtin();
        let again = Weights::parse(&weights.to_table()).expect("its own table");
        assert!(weights.0.iter().zip(again.0).all(|(a, b)| (a - b).abs() < 1e-3));
        assert!(weights.0.iter().any(|w| *w != 0.0));
    }

    #[test]
    fn an_unknown_feature_is_refused() {
        assert_eq!(Weights::parse("a\nnonsense\t1").unwrap_err().line(), Some(1));
    }
}
