//! The groups of people that a sentence counts.

use std::ops::Range;

use super::Counter;
use crate::codebook::Side;
use crate::text::{Case, Number};

/// A counted group of people.
#[derive(Debug, Clone)]
pub(super) struct People {
    pub words: Range<usize>,
    pub low: u64,
    pub best: u64,
    pub high: u64,
    pub party: Option<usize>,
    /// Part of a larger one: "including two children".
    pub part: bool,
    /// It hangs on a preposition: "members of the army", "in a village". It is nobody's subject.
    pub governed: bool,
}

/// Words that may describe somebody, from the article to the noun.
pub(super) const LONGEST_DESCRIPTION: usize = 7;

/// Words of "and her daughter", at most.
const LONGEST_SECOND: usize = 3;

/// Words between a number and the noun that it counts, at most; names do not count.
const LONGEST_COUNTED: usize = 5;

impl Counter<'_, '_> {
    /// Counted groups of people in a sentence, in order.
    pub(super) fn people(&self, sentence: Range<usize>) -> Vec<People> {
        let mut out = self.numbered(&sentence);
        self.add_singles(&sentence, &mut out);
        out.sort_by_key(|p| p.words.start);
        self.mark_parts(&sentence, &mut out);
        self.mark_shares(&mut out);
        out
    }

    /// Those that a number counts.
    fn numbered(&self, sentence: &Range<usize>) -> Vec<People> {
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
            // "two of the 30 hostages", too.
            let the = words.start.checked_sub(1).filter(|at| reading.is(*at, c.determiner));
            let of = the.unwrap_or(words.start).checked_sub(1).filter(|at| reading.is(*at, c.of));
            // "five members of one family": the first number counts.
            if of.is_some_and(|of| out.last().is_some_and(|last| last.words.start < of && last.words.end >= of)) {
                continue;
            }
            let against = c.by | c.r#for | c.from | c.against | c.over;
            let governed = words.start > sentence.start && reading.is(words.start - 1, against);
            let (end, party, person) = self.noun_after(words.end, sentence.end);
            if !person && self.counts_something_else(words.clone(), sentence.end) || self.counts_again(words.end) {
                continue;
            }
            let mut words = words.start..end;
            // "a family of three" are three, "a woman of 61" is one.
            if let Some(one) =
                of.and_then(|of| self.party_at(of.checked_sub(1)?)).filter(|one| party.is_none() && !self.parties[*one].plural)
            {
                if !reading.any(self.parties[one].words.clone(), c.collective) {
                    continue;
                }
                words.start = self.parties[one].words.start;
            }
            out.push(People { words, low: number.low, best: number.best, high: number.high, party, part: false, governed });
        }
        out
    }

    /// Whether another count follows right behind, as where a page's own numbers run into its text: "2440 Over 100 civilians".
    fn counts_again(&self, from: usize) -> bool {
        let start = self.reading.span(from..from + 1).start;
        let behind = &self.numbers[self.numbers.partition_point(|n| n.span.start < start)..];
        let next = behind.iter().find(|n| n.is_count()).map(|n| self.reading.words_in(n.span));
        let next = next.filter(|words| !words.is_empty() && !self.is_age(words));
        next.is_some_and(|next| next.start == from)
    }

    /// Adds those of whom there is one: "a soldier", "killed soldier Rashid Khan", "Policeman shot".
    fn add_singles(&self, sentence: &Range<usize>, out: &mut Vec<People>) {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let first = self.parties.partition_point(|p| p.words.start < sentence.start);
        let of_sentence = self.parties[first..].iter().take_while(|p| p.words.start < sentence.end);
        for (index, party) in (first..).zip(of_sentence) {
            // "a slaughter house" and "his house" are nobody.
            let thing = reading.is(party.words.end - 1, c.property);
            if thing || party.says || party.plural || party.owns || party.holds || out.iter().any(|p| p.words.contains(&party.words.start))
            {
                continue;
            }
            // "an army commando" is one.
            if let Some(same) = out.iter_mut().find(|p| p.best == 1 && p.party.is_some() && p.words.end == party.words.start) {
                (same.words.end, same.party) = (party.words.end, Some(index));
                continue;
            }
            let is_before = |mask, not| party.words.start.checked_sub(1).is_some_and(|at| reading.is_but(at, mask, not));
            let alone = (party.words.start.saturating_sub(LONGEST_DESCRIPTION)..party.words.start)
                .rev()
                .take_while(|at| {
                    !reading.is_mark(*at) && !reading.is(*at, c.preposition | c.clause | c.be | c.have | c.dead_verb | c.injured_verb)
                })
                .find(|at| reading.is(*at, c.determiner | c.possessive_pronoun));
            let start = alone.unwrap_or(party.words.start);
            // "killed soldier Rashid Khan on the spot"
            let titled = is_before(c.dead_verb | c.injured_verb, c.dead_noun | c.be);
            let governed = start > sentence.start && reading.is_but(start - 1, c.preposition, c.between);
            // "Senior party leader Hassan Ali was shot", "13 year old girl killed"
            let titles = |at: usize| reading.words[at].case != Case::Lower && !reading.is_mark(at);
            let aged = |at: usize| reading.is(at, c.age) || reading.text(at) == "old";
            let opens = (sentence.start..party.words.start).all(|at| titles(at) || aged(at));
            // "a senior officer and soldier were killed"
            let plural = reading.is(party.words.end, c.are | c.have);
            let joined = |p: &People| p.best == 1 && p.words.end + 1 == party.words.start;
            let second = is_before(c.and, 0) && plural && out.iter().any(joined);
            if alone.is_some() || second || titled || opens || reading.words[party.words.start].case != Case::Lower {
                out.push(People { words: start..party.words.end, low: 1, best: 1, high: 1, party: Some(index), part: false, governed });
            }
        }
    }

    /// Marks those that are part of others: "five people, including two children".
    fn mark_parts(&self, sentence: &Range<usize>, out: &mut [People]) {
        let (reading, c) = (self.reading, &self.codebook.classes);
        for i in 0..out.len() {
            let People { words, .. } = &out[i];
            // "including a captain and four cadets", and not "including a captain, and two civilians"
            let joined = words.start > 1 && reading.is(words.start - 1, c.and) && !reading.is(words.start - 2, c.comma);
            let on = if joined { LONGEST_DESCRIPTION } else { 3 };
            let mut near = (words.start.saturating_sub(on)..words.start).rev().take_while(|at| !reading.is(*at, c.stop | c.dead_verb));
            let including = near.any(|at| reading.is(at, c.including));
            // "four of them children", "four children among them", and not "four people, among them two children".
            // "A father and son among them".
            let second = usize::from(reading.is(words.end, c.and)) * LONGEST_SECOND;
            let behind = (words.end..words.end + 2 + second).find(|at| reading.is(*at, c.including));
            let ends = c.be | c.have | c.dead_verb | c.died_verb | c.injured_verb;
            let closes = |at: usize| reading.is_mark(at) || reading.is(at, ends);
            let of_them = words.clone().any(|at| reading.is(at, c.including) && reading.is(at, c.of))
                || behind.is_some_and(|at| (at..=sentence.end).find(|at| !reading.is(*at, c.including)).is_none_or(closes));
            let goes_on = i > 0
                && out[i - 1].part
                && self.listed(out[i - 1].words.end, words.start)
                && !reading.any(out[i - 1].words.end..words.start, c.comma);
            out[i].part = including || of_them && i > 0 || goes_on;
        }
    }

    /// "eleven fighters - seven rebels and four soldiers", "20 dead: 17 men, three women": what adds up to the number before is
    /// part of it.
    fn mark_shares(&self, people: &mut [People]) {
        let (reading, c) = (self.reading, &self.codebook.classes);
        for whole in 0..people.len() {
            let Some(next) = people.get(whole + 1) else { break };
            let gap = people[whole].words.end..next.words.start;
            let fate = c.dead_adjective | c.dead_verb | c.injured_verb;
            if next.part || gap.end < gap.start || gap.len() > 2 || !gap.clone().all(|at| reading.is_mark(at) || reading.is(at, fate)) {
                continue;
            }
            let mut sum = next.best;
            for last in whole + 2..people.len() {
                if !self.listed(people[last - 1].words.end, people[last].words.start) {
                    break;
                }
                sum += people[last].best;
                // "two brothers, their father and a neighbour" are four.
                let closes = !reading.is(gap.start, c.comma) || reading.is(people[last].words.end, c.comma);
                if sum == people[whole].best && closes {
                    people[whole + 1..=last].iter_mut().for_each(|share| share.part = true);
                    break;
                }
            }
        }
    }

    /// "On November 26, a muezzin was killed": a day counts nobody.
    fn is_date(&self, words: &Range<usize>) -> bool {
        let behind = self.dates.partition_point(|(date, _)| date.start <= words.start);
        behind.checked_sub(1).is_some_and(|last| self.dates[last].0.end >= words.end)
    }

    /// "a 20-year-old girl", "Prahlad Singh (40)", "Idris Mia, 35, an activist".
    fn is_age(&self, words: &Range<usize>) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        if reading.is(words.end, c.age) {
            return true;
        }
        let Some(before) = words.start.checked_sub(1) else { return false };
        let named = before > 0 && reading.words[before - 1].case == crate::text::Case::Title;
        reading.is(before, c.open) && reading.is(words.end, c.close)
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
        let (mut next, mut read) = (from, 0);
        while next < limit && read < LONGEST_COUNTED {
            let at = next;
            next += 1;
            // Names that no list has, and what they are short for: "Two suspected Kuki National Front (KNF) members".
            let named = read > 0 && reading.words[at].case != Case::Lower && !reading.is_mark(at);
            read += usize::from(!named || at > from + 2 * LONGEST_COUNTED);
            if read > 0 && reading.is(at, c.open) && self.past_brackets(at, limit) > at {
                next = self.past_brackets(at, limit);
                if self.party_at(next - 1).is_some() {
                    return (next, self.party_at(next - 1), true);
                }
                continue;
            }
            if at > from && self.predicate_follows(at, limit) {
                return (at, None, true);
            }
            if let Some(index) = self.party_at(at) {
                let mut end = self.parties[index].words.end;
                while let Some(more) = self.party_at(end).filter(|p| self.parties[*p].words.start == end && end < limit) {
                    end = self.parties[more].words.end;
                }
                return (self.past_brackets(end, limit), Some(index), self.parties[index].side != Side::Crowd || at == from);
            }
            let within_name = |at: usize| reading.words.get(at).is_some_and(|w| w.case != Case::Lower);
            // "5 JTF and Kamuku militiamen"
            let joint = reading.is(at, c.and) && at > from && within_name(at - 1) && within_name(at + 1);
            if joint {
                continue;
            }
            // "2 commanders"
            if reading.is(at, c.rank) {
                return (at + 1, None, true);
            }
            // "56 BH/IS fighters"
            if at > from && reading.text(at) == "/" {
                continue;
            }
            // "alleged State of Sinai militants"
            let of_name = reading.is(at, c.of) && at > from && within_name(at - 1) && within_name(at + 1);
            if of_name || reading.is(at, c.other) || reading.is(at, c.of) && at == from || reading.is(at, c.pronoun) && at > from {
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

    /// "four Maoists (CPI-Maoist) cadres": over a bracket, to the noun behind it.
    fn past_brackets(&self, end: usize, limit: usize) -> usize {
        let (reading, c) = (self.reading, &self.codebook.classes);
        if !reading.is(end, c.open) {
            return end;
        }
        let close = (end..(end + 8).min(limit)).find(|at| reading.is(*at, c.close));
        close.map_or(end, |at| self.party_at(at + 1).map_or(at + 1, |p| self.parties[p].words.end))
    }

    /// The party that holds word `at`.
    pub(super) fn party_at(&self, at: usize) -> Option<usize> {
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

    /// Whom "them" means: the one group that is counted before it in the sentence, or else in the one before.
    pub(super) fn told_before(&self, sentence: &Range<usize>, word: usize) -> Option<People> {
        let only = |sentence: &Range<usize>, end: usize| {
            let people = self.people(sentence.clone());
            let mut counted = people.into_iter().filter(|p| p.best > 1 && !p.part && p.words.end <= end);
            let first = counted.next();
            first.filter(|first| counted.next().is_none() && !first.governed)
        };
        let before = self.reading.sentence_of(sentence.start).checked_sub(1).map(|index| &self.reading.sentences[index]);
        only(sentence, word).or_else(|| before.and_then(|before| only(before, before.end)))
    }
}
