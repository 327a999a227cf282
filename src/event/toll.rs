//! The deaths and injuries of an event, out of what its sentences say.

use super::actor::happened;
use super::casualty::Toll;
use super::party::Who;
use super::record::{Count, Words};
use super::scene::{Draft, Scene};
use super::status;

/// Tolls of each draft: a toll belongs to the nearest violent trigger of its sentence, or else to the event told before.
pub(crate) fn assign<'s>(scene: &'s Scene<'_>, drafts: &[Draft], triggers: &[(usize, usize)]) -> Vec<Vec<&'s Toll>> {
    let mut out: Vec<Vec<&Toll>> = vec![Vec::new(); drafts.len()];
    let family = |kind: u16| scene.codebook.kinds[kind as usize].family.as_str();
    let bears_any = |d: usize| drafts[d].kinds.iter().any(|k| matches!(family(*k), "battle" | "explosion" | "violence" | "crowd"));
    let of_a_war: Vec<bool> = drafts.iter().map(|draft| status::tells_of_a_war(scene, draft)).collect();
    let note = scene.reading.source.len() <= super::merge::NOTE_BYTES;
    for toll in &scene.tolls {
        // The toll of a war is told beside the events of a report, and is none of theirs; nor are theirs the war's.
        let bears = |d: usize| bears_any(d) && toll.is_of_a_war() == of_a_war[d] && !(toll.about && family(drafts[d].kind) == "crowd");
        let sentence = scene.reading.sentence_of(toll.words.start);
        let middle = (toll.words.start + toll.words.end) / 2;
        let words = scene.reading.sentences[sentence].clone();
        let from = |word: usize| triggers.partition_point(|(at, _)| *at < word);
        let here = triggers[from(words.start)..from(words.end)].iter().filter(|(_, d)| bears(*d));
        // "4 fatalities" at the end of a note counts all that it tells.
        let untold = words.len() <= 6 && triggers[from(words.start)..from(words.end)].is_empty();
        let summary = toll.dead && toll.best > 0 && note && (untold || toll.coded);
        if let Some(first) = (0..drafts.len()).find(|d| summary && bears(*d)) {
            out[first].push(toll);
            continue;
        }
        // "Five are feared dead after a clash": of the clash, though the fear is nearer.
        let nearest = here.min_by_key(|(at, d)| (!happened(drafts[*d].status), at.abs_diff(middle))).map(|(_, d)| *d);
        let before = || {
            let earlier = triggers[..from(toll.words.start)].iter().rev();
            let mut near = earlier.take_while(|(at, _)| sentence - scene.reading.sentence_of(*at) <= 3);
            near.find(|(_, d)| bears(*d)).map(|(_, d)| *d)
        };
        let any = || {
            let short = scene.reading.sentences.len() <= 4;
            (short && toll.best > 0 && !toll.about && !toll.is_of_a_war())
                .then(|| (0..drafts.len()).find(|d| words.contains(&drafts[*d].words.start)))
                .flatten()
        };
        // "Rajab Omar, 25, died. His brother said that the police had fired into the crowd."
        let later = || {
            let short = note && scene.reading.sentences.len() <= 4;
            (short && toll.best > 0).then(|| (0..drafts.len()).find(|d| bears(*d) && drafts[*d].sentence == sentence + 1)).flatten()
        };
        if let Some(draft) = nearest.or_else(before).or_else(any).or_else(later) {
            out[draft].push(toll);
        }
    }
    out
}

/// The count that the tolls of one event amount to; `None` where nothing is said.
pub(crate) fn count(scene: &Scene<'_>, tolls: &[&Toll], dead: bool) -> Option<Count> {
    let mut sentences: Vec<(usize, Vec<&Toll>)> = Vec::new();
    for toll in tolls.iter().filter(|t| t.dead == dead) {
        let sentence = scene.reading.sentence_of(toll.words.start);
        match sentences.iter_mut().find(|(s, _)| *s == sentence) {
            Some((_, list)) => {
                if !list.iter().any(|t| t.words.start < toll.words.end && toll.words.start < t.words.end) {
                    list.push(toll);
                }
            }
            None => sentences.push((sentence, vec![toll])),
        }
    }
    let mut sum: Option<Sum> = None;
    for (sentence, list) in sentences {
        let length = scene.reading.sentences[sentence].len();
        let here = Sum::of(scene, &list, length <= 6);
        sum = Some(match sum {
            None => here,
            Some(sum) => sum.and(scene, here),
        });
    }
    let sum = sum?;
    let words = Words::at(scene.reading.source, sum.toll.span(&scene.reading));
    Some(Count { best: sum.best, low: sum.low.min(sum.best), high: sum.high.max(sum.best), words })
}

/// Whether the dead of two sentences can be the same people: "35 Taliban", and then "the militants".
fn may_be(scene: &Scene<'_>, a: Who, b: Who) -> bool {
    let actors = &scene.codebook.actors;
    let of_no_state = |row: u32| {
        let group = &actors.groups[row as usize];
        group.state.is_none() && group.class.is_none()
    };
    let rebels = |class: u16| matches!(actors.classes[class as usize].class.as_str(), "armed" | "militia" | "rebels");
    match (a, b) {
        (Who::Group(group), Who::Kind(class, _)) | (Who::Kind(class, _), Who::Group(group)) => of_no_state(group) && rebels(class),
        _ => a == b,
    }
}

struct Sum<'a> {
    best: u64,
    low: u64,
    high: u64,
    total: bool,
    none: bool,
    who: Vec<Who>,
    /// "another", "two others": beside those told of before.
    more: bool,
    toll: &'a Toll,
}

impl<'a> Sum<'a> {
    /// What one sentence says: its tolls together, or its total.
    fn of(scene: &Scene<'_>, list: &[&'a Toll], summary: bool) -> Sum<'a> {
        let total = list.iter().find(|t| t.total && !t.none);
        let some: Vec<&&Toll> = match total {
            Some(total) => vec![total],
            None => list.iter().filter(|t| !t.none).collect(),
        };
        let who = some.iter().flat_map(|t| t.parties.iter().map(|p| scene.parties[*p].who)).collect();
        let toll = some.first().copied().copied().unwrap_or(list[0]);
        Sum {
            best: some.iter().map(|t| t.best).sum(),
            low: some.iter().map(|t| t.low).sum(),
            high: some.iter().map(|t| t.high).sum(),
            total: total.is_some() || summary && !some.is_empty(),
            none: some.is_empty(),
            more: some.first().is_some_and(|t| {
                scene.reading.any(t.words.clone(), scene.classes.other) || t.words.clone().any(|at| scene.reading.text(at) == "also")
            }),
            who,
            toll,
        }
    }

    /// Two sentences about one event: a total stands for both, different victims add up, the same are told twice.
    fn and(self, scene: &Scene<'_>, later: Sum<'a>) -> Sum<'a> {
        if later.none || self.total && !later.total {
            return self;
        }
        if later.total || self.none {
            return later;
        }
        // "Two other policemen were killed when they arrived"
        if later.more && !self.none {
            let who = self.who.into_iter().chain(later.who).collect();
            return Sum { best: self.best + later.best, low: self.low + later.low, high: self.high + later.high, who, ..later };
        }
        let apart =
            !self.who.is_empty() && !later.who.is_empty() && !later.who.iter().any(|w| self.who.iter().any(|v| may_be(scene, *v, *w)));
        if apart && !self.total {
            let who = self.who.into_iter().chain(later.who).collect();
            return Sum { best: self.best + later.best, low: self.low + later.low, high: self.high + later.high, who, ..later };
        }
        let (more, less) = if later.best > self.best { (later, self) } else { (self, later) };
        Sum { low: more.low.min(less.best.max(1)), ..more }
    }
}
