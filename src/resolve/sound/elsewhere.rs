//! Names whose own places do not lie as the report says: "Karma, 15 km northeast of Fallujah" is no village in India, but
//! Karmah in Iraq, which a looser spelling finds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{ASKED, TAKEN};
use crate::gazetteer::{Candidate, Facts, Gazetteer, Kind};
use crate::measure::rough_km;
use crate::mention::{Form, Mention};
use crate::resolve::belief::holds;
use crate::resolve::link::Link;
use crate::resolve::stated::Statement;
use crate::text::Text;

/// How alike the spelling has to be.
const ALIKE: f32 = 0.75;

/// The same where the name has a well-known place of its own, which reports seldom spell out.
const CLOSELY_ALIKE: f32 = 0.9;

/// Prominence from which a place is well known: about 60,000 people.
const WELL_KNOWN: f32 = 11.0;

/// Words that must agree on a country for a small namesake elsewhere to be doubted, and the share of all words.
const AGREEING: (usize, f32) = (3, 0.6);

/// Adds to the places of each mention those that sound like it where they should lie.
pub(super) fn add(
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    mentions: &[Mention],
    links: &[Link],
    stated: &[Option<(usize, Statement)>],
    candidates: &mut [Cow<'_, [Candidate]>],
) {
    let firsts: Vec<Option<Facts>> = candidates.iter().map(|own| gazetteer.facts(own.first()?.key)).collect();
    let countries = Countries::new(mentions, text, &firsts);
    let facts =
        |at: usize, most: usize| -> Vec<Facts> { candidates[at].iter().take(most).filter_map(|c| gazetteer.facts(c.key)).collect() };
    let of = |at: usize| {
        let mention = &mentions[at];
        if mention.form != Form::Name {
            return Vec::new();
        }
        let tied = links[at] == Link::In || at > 0 && links[at - 1] == Link::Of || stated[at].is_some();
        let first = firsts[at].as_ref();
        let known = first.is_some_and(|own| own.prominence >= WELL_KNOWN);
        if known && (!tied || first.is_some_and(|own| matches!(own.kind, Kind::Country | Kind::Continent | Kind::Admin1))) {
            return Vec::new();
        }
        let least = if known { CLOSELY_ALIKE } else { ALIKE };
        let look = |fits: &dyn Fn(&Facts) -> bool| {
            if facts(at, usize::MAX).iter().any(fits) {
                return Vec::new();
            }
            let mut found = gazetteer.of_the_same_consonants(text.slice(mention.span), 2 * TAKEN, |_, facts| fits(facts));
            found.retain(|c| c.similarity >= least && !candidates[at].iter().any(|own| own.key == c.key));
            found.truncate(TAKEN);
            found
        };
        let outer = if links[at] == Link::In { Some(at + 1) } else { at.checked_sub(1).filter(|before| links[*before] == Link::Of) };
        if let Some(outer) = outer {
            let mut outers = facts(outer, ASKED);
            outers.retain(|o| matches!(o.kind, Kind::Country | Kind::Admin1 | Kind::Admin2));
            if !outers.is_empty() {
                return look(&|inner| outers.iter().any(|outer| holds(outer, inner)));
            }
        }
        if let Some((other, statement)) = stated[at]
            && let Some(anchor) = &firsts[other]
        {
            let reach = statement.reach_km();
            return look(&|facts| !facts.kind.is_division() && rough_km(facts.position, anchor.position) <= reach);
        }
        if known {
            return Vec::new();
        }
        match countries.beside(text.slice(mention.span)) {
            Some(country) if first.is_some() => look(&|facts| facts.country == country),
            _ => Vec::new(),
        }
    };
    let more: Vec<Vec<Candidate>> = (0..mentions.len()).map(of).collect();
    for (own, more) in candidates.iter_mut().zip(more).filter(|(_, more)| !more.is_empty()) {
        own.to_mut().extend(more);
    }
}

/// The countries that the words of a report first lead to, each word counted once.
struct Countries<'t> {
    words: FxHashMap<&'t str, [u8; 2]>,
    counts: BTreeMap<[u8; 2], usize>,
}

impl<'t> Countries<'t> {
    fn new(mentions: &[Mention], text: &Text<'t>, firsts: &[Option<Facts>]) -> Self {
        let mut words = FxHashMap::default();
        for (mention, facts) in mentions.iter().zip(firsts) {
            if let Some(facts) = facts.as_ref().filter(|facts| facts.country != [0, 0]) {
                words.entry(text.slice(mention.span)).or_insert(facts.country);
            }
        }
        let mut counts = BTreeMap::new();
        for country in words.values() {
            *counts.entry(*country).or_default() += 1;
        }
        Self { words, counts }
    }

    /// The country that most words other than `mine` agree on.
    fn beside(&self, mine: &str) -> Option<[u8; 2]> {
        let own = self.words.get(mine);
        let count = |country: &[u8; 2], all: usize| all - usize::from(own == Some(country));
        let (most, agreeing) = self.counts.iter().map(|(country, all)| (*country, count(country, *all))).max_by_key(|(_, n)| *n)?;
        let all = self.words.len() - usize::from(own.is_some());
        (agreeing >= AGREEING.0 && agreeing as f32 >= AGREEING.1 * all as f32).then_some(most)
    }
}
