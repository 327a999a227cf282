//! Names within one or two letters of another, found by walking the FST beside a row of the edit matrix.

use fst::raw::{Fst, Node};

/// Names shorter than this are never matched by edit distance.
const SHORTEST: usize = 5;

/// From this length two letters may differ, below it one.
const TWO_EDITS_FROM: usize = 9;

/// Values of all keys within the distance that the length of `key` allows, nearest first.
pub(super) fn within(fst: &Fst<&[u8]>, key: &str) -> Vec<u64> {
    if key.len() < SHORTEST || !key.is_ascii() {
        return Vec::new();
    }
    let most = if key.len() < TWO_EDITS_FROM { 1 } else { 2 };
    let mut search = Search { fst, key: key.as_bytes(), most, found: Vec::new() };
    let row: Vec<u8> = (0..=key.len()).map(|n| n.min(250) as u8).collect();
    search.walk(fst.root(), 0, &row);
    search.found.sort_unstable();
    search.found.into_iter().map(|(_, value)| value).collect()
}

struct Search<'f, 'k> {
    fst: &'f Fst<&'f [u8]>,
    key: &'k [u8],
    most: u8,
    /// Distance and value.
    found: Vec<(u8, u64)>,
}

impl<'f> Search<'f, '_> {
    fn walk(&mut self, node: Node<'f>, output: u64, row: &[u8]) {
        let distance = row[self.key.len()];
        if node.is_final() && distance <= self.most {
            self.found.push((distance, output + node.final_output().value()));
        }
        for transition in node.transitions() {
            let mut next = Vec::with_capacity(row.len());
            next.push(row[0] + 1);
            for (j, letter) in self.key.iter().enumerate() {
                let change = row[j] + u8::from(*letter != transition.inp);
                next.push(change.min(row[j + 1] + 1).min(next[j] + 1));
            }
            // The first letter is kept: names are rarely misspelt there, and the search stays small.
            let kept = row[0] > 0 || transition.inp == self.key[0];
            if kept && next.iter().any(|d| *d <= self.most) {
                self.walk(self.fst.node(transition.addr), output + transition.out.value(), &next);
            }
        }
    }
}
