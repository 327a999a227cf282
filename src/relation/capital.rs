//! "the Syrian capital", "Yemen's capital", "the capital of Mali", and what lies near or north of them.

use super::Found;
use super::phrase::{Phrase, What};
use super::record::RelationKind;
use super::wind::wind;
use super::words::Class;
use crate::gazetteer::Kind;

/// A country or its adjective before the word for its capital.
pub(super) fn capital_of_name(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let name = p.name(at).filter(|name| is_country(p, *name))?;
    let owned = p.what(at + 1) == What::Possessive;
    let word = at + 1 + usize::from(owned);
    let fits = p.is(word, Class::Capital) && (owned || p.is_demonym(name));
    let other = p.before_is(at, Class::NoCapital) || p.before_is(word, Class::NoCapital);
    (fits && !other && !is_named(p, word + 1)).then(|| beside(p, name, at, word + 1))
}

/// The word for the capital before the country.
pub(super) fn capital_of(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let of = p.is(at, Class::Capital) && p.is(at + 1, Class::Of);
    let name = p.name(at + 2).filter(|name| of && is_country(p, *name) && !p.is_demonym(*name))?;
    // "The capital of China's Sichuan province" is the province's.
    let owner = p.what(at + 3) == What::Possessive;
    (!owner && !p.before_is(at, Class::NoCapital) && !is_named(p, at + 3)).then(|| beside(p, name, at, at + 3))
}

fn is_country(p: &Phrase<'_>, name: usize) -> bool {
    p.names[name].kind == Some(Kind::Country)
}

/// Whether the capital's own name follows: "the Syrian capital Damascus", "the capital, Sanaa".
fn is_named(p: &Phrase<'_>, at: usize) -> bool {
    let next = at + usize::from(matches!(p.what(at), What::Comma | What::Open)) + usize::from(p.is(at, Class::Kind) || p.is(at, Class::Of));
    p.name(next).is_some() || matches!(p.what(next), What::Word { lower: false })
}

/// The capital itself, or what the words before say of it: "near the Syrian capital", "east of Syria's capital".
fn beside(p: &Phrase<'_>, name: usize, start: usize, end: usize) -> Found {
    let before = (0..start).rev().find(|at| !p.is(*at, Class::Filler));
    let towards = before.filter(|at| p.is(*at, Class::Of)).and_then(|of| of.checked_sub(1));
    let direction = towards.and_then(|at| Some((at, wind(p, at, Class::Bearing)?.0)));
    let (kind, start) = match (before, direction) {
        (_, Some((at, bearing))) => (RelationKind::Direction(bearing), at),
        (Some(at), _) if p.is(at, Class::Near) => (RelationKind::Near, at),
        _ => (RelationKind::At, start),
    };
    Found { capital: true, ..Found::new(kind, vec![name], start, end) }
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn the_capital_of_a_country() {
        assert_eq!(found("A bomb went off in the {Yemeni:country demonym} capital."), ["at the capital of Yemeni"]);
        assert_eq!(found("Shells fell east of {Syria:country}'s capital on Monday."), ["direction 90 of the capital of Syria"]);
        assert_eq!(found("Nineteen died near the {Syrian:country demonym} capital."), ["near the capital of Syrian"]);
        assert_eq!(found("Troops left the capital of {Mali:country} at dawn."), ["at the capital of Mali"]);
    }

    #[test]
    fn capitals_that_are_named_and_other_capital() {
        none("A bomb went off in the {Yemeni:country demonym} capital {Sanaa}.");
        none("A bomb went off in {Yemen:country}'s capital, {Sanaa}.");
        none("A bomb went off in the de facto {Syrian:country demonym} capital.");
        none("A bomb went off in the former capital of {Tanzania:country}.");
        none("The capital of {China:country}'s {Sichuan} province was calm.");
        none("The capital of {Idlib} province was shelled.");
        none("{Syria:country} capital markets fell.");
    }
}
