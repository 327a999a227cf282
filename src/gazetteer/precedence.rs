//! Which places of a gazetteer on top stand for places below them, and which are never to be given again.
//!
//! A user's place wins where it names the same thing: it has a name of the place below (folded, or the same skeleton),
//! is a thing of the same sort and lies near. Every spelling of the place below then leads to the user's, and what the
//! user's table leaves open (people, country) is taken from below.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::format::{OWN_ID, PlaceRow, Section};
use super::index::{Index, position};
use super::lookup::{Candidate, KEPT, similarity};
use super::place::Kind;
use super::{Facts, Gazetteer, PlaceKey};
use crate::measure::rough_km;
use crate::text::{name_key, skeleton};

/// Layers of more places are not compared place by place when they are put on: only what one look-up finds is.
const COMPARED_AT_ONCE: usize = 200_000;

/// Settlements and sites of one folded name within this are one.
const SAME_NAME_KM: f64 = 10.0;

/// The same where the names share their skeleton alone, or one of the two is a quarter.
const LIKE_NAME_KM: f64 = 4.0;

/// Likeness of spelling from which names of one skeleton are one.
const LIKE_NAME: f32 = 0.5;

/// Points of one range, desert, river or region lie far apart between one source and the next.
const SAME_NATURE_KM: f64 = 150.0;

/// Skeletons shorter than this say too little.
const SHORTEST_SKELETON: usize = 3;

/// What the layers on top do to those below.
#[derive(Debug, Default)]
pub(super) struct Precedence {
    /// What is given for a place below: the one that stands for it, or nothing where it was retired.
    instead: FxHashMap<PlaceKey, Option<PlaceKey>>,
    /// The place below that a place on top stands for.
    behind: FxHashMap<PlaceKey, PlaceKey>,
    /// Whether a layer is too large to be compared at once.
    large: bool,
}

impl Precedence {
    /// Takes account of the layer that was put on last; gives back the ids it retires that no layer below has.
    pub(super) fn put_on(&mut self, layers: &[Index], retired: &[String]) -> Vec<String> {
        let Some((top, below)) = layers.split_last() else { return Vec::new() };
        if below.is_empty() {
            return Vec::new();
        }
        let unknown = self.retire(below, retired);
        if top.len() > COMPARED_AT_ONCE {
            self.large = true;
            return unknown;
        }
        let number = below.len() as u16;
        let by_id = same_ids(top, below);
        // Of each place below, those on top that are it, and whether they bear its main name.
        let mut standing: FxHashMap<PlaceKey, (bool, PlaceKey)> = FxHashMap::default();
        let mut order: Vec<PlaceKey> = Vec::new();
        for row in 0..top.len() as u32 {
            let Some(own) = top.place_row(row) else { continue };
            let key = PlaceKey { layer: number, row };
            let mut found: Vec<PlaceKey> = by_id.get(&row).cloned().unwrap_or_default();
            let keys: Vec<String> = top.names(row).into_iter().map(name_key).filter(|k| !k.is_empty()).collect();
            for (layer, index) in (0u16..).zip(below) {
                named_alike(index, own, &keys, |row| found.push(PlaceKey { layer, row }));
            }
            for lower in found {
                let main = below.get(lower.layer as usize).and_then(|index| index.names(lower.row).first().map(|name| name_key(name)));
                let bears = by_id.get(&row).is_some_and(|same| same.contains(&lower)) || main.is_some_and(|main| keys.contains(&main));
                match standing.entry(lower) {
                    Entry::Vacant(free) => {
                        free.insert((bears, key));
                        order.push(lower);
                    }
                    // A village may be an alias of its neighbour below, and a row of its own above.
                    Entry::Occupied(mut taken) if bears && !taken.get().0 => _ = taken.insert((bears, key)),
                    Entry::Occupied(_) => {}
                }
            }
        }
        // Lower rows are more prominent: the first is what the place is known as.
        order.sort_unstable();
        for lower in order {
            if let (Some((_, key)), Entry::Vacant(free)) = (standing.get(&lower), self.instead.entry(lower)) {
                free.insert(Some(*key));
                self.behind.entry(*key).or_insert(lower);
            }
        }
        unknown
    }

    fn retire(&mut self, below: &[Index], retired: &[String]) -> Vec<String> {
        let mut left: FxHashSet<&str> = retired.iter().map(String::as_str).collect();
        if left.is_empty() {
            return Vec::new();
        }
        let wanted = left.clone();
        for (layer, index) in (0u16..).zip(below) {
            for row in rows_with_ids(index, &wanted) {
                self.instead.insert(PlaceKey { layer, row: row.0 }, None);
                left.remove(row.1.as_str());
            }
        }
        retired.iter().filter(|id| left.contains(id.as_str())).cloned().collect()
    }

    /// What is to be given for a place; `None` where it was retired.
    pub(super) fn current(&self, mut key: PlaceKey) -> Option<PlaceKey> {
        // A place on top may itself be behind one further up.
        while let Some(instead) = self.instead.get(&key) {
            key = (*instead)?;
        }
        Some(key)
    }

    /// The place below that `key` stands for.
    pub(super) fn behind(&self, key: PlaceKey) -> Option<PlaceKey> {
        if self.behind.is_empty() { None } else { self.behind.get(&key).copied() }
    }

    /// Whether every place is given as it is.
    pub(super) fn changes_nothing(&self) -> bool {
        self.instead.is_empty() && !self.large
    }
}

impl Gazetteer {
    /// Puts the places on top in the stead of those they stand for, and leaves out what was retired.
    pub(super) fn settle(&self, found: &mut Vec<Candidate>) {
        if self.precedence.changes_nothing() {
            return;
        }
        let mut seen: FxHashSet<PlaceKey> = FxHashSet::default();
        found.retain_mut(|candidate| {
            let Some(key) = self.precedence.current(candidate.key) else { return false };
            candidate.stands_in |= key != candidate.key;
            candidate.key = key;
            seen.insert(key)
        });
        if self.precedence.large {
            let above: Vec<PlaceKey> = found.iter().map(|c| c.key).filter(|k| k.is_users()).collect();
            found.retain(|c| !above.iter().any(|key| key.layer > c.key.layer && self.are_one(*key, c.key)));
        }
    }

    /// The same for places found by where they are.
    pub(super) fn settle_near(&self, found: &mut Vec<(PlaceKey, f64)>) {
        if self.precedence.changes_nothing() {
            return;
        }
        // What stands in the stead of another is found where it lies itself.
        found.retain(|(key, _)| self.precedence.current(*key) == Some(*key));
        if self.precedence.large {
            let above: Vec<PlaceKey> = found.iter().map(|(k, _)| *k).filter(|k| k.is_users()).collect();
            let name = |key: PlaceKey| self.layers.get(key.layer as usize)?.names(key.row).first().map(|name| name_key(name));
            found.retain(|(k, _)| !above.iter().any(|a| a.layer > k.layer && self.are_one(*a, *k) && name(*a) == name(*k)));
        }
    }

    /// Whether two places that share a name are one thing.
    fn are_one(&self, a: PlaceKey, b: PlaceKey) -> bool {
        let row = |key: PlaceKey| self.layers.get(key.layer as usize)?.place_row(key.row);
        row(a).zip(row(b)).is_some_and(|(a, b)| a.id.get() & OWN_ID == 0 && a.id == b.id || within(a, b, SAME_NAME_KM))
    }

    /// What the place below says where the one on top is silent.
    pub(super) fn complete(&self, key: PlaceKey, facts: &mut Facts) {
        let Some(below) = self.precedence.behind(key).and_then(|lower| self.facts(lower)) else { return };
        facts.prominence = facts.prominence.max(below.prominence);
        facts.kind = settled(facts.kind, below.kind);
        if facts.admin2 == 0 {
            facts.admin2 = below.admin2;
        }
        if facts.population == 0 {
            facts.population = below.population;
        }
        if facts.country == [0, 0] {
            facts.country = below.country;
        }
        if facts.admin1 == 0 {
            facts.admin1 = below.admin1;
        }
    }
}

/// The kind of a place that stands for one below: tables that name no kind mean some settlement, whichever it is.
pub(super) fn settled(own: Kind, below: Kind) -> Kind {
    if own == Kind::Town && below.is_settlement() { below } else { own }
}

impl Gazetteer {
    /// The places of these ids, as they are now given; an id that no layer has is left out. Reads every place once.
    ///
    /// ```
    /// let gazetteer = sitmap::Gazetteer::builtin()?;
    /// let found = gazetteer.with_ids(["gn:169577"]);
    /// assert_eq!(gazetteer.place(found["gn:169577"]).map(|p| p.name.clone()).as_deref(), Some("Homs"));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn with_ids<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> FxHashMap<String, PlaceKey> {
        let ids: FxHashSet<&str> = ids.into_iter().collect();
        let mut out = FxHashMap::default();
        if ids.is_empty() {
            return out;
        }
        for (layer, index) in self.numbered_layers() {
            for (row, id) in rows_with_ids(index, &ids) {
                if let Some(key) = self.precedence.current(PlaceKey { layer, row }) {
                    out.insert(id, key);
                }
            }
        }
        out
    }
}

/// The rows of `index` that share a name with a place and are the same thing.
fn named_alike(index: &Index, own: &PlaceRow, keys: &[String], mut found: impl FnMut(u32)) {
    let folded = index.fst(Section::Folded);
    for value in keys.iter().filter_map(|key| folded.as_ref()?.get(key)) {
        for (row, _) in index.postings(value.value()).take(KEPT) {
            if index.place_row(row).is_some_and(|other| within(own, other, SAME_NAME_KM)) {
                found(row);
            }
        }
    }
    let skeletons = index.fst(Section::Skeleton);
    for key in keys {
        let bones = skeleton(key);
        if bones.chars().count() < SHORTEST_SKELETON {
            continue;
        }
        let Some(value) = skeletons.as_ref().and_then(|fst| fst.get(&bones)) else { continue };
        for (row, _) in index.postings(value.value()) {
            let near = index.place_row(row).is_some_and(|other| within(own, other, LIKE_NAME_KM));
            if near && index.names(row).iter().any(|name| similarity(&name_key(name), key) >= LIKE_NAME) {
                found(row);
            }
        }
    }
}

/// Whether two places of one name are the same sort of thing and near enough to be one.
fn within(own: &PlaceRow, other: &PlaceRow, reach_km: f64) -> bool {
    let Some((a, b)) = Kind::numbered(own.kind).zip(Kind::numbered(other.kind)) else { return false };
    let countries = own.country == other.country || own.country == [0, 0] || other.country == [0, 0];
    let reach = match (a, b) {
        _ if a.is_division() || b.is_division() || a == Kind::Continent || b == Kind::Continent => return a == b && countries,
        _ if a == b && a.is_large() => SAME_NATURE_KM,
        (Kind::Quarter, _) | (_, Kind::Quarter) if a != b => LIKE_NAME_KM.min(reach_km),
        _ if a.is_settlement() && b.is_settlement() || a == b => reach_km,
        // Tables often name no kind, and then mean a town.
        (Kind::Town | Kind::Spot | Kind::Facility, _) if !b.is_large() && !b.is_settlement() => reach_km,
        (Kind::Airport | Kind::Airbase | Kind::Base, Kind::Airport | Kind::Airbase | Kind::Base) => reach_km,
        (Kind::Mountain | Kind::Hill | Kind::Ridge, Kind::Mountain | Kind::Hill | Kind::Ridge) => reach_km,
        _ => return false,
    };
    rough_km(position(own), position(other)) <= reach
}

/// Rows of `index` whose id is among `ids`, with the id.
fn rows_with_ids(index: &Index, ids: &FxHashSet<&str>) -> Vec<(u32, String)> {
    let numbers: FxHashSet<u64> = ids.iter().filter_map(|id| id.strip_prefix("gn:")?.parse().ok()).collect();
    let own = ids.len() > numbers.len();
    let rows = index.rows::<PlaceRow>(Section::Places);
    let wanted = (0u32..).zip(rows).filter(|(_, place)| {
        let id = place.id.get();
        if id & OWN_ID == 0 { numbers.contains(&id) } else { own && ids.contains(index.string((id & !OWN_ID) as u32)) }
    });
    wanted.map(|(row, place)| (row, index.place_id(place))).collect()
}

/// For rows of `top`, the places below of the very same id.
fn same_ids(top: &Index, below: &[Index]) -> FxHashMap<u32, Vec<PlaceKey>> {
    let mut own: FxHashMap<u64, u32> = FxHashMap::default();
    for (row, place) in (0u32..).zip(top.rows::<PlaceRow>(Section::Places)) {
        if place.id.get() & OWN_ID == 0 {
            own.insert(place.id.get(), row);
        }
    }
    let mut out: FxHashMap<u32, Vec<PlaceKey>> = FxHashMap::default();
    if own.is_empty() {
        return out;
    }
    for (layer, index) in (0u16..).zip(below) {
        for (row, place) in (0u32..).zip(index.rows::<PlaceRow>(Section::Places)) {
            if let Some(on_top) = own.get(&place.id.get()) {
                out.entry(*on_top).or_default().push(PlaceKey { layer, row });
            }
        }
    }
    out
}
