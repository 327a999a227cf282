//! Places by looser spellings, unweighed: of the same skeleton, or of one some words or edits apart.

use std::ops::RangeInclusive;

use super::format::Section;
use super::lookup::{Candidate, Tier};
use super::variants::{Dropped, in_translation, with_words_more_or_less};
use super::{Facts, Gazetteer, PlaceKey};
use crate::text::{in_other_manners, skeleton};

/// Postings walked at most for a key, where few of its places are wanted: a common name has tens of thousands.
pub(super) const WALKED: usize = 4000;

/// The most edits that a skeleton may be apart.
pub(super) const MOST_APART: u8 = 2;

/// Places taken a skeleton: what shares it and is less prominent is rarely meant.
pub(super) const KEPT_ALIKE: usize = 24;

/// Places taken a key that is some edits from the name's.
const KEPT_EDITED: usize = 16;

/// Places taken a key of other words, or of another manner of writing.
pub(super) const KEPT_NEAR: usize = 8;

/// Places some edits apart that are weighed by likeness at most, a look-up.
pub(super) const WEIGHED: usize = 150;

/// Skeletons from this length on may be so many, below it one.
const TWO_EDITS_FROM: usize = 4;

/// Skeletons from this length on are also looked for at the beginning of longer names.
const SHORTEST_BEGINNING: usize = 3;

/// What may follow there, in consonants.
const LONGEST_REST: usize = 6;

/// Which places are asked for; all where nothing is said.
pub(super) type Wanted<'w> = Option<&'w dyn Fn(PlaceKey, &Facts) -> bool>;

impl Gazetteer {
    pub(super) fn is_wanted(&self, key: PlaceKey, wanted: Wanted<'_>) -> bool {
        wanted.is_none_or(|wanted| self.facts(key).is_some_and(|facts| wanted(key, &facts)))
    }

    /// Places with a name of the same skeleton, unweighed, at most so many a skeleton.
    pub(super) fn alike(&self, key: &str, shortest: usize, most: usize, wanted: Wanted<'_>) -> Vec<Candidate> {
        let bones = skeleton(key);
        let mut out = Vec::new();
        if bones.chars().count() < shortest || key.chars().count() < shortest {
            return out;
        }
        let translated = in_translation(key);
        for (layer, index) in self.numbered_layers().rev() {
            let Some(fst) = index.fst(Section::Skeleton) else { continue };
            for value in std::iter::once(&bones).chain(&translated).filter_map(|bones| fst.get(bones)) {
                self.gather_postings(layer, value.value(), Tier::Skeleton, (most, WALKED), wanted, &mut out);
            }
        }
        out
    }

    /// Places with a word or syllable less or more, unweighed.
    pub(super) fn with_other_words(&self, key: &str, dropped: Dropped, wanted: Wanted<'_>) -> Vec<Candidate> {
        let mut out = Vec::new();
        let bones = skeleton(key);
        let letters = bones.chars().count();
        let others = with_words_more_or_less(key, dropped);
        for (layer, index) in self.numbered_layers().rev() {
            let Some(fst) = index.fst(Section::Skeleton) else { continue };
            for value in others.iter().filter_map(|bones| fst.get(bones)) {
                self.gather_postings(layer, value.value(), Tier::Edit, (KEPT_ALIKE, WALKED), wanted, &mut out);
            }
            if letters >= SHORTEST_BEGINNING {
                for value in super::edit::beginning_with(&fst, &bones, LONGEST_REST) {
                    self.gather_postings(layer, value, Tier::Edit, (KEPT_NEAR, WALKED), wanted, &mut out);
                }
            }
        }
        out
    }

    /// Places with a name so many edits of its skeleton apart, unweighed, nearest first.
    pub(super) fn apart(&self, key: &str, edits: RangeInclusive<u8>, walked: usize, wanted: Wanted<'_>) -> Vec<Candidate> {
        let bones = skeleton(key);
        let most = match bones.chars().count() {
            0..2 => return Vec::new(),
            2..TWO_EDITS_FROM => 1,
            _ => MOST_APART,
        };
        let most = most.min(*edits.end());
        let mut keys: Vec<(u8, u16, u64)> = Vec::new();
        for (layer, index) in self.numbered_layers().rev().filter(|_| edits.contains(&most)) {
            let Some(fst) = index.fst(Section::Skeleton) else { continue };
            let near = super::edit::within(&fst, &bones, most);
            keys.extend(
                near.into_iter().filter(|(distance, _)| edits.contains(distance)).map(|(distance, value)| (distance, layer, value)),
            );
        }
        keys.sort_by_key(|(distance, ..)| *distance);
        let mut out = Vec::new();
        let (mut of_keys, mut by_row) = (Vec::new(), Vec::new());
        for as_many in keys.chunk_by(|a, b| a.0 == b.0) {
            let room = WEIGHED - out.len();
            if room == 0 {
                break;
            }
            for (_, layer, value) in as_many {
                self.gather_postings(*layer, *value, Tier::Edit, (KEPT_EDITED, walked), wanted, &mut of_keys);
            }
            // Of those as many edits apart the most prominent, as the rows are ordered.
            by_row.extend(of_keys.iter().enumerate().map(|(at, candidate)| (candidate.key.row, at)));
            by_row.sort_unstable();
            out.extend(by_row.drain(..).take(room).map(|(_, at)| of_keys[at]));
            of_keys.clear();
        }
        out
    }

    /// Places with a name that this would be in another manner of writing, or so many edits of its skeleton apart, unweighed.
    pub(super) fn in_other_manners(&self, key: &str, edits: u8, wanted: Wanted<'_>) -> Vec<Candidate> {
        let bones = skeleton(key);
        let mut others: Vec<String> = in_other_manners(key).iter().map(|other| skeleton(other)).collect();
        others.retain(|other| *other != bones && other.chars().count() >= 2);
        others.sort_unstable();
        others.dedup();
        let mut out = Vec::new();
        for (layer, index) in self.numbered_layers().rev() {
            let Some(fst) = index.fst(Section::Skeleton) else { continue };
            for other in &others {
                let most = if other.chars().count() < TWO_EDITS_FROM { 0 } else { edits };
                for (_, value) in super::edit::within(&fst, other, most) {
                    self.gather_postings(layer, value, Tier::Edit, (KEPT_NEAR, WALKED), wanted, &mut out);
                }
            }
        }
        out
    }

    /// Places with a name one letter apart, unweighed, where so few consonants say too little: "Ziway" for Zway.
    pub(super) fn a_letter_apart(&self, key: &str, wanted: Wanted<'_>) -> Vec<Candidate> {
        let mut out = Vec::new();
        if skeleton(key).chars().count() >= TWO_EDITS_FROM {
            return out;
        }
        for (layer, index) in self.numbered_layers().rev() {
            let Some(fst) = index.fst(Section::Folded) else { continue };
            for (_, value) in super::edit::within(&fst, key, 1) {
                self.gather_postings(layer, value, Tier::Edit, (KEPT_NEAR, WALKED), wanted, &mut out);
            }
        }
        out
    }

    /// Adds so many of a key's places, of so many that are looked at.
    pub(super) fn gather_postings(
        &self,
        layer: u16,
        value: u64,
        tier: Tier,
        (most, walked): (usize, usize),
        wanted: Wanted<'_>,
        out: &mut Vec<Candidate>,
    ) {
        let Some(index) = self.layers.get(layer as usize) else { return };
        let kept = index
            .spelt_postings(value)
            .take(walked)
            .map(|(row, role, spelt)| (PlaceKey { layer, row }, role, spelt))
            .filter(|(key, ..)| self.is_wanted(*key, wanted));
        out.extend(kept.take(most).map(|(key, role, spelt)| Candidate { key, tier, role, similarity: 0.0, stands_in: false, spelt }));
    }
}
