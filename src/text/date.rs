//! Dates in running text, resolved against the day of publication.
//!
//! Month names, weekdays and every word around them are data (`months.tsv` and `date-words.tsv` in `data/codebook`).
//! Numeric dates are read day first ("09/05/2020" is 9 May) unless only the month can come first ("05/16/2020"), or day
//! first would lie more than a week after publication and month first would not.

mod period;
mod words;

use jiff::civil::Date;

pub use words::DateWords;
use words::{MonthUse, Part, Unit, Word};

use super::number::NumberWords;
use super::words::{Cut, WordList, char_at, char_before, digit, digits, skip_blanks, word_end};
use crate::span::Span;

/// How a date is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// "9 May 2020", "March 2011"; also "9 May", whose year follows from the publication date.
    Absolute,
    /// "yesterday", "two days ago", "last week".
    Relative,
    /// "Friday", "Monday night".
    Weekday,
    /// "since Monday", "for over three years": it began then and lasts until publication.
    Since,
    /// "until Monday", "by 9 May": only the end is stated.
    Until,
    /// "for two days", "in the past week": a stretch of time that ends with (or, for "next", begins at) publication.
    Period,
}

/// A date or stretch of time in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateMention {
    /// The words, with "since", "early", "last" and the like where they change the meaning.
    pub span: Span,
    /// First day; `None` where it takes a publication date that is unknown, and for [`DateKind::Until`].
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// ACLED's `time_precision`: 1 the day is known, 2 within a week, 3 within a month or longer.
    pub precision: u8,
    /// How it is stated.
    pub kind: DateKind,
}

/// A day, month (`day` 0) or year (`month` 0) as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Calendar { year: Option<i16>, month: i8, day: i8 },
    Weekday(i8),
    Known(Option<(Date, Date)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Latest,
    Last,
    Next,
}

/// What was read from one place on: one date, or the two ends of a range.
#[derive(Debug, Clone, Copy)]
struct Core {
    start: usize,
    end: usize,
    first: When,
    last: Option<When>,
    kind: DateKind,
    precision: u8,
    /// A month name by itself, which needs support from the words around it.
    bare: Option<MonthUse>,
    /// A year by itself, which needs a preposition.
    year_only: bool,
}

impl Core {
    fn new(start: usize, end: usize, first: When) -> Self {
        let precision = if matches!(first, When::Calendar { day: 0, .. }) { 3 } else { 1 };
        let kind = if matches!(first, When::Weekday(_)) { DateKind::Weekday } else { DateKind::Absolute };
        Self { start, end, first, last: None, kind, precision, bare: None, year_only: false }
    }

    fn is_dated(&self) -> bool {
        matches!(self.kind, DateKind::Absolute | DateKind::Weekday)
    }

    fn day_level(&self) -> bool {
        matches!(self.first, When::Weekday(_) | When::Calendar { day: 1.., .. })
    }
}

fn plus(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn plus_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// The first and last day of a year, a month or a day.
fn extent(year: i16, month: i8, day: i8) -> Option<(Date, Date)> {
    match (month, day) {
        (0, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (_, 0) => Date::new(year, month, 1).ok().map(|first| (first, first.last_of_month())),
        _ => Date::new(year, month, day).ok().map(|date| (date, date)),
    }
}

/// Where no year is given, the latest such day that lies at most a week after publication.
fn resolve(when: When, published: Option<Date>, direction: Direction) -> Option<(Date, Date)> {
    match when {
        When::Known(dates) => dates,
        When::Calendar { year: Some(year), month, day } => extent(year, month, day),
        When::Calendar { year: None, month, day } => {
            let today = published?;
            let mut near = (-9..=1).rev().filter_map(|back| extent(today.year() + back, month, day));
            match direction {
                Direction::Latest => near.find(|(from, _)| days(today, *from) <= 7),
                Direction::Last => near.find(|(_, to)| *to < today),
                Direction::Next => (0..9).filter_map(|n| extent(today.year() + n, month, day)).find(|(from, _)| *from > today),
            }
        }
        When::Weekday(weekday) => {
            let today = published?;
            let ahead = (i32::from(weekday) - i32::from(today.weekday().to_monday_one_offset())).rem_euclid(7);
            let offset = match direction {
                Direction::Latest if ahead == 0 => 0,
                Direction::Latest | Direction::Last => ahead - 7,
                Direction::Next if ahead == 0 => 7,
                Direction::Next => ahead,
            };
            plus(today, offset).map(|date| (date, date))
        }
    }
}

/// Every date of `text`, in order and without overlaps.
///
/// A weekday is the latest such day on or before `published`; "last Friday" is never the day of publication itself.
///
/// ```
/// use jiff::civil::date;
/// use sitmap::text::{dates, DateWords, NumberWords};
/// let found = dates("Shelling hit Idlib on Friday.", Some(date(2017, 9, 4)), DateWords::builtin(), NumberWords::builtin());
/// assert_eq!(found[0].start, Some(date(2017, 9, 1)));
/// ```
pub fn dates(text: &str, published: Option<Date>, words: &DateWords, numbers: &NumberWords) -> Vec<DateMention> {
    dates_in(&Cut::new(text), published, words, numbers)
}

/// [`dates`] of a text that is cut into words.
pub(crate) fn dates_in(cut: &Cut<'_>, published: Option<Date>, words: &DateWords, numbers: &NumberWords) -> Vec<DateMention> {
    let text = cut.text;
    let reader = Reader { text, published, words: &words.0, numbers };
    let mut found: Vec<DateMention> = Vec::new();
    let (mut at, mut floor, mut passed) = (0, 0, 0);
    while let Some((start, end)) = cut.next(&mut passed, at) {
        at = end;
        let core = if digit(char_at(text, start)).is_some() {
            reader.calendar(start).or_else(|| reader.year(start))
        } else {
            match reader.words.at(text, start) {
                Some((end, Word::Unit(unit, plural))) => reader.unit(start, end, unit, plural, floor),
                Some((end, Word::Relative(from, to, precision))) => reader.relative(start, end, from, to, precision),
                Some((end, Word::Season(from, to))) => reader.season(start, end, from, to),
                Some((_, Word::Month(..) | Word::Weekday(..))) => reader.calendar(start),
                _ => None,
            }
        };
        let Some(core) = core else { continue };
        if let Some(mention) = reader.finish(core, floor) {
            at = mention.span.end.max(end);
            floor = at;
            found.push(mention);
        } else if core.day_level() {
            // A date within a name is passed over as a whole.
            at = core.end.max(end);
        }
    }
    found
}

/// Reads one day from a cell of a table: "2025-05-16", "2025-05-16T10:00:00Z", "16 May 2025", "16/05/2025", "May 16, 2025".
///
/// ```
/// assert_eq!(sitmap::text::parse_date("16 May 2025"), Some(jiff::civil::date(2025, 5, 16)));
/// ```
pub fn parse_date(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    let reader = Reader { text: cell, published: None, words: &DateWords::builtin().0, numbers: NumberWords::builtin() };
    let core = reader.calendar(0).filter(|core| core.last.is_none() && core.precision == 1)?;
    let rest = &cell[core.end..];
    let clock = rest.strip_prefix(['T', 't', ' ']).unwrap_or("").chars();
    if !rest.is_empty() && (rest.len() < 2 || !clock.clone().any(|c| c == ':')) {
        return None;
    }
    let (from, to) = resolve(core.first, None, Direction::Latest)?;
    (from == to).then_some(from)
}

struct Reader<'a> {
    text: &'a str,
    published: Option<Date>,
    words: &'a WordList<Word>,
    numbers: &'a NumberWords,
}

impl Reader<'_> {
    fn char(&self, at: usize) -> char {
        char_at(self.text, at)
    }

    fn word_after(&self, end: usize) -> Option<(usize, Word)> {
        self.words.at(self.text, skip_blanks(self.text, end))
    }

    fn starts_inside_a_number(&self, start: usize) -> bool {
        let mark = char_before(self.text, start);
        matches!(mark, '.' | ',' | '/' | ':' | '-') && digit(char_before(self.text, start - 1)).is_some()
            || matches!(mark, '$' | '€' | '£' | '#' | '+' | '№')
    }

    /// A day of the month with "st" or "th" and a blank or hyphen aside: its number and end.
    fn day(&self, start: usize) -> Option<(i8, usize)> {
        let (value, count, mut end) = digits(self.text, start)?;
        if count > 2 || !(1..=31).contains(&value) {
            return None;
        }
        if self.char(end).is_alphabetic() {
            let after = word_end(self.text, end);
            let suffix = self.text.get(end..after)?;
            ["st", "nd", "rd", "th"].iter().any(|s| suffix.eq_ignore_ascii_case(s)).then_some(())?;
            end = after;
        }
        let decimal = matches!(self.char(end), '.' | ',' | ':' | '/') && digit(self.char(end + 1)).is_some();
        (!decimal && !matches!(self.char(end), '%' | '°')).then_some((i8::try_from(value).ok()?, end))
    }

    fn year_number(&self, start: usize, lowest: u64) -> Option<(i16, usize)> {
        let (value, count, end) = digits(self.text, start)?;
        let next = self.char(end);
        let goes_on = next.is_alphabetic() && next != 'T' || digit(next).is_some();
        let grouped = matches!(next, ',' | '.' | ':') && digit(self.char(end + 1)).is_some();
        if count != 4 || !(lowest..=2100).contains(&value) || goes_on || grouped || matches!(next, '%') {
            return None;
        }
        let end = match self.word_after(end) {
            Some((after, Word::YearNoun)) => after,
            _ => end,
        };
        Some((i16::try_from(value).ok()?, end))
    }

    /// A year behind a day or month, over a blank, comma or hyphen.
    fn year_behind(&self, end: usize) -> Option<(i16, usize)> {
        let mut at = end;
        if matches!(self.char(at), ',' | '-' | '/' | '،') {
            at += self.char(at).len_utf8();
        }
        let at = skip_blanks(self.text, at);
        let at = match self.words.at(self.text, at) {
            Some((after, Word::Of | Word::In)) if self.char(end) == ' ' => skip_blanks(self.text, after),
            _ => at,
        };
        if at == end { None } else { self.year_number(at, 1000) }
    }

    fn month(&self, start: usize) -> Option<(i8, MonthUse, usize)> {
        let (mut end, Word::Month(month, usage)) = self.words.at(self.text, start)? else { return None };
        if usage == MonthUse::Short && self.char(end) == '.' {
            end += 1;
        }
        // "أيلول/سبتمبر": the same month in both naming systems.
        if self.char(end) == '/'
            && let Some((after, Word::Month(second, _))) = self.words.at(self.text, end + 1)
            && second == month
        {
            end = after;
        }
        Some((month, usage, end))
    }

    fn calendar(&self, start: usize) -> Option<Core> {
        if digit(self.char(start)).is_some() {
            if self.starts_inside_a_number(start) {
                return None;
            }
            return self.numeric(start).or_else(|| self.day_month(start));
        }
        match self.words.at(self.text, start)? {
            (_, Word::Month(..)) => self.month_day(start),
            (end, Word::Weekday(weekday, short)) => self.weekday(start, end, weekday, short),
            _ => None,
        }
    }

    /// "2020-05-09", "09/05/2020", "5.9.2017", "9/5/20".
    fn numeric(&self, start: usize) -> Option<Core> {
        let (a, a_count, a_end) = digits(self.text, start)?;
        let mark = self.char(a_end);
        if !matches!(mark, '-' | '/' | '.') {
            return None;
        }
        let (b, b_count, b_end) = digits(self.text, a_end + 1)?;
        if self.char(b_end) != mark {
            return None;
        }
        let (c, c_count, end) = digits(self.text, b_end + 1)?;
        let next = self.char(end);
        if next.is_alphabetic() && next != 'T' || matches!(next, '-' | '/' | '.') && digit(self.char(end + 1)).is_some() {
            return None;
        }
        let (year, month, day) = match (a_count, b_count, c_count) {
            (4, 1..=2, 1..=2) => (a, b, c),
            (1..=2, 1..=2, 4) if b > 12 || self.lies_ahead(c, b, a) && !self.lies_ahead(c, a, b) => (c, a, b),
            (1..=2, 1..=2, 4) => (c, b, a),
            (1..=2, 1..=2, 2) if mark == '/' => {
                let year = if c < 70 { 2000 + c } else { 1900 + c };
                if b > 12 { (year, a, b) } else { (year, b, a) }
            }
            _ => return None,
        };
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        ((1000..=2100).contains(&year) && Date::new(year, month, day).is_ok())
            .then(|| Core::new(start, end, When::Calendar { year: Some(year), month, day }))
    }

    /// Whether a day lies well after publication; reports date what has been.
    fn lies_ahead(&self, year: u64, month: u64, day: u64) -> bool {
        let date = || {
            let year = i16::try_from(year).ok()?;
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        self.published.zip(date()).is_some_and(|(today, date)| days(today, date) > 7)
    }

    /// "9 May 2020", "the 9th of May", "3-5 June", "3, 4 and 5 June", "9-May-2020".
    fn day_month(&self, start: usize) -> Option<Core> {
        let (first, mut end) = self.day(start)?;
        let mut last = first;
        loop {
            let at = if self.char(end) == '-' { end + 1 } else { skip_blanks(self.text, end) };
            let at = match self.words.at(self.text, at) {
                Some((after, Word::Of)) => skip_blanks(self.text, after),
                _ => at,
            };
            if let Some((month, usage, month_end)) = self.month(at).filter(|_| at > end) {
                let year = self.year_behind(month_end);
                if !self.capitalised(at) && (usage == MonthUse::Verb || self.short_latin(at, usage)) && year.is_none() {
                    return None;
                }
                let end = year.map_or(month_end, |(_, end)| end);
                let year = year.map(|(year, _)| year);
                extent(year.unwrap_or(2000), month, first)?;
                extent(year.unwrap_or(2000), month, last)?;
                let mut core = Core::new(start, end, When::Calendar { year, month, day: first });
                if last > first {
                    core.last = Some(When::Calendar { year, month, day: last });
                }
                return Some(core);
            }
            (last, end) = self.next_day(end, true).filter(|(day, _)| *day > last)?;
        }
    }

    /// A further day behind "-", "to" and the like, or (`listed`) behind "," and "and".
    fn next_day(&self, end: usize, listed: bool) -> Option<(i8, usize)> {
        let at = skip_blanks(self.text, end);
        let at = match self.char(at) {
            c @ ('-' | '–' | '—' | '/') => at + c.len_utf8(),
            c @ (',' | '&') if listed => at + c.len_utf8(),
            _ => match self.words.at(self.text, at)? {
                (after, Word::To | Word::Until) => after,
                (after, Word::And) if listed => after,
                _ => return None,
            },
        };
        self.day(skip_blanks(self.text, at))
    }

    /// "May 9, 2020", "June 3-5", "March 2011", "May".
    fn month_day(&self, start: usize) -> Option<Core> {
        let (month, usage, end) = self.month(start)?;
        let latin = self.char(start).is_ascii();
        if latin && !self.capitalised(start) {
            return None;
        }
        if let Some((year, end)) = self.year_behind(end) {
            return Some(Core::new(start, end, When::Calendar { year: Some(year), month, day: 0 }));
        }
        let at = if self.char(end) == '-' { end + 1 } else { skip_blanks(self.text, end) };
        let preposition = self.words.before(self.text, start).map(|(_, word)| word);
        if let Some((day, mut end)) = self.day(at).filter(|_| at > end && latin)
            && extent(2000, month, day).is_some()
        {
            let between = preposition == Some(Word::Between);
            let last = self.next_day(end, between).filter(|(last, _)| *last > day && extent(2000, month, *last).is_some());
            end = last.map_or(end, |(_, end)| end);
            let year = self.year_behind(end);
            // "In May 30 people died": nobody says "in May 30".
            if year.is_some() || preposition != Some(Word::In) || !self.char(skip_blanks(self.text, end)).is_lowercase() {
                end = year.map_or(end, |(_, end)| end);
                let year = year.map(|(year, _)| year);
                let mut core = Core::new(start, end, When::Calendar { year, month, day });
                core.last = last.map(|(day, _)| When::Calendar { year, month, day });
                return Some(core);
            }
        }
        let mut core = Core::new(start, end, When::Calendar { year: None, month, day: 0 });
        core.bare = Some(usage);
        Some(core)
    }

    /// "Friday", "Monday night", "Friday, 1 September", "Sun 22 Feb 2015".
    fn weekday(&self, start: usize, end: usize, weekday: i8, short: bool) -> Option<Core> {
        if self.char(start).is_ascii() && !self.capitalised(start) {
            return None;
        }
        let mut named = end;
        if let Some((after, Word::DayPart)) = self.word_after(end) {
            named = after;
        }
        let mut at = named + usize::from(short && self.char(named) == '.');
        if matches!(self.char(at), ',' | '،') {
            at += self.char(at).len_utf8();
        }
        at = skip_blanks(self.text, at);
        let bracket = self.char(at) == '(';
        at += usize::from(bracket);
        while let Some((after, Word::Article(_) | Word::On)) = self.words.at(self.text, at) {
            at = skip_blanks(self.text, after);
        }
        let dated = digit(self.char(at)).is_some() || matches!(self.words.at(self.text, at), Some((_, Word::Month(..))));
        if dated
            && at > named
            && let Some(mut core) = self.calendar(at).filter(Core::day_level)
        {
            core.start = start;
            core.end += usize::from(bracket && self.char(core.end) == ')');
            return Some(core);
        }
        (!short).then(|| Core::new(start, named, When::Weekday(weekday)))
    }

    /// "2011", "2014-2017", where a preposition stands before it.
    fn year(&self, start: usize) -> Option<Core> {
        if self.starts_inside_a_number(start) {
            return None;
        }
        let (year, end) = self.year_number(start, 1900)?;
        let preposition = self.words.before(self.text, start)?.1;
        let next = skip_blanks(self.text, end);
        let counted = next > end && self.char(next).is_lowercase();
        let allowed = match preposition {
            Word::In | Word::Since | Word::Between | Word::From | Word::Part(_) => true,
            Word::Until | Word::By | Word::Of | Word::To | Word::Around => !(counted && year % 100 == 0),
            _ => false,
        };
        let clock = matches!(self.words.at(self.text, next), Some((_, Word::Unit(Unit::Hour, _))));
        let mut core = Core::new(start, end, When::Calendar { year: Some(year), month: 0, day: 0 });
        core.year_only = true;
        (allowed && !clock).then_some(core)
    }

    fn capitalised(&self, start: usize) -> bool {
        self.char(start).is_uppercase()
    }

    fn short_latin(&self, start: usize, usage: MonthUse) -> bool {
        usage == MonthUse::Short && self.char(start).is_ascii()
    }

    fn known(&self, start: usize, end: usize, dates: Option<(Date, Date)>, precision: u8, kind: DateKind) -> Core {
        Core { precision, kind, ..Core::new(start, end, When::Known(dates)) }
    }

    /// Joins a second date behind "to" or a dash, reads the words before, and drops what is no date.
    fn finish(&self, mut core: Core, floor: usize) -> Option<DateMention> {
        let mut start = core.start;
        let mut direction = Direction::Latest;
        let (mut part, mut since, mut until, mut around, mut week, mut supported) = (None, false, false, false, false, false);
        let (mut between, mut night, mut from_then_on) = (false, false, false);
        let mut at = start;
        for _ in 0..4 {
            let Some((before, word)) = self.words.before(self.text, at).filter(|(at, _)| *at >= floor) else { break };
            match word {
                Word::Article(0) | Word::Of | Word::On => {
                    supported |= word == Word::Of;
                    at = before;
                    continue;
                }
                Word::In => supported = true,
                Word::Part(which) if !core.day_level() && core.kind != DateKind::Period => part = Some(which),
                Word::Around => around = true,
                Word::Since => since = true,
                Word::Until | Word::By => until = true,
                Word::Between => between = true,
                Word::From => from_then_on = core.year_only,
                Word::Last | Word::Past if core.is_dated() => direction = Direction::Last,
                Word::Next if core.is_dated() => direction = Direction::Next,
                Word::This if core.is_dated() => {}
                Word::WeekOf if core.day_level() => week = true,
                Word::NightOf if core.day_level() => (between, night) = (true, true),
                _ => break,
            }
            if word == Word::In {
                at = before;
                continue;
            }
            supported = true;
            (start, at) = (before, before);
        }
        if !matches!(core.kind, DateKind::Relative | DateKind::Period | DateKind::Since) && core.last.is_none() {
            self.join(&mut core, between);
        }
        since |= from_then_on && core.last.is_none();
        if self.is_name(&core) || core.bare.is_some_and(|usage| !self.counts_as_month(&core, usage, supported)) {
            return None;
        }
        let (from, to) = self.ends(&core, direction).unzip();
        let (mut from, mut to) = (from, to);
        if let (Some(which), Some((a, b))) = (part, from.zip(to)) {
            (from, to) = third(a, b, which).unzip();
        }
        if week {
            to = from.and_then(|day| plus(day, 6));
        }
        let mut precision = match from.zip(to).filter(|_| core.last.is_some() || week) {
            Some((a, b)) if days(a, b) > 7 || core.precision == 3 => 3,
            Some((a, b)) if days(a, b) > i32::from(night) => 2,
            _ => core.precision,
        };
        if around {
            precision = precision.max(2);
        }
        let mut kind = core.kind;
        if since {
            (kind, to) = (DateKind::Since, self.published);
            to = to.max(from).filter(|_| to.is_some());
        } else if until {
            (kind, from) = (DateKind::Until, None);
        }
        Some(DateMention { span: Span::new(start, core.end), start: from, end: to, precision, kind })
    }

    /// "30 April – 2 May", "Monday to Wednesday", "March-June 2015", "2014 to 2017".
    fn join(&self, core: &mut Core, between: bool) {
        let at = skip_blanks(self.text, core.end);
        let next = match self.char(at) {
            c @ ('-' | '–' | '—') => at + c.len_utf8(),
            _ => match self.words.at(self.text, at) {
                Some((after, Word::To | Word::Until)) if at > core.end => after,
                Some((after, Word::And)) if at > core.end && between => after,
                _ => return,
            },
        };
        let next = skip_blanks(self.text, next);
        let second = if core.year_only {
            self.year_number(next, 1900).map(|(year, end)| Core::new(next, end, When::Calendar { year: Some(year), month: 0, day: 0 }))
        } else if digit(self.char(next)).is_some() {
            self.numeric(next).or_else(|| self.day_month(next))
        } else {
            self.calendar(next)
        };
        let Some(second) = second.filter(|s| s.last.is_none() && s.day_level() == core.day_level()) else { return };
        if let (When::Calendar { year: first_year @ None, month, .. }, When::Calendar { year: Some(year), month: last, .. }) =
            (&mut core.first, second.first)
        {
            *first_year = Some(if *month > last { year - 1 } else { year });
        }
        let ordered = self.ends(&Core { last: Some(second.first), ..*core }, Direction::Latest);
        if self.published.is_some() && ordered.is_none_or(|(from, to)| from > to) {
            return;
        }
        core.last = Some(second.first);
        core.end = second.end;
        core.bare = core.bare.and(second.bare);
    }

    fn ends(&self, core: &Core, direction: Direction) -> Option<(Date, Date)> {
        let Some(last) = core.last else { return resolve(core.first, self.published, direction) };
        let (_, to) = resolve(last, self.published, direction)?;
        // The first end is looked for from the last one back.
        let (from, _) = resolve(core.first, Some(to), Direction::Latest)?;
        let from = if from > to { resolve(core.first, Some(to), Direction::Last)?.0 } else { from };
        (from <= to).then_some((from, to))
    }

    /// "March 23 Movement", "17 February Martyrs Brigade", "Black September", "Revolution of 25 January".
    fn is_name(&self, core: &Core) -> bool {
        let mut at = core.end;
        for _ in 0..2 {
            let next = skip_blanks(self.text, at);
            if next == at || !self.capitalised(next) {
                break;
            }
            if matches!(self.words.at(self.text, next), Some((_, Word::NameAfter))) {
                return true;
            }
            at = word_end(self.text, next);
        }
        let named = |end| matches!(self.words.before(self.text, end), Some((at, Word::NameBefore)) if self.capitalised(at));
        match self.words.before(self.text, core.start) {
            Some((at, Word::Article(0))) => named(at),
            _ => named(core.start),
        }
    }

    fn counts_as_month(&self, core: &Core, usage: MonthUse, supported: bool) -> bool {
        let next = skip_blanks(self.text, core.end);
        let capital_follows = next > core.end && self.capitalised(next);
        match usage {
            MonthUse::Alone => true,
            MonthUse::Name => supported || !capital_follows,
            MonthUse::Verb | MonthUse::Short => supported,
        }
    }
}

/// The early, middle or late third: of a month the 1st to 10th, 11th to 20th, and the rest.
fn third(from: Date, to: Date, part: Part) -> Option<(Date, Date)> {
    let length = days(from, to).saturating_add(1);
    if length < 3 {
        return Some((from, to));
    }
    let cut = |n: i32| plus(from, length.saturating_mul(n) / 3);
    Some(match part {
        Part::Early => (from, plus(cut(1)?, -1)?),
        Part::Mid => (cut(1)?, plus(cut(2)?, -1)?),
        Part::Late => (cut(2)?, to),
    })
}

#[cfg(test)]
mod tests;
