//! "the border between A and B", "the A–B border", "A's border with B", "the Syrian-Lebanese border".

use super::Found;
use super::phrase::{Phrase, What};
use super::record::RelationKind;
use super::words::Class;

/// A word for a border and its sides: "the border between A and B", "the border of A", "the border with A".
pub(super) fn border_of(p: &Phrase<'_>, at: usize) -> Option<Found> {
    if !is_border(p, at) {
        return None;
    }
    let next = at + 1;
    if !(p.is(next, Class::Between) || p.is(next, Class::Of) || p.is(next, Class::With) || p.is(next, Class::Inside)) {
        return None;
    }
    let (first, end) = p.place(next + 1)?;
    if (p.is(end, Class::And) || p.is(end, Class::With) || p.what(end) == What::Joint)
        && let Some((second, end)) = p.place(end + 1)
    {
        return Some(Found::new(RelationKind::Border, vec![first, second], at, end));
    }
    // The other side may be in no gazetteer.
    let unknown = p.is(end, Class::And) && p.unknown_name(p.skip(end + 1, Class::Filler)).is_some();
    let single = unknown || p.is(next, Class::Of) || p.is(next, Class::With);
    single.then(|| Found::new(RelationKind::Border, vec![first], at, end))
}

/// Names before a word for a border: "the A–B border", "the Syrian and Iraqi borders", "A's northern border with B".
pub(super) fn named_border(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let (mut names, mut next) = p
        .joined(at, true, |i| p.what(i) == What::Joint || p.is(i, Class::And))
        // "the Syrian and Iraqi borders", but not "Azaz and the Turkish border".
        .filter(|(names, _)| p.what(at + 1) == What::Joint || names.iter().all(|n| p.is_demonym(*n) == p.is_demonym(names[0])))
        .or_else(|| {
            let name = p.name(at)?;
            let end = p.bare_place(at).map_or(at + 1, |(_, end)| end);
            Some((vec![name], end))
        })?;
    if p.what(next) == What::Possessive {
        next += 1;
    }
    while p.is(next, Class::Side) || (matches!(p.what(next), What::Word { lower: true }) && is_border(p, next + 1)) {
        next += 1;
    }
    if !is_border(p, next) {
        return None;
    }
    let mut end = next + 1;
    if names.len() == 1
        && p.is(end, Class::With)
        && let Some((other, after)) = p.place(end + 1)
    {
        names.push(other);
        end = after;
    }
    Some(Found::new(RelationKind::Border, names, at, end))
}

fn is_border(p: &Phrase<'_>, at: usize) -> bool {
    p.is(at, Class::Border) && !p.is(at + 1, Class::NotBorder)
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn two_sides() {
        assert_eq!(found("At the administrative border between {Homs} and {Hama} governorates."), ["border Homs Hama"]);
        assert_eq!(found("Smuggling along the {Chad}–{Sudan} border grew."), ["border Chad Sudan"]);
        assert_eq!(found("Smuggling along the {Syrian:demonym}-{Lebanese:demonym} border grew."), ["border Syrian Lebanese"]);
        assert_eq!(found("{Turkey}'s southern border with {Syria} was closed."), ["border Turkey Syria"]);
        assert_eq!(found("The border of {Kenya} and {Somalia} was closed."), ["border Kenya Somalia"]);
        assert_eq!(found("The {Suwayda} - {Rif Dimashq} - {Jordan} border."), ["border Suwayda Rif Dimashq Jordan"]);
    }

    #[test]
    fn one_side() {
        assert_eq!(found("A village near the {Turkish:demonym} border was hit."), ["border Turkish"]);
        assert_eq!(found("Tanks massed on the border with {Belarus}."), ["border Belarus"]);
    }

    #[test]
    fn a_side_that_no_gazetteer_has() {
        assert_eq!(found("At the border between {Marib} and Nowhere governorates."), ["border Marib"]);
    }

    #[test]
    fn things_at_borders() {
        none("{Turkish:demonym} border guards opened fire.");
        none("The border town of {Rafah} was hit.");
        none("The border crossing with {Jordan} reopened.");
    }
}
