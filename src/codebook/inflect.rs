//! Forms of English verbs and nouns, by rule and by a table of irregular verbs.

use rustc_hash::FxHashMap;

use super::table;
use crate::error::Result;

/// Which form of a verb or noun a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Form {
    /// `attack`
    Base,
    /// `attacks`
    Third,
    /// `attacked` where past and participle are one
    Past,
    /// `stole`
    PastOnly,
    /// `stolen`
    Participle,
    /// `attacking`
    Gerund,
    /// A noun in the singular, or a fixed phrase.
    Noun,
    /// A noun in the plural.
    Plural,
}

impl Form {
    const ALL: [Form; 8] = [Form::Base, Form::Third, Form::Past, Form::PastOnly, Form::Participle, Form::Gerund, Form::Noun, Form::Plural];

    /// The form of that number, as [`super::Entry::form`] holds it.
    pub fn from_number(number: u8) -> Form {
        Form::ALL.get(number as usize).copied().unwrap_or(Form::Noun)
    }

    /// Whether a word of this form can follow "was" or "were" in the passive.
    pub fn is_participle(self) -> bool {
        matches!(self, Form::Past | Form::Participle)
    }

    /// Whether it is a form of a verb.
    pub fn is_verb(self) -> bool {
        !matches!(self, Form::Noun | Form::Plural)
    }
}

/// Irregular verbs: base → past, participle, gerund (empty where the rule makes it).
#[derive(Debug, Clone, Default)]
pub(crate) struct Irregular(FxHashMap<String, [String; 3]>);

impl Irregular {
    /// Reads `irregular-verbs.tsv`.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self> {
        let mut out = FxHashMap::default();
        for row in table::rows(file, text, &["base", "past", "participle", "gerund"])? {
            let base = row.required(0, "base")?.to_owned();
            out.insert(base, [row.required(1, "past")?.to_owned(), row.required(2, "participle")?.to_owned(), row.cell(3).to_owned()]);
        }
        Ok(Self(out))
    }

    /// Every form of a verb phrase whose first word is the verb: `open fire` → `opened fire`.
    pub(crate) fn verb(&self, phrase: &str) -> Vec<(String, Form)> {
        let (verb, rest) = phrase.split_once(' ').map_or((phrase, ""), |(v, r)| (v, r));
        let join = |form: String| if rest.is_empty() { form } else { format!("{form} {rest}") };
        let mut out = vec![
            (join(verb.to_owned()), Form::Base),
            (join(third(verb)), Form::Third),
            (join(self.0.get(verb).map(|[.., g]| g).filter(|g| !g.is_empty()).cloned().unwrap_or_else(|| gerund(verb))), Form::Gerund),
        ];
        match self.0.get(verb) {
            Some([past, participle, _]) if past == participle => out.push((join(past.clone()), Form::Past)),
            Some([past, participle, _]) => {
                out.push((join(past.clone()), Form::PastOnly));
                out.push((join(participle.clone()), Form::Participle));
            }
            None => out.push((join(regular_past(verb)), Form::Past)),
        }
        if verb.ends_with('l') && doubles_in_british(verb) {
            out.push((join(format!("{verb}led")), Form::Past));
            out.push((join(format!("{verb}ling")), Form::Gerund));
        }
        out
    }
}

/// Singular and plural of a noun phrase whose last word is the noun.
pub(crate) fn noun(phrase: &str) -> Vec<(String, Form)> {
    let mut out = vec![(phrase.to_owned(), Form::Noun)];
    let (head, last) = phrase.rsplit_once(' ').map_or(("", phrase), |(h, l)| (h, l));
    let plural = match last {
        "man" | "gunman" | "policeman" | "tribesman" | "serviceman" | "rifleman" | "clansman" | "woman" => {
            format!("{}en", &last[..last.len() - 2])
        }
        _ if last.ends_with('s') && !last.ends_with("ss") => return out,
        _ => third(last),
    };
    out.push((if head.is_empty() { plural } else { format!("{head} {plural}") }, Form::Plural));
    out
}

fn ends_in_consonant_y(word: &str) -> bool {
    let mut back = word.chars().rev();
    back.next() == Some('y') && back.next().is_some_and(|c| !"aeiou".contains(c))
}

fn third(verb: &str) -> String {
    if ends_in_consonant_y(verb) {
        return format!("{}ies", &verb[..verb.len() - 1]);
    }
    let hissing = ["s", "x", "z", "ch", "sh", "go", "do"].iter().any(|end| verb.ends_with(end));
    format!("{verb}{}", if hissing { "es" } else { "s" })
}

/// Whether the last consonant doubles: one short stressed vowel before one consonant (`stab`, `rob`, `shell` not).
fn doubles(verb: &str) -> bool {
    let back: Vec<char> = verb.chars().rev().take(3).collect();
    let vowel = |c: &char| "aeiou".contains(*c);
    let [last, middle, first] = back[..] else { return false };
    let short = verb.chars().filter(vowel).count() == 1;
    !vowel(&last) && !"wxy".contains(last) && vowel(&middle) && !vowel(&first) && short
}

fn doubles_in_british(verb: &str) -> bool {
    let stem = verb.strip_suffix(['l']).and_then(|v| v.strip_suffix(['e', 'a', 'o']));
    stem.is_some_and(|s| s.ends_with(|c: char| c.is_alphabetic() && !"aeiou".contains(c)))
}

fn regular_past(verb: &str) -> String {
    if verb.ends_with('e') {
        return format!("{verb}d");
    }
    if ends_in_consonant_y(verb) {
        return format!("{}ied", &verb[..verb.len() - 1]);
    }
    match verb.chars().last() {
        Some(last) if doubles(verb) => format!("{verb}{last}ed"),
        _ => format!("{verb}ed"),
    }
}

fn gerund(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if verb.ends_with('e') && !verb.ends_with("ee") && !verb.ends_with("oe") && verb != "be" {
        return format!("{}ing", &verb[..verb.len() - 1]);
    }
    match verb.chars().last() {
        Some(last) if doubles(verb) => format!("{verb}{last}ing"),
        _ => format!("{verb}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(phrase: &str) -> Vec<String> {
        let table =
            "base\tpast\tparticiple\tgerund\nshoot\tshot\tshot\t\nsteal\tstole\tstolen\t\nkidnap\tkidnapped\tkidnapped\tkidnapping\n";
        Irregular::read("t", table).unwrap().verb(phrase).into_iter().map(|(w, _)| w).collect()
    }

    #[test]
    fn verbs() {
        assert_eq!(forms("shell"), ["shell", "shells", "shelling", "shelled"]);
        assert_eq!(forms("stab"), ["stab", "stabs", "stabbing", "stabbed"]);
        assert_eq!(forms("seize"), ["seize", "seizes", "seizing", "seized"]);
        assert_eq!(forms("die"), ["die", "dies", "dying", "died"]);
        assert_eq!(forms("shoot dead"), ["shoot dead", "shoots dead", "shooting dead", "shot dead"]);
        assert_eq!(forms("steal"), ["steal", "steals", "stealing", "stole", "stolen"]);
        assert_eq!(forms("kidnap"), ["kidnap", "kidnaps", "kidnapping", "kidnapped"]);
        assert_eq!(forms("occupy")[3], "occupied");
        assert_eq!(forms("capture")[2], "capturing");
    }

    #[test]
    fn nouns() {
        let plural = |word: &str| noun(word).last().map(|(w, _)| w.clone()).unwrap();
        assert_eq!(plural("car bomb"), "car bombs");
        assert_eq!(plural("clash"), "clashes");
        assert_eq!(plural("gunman"), "gunmen");
        assert_eq!(plural("security forces"), "security forces");
    }
}
