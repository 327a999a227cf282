//! A text as the codebook sees it: words with their classes, and where its phrases stand.

use std::ops::Range;

use crate::codebook::{Codebook, Entry, Form, Mask, POSSESSIVE, Table, UNKNOWN, WordId, falls_away};
use crate::span::Span;
use crate::text::{Case, Text, TokenKind};

/// A word of the text; hyphens, apostrophes and quotes are no words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub span: Span,
    pub case: Case,
    pub kind: TokenKind,
    /// Whether a hyphen ties it to the word before.
    pub joined: bool,
}

/// A phrase of the codebook in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// Index of its first word.
    pub at: usize,
    /// Index after its last word.
    pub end: usize,
    pub row: u32,
    pub form: u8,
}

impl Hit {
    pub(crate) fn form(&self) -> Form {
        Form::from_number(self.form)
    }
}

/// A text, read once for all tables of the codebook.
pub(crate) struct Reading<'t> {
    pub source: &'t str,
    pub words: Vec<Word>,
    pub ids: Vec<WordId>,
    pub cues: Vec<Mask>,
    pub possessive: WordId,
    pub triggers: Vec<Hit>,
    pub groups: Vec<Hit>,
    pub nouns: Vec<Hit>,
    pub countries: Vec<Hit>,
    pub sources: Vec<Hit>,
    pub materiel: Vec<Hit>,
    /// Words of each sentence.
    pub sentences: Vec<Range<usize>>,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(text: &Text<'t>, codebook: &Codebook) -> Self {
        let mut out = Self {
            source: text.source,
            words: Vec::with_capacity(text.tokens.len()),
            ids: Vec::with_capacity(text.tokens.len()),
            cues: Vec::new(),
            possessive: codebook.lexicon.word(POSSESSIVE),
            triggers: Vec::new(),
            groups: Vec::new(),
            nouns: Vec::new(),
            countries: Vec::new(),
            sources: Vec::new(),
            materiel: Vec::new(),
            sentences: Vec::with_capacity(text.sentences.len()),
        };
        out.cut(text, codebook);
        out.find(codebook);
        let mut at = 0;
        for sentence in &text.sentences {
            let end = at + out.words[at..].partition_point(|w| w.span.start < sentence.end);
            out.sentences.push(at..end);
            at = end;
        }
        // A text of blanks has no sentence, and a trigger that is given from outside still stands in one.
        if out.sentences.is_empty() {
            out.sentences.push(0..0);
        }
        out
    }

    fn cut(&mut self, text: &Text<'t>, codebook: &Codebook) {
        let mut joined = false;
        let mut i = 0;
        while let Some(token) = text.tokens.get(i) {
            let written = token.span.slice(text.source);
            if token.kind == TokenKind::Mark && written.chars().next().is_none_or(falls_away) {
                let next = text.tokens.get(i + 1).filter(|t| !t.spaced);
                let apostrophe = matches!(written, "" | "'" | "’" | "ʼ") && !token.spaced;
                let after = text.tokens.get(i + 2).is_none_or(|t| t.spaced || t.kind == TokenKind::Mark);
                match next {
                    Some(s) if apostrophe && after && s.span.slice(text.source).eq_ignore_ascii_case("s") => {
                        let span = token.span.cover(s.span);
                        self.words.push(Word { span, case: Case::Lower, kind: TokenKind::Word, joined: false });
                        self.ids.push(self.possessive);
                        i += 2;
                        continue;
                    }
                    Some(_) if !token.spaced => joined = true,
                    _ => {}
                }
                i += 1;
                continue;
            }
            i += 1;
            let span = readable(token.span, text.source);
            if span.is_empty() {
                continue;
            }
            self.words.push(Word { span, case: token.case, kind: token.kind, joined });
            self.ids.push(codebook.lexicon.word(span.slice(text.source)));
            joined = false;
        }
        self.cues = vec![0; self.words.len()];
    }

    fn find(&mut self, codebook: &Codebook) {
        let (ids, words, source) = (std::mem::take(&mut self.ids), std::mem::take(&mut self.words), self.source);
        let spelling = |at: usize| words.get(at).map_or("", |w: &Word| w.span.slice(source));
        let mut longest: Vec<(usize, Entry)> = Vec::new();
        for at in 0..ids.len() {
            if ids[at] == UNKNOWN {
                continue;
            }
            longest.clear();
            let cues = &mut self.cues;
            codebook.lexicon.each_at(&ids, at, spelling, |length, entry| {
                if entry.table == Table::Cue {
                    cues[at..at + length].iter_mut().for_each(|c| *c |= 1 << entry.row);
                    return;
                }
                // Shorter ones come first: a longer one of the same table takes their place.
                longest.retain(|(l, e)| e.table != entry.table || *l == length);
                longest.push((length, entry));
            });
            for (length, entry) in &longest {
                let hit = Hit { at, end: at + length, row: entry.row, form: entry.form };
                let list = match entry.table {
                    Table::Trigger => &mut self.triggers,
                    Table::Actor => &mut self.groups,
                    Table::ActorNoun => &mut self.nouns,
                    Table::Country => &mut self.countries,
                    Table::Source => &mut self.sources,
                    Table::Materiel => &mut self.materiel,
                    Table::Cue => continue,
                };
                let covered = list.last().is_some_and(|last: &Hit| last.end > at && last.at < at);
                if !covered {
                    list.push(hit);
                }
            }
        }
        // "IS hideouts": a group's name in capitals is no verb.
        for group in self.groups.iter().filter(|g| g.end == g.at + 1 && words[g.at].case == Case::Upper) {
            self.cues[group.at] &= !codebook.classes.be;
        }
        (self.ids, self.words) = (ids, words);
    }

    pub(crate) fn text(&self, at: usize) -> &'t str {
        self.words.get(at).map_or("", |w| w.span.slice(self.source))
    }

    /// Whether word `at` is of one of the classes of `mask`.
    pub(crate) fn is(&self, at: usize, mask: Mask) -> bool {
        self.cues.get(at).is_some_and(|c| c & mask != 0)
    }

    /// Whether word `at` is of one of the classes of `mask` and of none of `not`.
    pub(crate) fn is_but(&self, at: usize, mask: Mask, not: Mask) -> bool {
        self.cues.get(at).is_some_and(|c| c & mask != 0 && c & not == 0)
    }

    /// Whether one of the words is of one of the classes of `mask` and of none of `not`.
    pub(crate) fn any_but(&self, mut words: Range<usize>, mask: Mask, not: Mask) -> bool {
        words.any(|at| self.is_but(at, mask, not))
    }

    /// Whether one of the words is of one of the classes.
    pub(crate) fn any(&self, mut words: Range<usize>, mask: Mask) -> bool {
        words.any(|at| self.is(at, mask))
    }

    /// All classes of the words.
    pub(crate) fn mask(&self, words: Range<usize>) -> Mask {
        self.cues.get(words).map_or(0, |cues| cues.iter().fold(0, |all, c| all | c))
    }

    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        self.ids.get(at).is_some_and(|id| *id == self.possessive)
    }

    /// The bytes of a range of words.
    pub(crate) fn span(&self, words: Range<usize>) -> Span {
        match (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if words.start < words.end => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The words that lie within `span`.
    pub(crate) fn words_in(&self, span: Span) -> Range<usize> {
        let first = self.words.partition_point(|w| w.span.end <= span.start);
        let last = self.words.partition_point(|w| w.span.start < span.end);
        first..last.max(first)
    }

    /// The sentence that holds word `at`.
    pub(crate) fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= at).min(self.sentences.len().saturating_sub(1))
    }

    /// Whether a full stop, a comma or another mark stands at word `at`.
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(|w| w.kind == TokenKind::Mark)
    }

    /// Hits of a list that lie within a range of words.
    pub(crate) fn within(list: &[Hit], words: Range<usize>) -> &[Hit] {
        let first = list.partition_point(|h| h.at < words.start);
        let last = list.partition_point(|h| h.at < words.end);
        &list[first..last.max(first)]
    }
}

/// A token without what web pages in a wrong encoding make of a space that does not break: "clashÂ\u{a0}between".
fn readable(span: Span, text: &str) -> Span {
    let broken = text[span.end..].starts_with('\u{a0}') && span.slice(text).ends_with('Â');
    if broken { Span::new(span.start, span.end - 'Â'.len_utf8()) } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_in_a_wrong_encoding() {
        let codebook = Codebook::builtin().unwrap();
        let text = Text::new("killed inÂ\u{a0}a clashÂ\u{a0}between two groups");
        let reading = Reading::new(&text, &codebook);
        let words: Vec<&str> = (0..reading.words.len()).map(|i| reading.text(i)).collect();
        assert_eq!(words, ["killed", "in", "a", "clash", "between", "two", "groups"]);
    }

    #[test]
    fn words_sentences_and_phrases() {
        let codebook = Codebook::builtin().unwrap();
        let text = Text::new("Kenya’s Al-Shabaab fighters opened fire. IS is rebel-held.");
        let reading = Reading::new(&text, &codebook);
        let words: Vec<&str> = (0..reading.words.len()).map(|i| reading.text(i)).collect();
        assert_eq!(&words[..6], ["Kenya", "’s", "Al", "Shabaab", "fighters", "opened"]);
        assert!(reading.is_possessive(1) && reading.words[3].joined);
        assert_eq!(reading.sentences.len(), 2);
        assert_eq!(reading.groups.len(), 2);
        let phrases: Vec<&str> = reading.triggers.iter().map(|h| codebook.triggers[h.row as usize].phrase.as_str()).collect();
        assert!(phrases.contains(&"open fire"), "{phrases:?}");
    }
}
