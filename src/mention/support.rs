//! What the words around a name of the gazetteer say for it, beyond the model: the noun behind it is what the
//! gazetteer has there ("al-Kharata oil field"), or it is the other end of a line that begins at a place.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::candidate::Possible;
use super::cell::{fills_a_cell, is_cell, opens_a_cell};
use super::company::company;
use super::evidence::Notes;
use super::wanted;
use super::words::{class, of_class};
use crate::gazetteer::{Candidate, Kind, NameRole, Scanner, Tier};
use crate::text::Text;

/// What a noun that agrees with the gazetteer adds to the score, in log-odds; set by hand.
const ITS_KIND: f32 = 3.0;

/// What standing at the other end of a line adds to the score, in log-odds; set by hand.
const OTHER_END: f32 = 2.0;

/// What sounding like a place of the gazetteer adds to an unknown name that begins as Arabic names of places do, in
/// log-odds; set by hand.
const SOUND: f32 = 2.0;

/// What being the name of a place of the user's adds to the score, in log-odds; set by hand.
const USERS: f32 = 1.5;

/// What a place beside all other names that are believed adds to the score of a name, in log-odds; set by hand.
const COMPANY: f32 = 2.0;

/// Scores of unknown names within this of even are helped by their sound: below, the words around speak of a person.
const IN_DOUBT: f32 = 3.0;

/// What filling the cell of a table adds to the score of a name, in log-odds; set by hand.
const CELL: f32 = 2.5;

/// How many tokens before the second end the word that ties both may stand.
const REACH: usize = 8;

/// Hashes of the words that ask for two ends, and of those that stand between the ends.
static LINES: LazyLock<[FxHashSet<u64>; 2]> =
    LazyLock::new(|| ["two-ends", "joint"].map(|class| of_class(include_str!("../../data/mention/lines.tsv"), class)));

/// What is added to the score of each possible mention; `scores` are those of the model.
pub(super) fn support(text: &Text<'_>, notes: &Notes, scanner: &Scanner<'_>, all: &[Possible], scores: &[f32]) -> Vec<f32> {
    let places: Vec<(usize, usize)> =
        all.iter().zip(scores).filter(|(p, s)| **s > 0.0 && is_known(p)).map(|(p, _)| (p.first, p.end)).collect();
    let cell = is_cell(text, notes);
    let company = company(text, scanner, all, scores, |p, score| score.abs() < IN_DOUBT && is_known(p));
    let of = |((p, score), company): ((&Possible, &f32), &f32)| {
        let cell = if cell && fills_a_cell(text, notes, p) { CELL } else { 0.0 };
        if p.known.is_none() {
            let sound = if (score + cell).abs() < IN_DOUBT && sounds_known(text, notes, scanner, p) { SOUND } else { 0.0 };
            return cell + sound;
        }
        if !is_known(p) {
            return cell;
        }
        let kind = if names_its_kind(text, scanner, p) { ITS_KIND } else { 0.0 };
        let end = if is_other_end(text, notes, p, &places) { OTHER_END } else { 0.0 };
        let own = if scanner.has_users() && score.abs() < IN_DOUBT && is_users(text, scanner, p) { USERS } else { 0.0 };
        cell + kind + end + own + COMPANY * company
    };
    all.iter().zip(scores).zip(&company).map(of).collect()
}

/// Whether the gazetteer has the name as it is written, but for case and article.
fn is_known(p: &Possible) -> bool {
    p.known.as_ref().is_some_and(|known| known.summary.named)
}

/// Whether the name is the main one of a place of the user's, who would not list it for nothing.
fn is_users(text: &Text<'_>, scanner: &Scanner<'_>, p: &Possible) -> bool {
    let own = |c: &Candidate| c.key.is_users() && !c.stands_in && c.role == NameRole::Main && matches!(c.tier, Tier::Exact | Tier::Folded);
    p.known.as_ref().is_some_and(|known| known.candidates(text, scanner).iter().any(own))
}

/// Whether an unknown name sounds like a place of the gazetteer, and begins with an article or a word as "Tell", "Kafr"
/// ("Deir Sunbol", "Al Salmsaa") or opens a line of few words, as in a table or list ("Rakaya Sajna (Idlib)"). Only these
/// are looked up by their sound, which is slow.
fn sounds_known(text: &Text<'_>, notes: &Notes, scanner: &Scanner<'_>, p: &Possible) -> bool {
    let first = text.slice(text.tokens[p.first].span);
    let begins = notes.words[p.first].classes & class::HEAD != 0 || crate::text::is_written_article(first);
    (begins && p.end > p.first + 1 || opens_a_cell(text, p)) && scanner.gazetteer().sounds_like_one(text.slice(p.span))
}

/// Whether the noun beside the name asks for a site, and the gazetteer has such a site by that name.
///
/// Towns and divisions are left to the model: their nouns follow the names of people and peoples as well.
fn names_its_kind(text: &Text<'_>, scanner: &Scanner<'_>, p: &Possible) -> bool {
    let site = |kind: &Kind| !kind.is_settlement() && !kind.is_division() && !matches!(kind, Kind::Continent | Kind::Region);
    let mut wanted = wanted::wanted(text, p.first, p.end);
    wanted.retain(site);
    let (false, Some(known)) = (wanted.is_empty(), &p.known) else { return false };
    known.candidates(text, scanner).iter().any(|c| scanner.kind(c.key).is_some_and(|kind| wanted.contains(&kind)))
}

/// Whether the name follows a place and "and", "with" or "to" after a word that asks for two ends: "connecting A and B".
fn is_other_end(text: &Text<'_>, notes: &Notes, p: &Possible, places: &[(usize, usize)]) -> bool {
    let [two_ends, joints] = &*LINES;
    let is = |at: usize, words: &FxHashSet<u64>| notes.words.get(at).is_some_and(|w| words.contains(&w.lower));
    let Some(joint) = p.first.checked_sub(1).filter(|at| is(*at, joints)) else { return false };
    let Some((first, _)) = places.iter().find(|(_, end)| *end == joint) else { return false };
    let sentence = text.sentence_at(p.span.start).map_or(0, |s| text.sentences[s].start);
    let reach = p.first.saturating_sub(REACH)..*first;
    reach.rev().any(|at| text.tokens[at].span.start >= sentence && is(at, two_ends))
}
