//! Words, numbers and marks of a text, with their shape.

use super::hash::{of_lower, of_mark};
use crate::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with marks on them.
    Word,
    /// Digits, with or without letters.
    Number,
    /// One mark of punctuation or a symbol.
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// `homs`
    Lower,
    /// `Homs`
    Title,
    /// `HOMS`, `U`
    Upper,
    /// `iPhone`, `McCain`, `DEIR-ez`
    Mixed,
    /// Scripts without case, numbers, marks.
    None,
}

/// One token: a run of letters, a run of digits, or one mark. Blanks are between tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Whether white space stands before it (or it is the first), or as if it did where it is a later word of a hashtag.
    pub spaced: bool,
    /// Whether a line break stands before it (or it is the first).
    pub line_start: bool,
    /// Whether an empty line stands before it.
    pub paragraph_start: bool,
    /// Hash of its lower-case form, by which tables of words are asked.
    pub(crate) lower: u64,
}

impl Token {
    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper) || (self.case == Case::Mixed && self.kind == TokenKind::Word)
    }

    /// Whether it is a word of letters.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// Cuts a text into tokens; white space is dropped, everything else is kept in order.
///
/// Hyphens and apostrophes are tokens of their own, so that `Homs-based` and `Kenya’s` give up the name. A hashtag is cut into its
/// words, as if blanks stood between them: `#BaniWalid`, `#Deir_ez_Zor`.
///
/// ```
/// use sitmap::text::tokens;
/// let text = "Deir ez-Zor’s airport";
/// let words: Vec<&str> = tokens(text).iter().map(|t| t.span.slice(text)).collect();
/// assert_eq!(words, ["Deir", "ez", "-", "Zor", "’", "s", "airport"]);
/// let text = "#BaniWalid";
/// let words: Vec<&str> = tokens(text).iter().map(|t| t.span.slice(text)).collect();
/// assert_eq!(words, ["#", "Bani", "Walid"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 5 + 4);
    let (mut at, mut spaced, mut breaks) = (0, true, 2u8);
    let mut hashtag = false;
    while at < bytes.len() {
        let byte = bytes[at];
        let (class, width) = if byte < 128 { (ASCII[byte as usize], 1) } else { classify(text, at) };
        match class {
            Class::Blank => {
                (spaced, hashtag) = (true, false);
                breaks = breaks.saturating_add(u8::from(bytes[at] == b'\n'));
                at += width;
            }
            Class::Mark if hashtag && byte == b'_' => {
                spaced = true;
                at += width;
            }
            Class::Mark => {
                out.push(token(text, at, at + width, TokenKind::Mark, Case::None, spaced && !hashtag, breaks));
                hashtag = byte == b'#';
                (spaced, breaks) = (false, 0);
                at += width;
            }
            Class::Upper | Class::Lower | Class::Caseless | Class::Digit => {
                let (end, kind, case) = if hashtag { word_of_hashtag(text, at) } else { word(text, at) };
                out.push(token(text, at, end, kind, case, spaced, breaks));
                (spaced, breaks) = (hashtag, 0);
                at = end;
            }
        }
    }
    out
}

fn token(text: &str, start: usize, end: usize, kind: TokenKind, case: Case, spaced: bool, breaks: u8) -> Token {
    let span = Span::new(start, end);
    let words = span.slice(text);
    let lower = if kind == TokenKind::Mark { of_mark(words) } else { of_lower(words) };
    Token { span, kind, case, spaced, line_start: breaks > 0, paragraph_start: breaks > 1, lower }
}

/// Words of this many small letters behind a capital may have the number of a footnote grown onto them: "Afghanistan2", and
/// not "Mi8".
const FOOTED: u32 = 3;

/// Whether a word goes on with one or two digits and nothing else.
fn is_footnote(rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(rest.len() - behind.len(), 1 | 2) && !behind.starts_with(char::is_alphanumeric)
}

/// The run of letters or digits that begins at `start`: its end, kind and case.
fn word(text: &str, start: usize) -> (usize, TokenKind, Case) {
    let bytes = text.as_bytes();
    let (mut end, mut digits, mut letters) = (start, false, 0u32);
    let (mut upper, mut lower, mut first_upper) = (0u32, 0u32, false);
    while end < bytes.len() {
        let byte = bytes[end];
        let (class, width) = if byte < 128 { (ASCII[byte as usize], 1) } else { classify(text, end) };
        match class {
            Class::Lower => {
                // Most of a word: its small letters in one go.
                let run = bytes[end + width..].iter().take_while(|b| b.is_ascii_lowercase()).count() as u32;
                lower += 1 + run;
                letters = letters.wrapping_add(run);
                end += run as usize;
            }
            Class::Upper => {
                first_upper |= letters == 0;
                upper += 1;
            }
            Class::Caseless => {}
            Class::Digit if first_upper && upper == 1 && lower >= FOOTED && !digits && is_footnote(&text[end..]) => break,
            Class::Digit => {
                digits = true;
                letters = letters.wrapping_sub(1);
            }
            Class::Blank | Class::Mark => break,
        }
        letters = letters.wrapping_add(1);
        end += width;
    }
    let case = match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Title,
        _ => Case::Mixed,
    };
    (end, if digits { TokenKind::Number } else { TokenKind::Word }, case)
}

/// The same of a hashtag: its words end where a small letter meets a capital.
fn word_of_hashtag(text: &str, start: usize) -> (usize, TokenKind, Case) {
    let (end, ..) = word(text, start);
    let letters = text[start..end].char_indices().zip(text[start..end].char_indices().skip(1));
    let meet = letters.into_iter().find(|((_, small), (_, capital))| small.is_lowercase() && capital.is_uppercase());
    word(&text[..meet.map_or(end, |(_, (at, _))| start + at)], start)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Mark,
    Upper,
    Lower,
    Caseless,
    Digit,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Mark; 128];
    let mut i = 0;
    while i < 128 {
        let c = i as u8;
        table[i] = if c.is_ascii_uppercase() {
            Class::Upper
        } else if c.is_ascii_lowercase() {
            Class::Lower
        } else if c.is_ascii_digit() {
            Class::Digit
        } else if c <= b' ' || c == 127 {
            Class::Blank
        } else {
            Class::Mark
        };
        i += 1;
    }
    table
};

fn classify(text: &str, at: usize) -> (Class, usize) {
    let byte = text.as_bytes()[at];
    if byte < 128 {
        return (ASCII[byte as usize], 1);
    }
    let Some(c) = text[at..].chars().next() else { return (Class::Blank, 1) };
    // Dashes, quotes, bullets and dots are far the commonest.
    if matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}') {
        return (Class::Mark, 3);
    }
    let class = if c.is_whitespace()
        || is_raised(c)
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
    {
        Class::Blank
    } else if c.is_lowercase() {
        Class::Lower
    } else if c.is_uppercase() {
        Class::Upper
    } else if c.is_numeric() {
        Class::Digit
    } else if c.is_alphabetic() || is_joining_mark(c) {
        Class::Caseless
    } else {
        Class::Mark
    };
    (class, c.len_utf8())
}

/// Raised digits: the footnote of "Syria¹" is no part of the word. What is raised in "km²" says nothing here either.
fn is_raised(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Marks that belong to the letter before them: combining accents, Arabic vowel signs, the tatweel,
/// and the modifier letters that romanisations use for ayn and hamza.
fn is_joining_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{102b}'..='\u{103e}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(&str, Case)> {
        tokens(text).iter().map(|t| (t.span.slice(text), t.case)).collect()
    }

    #[test]
    fn shapes() {
        assert_eq!(
            cut("BEIRUT (AP) — McCain in دير الزور, 1,200"),
            [
                ("BEIRUT", Case::Upper),
                ("(", Case::None),
                ("AP", Case::Upper),
                (")", Case::None),
                ("—", Case::None),
                ("McCain", Case::Mixed),
                ("in", Case::Lower),
                ("دير", Case::None),
                ("الزور", Case::None),
                (",", Case::None),
                ("1", Case::None),
                (",", Case::None),
                ("200", Case::None),
            ]
        );
    }

    #[test]
    fn footnotes_are_no_part_of_a_word() {
        let words = |text| cut(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(words("in Syria¹ and Mali²³."), ["in", "Syria", "and", "Mali", "."]);
        assert_eq!(words("to Afghanistan2 (IOM)"), ["to", "Afghanistan", "2", "(", "IOM", ")"]);
        assert_eq!(words("Iraq12— Mali3é"), ["Iraq", "12", "—", "Mali3é"]);
        for whole in ["Mi8", "Windows95b", "Il76", "sector12", "Regiment111", "M23", "Su25"] {
            assert_eq!(words(whole), [whole]);
        }
    }

    #[test]
    fn hashtags_are_cut_into_their_words() {
        let words = |text| cut(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(
            words("#PortSudan quiet, #Deir_ez_Zor: shelled"),
            ["#", "Port", "Sudan", "quiet", ",", "#", "Deir", "ez", "Zor", ":", "shelled"]
        );
        assert_eq!(words("#دير_الزور"), ["#", "دير", "الزور"]);
        assert_eq!(words("#UKRAINE and #iPhones of McCain_x"), ["#", "UKRAINE", "and", "#", "i", "Phones", "of", "McCain", "_", "x"]);
        let spaced: Vec<bool> = tokens("at #BaniWalid: shells").iter().map(|t| t.spaced).collect();
        assert_eq!(spaced, [true, true, false, true, false, true]);
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_and_the_underscores_of_hashtags_is_lost(text in "\\PC{0,80}") {
            let mut last = 0;
            for t in tokens(&text) {
                prop_assert!(t.span.start >= last && t.span.end > t.span.start);
                prop_assert!(text.get(t.span.start..t.span.end).is_some());
                let between = &text[last..t.span.start];
                prop_assert!(between.chars().all(|c| c == '_' || classify(&c.to_string(), 0).0 == Class::Blank));
                last = t.span.end;
            }
        }
    }
}
