//! What one predicate ("were killed", "wounding", "dead") says of the groups that its sentence counts.

use std::ops::Range;

use super::people::People;
use super::{Counter, Toll, start_of};

/// Words over which "no" reaches: "no civilian was hurt or killed".
const NO_REACH: usize = 5;

/// Words that may lie between a predicate and the group behind it, and where a total is given.
const REACH: [usize; 2] = [3, 5];

/// Groups that may be told of between a toll and what it has risen to.
const RISEN: usize = 4;

/// A predicate, and what its words and those around it say of it.
pub(super) struct Predicate<'s> {
    pub words: Range<usize>,
    pub sentence: &'s Range<usize>,
    /// It kills; it hurts otherwise.
    pub dead: bool,
    /// It is a noun: "two deaths".
    pub noun: bool,
    /// It is a body that was found.
    pub body: bool,
    /// "was", "were" stand before it.
    pub be: bool,
    /// Somebody does it to those behind it.
    pub active: bool,
    /// "death toll", "a total of".
    pub total: bool,
}

impl<'s> Predicate<'s> {
    /// Of those words.
    pub fn new(counter: &Counter<'_, '_>, words: Range<usize>, sentence: &'s Range<usize>, dead: bool) -> Self {
        let (reading, c) = (counter.reading, &counter.codebook.classes);
        let noun = words.clone().all(|at| {
            reading.is(at, c.dead_noun | c.injured_noun)
                && !reading.is(at, c.dead_verb | c.died_verb | c.injured_verb)
                && !reading.is_but(at, c.dead_adjective, c.dead_noun)
        });
        let be = (start_of(sentence, words.start, 3)..words.start).any(|at| reading.is(at, c.be));
        Self {
            dead,
            noun,
            body: reading.any(words.clone(), c.body_noun),
            be,
            active: !be && !reading.any_but(words.clone(), c.died_verb, c.dead_verb),
            total: (start_of(sentence, words.start, 6)..(words.end + 4).min(sentence.end)).any(|at| reading.is(at, c.toll)),
            words,
            sentence,
        }
    }
}

impl Counter<'_, '_> {
    /// What a predicate says.
    pub(super) fn toll(&self, predicate: &Predicate<'_>, people: &[People]) -> Option<Toll> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, sentence, dead, noun, total, .. } = predicate;
        // "no one was hurt or killed"
        let denied = (start_of(sentence, words.start, NO_REACH)..words.start).rev().find(|at| reading.is(*at, c.none));
        if let Some(no) = denied.filter(|no| !reading.any_but(*no..words.start, c.comma | c.clause, c.or | c.and)) {
            return Some(Toll { total: true, none: true, ..Toll::of_nobody(no..words.end, *dead, 0) });
        }
        if self.is_meant(words.start) || reading.any(words.clone(), c.casualty) {
            return None;
        }
        let found = self.said_of(predicate, people);
        let whole: Vec<&&People> = found.iter().filter(|p| !p.part).collect();
        let counted: Vec<&&People> = if whole.is_empty() { found.iter().collect() } else { whole };
        if counted.is_empty() {
            return self.alone(predicate);
        }
        let about = *noun && (start_of(sentence, words.start, 3)..words.start).any(|at| reading.is(at, c.after | c.against | c.over));
        // "the mayor of Duma along with his driver were killed"
        let least = if self.are_two(predicate) { 2 } else { 0 };
        let start = counted[0].words.start.min(words.start);
        let end = counted.iter().map(|p| p.words.end).max().unwrap_or(words.end).max(words.end);
        Some(Toll {
            words: start..end,
            dead: *dead,
            low: counted.iter().map(|p| p.low).sum::<u64>().max(least),
            best: counted.iter().map(|p| p.best).sum::<u64>().max(least),
            high: counted.iter().map(|p| p.high).sum::<u64>().max(least),
            total: *total,
            coded: false,
            none: false,
            about,
            parties: found.iter().filter_map(|p| p.party).collect(),
        })
    }

    /// "tried to kill him", "was nearly lynched": what nobody says was done.
    fn is_meant(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.reading.is(before, self.codebook.classes.meant))
    }

    /// The groups that a predicate is said of: those behind it ("killing two soldiers and a boy", "the bodies of two men"), or
    /// else its subject ("two soldiers and a boy were killed").
    fn said_of<'p>(&self, predicate: &Predicate<'_>, people: &'p [People]) -> Vec<&'p People> {
        let before = self.subject(predicate, people);
        let mut found = match self.object(predicate, people, before) {
            Some(first) => self.listed_from(predicate, people, first),
            None => before.map(|last| self.listed_up_to(predicate, people, last)).unwrap_or_default(),
        };
        if found.is_empty() && predicate.dead {
            found.extend(self.subject_far_off(predicate, people));
        }
        found
    }

    /// The last group of the subject.
    fn subject(&self, predicate: &Predicate<'_>, people: &[People]) -> Option<usize> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, sentence, body, active, .. } = predicate;
        // "stormed the officer's home and killed him"
        if *active && reading.is(words.end, c.him) && reading.is(words.start, c.dead_verb | c.injured_verb) {
            return None;
        }
        let near = |p: &People| p.words.end <= words.start && (!p.governed || *body) && self.reaches(p.words.end, words.start);
        // "a man was abducted by four gunmen and killed", "was detained and later found killed": the subject of the verb before is
        // that of the second, too.
        let shared = || {
            let skipped = |at: &usize| reading.is(*at, c.adverb) || reading.text(*at).eq_ignore_ascii_case("found");
            let verb = (sentence.start..words.start).rev().find(|at| !skipped(at));
            let coordinated = verb.is_some_and(|at| reading.is(at, c.and)) && reading.any(words.clone(), c.dead_verb);
            let subject = |p: &People| p.words.end < words.start && !p.governed && !p.part && reading.any(p.words.end..words.start, c.be);
            coordinated.then(|| people.iter().rposition(subject)).flatten()
        };
        people.iter().rposition(near).or_else(shared)
    }

    /// The first group behind a predicate, where it is said of that; `subject` is the last before it.
    fn object(&self, predicate: &Predicate<'_>, people: &[People], subject: Option<usize>) -> Option<usize> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, sentence, dead, noun, body, active, total, .. } = predicate;
        let reach = words.end + REACH[usize::from(*total)];
        // "The death toll from Sunday's bombing has risen to 24".
        let risen = |p: &People| reading.is(p.words.start.saturating_sub(1), c.to) && reading.is(p.words.start.saturating_sub(2), c.rises);
        if *total
            && *noun
            && *dead
            && let behind = people.partition_point(|p| p.words.start <= words.end)
            && let Some(more) = people[behind..].iter().take(RISEN).position(risen)
        {
            return Some(behind + more);
        }
        let first = people.iter().position(|p| (words.end..=reach).contains(&p.words.start) && p.words.start < sentence.end)?;
        // "1 soldier killed 5 injured": the second number has a predicate of its own.
        let end = people[first].words.end;
        let own = reading.is(end, c.injured_verb | c.injured_noun) && !reading.is(end, c.dead_verb);
        if *dead && own && subject.is_some_and(|last| people[last].words.end == words.start) {
            return None;
        }
        let ties = c.adverb | c.determiner | c.of | c.possessive_pronoun | c.other;
        let open = (words.end..people[first].words.start).all(|at| reading.is(at, ties) || *total && !reading.is_mark(at));
        let of = !*noun || *body || *total || reading.is(words.end, c.of);
        ((*active || *body || *total) && open && of).then_some(first)
    }

    /// A group and those listed behind it.
    fn listed_from<'p>(&self, predicate: &Predicate<'_>, people: &'p [People], first: usize) -> Vec<&'p People> {
        let mut found = vec![&people[first]];
        let mut last = people[first].words.end;
        for next in &people[first + 1..] {
            // "three soldiers, including a commander, and two civilians"
            if next.part && !people[first].part {
                continue;
            }
            let own = self.predicate_between(last, next.words.start) || self.has_own_predicate(next.words.end, predicate.sentence.end);
            if !self.listed_behind(last, next.words.start) || own {
                break;
            }
            last = next.words.end;
            found.push(next);
        }
        found
    }

    /// A group and those listed before it, in order.
    fn listed_up_to<'p>(&self, predicate: &Predicate<'_>, people: &'p [People], last: usize) -> Vec<&'p People> {
        let mut found = vec![&people[last]];
        for previous in people[..last].iter().rev().filter(|p| !p.governed || p.part) {
            let first = found.last().map_or(predicate.words.start, |p| p.words.start);
            // "Troops shot 29 rebels, including a commander, on Tuesday; three soldiers were injured": those have a predicate of
            // their own, and their parts with them.
            let gap = previous.words.end..first;
            if self.reading.any(gap.clone(), self.codebook.classes.stop)
                || self.predicate_between(gap.start, gap.end)
                || self.reading.any(gap, self.codebook.classes.dead_adjective)
            {
                while found.len() > 1 && found.last().is_some_and(|p| p.part) {
                    found.pop();
                }
                break;
            }
            let gap_in_part = people[..=last].iter().any(|p| p.part && p.words.start >= previous.words.end);
            if !(previous.part || gap_in_part || self.listed_behind(previous.words.end, first)) {
                break;
            }
            found.push(previous);
        }
        found.reverse();
        found
    }
}
