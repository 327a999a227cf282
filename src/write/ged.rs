//! UCDP GED's 49 columns; what only UCDP can give (ids of conflicts and dyads) stays empty.

use std::path::Path;

use super::acled::{LeftOut, happened, placed};
use super::csv::{Table, defused};
use super::{OutFile, Rows, RunRecord, Settings, Writer};
use crate::error::Result;
use crate::event::Inter;
use crate::feature::{ActorRecord, Feature, LocationRecord};

/// UCDP GED's columns.
pub(crate) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Writes UCDP GED's table.
pub(super) struct Ged {
    table: Table,
    statuses_chosen: bool,
    left_out: LeftOut,
}

impl Ged {
    pub(super) fn new(out: OutFile, path: Option<&Path>, settings: &Settings) -> Result<Self> {
        let table = Table::new(out, path, settings, COLUMNS)?;
        Ok(Self { table, statuses_chosen: settings.statuses_chosen, left_out: LeftOut::default() })
    }
}

impl Writer for Ged {
    fn write(&mut self, rows: &Rows) -> Result<()> {
        for feature in &rows.features {
            // Organised violence alone: protests and developments without violence are none of UCDP's events.
            let violent =
                matches!(feature.event_type.as_deref(), Some("Battles" | "Explosions/Remote violence" | "Violence against civilians"));
            if !self.statuses_chosen && !happened(feature) {
                self.left_out.status += 1;
            } else if !violent {
                self.left_out.other_kind += 1;
            } else if let Some((location, lat, lon)) = placed(feature) {
                self.table.row(row(feature, location, (lat, lon)))?;
            } else {
                self.left_out.not_placed += 1;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, record: &RunRecord) -> Result<Vec<OutFile>> {
        self.table.finish(record)
    }

    fn remarks(&self) -> Vec<String> {
        self.left_out.remark("ged")
    }
}

/// 1 state-based, 2 non-state, 3 one-sided; `None` where a side is not known.
fn type_of_violence(feature: &Feature) -> Option<u8> {
    let inter = |a: &Option<ActorRecord>| a.as_ref().and_then(|a| Inter::named(a.inter.as_deref()?));
    let unarmed = |i: Inter| matches!(i, Inter::Civilians | Inter::Protesters);
    match (inter(&feature.actor1), inter(&feature.actor2)) {
        _ if feature.event_type.as_deref() == Some("Violence against civilians") => Some(3),
        (_, Some(two)) if unarmed(two) => Some(3),
        (Some(one), Some(two)) => {
            let state = |i| matches!(i, Inter::StateForces | Inter::External);
            Some(if state(one) || state(two) { 1 } else { 2 })
        }
        _ => None,
    }
}

/// Precision of the days: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 longer.
fn date_prec(days: i32, precision: u8) -> u8 {
    match (days, precision) {
        (0, 1) => 1,
        (0..=5, 1 | 2) => 2,
        (0..=6, _) => 3,
        (7..=31, _) => 4,
        _ => 5,
    }
}

/// The half-degree cell of PRIO-GRID, counted from the south-west.
fn priogrid(lat: f64, lon: f64) -> u32 {
    let row = ((lat + 90.0) * 2.0).floor().min(359.0) as u32;
    let column = ((lon + 180.0) * 2.0).floor().min(719.0) as u32;
    row * 720 + column + 1
}

fn row(feature: &Feature, location: &LocationRecord, (lat, lon): (f64, f64)) -> [String; 49] {
    let text = |t: Option<&String>| t.map(|t| defused(t).into_owned()).unwrap_or_default();
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let name = |a: &Option<ActorRecord>| text(a.as_ref().and_then(|a| a.name.as_ref()));
    let when = feature.date.as_ref();
    let (start, end) = (when.and_then(|d| d.start), when.and_then(|d| d.end.or(d.start)));
    let days = start.zip(end).and_then(|(s, e)| s.until(e).ok()).map(|s| s.get_days());
    let deaths = feature.fatalities.as_ref();
    let best = deaths.and_then(|d| d.best);
    let violence = type_of_violence(feature);
    let (side_a, side_b) = (name(&feature.actor1), name(&feature.actor2));
    let dyad = if side_a.is_empty() || side_b.is_empty() { String::new() } else { format!("{side_a} - {side_b}") };
    let published = feature.published.map(|d| d.to_string()).unwrap_or_default();
    let article = format!("\"{},{published},{}\"", feature.source.as_deref().unwrap_or(""), feature.title.as_deref().unwrap_or(""));
    // Whom the deaths were is known only where one side is unarmed.
    let civilian = violence == Some(3);
    let (start_text, end_text) = (start.map(|d| d.to_string()).unwrap_or_default(), end.map(|d| d.to_string()).unwrap_or_default());
    let mut out: [String; 49] = std::array::from_fn(|_| String::new());
    let mut put = |column: &str, value: String| {
        if let Some(slot) = COLUMNS.iter().position(|c| *c == column) {
            out[slot] = value;
        }
    };
    put("id", defused(&feature.id).into_owned());
    put("year", start.map(|d| d.year().to_string()).unwrap_or_default());
    put("type_of_violence", violence.map(|v| v.to_string()).unwrap_or_default());
    put("dyad_name", dyad);
    put("side_a", side_a);
    put("side_b", side_b);
    put("number_of_sources", "1".to_owned());
    put("source_article", article);
    put("source_office", text(feature.source.as_ref()));
    put("source_date", published);
    put("source_headline", text(feature.title.as_ref()));
    put("source_original", text(feature.attribution.as_ref().and_then(|a| a.name.as_ref())));
    put("where_prec", location.where_prec.map(|p| p.to_string()).unwrap_or_default());
    put("where_coordinates", text(location.name.as_ref()));
    put("adm_1", text(location.admin1.as_ref()));
    put("adm_2", text(location.admin2.as_ref()));
    put("latitude", lat.to_string());
    put("longitude", lon.to_string());
    put("geom_wkt", format!("POINT ({lon} {lat})"));
    put("priogrid_gid", priogrid(lat, lon).to_string());
    put("country", text(location.country.as_ref()));
    put("event_clarity", if violence.is_some() && days == Some(0) { "1" } else { "2" }.to_owned());
    put("date_prec", days.map(|d| date_prec(d, when.and_then(|w| w.precision).unwrap_or(1)).to_string()).unwrap_or_default());
    put("date_start", start_text);
    put("date_end", end_text);
    if best.is_some() {
        put("deaths_a", "0".to_owned());
        put("deaths_b", "0".to_owned());
        put("deaths_civilians", number(if civilian { best } else { Some(0) }));
        put("deaths_unknown", number(if civilian { Some(0) } else { best }));
    }
    put("best", number(best));
    put("high", number(deaths.and_then(|d| d.high).or(best)));
    put("low", number(deaths.and_then(|d| d.low).or(best)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_grid() {
        // PRIO-GRID numbers its cells from 1 at 90° S, 180° W, 720 to a row.
        assert_eq!(priogrid(-90.0, -180.0), 1);
        assert_eq!(priogrid(35.3359, 40.1408), (125 * 2) * 720 + 440 + 1);
    }

    #[test]
    fn precision_of_days() {
        assert_eq!([date_prec(0, 1), date_prec(4, 1), date_prec(6, 2), date_prec(29, 3), date_prec(200, 3)], [1, 2, 3, 4, 5]);
    }
}
