//! What names sounded like, kept between reports: looking for it is slow, and those of one theatre name the same groups,
//! families and villages again and again.

use std::sync::{Arc, RwLock};

use rustc_hash::FxHashMap;

use super::Candidate;

/// Names kept at most; then all are forgotten.
const MOST: usize = 4096;

/// The places that names sound like. What it gives does not depend on what was asked before.
#[derive(Debug, Default)]
pub(super) struct Heard(RwLock<FxHashMap<String, Arc<[Candidate]>>>);

impl Heard {
    /// What `words` sound like, found by `find` where it is not known.
    pub(super) fn like(&self, words: &str, find: impl FnOnce() -> Vec<Candidate>) -> Arc<[Candidate]> {
        if let Ok(kept) = self.0.read()
            && let Some(known) = kept.get(words)
        {
            return known.clone();
        }
        let found: Arc<[Candidate]> = find().into();
        if let Ok(mut kept) = self.0.write() {
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(words.to_owned(), found.clone());
        }
        found
    }

    /// Forgets all: the places are others now.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_once_until_the_places_change() {
        let (mut heard, mut looked) = (Heard::default(), 0);
        for _ in 0..3 {
            heard.like("Al Salmsaa", || {
                looked += 1;
                Vec::new()
            });
        }
        heard.forget();
        heard.like("Al Salmsaa", || {
            looked += 1;
            Vec::new()
        });
        assert_eq!(looked, 2);
    }
}
