//! JSON Lines: the nested records, a line an event, or a line a report's place names.

use super::{Layer, OutFile, Rows, RunRecord, Settings, Writer};
use crate::error::{Error, Result};

/// Writes JSON Lines.
pub(super) struct JsonLines {
    out: OutFile,
    /// Whether it lists place names instead of events.
    of_places: bool,
    buffer: Vec<u8>,
}

impl JsonLines {
    pub(super) fn new(out: OutFile, settings: &Settings) -> Self {
        Self { out, of_places: settings.layers == [Layer::Places], buffer: Vec::new() }
    }

    fn line(&mut self, record: &impl serde::Serialize) -> Result<()> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, record).map_err(|e| Error::data(format!("write a record: {e}")))?;
        self.buffer.push(b'\n');
        self.out.put(&self.buffer)
    }
}

impl Writer for JsonLines {
    fn write(&mut self, rows: &Rows) -> Result<()> {
        if !self.of_places {
            return rows.features.iter().try_for_each(|feature| self.line(feature));
        }
        rows.places.iter().try_for_each(|places| self.line(places))
    }

    fn finish(self: Box<Self>, _: &RunRecord) -> Result<Vec<OutFile>> {
        Ok(vec![self.out.done()?])
    }
}
