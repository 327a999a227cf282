//! Keeps one row of a table from taking all memory: a quote that is never closed swallows the rest of the file.

use std::cell::Cell;
use std::io::{Error, ErrorKind, Read, Result};
use std::rc::Rc;

/// A row may have this many bytes.
const LONGEST_ROW: u64 = 16 * 1024 * 1024;

/// Counts what was read since the last row.
#[derive(Debug, Clone, Default)]
pub(super) struct Guard(Rc<Cell<u64>>);

impl Guard {
    /// The same input, watched.
    pub(super) fn watch<R: Read>(&self, input: R) -> Watched<R> {
        Watched { input, since: Rc::clone(&self.0) }
    }

    /// A row is about to be read.
    pub(super) fn next_row(&self) {
        self.0.set(0);
    }
}

/// An input whose rows are watched.
pub(super) struct Watched<R> {
    input: R,
    since: Rc<Cell<u64>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.since.get() > LONGEST_ROW {
            let message = format!("a row is longer than {LONGEST_ROW} bytes; a quote may be open");
            return Err(Error::new(ErrorKind::InvalidData, message));
        }
        let count = self.input.read(into)?;
        self.since.set(self.since.get() + count as u64);
        Ok(count)
    }
}
