//! Names → places, and places near or around a point.
//!
//! A [`Gazetteer`] is one or more [`Index`]es, the built-in one first and the user's on top; all are the same
//! format behind the same reader. Names match in tiers: exact, folded, romanisation skeleton, edit distance.

mod automaton;
mod build;
mod builtin;
mod bytes;
mod countries;
mod divisions;
mod edit;
mod entry;
mod fame;
mod format;
mod ged;
mod geojson;
mod geonames;
mod grid;
mod guard;
mod heard;
mod index;
mod inside;
mod keys;
mod lines;
mod lookup;
mod loose;
mod numbering;
mod place;
mod polygons;
mod precedence;
mod publish;
mod record;
mod resident;
mod rows;
mod same;
mod scan;
mod seat;
mod sections;
mod sorter;
mod spatial;
mod spelt;
mod table;
mod unpack;
mod variants;
mod weigher;
mod within;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

pub use build::{About, Builder, Built, Source};
pub use builtin::build as build_builtin;
pub use countries::{Country, countries, country, country_code};
pub use entry::{Division, Entry};
pub use format::NameRole;
pub use ged::read_ged;
pub use geojson::read_geojson;
pub use geonames::{AlternateName, read_alternates, read_division_codes, read_geonames};
pub use index::Index;
pub use inside::{Inside, NEAR_BORDER_KM, OUTLINES_KM, Outlined};
pub use lookup::{Candidate, Tier, similarity};
pub use place::{KINDS, Kind, Place};
pub use resident::Resident;
pub use scan::{Found, Scanner, Summary};
pub use table::{COLUMNS, Table, TableOptions, read_rows, read_table};
pub use unpack::{Unpacked, open_unpacked, unpack, unpack_stream};
pub use within::{Part, Within};

use heard::Heard;
use numbering::Numbering;
use precedence::{Precedence, settled};
use spelt::Spelt;

use crate::error::{Error, Result};
use crate::measure::Position;

/// A place, shared cheaply between everything that refers to it.
pub type PlaceRef = Arc<Place>;

/// One place of a gazetteer, by layer and row; cheap to copy and compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceKey {
    layer: u16,
    row: u32,
}

impl PlaceKey {
    /// Whether it comes from a gazetteer of the user's.
    pub fn is_users(self) -> bool {
        self.layer > 0
    }
}

/// What weighing one candidate against another needs, without its strings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// Where it is.
    pub position: Position,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2; zero bytes where none.
    pub country: [u8; 2],
    /// A number that the first-level division has in all layers of the gazetteer; 0 where unknown.
    pub admin1: u32,
    /// The same of the second level.
    pub admin2: u32,
    /// People; 0 where unknown.
    pub population: u32,
    /// Natural logarithm of the prior weight.
    pub prominence: f32,
}

impl Facts {
    /// Whether it is better known than by its people: a list compiled by hand says so, as of the counties of England.
    ///
    /// ```
    /// let gazetteer = sitmap::Gazetteer::builtin()?;
    /// let found = gazetteer.search("Cornwall", 1, |_, facts| facts.country == *b"GB");
    /// assert!(gazetteer.facts(found[0].0.key).expect("a place").is_renowned());
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn is_renowned(&self) -> bool {
        const CLEARLY: f32 = 0.5;
        self.prominence > (self.population as f32).max(FEW).ln() + CLEARLY
    }

    /// How much better known a town is than others of its size, as natural logarithm; 0 for a city, and for what is none.
    ///
    /// ```
    /// let gazetteer = sitmap::Gazetteer::builtin()?;
    /// let found = gazetteer.search("Verdun", 1, |_, facts| facts.country == *b"FR");
    /// assert!(gazetteer.facts(found[0].0.key).expect("a place").fame() > 0.5);
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn fame(&self) -> f32 {
        let people = self.population as f32;
        let town = self.kind.is_settlement() && people >= 1.0 && f64::from(people) < fame::WELL_KNOWN;
        if town { self.prominence - people.ln() } else { 0.0 }
    }
}

/// What is less peopled, or not counted, is never called renowned for its size.
const FEW: f32 = 20_000.0;

/// The built-in index, as the build script makes it.
const BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin.gaz"));

/// The outlines that are part of the program, for gazetteers that have none of their own.
static OUTLINES: LazyLock<Option<Index>> = LazyLock::new(|| Index::from_static(BUILTIN).ok());

/// All the places that can be meant: the built-in ones, and the user's on top.
#[derive(Debug)]
pub struct Gazetteer {
    layers: Vec<Index>,
    numbering: Numbering,
    precedence: Precedence,
    heard: Heard,
}

impl Gazetteer {
    /// The gazetteer that is part of the program: about 330,000 places of the world.
    ///
    /// ```
    /// let gazetteer = sitmap::Gazetteer::builtin()?;
    /// let hits = gazetteer.lookup("Deir Ezzor");
    /// let place = gazetteer.place(hits[0].key).expect("a place");
    /// assert!((place.position.lat - 35.3).abs() < 0.5);
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    ///
    /// # Errors
    /// Never in a program built from unbroken data.
    pub fn builtin() -> Result<Self> {
        Ok(Self::empty().with(Index::from_static(BUILTIN)?))
    }

    /// A gazetteer file of one's own, alone.
    ///
    /// # Errors
    /// Where the file cannot be opened or is no whole `.gaz` of this version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Ok(Self::empty().with(Index::open(path.as_ref())?))
    }

    /// A gazetteer without a place, to put one's own on.
    pub fn empty() -> Self {
        Self { layers: Vec::new(), numbering: Numbering::default(), precedence: Precedence::default(), heard: Heard::default() }
    }

    /// The same gazetteer with `index` on top: its places win over those below where they name the same thing, and
    /// those below that it retires are never given again.
    pub fn with(self, index: Index) -> Self {
        self.put_on(index).0
    }

    /// The same, with the ids to retire that no layer below has.
    fn put_on(mut self, index: Index) -> (Self, Vec<String>) {
        let retired = about(&index).retires;
        self.layers.push(index);
        self.numbering.put_on(&self.layers);
        let unknown = self.precedence.put_on(&self.layers, &retired);
        self.heard = Heard::default();
        (self, unknown)
    }

    /// The same gazetteer with a file on top: a `.gaz`, or a CSV with `name`, `lat`, `lon`. Rows of a CSV that
    /// could not be read are given back.
    ///
    /// # Errors
    /// Where the file cannot be read, or its header lacks a column.
    pub fn with_file(self, path: &Path) -> Result<(Self, Vec<Error>)> {
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gaz")) {
            let (with, unknown) = self.put_on(Index::open(path)?);
            return Ok((with, not_retired(unknown, path)));
        }
        let file = open_unpacked(path)?;
        let name = path.file_name().map_or_else(|| "table".into(), |n| n.to_string_lossy());
        let prefix = format!("user:{name}");
        let options = TableOptions { id_prefix: &prefix, kind: Some(Kind::Town), ..TableOptions::default() };
        let table = read_table(file, options, country_code).map_err(|e| e.on(path))?;
        let mut builder = Builder::new(name.clone());
        builder.source(Source { name: name.into_owned(), licence: "the user's".to_owned(), origin: "the user's table".to_owned() });
        // The built-in ones as well as those of a file of one's own, which holds only its places'.
        let own = self.layers.first().filter(|first| first.as_bytes().as_ptr() != BUILTIN.as_ptr());
        for division in own.into_iter().chain(OUTLINES.as_ref()).flat_map(divisions) {
            builder.known_division(division);
        }
        table.entries.into_iter().for_each(|entry| builder.add(entry));
        let mut failed: Vec<Error> = table.failed.into_iter().map(|e| e.on(path)).collect();
        let (with, unknown) = self.put_on(Index::from_vec(builder.build()?)?);
        failed.extend(not_retired(unknown, path));
        Ok((with, failed))
    }

    /// The indexes, lowest first.
    pub fn layers(&self) -> &[Index] {
        &self.layers
    }

    /// A place with its strings; `None` only for a key of another gazetteer or a damaged file.
    pub fn place(&self, key: PlaceKey) -> Option<PlaceRef> {
        let mut place = self.layers.get(key.layer as usize)?.place(key.row)?;
        let lies_in_one = !matches!(place.kind, Kind::Country | Kind::Continent | Kind::Sea | Kind::Region);
        if place.admin1.is_none()
            && lies_in_one
            && let Some(division) = self.outlined_at(place.position)
        {
            if division.level == 1 {
                place.admin1 = Some(division.name.to_owned());
                place.admin1_code = Some(division.code.to_owned());
            }
            place.country.get_or_insert_with(|| division.country.to_owned());
        }
        if let Some(below) = self.precedence.behind(key).and_then(|lower| self.place(lower)) {
            if place.population == 0 {
                place.population = below.population;
            }
            place.kind = settled(place.kind, below.kind);
            place.country = place.country.or_else(|| below.country.clone());
            if place.admin1.is_none() {
                (place.admin1, place.admin1_code) = (below.admin1.clone(), below.admin1_code.clone());
            }
            if place.admin2.is_none() {
                (place.admin2, place.admin2_code) = (below.admin2.clone(), below.admin2_code.clone());
            }
        }
        Some(Arc::new(place))
    }

    /// What weighing needs of a place.
    pub fn facts(&self, key: PlaceKey) -> Option<Facts> {
        let row = self.layers.get(key.layer as usize)?.place_row(key.row)?;
        let mut facts = Facts {
            position: index::position(row),
            kind: Kind::numbered(row.kind)?,
            country: row.country,
            admin1: self.numbering.of(key.layer, row.admin1.get()),
            admin2: self.numbering.of(key.layer, row.admin2.get()),
            population: row.population.get(),
            prominence: f32::from(row.prominence) / 8.0,
        };
        if key.is_users() {
            self.complete(key, &mut facts);
        }
        Some(facts)
    }

    /// Every place, layer by layer, as it is given: what is retired, or has another in its stead, is left out.
    pub fn keys(&self) -> impl Iterator<Item = PlaceKey> + '_ {
        let all = self.numbered_layers().flat_map(|(layer, index)| (0..index.len() as u32).map(move |row| PlaceKey { layer, row }));
        all.filter(|key| self.precedence.current(*key) == Some(*key))
    }

    /// Every name of a place, the main one first; of a user's place also those of the place it stands for.
    pub fn names(&self, key: PlaceKey) -> Vec<&str> {
        let mut out = self.layers.get(key.layer as usize).map(|l| l.names(key.row)).unwrap_or_default();
        if let Some(below) = self.precedence.behind(key) {
            out.extend(self.names(below));
        }
        out
    }

    /// The bytes of those names of a candidate that led to it, read as they are asked for; of a user's place that stands for
    /// another, all names of both.
    fn names_of(&self, candidate: &Candidate) -> impl Iterator<Item = &[u8]> {
        let stands = candidate.stands_in || self.precedence.behind(candidate.key).is_some();
        let spelt = if stands { Spelt::ALL } else { candidate.spelt };
        let places = std::iter::successors(Some(candidate.key), |key| self.precedence.behind(*key));
        let names = places.filter_map(|key| Some(self.layers.get(key.layer as usize)?.each_name(key.row)));
        names.flat_map(move |names| names.enumerate().filter(move |(number, _)| spelt.has(*number)).map(|(_, name)| name))
    }

    /// The places within `radius_km` of a point, nearest first, with kilometres.
    pub fn near(&self, point: Position, radius_km: f64) -> Vec<(PlaceKey, f64)> {
        self.gather(|index| index.near(point, radius_km))
    }

    /// The `count` places nearest to a point of a kind of which `wanted` holds and of at least that many people (0: also
    /// where nobody has counted), with kilometres; at most about 2,000 km far.
    ///
    /// ```
    /// use sitmap::{Gazetteer, gazetteer::Kind, measure::Position};
    /// let gazetteer = Gazetteer::builtin()?;
    /// let near = gazetteer.nearest(Position::new(35.2, 40.0), 1, |kind| kind == Kind::City, 100_000);
    /// assert_eq!(gazetteer.place(near[0].0).expect("a place").admin1_code.as_deref(), Some("SY-DY"));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn nearest(&self, point: Position, count: usize, wanted: impl Fn(Kind) -> bool, people: u32) -> Vec<(PlaceKey, f64)> {
        let mut found = self.gather(|index| index.nearest(point, count, &wanted, people));
        found.truncate(count);
        found
    }

    /// The first `count` places of which `wanted` (kind, population) holds, most prominent first, of the lowest layer.
    pub fn prominent(&self, count: usize, wanted: impl Fn(Kind, u64) -> bool) -> Vec<PlaceKey> {
        let Some(index) = self.layers.first() else { return Vec::new() };
        let fits = |row: &u32| {
            let place = index.place_row(*row);
            place
                .and_then(|p| Some((Kind::numbered(p.kind)?, p.population.get())))
                .is_some_and(|(kind, people)| wanted(kind, people.into()))
        };
        let keys = (0..index.len() as u32).filter(fits).map(|row| PlaceKey { layer: 0, row });
        keys.filter_map(|key| self.precedence.current(key)).take(count).collect()
    }

    fn numbered_layers(&self) -> impl DoubleEndedIterator<Item = (u16, &Index)> {
        self.layers.iter().enumerate().map(|(layer, index)| (layer as u16, index))
    }

    fn gather(&self, search: impl Fn(&Index) -> Vec<(u32, f64)>) -> Vec<(PlaceKey, f64)> {
        let mut found: Vec<(PlaceKey, f64)> = self
            .numbered_layers()
            .flat_map(|(layer, index)| search(index).into_iter().map(move |(row, km)| (PlaceKey { layer, row }, km)))
            .collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.0.layer.cmp(&a.0.layer)).then(a.0.cmp(&b.0)));
        self.settle_near(&mut found);
        found
    }

    /// The first-level division that holds a point: name, ISO 3166-2 code and country (ISO 3166-1 alpha-2). Where no
    /// division's outline covers a country, the country with its ISO 3166-1 alpha-3.
    ///
    /// Within about two kilometres of a border or coast the answer may be the neighbour or none: the outlines are generalised.
    /// [`Gazetteer::inside`] tells that.
    pub fn division_at(&self, point: Position) -> Option<(String, String, String)> {
        self.outlined_at(point).map(|d| (d.name.to_owned(), d.code.to_owned(), d.country.to_owned()))
    }

    /// The first-level division, or the country where no division's outline covers it, that holds a point.
    pub fn outlined_at(&self, point: Position) -> Option<Outlined<'_>> {
        self.outlines().find_map(|index| index.division_at(point))
    }

    /// What division and country hold a point, which border or coast is near, and who disputes it.
    pub fn inside(&self, point: Position) -> Inside<'_> {
        self.outlines().find_map(|index| index.inside(point)).unwrap_or_default()
    }

    /// The layers, and the program's own outlines for where none has any.
    fn outlines(&self) -> impl Iterator<Item = &Index> {
        self.layers.iter().chain(OUTLINES.as_ref())
    }

    /// The rings of the first-level division with that ISO 3166-2 code; empty where there are none.
    pub fn division_rings(&self, code: &str) -> Vec<Vec<Position>> {
        let of = |index: &Index| index.division_coded(code).map(|(number, _)| index.rings_of(number)).filter(|rings| !rings.is_empty());
        self.outlines().find_map(of).unwrap_or_default()
    }

    /// The ISO 3166-2 codes of a country's first-level divisions (ISO 3166-1 alpha-2), in the gazetteer's order;
    /// not all need have rings.
    pub fn division_codes(&self, country: &str) -> Vec<String> {
        let mut seen = FxHashSet::default();
        let of = |index| Index::divisions(index, 1).map(move |(_, d)| (index, d)).filter(|(_, d)| d.country == country.as_bytes());
        let codes = self.outlines().flat_map(of).map(|(index, d)| index.string(d.code.get()));
        codes.filter(|code| seen.insert(*code)).map(str::to_owned).collect()
    }

    /// What went into it, lowest layer first.
    pub fn about(&self) -> Vec<About> {
        self.layers.iter().map(about).collect()
    }
}

fn about(index: &Index) -> About {
    serde_json::from_str(index.about()).unwrap_or_default()
}

/// A typing error in an id would go unseen otherwise.
fn not_retired(unknown: Vec<String>, path: &Path) -> Vec<Error> {
    let said = |id: String| Error::data(format!("retires {id:?}, which no gazetteer below has; `sitmap find` shows ids")).on(path);
    unknown.into_iter().map(said).collect()
}

/// The countries and divisions of the built-in gazetteer, so that a gazetteer of one's own can name them.
///
/// # Errors
/// Never in a program built from unbroken data.
pub fn builtin_divisions() -> Result<Vec<Division>> {
    Ok(Gazetteer::builtin()?.layers.first().map(divisions).unwrap_or_default())
}

/// The divisions of an index, so that a table on top of it can name them.
fn divisions(index: &Index) -> Vec<Division> {
    (0..=2)
        .flat_map(|level| index.divisions(level))
        .map(|(_, d)| {
            let listed = |offset: u32| index.string(offset).split('|').filter(|s| !s.is_empty()).map(str::to_owned);
            let name = index.string(d.name.get());
            let by_name = format!("{}.{name}", String::from_utf8_lossy(&d.country));
            Division {
                level: d.level.get(),
                country: d.country,
                code: index.string(d.code.get()).to_owned(),
                keys: listed(d.keys.get()).chain([by_name]).collect(),
                name: name.to_owned(),
                number: d.number.get(),
                disputed: listed(d.disputed.get()).collect(),
            }
        })
        .collect()
}
