//! From a relation and resolved places to a point, a radius, a line or an area, and how precise.
//!
//! Nothing is invented: every point is a gazetteer's, the text's own, or geometry computed from those.

mod border;
mod ground;
mod locator;
mod naming;
mod outline;
mod precision;
mod record;
mod scale;
mod stated;

pub use ground::Outlines;
pub use locator::Locator;
pub use precision::{acled_geo_precision, ucdp_where_prec};
pub use record::{Basis, Extent, Level, Location, Polygons};
pub use stated::{Check, stated};

#[cfg(test)]
mod tests;
