//! Stretches of time counted in days, weeks, months or years from publication.

use jiff::civil::{Date, Weekday};

use super::super::number::{Reading, before as number_before};
use super::super::words::char_before;
use super::words::{Unit, Word};
use super::{Core, DateKind, Reader, extent, plus, plus_months};

impl Reader<'_> {
    pub(super) fn relative(&self, start: usize, end: usize, from: i32, to: i32, precision: u8) -> Option<Core> {
        let before = self.text[..start].trim_end_matches(' ');
        // "Russia Today" is a name.
        if self.capitalised(start) && before.len() < start && before.ends_with(char::is_alphabetic) {
            return None;
        }
        if let Some((_, Word::NightOf | Word::On | Word::To)) = self.word_after(end)
            && from != to
        {
            return None;
        }
        let dates = self.published.and_then(|today| Some((plus(today, from)?, plus(today, to)?)));
        Some(self.known(start, end, dates, precision, DateKind::Relative))
    }

    /// "summer 2011", "the winter of 2015"; a winter is named by the year it begins in.
    pub(super) fn season(&self, start: usize, end: usize, from: i8, to: i8) -> Option<Core> {
        let (year, end) = self.year_behind(end)?;
        let first = Date::new(year, from, 1).ok()?;
        let last = Date::new(year + i16::from(to < from), to, 1).ok()?.last_of_month();
        Some(self.known(start, end, Some((first, last)), 3, DateKind::Absolute))
    }

    /// Everything that ends in "days", "week", "year"…: "two days ago", "last week", "for three years".
    pub(super) fn unit(&self, start: usize, end: usize, unit: Unit, plural: bool, floor: usize) -> Option<Core> {
        if char_before(self.text, start) == '-' {
            return None;
        }
        let before = |at| self.words.before(self.text, at).filter(|(at, _)| *at >= floor);
        if let Some(number) = number_before(self.text, start, self.numbers).filter(|n| n.core.start >= floor) {
            return self.counted(number, end, unit, floor);
        }
        let (at, word) = before(start)?;
        let ago = self.word_after(end).filter(|(_, word)| *word == Word::Ago);
        let (length, precision) = unit_days(unit);
        let today = self.published;
        let window = |from: i32, to: i32| today.and_then(|day| Some((plus(day, from)?, plus(day, to)?)));
        let core = |dates, kind| Some(self.known(at, end, dates, precision, kind));
        match word {
            Word::Article(1) if ago.is_some() => {
                let end = ago.map_or(end, |(end, _)| end);
                Some(self.known(at, end, self.ago(1.0, 1.0, unit), precision, DateKind::Relative))
            }
            Word::Article(0) | Word::On if unit == Unit::Weekend => core(self.period(unit, 0), DateKind::Relative),
            Word::For if unit == Unit::Weekend => core(self.period(unit, 0), DateKind::Relative),
            // "The next day" counts from another date.
            Word::Last | Word::Past | Word::Next | Word::This if unit == Unit::Day && !plural => None,
            Word::Last | Word::Past if unit == Unit::Day => Some(self.known(at, end, window(-7, 0), 2, DateKind::Relative)),
            Word::Next if unit == Unit::Day => Some(self.known(at, end, window(1, 7), 2, DateKind::Relative)),
            Word::Last => core(self.period(unit, -1), DateKind::Relative),
            Word::This => core(self.period(unit, 0), DateKind::Relative),
            Word::EarlierThis => {
                let dates = self.period(unit, 0);
                let dates = dates.zip(today).map(|((from, _), day)| (from, plus(day, -1).unwrap_or(day).max(from)));
                core(dates, DateKind::Relative)
            }
            Word::Next => core(self.period(unit, 1), DateKind::Relative),
            Word::Past => core(window(-length, 0), DateKind::Period),
            Word::Recent => {
                let (length, precision) = if unit == Unit::Day { (7, 2) } else { (length * 4, 3) };
                Some(self.known(at, end, window(-length, 0), precision, DateKind::Relative))
            }
            _ => None,
        }
    }

    fn counted(&self, number: Reading, end: usize, unit: Unit, floor: usize) -> Option<Core> {
        let (length, precision) = unit_days(unit);
        let vague = number.low != number.high;
        if let Some((end, Word::Ago)) = self.word_after(end) {
            let precision = if vague { precision.max(2) } else { precision };
            let dates = self.ago(number.low, number.high, unit);
            return Some(self.known(number.start, end, dates, precision, DateKind::Relative));
        }
        let at_number = self.words.at(self.text, number.start).map(|(_, word)| word);
        let prefix = self.words.before(self.text, number.start).filter(|(at, _)| *at >= floor);
        let back = match unit {
            Unit::Minute => 0,
            Unit::Hour => (number.best / 24.0).ceil() as i32,
            _ => (number.best * f64::from(length)) as i32,
        };
        let today = self.published;
        let past = today.and_then(|day| Some((self.back(day, number.best, unit)?, day)));
        let precision = if back <= 1 {
            1
        } else if back <= 7 {
            2
        } else {
            3
        };
        match prefix {
            Some((at, Word::For)) => {
                let lasting = number.start < number.core.start || matches!(unit, Unit::Month | Unit::Year);
                let kind = if lasting { DateKind::Since } else { DateKind::Period };
                Some(self.known(at, end, past, precision, kind))
            }
            Some((at, Word::Last | Word::Past | Word::Recent)) => Some(self.known(at, end, past, precision, DateKind::Period)),
            Some((at, Word::Next)) => {
                let dates = today.and_then(|day| Some((day, plus(day, back)?)));
                Some(self.known(at, end, dates, precision, DateKind::Period))
            }
            _ if at_number == Some(Word::For) => Some(self.known(number.start, end, past, precision, DateKind::Period)),
            _ => None,
        }
    }

    /// The day `count` units before `day`.
    fn back(&self, day: Date, count: f64, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Year => plus_months(day, -((count * 12.0).min(1e5) as i32)),
            Unit::Month => plus_months(day, -(count.min(1e5) as i32)),
            Unit::Minute => Some(day),
            Unit::Hour => plus(day, -((count / 24.0).ceil().min(1e6) as i32)),
            _ => plus(day, -((count * f64::from(unit_days(unit).0)).min(1e6) as i32)),
        }
    }

    /// "two days ago" is a day, "two weeks ago" the week around that day, "two months ago" the whole month.
    fn ago(&self, low: f64, high: f64, unit: Unit) -> Option<(Date, Date)> {
        let today = self.published?;
        let (from, to) = (self.back(today, high, unit)?, self.back(today, low, unit)?);
        match unit {
            Unit::Hour => Some((from, plus(today, -((low / 24.0).min(1e6) as i32))?)),
            Unit::Week | Unit::Weekend => Some((plus(from, -3)?, plus(to, 3)?)),
            Unit::Month => Some((from.first_of_month(), to.last_of_month())),
            Unit::Year => Some((from.first_of_year(), to.last_of_year())),
            _ => Some((from, to)),
        }
    }

    /// The week (from Monday), weekend, month or year `offset` away from publication, cut at publication where it is the current one.
    fn period(&self, unit: Unit, offset: i32) -> Option<(Date, Date)> {
        let today = self.published?;
        let weekday = i32::from(today.weekday().to_monday_zero_offset());
        let (from, to) = match unit {
            Unit::Week => {
                let monday = plus(today, 7 * offset - weekday)?;
                (monday, plus(monday, 6)?)
            }
            Unit::Weekend => {
                let since_saturday = (weekday + 2).rem_euclid(7);
                let inside = matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday);
                let weeks = if offset < 0 && !inside { offset + 1 } else { offset };
                let saturday = plus(today, 7 * weeks - since_saturday)?;
                (saturday, plus(saturday, 1)?)
            }
            Unit::Month => {
                let first = plus_months(today.first_of_month(), offset)?;
                (first, first.last_of_month())
            }
            Unit::Year => extent(today.year() + i16::try_from(offset).ok()?, 0, 0)?,
            _ => return None,
        };
        Some((from, if offset == 0 { to.min(today).max(from) } else { to }))
    }
}

/// Days in a unit, and the precision of one.
fn unit_days(unit: Unit) -> (i32, u8) {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => (1, 1),
        Unit::Week | Unit::Weekend => (7, 2),
        Unit::Month => (30, 3),
        Unit::Year => (365, 3),
    }
}
