//! Which of a place's names a key is of.

/// Names of a place, by their order: a bit each for the first seven, and one for all behind them.
///
/// A key that is like a name as written leads to places of many names, most of which are nothing like it: only those of the
/// key are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelt(u8);

/// The name from which on all share a bit.
const SHARING: usize = 7;

impl Spelt {
    /// Every name.
    pub(super) const ALL: Spelt = Spelt(u8::MAX);

    /// As it stands in a file; where nothing is said, every name.
    pub(super) fn stored(byte: u8) -> Self {
        if byte == 0 { Self::ALL } else { Self(byte) }
    }

    pub(super) fn byte(self) -> u8 {
        self.0
    }

    /// One of a place's names; behind the first few it makes no difference which.
    pub(super) fn of(name: &str, names: &[&str]) -> Self {
        let number = names.iter().take(SHARING).position(|other| *other == name);
        Self(1 << number.unwrap_or(SHARING))
    }

    /// What one or the other has.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, number: usize) -> bool {
        self.0 >> number.min(SHARING) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::{NameRole, Section};
    use super::super::{Builder, Entry, Index, Kind};
    use super::*;
    use crate::measure::Position;
    use crate::text::{name_key, skeleton};

    #[test]
    fn the_eighth_name_stands_for_all_behind_it() {
        let names: Vec<String> = (0..12).map(|number| format!("Tell {number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let some = Spelt::of("Tell 2", &names).or(Spelt::of("Tell 11", &names));
        assert_eq!((0..12).filter(|number| some.has(*number)).collect::<Vec<_>>(), [2, 7, 8, 9, 10, 11]);
        assert_eq!(Spelt::stored(some.byte()), some);
        assert_eq!(Spelt::stored(0), Spelt::ALL);
    }

    #[test]
    fn a_key_says_which_names_are_its_own() {
        let mut builder = Builder::new("two");
        for (id, main, others) in [("user:1", "Dayr Sunbul", ["Palmora", "Deir Sonbol"]), ("user:2", "Kafr Nabl", ["Tartous", "Palmura"])] {
            let mut place = Entry::new(id, main, Kind::Village, Position::new(35.7, 36.5));
            place.others = others.map(|name| (name.to_owned(), NameRole::Alias)).to_vec();
            builder.add(place);
        }
        let index = Index::from_vec(builder.build().unwrap()).unwrap();
        // By place, the numbers of the names that have the name's skeleton.
        let own = |name: &str| {
            let value = index.fst(Section::Skeleton).unwrap().get(skeleton(&name_key(name))).unwrap();
            let numbers = |spelt: Spelt| (0..3).filter(|number| spelt.has(*number)).collect::<Vec<_>>();
            let mut all: Vec<_> =
                index.spelt_postings(value.value()).map(|(row, _, spelt)| (index.names(row)[0], numbers(spelt))).collect();
            all.sort();
            all
        };
        assert_eq!(own("Deir Sunbul"), [("Dayr Sunbul", vec![0, 2])], "a single posting");
        assert_eq!(own("Kafar Nabel"), [("Kafr Nabl", vec![0])]);
        assert_eq!(own("Palmira"), [("Dayr Sunbul", vec![1]), ("Kafr Nabl", vec![2])], "a list");
    }
}
