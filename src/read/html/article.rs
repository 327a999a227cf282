//! The words of a page that are the article: its paragraphs, without menus, scripts and lists of links.

use html5ever::tokenizer::Tag;

use super::attribute;

/// Elements whose words are no part of an article.
const SKIPPED: [&str; 20] = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "option",
    "svg",
    "iframe",
    "object",
    "figcaption",
    "video",
    "audio",
    "title",
    "textarea",
    "dialog",
];

/// Elements that begin a new paragraph.
const BLOCKS: [&str; 30] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "figure",
    "header",
    "footer",
    "nav",
    "aside",
    "body",
    "hr",
    "dl",
    "dt",
    "dd",
];

/// Share of a paragraph's characters in links above which it is a list of links.
const MOSTLY_LINKS: f64 = 0.6;

/// Characters that an `article` or `main` must hold to be taken for the whole.
const ENOUGH: usize = 25;

#[derive(Default)]
struct Block {
    text: String,
    linked: usize,
    /// Number of the outermost `article` it lies in.
    article: Option<usize>,
    in_main: bool,
}

/// Collects the paragraphs of a page.
#[derive(Default)]
pub(super) struct Article {
    blocks: Vec<Block>,
    current: Block,
    /// Open elements that are skipped, from the outside.
    skipping: Vec<String>,
    links: usize,
    articles: usize,
    article_depth: usize,
    main_depth: usize,
    header_depth: usize,
    space: bool,
}

impl Article {
    pub(super) fn tag(&mut self, tag: &Tag, opens: bool) {
        let name = &*tag.name;
        let empty = matches!(name, "br" | "img" | "meta" | "link" | "input" | "hr" | "source" | "wbr");
        if opens && !tag.self_closing && !empty && (!self.skipping.is_empty() || is_skipped(tag)) {
            self.end_block();
            self.skipping.push(name.to_owned());
            return;
        }
        if !opens {
            // A wild end tag closes nothing that is not open.
            if let Some(at) = self.skipping.iter().rposition(|n| n == name) {
                self.skipping.truncate(at);
                return;
            }
        }
        if !self.skipping.is_empty() {
            return;
        }
        if name == "br" && !self.current.text.is_empty() {
            self.current.text.push('\n');
            self.space = false;
        }
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        let count = |depth: &mut usize| *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
        match name {
            "a" => self.links = usize::from(opens),
            "main" => count(&mut self.main_depth),
            "header" => count(&mut self.header_depth),
            "article" => {
                self.articles += usize::from(opens && self.article_depth == 0);
                count(&mut self.article_depth);
            }
            _ => {}
        }
    }

    pub(super) fn words(&mut self, text: &str) {
        // A page's header is no part of the article, an article's own header is.
        if !self.skipping.is_empty() || (self.header_depth > 0 && self.article_depth == 0 && self.main_depth == 0) {
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.current.text.is_empty() && !self.current.text.ends_with('\n') {
                self.current.text.push(' ');
            }
            self.space = false;
            self.current.text.push(c);
            self.current.linked += self.links;
        }
    }

    fn end_block(&mut self) {
        self.space = false;
        let mut block = std::mem::take(&mut self.current);
        block.text.truncate(block.text.trim_end().len());
        if !block.text.is_empty() {
            block.article = (self.article_depth > 0).then_some(self.articles);
            block.in_main = self.main_depth > 0;
            self.blocks.push(block);
        }
    }

    /// The paragraphs of the longest `article`, else of `main`, else of the page, with an empty line between.
    pub(super) fn text(mut self) -> String {
        self.end_block();
        self.blocks.retain(|b| (b.linked as f64) < MOSTLY_LINKS * b.text.chars().count() as f64);
        let total = |wanted: &dyn Fn(&Block) -> bool| self.blocks.iter().filter(|b| wanted(b)).map(|b| b.text.len()).sum::<usize>();
        let longest = (1..=self.articles).max_by_key(|n| (total(&|b| b.article == Some(*n)), std::cmp::Reverse(*n)));
        let in_article = |b: &Block| longest.is_some() && b.article == longest;
        let in_main = |b: &Block| b.in_main;
        let chosen: &dyn Fn(&Block) -> bool = if total(&in_article) >= ENOUGH {
            &in_article
        } else if total(&in_main) >= ENOUGH {
            &in_main
        } else {
            &|_| true
        };
        let texts: Vec<&str> = self.blocks.iter().filter(|b| chosen(b)).map(|b| b.text.as_str()).collect();
        texts.join("\n\n")
    }
}

fn is_skipped(tag: &Tag) -> bool {
    let hidden = attribute(tag, "hidden").is_some() || attribute(tag, "aria-hidden") == Some("true");
    let role = matches!(attribute(tag, "role"), Some("navigation" | "complementary" | "contentinfo" | "banner" | "search"));
    SKIPPED.contains(&&*tag.name) || hidden || role
}
