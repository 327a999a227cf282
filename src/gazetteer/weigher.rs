//! One name as written, held against those of many places.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use super::lookup::LEAST_SEARCHED;
use crate::text::{Costs, Noun, Profile, Script, Spelling, family_of_country, noun, write_name_key};

/// A natural logarithm, in which costs are counted, is this many.
const HUNDREDTHS: f32 = 100.0;

/// What a factor of e in likeness costs a piece: two natural logarithms.
const A_PIECE: f32 = 2.0 * HUNDREDTHS;

/// What each consonant that one name has more than the other costs at least.
const A_CONSONANT: u32 = 150;

/// The most that such a difference may cost: that of a whole word.
const A_WORD: u32 = 450;

/// What is no name costs more than any.
const NO_NAME: u32 = u32::MAX;

/// Room for so many names of a family; most look-ups weigh fewer.
const NAMES: usize = 224;

/// Holds one name as written against those of many places.
pub(super) struct Weigher<'n> {
    written: Spelling,
    /// Without the nouns that come and go, which may cost little more left out than written, and with them.
    consonants: RangeInclusive<u32>,
    /// By family of languages, as they are asked for.
    families: Vec<(&'static str, Family<'n>)>,
    key: String,
    other: Spelling,
    rows: Vec<i16>,
}

/// What a name costs in one family of languages.
struct Family<'n> {
    profile: Profile<'static>,
    /// The names weighed so far: places that sound alike mostly are namesakes.
    weighed: FxHashMap<&'n [u8], Known>,
}

/// What is known of the cost of a name.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// What its length alone costs.
    length: u32,
    /// What it costs, if `exact`, or at least.
    cost: u32,
    exact: bool,
}

/// How a place's nearest name compares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    /// Of writing the name so, in hundredths of a natural logarithm.
    pub cost: u32,
    /// Likeness, 0 to 1: what the cost is beyond that of the name itself, by its pieces that say which place is meant.
    pub likeness: f32,
}

impl<'n> Weigher<'n> {
    /// Of the name with that key.
    pub fn new(key: &str) -> Self {
        Self {
            written: Spelling::of_key(key),
            consonants: told_consonants(key)..=consonants(key),
            families: Vec::with_capacity(2),
            key: String::new(),
            other: Spelling::default(),
            rows: Vec::new(),
        }
    }

    /// The cheapest of a place's names; what is less like than `least` (or than anything that is looked for), or costs more
    /// than `dearest`, is not weighed to the end, and comes out just beyond.
    pub fn weigh(&mut self, country: [u8; 2], names: impl Iterator<Item = &'n [u8]>, least: f32, dearest: u32) -> Weighed {
        let name = family_of_country(country);
        let at = self.families.iter().position(|(f, _)| std::ptr::eq(*f, name)).unwrap_or_else(|| {
            let profile = Profile::new(Costs::of_country(country), self.written.clone());
            self.families.push((name, Family { profile, weighed: FxHashMap::with_capacity_and_hasher(NAMES, rustc_hash::FxBuildHasher) }));
            self.families.len() - 1
        });
        let Family { profile, weighed } = &mut self.families[at].1;
        let own = profile.own();
        let scale = A_PIECE * self.written.telling().max(1) as f32;
        let mut cheapest = (own + (-least.max(LEAST_SEARCHED).ln() * scale) as u32).min(dearest) + 1;
        let latin = self.written.script() == Script::Latin;
        // A place that has names in the same script is not asked for those in others.
        let mut same_script = None;
        for name in names {
            let beyond = is_beyond_latin(name);
            if *same_script.get_or_insert(latin && !beyond) && beyond {
                continue;
            }
            let mut cut = false;
            let known = weighed.entry(name).or_insert_with(|| {
                // What is no text stands in a damaged file.
                let Ok(words) = std::str::from_utf8(name) else { return Known { length: NO_NAME, cost: NO_NAME, exact: false } };
                cut = true;
                write_name_key(words, &mut self.key);
                let (count, (fewest, most)) = (consonants(&self.key), (*self.consonants.start(), *self.consonants.end()));
                let apart = fewest.saturating_sub(count).max(count.saturating_sub(most));
                let length = if latin && self.key.is_ascii() { (apart * A_CONSONANT).min(A_WORD) } else { 0 };
                Known { length, cost: 0, exact: false }
            });
            // Names of quite another length are not even cut into pieces.
            if own.saturating_add(known.length) > cheapest {
                continue;
            }
            if !known.exact && known.cost < cheapest {
                if !cut {
                    write_name_key(std::str::from_utf8(name).unwrap_or(""), &mut self.key);
                }
                self.other.fill(&self.key);
                let readable = !self.other.is_empty();
                known.cost = if readable { profile.cost_below(cheapest, &self.other, &mut self.rows) } else { u32::MAX };
                known.exact = known.cost < cheapest;
            }
            if known.exact {
                cheapest = cheapest.min(known.cost);
            }
        }
        Weighed { cost: cheapest, likeness: (-(cheapest.saturating_sub(own) as f32) / scale).exp() }
    }
}

/// Whether a name begins with a letter behind the Latin ones of Unicode, of which some with marks ("Ḩumaymah") stand apart.
fn is_beyond_latin(name: &[u8]) -> bool {
    match name {
        // Up to U+024F, and U+1E00 to U+1EFF.
        [..=0xC8, ..] | [0xE1, 0xB8..=0xBB, ..] | [] => false,
        [0xC9, next, ..] => *next > 0x8F,
        _ => true,
    }
}

/// Consonants of the words of a key that do not come and go, as "town" does.
fn told_consonants(key: &str) -> u32 {
    let told = key.split(' ').filter(|word| !matches!(noun(word), Some(Noun::Passing | Noun::Generic)));
    told.map(consonants).sum()
}

/// Letters of a Latin key that are no vowels, and no half-vowels.
fn consonants(key: &str) -> u32 {
    const COUNTED: [u8; 256] = {
        let mut counted = [0; 256];
        let letters = b"bcdfgjklmnpqrstvxz";
        let mut at = 0;
        while at < letters.len() {
            counted[letters[at] as usize] = 1;
            at += 1;
        }
        counted
    };
    key.bytes().map(|byte| u32::from(COUNTED[usize::from(byte)])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_with_marks_are_latin() {
        for (name, beyond) in
            [("Homs", false), ("Ḩimş", false), ("Şanlıurfa", false), ("حمص", true), ("Київ", true), ("ɐ", true), ("", false)]
        {
            assert_eq!(is_beyond_latin(name.as_bytes()), beyond, "{name}");
        }
    }
}
