//! JSON Lines: a report a line.

use std::io::BufRead;

use super::input::{Input, Source};
use super::plain::decode;
use super::{Incoming, day};
use crate::error::{Error, Result};
use crate::report::Report;
use crate::span::{CharOffsets, Span};

/// The reports of a JSON Lines file.
pub(super) struct Lines {
    source: Source,
    input: Input,
    line: u64,
    pending: Vec<Incoming>,
}

#[derive(serde::Deserialize)]
struct Row {
    id: Option<serde_json::Value>,
    text: String,
    title: Option<String>,
    published: Option<String>,
    source: Option<String>,
    url: Option<String>,
    spans: Option<Vec<[usize; 2]>>,
    triggers: Option<Vec<[usize; 2]>>,
}

impl Lines {
    pub(super) fn new(source: Source, input: Input) -> Self {
        Self { source, input, line: 0, pending: Vec::new() }
    }

    fn read(&mut self, bytes: Vec<u8>) {
        let line = self.line;
        let here = |e: Error, input: &Input| e.on(input.shown()).at_line(line);
        let (text, note) = decode(bytes);
        if let Some(note) = note {
            self.pending.push(Incoming::Note(here(note, &self.input)));
        }
        match serde_json::from_str::<Row>(&text) {
            Ok(row) => self.report(row),
            Err(e) => self.pending.push(Incoming::Failed(here(Error::data(format!("read a report as JSON: {e}")), &self.input))),
        }
    }

    fn report(&mut self, row: Row) {
        let id = match row.id {
            Some(serde_json::Value::String(id)) if !id.is_empty() => id,
            Some(serde_json::Value::Number(id)) => id.to_string(),
            _ => format!("{}:{}", self.input.stem, self.line),
        };
        let mut report = Report { title: row.title, source: row.source, url: row.url, ..Report::new(id, row.text) };
        let mut failed = |e: Error| self.pending.push(Incoming::Failed(e.on(self.input.shown()).at_line(self.line)));
        match row.published.filter(|p| !p.trim().is_empty()).map(|p| day(&p)).transpose() {
            Ok(published) => report.published = published,
            Err(e) => failed(e),
        }
        if row.spans.is_some() || row.triggers.is_some() {
            let offsets = CharOffsets::new(&report.text);
            let total = offsets.chars(&report.text, report.text.len());
            let mut known =
                |name: &str, given: Option<Vec<[usize; 2]>>| match given.map(|g| spans(&report.text, &offsets, total, &g)).transpose() {
                    Ok(spans) => spans,
                    Err(e) => {
                        failed(Error::data(format!("{name}: {e}")));
                        None
                    }
                };
            (report.known_mentions, report.known_triggers) = (known("spans", row.spans), known("triggers", row.triggers));
        }
        self.pending.push(Incoming::Report(Box::new(report)));
    }
}

/// Character offsets as spans of bytes.
fn spans(text: &str, offsets: &CharOffsets, total: usize, given: &[[usize; 2]]) -> Result<Vec<Span>> {
    let one = |&[start, end]: &[usize; 2]| {
        if start >= end || end > total {
            return Err(Error::data(format!("[{start}, {end}] does not lie in a text of {total} characters")));
        }
        Ok(Span::new(offsets.byte(text, start), offsets.byte(text, end)))
    };
    let mut spans: Vec<Span> = given.iter().map(one).collect::<Result<_>>()?;
    spans.sort();
    spans.dedup();
    Ok(spans)
}

impl Iterator for Lines {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        while self.pending.is_empty() {
            let mut bytes = Vec::new();
            self.line += 1;
            match self.source.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => self.read(bytes),
                Err(e) => {
                    self.source = Box::new(std::io::empty());
                    return Some(Incoming::Failed(Error::io("read the reports", e).on(self.input.shown()).at_line(self.line)));
                }
            }
        }
        Some(self.pending.remove(0))
    }
}
