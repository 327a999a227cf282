//! The records of who holds a place.

use crate::span::Span;

/// How a place is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hold {
    /// One side holds it.
    Held,
    /// Sides fight over it.
    Contested,
    /// It is held, and surrounded by another side.
    Besieged,
    /// A pocket inside another side's ground.
    Enclave,
}

impl Hold {
    /// Its word in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Hold::Held => "held",
            Hold::Contested => "contested",
            Hold::Besieged => "besieged",
            Hold::Enclave => "enclave",
        }
    }
}

/// On what a statement of control rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlBasis {
    /// The report says so.
    Text,
    /// A control file says so for that day.
    Areas,
}

impl ControlBasis {
    /// Its word in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            ControlBasis::Text => "text",
            ControlBasis::Areas => "areas",
        }
    }
}

/// Who holds a place, and on whose word.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlStatement {
    /// Id of the holder, as actors have it.
    pub holder_id: String,
    /// Name of the holder.
    pub holder_name: String,
    /// How it is held.
    pub status: Hold,
    /// On what this rests; never inferred from an event.
    pub basis: ControlBasis,
    /// Since when, where it is said.
    pub since: Option<jiff::civil::Date>,
    /// Who says so: the report's source, or the control file.
    pub source: Option<String>,
    /// The words that say so.
    pub text: String,
    /// Where they stand, for [`ControlBasis::Text`].
    pub span: Option<Span>,
}

impl Hold {
    /// The state of that name, if there is one.
    pub fn named(name: &str) -> Option<Hold> {
        [Hold::Held, Hold::Contested, Hold::Besieged, Hold::Enclave].into_iter().find(|h| h.name().eq_ignore_ascii_case(name))
    }
}
