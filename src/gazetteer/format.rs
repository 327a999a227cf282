//! The `.gaz` format, version 4: how a gazetteer lies in a file.
//!
//! Little-endian throughout, read without copying. A header (magic, version, section count, length,
//! checksum of the section table), a table of sections (name, checksum, offset, length), the sections.
//! `ARCHITECTURE.md` describes every section; this file holds their numbers and rows.

use zerocopy::byteorder::little_endian::{I32, U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// The first eight bytes of every `.gaz` file.
pub(crate) const MAGIC: [u8; 8] = *b"sitmapGZ";

/// The version this code writes.
pub(crate) const VERSION: u32 = 4;

/// The oldest that it reads.
pub(crate) const OLDEST: u32 = 3;

/// The first that says which names of a place have a skeleton ([`super::spelt`]).
pub(crate) const FIRST_SPELT: u32 = 4;

/// The parts of a file, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Section {
    /// JSON: sources with licence and origin, counts.
    About = 1,
    /// [`PlaceRow`]s, most prominent first.
    Places = 2,
    /// Length-prefixed UTF-8.
    Strings = 3,
    /// FST: folded key → value.
    Folded = 4,
    /// FST: romanisation skeleton → value.
    Skeleton = 5,
    /// Lists of places a folded key, with what the name is to the place.
    Postings = 6,
    /// [`DivisionRow`]s: first-level, then second-level divisions, then countries.
    Divisions = 7,
    /// Places by cells of a grid over the globe (`spatial.rs`).
    Grid = 8,
    /// [`AreaRow`]s: polygons of divisions.
    Areas = 9,
    /// [`RingRow`]s.
    Rings = 10,
    /// Vertices, [`VertexRow`]s.
    Vertices = 11,
    /// Areas and their edges by cells of a grid over the globe (`inside.rs`).
    AreaGrid = 12,
    /// Lists of places a skeleton.
    SkeletonPostings = 13,
    /// Places by kind, a grid each (`spatial.rs`). Files without it are read too.
    KindGrids = 14,
}

impl Section {
    /// Every section, in file order.
    pub(crate) const ALL: [Section; 14] = [
        Section::About,
        Section::Places,
        Section::Strings,
        Section::Folded,
        Section::Skeleton,
        Section::Postings,
        Section::Divisions,
        Section::Grid,
        Section::Areas,
        Section::Rings,
        Section::Vertices,
        Section::AreaGrid,
        Section::SkeletonPostings,
        Section::KindGrids,
    ];

    /// Whether a file of this version may do without: what was added since the first of them.
    pub(crate) fn is_optional(self) -> bool {
        self == Section::KindGrids
    }

    /// Its name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Section::About => "about",
            Section::Places => "places",
            Section::Strings => "strings",
            Section::Folded => "folded names",
            Section::Skeleton => "skeletons",
            Section::Postings => "postings",
            Section::Divisions => "divisions",
            Section::Grid => "grid",
            Section::Areas => "areas",
            Section::Rings => "rings",
            Section::Vertices => "vertices",
            Section::AreaGrid => "area grid",
            Section::SkeletonPostings => "postings of skeletons",
            Section::KindGrids => "grids of kinds",
        }
    }
}

/// The head of a file.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct Header {
    pub magic: [u8; 8],
    pub version: U32,
    pub sections: U32,
    pub length: U64,
    pub table_checksum: U32,
    pub reserved: U32,
}

/// One row of the section table.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct SectionRow {
    pub number: U32,
    pub checksum: U32,
    pub offset: U64,
    pub length: U64,
}

/// One place. Strings are offsets into [`Section::Strings`]; 0 is the empty string.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct PlaceRow {
    /// GeoNames number, or [`OWN_ID`] | offset of the id as a string.
    pub id: U64,
    /// Degrees north × 10⁶.
    pub lat: I32,
    /// Degrees east × 10⁶.
    pub lon: I32,
    pub population: U32,
    /// Offset of the names: the main one, then a count and the others.
    pub names: U32,
    /// P-code or other code of the source.
    pub code: U32,
    /// Row of the first-level division in [`Section::Divisions`] plus one; 0 where unknown.
    pub admin1: U32,
    /// Row of the second-level division plus one.
    pub admin2: U32,
    /// ISO 3166-1 alpha-2, or two zero bytes.
    pub country: [u8; 2],
    pub kind: u8,
    /// Natural logarithm of the prior weight, in eighths.
    pub prominence: u8,
}

/// Marks an id that is a string.
pub(crate) const OWN_ID: u64 = 1 << 63;

/// A division or country that places belong to.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct DivisionRow {
    /// ISO 3166-2 code, GeoNames code, or ISO 3166-1 alpha-3 for a country.
    pub code: U32,
    pub name: U32,
    /// Other codes under which places name it, joined by `|`.
    pub keys: U32,
    /// Other countries that claim or hold it, joined by `|`.
    pub disputed: U32,
    pub country: [u8; 2],
    /// 0 country, 1 first level, 2 second level.
    pub level: U16,
    /// ISO 3166-1 numeric for a country.
    pub number: U32,
}

/// The polygon of one division.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct AreaRow {
    /// Row in [`Section::Divisions`].
    pub division: U32,
    pub first_ring: U32,
    pub rings: U32,
    /// South, west, north, east in degrees × 10⁵.
    pub bounds: [I32; 4],
}

/// One ring of a polygon.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct RingRow {
    pub first_vertex: U32,
    pub vertices: U32,
}

/// An area in one cell of the area grid.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct AreaCellRow {
    /// Number of the area.
    pub area: U32,
    /// Its first edge in the list of edges.
    pub first_edge: U32,
    /// How many edges of it touch the cell; where none does, the cell lies in the area.
    pub edges: U16,
    /// 1 where the area holds the cell's south-western corner.
    pub holds_corner: U16,
}

/// One corner: degrees × 10⁵.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy)]
#[repr(C)]
pub(crate) struct VertexRow {
    pub lat: I32,
    pub lon: I32,
}

/// What a name is to its place; kept with every posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum NameRole {
    /// The main name.
    Main = 0,
    /// Another spelling, an official or everyday name.
    Alias = 1,
    /// An abbreviation or code in capitals: `W.Va.`, `UAE`. Matches capitals only.
    Abbreviation = 2,
    /// An adjective or a word for its people.
    Demonym = 3,
}

impl NameRole {
    pub(crate) fn numbered(number: u8) -> NameRole {
        match number {
            0 => NameRole::Main,
            1 => NameRole::Alias,
            2 => NameRole::Abbreviation,
            _ => NameRole::Demonym,
        }
    }
}
