//! Parts of a place that have no entry of their own and are named by a side of it: "North London", "Eastern Aleppo".

use std::ops::Range;

use super::words::{class, classes_of};
use crate::gazetteer::{Facts, Kind};
use crate::text::Text;

/// The tokens of the place behind the words that name a side of it, where there are both.
pub(super) fn place_of_part(text: &Text<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let mut first = range.start;
    while text.tokens[first..range.end].first().is_some_and(|t| classes_of(t.lower) & class::COMPASS != 0) {
        first += 1;
        // "North-East London"
        if text.tokens[first..range.end].first().is_some_and(|t| text.slice(t.span) == "-") {
            first += 1;
        }
    }
    (range.start < first && first < range.end).then_some(first..range.end)
}

/// Whether the place is large enough for its sides to have names: "Lower Side" is no part of a village of Side.
pub(super) fn has_parts(place: &Facts) -> bool {
    match place.kind {
        Kind::Country | Kind::Admin1 | Kind::Admin2 | Kind::Region | Kind::City => true,
        Kind::Town => place.population >= LARGE,
        _ => false,
    }
}

/// Towns of this many people have parts that reports name.
const LARGE: u32 = 30_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_stands_behind_its_sides() {
        let behind = |words: &str| {
            let text = Text::new(words);
            let all = 0..text.tokens.len();
            place_of_part(&text, &all).map(|r| text.source[text.tokens[r.start].span.start..].to_owned())
        };
        assert_eq!(behind("North London").as_deref(), Some("London"));
        assert_eq!(behind("South-East Deir ez-Zor").as_deref(), Some("Deir ez-Zor"));
        assert_eq!(behind("London"), None);
        assert_eq!(behind("North East"), None);
    }
}
