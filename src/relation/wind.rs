//! "north of A", "in the east of A", "north A": winds, alone and in pairs.

use super::Found;
use super::phrase::Phrase;
use super::record::{Bearing, RelationKind};
use super::words::Class;

/// The wind said at `at` by words of `class`, "south and southeast" as their mean, with where it ends.
pub(super) fn wind(p: &Phrase<'_>, at: usize, class: Class) -> Option<(Bearing, usize)> {
    let one = |i: usize| match p.what(i) {
        super::phrase::What::Known(m) if m.is(class) => m.degrees.map(f64::from),
        _ => None,
    };
    let first = one(at)?;
    let (mut x, mut y) = (first.to_radians().cos(), first.to_radians().sin());
    let mut next = at + 1;
    while p.is(next, Class::And)
        && let Some(degrees) = one(next + 1)
    {
        x += degrees.to_radians().cos();
        y += degrees.to_radians().sin();
        next += 2;
    }
    // "north and south of A" points nowhere.
    (x.hypot(y) > 1e-6).then(|| (Bearing(y.atan2(x).to_degrees().rem_euclid(360.0)), next))
}

/// A wind and the place it is said of: "north of A", "southern of A", "شمال حلب".
pub(super) fn wind_of(p: &Phrase<'_>, at: usize) -> Option<(Bearing, usize, usize)> {
    if let Some((bearing, next)) = wind(p, at, Class::BearingOf) {
        let (name, end) = p.plain_place(next).or_else(|| p.place_of(next))?;
        return Some((bearing, name, end));
    }
    let (bearing, next) = wind(p, at, Class::Bearing).or_else(|| wind(p, at, Class::Side))?;
    let (name, end) = p.place_of(next)?;
    Some((bearing, name, end))
}

/// A wind from a place, or a part of it where "in the" stands before.
pub(super) fn direction(p: &Phrase<'_>, at: usize) -> Option<Found> {
    if let Some((bearing, name, end)) = wind_of(p, at) {
        let start = (0..at).rev().take_while(|i| p.is(*i, Class::Hedge)).last().unwrap_or(at);
        let the = start.checked_sub(1).filter(|i| p.is(*i, Class::Filler));
        let inside = the.is_some_and(|the| p.before_is(the, Class::Inside));
        let kind = if inside { RelationKind::Part(Some(bearing)) } else { RelationKind::Direction(bearing) };
        return Some(Found::new(kind, vec![name], start, end));
    }
    let (bearing, next) = wind(p, at, Class::Bearing)?;
    let (name, end) = p.bare_place(next).filter(|(_, end)| !p.goes_on(*end))?;
    Some(Found::new(RelationKind::Part(Some(bearing)), vec![name], at, end))
}

#[cfg(test)]
mod tests {
    use crate::relation::tests::{found, none};

    #[test]
    fn a_wind_from_a_place() {
        assert_eq!(found("Shells fell north of {Hama}."), ["direction 0 of Hama"]);
        assert_eq!(found("Fighting flared just to the south-east of the besieged town of {Amran}."), ["direction 135 of Amran"]);
        assert_eq!(found("They dug in south and southwest of {Izium}."), ["direction 202 of Izium"]);
        assert_eq!(found("Silos east of {Palmyra}/{Tadmur} burned."), ["direction 90 of Palmyra"]);
        assert_eq!(found("A drone fell northwest of {Marib} city."), ["direction 315 of Marib"]);
        assert_eq!(found("قصف شمال {حلب} أمس"), ["direction 0 of حلب"]);
        assert_eq!(found("Бої тривали на схід від {Бахмута}."), ["direction 90 of Бахмута"]);
    }

    #[test]
    fn a_wind_within_a_place() {
        assert_eq!(found("A market in the east of {Aden} burned."), ["part 90 of Aden"]);
        assert_eq!(found("A market in the east of {Aden} {Red Sea:sea} port city burned."), ["part 90 of Aden"]);
        none("A house in the south of the {Red Sea:sea} port city burned.");
        assert_eq!(found("Gunmen roamed north {Kordofan}."), ["part 0 of Kordofan"]);
    }

    #[test]
    fn winds_without_a_place() {
        none("The column headed north and reached {Hama} at noon.");
        none("North of the river, {Hama} was quiet.");
        assert_eq!(found("East of the {Marib}-{Jawf} road they dug in."), ["road Marib Jawf"]);
        none("The west of the country mourned; {Lviv} too.");
    }
}
