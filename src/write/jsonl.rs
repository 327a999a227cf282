//! JSON Lines: the nested records, a line an event, or a line a report's place names.

use super::{Layer, OutFile, Rows, RunRecord, Settings, Writer};
use crate::error::{Error, Result};

/// Writes JSON Lines.
pub(super) struct JsonLines {
    out: OutFile,
    /// Whether it lists place names instead of events.
    of_places: bool,
}

impl JsonLines {
    pub(super) fn new(out: OutFile, settings: &Settings) -> Self {
        Self { out, of_places: settings.layers == [Layer::Places] }
    }

    fn line(&mut self, record: &impl serde::Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.out, record).map_err(|e| Error::io("write the output", e.into()).on(self.out.path()))?;
        self.out.put(b"\n")
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
