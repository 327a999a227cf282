//! Sorts more records than memory holds: runs are sorted and written on a thread of their own, then merged.
//!
//! Records of equal keys keep the order in which they came. Runs lie in files without a name, so that nothing is left of
//! them however the program ends.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::thread::JoinHandle;

use crate::error::{Error, Result};

/// Bytes written or read of a run at a time.
const BLOCK: usize = 512 * 1024;

/// How much may lie in memory, and where the rest goes.
#[derive(Debug, Clone)]
pub(super) struct Room {
    /// Bytes of records that one sorter holds before it writes a run; it takes up to three times as much for a moment.
    pub(super) run: usize,
    /// The folder of the files without a name.
    pub(super) folder: PathBuf,
}

/// Where a record lies in the arena: the first eight bytes of its key, and its offset.
type Slot = (u64, u32);

#[derive(Default)]
struct Batch {
    arena: Vec<u8>,
    slots: Vec<Slot>,
}

/// Takes records in any order.
pub(super) struct Sorter {
    room: Room,
    batch: Batch,
    runs: Vec<File>,
    writing: Option<JoinHandle<Result<File>>>,
    count: u64,
}

fn failed(e: std::io::Error) -> Error {
    Error::io("sort on disk beside the gazetteer", e)
}

fn push_length(out: &mut Vec<u8>, length: usize) {
    super::sections::push_varint(out, length as u64);
}

/// The length at `at`, and the offset behind it. The arena is our own, so that it is always whole.
fn length(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut value, mut shift) = (0usize, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        value |= ((byte & 0x7F) as usize) << shift;
        shift += 7;
        if *byte < 0x80 {
            break;
        }
    }
    (value, at)
}

/// Key and payload of the record at `at`, and the offset behind it.
fn record(bytes: &[u8], at: usize) -> (&[u8], &[u8], usize) {
    let (key, start) = length(bytes, at);
    let (payload, middle) = length(bytes, start + key);
    (&bytes[start..start + key], &bytes[middle..middle + payload], middle + payload)
}

impl Batch {
    fn push(&mut self, key: &[u8], payload: &[u8]) {
        let mut first = [0; 8];
        let common = key.len().min(8);
        first[..common].copy_from_slice(&key[..common]);
        self.slots.push((u64::from_be_bytes(first), self.arena.len() as u32));
        push_length(&mut self.arena, key.len());
        self.arena.extend_from_slice(key);
        push_length(&mut self.arena, payload.len());
        self.arena.extend_from_slice(payload);
    }

    fn sort(&mut self) {
        let arena = &self.arena;
        let key = |slot: &Slot| record(arena, slot.1 as usize).0;
        self.slots.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a).cmp(key(b))).then(a.1.cmp(&b.1)));
    }

    fn write(mut self, room: &Room) -> Result<File> {
        self.sort();
        let mut file = tempfile::tempfile_in(&room.folder).map_err(failed)?;
        let mut block = Vec::with_capacity(BLOCK + 4096);
        for (_, at) in &self.slots {
            let (_, _, end) = record(&self.arena, *at as usize);
            block.extend_from_slice(&self.arena[*at as usize..end]);
            if block.len() >= BLOCK {
                file.write_all(&block).map_err(failed)?;
                block.clear();
            }
        }
        file.write_all(&block).and_then(|()| file.seek(SeekFrom::Start(0))).map_err(failed)?;
        Ok(file)
    }
}

impl Sorter {
    pub(super) fn new(room: &Room) -> Self {
        Self { room: room.clone(), batch: Batch::default(), runs: Vec::new(), writing: None, count: 0 }
    }

    /// How many records it took.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Takes a record.
    pub(super) fn push(&mut self, key: &[u8], payload: &[u8]) -> Result<()> {
        self.count += 1;
        let size = key.len() + payload.len() + 20;
        // Offsets in the arena have 32 bits.
        let full = self.batch.arena.len() + size > (u32::MAX / 2) as usize;
        if full || self.batch.arena.len() + 16 * self.batch.slots.len() + size > self.room.run && !self.batch.slots.is_empty() {
            self.wait()?;
            let (batch, room) = (std::mem::take(&mut self.batch), self.room.clone());
            self.writing = Some(std::thread::spawn(move || batch.write(&room)));
        }
        self.batch.push(key, payload);
        Ok(())
    }

    fn wait(&mut self) -> Result<()> {
        if let Some(writing) = self.writing.take() {
            let run = writing.join().map_err(|_| Error::data("sort on disk beside the gazetteer: the thread broke off"))?;
            self.runs.push(run?);
        }
        Ok(())
    }

    /// Ends taking: the records in order.
    pub(super) fn finish(mut self) -> Result<Sorted> {
        self.wait()?;
        self.batch.sort();
        let mut runs: Vec<Run> = self.runs.drain(..).map(Run::of_file).collect();
        runs.push(Run::of_batch(std::mem::take(&mut self.batch)));
        Sorted::of(runs)
    }
}

/// One sorted run, a record at a time.
struct Run {
    source: Source,
    key: Vec<u8>,
    payload: Vec<u8>,
}

enum Source {
    File(BufReader<File>),
    Memory(Batch, usize),
}

impl Run {
    fn of_file(file: File) -> Self {
        Self { source: Source::File(BufReader::with_capacity(BLOCK, file)), key: Vec::new(), payload: Vec::new() }
    }

    fn of_batch(batch: Batch) -> Self {
        Self { source: Source::Memory(batch, 0), key: Vec::new(), payload: Vec::new() }
    }

    /// Goes to the next record; whether there is one.
    fn next(&mut self) -> Result<bool> {
        match &mut self.source {
            Source::Memory(batch, at) => {
                let Some((_, offset)) = batch.slots.get(*at) else { return Ok(false) };
                *at += 1;
                let (key, payload, _) = record(&batch.arena, *offset as usize);
                self.key.clear();
                self.key.extend_from_slice(key);
                self.payload.clear();
                self.payload.extend_from_slice(payload);
                Ok(true)
            }
            Source::File(file) => {
                let Some(size) = read_length(file)? else { return Ok(false) };
                read_exactly(file, size, &mut self.key)?;
                let size = read_length(file)?.unwrap_or(0);
                read_exactly(file, size, &mut self.payload)?;
                Ok(true)
            }
        }
    }
}

fn read_length(file: &mut impl Read) -> Result<Option<usize>> {
    let (mut value, mut shift) = (0usize, 0);
    let mut byte = [0];
    loop {
        match file.read(&mut byte) {
            Ok(0) if shift == 0 => return Ok(None),
            Ok(0) => return Err(failed(std::io::ErrorKind::UnexpectedEof.into())),
            Ok(_) => {}
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(failed(e)),
        }
        value |= ((byte[0] & 0x7F) as usize) << shift;
        shift += 7;
        if byte[0] < 0x80 {
            return Ok(Some(value));
        }
    }
}

fn read_exactly(file: &mut impl Read, size: usize, into: &mut Vec<u8>) -> Result<()> {
    into.resize(size, 0);
    file.read_exact(into).map_err(failed)
}

/// Records in order of their keys.
pub(super) struct Sorted {
    runs: Vec<Run>,
    /// Runs that have a record, the least last.
    order: Vec<usize>,
    /// The run whose record was given out.
    given: Option<usize>,
}

impl Sorted {
    fn of(mut runs: Vec<Run>) -> Result<Self> {
        let mut order = Vec::new();
        for (number, run) in runs.iter_mut().enumerate() {
            if run.next()? {
                order.push(number);
            }
        }
        order.sort_by(|a, b| runs[*b].key.cmp(&runs[*a].key).then(b.cmp(a)));
        Ok(Self { runs, order, given: None })
    }

    /// The next record: key and payload.
    pub(super) fn next(&mut self) -> Result<Option<(&[u8], &[u8])>> {
        if let Some(number) = self.given.take()
            && self.runs[number].next()?
        {
            let runs = &self.runs;
            let place = self.order.partition_point(|other| (&runs[*other].key, *other) > (&runs[number].key, number));
            self.order.insert(place, number);
        }
        let Some(number) = self.order.pop() else { return Ok(None) };
        self.given = Some(number);
        let run = &self.runs[number];
        Ok(Some((&run.key, &run.payload)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(run: usize, records: &[(String, u32)]) -> Vec<(String, u32)> {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(&Room { run, folder: folder.path().to_path_buf() });
        for (key, value) in records {
            sorter.push(key.as_bytes(), &value.to_le_bytes()).unwrap();
        }
        assert_eq!(sorter.count(), records.len() as u64);
        let mut out = Vec::new();
        let mut sorted = sorter.finish().unwrap();
        while let Some((key, value)) = sorted.next().unwrap() {
            out.push((String::from_utf8(key.to_vec()).unwrap(), u32::from_le_bytes(value.try_into().unwrap())));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "runs have no names");
        out
    }

    #[test]
    fn runs_and_memory_give_the_same_order() {
        let records: Vec<(String, u32)> =
            (0..5000u32).map(|i| (format!("deir ez zor {}", i.wrapping_mul(2_654_435_761) % 997), i)).collect();
        let mut right = records.clone();
        right.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(sorted(usize::MAX, &records), right);
        assert_eq!(sorted(3000, &records), right);
        assert_eq!(sorted(1, &records[..50]), {
            let mut r = records[..50].to_vec();
            r.sort_by(|a, b| a.0.cmp(&b.0));
            r
        });
        assert_eq!(sorted(1, &[]), []);
    }
}
