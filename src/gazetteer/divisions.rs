//! Countries and divisions on their way into an index, found by their codes.

use rustc_hash::{FxHashMap, FxHashSet};
use zerocopy::byteorder::little_endian::{U16, U32};

use super::entry::{Division, Entry};
use super::format::DivisionRow;
use super::record::push_string;
use super::sections::Writer;
use crate::error::{Error, Result};

/// Every division, by row.
#[derive(Debug, Default)]
pub(super) struct Divisions {
    rows: Vec<Division>,
    /// Rows (plus one) that go into the index only where a place names them.
    lent: FxHashSet<u32>,
    /// Rows plus one by code, a map a level: `PA` is a country at level 0, a state of the United States at none.
    by_code: [FxHashMap<String, u32>; 3],
}

impl Divisions {
    /// Adds a division; one whose code is there already only adds its keys.
    pub(super) fn add(&mut self, division: Division) {
        let Some(by_code) = self.by_code.get_mut(division.level as usize) else { return };
        let codes = || std::iter::once(&division.code).chain(&division.keys).filter(|code| !code.is_empty());
        let known = by_code.get(&division.code).filter(|_| !division.code.is_empty()).copied();
        let number = known.unwrap_or(self.rows.len() as u32 + 1);
        for code in codes() {
            by_code.entry(code.clone()).or_insert(number);
        }
        match known.and_then(|known| self.rows.get_mut(known as usize - 1)) {
            Some(row) => {
                let new: Vec<String> = codes().filter(|c| **c != row.code && !row.keys.contains(c)).cloned().collect();
                row.keys.extend(new);
            }
            None => self.rows.push(division),
        }
    }

    /// Adds a division that goes into the index only where a place names it.
    pub(super) fn lend(&mut self, division: Division) {
        let before = self.rows.len();
        self.add(division);
        if self.rows.len() > before {
            self.lent.insert(self.rows.len() as u32);
        }
    }

    /// Leaves out what was lent and is not among `used` (rows plus one); gives the new row (plus one) of each that stays.
    pub(super) fn keep(&mut self, used: &FxHashSet<u32>) -> FxHashMap<u32, u32> {
        let mut numbers = FxHashMap::default();
        let mut old = 0;
        let (rows, lent) = (&mut self.rows, std::mem::take(&mut self.lent));
        rows.retain(|_| {
            old += 1;
            let stays = !lent.contains(&old) || used.contains(&old);
            if stays {
                numbers.insert(old, numbers.len() as u32 + 1);
            }
            stays
        });
        for by_code in &mut self.by_code {
            by_code.retain(|_, number| numbers.get(number).map(|new| *number = *new).is_some());
        }
        numbers
    }

    /// The row (plus one) of a code at one level.
    pub(super) fn find(&self, level: u16, code: &str) -> Option<u32> {
        self.by_code.get(level as usize).filter(|_| !code.is_empty())?.get(code).copied()
    }

    /// The name of a division (row plus one).
    pub(super) fn name(&self, number: u32) -> Option<&str> {
        self.rows.get((number as usize).checked_sub(1)?).map(|division| division.name.as_str())
    }

    /// The first- and second-level division that an entry names (rows plus one): under the code as it stands, or GeoNames'
    /// within the country.
    pub(super) fn of(&self, entry: &Entry, key: &mut String) -> (Option<u32>, Option<u32>) {
        let mut within = |level: u16, parts: &[&str]| {
            if parts.last().is_none_or(|last| last.is_empty()) {
                return None;
            }
            key.clear();
            key.extend(entry.country.unwrap_or_default().iter().filter(|b| **b != 0).map(|b| *b as char));
            parts.iter().for_each(|part| {
                key.push('.');
                key.push_str(part);
            });
            self.find(level, key)
        };
        let admin1 = self.find(1, &entry.admin1).or_else(|| within(1, &[&entry.admin1]));
        let admin2 = self.find(2, &entry.admin2).or_else(|| within(2, &[&entry.admin1, &entry.admin2]));
        (admin1, admin2)
    }

    /// Writes their strings, and gives their rows.
    pub(super) fn rows(&self, strings: &mut Writer) -> Result<Vec<DivisionRow>> {
        let mut known = FxHashMap::default();
        let mut add = |string: &str| -> Result<U32> {
            if string.is_empty() {
                return Ok(U32::new(0));
            }
            if let Some(offset) = known.get(string) {
                return Ok(*offset);
            }
            let offset = u32::try_from(strings.len()).map(U32::new);
            let offset = offset.map_err(|_| Error::usage("the names are more than 4 GiB, which a .gaz cannot hold; build several"))?;
            let mut bytes = Vec::new();
            push_string(&mut bytes, string);
            strings.put(&bytes)?;
            known.insert(string.to_owned(), offset);
            Ok(offset)
        };
        self.rows
            .iter()
            .map(|d| {
                Ok(DivisionRow {
                    code: add(&d.code)?,
                    name: add(&d.name)?,
                    keys: add(&d.keys.join("|"))?,
                    disputed: add(&d.disputed.join("|"))?,
                    country: d.country,
                    level: U16::new(d.level),
                    number: U32::new(d.number),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lent_stays_where_it_is_used() {
        let division = |code: &str| Division {
            level: 1,
            country: *b"SY",
            code: code.to_owned(),
            keys: Vec::new(),
            name: code.to_owned(),
            number: 0,
            disputed: Vec::new(),
        };
        let mut divisions = Divisions::default();
        for code in ["SY-DY", "SY-HI", "SY-HM"] {
            divisions.lend(division(code));
        }
        divisions.add(division("SY-RA"));
        let used = FxHashSet::from_iter(divisions.find(1, "SY-HI"));
        assert_eq!(divisions.keep(&used), FxHashMap::from_iter([(2, 1), (4, 2)]));
        let found = ["SY-DY", "SY-HI", "SY-HM", "SY-RA"].map(|code| divisions.find(1, code));
        assert_eq!(found, [None, Some(1), None, Some(2)]);
        assert_eq!(divisions.rows.len(), 2);
    }
}
