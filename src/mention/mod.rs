//! Which words of a report name a place, and which are people, months, militias.

mod record;

pub use record::{Form, Mention};
