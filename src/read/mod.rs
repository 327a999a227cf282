//! Files, folders and pipes → reports, one at a time; event tables → features.
//!
//! One bad record never stops a run: it is named with its file and line, and the others come through.

mod csv;
mod events;
mod html;
mod input;
mod jsonl;
mod plain;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

pub use events::{EventColumns, EventTable, event_table};
pub use input::{Digest, Input, Ledger, inputs};

use crate::error::{Error, Result};
use crate::report::Report;

/// What a reader gives.
#[derive(Debug)]
pub enum Incoming {
    /// A report.
    Report(Box<Report>),
    /// A record that could not be read, or of which a part could not.
    Failed(Error),
    /// Something a person should know; nothing is lost.
    Note(Error),
}

/// How reports are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Publication day of reports that name none.
    pub published: Option<Date>,
    /// CSV: which columns hold what.
    pub columns: CsvColumns,
}

/// The columns of a CSV of reports, by name.
#[derive(Debug, Clone, Default)]
pub struct CsvColumns {
    /// The words; needed.
    pub text: Option<String>,
    /// The report's id.
    pub id: Option<String>,
    /// Its day of publication.
    pub published: Option<String>,
    /// Its publisher.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Columns carried into the events.
    pub keep: Vec<String>,
}

/// The reports of one input.
type Records = Box<dyn Iterator<Item = Incoming> + Send>;

/// The reports of many inputs, one after the other, with unique ids.
pub struct Reports {
    inputs: std::vec::IntoIter<Input>,
    options: ReadOptions,
    ledger: Ledger,
    current: Option<(Input, Records)>,
    read_from_current: bool,
    ids: FxHashMap<u64, u32>,
    pending: Option<Incoming>,
}

impl Reports {
    /// Reads `inputs` in order.
    pub fn new(inputs: Vec<Input>, options: ReadOptions) -> Self {
        Self {
            inputs: inputs.into_iter(),
            options,
            ledger: Ledger::default(),
            current: None,
            read_from_current: false,
            ids: FxHashMap::default(),
            pending: None,
        }
    }

    /// Where the digests of the inputs gather as they are read to their end.
    pub fn ledger(&self) -> Ledger {
        self.ledger.clone()
    }

    fn open(&self, input: &Input) -> Result<Records> {
        let source = input.open(&self.ledger)?;
        Ok(match input.format(source, self.options.columns.text.is_some())? {
            input::Opened::JsonLines(source) => Box::new(jsonl::Lines::new(source, input.clone())),
            input::Opened::Plain(source) => plain::read(source, input),
            input::Opened::Html(source) => html::read(source, input),
            input::Opened::Csv(source) => csv::read(source, input, &self.options.columns)?,
        })
    }

    /// Fills in what the command line says, and makes the id unique.
    fn finish(&mut self, mut report: Box<Report>, input: &Input) -> Incoming {
        report.published = report.published.or(self.options.published);
        let mut id = report.id.clone();
        let mut repeated = 1;
        while let Some(count) = self.ids.get_mut(&hash(&id)) {
            *count += 1;
            repeated = repeated.max(*count);
            id = format!("{}#{repeated}", report.id);
        }
        self.ids.insert(hash(&id), 1);
        if id == report.id {
            return Incoming::Report(report);
        }
        let said = format!("the id {:?} was given before; this report is now {id:?}", report.id);
        report.id = id;
        self.pending = Some(Incoming::Report(report));
        Incoming::Failed(Error::data(said).on(input.shown()))
    }
}

fn hash(id: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Iterator for Reports {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        if let Some(pending) = self.pending.take() {
            return Some(pending);
        }
        loop {
            let Some((input, records)) = &mut self.current else {
                let input = self.inputs.next()?;
                match self.open(&input) {
                    Ok(records) => self.current = Some((input, records)),
                    Err(e) => return Some(Incoming::Failed(e.on(input.shown()))),
                }
                self.read_from_current = false;
                continue;
            };
            match records.next() {
                Some(Incoming::Report(report)) => {
                    self.read_from_current = true;
                    let input = input.clone();
                    return Some(self.finish(report, &input));
                }
                Some(other) => {
                    self.read_from_current |= matches!(other, Incoming::Failed(_));
                    return Some(other);
                }
                None => {
                    let empty = (!self.read_from_current).then(|| Error::data("holds no report").on(input.shown()));
                    self.current = None;
                    if let Some(e) = empty {
                        return Some(Incoming::Failed(e));
                    }
                }
            }
        }
    }
}

/// A day as an input states it: `2017-09-03`, with or without a time behind it.
pub(crate) fn day(text: &str) -> Result<Date> {
    let text = text.trim();
    let date = text.get(..10).filter(|_| text.as_bytes().get(10).is_none_or(|b| !b.is_ascii_digit())).unwrap_or(text);
    date.parse().map_err(|_| Error::data(format!("{text:?} is no date; write it as 2017-09-03")))
}
