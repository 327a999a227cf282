//! ACLED's tables: the 31 columns of today, and older files with other names and codes.

use super::row::{Row, dated, located};
use crate::error::Result;
use crate::event::Inter;
use crate::feature::{ActorRecord, CountRecord, Feature, LocationRecord, Quote};
use crate::gazetteer::countries;

/// Event types of before 2019 and what they are today: type, and sub-type where it follows.
const OLD_TYPES: [(&str, &str, Option<&str>); 9] = [
    ("Battle-No change of territory", "Battles", Some("Armed clash")),
    ("Battle-Government regains territory", "Battles", Some("Government regains territory")),
    ("Battle-Non-state actor overtakes territory", "Battles", Some("Non-state actor overtakes territory")),
    ("Remote violence", "Explosions/Remote violence", None),
    ("Strategic development", "Strategic developments", None),
    ("Non-violent transfer of territory", "Strategic developments", Some("Non-violent transfer of territory")),
    ("Non-violent activity by a conflict actor", "Strategic developments", None),
    ("Headquarters or base established", "Strategic developments", Some("Headquarters or base established")),
    ("Headquarters or base establishment", "Strategic developments", Some("Headquarters or base established")),
];

/// The feature of a row.
pub(super) fn feature(row: &Row<'_>) -> Result<Feature> {
    let day = row.day("event_date")?;
    let (event_type, sub_event_type) = types(row);
    let actor = |name: &str, inter: &str| {
        row.text(name).map(|name| ActorRecord {
            name: Some(name),
            inter: row.find(inter).and_then(kind_of_actor),
            ..ActorRecord::default()
        })
    };
    let others = |names: [&str; 2]| {
        let listed = names.iter().find_map(|n| row.find(n)).unwrap_or("");
        let named = listed.split(';').map(str::trim).filter(|n| !n.is_empty());
        named.map(|n| ActorRecord { name: Some(n.to_owned()), ..ActorRecord::default() }).collect()
    };
    let code = row.find("iso").or_else(|| row.find("iso3")).unwrap_or("");
    let country = row.text("country");
    let known = countries().iter().find(|c| {
        c.iso3 == code
            || c.isonum.trim_start_matches('0') == code.trim_start_matches('0') && !code.is_empty()
            || Some(&c.name) == country.as_ref()
    });
    let small = |name: &str| Ok::<_, crate::Error>(row.count(name)?.and_then(|n| u8::try_from(n).ok()));
    let place = LocationRecord {
        geo_precision: small("geo_precision")?,
        country: country.clone(),
        iso3: known.map(|c| c.iso3.clone()),
        admin1: row.text("admin1"),
        admin2: row.text("admin2"),
        ..located(row.position("latitude", "longitude")?, row.text("location"))
    };
    Ok(Feature {
        id: row.text("event_id_cnty").or_else(|| row.text("data_id")).unwrap_or_default(),
        source: row.text("source"),
        event_type,
        sub_event_type,
        status: Some("reported".to_owned()),
        evidence: row.text("notes").map(|text| Quote { text: Some(text), span: None }).into_iter().collect(),
        actor1: actor("actor1", "inter1"),
        actor2: actor("actor2", "inter2"),
        assoc_actor_1: others(["assoc_actor_1", "ally_actor_1"]),
        assoc_actor_2: others(["assoc_actor_2", "ally_actor_2"]),
        date: dated(day, day, small("time_precision")?),
        location: Some(place),
        fatalities: row.count("fatalities")?.map(CountRecord::exactly),
        ..Feature::default()
    })
}

/// Types in today's words. `Riots/Protests` of old is told apart by its actors, where they say.
fn types(row: &Row<'_>) -> (Option<String>, Option<String>) {
    let (kind, sub) = (row.find("event_type"), row.text("sub_event_type"));
    let Some(kind) = kind else { return (None, sub) };
    if let Some((_, now, implied)) = OLD_TYPES.iter().find(|(old, ..)| old.eq_ignore_ascii_case(kind)) {
        return (Some((*now).to_owned()), sub.or(implied.map(str::to_owned)));
    }
    if kind == "Riots/Protests" {
        let inter = row.find("inter1").and_then(kind_of_actor);
        let told = match inter.as_deref() {
            Some("Rioters") => Some("Riots".to_owned()),
            Some("Protesters") => Some("Protests".to_owned()),
            _ => None,
        };
        return (told, sub);
    }
    (Some(kind.to_owned()), sub)
}

/// The kind of an actor in the words of 2024, from the word or the number of before.
fn kind_of_actor(cell: &str) -> Option<String> {
    let cell = cell.trim_end_matches(".0");
    Inter::named(cell).map(|i| i.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_row() {
        let header = [
            "data_id",
            "event_date",
            "event_type",
            "actor1",
            "ally_actor_1",
            "inter1",
            "latitude",
            "longitude",
            "location",
            "fatalities",
            "country",
            "iso",
        ];
        let cells = ["77", "05 May 2018", "Battle-No change of territory", "A", "B; C", "2", "35.1", "36.7", "Hama", "3", "Syria", "760"];
        let (header, cells) = (header.map(str::to_owned), cells.map(str::to_owned));
        let feature = feature(&Row::new(&header, &cells)).expect("a feature");
        assert_eq!((feature.event_type.as_deref(), feature.sub_event_type.as_deref()), (Some("Battles"), Some("Armed clash")));
        assert_eq!(feature.actor1.expect("an actor").inter.as_deref(), Some("Rebel group"));
        assert_eq!(feature.assoc_actor_1.len(), 2);
        assert_eq!(feature.location.expect("a place").iso3.as_deref(), Some("SYR"));
        assert_eq!(feature.date.and_then(|d| d.start).map(|d| d.to_string()).as_deref(), Some("2018-05-05"));
    }
}
