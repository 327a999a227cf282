//! A predicate that no counted group goes with: "killed him", "Hassan was shot dead", "resulting in his death".

use std::ops::Range;

use super::people::LONGEST_DESCRIPTION;
use super::predicate::Predicate;
use super::{Counter, Toll};
use crate::text::Case;

impl Counter<'_, '_> {
    /// A predicate without a counted group: "killed him", "Hassan was shot dead".
    pub(super) fn alone(&self, predicate: &Predicate<'_>) -> Option<Toll> {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let Predicate { words, sentence, dead, noun, body, be, .. } = predicate;
        let (words, dead) = (words.clone(), *dead);
        let one = |words: Range<usize>| Some(Toll::of_nobody(words, dead, 1));
        // "Gunmen abducted nine soldiers. They later killed them."
        let them = reading.text(words.end) == "them" && reading.is(words.start, c.dead_verb | c.injured_verb);
        let theirs = *body && words.start > sentence.start && reading.text(words.start - 1).eq_ignore_ascii_case("their");
        if let Some(told) = (them || theirs).then(|| self.told_before(sentence, words.start)).flatten() {
            return Some(Toll {
                low: told.low,
                high: told.high,
                parties: told.party.into_iter().collect(),
                ..Toll::of_nobody(words, dead, told.best)
            });
        }
        // "Later he died", "succumbed to his injuries": somebody who was told of.
        let own = sentence.start.max(words.start.saturating_sub(3))..words.end;
        let later = words.end..(words.end + 4).min(sentence.end);
        if dead && reading.any(words.clone(), c.died_verb) && (self.is_one(own.clone()) || self.is_one(later)) {
            return one(words);
        }
        // "one was hurt and the other died"
        let other = (own.start..words.start).any(|at| matches!(reading.text(at), "other" | "another" | "Another"));
        if dead && reading.any(words.clone(), c.died_verb) && other {
            return one(words);
        }
        let singular = |at: usize| {
            matches!(reading.text(at).to_ascii_lowercase().as_str(), "was" | "is" | "him" | "her" | "himself")
                || reading.text(at) == "has" && reading.is(at + 1, c.be | c.adverb)
        };
        // "shot him dead", "shot Hassan Ali dead"
        let inside = reading.any(words.clone(), c.him);
        if dead && (inside || self.shot_before(predicate).is_some_and(|shot| reading.text(shot + 1) != "them")) {
            return one(words);
        }
        // "Rajab Omar, 25, died": of one who has a name the rest of the sentence tells of nobody else.
        if dead && reading.any(words.clone(), c.died_verb) && self.opens_with_a_name(predicate) {
            return one(words);
        }
        if *body {
            let single = words.clone().any(|at| matches!(reading.text(at).to_ascii_lowercase().as_str(), "body" | "corpse"));
            return if single { one(words) } else { None };
        }
        let told = |mask| words.start > sentence.start && reading.is(words.start - 1, mask);
        // "was taken to hospital and pronounced dead", "beats him to death"
        let hit = told(c.to) && words.start >= sentence.start + 2 && reading.is(words.start - 2, c.him);
        if dead && (hit || told(c.pronounced)) {
            return one(words);
        }
        // "…, resulting in his death"
        let from = words.start.saturating_sub(4).max(sentence.start);
        let results = reading.any(from..words.start, c.results);
        let death = words.len() == 1 && matches!(reading.text(words.start), "death" | "killing");
        if dead && death && results && (reading.is(words.start - 1, c.one_person) || !self.of_several(words.end, sentence.end)) {
            return one(words);
        }
        if *noun || sentence.is_empty() {
            return None;
        }
        if *be && self.are_two(predicate) {
            return Some(Toll::of_nobody(words, dead, 2));
        }
        if *be {
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
        // "leaving him killed", "killing one of the guards"
        if dead && told(c.him) || reading.text(words.end) == "one" {
            return one(words);
        }
        if singular(words.end) {
            return one(words.start..words.end + 1);
        }
        // "killed the court's administrative chief"
        if reading.text(words.end).eq_ignore_ascii_case("the") && reading.is(words.start, c.dead_verb | c.injured_verb) {
            let mut described = (words.end + 1..(words.end + LONGEST_DESCRIPTION).min(sentence.end))
                .take_while(|at| !reading.is_mark(*at) && !reading.is(*at, c.preposition | c.clause));
            if let Some(rank) = described.find(|at| reading.is(*at, c.rank)).filter(|at| !reading.text(*at).ends_with('s')) {
                return one(words.start..rank + 1);
            }
        }
        None
    }

    /// "Rajab Omar, 25, died": whether the sentence opens with a name, and nobody else stands before the verb.
    fn opens_with_a_name(&self, predicate: &Predicate<'_>) -> bool {
        let (reading, Predicate { words, sentence, .. }) = (self.reading, predicate);
        let name = sentence.start..(sentence.start + 2).min(words.start);
        let named = name.len() == 2 && name.clone().all(|at| reading.words[at].case == Case::Title);
        named
            && name.clone().all(|at| self.party_at(at).is_none())
            && !self.parties.iter().any(|p| p.plural && (sentence.start..words.start).contains(&p.words.start))
    }

    /// Whether behind "the death" no one person is told of.
    fn of_several(&self, at: usize, limit: usize) -> bool {
        let (reading, c) = (self.reading, &self.codebook.classes);
        let whose = at..(at + LONGEST_DESCRIPTION).min(limit);
        !reading.is(at, c.of) || self.parties.iter().any(|p| p.plural && whose.contains(&(p.words.end - 1)))
    }

    fn is_one(&self, mut words: Range<usize>) -> bool {
        words.any(|at| self.reading.is(at, self.codebook.classes.one_person))
    }
}
