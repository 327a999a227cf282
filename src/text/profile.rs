//! One name as written, made ready to be held against the names of many places.

use super::likeness::{Costs, GAPS, Piece, Spelling};

/// What each piece of a place's name would cost at each piece of the name as written.
///
/// Costs are 16 bits wide, and rows as long as a whole number of registers, so that many cells are reckoned at a time. What
/// is dearer than they can say is no match for anything.
#[derive(Debug, Clone)]
pub struct Profile<'c> {
    costs: &'c Costs,
    written: Spelling,
    /// Cells of a row.
    stride: usize,
    /// A row a piece, a column each piece as written; the rows of pieces that were met.
    table: Vec<i16>,
    /// What each piece costs at least wherever it stands, where its row is there.
    least: Vec<Option<i16>>,
    /// What the name costs against itself.
    own: u32,
}

/// Cells that are reckoned at a time.
const LANES: usize = 8;

/// More than any name costs that matters.
const DEAREST: i16 = i16::MAX;

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
        let stride = (written.len() + 1).next_multiple_of(LANES);
        let table = vec![DEAREST; costs.size() * stride];
        let mut out = Self { costs, written, stride, table, least: vec![None; costs.size()], own: 0 };
        let itself = out.written.clone();
        out.own = out.cost_below(u32::MAX, &itself, &mut Vec::new());
        out
    }

    /// What the name costs against itself: less is not to be had but from another name.
    pub fn own(&self) -> u32 {
        self.own
    }

    /// Makes the row of a piece; what the piece costs at least.
    fn meet(&mut self, piece: Piece) -> i16 {
        if let Some(least) = self.least[usize::from(piece)] {
            return least;
        }
        let row = self.costs.row(piece);
        let mut least = row[usize::from(GAPS[self.written.script() as usize])] as i16;
        let cells = &mut self.table[usize::from(piece) * self.stride..][..self.stride];
        for (cell, other) in cells.iter_mut().zip(self.written.pieces()) {
            *cell = row[usize::from(*other)] as i16;
            least = least.min(*cell);
        }
        self.least[usize::from(piece)] = Some(least);
        least
    }

    fn row(&self, piece: Piece) -> &[i16] {
        &self.table[usize::from(piece) * self.stride..][..self.stride]
    }

    /// What a name costs at least: every piece at its cheapest, or its word left out.
    fn at_least(&mut self, name: &Spelling) -> u32 {
        let mut sum = 0;
        for (start, end, generic) in name.words() {
            let pieces = name.pieces().get(usize::from(*start)..usize::from(*end)).unwrap_or(&[]);
            let of_word: u32 = pieces.iter().map(|piece| u32::from(self.meet(*piece).unsigned_abs())).sum();
            sum += of_word.min(self.costs.word(*generic));
        }
        sum
    }

    /// The cost at which `name` is written so, in hundredths of a natural logarithm, where it is below `limit`; `limit`
    /// otherwise, as soon as that is sure.
    pub fn cost_below(&mut self, limit: u32, name: &Spelling, rows: &mut Vec<i16>) -> u32 {
        let gap = GAPS[name.script() as usize];
        self.meet(gap);
        if self.at_least(name) >= limit {
            return limit;
        }
        let dearest = i16::try_from(limit).unwrap_or(DEAREST);
        let (width, stride) = (self.written.len() + 1, self.stride);
        let added = self.row(gap);
        let gap_of_written = usize::from(GAPS[self.written.script() as usize]);
        // Two rows, and the row at the beginning of the word of `name`; behind each, cells that say nothing.
        rows.clear();
        rows.resize(3 * (stride + 1), DEAREST);
        let (mut last, rest) = rows.split_at_mut(stride + 1);
        let (mut next, at_word) = rest.split_at_mut(stride + 1);
        last[0] = 0;
        for j in 1..width {
            last[j] = last[j - 1].saturating_add(added[j - 1]);
        }
        self.leave_words_out(last);
        at_word.copy_from_slice(last);
        let mut words = name.words();
        let mut least_without = self.least_without(at_word, words);
        for (i, piece) in name.pieces().iter().enumerate() {
            let changed = self.row(*piece);
            let dropped = self.costs.row(*piece)[gap_of_written] as i16;
            next[0] = last[0].saturating_add(dropped);
            // What does not depend on the cell before it goes first, many cells at a time.
            for (at, cells) in next[1..].chunks_exact_mut(LANES).enumerate() {
                let at = at * LANES;
                let (diagonal, above, changed) = (lanes(last, at), lanes(last, at + 1), lanes(changed, at));
                for (lane, cell) in cells.iter_mut().enumerate() {
                    *cell = diagonal[lane].saturating_add(changed[lane]).min(above[lane].saturating_add(dropped));
                }
            }
            // One after another; in a wider number, since no cell becomes dearer by it.
            let mut before = i32::from(next[0]);
            for (cell, more) in next[1..width].iter_mut().zip(added) {
                before = i32::from(*cell).min(before + i32::from(*more));
                *cell = before as i16;
            }
            if let Some((word, others)) = words.split_first().filter(|(word, _)| usize::from(word.1) == i + 1) {
                words = others;
                let without = self.costs.word(word.2) as i16;
                for (cell, before) in next.iter_mut().zip(at_word.iter()) {
                    *cell = (*cell).min(before.saturating_add(without));
                }
                self.leave_words_out(next);
                at_word.copy_from_slice(next);
                least_without = self.least_without(at_word, words);
            } else {
                self.leave_words_out(next);
            }
            // Costs only grow along the rows, and from the beginning of the word.
            if least_without >= dearest && lowest(&next[..stride]) >= dearest {
                return limit;
            }
            std::mem::swap(&mut last, &mut next);
        }
        u32::from(last[width - 1].unsigned_abs()).min(limit)
    }

    /// What it costs at least to leave out the next of the words that are to come, from the row at its beginning.
    fn least_without(&self, at_word: &[i16], words: &[(u8, u8, bool)]) -> i16 {
        match words {
            [] => DEAREST,
            // Behind the last word nothing is left that could stand for what is written.
            [word] => at_word[self.written.len()].saturating_add(self.costs.word(word.2) as i16),
            [word, ..] => lowest(&at_word[..self.stride]).saturating_add(self.costs.word(word.2) as i16),
        }
    }

    /// Lets words as written stand for nothing.
    fn leave_words_out(&self, row: &mut [i16]) {
        for (start, end, generic) in self.written.words() {
            let without = i32::from(row[usize::from(*start)]) + self.costs.word(*generic) as i32;
            let cell = &mut row[usize::from(*end)];
            *cell = i32::from(*cell).min(without) as i16;
        }
    }
}

/// The cells of a row from one on that are reckoned together.
fn lanes(row: &[i16], at: usize) -> [i16; LANES] {
    row.get(at..).and_then(|cells| cells.first_chunk()).copied().unwrap_or([DEAREST; LANES])
}

/// The lowest of a whole number of lanes.
fn lowest(row: &[i16]) -> i16 {
    let each = (0..row.len()).step_by(LANES).fold([DEAREST; LANES], |lowest, at| {
        let cells = lanes(row, at);
        std::array::from_fn(|lane| lowest[lane].min(cells[lane]))
    });
    each.into_iter().min().unwrap_or(DEAREST)
}
