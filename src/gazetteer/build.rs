//! Makes a `.gaz` from entries: joins duplicates, orders by prominence, writes every section.

use std::io::Write;
use std::path::Path;

use fst::MapBuilder;
use rustc_hash::FxHashMap;
use zerocopy::IntoBytes;
use zerocopy::byteorder::little_endian::{I32, U16, U32, U64};

use super::entry::{Division, Entry};
use super::format::{DivisionRow, Header, MAGIC, NameRole, OWN_ID, PlaceRow, Section, SectionRow, VERSION};
use super::grid::cell_of;
use super::place::Kind;
use super::polygons::{Polygon, polygon_sections};
use crate::error::{Error, Result};
use crate::measure::Position;
use crate::text::{name_key, skeleton};

/// A source that went into a gazetteer; kept with it and carried into every output.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// What it is: `GeoNames cities500`.
    pub name: String,
    /// Its licence: `CC BY 4.0`.
    pub licence: String,
    /// Where it is from.
    pub origin: String,
}

/// What a gazetteer says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct About {
    /// Its name.
    pub name: String,
    /// How many places it holds.
    pub places: usize,
    /// How many names.
    pub names: usize,
    /// What it was made from.
    pub sources: Vec<Source>,
}

/// Rows (plus one) of divisions by level and code or key.
type ByCode = FxHashMap<(u16, String), u32>;

/// Collects entries and writes the index.
///
/// ```
/// use sitmap::gazetteer::{Builder, Entry, Index, Kind};
/// use sitmap::measure::Position;
/// let mut builder = Builder::new("my places");
/// builder.add(Entry::new("user:places.csv#1", "Umm Zahr", Kind::Village, Position::new(35.1, 38.2)));
/// let index = Index::from_vec(builder.build()?)?;
/// assert_eq!(index.len(), 1);
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    about: About,
    entries: Vec<Entry>,
    by_id: FxHashMap<String, usize>,
    divisions: Vec<Division>,
    /// Rows plus one by level and code: `PA` is a country at level 0, a state of the United States at none.
    by_code: ByCode,
    polygons: Vec<Polygon>,
}

impl Builder {
    /// An empty gazetteer of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { about: About { name: name.into(), ..About::default() }, ..Self::default() }
    }

    /// Records a source.
    pub fn source(&mut self, source: Source) {
        self.about.sources.push(source);
    }

    /// Adds a place; one with an id already there adds its names to that place, and what was unknown of it.
    pub fn add(&mut self, entry: Entry) {
        match self.by_id.get(&entry.id) {
            Some(at) => self.entries[*at].join(entry),
            None => {
                self.by_id.insert(entry.id.clone(), self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// Whether a place of that id is there already.
    pub fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Adds a division or country; places name it by its code or one of its keys.
    pub fn division(&mut self, division: Division) {
        self.divisions.push(division);
        let number = self.divisions.len() as u32;
        let division = &self.divisions[number as usize - 1];
        for key in std::iter::once(&division.code).chain(&division.keys) {
            self.by_code.entry((division.level, key.clone())).or_insert(number);
        }
    }

    /// Adds the polygon of the first-level division, or of the country, with that code.
    pub fn polygon(&mut self, code: &str, rings: Vec<Vec<Position>>) {
        if let Some(number) = [1, 0].iter().find_map(|level| self.by_code.get(&(*level, code.to_owned()))) {
            self.polygons.push(Polygon { division: number - 1, rings });
        }
    }

    /// How many places it holds so far.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Writes the index to `path`: beside it first, then renamed, so that a break leaves the old file whole.
    pub fn write(self, path: &Path) -> Result<()> {
        let bytes = self.build()?;
        let beside = path.with_extension("gaz.part");
        let written = std::fs::File::create(&beside)
            .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
            .and_then(|()| std::fs::rename(&beside, path));
        written.map_err(|e| {
            let _ = std::fs::remove_file(&beside);
            Error::io("write the gazetteer", e).on(path)
        })
    }

    /// Gives divisions of unknown population the people of their towns: a lower bound, enough to rank by.
    fn count_people(&mut self) {
        let mut people: FxHashMap<u32, u64> = FxHashMap::default();
        for entry in self.entries.iter().filter(|e| matches!(e.kind, Kind::City | Kind::Town | Kind::Village)) {
            let (admin1, admin2) = divisions_of(entry, &self.by_code);
            for division in [admin1, admin2].into_iter().flatten() {
                *people.entry(division).or_default() += entry.population;
            }
        }
        for entry in self.entries.iter_mut().filter(|e| e.population == 0) {
            let (admin1, admin2) = divisions_of(entry, &self.by_code);
            let division = match entry.kind {
                Kind::Admin1 => admin1,
                Kind::Admin2 => admin2,
                _ => None,
            };
            entry.population = division.and_then(|d| people.get(&d)).copied().unwrap_or(0);
        }
    }

    /// Makes the index.
    pub fn build(mut self) -> Result<Vec<u8>> {
        self.count_people();
        // Most prominent first; ids decide ties, so that the order of the sources does not matter.
        let mut order: Vec<(f64, usize)> = self.entries.iter().enumerate().map(|(i, e)| (e.prior(), i)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| self.entries[a.1].id.cmp(&self.entries[b.1].id)));

        let mut strings = Strings::new();
        let mut rows = Vec::with_capacity(order.len());
        let mut keys = Keys::default();
        for (row, (_, at)) in order.iter().enumerate() {
            let entry = &self.entries[*at];
            let row = u32::try_from(row).map_err(|_| Error::usage("a gazetteer holds at most four thousand million places"))?;
            rows.push(place_row(entry, &self.by_code, &mut strings)?);
            keys.add(&entry.name, row, NameRole::Main);
            for (name, role) in &entry.others {
                keys.add(name, row, *role);
            }
        }
        let divisions = division_rows(&self.divisions, &mut strings)?;
        let mut postings = Vec::new();
        let (folded, skeletons, names) = keys.finish(&mut postings)?;
        let (areas, rings, vertices, area_grid) = polygon_sections(&self.polygons);
        self.about.places = rows.len();
        self.about.names = names;
        let about = serde_json::to_vec_pretty(&self.about).map_err(|e| Error::data(format!("describe the gazetteer: {e}")))?;
        Ok(assemble(&[
            (Section::About, &about),
            (Section::Places, rows.as_bytes()),
            (Section::Strings, &strings.bytes),
            (Section::Folded, &folded),
            (Section::Skeleton, &skeletons),
            (Section::Postings, &postings),
            (Section::Divisions, divisions.as_bytes()),
            (Section::Grid, &grid(&rows)),
            (Section::Areas, areas.as_bytes()),
            (Section::Rings, rings.as_bytes()),
            (Section::Vertices, vertices.as_bytes()),
            (Section::AreaGrid, &area_grid),
        ]))
    }
}

fn place_row(entry: &Entry, by_code: &ByCode, strings: &mut Strings) -> Result<PlaceRow> {
    let id = match entry.id.strip_prefix("gn:").and_then(|n| n.parse::<u64>().ok()) {
        Some(number) => number,
        None => OWN_ID | u64::from(strings.add(&entry.id)?),
    };
    let (admin1, admin2) = divisions_of(entry, by_code);
    let degrees = |x: f64| I32::new((x * 1e6).round() as i32);
    let mut seen = vec![entry.name.as_str()];
    for (name, role) in &entry.others {
        if *role != NameRole::Demonym && !seen.contains(&name.as_str()) {
            seen.push(name);
        }
    }
    Ok(PlaceRow {
        id: U64::new(id),
        lat: degrees(entry.position.lat),
        lon: degrees(entry.position.lon),
        population: U32::new(u32::try_from(entry.population).unwrap_or(u32::MAX)),
        names: U32::new(strings.add_names(&seen)?),
        code: U32::new(strings.add(&entry.code)?),
        admin1: U32::new(admin1.unwrap_or(0)),
        admin2: U32::new(admin2.unwrap_or(0)),
        country: entry.country.unwrap_or([0, 0]),
        kind: entry.kind as u8,
        prominence: (entry.prior().ln() * 8.0).clamp(0.0, 255.0) as u8,
    })
}

/// The first- and second-level division that an entry names, by number: under the code as it stands, or GeoNames' within
/// the country.
fn divisions_of(entry: &Entry, by_code: &ByCode) -> (Option<u32>, Option<u32>) {
    let country = entry.country.map(|c| String::from_utf8_lossy(&c).into_owned()).unwrap_or_default();
    let find = |level: u16, code: &str| by_code.get(&(level, code.to_owned())).copied().filter(|_| !code.is_empty());
    let admin1 = find(1, &entry.admin1).or_else(|| find(1, &format!("{country}.{}", entry.admin1)));
    let admin2 = find(2, &entry.admin2).or_else(|| find(2, &format!("{country}.{}.{}", entry.admin1, entry.admin2)));
    (admin1, admin2)
}

fn division_rows(divisions: &[Division], strings: &mut Strings) -> Result<Vec<DivisionRow>> {
    divisions
        .iter()
        .map(|d| {
            Ok(DivisionRow {
                code: U32::new(strings.add(&d.code)?),
                name: U32::new(strings.add(&d.name)?),
                country: d.country,
                level: U16::new(d.level),
                number: U32::new(d.number),
            })
        })
        .collect()
}

/// The pool of strings, each with its length before it.
struct Strings {
    bytes: Vec<u8>,
    known: FxHashMap<String, u32>,
}

impl Strings {
    fn new() -> Self {
        Self { bytes: vec![0], known: FxHashMap::default() }
    }

    fn offset(&self) -> Result<u32> {
        u32::try_from(self.bytes.len()).map_err(|_| Error::usage("the names are more than 4 GiB, which a .gaz cannot hold; build several"))
    }

    fn push(&mut self, string: &str) {
        push_varint(&mut self.bytes, string.len() as u64);
        self.bytes.extend_from_slice(string.as_bytes());
    }

    /// Adds a short string that recurs, once.
    fn add(&mut self, string: &str) -> Result<u32> {
        if string.is_empty() {
            return Ok(0);
        }
        if let Some(offset) = self.known.get(string) {
            return Ok(*offset);
        }
        let offset = self.offset()?;
        self.push(string);
        self.known.insert(string.to_owned(), offset);
        Ok(offset)
    }

    /// Adds a place's names: the main one, the count of the others, the others.
    fn add_names(&mut self, names: &[&str]) -> Result<u32> {
        let offset = self.offset()?;
        let Some((main, others)) = names.split_first() else { return Ok(0) };
        self.push(main);
        push_varint(&mut self.bytes, others.len() as u64);
        for name in others {
            self.push(name);
        }
        Ok(offset)
    }
}

pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7F) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Collects (key, place, role) of every name in one arena, then sorts and writes the two FSTs.
#[derive(Default)]
struct Keys {
    arena: Vec<u8>,
    folded: Vec<Key>,
    skeletons: Vec<Key>,
}

#[derive(Clone, Copy)]
struct Key {
    start: u32,
    length: u16,
    /// Row × 4 + role.
    entry: u32,
}

impl Keys {
    fn add(&mut self, name: &str, row: u32, role: NameRole) {
        let key = name_key(name);
        if key.is_empty() {
            return;
        }
        let entry = row << 2 | role as u32;
        if matches!(role, NameRole::Main | NameRole::Alias) {
            let skeleton = skeleton(&key);
            if skeleton.chars().count() >= 2 {
                let key = self.store(&skeleton, entry);
                self.skeletons.extend(key);
            }
        }
        let key = self.store(&key, entry);
        self.folded.extend(key);
    }

    fn store(&mut self, key: &str, entry: u32) -> Option<Key> {
        let start = u32::try_from(self.arena.len()).ok()?;
        let length = u16::try_from(key.len()).ok()?;
        self.arena.extend_from_slice(key.as_bytes());
        Some(Key { start, length, entry })
    }

    fn finish(mut self, postings: &mut Vec<u8>) -> Result<(Vec<u8>, Vec<u8>, usize)> {
        let names = self.folded.len();
        let folded = write_fst(&self.arena, &mut self.folded, postings)?;
        let skeletons = write_fst(&self.arena, &mut self.skeletons, postings)?;
        Ok((folded, skeletons, names))
    }
}

fn write_fst(arena: &[u8], keys: &mut [Key], postings: &mut Vec<u8>) -> Result<Vec<u8>> {
    let bytes = |k: &Key| &arena[k.start as usize..k.start as usize + k.length as usize];
    keys.sort_unstable_by(|a, b| bytes(a).cmp(bytes(b)).then(a.entry.cmp(&b.entry)));
    let failed = |e: fst::Error| Error::data(format!("write the index of names: {e}"));
    let mut builder = MapBuilder::memory();
    let mut at = 0;
    let mut entries: Vec<u64> = Vec::new();
    while at < keys.len() {
        let key = bytes(&keys[at]);
        let same = keys[at..].iter().take_while(|k| bytes(k) == key).count();
        entries.clear();
        for k in &keys[at..at + same] {
            // One posting a place: the best role comes first in the order.
            if entries.last().is_none_or(|last| last >> 2 != u64::from(k.entry >> 2)) {
                entries.push(u64::from(k.entry));
            }
        }
        let value = match entries.as_slice() {
            [single] => single << 1 | 1,
            several => {
                let offset = postings.len() as u64;
                push_varint(postings, several.len() as u64);
                let mut last = 0;
                for entry in several {
                    push_varint(postings, entry - last);
                    last = *entry;
                }
                offset << 1
            }
        };
        builder.insert(key, value).map_err(failed)?;
        at += same;
    }
    builder.into_inner().map_err(failed)
}

/// Starts of grid cells and places by cell; finer cells for larger gazetteers.
fn grid(rows: &[PlaceRow]) -> Vec<u8> {
    let per_degree: i64 = match rows.len() {
        0..20_000 => 1,
        20_000..1_000_000 => 2,
        _ => 10,
    };
    let cell = |row: &PlaceRow| {
        let at = Position::new(f64::from(row.lat.get()) / 1e6, f64::from(row.lon.get()) / 1e6);
        let (r, c) = cell_of(at, per_degree);
        (r * 360 * per_degree + c) as usize
    };
    let mut starts = vec![0u32; (360 * 180 * per_degree * per_degree) as usize + 1];
    for row in rows {
        starts[cell(row) + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let mut next = starts.clone();
    let mut places = vec![0u32; rows.len()];
    for (number, row) in (0u32..).zip(rows) {
        let slot = &mut next[cell(row)];
        places[*slot as usize] = number;
        *slot += 1;
    }
    let mut out = (per_degree as u32).to_le_bytes().to_vec();
    out.extend(starts.iter().chain(&places).flat_map(|n| n.to_le_bytes()));
    out
}

fn assemble(sections: &[(Section, &[u8])]) -> Vec<u8> {
    let head = size_of::<Header>() + sections.len() * size_of::<SectionRow>();
    let aligned = |n: usize| n.next_multiple_of(8);
    let mut offset = aligned(head);
    let mut table = Vec::with_capacity(sections.len());
    for (section, bytes) in sections {
        table.push(SectionRow {
            number: U32::new(*section as u32),
            checksum: U32::new(crc32fast::hash(bytes)),
            offset: U64::new(offset as u64),
            length: U64::new(bytes.len() as u64),
        });
        offset = aligned(offset + bytes.len());
    }
    let header = Header {
        magic: MAGIC,
        version: U32::new(VERSION),
        sections: U32::new(sections.len() as u32),
        length: U64::new(offset as u64),
        table_checksum: U32::new(crc32fast::hash(table.as_bytes())),
        reserved: U32::new(0),
    };
    let mut out = Vec::with_capacity(offset);
    out.extend_from_slice(header.as_bytes());
    out.extend_from_slice(table.as_bytes());
    for (_, bytes) in sections {
        out.resize(aligned(out.len()), 0);
        out.extend_from_slice(bytes);
    }
    out.resize(offset, 0);
    out
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;

    #[test]
    fn a_state_is_no_country_of_the_same_letters() {
        // PA is Pennsylvania within the United States, and Panama among countries.
        let gazetteer = Gazetteer::builtin().unwrap();
        for (name, code) in [("West Chester", "US-PA"), ("Mobile", "US-AL"), ("Augusta", "US-GA"), ("Louisville", "US-KY")] {
            let hit = gazetteer.search(name, 1, |_, facts| facts.country == *b"US")[0].0;
            assert_eq!(gazetteer.place(hit.key).unwrap().admin1_code.as_deref(), Some(code), "{name}");
        }
    }
}
