//! How an event stands in its report: reported, ongoing, claimed, expected, denied, background.

use super::Status;
use super::scene::{Draft, Scene};
use crate::text::DateKind;

/// After how many days before publication an event is history.
const HISTORY_DAYS: i32 = 60;

/// The status of a draft, from the words before its trigger and from its sentence.
pub(crate) fn of(scene: &Scene<'_>, draft: &Draft) -> Status {
    let (reading, c) = (&scene.reading, scene.classes);
    let sentence = reading.sentences[draft.sentence].clone();
    let trigger = draft.words.clone();
    let kind = scene.codebook.kinds[draft.kind as usize].name.as_str();
    let lasting = matches!(kind, "siege" | "control" | "war");

    // The words that govern the trigger: back to a mark or a new clause, at most twelve words.
    let mut start = trigger.start;
    while start > sentence.start && trigger.start - start < 12 {
        let before = start - 1;
        let that = reading.text(before).eq_ignore_ascii_case("that");
        if !that && reading.is(before, c.stop | c.comma | c.relative | c.and | c.after) || reading.is_mark(before) {
            break;
        }
        start = before;
    }
    let governing = start..trigger.start;
    let near = trigger.start.saturating_sub(5).max(start)..trigger.start;
    // "10 May" is no "may".
    let dates = scene.dates_in(start.saturating_sub(LONGEST_DATE)..trigger.end);
    let of_a_date = |at: usize| dates.iter().any(|(words, _)| words.contains(&at));
    let plain = |words: std::ops::Range<usize>| words.filter(|at| !of_a_date(*at));
    let expected = plain(near.clone()).any(|at| reading.is(at, c.status_expected))
        || plain(governing.clone()).any(|at| reading.is_but(at, c.status_expected, c.status_expected_soft));
    let near_noun = trigger.start.saturating_sub(4).max(start)..trigger.start;
    let gerund_fact = draft.verb && reading.text(trigger.end - 1).ends_with("ing") && reading.any(near, c.after);
    let just_before = trigger.start.saturating_sub(3).max(start)..trigger.start;
    // "There was no attack", "reports of shelling are untrue".
    let none = trigger.start > start && reading.is(trigger.start - 1, c.none) && !draft.verb;
    if reading.any(just_before.clone(), c.status_denied)
        || none && reading.any(just_before, c.be | c.have)
        || reading.any(governing.clone(), c.untrue)
        || reading.any(trigger.end..(trigger.end + DENIED_BEHIND).min(sentence.end), c.unreal)
    {
        return Status::Denied;
    }
    if expected && !gerund_fact && !lasting {
        return Status::Expected;
    }
    // "aided by Russian air strikes": told of how things are, not of a day.
    let leaning = !draft.verb && reading.any(near_noun, c.assoc);
    if leaning || background(scene, draft) {
        return if matches!(kind, "siege" | "control") { Status::Ongoing } else { Status::Background };
    }
    if lasting {
        return if kind == "war" { Status::Background } else { Status::Ongoing };
    }
    if reading.any(sentence.clone(), c.status_claimed) && claims(scene, draft) {
        return Status::Claimed;
    }
    Status::Reported
}

/// Words of a date, at most.
const LONGEST_DATE: usize = 6;

/// Words behind a trigger within which it is told that it never was: "reports of shelling in Nyala on Friday are untrue".
const DENIED_BEHIND: usize = 16;

/// Words between the toll of a war and a trigger that tells of it: "killed more than 300,000 people".
const OF_THE_TOLL: usize = 4;

/// Whether the trigger stands beside the toll of a war: "a conflict that has killed more than 300,000 people".
pub(crate) fn tells_of_a_war(scene: &Scene<'_>, draft: &Draft) -> bool {
    let tolls = scene.tolls_in(scene.reading.sentences[draft.sentence].clone());
    tolls.iter().any(|toll| toll.is_of_a_war() && gap(&toll.words, &draft.words) <= OF_THE_TOLL)
}

fn gap(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

/// A claim governs the trigger: it stands before it in the sentence, with a side that claims.
fn claims(scene: &Scene<'_>, draft: &Draft) -> bool {
    let (reading, c) = (&scene.reading, scene.classes);
    let sentence = reading.sentences[draft.sentence].clone();
    let Some(at) = sentence.clone().find(|at| reading.is(*at, c.status_claimed)) else { return false };
    let lives = (at + 1..at + 4).any(|w| reading.is(w, c.dead_noun));
    !lives && at < draft.words.start && !reading.text(at).eq_ignore_ascii_case("claims")
}

fn background(scene: &Scene<'_>, draft: &Draft) -> bool {
    let (reading, c) = (&scene.reading, scene.classes);
    let sentence = reading.sentences[draft.sentence].clone();
    // "in the context of recent fighting"
    let before = draft.words.start.saturating_sub(2).max(sentence.start)..draft.words.start;
    if reading.any(before, c.past) {
        return true;
    }
    if tells_of_a_war(scene, draft) {
        return true;
    }
    let first = draft.sentence == 0;
    let near = draft.words.start.saturating_sub(8).max(sentence.start)..(draft.words.end + 8).min(sentence.end);
    if !first && reading.any(near, c.status_background) {
        return true;
    }
    let Some(published) = scene.context.report.published else {
        return false;
    };
    // The nearest date tells: "since March 2011", "in 2014".
    let nearest =
        scene.dates_in(sentence).iter().min_by_key(|(w, _)| w.start.abs_diff(draft.words.end).min(draft.words.start.abs_diff(w.end)));
    let Some((_, index)) = nearest else { return false };
    let date = &scene.context.dates[*index];
    let (Some(start), Some(end)) = (date.start, date.end) else { return false };
    let age = |day: jiff::civil::Date| (published - day).get_days();
    match date.kind {
        DateKind::Since => age(start) > HISTORY_DAYS,
        _ => age(end) > HISTORY_DAYS && !first,
    }
}
