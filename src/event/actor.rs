//! From a mention of somebody to an actor with id, name and kind.

use super::Status;
use super::party::{Party, Who};
use super::record::{Actor, Inter, Words};
use super::scene::Scene;
use crate::codebook::Side;

/// Where and when an event is, as far as naming its actors goes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    /// Country as ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub year: Option<i16>,
}

/// The actor that a party stands for.
pub(crate) fn actor(scene: &Scene<'_>, party: &Party, setting: &Setting) -> Actor {
    let words = Words { text: party.span.slice(scene.reading.source).to_owned(), span: party.span };
    match party.who {
        Who::Group(row) => {
            let group = &scene.codebook.actors.groups[row as usize];
            let abroad = setting.country.is_some() && group.country.is_some() && group.country != setting.country;
            let name = match (&group.country, group.inter, &setting.country) {
                (None, 2, Some(country)) => format!("{} ({})", group.name, scene.codebook.actors.country_name(country)),
                _ => group.name.clone(),
            };
            let inter = if abroad && group.inter == 1 { Some(Inter::External) } else { inter(group.inter) };
            Actor { id: group.id.clone(), name, inter, words }
        }
        Who::Kind(class, country) => {
            let own = country.map(|row| scene.codebook.actors.countries[row as usize].clone());
            named(scene, class, own, setting, words)
        }
    }
}

/// An actor of a kind that no words name.
pub(crate) fn implied(scene: &Scene<'_>, class: &str, setting: &Setting) -> Option<Actor> {
    let class = scene.codebook.actors.class(class)?;
    Some(named(scene, class, None, setting, Words::default()))
}

fn named(scene: &Scene<'_>, class: u16, own: Option<String>, setting: &Setting, words: Words) -> Actor {
    let actors = &scene.codebook.actors;
    let kind = &actors.classes[class as usize];
    let country = own.clone().or_else(|| setting.country.clone());
    let abroad = kind.inter == 1 && own.is_some() && setting.country.is_some() && own != setting.country;
    let name = match &country {
        _ if !kind.name.contains('{') => kind.name.clone(),
        Some(code) => filled(&kind.name, |slot| match slot {
            "country" => actors.country_name(code).to_owned(),
            _ => actors.regime(code, setting.year),
        }),
        None => [" ({country})", " of {military}", " of {police}", "{country}"]
            .iter()
            .fold(kind.name.clone(), |name, part| name.replace(part, "")),
    };
    let id = match &country {
        Some(code) => format!("{}-{}", kind.class, code.to_lowercase()),
        None => kind.class.clone(),
    };
    Actor { id, name, inter: if abroad { Some(Inter::External) } else { inter(kind.inter) }, words }
}

/// The pattern with what `fill` gives for each `{slot}`.
fn filled(pattern: &str, fill: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, (slot, after))) = rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?))) {
        out.push_str(before);
        out.push_str(&fill(slot));
        rest = after;
    }
    out + rest
}

fn inter(number: u8) -> Option<Inter> {
    Inter::ALL.get(usize::from(number).checked_sub(1)?).copied()
}

/// The side an actor stands on.
pub(crate) fn side(actor: &Actor) -> Side {
    match actor.inter {
        Some(Inter::Civilians) => Side::People,
        Some(Inter::Rioters | Inter::Protesters) => Side::Crowd,
        _ => Side::Armed,
    }
}

/// Whether an event with this status is said to have happened.
pub(crate) fn happened(status: Status) -> bool {
    matches!(status, Status::Reported | Status::Ongoing | Status::Claimed)
}
