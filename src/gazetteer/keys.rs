//! Writes the automata of names and the lists of places behind them, from sorted keys.

use fst::MapBuilder;

use super::format::Section;
use super::sections::{Part, Writer, push_varint};
use super::sorter::{Room, Sorter};
use crate::error::{Error, Result};

/// What is written for one way of making keys.
pub(super) struct Keys {
    pub(super) automaton: Part,
    pub(super) lists: Part,
    /// How many names went in.
    pub(super) names: u64,
}

fn failed(e: fst::Error) -> Error {
    Error::data(format!("write the index of names: {e}"))
}

/// Takes (key, posting) pairs, postings of one key ascending; writes an automaton of the keys whose values are a single
/// posting × 4 + 1, or the offset of a list × 4, plus 2 where the list is one of `second`.
pub(super) fn write_keys(keys: Sorter, [automaton, lists]: [Section; 2], second: bool, room: &Room) -> Result<Keys> {
    let names = keys.count();
    let mut sorted = keys.finish()?;
    let mut builder = MapBuilder::new(Writer::new(room)).map_err(failed)?;
    let mut out = Writer::new(room);
    let mut group = Group { key: Vec::new(), postings: Vec::new(), bytes: Vec::new(), second };
    while let Some((key, payload)) = sorted.next()? {
        if key != group.key && !group.postings.is_empty() {
            let value = group.value(&mut out)?;
            builder.insert(&group.key, value).map_err(failed)?;
            group.postings.clear();
        }
        if group.postings.is_empty() {
            group.key.clear();
            group.key.extend_from_slice(key);
        }
        group.postings.push(payload.try_into().map_or(0, u32::from_le_bytes));
    }
    if !group.postings.is_empty() {
        let value = group.value(&mut out)?;
        builder.insert(&group.key, value).map_err(failed)?;
    }
    let written = builder.into_inner().map_err(failed)?;
    Ok(Keys { automaton: written.finish(automaton)?, lists: out.finish(lists)?, names })
}

/// The places of one key.
struct Group {
    key: Vec<u8>,
    postings: Vec<u32>,
    bytes: Vec<u8>,
    second: bool,
}

impl Group {
    /// Writes its list where it needs one; the value for the automaton.
    fn value(&mut self, out: &mut Writer) -> Result<u64> {
        if let [single] = self.postings.as_slice() {
            return Ok(u64::from(*single) << 2 | 1);
        }
        let offset = out.len();
        self.bytes.clear();
        push_varint(&mut self.bytes, self.postings.len() as u64);
        let mut last = 0;
        for posting in &self.postings {
            push_varint(&mut self.bytes, u64::from(posting - last));
            last = *posting;
        }
        out.put(&self.bytes)?;
        Ok(offset << 2 | u64::from(self.second) << 1)
    }
}
