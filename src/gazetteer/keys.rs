//! Writes the automata of names and the lists of places behind them, from sorted keys.

use fst::MapBuilder;

use super::format::Section;
use super::sections::{Part, Writer, push_varint};
use super::sorter::{Room, Sorter};
use super::spelt::Spelt;
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

/// Takes keys with the bytes of their postings, postings of one key ascending; writes an automaton of the keys whose values
/// are a single posting × 4 + 1, with its names 34 bits up, or the offset of a list × 4, plus 2 where the list is one of
/// skeletons, which has the names behind each posting.
pub(super) fn write_keys(keys: Sorter, [automaton, lists]: [Section; 2], room: &Room) -> Result<Keys> {
    let names = keys.count();
    let mut sorted = keys.finish()?;
    let mut builder = MapBuilder::new(Writer::new(room)).map_err(failed)?;
    let mut out = Writer::new(room);
    let mut group = Group { key: Vec::new(), postings: Vec::new(), bytes: Vec::new(), skeletons: lists == Section::SkeletonPostings };
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
        group.postings.push(unpacked(payload));
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
    postings: Vec<(u32, Spelt)>,
    bytes: Vec<u8>,
    skeletons: bool,
}

/// A posting and which names it is of, as the sorter takes them.
pub(super) fn packed(posting: u32, spelt: Spelt) -> [u8; 5] {
    let [a, b, c, d] = posting.to_le_bytes();
    [a, b, c, d, spelt.byte()]
}

fn unpacked(payload: &[u8]) -> (u32, Spelt) {
    match payload {
        [a, b, c, d, spelt] => (u32::from_le_bytes([*a, *b, *c, *d]), Spelt::stored(*spelt)),
        _ => (0, Spelt::ALL),
    }
}

impl Group {
    /// Writes its list where it needs one; the value for the automaton.
    fn value(&mut self, out: &mut Writer) -> Result<u64> {
        if let [(single, spelt)] = self.postings.as_slice() {
            let spelt = if self.skeletons { u64::from(spelt.byte()) << 32 } else { 0 };
            return Ok((spelt | u64::from(*single)) << 2 | 1);
        }
        let offset = out.len();
        self.bytes.clear();
        push_varint(&mut self.bytes, self.postings.len() as u64);
        let mut last = 0;
        for (posting, spelt) in &self.postings {
            push_varint(&mut self.bytes, u64::from(posting - last));
            last = *posting;
            if self.skeletons {
                self.bytes.push(spelt.byte());
            }
        }
        out.put(&self.bytes)?;
        Ok(offset << 2 | u64::from(self.skeletons) << 1)
    }
}
