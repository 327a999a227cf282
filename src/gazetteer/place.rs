//! What a gazetteer knows of one place.

use crate::measure::Position;

/// What kind of thing a place is: one closed list, with a mapping from GeoNames' feature codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A state or dependent territory.
    Country,
    /// First-level division: governorate, oblast, state, province.
    Admin1,
    /// Second-level division: district, county, raion.
    Admin2,
    /// Third-level division: sub-district, commune.
    Admin3,
    /// A seat of a first-level division or any place of 100,000 people and more.
    City,
    /// A seat of a district or any place of 5,000 people and more.
    Town,
    /// A smaller settlement.
    Village,
    /// A part of a city.
    Quarter,
    /// An airfield of civil use.
    Airport,
    /// A military airfield.
    Airbase,
    /// A military base, barracks or position.
    Base,
    /// An oil or gas field, with its plants and pumping stations.
    Oilfield,
    /// A dam or barrage.
    Dam,
    /// A bridge.
    Bridge,
    /// A crossing of a border or line.
    Crossing,
    /// A camp of refugees, displaced people or detainees.
    Camp,
    /// A hospital, prison, plant, university or other site.
    Facility,
    /// A mountain or range.
    Mountain,
    /// A hill or tell.
    Hill,
    /// A ridge or escarpment.
    Ridge,
    /// A desert or steppe.
    Desert,
    /// A valley, wadi or plain.
    Valley,
    /// A river or canal.
    River,
    /// A lake or reservoir.
    Lake,
    /// An ocean, sea, gulf or strait.
    Sea,
    /// A coast.
    Coast,
    /// An island or group of islands.
    Island,
    /// A road or junction.
    Road,
    /// A region that is no administrative division.
    Region,
    /// A continent.
    Continent,
    /// A border or line of control.
    Border,
    /// Any other spot.
    Spot,
}

/// Every kind with its name in files and outputs, in the order of their numbers.
pub const KINDS: [(Kind, &str); 32] = [
    (Kind::Country, "country"),
    (Kind::Admin1, "admin1"),
    (Kind::Admin2, "admin2"),
    (Kind::Admin3, "admin3"),
    (Kind::City, "city"),
    (Kind::Town, "town"),
    (Kind::Village, "village"),
    (Kind::Quarter, "quarter"),
    (Kind::Airport, "airport"),
    (Kind::Airbase, "airbase"),
    (Kind::Base, "base"),
    (Kind::Oilfield, "oilfield"),
    (Kind::Dam, "dam"),
    (Kind::Bridge, "bridge"),
    (Kind::Crossing, "crossing"),
    (Kind::Camp, "camp"),
    (Kind::Facility, "facility"),
    (Kind::Mountain, "mountain"),
    (Kind::Hill, "hill"),
    (Kind::Ridge, "ridge"),
    (Kind::Desert, "desert"),
    (Kind::Valley, "valley"),
    (Kind::River, "river"),
    (Kind::Lake, "lake"),
    (Kind::Sea, "sea"),
    (Kind::Coast, "coast"),
    (Kind::Island, "island"),
    (Kind::Road, "road"),
    (Kind::Region, "region"),
    (Kind::Continent, "continent"),
    (Kind::Border, "border"),
    (Kind::Spot, "spot"),
];

impl Kind {
    /// The kind of that name (`airbase`), if there is one.
    pub fn named(name: &str) -> Option<Kind> {
        KINDS.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// The kind of that number, as a gazetteer file stores it.
    pub fn numbered(number: u8) -> Option<Kind> {
        KINDS.get(number as usize).map(|(k, _)| *k)
    }

    /// Its name in files and outputs.
    pub fn name(self) -> &'static str {
        KINDS[self as usize].1
    }

    /// Whether people live there: city, town, village, quarter.
    pub fn is_settlement(self) -> bool {
        matches!(self, Kind::City | Kind::Town | Kind::Village | Kind::Quarter)
    }

    /// Whether it is a country or a division of one.
    pub fn is_division(self) -> bool {
        matches!(self, Kind::Country | Kind::Admin1 | Kind::Admin2 | Kind::Admin3)
    }

    /// Whether it is water: river, lake, sea.
    pub fn is_water(self) -> bool {
        matches!(self, Kind::River | Kind::Lake | Kind::Sea)
    }

    /// Whether things of that kind are so large that they have a point only for want of better.
    pub fn is_large(self) -> bool {
        let land = matches!(self, Kind::Desert | Kind::Mountain | Kind::Region | Kind::Coast | Kind::Valley);
        land || self.is_water() || matches!(self, Kind::Border | Kind::Road)
    }

    /// Whether its point says where it lies, so that other places can be near it: nothing large, no province, no country.
    pub fn is_point(self) -> bool {
        !self.is_large() && !matches!(self, Kind::Admin1 | Kind::Country | Kind::Continent)
    }

    /// Whether it is water or a feature of the land: an island, a valley, a range.
    pub fn is_nature(self) -> bool {
        let land = matches!(self, Kind::Mountain | Kind::Hill | Kind::Ridge | Kind::Desert | Kind::Valley | Kind::Coast | Kind::Island);
        land || self.is_water()
    }

    /// The kind that GeoNames' feature code stands for, given the population (0 where unknown).
    ///
    /// Codes as listed at GeoNames, "Feature Codes" (class A, H, L, P, R, S, T, U, V).
    /// Codes of no interest here (schools, hotels, farms) become [`Kind::Facility`] or [`Kind::Spot`].
    pub fn from_feature_code(class: &str, code: &str, population: u64) -> Kind {
        let by_size = |seat: bool| match population {
            100_000.. => Kind::City,
            5_000.. => Kind::Town,
            _ if seat => Kind::Town,
            _ => Kind::Village,
        };
        match code {
            "PCLI" | "PCLD" | "PCLF" | "PCLS" | "PCLIX" | "PCL" | "TERR" => Kind::Country,
            "ADM1" | "ADM1H" => Kind::Admin1,
            "ADM2" | "ADM2H" => Kind::Admin2,
            "ADM3" | "ADM4" | "ADM5" | "ADM3H" | "ADM4H" | "ADMD" => Kind::Admin3,
            "PPLC" | "PPLA" | "PPLG" => Kind::City,
            "PPLA2" => by_size(true),
            "PPLX" => Kind::Quarter,
            "AIRB" => Kind::Airbase,
            "AIRP" | "AIRF" | "AIRH" | "AIRQ" => Kind::Airport,
            "INSM" | "MILB" | "FT" => Kind::Base,
            "OILF" | "GASF" | "OILP" | "OILR" | "OILW" | "OILJ" | "PMPO" => Kind::Oilfield,
            "DAM" | "DAMQ" | "DAMSB" => Kind::Dam,
            "BDG" | "BDGQ" => Kind::Bridge,
            "CSTM" | "PSTB" => Kind::Crossing,
            "CMPRF" | "CMP" => Kind::Camp,
            "RDGE" | "ESCP" => Kind::Ridge,
            "HLL" | "HLLS" | "MND" => Kind::Hill,
            "DSRT" => Kind::Desert,
            "VAL" | "WAD" | "PLN" | "WADS" => Kind::Valley,
            "OCN" | "SEA" | "GULF" | "STRT" | "BAY" | "CHN" => Kind::Sea,
            "CST" | "SHOR" => Kind::Coast,
            "CONT" => Kind::Continent,
            "RGN" | "RGNE" | "RGNH" | "AREA" | "RGNL" => Kind::Region,
            _ => match class {
                "P" => by_size(false),
                "A" => Kind::Admin3,
                "H" if code.starts_with("LK") || code.starts_with("RSV") => Kind::Lake,
                "H" => Kind::River,
                "T" if code.starts_with("ISL") => Kind::Island,
                "T" if code.starts_with("MT") || code == "PK" => Kind::Mountain,
                "R" => Kind::Road,
                "S" => Kind::Facility,
                "L" => Kind::Region,
                _ => Kind::Spot,
            },
        }
    }
}

/// One place, as a gazetteer gives it: who it is, where, and in which country and division.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Stable identifier: `gn:170794`, `sitmap:jabal-bishri`, `user:FILE#row`, `ne:…`.
    pub id: String,
    /// Everyday English name.
    pub name: String,
    /// Where it is; the representative point for anything large.
    pub position: Position,
    /// What it is.
    pub kind: Kind,
    /// Country as ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// ISO 3166-2 code of the first-level division.
    pub admin1_code: Option<String>,
    /// Name of the second-level division.
    pub admin2: Option<String>,
    /// Code of the second-level division: GeoNames' or the user's table's.
    pub admin2_code: Option<String>,
    /// People living there; 0 where unknown.
    pub population: u64,
    /// P-code or other code of the user's table.
    pub code: Option<String>,
}

impl Place {
    /// A bare point, named by the words that state it.
    pub fn at(position: Position, words: &str) -> Self {
        Self {
            id: format!("geo:{:.5},{:.5}", position.lat, position.lon),
            name: words.to_owned(),
            position,
            kind: Kind::Spot,
            country: None,
            admin1: None,
            admin1_code: None,
            admin2: None,
            admin2_code: None,
            population: 0,
            code: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_numbered_in_order_and_named_apart() {
        for (i, (kind, name)) in KINDS.iter().enumerate() {
            assert_eq!(*kind as usize, i);
            assert_eq!(Kind::named(name), Some(*kind));
        }
    }

    #[test]
    fn feature_codes() {
        assert_eq!(Kind::from_feature_code("P", "PPLA", 211_857), Kind::City);
        assert_eq!(Kind::from_feature_code("P", "PPL", 1_200), Kind::Village);
        assert_eq!(Kind::from_feature_code("S", "AIRB", 0), Kind::Airbase);
        assert_eq!(Kind::from_feature_code("H", "RSV", 0), Kind::Lake);
    }
}
