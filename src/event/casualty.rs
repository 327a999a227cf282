//! Deaths and injuries: how many, of whom, in which words.

use std::ops::Range;

use super::party::Party;
use super::reading::Reading;
use crate::codebook::{Codebook, Mask, Side};
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
    /// It says that nobody was.
    pub none: bool,
    /// Parties that were.
    pub parties: Vec<usize>,
}

impl Toll {
    pub(crate) fn span(&self, reading: &Reading<'_>) -> Span {
        reading.span(self.words.clone())
    }
}

/// A counted group of people.
#[derive(Debug, Clone)]
struct People {
    words: Range<usize>,
    low: u64,
    best: u64,
    high: u64,
    party: Option<usize>,
    /// Part of a larger one: "including two children".
    part: bool,
    /// It hangs on a preposition: "members of the army", "in a village". It is nobody's subject.
    governed: bool,
}

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
        let people = counter.people(sentence.clone());
        let mut at = sentence.start;
        while at < sentence.end {
            let Some((dead, end)) = counter.predicate(at, sentence.end, fatal, hurt) else {
                at += 1;
                continue;
            };
            out.extend(counter.toll(at..end, sentence, &people, dead));
            at = end;
        }
    }
    out
}

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
        let best = match before {
            Some(whole) if shares => whole.best / number.best.max(1),
            None if shares => return None,
            _ => number.best,
        };
        Some(Toll { words: dead..end, dead: true, low: best, best, high: best, total: true, none: false, parties: vec![] })
    }

    /// Counted groups of people in a sentence, in order.
    fn people(&self, sentence: Range<usize>) -> Vec<People> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let mut out: Vec<People> = Vec::new();
        let span = reading.span(sentence.clone());
        let first = self.numbers.partition_point(|n| n.span.start < span.start);
        for number in self.numbers[first..].iter().take_while(|n| n.span.start < span.end) {
            if !number.is_count() || number.looks_like_year() && self.is_year(number) {
                continue;
            }
            let words = reading.words_in(number.span);
            if words.is_empty() || self.is_date(&words) || self.is_age(&words) {
                continue;
            }
            let against = c.by | c.r#for | c.from | c.against | c.over;
            let governed = words.start > sentence.start && reading.is(words.start - 1, against);
            let (end, party, person) = self.noun_after(words.end, sentence.end);
            if !person && self.counts_something_else(words.clone(), sentence.end) {
                continue;
            }
            out.push(People {
                words: words.start..end,
                low: number.low,
                best: number.best,
                high: number.high,
                party,
                part: false,
                governed,
            });
        }
        let first = self.parties.partition_point(|p| p.words.start < sentence.start);
        let of_sentence = self.parties[first..].iter().take_while(|p| p.words.start < sentence.end);
        for (index, party) in (first..).zip(of_sentence) {
            if party.plural || party.owns || party.holds || out.iter().any(|p| p.words.contains(&party.words.start)) {
                continue;
            }
            let Some(before) = party.words.start.checked_sub(1) else { continue };
            let alone = (party.words.start.saturating_sub(4)..party.words.start)
                .rev()
                .take_while(|at| !reading.is_mark(*at) && !reading.is(*at, c.preposition | c.clause))
                .find(|at| reading.is(*at, c.determiner | c.possessive_pronoun));
            let start = alone.unwrap_or(before + 1);
            // "killed soldier Rashid Khan on the spot"
            let titled = reading.is_but(before, c.dead_verb | c.injured_verb, c.dead_noun | c.be);
            let governed = start > sentence.start && reading.is_but(start - 1, c.preposition, c.between);
            if alone.is_some()
                || titled
                || party.words.start == sentence.start
                || reading.words[party.words.start].case != crate::text::Case::Lower
            {
                out.push(People { words: start..party.words.end, low: 1, best: 1, high: 1, party: Some(index), part: false, governed });
            }
        }
        out.sort_by_key(|p| p.words.start);
        for i in 0..out.len() {
            let start = out[i].words.start;
            let including = (start.saturating_sub(3)..start).any(|at| reading.is(at, c.including));
            let of_them = reading.is(out[i].words.end, c.including) || reading.is(out[i].words.end + 1, c.including);
            let goes_on = i > 0 && out[i - 1].part && self.listed(out[i - 1].words.end, start) && !reading.is(start - 1, c.comma);
            out[i].part = including || of_them && i > 0 || goes_on;
        }
        out
    }

    /// "On November 26, a muezzin was killed": a day counts nobody.
    fn is_date(&self, words: &Range<usize>) -> bool {
        let behind = self.dates.partition_point(|(date, _)| date.start <= words.start);
        behind.checked_sub(1).is_some_and(|last| self.dates[last].0.end >= words.end)
    }

    /// "a 20-year-old girl", "Prahlad Singh (40)", "Idris Mia, 35, an activist".
    fn is_age(&self, words: &Range<usize>) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Some(before) = words.start.checked_sub(1) else { return false };
        let named = before > 0 && reading.words[before - 1].case == crate::text::Case::Title;
        reading.is(words.end, c.age)
            || reading.is(before, c.open) && reading.is(words.end, c.close)
            || named && reading.is(before, c.comma) && reading.is(words.end, c.comma)
    }

    fn is_year(&self, number: &Number) -> bool {
        let words = self.reading.words_in(number.span);
        let (_, _, person) = self.noun_after(words.end, words.end + 4);
        !person
    }

    /// The noun that a number counts: where it ends, the party, and whether it is people at all.
    fn noun_after(&self, from: usize, limit: usize) -> (usize, Option<usize>, bool) {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let mut end = from;
        for at in from..(from + 5).min(limit) {
            if at > from && self.predicate_follows(at, limit) {
                return (at, None, true);
            }
            if let Some(index) = self.party_at(at) {
                let mut end = self.parties[index].words.end;
                while let Some(next) = self.party_at(end).filter(|p| self.parties[*p].words.start == end && end < limit) {
                    end = self.parties[next].words.end;
                }
                return (self.past_brackets(end, limit), Some(index), self.parties[index].side != Side::Crowd || at == from);
            }
            // "56 BH/IS fighters"
            if at > from && reading.text(at) == "/" {
                continue;
            }
            if reading.is(at, c.other) || reading.is(at, c.of) && at == from || reading.is(at, c.pronoun) && at > from {
                end = at + 1;
                continue;
            }
            if reading.is_mark(at)
                || reading.is(
                    at,
                    c.preposition
                        | c.clause
                        | c.be
                        | c.have
                        | c.dead_verb
                        | c.injured_verb
                        | c.dead_noun
                        | c.dead_adjective
                        | c.injured_noun
                        | c.casualty,
                )
            {
                break;
            }
        }
        (end, None, false)
    }

    /// The party that holds word `at`.
    fn party_at(&self, at: usize) -> Option<usize> {
        let after = self.parties.partition_point(|p| p.words.start <= at);
        after.checked_sub(1).filter(|i| self.parties[*i].words.contains(&at))
    }

    /// "were killed", "injured": what is said of "three Fulani", whoever they are.
    fn predicate_follows(&self, at: usize, limit: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let skip =
            usize::from(reading.is(at, c.be) || reading.is(at, c.have)) + usize::from(reading.is(at, c.have) && reading.is(at + 1, c.be));
        at + skip < limit && reading.is(at + skip, c.dead_verb | c.died_verb | c.injured_verb) && (skip > 0 || reading.is(at, c.died_verb))
    }

    /// "four Maoists (CPI-Maoist) cadres": over a bracket, to the noun behind it.
    fn past_brackets(&self, end: usize, limit: usize) -> usize {
        let (reading, c) = (self.reading, &self.codebook.classes);
        if !reading.is(end, c.open) {
            return end;
        }
        let close = (end..(end + 8).min(limit)).find(|at| reading.is(*at, c.close));
        close.map_or(end, |at| self.party_at(at + 1).map_or(at + 1, |p| self.parties[p].words.end))
    }

    /// "12 trucks", "3 km", "5 May": the number counts no people.
    fn counts_something_else(&self, words: Range<usize>, limit: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let next = words.end;
        if next >= limit || reading.is_mark(next) {
            return false;
        }
        let about_people = c.dead_verb
            | c.died_verb
            | c.dead_adjective
            | c.dead_noun
            | c.injured_verb
            | c.injured_noun
            | c.casualty
            | c.other
            | c.be
            | c.have
            | c.and
            | c.of
            | c.including
            | c.adverb
            | c.body_noun
            | c.preposition
            | c.clause;
        !reading.is(next, about_people)
    }

    /// Whether only "and" and commas stand between two words.
    fn listed(&self, from: usize, to: usize) -> bool {
        let c = &self.codebook.classes;
        from <= to
            && to - from <= 3
            && (from..to).all(|at| self.reading.is(at, c.and | c.comma | c.adverb | c.determiner | c.possessive_pronoun | c.other))
    }

    /// What a predicate says.
    fn toll(&self, words: Range<usize>, sentence: &Range<usize>, people: &[People], dead: bool) -> Option<Toll> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let none = (words.start.saturating_sub(4).max(sentence.start)..words.start).any(|at| reading.is(at, c.none))
            && !(words.start.saturating_sub(4).max(sentence.start)..words.start)
                .any(|at| reading.is_but(at, c.comma | c.clause, c.or | c.and));
        if none {
            let start = (words.start.saturating_sub(4)..words.start).find(|at| reading.is(*at, c.none)).unwrap_or(words.start);
            return Some(Toll { words: start..words.end, dead, low: 0, best: 0, high: 0, total: true, none: true, parties: vec![] });
        }
        if reading.any(words.clone(), c.casualty) {
            return None;
        }
        let noun_only = c.dead_noun | c.injured_noun;
        let noun = words.clone().all(|at| {
            reading.is(at, noun_only)
                && !reading.is(at, c.dead_verb | c.died_verb | c.injured_verb)
                && !reading.is_but(at, c.dead_adjective, c.dead_noun)
        });
        let lone_body = reading.any(words.clone(), c.body_noun);
        let be_before = (words.start.saturating_sub(3).max(sentence.start)..words.start).any(|at| reading.is(at, c.be));
        let active = !be_before && !reading.any_but(words.clone(), c.died_verb, c.dead_verb);
        let total = (words.start.saturating_sub(6).max(sentence.start)..(words.end + 4).min(sentence.end)).any(|at| reading.is(at, c.toll));
        let mut found: Vec<&People> = Vec::new();
        // "killing two soldiers and a boy", "the bodies of two men", "death toll rose to 14".
        let reach = if total { 5 } else { 3 };
        let after =
            people.iter().position(|p| p.words.start >= words.end && p.words.start <= words.end + reach && p.words.start < sentence.end);
        let open_after = |p: &People| {
            let gap = words.end..p.words.start;
            let ties = c.adverb
                | c.determiner
                | c.of
                | c.possessive_pronoun
                | c.other
                | if total { c.to | c.at | c.preposition | c.died_verb | c.be } else { 0 };
            gap.clone().all(|at| reading.is(at, ties) || (total && !reading.is_mark(at)))
        };
        // "a man was abducted by four gunmen and killed": the subject of the verb before is that of the second, too.
        let shared = || {
            let coordinated = words.start > sentence.start && reading.is(words.start - 1, c.and) && reading.any(words.clone(), c.dead_verb);
            let subject = |p: &People| p.words.end < words.start && !p.governed && reading.is(p.words.end, c.be);
            if coordinated { people.iter().rposition(subject) } else { None }
        };
        let before =
            people.iter().rposition(|p| p.words.end <= words.start && (!p.governed || lone_body) && self.reaches(p.words.end, words.start));
        let before = before.or_else(shared);
        // "1 soldier killed 5 injured": the second number has a predicate of its own.
        let parted = |i: &usize| {
            let end = people[*i].words.end;
            let own = reading.is(end, c.injured_verb | c.injured_noun) && !reading.is(end, c.dead_verb);
            dead && own && before.is_some_and(|b| people[b].words.end == words.start)
        };
        if let Some(first) = after.filter(|i| !parted(i)).filter(|i| {
            (active || lone_body || total) && open_after(&people[*i]) && !(noun && !lone_body && !total && !reading.is(words.end, c.of))
        }) {
            found.push(&people[first]);
            for next in &people[first + 1..] {
                let last = found.last().map_or(words.end, |p| p.words.end);
                let own =
                    self.predicate_between(last, next.words.start) || self.has_own_predicate(next.words.end, sentence.end, words.start);
                if !self.listed(last, next.words.start) || own {
                    break;
                }
                found.push(next);
            }
        } else if let Some(last) = before {
            found.push(&people[last]);
            for previous in people[..last].iter().rev() {
                let first = found.last().map_or(words.start, |p| p.words.start);
                let gap_in_part = people[..=last].iter().any(|p| p.part && p.words.start >= previous.words.end);
                if previous.part || gap_in_part || self.listed(previous.words.end, first) {
                    found.push(previous);
                } else {
                    break;
                }
            }
            found.reverse();
        }
        let whole: Vec<&&People> = found.iter().filter(|p| !p.part).collect();
        let counted: Vec<&&People> = if whole.is_empty() { found.iter().collect() } else { whole };
        if counted.is_empty() {
            return self.unnamed(words, sentence, dead, noun, be_before, lone_body);
        }
        let start = counted[0].words.start.min(words.start);
        let end = counted.iter().map(|p| p.words.end).max().unwrap_or(words.end).max(words.end);
        Some(Toll {
            words: start..end,
            dead,
            low: counted.iter().map(|p| p.low).sum(),
            best: counted.iter().map(|p| p.best).sum(),
            high: counted.iter().map(|p| p.high).sum(),
            total,
            none: false,
            parties: found.iter().filter_map(|p| p.party).collect(),
        })
    }

    /// Whether the words between a subject and its predicate let the subject through.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        if to < from || to - from > 14 {
            return false;
        }
        if to - from <= 1 {
            return (from..to).all(|at| {
                !reading.is_mark(at)
                    || reading.is(at, c.comma) && self.reading.is(from.saturating_sub(1), c.dead_verb)
                    || self.closes_part(from)
            });
        }
        let ties =
            c.be | c.have | c.adverb | c.relative | c.and | c.dead_verb | c.injured_verb | c.dead_adjective | c.injured_noun | c.including;
        let near = (from..to).all(|at| reading.is(at, ties | c.comma));
        // "five members of the CV (Red Command) died"
        let of = reading.is(from, c.of | c.from) && reading.is(to, c.died_verb) && to - from <= 9;
        let plain = !(from..to).any(|at| reading.is(at, c.comma | c.stop | c.clause | c.be | c.have | c.dead_verb | c.injured_verb));
        if of && plain {
            return true;
        }
        // "two people, including a child, were killed"; "a man in Idlib was killed"
        let last = to - 1;
        let verb_ahead = reading.is(last, c.be | c.adverb) && reading.any(from..to, c.be);
        let clear = !(from..to).any(|at| {
            reading.is(at, c.stop | c.speech | c.dead_verb | c.injured_verb)
                || reading.is_but(at, c.clause, c.and | c.relative | c.r#as)
                || reading.is(at, c.be) && at + 3 < to
        });
        near || verb_ahead && clear
    }

    /// Whether a part such as "including two children" ends before the comma at `at`.
    fn closes_part(&self, at: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        reading.is(at, c.comma) && (at.saturating_sub(7)..at).any(|w| reading.is(w, c.including))
    }

    fn predicate_between(&self, from: usize, to: usize) -> bool {
        let c = &self.codebook.classes;
        self.reading.any(from..to, c.dead_verb | c.injured_verb | c.died_verb)
    }

    /// "…and five others injured": the group after a list has a predicate of its own.
    fn has_own_predicate(&self, from: usize, limit: usize, _: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let own = c.dead_verb | c.injured_verb | c.injured_noun | c.dead_adjective | c.died_verb;
        (from..(from + 3).min(limit)).take_while(|at| reading.is(*at, own | c.be | c.have | c.adverb)).any(|at| reading.is(at, own))
    }

    fn is_one(&self, mut words: Range<usize>) -> bool {
        words.any(|at| self.reading.is(at, self.codebook.classes.one_person))
    }

    /// A predicate without a counted group: "killed him", "Hassan was shot dead".
    fn unnamed(&self, words: Range<usize>, sentence: &Range<usize>, dead: bool, noun: bool, be: bool, body: bool) -> Option<Toll> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let one = |words: Range<usize>| Some(Toll { words, dead, low: 1, best: 1, high: 1, total: false, none: false, parties: vec![] });
        // "Later he died", "succumbed to his injuries": somebody who was told of.
        let own = sentence.start.max(words.start.saturating_sub(3))..words.end;
        let later = words.end..(words.end + 4).min(sentence.end);
        if dead && reading.any(words.clone(), c.died_verb) && (self.is_one(own) || self.is_one(later)) {
            return one(words);
        }
        let singular = |at: usize| matches!(reading.text(at).to_ascii_lowercase().as_str(), "was" | "is" | "him" | "her" | "himself");
        if body {
            let single = words.clone().any(|at| matches!(reading.text(at).to_ascii_lowercase().as_str(), "body" | "corpse"));
            return if single { one(words) } else { None };
        }
        if noun || sentence.is_empty() {
            return None;
        }
        if be {
            let from = words.start.saturating_sub(3).max(sentence.start);
            let subject = (from..words.start).find(|at| singular(*at))?;
            let thing = subject > sentence.start && reading.is(subject - 1, c.casualty | c.relative | c.vehicle | c.property);
            return if thing { None } else { one(subject..words.end) };
        }
        let article = matches!(reading.text(words.end).to_ascii_lowercase().as_str(), "a" | "an");
        let thing = (words.end + 1..words.end + 4).any(|at| reading.is(at, c.vehicle | c.property | c.position_noun));
        if article && !thing && reading.is(words.start, c.dead_verb | c.injured_verb) {
            return one(words.start..words.end + 2);
        }
        if singular(words.end) {
            return one(words.start..words.end + 1);
        }
        None
    }
}
