//! Everything known of a report's words, laid out by sentence.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::casualty::{self, Toll};
use super::party::{self, Party, Who};
use super::reading::Reading;
use super::{Context, Status};
use crate::codebook::{Classes, Codebook, Frame, Side};
use crate::mention::Form;
use crate::relation::Relation;
use crate::span::Span;
use crate::text::Case;

/// The reading of a report and what it holds, for all rules.
pub(crate) struct Scene<'c> {
    pub context: &'c Context<'c>,
    pub codebook: &'c Codebook,
    pub classes: &'c Classes,
    pub reading: Reading<'c>,
    pub parties: Vec<Party>,
    pub tolls: Vec<Toll>,
    /// Words of each toponym that can be a location, with its index; in order.
    pub places: Vec<(Range<usize>, usize)>,
    /// Words of each date, with its index; in order.
    pub dates: Vec<(Range<usize>, usize)>,
    /// Whether a sentence is a web page's leftover.
    pub boilerplate: Vec<bool>,
}

impl<'c> Scene<'c> {
    pub(crate) fn new(context: &'c Context<'c>) -> Self {
        let codebook = context.codebook;
        let reading = Reading::new(context.text, codebook);
        let mut parties = party::parties(&reading, codebook);
        // "Imam Sahib district": a word of a place's name is nobody.
        let named = |t: &&crate::resolve::Toponym| t.form == Form::Name && t.place.is_some();
        let mut names = context.toponyms.iter().filter(named).peekable();
        parties.retain(|p| {
            while names.next_if(|t| t.span.end <= p.span.start).is_some() {}
            let within = names.peek().is_some_and(|t| t.span.start <= p.span.start && p.span.end <= t.span.end);
            !within || !matches!(p.who, Who::Kind(_, None))
        });
        // An adjective is no place, but "the Syrian capital" is one.
        let capitals: FxHashSet<usize> = context.relations.iter().flat_map(|r| r.capitals.iter().copied()).collect();
        let places = context.toponyms.iter().enumerate().filter(|(i, t)| t.form != Form::Demonym || capitals.contains(i));
        let places = places.map(|(i, t)| (reading.words_in(t.span), i)).filter(|(w, _)| !w.is_empty()).collect();
        let dates: Vec<_> = context.dates.iter().enumerate().map(|(i, d)| (reading.words_in(d.span), i)).collect();
        let boilerplate = reading.sentences.iter().map(|s| reading.any(s.clone(), codebook.classes.boilerplate)).collect();
        let tolls = casualty::tolls(&reading, &parties, context.numbers, &dates, codebook);
        Self { context, codebook, classes: &codebook.classes, reading, parties, tolls, places, dates, boilerplate }
    }

    /// Indices of the parties within a range of words.
    pub(crate) fn parties_in(&self, words: Range<usize>) -> Range<usize> {
        let first = self.parties.partition_point(|p| p.words.start < words.start);
        let last = self.parties.partition_point(|p| p.words.start < words.end);
        first..last.max(first)
    }

    /// Places within a range of words.
    pub(crate) fn places_in(&self, words: Range<usize>) -> &[(Range<usize>, usize)] {
        within(&self.places, words)
    }

    /// The words of a toponym that can be a location.
    pub(crate) fn words_of(&self, toponym: usize) -> Option<Range<usize>> {
        let at = self.places.binary_search_by_key(&toponym, |(_, index)| *index).ok()?;
        Some(self.places[at].0.clone())
    }

    /// A place's name with the capitalised noun behind it, which is a word that says where too: "Hama Governorate".
    pub(crate) fn with_noun(&self, toponym: usize) -> Span {
        let span = self.context.toponyms[toponym].span;
        let Some(name) = self.words_of(toponym) else { return span };
        let words = &self.reading.words;
        let same_line = |at: usize| !self.reading.source[words[at - 1].span.end..words[at].span.start].contains('\n');
        let capital = |at: usize| words.get(at).is_some_and(|w| w.case == Case::Title && !w.joined);
        let goes_on = |at: &usize| capital(*at) && same_line(*at) && !self.is_place(*at);
        let behind = (name.end..name.end + LONGEST_NOUN).take_while(goes_on);
        let noun = behind.filter(|at| self.reading.is(*at, self.classes.ground_noun)).last();
        noun.map_or(span, |at| span.cover(words[at].span))
    }

    /// Whether word `at` belongs to a place name that can be a location.
    pub(crate) fn is_place(&self, at: usize) -> bool {
        let behind = self.places.partition_point(|(words, _)| words.start <= at);
        behind.checked_sub(1).is_some_and(|last| self.places[last].0.contains(&at))
    }

    /// Relations that speak of a toponym, with their indices.
    pub(crate) fn relations_of(&self, toponym: usize) -> impl Iterator<Item = (usize, &Relation)> {
        let relations = self.context.relations;
        let span = self.context.toponyms[toponym].span;
        // Relations do not overlap, and each has its names within it.
        let first = relations.partition_point(|r| r.span.end <= span.start);
        let near = relations[first..].iter().take_while(move |r| r.span.start < span.end);
        (first..).zip(near).filter(move |(_, r)| r.anchors.contains(&toponym))
    }

    /// Dates within a range of words.
    pub(crate) fn dates_in(&self, words: Range<usize>) -> &[(Range<usize>, usize)] {
        within(&self.dates, words)
    }

    /// Tolls within a range of words.
    pub(crate) fn tolls_in(&self, words: Range<usize>) -> &[Toll] {
        let first = self.tolls.partition_point(|t| t.words.start < words.start);
        let last = self.tolls.partition_point(|t| t.words.start < words.end);
        &self.tolls[first..last.max(first)]
    }

    /// The class name of a party; empty for a named group.
    pub(crate) fn class_of(&self, party: usize) -> &str {
        match self.parties[party].who {
            Who::Kind(class, _) => &self.codebook.actors.classes[class as usize].class,
            Who::Group(_) => "",
        }
    }

    /// The word before `at` that is no determiner, number or describing word: what governs the noun there.
    pub(crate) fn governor(&self, at: usize) -> Option<usize> {
        let reading = &self.reading;
        let marks = self.classes.preposition | self.classes.clause | self.classes.be | self.classes.have | self.classes.comma;
        let mut before = at.checked_sub(1)?;
        for _ in 0..4 {
            let verb = Reading::within(&reading.triggers, before..before + 1).iter().any(|h| h.form().is_verb());
            if reading.is(before, marks) || reading.is_mark(before) || verb {
                return Some(before);
            }
            before = before.checked_sub(1)?;
        }
        None
    }

    /// Whether any party of the sentence is armed, and how many.
    pub(crate) fn armed_in(&self, words: Range<usize>) -> usize {
        self.parties_in(words).filter(|p| self.parties[*p].side == Side::Armed && !self.parties[*p].speaks).count()
    }
}

/// Words of a noun behind a place's name: "Local Government Area".
const LONGEST_NOUN: usize = 3;

fn within(list: &[(Range<usize>, usize)], words: Range<usize>) -> &[(Range<usize>, usize)] {
    let first = list.partition_point(|(w, _)| w.start < words.start);
    let last = list.partition_point(|(w, _)| w.start < words.end);
    &list[first..last.max(first)]
}

/// An event in the making: a trigger with what its sentence tells of it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub sentence: usize,
    /// Words of the trigger.
    pub words: Range<usize>,
    pub kind: u16,
    /// Every kind that was merged in.
    pub kinds: Vec<u16>,
    pub weight: f32,
    pub frame: Frame,
    pub verb: bool,
    pub passive: bool,
    /// "the attack": told before.
    pub definite: bool,
    /// "in the context of fighting", "to protest against the killing": told to explain something else.
    pub context: bool,
    pub one: Option<usize>,
    pub two: Option<usize>,
    pub with_one: Vec<usize>,
    pub with_two: Vec<usize>,
    /// The party of plain people that acts as a crowd: "villagers attacked a patrol".
    pub crowd: Option<usize>,
    /// A monitor's label at the head of the text, "Looting:", which names the event whatever else is told of it.
    pub label: bool,
    pub mutual: bool,
    pub status: Status,
    /// Where: an index into the scene's anchors, see `place`.
    pub place: Option<super::place::Chosen>,
    /// An index into the report's dates.
    pub date: Option<usize>,
    /// Sentences that tell it.
    pub sentences: Vec<usize>,
}
