//! One report, as a reader hands it over.

use jiff::civil::Date;

use crate::span::Span;

/// A news report, communiqué or note: its words, and what is known about it.
///
/// ```
/// use sitmap::Report;
/// let report = Report::new("r1", "Clashes broke out near Deir ez-Zor on Friday.");
/// assert_eq!(report.id, "r1");
/// assert!(report.published.is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Stable identifier, unique within a run.
    pub id: String,
    /// Headline, where it is known apart from the text.
    pub title: Option<String>,
    /// The words. All spans index this.
    pub text: String,
    /// Day of publication, against which "Friday" and "yesterday" are read.
    pub published: Option<Date>,
    /// Publisher.
    pub source: Option<String>,
    /// Address of the report.
    pub url: Option<String>,
    /// Place mentions already known (bytes of `text`); where given, only these are resolved.
    pub known_mentions: Option<Vec<Span>>,
    /// Event triggers already known (bytes of `text`); where given, exactly one event each.
    pub known_triggers: Option<Vec<Span>>,
    /// Columns of the input that are carried into the events, by name.
    pub kept: Vec<(String, String)>,
}

impl Report {
    /// A report of which nothing but its words is known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }
}
