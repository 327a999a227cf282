//! The data an analyst edits, read and checked.

use crate::error::Result;

/// Actors, triggers, statuses, units, stop names, patterns.
#[derive(Debug, Default)]
pub struct Codebook {}

impl Codebook {
    /// The codebook that comes with the program.
    ///
    /// # Errors
    /// Never in a program built from unbroken data.
    pub fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
