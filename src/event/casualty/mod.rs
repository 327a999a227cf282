//! Deaths and injuries: how many, of whom, in which words.

mod alone;
mod people;
mod predicate;
mod subject;

use std::ops::Range;

use self::people::People;
use self::predicate::Predicate;
use super::party::Party;
use super::reading::Reading;
use crate::codebook::{Codebook, Mask};
use crate::span::Span;
use crate::text::Number;

/// A statement of how many were killed or hurt.
#[derive(Debug, Clone)]
pub(crate) struct Toll {
    pub words: Range<usize>,
    pub dead: bool,
    pub low: u64,
    pub best: u64,
    pub high: u64,
    /// "the death toll", "a total of": it stands for all.
    pub total: bool,
    /// It is the coder's own count: "fatalities coded as 10".
    pub coded: bool,
    /// It says that nobody was.
    pub none: bool,
    /// "after the death of a student": what a crowd is about, and not what it did.
    pub about: bool,
    /// Parties that were.
    pub parties: Vec<usize>,
}

impl Toll {
    /// Of so many, of whom nothing else is said.
    fn of_nobody(words: Range<usize>, dead: bool, count: u64) -> Self {
        Self { words, dead, low: count, best: count, high: count, total: false, coded: false, none: false, about: false, parties: vec![] }
    }

    /// Whether it is the toll of a war or of years, told beside what happened: "a conflict that has killed 300,000 people".
    pub(crate) fn is_of_a_war(&self) -> bool {
        self.dead && self.best >= OF_A_WAR
    }

    pub(crate) fn span(&self, reading: &Reading<'_>) -> Span {
        reading.span(self.words.clone())
    }
}

/// More dead than one event at one place is reported to have: the sarin attack on Ghouta had some 1,400, Srebrenica some 8,000.
const OF_A_WAR: u64 = 10_000;

/// Finds the tolls of a text, in order; `dates` are the words of its dates.
pub(crate) fn tolls(
    reading: &Reading<'_>,
    parties: &[Party],
    numbers: &[Number],
    dates: &[(Range<usize>, usize)],
    codebook: &Codebook,
) -> Vec<Toll> {
    let counter = Counter { reading, parties, numbers, dates, codebook };
    let c = &codebook.classes;
    let fatal = c.dead_verb | c.died_verb | c.dead_adjective | c.dead_noun;
    let hurt = c.injured_verb | c.injured_noun;
    let mut out = Vec::new();
    for sentence in &reading.sentences {
        if !reading.any(sentence.clone(), fatal | hurt | c.casualty | c.toll) {
            continue;
        }
        if let Some(toll) = counter.coded(sentence.clone()) {
            out.push(toll);
            continue;
        }
        // "An earlier toll had put the number of dead at 20": there is another.
        if reading.any(sentence.clone(), c.superseded) && !out.is_empty() {
            continue;
        }
        let people = counter.people(sentence.clone());
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some(toll) = counter.brought_to(at, &people) {
                at = toll.words.end;
                out.push(toll);
                continue;
            }
            let Some((dead, end)) = counter.predicate(at, sentence.end, fatal, hurt) else {
                at += 1;
                continue;
            };
            let toll = counter.toll(&Predicate::new(&counter, at..end, sentence, dead), &people);
            // "a body was found …; his body lay": the same body.
            let again = |toll: &Toll| {
                let told = out.last().is_some_and(|last: &Toll| last.dead && last.best > 0 && sentence.contains(&last.words.start));
                told && toll.dead && at > sentence.start && reading.is(at, c.body_noun) && reading.is(at - 1, c.possessive_pronoun)
            };
            // "Four rebels were killed, Salim and Hadi among the four killed": those told of already.
            let same = |toll: &Toll| {
                let told = out
                    .last()
                    .is_some_and(|last: &Toll| last.dead == dead && last.best >= toll.best && sentence.contains(&last.words.start));
                told && toll.best > 1 && toll.words.start > sentence.start && matches!(reading.text(toll.words.start - 1), "the" | "those")
            };
            out.extend(toll.filter(|toll| !again(toll) && !same(toll)));
            at = end;
        }
    }
    out
}

/// What a text says of people, read together.
struct Counter<'r, 't> {
    reading: &'r Reading<'t>,
    parties: &'r [Party],
    numbers: &'r [Number],
    dates: &'r [(Range<usize>, usize)],
    codebook: &'r Codebook,
}

impl Counter<'_, '_> {
    /// The words of a predicate that begins at `at`: "shot dead" is one.
    fn predicate(&self, at: usize, limit: usize, fatal: Mask, hurt: Mask) -> Option<(bool, usize)> {
        let reading = self.reading;
        let dead = reading.is(at, fatal);
        if !dead && !reading.is(at, hurt | self.codebook.classes.casualty) {
            return None;
        }
        let mask = if dead { fatal } else { hurt | self.codebook.classes.casualty };
        let mut end = at + 1;
        while end < limit && reading.is(end, mask) && !reading.is_mark(end) {
            end += 1;
        }
        Some((dead, end))
    }

    /// "… later died, taking the toll to eight": what all come to by now.
    fn brought_to(&self, at: usize, people: &[People]) -> Option<Toll> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        if !reading.is_but(at, c.toll, c.r#in) || !reading.is(at + 1, c.to) {
            return None;
        }
        let all = people.get(people.partition_point(|p| p.words.start < at + 2)).filter(|p| p.words.start <= at + 4)?;
        let toll = Toll::of_nobody(at..all.words.end, true, all.best);
        Some(Toll { total: true, low: all.low, high: all.high, ..toll })
    }

    /// "Several fatalities coded as 3": the coder's own count stands for the sentence.
    fn coded(&self, sentence: Range<usize>) -> Option<Toll> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let dead = sentence.clone().find(|at| reading.is(*at, c.dead_noun))?;
        let cue = (dead..sentence.end).rev().find(|at| reading.is(*at, c.coded_as))?;
        let after = reading.words[cue].span.end;
        let first = self.numbers.partition_point(|n| n.span.start < after);
        let number = self.numbers.get(first).filter(|n| reading.words_in(n.span).start == cue + 1)?;
        let end = reading.words_in(number.span).end;
        // "1 fatality split among 12 events": each has its share, the lower where it does not divide.
        let shares = reading.any(end..(end + 2).min(sentence.end), c.share);
        let before = self.numbers[..first].iter().rev().find(|n| reading.words_in(n.span).end == dead);
        let own = self.numbers.get(first + 1).filter(|own| shares && self.in_brackets(own, end, sentence.end));
        let best = match before {
            _ if own.is_some() => own.map_or(0, |own| own.best),
            Some(whole) if shares => whole.best / number.best.max(1),
            None if shares => return None,
            _ => number.best,
        };
        let coded = Toll::of_nobody(dead..end, true, best);
        Some(Toll { total: true, coded: true, ..coded })
    }

    /// "split across 4 events (1)": the number in brackets right behind the share.
    fn in_brackets(&self, number: &Number, from: usize, limit: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let words = reading.words_in(number.span);
        (from..from + 4).contains(&words.start)
            && words.end < limit
            && reading.is(words.start - 1, c.open)
            && reading.is(words.end, c.close)
    }
}

/// The word so many before one of a sentence, or its first.
fn start_of(sentence: &Range<usize>, at: usize, before: usize) -> usize {
    at.saturating_sub(before).max(sentence.start)
}
