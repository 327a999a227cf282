//! "the Syrian capital", "Yemen's capital", "the capital of Mali": a place as any other, which the country stands for.

use super::Found;
use super::phrase::{Phrase, What};
use super::record::RelationKind;
use super::words::Class;
use crate::gazetteer::Kind;

/// The country whose capital is meant by the words from `at` on, with where they end.
pub(super) fn capital_at(p: &Phrase<'_>, at: usize) -> Option<(usize, usize)> {
    let country = |at: usize| p.name(at).filter(|name| p.names[*name].kind == Some(Kind::Country));
    let (name, end) = match country(at) {
        Some(name) => {
            let owned = p.what(at + 1) == What::Possessive;
            let word = at + 1 + usize::from(owned);
            let fits = p.is(word, Class::Capital) && (owned || p.is_demonym(name)) && !p.is(word + 1, Class::Of);
            fits.then_some((name, word + 1))?
        }
        None => {
            let of = p.is(at, Class::Capital) && p.is(at + 1, Class::Of);
            let name = country(at + 2).filter(|name| of && !p.is_demonym(*name))?;
            // "The capital of China's Sichuan province" is the province's.
            (p.what(at + 3) != What::Possessive).then_some((name, at + 3))?
        }
    };
    let other = p.before_is(at, Class::NoCapital) || p.is(end, Class::CapitalOf);
    (!other && !is_named(p, end)).then_some((name, end))
}

/// Whether the capital's own name follows: "the Syrian capital Damascus", "Yemen's capital, Sanaa".
fn is_named(p: &Phrase<'_>, at: usize) -> bool {
    let next = at + usize::from(matches!(p.what(at), What::Comma | What::Open));
    p.name(next).is_some_and(|name| !p.is_demonym(name))
}

/// A capital of which nothing more is said.
pub(super) fn capital(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let name = p.name(at).filter(|name| p.is_capital_of(*name))?;
    Some(Found::new(RelationKind::At, vec![name], at, at + 1))
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn the_capital_of_a_country() {
        assert_eq!(found("A bomb went off in the {Yemeni:country demonym} capital."), ["at the capital of Yemeni"]);
        assert_eq!(found("Shells fell east of {Syria:country}'s capital on Monday."), ["direction 90 of the capital of Syria"]);
        assert_eq!(found("Nineteen died near the {Syrian:country demonym} capital."), ["near the capital of Syrian"]);
        assert_eq!(found("A bomb went off in the {Afghan:country demonym} capital Tuesday."), ["at the capital of Afghan"]);
        assert_eq!(
            found("Shells fell in the {Syrian:country demonym} capital, {Syrian:country demonym} state TV said."),
            ["at the capital of Syrian"]
        );
        assert_eq!(found("They were stopped 10 km from the {Syrian:country demonym} capital."), ["10 km of the capital of Syrian"]);
        assert_eq!(found("They were stopped 10 km east of {Syria:country}'s capital."), ["10 km 90 of the capital of Syria"]);
        assert_eq!(
            found("The road between {Sidon} and the {Lebanese:country demonym} capital was cut."),
            ["road Sidon the capital of Lebanese"]
        );
        assert_eq!(found("Troops left the capital of {Mali:country} at dawn."), ["at the capital of Mali"]);
    }

    #[test]
    fn capitals_that_are_named_and_other_capital() {
        none("A bomb went off in the {Yemeni:country demonym} capital {Sanaa}.");
        none("A bomb went off in {Yemen:country}'s capital, {Sanaa}.");
        none("A bomb went off in the de facto {Syrian:country demonym} capital.");
        none("A bomb went off in the former capital of {Tanzania:country}.");
        none("{Iran:country}'s capital punishment killed hundreds.");
        none("{Egyptian:country demonym} capital controls were lifted.");
        none("{China:country}'s capital of culture was named.");
        none("The capital of {China:country}'s {Sichuan} province was calm.");
        none("The capital of {Idlib} province was shelled.");
        none("{Syria:country} capital markets fell.");
    }
}
