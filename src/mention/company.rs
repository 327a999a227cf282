//! How well a possible name of a place fits the others: "Norwood had agreed" is said of the town if the report is full of
//! towns around it, and of a man if not.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::candidate::{Known, Possible};
use crate::gazetteer::Scanner;
use crate::measure::Position;
use crate::neighbourhood::{Neighbourhoods, WITH_TOWNS};
use crate::text::Text;

/// Of names that are likelier places than not, fewer than these say nothing of others.
const FEW: usize = 5;

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

/// What a name with so many places says of where a report plays: 1 of a single place, 0 of one in every neighbourhood.
fn rarity(places: usize) -> f32 {
    (1.0 - (places.max(1) as f32).ln() / WITH_TOWNS.ln()).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::candidate::possible;
    use super::super::evidence::Notes;
    use super::*;
    use crate::gazetteer::{Builder, Entry, Gazetteer, Index, Kind};
    use crate::measure::distance_km;

    /// The company of `name`, of which it is not known whether it is a place, where all other names of the text are believed.
    fn of(gazetteer: &Gazetteer, source: &str, name: &str) -> f32 {
        let text = Text::new(source);
        let mut scanner = Scanner::new(gazetteer);
        let all = possible(&text, &Notes::of(&text), &mut scanner);
        let is_it = |p: &Possible| text.slice(p.span) == name;
        let scores: Vec<f32> = all.iter().map(|p| if is_it(p) { 0.0 } else { 2.0 }).collect();
        let company = company(&text, &scanner, &all, &scores, |p, _| is_it(p));
        all.iter().zip(company).find(|(p, _)| is_it(p)).map(|(_, company)| company).expect("the name stands in the text")
    }

    #[test]
    fn a_neighbour_is_welcome_and_a_stranger_is_not() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let near = "from Angola, Orland, Fremont, Hudson, Waterloo and Butler; then ";
        assert!(of(&gazetteer, &format!("{near}Ashley"), "Ashley") > 0.2);
        assert!(of(&gazetteer, &format!("{near}Tallahassee"), "Tallahassee") < -0.2);
        assert_eq!(of(&gazetteer, "from Orland, Fremont and Hudson; then Ashley", "Ashley"), 0.0);
    }

    #[test]
    fn what_a_user_retires_keeps_no_company() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let ashley = Position::new(41.5262, -85.0668);
        let among = |gazetteer: &Gazetteer| {
            let text = Text::new("Ashley");
            let mut scanner = Scanner::new(gazetteer);
            let all = possible(&text, &Notes::of(&text), &mut scanner);
            let points: Vec<Position> = all.iter().filter_map(|p| p.known.as_ref()).flat_map(|known| known.points(&scanner)).collect();
            points.iter().any(|point| distance_km(*point, ashley) < 5.0)
        };
        assert!(among(&gazetteer));
        let mut own = Entry::new("user:1", "Umm Zahrqan", Kind::Village, Position::new(35.1, 38.2));
        own.retires.push("gn:4917740".to_owned());
        let mut builder = Builder::new("own");
        builder.add(own);
        assert!(!among(&gazetteer.with(Index::from_vec(builder.build().unwrap()).unwrap())));
    }
}
