//! Which places may answer: of a country or division, of a kind, around a point.

use clap::Args;

use crate::cli::lookup;
use crate::error::{Error, Result};
use crate::gazetteer::{Facts, Gazetteer, KINDS, Kind, Place, country, country_code};
use crate::measure::{Position, distance_km};
use crate::write::RunRecord;

/// What narrows the answers down.
#[derive(Debug, Args)]
pub(super) struct Narrowing {
    /// Nearest to this first, and kilometres measured from it: Homs, \"Tripoli, Lebanon\" or 34.73,36.71
    #[arg(long, value_name = "PLACE|LAT,LON", allow_hyphen_values = true, help_heading = "Narrowing down")]
    near: Option<String>,
    /// Only in this country or division, by name or code (Syria, SY, \"Homs Governorate\", SY-HI); or, as 50km, only so far
    /// from --near or from the coordinates asked for. May be given twice, once for each
    #[arg(long, value_name = "PLACE|KM", help_heading = "Narrowing down")]
    within: Vec<String>,
    /// Only in these countries, as SY,IQ
    #[arg(long = "country", value_name = "LIST", value_delimiter = ',', help_heading = "Narrowing down")]
    countries: Vec<String>,
    /// Only of these kinds, as city,town,village; a wrong one lists those there are
    #[arg(long = "kind", value_name = "LIST", value_delimiter = ',', help_heading = "Narrowing down")]
    kinds: Vec<String>,
}

/// A division that places must lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Division {
    First(String),
    Second(String),
}

/// Which places may answer.
#[derive(Debug, Default)]
pub(super) struct Filter {
    countries: Vec<[u8; 2]>,
    kinds: Vec<Kind>,
    divisions: Vec<Division>,
    /// Where kilometres are measured from, and its name.
    pub near: Option<(Position, String)>,
    pub radius_km: Option<f64>,
}

impl Narrowing {
    pub(super) fn filter(&self, gazetteer: &Gazetteer) -> Result<Filter> {
        let mut filter = Filter::default();
        for name in &self.countries {
            let code = country_code(name.trim());
            filter.countries.push(code.ok_or_else(|| Error::usage(format!("--country: {name:?} is no country; write SY, SYR or Syria")))?);
        }
        for name in &self.kinds {
            let kind = Kind::named(name.trim()).ok_or_else(|| {
                let known: Vec<&str> = KINDS.iter().map(|(_, name)| *name).collect();
                Error::usage(format!("--kind: there is no kind {name:?}; the kinds are {}", known.join(", ")))
            })?;
            filter.kinds.push(kind);
        }
        for words in &self.within {
            match kilometres(words) {
                Some(km) => filter.radius_km = Some(km),
                None => filter.lie_in(gazetteer, words)?,
            }
        }
        if let Some(words) = &self.near {
            let place = lookup::place(gazetteer, words)?;
            filter.near = Some((place.position, place.name.clone()));
        }
        let named: Vec<[u8; 2]> = self.within.iter().filter_map(|words| country_code(words.trim())).collect();
        if !named.is_empty() && !filter.countries.is_empty() && !filter.countries.iter().any(|code| named.contains(code)) {
            return Err(Error::usage("--within and --country name countries apart: no place lies in both"));
        }
        if !named.is_empty() {
            filter.countries.retain(|code| named.contains(code));
            filter.countries.extend(named.iter().filter(|_| self.countries.is_empty()));
        }
        Ok(filter)
    }

    /// Puts what changes the answers into the record.
    pub(super) fn note(&self, record: &mut RunRecord) {
        let list = |of: &[String]| (!of.is_empty()).then(|| of.join(","));
        record.option("near", self.near.clone());
        record.option("within", list(&self.within));
        record.option("country", list(&self.countries));
        record.option("kind", list(&self.kinds));
    }
}

/// `50`, `50km` or `50 km`.
fn kilometres(words: &str) -> Option<f64> {
    let number = words.trim().trim_end_matches("km").trim_end();
    number.parse::<f64>().ok().filter(|km| *km > 0.0 && km.is_finite())
}

impl Filter {
    /// Narrows it down to a country or division.
    fn lie_in(&mut self, gazetteer: &Gazetteer, words: &str) -> Result<()> {
        let words = words.trim();
        // Countries are joined with those of --country when all are known.
        if country_code(words).is_some() {
            return Ok(());
        }
        let coded = words.to_uppercase();
        let country = coded.get(..2).unwrap_or("");
        if gazetteer.division_codes(country).contains(&coded) {
            self.divisions.push(Division::First(coded));
            return Ok(());
        }
        let of_country = |facts: &Facts| self.countries.is_empty() || self.countries.contains(&facts.country);
        let divisions = |_, facts: &Facts| matches!(facts.kind, Kind::Admin1 | Kind::Admin2) && of_country(facts);
        let found = lookup::candidates(gazetteer, words, &|key, facts| divisions(key, facts));
        let place = found.first().filter(|f| f.is_sure()).and_then(|f| gazetteer.place(f.candidate.key));
        let division = place.as_ref().and_then(|p| match p.kind {
            Kind::Admin1 => p.admin1_code.clone().map(Division::First),
            _ => p.admin2_code.clone().map(Division::Second),
        });
        match division {
            Some(division) => {
                self.divisions.push(division);
                Ok(())
            }
            None => Err(Error::usage(format!(
                "--within: {words:?} is no country and no first- or second-level division; write Syria, SY-HI or \"Homs Governorate\", \
                 or, for what lies around a place, --near {words:?} --within 50km"
            ))),
        }
    }

    /// Whether every place may answer.
    pub(super) fn is_open(&self) -> bool {
        self.countries.is_empty() && self.kinds.is_empty() && self.divisions.is_empty() && (self.radius_km.is_none() || self.near.is_none())
    }

    /// Whether a place of these facts may answer; what its division says is asked of the place itself.
    pub(super) fn admits(&self, facts: &Facts) -> bool {
        (self.countries.is_empty() || self.countries.contains(&facts.country))
            && (self.kinds.is_empty() || self.kinds.contains(&facts.kind))
            && self.radius_km.is_none_or(|most| self.km(facts.position).is_none_or(|km| km <= most))
    }

    /// Whether a place lies in the divisions asked for.
    pub(super) fn holds(&self, place: &Place) -> bool {
        let lies_in = |division: &Division| match division {
            Division::First(code) => place.admin1_code.as_deref() == Some(code),
            Division::Second(code) => place.admin2_code.as_deref() == Some(code),
        };
        self.divisions.is_empty() || self.divisions.iter().any(lies_in)
    }

    pub(super) fn asks_for_divisions(&self) -> bool {
        !self.divisions.is_empty()
    }

    /// Kilometres from `--near`.
    pub(super) fn km(&self, position: Position) -> Option<f64> {
        self.near.as_ref().map(|(near, _)| distance_km(*near, position))
    }

    /// What it asks for, in words, for a name that nothing answers to.
    pub(super) fn described(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.kinds.is_empty() {
            parts.push(format!("as {}", self.kinds.iter().map(|k| k.name()).collect::<Vec<_>>().join(" or ")));
        }
        for code in &self.countries {
            let code = String::from_utf8_lossy(code);
            parts.push(format!("in {}", country(&code).map_or(code.as_ref(), |c| c.name.as_str())));
        }
        for division in &self.divisions {
            let (Division::First(code) | Division::Second(code)) = division;
            parts.push(format!("in {code}"));
        }
        if let (Some(km), Some((_, name))) = (self.radius_km, &self.near) {
            parts.push(format!("within {km} km of {name}"));
        }
        if parts.is_empty() { String::new() } else { format!(" {}", parts.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilometres_are_told_from_places() {
        assert_eq!(kilometres("50"), Some(50.0));
        assert_eq!(kilometres("7.5 km"), Some(7.5));
        assert_eq!(kilometres("Homs"), None);
        assert_eq!(kilometres("-3km"), None);
    }
}
