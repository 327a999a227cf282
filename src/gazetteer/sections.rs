//! The sections of a file on their way: in memory while they are small, then in files without a name; put together last.

use std::io::{Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;
use zerocopy::IntoBytes;
use zerocopy::byteorder::little_endian::{U32, U64};

use super::format::{Header, MAGIC, Section, SectionRow, VERSION};
use super::sorter::Room;
use crate::error::{Error, Result};

/// A section larger than this goes to disk while it is made.
const IN_MEMORY: usize = 16 * 1024 * 1024;

/// Bytes handed on at a time.
const BLOCK: usize = 256 * 1024;

pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7F) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// One section while it is written.
pub(super) struct Writer {
    block: Vec<u8>,
    file: SpooledTempFile,
    checksum: crc32fast::Hasher,
    length: u64,
}

/// One section, complete.
pub(super) struct Part {
    section: Section,
    file: SpooledTempFile,
    checksum: u32,
    length: u64,
}

fn failed(e: std::io::Error) -> Error {
    Error::io("write a section of the gazetteer", e)
}

impl Writer {
    pub(super) fn new(room: &Room) -> Self {
        Self {
            block: Vec::new(),
            file: tempfile::spooled_tempfile_in(IN_MEMORY, &room.folder),
            checksum: crc32fast::Hasher::new(),
            length: 0,
        }
    }

    /// How many bytes it has so far.
    pub(super) fn len(&self) -> u64 {
        self.length + self.block.len() as u64
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK { self.hand_on().map_err(failed) } else { Ok(()) }
    }

    fn hand_on(&mut self) -> std::io::Result<()> {
        self.checksum.update(&self.block);
        self.length += self.block.len() as u64;
        self.file.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    pub(super) fn finish(mut self, section: Section) -> Result<Part> {
        self.hand_on().map_err(failed)?;
        Ok(Part { section, file: self.file, checksum: self.checksum.finalize(), length: self.length })
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK {
            self.hand_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Part {
    /// A section whose bytes are there already.
    pub(super) fn of(section: Section, bytes: &[u8], room: &Room) -> Result<Self> {
        let mut writer = Writer::new(room);
        writer.put(bytes)?;
        writer.finish(section)
    }
}

/// Writes the whole file: header, table of sections, sections.
pub(super) fn assemble(parts: Vec<Part>, out: &mut impl Write) -> Result<()> {
    let head = size_of::<Header>() + parts.len() * size_of::<SectionRow>();
    let mut offset = (head as u64).next_multiple_of(8);
    let mut table = Vec::with_capacity(parts.len());
    for part in &parts {
        table.push(SectionRow {
            number: U32::new(part.section as u32),
            checksum: U32::new(part.checksum),
            offset: U64::new(offset),
            length: U64::new(part.length),
        });
        offset = (offset + part.length).next_multiple_of(8);
    }
    let header = Header {
        magic: MAGIC,
        version: U32::new(VERSION),
        sections: U32::new(parts.len() as u32),
        length: U64::new(offset),
        table_checksum: U32::new(crc32fast::hash(table.as_bytes())),
        reserved: U32::new(0),
    };
    let put = |out: &mut dyn Write, bytes: &[u8]| out.write_all(bytes).map_err(|e| Error::io("write the gazetteer", e));
    put(out, header.as_bytes())?;
    put(out, table.as_bytes())?;
    let mut at = head as u64;
    let mut block = vec![0; BLOCK];
    let pad = |out: &mut dyn Write, at: &mut u64| {
        let missing = at.next_multiple_of(8) - *at;
        *at += missing;
        put(out, &[0; 8][..missing as usize])
    };
    for mut part in parts {
        pad(out, &mut at)?;
        part.file.seek(SeekFrom::Start(0)).map_err(failed)?;
        loop {
            let count = part.file.read(&mut block).map_err(failed)?;
            if count == 0 {
                break;
            }
            out.write_all(&block[..count]).map_err(|e| Error::io("write the gazetteer", e))?;
            at += count as u64;
        }
    }
    pad(out, &mut at)
}
