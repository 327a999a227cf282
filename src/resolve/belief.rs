//! What is believed of every mention of a report, and what that says of each candidate: containment,
//! votes of countries and divisions, nearness.

use rustc_hash::FxHashMap;

use super::weights::Weights;
use super::{Preference, feature};
use crate::gazetteer::{Candidate, Facts, Gazetteer, Kind};
use crate::mention::{Form, Mention};
use crate::text::Text;

/// Candidates weighed a mention.
const WEIGHED: usize = 24;

/// One candidate with what the gazetteer knows of it.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub candidate: Candidate,
    pub facts: Facts,
    /// Unit vector of the position, for distances without trigonometry.
    pub vector: [f32; 3],
    pub belief: f32,
    /// The score of what stays the same in every round; set in the first.
    fixed: Option<f32>,
}

/// All mentions of a report with their candidates.
pub(super) struct Beliefs<'a> {
    text: &'a Text<'a>,
    mentions: &'a [Mention],
    preference: &'a Preference,
    pub options: Vec<Vec<Choice>>,
    /// The same words have the same number.
    words: Vec<usize>,
    /// The best candidate of each distinct word, with its share of votes.
    best: Vec<Vote>,
}

#[derive(Debug, Clone)]
struct Vote {
    words: usize,
    facts: Facts,
    vector: [f32; 3],
    belief: f32,
}

/// What the other mentions say of one candidate.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub within_named_country: f32,
    pub within_named_admin1: f32,
    pub country_share: f32,
    pub admin1_share: f32,
    pub named_country_elsewhere: f32,
    pub near: [f32; 3],
    pub alone: bool,
}

impl<'a> Beliefs<'a> {
    /// Beliefs from prominence alone.
    pub(super) fn new(gazetteer: &Gazetteer, text: &'a Text<'a>, mentions: &'a [Mention], preference: &'a Preference) -> Self {
        let options = mentions.iter().map(|m| options(gazetteer, m)).collect();
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let words = mentions
            .iter()
            .map(|m| {
                let next = numbers.len();
                *numbers.entry(text.slice(m.span).to_lowercase()).or_insert(next)
            })
            .collect();
        let mut beliefs = Self { text, mentions, preference, options, words, best: Vec::new() };
        beliefs.vote();
        beliefs
    }

    /// Weighs every candidate anew.
    pub(super) fn weigh(&mut self, weights: &Weights) {
        for at in 0..self.mentions.len() {
            if self.options[at].first().is_some_and(|o| o.fixed.is_none()) {
                let fixed: Vec<f32> = self.fixed(at).map(|f| weights.score(&f)).collect();
                self.options[at].iter_mut().zip(fixed).for_each(|(option, score)| option.fixed = Some(score));
            }
        }
        let mut scores = Vec::new();
        for at in 0..self.mentions.len() {
            let score = |o: &Choice| o.fixed.unwrap_or(0.0) + weights.sum(&feature::told(self, at, o));
            scores.clear();
            scores.extend(self.options[at].iter().map(score));
            let nothing = weights.score(&feature::nothing(&self.options[at]));
            let top = scores.iter().copied().fold(nothing, f32::max);
            let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum::<f32>() + (nothing - top).exp();
            for (option, score) in self.options[at].iter_mut().zip(&scores) {
                option.belief = (score - top).exp() / sum;
            }
        }
        self.vote();
    }

    /// The features of every candidate of mention `at`.
    pub(super) fn features(&self, at: usize) -> Vec<[f32; feature::COUNT]> {
        let whole = |(mut features, option): ([f32; feature::COUNT], &Choice)| {
            feature::told(self, at, option).iter().for_each(|(f, value)| features[*f as usize] = *value);
            features
        };
        self.fixed(at).zip(&self.options[at]).map(whole).collect()
    }

    /// Of every candidate of mention `at`, the features that no belief changes.
    fn fixed(&self, at: usize) -> impl Iterator<Item = [f32; feature::COUNT]> {
        let options = &self.options[at];
        let top = options.iter().map(|o| o.facts.prominence).fold(f32::MIN, f32::max);
        options.iter().map(move |option| {
            let rank = options.iter().filter(|o| o.facts.prominence > option.facts.prominence).count();
            feature::fixed(self, at, &self.mentions[at], option, rank, top)
        })
    }

    /// Takes the best candidate of each distinct word as its vote.
    fn vote(&mut self) {
        self.best.clear();
        // Where the vote of each word stands among the best.
        let mut slots: Vec<Option<usize>> = vec![None; self.mentions.len()];
        for (options, words) in self.options.iter().zip(&self.words) {
            let Some(best) = options.iter().max_by(|a, b| a.belief.total_cmp(&b.belief)) else { continue };
            let vote = Vote { words: *words, facts: best.facts, vector: best.vector, belief: best.belief };
            match slots[*words] {
                Some(slot) if self.best[slot].belief >= vote.belief => {}
                Some(slot) => self.best[slot] = vote,
                None => {
                    slots[*words] = Some(self.best.len());
                    self.best.push(vote);
                }
            }
        }
    }

    /// Whether the user prefers that country; `None` where none is preferred or the place has no country.
    pub(super) fn preferred(&self, country: [u8; 2]) -> Option<bool> {
        let asked = !self.preference.countries.is_empty() && country != [0, 0];
        asked.then(|| self.preference.countries.contains(&country))
    }

    /// Whether only a comma, or a comma and blank, stands between two mentions.
    fn listed(&self, first: usize, second: usize) -> bool {
        let (Some(a), Some(b)) = (self.mentions.get(first), self.mentions.get(second)) else { return false };
        if a.form == Form::Coordinates || b.form != Form::Name || a.form != Form::Name {
            return false;
        }
        let between = self.text.source.get(a.span.end..b.span.start).unwrap_or("").trim();
        matches!(between, "," | "(" | ", in" | "in" | ", northern" | ", southern" | ", eastern" | ", western" | ", central")
            || (between.len() < 40 && between.starts_with(", ") && CONTAINER_WORDS.iter().any(|w| between.contains(w)))
            || CONTAINER_NOUNS.contains(&between)
    }

    /// Whether the candidate lies in what the next mention may mean: "Tripoli, Lebanon".
    pub(super) fn within_next(&self, at: usize, facts: &Facts) -> bool {
        self.listed(at, at + 1) && self.options[at + 1].iter().any(|o| holds(&o.facts, facts))
    }

    /// Whether the candidate holds what the mention before may mean.
    pub(super) fn holds_previous(&self, at: usize, facts: &Facts) -> bool {
        at > 0 && self.listed(at - 1, at) && self.options[at - 1].iter().any(|o| holds(facts, &o.facts))
    }

    /// What the other words of the report say of one candidate.
    pub(super) fn context(&self, at: usize, option: &Choice) -> Said {
        let mut said = Said::default();
        let (mut all, mut same_country, mut same_admin1, mut others) = (0.0f32, 0.0f32, 0.0f32, 0);
        let facts = &option.facts;
        let mut nearest = f32::MAX;
        for vote in self.best.iter().filter(|v| v.words != self.words[at]) {
            others += 1;
            all += vote.belief;
            let country = vote.facts.country == facts.country && facts.country != [0, 0];
            if country {
                same_country += vote.belief;
                if vote.facts.admin1 == facts.admin1 && facts.admin1 != 0 {
                    same_admin1 += vote.belief;
                    if vote.facts.kind == Kind::Admin1 && facts.kind != Kind::Admin1 {
                        said.within_named_admin1 = said.within_named_admin1.max(vote.belief);
                    }
                }
                if vote.facts.kind == Kind::Country && facts.kind != Kind::Country {
                    said.within_named_country = said.within_named_country.max(vote.belief);
                }
            } else if vote.facts.kind == Kind::Country && facts.country != [0, 0] {
                said.named_country_elsewhere = said.named_country_elsewhere.max(vote.belief);
            }
            // The point of a country says little of nearness.
            if !matches!(vote.facts.kind, Kind::Country | Kind::Continent) {
                nearest = nearest.min(chord_km(&vote.vector, &option.vector));
            }
        }
        said.alone = others == 0;
        if all > 0.0 {
            said.country_share = same_country / all;
            said.admin1_share = same_admin1 / all;
        }
        if nearest < f32::MAX {
            // At 1,000, 200 and 50 km: each a power of the one before.
            let far = (-nearest / 1000.0).exp();
            let middle = far.powi(5);
            said.near = [middle.powi(4), middle, far];
        }
        said
    }
}

/// Words between two names that say that the first lies in the second.
const CONTAINER_WORDS: [&str; 3] = [" in ", " province of ", " district of "];

/// Words between two names with the same meaning, alone.
const CONTAINER_NOUNS: [&str; 6] = ["in northern", "in southern", "in eastern", "in western", "in central", "city in"];

/// Whether a country or first-level division holds another place.
fn holds(outer: &Facts, inner: &Facts) -> bool {
    match outer.kind {
        Kind::Country => inner.kind != Kind::Country && outer.country == inner.country && inner.country != [0, 0],
        Kind::Admin1 => {
            !matches!(inner.kind, Kind::Country | Kind::Admin1)
                && outer.admin1 != 0
                && outer.admin1 == inner.admin1
                && outer.country == inner.country
        }
        _ => false,
    }
}

fn options(gazetteer: &Gazetteer, mention: &Mention) -> Vec<Choice> {
    let mut out: Vec<Choice> = mention
        .candidates
        .iter()
        .take(WEIGHED)
        .filter_map(|candidate| {
            let facts = gazetteer.facts(candidate.key)?;
            let (lat, lon) = (facts.position.lat.to_radians(), facts.position.lon.to_radians());
            let vector = [(lat.cos() * lon.cos()) as f32, (lat.cos() * lon.sin()) as f32, lat.sin() as f32];
            Some(Choice { candidate: *candidate, facts, vector, belief: 0.0, fixed: None })
        })
        .collect();
    let sum: f32 = out.iter().map(|o| o.facts.prominence.exp()).sum();
    for option in &mut out {
        option.belief = option.facts.prominence.exp() / sum.max(f32::MIN_POSITIVE);
    }
    out
}

/// Kilometres between two unit vectors along the straight chord; close enough to weigh by.
fn chord_km(a: &[f32; 3], b: &[f32; 3]) -> f32 {
    let square: f32 = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum();
    6371.0 * square.sqrt()
}
