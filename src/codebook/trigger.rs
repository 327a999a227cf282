//! Words that give an event away.

use rustc_hash::FxHashSet;

use super::cue::{Cues, Mask};
use super::inflect::{self, Irregular};
use super::lexicon::{Lexicon, Table};
use super::table::{self, Row};
use crate::error::Result;

/// Who stands where around a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frame {
    /// The subject does it to the object.
    Act,
    /// The subject takes ground.
    Ground,
    /// The subject undergoes it.
    Suffer,
    /// Two sides.
    Mutual,
    /// The subject alone.
    Alone,
    /// The subject is a weapon.
    Thing,
    /// The words say nothing of roles.
    None,
}

/// What must stand in the sentence for a trigger to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A class: `armed`, `place`, or one of `cues.tsv`.
    Class(String),
    /// A word, as an id of the lexicon.
    Word(u32),
}

/// One row of `triggers.tsv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// Base form.
    pub phrase: String,
    /// Kind of event, as an index into the kinds.
    pub kind: u16,
    /// Who is who.
    pub frame: Frame,
    /// The kind where the object is people and not ground.
    pub people: Option<u16>,
    /// How surely the words mean such an event.
    pub weight: f32,
    /// Alternatives, each of which asks for all of its parts.
    pub needs: Vec<Vec<Need>>,
    /// Words near it that deny it, as sequences of ids.
    pub unless: Vec<Box<[u32]>>,
    /// Classes of `cues.tsv` whose words near it deny it.
    pub bars: Mask,
}

/// Reads `triggers.tsv` and puts every form into the lexicon.
pub(crate) fn read(
    lexicon: &mut Lexicon,
    irregular: &Irregular,
    kinds: &dyn Fn(&str) -> Option<u16>,
    cues: &Cues,
    (file, text): (&str, &str),
) -> Result<Vec<Trigger>> {
    let classes = &cues.names();
    let columns = ["phrase", "class", "kind", "frame", "people", "weight", "needs", "unless"];
    let mut out: Vec<Trigger> = Vec::new();
    for row in table::rows(file, text, &columns)? {
        let phrase = row.required(0, "phrase")?;
        let kind = |cell: &str| kinds(cell).ok_or_else(|| row.wrong(format!("kind {cell:?} is not in kinds.tsv")));
        let people = if row.cell(4).is_empty() { None } else { Some(kind(row.cell(4))?) };
        let index = out.len() as u32;
        let forms = match row.cell(1) {
            "verb" => irregular.verb(phrase),
            "noun" => inflect::noun(phrase),
            "phrase" => vec![(phrase.to_owned(), inflect::Form::Noun)],
            other => return Err(row.wrong(format!("class {other:?} is none of verb, noun, phrase"))),
        };
        for (form, number) in forms {
            lexicon.add(&form, Table::Trigger, index, number as u8, false);
        }
        out.push(Trigger {
            phrase: phrase.to_owned(),
            kind: kind(row.cell(2))?,
            frame: frame(&row)?,
            people,
            weight: row.number(5, "weight", 1.0)?,
            needs: needs(&row, lexicon, classes)?,
            unless: row.list(7).filter(|w| !w.starts_with('@')).map(|w| ids(lexicon, w)).collect(),
            bars: bars(&row, cues)?,
        });
    }
    Ok(out)
}

fn bars(row: &Row<'_>, cues: &Cues) -> Result<Mask> {
    let mut out = 0;
    for class in row.list(7).filter_map(|w| w.strip_prefix('@')) {
        out |= cues.mask(class).ok_or_else(|| row.wrong(format!("class @{class} is not in cues.tsv")))?;
    }
    Ok(out)
}

fn ids(lexicon: &mut Lexicon, phrase: &str) -> Box<[u32]> {
    super::lexicon::split(phrase).into_iter().map(|w| lexicon.intern(w)).collect()
}

fn frame(row: &Row<'_>) -> Result<Frame> {
    Ok(match row.cell(3) {
        "act" => Frame::Act,
        "ground" => Frame::Ground,
        "suffer" => Frame::Suffer,
        "mutual" => Frame::Mutual,
        "self" => Frame::Alone,
        "thing" => Frame::Thing,
        "none" => Frame::None,
        other => return Err(row.wrong(format!("frame {other:?} is unknown"))),
    })
}

/// Classes that the rules compute from the sentence, beside those of `cues.tsv`.
pub(crate) const COMPUTED: [&str; 8] = ["armed", "armed2", "actor", "victim", "crowd", "place", "taken-ground", "any"];

fn needs(row: &Row<'_>, lexicon: &mut Lexicon, classes: &FxHashSet<String>) -> Result<Vec<Vec<Need>>> {
    let mut out = Vec::new();
    for alternative in row.list(6) {
        let mut all = Vec::new();
        for part in alternative.split('&').map(str::trim) {
            all.push(match part.strip_prefix('@') {
                Some(class) if COMPUTED.contains(&class) || classes.contains(class) => Need::Class(class.to_owned()),
                Some(class) => return Err(row.wrong(format!("class @{class} is not in cues.tsv"))),
                None => Need::Word(lexicon.intern(part)),
            });
        }
        out.push(all);
    }
    Ok(out)
}
