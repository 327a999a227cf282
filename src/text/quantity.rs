//! Distances in running text: "30 km (19 miles)", "half a mile", "a few kilometres".
//!
//! Speeds and areas are no distances. The unit words are data (`data/codebook/units.tsv`).

use std::sync::LazyLock;

use super::number::{NumberForm, NumberKind, NumberWords, before, share_before};
use super::words::{Cut, InvalidWords, WordList, char_at, digit, digits, next_word, rows, skip_blanks};
use crate::span::Span;

/// Two figures that differ by no more than this share are one distance in two units.
const SAME_DISTANCE: f64 = 0.2;

/// A lone "m" is metres only behind a number of at least this size; below it is mostly "million" or a calibre.
const LEAST_SHORT: f64 = 10.0;

/// A distance in a text, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The words, "about" and a conversion in brackets included.
    pub span: Span,
    /// The distance to use; of a range its middle.
    pub km: f64,
    /// The lowest the words allow.
    pub km_low: f64,
    /// The highest the words allow.
    pub km_high: f64,
    /// Whether the words are vague: "about", "more than", "a few".
    pub approximate: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Class {
    Distance(f64),
    Short(f64),
    Rate,
}

/// The words for units of distance.
#[derive(Debug, Clone)]
pub struct UnitWords(WordList<Class>);

static BUILTIN: LazyLock<UnitWords> =
    LazyLock::new(|| UnitWords::parse(include_str!("../../data/codebook/units.tsv")).unwrap_or(UnitWords(WordList::new([]))));

impl UnitWords {
    /// The units that come with the crate: metric, imperial and nautical, in English, Arabic, Ukrainian and Russian.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a table with the columns `word class km language`, separated by tabs; `km` is the unit's length.
    ///
    /// # Errors
    /// The first row whose class is unknown or whose length is no number.
    pub fn parse(table: &str) -> Result<Self, InvalidWords> {
        let mut words = Vec::new();
        for (line, row) in rows(table) {
            let cell = row.get(2).copied().unwrap_or("");
            let km =
                cell.parse::<f64>().map_err(|_| InvalidWords { line, reason: format!("expected a length in kilometres, found {cell:?}") });
            let class = match row.get(1).copied().unwrap_or("") {
                "distance" => Class::Distance(km?),
                "short" => Class::Short(km?),
                "rate" => Class::Rate,
                other => return Err(InvalidWords { line, reason: format!("unknown class {other:?}") }),
            };
            words.push((row[0], class));
        }
        Ok(Self(WordList::new(words)))
    }
}

/// Every distance of `text`, in order and without overlaps.
///
/// ```
/// use sitmap::text::{NumberWords, UnitWords, quantities};
/// let text = "about 30 km (19 miles) north of Palmyra";
/// let found = quantities(text, UnitWords::builtin(), NumberWords::builtin());
/// assert_eq!((found[0].span.slice(text), found[0].km), ("about 30 km (19 miles)", 30.0));
/// ```
pub fn quantities(text: &str, units: &UnitWords, numbers: &NumberWords) -> Vec<Quantity> {
    quantities_in(&Cut::new(text), units, numbers)
}

/// [`quantities`] of a text that is cut into words.
pub(crate) fn quantities_in(cut: &Cut<'_>, units: &UnitWords, numbers: &NumberWords) -> Vec<Quantity> {
    let text = cut.text;
    let mut found: Vec<Quantity> = Vec::new();
    let (mut at, mut floor, mut passed) = (0, 0, 0);
    while let Some((start, end)) = cut.next(&mut passed, at) {
        at = end;
        let start = if digit(char_at(text, start)).is_some() { digits(text, start).map_or(start, |(_, _, end)| end) } else { start };
        if start == end {
            continue;
        }
        let Some((unit_end, class @ (Class::Distance(_) | Class::Short(_)))) = units.0.at(text, start) else { continue };
        let Some(mut quantity) = quantity(text, start, unit_end, class, units, numbers) else { continue };
        if quantity.span.start < floor {
            continue;
        }
        if let Some(end) = conversion(text, &quantity, units, numbers) {
            quantity.span.end = end;
        }
        at = quantity.span.end.max(end);
        floor = at;
        found.push(quantity);
    }
    found
}

/// The distance whose unit stands at `start..end`, with the number before it.
fn quantity(text: &str, start: usize, end: usize, class: Class, units: &UnitWords, numbers: &NumberWords) -> Option<Quantity> {
    let km = match class {
        Class::Distance(km) | Class::Short(km) => km,
        Class::Rate => return None,
    };
    if is_rate(text, end, units) {
        return None;
    }
    // What follows the number's end must not change how it is read: "10km" is a code for a reader of numbers.
    let text = text.get(..start)?;
    if let Some((from, value)) = share_before(text, start, numbers) {
        let value = value * km;
        let span = Span::new(from, end);
        return matches!(class, Class::Distance(_)).then_some(Quantity {
            span,
            km: value,
            km_low: value,
            km_high: value,
            approximate: false,
        });
    }
    let number = before(text, start, numbers)?;
    let (low, best, high) = match number.kind {
        NumberKind::Range => (number.low, f64::midpoint(number.low, number.high), number.high),
        _ => (number.low, number.best, number.high),
    };
    let usable = matches!(number.form, NumberForm::Count | NumberForm::Decimal | NumberForm::Year | NumberForm::Compound);
    let firm = matches!(number.kind, NumberKind::Exact | NumberKind::Range);
    let short = matches!(class, Class::Short(_)) && (best < LEAST_SHORT || number.form == NumberForm::Decimal);
    (usable && !short).then_some(Quantity {
        span: Span::new(number.start, end),
        km: best * km,
        km_low: low * km,
        km_high: high * km,
        approximate: !firm,
    })
}

fn is_rate(text: &str, end: usize, units: &UnitWords) -> bool {
    let next = char_at(text, end);
    if matches!(next, '²' | '³' | '^') {
        return true;
    }
    let at = if next == '/' { end + 1 } else { skip_blanks(text, end) };
    // "30 km s" is nothing; a lone letter makes a rate only behind a slash.
    match units.0.at(text, at) {
        Some((after, Class::Rate)) => at > end && (next == '/' || text[at..after].contains(' ')),
        _ => false,
    }
}

/// Where a conversion of `quantity` right behind it ends: "(19 miles)", "/19 miles".
fn conversion(text: &str, quantity: &Quantity, units: &UnitWords, numbers: &NumberWords) -> Option<usize> {
    let open = skip_blanks(text, quantity.span.end);
    let bracket = match char_at(text, open) {
        '(' | '[' => true,
        '/' => false,
        _ => return None,
    };
    let inside = skip_blanks(text, open + 1);
    let mut at = inside;
    for _ in 0..6 {
        let (start, end) = next_word(text, at)?;
        let unit = digits(text, start).map_or(start, |(_, _, end)| end);
        if unit < end
            && let Some((unit_end, class @ (Class::Distance(_) | Class::Short(_)))) = units.0.at(text, unit)
        {
            let converted = self::quantity(&text[inside..], unit - inside, unit_end - inside, class, units, numbers)?;
            let near = (converted.km - quantity.km).abs() <= SAME_DISTANCE * quantity.km.max(converted.km);
            let closed = !bracket || matches!(char_at(text, unit_end), ')' | ']');
            return (converted.span.start == 0 && near && closed).then_some(unit_end + usize::from(bracket));
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Quantity> {
        quantities(text, UnitWords::builtin(), NumberWords::builtin())
    }

    #[test]
    fn the_builtin_table_is_readable() {
        assert!(UnitWords::parse(include_str!("../../data/codebook/units.tsv")).is_ok());
        let error = UnitWords::parse("word\tclass\tkm\nli\tdistance\tx\n").map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "line 2: expected a length in kilometres, found \"x\"");
    }

    #[test]
    fn phrases_become_kilometres() {
        let table: &[(&str, &str, f64, f64, f64, bool)] = &[
            ("30 km north", "30 km", 30.0, 30.0, 30.0, false),
            ("10km north", "10km", 10.0, 10.0, 10.0, false),
            ("some 2,000 kilometers away", "some 2,000 kilometers", 2000.0, 2000.0, 2000.0, true),
            ("2000 km away", "2000 km", 2000.0, 2000.0, 2000.0, false),
            ("1.5km away", "1.5km", 1.5, 1.5, 1.5, false),
            ("30 km (19 miles) north", "30 km (19 miles)", 30.0, 30.0, 30.0, false),
            ("30 km (about 19 miles) north", "30 km (about 19 miles)", 30.0, 30.0, 30.0, false),
            ("19 miles (30km) north", "19 miles (30km)", 30.578, 30.578, 30.578, false),
            ("30 km/19 miles north", "30 km/19 miles", 30.0, 30.0, 30.0, false),
            ("a 30-kilometre front", "30-kilometre", 30.0, 30.0, 30.0, false),
            ("about 25 kilometers from", "about 25 kilometers", 25.0, 25.0, 25.0, true),
            ("more than 25 km from", "more than 25 km", 25.0, 25.0, 25.0, true),
            ("within a few kilometers of", "a few kilometers", 3.0, 3.0, 9.0, true),
            ("tens of kilometres", "tens of kilometres", 10.0, 10.0, 99.0, true),
            ("12 to 15 km from", "12 to 15 km", 13.5, 12.0, 15.0, false),
            ("12-15km from", "12-15km", 13.5, 12.0, 15.0, false),
            ("half a mile from", "half a mile", 0.805, 0.805, 0.805, false),
            ("a kilometre from", "a kilometre", 1.0, 1.0, 1.0, false),
            ("two and a half miles from", "two and a half miles", 4.023, 4.023, 4.023, false),
            ("twenty-five km from", "twenty-five km", 25.0, 25.0, 25.0, false),
            ("500 metres from", "500 metres", 0.5, 0.5, 0.5, false),
            ("500m from", "500m", 0.5, 0.5, 0.5, false),
            ("10 nautical miles off", "10 nautical miles", 18.52, 18.52, 18.52, false),
            ("على بعد 30 كم", "30 كم", 30.0, 30.0, 30.0, false),
            ("за 30 км від", "30 км", 30.0, 30.0, 30.0, false),
        ];
        for (text, words, km, low, high, approximate) in table {
            let got = found(text);
            assert_eq!(got.len(), 1, "{text:?}: {got:?}");
            assert_eq!(got[0].span.slice(text), *words, "{text:?}");
            for (got, want) in [(got[0].km, km), (got[0].km_low, low), (got[0].km_high, high)] {
                assert!((got - want).abs() < 0.001, "{text:?}: {got} for {want}");
            }
            assert_eq!(got[0].approximate, *approximate, "{text:?}");
        }
    }

    #[test]
    fn speeds_areas_and_money_are_no_distances() {
        for text in [
            "at 80 km/h",
            "80 kilometres per hour",
            "80 km an hour",
            "30 square km",
            "30 km² of land",
            "30 km2",
            "$50m more",
            "5m people",
            "M4 motorway",
            "the km marker",
            "122 mm",
            "a square mile",
            "3rd mile",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn a_second_distance_in_brackets_stays_its_own() {
        let text = "30 km (5 km from the border)";
        let words: Vec<_> = found(text).iter().map(|q| q.span.slice(text)).collect();
        assert_eq!(words, ["30 km", "5 km"]);
    }

    #[test]
    fn any_text_is_read_without_panic_and_spans_fall_on_characters() {
        let parts = [
            "30",
            "-",
            "–",
            " ",
            "km",
            " (",
            ")",
            "mile",
            "½",
            "٣",
            "كم",
            "half a ",
            ".",
            "/",
            "h",
            "a few ",
            "and a half ",
            "²",
            "to",
            "💥",
            ",",
        ];
        let mut seed = 5u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(parts[(seed >> 33) as usize % parts.len()]);
            }
            let mut last = 0;
            for q in found(&text) {
                assert!(text.get(q.span.start..q.span.end).is_some() && q.span.start >= last, "{text:?} {q:?}");
                assert!(q.km_low <= q.km && q.km <= q.km_high, "{text:?} {q:?}");
                last = q.span.end;
            }
        }
    }
}
