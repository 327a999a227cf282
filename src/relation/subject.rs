//! What a relation is a statement about: Al-Khadir, in "Al-Khadir, south of Bethlehem".

use super::Found;
use super::phrase::{Phrase, What};
use super::words::Class;
use crate::gazetteer::Kind;

/// The named place that stands right before the relation, commas, brackets and "located in" aside.
///
/// A country or province is no subject of a relation to something smaller: "in Yemen near Hays" happened near Hays.
pub(super) fn subject(p: &Phrase<'_>, found: &Found) -> Option<usize> {
    let mut at = found.start;
    loop {
        let before = at.checked_sub(1)?;
        let passed = match p.what(before) {
            What::Comma | What::Open => true,
            // "the south" is passed in "to the south", never in "from A to south of B".
            What::Known(m) if m.is(Class::With) => p.is(at, Class::Filler),
            What::Known(m) => [Class::Filler, Class::Hedge, Class::Located, Class::Inside].iter().any(|c| m.is(*c)),
            _ => false,
        };
        if !passed {
            break;
        }
        at = before;
    }
    let mut before = at.checked_sub(1)?;
    while p.is(before, Class::Kind) {
        before = before.checked_sub(1)?;
    }
    let name = p.name(before).filter(|n| !p.is_demonym(*n) && !found.anchors.contains(n))?;
    let large = |n: usize| matches!(p.kind(n), Some(Kind::Country | Kind::Continent | Kind::Region | Kind::Admin1));
    (!large(name) || found.anchors.iter().all(|a| large(*a))).then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::found;

    #[test]
    fn a_named_place_and_where_it_lies() {
        assert_eq!(found("In {Kurma} village, 14 km from {Gaya}, a house burned."), ["14 km of Gaya, about Kurma"]);
        assert_eq!(found("In {Tubas} (north of {Nablus}) a house burned."), ["direction 0 of Nablus, about Tubas"]);
        assert_eq!(found("{Nihm} district, located to the east of {Sanaa}, burned."), ["direction 90 of Sanaa, about Nihm"]);
    }

    #[test]
    fn no_subject() {
        assert_eq!(found("In {Yemen:country} near {Hays} a house burned."), ["near Hays"]);
        assert_eq!(found("In {Taiz} and north of {Hays} houses burned."), ["direction 0 of Hays"]);
        assert_eq!(found("They went from {Taiz} to north of {Hays}."), ["direction 0 of Hays"]);
    }
}
