//! The record of one spatial relation: how words tie a location to the places they name.

use crate::gazetteer::Kind;
use crate::mention::{Form, Mention};
use crate::span::Span;
use crate::text::Quantity;

/// A wind of the compass, in degrees clockwise from north.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Bearing(pub f64);

/// How a location hangs on the places that the words name.
#[derive(Debug, Clone, PartialEq)]
pub enum RelationKind {
    /// "in Homs", "at Tiyas": the place itself. Found by [`crate::relation::relations`] of a capital alone ("the Syrian
    /// capital"); else for callers who want to place a bare name by the same means.
    At,
    /// "near", "outside", "on the outskirts of", "close to".
    Near,
    /// "25 km north of A", "30 km from A": a distance, with or without a direction.
    Distance(Quantity, Option<Bearing>),
    /// "north of A", "to the east of A".
    Direction(Bearing),
    /// "northern countryside of A", "in the east of A", "southern Aleppo": a part of A.
    Part(Option<Bearing>),
    /// "on the road between A and B", "the A–B road"; of one place: "the road to A".
    Road,
    /// "between A and B".
    Between,
    /// "the border between A and B", "the A–B border", "A's border".
    Border,
}

/// A relation found in the text: over mentions, without coordinates.
///
/// A relation with a [`subject`](Relation::subject) says where that named place lies ("Al-Khadir, south of
/// Bethlehem"): something that happened there happened at the subject, and the relation places it only where
/// the subject itself could not be resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// What it says.
    pub kind: RelationKind,
    /// The words of the relation with the names in it.
    pub span: Span,
    /// The mentions it hangs on, as indices into the report's names, in text order; never empty.
    pub anchors: Vec<usize>,
    /// The place it is a statement about, as an index into the report's names; `None` where the relation itself
    /// says where something happened.
    pub subject: Option<usize>,
    /// The place in whose direction it lies: B in "20 km from A on the road to B".
    pub toward: Option<usize>,
    /// Whether the distance is only a limit: "within 10 km of A".
    pub within: bool,
    /// Those of the anchors that stand for a country's capital, and not for the country: Syria in "east of Syria's capital".
    pub capitals: Vec<usize>,
}

/// What the grammar needs to know of a name in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named {
    /// The bare name.
    pub span: Span,
    /// In which form it names the place.
    pub form: Form,
    /// What the place is, where that is known.
    pub kind: Option<Kind>,
}

impl From<&Mention> for Named {
    fn from(mention: &Mention) -> Self {
        Self { span: mention.bare, form: mention.form, kind: mention.wanted.first().copied() }
    }
}

impl From<&Named> for Named {
    fn from(named: &Named) -> Self {
        *named
    }
}
