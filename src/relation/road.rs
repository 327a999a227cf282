//! "on the road between A and B", "the A–B highway", "the A to B road", "the road to A".

use super::Found;
use super::phrase::{Phrase, What};
use super::record::RelationKind;
use super::words::Class;

/// Words that may stand between a pair of names and "road": "the A–B desert road".
const BETWEEN: usize = 2;

/// A pair of names, or one, before a word for a road: "the A–B highway", "the A to B road", "the A road".
pub(super) fn named_road(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let paired = p
        .joined(at, false, |i| p.what(i) == What::Joint)
        .or_else(|| p.joined(at, false, |i| p.what(i) == What::Joint || p.is(i, Class::To) && p.is(i, Class::End)));
    if let Some((names, end)) = paired {
        let road = (end..=end + BETWEEN).find(|i| !matches!(p.what(*i), What::Word { lower: true }))?;
        return p.is(road, Class::Road).then(|| Found::new(RelationKind::Road, names, at, road + 1));
    }
    let (name, end) = p.bare_place(at)?;
    // The other end may be in no gazetteer: "the A–Somewhere road" still runs from A.
    let end = if p.what(end) == What::Joint { p.unknown_name(end + 1)? } else { end };
    p.is(end, Class::Road).then(|| Found::new(RelationKind::Road, vec![name], at, end + 1))
}

/// A word for a road and its ends: "the road linking A with B", "the road from A to B", "the road to A".
pub(super) fn road_to(p: &Phrase<'_>, at: usize) -> Option<Found> {
    if !p.is(at, Class::Road) {
        return None;
    }
    if let Some(link) = (at + 1..=at + 1 + BETWEEN).find(|i| !matches!(p.what(*i), What::Word { lower: true }))
        && p.is(link, Class::Link)
        && let Some((first, end)) = end_of(p, link + 1)
        && (p.is(end, Class::End) || p.what(end) == What::Joint)
    {
        // "between A and the front" still begins at A.
        let (second, end) = end_of(p, end + 1).unwrap_or((None, end));
        let names: Vec<usize> = first.into_iter().chain(second).collect();
        return (!names.is_empty()).then(|| Found::new(RelationKind::Road, names, at, end));
    }
    if !p.is(at + 1, Class::To) {
        return None;
    }
    let (name, end) = p.place(at + 2)?;
    Some(Found::new(RelationKind::Road, vec![name], at, end))
}

/// One end of a road, a known place or a name that no gazetteer has, with where it ends.
fn end_of(p: &Phrase<'_>, at: usize) -> Option<(Option<usize>, usize)> {
    if let Some((name, end)) = p.place(at) {
        return Some((Some(name), end));
    }
    let start = (at..).find(|i| !(p.is(*i, Class::Filler) || p.is(*i, Class::Kind) || p.is(*i, Class::Of)))?;
    p.unknown_name(start).map(|end| (None, end))
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn two_ends() {
        assert_eq!(found("A bus burned on the road between {Gao} and {Kidal}."), ["road Gao Kidal"]);
        assert_eq!(found("On a highway linking the towns of {Baidoa} with {Hudur} they met."), ["road Baidoa Hudur"]);
        assert_eq!(found("The {Kyiv}-{Odesa} highway was cut."), ["road Kyiv Odesa"]);
        assert_eq!(found("The {Aden} – {Abyan} coastal road was cut."), ["road Aden Abyan"]);
        assert_eq!(found("The {Aden} to {Abyan} road was cut."), ["road Aden Abyan"]);
        assert_eq!(found("The road from {Marib} to {Sanaa} was cut."), ["road Marib Sanaa"]);
    }

    #[test]
    fn one_end() {
        assert_eq!(found("Shells fell on the {Salang} road."), ["road Salang"]);
        assert_eq!(found("The road leading to {Bamako} was mined."), ["road Bamako"]);
    }

    #[test]
    fn an_end_that_no_gazetteer_has() {
        assert_eq!(found("A bus burned on the {Gao}-Tinfad Wadi road."), ["road Gao"]);
        assert_eq!(found("A bus burned on the Tinfad-{Gao} road."), ["road Gao"]);
        assert_eq!(found("A bus burned on the road between Tinfad and {Gao}."), ["road Gao"]);
        assert_eq!(found("A bus burned on the road linking {Gao} with the village of Tinfad."), ["road Gao"]);
    }

    #[test]
    fn an_end_that_is_no_place() {
        assert_eq!(found("A bus burned on the road between {Gao} and the {Chadian:demonym} border."), ["road Gao", "border Chadian"]);
    }

    #[test]
    fn other_roads() {
        none("The road was mined. {Bamako} was calm.");
        none("A road map for peace was signed in {Bamako}.");
        none("The {Bamako}-{Geneva} agreement held.");
    }
}
