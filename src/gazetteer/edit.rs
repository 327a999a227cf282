//! Keys within one or two letters of another, found by walking the FST beside a row of the edit matrix.

use super::automaton::{Fst, Node};

/// Values of all keys at most `most` edits (at most [`MOST`]) from `key`, with the distance, nearest first.
///
/// Of two edits not both fall on the first two letters: nobody takes those for the same name, and most of the keys lie there.
pub(super) fn within(fst: &Fst<'_>, key: &str, most: u8) -> Vec<(u8, u64)> {
    // No name that anybody misspells is longer.
    if key.is_empty() || key.len() >= LONGEST || most > MOST {
        return Vec::new();
    }
    let mut search = Search { fst, key: key.as_bytes(), most, found: Vec::new() };
    let mut band = [FAR; BAND];
    for (cell, column) in band.iter_mut().skip(usize::from(MOST)).zip(0..=key.len()) {
        *cell = column as u8;
    }
    search.walk(fst.root(), 0, 0, band);
    search.found.sort_unstable();
    search.found
}

/// Values of the keys that begin with `key` and are longer by at most `longer` bytes, in order.
pub(super) fn beginning_with(fst: &Fst<'_>, key: &str, longer: usize) -> Vec<u64> {
    fst.longer(key.as_bytes(), longer, BEGINNINGS)
}

/// Keys taken with one beginning.
const BEGINNINGS: usize = 400;

/// Keys this long are not walked for.
const LONGEST: usize = 40;

/// The most edits.
const MOST: u8 = 2;

/// Cells of a row of the edit matrix that can be within so many edits: those about the diagonal.
const BAND: usize = 2 * MOST as usize + 1;

/// More edits than anybody asks for.
const FAR: u8 = 100;

struct Search<'f, 'k> {
    fst: &'f Fst<'f>,
    key: &'k [u8],
    most: u8,
    /// Distance and value.
    found: Vec<(u8, u64)>,
}

impl<'f> Search<'f, '_> {
    /// `band` holds the row's cells from column `depth − MOST` on.
    fn walk(&mut self, node: Node<'f>, depth: usize, output: u64, band: [u8; BAND]) {
        let middle = usize::from(MOST);
        if node.is_final()
            && let Some(distance) = (self.key.len() + middle).checked_sub(depth).and_then(|at| band.get(at))
            && *distance <= self.most
        {
            self.found.push((*distance, output.wrapping_add(node.final_output().value())));
        }
        // The letters of the key that the band's cells stand behind, one row further down.
        let letters: [u8; BAND] =
            std::array::from_fn(|cell| (depth + cell).checked_sub(middle).and_then(|at| self.key.get(at)).copied().unwrap_or(0));
        let most = if depth < 2 { self.most.min(1) } else { self.most };
        let other = self.next(depth, band, letters, 0);
        if least(other) <= most {
            for transition in node.transitions() {
                let next = if letters.contains(&transition.inp) { self.next(depth, band, letters, transition.inp) } else { other };
                if least(next) <= most {
                    self.walk(self.fst.node(transition.addr), depth + 1, output.wrapping_add(transition.out.value()), next);
                }
            }
            return;
        }
        // No edit is left: only the key's own letters lead on.
        for (cell, letter) in letters.into_iter().enumerate() {
            if letter == 0 || letters[..cell].contains(&letter) {
                continue;
            }
            let next = self.next(depth, band, letters, letter);
            if least(next) <= most
                && let Some(at) = node.find_input(letter)
            {
                let transition = node.transition(at);
                self.walk(self.fst.node(transition.addr), depth + 1, output.wrapping_add(transition.out.value()), next);
            }
        }
    }

    /// The band one row further down, by the letter on the way; 0 for a letter that is none of the key's about here.
    fn next(&self, depth: usize, band: [u8; BAND], letters: [u8; BAND], letter: u8) -> [u8; BAND] {
        let middle = usize::from(MOST);
        let last = self.key.len() + middle;
        let mut next = [FAR; BAND];
        let mut before = FAR;
        for cell in 0..BAND {
            // The column is depth + 1 + cell − MOST; there is none left of the first and right of the last.
            let column = depth + 1 + cell;
            if column < middle || column > last {
                continue;
            }
            let above = if cell + 1 < BAND { band[cell + 1] + 1 } else { FAR };
            let change = if column == middle { FAR } else { band[cell] + u8::from(letter == 0 || letters[cell] != letter) };
            before = change.min(above).min(before + 1);
            next[cell] = before;
        }
        next
    }
}

fn least(band: [u8; BAND]) -> u8 {
    band.into_iter().min().unwrap_or(FAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::Map;

    fn found(keys: &[&str], key: &str, most: u8) -> Vec<(u8, u64)> {
        let map = Map::from_iter(keys.iter().zip(0u64..)).unwrap();
        within(&Fst::new(map.as_fst().as_bytes()).unwrap(), key, most)
    }

    #[test]
    fn distances_are_levenshteins() {
        let keys = ["haleb", "homs", "hums", "idlib", "mossul", "mosul"];
        assert_eq!(found(&keys, "homs", 1), [(0, 1), (1, 2)]);
        assert_eq!(found(&keys, "mossul", 1), [(0, 4), (1, 5)]);
        assert_eq!(found(&keys, "moslu", 2), [(2, 4), (2, 5)]);
        assert_eq!(found(&keys, "dlib", 1), [(1, 3)]);
        assert_eq!(found(&["abcbde"], "abcbd", 2), [(1, 0)]);
        assert_eq!(found(&keys, "", 1), []);
        assert_eq!(found(&keys, &"a".repeat(60), 2), []);
    }

    #[test]
    fn beginnings_are_longer_names() {
        let map = Map::from_iter(["drz", "drzr", "drzrhsk", "drzrhskxxxxxxxxx", "ds"].iter().zip(0u64..)).unwrap();
        assert_eq!(beginning_with(&Fst::new(map.as_fst().as_bytes()).unwrap(), "drzr", 6), [2]);
    }
}
