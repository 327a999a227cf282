//! "near A", "on the outskirts of A", "around the town of A", "along the Euphrates".

use super::Found;
use super::phrase::Phrase;
use super::record::RelationKind;
use super::words::Class;

/// A word for closeness and its place.
pub(super) fn near(p: &Phrase<'_>, at: usize) -> Option<Found> {
    if !p.is(at, Class::Near) {
        return None;
    }
    let (name, end) = p.plain_place(at + 1)?;
    Some(Found::new(RelationKind::Near, vec![name], at, end))
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn closeness() {
        assert_eq!(found("A mine exploded near the town of {Mokha}."), ["near Mokha"]);
        assert_eq!(found("Troops massed on the outskirts of {El Fasher}."), ["near El Fasher"]);
        assert_eq!(found("Positions in the vicinity of {Tal Rifaat} were hit."), ["near Tal Rifaat"]);
        assert_eq!(found("Boats were seized along the {Nile} river."), ["near Nile"]);
        assert_eq!(found("Вибух пролунав поблизу {Херсона}."), ["near Херсона"]);
    }

    #[test]
    fn closeness_to_other_things() {
        none("Near the end of the month {Mokha} was calm.");
        none("Around 40 people fled {Mokha}.");
        none("Along the {Gao}-based unit's lines nothing moved.");
        none("A bomb near a school in {Mokha} was defused.");
    }
}
