//! Which words of a sentence give an event away.

use std::ops::Range;

use super::reading::{Hit, Reading};
use super::scene::{Draft, Scene};
use super::status;
use crate::codebook::{Form, Frame, Need, Side, Trigger, WordId};
use crate::span::Span;
use crate::text::TokenKind;

/// How far a word that denies a trigger may stand from it, in words.
const NEAR: usize = 8;

/// Drafts of a sentence, in text order.
pub(crate) fn drafts(scene: &Scene<'_>, sentence: usize) -> Vec<Draft> {
    let words = scene.reading.sentences[sentence].clone();
    let hits = Reading::within(&scene.reading.triggers, words.clone());
    if hits.is_empty() || scene.boilerplate[sentence] {
        return Vec::new();
    }
    let mut out: Vec<Draft> = Vec::new();
    let mut covered = words.start;
    let mut i = 0;
    while i < hits.len() {
        let at = hits[i].at;
        let same = hits[i..].iter().take_while(|h| h.at == at).count();
        let longest = hits[i..i + same].iter().map(|h| h.end).max().unwrap_or(at);
        let candidates: Vec<&Hit> = hits[i..i + same].iter().filter(|h| h.end == longest).collect();
        i += same;
        if at < covered || in_date(scene, at) {
            continue;
        }
        let as_verb = is_verb(scene, &candidates);
        let accepted = candidates.iter().find(|h| {
            let form = h.form();
            let fits = !ambiguous(&candidates) || form.is_verb() == as_verb;
            fits && part_of_speech(scene, h) && counts(scene, &scene.codebook.triggers[h.row as usize], h.at..h.end, &words)
        });
        if let Some(hit) = accepted {
            covered = longest;
            let next = draft(scene, sentence, hit);
            if out.last().is_some_and(|last| made_harmless(scene, last, &next)) {
                continue;
            }
            if out.last().is_some_and(|last| made_harmless(scene, &next, last)) {
                out.pop();
            }
            out.push(next);
        }
    }
    out
}

/// "on 11 March": the month is no march.
fn in_date(scene: &Scene<'_>, at: usize) -> bool {
    scene.dates_in(at.saturating_sub(6)..at + 1).iter().any(|(words, _)| words.contains(&at))
}

/// Whether a weapon is only what was found, defused or failed: "police defused two bombs", "a shell exploded prematurely".
fn made_harmless(scene: &Scene<'_>, by: &Draft, weapon: &Draft) -> bool {
    let kind = |d: &Draft| &scene.codebook.kinds[d.kind as usize];
    if !matches!(kind(by).name.as_str(), "interception" | "weapons-seizure") || kind(weapon).family != "explosion" || weapon.verb {
        return false;
    }
    let (reading, c) = (&scene.reading, scene.classes);
    let gap = if by.words.end <= weapon.words.start { by.words.end..weapon.words.start } else { weapon.words.end..by.words.start };
    let parts = c.stop | c.r#as | c.after | c.before | c.speech;
    let subject = by.passive || matches!(by.frame, Frame::Thing | Frame::None);
    let order = if weapon.words.start < by.words.start { subject } else { !subject };
    order && gap.len() <= 14 && !reading.any(gap, parts)
}

/// The draft of a trigger that is given from outside: `words` are its words, whatever they are.
pub(crate) fn known(scene: &Scene<'_>, span: Span) -> Draft {
    let words = scene.reading.words_in(span);
    let sentence = scene.reading.sentence_of(words.start);
    let hits = Reading::within(&scene.reading.triggers, words.start.saturating_sub(1)..words.end + 1);
    let longest = hits.iter().filter(|h| h.at < words.end && h.end > words.start).max_by_key(|h| h.end - h.at);
    match longest {
        Some(hit) => {
            let hit = Hit { at: hit.at, ..*hit };
            Draft { words: words.start.min(hit.at)..words.end.max(hit.end), ..draft(scene, sentence, &hit) }
        }
        None => blank(sentence, words, scene.codebook.kind("statement").unwrap_or(0)),
    }
}

fn blank(sentence: usize, words: Range<usize>, kind: u16) -> Draft {
    Draft {
        sentence,
        words,
        kind,
        kinds: vec![kind],
        weight: 0.3,
        frame: Frame::Act,
        verb: true,
        passive: false,
        definite: false,
        context: false,
        one: None,
        two: None,
        with_one: Vec::new(),
        with_two: Vec::new(),
        crowd: None,
        label: false,
        mutual: false,
        status: super::Status::Reported,
        place: None,
        date: None,
        sentences: vec![sentence],
    }
}

fn draft(scene: &Scene<'_>, sentence: usize, hit: &Hit) -> Draft {
    let trigger = &scene.codebook.triggers[hit.row as usize];
    let reading = &scene.reading;
    let verb = hit.form().is_verb() && !nominal(scene, hit);
    let before = hit.at.checked_sub(1);
    let definite =
        !verb && before.is_some_and(|b| matches!(reading.text(b).to_ascii_lowercase().as_str(), "the" | "this" | "these" | "that"));
    let mut out = Draft {
        weight: trigger.weight,
        frame: trigger.frame,
        verb,
        passive: verb && is_passive(scene, hit),
        definite,
        ..blank(sentence, hit.at..hit.end, trigger.kind)
    };
    out.status = status::of(scene, &out);
    let start = hit.at.saturating_sub(4).max(reading.sentences[sentence].start);
    out.context = !verb && reading.any(start..hit.at, scene.classes.context);
    // "Eight dead due to clan fighting": what killed them is the event, and no background of another.
    let harm = scene.classes.dead_verb | scene.classes.dead_noun | scene.classes.dead_adjective | scene.classes.injured_verb;
    if out.context && reading.any(start..hit.at, scene.classes.cause) && reading.any(reading.sentences[sentence].start..start, harm) {
        out.context = false;
    }
    if out.context {
        out.weight *= 0.4;
    }
    let own = reading.sentences[sentence].clone();
    out.mutual = trigger.frame == Frame::Mutual || reading.any(own, scene.classes.return_fire) || answered(scene, sentence);
    out.label = is_label(scene, hit);
    super::roles::assign(scene, &mut out);
    // "captured four in battles with rebels"
    let counted = reading.words.get(hit.end).is_some_and(|w| w.kind == TokenKind::Number) || numeral(scene, hit.end);
    let ahead = hit.end..(hit.end + 4).min(reading.sentences[sentence].end);
    if let Some(people) = trigger.people
        && counted
        && verb
        && !reading
            .any(ahead.clone(), scene.classes.ground_noun | scene.classes.position_noun | scene.classes.property | scene.classes.cache)
        && scene.places_in(ahead).is_empty()
    {
        out.kind = people;
        out.kinds = vec![people];
    } else if let (Some(people), Some(two)) = (trigger.people, out.two) {
        // "captured three soldiers" against "captured the soldiers' base"
        let party = &scene.parties[two];
        let gap = if out.passive { party.words.end..hit.at } else { hit.end..party.words.start };
        let c = scene.classes;
        // "were killed, injured or captured"
        let listed = out.passive && gap.clone().all(|at| reading.is(at, c.be | c.comma | c.or | c.and | c.dead_verb | c.injured_verb));
        let direct = listed && gap.len() <= 8 || gap.len() <= 4 && !reading.any(gap, c.preposition | c.comma);
        let ground =
            party.owns || reading.is(party.words.end, scene.classes.position_noun | scene.classes.ground_noun | scene.classes.held);
        if direct && !ground {
            out.kind = people;
            out.kinds = vec![people];
        }
    }
    out
}

/// Whether a number in words or digits stands at word `at`.
fn numeral(scene: &Scene<'_>, at: usize) -> bool {
    let start = scene.reading.words.get(at).map_or(usize::MAX, |w| w.span.start);
    scene.context.numbers.binary_search_by_key(&start, |n| n.span.start).is_ok()
}

/// "Looting: On 5 May …": a label at the head of the text.
fn is_label(scene: &Scene<'_>, hit: &Hit) -> bool {
    let colon = |at: usize| scene.reading.text(at) == ":";
    hit.at == 0 && !hit.form().is_verb() && (colon(hit.end) || colon(hit.end - 1))
}

/// "The Indian army also fired back": the next sentence says that fire was returned.
fn answered(scene: &Scene<'_>, sentence: usize) -> bool {
    let (reading, c) = (&scene.reading, scene.classes);
    let Some(next) = reading.sentences.get(sentence + 1) else { return false };
    let answer = next.clone().find(|at| reading.is(*at, c.answers));
    answer.is_some_and(|at| !reading.any(at.saturating_sub(3).max(next.start)..at, c.none | c.status_denied | c.status_expected))
}

fn ambiguous(candidates: &[&Hit]) -> bool {
    candidates.iter().any(|h| h.form().is_verb()) && candidates.iter().any(|h| !h.form().is_verb())
}

/// Whether a form that can be both is a verb here.
fn is_verb(scene: &Scene<'_>, candidates: &[&Hit]) -> bool {
    let Some(hit) = candidates.iter().find(|h| h.form().is_verb()) else { return false };
    let (reading, c) = (&scene.reading, scene.classes);
    let Some(before) = hit.at.checked_sub(1).filter(|b| !reading.is_mark(*b)) else {
        // At the head of a sentence: "Attack on …" against "Attacks …"; a gerund is a noun there.
        return false;
    };
    let noun_before =
        c.determiner | c.possessive_pronoun | c.of | c.by | c.r#in | c.during | c.after | c.between | c.with | c.from | c.against;
    if reading.is(before, noun_before) || reading.is_possessive(before) {
        return false;
    }
    if matches!(hit.form(), Form::Past | Form::PastOnly | Form::Participle) {
        return true;
    }
    let next_takes_object =
        reading.is(hit.end, c.determiner | c.possessive_pronoun) || scene.parties_in(hit.end..hit.end + 1).next().is_some();
    if hit.form() == Form::Gerund {
        return next_takes_object && !reading.is(hit.end, c.of);
    }
    let subject =
        scene.parties_in(before.saturating_sub(3)..before + 1).next_back().is_some_and(|p| scene.parties[p].words.end == before + 1);
    reading.is(before, c.to | c.pronoun | c.relative | c.status_expected | c.adverb | c.r#do | c.and) && !reading.is(before, c.by)
        || subject && next_takes_object
}

/// A verb form that stands as a noun: "the killing of", "heavy shelling".
fn nominal(scene: &Scene<'_>, hit: &Hit) -> bool {
    if hit.form() != Form::Gerund {
        return false;
    }
    let (reading, c) = (&scene.reading, scene.classes);
    let before = hit.at.checked_sub(1);
    reading.is(hit.end, c.of | c.by) || before.is_some_and(|b| reading.is(b, c.determiner))
}

/// A base form right after a determiner or a number is no verb: "a raid", "two strikes".
fn part_of_speech(scene: &Scene<'_>, hit: &Hit) -> bool {
    if !matches!(hit.form(), Form::Base | Form::Third) {
        return true;
    }
    let (reading, c) = (&scene.reading, scene.classes);
    let Some(before) = hit.at.checked_sub(1) else { return true };
    !reading.is_but(before, c.determiner | c.possessive_pronoun | c.of, c.pronoun)
}

/// Whether a verb is in the passive: "was attacked", "attacked by", "attacked in".
fn is_passive(scene: &Scene<'_>, hit: &Hit) -> bool {
    if !hit.form().is_participle() {
        return false;
    }
    let (reading, c) = (&scene.reading, scene.classes);
    let mut at = hit.at;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else { break };
        if reading.is(before, c.be) {
            return true;
        }
        if reading.is(before, c.have) {
            return false;
        }
        let linked = reading.is(before, c.adverb) || reading.is(before, c.and | c.dead_verb | c.injured_verb);
        if !linked {
            break;
        }
        at = before;
    }
    if reading.is(hit.end, c.by) {
        return true;
    }
    let trigger = &scene.codebook.triggers[hit.row as usize];
    let transitive = matches!(trigger.frame, Frame::Act | Frame::Ground);
    let mut next = hit.end;
    // "shot and seriously wounded two", "assaulted and robbed a trader": the object stands behind the second verb.
    if reading.is(next, c.and) {
        let verb = next + 1 + usize::from(reading.is(next + 1, c.adverb));
        let past = reading.is(verb, c.dead_verb | c.injured_verb) || reading.text(verb).ends_with("ed");
        next = if past { verb + 1 } else { next };
    }
    let ends = reading.is_mark(next) && !reading.is(next, c.open);
    let no_object = ends || reading.is_but(next, c.preposition | c.clause | c.time_of_day, c.against | c.at | c.on | c.determiner);
    transitive && no_object && hit.end - hit.at == 1
}

/// Whether a trigger's own conditions hold.
fn counts(scene: &Scene<'_>, trigger: &Trigger, words: Range<usize>, sentence: &Range<usize>) -> bool {
    let ids = &scene.reading.ids;
    let from = words.start.saturating_sub(NEAR).max(sentence.start);
    let to = (words.end + NEAR).min(sentence.end);
    let stands = |phrase: &[WordId]| {
        let Some(first) = phrase.first() else { return false };
        // A word of somebody's name says nothing: "a clash between factions of the Jubo League".
        let named = |at: usize| scene.parties_in(at.saturating_sub(6)..at + 1).any(|p| scene.parties[p].names(at));
        (from..to).any(|at| ids[at] == *first && !words.contains(&at) && ids[at..].starts_with(phrase) && !named(at))
    };
    let denied = trigger.unless.iter().any(|phrase| stands(phrase));
    if denied || trigger.bars != 0 && (from..to).any(|at| !words.contains(&at) && scene.reading.is(at, trigger.bars)) {
        return false;
    }
    trigger.needs.is_empty() || trigger.needs.iter().any(|all| all.iter().all(|need| holds(scene, need, &words, sentence)))
}

fn holds(scene: &Scene<'_>, need: &Need, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    let class = match need {
        Need::Word(id) => return scene.reading.ids[sentence.clone()].contains(id),
        Need::Class(class) => class.as_str(),
    };
    let parties = || scene.parties_in(sentence.clone()).map(|p| &scene.parties[p]).filter(|p| !p.speaks);
    match class {
        "armed" => scene.armed_in(sentence.clone()) > 0,
        "armed2" => scene.armed_in(sentence.clone()) > 1,
        "actor" | "any" => parties().next().is_some(),
        "victim" => parties().any(|p| !p.holds) || !scene.tolls_in(sentence.clone()).is_empty(),
        "crowd" => parties().any(|p| p.side != Side::Armed),
        "place" => !scene.places_in(sentence.clone()).is_empty(),
        "taken-ground" => {
            let ahead = words.end..(words.end + 7).min(sentence.end);
            let stop = ahead.clone().find(|at| scene.reading.is_mark(*at)).unwrap_or(ahead.end);
            let ahead = ahead.start..stop.max(ahead.start);
            let ground = scene.reading.any(ahead.clone(), scene.classes.ground_noun);
            let place = scene
                .places_in(ahead.clone())
                .first()
                .is_some_and(|(w, _)| !scene.reading.any_but(words.end..w.start, scene.classes.preposition, scene.classes.of));
            (ground || place) && scene.armed_in(sentence.clone()) > 0
        }
        class => scene
            .codebook
            .cues
            .mask(class)
            .is_some_and(|mask| (sentence.clone()).any(|at| !words.contains(&at) && scene.reading.is(at, mask))),
    }
}
