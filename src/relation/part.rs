//! "A's eastern countryside", "northern countryside of A", "southern A", "the A front", "the suburbs of A".

use super::Found;
use super::phrase::{Phrase, What};
use super::record::{Bearing, RelationKind};
use super::wind::wind;
use super::words::Class;

/// An adjective before a place or a noun of part: "northern A", "northern parts of A", "central A".
pub(super) fn sided(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let (bearing, mut next) = side(p, at)?;
    let nouns = next;
    while is_noun(p, next) {
        next += 1;
    }
    if next > nouns && p.is(next, Class::Of) {
        let (name, end) = p.place(next + 1)?;
        return Some(Found::new(RelationKind::Part(bearing), vec![name], at, tail(p, end)));
    }
    let (name, end) = p.bare_place(nouns)?;
    if p.is(end, Class::People) {
        return None;
    }
    let mut found = Found::new(RelationKind::Part(bearing), vec![name], at, tail(p, end));
    if p.what(end) == What::Possessive {
        found.subject = p.place(end + 1).map(|(inner, _)| inner);
    }
    Some(found)
}

/// A noun of part that needs no adjective: "the countryside of A", "the outskirts of A".
pub(super) fn noun_of(p: &Phrase<'_>, at: usize) -> Option<Found> {
    if p.is_capital(at) || !(p.is(at, Class::PartAlone) || p.is(at, Class::PartNear)) {
        return None;
    }
    let (name, end) = p.place_of(at + 1)?;
    Some(Found::new(alone(p, at, None), vec![name], at, end))
}

/// A place and its part: "A's eastern countryside", "A northern countryside", "A countryside", "the A front".
pub(super) fn part_of_name(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let (name, end) = p.bare_place(at)?;
    let owned = p.what(end) == What::Possessive;
    let next = end + usize::from(owned);
    if let Some((bearing, after)) = side(p, next) {
        let fits = is_noun(p, after) && (owned || p.is(after, Class::PartAlone));
        return fits.then(|| Found::new(RelationKind::Part(bearing), vec![name], at, after + 1));
    }
    if owned && let Some((bearing, after)) = wind(p, next, Class::Bearing) {
        return (!p.is(after, Class::Of)).then(|| Found::new(RelationKind::Part(Some(bearing)), vec![name], at, after));
    }
    let fits = (p.is(next, Class::PartAlone) || p.is(next, Class::PartNear)) && !p.is_capital(next);
    fits.then(|| Found::new(alone(p, next, None), vec![name], at, next + 1))
}

/// One or more adjectives: "northern", "northern rural", "southern and eastern".
fn side(p: &Phrase<'_>, at: usize) -> Option<(Option<Bearing>, usize)> {
    if !p.is(at, Class::Side) {
        return None;
    }
    let (mut bearing, mut next) = wind(p, at, Class::Side).map_or((None, at + 1), |(b, next)| (Some(b), next));
    while p.is(next, Class::Side) {
        let (more, after) = wind(p, next, Class::Side).map_or((None, next + 1), |(b, next)| (Some(b), next));
        (bearing, next) = (bearing.or(more), after);
    }
    Some((bearing, next))
}

fn is_noun(p: &Phrase<'_>, at: usize) -> bool {
    p.is(at, Class::PartAlone) || p.is(at, Class::PartWith) || p.is(at, Class::PartNear)
}

fn alone(p: &Phrase<'_>, at: usize, bearing: Option<Bearing>) -> RelationKind {
    if p.is(at, Class::PartNear) { RelationKind::Near } else { RelationKind::Part(bearing) }
}

/// The end of "northern A countryside".
fn tail(p: &Phrase<'_>, end: usize) -> usize {
    end + usize::from(p.is(end, Class::PartAlone) && !p.is_capital(end))
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn adjectives() {
        assert_eq!(found("Villages in southern {Kordofan} emptied."), ["part 180 of Kordofan"]);
        assert_eq!(found("Clashes in the northern {Aleppo} countryside eased."), ["part 0 of Aleppo"]);
        assert_eq!(found("Raids hit the western outskirts of {Saada} city."), ["part 270 of Saada"]);
        assert_eq!(found("Raids hit the southern and eastern parts of the {Hodeidah} governorate."), ["part 135 of Hodeidah"]);
        assert_eq!(found("A bomb went off in central {Kabul}."), ["part of Kabul"]);
        assert_eq!(found("Troops deployed in northern {Syria}'s {Idlib} province."), ["part 0 of Syria, about Idlib"]);
    }

    #[test]
    fn nouns() {
        assert_eq!(found("{Daraa}'s eastern countryside was shelled."), ["part 90 of Daraa"]);
        assert_eq!(found("The {Idlib} southern countryside was shelled."), ["part 180 of Idlib"]);
        assert_eq!(found("A mine killed two in the countryside of {Homs}."), ["part of Homs"]);
        assert_eq!(found("On the {Kupiansk} axis four assaults failed."), ["part of Kupiansk"]);
        assert_eq!(found("Families fled the suburbs of {Khartoum}."), ["near Khartoum"]);
    }

    #[test]
    fn names_of_groups_and_people() {
        none("The {Levant} Front denied it.");
        none("Southern forces entered {Aden}.");
        none("Northern {Mali} fighters refused.");
    }
}
