//! "between A and B", where A and B are ground and not parties.

use super::Found;
use super::phrase::Phrase;
use super::record::RelationKind;
use super::words::Class;
use crate::gazetteer::Kind;

/// How many words before "between" decide whether the places are parties.
const REACH: usize = 4;

/// Between two places.
pub(super) fn between(p: &Phrase<'_>, at: usize) -> Option<Found> {
    if !p.is(at, Class::Between) {
        return None;
    }
    let (first, end) = p.place(at + 1)?;
    if !p.is(end, Class::And) {
        return None;
    }
    let (second, end) = p.place(end + 1)?;
    let ground = p.recently(at, 2, Class::Ground);
    let parties = p.recently(at, REACH, Class::Talks);
    let large = |name: usize| matches!(p.kind(name), Some(Kind::Country | Kind::Continent));
    let states = large(first) && large(second);
    ((ground || !(parties || states)) && !p.is(end, Class::People)).then(|| Found::new(RelationKind::Between, vec![first, second], at, end))
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn ground() {
        assert_eq!(found("An ambush between {Gao} and {Kidal} left two dead."), ["between Gao Kidal"]);
        assert_eq!(found("Clashes erupted between the towns of {Amran} and {Hajjah}."), ["between Amran Hajjah"]);
        assert_eq!(found("In the area between {Syria:country} and {Iraq:country} nothing grows."), ["between Syria Iraq"]);
    }

    #[test]
    fn parties() {
        none("Talks between {Ankara} and {Moscow} failed.");
        none("The deal reached on Friday between {Ankara} and {Moscow} failed.");
        none("Fighting between {Armenia:country} and {Azerbaijan:country} resumed.");
        none("Clashes between {Misrata} and {Zintan} militias resumed.");
        none("Between 5 and 8 people died in {Gao}.");
        none("Clashes between the army and rebels shook {Gao}.");
    }
}
