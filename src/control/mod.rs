//! Who holds the ground: statements of the report, and dated areas and points of a user's file.
//!
//! [`ControlAreas`] answers only from what a file states for a day; nothing is inferred from events.

mod areas;
mod day;
mod points;
mod record;
mod source;

pub use areas::{Claim, ControlAreas};
pub use record::{ControlBasis, ControlStatement, Hold};
pub use source::ControlFile;
