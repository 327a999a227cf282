//! One number for a division in all layers: Homs province is the same in a table of the user's as below it.

use rustc_hash::FxHashMap;

use super::format::{DivisionRow, Section};
use super::index::Index;

/// The numbers of all layers' divisions. Those of the lowest layer are its rows, plus one.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// For each layer but the lowest, the number of each of its rows.
    above: Vec<Vec<u32>>,
    by_code: FxHashMap<(u16, String), u32>,
    count: u32,
}

impl Numbering {
    /// Numbers the divisions of the layer that was put on last.
    pub(super) fn put_on(&mut self, layers: &[Index]) {
        let Some((top, below)) = layers.split_last() else { return };
        let Some(lowest) = below.first() else { return };
        if self.above.is_empty() {
            for row in rows(lowest) {
                self.count += 1;
                let code = lowest.string(row.code.get());
                if !code.is_empty() {
                    self.by_code.entry((row.level.get(), code.to_owned())).or_insert(self.count);
                }
            }
        }
        let mut numbers = Vec::with_capacity(rows(top).len());
        for row in rows(top) {
            let code = top.string(row.code.get());
            let known = self.by_code.get(&(row.level.get(), code.to_owned())).copied().filter(|_| !code.is_empty());
            numbers.push(known.unwrap_or_else(|| {
                self.count += 1;
                if !code.is_empty() {
                    self.by_code.insert((row.level.get(), code.to_owned()), self.count);
                }
                self.count
            }));
        }
        self.above.push(numbers);
    }

    /// The number of a layer's division, given as its row plus one; 0 for none.
    pub(super) fn of(&self, layer: u16, row_plus_one: u32) -> u32 {
        let Some(own) = (layer as usize).checked_sub(1).and_then(|above| self.above.get(above)) else { return row_plus_one };
        (row_plus_one as usize).checked_sub(1).and_then(|row| own.get(row)).copied().unwrap_or(0)
    }
}

fn rows(index: &Index) -> &[DivisionRow] {
    index.rows::<DivisionRow>(Section::Divisions)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::Gazetteer;

    #[test]
    fn a_province_is_one_in_all_layers() {
        let mut table = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        // Two provinces of which the table's own list holds no others.
        writeln!(table, "name,country,admin1,lat,lon\nQirzamil,SY,Homs,34.71,37.01\nWadi Nowhere,YE,Marib,15.5,45.5").unwrap();
        let (gazetteer, failed) = Gazetteer::builtin().unwrap().with_file(table.path()).unwrap();
        assert!(failed.is_empty(), "{failed:?}");
        let admin1 = |name: &str| {
            let found = gazetteer.lookup(name);
            found.iter().filter_map(|c| gazetteer.facts(c.key)).map(|f| (f.country, f.admin1)).next().unwrap()
        };
        assert_eq!(admin1("Qirzamil"), admin1("Homs"));
        assert_eq!(admin1("Wadi Nowhere"), admin1("Marib"));
        assert_ne!(admin1("Qirzamil").1, 0);
        assert_ne!(admin1("Qirzamil").1, admin1("Wadi Nowhere").1);
    }
}
