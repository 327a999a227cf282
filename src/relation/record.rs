//! The record of one spatial relation: how words tie a location to the places they name.

use crate::span::Span;
use crate::text::Quantity;

/// A wind of the compass, in degrees clockwise from north.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Bearing(pub f64);

/// How a location hangs on the places that the words name.
#[derive(Debug, Clone, PartialEq)]
pub enum RelationKind {
    /// "in Homs", "at Tiyas": the place itself.
    At,
    /// "near", "outside", "on the outskirts of", "close to".
    Near,
    /// "25 km north of A", "30 km from A": a distance, with or without a direction.
    Distance(Quantity, Option<Bearing>),
    /// "north of A", "to the east of A".
    Direction(Bearing),
    /// "northern countryside of A", "in the east of A", "southern Aleppo": a part of A.
    Part(Option<Bearing>),
    /// "on the road between A and B", "the A–B road".
    Road,
    /// "between A and B".
    Between,
    /// "the border between A and B", "the A–B border", "A's border".
    Border,
}

/// A relation found in the text: over mentions, without coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// What it says.
    pub kind: RelationKind,
    /// The words of the relation with the names in it.
    pub span: Span,
    /// The mentions it hangs on, as indices into the report's toponyms, in text order.
    pub anchors: Vec<usize>,
}
