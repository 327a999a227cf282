//! A table that is nobody's format: its columns are guessed by their names.

use super::EventColumns;
use super::row::{Row, dated, located};
use crate::error::{Error, Result};
use crate::feature::{ActorRecord, CountRecord, Feature, LocationRecord, Quote};

/// Usual names of columns, likeliest first, in lower case.
const LAT: [&str; 8] = ["lat", "latitude", "y", "lat_dd", "ylat", "point_y", "breite", "ycoord"];
const LON: [&str; 10] = ["lon", "lng", "long", "longitude", "x", "lon_dd", "xlong", "point_x", "länge", "xcoord"];
const DATE: [&str; 10] =
    ["date", "event_date", "day", "date_start", "start_date", "start", "incident_date", "datetime", "timestamp", "published"];
const END: [&str; 4] = ["date_end", "end_date", "end", "date_to"];
const PLACE: [&str; 7] = ["location", "place", "location_name", "place_name", "settlement", "city", "name"];
const KIND: [&str; 5] = ["event_type", "type", "category", "kind", "strike_type"];
const WORDS: [&str; 7] = ["notes", "description", "text", "summary", "details", "evidence", "title"];
const DEATHS: [&str; 6] = ["fatalities", "deaths", "killed", "best", "fatalities_best", "dead"];
const ACTOR1: [&str; 5] = ["actor1", "actor", "side_a", "perpetrator", "belligerent"];
const ACTOR2: [&str; 4] = ["actor2", "side_b", "target", "victim"];
const SOURCE: [&str; 3] = ["source", "source_name", "publisher"];
const URL: [&str; 3] = ["url", "link", "source_url"];
const ID: [&str; 4] = ["id", "event_id", "incident_id", "code"];
const COUNTRY: [&str; 2] = ["country", "country_name"];
const ADMIN1: [&str; 5] = ["admin1", "adm_1", "province", "governorate", "region"];

/// Which column is what.
pub(super) struct Guessed {
    lat: String,
    lon: String,
    date: Option<String>,
    others: Vec<(&'static str, String)>,
}

impl Guessed {
    /// Guesses from a header; what the user named must be there.
    pub(super) fn find(header: &[String], columns: &EventColumns) -> Result<Self> {
        let guess = |names: &[&str]| names.iter().find_map(|n| header.iter().find(|h| h.to_lowercase() == *n)).cloned();
        let named = |option: &str, given: &Option<String>, names: &[&str]| match given {
            Some(name) if header.contains(name) => Ok(Some(name.clone())),
            Some(name) => Err(Error::usage(format!("there is no column {name:?}; name one of {} with {option}", header.join(", ")))),
            None => Ok(guess(names)),
        };
        let missing = |what: &str, option: &str| {
            Error::usage(format!("no column looks like a {what}; name one of {} with {option}", header.join(", ")))
        };
        let lat = named("--lat-column", &columns.lat, &LAT)?.ok_or_else(|| missing("latitude", "--lat-column"))?;
        let lon = named("--lon-column", &columns.lon, &LON)?.ok_or_else(|| missing("longitude", "--lon-column"))?;
        let date = named("--date-column", &columns.date, &DATE)?;
        let known: [(&'static str, &[&str]); 12] = [
            ("end", &END),
            ("place", &PLACE),
            ("kind", &KIND),
            ("words", &WORDS),
            ("deaths", &DEATHS),
            ("actor1", &ACTOR1),
            ("actor2", &ACTOR2),
            ("source", &SOURCE),
            ("url", &URL),
            ("id", &ID),
            ("country", &COUNTRY),
            ("admin1", &ADMIN1),
        ];
        let others = known.into_iter().filter_map(|(what, names)| Some((what, guess(names)?))).collect();
        Ok(Self { lat, lon, date, others })
    }

    fn column(&self, what: &str) -> &str {
        self.others.iter().find(|(w, _)| *w == what).map_or("", |(_, name)| name)
    }

    /// The feature of a row.
    pub(super) fn feature(&self, row: &Row<'_>) -> Result<Feature> {
        let text = |what: &str| row.text(self.column(what));
        let actor = |what: &str| text(what).map(|name| ActorRecord { name: Some(name), ..ActorRecord::default() });
        let start = self.date.as_ref().map(|d| row.day(d)).transpose()?.flatten();
        let end = row.day(self.column("end"))?;
        let place = LocationRecord {
            country: text("country"),
            admin1: text("admin1"),
            ..located(row.position(&self.lat, &self.lon)?, text("place"))
        };
        let kind = text("kind");
        let acled = kind.as_deref().is_some_and(|k| crate::codebook::TYPES.iter().any(|(t, ..)| *t == k));
        Ok(Feature {
            id: text("id").unwrap_or_default(),
            source: text("source"),
            url: text("url"),
            event_type: kind.clone().filter(|_| acled),
            kind: kind.filter(|_| !acled),
            status: Some("reported".to_owned()),
            evidence: text("words").map(|text| Quote { text: Some(text), span: None }).into_iter().collect(),
            actor1: actor("actor1"),
            actor2: actor("actor2"),
            date: dated(start, end, None),
            location: Some(place),
            fatalities: row.count(self.column("deaths"))?.map(CountRecord::exactly),
            ..Feature::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_ones_own() {
        let header = ["Lat", "Lng", "Date", "Place", "Killed"].map(str::to_owned);
        let cells = ["33,51", "36.29", "2020-02-01", "Damascus", "2"].map(str::to_owned);
        let guessed = Guessed::find(&header, &EventColumns::default()).expect("columns");
        let feature = guessed.feature(&Row::new(&header, &cells)).expect("a feature");
        assert_eq!(feature.location.as_ref().and_then(|l| l.lat), Some(33.51));
        assert_eq!(feature.fatalities.and_then(|f| f.best), Some(2));
        let error = Guessed::find(&["a".to_owned(), "lon".to_owned()], &EventColumns::default()).err().expect("an error");
        assert!(error.to_string().contains("--lat-column"));
    }
}
