//! A place as a person writes it on the command line: a name, `Name, Country`, or coordinates.

use crate::error::{Error, Result};
use crate::gazetteer::{Candidate, Gazetteer, Kind, Place, PlaceRef, Tier, country_code};
use crate::measure::Position;
use crate::text::coordinates;

/// The point that the words are, where they are nothing but coordinates.
pub(super) fn point(words: &str) -> Result<Option<Position>> {
    let plain = words.split_once(',').and_then(|(lat, lon)| Some((lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?)));
    if let Some((lat, lon)) = plain {
        let checked = Position::checked(lat, lon);
        return checked.map(Some).ok_or_else(|| Error::usage(format!("{words}: no latitude (−90 to 90) and longitude (−180 to 180)")));
    }
    match coordinates(words).into_iter().next() {
        Some(Ok(found)) if found.span.len() == words.trim().len() => Ok(Position::checked(found.lat, found.lon)),
        Some(Err(e)) => Err(Error::usage(format!("{words}: {e}"))),
        _ => Ok(None),
    }
}

/// The places a name may mean, the likeliest first; `Hama, SY` or `Tripoli, Lebanon` narrows it down.
pub(super) fn candidates(gazetteer: &Gazetteer, words: &str) -> Vec<(Candidate, PlaceRef)> {
    let found = |name: &str| -> Vec<(Candidate, PlaceRef)> {
        let mut all: Vec<(Candidate, PlaceRef)> =
            gazetteer.lookup(name).into_iter().filter_map(|c| Some((c, gazetteer.place(c.key)?))).collect();
        let weight = |c: &Candidate| gazetteer.facts(c.key).map_or(0.0, |f| f.prominence);
        // One's own places first; then how closely the name fits, in tiers; a town before the district of its name;
        // then how well known the place is.
        all.sort_by(|(a, p), (b, q)| {
            let order =
                |c: &Candidate, p: &Place| (!c.key.is_users(), c.tier.max(Tier::Folded), p.kind.is_division() && p.kind != Kind::Country);
            order(a, p).cmp(&order(b, q)).then(weight(b).total_cmp(&weight(a))).then(a.key.cmp(&b.key))
        });
        all
    };
    let whole = found(words);
    let Some((name, within)) = words.rsplit_once(',').filter(|_| whole.is_empty()) else { return whole };
    let within = within.trim();
    let country = country_code(within).map(|c| String::from_utf8_lossy(&c).into_owned());
    let fits = |p: &Place| {
        let same = |t: &Option<String>| t.as_deref().is_some_and(|t| t.eq_ignore_ascii_case(within));
        p.country == country && country.is_some() || same(&p.admin1) || same(&p.admin1_code)
    };
    found(name.trim()).into_iter().filter(|(_, p)| fits(p)).collect()
}

/// The one place that the words most likely mean.
///
/// # Errors
/// Where no place has such a name.
pub(super) fn place(gazetteer: &Gazetteer, words: &str) -> Result<PlaceRef> {
    if let Some(at) = point(words)? {
        return Ok(PlaceRef::new(Place::at(at, words.trim())));
    }
    let unknown = |near: &str| {
        Error::usage(format!("no gazetteer knows {words:?}{near}; give coordinates as 35.34,40.14, or add the place with --gazetteer FILE"))
    };
    match candidates(gazetteer, words).into_iter().next() {
        // A place that is only spelt likewise is for the person to choose.
        Some((found, place)) if found.tier == Tier::Edit || found.similarity < ALIKE => {
            Err(unknown(&format!(" (did you mean {}?)", described(&place))))
        }
        Some((_, place)) => Ok(place),
        None => Err(unknown("")),
    }
}

/// Likeness of spelling below which a place is not taken without asking.
const ALIKE: f32 = 0.5;

/// A place in one line: `Palmyra, Homs Governorate, SY`.
pub(super) fn described(place: &Place) -> String {
    let admin1 = place.admin1.as_deref().filter(|a| *a != place.name);
    let parts: Vec<&str> = [Some(place.name.as_str()), admin1, place.country.as_deref()].into_iter().flatten().collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of spelling; their rows of the kind `find` are spellings as newspapers write them.
    const TABLES: [&str; 7] = [
        include_str!("../../data/spelling/arabic.tsv"),
        include_str!("../../data/spelling/slavic.tsv"),
        include_str!("../../data/spelling/kurdish-turkish.tsv"),
        include_str!("../../data/spelling/persian.tsv"),
        include_str!("../../data/spelling/ethiopic.tsv"),
        include_str!("../../data/spelling/burmese.tsv"),
        include_str!("../../data/spelling/french.tsv"),
    ];

    /// City and district of one name lie this close; either is what a newspaper means.
    const SAME_KM: f64 = 40.0;

    #[test]
    fn newspapers_spellings_come_among_the_first_three() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let rows: Vec<Vec<&str>> =
            TABLES.iter().flat_map(|t| t.lines()).filter(|l| l.starts_with("find\t")).map(|l| l.split('\t').skip(1).collect()).collect();
        assert!(rows.len() >= 100);
        let mut missed = Vec::new();
        for row in rows {
            let meant = candidates(&gazetteer, row[1]).into_iter().find(|(_, p)| p.country.as_deref() == Some(row[2]));
            let meant = meant.unwrap_or_else(|| panic!("{} is in no gazetteer", row[1])).1;
            let found = candidates(&gazetteer, row[0]);
            let near = |p: &Place| crate::measure::rough_km(p.position, meant.position) < SAME_KM;
            if !found.iter().take(3).any(|(_, p)| near(p)) {
                missed.push((row, found.first().map(|(c, p)| (c.tier, described(p)))));
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
    }
}
