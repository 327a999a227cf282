//! What names were found to sound like: no look-up is slower, and reports of one war name the same people and villages over
//! and over.

use std::convert::Infallible;
use std::hash::Hash;
use std::sync::Arc;

use quick_cache::UnitWeighter;
use quick_cache::sync::{Cache, DefaultLifecycle};
use rustc_hash::FxBuildHasher;

use super::lookup::Candidate;
use super::within::Within;

/// Names remembered a question; of those the ones that are asked for again.
const REMEMBERED: usize = 8192;

/// Places found for a name, shared by all who ask.
pub(super) type Places = Arc<[Candidate]>;

/// The answers, which are the same whoever asks; which of them are remembered changes nothing but the time it takes.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Whether words sound like a place at all.
    pub like_one: Memory<str, bool>,
    /// The places of the same romanisation skeleton.
    pub alike: Memory<str, Places>,
    /// The places in some part of the world, and whether only those of the same consonants were asked for.
    pub within: Memory<Question, Places>,
}

/// A name that is looked for in some part of the world.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    pub words: String,
    pub count: usize,
    pub same_consonants: bool,
    pub within: Within,
}

/// Answers to one question, the latest and those that are asked for most.
#[derive(Debug)]
pub(super) struct Memory<Q: ToOwned + ?Sized, A>(Cache<Q::Owned, A, UnitWeighter, FxBuildHasher>);

impl<Q: Hash + Eq + ToOwned<Owned: Hash + Eq + std::borrow::Borrow<Q>> + ?Sized, A: Clone> Memory<Q, A> {
    /// The answer: what is remembered, or what `look` finds.
    pub(super) fn answer(&self, question: &Q, look: impl FnOnce() -> A) -> A {
        let Ok(answer) = self.0.get_or_insert_with(question, || Ok::<A, Infallible>(look()));
        answer
    }
}

impl<Q: ToOwned<Owned: Hash + Eq> + ?Sized, A: Clone> Default for Memory<Q, A> {
    fn default() -> Self {
        Self(Cache::with(REMEMBERED, REMEMBERED as u64, UnitWeighter, FxBuildHasher, DefaultLifecycle::default()))
    }
}
