//! One name as written, made ready to be held against the names of many places.

use super::likeness::{Costs, GAPS, Piece, Spelling};

/// What each piece of a place's name would cost at each piece of the name as written.
#[derive(Debug, Clone)]
pub struct Profile<'c> {
    costs: &'c Costs,
    written: Spelling,
    /// A row a piece, a column each piece as written; the rows of pieces that were met.
    table: Vec<u16>,
    /// Whether each row is there.
    met: Vec<bool>,
    /// What the name costs against itself.
    own: u32,
}

impl<'c> Profile<'c> {
    /// Of `written` under `costs`.
    ///
    /// ```
    /// use sitmap::text::{Costs, Profile, Spelling};
    /// let mut written = Profile::new(Costs::of_country(*b"SY"), Spelling::of_key("deir ezzor"));
    /// let mut cost = |name| written.cost_below(u32::MAX, &Spelling::of_key(name), &mut Vec::new());
    /// assert!(cost("dayr al zawr") < cost("deir hafir"));
    /// ```
    pub fn new(costs: &'c Costs, written: Spelling) -> Self {
        let table = vec![0; costs.size() * written.len()];
        let mut out = Self { costs, written, table, met: vec![false; costs.size()], own: 0 };
        let itself = out.written.clone();
        out.own = out.cost_below(u32::MAX, &itself, &mut Vec::new());
        out
    }

    /// What the name costs against itself: less is not to be had but from another name.
    pub fn own(&self) -> u32 {
        self.own
    }

    fn meet(&mut self, piece: Piece) {
        if !std::mem::replace(&mut self.met[piece as usize], true) {
            let (width, row) = (self.written.len(), self.costs.row(piece));
            let cells = &mut self.table[piece as usize * width..(piece as usize + 1) * width];
            for (cell, other) in cells.iter_mut().zip(self.written.pieces()) {
                *cell = row[*other as usize];
            }
        }
    }

    fn row(&self, piece: Piece) -> &[u16] {
        let width = self.written.len();
        &self.table[piece as usize * width..(piece as usize + 1) * width]
    }

    /// The cost at which `name` is written so, in hundredths of a natural logarithm, where it is below `limit`; `limit`
    /// otherwise, as soon as that is sure.
    pub fn cost_below(&mut self, limit: u32, name: &Spelling, rows: &mut Vec<u32>) -> u32 {
        let width = self.written.len() + 1;
        self.meet(GAPS[name.script() as usize]);
        name.pieces().iter().for_each(|piece| self.meet(*piece));
        let added = self.row(GAPS[name.script() as usize]);
        let gap_of_written = GAPS[self.written.script() as usize] as usize;
        // Two rows, and the row at the beginning of the word of `name`.
        rows.clear();
        rows.resize(3 * width, 0);
        let (mut last, rest) = rows.split_at_mut(width);
        let (mut next, at_word) = rest.split_at_mut(width);
        for (j, cost) in added.iter().enumerate() {
            last[j + 1] = last[j] + u32::from(*cost);
        }
        self.leave_words_out(last);
        at_word.copy_from_slice(last);
        let mut lowest_at_word = 0;
        let mut words = name.words().iter().peekable();
        for (i, piece) in name.pieces().iter().enumerate() {
            let changed = self.row(*piece);
            let dropped = u32::from(self.costs.row(*piece)[gap_of_written]);
            next[0] = last[0] + dropped;
            // What does not depend on the cell before it goes first, many cells at a time.
            for (((cell, above), diagonal), change) in next[1..].iter_mut().zip(&last[1..]).zip(&last[..]).zip(changed) {
                *cell = (diagonal + u32::from(*change)).min(above + dropped);
            }
            let mut before = next[0];
            for (cell, more) in next[1..].iter_mut().zip(added) {
                before = (*cell).min(before + u32::from(*more));
                *cell = before;
            }
            if words.peek().is_some_and(|w| usize::from(w.1) == i + 1) {
                let without = words.next().map_or(0, |w| self.costs.word(w.2));
                for (cell, before) in next.iter_mut().zip(at_word.iter()) {
                    *cell = (*cell).min(before + without);
                }
                self.leave_words_out(next);
                at_word.copy_from_slice(next);
                lowest_at_word = lowest(at_word);
            } else {
                self.leave_words_out(next);
            }
            // Costs only grow along the rows, and from the beginning of the word.
            if lowest_at_word >= limit && lowest(next) >= limit {
                return limit;
            }
            std::mem::swap(&mut last, &mut next);
        }
        last[width - 1].min(limit)
    }

    /// Lets words as written stand for nothing.
    fn leave_words_out(&self, row: &mut [u32]) {
        for (start, end, generic) in self.written.words() {
            let without = row[usize::from(*start)] + self.costs.word(*generic);
            let cell = &mut row[usize::from(*end)];
            *cell = (*cell).min(without);
        }
    }
}

fn lowest(row: &[u32]) -> u32 {
    row.iter().copied().min().unwrap_or(0)
}
