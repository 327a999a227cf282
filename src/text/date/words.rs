//! The words of dates: months, weekdays, units of time and what stands around them.

use std::sync::LazyLock;

use super::super::words::{InvalidWords, WordList, rows};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthUse {
    Alone,
    Name,
    Verb,
    Short,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Month(i8, MonthUse),
    Weekday(i8, bool),
    /// The unit, and whether the word is its plural.
    Unit(Unit, bool),
    Relative(i32, i32, u8),
    Season(i8, i8),
    Part(Part),
    Article(i8),
    Since,
    Until,
    By,
    In,
    On,
    Of,
    Around,
    Between,
    From,
    To,
    And,
    Last,
    Past,
    This,
    EarlierThis,
    Next,
    Recent,
    Ago,
    For,
    WeekOf,
    NightOf,
    DayPart,
    YearNoun,
    NameAfter,
    NameBefore,
}

/// The words that make and modify dates.
#[derive(Debug, Clone)]
pub struct DateWords(pub(super) WordList<Word>);

static BUILTIN: LazyLock<DateWords> = LazyLock::new(|| {
    let months = include_str!("../../../data/codebook/months.tsv");
    DateWords::parse(months, include_str!("../../../data/codebook/date-words.tsv")).unwrap_or(DateWords(WordList::new([])))
});

impl DateWords {
    /// The words that come with the crate: English, and the month names and weekdays of Arabic (both systems), Ukrainian and Russian.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table of months (`word month use language`) and one of other words (`word class value value2 precision language`).
    ///
    /// # Errors
    /// The first row of either whose class or value cannot be read.
    pub fn parse(months: &str, others: &str) -> Result<Self, InvalidWords> {
        let mut words = Vec::new();
        for (line, row) in rows(months) {
            let usage = match row.get(2).copied() {
                Some("alone") => MonthUse::Alone,
                Some("name") => MonthUse::Name,
                Some("verb") => MonthUse::Verb,
                Some("short") => MonthUse::Short,
                other => return Err(InvalidWords { line, reason: format!("unknown use {other:?} of a month") }),
            };
            words.push((row[0], Word::Month(number_in(&row, 1, line)?, usage)));
        }
        for (line, row) in rows(others) {
            words.push((row[0], Self::class(&row, line)?));
        }
        Ok(Self(WordList::new(words)))
    }

    fn class(row: &[&str], line: usize) -> Result<Word, InvalidWords> {
        Ok(match row.get(1).copied().unwrap_or("") {
            "weekday" => Word::Weekday(number_in(row, 2, line)?, false),
            "weekday-short" => Word::Weekday(number_in(row, 2, line)?, true),
            "unit" => {
                let unit = match row.get(2).copied().unwrap_or("") {
                    "minute" => Unit::Minute,
                    "hour" => Unit::Hour,
                    "day" => Unit::Day,
                    "week" => Unit::Week,
                    "weekend" => Unit::Weekend,
                    "month" => Unit::Month,
                    "year" => Unit::Year,
                    other => return Err(InvalidWords { line, reason: format!("unknown unit {other:?}") }),
                };
                Word::Unit(unit, row.get(3) == Some(&"plural"))
            }
            "relative" => Word::Relative(number_in(row, 2, line)?, number_in(row, 3, line)?, number_in(row, 4, line)?),
            "season" => Word::Season(number_in(row, 2, line)?, number_in(row, 3, line)?),
            "article" => Word::Article(number_in(row, 2, line)?),
            "early" => Word::Part(Part::Early),
            "mid" => Word::Part(Part::Mid),
            "late" => Word::Part(Part::Late),
            "since" => Word::Since,
            "until" => Word::Until,
            "by" => Word::By,
            "in" => Word::In,
            "on" => Word::On,
            "of" => Word::Of,
            "around" => Word::Around,
            "between" => Word::Between,
            "from" => Word::From,
            "to" => Word::To,
            "and" => Word::And,
            "last" => Word::Last,
            "past" => Word::Past,
            "this" => Word::This,
            "earlier-this" => Word::EarlierThis,
            "next" => Word::Next,
            "recent" => Word::Recent,
            "ago" => Word::Ago,
            "for" => Word::For,
            "week-of" => Word::WeekOf,
            "night-of" => Word::NightOf,
            "day-part" => Word::DayPart,
            "year-word" => Word::YearNoun,
            "name-after" => Word::NameAfter,
            "name-before" => Word::NameBefore,
            other => return Err(InvalidWords { line, reason: format!("unknown class {other:?}") }),
        })
    }
}

fn number_in<N: std::str::FromStr>(row: &[&str], column: usize, line: usize) -> Result<N, InvalidWords> {
    let cell = row.get(column).copied().unwrap_or("");
    let reason = || format!("expected a number in column {}, found {cell:?}", column + 1);
    cell.parse().map_err(|_| InvalidWords { line, reason: reason() })
}
