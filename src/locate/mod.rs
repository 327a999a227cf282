//! From a relation and resolved places to a point, a radius, a line or an area, and how precise.

mod record;

pub use record::{Basis, Extent, Level, Location};
