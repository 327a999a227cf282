//! What to call a location that is no named place: "30 km N of Palmyra", "between A and B".

use crate::measure::compass_word;
use crate::relation::{Relation, RelationKind};

const WINDS: [(&str, &str, &str); 8] = [
    ("N", "north", "northern"),
    ("NE", "northeast", "northeastern"),
    ("E", "east", "eastern"),
    ("SE", "southeast", "southeastern"),
    ("S", "south", "southern"),
    ("SW", "southwest", "southwestern"),
    ("W", "west", "western"),
    ("NW", "northwest", "northwestern"),
];

fn wind(bearing: f64) -> (&'static str, &'static str) {
    let short = compass_word(bearing);
    WINDS.iter().find(|w| w.0 == short).map_or((short, short), |w| (w.1, w.2))
}

/// The name of where a relation lies, given the names of its places (at least one).
pub(super) fn name(relation: &Relation, places: &[&str]) -> String {
    let first = places.first().copied().unwrap_or_default();
    let km = |km: f64| if km < 10.0 { (km * 10.0).round() / 10.0 } else { km.round() };
    match &relation.kind {
        RelationKind::At | RelationKind::Part(None) => first.to_owned(),
        RelationKind::Near => format!("near {first}"),
        RelationKind::Distance(q, Some(b)) => format!("{} km {} of {first}", km(q.km), compass_word(b.0)),
        RelationKind::Distance(q, None) if relation.within => format!("within {} km of {first}", km(q.km_high)),
        RelationKind::Distance(q, None) => format!("{} km from {first}", km(q.km)),
        RelationKind::Direction(b) => format!("{} of {first}", wind(b.0).0),
        RelationKind::Part(Some(b)) => format!("{} {first}", wind(b.0).1),
        RelationKind::Road if places.len() == 1 => format!("{first} road"),
        RelationKind::Road => format!("{} road", places.join("–")),
        RelationKind::Between => format!("between {}", places.join(" and ")),
        RelationKind::Border => format!("{} border", places.join("–")),
    }
}
