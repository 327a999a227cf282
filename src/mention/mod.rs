//! Which words of a report name a place, and which are people, months, militias.
//!
//! Every name of the gazetteer that begins at a capitalised word, and every short run of capitalised words, is a
//! possible mention. A linear model over cheap features scores each; its belief is its share of all sets of mentions that
//! do not overlap, and what is believed more than not is kept.

mod candidate;
mod cell;
mod choice;
mod company;
mod evidence;
mod feature;
mod hash;
mod listed;
mod owner;
mod part;
mod record;
mod score;
mod support;
pub mod train;
mod wanted;
mod weights;
mod words;

pub use record::{Form, Mention};
pub(crate) use words::is_function_word;

use candidate::{Possible, goes_on_small, possible, sites};
use choice::Choice;
use evidence::Notes;
use feature::View;
use weights::Weights;

use crate::gazetteer::{Candidate, Facts, Gazetteer, Kind, NameRole, Scanner, Tier};
use crate::measure::Position;
use crate::span::Span;
use crate::text::{Case, Text, coordinates};

/// Finds the mentions of a text.
///
/// ```
/// use sitmap::{Gazetteer, mention::Recogniser, text::Text};
/// let gazetteer = Gazetteer::builtin()?;
/// let text = Text::new("Government forces entered Palmyra on Thursday, Col. Jordan Hama said.");
/// let found = Recogniser::new(&gazetteer).mentions(&text);
/// let words: Vec<&str> = found.iter().map(|m| text.slice(m.span)).collect();
/// assert_eq!(words, ["Palmyra"]);
/// # Ok::<(), sitmap::Error>(())
/// ```
pub struct Recogniser<'g> {
    gazetteer: &'g Gazetteer,
    /// Trained weights in place of the built-in ones.
    own: Option<Weights>,
}

impl<'g> Recogniser<'g> {
    /// With the weights that come with the program.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, own: None }
    }

    /// With weights that [`train::train`] made.
    pub fn with_weights(gazetteer: &'g Gazetteer, packed: &[u8]) -> Self {
        Self { gazetteer, own: Some(Weights::read(packed)) }
    }

    /// A text cut up as its places are looked for in it: an owner of this gazetteer that has lost its apostrophe ("Syrias army")
    /// is parted from its "s".
    pub fn text<'t>(&self, source: &'t str) -> Text<'t> {
        let mut text = Text::new(source);
        owner::restore(&mut text, self.gazetteer);
        text
    }

    /// The mentions of `text` in order, none overlapping.
    pub fn mentions(&self, text: &Text<'_>) -> Vec<Mention> {
        let (mut scanner, notes) = (Scanner::new(self.gazetteer), Notes::of(text));
        let all = possible(text, &notes, &mut scanner);
        let view = View::new(text, &notes, &all);
        let weights = self.own.as_ref().unwrap_or_else(|| Weights::builtin());
        let scores = score::scores(&view, weights, &all);
        let support = support::support(text, &notes, &scanner, &all, &scores);
        let scores: Vec<f32> = scores.iter().zip(support).map(|(score, more)| score + more).collect();
        let taken: Vec<_> = all.iter().map(|p| (p.first, p.end)).collect();
        let mut choice = Choice::default();
        choice.weigh(&taken, &scores);
        let kept = all.into_iter().zip(choice.beliefs).zip(choice.kept).filter(|(_, kept)| *kept);
        let mention = |((p, belief), _): ((Possible, f32), bool)| {
            let sites = p.sites(text, &scanner);
            let (bare, candidates) = match &p.known {
                _ if !sites.is_empty() => (p.span, sites),
                Some(known) => (p.span, known.candidates(text, &scanner)),
                None => self.unknown(text, &p),
            };
            Mention { bare, ..self.finish(text, p.span, p.first, p.end, candidates, belief) }
        };
        let mut out: Vec<Mention> = kept.map(mention).collect();
        add_coordinates(text, &mut out);
        out
    }

    /// A mention at a span that is already known to name a place.
    ///
    /// The span may hold words that are no part of the name ("Palmyra town", "the city of Homs"): they say what kind is
    /// meant, and the name is looked up without them where it is in no gazetteer as it stands.
    pub fn known(&self, text: &Text<'_>, span: Span) -> Mention {
        let whole = text.tokens_in(span);
        let sites = self.sites_behind(text, &whole);
        if !sites.is_empty() {
            return self.finish(text, span, whole.start, whole.end, sites, 1.0);
        }
        let bare = wanted::bare_name(text, whole.clone());
        let mut tried = vec![whole.clone()];
        if bare != whole {
            tried.push(bare);
        }
        // "Tadmur/Palmyra" gives two names for one place.
        tried.extend(wanted::parts(text, whole.clone()).into_iter().map(|part| wanted::bare_name(text, part)));
        let loose = |range: &std::ops::Range<usize>| self.gazetteer.alike_in_sound(text.slice(words_of(text, range))).to_vec();
        let named = tried.iter().map(|range| (range, self.names_filling(text, range))).find(|(_, found)| !found.is_empty());
        let parted = || tried.iter().map(|range| (range, self.of_part(text, range))).find(|(_, (_, found))| !found.is_empty());
        let (range, (name, candidates)) = named
            .map(|(range, found)| (range, (span, found)))
            .or_else(parted)
            .or_else(|| tried.iter().rev().map(|range| (range, (span, loose(range)))).find(|(_, (_, found))| !found.is_empty()))
            .unwrap_or_else(|| (&whole, (span, self.gazetteer.lookup(text.slice(span)))));
        let candidates = self.within_last(text, &whole, range, candidates);
        let mut mention = Mention { bare: name, ..self.finish(text, span, range.start, range.end, candidates, 1.0) };
        // Kentucky Lake may be found by a town of its name, which lies on it, and not by the state.
        if *range != whole && mention.wanted.first().is_some_and(|kind| kind.is_nature()) {
            mention.candidates.retain(|c| self.gazetteer.facts(c.key).is_some_and(|facts| !facts.kind.is_division()));
        }
        mention
    }

    /// The sites that the name can mean together with the small words behind it: "Kakhovka dam".
    fn sites_behind(&self, text: &Text<'_>, range: &std::ops::Range<usize>) -> Vec<Candidate> {
        let mut scanner = Scanner::new(self.gazetteer);
        let names = scanner.names_at(text, range.start, text.tokens.len());
        let longest = names.iter().rfind(|name| goes_on_small(text, range.end, name));
        longest.map(|name| sites(text, name, &scanner)).unwrap_or_default()
    }

    /// The places of a name that is none of the gazetteer as it is written: in other letters ("KYIV"), by its sound, or
    /// without the noun behind it.
    fn unknown(&self, text: &Text<'_>, p: &Possible) -> (Span, Vec<Candidate>) {
        let folded = self.names_filling(text, &(p.first..p.end));
        if !folded.is_empty() {
            return (p.span, folded);
        }
        let (bare, whole) = self.of_part(text, &(p.first..p.end));
        if !whole.is_empty() {
            return (bare, whole);
        }
        let alike = self.gazetteer.alike_in_sound(text.slice(p.span));
        if !alike.is_empty() {
            return (p.span, alike.to_vec());
        }
        let nouns = self.without_nouns(text, p);
        if nouns.is_empty() { self.of_part_alike(text, &(p.first..p.end)) } else { (p.span, nouns) }
    }

    /// The same as [`Self::of_part`], of a name that is written otherwise: "Eastern Gouta" for Eastern Ghouta.
    fn of_part_alike(&self, text: &Text<'_>, range: &std::ops::Range<usize>) -> (Span, Vec<Candidate>) {
        let Some(behind) = part::place_of_part(text, range) else { return (words_of(text, range), Vec::new()) };
        let bare = words_of(text, &behind);
        let mut found = self.gazetteer.alike_in_sound(text.slice(bare)).to_vec();
        found.retain(|c| self.gazetteer.facts(c.key).is_some_and(|facts| part::has_parts(&facts)));
        if found.is_empty() { (words_of(text, range), found) } else { (bare, found) }
    }

    /// The places of which a name in no gazetteer says a side, and their name: Aleppo of "Eastern Aleppo".
    fn of_part(&self, text: &Text<'_>, range: &std::ops::Range<usize>) -> (Span, Vec<Candidate>) {
        let Some(behind) = part::place_of_part(text, range) else { return Default::default() };
        let mut found = self.names_filling(text, &behind);
        let has_parts = |c: &Candidate| self.gazetteer.facts(c.key).is_some_and(|facts| part::has_parts(&facts));
        found.retain(|c| c.role != NameRole::Demonym && has_parts(c));
        (words_of(text, &behind), found)
    }

    /// The places that an unknown name means without the noun behind it, where that is of a region, a division or a
    /// settlement and has them: "Qalamoun Jurud". A bridge or a camp is another thing than what it is named for.
    fn without_nouns(&self, text: &Text<'_>, p: &Possible) -> Vec<Candidate> {
        let bare = wanted::bare_name(text, p.first..p.end);
        if bare.end == p.end || !wanted::is_land(text, p.end - 1) {
            return Vec::new();
        }
        self.names_filling(text, &bare)
    }

    /// Of "Paris, Texas" given as one name, the places of the first part that lie in one of the last; all where none do.
    fn within_last(
        &self,
        text: &Text<'_>,
        whole: &std::ops::Range<usize>,
        range: &std::ops::Range<usize>,
        candidates: Vec<Candidate>,
    ) -> Vec<Candidate> {
        let comma = text.tokens.get(range.end).is_some_and(|t| text.slice(t.span) == ",");
        if !comma || range.end + 1 >= whole.end {
            return candidates;
        }
        let facts = |candidate: &Candidate| self.gazetteer.facts(candidate.key);
        let outer: Vec<Facts> = self.names_filling(text, &(range.end + 1..whole.end)).iter().filter_map(facts).collect();
        let holds = |outer: &Facts, inner: &Facts| match outer.kind {
            Kind::Country => outer.country == inner.country,
            Kind::Admin1 => outer.country == inner.country && outer.admin1 == inner.admin1,
            _ => false,
        };
        let inside = |c: &&Candidate| facts(c).is_some_and(|inner| outer.iter().any(|outer| holds(outer, &inner)));
        let held: Vec<Candidate> = candidates.iter().filter(inside).copied().collect();
        if held.is_empty() { candidates } else { held }
    }

    /// The places whose folded name fills the tokens of `range`.
    fn names_filling(&self, text: &Text<'_>, range: &std::ops::Range<usize>) -> Vec<Candidate> {
        let mut scanner = Scanner::new(self.gazetteer);
        let names = scanner.names_at(text, range.start, range.end);
        let (word, count) = (text.tokens.get(range.start), range.len());
        if let Some(name) = names.iter().rfind(|n| n.end == range.end) {
            let mut found = scanner.candidates(text, name);
            // "EU" is no spelling of the town of Eu, where there is an abbreviation.
            if count == 1 && word.is_some_and(|w| w.case == Case::Upper) && found.iter().any(|c| c.role == NameRole::Abbreviation) {
                found.retain(|c| c.role == NameRole::Abbreviation || c.tier == Tier::Exact);
            }
            return found;
        }
        // "Mont." with its full stop is the abbreviation; no town of Mont is written so.
        let stop = count == 2 && text.tokens.get(range.start + 1).is_some_and(|t| text.slice(t.span) == ".");
        let dotted = names.iter().rfind(|n| stop && n.end + 1 == range.end);
        let mut found = dotted.map(|name| scanner.candidates(text, name)).unwrap_or_default();
        found.retain(|c| c.role == NameRole::Abbreviation);
        found
    }

    fn finish(&self, text: &Text<'_>, span: Span, first: usize, end: usize, candidates: Vec<Candidate>, score: f32) -> Mention {
        let demonym = !candidates.is_empty() && candidates.iter().all(|c| c.role == NameRole::Demonym);
        let form = if demonym { Form::Demonym } else { Form::Name };
        Mention { span, bare: span, form, candidates, wanted: wanted::wanted(text, first, end), position: None, score }
    }
}

fn words_of(text: &Text<'_>, range: &std::ops::Range<usize>) -> Span {
    let ends = text.tokens.get(range.start).zip(range.end.checked_sub(1).and_then(|last| text.tokens.get(last)));
    ends.map_or_else(Span::default, |(first, last)| first.span.cover(last.span))
}

/// Adds the coordinates that the text states, in place of any names they overlap.
fn add_coordinates(text: &Text<'_>, out: &mut Vec<Mention>) {
    for found in coordinates(text.source).into_iter().flatten() {
        out.retain(|m| !m.span.overlaps(found.span));
        out.push(Mention {
            span: found.span,
            bare: found.span,
            form: Form::Coordinates,
            candidates: Vec::new(),
            wanted: Vec::new(),
            position: Position::checked(found.lat, found.lon),
            score: 1.0,
        });
    }
    out.sort_by_key(|m| m.span);
}
