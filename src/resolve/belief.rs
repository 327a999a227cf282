//! What is believed of every mention of a report, round by round.

use rustc_hash::FxHashMap;

use super::article::{Article, article};
use super::company::Company;
use super::feature::Reach;
use super::frame::frames;
use super::link::{self, Link};
use super::sound;
use super::stated::{Statement, stated};
use super::tally::{Areas, Said, Tally, Vote};
use super::telephone;
use super::weights::Weights;
use super::{Outside, Preference, feature};
use crate::gazetteer::{Candidate, Facts, Gazetteer, Kind, PlaceKey};
use crate::mention::{Form, Mention};
use crate::text::Text;

/// Candidates weighed a mention, the most prominent; and beside them, those in a division that the report names.
const WEIGHED: usize = 32;

/// Candidates weighed a mention at most.
const MOST: usize = 64;

/// Of each mention, candidates that are asked whether they are divisions.
const LEADING: usize = 4;

/// Divisions kept as named.
const DIVISIONS: usize = 32;

/// What is believed less than this after a round is not asked again what the others say of it.
const SLIGHT: f32 = 0.001;

/// One candidate with what the gazetteer knows of it.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub candidate: Candidate,
    pub facts: Facts,
    /// Unit vector of the position, for distances without trigonometry.
    pub vector: [f32; 3],
    pub belief: f32,
    /// The odds that the report plays where it lies, whatever is believed of the others, as the natural logarithm.
    pub local: f32,
    /// Its country and divisions, as the report's areas are numbered.
    pub areas: [u32; 3],
    /// The score of what stays the same in every round; set in the first.
    fixed: f32,
    /// The score of what the other words say, as last weighed.
    told: f32,
    /// How far the others reach it, as last weighed.
    reach: Reach,
    /// How surely the words beside the mention say that it lies in, or holds, the neighbour.
    pub linked: f32,
    /// Whether it is a hamlet, of unknown size, with the name of a place so famous that nobody means the hamlet by it
    /// unless the text or the user says where it lies: the New York in Lincolnshire.
    pub unheard_of: bool,
}

/// In natural logarithms, how much better known the famous place is: some seven hundred times.
const FAMOUS: f32 = 6.5;

/// All mentions of a report with their candidates.
pub(super) struct Beliefs<'a> {
    mentions: &'a [Mention],
    preference: &'a Preference,
    outside: &'a Outside,
    pub options: Vec<Vec<Choice>>,
    /// The same words have the same number.
    words: Vec<usize>,
    /// The first mention with the same words and candidates.
    twin: Vec<usize>,
    /// By word, the article that it has, in any mention.
    articles: Vec<Article>,
    links: Vec<Link>,
    /// Of each mention, the one that opens its sentence.
    frames: Vec<Option<usize>>,
    /// Of each mention of which the text states it, from which other mention it lies how.
    stated: Vec<Option<(usize, Statement)>>,
    tally: Tally,
    /// What each word voted with: the mention, or a name known beside the text.
    voters: Vec<Option<usize>>,
    beyond: Vec<Vec<Choice>>,
    areas: usize,
    /// The surest link of a place in any mention of a word, and the mention.
    linked: FxHashMap<(usize, PlaceKey), [(usize, f32); 2]>,
    /// By word, whether one of its mentions has a link to a neighbour that fits.
    has_links: Vec<bool>,
    /// Of each mention, the score that none of its places is meant, but for what is believed of the others; set in the first round.
    nothing: Vec<f32>,
    weighed: bool,
}

impl<'a> Beliefs<'a> {
    /// Beliefs from prominence, and from which names have places side by side.
    pub(super) fn new(
        gazetteer: &Gazetteer,
        text: &'a Text<'a>,
        mentions: &'a [Mention],
        preference: &'a Preference,
        outside: &'a Outside,
    ) -> Self {
        let mut numbers: FxHashMap<String, (usize, usize)> = FxHashMap::default();
        let (mut words, mut twin) = (Vec::with_capacity(mentions.len()), Vec::with_capacity(mentions.len()));
        let mut links = link::links(text, mentions);
        link::set_right(gazetteer, text, mentions, &mut links);
        let stated = stated(text, mentions);
        let stated: Vec<Option<(usize, Statement)>> = (0..mentions.len()).map(|at| stated.get(&at).copied()).collect();
        let candidates = sound::candidates(gazetteer, text, mentions, &links, &stated, preference);
        for (at, mention) in mentions.iter().enumerate() {
            let next = numbers.len();
            let (number, first) = *numbers.entry(text.slice(mention.span).to_lowercase()).or_insert((next, at));
            words.push(number);
            twin.push(if candidates[first] == candidates[at] { first } else { at });
        }
        let mut articles = vec![Article::None; numbers.len()];
        for (mention, word) in mentions.iter().zip(&words) {
            articles[*word] = articles[*word].max(article(text, mention));
        }
        let mut areas = Areas::default();
        let divisions = divisions(gazetteer, mentions);
        let mut options: Vec<Vec<Choice>> = Vec::with_capacity(mentions.len());
        for (at, candidates) in candidates.iter().enumerate() {
            let of = if twin[at] < at { options[twin[at]].clone() } else { choices(gazetteer, &mut areas, candidates, &divisions) };
            options.push(of);
        }
        // What is known beside the text has a vote, unless the text has the word itself; so has where its telephones are, also
        // of a place that the text names.
        let beyond = outside.names.iter().filter(|(words, _)| !numbers.contains_key(words));
        let telephones = telephone::places(gazetteer, text);
        let beyond = beyond.map(|(_, candidates)| candidates.as_slice()).chain(telephones.iter().map(std::slice::from_ref));
        let mut beyond: Vec<_> = beyond.map(|candidates| choices(gazetteer, &mut areas, candidates, &divisions)).collect();
        let areas = areas.count();
        let mut company = Company::default();
        let mut of_word: Vec<Vec<&Choice>> = vec![Vec::new(); numbers.len()];
        for at in (0..mentions.len()).filter(|at| twin[*at] == *at) {
            of_word[words[at]].extend(&options[at]);
        }
        of_word.iter_mut().enumerate().for_each(|(word, options)| company.add(word, options));
        beyond.iter().enumerate().for_each(|(nth, options)| company.add(numbers.len() + nth, &mut options.iter().collect()));
        for (options, word) in options.iter_mut().zip(&words) {
            options.iter_mut().for_each(|option| option.local = company.odds(*word, option));
        }
        options.iter_mut().chain(&mut beyond).for_each(|options| expect(options));
        Self {
            mentions,
            preference,
            outside,
            options,
            words,
            twin,
            articles,
            links,
            frames: frames(text, mentions),
            stated,
            tally: Tally::default(),
            voters: Vec::new(),
            beyond,
            areas,
            linked: FxHashMap::default(),
            has_links: Vec::new(),
            nothing: Vec::new(),
            weighed: false,
        }
    }

    /// Counts the votes of what is believed so far, and weighs every candidate anew.
    pub(super) fn weigh(&mut self, weights: &Weights) {
        self.vote();
        let first_round = !std::mem::replace(&mut self.weighed, true);
        if first_round {
            let mut fixed: Vec<f32> = Vec::new();
            for at in 0..self.mentions.len() {
                let (first, same) = (self.twin[at], self.repeats(at));
                let nothing = if same { self.nothing[first] } else { weights.sum(&feature::nothing(self, at)) };
                self.nothing.push(nothing);
                fixed.clear();
                if same {
                    fixed.extend(self.options[first].iter().map(|o| o.fixed));
                } else {
                    fixed.resize(self.options[at].len(), 0.0);
                    self.fixed(at, |nth, feature, value| fixed[nth] += weights.sum(&[(feature, value)]));
                }
                self.options[at].iter_mut().zip(&fixed).for_each(|(option, score)| option.fixed = *score);
            }
        }
        // What the report says of a word's places is the same for every mention of it; what is hardly believed is not
        // asked again.
        for at in 0..self.mentions.len() {
            for nth in 0..self.options[at].len() {
                let (told, reach) = if self.twin[at] < at {
                    let twin = &self.options[self.twin[at]][nth];
                    (twin.told, twin.reach)
                } else if first_round || self.options[at][nth].belief > SLIGHT {
                    let said = feature::told(self, at, &self.options[at][nth]);
                    (weights.sum(&said), Reach::of(&said))
                } else {
                    continue;
                };
                let option = &mut self.options[at][nth];
                (option.told, option.reach) = (told, reach);
            }
        }
        let alone: Vec<bool> = (0..self.mentions.len()).map(|at| self.stands_alone(at)).collect();
        let repeats = |at: usize| self.repeats(at) && alone[at] && alone[self.twin[at]];
        let repeats: Vec<bool> = (0..self.mentions.len()).map(repeats).collect();
        let mut scores: Vec<f32> = Vec::new();
        for (at, options) in self.options.iter().enumerate().filter(|(at, _)| !repeats[*at]) {
            let beside = |option| if alone[at] { 0.0 } else { weights.sum(&feature::beside(self, at, option)) };
            scores.extend(options.iter().map(|o| o.fixed + o.told + beside(o)));
        }
        let mut scores = scores.as_slice();
        for at in 0..self.mentions.len() {
            if repeats[at] {
                let (first, rest) = self.options.split_at_mut(at);
                rest[0].iter_mut().zip(&first[self.twin[at]]).for_each(|(option, twin)| option.belief = twin.belief);
                continue;
            }
            let reach = self.options[at].iter().map(|o| o.reach).fold(Reach::default(), Reach::or);
            let nothing = self.nothing[at] + weights.sum(&feature::out_of_reach(self, at, reach));
            let (mine, rest) = scores.split_at(self.options[at].len());
            scores = rest;
            let top = mine.iter().copied().fold(nothing, f32::max);
            let sum: f32 = mine.iter().map(|s| (s - top).exp()).sum::<f32>() + (nothing - top).exp();
            for (option, score) in self.options[at].iter_mut().zip(mine) {
                option.belief = (score - top).exp() / sum;
            }
        }
    }

    /// The features of every candidate of mention `at`, and of the answer that none is meant, by the votes last counted.
    pub(super) fn features(&self, at: usize) -> Vec<[f32; feature::COUNT]> {
        let fill = |parts: &[&[(feature::F, f32)]]| {
            let mut row = [0.0; feature::COUNT];
            parts.iter().flat_map(|part| part.iter()).for_each(|(f, value)| row[*f as usize] = *value);
            row
        };
        let mut fixed = vec![Vec::new(); self.options[at].len()];
        self.fixed(at, |nth, feature, value| fixed[nth].push((feature, value)));
        let told: Vec<_> = self.options[at].iter().map(|option| feature::told(self, at, option)).collect();
        let reach = told.iter().map(|told| Reach::of(told)).fold(Reach::default(), Reach::or);
        let mut rows: Vec<_> = self.options[at]
            .iter()
            .zip(&fixed)
            .zip(&told)
            .map(|((option, fixed), told)| fill(&[fixed, told, &feature::beside(self, at, option)]))
            .collect();
        rows.push(fill(&[&feature::nothing(self, at), &feature::out_of_reach(self, at, reach)]));
        rows
    }

    /// Gives the features of every candidate of mention `at` that no belief changes to `each`, with the candidate's number.
    fn fixed(&self, at: usize, mut each: impl FnMut(usize, feature::F, f32)) {
        let options = &self.options[at];
        let among = feature::Among::of(options);
        for (nth, option) in options.iter().enumerate() {
            feature::fixed(self, at, option, nth, &among, |feature, value| each(nth, feature, value));
        }
    }

    /// Counts the votes: of each distinct word, the surest of its mentions.
    pub(super) fn vote(&mut self) {
        self.link();
        let count = self.words.iter().max().map_or(0, |most| most + 1);
        let mut surest: Vec<(Option<usize>, f32)> = vec![(None, -1.0); count];
        for (at, options) in self.options.iter().enumerate() {
            let best = options.iter().map(|o| o.belief).fold(0.0, f32::max);
            let slot = &mut surest[self.words[at]];
            if slot.1 < best && !options.is_empty() {
                *slot = (Some(at), best);
            }
        }
        self.voters = surest.into_iter().map(|(at, _)| at).collect();
        let inside = self.voters.iter().enumerate().filter_map(|(word, at)| Some(Vote { word, options: &self.options[(*at)?] }));
        let outside = self.beyond.iter().enumerate().map(|(nth, options)| Vote { word: count + nth, options });
        let votes: Vec<Vote<'_>> = inside.chain(outside).collect();
        self.tally = Tally::of(&votes, self.areas);
    }

    /// How surely the words beside each mention say that it lies in its neighbour, or holds it.
    fn link(&mut self) {
        let tied = (0..self.mentions.len()).filter(|at| self.links[*at] == Link::In || *at > 0 && self.links[at - 1] == Link::Of);
        let strengths: Vec<(usize, Vec<f32>)> =
            tied.map(|at| (at, self.options[at].iter().map(|option| self.strength(at, option)).collect())).collect();
        self.linked.clear();
        self.has_links.clear();
        self.has_links.resize(self.words.iter().max().map_or(0, |most| most + 1), false);
        for (at, strengths) in strengths {
            for (option, strength) in self.options[at].iter_mut().zip(strengths) {
                option.linked = strength;
                if strength > 0.0 {
                    self.has_links[self.words[at]] = true;
                    let best = self.linked.entry((self.words[at], option.candidate.key)).or_insert([(usize::MAX, 0.0); 2]);
                    if strength > best[0].1 {
                        *best = [(at, strength), best[0]];
                    } else if strength > best[1].1 {
                        best[1] = (at, strength);
                    }
                }
            }
        }
    }

    fn strength(&self, at: usize, option: &Choice) -> f32 {
        let facts = &option.facts;
        let mut strength = 0.0f32;
        // "Paris, Lamar County, Texas": two steps on.
        let mut next = at;
        for _ in 0..2 {
            if self.links[next] != Link::In {
                break;
            }
            next += 1;
            strength = strength.max(most(&self.options[next], |o| holds(&o.facts, facts)));
        }
        if at > 0 && self.links[at - 1] == Link::Of {
            strength = strength.max(most(&self.options[at - 1], |o| holds(&o.facts, facts)));
        }
        strength
    }

    /// Whether mention `at` has the words, places and setting of an earlier one.
    fn repeats(&self, at: usize) -> bool {
        let (first, mention) = (self.twin[at], &self.mentions[at]);
        first < at && self.mentions[first].wanted == mention.wanted && self.mentions[first].form == mention.form
    }

    /// Whether no words tie mention `at`, or another of the same words, to a neighbour.
    fn stands_alone(&self, at: usize) -> bool {
        let tied = self.links[at] != Link::None || at > 0 && self.links[at - 1] != Link::None;
        !tied && !self.has_links[self.words[at]] && self.stated[at].is_none() && self.frames[at].is_none()
    }

    /// How surely the words put mention `at` into a country or division in which it has no place.
    pub(super) fn unlinked(&self, at: usize) -> f32 {
        let outer = match self.links[at] {
            Link::In => Some(at + 1),
            _ => at.checked_sub(1).filter(|before| self.links[*before] == Link::Of),
        };
        let outer = outer.map_or(0.0, |outer| most(&self.options[outer], |o| o.facts.kind == Kind::Country || o.facts.kind.is_division()));
        (outer - self.options[at].iter().map(|o| o.linked).fold(0.0, f32::max)).max(0.0)
    }

    /// How surely mention `at` has no place where the text states it.
    pub(super) fn astray(&self, at: usize) -> f32 {
        let fits = |option| self.fits_stated(at, option).unwrap_or(1.0);
        if self.stated[at].is_none() { 0.0 } else { 1.0 - self.options[at].iter().map(fits).fold(0.0, f32::max) }
    }

    /// How surely mention `at` holds the neighbour that the words put into it.
    pub(super) fn holding(&self, at: usize, facts: &Facts) -> f32 {
        let before = at > 0 && self.links[at - 1] == Link::In;
        let held = if before { most(&self.options[at - 1], |o| holds(facts, &o.facts)) } else { 0.0 };
        let of = self.links[at] == Link::Of;
        held.max(if of { most(&self.options[at + 1], |o| holds(facts, &o.facts)) } else { 0.0 })
    }

    /// Whether the words put the mention before it into mention `at`, of which nothing else may be known.
    pub(super) fn follows_name(&self, at: usize) -> bool {
        at > 0 && self.links[at - 1] == Link::In
    }

    /// How surely a place lies in what the sentence of mention `at` opens with.
    pub(super) fn framed(&self, at: usize, option: &Choice) -> f32 {
        self.frames[at].map_or(0.0, |frame| most(&self.options[frame], |o| holds(&o.facts, &option.facts)))
    }

    /// Whether the neighbour that the words put it into, or that they put into it, has a place that fits at all.
    pub(super) fn fits_link(&self, at: usize, facts: &Facts) -> bool {
        let inside = self.links[at] == Link::In && self.options[at + 1].iter().any(|o| holds(&o.facts, facts));
        let before = at.checked_sub(1).map_or(Link::None, |before| self.links[before]);
        inside
            || before == Link::In && self.options[at - 1].iter().any(|o| holds(facts, &o.facts))
            || before == Link::Of && self.options[at - 1].iter().any(|o| holds(&o.facts, facts))
    }

    /// How much more prominent than a place that the words beside mention `at` lead to is the best known town that they do not
    /// lead to; 0 for other places. Countries are none of these: "Chile, Mexico, Spain" is a list, though Mexico has a Chele.
    pub(super) fn behind(&self, at: usize, option: &Choice) -> f32 {
        if option.linked == 0.0 {
            return 0.0;
        }
        let rivals = self.options[at].iter().filter(|o| o.linked == 0.0 && o.facts.kind.is_settlement());
        rivals.map(|o| o.facts.prominence - option.facts.prominence).fold(0.0, f32::max)
    }

    /// The surest link of that place at another mention of the same words.
    pub(super) fn linked_elsewhere(&self, at: usize, option: &Choice) -> f32 {
        let best = self.linked.get(&(self.words[at], option.candidate.key));
        best.and_then(|best| best.iter().find(|(other, _)| *other != at)).map_or(0.0, |(_, strength)| *strength)
    }

    /// How surely a place lies where the text states from another mention, 0 to 1; `None` where it states nothing.
    pub(super) fn fits_stated(&self, at: usize, option: &Choice) -> Option<f32> {
        self.stated[at].map(|(other, statement)| most(&self.options[other], |o| statement.holds(o, option)))
    }

    /// What the other words of the report say of a place of mention `at`.
    pub(super) fn said(&self, at: usize, option: &Choice) -> Said {
        let word = self.words[at];
        let mine = self.voters[word].map_or(&[][..], |voter| &self.options[voter]);
        self.tally.said(word, mine, option)
    }

    /// A mention.
    pub(super) fn mention(&self, at: usize) -> &Mention {
        &self.mentions[at]
    }

    /// The article that the word of mention `at` has, in any of its mentions.
    pub(super) fn article(&self, at: usize) -> Article {
        self.articles[self.words[at]]
    }

    /// What is known beside the text.
    pub(super) fn outside(&self) -> &Outside {
        self.outside
    }

    /// Whether the user prefers that country; `None` where none is preferred or the place has no country.
    pub(super) fn preferred(&self, country: [u8; 2]) -> Option<bool> {
        let asked = !self.preference.countries.is_empty() && country != [0, 0];
        asked.then(|| self.preference.countries.contains(&country))
    }
}

/// The option believed most, the first of equals.
pub(super) fn surest(options: &[Choice]) -> Option<&Choice> {
    options.iter().reduce(|best, option| if option.belief > best.belief { option } else { best })
}

/// The belief of the surest option of which `fits` holds.
fn most(options: &[Choice], fits: impl Fn(&Choice) -> bool) -> f32 {
    options.iter().filter(|o| fits(o)).map(|o| o.belief).fold(0.0, f32::max)
}

/// Whether a country or division holds another place.
pub(super) fn holds(outer: &Facts, inner: &Facts) -> bool {
    let country = outer.country == inner.country && inner.country != [0, 0];
    match outer.kind {
        Kind::Country => inner.kind != Kind::Country && country,
        Kind::Admin1 => !matches!(inner.kind, Kind::Country | Kind::Admin1) && country && outer.admin1 != 0 && outer.admin1 == inner.admin1,
        Kind::Admin2 => !inner.kind.is_division() && country && outer.admin2 != 0 && outer.admin2 == inner.admin2,
        _ => false,
    }
}

/// The first-level divisions that the report may name, itself or by one of their counties; asked only where a name has
/// more places than are weighed.
fn divisions(gazetteer: &Gazetteer, mentions: &[Mention]) -> Vec<([u8; 2], u32)> {
    let mut out = Vec::new();
    if mentions.iter().all(|m| m.candidates.len() <= WEIGHED) {
        return out;
    }
    for candidate in mentions.iter().flat_map(|m| m.candidates.iter().take(LEADING)) {
        let Some(facts) = gazetteer.facts(candidate.key) else { continue };
        let division = (facts.country, facts.admin1);
        if matches!(facts.kind, Kind::Admin1 | Kind::Admin2) && facts.admin1 != 0 && !out.contains(&division) {
            out.push(division);
        }
    }
    // In an order that no order of the names changes.
    out.sort_unstable();
    out.truncate(DIVISIONS);
    out
}

fn choices(gazetteer: &Gazetteer, areas: &mut Areas, candidates: &[Candidate], divisions: &[([u8; 2], u32)]) -> Vec<Choice> {
    let mut out: Vec<Choice> = candidates
        .iter()
        .enumerate()
        .filter_map(|(nth, candidate)| {
            let facts = gazetteer.facts(candidate.key)?;
            if nth >= WEIGHED && !divisions.contains(&(facts.country, facts.admin1)) {
                return None;
            }
            let (lat, lon) = (facts.position.lat.to_radians(), facts.position.lon.to_radians());
            let vector = [(lat.cos() * lon.cos()) as f32, (lat.cos() * lon.sin()) as f32, lat.sin() as f32];
            let areas = areas.of(&facts);
            let candidate = *candidate;
            Some(Choice {
                candidate,
                facts,
                vector,
                belief: 0.0,
                local: 0.0,
                areas,
                fixed: 0.0,
                told: 0.0,
                reach: Reach::default(),
                linked: 0.0,
                unheard_of: false,
            })
        })
        .take(MOST)
        .collect();
    let top = out.iter().map(|o| o.facts.prominence).fold(f32::MIN, f32::max);
    for option in &mut out {
        let hamlet = option.facts.kind == Kind::Village && option.facts.population == 0 && !option.candidate.key.is_users();
        option.unheard_of = hamlet && top - option.facts.prominence > FAMOUS;
    }
    out
}

/// What is believed of a mention's options before any is weighed.
fn expect(options: &mut [Choice]) {
    let score = |o: &Choice| o.facts.prominence + o.local;
    let top = options.iter().map(score).fold(f32::MIN, f32::max);
    options.iter_mut().for_each(|o| o.belief = (score(o) - top).exp());
    let sum: f32 = options.iter().map(|o| o.belief).sum();
    options.iter_mut().for_each(|o| o.belief /= sum);
}

/// Square kilometres of the chord between two unit vectors; close enough to weigh by.
pub(super) fn chord_km2(a: &[f32; 3], b: &[f32; 3]) -> f32 {
    let square: f32 = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum();
    6371.0 * 6371.0 * square
}

/// Whether a mention stands for a name, not for the people of a place.
pub(super) fn is_name(mention: &Mention) -> bool {
    mention.form == Form::Name
}
