//! A table for a person's eyes: an event a line, and what could not be placed at the end.

use super::{Layer, OutFile, Rows, RunRecord, Settings, Writer, marked};
use crate::error::Result;
use crate::feature::Feature;

/// Titles and widths of the columns of events.
const COLUMNS: [(&str, usize); 6] = [("date", 10), ("event", 26), ("status", 10), ("where", 34), ("deaths", 6), ("who", 40)];

/// Events without a place that are listed at the end; of more, the count is said.
const LISTED: usize = 50;

/// Writes the table.
pub(super) struct Text {
    out: OutFile,
    /// Whether it lists place names instead of events.
    of_places: bool,
    colour: bool,
    begun: bool,
    placeless: Vec<String>,
    without_place: usize,
}

impl Text {
    pub(super) fn new(out: OutFile, settings: &Settings) -> Self {
        Self {
            out,
            of_places: settings.layers == [Layer::Places],
            colour: settings.colour,
            begun: false,
            placeless: Vec::new(),
            without_place: 0,
        }
    }

    fn line(&mut self, cells: &[(&str, usize)]) -> Result<()> {
        let mut line = String::new();
        for (i, (text, width)) in cells.iter().enumerate() {
            let cell = fitted(text, *width);
            let room = width.saturating_sub(cell.chars().count());
            line.push_str(&cell);
            if i + 1 < cells.len() {
                line.extend(std::iter::repeat_n(' ', room + 2));
            }
        }
        self.out.put(line.trim_end().as_bytes())?;
        self.out.put(b"\n")
    }

    fn event(&mut self, feature: &Feature) -> Result<()> {
        if !self.begun {
            self.begun = true;
            self.line(&COLUMNS)?;
        }
        let kind = feature.sub_event_type.as_deref().or(feature.kind.as_deref()).unwrap_or("");
        let date = feature.date.as_ref().and_then(|d| d.start).map(|d| d.to_string()).unwrap_or_default();
        let place = place(feature);
        if feature.location.as_ref().is_none_or(|l| l.lat.is_none()) {
            self.without_place += 1;
            if self.placeless.len() < LISTED {
                let evidence = feature.evidence.first().and_then(|q| q.text.as_deref()).unwrap_or("");
                self.placeless.push(format!("  {kind}: {}", fitted(evidence, 110)));
            }
        }
        let deaths = feature.fatalities.as_ref().and_then(|f| f.best).map(|n| n.to_string()).unwrap_or_default();
        let who: Vec<&str> = [&feature.actor1, &feature.actor2].into_iter().flatten().filter_map(|a| a.name.as_deref()).collect();
        let cells = [date.as_str(), kind, feature.status.as_deref().unwrap_or(""), &place, &deaths, &who.join(" / ")].map(str::to_owned);
        let cells: Vec<(&str, usize)> = cells.iter().zip(COLUMNS).map(|(c, (_, width))| (c.as_str(), width)).collect();
        self.line(&cells)
    }
}

/// Where an event is, in words: how the place is known, and how far off it may lie.
fn place(feature: &Feature) -> String {
    let Some(location) = &feature.location else { return "—".to_owned() };
    let name = location.name.as_deref().unwrap_or("");
    let radius = location.radius_km.filter(|r| *r >= 10.0).map(|r| format!(" ±{r:.0} km")).unwrap_or_default();
    let country = location.iso3.as_deref().map(|c| format!(" ({c})")).unwrap_or_default();
    if location.lat.is_none() { format!("? {name}") } else { format!("{name}{country}{radius}") }
}

/// `1 event`, `2 events`.
fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Text in one line of at most `width` characters.
fn fitted(text: &str, width: usize) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if flat.chars().count() <= width {
        return flat;
    }
    flat.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

impl Writer for Text {
    fn write(&mut self, rows: &Rows) -> Result<()> {
        if !self.of_places {
            return rows.features.iter().try_for_each(|f| self.event(f));
        }
        let Some(places) = &rows.places else { return Ok(()) };
        let page = marked::page(places, rows.text.as_deref(), rows.remarks.as_deref(), self.colour);
        let gap = if std::mem::replace(&mut self.begun, true) { "\n" } else { "" };
        self.out.put(gap.as_bytes())?;
        self.out.put(page.as_bytes())
    }

    fn finish(mut self: Box<Self>, record: &RunRecord) -> Result<Vec<OutFile>> {
        let counts = record.counts;
        if !self.placeless.is_empty() {
            self.out.put(format!("\nwithout a place ({}):\n", self.without_place).as_bytes())?;
            for line in std::mem::take(&mut self.placeless) {
                self.out.put(format!("{line}\n").as_bytes())?;
            }
        }
        if !self.of_places {
            let of_reports = if counts.reports > 0 { format!(" of {}", counted(counts.reports, "report")) } else { String::new() };
            let summary = format!(
                "\n{}{}: {} placed, {} without a place, {} without a date. Machine-coded, not verified.\n",
                counted(counts.events, "event"),
                of_reports,
                counts.placed,
                counts.not_placed,
                counts.without_date
            );
            self.out.put(summary.as_bytes())?;
        }
        Ok(vec![self.out.done()?])
    }
}
