//! Keys within one or two letters of another, found by walking the FST beside a row of the edit matrix.

use super::automaton::{Fst, Node};

/// Values of all keys at most `most` edits from `key`, with the distance, nearest first.
pub(super) fn within(fst: &Fst<'_>, key: &str, most: u8) -> Vec<(u8, u64)> {
    // The row of the matrix lies on the stack; no name that anybody misspells is longer.
    if key.is_empty() || key.len() >= WIDTH {
        return Vec::new();
    }
    let mut search = Search { fst, key: key.as_bytes(), most, found: Vec::new() };
    let mut row = [u8::MAX; WIDTH];
    for (cell, distance) in row.iter_mut().zip(0..=key.len()) {
        *cell = distance as u8;
    }
    search.walk(fst.root(), 0, 0, &row);
    search.found.sort_unstable();
    search.found
}

/// Values of the keys that begin with `key` and are longer by at most `longer` bytes, in order.
pub(super) fn beginning_with(fst: &Fst<'_>, key: &str, longer: usize) -> Vec<u64> {
    fst.longer(key.as_bytes(), longer, BEGINNINGS)
}

/// Keys taken with one beginning.
const BEGINNINGS: usize = 400;

/// One more than the longest key.
const WIDTH: usize = 40;

struct Search<'f, 'k> {
    fst: &'f Fst<'f>,
    key: &'k [u8],
    most: u8,
    /// Distance and value.
    found: Vec<(u8, u64)>,
}

impl<'f> Search<'f, '_> {
    fn walk(&mut self, node: Node<'f>, depth: usize, output: u64, row: &[u8; WIDTH]) {
        let width = self.key.len();
        if node.is_final() && row[width] <= self.most {
            self.found.push((row[width], output.wrapping_add(node.final_output().value())));
        }
        // Only cells this near the diagonal can be within the distance.
        let most = self.most as usize;
        let (from, to) = (depth.saturating_sub(most), (depth + 1 + most).min(width));
        if from > width {
            return;
        }
        for transition in node.transitions() {
            let mut next = [u8::MAX; WIDTH];
            let mut least = u8::MAX;
            if from == 0 {
                next[0] = (depth + 1).min(usize::from(u8::MAX)) as u8;
                least = next[0];
            }
            for j in from.max(1)..=to {
                let change = row[j - 1].saturating_add(u8::from(self.key[j - 1] != transition.inp));
                let cell = change.min(row[j].saturating_add(1)).min(next[j - 1].saturating_add(1));
                next[j] = cell;
                least = least.min(cell);
            }
            if least <= self.most {
                self.walk(self.fst.node(transition.addr), depth + 1, output.wrapping_add(transition.out.value()), &next);
            }
        }
    }
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
        assert_eq!(found(&keys, "", 1), []);
        assert_eq!(found(&keys, &"a".repeat(60), 2), []);
    }

    #[test]
    fn beginnings_are_longer_names() {
        let map = Map::from_iter(["drz", "drzr", "drzrhsk", "drzrhskxxxxxxxxx", "ds"].iter().zip(0u64..)).unwrap();
        assert_eq!(beginning_with(&Fst::new(map.as_fst().as_bytes()).unwrap(), "drzr", 6), [2]);
    }
}
