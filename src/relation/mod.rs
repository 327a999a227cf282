//! The grammar of where: "30 km north of A", "on the road between A and B", "the A–B border".
//!
//! Relations are found over mentions, without coordinates; [`crate::locate`] turns them into points.

mod record;

pub use record::{Bearing, Relation, RelationKind};

use crate::resolve::Toponym;
use crate::text::Text;

/// Finds the relations of a report, in text order.
pub fn relations(text: &Text<'_>, toponyms: &[Toponym]) -> Vec<Relation> {
    let _ = (text, toponyms);
    Vec::new()
}
