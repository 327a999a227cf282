//! Of whom a predicate is said: which groups before it are its subject, and which stand in a list.

use super::Counter;
use super::people::People;
use super::predicate::Predicate;

/// Words that may stand between a subject and its verb.
const LONGEST_CLAUSE: usize = 18;

/// The same where "and" or a comma is among them.
const LONGEST_PLAIN: usize = 14;

/// Words that may say whose people are, before the next of a list; and between "shot" and "dead".
const LONGEST_BELONGING: usize = 14;

/// Words that "and his driver" may have, at most.
const LONGEST_SECOND: usize = 5;

impl Counter<'_, '_> {
    /// Whether the words between a subject and its predicate let the subject through.
    pub(super) fn reaches(&self, from: usize, to: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        if to < from || to - from > LONGEST_CLAUSE {
            return false;
        }
        if to - from <= 1 {
            return (from..to).all(|at| {
                !reading.is_mark(at)
                    || reading.is(at, c.close)
                    || reading.is(at, c.comma) && self.reading.is(from.saturating_sub(1), c.dead_verb)
                    || self.closes_part(from)
            });
        }
        let ties = c.be
            | c.have
            | c.to
            | c.adverb
            | c.relative
            | c.and
            | c.dead_verb
            | c.injured_verb
            | c.dead_adjective
            | c.injured_noun
            | c.including;
        // So long a way leads from a subject to its verb only where the sentence does not begin anew.
        if to - from > LONGEST_PLAIN && reading.any(from..to, c.and | c.comma) {
            return false;
        }
        let near = (from..to).all(|at| reading.is(at, ties | c.comma) || self.is_hearsay(at));
        // "five members of the CV (Red Command) died"
        let of = reading.is(from, c.of | c.from) && reading.is(to, c.died_verb) && to - from <= 9;
        let plain = !(from..to).any(|at| reading.is(at, c.comma | c.stop | c.clause | c.be | c.have | c.dead_verb | c.injured_verb));
        if of && plain {
            return true;
        }
        // "two people, including a child, were killed"; "a man in Idlib was killed"
        let last = to - 1;
        let verb_ahead = (reading.is(last, c.be | c.adverb) || self.is_hearsay(last)) && reading.any(from..to, c.be);
        // "two men who police said were smugglers were shot"; "seven soldiers and alleged smugglers were killed"
        let relative = reading.is(from, c.relative);
        let says = |at: usize| {
            reading.is(at, c.speech) && !relative && !self.is_hearsay(at) && !reading.is(at - 1, c.and | c.determiner | c.comma)
        };
        let clear = !(from..to).any(|at| {
            reading.is(at, c.stop | c.dead_verb | c.injured_verb)
                || says(at)
                || reading.is_but(at, c.clause, c.and | c.relative | c.r#as)
                || reading.is(at, c.be) && at + 3 < to && !relative
        });
        near || verb_ahead && clear
    }

    /// "were reported killed", "are feared dead".
    fn is_hearsay(&self, at: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Some(before) = at.checked_sub(1) else { return false };
        reading.is(before, c.be) && reading.is(at, c.speech | c.hearsay)
    }

    /// Whether a part such as "including two children" ends before the comma at `at`.
    fn closes_part(&self, at: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        reading.is(at, c.comma) && (at.saturating_sub(7)..at).any(|w| reading.is(w, c.including))
    }

    /// Of "A man who was hit by a stray bullet in the market on Friday died", and of "gunmen shot an official of the port, Ali
    /// Saleh, dead", the man and the official.
    pub(super) fn subject_far_off<'p>(&self, predicate: &Predicate<'_>, people: &'p [People]) -> Option<&'p People> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, .. } = predicate;
        if reading.any(words.clone(), c.died_verb) {
            let before = |p: &&People| p.words.end < words.start && !p.governed && !p.part;
            let own = |p: &&People| reading.is(p.words.end, c.speech) || self.has_own_predicate(p.words.end, words.start);
            return people.iter().find(before).filter(|p| !own(p));
        }
        let shot = self.shot_before(predicate)?;
        people.iter().find(|p| (shot..words.start).contains(&p.words.start))
    }

    /// Where "shot" stands of "shot him dead".
    pub(super) fn shot_before(&self, predicate: &Predicate<'_>) -> Option<usize> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, sentence, .. } = predicate;
        let alone = words.len() == 1 && reading.is(words.start, c.dead_adjective);
        let from = words.start.saturating_sub(LONGEST_BELONGING).max(sentence.start);
        let shot = (from..words.start).rev().find(|at| reading.text(*at).eq_ignore_ascii_case("shot"))?;
        (alone && shot > sentence.start && !reading.any(shot.saturating_sub(2)..shot, c.be)).then_some(shot)
    }

    /// "… and his driver were killed": a plural, and a second who is told of.
    pub(super) fn are_two(&self, predicate: &Predicate<'_>) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, sentence, .. } = predicate;
        let from = words.start.saturating_sub(3).max(sentence.start);
        let Some(verb) = (from..words.start).rev().find(|at| reading.is(*at, c.are)) else { return false };
        let second = (verb.saturating_sub(LONGEST_SECOND).max(sentence.start)..verb).rev().find(|at| reading.is(*at, c.and | c.with));
        second.is_some_and(|and| {
            reading.is(and + 1, c.possessive_pronoun | c.one_of) && !reading.any(and + 2..verb, c.and | c.comma | c.clause | c.pronoun)
        })
    }

    pub(super) fn predicate_between(&self, from: usize, to: usize) -> bool {
        let c = &self.codebook.classes;
        self.reading.any(from..to, c.dead_verb | c.injured_verb | c.died_verb)
    }

    /// "…and five others injured": the group after a list has a predicate of its own.
    pub(super) fn has_own_predicate(&self, from: usize, limit: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let own = c.dead_verb | c.injured_verb | c.injured_noun | c.dead_adjective | c.died_verb;
        (from..(from + 3).min(limit)).take_while(|at| reading.is(*at, own | c.be | c.have | c.adverb)).any(|at| reading.is(at, own))
    }

    /// Whether only "and" and commas stand between two words.
    pub(super) fn listed(&self, from: usize, to: usize) -> bool {
        let c = &self.codebook.classes;
        from <= to
            && to - from <= 3
            && (from..to).all(|at| self.reading.is(at, c.and | c.comma | c.adverb | c.determiner | c.possessive_pronoun | c.other))
    }

    /// Whether a part of the first stands between two groups: "three soldiers, including a captain, and two civilians".
    fn listed_over_a_part(&self, from: usize, to: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let opens = reading.is(from, c.comma) && reading.is(from + 1, c.including);
        let closes = to >= from + 4 && reading.is(to - 2, c.comma) && reading.is(to - 1, c.and);
        opens && closes && to - from <= LONGEST_BELONGING && !self.predicate_between(from, to)
    }

    /// The same, where the first names whose they are: "seven cadres of the National Council (NSCN) and two farmers".
    pub(super) fn listed_behind(&self, from: usize, to: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let described = c.of | c.from | c.open | c.close;
        let ends = c.preposition | c.clause | c.be | c.have | c.speech | c.dead_verb | c.died_verb | c.injured_verb;
        let named = |at: usize| reading.is(at, described) || !reading.is_mark(at) && !reading.is(at, ends);
        let tail = to.checked_sub(1).filter(|last| *last > from && to - from <= LONGEST_BELONGING && reading.is(*last, c.and));
        self.listed(from, to)
            || self.listed_over_a_part(from, to)
            || reading.is(from, c.of | c.from) && tail.is_some_and(|last| (from..last).all(named))
    }
}
