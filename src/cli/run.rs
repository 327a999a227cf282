//! Runs reports through the mapper's threads, and counts what failed.

use std::num::NonZeroUsize;

use super::options::Reading;
use crate::error::{Error, Result};
use crate::read::{Incoming, Reports};
use crate::report::Report;
use crate::stream;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    AllRead,
    SomeFailed,
}

/// What a thread hands to the writer.
enum Done<T> {
    Mapped(T),
    Failed(Error),
    Note(Error),
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub reports: u64,
    pub failed: u64,
    pub undated: u64,
}

impl Tally {
    pub(super) fn outcome(&self) -> Outcome {
        if self.failed > 0 { Outcome::SomeFailed } else { Outcome::AllRead }
    }

    pub(super) fn fail(&mut self, error: &Error) {
        self.failed += 1;
        eprintln!("sitmap: {error}");
    }
}

/// Maps every report of `reports` and hands the results to `sink` in their order.
pub(super) fn run<T: Send>(
    reading: &Reading,
    reports: Reports,
    tally: &mut Tally,
    map: impl Fn(&Report) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let threads: NonZeroUsize = reading.threads.unwrap_or_else(stream::default_threads);
    let size = |incoming: &Incoming| match incoming {
        Incoming::Report(report) => report.text.len() + 64,
        _ => 64,
    };
    let work = |(): &mut (), incoming: Incoming| match incoming {
        Incoming::Report(report) => (report.published.is_none(), Done::Mapped(map(&report))),
        Incoming::Failed(e) => (false, Done::Failed(e)),
        Incoming::Note(e) => (false, Done::Note(e)),
    };
    stream::run(reports, threads, size, || (), work, |(undated, done)| match done {
        Done::Mapped(mapped) => {
            tally.reports += 1;
            tally.undated += u64::from(undated);
            sink(mapped)
        }
        Done::Failed(e) if reading.strict => Err(e),
        Done::Failed(e) => {
            tally.fail(&e);
            Ok(())
        }
        Done::Note(e) => {
            eprintln!("sitmap: note: {e}");
            Ok(())
        }
    })
}
