//! Reads a `.gaz`: embedded, owned or mapped bytes, all by the same code, without copying.
//!
//! A file may be damaged or hostile: every offset is checked where it is used, so that a bad one makes a place
//! or name vanish, never a panic or a read outside the file.

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use zerocopy::FromBytes;

use super::automaton::Fst;
use super::bytes::Bytes;
use super::entry::MOST_NAMES;
use super::format::{DivisionRow, FIRST_SPELT, Header, MAGIC, NameRole, OLDEST, OWN_ID, PlaceRow, Section, SectionRow, VERSION};
use super::place::{Kind, Place};
use super::scan::Beginnings;
use super::spelt::Spelt;
use crate::error::{Error, Result};
use crate::measure::Position;

/// One gazetteer file, open for look-ups.
#[derive(Debug)]
pub struct Index {
    bytes: Bytes,
    sections: [Range<usize>; Section::ALL.len()],
    /// Whether the lists of skeletons say which of a place's names they are of.
    says_which: bool,
    /// Rows (plus one) of first-level divisions by code, made at first use.
    by_code: OnceLock<FxHashMap<String, u32>>,
    /// First steps into the folded names, made at first use.
    beginnings: OnceLock<Beginnings>,
}

/// Sections up to this many bytes are held against their checksum whenever a file is opened.
const CHECKED_AT_ONCE: usize = 1024 * 1024;

/// How to get a good file, at the end of every refusal.
const WAY_OUT: &str = "build it again with `sitmap gazetteer build`";

impl Index {
    /// Opens a file by mapping it.
    ///
    /// # Errors
    /// Where the file cannot be opened, is empty, no gazetteer, cut off, or of another version.
    pub fn open(path: &Path) -> Result<Self> {
        Self::new(Bytes::map(path)?).map_err(|e| e.on(path))
    }

    /// Reads an index that lies in memory.
    pub fn from_vec(bytes: Vec<u8>) -> Result<Self> {
        Self::new(Bytes::Owned(bytes))
    }

    /// Reads an index that is part of the program.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self> {
        Self::new(Bytes::Static(bytes))
    }

    fn new(bytes: Bytes) -> Result<Self> {
        let sections = sections(bytes.as_ref())?;
        let foreign = matches!(bytes, Bytes::Mapped(_));
        let says_which = Header::ref_from_prefix(bytes.as_ref()).is_ok_and(|(header, _)| header.version.get() >= FIRST_SPELT);
        let index = Self { bytes, sections, says_which, by_code: OnceLock::new(), beginnings: OnceLock::new() };
        // What takes no time is held against its checksum at once; of a file of a gigabyte that is left to `verify`.
        if foreign {
            index.verify_up_to(CHECKED_AT_ONCE)?;
        }
        for section in [Section::Folded, Section::Skeleton] {
            if Fst::new(index.section(section)).is_none() {
                return Err(Error::index(format!("its {} cannot be read; {WAY_OUT}", section.name())));
            }
        }
        Ok(index)
    }

    /// Holds every section against its checksum.
    ///
    /// # Errors
    /// Names the first section that does not match.
    pub fn verify(&self) -> Result<()> {
        self.verify_up_to(usize::MAX)
    }

    fn verify_up_to(&self, most: usize) -> Result<()> {
        for row in section_rows(self.bytes.as_ref())? {
            let Some(section) = Section::ALL.into_iter().find(|s| *s as u32 == row.number.get()) else { continue };
            let bytes = self.section(section);
            if bytes.len() <= most && crc32fast::hash(bytes) != row.checksum.get() {
                return Err(Error::index(format!("the section of {} is damaged: its checksum does not match; {WAY_OUT}", section.name())));
            }
        }
        Ok(())
    }

    /// Whether it is a mapped file of which a look-up reads but little.
    pub(super) fn is_large_file(&self) -> bool {
        self.bytes.is_large_file()
    }

    /// Gives what is resident of a large file back to the system.
    pub(super) fn give_back(&self) {
        self.bytes.give_back();
    }

    /// The whole file.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// What the file says of itself, as JSON: sources with licence and origin, counts.
    pub fn about(&self) -> &str {
        std::str::from_utf8(self.section(Section::About)).unwrap_or("{}")
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.section(Section::Places).len() / size_of::<PlaceRow>()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        let range = self.sections[section as usize - 1].clone();
        self.bytes.as_ref().get(range).unwrap_or(&[])
    }

    /// The rows of a section; none where its length does not fit.
    pub(super) fn rows<T: FromBytes + zerocopy::Immutable + zerocopy::KnownLayout + zerocopy::Unaligned>(&self, section: Section) -> &[T] {
        <[T]>::ref_from_bytes(self.section(section)).unwrap_or(&[])
    }

    pub(super) fn place_row(&self, row: u32) -> Option<&PlaceRow> {
        self.rows::<PlaceRow>(Section::Places).get(row as usize)
    }

    /// The string at `offset`, and the offset behind it.
    fn string_at(&self, offset: usize) -> Option<(&str, usize)> {
        let strings = self.section(Section::Strings);
        let (length, start) = varint(strings, offset)?;
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        Some((std::str::from_utf8(strings.get(start..end)?).ok()?, end))
    }

    pub(super) fn string(&self, offset: u32) -> &str {
        self.string_at(offset as usize).map_or("", |(s, _)| s)
    }

    /// Every name of a place, the main one first.
    pub(crate) fn names(&self, row: u32) -> Vec<&str> {
        self.each_name(row).filter_map(|name| std::str::from_utf8(name).ok()).collect()
    }

    /// The bytes of every name of a place, the main one first.
    pub(super) fn each_name(&self, row: u32) -> impl Iterator<Item = &[u8]> {
        let strings = self.section(Section::Strings);
        let string = move |at: usize| {
            let (length, start) = varint(strings, at)?;
            let end = start.checked_add(usize::try_from(length).ok()?)?;
            Some((strings.get(start..end)?, end))
        };
        let main = self.place_row(row).and_then(|p| string(p.names.get() as usize));
        let others = main.and_then(|(_, at)| varint(strings, at));
        let mut left = others.map_or(0, |(count, _)| count.min(MOST_NAMES as u64));
        let mut at = others.map_or(0, |(_, at)| at);
        main.map(|(name, _)| name).into_iter().chain(std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let (name, next) = string(at)?;
            at = next;
            Some(name)
        }))
    }

    /// Whether `words` is, to the letter, the main name of a place or, where `others`, any of its names.
    pub(crate) fn is_named(&self, row: u32, words: &str, others: bool) -> bool {
        let most = if others { usize::MAX } else { 1 };
        self.each_name(row).take(most).any(|name| name == words.as_bytes())
    }

    pub(super) fn division(&self, row_plus_one: u32) -> Option<&DivisionRow> {
        self.rows::<DivisionRow>(Section::Divisions).get((row_plus_one as usize).checked_sub(1)?)
    }

    /// The place of that row, with its strings.
    pub(crate) fn place(&self, row: u32) -> Option<Place> {
        let place = self.place_row(row)?;
        let owned = |offset: u32| Some(self.string(offset).to_owned()).filter(|s| !s.is_empty());
        let admin1 = self.division(place.admin1.get());
        let admin2 = self.division(place.admin2.get());
        Some(Place {
            id: self.place_id(place),
            name: self.string(place.names.get()).to_owned(),
            position: position(place),
            kind: Kind::numbered(place.kind)?,
            country: country_code(place.country),
            admin1: admin1.and_then(|d| owned(d.name.get())),
            admin1_code: admin1.and_then(|d| owned(d.code.get())),
            admin2: admin2.and_then(|d| owned(d.name.get())),
            admin2_code: admin2.and_then(|d| owned(d.code.get())),
            population: u64::from(place.population.get()),
            code: owned(place.code.get()),
        })
    }

    pub(super) fn place_id(&self, place: &PlaceRow) -> String {
        match place.id.get() {
            own if own & OWN_ID != 0 => self.string((own & !OWN_ID) as u32).to_owned(),
            number => format!("gn:{number}"),
        }
    }

    /// The names' FST: folded keys, or skeletons.
    pub(crate) fn fst(&self, section: Section) -> Option<Fst<'_>> {
        Fst::new(self.section(section))
    }

    /// The first steps into the folded names; none where they cannot be read.
    pub(super) fn beginnings(&self) -> &Beginnings {
        self.beginnings.get_or_init(|| self.fst(Section::Folded).map(|fst| Beginnings::of(&fst)).unwrap_or_default())
    }

    /// The places behind an FST's value, most prominent first.
    pub(crate) fn postings(&self, value: u64) -> impl Iterator<Item = (u32, NameRole)> {
        self.spelt_postings(value).map(|(row, role, _)| (row, role))
    }

    /// The same, with which of a place's names the key is of.
    pub(super) fn spelt_postings(&self, value: u64) -> Postings<'_> {
        if value & 1 == 1 {
            return Postings { bytes: &[], at: 0, left: 0, last: 0, single: Some(value >> 2), spelt: false };
        }
        let of_skeletons = value & 2 != 0;
        let bytes = self.section(if of_skeletons { Section::SkeletonPostings } else { Section::Postings });
        let (count, at) = varint(bytes, (value >> 2) as usize).unwrap_or((0, 0));
        Postings { bytes, at, left: count, last: 0, single: None, spelt: of_skeletons && self.says_which }
    }

    /// The row (plus one) of the first-level division with that ISO 3166-2 code.
    pub(crate) fn division_coded(&self, code: &str) -> Option<(u32, &DivisionRow)> {
        let by_code = self.by_code.get_or_init(|| self.divisions(1).map(|(n, d)| (self.string(d.code.get()).to_owned(), n)).collect());
        let number = *by_code.get(code)?;
        Some((number, self.division(number)?))
    }

    /// Every division row of one level (0 countries, 1 first, 2 second), with its number.
    pub(crate) fn divisions(&self, level: u16) -> impl Iterator<Item = (u32, &DivisionRow)> {
        self.rows::<DivisionRow>(Section::Divisions).iter().zip(1u32..).filter(move |(d, _)| d.level.get() == level).map(|(d, n)| (n, d))
    }
}

/// The places behind one name.
pub(super) struct Postings<'a> {
    bytes: &'a [u8],
    at: usize,
    left: u64,
    last: u64,
    /// The only one: a posting in the lower half, and above it which names.
    single: Option<u64>,
    /// Whether behind each stands which of the place's names the key is of.
    spelt: bool,
}

impl Iterator for Postings<'_> {
    type Item = (u32, NameRole, Spelt);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(single) = self.single.take() {
            let (row, role) = posting(single & u64::from(u32::MAX))?;
            return Some((row, role, Spelt::stored((single >> 32) as u8)));
        }
        self.left = self.left.checked_sub(1)?;
        let (delta, at) = varint(self.bytes, self.at)?;
        self.at = at;
        self.last = self.last.checked_add(delta)?;
        let (row, role) = posting(self.last)?;
        let mut spelt = Spelt::ALL;
        if self.spelt {
            spelt = Spelt::stored(*self.bytes.get(self.at)?);
            self.at += 1;
        }
        Some((row, role, spelt))
    }
}

/// The row of a posting, and what the name is to the place.
fn posting(number: u64) -> Option<(u32, NameRole)> {
    Some((u32::try_from(number >> 2).ok()?, NameRole::numbered((number & 3) as u8)))
}

pub(super) fn position(place: &PlaceRow) -> Position {
    Position::new(f64::from(place.lat.get()) / 1e6, f64::from(place.lon.get()) / 1e6)
}

pub(super) fn country_code(code: [u8; 2]) -> Option<String> {
    (code != [0, 0]).then(|| String::from_utf8_lossy(&code).into_owned())
}

/// Reads a variable-length number (seven bits a byte, low first): its value and the offset behind it.
pub(super) fn varint(bytes: &[u8], mut at: usize) -> Option<(u64, usize)> {
    let (mut value, mut shift) = (0u64, 0);
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        value |= u64::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some((value, at));
        }
        shift += 7;
        if shift > 63 {
            return None;
        }
    }
}

fn section_rows(bytes: &[u8]) -> Result<&[SectionRow]> {
    let (header, rest) =
        Header::ref_from_prefix(bytes).map_err(|_| Error::index(format!("the file is too short to be a gazetteer; {WAY_OUT}")))?;
    if header.magic != MAGIC {
        return Err(Error::index("the file is not a sitmap gazetteer; give a .gaz, or a CSV with name, lat and lon"));
    }
    let version = header.version.get();
    if !(OLDEST..=VERSION).contains(&version) {
        let advice = if version > VERSION { "use a newer sitmap, or " } else { "" };
        return Err(Error::index(format!(
            "the gazetteer is of version {version}, this sitmap reads {OLDEST} to {VERSION}; {advice}{WAY_OUT}"
        )));
    }
    if header.length.get() != bytes.len() as u64 {
        return Err(Error::index(format!(
            "the gazetteer is cut off or padded: {} bytes of {}; {WAY_OUT}",
            bytes.len(),
            header.length.get()
        )));
    }
    let count = header.sections.get() as usize;
    let table = count.checked_mul(size_of::<SectionRow>()).and_then(|n| rest.get(..n));
    let table = table.ok_or_else(|| Error::index(format!("the gazetteer's table of sections is cut off; {WAY_OUT}")))?;
    if crc32fast::hash(table) != header.table_checksum.get() {
        return Err(Error::index(format!("the gazetteer's table of sections is damaged; {WAY_OUT}")));
    }
    <[SectionRow]>::ref_from_bytes(table).map_err(|_| Error::index("the gazetteer's table of sections cannot be read"))
}

fn sections(bytes: &[u8]) -> Result<[Range<usize>; Section::ALL.len()]> {
    let mut out = std::array::from_fn(|_| 0..0);
    let rows = section_rows(bytes)?;
    for section in Section::ALL {
        let row = rows.iter().find(|r| r.number.get() == section as u32);
        if row.is_none() && section.is_optional() {
            continue;
        }
        let range = row.and_then(|r| {
            let start = usize::try_from(r.offset.get()).ok()?;
            let end = start.checked_add(usize::try_from(r.length.get()).ok()?)?;
            (end <= bytes.len()).then_some(start..end)
        });
        out[section as usize - 1] =
            range.ok_or_else(|| Error::index(format!("the gazetteer has no whole section of {}; {WAY_OUT}", section.name())))?;
    }
    Ok(out)
}
