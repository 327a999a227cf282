//! Which spans of a text could name a place: every name of the gazetteer that begins at a capitalised word
//! (or at a word of a script without case), and every run of capitalised words.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::evidence::Notes;
use super::words::{ARABIC_PREFIXES, class, of_class};
use crate::gazetteer::{Candidate, Found, Kind, NameRole, Scanner, Summary, Tier};
use crate::measure::Position;
use crate::span::Span;
use crate::text::{Case, Text, Token, TokenKind};

/// A span that could be a mention.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Possible {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// The words.
    pub span: Span,
    /// What the gazetteer knows of it; `None` for a run of capitalised words that it does not hold.
    pub known: Option<Known>,
    /// The run of capitalised words around it.
    pub run: (usize, usize),
    /// The longer name of the gazetteer that it begins, whose noun is written small: "Kakhovka dam".
    pub site: Option<Box<Found>>,
}

impl Possible {
    /// The sites that the longer name can mean whose noun is written small, unless it begins with an adjective.
    pub(super) fn sites(&self, text: &Text<'_>, scanner: &Scanner<'_>) -> Vec<Candidate> {
        let adjective = self.known.as_ref().is_some_and(|known| !known.summary.named);
        let longer = self.site.as_ref().filter(|_| !adjective);
        longer.map(|found| sites(text, found, scanner)).unwrap_or_default()
    }
}

/// What a name can mean whose noun is written small: a site, a river, a region; towns and provinces have their name without it.
pub(super) fn sites(text: &Text<'_>, found: &Found, scanner: &Scanner<'_>) -> Vec<Candidate> {
    let mut sites = scanner.candidates(text, found);
    let is_site = |kind: Kind| !kind.is_settlement() && !kind.is_division();
    sites.retain(|c| c.role != NameRole::Demonym && scanner.kind(c.key).is_some_and(is_site));
    sites
}

/// Whether the words of a name behind token `end` are all written small.
pub(super) fn goes_on_small(text: &Text<'_>, end: usize, found: &Found) -> bool {
    found.end > end && text.tokens[end..found.end].iter().all(|t| t.is_word() && t.case == Case::Lower)
}

/// Abbreviations of one word with their own full stop are no longer than this, in bytes: "Calif".
const LONGEST_SHORTENED: usize = 6;

/// A name of the gazetteer; its places are listed only where it is a mention.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    found: Found,
    admits: Admits,
    pub summary: Summary,
}

impl Known {
    /// The places that it can mean, the user's first, then most prominent first.
    pub(super) fn candidates(&self, text: &Text<'_>, scanner: &Scanner<'_>) -> Vec<Candidate> {
        let mut candidates = scanner.candidates(text, &self.found);
        candidates.retain(|c| self.admits.admits(c.role, || c.tier == Tier::Exact));
        candidates
    }

    /// Where the places lie that it can mean and that are small enough for others to be near.
    pub(super) fn points(&self, scanner: &Scanner<'_>) -> impl Iterator<Item = Position> {
        scanner.points(&self.found)
    }
}

/// Which names the way in which the words are written lets them be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Admits {
    /// Abbreviations: what is in capitals, has a full stop or says where the place before it lies.
    abbreviations: bool,
    /// Whether that is as they are spelt, as the capitals of a code are: "EL" is not the AL of Alabama.
    exact_abbreviations: bool,
    /// Names only as they are spelt to the letter: "EU" is no spelling of the town of Eu.
    only_exact: bool,
    /// Abbreviations alone: "Ky." with its full stop.
    only_abbreviations: bool,
}

impl Admits {
    fn admits(self, role: NameRole, exact: impl FnOnce() -> bool) -> bool {
        match role {
            NameRole::Abbreviation => self.abbreviations && (!self.exact_abbreviations || exact()),
            _ if self.only_abbreviations => false,
            _ => !self.only_exact || exact(),
        }
    }
}

/// Longest run of capitalised words that may be a name no gazetteer holds.
const LONGEST_UNKNOWN: usize = 3;

/// Words in capitals up to this length are abbreviations.
const SHORT_CAPITALS: usize = 4;

/// Longest name of a site that no gazetteer holds: "Marjory Stoneman Douglas High School".
const LONGEST_SITE: usize = 6;

/// Longest run looked at whole; lists in capitals and tables are longer.
const LONGEST_RUN: usize = 12;

/// All possible mentions, by first token, then by end.
pub(super) fn possible(text: &Text<'_>, notes: &Notes, scanner: &mut Scanner<'_>) -> Vec<Possible> {
    let mut out = Vec::with_capacity(text.tokens.len() / 3);
    let mut run_end = 0;
    let mut run_start = 0;
    for first in 0..text.tokens.len() {
        let token = &text.tokens[first];
        let begins = may_begin(text, token) || first >= run_end && is_apart_article(text, notes, first);
        if token.kind == TokenKind::Mark || !begins {
            continue;
        }
        if is_of_a_date(text, notes, first) || is_weekday_without_case(text, notes, first) {
            continue;
        }
        if first >= run_end {
            run_start = first;
            run_end = run_from(text, first);
        }
        let run = (run_start, run_end);
        let function = notes.words[first].function && (token.case != Case::Upper || token.span.len() == 1);
        // "The" of "The army": what goes on small is no name that begins with it.
        if function && text.tokens.get(first + 1).is_some_and(|t| t.is_word() && t.case == Case::Lower) {
            continue;
        }
        let (before, mut sites) = (out.len(), Vec::new());
        let known = known_names(text, notes, scanner, first, run, (&mut out, &mut sites));
        // "The Hague" is a name, "The" is none.
        if function {
            let kept = out.split_off(before).into_iter().filter(|p| p.end > first + 1);
            out.extend(kept);
        } else if token.case == Case::None {
            caseless_names(text, notes, first, run, &known, &mut out);
        } else {
            unknown_names(text, notes, first, run, &known, &mut out);
            site_names(text, notes, first, run, &known, &mut out);
        }
        for site in sites {
            let begins = out[before..].iter_mut().filter(|p| goes_on_small(text, p.end, &site));
            begins.for_each(|p| p.site = Some(Box::new(site.clone())));
        }
    }
    let known: Vec<(usize, usize, bool)> =
        out.iter().filter(|p| p.known.is_some()).map(|p| (p.first, p.end, p.span.start > text.tokens[p.first].span.start)).collect();
    out.retain(|p| p.known.is_some() || !says_something(text, notes, p, &known));
    out
}

/// Whether words of a script without case, which could be an unknown name, rather say something of a known one that stands
/// among them: "دمشق وحلب", "أهالي داريا يحتجون", "قرب داريا". Of each known name, its tokens and whether a word is joined to it.
fn says_something(text: &Text<'_>, notes: &Notes, p: &Possible, known: &[(usize, usize, bool)]) -> bool {
    let first = notes.words[p.first];
    if text.tokens[p.first].case != Case::None || p.end < p.first + 2 || first.classes & class::HEAD != 0 {
        return false;
    }
    // In order of their first tokens: only those inside are looked at.
    let behind = &known[known.partition_point(|(first, ..)| *first <= p.first)..];
    let inside = behind.iter().take_while(|(first, ..)| *first < p.end).filter(|(_, end, _)| *end <= p.end);
    inside.clone().any(|(_, end, joined)| *joined || *end < p.end) || first.classes & class::LOCATIVE != 0 && inside.count() > 0
}

fn may_begin(text: &Text<'_>, token: &Token) -> bool {
    match token.case {
        Case::Title | Case::Upper | Case::Mixed => true,
        Case::Lower => is_joined_article(text, token),
        Case::None => token.kind == TokenKind::Word && token.span.len() > 2,
    }
}

/// Whether the word is the month or weekday of a date: "2 Jun", "Sat 24 Aug", "Mar. 5".
fn is_of_a_date(text: &Text<'_>, notes: &Notes, at: usize) -> bool {
    const CALENDAR: u32 = class::MONTH | class::WEEKDAY;
    let calendar = |i: usize| notes.words.get(i).is_some_and(|w| w.classes & CALENDAR != 0);
    let number = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() <= 4);
    let dot = usize::from(text.tokens.get(at + 1).is_some_and(|t| matches!(text.slice(t.span), "." | ",")));
    calendar(at) && (at > 0 && number(at - 1) || number(at + 1 + dot) || at > 0 && calendar(at - 1))
}

/// Whether the word is a weekday of a script without case, where no noun of a place says otherwise: "يوم الجمعة".
fn is_weekday_without_case(text: &Text<'_>, notes: &Notes, at: usize) -> bool {
    let place = at > 0 && notes.words[at - 1].classes & class::PLACE != 0;
    text.tokens[at].case == Case::None && notes.words[at].classes & class::WEEKDAY != 0 && !place
}

/// "al" in "al-Bab" begins a name although it is written small.
fn is_joined_article(text: &Text<'_>, token: &Token) -> bool {
    // Few small words are joined to the next: the article is asked for last.
    let Some(rest) = text.source[token.span.end..].strip_prefix(['-', '‐', '‑']).filter(|_| token.span.len() <= 4) else {
        return false;
    };
    crate::text::is_article(text.slice(token.span))
        && rest.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '\'' | '’' | 'ʿ' | '‘'))
}

/// "al" in "al Bab" does so too, unless it is an English word ("at Homs") or stands inside a name ("Ahrar al Sham").
fn is_apart_article(text: &Text<'_>, notes: &Notes, at: usize) -> bool {
    let (token, next) = (&text.tokens[at], text.tokens.get(at + 1));
    token.case == Case::Lower
        && token.span.len() <= 4
        && next.is_some_and(|n| n.spaced && n.is_capitalised() && !n.paragraph_start)
        && !notes.words[at].function
        && crate::text::is_article(text.slice(token.span))
}

/// The end of the run of capitalised words that begins at `first`: words joined by blanks, hyphens, apostrophes, an
/// article between or a small word between hyphens.
fn run_from(text: &Text<'_>, first: usize) -> usize {
    let tokens = &text.tokens;
    let mut end = first + 1;
    let mut at = first + 1;
    while at < tokens.len() && at < first + LONGEST_RUN {
        let token = &tokens[at];
        if token.paragraph_start || token.line_start && is_another_case(&tokens[at - 1], token) {
            break;
        }
        if token.kind == TokenKind::Mark {
            let mark = token.span.slice(text.source);
            let joins = !token.spaced && tokens.get(at + 1).is_some_and(|n| !n.spaced || mark == ".");
            if !(joins && matches!(mark, "-" | "‐" | "‑" | "" | "'" | "’" | "ʿ" | "‘" | "`" | "´" | "." | "–")) {
                break;
            }
            // A full stop joins only after an initial or abbreviation: "J. Smith", "St. Louis".
            if mark == "." && tokens[at - 1].span.len() > 3 {
                break;
            }
            at += 1;
            continue;
        }
        let small_article = token.case == Case::Lower
            && crate::text::is_article(text.slice(token.span))
            && token.span.len() > 1
            && tokens.get(at + 1).is_some_and(|n| !n.spaced || n.is_capitalised());
        // "و" by itself joins two names.
        let caseless =
            token.case == Case::None && tokens[first].case == Case::None && token.kind == TokenKind::Word && text.slice(token.span) != "و";
        let linked = is_linked(text, at);
        if !(token.is_capitalised() || small_article || caseless || linked || is_inner(text, at)) {
            break;
        }
        at += 1;
        if !small_article && !linked {
            end = at;
        }
    }
    end
}

/// Whether a line in capitals begins or ends: the dateline under "Storm hits Fiji", the body under "FIRE IN SALEM".
fn is_another_case(before: &Token, token: &Token) -> bool {
    let written = |t: &Token| t.is_word() && t.span.len() > 1;
    written(before) && written(token) && (before.case == Case::Upper) != (token.case == Case::Upper)
}

/// Whether the token is a small word that hyphens tie to the names on both sides: "e" of "Qala-e-Zal", "sur" of
/// "Boulogne-sur-Mer", both of "Shir-abad-e-Bala".
fn is_linked(text: &Text<'_>, at: usize) -> bool {
    let joined = |i: usize| text.tokens.get(i).filter(|t| !t.spaced);
    let small = |i: usize| joined(i).is_some_and(|t| t.is_word() && t.case == Case::Lower) && is_joined_hyphen(text, i + 1);
    let name = |i: usize| joined(i).is_some_and(Token::is_capitalised);
    at > 0 && is_joined_hyphen(text, at - 1) && small(at) && (name(at + 2) || small(at + 2) && name(at + 4))
}

/// Whether a hyphen stands there without a blank before it.
fn is_joined_hyphen(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|t| !t.spaced && matches!(text.slice(t.span), "-" | "‐" | "‑"))
}

/// What is left of a small word behind an apostrophe: "ll" of "We'll".
static CONTRACTED: LazyLock<FxHashSet<u64>> = LazyLock::new(|| of_class(include_str!("../../data/mention/lists.tsv"), "contracted"));

/// Whether the token is the small rest of a word behind an apostrophe: "ala" of "Ma'ala", not "ll" of "We'll".
fn is_inner(text: &Text<'_>, at: usize) -> bool {
    let Some((token, mark)) = text.tokens.get(at).zip(at.checked_sub(1).and_then(|i| text.tokens.get(i))) else { return false };
    let joined = !token.spaced && !mark.spaced && matches!(text.slice(mark.span), "'" | "’" | "ʿ" | "‘" | "`" | "´");
    joined && token.case == Case::Lower && !CONTRACTED.contains(&token.lower)
}

/// Adds the names of the gazetteer that begin at `first`, and those whose last words are written small; gives back where the
/// former end.
fn known_names(
    text: &Text<'_>,
    notes: &Notes,
    scanner: &mut Scanner<'_>,
    first: usize,
    run: (usize, usize),
    (out, sites): (&mut Vec<Possible>, &mut Vec<Found>),
) -> Vec<usize> {
    let limit = text.tokens.len();
    let mut found = scanner.names_at(text, first, limit);
    let token = &text.tokens[first];
    let words = token.span.slice(text.source);
    if found.is_empty() && token.case == Case::None {
        for (prefix, given_back) in ARABIC_PREFIXES.iter() {
            if words.starts_with(prefix) && words.len() > prefix.len() + 4 {
                found = scanner.names_behind(text, first, limit, prefix.len(), given_back);
                if !found.is_empty() {
                    break;
                }
            }
        }
    }
    let mut ends = Vec::new();
    // "Dara" of "Dara'a" is no name of its own where the whole word is one.
    let longest = found.last().map_or(first, |name| name.end);
    found.retain(|name| !(is_inner(text, name.end + 1) && longest > name.end + 1));
    for name in found {
        if let Some(short) = shortened(text, scanner, &name) {
            ends.push(short.found.end);
            out.push(Possible { first, end: short.found.end, span: short.found.span, known: Some(short), run, site: None });
            continue;
        }
        // "Of Mexico" is no name: the last word is capitalised too, unless it is the only one or has no case.
        let last = &text.tokens[name.end - 1];
        if last.case == Case::Lower && !last.span.slice(text.source).contains('.') && name.end > first + 1 && last.spaced {
            sites.push(name);
            continue;
        }
        let capitals = text.tokens[first..name.end].iter().filter(|t| t.is_word()).all(|t| t.case == Case::Upper);
        let dotted = || text.slice(name.span).contains('.') || words.contains('.');
        // Short words in capitals are abbreviations, unless all around is in capitals or a report is dated so.
        let short = capitals && name.end == first + 1 && token.span.len() <= SHORT_CAPITALS;
        let short = short && !in_capitals(text, first) && !opens_dateline(text, first);
        // "U.N." is no spelling of the town of Un.
        let initials = dotted() && text.tokens[first..name.end].iter().all(|t| t.span.len() == 1);
        let alone = name.end == first + 1;
        let is_word_too = alone && capitals && notes.words[first].classes & class::CODE != 0;
        let abbreviations = if is_word_too { is_code(text, first) } else { capitals || dotted() || alone && says_where(text, first) };
        let admits =
            Admits { abbreviations, exact_abbreviations: capitals && !dotted(), only_exact: short || initials, only_abbreviations: false };
        let Some(summary) = scanner.summary(text, &name, |role, exact| admits.admits(role, exact)) else { continue };
        ends.push(name.end);
        out.push(Possible { first, end: name.end, span: name.span, known: Some(Known { found: name, admits, summary }), run, site: None });
    }
    ends
}

/// Whether a short word follows a comma and a name, as "Pa" does in "Erie, Pa".
fn says_where(text: &Text<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|i| text.tokens.get(i));
    let comma = before(1).is_some_and(|t| !t.spaced && text.slice(t.span) == ",");
    comma && text.tokens[at].span.len() <= LONGEST_SHORTENED && before(2).is_some_and(|t| t.is_word() && t.is_capitalised())
}

/// Whether a code that is a word too, such as OR and IN, says where the place before it lies: "Salem, OR", and not "IN PARIS,
/// OR IN ROME".
fn is_code(text: &Text<'_>, at: usize) -> bool {
    let word_next = text.tokens.get(at + 1).is_some_and(|t| t.is_word() && !t.line_start);
    says_where(text, at) && !(word_next && in_capitals(text, at))
}

/// The name that "Ky" begins in "Bowling Green, Ky.", whose full stop is its own.
fn shortened(text: &Text<'_>, scanner: &Scanner<'_>, name: &Found) -> Option<Known> {
    let stop = text.tokens.get(name.end).filter(|t| !t.spaced && name.span.len() <= LONGEST_SHORTENED && text.slice(t.span) == ".")?;
    // "Rebels left Man. Soldiers came": the stop is the sentence's, and the town is meant.
    let ends = text.tokens.get(name.end + 1).is_none_or(|t| t.is_capitalised() && (t.spaced || t.line_start));
    if ends && !says_where(text, name.first) && scanner.summary(text, name, |role, exact| exact() && role == NameRole::Main).is_some() {
        return None;
    }
    let mut found = name.clone();
    (found.end, found.span) = (name.end + 1, name.span.cover(stop.span));
    let admits = Admits { abbreviations: true, exact_abbreviations: true, only_exact: true, only_abbreviations: true };
    let summary = scanner.summary(text, &found, |role, exact| admits.admits(role, exact))?;
    Some(Known { found, admits, summary })
}

/// Whether a word in capitals opens a line as the place of a dateline does: "KYIV, Ukraine", "GOMA (Reuters)",
/// "TAIZ — Two people".
fn opens_dateline(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let next = |further: usize| text.tokens.get(at + further);
    let goes_on = match next(1).map_or("", |t| text.slice(t.span)) {
        "," => next(2).is_some_and(Token::is_capitalised),
        "(" => true,
        "—" | "–" | "-" => next(1).is_some_and(|t| t.spaced),
        _ => false,
    };
    token.line_start && token.span.len() > 2 && goes_on
}

/// Whether a neighbour of the word is in capitals too.
fn in_capitals(text: &Text<'_>, at: usize) -> bool {
    let capitals = |t: &Token| t.is_word() && t.case == Case::Upper && t.span.len() > 1;
    let before = text.tokens[..at].iter().rev().take(2).any(capitals);
    before || text.tokens[at + 1..].iter().take(2).any(capitals)
}

/// Adds runs of capitalised words that begin at `first` and that the gazetteer does not know.
fn unknown_names(text: &Text<'_>, notes: &Notes, first: usize, run: (usize, usize), known: &[usize], out: &mut Vec<Possible>) {
    let starts_name = text.tokens[first].case != Case::None;
    let short = text.tokens[first].span.len() < 3 && text.tokens[first].case != Case::Lower;
    // "Al Murayr", "Um Walad" and "Ma'an" begin with a short word, "Mr Smith" does too; the "Al Zahrah" of "Fatimah Al
    // Zahrah" is no name.
    let article = || first == run.0 && crate::text::is_written_article(text.slice(text.tokens[first].span));
    let opens = || notes.words[first].classes & class::HEAD != 0 || is_inner(text, first + 2) || article();
    if !starts_name || short && !opens() {
        return;
    }
    let mut words = 0;
    for end in first + 1..=run.1 {
        let last = &text.tokens[end - 1];
        let inner = is_inner(text, end - 1);
        if !last.is_word() || last.case == Case::Lower && !inner {
            continue;
        }
        // "Ma" of "Ma'ala" is no word by itself.
        if end < run.1 && (is_inner(text, end) || is_inner(text, end + 1)) {
            continue;
        }
        words += 1;
        if words > LONGEST_UNKNOWN {
            break;
        }
        let possessive = !inner && last.span.len() == 1 && end >= 2 && matches!(text.slice(text.tokens[end - 2].span), "" | "'" | "’");
        if known.contains(&end) || possessive {
            continue;
        }
        let span = text.tokens[first].span.cover(last.span);
        out.push(Possible { first, end, span, known: None, run, site: None });
    }
    let further = [small_tail(text, first), numbered(text, notes, first)];
    for end in further.into_iter().flatten().filter(|end| !known.contains(end)) {
        let span = text.tokens[first].span.cover(text.tokens[end - 1].span);
        out.push(Possible { first, end, span, known: None, run: (run.0, run.1.max(end)), site: None });
    }
}

/// The end of a name whose second part is written small: "Haji-abad". "Homs-based" is written so too.
fn small_tail(text: &Text<'_>, first: usize) -> Option<usize> {
    let [word, _, tail, ..] = text.tokens.get(first..)? else { return None };
    let joined = word.is_word() && is_joined_hyphen(text, first + 1) && !tail.spaced;
    // "Shir-abad-e-Bala" is longer, and no name ends within it.
    let further = |at: usize| text.tokens.get(at).filter(|t| !t.spaced);
    let goes_on = further(first + 3).is_some() && further(first + 4).is_some_and(Token::is_word) && !text.is_possessive(first + 3);
    (joined && tail.is_word() && tail.case == Case::Lower && !goes_on).then_some(first + 3)
}

/// The end of a road, hill or the like that is told by a number: "Highway 6", "Hill 30".
fn numbered(text: &Text<'_>, notes: &Notes, first: usize) -> Option<usize> {
    let number = text.tokens.get(first + 1).filter(|t| t.spaced && t.kind == TokenKind::Number && t.span.len() <= LONGEST_NUMBER)?;
    let noun = notes.words[first].classes & (class::PLACE | class::SITE) != 0;
    let joined = |at: usize| text.tokens.get(at).filter(|t| !t.spaced);
    let further = joined(first + 2).is_some() && joined(first + 3).is_some_and(|t| t.kind != TokenKind::Mark);
    let goes_on = further && !text.is_possessive(first + 2);
    (noun && !number.line_start && !goes_on).then_some(first + 2)
}

/// The number of a road is no longer, in bytes.
const LONGEST_NUMBER: usize = 4;

/// Adds names in a script without case that the gazetteer does not know: one or two words behind a noun of a place
/// ("قرية"), words that begin as names of villages do ("تل", "كفر"), and a line that is nothing but a few words.
fn caseless_names(text: &Text<'_>, notes: &Notes, first: usize, run: (usize, usize), known: &[usize], out: &mut Vec<Possible>) {
    let tokens = &text.tokens;
    let place = |at: usize| notes.words[at].classes & class::PLACE != 0;
    let head = notes.words[first].classes & class::HEAD != 0;
    let noun = first > run.0 && place(first - 1) && !tokens[first].paragraph_start;
    let line = (first == 0 || tokens[first].line_start)
        && run.0 == first
        && tokens.get(run.1).is_none_or(|t| t.line_start || t.kind == TokenKind::Mark);
    // "قرية" is the noun of a village, and no part of its name.
    if place(first) && !head {
        return;
    }
    let longest = match (noun || head, line) {
        (true, _) => {
            if head {
                3
            } else {
                2
            }
        }
        (false, true) if run.1 - first <= LONGEST_UNKNOWN => LONGEST_UNKNOWN,
        _ => return,
    };
    let shortest = if head && !noun { 2 } else { 1 };
    for end in first + shortest..=(first + longest).min(run.1) {
        let alone = noun || head || end == run.1;
        let last = &tokens[end - 1];
        if !alone || !last.is_word() || last.span.len() < 4 || known.contains(&end) || (end > first + 1 && place(end - 1)) {
            continue;
        }
        out.push(Possible { first, end, span: tokens[first].span.cover(last.span), known: None, run, site: None });
    }
}

/// Adds the longer names of sites that begin at `first`, which no gazetteer holds and which end on what the site is:
/// "St. Mark's Coptic Orthodox Cathedral".
fn site_names(text: &Text<'_>, notes: &Notes, first: usize, run: (usize, usize), known: &[usize], out: &mut Vec<Possible>) {
    let tokens = &text.tokens;
    let word = |at: usize| tokens.get(at).filter(|t| t.is_word());
    let (mut words, mut at, mut owned) = (1, first + 1, false);
    while words < LONGEST_SITE {
        let Some(token) = tokens.get(at).filter(|t| !t.paragraph_start) else { break };
        let mark = if token.kind == TokenKind::Mark { text.slice(token.span) } else { " " };
        // The owner of a possessive, "St. Mark's", and what begins with an initial or is joined by a hyphen.
        if text.is_possessive(at) {
            owned = true;
            at += 2;
            continue;
        }
        let joins = match mark {
            "." => tokens[at - 1].span.len() <= 3 && !token.spaced,
            "-" | "'" | "’" | "" => !token.spaced && word(at + 1).is_some_and(|n| !n.spaced),
            _ => false,
        };
        if joins {
            at += 1;
            continue;
        }
        if !(token.is_word() && token.is_capitalised()) {
            break;
        }
        words += 1;
        at += 1;
        let new = words > LONGEST_UNKNOWN || owned;
        if new && notes.words[at - 1].classes & class::SITE != 0 && !known.contains(&at) {
            let span = tokens[first].span.cover(token.span);
            out.push(Possible { first, end: at, span, known: None, run: (run.0, run.1.max(at)), site: None });
        }
    }
}
