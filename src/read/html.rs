//! A web page: its article, and what its metadata say of title, day, publisher and address.

mod article;
mod metadata;

use std::io::Read;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use super::input::{Input, Source};
use super::plain::decode;
use super::{Incoming, Records};
use crate::error::Error;
use crate::report::Report;
use article::Article;
use metadata::Metadata;

/// The one report of a page.
pub(super) fn read(mut source: Source, input: &Input) -> Records {
    let mut bytes = Vec::new();
    if let Err(e) = source.read_to_end(&mut bytes) {
        return Box::new(std::iter::once(Incoming::Failed(Error::io("read the page", e).on(input.shown()))));
    }
    let (page, note) = decode(bytes);
    let note = note.map(|n| Incoming::Note(n.on(input.shown())));
    let report = report(&input.stem, &page);
    let report = (!report.text.trim().is_empty()).then(|| Incoming::Report(Box::new(report)));
    Box::new(note.into_iter().chain(report))
}

/// The report that a page holds.
fn report(id: &str, page: &str) -> Report {
    let sink = Sink::default();
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(sink, Default::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let (metadata, article) = (tokenizer.sink.metadata.into_inner(), tokenizer.sink.article.into_inner());
    Report {
        title: metadata.title(),
        published: metadata.published(),
        source: metadata.publisher(),
        url: metadata.address(),
        ..Report::new(id, article.text())
    }
}

/// Shares out the tokens of a page. Tokens come by shared reference, hence the cells.
#[derive(Default)]
struct Sink {
    metadata: std::cell::RefCell<Metadata>,
    article: std::cell::RefCell<Article>,
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let (mut metadata, mut article) = (self.metadata.borrow_mut(), self.article.borrow_mut());
        match token {
            Token::TagToken(tag) => {
                let opens = tag.kind == TagKind::StartTag;
                metadata.tag(&tag, opens);
                article.tag(&tag, opens);
                if opens && !tag.self_closing {
                    // The tokenizer does not know by itself in which elements `<` is only a character.
                    return match &*tag.name {
                        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
                        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            Token::CharacterTokens(text) => {
                metadata.text(&text);
                article.words(&text);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><title>Town taken | The Daily Sample</title>
<meta property="og:site_name" content="The Daily Sample"><meta property="og:title" content="Town taken &amp; held">
<meta property="article:published_time" content="2017-09-03T08:15:00+03:00">
<link rel="canonical" href="https://example.org/town-taken"><style>p{color:red}</style></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><header>Menu</header>
<article><h1>Town taken &amp; held</h1><p>Forces entered the town of <b>Sukhna</b> on Friday,
a spokesman said.</p><script>var x = "<p>not text</p>";</script><p>Two soldiers&nbsp;died.<br>More follow.</p>
<ul><li><a href="/a">Read also: another story of the day</a></li></ul><aside>Advertisement</aside></article>
<footer>Copyright</footer></body></html>"#;

    #[test]
    fn an_article_without_what_surrounds_it() {
        let report = report("page", PAGE);
        assert_eq!(
            report.text,
            "Town taken & held\n\nForces entered the town of Sukhna on Friday, a spokesman said.\n\nTwo soldiers died.\nMore follow."
        );
        assert_eq!(report.title.as_deref(), Some("Town taken & held"));
        assert_eq!(report.source.as_deref(), Some("The Daily Sample"));
        assert_eq!(report.url.as_deref(), Some("https://example.org/town-taken"));
        assert_eq!(report.published.map(|d| d.to_string()).as_deref(), Some("2017-09-03"));
    }

    #[test]
    fn linked_data_and_time_elements() {
        let page = r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H","datePublished":"2020-01-05","publisher":{"name":"P"},"mainEntityOfPage":{"@id":"https://p.example/1"}}]}</script><p>Words of the report.</p>"#;
        let read = report("page", page);
        assert_eq!(
            (read.title.as_deref(), read.source.as_deref(), read.url.as_deref()),
            (Some("H"), Some("P"), Some("https://p.example/1"))
        );
        assert_eq!(read.published.map(|d| d.to_string()).as_deref(), Some("2020-01-05"));
        let read = report("page", r#"<main><time datetime="2019-03-02T10:00Z">2 March</time><p>Words of the report.</p></main>"#);
        assert_eq!(read.published.map(|d| d.to_string()).as_deref(), Some("2019-03-02"));
    }

    #[test]
    fn unclosed_and_wild_markup_is_survived() {
        let read = report("page", "<p>One<p>Two <b>three<div>four</nav></div></p><nav>menu");
        assert_eq!(read.text, "One\n\nTwo three\n\nfour");
    }
}
