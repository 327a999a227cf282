//! Makes a `.gaz` from entries: joins duplicates, orders by prominence, writes every section.
//!
//! Entries are sorted on disk where memory would not hold them, three times: by id, so that rows of one place meet; by name,
//! so that places of two sources meet; by prominence, which is the order of the file. Then their names are sorted, for the
//! automata. What fits into memory stays there.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use zerocopy::IntoBytes;

use super::divisions::Divisions;
use super::entry::{Division, Entry};
use super::format::{NameRole, Section};
use super::grid::{grid_section, kind_grids_section};
use super::keys::write_keys;
use super::place::Kind;
use super::polygons::{Polygon, polygon_sections};
use super::publish::publish;
use super::record::{self, Record, id_key, write_name, write_place};
use super::rows::rows;
use super::same::{join_alike, likeness_key};
use super::seat::Seats;
use super::sections::{Part, assemble};
use super::sorter::{Room, Sorted, Sorter};
use crate::error::{Error, Result};
use crate::measure::Position;
use crate::text::name_key;

/// Bytes that one sorter holds in memory; up to two work at a time.
const RUN: usize = 192 * 1024 * 1024;

/// Divisions that are held back until their towns are known; of more the rest go as they come.
const MOST_HELD: usize = 1_000_000;

/// Steps between two calls of the progress.
const STEP: u64 = 65_536;

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
    /// Ids of places in gazetteers below that are never to be given again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retires: Vec<String>,
}

/// What building a gazetteer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Built {
    /// Places in the file.
    pub places: u64,
    /// Names in the file.
    pub names: u64,
    /// Entries whose id was there already.
    pub same_id: u64,
    /// Entries joined to one of another source: the same name, the same sort of thing, a few kilometres apart.
    pub same_thing: u64,
    /// Names of ids that no entry has.
    pub stray_names: u64,
}

/// Called with what is being done, how far it is, and how much there is to do.
type Progress = Box<dyn Fn(&'static str, u64, u64)>;

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
pub struct Builder {
    about: About,
    room: Room,
    entries: Sorter,
    added: u64,
    /// Number of the source that the next entries are from.
    source: u16,
    /// Sources that gave an entry.
    gave: Vec<u16>,
    divisions: Divisions,
    polygons: Vec<Polygon>,
    progress: Progress,
    trouble: Option<Error>,
    key: Vec<u8>,
    bytes: Vec<u8>,
}

impl Builder {
    /// An empty gazetteer of that name. What memory does not hold goes into the folder of temporary files.
    pub fn new(name: impl Into<String>) -> Self {
        Self::within(name, Room { run: RUN, folder: std::env::temp_dir() })
    }

    /// The same for a large gazetteer that will be written to `path`: what memory does not hold lies in that folder, in files
    /// without a name that vanish with the program. About three times the size of the gazetteer is needed there.
    pub fn beside(name: impl Into<String>, path: &Path) -> Self {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self::within(name, Room { run: RUN, folder: folder.to_path_buf() })
    }

    pub(super) fn within(name: impl Into<String>, room: Room) -> Self {
        Self {
            about: About { name: name.into(), ..About::default() },
            entries: Sorter::new(&room),
            room,
            added: 0,
            source: 0,
            gave: Vec::new(),
            divisions: Divisions::default(),
            polygons: Vec::new(),
            progress: Box::new(|_, _, _| {}),
            trouble: None,
            key: Vec::new(),
            bytes: Vec::new(),
        }
    }

    /// Calls `progress` now and then while the file is made: what is being done, how far it is, how much there is to do.
    pub fn on_progress(&mut self, progress: impl Fn(&'static str, u64, u64) + 'static) {
        self.progress = Box::new(progress);
    }

    /// Records a source, from which the entries that follow are. Places of two sources are joined where they have the same
    /// name, are the same sort of thing and lie a few kilometres apart; the earlier source gives name, kind and point.
    pub fn source(&mut self, source: Source) {
        self.source = u16::try_from(self.about.sources.len()).unwrap_or(u16::MAX);
        self.about.sources.push(source);
    }

    /// The entries that follow are of another list of the same sources: where both name one thing, they are joined.
    pub(super) fn next_list(&mut self) {
        self.source = self.source.saturating_add(1);
    }

    /// Adds a place; one with an id already there adds its names to that place, and what was unknown of it.
    ///
    /// Where the disk is full, [`Builder::build`] and [`Builder::write`] say so.
    pub fn add(&mut self, mut entry: Entry) {
        self.about.retires.append(&mut entry.retires);
        if entry.name.is_empty() {
            return;
        }
        id_key(&entry.id, &mut self.key);
        self.bytes.clear();
        write_place(&entry, self.source, &mut self.bytes);
        if self.gave.last() != Some(&self.source) && !self.gave.contains(&self.source) {
            self.gave.push(self.source);
        }
        self.added += 1;
        self.push();
    }

    /// Adds a name to the place with that id, whichever comes first; a `preferred` one becomes the main name.
    pub fn name(&mut self, id: &str, name: &str, role: NameRole, preferred: bool) {
        id_key(id, &mut self.key);
        self.bytes.clear();
        write_name(name, role, preferred, &mut self.bytes);
        self.push();
    }

    fn push(&mut self) {
        if self.trouble.is_none() {
            self.trouble = self.entries.push(&self.key, &self.bytes).err();
        }
    }

    /// Adds a division or country; places name it by its code or one of its keys.
    pub fn division(&mut self, division: Division) {
        self.divisions.add(division);
    }

    /// The same for a division that goes into the index only where a place lies in it: of a list of the whole world.
    pub fn known_division(&mut self, division: Division) {
        self.divisions.lend(division);
    }

    /// Adds the polygon of the first-level division, or of the country, with that code.
    pub fn polygon(&mut self, code: &str, rings: Vec<Vec<Position>>) {
        if let Some(number) = [1, 0].into_iter().find_map(|level| self.divisions.find(level, code)) {
            self.polygons.push(Polygon { division: number - 1, rings });
        }
    }

    /// How many entries were added.
    pub fn len(&self) -> u64 {
        self.added
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.added == 0
    }

    /// Makes the index in memory.
    ///
    /// # Errors
    /// Where the folder of temporary files is full, or the places are too many for one file.
    pub fn build(self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        assemble(self.sections()?.0, &mut out)?;
        Ok(out)
    }

    /// Writes the index to `path`: beside it first, then renamed, so that a break leaves the old file whole.
    ///
    /// # Errors
    /// Where the disk is full, the folder cannot be written to, or the places are too many for one file.
    pub fn write(self, path: &Path) -> Result<Built> {
        let (parts, built) = self.sections().map_err(|e| e.on(path))?;
        publish(path, |out| assemble(parts, out))?;
        Ok(built)
    }

    fn sections(mut self) -> Result<(Vec<Part>, Built)> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let mut built = Built::default();
        let (ordered, mut used) = self.ordered(&mut built)?;
        used.extend(self.polygons.iter().map(|polygon| polygon.division + 1));
        let numbers = self.divisions.keep(&used);
        for polygon in &mut self.polygons {
            polygon.division = numbers.get(&(polygon.division + 1)).map_or(polygon.division, |number| number - 1);
        }
        let count = built.places;
        let room = &self.room;
        let mut rows = rows(ordered, &self.divisions, room, &|done| (self.progress)("indexing places", done, count))?;
        let divisions = self.divisions.rows(&mut rows.strings)?;
        (self.progress)("writing names", 0, 0);
        let (folded, skeletons) = std::thread::scope(|scope| {
            let skeletons = rows.skeletons;
            let other = scope.spawn(|| write_keys(skeletons, [Section::Skeleton, Section::SkeletonPostings], room));
            let folded = write_keys(rows.folded, [Section::Folded, Section::Postings], room);
            let skeletons = other.join().map_err(|_| Error::data("write the index of names: the thread broke off"));
            Ok::<_, Error>((folded?, skeletons??))
        })?;
        (self.progress)("writing the file", 0, 0);
        built.names = folded.names;
        (self.about.places, self.about.names) = (count as usize, built.names as usize);
        let about = serde_json::to_vec_pretty(&self.about).map_err(|e| Error::data(format!("describe the gazetteer: {e}")))?;
        let [areas, rings, vertices, area_grid] = polygon_sections(&self.polygons);
        let of = |section: Section, bytes: &[u8]| Part::of(section, bytes, room);
        let parts = vec![
            of(Section::About, &about)?,
            rows.places.finish(Section::Places)?,
            rows.strings.finish(Section::Strings)?,
            folded.automaton,
            skeletons.automaton,
            folded.lists,
            skeletons.lists,
            of(Section::Divisions, divisions.as_bytes())?,
            of(Section::Grid, &grid_section(&rows.points))?,
            of(Section::Areas, &areas)?,
            of(Section::Rings, &rings)?,
            of(Section::Vertices, &vertices)?,
            of(Section::AreaGrid, &area_grid)?,
            of(Section::KindGrids, &kind_grids_section(&rows.points))?,
        ];
        Ok((parts, built))
    }

    /// All places, joined, most prominent first, and the divisions they lie in (rows plus one).
    fn ordered(&mut self, built: &mut Built) -> Result<(Sorted, FxHashSet<u32>)> {
        let entries = std::mem::replace(&mut self.entries, Sorter::new(&self.room));
        let total = entries.count();
        let mut by_order = Ordering::new(&self.room, &self.divisions);
        let progress = &self.progress;
        if self.gave.len() > 1 {
            let mut alike = Sorter::new(&self.room);
            let (mut key, mut bytes, mut code) = (Vec::new(), Vec::new(), String::new());
            let divisions = &self.divisions;
            join_ids(
                entries,
                built,
                |done| progress("joining by id", done, total),
                |entry, source| {
                    let division = divisions.of(&entry, &mut code).0.filter(|_| entry.kind == Kind::Admin1);
                    likeness_key(&entry, division, &mut key);
                    bytes.clear();
                    write_place(&entry, source, &mut bytes);
                    alike.push(&key, &bytes)
                },
            )?;
            built.same_thing = join_alike(alike, |entry, _| by_order.take(entry))?;
        } else {
            join_ids(entries, built, |done| progress("joining by id", done, total), |entry, _| by_order.take(entry))?;
        }
        let (sorter, used) = by_order.finish()?;
        built.places = sorter.count();
        progress("ordering", 0, 0);
        Ok((sorter.finish()?, used))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("about", &self.about).field("added", &self.added).finish_non_exhaustive()
    }
}

/// Hands on every place once: what was said of one id in the order in which it was said.
fn join_ids(entries: Sorter, built: &mut Built, progress: impl Fn(u64), mut each: impl FnMut(Entry, u16) -> Result<()>) -> Result<()> {
    let mut sorted = entries.finish()?;
    let mut key: Vec<u8> = Vec::new();
    let mut place: Option<(Entry, u16)> = None;
    let mut names: Vec<(String, NameRole, bool)> = Vec::new();
    let mut done = 0;
    loop {
        let next = sorted.next()?;
        if next.is_none_or(|(next, _)| next != key) {
            match place.take() {
                Some((mut entry, source)) => {
                    let mut renamed = false;
                    for (name, role, preferred) in names.drain(..) {
                        add_name(&mut entry, name, role, preferred && !renamed);
                        renamed |= preferred;
                    }
                    each(entry, source)?;
                }
                None => built.stray_names += names.drain(..).count() as u64,
            }
        }
        let Some((next, payload)) = next else { return Ok(()) };
        if next != key {
            key.clear();
            key.extend_from_slice(next);
        }
        match record::read(payload) {
            Some(Record::Place(entry, source)) => match &mut place {
                Some((first, _)) => {
                    built.same_id += 1;
                    first.join(entry);
                }
                None => place = Some((entry, source)),
            },
            Some(Record::Name(name, role, preferred)) if names.len() < super::entry::MOST_NAMES => names.push((name, role, preferred)),
            _ => {}
        }
        done += 1;
        if done % STEP == 0 {
            progress(done);
        }
    }
}

/// The first preferred name becomes the main one.
fn add_name(entry: &mut Entry, name: String, role: NameRole, preferred: bool) {
    if name == entry.name {
        return;
    }
    if preferred {
        entry.others.retain(|(other, _)| *other != name);
        let old = std::mem::replace(&mut entry.name, name);
        entry.add_name(old, NameRole::Alias);
    } else if !entry.others.iter().take(64).any(|(other, _)| *other == name) {
        entry.add_name(name, role);
    }
}

/// Sorts places by prominence. Divisions are held back: those of unknown population are given the people of their towns, a lower
/// bound, enough to rank by; and the spellings of the town they are named for.
struct Ordering<'d> {
    sorter: Sorter,
    divisions: &'d Divisions,
    people: FxHashMap<u32, u64>,
    /// Divisions that a place lies in, rows plus one.
    used: FxHashSet<u32>,
    held: Vec<Entry>,
    seats: Seats,
    key: Vec<u8>,
    bytes: Vec<u8>,
    code: String,
}

impl<'d> Ordering<'d> {
    fn new(room: &Room, divisions: &'d Divisions) -> Self {
        Self {
            sorter: Sorter::new(room),
            divisions,
            people: FxHashMap::default(),
            used: FxHashSet::default(),
            held: Vec::new(),
            seats: Seats::default(),
            key: Vec::new(),
            bytes: Vec::new(),
            code: String::new(),
        }
    }

    fn take(&mut self, entry: Entry) -> Result<()> {
        let is_division = matches!(entry.kind, Kind::Admin1 | Kind::Admin2);
        if is_division && self.held.len() < MOST_HELD {
            self.held.push(entry);
            return Ok(());
        }
        let (admin1, admin2) = self.divisions.of(&entry, &mut self.code);
        let is_counted = entry.population > 0 && matches!(entry.kind, Kind::City | Kind::Town | Kind::Village);
        for division in [admin1, admin2].into_iter().flatten() {
            self.used.insert(division);
            if is_counted {
                *self.people.entry(division).or_default() += entry.population;
            }
        }
        let names = [admin1, admin2].into_iter().flatten().filter_map(|number| Some((number, self.divisions.name(number)?)));
        match self.seats.hold(entry, names) {
            Some(entry) => self.push(&entry),
            None => Ok(()),
        }
    }

    /// Most prominent first. Of places about as prominent those of one name lie together, so that a look-up touches few pages
    /// of a large file; then the more populous first; ids decide what is left, whatever the order of the sources.
    fn push(&mut self, entry: &Entry) -> Result<()> {
        self.key.clear();
        self.key.push(u8::MAX - entry.prominence());
        self.key.extend_from_slice(name_key(&entry.name).as_bytes());
        self.key.push(0);
        self.key.extend((!entry.prior().to_bits()).to_be_bytes());
        self.key.extend_from_slice(entry.id.as_bytes());
        self.bytes.clear();
        write_place(entry, 0, &mut self.bytes);
        self.sorter.push(&self.key, &self.bytes)
    }

    fn finish(mut self) -> Result<(Sorter, FxHashSet<u32>)> {
        let mut seats = std::mem::take(&mut self.seats);
        for mut entry in std::mem::take(&mut self.held) {
            let (admin1, admin2) = self.divisions.of(&entry, &mut self.code);
            self.used.extend(admin1.into_iter().chain(admin2));
            let division = if entry.kind == Kind::Admin1 { admin1 } else { admin2 };
            if entry.population == 0 {
                entry.population = division.and_then(|d| self.people.get(&d)).copied().unwrap_or(0);
            }
            seats.exchange(&mut entry, division);
            self.push(&entry)?;
        }
        seats.into_towns().iter().try_for_each(|town| self.push(town))?;
        Ok((self.sorter, self.used))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, Index};
    use super::*;

    #[test]
    fn a_state_is_no_country_of_the_same_letters() {
        // PA is Pennsylvania within the United States, and Panama among countries.
        let gazetteer = Gazetteer::builtin().unwrap();
        for (name, code) in [("West Chester", "US-PA"), ("Mobile", "US-AL"), ("Augusta", "US-GA"), ("Louisville", "US-KY")] {
            let hit = gazetteer.search(name, 1, |_, facts| facts.country == *b"US")[0].0;
            assert_eq!(gazetteer.place(hit.key).unwrap().admin1_code.as_deref(), Some(code), "{name}");
        }
    }

    fn sample(run: usize, folder: &Path) -> Vec<u8> {
        let mut builder = Builder::within("sample", Room { run, folder: folder.to_path_buf() });
        for number in ["a", "b"] {
            builder.source(Source { name: number.into(), licence: "CC0".into(), origin: "made up".into() });
            for i in 0..9000u32 {
                let name = format!("Tell {}", i.wrapping_mul(2_654_435_761) % 2503);
                let at = Position::new(30.0 + f64::from(i % 977) / 200.0, 36.0 + f64::from(i % 83) / 10.0);
                let mut entry = Entry::new(format!("{number}:{i}"), name, Kind::Village, at);
                (entry.country, entry.population) = (Some(*b"SY"), u64::from(i % 5000));
                entry.others.push((format!("Tall {i}"), NameRole::Alias));
                builder.add(entry);
            }
        }
        builder.name("a:7", "Preferred", NameRole::Alias, true);
        builder.name("a:none", "Stray", NameRole::Alias, false);
        builder.build().unwrap()
    }

    #[test]
    fn memory_and_disk_make_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let whole = sample(usize::MAX / 4, folder.path());
        assert!(whole == sample(20_000, folder.path()), "the room given decides nothing");
        let index = Index::from_vec(whole).unwrap();
        index.verify().unwrap();
        assert_eq!(index.len(), 9001, "the second source names the same places, but for the one of another name");
        let gazetteer = Gazetteer::empty().with(index);
        let hit = gazetteer.lookup("Preferred")[0];
        assert_eq!((hit.role, gazetteer.place(hit.key).unwrap().id.as_str()), (NameRole::Main, "a:7"));
        assert!(gazetteer.lookup("Stray").is_empty());
    }
}
