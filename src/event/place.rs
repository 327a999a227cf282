//! Where it happened: which place of the sentence belongs to which event.
//!
//! A linear model over the words between trigger and place; its weights are `linking.tsv`.

use std::ops::Range;

use super::reading::Reading;
use super::scene::{Draft, Scene};
use crate::codebook::{Frame, Linking};
use crate::gazetteer::Kind;
use crate::measure::rough_km;
use crate::relation::RelationKind;

/// The places chosen for an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chosen {
    /// The toponym it rests on.
    pub toponym: usize,
    /// The relation that ties the event to it, if one does.
    pub relation: Option<usize>,
    /// Further places that the words put beside it: "in Saraqib and Maarat".
    pub also: Vec<usize>,
    /// The model's score, above 0 where it says yes.
    pub score: f32,
}

macro_rules! features {
    ($($name:ident)*) => {
        /// Names of the features, as `linking.tsv` has them (with hyphens).
        pub(crate) const FEATURES: &[&str] = &[$(stringify!($name)),*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        enum F { $($name),* }
    };
}

features! {
    bias after before adjacent distance distance_before distance_after far clauses commas verbs speech stops
    in_ at_ near_ on_ from_ to_ of_ over_ between_ other_preposition by_ no_preposition sentence_start dateline
    object subject_passive head_subject subject_active country division site quarter_kind water unresolved container contained followed_by_comma
    in_party owner holds prefix_of_name only_place nearest_before nearest_after weight frame_ground frame_alone frame_mutual
    noun_trigger status_other date_beside relation relation_near relation_distance relation_part relation_between
    relation_direction in_and_after in_and_before at_and_after of_and_noun from_and_person clause_after_in first_place last_place
    same_clause parenthesis region_kind country_in division_in site_in city_in past_relative
}

/// From this score on a place says where beside a better one; chosen by cross-validation.
const SURE: f32 = 1.7;

/// From this confidence on a place is taken for what the report means. On coders' notes with one place each, of 240 answers
/// below it that lay far from all sure ones of their sentence 14 were right, and of the sure ones 190.
const TRUSTED: f32 = 0.8;

/// How many kilometres are far from a place in the same sentence.
const ASTRAY_KM: f64 = 150.0;

/// The same of a first-level division, whose middle is far from its own towns.
const DIVISION_ASTRAY_KM: f64 = 1000.0;

/// One place of a sentence, with what the model looks at.
pub(crate) struct Candidate {
    pub toponym: usize,
    pub relation: Option<usize>,
    pub features: [f32; FEATURES.len()],
}

/// The weights of the model, in the order of [`FEATURES`].
pub(crate) fn weights(linking: &Linking) -> &[f32] {
    linking.in_order(FEATURES)
}

/// Chooses the place of an event in its own sentence; `floor` is the score it must reach.
pub(crate) fn choose(scene: &Scene<'_>, draft: &Draft, weights: &[f32], floor: f32) -> Option<Chosen> {
    let mut candidates = candidates(scene, draft);
    candidates.retain(|c| !is_dateline(scene, c.toponym));
    let score = |c: &Candidate| c.features.iter().zip(weights).map(|(f, w)| f * w).sum::<f32>();
    let mut scored: Vec<(f32, &Candidate)> = candidates.iter().map(|c| (score(c), c)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, said) = scored.first().copied().filter(|(s, _)| *s >= floor)?;
    let mut also: Vec<usize> = scored[1..]
        .iter()
        .filter(|(s, c)| *s >= SURE || *s >= floor.max(best - 1.0) && listed(scene, said.toponym, c.toponym))
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

/// "Loi Karez, Kandahar", "Sirte in Libya": the first lies in the second.
fn contained_in(scene: &Scene<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
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

/// The places of a draft's sentence with their features.
pub(crate) fn candidates(scene: &Scene<'_>, draft: &Draft) -> Vec<Candidate> {
    let sentence = scene.reading.sentences[draft.sentence].clone();
    let places = scene.places_in(sentence.clone());
    let relation_of = |toponym: usize| scene.relations_of(toponym).max_by_key(|(_, r)| r.span.len()).map(|(i, _)| i);
    let mut out: Vec<Candidate> = Vec::with_capacity(places.len());
    for (order, (words, toponym)) in places.iter().enumerate() {
        let relation = relation_of(*toponym);
        let features = features(scene, draft, &sentence, places, order, words, *toponym, relation);
        out.push(Candidate { toponym: *toponym, relation, features });
    }
    out
}

#[allow(clippy::too_many_arguments)]
fn features(
    scene: &Scene<'_>,
    draft: &Draft,
    sentence: &Range<usize>,
    places: &[(Range<usize>, usize)],
    order: usize,
    words: &Range<usize>,
    toponym: usize,
    relation: Option<usize>,
) -> [f32; FEATURES.len()] {
    let (reading, c) = (&scene.reading, scene.classes);
    let mut out = [0.0f32; FEATURES.len()];
    let mut set = |feature: F, value: f32| out[feature as usize] = value;
    let yes = |b: bool| f32::from(u8::from(b));
    let trigger = &draft.words;
    let after = words.start >= trigger.end;
    let gap = if after { trigger.end..words.start } else { words.end.min(trigger.start)..trigger.start };
    let length = gap.len() as f32;
    set(F::bias, 1.0);
    set(F::after, yes(after));
    set(F::before, yes(!after));
    set(F::adjacent, yes(gap.len() <= 2));
    set(F::distance, (1.0 + length).ln());
    set(F::distance_before, if after { 0.0 } else { (1.0 + length).ln() });
    set(F::distance_after, if after { (1.0 + length).ln() } else { 0.0 });
    set(F::far, yes(length > 20.0));
    let clauses = gap.clone().filter(|at| reading.is_but(*at, c.clause, c.and)).count();
    set(F::clauses, clauses.min(3) as f32);
    set(F::commas, gap.clone().filter(|at| reading.is(*at, c.comma)).count().min(4) as f32);
    let verbs = Reading::within(&reading.triggers, gap.clone()).iter().filter(|h| h.form().is_verb()).count();
    set(F::verbs, verbs.min(3) as f32);
    set(F::speech, yes(reading.any(gap.clone(), c.speech)));
    set(F::stops, yes(reading.any(gap.clone(), c.stop)));
    set(F::same_clause, yes(clauses == 0 && verbs == 0));
    set(F::past_relative, yes(reading.any(gap.clone(), c.relative)));

    let governor = scene.governor(words.start);
    let is = |mask| governor.is_some_and(|g| reading.is(g, mask));
    let inside = is(c.r#in) && !is(c.into);
    set(F::in_, yes(inside));
    set(F::at_, yes(is(c.at)));
    set(F::near_, yes(is(c.near)));
    set(F::on_, yes(is(c.on)));
    set(F::from_, yes(is(c.from)));
    set(F::to_, yes(is(c.to | c.toward | c.into)));
    set(F::of_, yes(is(c.of)));
    set(F::over_, yes(is(c.over | c.through)));
    set(F::between_, yes(is(c.between)));
    set(F::by_, yes(is(c.by | c.with)));
    let known = c.r#in | c.at | c.near | c.on | c.from | c.to | c.toward | c.into | c.of | c.over | c.through | c.between | c.by | c.with;
    set(F::other_preposition, yes(is(c.preposition) && !is(known)));
    set(F::no_preposition, yes(!is(c.preposition)));
    set(F::sentence_start, yes(words.start <= sentence.start + 1));
    let dateline = words.start <= sentence.start + 1
        && (words.end..(words.end + 10).min(sentence.end))
            .any(|at| matches!(reading.text(at), "—" | "_") || reading.is(at, c.close) && at < words.end + 6)
        && reading.words[words.start].case == crate::text::Case::Upper;
    set(F::dateline, yes(dateline));
    let direct = after && gap.len() <= 5 && !reading.any_but(gap.clone(), c.preposition | c.comma | c.clause, c.of);
    set(F::object, yes(direct && !draft.passive && matches!(draft.frame, Frame::Act | Frame::Ground)));
    set(F::subject_passive, yes(!after && draft.passive && !is(c.preposition)));
    set(F::head_subject, yes(draft.passive && words.start <= sentence.start + 1 && !is(c.preposition)));
    set(F::subject_active, yes(!after && !draft.passive && draft.verb && !is(c.preposition) && gap.len() <= 4));

    let place = scene.context.toponyms[toponym].place.as_deref();
    let size = place.map(|p| rank(p.kind));
    let (country, division, site) = (size >= Some(5), matches!(size, Some(2..=4)), size == Some(0));
    set(F::country, yes(country));
    set(F::division, yes(division));
    set(F::site, yes(site));
    set(F::quarter_kind, yes(place.is_some_and(|p| p.kind == Kind::Quarter)));
    set(F::region_kind, yes(place.is_some_and(|p| p.kind == Kind::Region)));
    set(F::water, yes(place.is_some_and(|p| matches!(p.kind, Kind::Sea | Kind::River | Kind::Lake))));
    set(F::unresolved, yes(place.is_none()));
    set(F::country_in, yes(country && inside));
    set(F::division_in, yes(division && inside));
    set(F::site_in, yes(site && inside));
    set(F::city_in, yes(size == Some(1) && inside));
    let before_it = order.checked_sub(1).and_then(|o| places.get(o));
    let after_it = places.get(order + 1);
    let container = before_it.is_some_and(|(w, _)| contained_in(scene, w, words)) || owns_next(scene, words, after_it.map(|(w, _)| w));
    let contained =
        after_it.is_some_and(|(w, _)| contained_in(scene, words, w)) || before_it.is_some_and(|(w, _)| owns_next(scene, w, Some(words)));
    set(F::container, yes(container));
    set(F::contained, yes(contained));
    set(F::followed_by_comma, yes(reading.is(words.end, c.comma)));
    set(F::parenthesis, yes(words.start > 0 && reading.is(words.start - 1, c.open)));
    let parties = scene.parties_in(words.start.saturating_sub(4)..words.end);
    let party = parties.map(|p| &scene.parties[p]).find(|p| p.words.start < words.end && p.words.end > words.start);
    set(F::in_party, yes(party.is_some()));
    set(F::owner, yes(reading.is_possessive(words.end)));
    set(F::holds, yes(reading.is(words.end, c.held | c.backed) && reading.words.get(words.end).is_some_and(|w| w.joined)));
    let next_capital = reading.words.get(words.end).is_some_and(|w| w.case == crate::text::Case::Title);
    set(F::prefix_of_name, yes(next_capital));
    set(F::only_place, yes(places.len() == 1));
    set(F::first_place, yes(order == 0));
    set(F::last_place, yes(order + 1 == places.len()));
    set(F::nearest_before, yes(!after && after_it.is_none_or(|(w, _)| w.start >= trigger.start)));
    set(F::nearest_after, yes(after && before_it.is_none_or(|(w, _)| w.end <= trigger.end)));
    set(F::weight, draft.weight);
    set(F::frame_ground, yes(draft.frame == Frame::Ground));
    set(F::frame_alone, yes(draft.frame == Frame::Alone));
    set(F::frame_mutual, yes(draft.frame == Frame::Mutual));
    set(F::noun_trigger, yes(!draft.verb));
    set(F::status_other, yes(draft.status != super::Status::Reported));
    let near = words.end..words.end + 2;
    set(F::date_beside, yes(!scene.dates_in(near).is_empty()));
    set(F::relation, yes(relation.is_some()));
    if let Some(relation) = relation {
        match scene.context.relations[relation].kind {
            RelationKind::At => {}
            RelationKind::Near => set(F::relation_near, 1.0),
            RelationKind::Distance(..) => set(F::relation_distance, 1.0),
            RelationKind::Part(_) => set(F::relation_part, 1.0),
            RelationKind::Direction(_) => set(F::relation_direction, 1.0),
            RelationKind::Road | RelationKind::Between | RelationKind::Border => set(F::relation_between, 1.0),
        }
    }
    set(F::in_and_after, yes(inside && after));
    set(F::in_and_before, yes(inside && !after));
    set(F::at_and_after, yes(is(c.at | c.near | c.on) && after));
    set(F::of_and_noun, yes(is(c.of) && governor.is_some_and(|g| g > 0 && reading.is(g - 1, c.ground_noun))));
    set(F::from_and_person, yes(is(c.from) && !after));
    set(F::clause_after_in, yes(inside && clauses > 0));
    out
}

/// "Kandahar's Loi Karez": the first holds the second.
fn owns_next(scene: &Scene<'_>, words: &Range<usize>, next: Option<&Range<usize>>) -> bool {
    next.is_some_and(|n| scene.reading.is_possessive(words.end) && n.start > words.end && n.start - words.end <= 3)
}
