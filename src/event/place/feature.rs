//! What the model looks at where it asks whether an event happened at a place.

use std::ops::Range;

use super::super::Status;
use super::super::reading::Reading;
use super::super::scene::{Draft, Scene};
use super::{contained_in, owns_next, rank};
use crate::codebook::Frame;
use crate::gazetteer::Kind;
use crate::relation::RelationKind;

macro_rules! features {
    ($($name:ident)*) => {
        /// Names of the features, as `linking.tsv` has them (with hyphens).
        pub(crate) const FEATURES: &[&str] = &[$(stringify!($name)),*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        pub(super) enum F { $($name),* }
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

/// One place of a sentence, with what the model looks at.
pub(crate) struct Candidate {
    pub toponym: usize,
    pub relation: Option<usize>,
    /// Its own words.
    pub words: Range<usize>,
    pub features: [f32; FEATURES.len()],
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
        out.push(Candidate { toponym: *toponym, relation, words: words.clone(), features });
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
    set(F::status_other, yes(draft.status != Status::Reported));
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
