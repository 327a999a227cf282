//! What the text states of where one of its names lies from another: "Hmimeh, 30 km from Deir ez-Zor", "Al-Khadir,
//! south of Bethlehem", "between Salqin and Isqat".

use rustc_hash::FxHashMap;

use super::belief::{Choice, chord_km2};
use crate::measure::{bearing, turn};
use crate::mention::Mention;
use crate::relation::{Bearing, RelationKind, relations_beside};
use crate::text::Text;

/// Where a name lies, seen from another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Statement {
    /// So many kilometres off.
    Away(f32),
    /// In that direction, degrees clockwise from north.
    Toward(f64),
    /// Not far.
    Near,
    /// At the other end of a road or stretch.
    Along,
}

/// Of each mention of which the text states it, from which other mention, and how.
pub(super) type Stated = FxHashMap<usize, (usize, Statement)>;

/// A distance is meant to within this share of it, and so many kilometres.
const AWAY_SHARE: f32 = 0.35;
const AWAY_KM: f32 = 5.0;

/// A direction is told from places within this many kilometres.
const TOWARD_KM: f32 = 250.0;

/// A direction is meant to within this many degrees: half a quadrant and half a wind.
const TOWARD_DEGREES: f64 = 67.5;

/// "Near" is within this many kilometres.
const NEAR_KM: f32 = 50.0;

/// The ends of a road or stretch that a report tells of lie within this many kilometres.
const ALONG_KM: f32 = 300.0;

/// All that the text states.
pub(super) fn stated(text: &Text<'_>, mentions: &[Mention]) -> Stated {
    let mut out = Stated::default();
    for relation in relations_beside(text, mentions) {
        if let (RelationKind::Between | RelationKind::Road, [a, b, ..]) = (&relation.kind, relation.anchors.as_slice()) {
            out.entry(*a).or_insert((*b, Statement::Along));
            out.entry(*b).or_insert((*a, Statement::Along));
        }
        let (Some(subject), Some(anchor)) = (relation.subject, relation.anchors.first().copied()) else { continue };
        let (here, there) = match relation.kind {
            RelationKind::Distance(quantity, _) if !relation.within => {
                let away = Statement::Away(quantity.km as f32);
                (away, away)
            }
            RelationKind::Direction(Bearing(degrees)) => {
                (Statement::Toward(degrees), Statement::Toward((degrees + 180.0).rem_euclid(360.0)))
            }
            RelationKind::Near => (Statement::Near, Statement::Near),
            _ => continue,
        };
        out.entry(subject).or_insert((anchor, here));
        out.entry(anchor).or_insert((subject, there));
    }
    out
}

impl Statement {
    /// How far off a place can lie of which it is stated, in kilometres.
    pub(super) fn reach_km(self) -> f64 {
        f64::from(match self {
            Self::Away(km) => km.mul_add(1.0 + AWAY_SHARE, AWAY_KM),
            Self::Toward(_) => TOWARD_KM,
            Self::Near => NEAR_KM,
            Self::Along => ALONG_KM,
        })
    }

    /// Whether a place can lie so, seen from another.
    pub(super) fn holds(self, other: &Choice, option: &Choice) -> bool {
        let apart = chord_km2(&other.vector, &option.vector).sqrt();
        match self {
            Self::Away(km) => (apart - km).abs() < km.mul_add(AWAY_SHARE, AWAY_KM),
            Self::Toward(degrees) => {
                let lies = || bearing(other.facts.position, option.facts.position);
                apart > 0.0 && apart < TOWARD_KM && turn(lies(), degrees) <= TOWARD_DEGREES
            }
            Self::Near => apart < NEAR_KM,
            Self::Along => apart > 0.0 && apart < ALONG_KM,
        }
    }
}
