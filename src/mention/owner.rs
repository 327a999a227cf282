//! Owners whose apostrophe a report has lost, as pages that were copied without their marks have them: "Syrias Hama province",
//! "Malis army".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::words::{class, classes_of, is_function_word, of_class};
use crate::gazetteer::{Facts, Gazetteer, Kind, NameRole, Scanner};
use crate::span::Span;
use crate::text::hash::{of_lower, of_mark};
use crate::text::{Case, Text, Token, TokenKind};

/// Puts an apostrophe without width between a place and the "s" grown onto it, where the report has no apostrophe at all, the
/// place is likelier than any that is named so with the "s", and is known to everybody, stands before a place of its own country
/// ("Helmands Sangin district"), or is named by the report elsewhere and owns a part of itself ("Hamas northern countryside").
pub(super) fn restore(text: &mut Text<'_>, gazetteer: &Gazetteer) {
    let may = |(at, token): (usize, &Token)| is_grown(text, at, token).then_some(at);
    let mut grown: Vec<usize> = text.tokens.iter().enumerate().filter_map(may).collect();
    if grown.is_empty() || text.tokens.iter().any(|t| t.kind == TokenKind::Mark && t.lower == *APOSTROPHE) {
        return;
    }
    let named: FxHashSet<u64> = text.tokens.iter().filter(|t| is_name(t)).map(|t| t.lower).collect();
    let mut scanner = Scanner::new(gazetteer);
    grown.retain(|at| {
        let word = text.tokens[*at];
        let whole = best(text, &mut scanner, *at, |end| end > *at);
        let stem = Span::new(word.span.start, word.span.end - 1);
        text.tokens[*at] = Token { span: stem, lower: of_lower(text.slice(stem)), ..word };
        let told = |facts: &Facts, scanner: &mut Scanner<'_>| {
            let part = classes_of(text.tokens[*at + 1].lower) & PARTS != 0;
            part && named.contains(&text.tokens[*at].lower) || owns_a_place(text, scanner, *at + 1, facts, gazetteer)
        };
        let owner = best(text, &mut scanner, *at, |end| end == *at + 1).filter(|(role, facts)| {
            *role != NameRole::Demonym && (is_known_to_all(facts) || is_well_known(facts) && told(facts, &mut scanner))
        });
        text.tokens[*at] = word;
        owner.is_some_and(|owner| whole.is_none_or(|whole| is_likelier(owner, whole)))
    });
    text.part_possessives(&grown);
}

/// Whether a word could be an owner with its "s": it ends on one, and what it owns follows.
fn is_grown(text: &Text<'_>, at: usize, token: &Token) -> bool {
    if !(is_name(token) && token.span.len() >= SHORTEST && text.source.as_bytes()[token.span.end - 1] == b's') {
        return false;
    }
    let owned = text.tokens.get(at + 1).is_some_and(|next| next.spaced && next.kind == TokenKind::Word && !next.paragraph_start);
    let person = || classes_of(token.lower) & (class::GIVEN | class::SURNAME) != 0;
    let noun = || classes_of(of_lower(text.slice(token.span).trim_end_matches('s'))) & NOUNS != 0;
    // "The Americas", "both Koreas" are more than one.
    let before = at.checked_sub(1).and_then(|before| text.tokens.get(before)).filter(|_| !token.line_start);
    let several = before.is_some_and(|t| t.kind == TokenKind::Number || SEVERAL.contains(&t.lower));
    let function = text.tokens.get(at + 1).is_some_and(is_function_word);
    owned && !function && !several && !person() && !noun()
}

/// Words of these classes have a plural: "Lakes", "Highlands".
const NOUNS: u32 = class::PLACE | class::SITE | class::ORGANISATION | class::PEOPLE | class::TITLE | class::HEAD;

/// Words of these classes are of a place: "countryside", "northern", "airport".
const PARTS: u32 = class::PLACE | class::COMPASS | class::SITE;

/// Whether it is written as a name, with or without an "s": "Malis", "UAEs".
fn is_name(token: &Token) -> bool {
    token.is_word() && matches!(token.case, Case::Title | Case::Mixed)
}

/// The hash of an apostrophe, as it is typed and as it is set.
static APOSTROPHE: LazyLock<u64> = LazyLock::new(|| of_mark("'"));

/// Words before a name of which there are more than one.
static SEVERAL: LazyLock<FxHashSet<u64>> = LazyLock::new(|| of_class(include_str!("../../data/mention/lists.tsv"), "several"));

/// Owners are no shorter with their "s", in bytes: "UAEs".
const SHORTEST: usize = 4;

/// Names of more words before the "s" are none.
const LONGEST: usize = 3;

/// The most prominent place of a name that begins at the token or shortly before and whose end `ends` admits, and what the name is to it.
fn best(text: &Text<'_>, scanner: &mut Scanner<'_>, at: usize, ends: impl Fn(usize) -> bool) -> Option<(NameRole, Facts)> {
    let starts = at.saturating_sub(LONGEST - 1)..=at;
    let names: Vec<_> = starts.flat_map(|first| scanner.names_at(text, first, text.tokens.len())).filter(|name| ends(name.end)).collect();
    let written = |role: NameRole, exact: &dyn Fn() -> bool| role != NameRole::Abbreviation && exact();
    let places = names.iter().filter_map(|name| scanner.summary(text, name, written));
    let places = places.map(|summary| summary.best);
    places.max_by(|a, b| a.1.prominence.total_cmp(&b.1.prominence))
}

/// Whether any report may speak of the place without saying where it is.
fn is_known_to_all(facts: &Facts) -> bool {
    facts.kind == Kind::Country || facts.prominence >= METROPOLIS
}

/// Whether a report that names the place can be expected to speak of what it owns.
fn is_well_known(facts: &Facts) -> bool {
    matches!(facts.kind, Kind::Admin1 | Kind::Region) || facts.prominence >= CITY
}

/// The natural logarithm of the weight of a city of a million, and of one of a hundred thousand.
const METROPOLIS: f32 = 13.8;
const CITY: f32 = 11.5;

/// Whether a capitalised name of a place in the owner's country begins at the token.
fn owns_a_place(text: &Text<'_>, scanner: &mut Scanner<'_>, at: usize, owner: &Facts, gazetteer: &Gazetteer) -> bool {
    let capitalised = text.tokens.get(at).is_some_and(Token::is_capitalised);
    let names = if capitalised { scanner.names_at(text, at, text.tokens.len()) } else { Vec::new() };
    let mut places = names.iter().flat_map(|name| scanner.candidates(text, name)).filter(|place| place.role != NameRole::Demonym);
    places.any(|place| gazetteer.facts(place.key).is_some_and(|facts| facts.country == owner.country))
}

/// Whether an owner is rather meant than what is named so with its "s": "Tripolis" is Tripoli's, "Brussels" is not Brussel's.
fn is_likelier((role, owner): (NameRole, Facts), (whole_role, whole): (NameRole, Facts)) -> bool {
    let clearly = whole.prominence + CLEARLY < owner.prominence;
    whole_role != NameRole::Demonym && (clearly || role == NameRole::Main && whole_role == NameRole::Alias)
}

/// By how much the owner has to be more prominent than a place that is named so with the "s", as natural logarithm: ten times.
const CLEARLY: f32 = 2.3;

#[cfg(test)]
mod tests {
    use super::*;

    /// The owners that are parted from their "s".
    fn owners(source: &str) -> Vec<String> {
        let gazetteer = Gazetteer::builtin().unwrap();
        let mut text = Text::new(source);
        restore(&mut text, &gazetteer);
        let marks = (1..text.tokens.len()).filter(|at| text.tokens[*at].span.is_empty());
        marks.map(|at| text.slice(text.tokens[at - 1].span).to_owned()).collect()
    }

    #[test]
    fn owners_that_lost_their_apostrophe() {
        assert_eq!(owners("Shells fell on two villages in Syrias Hama province and in Saudi Arabias south."), ["Syria", "Arabia"]);
        assert_eq!(owners("Two men died in Helmands Sangin district."), ["Helmand"]);
        assert_eq!(owners("Fighters left Hama at dawn and hid in Hamas northern countryside."), ["Hama"]);
    }

    #[test]
    fn words_that_end_so_of_themselves() {
        for whole in [
            "A bomb of Hamas militants went off in Athens last night.",
            "Aid for Brussels and the Americas came late, and Lakes State had none.",
            "The Palestinian group Hamas said that Hamas fighters left Hama.",
            "Rebels shelled Hama on Friday. Hamas leader Ismail Haniyeh condemned the attack.",
            "Both Sudans signed a deal, as the two Koreas did, and Syrias have it so.",
            "It's said that Syrias army has left.",
            "Frances Hill said so, and Syrians saw it.",
        ] {
            assert!(owners(whole).is_empty(), "{whole}");
        }
    }

    #[test]
    fn what_is_not_parted_is_as_it_was() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let source = "Obamas plan for Kilos Na Homeless, and Zetas men";
        let mut text = Text::new(source);
        restore(&mut text, &gazetteer);
        assert_eq!(text.tokens, Text::new(source).tokens);
    }
}
