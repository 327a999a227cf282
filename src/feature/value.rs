//! One cell of a feature: typed, and to be read again from text.

use std::borrow::Cow;

use jiff::civil::Date;

use super::record::{CharSpan, CountRecord, Quote};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Number,
    /// Yes or no.
    Boolean,
    /// A day, `2017-09-03`.
    Day,
    /// A local timestamp without a zone, `2017-09-03T23:59:59`.
    Timestamp,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'f> {
    /// Nothing is known.
    Null,
    /// Words, a day or a timestamp.
    Text(Cow<'f, str>),
    /// A whole number.
    Integer(u64),
    /// A number with decimals.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
}

impl Value<'_> {
    /// Whether nothing is known.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The cell as text; empty where nothing is known.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Value::Null => Cow::Borrowed(""),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Integer(n) => Cow::Owned(n.to_string()),
            Value::Number(x) => Cow::Owned(x.to_string()),
            Value::Boolean(b) => Cow::Borrowed(if *b { "true" } else { "false" }),
        }
    }
}

impl serde::Serialize for Value<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(n) => serializer.serialize_u64(*n),
            Value::Number(x) => serializer.serialize_f64(*x),
            Value::Boolean(b) => serializer.serialize_bool(*b),
        }
    }
}

/// A field of a record that has a cell of its own.
pub(super) trait Cell: Sized {
    fn write(&self) -> Value<'_>;
    /// The field of what a file has in that cell, without the space around it; `None` where that cannot be.
    fn read(text: &str) -> Option<Self>;
}

impl Cell for Option<String> {
    fn write(&self) -> Value<'_> {
        self.as_deref().map_or(Value::Null, |text| Value::Text(text.into()))
    }

    fn read(text: &str) -> Option<Self> {
        Some((!text.is_empty()).then(|| text.to_owned()))
    }
}

impl Cell for String {
    fn write(&self) -> Value<'_> {
        Value::Text(self.as_str().into())
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

macro_rules! parsed {
    ($($type:ty: $write:expr;)*) => {$(
        impl Cell for Option<$type> {
            fn write(&self) -> Value<'_> {
                self.map_or(Value::Null, $write)
            }

            fn read(text: &str) -> Option<Self> {
                if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
            }
        }
    )*};
}

parsed! {
    u64: Value::Integer;
    bool: Value::Boolean;
    Date: |day| Value::Text(day.to_string().into());
}

impl Cell for Option<u8> {
    fn write(&self) -> Value<'_> {
        self.map_or(Value::Null, |n| Value::Integer(n.into()))
    }

    fn read(text: &str) -> Option<Self> {
        // A spreadsheet may have made 1 into 1.0.
        if text.is_empty() { Some(None) } else { text.trim_end_matches(".0").parse().ok().map(Some) }
    }
}

impl Cell for Option<f64> {
    fn write(&self) -> Value<'_> {
        self.map_or(Value::Null, Value::Number)
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(None);
        }
        text.parse().ok().filter(|x: &f64| x.is_finite()).map(Some)
    }
}

impl Cell for Option<CharSpan> {
    fn write(&self) -> Value<'_> {
        self.map_or(Value::Null, |span| Value::Text(written(span).into()))
    }

    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(None) } else { span(text).map(Some) }
    }
}

impl Cell for Vec<CharSpan> {
    fn write(&self) -> Value<'_> {
        joined(self.iter().map(|s| written(*s)))
    }

    fn read(text: &str) -> Option<Self> {
        text.split(';').map(str::trim).filter(|s| !s.is_empty()).map(span).collect()
    }
}

fn written([start, end]: CharSpan) -> String {
    format!("{start}-{end}")
}

fn span(text: &str) -> Option<CharSpan> {
    let (start, end) = text.split_once('-')?;
    Some([start.trim().parse().ok()?, end.trim().parse().ok()?])
}

/// Several things as one cell.
pub(super) fn joined(items: impl Iterator<Item = String>) -> Value<'static> {
    let all = items.collect::<Vec<_>>().join("; ");
    if all.is_empty() { Value::Null } else { Value::Text(all.into()) }
}

/// The parts of a cell that holds several things.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("; ").map(str::trim).filter(|p| !p.is_empty())
}

/// Sentences of one cell, cut where their spans say how long each is; at `"; "` where that does not fit.
pub(super) fn cut(whole: &str, spans: &[CharSpan]) -> Vec<Quote> {
    let mut rest = whole;
    let mut out = Vec::new();
    for (i, [start, end]) in spans.iter().enumerate() {
        let at = rest.char_indices().nth(end.saturating_sub(*start)).map_or(rest.len(), |(at, _)| at);
        let (text, behind) = rest.split_at(at);
        let behind = if i + 1 < spans.len() { behind.strip_prefix("; ") } else { Some(behind).filter(|b| b.is_empty()) };
        let Some(behind) = behind else {
            return parts(whole)
                .zip(spans.iter().map(Some).chain(std::iter::repeat(None)))
                .map(|(text, span)| Quote { text: Some(text.to_owned()), span: span.copied() })
                .collect();
        };
        out.push(Quote { text: Some(text.to_owned()), span: Some([*start, *end]) });
        rest = behind;
    }
    out
}

impl CountRecord {
    /// A number alone, without the words that say so.
    pub fn exactly(best: u64) -> Self {
        Self { best: Some(best), low: Some(best), high: Some(best), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_with_semicolons_come_back_whole() {
        let quotes = cut("One; two.; Three.", &[[0, 9], [20, 26]]);
        let texts: Vec<_> = quotes.iter().filter_map(|q| q.text.as_deref()).collect();
        assert_eq!(texts, ["One; two.", "Three."]);
        assert_eq!(cut("Edited; twice", &[[0, 3], [4, 5]]).len(), 2);
    }

    #[test]
    fn spans_read_as_they_are_written() {
        let spans = vec![[1, 4], [12, 20]];
        assert_eq!(Vec::<CharSpan>::read(&spans.write().to_text()), Some(spans));
        assert_eq!(Option::<CharSpan>::read("4"), None);
    }
}
