//! Two triggers about one event are one event.

use super::actor::happened;
use super::scene::{Draft, Scene};
use crate::codebook::{Frame, Side};
use crate::gazetteer::Kind;

/// A report of at most so many bytes tells one story: its sentences join more readily.
pub(crate) const NOTE_BYTES: usize = 900;

/// How many sentences behind the last of its own another sentence can still tell of the same event.
const REACH: usize = 4;

/// Joins drafts of one event, within a sentence and across sentences; the order of the text is kept.
pub(crate) fn merge(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let note = scene.reading.source.len() <= NOTE_BYTES;
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    // Those that a later sentence can still add to.
    let mut open: Vec<usize> = Vec::new();
    for draft in drafts {
        let behind = |earlier: &Draft| draft.sentence.saturating_sub(earlier.sentences.last().copied().unwrap_or(0));
        open.retain(|index| behind(&out[*index]) <= REACH);
        let found = open.iter().rev().copied().find(|index| {
            let earlier = &out[*index];
            if earlier.sentences.contains(&draft.sentence) { within(scene, earlier, &draft) } else { across(scene, earlier, &draft, note) }
        });
        match found {
            Some(index) => join(scene, &mut out[index], draft),
            None => {
                open.push(out.len());
                out.push(draft);
            }
        }
    }
    out
}

fn family<'s>(scene: &'s Scene<'_>, draft: &Draft) -> &'s str {
    &scene.codebook.kinds[draft.kind as usize].family
}

fn name<'s>(scene: &'s Scene<'_>, draft: &Draft) -> &'s str {
    &scene.codebook.kinds[draft.kind as usize].name
}

/// Whether the kinds of two drafts can be sides of one event.
fn akin(scene: &Scene<'_>, a: &Draft, b: &Draft) -> bool {
    let violent = |f: &str| matches!(f, "battle" | "explosion" | "violence");
    let (fa, fb) = (family(scene, a), family(scene, b));
    let crowd = |d: &Draft| family(scene, d) == "crowd" || [d.one, d.two].iter().flatten().any(|p| scene.parties[*p].side == Side::Crowd);
    let side_act = |n: &str| matches!(n, "looting" | "destruction" | "arrest" | "weapons-seizure" | "shoot-down");
    // An arrest belongs to a protest where somebody in it is arrested.
    if name(scene, b) == "arrest" && fa == "crowd" && b.two.is_none() {
        return false;
    }
    match (fa, fb) {
        _ if violent(fa) && violent(fb) => true,
        ("crowd", "crowd") => true,
        ("crowd", f) | (f, "crowd") if violent(f) => crowd(a) && crowd(b) || same_sentence(a, b) || is_answer(scene, a, b),
        ("crowd", "strategic") => side_act(name(scene, b)),
        ("strategic", "crowd") => side_act(name(scene, a)),
        (f, "strategic") if violent(f) => side_act(name(scene, b)),
        ("strategic", f) if violent(f) => side_act(name(scene, a)),
        _ => a.kind == b.kind || fa == fb && matches!(fa, "movement" | "strategic"),
    }
}

fn same_sentence(a: &Draft, b: &Draft) -> bool {
    a.sentence == b.sentence
}

fn standing(a: &Draft, b: &Draft) -> bool {
    a.status == b.status || happened(a.status) && happened(b.status)
}

/// Whether both may be at one place.
fn same_place(scene: &Scene<'_>, a: &Draft, b: &Draft) -> bool {
    let (Some(a), Some(b)) = (&a.place, &b.place) else { return true };
    let id = |t: usize| scene.context.toponyms[t].place.as_deref().map(|p| p.id.as_str());
    // A place that is only a guess, and one named in the same breath ("Qalimow village (Balcad, Middle Shabelle)"), is no other place.
    if a.score < 0.0 || b.score < 0.0 || super::place::in_one_breath(scene, a.toponym, b.toponym) {
        return true;
    }
    if larger(scene, a.toponym, b.toponym) || larger(scene, b.toponym, a.toponym) {
        return true;
    }
    a.toponym == b.toponym || a.also.contains(&b.toponym) || id(a.toponym).is_some() && id(a.toponym) == id(b.toponym)
}

/// Whether the first is the country of the second.
fn larger(scene: &Scene<'_>, country: usize, inner: usize) -> bool {
    let place = |t: usize| scene.context.toponyms[t].place.as_deref();
    let (Some(country), Some(inner)) = (place(country), place(inner)) else { return false };
    country.kind == Kind::Country && inner.kind != Kind::Country && country.country == inner.country
}

/// What police do about a crowd belongs to what the crowd does, though others do it.
fn is_answer(scene: &Scene<'_>, a: &Draft, b: &Draft) -> bool {
    let crowd = |p: &usize| scene.parties[*p].side == Side::Crowd;
    let police = |p: &usize| matches!(scene.class_of(*p), "police" | "military");
    let same = |p: &usize| a.one.is_some_and(|one| scene.parties[one].who == scene.parties[*p].who);
    family(scene, a) == "crowd"
        && match name(scene, b) {
            "dispersal" => true,
            // "Students protested. Police fired at them, killing one."
            "killing" | "shooting" | "death" | "injury" | "attack" | "assault" => {
                b.one.as_ref().is_some_and(police) && b.two.as_ref().is_none_or(crowd) && b.place.is_none()
            }
            "arrest" => b.two.as_ref().is_some_and(|two| crowd(two) || same(two)),
            _ => false,
        }
}

/// Whether the actors do not contradict each other.
fn same_actors(scene: &Scene<'_>, a: &Draft, b: &Draft) -> bool {
    if is_answer(scene, a, b) {
        return true;
    }
    // "Police clashed with a gang. A shoot-out broke out and a suspect died": of a fight one side alone may be told.
    if b.frame == Frame::Mutual && b.two.is_none() && b.place.is_none() && family(scene, a) == "battle" {
        return true;
    }
    let who = |p: usize| scene.parties[p].who;
    let same = |x: usize, y: usize| who(x) == who(y) || scene.parties[x].weak || scene.parties[y].weak || loosely(scene, x, y);
    match (a.one, b.one) {
        (Some(x), Some(y)) => {
            same(x, y) || a.two.is_some_and(|t| same(t, y)) || b.two.is_some_and(|t| same(t, x)) || a.with_one.iter().any(|w| same(*w, y))
        }
        _ => true,
    }
}

/// "gunmen" may be the Taliban of the sentence before; two named groups may not be each other.
fn loosely(scene: &Scene<'_>, x: usize, y: usize) -> bool {
    let vague = |p: usize| matches!(scene.class_of(p), "armed" | "militia" | "rebels" | "civilians");
    (vague(x) || vague(y)) && scene.parties[x].side == scene.parties[y].side
}

fn within(scene: &Scene<'_>, a: &Draft, b: &Draft) -> bool {
    if a.label {
        return true;
    }
    let ground = |d: &Draft| d.frame == Frame::Ground;
    if ground(a) != ground(b) && a.place != b.place && a.place.is_some() && b.place.is_some() {
        return false;
    }
    // "detonated in Marib, killing a driver": a participle goes on with what the sentence tells.
    let before = b.words.start.checked_sub(1);
    let gerund = b.verb && scene.reading.text(b.words.start).ends_with("ing");
    if gerund && before.is_some_and(|at| scene.reading.is(at, scene.classes.comma)) && akin(scene, a, b) && standing(a, b) {
        return true;
    }
    let elsewhere = !same_place(scene, a, b);
    let casualty = matches!(name(scene, b), "death" | "injury");
    let killing = casualty || name(scene, b) == "killing";
    let named = |d: &Draft| d.one.is_some() || d.two.is_some();
    let together = !elsewhere || killing && named(a) && named(b) && same_actors(scene, a, b);
    akin(scene, a, b) && standing(a, b) && together && (casualty || same_actors(scene, a, b))
}

fn across(scene: &Scene<'_>, a: &Draft, b: &Draft, note: bool) -> bool {
    if !akin(scene, a, b) || !standing(a, b) || !same_actors(scene, a, b) || !same_place(scene, a, b) {
        return false;
    }
    let day = |d: &Draft| d.date.and_then(|i| scene.context.dates[i].start);
    if let (Some(x), Some(y)) = (day(a), day(b))
        && x != y
    {
        return false;
    }
    let casualty = matches!(name(scene, b), "death" | "injury" | "killing" | "body");
    let placed_later = a.place.is_none() && b.place.is_some();
    if placed_later && !note && !b.definite {
        return false;
    }
    let told_again = b.definite || casualty && b.place.is_none() && b.date.is_none();
    note || told_again || a.kind == b.kind && (b.place.is_none() || a.place.is_some())
}

fn join(scene: &Scene<'_>, into: &mut Draft, from: Draft) {
    let level = |d: &Draft| scene.codebook.kinds[d.kind as usize].level;
    // In another sentence only a report's own first words name the event, unless the later kind ranks higher.
    let better = match (into.context, from.context) {
        _ if into.label => false,
        (true, false) => true,
        (false, true) => false,
        _ => level(&from) < level(into) && (from.weight >= 0.5 || into.weight < 0.5),
    };
    into.context &= from.context;
    for kind in from.kinds.iter().filter(|_| !into.label) {
        if !into.kinds.contains(kind) {
            into.kinds.push(*kind);
        }
    }
    for sentence in &from.sentences {
        if !into.sentences.contains(sentence) {
            into.sentences.push(*sentence);
        }
    }
    into.mutual |= from.mutual;
    into.crowd = into.crowd.or(from.crowd);
    into.weight = into.weight.max(from.weight);
    let place_better = match (&into.place, &from.place) {
        (None, _) => true,
        (Some(a), Some(b)) if a.score < 0.0 && b.score > a.score => !larger(scene, b.toponym, a.toponym),
        (Some(a), Some(b)) => {
            larger(scene, a.toponym, b.toponym) || same_sentence(into, &from) && b.score > a.score && !larger(scene, b.toponym, a.toponym)
        }
        _ => false,
    };
    if place_better {
        into.place = from.place.clone();
    }
    into.date = into.date.or(from.date);
    if better {
        (into.kind, into.frame) = (from.kind, from.frame);
        if same_sentence(into, &from) {
            into.words = from.words.clone();
        }
    }
    fill(scene, into, &from, better);
}

/// Roles that one draft lacks, from the other; a named group takes the place of "gunmen".
fn fill(scene: &Scene<'_>, into: &mut Draft, from: &Draft, better: bool) {
    let armed = |p: usize| scene.parties[p].side != Side::People;
    // The police that disperse or arrest stand on the other side.
    if is_answer(scene, into, from)
        && let Some(police) = from.one.filter(|p| scene.parties[*p].side == Side::Armed)
        && into.two.is_none_or(|two| scene.parties[two].side != Side::Armed)
        && into.one != Some(police)
    {
        into.two = Some(police);
    }
    let vague = |p: usize| matches!(scene.class_of(p), "armed" | "militia") || scene.parties[p].weak;
    // Who was killed "in a clash between two groups" is no side of it.
    let bystander = from.frame == Frame::Mutual && into.two.is_some_and(|two| scene.parties[two].side == Side::People);
    if better && from.one.is_some() && (from.two.is_some() || bystander) {
        (into.one, into.two) = (from.one, from.two);
    }
    let taken = |p: usize, d: &Draft| {
        let who = scene.parties[p].who;
        [d.one, d.two].iter().flatten().any(|q| scene.parties[*q].who == who)
    };
    if let Some(one) = from.one
        && into.one.is_none_or(|o| vague(o) && !vague(one) && armed(one))
        && !taken(one, into)
    {
        into.one = Some(one);
    }
    if let Some(two) = from.two
        && into.two.is_none_or(|t| scene.parties[t].weak && !scene.parties[two].weak)
        && !taken(two, into)
    {
        into.two = Some(two);
    }
    for p in &from.with_one {
        if !taken(*p, into) && !into.with_one.contains(p) {
            into.with_one.push(*p);
        }
    }
    for p in &from.with_two {
        if !taken(*p, into) && !into.with_two.contains(p) {
            into.with_two.push(*p);
        }
    }
}
