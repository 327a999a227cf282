//! CSV of reports: a report a row, the columns named by the user.

use std::io::BufReader;

use super::input::{Input, Source};
use super::{CsvColumns, Incoming, Records, day};
use crate::error::{Error, Result};
use crate::report::Report;

/// Columns that hold the words where the user names none.
const TEXT: [&str; 2] = ["text", "body"];

/// The reports of a CSV.
pub(super) fn read(source: Source, input: &Input, columns: &CsvColumns) -> Result<Records> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::new(source));
    let header = reader.byte_headers().map_err(|e| Error::data(format!("read the header: {e}")))?;
    let header: Vec<String> = header.iter().map(|h| cell(h).trim().trim_start_matches('\u{feff}').to_owned()).collect();
    if header.iter().all(String::is_empty) {
        return Ok(Box::new(std::iter::empty()));
    }
    let slots = Slots::find(&header, columns)?;
    Ok(Box::new(Rows { reader, slots, input: input.clone(), number: 0, pending: None }))
}

/// Where each column is.
struct Slots {
    text: usize,
    id: Option<usize>,
    published: Option<usize>,
    source: Option<usize>,
    url: Option<usize>,
    title: Option<usize>,
    keep: Vec<(String, usize)>,
}

impl Slots {
    fn find(header: &[String], columns: &CsvColumns) -> Result<Self> {
        let at = |name: &str| header.iter().position(|h| h == name).or_else(|| header.iter().position(|h| h.eq_ignore_ascii_case(name)));
        let needed = |option: &str, name: &str| {
            at(name).ok_or_else(|| Error::usage(format!("there is no column {name:?}; name one of {} with {option}", header.join(", "))))
        };
        // A column the user names must be there; a usual name is taken where it is.
        let named = |option: &str, name: &Option<String>, usual: &str| match name {
            Some(name) => needed(option, name).map(Some),
            None => Ok(at(usual)),
        };
        let text = match &columns.text {
            Some(name) => needed("--text-column", name)?,
            None => TEXT.iter().find_map(|name| at(name)).map_or_else(|| needed("--text-column", "text"), Ok)?,
        };
        Ok(Self {
            text,
            id: named("--id-column", &columns.id, "id")?,
            published: named("--published-column", &columns.published, "published")?,
            source: named("--source-column", &columns.source, "source")?,
            url: named("--url-column", &columns.url, "url")?,
            title: named("--title-column", &columns.title, "title")?,
            keep: columns.keep.iter().map(|name| Ok((name.clone(), needed("--keep", name)?))).collect::<Result<_>>()?,
        })
    }
}

fn cell(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

struct Rows {
    reader: ::csv::Reader<BufReader<Source>>,
    slots: Slots,
    input: Input,
    number: u64,
    pending: Option<Incoming>,
}

impl Rows {
    fn report(&mut self, row: &::csv::ByteRecord) -> Incoming {
        let line = row.position().map_or(self.number + 1, ::csv::Position::line);
        let here = |e: Error| e.on(self.input.shown()).at_line(line);
        let get = |slot: Option<usize>| slot.and_then(|s| row.get(s)).map(|b| cell(b).trim().to_owned()).filter(|t| !t.is_empty());
        let Some(text) = row.get(self.slots.text) else {
            return Incoming::Failed(here(Error::data(format!("a row of {} cells has no text", row.len()))));
        };
        let id = get(self.slots.id).unwrap_or_else(|| format!("{}:{}", self.input.stem, self.number));
        let mut report = Report {
            title: get(self.slots.title),
            source: get(self.slots.source),
            url: get(self.slots.url),
            kept: self.slots.keep.iter().map(|(name, slot)| (name.clone(), get(Some(*slot)).unwrap_or_default())).collect(),
            ..Report::new(id, cell(text))
        };
        let broken = row.iter().any(|b| std::str::from_utf8(b).is_err());
        let (published, failed) = match get(self.slots.published).map(|p| day(&p)).transpose() {
            Ok(published) => (published, None),
            Err(e) => (None, Some(Incoming::Failed(here(e)))),
        };
        report.published = published;
        let report = Incoming::Report(Box::new(report));
        let note = broken.then(|| Incoming::Note(here(Error::data("not UTF-8; what could not be read became \u{fffd}"))));
        match failed.or(note) {
            Some(said) => {
                self.pending = Some(report);
                said
            }
            None => report,
        }
    }
}

impl Iterator for Rows {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        if let Some(pending) = self.pending.take() {
            return Some(pending);
        }
        let mut row = ::csv::ByteRecord::new();
        self.number += 1;
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => Some(self.report(&row)),
            Err(e) => Some(Incoming::Failed(Error::data(format!("read a row: {e}")).on(self.input.shown()))),
        }
    }
}
