//! Which place each mention means, given the whole report.

mod record;

pub use record::{Alternative, Toponym};
