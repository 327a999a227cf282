//! What is known of a report beside its text, and tells of its places: the headline, the publisher, the address.

use crate::gazetteer::{Candidate, Gazetteer, Scanner, country_code};
use crate::mention::Recogniser;
use crate::report::Report;
use crate::text::Text;

/// Names in the headline and in the publisher's name, and the country of its address.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    /// Names in small letters, with the places they may mean.
    pub(super) names: Vec<(String, Vec<Candidate>)>,
    /// The country of the publisher, by the end of its internet address.
    pub(super) country: Option<[u8; 2]>,
}

/// Endings of addresses that stand for no country in practice.
const ANYONES: [&str; 8] = ["io", "co", "tv", "me", "ai", "fm", "ly", "to"];

impl Outside {
    /// What is known beside the text of `report`.
    ///
    /// ```
    /// use sitmap::{Gazetteer, Report, mention::Recogniser, resolve::Outside};
    /// let gazetteer = Gazetteer::builtin()?;
    /// let mut report = Report::new("r1", "The river is rising in Paris.");
    /// report.source = Some("The Paris News, Texas".into());
    /// let outside = Outside::of(&gazetteer, &Recogniser::new(&gazetteer), &report);
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn of(gazetteer: &Gazetteer, recogniser: &Recogniser<'_>, report: &Report) -> Self {
        let mut names: Vec<(String, Vec<Candidate>)> = Vec::new();
        let mut add = |words: String, candidates: Vec<Candidate>| {
            if !candidates.is_empty() && names.iter().all(|(known, _)| *known != words) {
                names.push((words, candidates));
            }
        };
        // A headline that the text begins with says nothing more.
        let title = report.title.as_deref().filter(|title| !report.text.starts_with(title));
        if let Some(title) = title {
            let text = recogniser.text(title);
            for mention in recogniser.mentions(&text) {
                add(text.slice(mention.span).to_lowercase(), mention.candidates);
            }
        }
        if let Some(source) = &report.source {
            let text = Text::new(source);
            let mut scanner = Scanner::new(gazetteer);
            let mut at = 0;
            while at < text.tokens.len() {
                let capital = text.tokens[at].is_capitalised();
                let longest = capital.then(|| scanner.names_at(&text, at, text.tokens.len()).pop()).flatten();
                match longest.filter(|name| name.span.len() >= SHORTEST) {
                    Some(name) => {
                        add(text.slice(name.span).to_lowercase(), scanner.candidates(&text, &name));
                        at = name.end;
                    }
                    None => at += 1,
                }
            }
        }
        Self { names, country: report.url.as_deref().and_then(country_of) }
    }
}

/// Shorter names in a publisher's name are words of another kind.
const SHORTEST: usize = 4;

/// The country that an internet address ends with.
fn country_of(url: &str) -> Option<[u8; 2]> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', ':']).next()?;
    let end = host.rsplit('.').next()?.to_ascii_lowercase();
    if end.len() != 2 || ANYONES.contains(&end.as_str()) {
        return None;
    }
    country_code(if end == "uk" { "GB" } else { &end }.to_ascii_uppercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_a_country() {
        assert_eq!(country_of("https://www.example.co.uk/news/1"), Some(*b"GB"));
        assert_eq!(country_of("http://example.com.au"), Some(*b"AU"));
        assert_eq!(country_of("https://example.com/a.uk"), None);
        assert_eq!(country_of("example.io"), None);
    }
}
