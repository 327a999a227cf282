//! The record of where an event is placed, and how precisely.

use std::sync::Arc;

use crate::gazetteer::PlaceRef;
use crate::measure::Position;
use crate::resolve::Alternative;
use crate::span::Span;

/// How large the thing is that a location stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A base, bridge, field, quarter: smaller than a town.
    Site,
    /// A settlement, or a spot tied to one.
    Town,
    /// A second-level division, or an area of that size.
    District,
    /// A first-level division, or an area of that size.
    Province,
    /// A country or more.
    Country,
    /// Sea, lake or river.
    Water,
}

impl Level {
    /// Its word in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Level::Site => "site",
            Level::Town => "town",
            Level::District => "district",
            Level::Province => "province",
            Level::Country => "country",
            Level::Water => "water",
        }
    }
}

/// On what a location rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The text names the place.
    Named,
    /// The text says "near" it.
    Near,
    /// A distance from a place, with or without a direction.
    Distance,
    /// A direction from a place, or a part of it.
    Direction,
    /// A road between two places.
    Road,
    /// Between two places.
    Between,
    /// A border of two places.
    Border,
    /// An area: a countryside, a basin, an axis.
    Area,
    /// Coordinates in the text.
    Coordinates,
    /// The sentence names none; the place is carried over from the report's other sentences.
    Inherited,
}

impl Basis {
    /// Its word in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Named => "named",
            Basis::Near => "near",
            Basis::Distance => "distance",
            Basis::Direction => "direction",
            Basis::Road => "road",
            Basis::Between => "between",
            Basis::Border => "border",
            Basis::Area => "area",
            Basis::Coordinates => "coordinates",
            Basis::Inherited => "inherited",
        }
    }
}

/// Rings of every part of an area, the outer one first.
pub type Polygons = Vec<Vec<Vec<Position>>>;

/// The line or area that a location stands for, where it is not a point.
#[derive(Debug, Clone, PartialEq)]
pub enum Extent {
    /// A line: a stretch of road, a border.
    Line(Vec<Position>),
    /// An area: outer ring first, then holes, each closed, for every part; shared by all that lie in it.
    Area(Arc<Polygons>),
}

/// Where an event is placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// What to call it: the place's name, or "between A and B".
    pub name: String,
    /// The place it rests on; of two, the first named.
    pub place: Option<PlaceRef>,
    /// The point; never an invented one. `None` where the words name a place that could not be resolved.
    pub position: Option<Position>,
    /// Radius in kilometres within which the event lies.
    pub radius_km: f64,
    /// How large the thing is.
    pub level: Level,
    /// On what it rests.
    pub basis: Basis,
    /// Country of the point as ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// ISO 3166-2 code of the first-level division.
    pub admin1_code: Option<String>,
    /// Name of the second-level division.
    pub admin2: Option<String>,
    /// Code of the second-level division.
    pub admin2_code: Option<String>,
    /// The words of the text that say where.
    pub spans: Vec<Span>,
    /// 0 to 1.
    pub confidence: f32,
    /// The runners-up, best first.
    pub alternatives: Vec<Alternative>,
    /// The line or area, where it is not a point.
    pub extent: Option<Extent>,
}

impl Location {
    /// A location that is named but has no point.
    pub fn unplaced(name: impl Into<String>, level: Level, basis: Basis) -> Self {
        Self {
            name: name.into(),
            place: None,
            position: None,
            radius_km: 0.0,
            level,
            basis,
            country: None,
            admin1: None,
            admin1_code: None,
            admin2: None,
            admin2_code: None,
            spans: Vec::new(),
            confidence: 0.0,
            alternatives: Vec::new(),
            extent: None,
        }
    }
}
