//! Lists of words and phrases, found in a text without allocating; and the small steps from word to word.

use crate::span::Span;

/// Words and phrases of one kind, found at a place of a text without allocating.
///
/// Letters compare without case; one blank of a phrase stands for any run of blanks or one hyphen. The longest
/// phrase wins and must end where a word ends.
#[derive(Debug, Clone)]
pub struct WordList<T> {
    /// Entries of slot `i` are `entries[slots[i]..slots[i + 1]]`, longest first.
    slots: Vec<u32>,
    /// By slot, which lengths the first words of its entries have, a bit each: most words of a text are none of them.
    lengths: Vec<u32>,
    entries: Vec<Entry<T>>,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    phrase: Box<str>,
    /// Bytes of its first word, where that is ASCII letters and digits alone: a text's word of another length is not it.
    first: Option<usize>,
    /// The byte its second word begins with, where there is such a first word and it is followed by a blank.
    second: Option<u8>,
    meaning: T,
}

/// The length of the ASCII word at the head of `bytes`; `None` where a character beyond ASCII follows it.
fn ascii_word(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().position(|b| CLASSES[usize::from(*b)] != ByteClass::Word).unwrap_or(bytes.len());
    bytes.get(end).is_none_or(u8::is_ascii).then_some(end)
}

/// The bit of a first word's length; all long ones have the same.
fn length_bit(length: usize) -> u32 {
    1 << length.min(31)
}

const SLOTS: usize = 2048;

/// What a byte counts for in a slot: letters without case, and nothing for what ends a word.
const WEIGHTS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        // 0xC2 and 0xE2 begin the marks of punctuation.
        if (byte as u8).is_ascii_alphanumeric() || byte >= 0x80 && byte != 0xC2 && byte != 0xE2 {
            table[byte] = byte as u8 | 0x20;
        }
        byte += 1;
    }
    table
};

/// The slot of a word by its first three bytes; a short word has one slot whatever follows it.
fn slot(bytes: &[u8], start: usize) -> usize {
    let weight = |at: usize| bytes.get(at).map_or(0, |b| usize::from(WEIGHTS[usize::from(*b)]));
    let (first, second) = (weight(start), weight(start + 1));
    let third = if second == 0 { 0 } else { weight(start + 2) };
    (first * 961 + second * 31 + third) % SLOTS
}

impl<T: Copy> WordList<T> {
    /// Builds the list; of a word given twice the first meaning stays.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        let mut entries: Vec<Entry<T>> = Vec::new();
        let mut add = |phrase: &str, meaning| {
            if !phrase.is_empty() {
                let first = ascii_word(phrase.as_bytes());
                let second = first.and_then(|end| phrase.as_bytes()[end..].strip_prefix(b" ")?.first().copied());
                entries.push(Entry { phrase: phrase.into(), first, second, meaning });
            }
        };
        for (word, meaning) in words {
            add(word, meaning);
            // ASCII compares without case anyway; other scripts get their capitalised forms here.
            if word.chars().next().is_some_and(|c| !c.is_ascii()) {
                let capitalised: String = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
                for form in [capitalised, word.to_uppercase()] {
                    if form != word {
                        add(&form, meaning);
                    }
                }
            }
        }
        let key = |entry: &Entry<T>| slot(entry.phrase.as_bytes(), 0);
        entries.sort_by_key(|entry| (key(entry), usize::MAX - entry.phrase.len()));
        let (mut slots, mut lengths) = (vec![0u32; SLOTS + 1], vec![0u32; SLOTS]);
        for entry in &entries {
            slots[key(entry) + 1] += 1;
            lengths[key(entry)] |= entry.first.map_or(0, length_bit);
        }
        for i in 0..SLOTS {
            slots[i + 1] += slots[i];
        }
        Self { slots, lengths, entries }
    }

    /// The longest word or phrase of the list that begins at byte `start` of `text`, with its end.
    #[inline]
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, T)> {
        let slot = slot(text.as_bytes(), start);
        let range = self.slots[slot] as usize..self.slots[slot + 1] as usize;
        if range.is_empty() { None } else { self.longest(slot, text, start) }
    }

    fn longest(&self, slot: usize, text: &str, start: usize) -> Option<(usize, T)> {
        let bytes = text.as_bytes();
        let first = bytes.get(start..).and_then(ascii_word);
        if first.is_some_and(|length| self.lengths[slot] & length_bit(length) == 0) {
            return None;
        }
        let entries = &self.entries[self.slots[slot] as usize..self.slots[slot + 1] as usize];
        // What follows the word: where it is one blank or hyphen, the second word's first byte.
        let gap = first.map_or(&[][..], |end| &bytes[start + end..]);
        let second = match gap {
            [b' ' | b'-', second, ..] if !second.is_ascii_whitespace() => Some(*second),
            _ => None,
        };
        entries.iter().find_map(|entry| {
            if first.is_some() && entry.first.is_some() {
                let apart = matches!((second, entry.second), (Some(a), Some(b)) if !a.eq_ignore_ascii_case(&b));
                if first != entry.first || apart {
                    return None;
                }
            }
            let end = match_phrase(bytes, start, entry.phrase.as_bytes())?;
            (!is_word(char_at(text, end))).then_some((end, entry.meaning))
        })
    }

    /// The longest word or phrase that ends right before byte `end`, blanks and one hyphen aside, with its start.
    pub fn before(&self, text: &str, end: usize) -> Option<(usize, T)> {
        let end = trim_joint(text, end);
        let (mut found, mut from) = (None, end);
        for _ in 0..4 {
            let Some((start, word_end)) = previous_word(text, from) else { break };
            if from != end && !is_joint(&text[word_end..from]) {
                break;
            }
            if let Some((reached, meaning)) = self.at(text, start)
                && reached == end
            {
                found = Some((start, meaning));
            }
            from = start;
        }
        found
    }
}

fn match_phrase(bytes: &[u8], start: usize, phrase: &[u8]) -> Option<usize> {
    let mut at = start;
    for &wanted in phrase {
        let found = *bytes.get(at)?;
        if wanted == b' ' {
            if found == b'-' {
                at += 1;
                continue;
            }
            let run = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            if run == 0 {
                return None;
            }
            at += run;
        } else if found.eq_ignore_ascii_case(&wanted) {
            at += 1;
        } else {
            return None;
        }
    }
    Some(at)
}

/// The character that begins at byte `at`; NUL at the end of the text and inside a character.
pub(crate) fn char_at(text: &str, at: usize) -> char {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => char::from(*byte),
        Some(_) => text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0'),
        None => '\0',
    }
}

/// The character that ends right before byte `at`; NUL at the start of the text.
pub(crate) fn char_before(text: &str, at: usize) -> char {
    text.get(..at).and_then(|before| before.chars().next_back()).unwrap_or('\0')
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric())
}

/// What a byte is to the cutting of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    /// An ASCII letter or digit.
    Word,
    /// Part of a character beyond ASCII, which has to be looked at whole.
    Beyond,
    /// Anything else.
    Other,
}

const CLASSES: [ByteClass; 256] = {
    let mut table = [ByteClass::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            table[byte] = ByteClass::Beyond;
        } else if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = ByteClass::Word;
        }
        byte += 1;
    }
    table
};

/// The next run of letters and digits at or after `from`.
pub(crate) fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut start = from;
    loop {
        match CLASSES[usize::from(*bytes.get(start)?)] {
            ByteClass::Word => break,
            ByteClass::Other => start += 1,
            ByteClass::Beyond => {
                let c = char_at(text, start);
                if is_beyond_word(c) {
                    break;
                }
                start += if c == '\0' { 1 } else { c.len_utf8() };
            }
        }
    }
    Some((start, word_end(text, start)))
}

/// The words of a text, cut once for all that read it word by word.
#[derive(Debug, Clone)]
pub(crate) struct Cut<'t> {
    pub text: &'t str,
    words: Vec<Span>,
}

impl<'t> Cut<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6 + 4);
        let mut at = 0;
        while let Some((start, end)) = next_word(text, at) {
            words.push(Span::new(start, end));
            at = end;
        }
        Self { text, words }
    }

    /// What [`next_word`] gives; `passed` counts the words passed by, and `from` never goes back.
    pub(super) fn next(&self, passed: &mut usize, from: usize) -> Option<(usize, usize)> {
        while self.words.get(*passed)?.end <= from {
            *passed += 1;
        }
        self.words.get(*passed).map(|word| (word.start.max(from), word.end))
    }
}

/// Whether a character beyond ASCII is a letter or digit. Dashes, quotes and dots are the commonest that are none.
fn is_beyond_word(c: char) -> bool {
    !matches!(c, '\0' | '\u{2010}'..='\u{206f}') && c.is_alphanumeric()
}

pub(crate) fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    loop {
        let Some(rest) = bytes.get(end..) else { return end };
        end += rest.iter().take_while(|b| CLASSES[usize::from(**b)] == ByteClass::Word).count();
        match bytes.get(end).map(|b| CLASSES[usize::from(*b)]) {
            Some(ByteClass::Beyond) if is_beyond_word(char_at(text, end)) => end += char_at(text, end).len_utf8(),
            _ => return end,
        }
    }
}

/// The last run of letters and digits that ends at or before `to`.
pub(crate) fn previous_word(text: &str, to: usize) -> Option<(usize, usize)> {
    let before = text.get(..to)?;
    let word_length = |end: usize| {
        let byte = before.as_bytes()[..end].last()?;
        Some(match CLASSES[usize::from(*byte)] {
            ByteClass::Word => Ok(1),
            ByteClass::Other => Err(1),
            ByteClass::Beyond => {
                let c = char_before(before, end);
                if is_word(c) { Ok(c.len_utf8()) } else { Err(c.len_utf8()) }
            }
        })
    };
    let mut end = before.len();
    while let Err(length) = word_length(end)? {
        end -= length;
    }
    let mut start = end;
    while let Some(Ok(length)) = word_length(start) {
        start -= length;
    }
    Some((start, end))
}

/// Whether nothing but blanks, or one hyphen, parts two words.
pub(crate) fn is_joint(gap: &str) -> bool {
    gap.chars().all(char::is_whitespace) || gap == "-"
}

pub(crate) fn trim_joint(text: &str, end: usize) -> usize {
    let trimmed = text.get(..end).map_or(0, |t| t.trim_end().len());
    if trimmed == end && char_before(text, end) == '-' { end - 1 } else { trimmed }
}

pub(crate) fn skip_blanks(text: &str, at: usize) -> usize {
    text.get(at..).map_or(at, |rest| at + rest.len() - rest.trim_start().len())
}

/// The value of a decimal digit in Western, Arabic-Indic or Persian figures.
pub(crate) fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(c) - u64::from('0')),
        '\u{660}'..='\u{669}' => Some(u64::from(c) - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(u64::from(c) - 0x6F0),
        _ => None,
    }
}

/// A run of digits at `start`: its value (saturating), how many digits, and where it ends.
pub(crate) fn digits(text: &str, start: usize) -> Option<(u64, usize, usize)> {
    let (mut value, mut count, mut end) = (0u64, 0, start);
    while let Some(d) = digit(char_at(text, end)) {
        value = value.saturating_mul(10).saturating_add(d);
        end += char_at(text, end).len_utf8();
        count += 1;
    }
    (count > 0).then_some((value, count, end))
}

/// A row of a word table that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct InvalidWords {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, with the value found.
    pub reason: String,
}

/// Tab-separated rows with their line numbers; `#` begins a remark, the first row is the header.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|(i, line)| (i + 1, line.split('\t').map(str::trim).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_cut_at_once_are_those_cut_one_by_one(text in "[a-zé1 .,–’شд-]{0,60}", step in 1usize..5) {
            let cut = Cut::new(&text);
            let (mut passed, mut at) = (0, 0);
            while let Some((start, end)) = next_word(&text, at) {
                prop_assert_eq!(cut.next(&mut passed, at), Some((start, end)));
                // Readers may stop within a word.
                at = (start + step).min(end);
                while !text.is_char_boundary(at) {
                    at += 1;
                }
            }
            prop_assert_eq!(cut.next(&mut passed, at), None);
        }

        #[test]
        fn the_word_before_is_the_last_of_those_before(text in "[a-zé1 .,–’شд-]{0,60}") {
            let last = Cut::new(&text).words.last().map(|word| (word.start, word.end));
            prop_assert_eq!(previous_word(&text, text.len()), last);
        }
    }
}
