//! What a page says of itself: Open Graph, JSON-LD, `meta`, `link`, `time`, `title`.
//!
//! Names of the properties after ogp.me, schema.org and what publishers' pages were seen to carry.

use html5ever::tokenizer::Tag;
use jiff::civil::Date;
use serde_json::Value;

use super::attribute;
use crate::read::day;

/// Names under which pages give their day of publication, surest first.
const PUBLISHED: [&str; 15] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "date",
    "article.published",
];

/// Collects as the page is read.
#[derive(Default)]
pub(super) struct Metadata {
    /// Names (lower case) and contents of `meta`, in order.
    named: Vec<(String, String)>,
    canonical: Option<String>,
    time: Option<Date>,
    documents: Vec<Value>,
    title: String,
    heading: String,
    /// The element whose words are being collected.
    within: Option<&'static str>,
    script: String,
}

impl Metadata {
    pub(super) fn tag(&mut self, tag: &Tag, opens: bool) {
        match (&*tag.name, opens) {
            ("meta", true) => {
                let name = ["property", "name", "itemprop"].iter().find_map(|a| attribute(tag, a));
                if let (Some(name), Some(content)) = (name, attribute(tag, "content").map(str::trim).filter(|c| !c.is_empty())) {
                    self.named.push((name.to_ascii_lowercase(), content.to_owned()));
                }
            }
            ("link", true) if attribute(tag, "rel") == Some("canonical") => {
                self.canonical = self.canonical.take().or_else(|| attribute(tag, "href").map(str::to_owned));
            }
            ("time", true) => {
                let stated = attribute(tag, "datetime").and_then(|t| day(t).ok());
                self.time = self.time.or(stated);
            }
            ("script", true) if attribute(tag, "type") == Some("application/ld+json") => self.within = Some("script"),
            ("script", false) => {
                let script = std::mem::take(&mut self.script);
                self.documents.extend(serde_json::from_str::<Value>(&script).ok());
                self.within = None;
            }
            ("title", true) if self.title.is_empty() => self.within = Some("title"),
            ("h1", true) if self.heading.is_empty() => self.within = Some("h1"),
            ("title" | "h1", false) => self.within = None,
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.within {
            Some("script") => self.script.push_str(text),
            Some("title") => self.title.push_str(text),
            Some(_) => self.heading.push_str(text),
            None => {}
        }
    }

    fn meta(&self, name: &str) -> Option<String> {
        self.named.iter().find(|(n, _)| n == name).map(|(_, content)| content.clone())
    }

    /// The first document of schema.org that has what `get` asks for.
    fn linked<T>(&self, get: impl Fn(&Value) -> Option<T> + Copy) -> Option<T> {
        fn search<T>(value: &Value, get: impl Fn(&Value) -> Option<T> + Copy) -> Option<T> {
            match value {
                Value::Array(items) => items.iter().find_map(|v| search(v, get)),
                Value::Object(map) => get(value).or_else(|| map.get("@graph").and_then(|g| search(g, get))),
                _ => None,
            }
        }
        self.documents.iter().find_map(|d| search(d, get))
    }

    pub(super) fn title(&self) -> Option<String> {
        let words = |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
        self.meta("og:title")
            .or_else(|| self.linked(|d| d.get("headline")?.as_str().map(str::to_owned)))
            .or_else(|| words(&self.heading))
            .or_else(|| words(&self.title))
    }

    pub(super) fn published(&self) -> Option<Date> {
        let stated = PUBLISHED.iter().find_map(|name| self.named.iter().filter(|(n, _)| n == name).find_map(|(_, d)| day(d).ok()));
        stated.or_else(|| self.linked(|d| day(d.get("datePublished")?.as_str()?).ok())).or(self.time)
    }

    pub(super) fn publisher(&self) -> Option<String> {
        let linked = || self.linked(|d| d.get("publisher")?.get("name")?.as_str().map(str::to_owned));
        self.meta("og:site_name").or_else(linked).or_else(|| self.meta("publisher")).or_else(|| self.meta("dc.publisher"))
    }

    pub(super) fn address(&self) -> Option<String> {
        let page = |d: &Value| {
            let page = d.get("mainEntityOfPage")?;
            page.as_str().or_else(|| page.get("@id")?.as_str()).map(str::to_owned)
        };
        let found = self.canonical.clone().or_else(|| self.meta("og:url")).or_else(|| self.linked(page));
        found.filter(|url| url.starts_with("http://") || url.starts_with("https://"))
    }
}
