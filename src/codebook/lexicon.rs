//! All words and phrases of the codebook in one token trie, so that a text is read once.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of the codebook's vocabulary; [`UNKNOWN`] for every other word.
pub type WordId = u32;

/// The id of a word that no phrase of the codebook holds.
pub const UNKNOWN: WordId = 0;

/// The word that stands for `'s`.
pub const POSSESSIVE: &str = "'s";

/// Which table an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// A form of a trigger.
    Trigger,
    /// An alias of a named group.
    Actor,
    /// A noun for a kind of actor: army, gunmen, residents.
    ActorNoun,
    /// A country's adjective, name or demonym.
    Country,
    /// A word class of `cues.tsv`.
    Cue,
    /// A news agency, ministry or monitor.
    Source,
    /// Equipment.
    Materiel,
}

/// What a phrase leads to: a row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The table.
    pub table: Table,
    /// The row, counted by the table's own module.
    pub row: u32,
    /// Which form of the row's phrase it is; each table has its own meaning for it.
    pub form: u8,
    /// Index of the exact spelling that the text must have, plus one; 0 where case does not count.
    exact: u32,
}

/// The vocabulary and the trie over it.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// By folded spelling, in bytes.
    words: FxHashMap<Box<[u8]>, WordId>,
    /// First step of the trie, by word id: a node or 0.
    roots: Vec<u32>,
    steps: FxHashMap<(u32, WordId), u32>,
    entries: Vec<Vec<Entry>>,
    /// Whether longer phrases go on from a node.
    leads: Vec<bool>,
    spellings: Vec<Vec<Box<str>>>,
}

/// Cuts a phrase into words as [`Lexicon`] sees a text: hyphens, apostrophes and quotes fall away.
pub fn split(phrase: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = None;
    let mut skipped = 0;
    for (i, c) in phrase.char_indices() {
        if i < skipped {
            continue;
        }
        if c.is_alphanumeric() || is_combining_mark(c) {
            start.get_or_insert(i);
            continue;
        }
        if let Some(s) = start.take() {
            out.push(&phrase[s..i]);
            // "People's": the possessive is a word of its own.
            let rest = phrase[i + c.len_utf8()..].strip_prefix(['s', 'S']);
            if matches!(c, '\'' | '’' | 'ʼ') && rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric)) {
                out.push(POSSESSIVE);
                skipped = i + c.len_utf8() + 1;
                continue;
            }
        }
        if !c.is_whitespace() && !falls_away(c) {
            out.push(&phrase[i..i + c.len_utf8()]);
        }
    }
    if let Some(s) = start {
        out.push(&phrase[s..]);
    }
    out
}

/// Whether a mark is left out of the words: hyphens, apostrophes, quotes.
pub fn falls_away(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '\'' | '’' | '‘' | '`' | 'ʼ' | 'ʻ' | '"' | '“' | '”' | '„' | '«' | '»')
}

impl Lexicon {
    pub(crate) fn new() -> Self {
        let mut out = Self { entries: vec![Vec::new()], leads: vec![false], roots: vec![0], ..Self::default() };
        out.intern(POSSESSIVE);
        out
    }

    /// The id of a word, made where it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        if let Some(id) = self.words.get(folded.as_bytes()) {
            return *id;
        }
        let id = self.roots.len() as WordId;
        self.words.insert(folded.into_bytes().into(), id);
        self.roots.push(0);
        id
    }

    /// Adds a phrase. With `exact`, capitals of the phrase must stand in the text as well.
    pub(crate) fn add(&mut self, phrase: &str, table: Table, row: u32, form: u8, exact: bool) {
        let words = split(phrase);
        if words.is_empty() {
            return;
        }
        let mut node = 0;
        for (i, word) in words.iter().enumerate() {
            let id = self.intern(word);
            let next = self.entries.len() as u32;
            node = if i == 0 {
                if self.roots[id as usize] == 0 {
                    self.roots[id as usize] = next;
                    self.entries.push(Vec::new());
                    self.leads.push(false);
                }
                self.roots[id as usize]
            } else {
                self.leads[node as usize] = true;
                let found = *self.steps.entry((node, id)).or_insert(next);
                if found == next {
                    self.entries.push(Vec::new());
                    self.leads.push(false);
                }
                found
            };
        }
        let exact = if exact {
            self.spellings.push(words.iter().map(|w| (*w).into()).collect());
            self.spellings.len() as u32
        } else {
            0
        };
        let entry = Entry { table, row, form, exact };
        let list = &mut self.entries[node as usize];
        if !list.contains(&entry) {
            list.push(entry);
        }
    }

    /// The id of a token of the text.
    pub fn word(&self, token: &str) -> WordId {
        let bytes = token.as_bytes();
        if token.is_ascii() {
            let mut buffer = [0u8; 40];
            let Some(lower) = buffer.get_mut(..bytes.len()) else { return UNKNOWN };
            lower.copy_from_slice(bytes);
            lower.make_ascii_lowercase();
            return self.words.get(&*lower).copied().unwrap_or(UNKNOWN);
        }
        self.words.get(fold(token).as_bytes()).copied().unwrap_or(UNKNOWN)
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// Whether the lexicon holds no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Calls `found` for every phrase that begins at `ids[at]`, shorter ones first, with its length in words.
    /// `spelling` gives the text's own spelling of a word, for entries that ask for it.
    pub fn each_at<'t>(&self, ids: &[WordId], at: usize, spelling: impl Fn(usize) -> &'t str, mut found: impl FnMut(usize, Entry)) {
        let Some(&first) = ids.get(at) else { return };
        let mut node = self.roots.get(first as usize).copied().unwrap_or(0);
        let mut length = 1;
        while node != 0 {
            for entry in &self.entries[node as usize] {
                if self.spelled(entry, at, &spelling) {
                    found(length, *entry);
                }
            }
            let Some(&next) = ids.get(at + length) else { return };
            if next == UNKNOWN || !self.leads[node as usize] {
                return;
            }
            node = self.steps.get(&(node, next)).copied().unwrap_or(0);
            length += 1;
        }
    }

    fn spelled<'t>(&self, entry: &Entry, at: usize, spelling: &impl Fn(usize) -> &'t str) -> bool {
        let Some(index) = entry.exact.checked_sub(1) else { return true };
        let Some(words) = self.spellings.get(index as usize) else { return false };
        words.iter().enumerate().all(|(i, word)| {
            let found = spelling(at + i);
            if &**word == POSSESSIVE {
                return true;
            }
            let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
            let shouted = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            if shouted { found == &**word } else { !capital(word) || capital(found) }
        })
    }
}

/// Lower case, without marks on the letters.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let plain: String = word.nfd().filter(|c| !is_combining_mark(*c) && *c != 'ʿ' && *c != 'ʾ').collect();
    plain.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut out = Lexicon::new();
        out.add("Islamic State", Table::Actor, 7, 0, false);
        out.add("IS", Table::Actor, 7, 0, true);
        out.add("al-Qaïda", Table::Actor, 8, 0, false);
        out
    }

    fn hits(text: &str) -> Vec<(usize, u32)> {
        let lexicon = lexicon();
        let words = split(text);
        let ids: Vec<WordId> = words.iter().map(|w| lexicon.word(w)).collect();
        let mut out = Vec::new();
        for at in 0..ids.len() {
            lexicon.each_at(&ids, at, |i| words[i], |length, entry| out.push((length, entry.row)));
        }
        out
    }

    #[test]
    fn capitals_count_only_where_asked() {
        assert_eq!(hits("the islamic state is here"), [(2, 7)]);
        assert_eq!(hits("the IS convoy"), [(1, 7)]);
        assert_eq!(hits("Is it"), []);
    }

    #[test]
    fn marks_on_letters_and_hyphens_fall_away() {
        assert_eq!(hits("Al Qaida and al-Qaïda"), [(2, 8), (2, 8)]);
        assert_eq!(split("Iran-backed Shi’ite"), ["Iran", "backed", "Shi", "ite"]);
        assert_eq!(split("Lord's Army"), ["Lord", "'s", "Army"]);
    }
}
