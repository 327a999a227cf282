//! One flat, typed row an event: the only thing writers see.
//!
//! A [`Feature`] is the record of the JSON Lines output, with spans in characters and at most five decimals; its
//! flat form, the same columns in the same order whatever the run, is [`columns::COLUMNS`].

pub mod columns;
mod from_event;
mod places;
mod record;
mod value;
mod wkt;

pub use from_event::features;
pub use places::{PlaceRecord, PlaceRow, ReportPlaces, places};
pub use record::*;
pub use value::{Type, Value};

/// At most five decimals, as every output writes numbers of degrees and kilometres.
pub(crate) fn five(x: f64) -> f64 {
    (x * 1e5).round() / 1e5 + 0.0
}

/// A share of belief, at four decimals.
fn share(x: f32) -> f64 {
    (f64::from(x) * 1e4).round() / 1e4 + 0.0
}
