//! How well a possible name of a place fits the others: "Norwood had agreed" is said of the town if the report is full of
//! towns around it, and of a man if not.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::candidate::{Known, Possible};
use crate::gazetteer::Scanner;
use crate::measure::Position;
use crate::neighbourhood::Neighbourhoods;
use crate::text::Text;

/// Of names that are likelier places than not, fewer than these say nothing of others.
const FEW: usize = 5;

/// Of the world's neighbourhoods with towns, in order of magnitude: what a name says that is found in one of them alone.
const NEIGHBOURHOODS: f32 = 2000.0;

/// Places of a name that are looked at.
const PLACES: usize = 48;

/// Of the company that the names believed keep on average, the part that a name has to have lest it count against it.
const EXPECTED: f32 = 0.7;

/// Of each possible mention that is asked for, what share of the names believed so far (`scores` above 0) has a place beside
/// one of its places, against what these have of each other: above 0 it belongs among them. 0 for what is not asked for,
/// and where few are believed.
pub(super) fn company(
    text: &Text<'_>,
    scanner: &Scanner<'_>,
    all: &[Possible],
    scores: &[f32],
    asked: impl Fn(&Possible, f32) -> bool,
) -> Vec<f32> {
    let mut out = vec![0.0; all.len()];
    let known = |at: usize| Some((at, all[at].known.as_ref()?));
    let asked: Vec<(usize, &Known)> = (0..all.len()).filter(|at| asked(&all[*at], scores[*at])).filter_map(known).collect();
    if asked.is_empty() {
        return out;
    }
    let name = |at: usize| text.slice(all[at].span).to_lowercase();
    let places = |known: &Known| -> Vec<Position> { known.points(scanner).take(PLACES).collect() };
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let (mut believed, mut listed) = (Neighbourhoods::default(), Vec::new());
    for (at, known) in (0..all.len()).filter(|at| scores[*at] > 0.0).filter_map(known) {
        let Entry::Vacant(new) = numbers.entry(name(at)) else { continue };
        let places = places(known);
        // Countries lie nowhere near.
        if !places.is_empty() {
            new.insert(listed.len());
            believed.add(listed.len(), rarity(places.len()), &places);
            listed.push(places);
        }
    }
    if listed.len() < FEW {
        return out;
    }
    let beside = |number: usize, places: &[Position]| {
        let near = places.iter().map(|place| believed.near(number, *place)).fold(0.0, f32::max);
        near / believed.others(number).weight.max(f32::EPSILON)
    };
    let mean = listed.iter().enumerate().map(|(number, places)| beside(number, places)).sum::<f32>() / listed.len() as f32;
    for (at, known) in asked {
        let share = match numbers.get(&name(at)) {
            Some(number) => beside(*number, &listed[*number]),
            None => beside(usize::MAX, &places(known)),
        };
        out[at] = share - EXPECTED * mean;
    }
    out
}

/// What a name with so many places says of where a report plays, 0 to 1.
fn rarity(places: usize) -> f32 {
    (1.0 - (places.max(1) as f32).ln() / NEIGHBOURHOODS.ln()).max(0.0)
}
