//! Where a name is looked for that no gazetteer holds as it is written.

use super::{Facts, Kind};

/// A part of the world: a country, or one of its first-level divisions.
///
/// ```
/// use sitmap::{Gazetteer, gazetteer::Part};
/// let gazetteer = Gazetteer::builtin()?;
/// let governorate = gazetteer.search("Deir ez-Zor Governorate", 1, |_, facts| facts.country == *b"SY")[0].0;
/// let part = Part::of(&gazetteer.facts(governorate.key).expect("a place")).expect("a division");
/// let found = gazetteer.search("Hajin", 1, |_, facts| part.holds(facts));
/// assert_eq!(gazetteer.place(found[0].0.key).expect("a place").admin1_code.as_deref(), Some("SY-DY"));
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// ISO 3166-1 alpha-2.
    country: [u8; 2],
    /// 0 for all of the country.
    admin1: u32,
}

impl Part {
    /// All of a country (ISO 3166-1 alpha-2).
    pub fn country(country: [u8; 2]) -> Self {
        Self { country, admin1: 0 }
    }

    /// The country that a place is, or the first-level division that it is or lies in; `None` where it says neither.
    pub fn of(facts: &Facts) -> Option<Self> {
        let known = facts.country != [0, 0];
        match facts.kind {
            Kind::Country => known.then_some(Self::country(facts.country)),
            kind if kind.is_division() || kind.is_settlement() => {
                (known && facts.admin1 != 0).then_some(Self { country: facts.country, admin1: facts.admin1 })
            }
            _ => None,
        }
    }

    /// Whether it and the other are of one country.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.country == other.country
    }

    /// Whether a place lies in it.
    pub fn holds(&self, facts: &Facts) -> bool {
        self.country == facts.country && (self.admin1 == 0 || self.admin1 == facts.admin1)
    }
}

/// Parts of the world, and what of them is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Within {
    parts: Vec<Part>,
    /// Of the kinds of [`TOLD`] those that are asked for.
    asked: Vec<Kind>,
}

/// Such a place is meant by its sound only where the words say what it is.
const TOLD: [Kind; 4] = [Kind::Facility, Kind::Bridge, Kind::Road, Kind::Spot];

impl Within {
    /// Any of the parts, where the words around a name ask for places of these kinds.
    pub fn new(parts: Vec<Part>, asked: &[Kind]) -> Self {
        Self { parts, asked: asked.iter().copied().filter(|kind| TOLD.contains(kind)).collect() }
    }

    /// Whether a place is one of those.
    pub fn admits(&self, facts: &Facts) -> bool {
        let meant = if TOLD.contains(&facts.kind) { self.asked.contains(&facts.kind) } else { facts.kind != Kind::Country };
        meant && self.parts.iter().any(|part| part.holds(facts))
    }
}
