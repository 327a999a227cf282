//! Which words name somebody who acts or is acted on.

use std::ops::Range;

use super::reading::{Hit, Reading};
use crate::codebook::{Codebook, Side};
use crate::span::Span;

/// Who the words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// A named group, by row.
    Group(u32),
    /// A kind of actor and, where it is said, its country (rows).
    Kind(u16, Option<u32>),
}

/// A mention of an actor.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub who: Who,
    pub words: Range<usize>,
    pub span: Span,
    pub side: Side,
    /// A noun that names an actor only where nothing better stands there.
    pub weak: bool,
    /// `X's`: the words after it belong to it.
    pub owns: bool,
    /// `X-held`, `controlled by X`: it holds the ground; it does not act.
    pub holds: bool,
    /// It is quoted, or speaks.
    pub speaks: bool,
    /// A verb of saying follows, or an office and a name before it: "the army spokesman Ali Hassan said".
    pub says: bool,
    /// It tells at the end of a sentence what happened: ", the army said on Friday", "according to police".
    pub tells: bool,
    /// More than one person.
    pub plural: bool,
    /// "a former militant", "an off-duty officer": it does not fight.
    pub retired: bool,
}

impl Party {
    /// Whether word `at` belongs to the name of a group.
    pub(crate) fn names(&self, at: usize) -> bool {
        matches!(self.who, Who::Group(_)) && self.words.contains(&at)
    }
}

/// Words from a weapon to the strike, at most: "aircraft carried out strikes".
const LONGEST_LAUNCH: usize = 3;

/// Words of an office and a name, at most: "spokesman Brigadier General Ali Hassan".
const LONGEST_OFFICE: usize = 6;

/// Finds the actors of a text, in order, none overlapping.
pub(crate) fn parties(reading: &Reading<'_>, codebook: &Codebook) -> Vec<Party> {
    let finder = Finder { reading, codebook };
    let mut out: Vec<Party> = Vec::new();
    let (mut g, mut n, mut c) = (0, 0, 0);
    let mut at = 0;
    loop {
        skip(&reading.groups, &mut g, at);
        skip(&reading.nouns, &mut n, at);
        skip(&reading.countries, &mut c, at);
        let starts = [&reading.groups[g..], &reading.nouns[n..], &reading.countries[c..]];
        let Some(next) = starts.iter().filter_map(|l| l.first()).map(|h| h.at).min() else { break };
        let here = |list: &[Hit]| list.first().filter(|h| h.at == next).copied();
        let (group, noun, country) = (here(starts[0]), here(starts[1]), here(starts[2]));
        let longer_noun = |h: &Hit| noun.is_none_or(|n| n.end <= h.end);
        let found = match (group.filter(longer_noun), country, noun) {
            (Some(hit), ..) => finder.group(hit),
            (None, Some(hit), None) => finder.shared(hit, out.last()).or_else(|| finder.country(hit)),
            (None, _, Some(hit)) => finder.noun(hit, None, hit.at),
            (None, None, None) => None,
        };
        at = match found {
            Some(party) => {
                let end = party.words.end;
                finder.add(party, &mut out);
                end
            }
            None => next + 1,
        };
    }
    out
}

fn skip(list: &[Hit], index: &mut usize, at: usize) {
    while list.get(*index).is_some_and(|h| h.at < at) {
        *index += 1;
    }
}

struct Finder<'r, 't> {
    reading: &'r Reading<'t>,
    codebook: &'r Codebook,
}

impl Finder<'_, '_> {
    fn group(&self, hit: Hit) -> Option<Party> {
        let group = &self.codebook.actors.groups[hit.row as usize];
        let side = if group.inter == 7 { Side::People } else { Side::Armed };
        let mut end = hit.end;
        // "Taliban fighters", "ISIL forces", "Hamas-affiliated gunmen": the noun belongs to the name.
        if let Some(noun) = self.noun_at(end).or_else(|| self.modified_noun(end))
            && self.class(noun).side == Side::Armed
        {
            end = noun.end;
        } else if group.inter != 7
            && group.class.is_none()
            && let Some(noun) = self.noun_at(end).filter(|n| self.reading.is(n.end - 1, self.codebook.classes.rank))
        {
            // "a PCC leader" is no bystander.
            end = noun.end;
        } else if self.modifies(end) {
            return None;
        }
        let who = match group.state {
            Some(class) => Who::Kind(class, self.country_row(group.country.as_deref())),
            None => Who::Group(hit.row),
        };
        let plural = end == hit.end || is_plural(self.reading.text(end - 1));
        Some(self.party(who, hit.at..end, side, false, plural))
    }

    fn country(&self, hit: Hit) -> Option<Party> {
        let reading = self.reading;
        let classes = &self.codebook.classes;
        // "Iran-backed militias": who backs them does not act.
        if self.modifies(hit.end) {
            return self.noun_at(hit.end + 1).and_then(|noun| self.noun(noun, None, noun.at));
        }
        let first = hit.end + usize::from(reading.is_possessive(hit.end));
        let name = hit.form == 1;
        let army = self.codebook.actors.class("military")?;
        let state = || Some(self.party(Who::Kind(army, Some(hit.row)), hit.at..hit.end, Side::Armed, true, true));
        // "Russia bombed", "by Israel", "Russian missile strike": the state itself acts.
        let before_is_preposition = hit.at > 0 && reading.is_but(hit.at - 1, classes.preposition, classes.by | classes.against);
        // "Russian warplanes" have a word for themselves.
        let force = (first..first + 2).find_map(|at| self.noun_at(at)).is_some_and(|noun| self.class(noun).side == Side::Armed);
        if first == hit.end && !force && !before_is_preposition && self.strikes_from_afar(hit.end) {
            return state();
        }
        for at in first..first + 4 {
            if let Some(noun) = self.noun_at(at) {
                // "in Syria people": a name needs a possessive, or the noun right after it.
                let tied = !name || at > hit.end || (at == first && self.class(noun).side == Side::Armed);
                return tied.then(|| self.noun(noun, Some(hit.row), hit.at)).flatten();
            }
            let happens = classes.dead_verb | classes.died_verb | classes.injured_verb;
            let stops = classes.preposition | classes.clause | classes.determiner | classes.be | classes.have | classes.speech | happens;
            // "Indian and Pakistani troops": the noun serves both.
            if reading.is(at, classes.and)
                && !name
                && let Some(second) = Reading::within(&reading.countries, at + 1..at + 2).first()
                && let Some(noun) = self.noun_at(second.end).filter(|n| self.class(*n).side == Side::Armed)
            {
                let who = Who::Kind(noun.row as u16, Some(hit.row));
                return Some(self.party(who, hit.at..hit.end, Side::Armed, false, true));
            }
            if reading.is_mark(at) || reading.is(at, stops) || reading.is_possessive(at) {
                break;
            }
            if Reading::within(&reading.groups, at..at + 1).first().is_some_and(|g| g.at == at) {
                return None;
            }
        }
        if reading.is_possessive(hit.end) {
            return None;
        }
        // "Palestinians clashed with": the people, not the state.
        if !name && is_people(reading.text(hit.end - 1)) {
            let people = self.codebook.actors.class("civilians")?;
            return Some(self.party(Who::Kind(people, Some(hit.row)), hit.at..hit.end, Side::People, false, true));
        }
        // "fired at a Palestinian near the fence": one of them.
        let lone = hit.at.checked_sub(1).is_some_and(|before| reading.is(before, classes.one_of));
        let ends = classes.preposition | classes.be | classes.have | classes.relative | classes.comma | classes.and;
        if !name && lone && (reading.is_mark(hit.end) || reading.is(hit.end, ends)) {
            let people = self.codebook.actors.class("civilians")?;
            return Some(self.party(Who::Kind(people, Some(hit.row)), hit.at..hit.end, Side::People, false, false));
        }
        let verb = Reading::within(&reading.triggers, hit.end..hit.end + 1).first().is_some_and(|t| t.form().is_verb());
        let acts = verb || reading.is(hit.end, classes.have) || (hit.at > 0 && reading.is(hit.at - 1, classes.by));
        if acts && !before_is_preposition { state() } else { None }
    }

    /// Whether what strikes from afar stands at `at`: "strike", "drone strike", "artillery shelled", "air strikes". Such weapons are a
    /// state's, and a blast is nobody's.
    fn strikes_from_afar(&self, at: usize) -> bool {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        let weapons = (at..at + 2).take_while(|at| reading.is(*at, classes.by_air | classes.by_shell)).count();
        let from_afar = |hit: &Hit| {
            let kind = usize::from(self.codebook.triggers[hit.row as usize].kind);
            match self.codebook.kinds[kind].name.as_str() {
                "strike" | "air-strike" | "shelling" => weapons > 0 || !hit.form().is_verb(),
                "attack" | "target" | "bombing" => weapons > 0,
                _ => false,
            }
        };
        let reach = if weapons > 0 { at + weapons + LONGEST_LAUNCH } else { at + 1 };
        (at..reach).any(|at| Reading::within(&reading.triggers, at..at + 1).iter().any(from_afar))
    }

    /// "the armies of India and Pakistan": the noun serves both names.
    fn shared(&self, hit: Hit, last: Option<&Party>) -> Option<Party> {
        let reading = self.reading;
        let last = last.filter(|l| l.side == Side::Armed && hit.form == 1 && l.words.end + 1 == hit.at)?;
        let Who::Kind(class, Some(row)) = last.who else { return None };
        let listed = reading.is(hit.at - 1, self.codebook.classes.and) && row != hit.row && !reading.is_possessive(hit.end);
        let after_of = reading.any(last.words.clone(), self.codebook.classes.of);
        (listed && after_of).then(|| self.party(Who::Kind(class, Some(hit.row)), hit.at..hit.end, Side::Armed, false, true))
    }

    fn noun(&self, hit: Hit, country: Option<u32>, start: usize) -> Option<Party> {
        let class = self.class(hit);
        let (country, end) = match country {
            Some(row) => (Some(row), hit.end),
            None => self.country_after(hit, class.side),
        };
        let weak = hit.form == 1 && country.is_none();
        let plural = is_plural(self.reading.text(hit.end - 1));
        let mut party = self.party(Who::Kind(hit.row as u16, country), start..end, class.side, weak, plural);
        if self.modifies(hit.end) {
            return None;
        }
        party.speaks |= class.side == Side::People && self.speaks(&party.words);
        Some(party)
    }

    /// "military forces of Armenia".
    fn country_after(&self, hit: Hit, side: Side) -> (Option<u32>, usize) {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        if side != Side::Armed || !reading.is(hit.end, classes.of) {
            return (None, hit.end);
        }
        let at = hit.end + 1 + usize::from(reading.is(hit.end + 1, classes.determiner));
        match Reading::within(&reading.countries, at..at + 1).first() {
            Some(country) if country.form == 1 => (Some(country.row), country.end),
            _ => (None, hit.end),
        }
    }

    /// A party with what the words around it tell of it.
    fn party(&self, who: Who, words: Range<usize>, side: Side, weak: bool, plural: bool) -> Party {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        let next = words.end;
        let held_after = reading.is(next, classes.held) && reading.words.get(next).is_some_and(|w| w.joined);
        let before = words.start.saturating_sub(usize::from(words.start > 0 && reading.is(words.start - 1, classes.determiner)));
        let held_before = before > 0 && reading.is(before - 1, classes.held_by);
        let retired = words.start > 0 && reading.is(words.start - 1, classes.retired);
        let says = self.says(next);
        // "The army accused rebels", and not "soldiers accused of".
        let verb = next + usize::from(reading.is(next, classes.have));
        let comments = reading.is(verb, classes.comments) && !reading.is(verb + 1, classes.of | classes.r#for);
        let speaks = comments || self.speaks(&words) && reading.words[words.start].span.start > 0 && side != Side::Armed;
        Party {
            who,
            span: reading.span(words.clone()),
            side,
            weak,
            owns: reading.is_possessive(next),
            holds: held_after || held_before,
            speaks,
            says,
            tells: self.tells(&words, says),
            plural,
            retired,
            words,
        }
    }

    /// Whether a verb of saying stands at `at` or behind an office and a name, and what is said is none of its own fate: not "a
    /// soldier reported killed".
    fn says(&self, at: usize) -> bool {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        let happened = classes.dead_verb | classes.died_verb | classes.dead_adjective | classes.injured_verb;
        let ends = classes.preposition | classes.clause | classes.relative | classes.and | classes.be | classes.have | happened;
        let office = |at: &usize| !reading.is_mark(*at) && !reading.is(*at, ends);
        let verb = (at..at + LONGEST_OFFICE).find(|at| reading.is(*at, classes.speech) || !office(at));
        verb.is_some_and(|verb| reading.is(verb, classes.speech) && !reading.is(verb + 1, happened))
    }

    /// Whether a party stands behind what it tells: "…, a police spokesman said", and not "the army said that it had …".
    fn tells(&self, words: &Range<usize>, says: bool) -> bool {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        let article = usize::from(words.start > 0 && reading.is(words.start - 1, classes.determiner));
        let Some(before) = (words.start - article).checked_sub(1) else { return false };
        reading.is(before, classes.according) || says && reading.is(before, classes.comma)
    }

    /// "officials said", "told residents", "according to witnesses".
    fn speaks(&self, words: &Range<usize>) -> bool {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        let before = words.start > 0 && reading.is(words.start - 1, classes.speech | classes.according);
        let says = |at: usize| reading.is(at, classes.speech) && !reading.text(at).eq_ignore_ascii_case("report");
        before || says(words.end) || (reading.is(words.end, classes.have) && says(words.end + 1))
    }

    /// "ISIS-backed", "pro-…": the word before is no actor but colours the next.
    fn modifies(&self, at: usize) -> bool {
        let reading = self.reading;
        reading.is(at, self.codebook.classes.backed) && reading.words.get(at).is_some_and(|w| w.joined)
    }

    fn modified_noun(&self, at: usize) -> Option<Hit> {
        if self.modifies(at) { self.noun_at(at + 1) } else { None }
    }

    fn noun_at(&self, at: usize) -> Option<Hit> {
        Reading::within(&self.reading.nouns, at..at + 1).first().copied()
    }

    fn class(&self, hit: Hit) -> &crate::codebook::ActorClass {
        &self.codebook.actors.classes[hit.row as usize]
    }

    fn country_row(&self, code: Option<&str>) -> Option<u32> {
        self.codebook.actors.countries.iter().position(|c| Some(c.as_str()) == code).map(|i| i as u32)
    }

    /// Adds a party; "fighters of the Islamic State" and "members of X" become one.
    fn add(&self, party: Party, out: &mut Vec<Party>) {
        let (reading, classes) = (self.reading, &self.codebook.classes);
        if let Some(last) = out.last_mut() {
            let gap = last.words.end..party.words.start;
            let ties = classes.of | classes.from | classes.determiner | classes.pro | classes.member_of;
            let tied = !gap.is_empty() && gap.len() <= 3 && gap.clone().all(|at| reading.is(at, ties));
            // "a regime sniper", "army fighters": one side, named by the first word.
            let vague = matches!(party.who, Who::Kind(class, None) if self.codebook.actors.classes[class as usize].class == "armed");
            if gap.is_empty() && vague && last.side == Side::Armed && !last.owns && !last.holds {
                let words = last.words.start..party.words.end;
                (last.span, last.words, last.plural, last.weak) =
                    (reading.span(words.clone()), words, party.plural, last.weak && party.weak);
                return;
            }
            // "the leader of the Red Command" is no bystander either.
            let lead = matches!(party.who, Who::Group(row) if self.codebook.actors.groups[row as usize].class.is_none());
            let leader = last.side == Side::People && party.side == Side::Armed && lead && reading.is(last.words.end - 1, classes.rank);
            let names = matches!(party.who, Who::Group(_)) || matches!(party.who, Who::Kind(_, Some(_)));
            let open = matches!(last.who, Who::Kind(_, None)) && last.side == Side::Armed && party.side == Side::Armed;
            if tied && (open || leader) && names && !reading.any(gap, classes.and) {
                let words = last.words.start..party.words.end;
                *last = Party { span: reading.span(words.clone()), words, plural: last.plural, ..party };
                return;
            }
        }
        out.push(party);
    }
}

/// Whether a country's word is the plural of its people: "Palestinians", "Israelis"; not "Swiss", "Polish".
fn is_people(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|one| one.ends_with(['n', 'i', 't', 'd', 'k']) && word.starts_with(char::is_uppercase))
}

fn is_plural(noun: &str) -> bool {
    noun.ends_with('s') || noun.ends_with("men") || matches!(noun, "people" | "police" | "children" | "personnel")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn found(text: &str) -> Vec<String> {
        let codebook = Codebook::builtin().unwrap();
        let cut = Text::new(text);
        let reading = Reading::new(&cut, &codebook);
        let name = |p: &Party| match p.who {
            Who::Group(row) => codebook.actors.groups[row as usize].id.clone(),
            Who::Kind(class, country) => {
                let class = &codebook.actors.classes[class as usize].class;
                country.map_or(class.clone(), |c| format!("{class}-{}", codebook.actors.countries[c as usize]))
            }
        };
        parties(&reading, &codebook).iter().map(|p| format!("{}={}", p.span.slice(text), name(p))).collect()
    }

    #[test]
    fn groups_states_and_kinds() {
        assert_eq!(
            found("ISIL fighters fought Kenyan soldiers and gunmen near a Syrian village."),
            ["ISIL fighters=islamic-state", "Kenyan soldiers=military-KE", "gunmen=armed", "Syrian village=civilians-SY"]
        );
        assert_eq!(
            found("Fighters of the Islamic State killed a teacher"),
            ["Fighters of the Islamic State=islamic-state", "teacher=civilians"]
        );
        assert_eq!(found("The Syrian Arab Army left"), ["Syrian Arab Army=military-SY"]);
        assert_eq!(found("Syria’s army advanced"), ["Syria’s army=military-SY"]);
    }

    #[test]
    fn backers_are_no_actors() {
        assert_eq!(found("Iran-backed militias fled"), ["militias=militia"]);
        assert_eq!(found("Hamas-affiliated gunmen fled"), ["Hamas-affiliated gunmen=hamas-movement"]);
    }
}
