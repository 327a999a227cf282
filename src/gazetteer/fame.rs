//! How much better or less known a town is than its size says, by the number of names that it has in the world's languages.
//!
//! Verdun in France has a third of the people of Montreal's quarter of that name, and is the one that print means: lists have it
//! under 31 names in nine scripts, the quarter under five in three. Of 808 names of everyday news that more than one town bears,
//! the largest is meant in 93 of a hundred; weighed so, the best known in 96 (a list of our own, `data/README.md`).

use rustc_hash::FxHashSet;

use crate::text::name_key;

/// The mean of the natural logarithm of [`listed`] over the towns of GeoNames' cities500, by the natural logarithm of their
/// people in steps of a half from [`LEAST`] on.
const TYPICAL: [f64; 23] = [
    0.89, 1.03, 1.21, 1.37, 1.44, 1.57, 1.72, 1.86, 2.03, 2.3, 2.62, 2.93, 3.33, 3.79, 4.06, 4.66, 5.07, 5.46, 5.91, 6.23, 6.67, 6.89, 7.3,
];

/// The natural logarithm of the people at which [`TYPICAL`] begins.
const LEAST: f64 = 6.0;

/// What a factor in names counts as a factor in people: its root.
const WORTH: f64 = 0.5;

/// Bounds of the factor, in natural logarithms: lists have names from many hands, and some places none from any.
const BOUNDS: (f64, f64) = (-1.0, 1.5);

/// Cities with more people are as well known as they are large; a smaller town is never better known than these.
pub(super) const WELL_KNOWN: f64 = 300_000.0;

/// Under how many names a place is listed, times in how many scripts: for a town of which the world's languages speak.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> u32 {
    let mut distinct = FxHashSet::default();
    let mut scripts = FxHashSet::default();
    for name in names.filter(|name| !name.is_empty()) {
        scripts.insert(name.chars().find(|c| c.is_alphabetic()).map_or(0, script));
        distinct.insert(name_key(name));
    }
    (distinct.len() * scripts.len()) as u32
}

/// The number of a letter's script. Scripts with a block of Unicode to themselves are told apart; the Han characters, which
/// several languages share, are one.
fn script(letter: char) -> u32 {
    match u32::from(letter) {
        0..0x370 | 0x1E00..0x1F00 => 0,
        code @ ..0x900 => code >> 8,
        0x3040..0x3100 => 2,
        0x2E80..0xA000 => 1,
        0xAC00..0xD7B0 => 3,
        code => 0x100 + (code >> 7),
    }
}

/// How many people a town has that is as well known as one with so many that is so [`listed`].
pub(super) fn people(people: u64, listed: u32) -> f64 {
    let people = people as f64;
    if !(1.0..WELL_KNOWN).contains(&people) || listed == 0 {
        return people;
    }
    let at = ((people.ln() - LEAST) * 2.0).clamp(0.0, (TYPICAL.len() - 1) as f64);
    let (below, above) = (TYPICAL[at as usize], TYPICAL[(at.ceil()) as usize]);
    let typical = below + (above - below) * at.fract();
    let factor = (WORTH * (f64::from(listed).ln() - typical)).clamp(BOUNDS.0, BOUNDS.1).exp();
    (people * factor).min(WELL_KNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(listed(["Granada", "granada", "غرناطة", "Гранада", "グラナダ", "格拉納達"].into_iter()), 25);
        assert_eq!(listed(["", "Bir"].into_iter()), 1);
    }

    #[test]
    fn many_names_are_worth_people() {
        // Verdun in France, and the quarter of Montreal.
        assert!(people(21_798, 279) > people(69_229, 15));
        // Valencia in California is part of a suburb.
        assert!((50_000.0..75_000.0).contains(&people(148_456, 4)));
        assert_eq!([people(0, 12), people(12_000, 0), people(8_000_000, 900)], [0.0, 12_000.0, 8_000_000.0]);
        assert_eq!(people(299_000, u32::MAX), WELL_KNOWN);
    }
}
