//! The record of one mention: words of a report that name a place.

use crate::gazetteer::{Candidate, Kind};
use crate::measure::Position;
use crate::span::Span;

/// In which form the words name a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Its name.
    Name,
    /// An adjective or a word for its people: `Syrian`, `the Americans`. Never an event's location by itself.
    Demonym,
    /// Coordinates in the text, or a map link.
    Coordinates,
}

impl Form {
    /// Its word in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Demonym => "demonym",
            Form::Coordinates => "coordinates",
        }
    }
}

/// Words that name a place, before it is decided which.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The name; words like "city of" and "northern" stay outside, unless they are written as a part of it: "North London".
    pub span: Span,
    /// What of it is the name of the place: "London". Mostly all of it.
    pub bare: Span,
    /// How it names the place.
    pub form: Form,
    /// What the gazetteer offers, best tier first; empty for a name that is a place but in no gazetteer.
    pub candidates: Vec<Candidate>,
    /// The kinds that the words around ask for: `Homs province` asks for a division.
    pub wanted: Vec<Kind>,
    /// Where the text itself says, for [`Form::Coordinates`].
    pub position: Option<Position>,
    /// How sure it is that the words name a place at all, 0 to 1.
    pub score: f32,
}
