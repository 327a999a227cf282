//! Weights of small linear models: which words say where an event happened, which event is the main one.

use std::sync::OnceLock;

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
