//! One spelling for all the ways to write the same letters: case, accents, apostrophes, hyphens, the Arabic article.
//!
//! [`fold_word`] folds the letters of one word; [`name_key`] folds a whole name into the key under which a
//! gazetteer holds it; [`KeyWalk`] makes the same keys step by step along a text, so that every name that
//! begins at a word is found in one walk.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::family;
use super::token::{Token, TokenKind, tokens};

/// Letters that Unicode does not take apart, with what they fold to.
static LETTERS: LazyLock<FxHashMap<char, &'static str>> =
    LazyLock::new(|| family::rows("letter").filter_map(|(_, row)| Some((row.first()?.chars().next()?, *row.get(1)?))).collect());

/// What each letter of the Latin, Greek, Cyrillic and Arabic blocks folds to, and those of the accented Latin block.
static FOLDED: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let fold = |c: char| {
        let mut out = String::new();
        fold_letters(std::iter::once(c), &mut out);
        out.into_boxed_str()
    };
    (0..PLAIN_END).chain(ACCENTED).map(|n| fold(char::from_u32(n).unwrap_or(' '))).collect()
});

/// Letters below this, and the accented Latin ones, are folded one by one by a table.
const PLAIN_END: u32 = 0x700;

/// Latin letters with accents, as scientific romanisations use them.
const ACCENTED: std::ops::Range<u32> = 0x1e00..0x1f00;

/// What a letter folds to, where the table has it.
fn folded(c: char) -> Option<&'static str> {
    let number = c as u32;
    let at = match number {
        0..PLAIN_END => number,
        _ if ACCENTED.contains(&number) => number - ACCENTED.start + PLAIN_END,
        _ => return None,
    };
    FOLDED.get(at as usize).map(AsRef::as_ref)
}

/// The spellings of the Arabic article, before any consonant it assimilates to.
static ARTICLES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| family::rows("article").filter_map(|(_, row)| row.first().copied()).collect());

/// Appends the folded letters of `word`: lower case, without accents, vowel signs and apostrophes.
///
/// ```
/// let mut out = String::new();
/// sitmap::text::fold_word("Şanlıurfa", &mut out);
/// assert_eq!(out, "sanliurfa");
/// ```
pub fn fold_word(word: &str, out: &mut String) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    // Letter by letter where none depends on its neighbours: marks are dropped, so that their order says nothing.
    let start = out.len();
    for c in word.chars() {
        let Some(letters) = folded(c) else {
            out.truncate(start);
            fold_letters(word.chars(), out);
            return;
        };
        out.push_str(letters);
    }
}

fn fold_letters(letters: impl Iterator<Item = char>, out: &mut String) {
    for c in letters.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if let Some(folded) = LETTERS.get(&c) {
            out.push_str(folded);
        } else if c.is_alphanumeric() && !is_mark(c) {
            out.push(c);
        }
    }
}

/// Combining marks, Arabic vowel signs, and the modifier letters that stand for ayn and hamza.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2b0}'..='\u{2ff}' | '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}')
}

/// Whether a folded word is the Arabic article in one of its spellings (`al`, `el`, `ez`, `ash` …).
pub fn is_article(folded: &str) -> bool {
    static FIRSTS: LazyLock<[bool; 256]> = LazyLock::new(|| {
        let mut firsts = [false; 256];
        ARTICLES.iter().filter_map(|article| article.bytes().next()).for_each(|byte| firsts[usize::from(byte)] = true);
        firsts
    });
    folded.len() <= LONGEST_ARTICLE && folded.bytes().next().is_some_and(|byte| FIRSTS[usize::from(byte)]) && ARTICLES.contains(folded)
}

/// Whether a word as it is written is the article, small or capitalised: the "Al" of "Al Bab" and "El Fasher".
///
/// ```
/// use sitmap::text::is_written_article;
/// assert!(["al", "Al", "El", "Ash", "EZ"].into_iter().all(is_written_article));
/// assert!(!is_written_article("Ali"));
/// ```
pub fn is_written_article(word: &str) -> bool {
    let mut small = [0; LONGEST_ARTICLE];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).is_ok_and(is_article)
}

/// Articles are no longer than this, in bytes: "ash".
const LONGEST_ARTICLE: usize = 4;

/// How a mark between two words is read inside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// It separates words: a hyphen, the full stop of "St. Louis".
    Blank,
    /// It is not there: an apostrophe, the full stop of "U.S.".
    Nothing,
    /// No name goes on beyond it: a comma, a bracket.
    Stop,
}

/// How the mark `mark` joins words, where `spaced` says whether white space follows it.
pub fn joint(mark: &str, spaced: bool) -> Joint {
    match mark {
        "-" | "‐" | "‑" | "–" | "־" | "_" => {
            if spaced {
                Joint::Stop
            } else {
                Joint::Blank
            }
        }
        "" | "'" | "’" | "‘" | "`" | "´" | "ʼ" | "ʻ" | "ʿ" | "ʾ" | "′" => {
            if spaced {
                Joint::Stop
            } else {
                Joint::Nothing
            }
        }
        "." => {
            if spaced {
                Joint::Blank
            } else {
                Joint::Nothing
            }
        }
        _ => Joint::Stop,
    }
}

/// The key of a name: folded words joined by single blanks, every article as `al`.
///
/// ```
/// use sitmap::text::name_key;
/// assert_eq!(name_key("Deir ez-Zor"), "deir al zor");
/// assert_eq!(name_key("Sana'a"), "sanaa");
/// assert_eq!(name_key("W. Va."), "w va");
/// assert_eq!(name_key("دَيْر الزور"), "دير الزور");
/// ```
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    write_name_key(name, &mut key);
    key
}

/// The same, into memory that is there already.
pub fn write_name_key(name: &str, key: &mut String) {
    key.clear();
    if name.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ') {
        return plain_key(name, key);
    }
    if lettered_key(name, key) {
        return;
    }
    let tokens = tokens(name);
    let mut walk = KeyWalk { key: std::mem::take(key), pending: false };
    walk.clear();
    for (i, token) in tokens.iter().enumerate() {
        // Inside a name itself a comma or bracket only separates.
        walk.push(name, token, tokens.get(i + 1), true);
    }
    *key = walk.key;
    key.truncate(key.trim_end().len());
}

/// The key of a name of ASCII letters and blanks alone, which most names are.
fn plain_key(name: &str, key: &mut String) {
    if !name.contains(' ') {
        key.push_str(name);
        key.make_ascii_lowercase();
        return;
    }
    let mut words = name.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let start = key.len();
        key.push_str(word);
        key[start..].make_ascii_lowercase();
        if words.peek().is_some() {
            if is_article(&key[start..]) {
                key.truncate(start);
                key.push_str("al");
            }
            key.push(' ');
        }
    }
}

/// The key of a name of letters, blanks, single hyphens and apostrophes inside words, which most others are;
/// whether it is one.
fn lettered_key(name: &str, key: &mut String) -> bool {
    let mut start = 0;
    let mut letters = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        let next_is_letter = letters.peek().is_some_and(|n| n.is_alphabetic());
        match c {
            ' ' | '-' => {
                // Anything but one of them between two words goes the long way.
                if !before.is_alphabetic() || !next_is_letter {
                    return false;
                }
                if is_article(&key[start..]) {
                    key.truncate(start);
                    key.push_str("al");
                }
                key.push(' ');
                start = key.len();
            }
            _ => match folded(c).filter(|_| c.is_alphabetic()) {
                Some(letters) => key.push_str(letters),
                None => return false,
            },
        }
        before = c;
    }
    true
}

/// Makes a name's key word by word.
#[derive(Debug, Default, Clone)]
pub struct KeyWalk {
    /// The key of all words so far.
    pub key: String,
    /// Whether a blank is due before the next word.
    pending: bool,
}

impl KeyWalk {
    /// Empties it for a new name.
    pub fn clear(&mut self) {
        self.key.clear();
        self.pending = false;
    }

    /// Takes the next token of `text`; `next` is the one after it. Whether a name could go on:
    /// `false` at a mark no name crosses, unless `through` is set.
    pub fn push(&mut self, text: &str, token: &Token, next: Option<&Token>, through: bool) -> bool {
        if token.spaced && !self.key.is_empty() {
            self.pending = true;
        }
        let words = token.span.slice(text);
        if token.kind == TokenKind::Mark {
            let follows_blank = next.is_none_or(|n| n.spaced);
            match joint(words, follows_blank) {
                Joint::Blank => self.pending = !self.key.is_empty(),
                Joint::Nothing => {}
                Joint::Stop if through => self.pending = !self.key.is_empty(),
                Joint::Stop => return false,
            }
            return true;
        }
        if self.pending {
            self.key.push(' ');
            self.pending = false;
        }
        let start = self.key.len();
        fold_word(words, &mut self.key);
        let goes_on = next.is_some_and(|n| n.kind != TokenKind::Mark || matches!(n.span.slice(text), "-" | "‐" | "‑" | "–"));
        if goes_on && is_article(&self.key[start..]) {
            self.key.truncate(start);
            self.key.push_str("al");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_hyphens() {
        for name in ["Ash Shaykh Miskīn", "ash-Shaykh Miskin", "al-Shaykh Miskin", "Al‑Shaykh Miskin"] {
            assert_eq!(name_key(name), "al shaykh miskin", "{name}");
        }
        assert_eq!(name_key("El Paso"), "al paso");
        assert_eq!(name_key("Tal Rif'at"), "tal rifat");
        assert_eq!(name_key("St. Louis"), "st louis");
        assert_eq!(name_key("U.S."), "us");
        assert_eq!(name_key("Washington, D.C."), "washington dc");
    }

    #[test]
    fn plain_names_have_the_keys_of_any_other() {
        for name in ["Deir ez Zor", "El Paso", "al", " As  Suwayda ", "Kafr al", "homs", ""] {
            // A mark that is not there for the key, so that the long way is taken.
            let mut key = String::new();
            plain_key(name, &mut key);
            assert_eq!(key, name_key(&format!("{name}’")), "{name}");
        }
    }

    #[test]
    fn lettered_names_have_the_keys_of_any_other() {
        for name in
            ["Şanlıurfa", "Ḩumaymah", "Dayr az-Zawr", "Bīr al Ḩulw", "Saint-Étienne-du-Grès", "دير الزور", "Ростов-на-Дону", "El-Bāb"]
        {
            // An apostrophe that is not there for the key, so that the long way is taken.
            let mut key = String::new();
            assert!(lettered_key(name, &mut key), "{name}");
            assert_eq!(key, name_key(&format!("{name}’")), "{name}");
        }
        for name in ["Al  Bab", "Bab-", "-Bab", "Tal Rif’at", "Km 7", "東京", ""] {
            let mut key = String::new();
            assert!(!lettered_key(name, &mut key) || key == name_key(&format!("{name}’")), "{name}");
        }
    }

    #[test]
    fn letters_that_unicode_leaves_whole() {
        assert_eq!(name_key("Łódź"), "lodz");
        assert_eq!(name_key("Ağrı"), "agri");
        assert_eq!(name_key("Straße"), "strasse");
        assert_eq!(name_key("إدلب"), name_key("ادلب"));
        assert_eq!(name_key("القاهرة"), name_key("القاهره"));
        assert_eq!(name_key("Київ"), name_key("київ"));
    }
}
