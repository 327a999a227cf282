//! One name looked up through the tiers.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::format::{NameRole, Section};
use super::heard::Question;
use super::loose::{KEPT_ALIKE, KEPT_NEAR, MOST_APART, WALKED, WEIGHED, Wanted};
use super::spelt::Spelt;
use super::variants::{Dropped, with_words_more_or_less};
use super::weigher::Weigher;
use super::within::Within;
use super::{Facts, Gazetteer, PlaceKey};
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
    /// Whether it was found by a name of a place below, for which it stands.
    pub stands_in: bool,
    /// Which of its names led to it.
    pub(super) spelt: Spelt,
}

/// Candidates kept a name and layer: postings come most prominent first.
pub(super) const KEPT: usize = 48;

/// The same for keys that are not the name's own, where the answer may not take long.
const WALKED_NEAR: usize = 250;

/// Skeletons shorter than this say too little by themselves.
const SHORTEST_SKELETON: usize = 3;

/// Those of two consonants count for names of this many letters, where what they lead to is as like as this: "Sittway", "Lashiow".
const SHORT_SKELETON: (usize, usize, f32) = (2, 5, 0.6);

/// Places taken a skeleton so short: hundreds share it.
const KEPT_SHORT: usize = 160;

/// Names shorter than this, in letters, are never matched by edit distance unless their places are asked for.
const SHORTEST_EDITED: usize = 5;

/// The same where the question is which places come nearest ([`Gazetteer::search`]).
const SHORTEST_SEARCHED: (usize, usize) = (1, 3);

/// Places that are given where a name leads to none but by edit distance.
const KEPT_APART: usize = 24;

/// A place so like, one edit away, is what was meant: those two edits away are not looked for.
const CLEARLY_LIKE: f32 = 0.6;

/// Of places two edits away so many are weighed, the most prominent.
const WEIGHED_FARTHER: usize = 100;

/// How alike two names of one skeleton have to be for the one to be taken for the other.
const MUCH_ALIKE: f32 = 0.8;

/// Less likeness than this is no match by edit distance.
const LEAST_LIKENESS: f32 = 0.45;

/// The same where the nearest places are asked for.
pub(super) const LEAST_SEARCHED: f32 = 0.25;

/// What a unit of prominence (a factor of e in people) is worth in natural logarithms of likelihood. Fitted, as is the
/// next, on names of Egypt, the Maghreb, Arabia, Somalia and Afghanistan.
const PROMINENCE: f32 = 0.25;

/// What a match in one of the tiers is worth beyond its letters.
const TIER_BONUS: [f32; 4] = [8.0, 6.0, 2.5, 0.0];

impl Gazetteer {
    /// The places that `name` may mean, best tier first; within a tier the likest and most prominent first.
    ///
    /// A lower tier is asked only where the ones above give nothing.
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let key = name_key(name);
        let found = self.lookup_folded(name, &key, None);
        if !found.is_empty() {
            return found;
        }
        for found in [self.lookup_skeleton(&key), self.lookup_short_skeleton(&key)] {
            if !found.is_empty() {
                return found;
            }
        }
        if key.chars().count() < SHORTEST_EDITED {
            return Vec::new();
        }
        let mut found = self.edited(&key);
        found.truncate(KEPT_APART);
        self.settle(&mut found);
        found
    }

    /// The `count` places that `name` most likely means, over all tiers, among those of which `wanted` holds.
    ///
    /// ```
    /// use sitmap::Gazetteer;
    /// let gazetteer = Gazetteer::builtin()?;
    /// let hits = gazetteer.search("Deir Azzour", 3, |_, facts| facts.country == *b"SY");
    /// assert_eq!(gazetteer.place(hits[0].0.key).expect("a place").admin1_code.as_deref(), Some("SY-DY"));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    ///
    /// Each comes with its score, a natural logarithm that can be held against that of other places for the same name.
    pub fn search(&self, name: &str, count: usize, wanted: impl Fn(PlaceKey, &Facts) -> bool) -> Vec<(Candidate, f32)> {
        self.search_alike(name, count, LEAST_SEARCHED, wanted)
    }

    /// The same among those whose spelling is at least so like, 0 to 1; found the sooner the more that is.
    ///
    /// ```
    /// use sitmap::Gazetteer;
    /// let gazetteer = Gazetteer::builtin()?;
    /// let hits = gazetteer.search_alike("Kramatorks", 5, 0.8, |_, _| true);
    /// assert!(hits.iter().all(|(candidate, _)| candidate.similarity >= 0.8));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn search_alike(&self, name: &str, count: usize, least: f32, wanted: impl Fn(PlaceKey, &Facts) -> bool) -> Vec<(Candidate, f32)> {
        let least = least.max(LEAST_SEARCHED);
        let key = name_key(name);
        let wanted: Wanted<'_> = Some(&wanted);
        let mut found = self.lookup_folded(name, &key, wanted);
        found.extend(self.alike(&key, SHORTEST_SEARCHED.0, KEPT_ALIKE, wanted));
        if key.chars().count() >= SHORTEST_SEARCHED.1 {
            let mut near = self.apart(&key, 0..=MOST_APART, WALKED, wanted);
            near.extend(self.with_other_words(&key, Dropped::AnyWord, wanted));
            near.extend(self.in_other_manners(&key, 1, wanted));
            near.extend(self.a_letter_apart(&key, wanted));
            found.extend(near);
        }
        self.scored(&key, found, least, count)
    }

    /// The places of which `wanted` holds that are named so, but for case, accents, apostrophes, hyphens and the article.
    ///
    /// ```
    /// use sitmap::Gazetteer;
    /// let gazetteer = Gazetteer::builtin()?;
    /// assert!(!gazetteer.named_so("mexico city", |_, facts| facts.country == *b"MX").is_empty());
    /// assert!(gazetteer.named_so("Aleppo city", |_, _| true).is_empty());
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn named_so(&self, name: &str, wanted: impl Fn(PlaceKey, &Facts) -> bool) -> Vec<Candidate> {
        self.lookup_folded(name, &name_key(name), Some(&wanted))
    }

    fn lookup_folded(&self, name: &str, key: &str, wanted: Wanted<'_>) -> Vec<Candidate> {
        let mut out = Vec::new();
        for (layer, index) in self.numbered_layers().rev() {
            let Some(value) = index.fst(Section::Folded).and_then(|fst| fst.get(key)) else { continue };
            let kept = index.postings(value.value()).take(WALKED).filter(|(row, _)| self.is_wanted(PlaceKey { layer, row: *row }, wanted));
            out.extend(kept.take(KEPT).map(|(row, role)| {
                let exact = index.is_named(row, name, true);
                let tier = if exact { Tier::Exact } else { Tier::Folded };
                Candidate { key: PlaceKey { layer, row }, tier, role, similarity: 1.0, stands_in: false, spelt: Spelt::ALL }
            }));
        }
        out.sort_by(|a, b| a.tier.cmp(&b.tier).then(b.key.layer.cmp(&a.key.layer)));
        self.settle(&mut out);
        out
    }

    fn lookup_skeleton(&self, key: &str) -> Vec<Candidate> {
        let found = self.alike(key, SHORTEST_SKELETON, KEPT_ALIKE, None);
        // Names less alike share their skeleton by chance.
        unscored(self.scored(key, found, LEAST_LIKENESS, usize::MAX))
    }

    /// The places whose names share the romanisation skeleton of these words, the likeliest first; remembered.
    ///
    /// ```
    /// let gazetteer = sitmap::Gazetteer::builtin()?;
    /// let found = gazetteer.alike_in_sound("Deyr Hafer");
    /// assert_eq!(gazetteer.place(found[0].key).expect("a place").name, "Deir Hafer");
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn alike_in_sound(&self, words: &str) -> Arc<[Candidate]> {
        self.heard.alike.answer(words, || self.lookup_skeleton(&name_key(words)).into())
    }

    /// Whether a place has a name that shares the skeleton of these words and is much like them; remembered.
    ///
    /// ```
    /// let gazetteer = sitmap::Gazetteer::builtin()?;
    /// assert!(gazetteer.sounds_like_one("Tell Rifat") && !gazetteer.sounds_like_one("Abu Muhammad the Younger"));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn sounds_like_one(&self, words: &str) -> bool {
        self.heard.like_one.answer(words, || self.has_alike(&name_key(words), MUCH_ALIKE))
    }

    /// Whether a place has a name of the same skeleton that is at least so like: what [`Gazetteer::lookup_skeleton`] would
    /// give, found with much less weighing.
    fn has_alike(&self, key: &str, least: f32) -> bool {
        let mut found = each_once(self.alike(key, SHORTEST_SKELETON, KEPT_ALIKE, None));
        self.settle(&mut found);
        let mut weigher = Weigher::new(key);
        found.iter().any(|candidate| {
            let country = self.facts(candidate.key).map(|facts| facts.country);
            country.is_some_and(|country| weigher.weigh(country, self.names_of(candidate), least, u32::MAX - 1).likeness >= least)
        })
    }

    /// The same for names of two consonants, which hundreds of places share.
    fn lookup_short_skeleton(&self, key: &str) -> Vec<Candidate> {
        let (consonants, letters, like) = SHORT_SKELETON;
        if skeleton(key).chars().count() != consonants || key.chars().count() < letters {
            return Vec::new();
        }
        let found = self.alike(key, consonants, KEPT_SHORT, None);
        unscored(self.scored(key, found, like, usize::MAX))
    }

    /// Places of which `wanted` holds whose names have the consonants of `name`, the likeliest first; for a name whose own
    /// places are none of these.
    ///
    /// ```
    /// use sitmap::Gazetteer;
    /// let gazetteer = Gazetteer::builtin()?;
    /// let found = gazetteer.of_the_same_consonants("Tadmour", 3, |_, facts| facts.country == *b"SY");
    /// assert_eq!(gazetteer.place(found[0].key).expect("a place").name, "Palmyra");
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn of_the_same_consonants(&self, name: &str, count: usize, wanted: impl Fn(PlaceKey, &Facts) -> bool) -> Vec<Candidate> {
        let mut out = unscored(self.same_consonants(&name_key(name), Some(&wanted)));
        out.truncate(count);
        out
    }

    /// Places in a part of the world whose names sound like `name`, the likeliest first: of the same consonants, or else, unless
    /// those alone are asked for, with a noun or a consonant more or less. A quicker [`Gazetteer::search`] that finds less, and
    /// remembers.
    ///
    /// ```
    /// use sitmap::{Gazetteer, gazetteer::{Part, Within}};
    /// let gazetteer = Gazetteer::builtin()?;
    /// let iraq = Within::new(vec![Part::country(*b"IQ")], &[]);
    /// let sounding = gazetteer.sounding("Qaiyarra", 3, false, iraq);
    /// assert_eq!(gazetteer.place(sounding[0].key).expect("a place").name, "Qayyarah");
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn sounding(&self, name: &str, count: usize, same_consonants: bool, within: Within) -> Arc<[Candidate]> {
        let question = Question { words: name.to_lowercase(), count, same_consonants, within };
        let look = || {
            let wanted = |_, facts: &Facts| question.within.admits(facts);
            let found = if same_consonants { self.of_the_same_consonants(name, count, wanted) } else { self.heard_as(name, count, wanted) };
            found.into()
        };
        self.heard.within.answer(&question, look)
    }

    fn heard_as(&self, name: &str, count: usize, wanted: impl Fn(PlaceKey, &Facts) -> bool) -> Vec<Candidate> {
        let key = name_key(name);
        let wanted: Wanted<'_> = Some(&wanted);
        let mut scored = self.same_consonants(&key, wanted);
        if scored.iter().all(|(candidate, _)| candidate.similarity < CLEARLY_LIKE) && key.chars().count() >= SHORTEST_EDITED {
            let mut found = Vec::new();
            for (layer, index) in self.numbered_layers().rev() {
                let Some(fst) = index.fst(Section::Skeleton) else { continue };
                for value in with_words_more_or_less(&key, Dropped::Nouns).iter().filter_map(|bones| fst.get(bones)) {
                    self.gather_postings(layer, value.value(), Tier::Edit, (KEPT_NEAR, WALKED_NEAR), wanted, &mut found);
                }
            }
            found.extend(self.apart(&key, 0..=1, WALKED_NEAR, wanted));
            scored.extend(self.scored(&key, found, LEAST_LIKENESS, usize::MAX));
            likeliest_first(&mut scored);
        }
        let mut out = unscored(scored);
        self.settle(&mut out);
        let mut seen = FxHashSet::default();
        out.retain(|c| seen.insert(c.key));
        out.truncate(count);
        out
    }

    /// Places of the same consonants, weighed.
    fn same_consonants(&self, key: &str, wanted: Wanted<'_>) -> Vec<(Candidate, f32)> {
        let found = self.alike(key, SHORTEST_SEARCHED.0, KEPT_ALIKE, wanted);
        self.scored(key, found, LEAST_LIKENESS, usize::MAX)
    }

    /// Places by edit distance, likeliest first; two edits and other manners of writing are looked for where one edit leads to
    /// nothing that is clearly meant.
    fn edited(&self, key: &str) -> Vec<Candidate> {
        let mut near = self.apart(key, 0..=1, WALKED, None);
        near.extend(self.with_other_words(key, Dropped::Nouns, None));
        let seen: FxHashSet<PlaceKey> = near.iter().map(|candidate| candidate.key).collect();
        let mut out = self.scored(key, near, LEAST_LIKENESS, KEPT_APART);
        if out.iter().all(|(candidate, _)| candidate.similarity < CLEARLY_LIKE) {
            let mut farther = self.apart(key, 2..=MOST_APART, WALKED, None);
            farther.retain(|candidate| !seen.contains(&candidate.key));
            // Rows follow prominence.
            let mut farther = each_once(farther);
            farther.sort_unstable_by_key(|candidate| (candidate.key.row, candidate.key.layer));
            farther.truncate(WEIGHED_FARTHER);
            farther.extend(self.in_other_manners(key, 0, None).into_iter().filter(|candidate| !seen.contains(&candidate.key)));
            out.extend(self.scored(key, farther, LEAST_LIKENESS, KEPT_APART));
            likeliest_first(&mut out);
        }
        out.into_iter().map(|(candidate, _)| candidate).collect()
    }

    /// The `most` likeliest, with score and likeness, likeliest first, each as it is given and once; those less like than
    /// `least` are left out.
    fn scored(&self, key: &str, found: Vec<Candidate>, least: f32, most: usize) -> Vec<(Candidate, f32)> {
        let mut weigher = Weigher::new(key);
        let mut best = Best::of(most);
        let mut out = Vec::with_capacity(found.len().min(most));
        let mut found = each_once(found);
        self.settle(&mut found);
        for mut candidate in found {
            let Some(facts) = self.facts(candidate.key) else { continue };
            let prior = TIER_BONUS[candidate.tier as usize] + PROMINENCE * facts.prominence;
            // What costs more comes behind as many as are taken.
            let dearest = best.worst().map_or(u32::MAX - 1, |worst| ((prior - worst) * 100.0) as u32 + 1);
            let weighed = weigher.weigh(facts.country, self.names_of(&candidate), least, dearest);
            if candidate.tier > Tier::Folded {
                candidate.similarity = weighed.likeness;
                if candidate.similarity < least || weighed.cost > dearest {
                    continue;
                }
            }
            let score = prior - weighed.cost as f32 / 100.0;
            best.take(score);
            out.push((candidate, score));
        }
        likeliest_first(&mut out);
        out.truncate(most);
        out
    }
}

/// Each place once, where it comes first, with all names that led to it.
fn each_once(found: Vec<Candidate>) -> Vec<Candidate> {
    let mut at: FxHashMap<PlaceKey, usize> = FxHashMap::with_capacity_and_hasher(found.len(), rustc_hash::FxBuildHasher);
    let mut out: Vec<Candidate> = Vec::with_capacity(found.len());
    for candidate in found {
        match at.entry(candidate.key) {
            Entry::Occupied(first) => {
                let first = &mut out[*first.get()];
                first.spelt = first.spelt.or(candidate.spelt);
                first.stands_in |= candidate.stands_in;
            }
            Entry::Vacant(free) => {
                free.insert(out.len());
                out.push(candidate);
            }
        }
    }
    out
}

fn unscored(scored: Vec<(Candidate, f32)>) -> Vec<Candidate> {
    scored.into_iter().map(|(candidate, _)| candidate).collect()
}

/// The scores of the best so far.
struct Best {
    most: usize,
    /// Best first; nothing where so many are asked for that none is left out.
    scores: Vec<f32>,
}

impl Best {
    /// Of so many.
    fn of(most: usize) -> Self {
        Self { most, scores: Vec::with_capacity(if most <= WEIGHED { most + 1 } else { 0 }) }
    }

    /// The last of them, where there are as many as are asked for.
    fn worst(&self) -> Option<f32> {
        self.scores.get(self.most.checked_sub(1)?).copied()
    }

    fn take(&mut self, score: f32) {
        if self.most <= WEIGHED {
            let at = self.scores.partition_point(|other| *other >= score);
            self.scores.insert(at, score);
            self.scores.truncate(self.most);
        }
    }
}

fn likeliest_first(found: &mut [(Candidate, f32)]) {
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.key.cmp(&b.0.key)));
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

#[cfg(test)]
mod tests {
    use super::super::{Builder, Entry, Index, Kind};
    use super::*;
    use crate::measure::Position;

    /// Names as reports write them in three scripts, with the main name the gazetteer should find. Compiled by hand.
    const IN_THREE_SCRIPTS: &str = include_str!("../../data/spelling/places.tsv");

    #[test]
    fn scripts_meet() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let mut wrong = Vec::new();
        let rows: Vec<&str> = IN_THREE_SCRIPTS.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(rows.len() >= 60);
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            let country: [u8; 2] = cells[2].as_bytes().try_into().unwrap();
            let of_country = |_: PlaceKey, facts: &Facts| facts.country == country;
            let latin = gazetteer.search(cells[0], 4, of_country);
            let native = gazetteer.search(cells[1], 1, of_country);
            let at = |c: &Candidate| gazetteer.facts(c.key).unwrap().position;
            // City and district of one name count as one.
            let near = native.first().is_some_and(|n| latin.iter().any(|l| crate::measure::rough_km(at(&l.0), at(&n.0)) < 40.0));
            if !near {
                wrong.push(row);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn scripts_meet_without_their_own_names() {
        // The native spelling against the Latin one alone, as where a list has no other.
        let mut far = Vec::new();
        for row in IN_THREE_SCRIPTS.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = row.split('\t').collect();
            let country: [u8; 2] = cells[2].as_bytes().try_into().unwrap();
            let mut weigher = Weigher::new(&name_key(cells[1]));
            let mut cost = |name: &'static str| weigher.weigh(country, std::iter::once(name.as_bytes()), LEAST_SEARCHED, u32::MAX - 1).cost;
            let right = cost(cells[0]);
            let closer = IN_THREE_SCRIPTS
                .lines()
                .filter(|l| !l.starts_with('#'))
                .map(|l| l.split('\t').next().unwrap())
                .filter(|other| *other != cells[0] && cost(other) <= right)
                .count();
            if closer > 0 {
                far.push((row, closer));
            }
        }
        // Exonyms such as Palmyra for Tadmur share no letters.
        assert!(far.len() <= 4, "{far:#?}");
    }

    #[test]
    fn nonsense_and_short_words_match_nothing() {
        let gazetteer = Gazetteer::builtin().unwrap();
        for name in ["Qzxwvk", "Zzzzzz", "Brfgtklm", "xq", ""] {
            assert_eq!(gazetteer.lookup(name), [], "{name}");
        }
    }

    #[test]
    fn slips_of_the_pen_find_the_place() {
        let gazetteer = Gazetteer::builtin().unwrap();
        for (written, name) in [("Kramatorks", "Kramatorsk"), ("Damacsus", "Damascus"), ("Mogadihsu", "Mogadishu")] {
            let hits = gazetteer.lookup(written);
            assert!(hits.iter().all(|hit| hit.tier == Tier::Edit), "{written}");
            let mut keys: Vec<PlaceKey> = hits.iter().map(|hit| hit.key).collect();
            // A district that shares its seat's name is as like.
            let likest = hits.iter().take_while(|hit| hit.similarity == hits[0].similarity);
            assert!(likest.map(|hit| gazetteer.place(hit.key).unwrap()).any(|place| place.name == name), "{written}");
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), hits.len(), "{written}: a place comes once");
        }
    }

    #[test]
    fn a_word_more_is_no_hindrance() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let first = |name: &str, country: &[u8; 2]| {
            let hits = gazetteer.search(name, 1, |_, f| f.country == *country);
            gazetteer.place(hits[0].0.key).unwrap().name.clone()
        };
        assert_eq!(first("Madinat Manbij", b"SY"), first("Manbij", b"SY"));
        assert_eq!(first("Izyum town", b"UA"), first("Izium", b"UA"));
    }

    #[test]
    fn the_first_of_few_is_the_first_of_many() {
        let gazetteer = Gazetteer::builtin().unwrap();
        for name in ["Izyum town", "Hums city", "Kharkov oblast", "Dayr al-Zawr province", "Gedaref town", "Marib governorate"] {
            let first = |count| gazetteer.search(name, count, |_, _| true).first().map(|(candidate, _)| candidate.key);
            assert!(first(1).is_some() && first(1) == first(20), "{name}");
        }
    }

    #[test]
    fn the_likeness_of_a_looser_match_is_lower() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let likeness = |name: &str| gazetteer.lookup(name).first().map_or(0.0, |c| c.similarity);
        for (closer, looser) in [("Deir Ezzour", "Deir Ezzoor City"), ("Qamishly", "Qamishlak")] {
            assert!(likeness(closer) > likeness(looser), "{closer} {} {looser} {}", likeness(closer), likeness(looser));
        }
        // A place that is called so is another matter.
        for street in ["Press Street", "Royal Street", "Faubourg D'Aunoy"] {
            assert!(likeness(street) < 0.6, "{street}: {}", likeness(street));
        }
    }

    #[test]
    fn each_of_many_names_leads_to_the_place() {
        let names = ["Zarqun", "Belmore", "Dihnat", "Fersuq", "Gulvand", "Hirkasa", "Kolpeni", "Mardosh", "Nuvrika", "Pesturan"];
        let mut place = Entry::new("user:1", names[0], Kind::Town, Position::new(35.0, 38.0));
        place.others = names[1..].iter().map(|name| ((*name).to_owned(), NameRole::Alias)).collect();
        let mut builder = Builder::new("many");
        builder.add(place);
        let gazetteer = Gazetteer::empty().with(Index::from_vec(builder.build().unwrap()).unwrap());
        for name in names {
            // Another vowel, and a letter less.
            let (vowel, less) = (name.replacen(['a', 'e', 'i', 'o', 'u'], "y", 1), &name[..name.len() - 1]);
            for (written, tier) in [(vowel.as_str(), Tier::Skeleton), (less, Tier::Edit)] {
                let hits = gazetteer.lookup(written);
                assert!(hits.len() == 1 && hits[0].tier <= tier && hits[0].similarity > 0.5, "{written} for {name}: {hits:?}");
            }
        }
    }
}
