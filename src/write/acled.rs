//! ACLED's 31 columns, in its order and with its codes.
//!
//! Only what was reported to have happened, is one of ACLED's types and was placed in more detail than a country.
//! Several days of fighting become one row a day, as ACLED has it; of a vague date the middle stands for all.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::csv::{Table, defused};
use super::{OutFile, Rows, RunRecord, Settings, Writer};
use crate::codebook::disorder_type;
use crate::error::Result;
use crate::event::Inter;
use crate::feature::{ActorRecord, Feature, LocationRecord};
use crate::gazetteer::countries;

/// ACLED's columns.
pub(crate) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Days that one event may span before it is taken for a vague date.
const MOST_DAYS: i32 = 31;

/// Writes ACLED's table.
pub(super) struct Acled {
    table: Table,
    statuses_chosen: bool,
    left_out: LeftOut,
}

/// Why events are not in a table of another data set.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub status: u64,
    pub other_kind: u64,
    pub not_placed: u64,
}

impl LeftOut {
    pub(super) fn remark(&self, table: &str) -> Vec<String> {
        let total = self.status + self.other_kind + self.not_placed;
        if total == 0 {
            return Vec::new();
        }
        let text = format!(
            "{table}: {total} events left out: {} not reported to have happened, {} of no kind of its own, {} not placed below the country",
            self.status, self.other_kind, self.not_placed
        );
        vec![text]
    }
}

/// Whether an event is reported to have happened, or goes on.
pub(super) fn happened(feature: &Feature) -> bool {
    matches!(feature.status.as_deref(), None | Some("reported" | "ongoing"))
}

/// The point of an event that is known in more detail than a country.
pub(super) fn placed(feature: &Feature) -> Option<(&LocationRecord, f64, f64)> {
    let location = feature.location.as_ref().filter(|l| l.level.as_deref() != Some("country"))?;
    Some((location, location.lat?, location.lon?))
}

impl Acled {
    pub(super) fn new(out: OutFile, path: Option<&Path>, settings: &Settings) -> Result<Self> {
        let table = Table::new(out, path, settings, COLUMNS)?;
        Ok(Self { table, statuses_chosen: settings.statuses_chosen, left_out: LeftOut::default() })
    }
}

impl Writer for Acled {
    fn write(&mut self, rows: &Rows) -> Result<()> {
        for feature in &rows.features {
            if !self.statuses_chosen && !happened(feature) {
                self.left_out.status += 1;
            } else if feature.event_type.is_none() {
                self.left_out.other_kind += 1;
            } else if let Some((location, lat, lon)) = placed(feature) {
                for day in days(feature) {
                    self.table.row(row(feature, location, (lat, lon), &day))?;
                }
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
        self.left_out.remark("acled")
    }
}

/// One row of an event: its id, its day, its share of the deaths.
struct Day {
    id: String,
    date: Option<Date>,
    precision: u8,
    deaths: u64,
}

fn days(feature: &Feature) -> Vec<Day> {
    let deaths = feature.fatalities.as_ref().and_then(|f| f.best).unwrap_or(0);
    let one = |date, precision| vec![Day { id: feature.id.clone(), date, precision, deaths }];
    let Some(when) = &feature.date else { return one(None, 3) };
    let Some(start) = when.start else { return one(None, 3) };
    let end = when.end.unwrap_or(start).max(start);
    let span = start.until(end).map_or(0, |s| s.get_days());
    let precision = when.precision.unwrap_or(1);
    if precision > 1 || span > MOST_DAYS {
        return one(start.checked_add((span / 2).days()).ok(), precision.max(2));
    }
    let count = span as u64 + 1;
    (0..count)
        .filter_map(|n| {
            // The odd remainder goes to the first day.
            let share = deaths / count + if n == 0 { deaths % count } else { 0 };
            let id = if n == 0 { feature.id.clone() } else { format!("{}/{}", feature.id, n + 1) };
            Some(Day { id, date: Some(start.checked_add((n as i64).days()).ok()?), precision, deaths: share })
        })
        .collect()
}

fn row(feature: &Feature, location: &LocationRecord, (lat, lon): (f64, f64), day: &Day) -> [String; 31] {
    let text = |t: Option<&String>| t.map(|t| defused(t).into_owned()).unwrap_or_default();
    let (kind, sub) = (text(feature.event_type.as_ref()), text(feature.sub_event_type.as_ref()));
    let inter = |a: &Option<ActorRecord>| a.as_ref().and_then(|a| Inter::named(a.inter.as_deref()?));
    let (inter1, inter2) = (inter(&feature.actor1), inter(&feature.actor2));
    let name = |a: &Option<ActorRecord>| text(a.as_ref().and_then(|a| a.name.as_ref()));
    let names = |list: &[ActorRecord]| defused(&list.iter().filter_map(|a| a.name.clone()).collect::<Vec<_>>().join("; ")).into_owned();
    let country = countries().iter().find(|c| Some(&c.iso3) == location.iso3.as_ref());
    let notes: Vec<&str> = feature.evidence.iter().filter_map(|q| q.text.as_deref()).collect();
    [
        defused(&day.id).into_owned(),
        day.date.map(|d| d.to_string()).unwrap_or_default(),
        day.date.map(|d| d.year().to_string()).unwrap_or_default(),
        if day.date.is_some() { day.precision.to_string() } else { String::new() },
        disorder_type(&kind, &sub).unwrap_or("").to_owned(),
        kind.clone(),
        sub,
        name(&feature.actor1),
        names(&feature.assoc_actor_1),
        inter1.map_or_else(String::new, |i| i.name().to_owned()),
        name(&feature.actor2),
        names(&feature.assoc_actor_2),
        inter2.map_or_else(String::new, |i| i.name().to_owned()),
        interaction(inter1, inter2),
        if targets_civilians(feature, &kind) { "Civilians targeted".to_owned() } else { String::new() },
        country.map(|c| c.isonum.trim_start_matches('0').to_owned()).unwrap_or_default(),
        country.map(|c| c.acled_region.clone()).unwrap_or_default(),
        text(location.country.as_ref()),
        text(location.admin1.as_ref()),
        text(location.admin2.as_ref()),
        String::new(),
        text(location.name.as_ref()),
        format!("{lat:.4}"),
        format!("{lon:.4}"),
        location.geo_precision.map(|p| p.to_string()).unwrap_or_default(),
        text(feature.source.as_ref()),
        String::new(),
        defused(&notes.join(" ")).into_owned(),
        day.deaths.to_string(),
        String::new(),
        String::new(),
    ]
}

/// ACLED's pair of actors, in the order of its numbers.
fn interaction(one: Option<Inter>, two: Option<Inter>) -> String {
    match (one, two) {
        (Some(a), Some(b)) => format!("{}-{}", a.min(b).name(), a.max(b).name()),
        (Some(a), None) | (None, Some(a)) => format!("{} only", a.name()),
        (None, None) => String::new(),
    }
}

fn targets_civilians(feature: &Feature, kind: &str) -> bool {
    let civilians = |a: &ActorRecord| a.inter.as_deref() == Some(Inter::Civilians.name());
    let remote = kind == "Explosions/Remote violence" && feature.actor2.as_ref().is_some_and(civilians);
    kind == "Violence against civilians" || feature.sub_event_type.as_deref() == Some("Excessive force against protesters") || remote
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::{CountRecord, DateRecord};

    #[test]
    fn twelve_over_five_days() {
        let day = |d: i8| jiff::civil::date(2017, 9, d);
        let feature = Feature {
            id: "r-1".into(),
            date: Some(DateRecord { start: Some(day(1)), end: Some(day(5)), precision: Some(1), ..Default::default() }),
            fatalities: Some(CountRecord::exactly(12)),
            ..Default::default()
        };
        let deaths: Vec<_> = days(&feature).iter().map(|d| d.deaths).collect();
        assert_eq!(deaths, [4, 2, 2, 2, 2]);
        let vague = Feature { date: Some(DateRecord { precision: Some(2), ..feature.date.clone().expect("a date") }), ..feature };
        assert_eq!(days(&vague).iter().map(|d| (d.date, d.deaths)).collect::<Vec<_>>(), [(Some(day(3)), 12)]);
    }

    #[test]
    fn the_pair_does_not_depend_on_the_order() {
        let pair = interaction(Some(Inter::RebelGroup), Some(Inter::StateForces));
        assert_eq!(pair, "State forces-Rebel group");
        assert_eq!(interaction(Some(Inter::Protesters), None), "Protesters only");
    }
}
