//! Who does it, and to whom: from the order of words around a trigger.

use std::ops::Range;

use super::reading::Reading;
use super::scene::{Draft, Scene};
use crate::codebook::{Frame, Side};

/// A search stops here: worse candidates stand for nobody.
const TOO_FAR: f32 = 6.0;

/// What each word costs that a side stands away from its trigger.
const A_WORD_BEFORE: f32 = 0.1;
const A_WORD_BEHIND: f32 = 0.15;

/// Fills the roles of a draft from its sentence.
pub(crate) fn assign(scene: &Scene<'_>, draft: &mut Draft) {
    let sentence = scene.reading.sentences[draft.sentence].clone();
    let roles = Roles { scene, trigger: draft.words.clone(), sentence };
    if draft.label {
        roles.lead(draft);
        return;
    }
    // Who finds a body has not killed.
    let found = scene.codebook.kinds[draft.kind as usize].name == "body";
    let agent = if found { None } else { roles.by() };
    match (draft.frame, draft.verb) {
        (Frame::Mutual, _) => roles.mutual(draft),
        (_, false) if roles.is_between() => {
            draft.mutual = true;
            roles.mutual(draft);
        }
        (Frame::Act | Frame::Ground, true) if draft.passive => {
            draft.two = roles.subject(&[]);
            draft.one = agent;
        }
        (Frame::Act | Frame::Ground, true) => {
            draft.one = roles.subject(&[]);
            draft.two = roles.object(draft.one);
        }
        (Frame::Alone, true) => draft.one = if draft.passive { agent.or_else(|| roles.subject(&[])) } else { roles.subject(&[]) },
        (Frame::Suffer, _) => {
            draft.two = roles.subject(&[]);
            draft.one = agent;
        }
        (Frame::Thing | Frame::None, _) => {
            draft.one = agent;
            draft.two = roles.target();
        }
        (_, false) => {
            draft.one = agent.or_else(|| roles.owner()).or_else(|| roles.launcher());
            draft.two = roles.target().filter(|t| Some(*t) != draft.one);
        }
    }
    if matches!(draft.frame, Frame::Act | Frame::Mutual) {
        draft.crowd = draft.one.filter(|one| roles.acts_as_crowd(*one, draft));
    }
    roles.associates(draft);
}

struct Roles<'s, 'c> {
    scene: &'s Scene<'c>,
    trigger: Range<usize>,
    sentence: Range<usize>,
}

impl Roles<'_, '_> {
    fn before(&self) -> Range<usize> {
        self.scene.parties_in(self.sentence.start..self.trigger.start)
    }

    fn after(&self) -> Range<usize> {
        self.scene.parties_in(self.trigger.end..self.sentence.end)
    }

    fn usable(&self, party: usize) -> bool {
        let party = &self.scene.parties[party];
        !party.holds && !party.speaks
    }

    /// Whom a label is about: who is named first, and the first people without weapons.
    fn lead(&self, draft: &mut Draft) {
        let armed = |i: &usize| self.scene.parties[*i].side != Side::People;
        let free = |i: &usize| self.usable(*i) && !self.scene.parties[*i].weak;
        draft.one = self.after().find(|i| free(i) && armed(i));
        draft.two = self.after().find(|i| free(i) && !armed(i));
    }

    /// "killings between different sections", "firing between the two armies".
    fn is_between(&self) -> bool {
        let (reading, classes) = (&self.scene.reading, self.scene.classes);
        let ahead = self.trigger.end..(self.trigger.end + 8).min(self.sentence.end);
        let stops = classes.clause | classes.comma | classes.stop | classes.be | classes.have | classes.by;
        let between = ahead.clone().take_while(|at| !reading.is(*at, stops)).find(|at| reading.is(*at, classes.between));
        let armed = |i: &usize| self.scene.parties[*i].side == Side::Armed && !self.scene.parties[*i].speaks;
        between.is_some_and(|at| self.scene.parties_in(at..(at + 10).min(self.sentence.end)).any(|i| armed(&i)))
    }

    /// Plain people, several of them, who are the ones that do it: "villagers attacked a police team", "killed by locals".
    fn acts_as_crowd(&self, one: usize, draft: &Draft) -> bool {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let party = &scene.parties[one];
        let kind = scene.codebook.kinds[draft.kind as usize].name.as_str();
        let violent =
            matches!(kind, "attack" | "assault" | "killing" | "raid" | "clash" | "ambush" | "mob" | "riot" | "looting" | "destruction");
        let people = violent && party.side == Side::People && party.plural && !party.weak && scene.class_of(one) == "civilians";
        if !people || draft.two.is_none() || reading.any(self.sentence.clone(), classes.by_gun) {
            return false;
        }
        let mutual = draft.frame == Frame::Mutual;
        if mutual && !draft.two.is_some_and(|two| matches!(scene.class_of(two), "police" | "military" | "prison")) {
            return false;
        }
        if party.words.start >= self.trigger.end {
            let governor = scene.governor(party.words.start);
            return draft.passive || mutual && governor.is_some_and(|g| reading.is(g, classes.between | classes.with | classes.and));
        }
        let gap = party.words.end..self.trigger.start;
        let stops = classes.clause | classes.comma | classes.stop | classes.speech | classes.be | classes.by | classes.of;
        let verbs = Reading::within(&reading.triggers, gap.clone()).iter().any(|h| h.form().is_verb());
        let governed = scene.governor(party.words.start).is_some_and(|g| reading.is_but(g, classes.preposition, classes.member_of));
        (draft.verb || mutual) && !draft.passive && gap.len() <= 8 && !verbs && !governed && !reading.any_but(gap, stops, classes.relative)
    }

    /// What lies between two words: clause words, commas, other triggers.
    fn obstacles(&self, words: Range<usize>) -> f32 {
        let (reading, classes) = (&self.scene.reading, self.scene.classes);
        let mut cost = 0.0;
        for at in words.clone() {
            if reading.is(at, classes.relative) {
                cost += if at == words.start { 0.0 } else { 0.8 };
            } else if reading.is(at, classes.and) {
                cost += 0.3;
            } else if reading.is(at, classes.clause) {
                cost += 1.2;
            } else if reading.is(at, classes.comma | classes.open) {
                cost += 0.4;
            } else if reading.is(at, classes.speech) {
                cost += 2.0;
            } else if reading.is(at, classes.stop) {
                cost += 2.5;
            }
        }
        let verbs = Reading::within(&reading.triggers, words).iter().filter(|h| h.form().is_verb()).count();
        cost + 0.7 * verbs.min(3) as f32
    }

    /// The party that stands as the subject before the trigger.
    fn subject(&self, without: &[usize]) -> Option<usize> {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let mut best: Option<(f32, usize)> = None;
        for index in self.before().rev() {
            if !self.usable(index) || without.contains(&index) {
                continue;
            }
            let party = &scene.parties[index];
            let gap = party.words.end..self.trigger.start;
            let far = gap.len() as f32 * A_WORD_BEFORE;
            // Those still farther off cost more.
            if far >= TOO_FAR {
                break;
            }
            let mut cost = far + self.obstacles(gap);
            cost += if party.weak { 1.2 } else { 0.0 };
            cost += if party.owns { 2.5 } else { 0.0 };
            if let Some(governor) = scene.governor(party.words.start) {
                let of = reading.is(governor, classes.of | classes.from);
                if of && reading.is(governor, classes.member_of) {
                    cost += 0.0;
                } else if reading.is(governor, classes.by) {
                    cost += 4.0;
                } else if reading.is(governor, classes.preposition) {
                    cost += if of { 1.5 } else { 2.5 };
                } else if Reading::within(&reading.triggers, governor..governor + 1).iter().any(|h| h.form().is_verb()) {
                    // The object of the verb before: "killed two soldiers and wounded three"; not "two soldiers who fled".
                    let relative = reading.is(party.words.end, classes.relative);
                    cost += if relative { 0.0 } else { 3.0 };
                }
            }
            if best.is_none_or(|(c, _)| cost < c) && cost < TOO_FAR {
                best = Some((cost, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The party that stands as the object after the trigger.
    fn object(&self, one: Option<usize>) -> Option<usize> {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let towards = classes.on | classes.at | classes.against | classes.toward | classes.of;
        let mut best: Option<(f32, usize)> = None;
        for index in self.after() {
            if scene.parties[index].speaks || scene.parties[index].tells || Some(index) == one {
                continue;
            }
            let party = &scene.parties[index];
            let gap = self.trigger.end..party.words.start;
            let far = gap.len() as f32 * A_WORD_BEHIND;
            if far >= TOO_FAR {
                break;
            }
            let mut cost = far + self.obstacles(gap.clone());
            cost += if party.weak { 0.8 } else { 0.0 };
            cost += if party.holds { 2.0 } else { 0.0 };
            // A village or a house is attacked only where the words aim at it; else things happen in it.
            if party.weak && party.side == Side::People && gap.len() > 3 {
                let aimed = scene.governor(party.words.start).is_some_and(|g| g >= self.trigger.end && reading.is(g, towards));
                cost += if aimed { 0.0 } else { TOO_FAR };
            }
            match scene.governor(party.words.start).filter(|g| *g >= self.trigger.end) {
                Some(g) if reading.is(g, classes.by) => cost += 9.0,
                Some(g) if reading.is(g, towards) => {}
                Some(g) if reading.is(g, classes.with) => cost += 1.0,
                Some(g) if reading.is(g, classes.preposition) => cost += 2.0,
                _ => {}
            }
            if best.is_none_or(|(c, _)| cost < c) && cost < TOO_FAR {
                best = Some((cost, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// The party of a by-phrase after the trigger, or one that "planted" or "detonated" it.
    fn by(&self) -> Option<usize> {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let limit = (self.trigger.end + 25).min(self.sentence.end);
        let by = (self.trigger.end..limit).filter(|at| reading.is(*at, classes.by));
        by.flat_map(|at| self.scene.parties_in(at..(at + 8).min(self.sentence.end)).next()).find(|index| {
            let party = &scene.parties[*index];
            !party.speaks
                && !party.holds
                && (party.side != Side::People || party.plural && !party.weak && party.words.start <= self.trigger.end + 4)
                && scene.governor(party.words.start).is_some_and(|g| reading.is(g, classes.by) || reading.is(g, classes.member_of))
        })
    }

    /// "Taliban attack", "Israel's shelling": the party right before a noun.
    fn owner(&self) -> Option<usize> {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let index = self.before().next_back()?;
        let party = &scene.parties[index];
        let gap = party.words.end..self.trigger.start;
        let stops = classes.preposition | classes.clause | classes.be | classes.have | classes.comma | classes.speech;
        let near = gap.len() <= 3 && !reading.any(gap.clone(), stops);
        let verb = Reading::within(&reading.triggers, gap).iter().any(|h| h.form().is_verb());
        (near && !verb && self.usable(index) && party.side != Side::People).then_some(index)
    }

    /// The subject of the verb before a noun: "gunmen carried out an attack".
    fn launcher(&self) -> Option<usize> {
        let candidate = self.subject(&[])?;
        let party = &self.scene.parties[candidate];
        let gap = party.words.end..self.trigger.start;
        let passive = self.scene.reading.any(gap.clone(), self.scene.classes.be);
        let sentence = self.scene.reading.sentences[self.scene.reading.sentence_of(party.words.start)].clone();
        let victim = self.scene.tolls_in(sentence).iter().any(|t| t.parties.contains(&candidate));
        (party.side != Side::People && !victim && !passive && gap.len() < 14).then_some(candidate)
    }

    /// The party that a noun is aimed at: "attack on", "strikes against", "targeting".
    fn target(&self) -> Option<usize> {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let towards = classes.on | classes.at | classes.against | classes.toward | classes.of;
        self.after().find(|index| {
            let party = &scene.parties[*index];
            if party.speaks || party.tells {
                return false;
            }
            let Some(governor) = scene.governor(party.words.start) else { return false };
            if governor < self.trigger.end {
                return false;
            }
            let aimed = Reading::within(&reading.triggers, governor..governor + 1)
                .iter()
                .any(|h| h.form().is_verb() && scene.codebook.triggers[h.row as usize].frame == Frame::Act);
            aimed || reading.is(governor, towards)
        })
    }

    /// Two sides: "between X and Y", "X clashed with Y", "X and Y fought", "clashes of X against Y".
    fn mutual(&self, draft: &mut Draft) {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        let armed = |i: &usize| scene.parties[*i].side != Side::People && !scene.parties[*i].speaks && !scene.parties[*i].holds;
        let between = (self.trigger.end..self.sentence.end).find(|at| reading.is(*at, classes.between | classes.among));
        if let Some(at) = between {
            let mut sides = scene.parties_in(at..self.sentence.end).filter(|i| !scene.parties[*i].speaks && !scene.parties[*i].holds);
            if let Some(one) = sides.next() {
                draft.one = Some(one);
                let facing = |i: &usize| scene.governor(scene.parties[*i].words.start).is_some_and(|g| reading.is(g, classes.against));
                let tied = |i: &usize| {
                    scene
                        .governor(scene.parties[*i].words.start)
                        .is_some_and(|g| reading.is(g, classes.and | classes.against | classes.with))
                };
                let takes_part = |i: &usize| scene.parties[*i].side != Side::People || !scene.parties[*i].weak && tied(i);
                let rest: Vec<usize> = sides.filter(|two| self.apart(one, *two) && takes_part(two)).collect();
                draft.two = rest.iter().copied().find(facing).or(rest.first().copied());
                return;
            }
        }
        let subject = self.subject(&[]);
        let facing = self.after().find(|i| {
            let governor = scene.governor(scene.parties[*i].words.start);
            !scene.parties[*i].speaks && governor.is_some_and(|g| g >= self.trigger.end && reading.is(g, classes.with | classes.against))
        });
        if let Some(two) = facing {
            draft.one = subject;
            draft.two = Some(two);
            return;
        }
        if let Some(last) = subject {
            // "X and Y clashed"
            let paired = self.before().rev().find(|i| {
                let gap = scene.parties[*i].words.end..scene.parties[last].words.start;
                *i < last
                    && armed(i)
                    && gap.len() <= 8
                    && reading.any(gap, classes.and | classes.with | classes.against)
                    && self.apart(*i, last)
            });
            if let Some(first) = paired {
                (draft.one, draft.two) = (Some(first), Some(last));
                return;
            }
        }
        let after = self
            .object(subject)
            .filter(|two| scene.parties[*two].side != Side::People)
            .filter(|two| subject.is_none_or(|one| self.apart(one, *two)));
        (draft.one, draft.two) = match (subject, after) {
            (None, other) => (other, None),
            pair => pair,
        };
    }

    fn apart(&self, one: usize, two: usize) -> bool {
        self.scene.parties[one].who != self.scene.parties[two].who
    }

    /// "backed by", "alongside", "X and Y attacked": who stands with whom.
    fn associates(&self, draft: &mut Draft) {
        let (scene, classes) = (self.scene, self.scene.classes);
        let reading = &scene.reading;
        for index in scene.parties_in(self.sentence.clone()) {
            if Some(index) == draft.one || Some(index) == draft.two {
                continue;
            }
            let party = &scene.parties[index];
            let start = party.words.start;
            let cue = (start.saturating_sub(5)..start).rev().find(|at| reading.is(*at, classes.assoc));
            let conjoined = |main: usize| {
                let main = &scene.parties[main];
                let (first, second) = if main.words.start < start { (main, party) } else { (party, main) };
                let gap = first.words.end..second.words.start;
                !gap.is_empty()
                    && gap.len() <= 4
                    && gap.clone().all(|at| !reading.is_but(at, classes.preposition | classes.clause | classes.be, classes.and))
                    && reading.any(gap, classes.and | classes.comma)
            };
            let same_side = |main: usize| scene.parties[main].side == party.side && self.apart(main, index);
            let list = match (draft.one, draft.two) {
                (Some(one), _) if cue.is_some_and(|c| scene.parties[one].words.end <= c) && party.side == Side::Armed => {
                    &mut draft.with_one
                }
                (_, Some(two)) if cue.is_some_and(|c| scene.parties[two].words.end <= c) && party.side == Side::Armed => {
                    &mut draft.with_two
                }
                (Some(one), _) if conjoined(one) && same_side(one) => &mut draft.with_one,
                (_, Some(two)) if conjoined(two) && same_side(two) => &mut draft.with_two,
                _ => continue,
            };
            if party.side == Side::Armed {
                list.push(index);
            }
        }
    }
}
