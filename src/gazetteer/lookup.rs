//! One name looked up through the tiers.

use super::format::{NameRole, Section};
use super::{Gazetteer, PlaceKey};
use crate::text::{name_key, skeleton};

/// How closely a name matches, best first. A lower tier needs more support from the context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// As written, to the letter.
    Exact,
    /// But for case, accents, apostrophes, hyphens and the article.
    Folded,
    /// The same romanisation skeleton.
    Skeleton,
    /// One or two letters apart.
    Edit,
}

impl Tier {
    /// Its word in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Exact => "exact",
            Tier::Folded => "folded",
            Tier::Skeleton => "skeleton",
            Tier::Edit => "edit",
        }
    }
}

/// One place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The place.
    pub key: PlaceKey,
    /// How closely the name matches.
    pub tier: Tier,
    /// What the name is to the place.
    pub role: NameRole,
    /// Likeness of spelling to the place's nearest name, 0 to 1.
    pub similarity: f32,
}

/// Candidates kept a name and layer: postings come most prominent first.
pub(super) const KEPT: usize = 48;

/// Likeness of names in different scripts, which share a skeleton and cannot be compared by letter.
const UNCOMPARED: f32 = 0.8;

/// Names less alike than this share their skeleton by chance.
const LEAST_LIKENESS: f32 = 0.55;

/// Skeletons shorter than this say too little.
const SHORTEST_SKELETON: usize = 3;

impl Gazetteer {
    /// The places that `name` may mean, best tier first; within a tier the likest and most prominent first.
    ///
    /// A lower tier is asked only where the ones above give nothing.
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let key = name_key(name);
        for search in [Self::lookup_folded, Self::lookup_skeleton, Self::lookup_edit] {
            let found = search(self, name, &key);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn lookup_folded(&self, name: &str, key: &str) -> Vec<Candidate> {
        let mut out = Vec::new();
        for (layer, index) in self.numbered_layers().rev() {
            let Some(fst) = index.fst(Section::Folded) else { continue };
            let Some(value) = fst.get(key) else { continue };
            out.extend(index.postings(value.value()).take(KEPT).map(|(row, role)| {
                let exact = index.names(row).contains(&name);
                let tier = if exact { Tier::Exact } else { Tier::Folded };
                Candidate { key: PlaceKey { layer, row }, tier, role, similarity: 1.0 }
            }));
        }
        out.sort_by(|a, b| a.tier.cmp(&b.tier).then(b.key.layer.cmp(&a.key.layer)));
        out
    }

    pub(super) fn lookup_skeleton(&self, _name: &str, key: &str) -> Vec<Candidate> {
        let bones = skeleton(key);
        if bones.chars().count() < SHORTEST_SKELETON {
            return Vec::new();
        }
        let mut out = Vec::new();
        for (layer, index) in self.numbered_layers().rev() {
            let Some(value) = index.fst(Section::Skeleton).and_then(|fst| fst.get(&bones)) else { continue };
            out.extend(index.postings(value.value()).take(KEPT).map(|(row, role)| Candidate {
                key: PlaceKey { layer, row },
                tier: Tier::Skeleton,
                role,
                similarity: if key.is_ascii() { best_similarity(key, &index.names(row)) } else { UNCOMPARED },
            }));
        }
        out.retain(|c| c.similarity >= LEAST_LIKENESS);
        self.rank_by_likeness(&mut out);
        out
    }

    fn lookup_edit(&self, _name: &str, key: &str) -> Vec<Candidate> {
        let mut out = Vec::new();
        for (layer, index) in self.numbered_layers().rev() {
            let Some(fst) = index.fst(Section::Folded) else { continue };
            for value in super::edit::within(&fst, key) {
                out.extend(index.postings(value).take(8).map(|(row, role)| Candidate {
                    key: PlaceKey { layer, row },
                    tier: Tier::Edit,
                    role,
                    similarity: best_similarity(key, &index.names(row)),
                }));
            }
        }
        self.rank_by_likeness(&mut out);
        out.truncate(KEPT);
        out
    }

    /// Likest first; a tenth of likeness outweighs about a factor of seven in prominence.
    fn rank_by_likeness(&self, candidates: &mut [Candidate]) {
        let score = |c: &Candidate| c.similarity + 0.05 * self.facts(c.key).map_or(0.0, |f| f.prominence);
        candidates.sort_by(|a, b| score(b).total_cmp(&score(a)).then(a.key.cmp(&b.key)));
    }
}

/// Likeness of `key` to the nearest of the names.
fn best_similarity(key: &str, names: &[&str]) -> f32 {
    names.iter().map(|name| similarity(key, &name_key(name))).fold(0.0, f32::max)
}

/// Likeness of two folded names: 1 less the share of letters to delete and insert, articles aside.
///
/// ```
/// use sitmap::gazetteer::similarity;
/// assert!(similarity("deir ezzor", "deir al zor") > similarity("deir ezzor", "dar azra"));
/// ```
pub fn similarity(a: &str, b: &str) -> f32 {
    let letters = |s: &str| -> Vec<char> { s.split(' ').filter(|w| *w != "al").flat_map(str::chars).collect() };
    let (a, b) = (letters(a), letters(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    // Longest common subsequence, one row at a time.
    let mut row = vec![0u16; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    2.0 * f32::from(row[b.len()]) / (a.len() + b.len()) as f32
}
