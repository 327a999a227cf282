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

    /// No name yet.
    pub(super) const NONE: Spelt = Spelt(0);

    /// As it stands in a file; where nothing is said, every name.
    pub(super) fn stored(byte: u8) -> Self {
        if byte == 0 { Self::ALL } else { Self(byte) }
    }

    pub(super) fn byte(self) -> u8 {
        self.0
    }

    /// With the name of that number.
    pub(super) fn with(self, number: usize) -> Self {
        Self(self.0 | 1 << number.min(SHARING))
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
    use super::*;

    #[test]
    fn the_eighth_name_stands_for_all_behind_it() {
        let some = Spelt::NONE.with(2).with(11);
        assert_eq!(
            (0..12).map(|n| some.has(n)).collect::<Vec<_>>(),
            [false, false, true, false, false, false, false, true, true, true, true, true]
        );
        assert_eq!(Spelt::stored(some.byte()), some);
        assert_eq!(Spelt::stored(0), Spelt::ALL);
        assert_eq!(Spelt::NONE.with(0).or(some), some.with(0));
    }
}
