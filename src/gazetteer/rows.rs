//! Turns ordered entries into rows, strings and keys, a batch at a time and on every core.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rustc_hash::FxHashSet;
use zerocopy::IntoBytes;
use zerocopy::byteorder::little_endian::{I32, U32, U64};

use super::divisions::Divisions;
use super::entry::Entry;
use super::format::{NameRole, OWN_ID, PlaceRow};
use super::grid::{NUMBER_BITS, Point};
use super::keys::packed;
use super::place::Kind;
use super::record::{self, Record, millionths, push_string};
use super::sections::{Writer, push_varint};
use super::sorter::{Room, Sorted, Sorter};
use super::spelt::Spelt;
use crate::error::{Error, Result};
use crate::text::{name_key, shortened, skeleton};

/// Entries a batch.
const BATCH: usize = 4096;

/// Batches that a worker may have before it.
const AHEAD: usize = 2;

/// Stands for no string while offsets count from the beginning of the batch.
const NONE: u32 = u32::MAX;

/// Keys longer than this are no names.
const LONGEST_KEY: usize = 1000;

/// What becomes of all entries.
pub(super) struct Rows {
    pub(super) places: Writer,
    pub(super) strings: Writer,
    pub(super) folded: Sorter,
    pub(super) skeletons: Sorter,
    /// Where each row lies, and what it is.
    pub(super) points: Vec<Point>,
}

/// Encoded entries, one after another.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// What becomes of a batch; offsets of strings count from its beginning.
#[derive(Default)]
struct Done {
    rows: Vec<PlaceRow>,
    strings: Vec<u8>,
    keys: KeyList,
    skeletons: KeyList,
}

/// Keys with row × 4 + role, rows counting from the beginning of the batch, and which names they are of.
#[derive(Default)]
struct KeyList {
    bytes: String,
    ends: Vec<(usize, u32, Spelt)>,
}

impl KeyList {
    fn push(&mut self, key: &str, posting: u32, spelt: Spelt) {
        self.bytes.push_str(key);
        self.ends.push((self.bytes.len(), posting, spelt));
    }

    fn hand_on(&self, base: u32, to: &mut Sorter) -> Result<()> {
        let mut start = 0;
        for (end, posting, spelt) in &self.ends {
            to.push(&self.bytes.as_bytes()[start..*end], &packed(posting + (base << 2), *spelt))?;
            start = *end;
        }
        Ok(())
    }
}

impl Rows {
    fn new(room: &Room) -> Result<Self> {
        let mut strings = Writer::new(room);
        // Offset 0 is the empty string.
        strings.put(&[0])?;
        Ok(Self { places: Writer::new(room), strings, folded: Sorter::new(room), skeletons: Sorter::new(room), points: Vec::new() })
    }

    fn take(&mut self, mut done: Done) -> Result<()> {
        let base = self.strings.len();
        let offset = |relative: &mut U32| -> Result<()> {
            let absolute = match relative.get() {
                NONE => 0,
                relative => u32::try_from(base + u64::from(relative))
                    .map_err(|_| Error::usage("the names are more than 4 GiB, which a .gaz cannot hold; build several"))?,
            };
            relative.set(absolute);
            Ok(())
        };
        for row in &mut done.rows {
            offset(&mut row.names)?;
            offset(&mut row.code)?;
            if row.id.get() & OWN_ID != 0 {
                let mut own = U32::new(row.id.get() as u32);
                offset(&mut own)?;
                row.id.set(OWN_ID | u64::from(own.get()));
            }
            self.points.push(Point { lat: row.lat.get(), lon: row.lon.get(), kind: Kind::numbered(row.kind).unwrap_or(Kind::Spot) });
        }
        let fits = self.points.len() <= 1 << NUMBER_BITS;
        let first = u32::try_from(self.points.len() - done.rows.len()).ok().filter(|_| fits);
        let first = first.ok_or_else(|| Error::usage("a gazetteer holds at most 134 million places; build several"))?;
        self.strings.put(&done.strings)?;
        self.places.put(done.rows.as_bytes())?;
        done.keys.hand_on(first, &mut self.folded)?;
        done.skeletons.hand_on(first, &mut self.skeletons)
    }
}

/// Makes rows of all entries in their order.
pub(super) fn rows(mut entries: Sorted, divisions: &Divisions, room: &Room, progress: &dyn Fn(u64)) -> Result<Rows> {
    let mut out = Rows::new(room)?;
    let first = next_batch(&mut entries)?;
    if first.ends.len() < BATCH {
        out.take(work(&first, divisions))?;
        return Ok(out);
    }
    std::thread::scope(|scope| {
        let count = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
        let workers: Vec<(SyncSender<Batch>, Receiver<Done>)> = (0..count)
            .map(|_| {
                let (to, batches) = sync_channel::<Batch>(AHEAD);
                let (done, from) = sync_channel::<Done>(AHEAD + 1);
                scope.spawn(move || {
                    for batch in batches {
                        if done.send(work(&batch, divisions)).is_err() {
                            break;
                        }
                    }
                });
                (to, from)
            })
            .collect();
        let gone = || Error::data("make the index of names: a thread broke off");
        let (mut sent, mut taken) = (0, 0);
        let mut batch = first;
        loop {
            let more = !batch.ends.is_empty();
            if more {
                workers[sent % count].0.send(std::mem::take(&mut batch)).map_err(|_| gone())?;
                sent += 1;
            }
            // In the order in which they were sent, so that the file is the same on any number of cores.
            while taken < sent && (sent - taken >= AHEAD * count || !more) {
                out.take(workers[taken % count].1.recv().map_err(|_| gone())?)?;
                taken += 1;
                progress(out.points.len() as u64);
            }
            if !more {
                return Ok(());
            }
            batch = next_batch(&mut entries)?;
        }
    })?;
    Ok(out)
}

fn next_batch(entries: &mut Sorted) -> Result<Batch> {
    let mut batch = Batch::default();
    while batch.ends.len() < BATCH
        && let Some((_, payload)) = entries.next()?
    {
        batch.bytes.extend_from_slice(payload);
        batch.ends.push(batch.bytes.len());
    }
    Ok(batch)
}

fn work(batch: &Batch, divisions: &Divisions) -> Done {
    let mut done = Done::default();
    let mut start = 0;
    let mut key = String::new();
    for end in &batch.ends {
        if let Some(Record::Place(entry, _)) = record::read(&batch.bytes[start..*end]) {
            place(&entry, divisions, &mut done, &mut key);
        }
        start = *end;
    }
    done
}

fn place(entry: &Entry, divisions: &Divisions, done: &mut Done, key: &mut String) {
    let row = done.rows.len() as u32;
    let string = |strings: &mut Vec<u8>, string: &str| {
        let offset = if string.is_empty() { NONE } else { strings.len() as u32 };
        if !string.is_empty() {
            push_string(strings, string);
        }
        offset
    };
    let id = match record::number(&entry.id) {
        Some(number) => number,
        None => OWN_ID | u64::from(string(&mut done.strings, &entry.id)),
    };
    let code = string(&mut done.strings, &entry.code);
    let all = stored_names(entry);
    let names = write_names(&all, &mut done.strings);
    add_keys(entry, &all, row, done);
    let (admin1, admin2) = divisions.of(entry, key);
    done.rows.push(PlaceRow {
        id: U64::new(id),
        lat: I32::new(millionths(entry.position.lat)),
        lon: I32::new(millionths(entry.position.lon)),
        population: U32::new(u32::try_from(entry.population).unwrap_or(u32::MAX)),
        names: U32::new(names),
        code: U32::new(code),
        admin1: U32::new(admin1.unwrap_or(0)),
        admin2: U32::new(admin2.unwrap_or(0)),
        country: entry.country.unwrap_or([0, 0]),
        kind: entry.kind as u8,
        prominence: entry.prominence(),
    });
}

/// A place's names in their order, the main one first, each once.
fn stored_names(entry: &Entry) -> Vec<&str> {
    let mut seen = FxHashSet::default();
    let others = entry.others.iter().filter(|(_, role)| *role != NameRole::Demonym).map(|(name, _)| name.as_str());
    std::iter::once(entry.name.as_str()).chain(others).filter(|name| seen.insert(*name)).collect()
}

/// Writes them: the main one, the count of the others, the others.
fn write_names(names: &[&str], strings: &mut Vec<u8>) -> u32 {
    let offset = strings.len() as u32;
    let (main, others) = names.split_first().unwrap_or((&"", &[]));
    push_string(strings, main);
    push_varint(strings, others.len() as u64);
    others.iter().for_each(|name| push_string(strings, name));
    offset
}

/// Adds the keys of every name, each once with the best of its roles.
fn add_keys(entry: &Entry, names: &[&str], row: u32, done: &mut Done) {
    let main = (entry.name.as_str(), NameRole::Main);
    let all = std::iter::once(main).chain(entry.others.iter().map(|(name, role)| (name.as_str(), *role)));
    let keyed = all.map(|(name, role)| (name_key(name), role, Spelt::of(name, names)));
    let mut folded: Vec<(String, NameRole, Spelt)> = keyed.filter(|(key, ..)| fits(key)).collect();
    let once = |keys: &mut Vec<(String, NameRole, Spelt)>| {
        keys.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        keys.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.2 = first.2.or(later.2);
            }
            same
        });
    };
    once(&mut folded);
    let mut skeletons: Vec<(String, NameRole, Spelt)> = folded
        .iter()
        .filter(|(_, role, _)| matches!(role, NameRole::Main | NameRole::Alias))
        .map(|(key, role, spelt)| (skeleton(key), *role, *spelt))
        .filter(|(bones, ..)| fits(bones) && bones.chars().nth(1).is_some())
        .collect();
    once(&mut skeletons);
    // "Mt. Vernon" of Mount Vernon, unless it is a name of its own.
    let country = entry.country.unwrap_or_default();
    let others: Vec<(String, NameRole, Spelt)> = folded
        .iter()
        .filter_map(|(key, role, spelt)| Some((shortened(key, country)?, *role, *spelt)))
        .filter(|(key, ..)| fits(key))
        .collect();
    folded.extend(others);
    once(&mut folded);
    folded.iter().for_each(|(key, role, spelt)| done.keys.push(key, row << 2 | *role as u32, *spelt));
    skeletons.iter().for_each(|(key, role, spelt)| done.skeletons.push(key, row << 2 | *role as u32, *spelt));
}

fn fits(key: &str) -> bool {
    (1..=LONGEST_KEY).contains(&key.len())
}
