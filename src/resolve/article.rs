//! The article before a name: rivers, seas, ranges and regions have it ("the Atlantic"), towns have not.

use super::link::is_article;
use crate::mention::{Form, Mention, is_function_word};
use crate::text::{Case, Text, TokenKind};

/// How a name stands under "the".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Article {
    /// Without it.
    #[default]
    None,
    /// The article may be that of a noun behind: "the Aleppo countryside", "the Homs Military Council".
    OfNoun,
    /// It is the name's own: "the Atlantic", "the Ohio".
    Own,
}

/// The article before a mention.
pub(super) fn article(text: &Text<'_>, mention: &Mention) -> Article {
    let range = text.tokens_in(mention.span);
    let before = range.start.checked_sub(1).and_then(|at| text.tokens.get(at));
    if mention.form != Form::Name || !before.is_some_and(|t| is_article(&text.slice(t.span).to_ascii_lowercase())) {
        return Article::None;
    }
    match text.tokens.get(range.end) {
        Some(next) if next.kind == TokenKind::Mark && !next.spaced && matches!(text.slice(next.span), "-" | "/" | "–") => Article::OfNoun,
        Some(next) if next.kind == TokenKind::Mark || next.paragraph_start => Article::Own,
        Some(next) if next.case == Case::Lower && is_function_word(next) => Article::Own,
        Some(_) => Article::OfNoun,
        None => Article::Own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn the_article_is_the_names_own_or_that_of_a_noun() {
        let of = |words: &str, name: &str| {
            let text = Text::new(words);
            let start = words.find(name).expect("the name");
            let mention = Mention {
                span: Span::new(start, start + name.len()),
                bare: Span::new(start, start + name.len()),
                form: Form::Name,
                candidates: Vec::new(),
                wanted: Vec::new(),
                position: None,
                score: 1.0,
            };
            article(&text, &mention)
        };
        assert_eq!(of("Storms cross the Atlantic in August.", "Atlantic"), Article::Own);
        assert_eq!(of("The Ohio, which rose on Monday, fell.", "Ohio"), Article::Own);
        assert_eq!(of("the Aleppo countryside", "Aleppo"), Article::OfNoun);
        assert_eq!(of("the Syria-based group", "Syria"), Article::OfNoun);
        assert_eq!(of("They left Aleppo.", "Aleppo"), Article::None);
    }
}
