//! Numbers in running text: digits and words, ranges, vague words, with "at least" and the like.
//!
//! Which words count, and what the vague ones are worth, is data (`data/codebook/numbers.tsv`).

use std::sync::LazyLock;

use super::words::{
    Cut, InvalidWords, WordList, char_at, char_before, digit, digits, is_word, previous_word, rows, skip_blanks, trim_joint, word_end,
};
use crate::span::Span;

/// What a number word does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Class {
    Unit(f64),
    Tens(f64),
    Scale(f64),
    Article,
    Half,
    AndHalf,
    Ordinal(f64),
    Vague([f64; 3]),
    VagueScale([f64; 3]),
    Modifier(NumberKind),
    OrMore,
    OrSo,
    OrFewer,
    Range,
    Between,
    And,
    Of,
    Percent,
    Clock,
    Skip,
}

/// The words that make and modify numbers.
#[derive(Debug, Clone)]
pub struct NumberWords(WordList<Class>);

static BUILTIN: LazyLock<NumberWords> =
    LazyLock::new(|| NumberWords::parse(include_str!("../../data/codebook/numbers.tsv")).unwrap_or(NumberWords(WordList::new([]))));

impl NumberWords {
    /// The words that come with the crate: English, with the commonest of Arabic, Ukrainian and Russian.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table with the columns `word class low best high language`, separated by tabs.
    ///
    /// # Errors
    /// The first row whose class is unknown or whose value is missing.
    pub fn parse(table: &str) -> Result<Self, InvalidWords> {
        let mut words = Vec::new();
        for (line, row) in rows(table) {
            let bad = |reason: String| InvalidWords { line, reason };
            let (Some(word), Some(class)) = (row.first(), row.get(1)) else {
                return Err(bad("expected at least two columns".into()));
            };
            let value = |column: usize| {
                let cell = row.get(column).copied().unwrap_or("");
                cell.parse::<f64>().map_err(|_| bad(format!("expected a number in column {}, found {cell:?}", column + 1)))
            };
            let three = || Ok::<_, InvalidWords>([value(2)?, value(3)?, value(4)?]);
            let class = match *class {
                "unit" => Class::Unit(value(3)?),
                "tens" => Class::Tens(value(3)?),
                "scale" => Class::Scale(value(3)?),
                "article" => Class::Article,
                "half" => Class::Half,
                "and-half" => Class::AndHalf,
                "ordinal" => Class::Ordinal(value(3)?),
                "vague" => Class::Vague(three()?),
                "vague-scale" => Class::VagueScale(three()?),
                "at-least" => Class::Modifier(NumberKind::AtLeast),
                "at-most" => Class::Modifier(NumberKind::AtMost),
                "approximate" => Class::Modifier(NumberKind::Approx),
                "or-more" => Class::OrMore,
                "or-so" => Class::OrSo,
                "or-fewer" => Class::OrFewer,
                "range" => Class::Range,
                "between" => Class::Between,
                "and" => Class::And,
                "of" => Class::Of,
                "percent" => Class::Percent,
                "clock" => Class::Clock,
                "skip" => Class::Skip,
                other => return Err(bad(format!("unknown class {other:?}"))),
            };
            words.push((*word, class));
        }
        Ok(Self(WordList::new(words)))
    }

    fn at(&self, text: &str, start: usize) -> Option<(usize, Class)> {
        self.0.at(text, start)
    }
}

/// How firmly a number is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// "12", "twelve".
    Exact,
    /// "at least 12", "more than 12", "12 or more".
    AtLeast,
    /// "up to 12", "as many as 12", "fewer than 12".
    AtMost,
    /// "5-8", "between five and eight", "five or six".
    Range,
    /// "several", "dozens", "a handful".
    Vague,
    /// "about 12", "nearly 12", "some 12".
    Approx,
}

/// What a number looks like; only [`NumberForm::Count`] can say how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberForm {
    /// A whole number of something.
    Count,
    /// "1st", "17th", "third": "1st Brigade" is no count.
    Ordinal,
    /// Four digits from 1900 to 2100 without a separator. It may still be a count; the caller knows what follows.
    Year,
    /// "14:30", "10 am".
    Time,
    /// "3.5" without "million" behind it.
    Decimal,
    /// "40%", "40 percent".
    Percent,
    /// "$500", "€1.5 million".
    Money,
    /// Part of an adjective: "55-year-old", "three-day".
    Compound,
    /// Part of a longer token: "T-55", "122mm", "9/11", "12/05/2020", "#3".
    Code,
}

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// All its words, "at least" and "or more" included.
    pub span: Span,
    /// The number alone.
    pub core: Span,
    /// The lowest value the words allow; 0 for "up to".
    pub low: u64,
    /// The value to use where one is needed: of a range its lower end, of a vague word the value of the table.
    pub best: u64,
    /// The highest value the words allow; of "at least" the number stated.
    pub high: u64,
    /// How firmly it is stated.
    pub kind: NumberKind,
    /// What it looks like.
    pub form: NumberForm,
}

impl Number {
    /// Whether it can say how many.
    pub fn is_count(&self) -> bool {
        self.form == NumberForm::Count
    }

    /// Whether it ranks or names: "17th Division".
    pub fn is_ordinal(&self) -> bool {
        self.form == NumberForm::Ordinal
    }

    /// Whether it could be a year.
    pub fn looks_like_year(&self) -> bool {
        self.form == NumberForm::Year
    }
}

/// A number as read, before rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) start: usize,
    pub(crate) core: Span,
    pub(crate) end: usize,
    pub(crate) low: f64,
    pub(crate) best: f64,
    pub(crate) high: f64,
    pub(crate) kind: NumberKind,
    pub(crate) form: NumberForm,
}

/// Every number of `text`, in order and without overlaps.
///
/// ```
/// use sitmap::text::{NumberWords, numbers};
/// let found = numbers("At least two dozen people died in Idlib", NumberWords::builtin());
/// assert_eq!((found[0].best, found[0].core.slice("At least two dozen")), (24, "two dozen"));
/// ```
pub fn numbers(text: &str, words: &NumberWords) -> Vec<Number> {
    numbers_in(&Cut::new(text), words)
}

/// [`numbers`] of a text that is cut into words.
pub(crate) fn numbers_in(cut: &Cut<'_>, words: &NumberWords) -> Vec<Number> {
    let text = cut.text;
    let mut found = Vec::new();
    let (mut at, mut floor, mut passed) = (0, 0, 0);
    while let Some((start, end)) = cut.next(&mut passed, at) {
        at = end;
        if digit(char_at(text, start)).is_none() {
            match words.at(text, start) {
                None => continue,
                Some((end, Class::Skip | Class::Modifier(_))) => {
                    at = end;
                    continue;
                }
                Some(_) => {}
            }
        }
        if let Some(reading) = read(text, start, floor, words) {
            at = reading.end.max(end);
            floor = reading.end;
            found.push(Number {
                span: Span::new(reading.start, reading.end),
                core: reading.core,
                low: reading.low.round() as u64,
                best: reading.best.round() as u64,
                high: reading.high.round() as u64,
                kind: reading.kind,
                form: reading.form,
            });
        }
    }
    found
}

/// The longest number that ends right before byte `end`, blanks and one hyphen aside: the 30 of "30-km".
pub(crate) fn before(text: &str, end: usize, words: &NumberWords) -> Option<Reading> {
    let end = trim_joint(text, end);
    // "hundreds of metres".
    if let Some((of, Class::Of)) = words.0.before(text, end) {
        return before(text.get(..of)?, of, words).filter(|number| number.kind == NumberKind::Vague);
    }
    let (mut from, mut found) = (end, None);
    for _ in 0..8 {
        let Some((start, word_end)) = previous_word(text, from) else { break };
        let gap = text[word_end..from].trim();
        if from == end && !gap.is_empty() || !matches!(gap, "" | "." | "," | "-" | "–" | "—" | "٬" | "٫") {
            break;
        }
        if let Some(reading) = read(text, start, 0, words).filter(|r| r.end == end) {
            found = Some(reading);
        }
        from = start;
    }
    found
}

/// "a", "half a", "one and a half": what stands before a unit and is no number by itself, with its start and value.
pub(crate) fn share_before(text: &str, end: usize, words: &NumberWords) -> Option<(usize, f64)> {
    match words.0.before(text, end)? {
        (start, Class::Article) => Some((start, 1.0)),
        (start, Class::Half) => Some((start, 0.5)),
        (start, Class::AndHalf) => before(text, start, words).map(|whole| (whole.start, whole.best + 0.5)),
        _ => None,
    }
}

/// One number without its modifiers.
#[derive(Debug, Clone, Copy)]
struct Simple {
    end: usize,
    value: [f64; 3],
    /// The value without its last "thousand" or "million", and that scale.
    scale: f64,
    form: NumberForm,
    vague: bool,
}

fn read(text: &str, start: usize, floor: usize, words: &NumberWords) -> Option<Reading> {
    let first = simple(text, start, words)?;
    let mut reading = Reading {
        start,
        core: Span::new(start, first.end),
        end: first.end,
        low: first.value[0],
        best: first.value[1],
        high: first.value[2],
        kind: if first.vague { NumberKind::Vague } else { NumberKind::Exact },
        form: first.form,
    };
    if matches!(first.form, NumberForm::Code | NumberForm::Time | NumberForm::Ordinal) {
        return Some(reading);
    }
    let leading = words.0.before(text, start).filter(|(at, _)| *at >= floor);
    let between = leading.filter(|(_, class)| *class == Class::Between);
    if let Some(second) = range_end(text, &first, between.is_some(), words) {
        let shared =
            if first.scale == 1.0 && second.scale > 1.0 && first.value[1] * second.scale < second.value[1] { second.scale } else { 1.0 };
        if first.value[1] * shared < second.value[1] {
            (reading.low, reading.best) = (first.value[0] * shared, first.value[1] * shared);
            (reading.high, reading.end) = (second.value[2], second.end);
            reading.core.end = second.end;
            reading.kind = NumberKind::Range;
            reading.form = match (first.form, second.form) {
                (NumberForm::Year, NumberForm::Year) => NumberForm::Year,
                (_, NumberForm::Year) => first.form,
                (NumberForm::Year, form) | (NumberForm::Count, form) => form,
                (form, _) => form,
            };
        }
    }
    if let (Some((at, _)), NumberKind::Range) = (between, reading.kind) {
        reading.start = at;
    } else if let Some((at, Class::Modifier(kind))) = leading {
        reading.start = at;
        reading.modify(kind);
    } else if char_before(text, start) == '~' {
        reading.start = start - 1;
        reading.modify(NumberKind::Approx);
    }
    reading.read_suffix(text, words);
    Some(reading)
}

impl Reading {
    fn modify(&mut self, kind: NumberKind) {
        if self.kind == NumberKind::Exact || (self.kind == NumberKind::Vague && kind == NumberKind::AtMost) {
            self.kind = kind;
        }
        if kind == NumberKind::AtMost {
            self.low = 0.0;
        }
    }

    fn read_suffix(&mut self, text: &str, words: &NumberWords) {
        if char_at(text, self.end) == '+' {
            self.end += 1;
            self.modify(NumberKind::AtLeast);
            return;
        }
        let next = skip_blanks(text, self.end);
        let kind = match words.at(text, next) {
            Some((end, Class::OrMore)) => Some((end, NumberKind::AtLeast)),
            Some((end, Class::OrSo)) => Some((end, NumberKind::Approx)),
            Some((end, Class::OrFewer)) => Some((end, NumberKind::AtMost)),
            _ => None,
        };
        if let Some((end, kind)) = kind.filter(|_| next > self.end) {
            self.end = end;
            self.modify(kind);
        }
    }
}

fn range_end(text: &str, first: &Simple, between: bool, words: &NumberWords) -> Option<Simple> {
    let blank = skip_blanks(text, first.end);
    let next = match char_at(text, blank) {
        c @ ('-' | '–' | '—' | '−') => skip_blanks(text, blank + c.len_utf8()),
        _ if blank == first.end => return None,
        _ => match words.at(text, blank)? {
            (end, Class::Range) => skip_blanks(text, end),
            (end, Class::And) if between => skip_blanks(text, end),
            _ => return None,
        },
    };
    let second = simple_unjoined(text, next, words)?;
    let whole = |form| !matches!(form, NumberForm::Code | NumberForm::Time | NumberForm::Ordinal);
    (whole(second.form) && !second.vague && second.value[1] > first.value[1] / first.scale.max(1.0)).then_some(second)
}

fn simple(text: &str, start: usize, words: &NumberWords) -> Option<Simple> {
    let joined = match char_before(text, start) {
        '-' | '–' | '/' | '_' => is_word(char_before(text, start - char_before(text, start).len_utf8())),
        '#' | '№' => true,
        '.' | ',' | ':' => digit(char_before(text, start - 1)).is_some() && digit(char_at(text, start)).is_some(),
        c => is_word(c),
    };
    let mut found = simple_unjoined(text, start, words)?;
    if joined {
        let figures = digit(char_at(text, start)).is_some();
        found.form = if figures { NumberForm::Code } else { NumberForm::Compound };
    }
    Some(found)
}

fn simple_unjoined(text: &str, start: usize, words: &NumberWords) -> Option<Simple> {
    let mut found = if digit(char_at(text, start)).is_some() { figures(text, start, words)? } else { spelled(text, start, words)? };
    if matches!(found.form, NumberForm::Count | NumberForm::Decimal | NumberForm::Year) {
        let next = skip_blanks(text, found.end);
        if matches!(char_at(text, next), '%' | '٪') {
            (found.form, found.end) = (NumberForm::Percent, next + char_at(text, next).len_utf8());
        } else if let Some((end, class @ (Class::Percent | Class::Clock))) = words.at(text, next) {
            found.form = if class == Class::Percent { NumberForm::Percent } else { NumberForm::Time };
            found.end = end;
        } else if char_at(text, found.end) == '-' && char_at(text, found.end + 1).is_alphabetic() {
            // "five-six" is a range, "three-day" an adjective.
            if !matches!(words.at(text, found.end + 1), Some((_, Class::Unit(_) | Class::Tens(_) | Class::Range))) {
                found.form = NumberForm::Compound;
            }
        } else if matches!(char_before(text, start), '$' | '€' | '£') {
            found.form = NumberForm::Money;
        }
    }
    Some(found)
}

/// A number in figures: "1,200", "1 200", "1.5 million", "17th", "14:30", "12/05/2020".
fn figures(text: &str, start: usize, words: &NumberWords) -> Option<Simple> {
    let (whole, count, mut end) = digits(text, start)?;
    let (mut value, mut grouped) = (whole as f64, false);
    if count <= 3 {
        while let Some((group, after)) = thousands_group(text, end) {
            value = value * 1000.0 + group as f64;
            (end, grouped) = (after, true);
        }
    }
    let mut form = if !grouped && count == 4 && (1900..=2100).contains(&whole) { NumberForm::Year } else { NumberForm::Count };
    let code = move |end| Some(Simple { end, value: [value; 3], scale: 1.0, form: NumberForm::Code, vague: false });
    match char_at(text, end) {
        c @ ('.' | '٫') if digit(char_at(text, end + c.len_utf8())).is_some() => {
            let (fraction, places, after) = digits(text, end + c.len_utf8())?;
            if matches!(char_at(text, after), '.' | '/') && digit(char_at(text, after + 1)).is_some() {
                return code(token_end(text, after));
            }
            value += fraction as f64 / 10f64.powi(places.min(18) as i32);
            (end, form) = (after, NumberForm::Decimal);
        }
        ':' if !grouped && count <= 2 && digits(text, end + 1).is_some_and(|(_, n, _)| n == 2) => {
            let end = token_end(text, end);
            return Some(Simple { end, value: [value; 3], scale: 1.0, form: NumberForm::Time, vague: false });
        }
        '/' if digit(char_at(text, end + 1)).is_some() => return code(token_end(text, end)),
        '-' if digits(text, end + 1)
            .is_some_and(|(_, _, after)| char_at(text, after) == '-' && digit(char_at(text, after + 1)).is_some()) =>
        {
            return code(token_end(text, end));
        }
        c if c.is_alphabetic() => {
            let after = word_end(text, end);
            let ordinal = ["st", "nd", "rd", "th"].iter().any(|s| text[end..after].eq_ignore_ascii_case(s));
            let form = if ordinal { NumberForm::Ordinal } else { NumberForm::Code };
            return Some(Simple { end: after, value: [value; 3], scale: 1.0, form, vague: false });
        }
        _ => {}
    }
    if !grouped && count > 1 && form == NumberForm::Count && digit(char_at(text, start)) == Some(0) {
        return code(end);
    }
    let mut scale = 1.0;
    let next = skip_blanks(text, end);
    if next > end
        && let Some((after, Class::Scale(factor))) = words.at(text, next)
    {
        (value, scale, end, form) = (value * factor, factor, after, NumberForm::Count);
    }
    Some(Simple { end, value: [value; 3], scale, form, vague: false })
}

/// ",200" or " 200": three digits and no more behind a separator.
fn thousands_group(text: &str, at: usize) -> Option<(u64, usize)> {
    let separator = char_at(text, at);
    if !matches!(separator, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '٬') {
        return None;
    }
    let (value, count, end) = digits(text, at + separator.len_utf8())?;
    let next = char_at(text, end);
    let goes_on = matches!(next, '.' | '/' | ':' | '-') && digit(char_at(text, end + 1)).is_some();
    (count == 3 && !next.is_alphabetic() && !(separator == ' ' && goes_on)).then_some((value, end))
}

fn token_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let run = rest.find(|c: char| digit(c).is_none() && !matches!(c, '/' | '-' | '.' | ':')).unwrap_or(rest.len());
    from + rest[..run].trim_end_matches(['/', '-', '.', ':']).len()
}

/// A number in words: "twenty-one", "a dozen", "half a million", "several hundred", "tens of thousands".
fn spelled(text: &str, start: usize, words: &NumberWords) -> Option<Simple> {
    let mut end = start;
    let (mut total, mut current) = ([0f64; 3], [0f64; 3]);
    let (mut vague, mut scale) = (false, 1.0);
    // The size of the last word: the next must be smaller, or a scale.
    let mut room = f64::INFINITY;
    let mut opened = false;
    let mut at = start;
    while let Some((after, class)) = words.at(text, at) {
        match class {
            Class::Unit(value) if !opened && room > 9.0 && (room == f64::INFINITY || room >= 100.0 || value < 10.0 && value > 0.0) => {
                current = current.map(|c| c + value);
                room = 1.0;
            }
            Class::Tens(value) if !opened && room >= 100.0 => {
                current = current.map(|c| c + value);
                room = 10.0;
            }
            Class::Scale(value) if end > start || opened => {
                let factor = if current[2] == 0.0 { [1.0; 3] } else { current };
                if value > 100.0 {
                    total = [0, 1, 2].map(|i| total[i] + factor[i] * value);
                    current = [0.0; 3];
                } else {
                    current = factor.map(|c| c * value);
                }
                (room, scale) = (value, value);
            }
            Class::Article if !opened && end == start => opened = true,
            Class::Half if !opened && end == start => {
                opened = true;
                current = [0.5; 3];
            }
            Class::Vague(value) if end == start => {
                (current, vague, room) = (value, true, 0.0);
            }
            Class::VagueScale(value) if end == start || (vague && room == 0.0) => {
                let factor = if current[2] == 0.0 { [1.0; 3] } else { current };
                current = [factor[0] * value[0], factor[1] * value[1], factor[2] * value[0].max(1.0)];
                if end == start {
                    current[2] = value[2];
                }
                (vague, room) = (true, 0.0);
            }
            Class::Ordinal(value) if end == start || room == 10.0 => {
                let value = total[1] + current[1] + value;
                return Some(Simple { end: after, value: [value; 3], scale: 1.0, form: NumberForm::Ordinal, vague: false });
            }
            _ => break,
        }
        if !matches!(class, Class::Article | Class::Half) {
            end = after;
        }
        at = next_part(text, after, room, vague, words);
        if at == after {
            break;
        }
    }
    let value = [0, 1, 2].map(|i| total[i] + current[i]);
    (end > start).then_some(Simple { end, value, scale, form: NumberForm::Count, vague })
}

/// Where the next word of a spelled number could begin: over blanks, a hyphen, "and" behind a hundred, "of" behind "tens".
fn next_part(text: &str, end: usize, room: f64, vague: bool, words: &NumberWords) -> usize {
    let next = if char_at(text, end) == '-' { end + 1 } else { skip_blanks(text, end) };
    match words.at(text, next) {
        Some((after, Class::And)) if room >= 100.0 && room.is_finite() => skip_blanks(text, after),
        Some((after, Class::Of)) if vague => skip_blanks(text, after),
        _ => next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumberForm as F;
    use NumberKind as K;

    fn one(text: &str) -> (String, u64, u64, u64, K, F) {
        let found = numbers(text, NumberWords::builtin());
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        let n = found[0];
        (n.span.slice(text).to_owned(), n.low, n.best, n.high, n.kind, n.form)
    }

    #[test]
    fn the_builtin_table_is_readable() {
        assert!(NumberWords::parse(include_str!("../../data/codebook/numbers.tsv")).is_ok());
        let error = NumberWords::parse("word\tclass\nfoo\tbar\n").map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "line 2: unknown class \"bar\"");
    }

    #[test]
    fn phrases_become_numbers() {
        let table: &[(&str, &str, u64, u64, u64, K)] = &[
            ("killed 12 soldiers", "12", 12, 12, 12, K::Exact),
            ("1,200 fighters", "1,200", 1200, 1200, 1200, K::Exact),
            ("1 200 fighters", "1 200", 1200, 1200, 1200, K::Exact),
            ("1,234,567 people", "1,234,567", 1_234_567, 1_234_567, 1_234_567, K::Exact),
            ("1.5 million people", "1.5 million", 1_500_000, 1_500_000, 1_500_000, K::Exact),
            ("twenty-one men", "twenty-one", 21, 21, 21, K::Exact),
            ("Twenty One men", "Twenty One", 21, 21, 21, K::Exact),
            ("a dozen men", "a dozen", 12, 12, 12, K::Exact),
            ("two dozen men", "two dozen", 24, 24, 24, K::Exact),
            ("half a dozen men", "half a dozen", 6, 6, 6, K::Exact),
            ("three hundred men", "three hundred", 300, 300, 300, K::Exact),
            ("a hundred men", "a hundred", 100, 100, 100, K::Exact),
            ("two hundred and fifty-three men", "two hundred and fifty-three", 253, 253, 253, K::Exact),
            ("three thousand two hundred men", "three thousand two hundred", 3200, 3200, 3200, K::Exact),
            ("half a million people", "half a million", 500_000, 500_000, 500_000, K::Exact),
            ("killed 5-8 men", "5-8", 5, 5, 8, K::Range),
            ("killed 5 – 8 men", "5 – 8", 5, 5, 8, K::Range),
            ("killed between 5 and 8 men", "between 5 and 8", 5, 5, 8, K::Range),
            ("killed 5 to 8 men", "5 to 8", 5, 5, 8, K::Range),
            ("five or six men", "five or six", 5, 5, 6, K::Range),
            ("five-six men", "five-six", 5, 5, 6, K::Range),
            ("two to three hundred men", "two to three hundred", 200, 200, 300, K::Range),
            ("2-3 thousand men", "2-3 thousand", 2000, 2000, 3000, K::Range),
            ("At least 12 died", "At least 12", 12, 12, 12, K::AtLeast),
            ("at\nleast twelve died", "at\nleast twelve", 12, 12, 12, K::AtLeast),
            ("more than a dozen died", "more than a dozen", 12, 12, 12, K::AtLeast),
            ("over 1,000 fled", "over 1,000", 1000, 1000, 1000, K::AtLeast),
            ("up to 20 men", "up to 20", 0, 20, 20, K::AtMost),
            ("as many as 20 men", "as many as 20", 0, 20, 20, K::AtMost),
            ("around 20 men", "around 20", 20, 20, 20, K::Approx),
            ("some 300 men", "some 300", 300, 300, 300, K::Approx),
            ("approx. 300 men", "approx. 300", 300, 300, 300, K::Approx),
            ("~300 men", "~300", 300, 300, 300, K::Approx),
            ("12 or more men", "12 or more", 12, 12, 12, K::AtLeast),
            ("50+ men", "50+", 50, 50, 50, K::AtLeast),
            ("a hundred or so men", "a hundred or so", 100, 100, 100, K::Approx),
            ("several men", "several", 3, 3, 9, K::Vague),
            ("dozens of men", "dozens", 12, 12, 99, K::Vague),
            ("hundreds fled", "hundreds", 100, 100, 999, K::Vague),
            ("a couple of men", "a couple of", 2, 2, 3, K::Vague),
            ("a handful of men", "a handful of", 3, 3, 9, K::Vague),
            ("a few men", "a few", 3, 3, 9, K::Vague),
            ("several hundred men", "several hundred", 300, 300, 900, K::Vague),
            ("a few dozen men", "a few dozen", 36, 36, 108, K::Vague),
            ("tens of thousands fled", "tens of thousands", 10_000, 10_000, 99_000, K::Vague),
            ("hundreds of thousands fled", "hundreds of thousands", 100_000, 100_000, 999_000, K::Vague),
            ("at least dozens", "at least dozens", 12, 12, 99, K::Vague),
            ("مقتل ١٢ شخصا", "١٢", 12, 12, 12, K::Exact),
            ("загинуло п'ять осіб", "п'ять", 5, 5, 5, K::Exact),
        ];
        for (text, words, low, best, high, kind) in table {
            assert_eq!(one(text), ((*words).to_owned(), *low, *best, *high, *kind, F::Count), "{text:?}");
        }
    }

    #[test]
    fn numbers_that_count_nothing_say_so() {
        let table: &[(&str, F)] = &[
            ("the 1st Brigade", F::Ordinal),
            ("the 17th Division", F::Ordinal),
            ("the Third Army", F::Ordinal),
            ("the twenty-first attack", F::Ordinal),
            ("in 2014 it fell", F::Year),
            ("from 2014 to 2017 it", F::Year),
            ("at 14:30 local", F::Time),
            ("at 10 am they", F::Time),
            ("3.5 tons", F::Decimal),
            ("40% of it", F::Percent),
            ("40 per cent of it", F::Percent),
            ("worth $500 more", F::Money),
            ("a 55-year-old man", F::Compound),
            ("a three-day siege", F::Compound),
            ("a two-day siege", F::Compound),
            ("children under-five", F::Compound),
            ("T-55 tanks", F::Code),
            ("a 122mm rocket", F::Code),
            ("since 9/11 it", F::Code),
            ("on 12/05/2020 it", F::Code),
            ("on 2020-05-12 it", F::Code),
        ];
        for (text, form) in table {
            assert_eq!(one(text).5, *form, "{text:?}");
        }
    }

    #[test]
    fn words_that_are_no_numbers_stay_out() {
        for text in ["and a man fled", "over the hill", "no one knows how many", "as many as possible", "the score", "M4 highway", ""] {
            assert_eq!(numbers(text, NumberWords::builtin()), [], "{text:?}");
        }
    }

    #[test]
    fn two_numbers_stay_two() {
        let text = "killed 5 and wounded 12, of them three women and four children";
        let best: Vec<u64> = numbers(text, NumberWords::builtin()).iter().map(|n| n.best).collect();
        assert_eq!(best, [5, 12, 3, 4]);
        let best: Vec<u64> = numbers("5 and 12; 3, 4", NumberWords::builtin()).iter().map(|n| n.best).collect();
        assert_eq!(best, [5, 12, 3, 4]);
    }

    #[test]
    fn any_text_is_read_without_panic_and_spans_fall_on_characters() {
        let parts = [
            "5",
            "-",
            "–",
            "a",
            " ",
            "dozen",
            "½",
            "٣",
            "of",
            "١٢",
            "hundreds",
            "to",
            ",200",
            ".",
            "and",
            "ї",
            "\u{200f}",
            "/",
            ":",
            "€",
            "twenty",
            "more than",
            "%",
            "+",
            "half",
            "0",
            "'",
            "\n",
            "💥",
        ];
        let mut seed = 7u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(parts[(seed >> 33) as usize % parts.len()]);
            }
            let mut last = 0;
            for n in numbers(&text, NumberWords::builtin()) {
                assert!(text.get(n.span.start..n.span.end).is_some() && n.span.start >= last, "{text:?} {n:?}");
                assert!(n.low <= n.best && n.best <= n.high, "{text:?} {n:?}");
                assert!(n.span.contains(n.core), "{text:?} {n:?}");
                last = n.span.end;
            }
        }
    }
}
