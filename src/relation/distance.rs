//! "30 km (19 miles) north of A", "20 km east of A towards B", "30 km from A", "within 10 km of A".

use super::Found;
use super::phrase::{Phrase, What};
use super::record::RelationKind;
use super::wind::{wind, wind_of};
use super::words::Class;

/// A distance from a place, with or without a wind.
pub(super) fn distance(p: &Phrase<'_>, at: usize) -> Option<Found> {
    let What::Distance(index) = p.what(at) else { return None };
    let quantity = *p.distances.get(index)?;
    let mut next = at + 1;
    while p.is(next, Class::Hedge) || p.is(next, Class::Away) || p.what(next) == What::Joint {
        next += 1;
    }
    let (bearing, name, end) = windward(p, next)?;
    let within = p.before_is(at, Class::Within);
    let start = at - usize::from(within);
    let (toward, end) = toward(p, end).map_or((None, end), |(name, end)| (Some(name), end));
    let mut found = Found::new(RelationKind::Distance(quantity, bearing), vec![name], start, end);
    (found.toward, found.within) = (toward, within);
    Some(found)
}

/// What follows a distance: "to the north of A", "from A", "east A".
fn windward(p: &Phrase<'_>, at: usize) -> Option<(Option<super::Bearing>, usize, usize)> {
    if let Some((name, end)) = p.place_of(at) {
        return Some((None, name, end));
    }
    let mut lead = at;
    if p.is(lead, Class::With) || p.is(lead, Class::Inside) {
        lead += 1;
        lead = p.skip(lead, Class::Filler);
    }
    if let Some((bearing, name, end)) = wind_of(p, lead) {
        return Some((Some(bearing), name, end));
    }
    let (bearing, next) = wind(p, lead, Class::Bearing)?;
    let (name, end) = p.bare_place(next)?;
    Some((Some(bearing), name, end))
}

/// "towards B", "on the road to B".
fn toward(p: &Phrase<'_>, at: usize) -> Option<(usize, usize)> {
    let at = at + usize::from(p.what(at) == What::Comma);
    if p.is(at, Class::Toward) {
        return p.place(at + 1);
    }
    let road = p.skip(p.skip(at, Class::Inside), Class::Filler);
    (p.is(road, Class::Road) && p.is(road + 1, Class::To)).then(|| p.place(road + 2)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn with_a_wind() {
        assert_eq!(found("The base lies 30 km (19 miles) north of {Palmyra}."), ["30 km 0 of Palmyra"]);
        assert_eq!(found("A patrol was hit about 12km to the north-east of the village of {Gao}."), ["12 km 45 of Gao"]);
        assert_eq!(found("They stopped 10-12 km south of {Sirte}."), ["11 km 180 of Sirte"]);
        assert_eq!(found("A farm one mile west of {Laukkai} burned."), ["1.61 km 270 of Laukkai"]);
        assert_eq!(found("Fighting 20 km east of {Homs} towards {Palmyra} went on."), ["20 km 90 of Homs toward Palmyra"]);
    }

    #[test]
    fn without_a_wind() {
        assert_eq!(found("Rebels camped 30 km from {Sebha}."), ["30 km of Sebha"]);
        assert_eq!(found("Rebels camped 10-12 km outside {Sebha}."), ["11 km of Sebha"]);
        assert_eq!(found("Rebels were 30 km away from {Sebha}."), ["30 km of Sebha"]);
        assert_eq!(found("Nobody came within 10 km of {Sebha}."), ["within 10 km of Sebha"]);
        assert_eq!(found("A convoy burned 30 km from {Gao} on the road to {Kidal}."), ["30 km of Gao toward Kidal"]);
    }

    #[test]
    fn distances_of_other_things() {
        none("The army was still 30 km away after taking {Hama}.");
        none("A 30 km long column left {Hama}.");
        none("They walked 30 km. From {Hama} came no word.");
        none("Rockets with a range of 30 km were seen in {Hama}.");
    }
}
