//! Names that no gazetteer holds as they are written: in the countries that the user prefers, and in what the words beside
//! a name put it into ("Kharbet Ghazaleh, Daraa").

use std::borrow::Cow;

use super::{ASKED, TAKEN};
use crate::gazetteer::{Candidate, Gazetteer, NameRole, Part, Tier, Within};
use crate::mention::{Form, Mention};
use crate::resolve::Preference;
use crate::resolve::link::Link;
use crate::text::Text;

/// Likeness from which on a name that is in no gazetteer is taken for one of the same consonants, and for one with others.
/// By these, about one in two and two in three are what was meant where the country is known.
const LIKE: [f32; 2] = [0.55, 0.7];

/// The same where the words are another spelling of a place elsewhere.
const CLEARLY_LIKE: f32 = 0.85;

/// How much less like than the best another may be.
const LESS: f32 = 0.2;

/// The places that each mention may mean: those that sound like it where the report is, in the stead of what sounds like it
/// elsewhere, unless a place there is so named.
pub(super) fn candidates<'m>(
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    mentions: &'m [Mention],
    links: &[Link],
    preference: &Preference,
) -> Vec<Cow<'m, [Candidate]>> {
    let mut out: Vec<Cow<'m, [Candidate]>> = mentions.iter().map(|m| Cow::Borrowed(m.candidates.as_slice())).collect();
    // "Moscow" is no misspelling of anything; "Murk", which is also Murcia, may be.
    let in_doubt = |m: &Mention| m.form == Form::Name && !m.candidates.iter().any(|c| written(c) && c.role != NameRole::Alias);
    let preferred: Vec<Part> = preference.countries.iter().map(|country| Part::country(*country)).collect();
    for (at, mention) in mentions.iter().enumerate().filter(|(_, m)| in_doubt(m)) {
        // What the words say is nearer to what is meant than what is expected of every report.
        let holder = (links[at] == Link::In).then(|| &mentions[at + 1]);
        let parts = holder.map_or_else(|| preferred.clone(), |holder| parts(gazetteer, holder, &preferred));
        let lies_inside = |c: &Candidate| gazetteer.facts(c.key).is_some_and(|facts| parts.iter().any(|part| part.holds(&facts)));
        if parts.is_empty() || mention.candidates.iter().any(|c| written(c) && lies_inside(c)) {
            continue;
        }
        let known = mention.candidates.iter().any(written);
        let like = |c: &Candidate| {
            let least = if known { CLEARLY_LIKE } else { LIKE[usize::from(c.tier == Tier::Edit)] };
            c.similarity >= least
        };
        let within = Within::new(parts.clone(), &mention.wanted);
        // Of a place elsewhere only what is clearly like is another spelling, which has the same consonants.
        let found = gazetteer.sounding(text.slice(mention.span), TAKEN, known, within);
        let found: Vec<Candidate> = found.iter().filter(|c| like(c)).copied().collect();
        let best = found.iter().map(|c| c.similarity).fold(0.0, f32::max);
        // Beside what sounds quite like it, here, other sounds are out of the question; and by its sound alone no name leads
        // out of the countries that are preferred, nor out of where it is found.
        let stands = |c: &Candidate| c.similarity > best - LESS;
        let own = &mut out[at];
        if !preferred.is_empty() || best > 0.0 {
            own.to_mut().retain(|c| written(c) || stands(c) && lies_inside(c));
        }
        for candidate in found.into_iter().filter(stands) {
            if own.iter().all(|c| c.key != candidate.key) {
                own.to_mut().push(candidate);
            }
        }
    }
    out
}

/// Whether a place has the name as it is written, but for case and marks.
fn written(candidate: &Candidate) -> bool {
    candidate.tier <= Tier::Folded
}

/// The parts of the world that a mention may mean, of the preferred countries where it may mean any there.
fn parts(gazetteer: &Gazetteer, mention: &Mention, preferred: &[Part]) -> Vec<Part> {
    let first = mention.candidates.iter().take(ASKED);
    let all: Vec<Part> = first.filter_map(|c| gazetteer.facts(c.key)).filter_map(|facts| Part::of(&facts)).collect();
    let there: Vec<Part> = all.iter().filter(|part| preferred.iter().any(|p| p.is_beside(part))).copied().collect();
    match (there.is_empty(), all.is_empty()) {
        (false, _) => there,
        (true, false) => all,
        (true, true) => preferred.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Gazetteer, Mapper, Report};

    fn placed(countries: &[[u8; 2]], text: &str) -> Vec<(String, Option<String>)> {
        let mapper = Mapper::builder(Gazetteer::builtin().unwrap()).countries(countries.to_vec()).places_only().build().unwrap();
        let found = mapper.places(&Report::new("r1", text));
        found.into_iter().map(|t| (text[t.span.start..t.span.end].to_owned(), t.place.map(|p| p.name.clone()))).collect()
    }

    fn first(countries: &[[u8; 2]], text: &str) -> Option<String> {
        placed(countries, text).into_iter().next().and_then(|(_, place)| place)
    }

    #[test]
    fn a_misspelt_name_is_looked_for_where_the_user_is() {
        assert_eq!(first(&[*b"YE"], "Al Houdaidah").as_deref(), Some("Hodeidah"));
        assert_eq!(first(&[*b"IQ"], "village of Al Qayarra").as_deref(), Some("Qayyarah"));
    }

    #[test]
    fn and_where_the_words_put_it() {
        assert_eq!(first(&[], "Fighting was reported near Qayarra, Iraq, on Friday.").as_deref(), Some("Qayyarah"));
        assert_eq!(first(&[], "Avdeyevka, Donetsk region").as_deref(), Some("Avdiyivka"));
        assert_eq!(first(&[], "Qoryolay, Lower Shabelle").as_deref(), Some("Qoryooley"));
    }

    #[test]
    fn what_is_well_known_elsewhere_stays_there() {
        assert_eq!(first(&[*b"SY"], "Talks were held in Moscow on Friday.").as_deref(), Some("Moscow"));
        assert_eq!(first(&[*b"YE"], "The minister flew to Geneva on Friday.").as_deref(), Some("Geneva"));
    }
}
