//! A division and the town it is named for: each has the spellings of the other.
//!
//! Lists give the town a dozen spellings and the division two. A report that writes "Deir Ezzor province" means the division
//! all the same, and one that writes "الخرطوم" may mean the city.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entry::Entry;
use super::format::NameRole;
use super::place::Kind;
use crate::text::{Noun, name_key, noun, skeleton};

/// Skeletons shorter than this say too little for two names to be one.
const SHORTEST: usize = 2;

/// The same where one name begins with the other: Dnipropetrovsk and Dnipro.
const SHORTEST_BEGINNING: usize = 3;

/// A district is taken for as well known as this many people make a town. One of a smaller seat would come before the towns
/// elsewhere that bear one of the spellings: Tawila of North Darfur.
const LEAST_OF_DISTRICT: f64 = 2e4;

/// Towns that may be seats, held back until all are known; of more the rest are left as they are.
const MOST_HELD: usize = 1_000_000;

/// Towns that share the name of the division they lie in.
#[derive(Debug, Default)]
pub(super) struct Seats {
    towns: Vec<Entry>,
    /// The foremost town of each division, by the division's row plus one.
    foremost: FxHashMap<u32, usize>,
    /// Key and skeleton of each division's name.
    names: FxHashMap<u32, (String, String)>,
}

/// The skeleton of a name without the nouns that come and go: of "Homs Governorate" that of Homs.
pub(super) fn bare_skeleton(name: &str) -> String {
    let key = name_key(name);
    let bare: Vec<&str> = key.split(' ').filter(|word| noun(word) != Some(Noun::Passing)).collect();
    let bones = skeleton(&bare.join(" "));
    if bones.is_empty() { skeleton(&key) } else { bones }
}

impl Seats {
    /// Holds back a town that shares its name with one of the divisions it lies in (row plus one, and name); otherwise gives
    /// it back.
    pub(super) fn hold<'d>(&mut self, town: Entry, divisions: impl Iterator<Item = (u32, &'d str)>) -> Option<Entry> {
        if !matches!(town.kind, Kind::City | Kind::Town | Kind::Village) || self.towns.len() >= MOST_HELD {
            return Some(town);
        }
        let mut bones = None;
        let mut held = false;
        for (number, name) in divisions {
            let bones: &String = bones.get_or_insert_with(|| skeleton(&name_key(&town.name)));
            let (division_key, division_bones) = self.names.entry(number).or_insert_with(|| (name_key(name), bare_skeleton(name)));
            if !are_one(&town, bones, division_key, division_bones) {
                continue;
            }
            let foremost = self.foremost.entry(number).or_insert(self.towns.len());
            let behind = self.towns.get(*foremost).is_some_and(|other| rank(other) < rank(&town));
            if behind {
                *foremost = self.towns.len();
            }
            held = true;
        }
        if held {
            self.towns.push(town);
            return None;
        }
        Some(town)
    }

    /// Gives seat and division each other's spellings.
    pub(super) fn exchange(&mut self, division: &mut Entry, number: Option<u32>) {
        let Some(number) = number else { return };
        let Some(town) = self.foremost.get(&number).and_then(|town| self.towns.get_mut(*town)) else { return };
        let Some((_, division_bones)) = self.names.get(&number) else { return };
        let bones = skeleton(&name_key(&town.name));
        if division.kind == Kind::Admin1 || town.prior() >= LEAST_OF_DISTRICT {
            take_over(division, town, &[&bones, division_bones]);
        }
        take_over(town, division, &[&bones]);
    }

    /// The towns, with what they were given.
    pub(super) fn into_towns(self) -> Vec<Entry> {
        self.towns
    }
}

/// Which of two towns of one name is the seat: the better known; ids decide between equals.
fn rank(town: &Entry) -> (u64, &str) {
    (town.prior() as u64, &town.id)
}

/// Whether a town and a division have one name: the same skeleton, or one begins with the other and the town bears both.
fn are_one(town: &Entry, bones: &str, division_key: &str, division_bones: &str) -> bool {
    if bones == division_bones {
        return bones.chars().count() >= SHORTEST;
    }
    let (shorter, longer) = if bones.len() < division_bones.len() { (bones, division_bones) } else { (division_bones, bones) };
    let begins = longer.starts_with(shorter) && shorter.chars().count() >= SHORTEST_BEGINNING;
    begins && town.others.iter().any(|(name, role)| *role == NameRole::Alias && name_key(name) == division_key)
}

/// Adds to `taker` the names of `giver` that are spellings of one of the skeletons.
fn take_over(taker: &mut Entry, giver: &Entry, bones: &[&str]) {
    let main = (giver.name.as_str(), NameRole::Main);
    let all = std::iter::once(main).chain(giver.others.iter().map(|(name, role)| (name.as_str(), *role)));
    let names = all.filter(|(_, role)| matches!(role, NameRole::Main | NameRole::Alias));
    let known = std::iter::once(&taker.name).chain(taker.others.iter().map(|(name, _)| name));
    let mut known: FxHashSet<String> = known.map(|name| name_key(name)).collect();
    for (name, _) in names {
        let key = name_key(name);
        if bones.contains(&skeleton(&key).as_str()) && known.insert(key) {
            taker.add_name(name.to_owned(), NameRole::Alias);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;

    #[test]
    fn a_division_has_the_spellings_of_its_seat() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let kinds = |name: &str, country: &[u8; 2]| {
            let found = gazetteer.lookup(name);
            let facts = found.iter().filter_map(|c| gazetteer.facts(c.key)).filter(|f| f.country == *country);
            facts.map(|f| f.kind).collect::<Vec<_>>()
        };
        for (name, country) in [("Deir Ezzor", b"SY"), ("Hassakah", b"SY"), ("Mahwit", b"YE"), ("Dnipro", b"UA")] {
            assert!(kinds(name, country).contains(&Kind::Admin1), "{name}: {:?}", kinds(name, country));
        }
        for (name, country) in [("الخرطوم", b"SD"), ("دمشق", b"SY"), ("Khartum", b"SD"), ("Kyyiv", b"UA")] {
            assert!(kinds(name, country).contains(&Kind::City), "{name}: {:?}", kinds(name, country));
        }
        // What is another name, and no other spelling, stays with the city.
        assert!(!kinds("Ninawa", b"IQ").contains(&Kind::City));
    }

    #[test]
    fn nouns_say_nothing() {
        assert_eq!(bare_skeleton("Homs Governorate"), bare_skeleton("Homs"));
        assert_eq!(bare_skeleton("Makhmūr"), bare_skeleton("Makhmur district"));
        assert!(!bare_skeleton("Central Province").is_empty());
    }
}
