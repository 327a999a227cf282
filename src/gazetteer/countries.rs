//! Countries by code and name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::entry::Division;
use crate::error::{Error, Result};

/// One country of `data/countries.csv`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// ISO 3166-1 numeric, three digits.
    pub isonum: String,
    /// Everyday English name.
    pub name: String,
    /// Official English name.
    pub official: String,
    /// Other names, joined by `|`.
    pub aliases: String,
    /// ACLED's region.
    pub acled_region: String,
    /// English name of the capital.
    pub capital: String,
    /// Adjectives, joined by `|`.
    pub adjectives: String,
}

impl Country {
    pub(super) fn division(&self) -> Division {
        let bytes = self.iso2.as_bytes();
        Division {
            level: 0,
            country: [bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)],
            code: self.iso3.clone(),
            keys: vec![self.iso2.clone()],
            name: self.name.clone(),
            number: self.isonum.parse().unwrap_or(0),
            disputed: Vec::new(),
        }
    }

    fn is_named(&self, name: &str) -> bool {
        let same = |n: &str| n.eq_ignore_ascii_case(name);
        same(&self.iso2) || same(&self.iso3) || same(&self.name) || same(&self.official) || self.aliases.split('|').any(same)
    }
}

/// The built-in table of countries.
pub fn countries() -> &'static [Country] {
    static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| read(include_str!("../../data/countries.csv")).unwrap_or_default());
    &COUNTRIES
}

/// The country with that ISO 3166-1 alpha-2 code.
///
/// ```
/// let syria = sitmap::gazetteer::country("SY").expect("in the table");
/// assert_eq!((syria.iso3.as_str(), syria.isonum.as_str()), ("SYR", "760"));
/// ```
pub fn country(iso2: &str) -> Option<&'static Country> {
    // Asked for every place that is written out, so by its two letters and not along the table.
    static BY_CODE: LazyLock<FxHashMap<&str, &Country>> = LazyLock::new(|| countries().iter().map(|c| (c.iso2.as_str(), c)).collect());
    BY_CODE.get(iso2).copied()
}

/// What a person wrote for a country (ISO 2, ISO 3, a name in English or another spelling) as ISO 3166-1 alpha-2.
///
/// ```
/// use sitmap::gazetteer::country_code;
/// assert_eq!(country_code("Syria"), Some(*b"SY"));
/// assert_eq!(country_code("UKR"), Some(*b"UA"));
/// assert_eq!(country_code("Atlantis"), None);
/// ```
pub fn country_code(written: &str) -> Option<[u8; 2]> {
    code(countries(), written)
}

pub(super) fn read(table: &str) -> Result<Vec<Country>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().collect::<std::result::Result<_, _>>().map_err(|e| Error::data(format!("read the table of countries: {e}")))
}

pub(super) fn code(countries: &[Country], written: &str) -> Option<[u8; 2]> {
    if written.is_empty() {
        return None;
    }
    let exact = countries.iter().find(|c| c.iso2 == written);
    exact.or_else(|| countries.iter().find(|c| c.is_named(written)))?.iso2.as_bytes().try_into().ok()
}
