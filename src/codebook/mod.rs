//! The data that an analyst edits: triggers, kinds, coding rules, actors, sources, word classes.
//!
//! Every table is a tab-separated file of `data/codebook`, compiled once into one token trie
//! ([`Lexicon`]), so that a text is read once for all of them.

mod actor;
mod classes;
mod cue;
mod inflect;
mod kind;
mod lexicon;
mod linking;
mod source;
mod table;
mod trigger;

use std::path::Path;

use sha2::{Digest, Sha256};

pub use actor::{ActorClass, Actors, Group, Regimes, Side};
pub use classes::Classes;
pub use cue::{Cues, Mask};
pub use inflect::Form;
pub use kind::{Coding, Condition, EventKind, Party, TYPES, disorder_type};
pub use lexicon::{Entry, Lexicon, POSSESSIVE, Table, UNKNOWN, WordId, falls_away};
pub(crate) use linking::{EDGE, NUMBER};
pub use linking::{Linking, LinkingWords, PlaceSide, Standing};
pub use source::Source;
pub use trigger::{Frame, Need, Trigger};

use crate::error::{Error, Result};

macro_rules! builtin {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../data/codebook/", $name)))),*] };
}

/// The built-in files, in the order in which they are read.
const FILES: [(&str, &str); 15] = builtin! {
    "cues.tsv" "boilerplate.txt" "irregular-verbs.tsv" "kinds.tsv" "coding.tsv" "triggers.tsv" "actor-classes.tsv"
    "actor-nouns.tsv" "actors.tsv" "regimes.tsv" "sources.tsv" "materiel.tsv" "linking.tsv"
    "linking-words.tsv" "ranking.tsv"
};

/// Files beside them that are compiled into the binary and read elsewhere.
const FIXED: [&str; 7] =
    ["numbers.tsv", "months.tsv", "units.tsv", "date-words.tsv", "abbreviations.txt", "sentence-starters.txt", "relations.tsv"];

const COUNTRIES: &str = include_str!("../../data/countries.csv");

/// The codebook, read, checked and compiled.
///
/// ```
/// let codebook = sitmap::codebook::Codebook::builtin()?;
/// assert_eq!(codebook.name(), "built-in");
/// assert_eq!(codebook.actors.regime("SY", Some(2017)), "Syria (2000-2024)");
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Codebook {
    name: String,
    sha256: String,
    /// All words and phrases.
    pub lexicon: Lexicon,
    /// Word classes by name.
    pub cues: Cues,
    /// Word classes that the rules use.
    pub classes: Classes,
    /// Kinds of events.
    pub kinds: Vec<EventKind>,
    /// From kinds and circumstances to ACLED's types.
    pub codings: Vec<Coding>,
    /// Words that give an event away; rows of [`Table::Trigger`].
    pub triggers: Vec<Trigger>,
    /// Who acts.
    pub actors: Actors,
    /// Who is quoted; rows of [`Table::Source`].
    pub sources: Vec<Source>,
    /// Equipment; rows of [`Table::Materiel`].
    pub materiel: Vec<String>,
    /// Weights for tying a place to an event.
    pub linking: Linking,
    /// The weights of single words of the same model.
    pub linking_words: LinkingWords,
    /// Weights for choosing a report's main event.
    pub ranking: Linking,
}

impl Codebook {
    /// The built-in codebook.
    ///
    /// # Errors
    /// Never for a released crate: its files are checked by the tests.
    pub fn builtin() -> Result<Self> {
        Self::compile("built-in", FILES.map(|(name, text)| (name, text.to_owned())))
    }

    /// The codebook of a folder: its files replace the built-in ones of the same name.
    ///
    /// # Errors
    /// Names file and line where a file, a column or a cell is not as it should be.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        let reading = |e| Error::io("reading the codebook", e).on(folder);
        let mut files = FILES.map(|(name, text)| (name, text.to_owned()));
        for entry in std::fs::read_dir(folder).map_err(reading)? {
            let path = entry.map_err(reading)?.path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
            if name.starts_with('.') {
                continue;
            }
            if FIXED.contains(&name) {
                return Err(Error::data("this file cannot be replaced: it is compiled in").on(&path));
            }
            let Some(slot) = files.iter_mut().find(|(n, _)| *n == name) else {
                let known: Vec<&str> = FILES.iter().map(|(n, _)| *n).collect();
                return Err(Error::data(format!("no file of a codebook; they are {}", known.join(", "))).on(&path));
            };
            slot.1 = std::fs::read_to_string(&path).map_err(|e| Error::io("reading the codebook", e).on(&path))?;
        }
        let name = folder.file_name().and_then(|n| n.to_str()).unwrap_or("codebook");
        Self::compile(name, files)
    }

    /// What it is called in run records: `built-in`, or the folder's own name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 over its files, in hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The index of a kind of event.
    pub fn kind(&self, name: &str) -> Option<u16> {
        self.kinds.iter().position(|k| k.name == name).map(|i| i as u16)
    }

    fn compile(name: &str, files: [(&'static str, String); FILES.len()]) -> Result<Self> {
        let mut hash = Sha256::new();
        for (name, text) in &files {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let file = |name: &'static str| {
            let text = files.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text.as_str());
            (name, text)
        };
        let mut lexicon = Lexicon::new();
        let mut cues = Cues::read(&mut lexicon, file("cues.tsv"))?;
        cues.add(&mut lexicon, "boilerplate", file("boilerplate.txt").1)?;
        let classes = Classes::read(&cues)?;
        let irregular = inflect::Irregular::read("irregular-verbs.tsv", file("irregular-verbs.tsv").1)?;
        let kinds = kind::kinds(file("kinds.tsv"))?;
        let codings = kind::codings(&kinds, &|class| cues.bit(class), file("coding.tsv"))?;
        let find = |name: &str| kinds.iter().position(|k| k.name == name).map(|i| i as u16);
        let triggers = trigger::read(&mut lexicon, &irregular, &find, &cues, file("triggers.tsv"))?;
        let actors = Actors::read(
            &mut lexicon,
            file("actors.tsv"),
            file("actor-nouns.tsv"),
            file("actor-classes.tsv"),
            file("regimes.tsv"),
            COUNTRIES,
        )?;
        let sources = source::sources(&mut lexicon, file("sources.tsv"))?;
        let materiel = source::materiel(&mut lexicon, file("materiel.tsv"))?;
        let linking = Linking::read(file("linking.tsv"))?;
        let linking_words = LinkingWords::read(&mut lexicon, file("linking-words.tsv"))?;
        let ranking = Linking::read(file("ranking.tsv"))?;
        Ok(Self {
            name: name.to_owned(),
            sha256,
            lexicon,
            cues,
            classes,
            kinds,
            codings,
            triggers,
            actors,
            sources,
            materiel,
            linking,
            linking_words,
            ranking,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_are_sound() {
        let codebook = Codebook::builtin().unwrap();
        assert!(codebook.actors.groups.len() >= 500, "{}", codebook.actors.groups.len());
        assert_eq!(codebook.sha256().len(), 64);
        for coding in &codebook.codings {
            if let Some((event, sub)) = &coding.types {
                assert!(disorder_type(event, sub).is_some(), "{event} {sub}");
            }
        }
    }

    #[test]
    fn a_folder_replaces_files_and_is_checked() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Codebook::open(folder.path());
        assert_eq!(open().unwrap().sha256(), Codebook::builtin().unwrap().sha256());

        let actors = folder.path().join("actors.tsv");
        std::fs::write(&actors, "id\tname\tinter\tcountry\taliases\nx\tX Brigade\t9\t\tX Brigade\n").unwrap();
        let wrong = open().unwrap_err().to_string();
        assert!(wrong.ends_with("actors.tsv:2: inter \"9\" is no number from 1 to 8"), "{wrong}");

        std::fs::write(&actors, "id\tname\tinter\tcountry\taliases\nx\tX Brigade\t2\t\tX Brigade\n").unwrap();
        let own = open().unwrap();
        assert_eq!(own.actors.groups.len(), 1);
        assert_ne!(own.sha256(), Codebook::builtin().unwrap().sha256());

        std::fs::write(folder.path().join("actor.tsv"), "id\n").unwrap();
        assert!(open().unwrap_err().to_string().contains("no file of a codebook"));
    }

    #[test]
    fn regimes_follow_the_year() {
        let actors = Codebook::builtin().unwrap().actors;
        assert_eq!(actors.regime("SY", Some(2025)), "Syria (2024-)");
        assert_eq!(actors.regime("UA", Some(2016)), "Ukraine (2014-2019)");
        assert_eq!(actors.regime("CD", None), "Democratic Republic of Congo (2019-)");
        assert_eq!(actors.regime("VA", Some(2016)), "Vatican City");
    }
}
