//! A place as a person writes it on the command line: a name, `Name, Country`, or coordinates.

use crate::error::{Error, Result};
use crate::gazetteer::{Candidate, Facts, Gazetteer, Kind, Place, PlaceKey, PlaceRef, Tier, country_code};
use crate::measure::Position;
use crate::text::{Noun, coordinates, is_division_noun, name_key, noun};

/// One place that a name may mean, without its strings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub candidate: Candidate,
    pub facts: Facts,
}

impl Found {
    /// Whether it may be taken without asking: a place that is only spelt likewise is for the person to choose.
    pub(super) fn is_sure(&self) -> bool {
        self.candidate.tier != Tier::Edit && self.candidate.similarity >= ALIKE
    }
}

/// The point that the words are, where they are nothing but coordinates.
pub(super) fn point(words: &str) -> Result<Option<Position>> {
    // Most of what is asked for are names: without a digit there are no coordinates.
    if !words.bytes().any(|b| b.is_ascii_digit()) && words.is_ascii() {
        return Ok(None);
    }
    let inner = words.trim().trim_start_matches("geo:");
    let inner = inner.strip_prefix('(').and_then(|w| w.strip_suffix(')')).unwrap_or(inner).trim();
    let halves = inner.split_once(',').or_else(|| inner.split_once(char::is_whitespace));
    let plain = halves.and_then(|(lat, lon)| Some((lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?)));
    if let Some((lat, lon)) = plain {
        let checked = Position::checked(lat, lon);
        return checked.map(Some).ok_or_else(|| Error::data(format!("{words}: no latitude (−90 to 90) and longitude (−180 to 180)")));
    }
    match coordinates(words).into_iter().next() {
        Some(Ok(found)) if found.span.len() == words.trim().len() => Ok(Position::checked(found.lat, found.lon)),
        Some(Err(e)) if e.span.len() == words.trim().len() => Err(Error::data(format!("{words}: {e}"))),
        _ => Ok(None),
    }
}

/// The places a name may mean of which `wanted` holds, the likeliest first; `Hama, SY` or `Tripoli, Lebanon` narrows it down.
pub(super) fn candidates(gazetteer: &Gazetteer, words: &str, wanted: &dyn Fn(PlaceKey, &Facts) -> bool) -> Vec<Found> {
    if let Some((name, within)) = words.rsplit_once(',') {
        let (name, within) = (name.trim(), within.trim());
        let country = country_code(within);
        let (division, within_code) =
            (name_key(&without_nouns(within).map_or_else(|| within.to_owned(), |(bare, _)| bare)), within.to_uppercase());
        let fits = |p: &Place| {
            let named = |t: &Option<String>| t.as_deref().is_some_and(|t| name_key(t) == division);
            // "US-IL", and "IL" as Americans write it.
            let coded = |code: &str| [Some(code), code.split_once('-').map(|(_, own)| own)].contains(&Some(within_code.as_str()));
            named(&p.admin1) || p.admin1_code.as_deref().is_some_and(coded)
        };
        let inside = |key: PlaceKey, facts: &Facts| {
            wanted(key, facts)
                && match country {
                    Some(country) if facts.country == country => true,
                    _ => gazetteer.place(key).is_some_and(|p| fits(&p)),
                }
        };
        let mut narrowed = spoken(gazetteer, name, &inside, false);
        if narrowed.is_empty() && country.is_some() {
            narrowed = spoken(gazetteer, name, &inside, true);
        }
        if !narrowed.is_empty() {
            return narrowed;
        }
    }
    spoken(gazetteer, words, wanted, true)
}

/// The places of a name with or without nouns around it: "city of Marib", "Homs Governorate", "ريف حلب". A name that is in
/// the gazetteer with its noun, as "Mexico City", stays whole.
fn spoken(gazetteer: &Gazetteer, words: &str, wanted: &dyn Fn(PlaceKey, &Facts) -> bool, widely: bool) -> Vec<Found> {
    let Some((bare, asked)) = without_nouns(words) else { return named(gazetteer, words, wanted, widely) };
    let whole = in_order(gazetteer, gazetteer.named_so(words, wanted));
    if !whole.is_empty() {
        return whole;
    }
    let mut found = named(gazetteer, &bare, wanted, widely);
    if found.is_empty() {
        return named(gazetteer, words, wanted, widely);
    }
    // Of the same spelling, first what the noun is of.
    let asks = |f: &Found| f.facts.kind.is_division() == (asked == Asked::Division);
    found.sort_by_key(|f| (f.candidate.tier > Tier::Folded, !asks(f)));
    found
}

/// What a noun beside a name asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Division,
    Settlement,
}

/// The words without the nouns before and behind the name, and what these ask for; `None` where none falls off.
fn without_nouns(words: &str) -> Option<(String, Asked)> {
    let all: Vec<&str> = words.split_whitespace().collect();
    let folded: Vec<String> = all.iter().map(|word| name_key(word)).collect();
    let (mut first, mut end) = (0, all.len());
    let passing = |at: usize| noun(&folded[at]) == Some(Noun::Passing);
    while end > first + 1 && passing(end - 1) {
        end -= 1;
    }
    let joins = |at: usize| matches!(folded[at].as_str(), "of" | "the");
    while end > first + 1 && (passing(first) || joins(first)) {
        first += 1;
    }
    let mut dropped = folded[..first].iter().chain(&folded[end..]).filter(|word| noun(word).is_some());
    let asked = if dropped.any(|word| is_division_noun(word)) { Asked::Division } else { Asked::Settlement };
    (end - first < all.len()).then(|| (all[first..end].join(" "), asked))
}

/// Places taken of a search among those that are wanted.
const SEARCHED: usize = 24;

/// The places of that name; where the names themselves lead to none that is wanted, what is spelt likewise, if `widely`.
fn named(gazetteer: &Gazetteer, name: &str, wanted: &dyn Fn(PlaceKey, &Facts) -> bool, widely: bool) -> Vec<Found> {
    let is_wanted = |candidate: &Candidate| gazetteer.facts(candidate.key).is_some_and(|facts| wanted(candidate.key, &facts));
    let mut found = gazetteer.lookup(name);
    found.retain(is_wanted);
    if found.is_empty() && widely {
        found = gazetteer.search_alike(name, SEARCHED, ALIKE, wanted).into_iter().map(|(candidate, _)| candidate).collect();
    }
    in_order(gazetteer, found)
}

/// Places with what is known of them, each once, first those that are most likely meant.
fn in_order(gazetteer: &Gazetteer, candidates: Vec<Candidate>) -> Vec<Found> {
    let known = |candidate: Candidate| Some(Found { candidate, facts: gazetteer.facts(candidate.key)? });
    let mut found: Vec<Found> = candidates.into_iter().filter_map(known).collect();
    // A place may be alike by several of its names.
    let mut seen = rustc_hash::FxHashSet::default();
    found.retain(|f| seen.insert(f.candidate.key));
    // One's own places first, then names to the letter, then those that only folding makes so; of each a town before the
    // district of its name, and then the better known. What is only spelt likewise keeps the order of likeness.
    let is_division = |f: &Found| f.facts.kind.is_division() && f.facts.kind != Kind::Country;
    found.sort_by(|a, b| {
        let loose = |f: &Found| f.candidate.tier > Tier::Folded;
        let order = |f: &Found| (!f.candidate.key.is_users(), loose(f), f.candidate.tier == Tier::Folded);
        order(a).cmp(&order(b)).then_with(|| {
            if loose(a) {
                return std::cmp::Ordering::Equal;
            }
            is_division(a)
                .cmp(&is_division(b))
                .then(b.facts.prominence.total_cmp(&a.facts.prominence))
                .then(a.candidate.key.cmp(&b.candidate.key))
        })
    });
    // Those as like as each other stand in the same order.
    for equals in found.chunk_by_mut(|a, b| a.candidate.tier > Tier::Folded && a.candidate.similarity == b.candidate.similarity) {
        equals.sort_by_key(is_division);
    }
    found
}

/// The one place that the words most likely mean.
///
/// # Errors
/// Where no place has such a name.
pub(super) fn place(gazetteer: &Gazetteer, words: &str) -> Result<PlaceRef> {
    let usage = |e: Error| Error::usage(e.to_string());
    if let Some(at) = point(words).map_err(usage)? {
        return Ok(PlaceRef::new(Place::at(at, words.trim())));
    }
    let unknown = |near: &str| {
        Error::usage(format!("no gazetteer knows {words:?}{near}; give coordinates as 35.34,40.14, or add the place with --gazetteer FILE"))
    };
    let first = candidates(gazetteer, words, &|_, _| true).into_iter().next();
    let place = first.and_then(|f| gazetteer.place(f.candidate.key));
    match (first, place) {
        (Some(found), Some(place)) if found.is_sure() => Ok(place),
        (_, Some(place)) => Err(unknown(&format!(" (did you mean {}?)", described(&place)))),
        _ => Err(unknown("")),
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

    /// The first answer: its name, kind and country.
    fn first(words: &str) -> (String, Kind, String) {
        let gazetteer = Gazetteer::builtin().unwrap();
        let found = candidates(&gazetteer, words, &|_, _| true);
        let place = gazetteer.place(found[0].candidate.key).unwrap();
        (place.name.clone(), place.kind, place.country.clone().unwrap_or_default())
    }

    #[test]
    fn nouns_around_a_name_say_what_is_meant() {
        for (words, division, country) in [
            ("city of Homs", false, "SY"),
            ("town of Salamiyah", false, "SY"),
            ("village of Kafr Nabl", false, "SY"),
            ("Governorate of Idlib", true, "SY"),
            ("Homs city", false, "SY"),
            ("Mosul city", false, "IQ"),
            ("Homs Governorate", true, "SY"),
            ("مدينة حلب", false, "SY"),
            ("ريف حماة", true, "SY"),
            ("Mexico City", false, "MX"),
            ("Kramatorks", false, "UA"),
        ] {
            let found = first(words);
            assert_eq!((found.1.is_division(), found.2.as_str()), (division, country), "{words}: {found:?}");
        }
    }

    #[test]
    fn what_holds_a_place_may_be_a_code_or_have_its_noun() {
        let gazetteer = Gazetteer::builtin().unwrap();
        for (words, code) in [("Springfield, IL", "US-IL"), ("Salamiyah, Hama province", "SY-HM"), ("Tripoli, Lebanon", "LB-AS")] {
            let found = candidates(&gazetteer, words, &|_, _| true);
            let place = gazetteer.place(found[0].candidate.key).unwrap();
            assert_eq!(place.admin1_code.as_deref(), Some(code), "{words}");
        }
    }

    #[test]
    fn coordinates_in_the_forms_that_people_paste() {
        for words in ["35.28,39.22", "(35.28, 39.22)", "35.28 39.22", "geo:35.28,39.22"] {
            assert_eq!(point(words).unwrap(), Position::checked(35.28, 39.22), "{words}");
        }
        assert_eq!(point("Homs 2").unwrap(), None);
    }

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
            let (country, anywhere) = (row[2].as_bytes(), |_: PlaceKey, _: &Facts| true);
            let meant = candidates(&gazetteer, row[1], &anywhere).into_iter().find(|f| f.facts.country == country);
            let meant = meant.unwrap_or_else(|| panic!("{} is in no gazetteer", row[1])).facts.position;
            let found = candidates(&gazetteer, row[0], &anywhere);
            let near = |f: &Found| crate::measure::rough_km(f.facts.position, meant) < SAME_KM;
            if !found.iter().take(3).any(near) {
                missed.push((row, found.first().map(|f| gazetteer.place(f.candidate.key).map(|p| described(&p)))));
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
    }
}
