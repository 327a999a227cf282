//! Keys within one or two letters of another, found by walking the FST beside an automaton of the edits made so far.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::automaton::{Fst, Node};

/// Values of all keys at most `most` edits (at most [`MOST`]) from `key`, with the distance, nearest first. A letter less, more
/// or another is an edit, and so are two neighbours that change places.
///
/// Of two edits not both fall on the first two letters: nobody takes those for the same name, and most of the keys lie there.
pub(super) fn within(fst: &Fst<'_>, key: &str, most: u8) -> Vec<(u8, u64)> {
    // No name that anybody misspells is longer.
    if key.is_empty() || key.len() >= LONGEST || most > MOST {
        return Vec::new();
    }
    let mut places = [0u64; 256];
    for (at, letter) in key.bytes().enumerate() {
        places[usize::from(letter)] |= 1 << (at + MIDDLE);
    }
    let mut search = Search { fst, key: key.as_bytes(), places: &places, most, edits: &EDITS, found: Vec::new() };
    search.walk(fst.root(), 0, 0, 0);
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

/// The cell of the diagonal.
const MIDDLE: usize = MOST as usize;

/// Cells of a row of the edit matrix that can be within so many edits: those about the diagonal.
const BAND: usize = 2 * MIDDLE + 1;

/// More edits than anybody asks for.
const FAR: u8 = MOST + 1;

/// A row of the edit matrix about the diagonal: its cell `MIDDLE` is the column of the row's own number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Row {
    cells: [u8; BAND],
    /// What a cell of the next row costs where its last two letters are those of the key the other way round.
    swapped: [u8; BAND],
}

impl Row {
    /// Before the first letter.
    const FIRST: Row = Row { cells: [FAR, FAR, 0, 1, 2], swapped: [FAR; BAND] };

    /// The row behind one letter more; a bit of `same` is set where the letter is that of the key before a cell's column.
    fn next(&self, same: usize) -> Row {
        let is_same = |cell: usize| same >> cell & 1 == 1;
        let mut next = Row { cells: [FAR; BAND], swapped: [FAR; BAND] };
        let mut before = FAR;
        for cell in 0..BAND {
            let above = if cell + 1 < BAND { self.cells[cell + 1] + 1 } else { FAR };
            let changed = self.cells[cell] + u8::from(!is_same(cell));
            let swapped = if cell > 0 && is_same(cell - 1) { self.swapped[cell] } else { FAR };
            before = changed.min(above).min(swapped).min(before + 1).min(FAR);
            next.cells[cell] = before;
            if cell + 1 < BAND && is_same(cell + 1) {
                next.swapped[cell] = (self.cells[cell] + 1).min(FAR);
            }
        }
        next
    }
}

/// Every row that can come up, whatever the key, and which follows which: Schulz and Mihov, "Fast String Correction with
/// Levenshtein Automata" (IJDAR 5, 2002).
struct Edits {
    rows: Vec<Row>,
    /// By row, and by which of the key's letters about the diagonal are the next one.
    next: Vec<[u16; 1 << BAND]>,
    /// The fewest edits of a row up to each of its cells.
    fewest: Vec<[u8; BAND]>,
}

static EDITS: LazyLock<Edits> = LazyLock::new(|| {
    let mut edits = Edits { rows: vec![Row::FIRST], next: Vec::new(), fewest: Vec::new() };
    let mut known = FxHashMap::from_iter([(Row::FIRST, 0u16)]);
    while let Some(row) = edits.rows.get(edits.next.len()).copied() {
        let next = std::array::from_fn(|same| {
            let row = row.next(same);
            *known.entry(row).or_insert_with(|| {
                edits.rows.push(row);
                (edits.rows.len() - 1) as u16
            })
        });
        edits.next.push(next);
        edits.fewest.push(std::array::from_fn(|end| row.cells[..=end].iter().copied().min().unwrap_or(FAR)));
    }
    edits
});

struct Search<'f, 'k> {
    fst: &'f Fst<'f>,
    key: &'k [u8],
    /// Where in the key each letter stands, a bit a place.
    places: &'k [u64; 256],
    most: u8,
    edits: &'static Edits,
    /// Distance and value.
    found: Vec<(u8, u64)>,
}

impl<'f> Search<'f, '_> {
    fn walk(&mut self, node: Node<'f>, depth: usize, output: u64, row: u16) {
        // The cell of the key's last column.
        let Some(end) = (self.key.len() + MIDDLE).checked_sub(depth) else { return };
        if node.is_final()
            && let Some(distance) = self.edits.rows[usize::from(row)].cells.get(end)
            && *distance <= self.most
        {
            self.found.push((*distance, output.wrapping_add(node.final_output().value())));
        }
        let next = &self.edits.next[usize::from(row)];
        let most = if depth < 2 { self.most.min(1) } else { self.most };
        // The cell of the key's last column one row on.
        let Some(last) = end.checked_sub(1).map(|end| end.min(BAND - 1)) else { return };
        let behind = |letter: u8| next[(self.places[usize::from(letter)] >> depth) as usize & ((1 << BAND) - 1)];
        // Whether a row still holds a cell of the key within so many edits.
        let leads_on = |row: u16| self.edits.fewest[usize::from(row)][last] <= most;
        let from = depth.saturating_sub(MIDDLE);
        let letters = self.key.get(from..(depth + MIDDLE + 1).min(self.key.len())).unwrap_or(&[]);
        // Where no edit is left only the key's own letters lead on.
        if leads_on(next[0]) || node.ways() <= letters.len() {
            for way in 0..node.ways() {
                let next = behind(node.letter(way));
                if leads_on(next) {
                    self.step(&node, way, depth, output, next);
                }
            }
            return;
        }
        for (at, letter) in letters.iter().enumerate() {
            let next = behind(*letter);
            if leads_on(next)
                && !letters[..at].contains(letter)
                && let Some(way) = node.find_input(*letter)
            {
                self.step(&node, way, depth, output, next);
            }
        }
    }

    fn step(&mut self, node: &Node<'f>, way: usize, depth: usize, output: u64, row: u16) {
        let transition = node.transition(way);
        self.walk(self.fst.node(transition.addr), depth + 1, output.wrapping_add(transition.out.value()), row);
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
    fn distances_are_of_letters_and_neighbours() {
        let keys = ["haleb", "homs", "hums", "idlib", "mossul", "mosul"];
        assert_eq!(found(&keys, "homs", 1), [(0, 1), (1, 2)]);
        assert_eq!(found(&keys, "mossul", 1), [(0, 4), (1, 5)]);
        assert_eq!(found(&keys, "moslu", 2), [(1, 5), (2, 4)]);
        assert_eq!(found(&keys, "dlib", 1), [(1, 3)]);
        assert_eq!(found(&["abcbde"], "abcbd", 2), [(1, 0)]);
        // Neighbours that change places are one edit; of two edits one may stand among the first two letters.
        assert_eq!(found(&["abcdef", "abdcef"], "abcdef", 2), [(0, 0), (1, 1)]);
        assert_eq!(found(&["bacdef", "badcef", "xycdef"], "abcdef", 2), [(1, 0), (2, 1)]);
        assert_eq!(found(&keys, "", 1), []);
        assert_eq!(found(&keys, &"a".repeat(60), 2), []);
    }

    /// Edits by the whole matrix.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    rows[i][j] = i + j;
                    continue;
                }
                let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                rows[i][j] = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    rows[i][j] = rows[i][j].min(rows[i - 2][j - 2] + 1);
                }
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn the_automaton_agrees_with_the_whole_matrix() {
        // All words of up to six of two letters, behind two letters on which no edit falls.
        let mut words: Vec<String> = vec!["xy".to_owned()];
        for at in 0..127 {
            let longer = ["a", "b"].map(|letter| format!("{}{letter}", words[at]));
            words.extend(longer);
        }
        words.sort();
        let keys: Vec<&str> = words.iter().map(String::as_str).collect();
        for key in keys.iter().step_by(3) {
            for most in 1..=MOST {
                let far = |other: &&str| distance(key.as_bytes(), other.as_bytes());
                let mut right: Vec<(u8, u64)> = keys.iter().zip(0u64..).map(|(other, n)| (far(other) as u8, n)).collect();
                right.retain(|(far, _)| *far <= most);
                right.sort_unstable();
                assert_eq!(found(&keys, key, most), right, "{key} {most}");
            }
        }
    }

    #[test]
    fn beginnings_are_longer_names() {
        let map = Map::from_iter(["drz", "drzr", "drzrhsk", "drzrhskxxxxxxxxx", "ds"].iter().zip(0u64..)).unwrap();
        assert_eq!(beginning_with(&Fst::new(map.as_fst().as_bytes()).unwrap(), "drzr", 6), [2]);
    }
}
