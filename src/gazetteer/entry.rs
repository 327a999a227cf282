//! One place as an importer hands it over, before it is indexed.

use super::fame;
use super::format::NameRole;
use super::place::Kind;
use crate::measure::Position;

/// More other names than any place has.
pub(crate) const MOST_NAMES: usize = 4000;

/// A place with its names, on its way into an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Stable identifier: `gn:170794`, `sitmap:jabal-bishri`, `user:FILE#row`.
    pub id: String,
    /// Everyday English name.
    pub name: String,
    /// Other names, and what each is.
    pub others: Vec<(String, NameRole)>,
    /// Where it is.
    pub position: Position,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2.
    pub country: Option<[u8; 2]>,
    /// First-level division: ISO 3166-2 (`SY-DY`) or GeoNames' code within the country (`07`).
    pub admin1: String,
    /// Second-level division: GeoNames' code, or the name.
    pub admin2: String,
    /// People living there; 0 where unknown.
    pub population: u64,
    /// P-code or other code.
    pub code: String,
    /// Rough radius of something large, in kilometres; 0 where unknown.
    pub radius_km: f64,
    /// As many people as a city that is as well known would have, for what is better known than its kind; 0 where it is not.
    pub renown: f64,
    /// Under how many names it is listed, times in how many scripts; 0 where nobody has counted.
    pub listed: u32,
    /// Ids of places in gazetteers below that are never to be given again; an entry without a name does only that.
    pub retires: Vec<String>,
}

impl Entry {
    /// A place of which only name, kind and point are known.
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: Kind, position: Position) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            others: Vec::new(),
            position,
            kind,
            country: None,
            admin1: String::new(),
            admin2: String::new(),
            population: 0,
            code: String::new(),
            radius_km: 0.0,
            renown: 0.0,
            listed: 0,
            retires: Vec::new(),
        }
    }

    /// Takes over the names of another row for the same place, and whatever this one does not know.
    pub(crate) fn join(&mut self, other: Entry) {
        if other.name != self.name {
            self.add_name(other.name, NameRole::Alias);
        }
        other.others.into_iter().for_each(|(name, role)| self.add_name(name, role));
        self.country = self.country.or(other.country);
        self.population = self.population.max(other.population);
        self.radius_km = self.radius_km.max(other.radius_km);
        self.renown = self.renown.max(other.renown);
        self.listed = self.listed.max(other.listed);
        for (mine, theirs) in [(&mut self.admin1, other.admin1), (&mut self.admin2, other.admin2), (&mut self.code, other.code)] {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
    }

    /// Adds another name, up to a number that no place has.
    pub(crate) fn add_name(&mut self, name: String, role: NameRole) {
        if self.others.len() < MOST_NAMES {
            self.others.push((name, role));
        }
    }

    /// The natural logarithm of the prior weight in eighths, as a file holds it.
    pub(crate) fn prominence(&self) -> u8 {
        (self.prior().ln() * 8.0).clamp(0.0, 255.0) as u8
    }

    /// How likely it is that a report means this place, before anything else is known: people, or for what has
    /// none, the number of people that a place as well known would have.
    ///
    /// The figures for kinds without people are our own, fitted by eye on which reading of a name an editor expects.
    pub(crate) fn prior(&self) -> f64 {
        let people = self.population as f64;
        let known = fame::people(self.population, self.listed);
        let usual = match self.kind {
            Kind::Continent => 4e8,
            Kind::Country => people.max(3e5) * 20.0,
            Kind::Admin1 => people.max(3e4),
            Kind::Admin2 => people.max(2e4),
            Kind::Admin3 => people.max(2e3),
            // Larger regions and waters are better known: as if ten people lived on each square kilometre of their circle.
            Kind::Sea | Kind::Region => (self.radius_km * self.radius_km * 30.0).max(2e5),
            Kind::River | Kind::Desert | Kind::Mountain | Kind::Lake | Kind::Island | Kind::Coast | Kind::Valley => {
                people.max(self.radius_km * self.radius_km * 30.0).clamp(5e4, 5e6)
            }
            Kind::Quarter => (known * 0.3).max(300.0),
            Kind::Airport | Kind::Airbase => 5e3,
            Kind::Dam | Kind::Oilfield | Kind::Base | Kind::Crossing | Kind::Camp => 4e3,
            Kind::City | Kind::Town | Kind::Village => known.max(150.0),
            _ => 1e3,
        };
        usual.max(self.renown)
    }
}

/// A division or country that places belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// 0 country, 1 first level, 2 second level.
    pub level: u16,
    /// ISO 3166-1 alpha-2 of the country.
    pub country: [u8; 2],
    /// ISO 3166-2, GeoNames code, or ISO 3166-1 alpha-3 for a country.
    pub code: String,
    /// Other codes under which places name it (`SY.07`).
    pub keys: Vec<String>,
    /// Everyday English name.
    pub name: String,
    /// ISO 3166-1 numeric for a country; 0 otherwise.
    pub number: u32,
    /// ISO 3166-1 alpha-2 of other countries that claim or hold it, in whole or part.
    pub disputed: Vec<String>,
}
