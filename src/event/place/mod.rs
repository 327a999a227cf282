//! Where it happened: which place of the sentence belongs to which event.
//!
//! A linear model over how trigger and place stand to one another (`feature`, weights in `linking.tsv`) and, for triggers that
//! are given from outside, over single words around them (`words`, weights in `linking-words.tsv`).

mod feature;
mod words;

use std::ops::Range;

use super::reading::Reading;
use super::scene::{Draft, Scene};
use crate::codebook::Side;
use crate::gazetteer::Kind;
use crate::measure::rough_km;
use feature::{F, FEATURES};

pub(crate) use feature::{Candidate, candidates};
pub(crate) use words::tell;

/// The places chosen for an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chosen {
    /// The toponym it rests on.
    pub toponym: usize,
    /// The relation that ties the event to it, if one does.
    pub relation: Option<usize>,
    /// Further places that the words put beside it: "in Saraqib and Maarat".
    pub also: Vec<usize>,
    /// The model's score, in log-odds.
    pub score: f32,
}

/// The scores from which on a place is taken for where it happened, and for another beside a better one.
struct Bars {
    floor: f32,
    sure: f32,
}

/// Of a trigger of the codebook: something happened, and a place of the same sentence is likelier than any other.
const OF_CODEBOOK: Bars = Bars { floor: -1.5, sure: 1.7 };

/// Of a trigger given from outside, which may be no event at a place at all; chosen by cross-validation.
const FROM_OUTSIDE: Bars = Bars { floor: -0.8, sure: 1.0 };

/// From this confidence on a place is taken for what the report means. On coders' notes with one place each, of 240 answers
/// below it that lay far from all sure ones of their sentence 14 were right, and of the sure ones 190.
const TRUSTED: f32 = 0.8;

/// How many kilometres are far from a place in the same sentence.
const ASTRAY_KM: f64 = 150.0;

/// The same of a first-level division, whose middle is far from its own towns.
const DIVISION_ASTRAY_KM: f64 = 1000.0;

/// How likely it is that an event happened at a place, in log-odds, by how they stand to one another.
pub(crate) fn by_features(scene: &Scene<'_>, candidate: &Candidate) -> f32 {
    let weights = scene.codebook.linking.in_order(FEATURES);
    candidate.features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Chooses the place of an event in its own sentence.
pub(crate) fn choose(scene: &Scene<'_>, draft: &Draft) -> Option<Chosen> {
    let from_outside = scene.context.report.known_triggers.is_some();
    let Bars { floor, sure } = if from_outside { FROM_OUTSIDE } else { OF_CODEBOOK };
    let words = |c: &Candidate| if from_outside { words::score(scene, draft, c) } else { 0.0 };
    let mut candidates = candidates(scene, draft);
    candidates.retain(|c| !is_dateline(scene, c.toponym) && !is_aside(scene, c));
    let says_where =
        |c: &Candidate| scene.governor(c.words.start).is_some_and(|at| scene.reading.is(at, scene.classes.r#in | scene.classes.near));
    if candidates.iter().any(says_where) {
        candidates.retain(|c| !is_home(scene, c));
    }
    let mut scored: Vec<(f32, &Candidate)> = candidates.iter().map(|c| (by_features(scene, c) + words(c), c)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, said) = scored.first().copied().filter(|(s, _)| *s >= floor)?;
    let mut also: Vec<usize> = scored[1..]
        .iter()
        .filter(|(s, c)| *s >= sure || *s >= floor.max(best - 1.0) && listed(scene, said.toponym, c.toponym))
        .map(|(_, c)| c.toponym)
        .collect();
    let likely: Vec<&Candidate> = scored.iter().filter(|(s, _)| *s >= floor).map(|(_, c)| *c).collect();
    let near = likely.iter().find(|c| !astray(scene, c.toponym, &likely)).copied().unwrap_or(said);
    let chosen = innermost(scene, near, &candidates);
    if chosen.toponym != said.toponym {
        also.retain(|t| *t != chosen.toponym);
        also.push(said.toponym);
    }
    Some(Chosen { toponym: chosen.toponym, relation: chosen.relation, also, score: best })
}

/// Whether a place only says who somebody is: "an organisation banned in Russia", "the Russian-backed, Iran-led militia"; and of
/// who speaks where he is from: "the Britain-based monitor said"; or who is spoken of by it: "Washington accused Damascus".
fn is_aside(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let (reading, c) = (&scene.reading, scene.classes);
    let Range { start, end } = candidate.words;
    let speaks = || {
        let country = scene.context.toponyms[candidate.toponym].place.as_ref().is_some_and(|p| p.kind == Kind::Country);
        country && reading.any(end..end + SPEAKER, c.speech | c.according)
    };
    if start > 0 && reading.is(start - 1, c.comments) && !reading.is_possessive(end) {
        return true;
    }
    let joined = reading.words.get(end).is_some_and(|word| word.joined);
    if joined && (reading.is(end, c.backed) || reading.is(end, c.based) && speaks()) {
        return true;
    }
    let inside = scene.governor(start).filter(|at| reading.is(*at, c.r#in));
    inside.and_then(|at| at.checked_sub(1)).is_some_and(|at| reading.is(at, c.banned) || reading.is(at, c.based) && speaks())
}

/// Whether a place is where people come from: "seven labourers from Punjab were shot near Gwadar".
fn is_home(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let reading = &scene.reading;
    let Some(from) = scene.governor(candidate.words.start).filter(|at| reading.is(*at, scene.classes.from)) else { return false };
    let party = scene.parties_in(0..from).next_back().map(|p| &scene.parties[p]).filter(|party| party.words.end == from);
    // Trades are in no list: who is counted is somebody.
    let near = from.saturating_sub(LONGEST_TOLL)..from + LONGEST_TOLL;
    let counted = || from > 0 && scene.tolls_in(near).iter().any(|toll| toll.words.contains(&(from - 1)));
    party.map_or_else(counted, |party| party.side == Side::People)
}

/// Words of a toll, at most: "seven labourers from Punjab were shot dead".
const LONGEST_TOLL: usize = 24;

/// Words behind "Britain-" within which it is told that somebody speaks: "based Observatory for Human Rights reported".
const SPEAKER: usize = 8;

/// Of "Baghuz town in Deir-ez-Zor countryside" or "North Waziristan's Shawal area" the place that lies in the other.
fn innermost<'c>(scene: &Scene<'_>, mut chosen: &'c Candidate, beside: &'c [Candidate]) -> &'c Candidate {
    let all: Vec<&Candidate> = beside.iter().collect();
    let placed = |c: &Candidate| scene.context.toponyms[c.toponym].place.is_some() && !astray(scene, c.toponym, &all);
    let words = |c: &Candidate| scene.words_of(c.toponym);
    let owned = |outer: &Range<usize>, inner: &Range<usize>| owns_next(scene, outer, Some(inner));
    for _ in 0..beside.len() {
        let Some(outer) = words(chosen) else { break };
        let holds = |inner: &Range<usize>| inner.end <= outer.start && contained_in(scene, inner, &outer) || owned(&outer, inner);
        // Few stand so; whether they can be meant is asked of these alone.
        let inner = beside.iter().find(|c| {
            let apart = c.toponym != chosen.toponym && c.features[F::in_party as usize] == 0.0;
            apart && words(c).is_some_and(|w| holds(&w)) && lies_in(scene, c.toponym, chosen.toponym) && placed(c)
        });
        let Some(inner) = inner else { break };
        chosen = inner;
    }
    chosen
}

/// Whether a place can lie in another or in its countryside: "Moscow, Tehran and Damascus" is a list.
fn lies_in(scene: &Scene<'_>, inner: usize, outer: usize) -> bool {
    let place = |at: usize| scene.context.toponyms[at].place.as_deref();
    place(inner).zip(place(outer)).is_some_and(|(inner, outer)| {
        let large = rank(outer.kind) > rank(Kind::City);
        inner.country == outer.country && (large || rough_km(inner.position, outer.position) <= ASTRAY_KM)
    })
}

/// Whether a place is not sure, and all the sure ones beside it lie far from it: "in Tijuana, a man was found
/// in Colonia Lomas" tells of a quarter that no gazetteer has, not of Cologne.
fn astray(scene: &Scene<'_>, toponym: usize, beside: &[&Candidate]) -> bool {
    let toponyms = scene.context.toponyms;
    let own = &toponyms[toponym];
    let Some(place) = own.place.as_ref().filter(|p| rank(p.kind) < rank(Kind::Country)) else { return false };
    let far = if rank(place.kind) < rank(Kind::Admin1) { ASTRAY_KM } else { DIVISION_ASTRAY_KM };
    // Namesakes in one corner of a country are in doubt among themselves alone.
    let about = own.alternatives.iter().filter(|a| rough_km(a.place.position, place.position) <= ASTRAY_KM);
    if own.confidence + about.map(|a| a.score).sum::<f32>() >= TRUSTED {
        return false;
    }
    let sure = beside.iter().map(|c| &toponyms[c.toponym]).filter(|t| t.confidence >= TRUSTED).filter_map(|t| t.place.as_ref());
    let mut km = sure.filter(|p| rank(p.kind) < rank(Kind::Country)).map(|p| rough_km(p.position, place.position)).peekable();
    km.peek().is_some() && km.all(|km| km > far)
}

/// The ground of a siege or of a statement of control: what the verb takes, or the subject of its passive.
pub(crate) fn held(scene: &Scene<'_>, draft: &Draft) -> Option<Chosen> {
    let kind = scene.codebook.kinds[draft.kind as usize].name.as_str();
    if !matches!(kind, "siege" | "control") || !draft.verb {
        return None;
    }
    let (reading, c) = (&scene.reading, scene.classes);
    let sentence = reading.sentences[draft.sentence].clone();
    let places = scene.places_in(sentence.clone());
    let found = if draft.passive {
        let subjects = places.iter().take_while(|(w, _)| w.end <= draft.words.start);
        let mut free = subjects.filter(|(w, _)| !scene.governor(w.start).is_some_and(|g| reading.is(g, c.preposition)));
        free.next()
    } else {
        places.iter().find(|(w, _)| w.start >= draft.words.end && w.start - draft.words.end <= 8)
    };
    let (_, toponym) = found?;
    let relation = scene.relations_of(*toponym).find(|(_, r)| r.anchors == [*toponym]).map(|(i, _)| i);
    Some(Chosen { toponym: *toponym, relation, also: Vec::new(), score: 1.0 })
}

/// Whether a place is where the report was written: at its head, in capitals, or after the date and before the story.
pub(crate) fn is_dateline(scene: &Scene<'_>, toponym: usize) -> bool {
    let Some(words) = scene.words_of(toponym) else { return false };
    let (reading, c) = (&scene.reading, scene.classes);
    if words.start > 12 {
        return false;
    }
    let shouted = |at: usize| reading.words.get(at).is_some_and(|w| w.case == crate::text::Case::Upper);
    let capitals = shouted(words.start)
        && reading.text(words.start).len() > 3
        && !shouted(words.end)
        && (words.start == 0 || !shouted(words.start - 1));
    let number_before = words.start > 0 && reading.words[words.start - 1].kind == crate::text::TokenKind::Number;
    let capital_after = reading.words.get(words.end).is_some_and(|w| w.case == crate::text::Case::Title);
    let dash = (words.end..words.end + 9).any(|at| reading.is(at, c.close)) && reading.is(words.end, c.open) && words.start == 0;
    capitals || number_before && capital_after || dash
}

/// Whether two places are named together, with no verb and no "and" between: "Balcad, Middle Shabelle".
pub(crate) fn in_one_breath(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (scene.words_of(a), scene.words_of(b)) else { return false };
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    let (reading, c) = (&scene.reading, scene.classes);
    let gap = first.end.min(second.start)..second.start;
    gap.len() <= 8
        && !reading.any(gap.clone(), c.and | c.or | c.be | c.have | c.relative | c.stop | c.speech | c.to | c.from)
        && Reading::within(&reading.triggers, gap).is_empty()
}

/// Whether two places stand side by side: "in Saraqib and Maarat".
fn listed(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (scene.words_of(a), scene.words_of(b)) else { return false };
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    let (reading, c) = (&scene.reading, scene.classes);
    let gap = first.end..second.start;
    let ties = c.and | c.comma | c.or | c.determiner | c.ground_noun;
    gap.len() <= 12
        && reading.any(gap.clone(), c.and | c.comma | c.or)
        && gap.clone().all(|at| reading.is(at, ties) || scene.is_place(at))
        && !contained_in(scene, &first, &second)
}

/// The places that stand in a list with one, and are as large: Azaz and al-Bab of "protests in Idlib, Azaz and al-Bab".
pub(crate) fn beside(scene: &Scene<'_>, toponym: usize) -> Vec<usize> {
    let places = &scene.places;
    let Ok(at) = places.binary_search_by_key(&toponym, |(_, index)| *index) else { return Vec::new() };
    let sentence = scene.reading.sentence_of(places[at].0.start);
    let large = |place: usize| scene.context.toponyms[place].place.as_ref().map(|p| rank(p.kind) >= rank(Kind::Admin1));
    let goes_on = |first: usize, next: usize| {
        let ((a, first), (b, next)) = (&places[first], &places[next]);
        let either = scene.reading.any(a.end..b.start, scene.classes.or);
        let together = scene.reading.sentence_of(a.start) == sentence && scene.reading.sentence_of(b.start) == sentence;
        together && large(*first).is_some() && large(*first) == large(*next) && listed(scene, *first, *next) && !either
    };
    let behind = (at + 1..places.len()).take(LONGEST_LIST).take_while(|next| goes_on(next - 1, *next));
    let before = (0..at).rev().take(LONGEST_LIST).take_while(|next| goes_on(*next, next + 1));
    before.chain(behind).map(|index| places[index].1).collect()
}

/// Places of a list, to either side of one, at most.
const LONGEST_LIST: usize = 24;

/// "Loi Karez, Kandahar", "Sirte in Libya": the first lies in the second.
fn contained_in(scene: &Scene<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    // "The West Bank city of Nablus" cannot be both ways round.
    if owns_next(scene, first, Some(second)) {
        return false;
    }
    let (reading, c) = (&scene.reading, scene.classes);
    let gap = first.end..second.start;
    if gap.is_empty() || gap.len() > 6 {
        return gap.is_empty();
    }
    if reading.any(gap.clone(), c.and | c.or) {
        return false;
    }
    let (a, b) = (place_at(scene, first), place_at(scene, second));
    let larger = match (a, b) {
        (Some(a), Some(b)) => rank(a.kind) < rank(b.kind) || (a.kind != Kind::Country && b.kind == Kind::City),
        _ => true,
    };
    let ties = c.comma | c.r#in | c.of | c.open | c.determiner | c.ground_noun | c.near | c.at;
    larger
        && gap.clone().all(|at| reading.is(at, ties) || !reading.is_mark(at) && !reading.is(at, c.be | c.have | c.clause | c.speech))
        && reading.any(gap, c.comma | c.r#in | c.of | c.open)
}

/// How large a kind of place is.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Continent => 6,
        Kind::Country => 5,
        Kind::Region | Kind::Sea | Kind::Desert => 4,
        Kind::Admin1 => 4,
        Kind::Admin2 => 3,
        Kind::Admin3 => 2,
        Kind::City | Kind::Town | Kind::Island => 1,
        _ => 0,
    }
}

fn place_at<'a>(scene: &'a Scene<'_>, words: &Range<usize>) -> Option<&'a crate::gazetteer::Place> {
    let at = scene.places.binary_search_by_key(&words.start, |(w, _)| w.start).ok()?;
    scene.context.toponyms[scene.places[at].1].place.as_deref()
}

/// "Kandahar's Loi Karez", "the West Bank city of Nablus": the first holds the second.
fn owns_next(scene: &Scene<'_>, words: &Range<usize>, next: Option<&Range<usize>>) -> bool {
    let Some(gap) = next.map(|next| words.end..next.start).filter(|gap| (1..=3).contains(&gap.len())) else { return false };
    let (reading, c) = (&scene.reading, scene.classes);
    // "Shindand district of Herat" lies the other way round.
    let larger = || {
        let places = place_at(scene, words).zip(next.and_then(|next| place_at(scene, next)));
        places.is_some_and(|(first, second)| rank(first.kind) > rank(second.kind))
    };
    let of_it =
        reading.is(gap.start, c.ground_noun) && reading.is(gap.end - 1, c.of) && gap.clone().all(|at| reading.is(at, c.ground_noun | c.of));
    reading.is_possessive(words.end) || of_it && larger()
}
