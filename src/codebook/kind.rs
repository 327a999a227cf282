//! Kinds of events, and how they are coded in ACLED's types.

use super::table::{self, Row};
use crate::error::{Error, Result};

/// One row of `kinds.tsv`.
#[derive(Debug, Clone, PartialEq)]
pub struct EventKind {
    /// Its word: `capture`, `air-strike`.
    pub name: String,
    /// Of several kinds told of one event the lowest level names it.
    pub level: f32,
    /// How much it counts when the main event is chosen.
    pub weight: f32,
    /// Kinds of one family at one place are one event.
    pub family: String,
}

/// A condition of `coding.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// What stands on side 1, 2 or on either (0).
    Side(u8, Party),
    /// The event has that kind too.
    With(u16),
    /// A word class stands in its sentences: the number of its bit in [`super::Cues`].
    Cue(u64),
    /// Both sides fire.
    Mutual,
    /// Somebody died.
    Deaths,
}

/// What a condition asks of a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Unarmed people.
    Civilians,
    /// Protesters or rioters.
    Crowd,
    /// Anybody with weapons.
    Armed,
    /// Forces of a state.
    State,
    /// Forces of the state on whose ground it happens.
    Home,
    /// Foreign forces.
    Foreign,
    /// Nobody is named.
    None,
    /// Somebody is named.
    Any,
}

/// One row of `coding.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// The kind it is for.
    pub kind: u16,
    /// Conditions, each with whether it must hold.
    pub when: Vec<(Condition, bool)>,
    /// ACLED's event type and sub-event type; `None` where the event is none of them.
    pub types: Option<(String, String)>,
}

/// Reads `kinds.tsv`.
pub(crate) fn kinds((file, text): (&str, &str)) -> Result<Vec<EventKind>> {
    let mut out: Vec<EventKind> = Vec::new();
    for row in table::rows(file, text, &["kind", "level", "weight", "family"])? {
        let name = row.required(0, "kind")?;
        if out.iter().any(|k| k.name == name) {
            return Err(row.wrong(format!("kind {name:?} twice")));
        }
        out.push(EventKind {
            name: name.to_owned(),
            level: row.number(1, "level", 50.0)?,
            weight: row.number(2, "weight", 0.5)?,
            family: row.cell(3).to_owned(),
        });
    }
    Ok(out)
}

/// Reads `coding.tsv`.
pub(crate) fn codings(kinds: &[EventKind], cue: &dyn Fn(&str) -> Option<u64>, (file, text): (&str, &str)) -> Result<Vec<Coding>> {
    let find = |name: &str| kinds.iter().position(|k| k.name == name).map(|i| i as u16);
    let mut out = Vec::new();
    for row in table::rows(file, text, &["kind", "when", "event_type", "sub_event_type"])? {
        let kind = row.required(0, "kind")?;
        let kind = find(kind).ok_or_else(|| row.wrong(format!("kind {kind:?} is not in kinds.tsv")))?;
        let mut when = Vec::new();
        for part in row.cell(1).split('&').map(str::trim).filter(|p| !p.is_empty() && *p != "*") {
            let (part, wanted) = part.strip_prefix('!').map_or((part, true), |p| (p, false));
            when.push((condition(&row, part, &find, cue)?, wanted));
        }
        let types = match (row.cell(2), row.cell(3)) {
            ("none", "none") => None,
            (event, sub) if TYPES.iter().any(|(e, subs, _)| *e == event && subs.contains(&sub)) => Some((event.to_owned(), sub.to_owned())),
            (event, sub) => return Err(row.wrong(format!("{event:?} / {sub:?} is no type of ACLED's"))),
        };
        out.push(Coding { kind, when, types });
    }
    for (i, kind) in kinds.iter().enumerate() {
        if !out.iter().any(|c| c.kind == i as u16 && c.when.is_empty()) {
            return Err(Error::data(format!("kind {:?} has no row with * to end with", kind.name)).on(file));
        }
    }
    Ok(out)
}

fn condition(row: &Row<'_>, part: &str, kind: &dyn Fn(&str) -> Option<u16>, cue: &dyn Fn(&str) -> Option<u64>) -> Result<Condition> {
    let unknown = || row.wrong(format!("condition {part:?} is unknown"));
    Ok(match part.split_once(':') {
        None if part == "mutual" => Condition::Mutual,
        None if part == "deaths" => Condition::Deaths,
        Some(("side1", party)) => Condition::Side(1, self::party(party).ok_or_else(unknown)?),
        Some(("side2", party)) => Condition::Side(2, self::party(party).ok_or_else(unknown)?),
        Some(("any", party)) => Condition::Side(0, self::party(party).ok_or_else(unknown)?),
        Some(("with", name)) => Condition::With(kind(name).ok_or_else(unknown)?),
        Some(("cue", class)) => Condition::Cue(cue(class).ok_or_else(unknown)?),
        _ => return Err(unknown()),
    })
}

fn party(name: &str) -> Option<Party> {
    Some(match name {
        "civilians" => Party::Civilians,
        "crowd" => Party::Crowd,
        "armed" => Party::Armed,
        "state" => Party::State,
        "home" => Party::Home,
        "foreign" => Party::Foreign,
        "none" => Party::None,
        "any" => Party::Any,
        _ => return None,
    })
}

/// ACLED's event types, their sub-event types and disorder types, from its codebook.
pub const TYPES: [(&str, &[&str], &str); 6] = [
    ("Battles", &["Government regains territory", "Non-state actor overtakes territory", "Armed clash"], "Political violence"),
    ("Protests", &["Excessive force against protesters", "Protest with intervention", "Peaceful protest"], "Demonstrations"),
    ("Riots", &["Violent demonstration", "Mob violence"], "Demonstrations"),
    (
        "Explosions/Remote violence",
        &[
            "Chemical weapon",
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
            "Grenade",
        ],
        "Political violence",
    ),
    ("Violence against civilians", &["Sexual violence", "Attack", "Abduction/forced disappearance"], "Political violence"),
    (
        "Strategic developments",
        &[
            "Agreement",
            "Arrests",
            "Change to group/activity",
            "Disrupted weapons use",
            "Headquarters or base established",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        ],
        "Strategic developments",
    ),
];

/// ACLED's disorder type of a pair of event type and sub-event type; `None` where it is no such pair.
///
/// ```
/// use sitmap::codebook::disorder_type;
/// assert_eq!(disorder_type("Riots", "Mob violence"), Some("Political violence"));
/// assert_eq!(disorder_type("Battles", "Armed clash"), Some("Political violence"));
/// ```
pub fn disorder_type(event: &str, sub: &str) -> Option<&'static str> {
    match sub {
        "Mob violence" => Some("Political violence"),
        "Excessive force against protesters" => Some("Political violence; Demonstrations"),
        _ => TYPES.iter().find(|(e, subs, _)| *e == event && subs.contains(&sub)).map(|(_, _, disorder)| *disorder),
    }
}
