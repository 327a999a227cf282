//! Runs reports through the mapper's threads, counts what failed, and shows how far it is.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::options::Reading;
use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, Resident};
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

/// Counts what was read, and says what was not.
pub(super) struct Tally {
    pub reports: u64,
    pub failed: u64,
    undated: u64,
    bar: ProgressBar,
}

impl Tally {
    pub(super) fn new() -> Self {
        let bar = if std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{spinner} {pos} reports, {per_sec}, {elapsed}");
            let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        } else {
            ProgressBar::hidden()
        };
        Self { reports: 0, failed: 0, undated: 0, bar }
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.failed > 0 { Outcome::SomeFailed } else { Outcome::AllRead }
    }

    /// Names a record that could not be read.
    pub(super) fn fail(&mut self, error: &Error) {
        self.failed += 1;
        self.say(&error.to_string());
    }

    /// Says something on standard error, around the progress.
    pub(super) fn say(&self, words: &str) {
        self.bar.suspend(|| eprintln!("sitmap: {words}"));
    }

    /// Ends the progress, and says what held for many reports.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
        if self.undated > 0 {
            let which = if self.undated == self.reports {
                "no report has".to_owned()
            } else {
                format!("{} of {} reports have no", self.undated, self.reports)
            };
            let a = if self.undated == self.reports { " a" } else { "" };
            eprintln!(
                "sitmap: note: {which}{a} publication date; their \"Friday\" and \"yesterday\" stay without a day. Give it with --published 2017-09-03"
            );
        }
    }
}

/// Maps every report of `reports`, whose places are of `gazetteer`, and hands the results to `sink` in their order.
pub(super) fn run<T: Send>(
    reading: &Reading,
    gazetteer: &Gazetteer,
    reports: Reports,
    tally: &mut Tally,
    map: impl Fn(Report) -> T + Sync,
    mut sink: impl FnMut(T, &mut Tally) -> Result<()>,
) -> Result<()> {
    let size = |incoming: &Incoming| match incoming {
        Incoming::Report(report) => report.text.len() + 64,
        _ => 64,
    };
    let work = |resident: &mut Resident<'_>, incoming: Incoming| match incoming {
        Incoming::Report(report) => {
            let done = (report.published.is_none(), Done::Mapped(map(*report)));
            resident.looked_up();
            done
        }
        Incoming::Failed(e) => (false, Done::Failed(e)),
        Incoming::Note(e) => (false, Done::Note(e)),
    };
    let ended = stream::run(
        reports,
        reading.threads(),
        size,
        || Resident::of(gazetteer),
        work,
        |(undated, done)| match done {
            Done::Mapped(mapped) => {
                tally.reports += 1;
                tally.undated += u64::from(undated);
                tally.bar.inc(1);
                sink(mapped, tally)
            }
            // A call that is wrong stays wrong for every record.
            Done::Failed(e) if reading.strict || e.is_usage() => Err(e),
            Done::Failed(e) => {
                tally.fail(&e);
                Ok(())
            }
            Done::Note(e) => {
                tally.say(&format!("note: {e}"));
                Ok(())
            }
        },
    );
    tally.bar.finish_and_clear();
    ended
}
