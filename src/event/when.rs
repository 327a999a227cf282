//! When it happened.

use super::reading::Reading;
use super::record::{EventDate, Words};
use super::scene::{Draft, Scene};
use crate::text::{DateKind, DateMention};

/// The date of a sentence that fits a draft best, as an index into the report's dates.
pub(crate) fn nearest(scene: &Scene<'_>, draft: &Draft) -> Option<usize> {
    let (reading, c) = (&scene.reading, scene.classes);
    let sentence = reading.sentences[draft.sentence].clone();
    let dates = scene.dates_in(sentence.clone());
    let cost = |(words, index): &&(std::ops::Range<usize>, usize)| {
        let date = &scene.context.dates[*index];
        let gap =
            if words.start >= draft.words.end { draft.words.end..words.start } else { words.end.min(draft.words.start)..draft.words.start };
        let mut cost =
            gap.len() as i32 + 4 * gap.clone().filter(|at| reading.is_but(*at, c.stop | c.clause | c.comma, c.and)).count() as i32;
        cost += 3 * Reading::within(&reading.triggers, gap).iter().filter(|h| h.form().is_verb()).count() as i32;
        // "said Saturday" dates the saying.
        if words.start > 0 && reading.is(words.start - 1, c.speech) {
            cost += 15;
        }
        match date.kind {
            // "KANO, 10 May (Reuters) - …" is the day of the report.
            _ if is_of_a_dateline(scene, &sentence, words) => cost += OF_THE_REPORT,
            DateKind::Since | DateKind::Until => cost += 25,
            DateKind::Period => cost += 10,
            DateKind::Absolute if words.start <= sentence.start + 2 => cost -= 20,
            DateKind::Absolute => cost -= 8,
            _ => {}
        }
        if date.start.is_none() && date.end.is_none() { i32::MAX } else { cost }
    };
    dates.iter().min_by_key(cost).map(|(_, index)| *index)
}

/// Whether a date opens a report together with the place it is written at: "KANO, 10 May - …", "NAIROBI, May 10 (Reuters) - …".
fn is_of_a_dateline(scene: &Scene<'_>, sentence: &std::ops::Range<usize>, date: &std::ops::Range<usize>) -> bool {
    let (reading, c) = (&scene.reading, scene.classes);
    let named = (sentence.start..date.start).all(|at| reading.is_mark(at) || reading.words[at].case != crate::text::Case::Lower);
    let behind_place = date.start > sentence.start + 1 && reading.is(date.start - 1, c.comma);
    let agency = (date.end..date.end + LONGEST_AGENCY).find(|at| reading.is(*at, c.close)).filter(|_| reading.is(date.end, c.open));
    let last = agency.unwrap_or(date.end - 1);
    let ends = reading.words.get(last).zip(reading.words.get(last + 1));
    let between = ends.map_or("", |(last, next)| reading.source[last.span.end..next.span.start].trim());
    let dash = matches!(between, "-" | "–" | "—" | "--");
    named && behind_place && date.start - sentence.start <= LONGEST_DATELINE && dash
}

/// What the day of a dateline costs: more than any other day of its sentence.
const OF_THE_REPORT: i32 = 60;

/// Words of an agency's name between brackets, and from the start of a dateline to its date, at most.
const LONGEST_AGENCY: usize = 6;
const LONGEST_DATELINE: usize = 7;

/// The record of a date; `None` where it depends on an unknown day of publication.
pub(crate) fn record(scene: &Scene<'_>, index: usize) -> Option<EventDate> {
    let date: &DateMention = &scene.context.dates[index];
    let (start, end) = match (date.start, date.end) {
        (Some(start), Some(end)) => (start, end),
        (Some(day), None) | (None, Some(day)) => (day, day),
        (None, None) => return None,
    };
    let words = Some(Words::at(scene.reading.source, date.span));
    Some(EventDate { start, end: end.max(start), precision: date.precision.clamp(1, 3), words })
}

/// The day of publication, where nothing better is said.
pub(crate) fn published(scene: &Scene<'_>) -> Option<EventDate> {
    let day = scene.context.report.published?;
    Some(EventDate { start: day, end: day, precision: 2, words: None })
}

/// The day that a report's first sentence names, as long as it is none of long ago.
pub(crate) fn opening(scene: &Scene<'_>, words: std::ops::Range<usize>) -> Option<EventDate> {
    let fits = |d: &DateMention| !matches!(d.kind, DateKind::Since | DateKind::Until | DateKind::Period) && d.precision <= 2;
    let found = scene.dates_in(words).iter().map(|(_, i)| *i).find(|i| fits(&scene.context.dates[*i]))?;
    let record = record(scene, found)?;
    let recent = scene.context.report.published.is_none_or(|p| (p - record.end).get_days().abs() <= 60);
    recent.then_some(record)
}
