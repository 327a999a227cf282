//! From drafts to events: everything a draft points at, written out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::actor::{self, Setting, actor, happened, implied, side};
use super::attribution;
use super::casualty::Toll;
use super::coding::{self, Circumstances};
use super::hold::{self, Statement};
use super::place::Chosen;
use super::record::{Actor, Attribution, Event, EventDate, Status, Words};
use super::scene::{Draft, Scene};
use super::{Anchor, distance, materiel, toll, when};
use crate::codebook::Side;
use crate::control::{ControlBasis, ControlStatement};
use crate::locate::{Basis, Location};
use crate::span::Span;

/// Events of the drafts and of the statements of control, in text order.
pub(crate) fn events(scene: &Scene<'_>, drafts: Vec<Draft>, statements: &[Statement], known: bool) -> Vec<Event> {
    let mut triggers: Vec<(usize, usize)> =
        drafts.iter().enumerate().flat_map(|(i, d)| own_triggers(scene, d).into_iter().map(move |at| (at, i))).collect();
    triggers.sort_unstable();
    let tolls = toll::assign(scene, &drafts, &triggers);
    let assembler = Assembler { scene, sources: attribution::by_sentence(scene), home: home(scene) };
    let mut out: Vec<Event> = Vec::with_capacity(drafts.len() + statements.len());
    // The day that the report opens with holds for what follows, until another is named.
    let opening = scene.reading.sentences.first().and_then(|s| when::opening(scene, s.clone()));
    let mut lead: Option<EventDate> = opening;
    let mut last: Option<Location> = None;
    let id = |toponym: usize| scene.context.toponyms[toponym].place.as_ref().map(|place| place.id.as_str());
    let told: FxHashSet<&str> = drafts.iter().filter_map(|draft| id(draft.place.as_ref()?.toponym)).collect();
    for (draft, tolls) in drafts.iter().zip(&tolls) {
        let mut event = assembler.event(draft, tolls, lead.as_ref());
        // A war's toll fell nowhere that the sentences around it name.
        let of_a_war = tolls.iter().any(|toll| toll.is_of_a_war());
        if !(known || of_a_war)
            && event.location.as_ref().is_none_or(vague)
            && let Some(location) = assembler.inherited(draft, event.location.as_ref(), last.as_ref())
        {
            event.location = Some(location);
            assembler.code(draft, tolls, &mut event);
        }
        if lead.is_none() && happened(event.status) {
            lead = event.date.clone().filter(|d| d.words.is_some());
        }
        last = event.location.clone().or(last);
        let beside = if known { Vec::new() } else { assembler.beside(draft, &told, tolls, &event) };
        out.push(event);
        out.extend(beside);
    }
    let mut held: Vec<(usize, Event)> = statements.iter().map(|s| (s.words.start, assembler.statement(s))).collect();
    for draft in drafts.iter().filter(|d| scene.codebook.kinds[d.kind as usize].name == "control") {
        if let Some(statement) = hold::of_trigger(scene, draft)
            && let Some(event) = out.iter_mut().find(|e| e.trigger.span == scene.reading.span(draft.words.clone()))
        {
            event.control = Some(assembler.control(&statement, event.location.as_ref()));
        }
    }
    carry(scene, statements, &mut out, &held);
    out.extend(held.drain(..).map(|(_, e)| e));
    for (index, event) in out.iter_mut().enumerate() {
        event.rank = index + 1;
    }
    distinct(&mut out);
    out
}

/// A location of which the report gives only the name.
fn unplaced(toponym: &crate::resolve::Toponym, text: &str) -> Location {
    Location {
        name: toponym.span.slice(text).to_owned(),
        place: None,
        position: None,
        radius_km: 0.0,
        level: crate::locate::Level::Town,
        basis: Basis::Named,
        country: None,
        admin1: None,
        admin1_code: None,
        admin2: None,
        admin2_code: None,
        spans: vec![toponym.span],
        confidence: toponym.confidence,
        alternatives: Vec::new(),
        extent: None,
    }
}

/// Whether a location is a whole country or larger, or has no point.
fn vague(location: &Location) -> bool {
    use crate::gazetteer::Kind;
    location.position.is_none() || location.place.as_ref().is_some_and(|p| matches!(p.kind, Kind::Country | Kind::Continent))
}

/// An event at a place whose holder the report states carries the statement.
fn carry(scene: &Scene<'_>, statements: &[Statement], events: &mut [Event], held: &[(usize, Event)]) {
    for event in events.iter_mut().filter(|e| e.control.is_none()) {
        let own = event.location.as_ref().and_then(|l| l.place.as_ref()).map(|p| p.id.clone());
        let Some(own) = own else { continue };
        let found =
            statements.iter().zip(held).find(|(s, _)| scene.context.toponyms[s.toponym].place.as_ref().is_some_and(|p| p.id == own));
        if let Some((_, (_, statement))) = found {
            event.control = statement.control.clone();
        }
    }
}

/// No two events of a report share an id.
fn distinct(events: &mut [Event]) {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for event in events {
        let count = seen.entry(event.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            event.id = format!("{}.{count}", event.id);
        }
    }
}

/// Words where a draft's triggers stand, those merged in as well.
fn own_triggers(scene: &Scene<'_>, draft: &Draft) -> Vec<usize> {
    let mut out = vec![draft.words.start];
    for sentence in &draft.sentences {
        let words = scene.reading.sentences[*sentence].clone();
        let hits = super::reading::Reading::within(&scene.reading.triggers, words);
        let own = hits.iter().filter(|h| draft.kinds.contains(&scene.codebook.triggers[h.row as usize].kind));
        out.extend(own.map(|h| h.at));
    }
    out
}

/// Sentences behind an event within which somebody claims responsibility for it.
const OWNING_UP: usize = 3;

/// Words from the start of such a sentence to the end of the name, at most: "On Sunday the Islamic State group …".
const LONGEST_CLAIMANT: usize = 10;

/// The country that the report speaks of most.
fn home(scene: &Scene<'_>) -> Option<String> {
    let mut counts: Vec<(&str, f32)> = Vec::new();
    for toponym in scene.context.toponyms {
        let Some(country) = toponym.place.as_ref().and_then(|p| p.country.as_deref()) else { continue };
        let weight = if toponym.form == crate::mention::Form::Demonym { 0.4 } else { 1.0 };
        match counts.iter_mut().find(|(c, _)| *c == country) {
            Some((_, count)) => *count += weight,
            None => counts.push((country, weight)),
        }
    }
    let best = counts.iter().fold(None, |best: Option<&(&str, f32)>, c| if best.is_none_or(|b| c.1 > b.1) { Some(c) } else { best });
    best.map(|(country, _)| (*country).to_owned())
}

struct Assembler<'s, 'c> {
    scene: &'s Scene<'c>,
    sources: Vec<Option<Attribution>>,
    home: Option<String>,
}

impl Assembler<'_, '_> {
    fn event(&self, draft: &Draft, tolls: &[&Toll], lead: Option<&EventDate>) -> Event {
        let scene = self.scene;
        let reading = &scene.reading;
        let words = |sentence: &usize| Words::at(reading.source, reading.span(reading.sentences[*sentence].clone()));
        let date = draft.date.and_then(|i| when::record(scene, i));
        let date = date.or_else(|| lead.filter(|_| happened(draft.status) && draft.status != Status::Ongoing).cloned());
        let date = date.or_else(|| when::published(scene));
        let evidence: Vec<Words> = draft.sentences.iter().map(words).collect();
        let trigger = Words::at(reading.source, reading.span(draft.words.clone()));
        let mut event = Event {
            id: id(&scene.context.report.id, &scene.codebook.kinds[draft.kind as usize].name, &evidence, &trigger),
            rank: 0,
            kind: scene.codebook.kinds[draft.kind as usize].name.clone(),
            event_type: None,
            sub_event_type: None,
            status: draft.status,
            trigger,
            attribution: draft.sentences.iter().find_map(|s| self.sources[*s].clone()),
            evidence,
            actor1: None,
            actor2: None,
            assoc_actor_1: Vec::new(),
            assoc_actor_2: Vec::new(),
            date,
            location: draft.place.as_ref().and_then(|chosen| self.location(chosen)),
            stated_distance: distance::stated(scene, draft),
            distances: Vec::new(),
            control: None,
            fatalities: toll::count(scene, tolls, true),
            injured: toll::count(scene, tolls, false),
            materiel: Vec::new(),
            confidence: 0.0,
        };
        self.code(draft, tolls, &mut event);
        event
    }

    /// The same event at the other places of a list: "clashes in Saraqib, Palmyra and Kandahar". Its dead are told of all of
    /// them together, and stay with the first.
    fn beside(&self, draft: &Draft, told: &FxHashSet<&str>, tolls: &[&Toll], event: &Event) -> Vec<Event> {
        let scene = self.scene;
        let family = scene.codebook.kinds[draft.kind as usize].family.as_str();
        let first = draft.place.as_ref().filter(|chosen| chosen.relation.is_none());
        let Some(first) = first.filter(|_| matches!(family, "battle" | "explosion" | "violence" | "crowd")) else { return Vec::new() };
        let id = |toponym: usize| scene.context.toponyms[toponym].place.as_ref().map(|place| place.id.as_str());
        let is_told = |toponym: usize| id(toponym).is_some_and(|id| told.contains(id));
        let mut seen = vec![id(first.toponym)];
        let mut out = Vec::new();
        for toponym in super::place::beside(scene, first.toponym).into_iter().filter(|other| !is_told(*other)) {
            let there = Chosen { toponym, relation: None, also: Vec::new(), score: first.score };
            let Some(location) = self.location(&there).filter(|location| !vague(location) && !seen.contains(&id(toponym))) else {
                continue;
            };
            seen.push(id(toponym));
            let mut other = Event { location: Some(location), ..event.clone() };
            self.code(draft, tolls, &mut other);
            (other.fatalities, other.injured) = (None, None);
            other.confidence = other.confidence.min(event.confidence);
            out.push(other);
        }
        out
    }

    /// Actors, type and what follows from them; anew where the place becomes known later.
    fn code(&self, draft: &Draft, tolls: &[&Toll], event: &mut Event) {
        let scene = self.scene;
        let sure = event.location.as_ref().filter(|l| l.confidence >= 0.5).and_then(|l| l.country.clone());
        // A place that is not sure, in the country that the report speaks of, says more than where a group comes from.
        let likely = || event.location.as_ref().and_then(|l| l.country.clone()).filter(|c| Some(c) == self.home.as_ref());
        let country = sure.or_else(likely).or_else(|| self.homeland(draft));
        let country = country.or_else(|| event.location.as_ref().and_then(|l| l.country.clone())).or_else(|| self.home.clone());
        let year = event.date.as_ref().map(|d| d.start.year());
        let setting = Setting { country, year };
        self.actors(draft, tolls, &setting, event);
        let cues = draft.sentences.iter().fold(0, |all, s| all | scene.reading.mask(scene.reading.sentences[*s].clone()));
        let around = Circumstances {
            one: event.actor1.as_ref(),
            two: event.actor2.as_ref(),
            country: setting.country.as_deref(),
            cues,
            deaths: event.fatalities.as_ref().is_some_and(|f| f.best > 0),
        };
        let types = coding::types(scene, draft, &around);
        (event.event_type, event.sub_event_type) = match types {
            Some((event_type, sub)) => (Some(event_type), Some(sub)),
            None => (None, None),
        };
        self.conventions(&setting, event);
        let loser = event.actor2.as_ref().map(|a| a.id.clone());
        event.materiel = materiel::of(scene, draft, loser.as_deref());
        event.confidence = confidence(draft, event);
    }

    /// Where the named groups of a draft are at home.
    fn homeland(&self, draft: &Draft) -> Option<String> {
        let scene = self.scene;
        [draft.one, draft.two].into_iter().flatten().find_map(|p| match scene.parties[p].who {
            super::party::Who::Group(row) => scene.codebook.actors.groups[row as usize].country.clone(),
            super::party::Who::Kind(..) => None,
        })
    }

    /// The group that says in a sentence behind an event that it was its own: "Al-Shabaab claimed responsibility."
    fn who_owns_up(&self, draft: &Draft) -> Option<usize> {
        let (scene, c) = (self.scene, self.scene.classes);
        let last = draft.sentences.iter().copied().max()?;
        let behind = scene.reading.sentences.iter().skip(last + 1).take(OWNING_UP);
        let opening = |sentence: &std::ops::Range<usize>| sentence.start..(sentence.start + LONGEST_CLAIMANT).min(sentence.end);
        let claims = |at: usize| scene.reading.is(at, c.status_claimed) && scene.reading.is(at + 1, c.status_claimed);
        let owns_up = |p: &usize| {
            let next = scene.parties[*p].words.end;
            let named = matches!(scene.parties[*p].who, super::party::Who::Group(_));
            named && claims(next + usize::from(scene.reading.is(next, c.have)))
        };
        behind.flat_map(|sentence| scene.parties_in(opening(sentence))).find(owns_up)
    }

    fn actors(&self, draft: &Draft, tolls: &[&Toll], setting: &Setting, event: &mut Event) {
        let scene = self.scene;
        let resolve = |p: usize| actor(scene, &scene.parties[p], setting);
        let family = scene.codebook.kinds[draft.kind as usize].family.as_str();
        let (mut one, mut two) = (draft.one, draft.two);
        // "a clash between two groups", "rival factions", "tribesmen clashed": both sides have one name.
        let both = |p: usize| {
            let mut words = scene.parties[p].words.start.saturating_sub(2)..scene.parties[p].words.end;
            scene.class_of(p) == "communal" || words.any(|at| scene.reading.is(at, scene.classes.two_sides))
        };
        if matches!(family, "battle" | "explosion" | "violence") {
            let who = |p: usize| scene.parties[p].who;
            // People without weapons suffer violence; they do not act, unless as a crowd.
            let crowd =
                one.is_some() && one == draft.crowd && matches!(event.kind.as_str(), "attack" | "assault" | "killing" | "raid" | "clash");
            if one.is_some_and(|p| scene.parties[p].side == Side::People) && family != "crowd" && !crowd {
                two = two.or(one);
                one = if two == one { None } else { two.filter(|t| scene.parties[*t].side == Side::Armed) };
                if two == one {
                    two = draft.one;
                }
            }
            // Nobody lays mines for his own men.
            let hidden = matches!(event.kind.as_str(), "ied" | "blast" | "bomb" | "blow-up");
            let mined = |p: usize| hidden && matches!(scene.class_of(p), "military" | "police");
            if one.is_some_and(mined) {
                two = two.or(one);
                one = None;
            }
            let used = |p: usize, q: Option<usize>| q.is_some_and(|q| who(q) == who(p));
            // "A mine killed two herders, the army said."
            let only_tells = |p: usize| scene.parties[p].tells && scene.parties[p].words.start >= draft.words.end;
            let all = || {
                draft.sentences.iter().flat_map(|s| scene.parties_in(scene.reading.sentences[*s].clone())).filter(|p| {
                    let party = &scene.parties[*p];
                    !party.speaks && !party.holds && !draft.with_one.contains(p) && !draft.with_two.contains(p)
                })
            };
            let victims: Vec<usize> = tolls.iter().flat_map(|t| t.parties.iter().copied()).collect();
            let sought = family != "siege" && family != "control";
            // Those who are hurt in a fight between others are no side of it.
            let fights = draft.frame == crate::codebook::Frame::Mutual;
            let side = |p: &usize| !fights || scene.parties[*p].side != Side::People;
            if two.is_none() && sought && !(fights && one.is_some_and(both)) {
                let victim = victims.iter().copied().find(|p| !used(*p, one) && side(p));
                two = victim.or_else(|| all().find(|p| !used(*p, one) && !scene.parties[*p].weak && side(p) && !only_tells(*p)));
            }
            // A village that shells fall on is a side only where somebody is hurt.
            let ground = |p: usize| scene.parties[p].weak && scene.parties[p].side == Side::People;
            let afar = matches!(event.kind.as_str(), "shelling" | "air-strike" | "strike");
            if afar && two.is_some_and(ground) && tolls.iter().all(|t| t.none) || event.kind == "capture" && two.is_some_and(ground) {
                two = None;
            }
            if one.is_none() {
                let told = scene.reading.sentences[draft.sentence].clone();
                // Police that come later, to investigate, have not done it.
                let found = event.kind == "body";
                let comes = |p: usize| scene.class_of(p) == "police" && (found || !told.contains(&scene.parties[p].words.start));
                // An army tells of the enemies that it has killed, and of others whom it has not.
                let enemies = two.is_some_and(|two| {
                    scene.parties[two].side == Side::Armed && !matches!(scene.class_of(two), "military" | "police" | "communal")
                });
                one = all().find(|p| {
                    let party = &scene.parties[*p];
                    party.side != Side::People
                        && !used(*p, two)
                        && !party.weak
                        && !victims.contains(p)
                        && !comes(*p)
                        && !mined(*p)
                        && (enemies || !only_tells(*p))
                });
                one = one.or_else(|| self.who_owns_up(draft));
            }
        }
        if matches!(event.kind.as_str(), "control") {
            two = None;
        }
        (one, two) = (self.named(draft, one, two), self.named(draft, two, one));
        event.actor1 = one.map(resolve);
        let crowd = one.filter(|_| one == draft.crowd && matches!(family, "battle" | "violence")).is_some();
        if crowd {
            event.actor1 = event.actor1.take().and_then(|a| implied(scene, "rioters", setting).map(|r| Actor { words: a.words, ..r }));
        }
        event.actor2 = two.map(|p| self.undergoing(p, draft.mutual, crowd, setting));
        let apart = |p: usize, q: usize| draft.two == Some(q) && scene.parties[p].words != scene.parties[q].words;
        let nameless = one.is_some_and(|p| matches!(scene.class_of(p), "armed" | "militia" | "gang" | "communal"));
        let rivals = nameless && one.zip(two).is_some_and(|(p, q)| apart(p, q));
        if !draft.mutual && !rivals && event.actor1.as_ref().map(|a| &a.id) == event.actor2.as_ref().map(|a| &a.id) {
            event.actor2 = None;
        }
        let with = |list: &[usize], main: &Option<Actor>| {
            let mut out: Vec<Actor> = Vec::new();
            for actor in list.iter().map(|p| resolve(*p)) {
                if main.as_ref().is_none_or(|m| m.id != actor.id) && !out.iter().any(|a| a.id == actor.id) {
                    out.push(actor);
                }
            }
            out
        };
        if event.actor2.is_none() && draft.frame == crate::codebook::Frame::Mutual && one.is_some_and(both) {
            event.actor2 = event.actor1.clone();
        }
        event.assoc_actor_1 = with(&draft.with_one, &event.actor1);
        event.assoc_actor_2 = with(&draft.with_two, &event.actor2);
        if !happened(draft.status) {
            return;
        }
        // Who remains unnamed is coded as such; the empty span says that no words name them.
        let harmed = tolls.iter().any(|t| t.best > 0);
        if family == "violence"
            && event.actor2.is_none()
            && (harmed || matches!(event.kind.as_str(), "killing" | "body" | "abduction" | "sexual-violence" | "assault"))
        {
            event.actor2 = implied(scene, "civilians", setting);
        }
        let wrecking = matches!(event.kind.as_str(), "looting" | "destruction");
        if (wrecking || matches!(family, "battle" | "explosion" | "violence")) && event.actor1.is_none() {
            event.actor1 = implied(scene, "armed", setting);
        }
        if (wrecking || event.kind == "arrest") && event.actor2.is_none() {
            event.actor2 = implied(scene, "civilians", setting);
        }
        if event.kind == "seizure" {
            event.actor2 = event.actor2.take().filter(|a| side(a) == Side::Armed).or_else(|| implied(scene, "gang", setting));
        }
        if draft.frame == crate::codebook::Frame::Mutual && family == "battle" && event.actor2.is_none() {
            event.actor2 = implied(scene, "armed", setting);
        }
    }

    /// "gunmen, presumably of the Islamic State": the one group that the event's sentences name stands for the nameless.
    fn named(&self, draft: &Draft, party: Option<usize>, other: Option<usize>) -> Option<usize> {
        let scene = self.scene;
        let own = party?;
        if !matches!(scene.class_of(own), "armed" | "militia") || scene.parties[own].weak {
            return party;
        }
        let sentences = draft.sentences.iter().map(|s| scene.reading.sentences[*s].clone());
        let groups = sentences.flat_map(|s| scene.parties_in(s)).filter(|p| {
            let candidate = &scene.parties[*p];
            matches!(candidate.who, super::party::Who::Group(row) if matches!(scene.codebook.actors.groups[row as usize].inter, 2 | 3))
                && !candidate.speaks
                && !candidate.holds
                && other.is_none_or(|o| scene.parties[o].who != candidate.who)
        });
        let mut found: Option<usize> = None;
        for group in groups {
            if found.is_some_and(|f| scene.parties[f].who != scene.parties[group].who) {
                return party;
            }
            found = found.or(Some(group));
        }
        found.or(party)
    }

    /// Who undergoes it: "two men" who are killed are unarmed people, as long as nothing says otherwise; so are a party's
    /// activists, suspects, those who once were fighters and whoever falls to a crowd, unless they fight.
    fn undergoing(&self, party: usize, mutual: bool, crowd: bool, setting: &Setting) -> Actor {
        let scene = self.scene;
        let actors = &scene.codebook.actors;
        let own = &scene.parties[party];
        let resolved = actor(scene, own, setting);
        let vague = own.weak && scene.class_of(party) == "armed" || crowd && matches!(scene.class_of(party), "armed" | "gang" | "militia");
        let class = match own.who {
            super::party::Who::Kind(class, _) => Some(class),
            super::party::Who::Group(row) => actors.groups[row as usize].class,
        };
        let suffers = class.and_then(|c| actors.classes[c as usize].suffers).filter(|_| !mutual);
        let suffers = if vague || own.retired && !mutual { actors.class("civilians") } else { suffers };
        let Some(suffers) = suffers else { return resolved };
        let words = resolved.words.clone();
        implied(scene, &actors.classes[suffers as usize].class, setting).map_or(resolved, |a| Actor { words, ..a })
    }

    /// ACLED's conventions on who stands on which side of which type.
    fn conventions(&self, setting: &Setting, event: &mut Event) {
        let scene = self.scene;
        let crowd = match event.event_type.as_deref() {
            Some("Protests") => "protesters",
            Some("Riots") => "rioters",
            Some("Battles") => {
                if event.actor2.is_none() && event.actor1.as_ref().is_some_and(|a| !a.words.span.is_empty()) {
                    event.actor2 = implied(scene, "armed", setting);
                }
                return;
            }
            Some("Violence against civilians") => {
                if event.actor2.is_none() && happened(event.status) {
                    event.actor2 = implied(scene, "civilians", setting);
                }
                if event.actor1.as_ref().is_some_and(|a| side(a) == Side::People)
                    && event.actor2.as_ref().is_some_and(|a| side(a) != Side::People)
                {
                    std::mem::swap(&mut event.actor1, &mut event.actor2);
                }
                return;
            }
            _ => return,
        };
        let recast = |words: Words| implied(scene, crowd, setting).map(|a| Actor { words, ..a });
        let people = |a: &Actor| side(a) != Side::Armed || self.is_party(a);
        if event.actor1.as_ref().is_some_and(|a| !people(a)) && event.actor2.as_ref().is_none_or(people) {
            std::mem::swap(&mut event.actor1, &mut event.actor2);
        }
        let words = event.actor1.as_ref().filter(|a| people(a)).map(|a| a.words.clone()).unwrap_or_default();
        if event.actor1.as_ref().is_none_or(people) {
            event.actor1 = recast(words);
        }
        if let Some(two) = &event.actor2 {
            let calm = event.sub_event_type.as_deref() == Some("Peaceful protest");
            if side(two) == Side::Crowd && event.sub_event_type.as_deref() != Some("Mob violence")
                || crowd == "protesters" && side(two) == Side::People
                || calm
            {
                event.actor2 = None;
            }
        }
    }

    /// Whether an actor is a political party or its supporters, who are the crowd where they take to the streets.
    fn is_party(&self, actor: &Actor) -> bool {
        let actors = &self.scene.codebook.actors;
        let Some(party) = actors.class("party") else { return false };
        let class = &actors.classes[party as usize].class;
        actors.groups.iter().any(|g| g.class == Some(party) && g.id == actor.id)
            || actor.id.strip_prefix(class.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// The location that a choice stands for; its spans are the names that say where, with the capitalised nouns behind them.
    fn location(&self, chosen: &Chosen) -> Option<Location> {
        let context = self.scene.context;
        let toponym = &context.toponyms[chosen.toponym];
        let relation = chosen.relation.map(|r| &context.relations[r]);
        let placed = chosen.relation.and_then(|r| (context.place)(Anchor::Relation(r)));
        let placed = placed.or_else(|| (context.place)(Anchor::Toponym(chosen.toponym)));
        let mut location = placed.unwrap_or_else(|| unplaced(toponym, self.scene.reading.source));
        let anchors = relation.iter().flat_map(|r| &r.anchors).filter(|a| **a < context.toponyms.len());
        let named = std::iter::once(&chosen.toponym).chain(anchors).chain(&chosen.also);
        let capital = |toponym: usize| relation.filter(|r| r.capitals.contains(&toponym)).map(|r| r.span);
        let span = |toponym: usize| capital(toponym).unwrap_or_else(|| self.scene.with_noun(toponym));
        let mut spans: Vec<Span> = named.map(|toponym| span(*toponym)).collect();
        spans.sort_unstable();
        spans.dedup();
        location.spans = spans;
        Some(location)
    }

    /// Where the sentence names no place: a place of the event's other sentences, of the event before, of the report's lead.
    /// `known` is a country that the sentence names, in which the place must lie.
    fn inherited(&self, draft: &Draft, known: Option<&Location>, last: Option<&Location>) -> Option<Location> {
        let scene = self.scene;
        let fits = |toponym: usize| {
            let place = scene.context.toponyms[toponym].place.as_ref()?;
            let inside = known.and_then(|l| l.country.as_ref()).is_none_or(|c| place.country.as_ref() == Some(c));
            let dateline = super::place::is_dateline(scene, toponym);
            (inside && !dateline && !matches!(place.kind, crate::gazetteer::Kind::Country | crate::gazetteer::Kind::Continent))
                .then_some(toponym)
        };
        let of = |toponym: usize| self.location(&Chosen { toponym, relation: None, also: Vec::new(), score: 0.0 });
        let own = draft.sentences.iter().flat_map(|s| scene.places_in(scene.reading.sentences[*s].clone())).find_map(|(_, t)| fits(*t));
        // Told next, or told first.
        let onward = draft.sentences.last().map_or(0, |s| scene.reading.sentences[*s].end);
        let from_lead = || {
            let next = scene.places.iter().filter(|(w, _)| w.start >= onward).find_map(|(_, t)| fits(*t));
            let first = || scene.places.iter().find_map(|(_, t)| fits(*t));
            // "the city" is the one that the sentence before names.
            let start = draft.sentence.checked_sub(1).map_or(0, |s| scene.reading.sentences[s].start);
            let just = || scene.places.iter().rev().filter(|(w, _)| w.start >= start && w.start < onward).find_map(|(_, t)| fits(*t));
            if known.is_some() || last.is_none() { just().or(next).or_else(first) } else { first() }
        };
        let last = last.filter(|l| !vague(l) && known.is_none_or(|k| k.country == l.country));
        let location = match own {
            Some(toponym) => of(toponym),
            None => last.cloned().or_else(|| from_lead().and_then(of)),
        };
        location.map(|l| Location { basis: Basis::Inherited, confidence: l.confidence * 0.6, ..l })
    }

    fn control(&self, statement: &Statement, location: Option<&Location>) -> ControlStatement {
        let scene = self.scene;
        let country = location.and_then(|l| l.country.clone()).or_else(|| self.home.clone());
        let year = scene.context.report.published.map(|d| d.year());
        let holder = actor(scene, &scene.parties[statement.holder], &Setting { country, year });
        let span = statement.span(scene);
        ControlStatement {
            holder_id: holder.id,
            holder_name: holder.name,
            status: statement.status,
            basis: ControlBasis::Text,
            since: None,
            source: self.sources[statement.sentence].as_ref().map(|a| a.name.clone()),
            text: span.slice(scene.reading.source).to_owned(),
            span: Some(span),
        }
    }

    /// A statement of control as an event of its own.
    fn statement(&self, statement: &Statement) -> Event {
        let scene = self.scene;
        let reading = &scene.reading;
        let relation = scene.relations_of(statement.toponym).find(|(_, r)| r.anchors == [statement.toponym]).map(|(i, _)| i);
        let location = self.location(&Chosen { toponym: statement.toponym, relation, also: Vec::new(), score: 0.0 });
        let control = self.control(statement, location.as_ref());
        let country = location.as_ref().and_then(|l| l.country.clone()).or_else(|| self.home.clone());
        let year = scene.context.report.published.map(|d| d.year());
        let evidence = vec![Words::at(reading.source, reading.span(reading.sentences[statement.sentence].clone()))];
        let trigger = Words::at(reading.source, statement.span(scene));
        Event {
            id: id(&scene.context.report.id, "control", &evidence, &trigger),
            rank: 0,
            kind: "control".to_owned(),
            event_type: None,
            sub_event_type: None,
            status: Status::Ongoing,
            trigger,
            evidence,
            actor1: Some(actor::actor(scene, &scene.parties[statement.holder], &Setting { country, year })),
            actor2: None,
            assoc_actor_1: Vec::new(),
            assoc_actor_2: Vec::new(),
            attribution: self.sources[statement.sentence].clone(),
            date: when::published(scene),
            location,
            stated_distance: None,
            distances: Vec::new(),
            control: Some(control),
            fatalities: None,
            injured: None,
            materiel: Vec::new(),
            confidence: 0.6,
        }
    }
}

/// A stable id: a 64-bit FNV-1a hash over the report's id, the kind, the trigger and the evidence.
fn id(report: &str, kind: &str, evidence: &[Words], trigger: &Words) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let parts = [report, kind, trigger.text.as_str()];
    for part in parts.into_iter().chain(evidence.iter().map(|e| e.text.as_str())) {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("e-{hash:016x}")
}

/// How sure an event is: of its trigger, its place, its actors, and of its having happened.
fn confidence(draft: &Draft, event: &Event) -> f32 {
    let place = event.location.as_ref().map_or(0.0, |l| l.confidence);
    let named = |a: &Option<Actor>| f32::from(u8::from(a.as_ref().is_some_and(|a| !a.words.span.is_empty())));
    let told = match event.status {
        Status::Reported | Status::Ongoing => 1.0,
        Status::Claimed => 0.85,
        Status::Expected | Status::Background => 0.7,
        Status::Denied => 0.6,
    };
    let sum = 0.45 * draft.weight + 0.3 * place + 0.15 * named(&event.actor1) + 0.1 * named(&event.actor2);
    (sum * told).clamp(0.05, 0.99)
}
