//! One row of an event table, by column names, and what its cells can be read as.

use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::feature::{DateRecord, LocationRecord};
use crate::measure::Position;
use crate::text::parse_date;

/// One row.
pub(super) struct Row<'r> {
    header: &'r [String],
    cells: &'r [String],
}

impl<'r> Row<'r> {
    pub(super) fn new(header: &'r [String], cells: &'r [String]) -> Self {
        Self { header, cells }
    }

    /// The cell of a column, trimmed, without the apostrophe that defuses formulas; `None` where it is empty or missing.
    pub(super) fn find(&self, name: &str) -> Option<&'r str> {
        let slot = self.header.iter().position(|h| h == name)?;
        let cell = self.cells.get(slot)?.trim();
        let armed = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        Some(armed.unwrap_or(cell)).filter(|c| !c.is_empty())
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.find(name).map(str::to_owned)
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<f64>> {
        self.find(name).map(|cell| number(name, cell)).transpose()
    }

    pub(super) fn count(&self, name: &str) -> Result<Option<u64>> {
        let whole = |x: f64| (x >= 0.0 && x.fract() == 0.0).then_some(x as u64);
        match self.number(name)? {
            None => Ok(None),
            Some(x) => whole(x).map(Some).ok_or_else(|| Error::data(format!("{name} is {x}, not a count"))),
        }
    }

    pub(super) fn day(&self, name: &str) -> Result<Option<Date>> {
        self.find(name).map(|cell| day(name, cell)).transpose()
    }

    /// Latitude and longitude, where the row has both.
    pub(super) fn position(&self, lat: &str, lon: &str) -> Result<Option<Position>> {
        match (self.number(lat)?, self.number(lon)?) {
            (None, None) => Ok(None),
            (Some(y), Some(x)) => position(y, x).map(Some),
            _ => Err(Error::data(format!("{lat} or {lon} is empty; give both or none"))),
        }
    }
}

/// A point that can be one: in range, and not 0, 0, which stands for "unknown" in careless tables.
pub(super) fn position(lat: f64, lon: f64) -> Result<Position> {
    if lat == 0.0 && lon == 0.0 {
        return Err(Error::data("0, 0 is no place of an event; leave both empty where it is unknown"));
    }
    Position::checked(lat, lon).map(Position::rounded).ok_or_else(|| Error::data(format!("{lat}, {lon} is no latitude and longitude")))
}

/// A number, with a decimal point or comma.
pub(super) fn number(name: &str, cell: &str) -> Result<f64> {
    let pointed = if cell.contains('.') { cell.to_owned() } else { cell.replace(',', ".") };
    pointed.parse().ok().filter(|x: &f64| x.is_finite()).ok_or_else(|| Error::data(format!("{name} is {cell:?}, not a number")))
}

/// A day as tables write it. Slashes between two small numbers say too little: 3/4 may be April or March.
pub(super) fn day(name: &str, cell: &str) -> Result<Date> {
    let digits = cell.len() == 8 && cell.bytes().all(|b| b.is_ascii_digit());
    let dashed = if digits { format!("{}-{}-{}", &cell[..4], &cell[4..6], &cell[6..]) } else { cell.to_owned() };
    let ambiguous = || {
        let mut parts = dashed.split(['/', '.']).map(|p| p.trim().parse::<u32>());
        matches!((parts.next(), parts.next()), (Some(Ok(a)), Some(Ok(b))) if a <= 12 && b <= 12 && a != b)
    };
    let read = || dashed.get(..10).and_then(|iso| iso.parse().ok()).or_else(|| parse_date(&dashed));
    if ambiguous() {
        return Err(Error::data(format!("{name} is {cell:?}, which may be two days; write it as 2017-09-03")));
    }
    read().ok_or_else(|| Error::data(format!("{name} is {cell:?}, not a date; write it as 2017-09-03")))
}

/// A location of which a table gives point and names.
pub(super) fn located(at: Option<Position>, name: Option<String>) -> LocationRecord {
    LocationRecord { name, lat: at.map(|p| p.lat), lon: at.map(|p| p.lon), ..LocationRecord::default() }
}

/// The days of an event.
pub(super) fn dated(start: Option<Date>, end: Option<Date>, precision: Option<u8>) -> Option<DateRecord> {
    let start = start.or(end)?;
    Some(DateRecord { start: Some(start), end: end.max(Some(start)), precision, ..DateRecord::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_tables_write_them() {
        let read = |cell: &str| day("date", cell).map(|d| d.to_string()).ok();
        for cell in ["2017-09-03", "20170903", "3 September 2017", "2017-09-03 00:00:00.000", "2017/09/03"] {
            assert_eq!(read(cell).as_deref(), Some("2017-09-03"), "{cell}");
        }
        assert_eq!(read("25/09/2017").as_deref(), Some("2017-09-25"));
        assert_eq!(read("03/09/2017"), None);
        assert_eq!(read("yesterday"), None);
    }

    #[test]
    fn decimal_commas() {
        assert_eq!(number("lat", "35,33").ok(), Some(35.33));
        assert!(number("lat", "north").is_err());
        assert!(position(0.0, 0.0).is_err());
        assert!(position(95.0, 10.0).is_err());
    }
}
