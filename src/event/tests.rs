//! Whole reports of our own, over places given by hand.

mod conventions;
mod counts;

use std::sync::Arc;

use super::*;
use crate::gazetteer::{Kind, Place};
use crate::locate::{Basis, Level};
use crate::measure::Position;
use crate::mention::Form;
use crate::span::Span;
use crate::text::{DateWords, NumberWords, UnitWords, dates, numbers, quantities};

const PLACES: [(&str, &str, f64, f64, Kind); 12] = [
    ("Saraqib", "SY", 35.86, 36.80, Kind::Town),
    ("Palmyra", "SY", 34.56, 38.28, Kind::Town),
    ("Deir ez-Zor", "SY", 35.34, 40.14, Kind::City),
    ("Kupiansk", "UA", 49.71, 37.61, Kind::Town),
    ("Bakhmut", "UA", 48.59, 38.00, Kind::Town),
    ("El Fasher", "SD", 13.63, 25.35, Kind::City),
    ("Nyala", "SD", 12.05, 24.88, Kind::City),
    ("Kandahar", "AF", 31.61, 65.71, Kind::City),
    ("Maiduguri", "NG", 11.85, 13.16, Kind::City),
    ("Taiz", "YE", 13.58, 44.02, Kind::City),
    ("Lima", "PE", -12.04, -77.03, Kind::City),
    ("Goma", "CD", -1.68, 29.22, Kind::City),
];

fn toponyms(text: &str) -> Vec<Toponym> {
    let mut out = Vec::new();
    for (name, country, lat, lon, kind) in PLACES {
        for (start, _) in text.match_indices(name) {
            let place = Place {
                id: format!("sitmap:{}", name.to_lowercase().replace(' ', "-")),
                name: name.to_owned(),
                position: Position::checked(lat, lon).unwrap(),
                kind,
                country: Some(country.to_owned()),
                admin1: None,
                admin1_code: None,
                admin2: None,
                admin2_code: None,
                population: 0,
                code: None,
            };
            out.push(Toponym {
                span: Span::new(start, start + name.len()),
                bare: Span::new(start, start + name.len()),
                form: Form::Name,
                place: Some(Arc::new(place)),
                confidence: 0.9,
                alternatives: Vec::new(),
                wanted: Vec::new(),
            });
        }
    }
    out.sort_by_key(|t| t.span);
    out
}

fn locate(toponyms: &[Toponym], anchor: Anchor) -> Option<Location> {
    let Anchor::Toponym(at) = anchor else { return None };
    let toponym = toponyms.get(at)?;
    let place = toponym.place.clone()?;
    Some(Location {
        name: place.name.clone(),
        position: Some(place.position),
        radius_km: 1.0,
        level: Level::Town,
        basis: Basis::Named,
        country: place.country.clone(),
        admin1: None,
        admin1_code: None,
        admin2: None,
        admin2_code: None,
        spans: vec![toponym.span],
        confidence: toponym.confidence,
        alternatives: Vec::new(),
        extent: None,
        place: Some(place),
    })
}

fn read(text: &str, published: &str) -> Vec<Event> {
    let codebook = Codebook::builtin().unwrap();
    let mut report = Report::new("r", text);
    report.published = published.parse().ok();
    let cut = Text::new(text);
    let toponyms = toponyms(text);
    extract(&Context {
        report: &report,
        text: &cut,
        toponyms: &toponyms,
        relations: &[],
        dates: &dates(text, report.published, DateWords::builtin(), NumberWords::builtin()),
        numbers: &numbers(text, NumberWords::builtin()),
        quantities: &quantities(text, UnitWords::builtin(), NumberWords::builtin()),
        codebook: &codebook,
        place: &|anchor| locate(&toponyms, anchor),
    })
}

fn main(text: &str) -> Event {
    read(text, "2023-04-20").into_iter().next().unwrap_or_else(|| panic!("no event in {text:?}"))
}

fn sub(text: &str) -> String {
    main(text).sub_event_type.unwrap_or_default()
}

fn id(actor: &Option<Actor>) -> &str {
    actor.as_ref().map_or("", |a| &a.id)
}

#[test]
fn types_follow_kind_and_actors() {
    assert_eq!(sub("The Syrian army captured Saraqib from rebels on Tuesday."), "Government regains territory");
    assert_eq!(sub("Rebels captured Saraqib from the Syrian army on Tuesday."), "Non-state actor overtakes territory");
    assert_eq!(sub("Clashes erupted between the RSF and the Sudanese army in El Fasher."), "Armed clash");
    assert_eq!(sub("Russian forces shelled Kupiansk with artillery overnight."), "Shelling/artillery/missile attack");
    assert_eq!(sub("Warplanes carried out airstrikes on a market in Taiz."), "Air/drone strike");
    assert_eq!(sub("A suicide bomber blew himself up at a mosque in Maiduguri."), "Suicide bomb");
    assert_eq!(sub("A roadside bomb hit a bus in Kandahar, killing two passengers."), "Remote explosive/landmine/IED");
    assert_eq!(sub("Gunmen shot dead a teacher in Kandahar."), "Attack");
    assert_eq!(sub("Unknown gunmen kidnapped three aid workers near Goma."), "Abduction/forced disappearance");
    assert_eq!(sub("Hundreds of teachers protested in Lima against low wages."), "Peaceful protest");
    assert_eq!(sub("Police dispersed protesters with tear gas in Lima."), "Protest with intervention");
    assert_eq!(sub("Demonstrators burned tires and threw stones at police in Lima."), "Violent demonstration");
    assert_eq!(sub("Police seized a weapons cache in Maiduguri."), "Disrupted weapons use");
}

#[test]
fn what_only_sounds_like_war_is_none() {
    for text in [
        "The battle against inflation goes on in Lima.",
        "The director shot a film in Lima.",
        "She captured the imagination of readers in Lima.",
        "He died of cancer in Lima.",
        "Leave a Reply. Your email address will not be published after the attack.",
    ] {
        assert!(read(text, "2023-04-20").is_empty(), "{text}: {:?}", read(text, "2023-04-20"));
    }
}

#[test]
fn roles_follow_voice() {
    let active = main("Taliban fighters attacked Afghan soldiers in Kandahar.");
    assert_eq!((id(&active.actor1), id(&active.actor2)), ("taliban", "military-af"));
    let passive = main("Afghan soldiers were attacked by Taliban fighters in Kandahar.");
    assert_eq!((id(&passive.actor1), id(&passive.actor2)), ("taliban", "military-af"));
    let noun = main("An attack by Taliban fighters on Afghan soldiers was reported in Kandahar.");
    assert_eq!((id(&noun.actor1), id(&noun.actor2)), ("taliban", "military-af"));
    let owned = main("Russian jets destroyed ISIS's hardware near Palmyra.");
    assert_eq!((id(&owned.actor1), id(&owned.actor2)), ("military-ru", "islamic-state"));
    let sides = main("Fighting between M23 and the Congolese army resumed in Goma.");
    assert_eq!(id(&sides.actor1), "march-23-movement");
}

#[test]
fn deaths_are_counted_once() {
    let dead = |text: &str| main(text).fatalities.map(|f| f.best);
    assert_eq!(dead("A car bomb killed five people, including two children, in Kandahar."), Some(5));
    assert_eq!(dead("Three soldiers and two civilians were killed in clashes in Goma."), Some(5));
    assert_eq!(dead("Gunmen killed two policemen and wounded seven others in Kandahar."), Some(2));
    assert_eq!(dead("Gunmen shot dead a teacher in Kandahar."), Some(1));
    assert_eq!(dead("Shelling hit Kupiansk. No fatalities were reported."), Some(0));
    assert_eq!(dead("Clashes erupted in Goma. Several fatalities coded as 3."), Some(3));
    assert_eq!(dead("Shelling hit Kupiansk overnight."), None);
    let both = main("Gunmen killed two policemen and wounded seven others in Kandahar.");
    assert_eq!(both.injured.map(|i| i.best), Some(7));
}

#[test]
fn statuses() {
    let status = |text: &str, kind: &str| {
        let events = read(text, "2023-04-20");
        events.iter().find(|e| e.kind == kind).map(|e| e.status).unwrap_or_else(|| panic!("no {kind} in {events:?}"))
    };
    assert_eq!(status("The governor expected the army to enter Palmyra within hours.", "movement"), Status::Expected);
    assert_eq!(status("Deir ez-Zor has been besieged by ISIS for three years.", "siege"), Status::Ongoing);
    assert_eq!(status("The RSF claimed its fighters attacked soldiers in Nyala.", "attack"), Status::Claimed);
    assert_eq!(status("The army denied that rebels captured Saraqib.", "capture"), Status::Denied);
    assert_eq!(status("Calm returned. Clashes in Goma erupted in 2012.", "clash"), Status::Background);
}

#[test]
fn statements_of_control() {
    let events = read("Shelling hit the rebel-held town of Saraqib. ISIL controls most of Palmyra.", "2017-09-03");
    let held: Vec<(&str, &str)> = events
        .iter()
        .filter(|e| e.kind == "control")
        .filter_map(|e| Some((e.location.as_ref()?.name.as_str(), e.control.as_ref()?.holder_id.as_str())))
        .collect();
    assert!(held.contains(&("Palmyra", "islamic-state")), "{held:?}");
    assert!(held.contains(&("Saraqib", "rebels-sy")), "{held:?}");
    let shelled = events.iter().find(|e| e.kind == "shelling").unwrap();
    assert_eq!(shelled.location.as_ref().map(|l| l.name.as_str()), Some("Saraqib"));
    assert_eq!(shelled.control.as_ref().map(|c| c.holder_id.as_str()), Some("rebels-sy"));
}

#[test]
fn known_triggers_give_one_event_each() {
    let text = "He was captured in Goma and shot in Nyala.";
    let codebook = Codebook::builtin().unwrap();
    let mut report = Report::new("r", text);
    report.known_triggers = Some(vec![Span::new(7, 15), Span::new(28, 32)]);
    let cut = Text::new(text);
    let toponyms = toponyms(text);
    let events = extract(&Context {
        report: &report,
        text: &cut,
        toponyms: &toponyms,
        relations: &[],
        dates: &[],
        numbers: &[],
        quantities: &[],
        codebook: &codebook,
        place: &|anchor| locate(&toponyms, anchor),
    });
    let places: Vec<_> = events.iter().map(|e| e.location.as_ref().map(|l| l.name.as_str())).collect();
    assert_eq!(places, [Some("Goma"), Some("Nyala")]);
}

/// One paragraph with everything in it exchanged: every field must follow.
#[test]
fn fields_follow_the_words() {
    let sides = [
        ("Taliban fighters", "taliban", "Afghan soldiers", "military-af", "Kandahar"),
        ("RSF fighters", "rapid-support-forces", "Sudanese soldiers", "military-sd", "El Fasher"),
        ("Boko Haram fighters", "boko-haram", "Nigerian soldiers", "military-ng", "Maiduguri"),
        ("ISIL fighters", "islamic-state", "Syrian soldiers", "military-sy", "Palmyra"),
        ("Daesh fighters", "islamic-state", "Syrian soldiers", "military-sy", "Saraqib"),
    ];
    let days = [("Monday", 17), ("Tuesday", 18), ("Wednesday", 19), ("Sunday", 16)];
    for (round, (attacker, one, victim, two, place)) in sides.into_iter().enumerate() {
        for (step, (day, date)) in days.into_iter().enumerate() {
            let (dead, hurt) = (2 + round as u64 * 3, 4 + step as u64 * 5);
            let text = format!("{attacker} attacked {victim} in {place} on {day}, killing {dead} soldiers and wounding {hurt} others.");
            let event = main(&text);
            assert_eq!((id(&event.actor1), id(&event.actor2)), (one, two), "{text}");
            assert_eq!(event.location.as_ref().map(|l| l.name.as_str()), Some(place), "{text}");
            assert_eq!(event.date.as_ref().map(|d| d.start.day()), Some(date), "{text}");
            assert_eq!(event.fatalities.as_ref().map(|f| f.best), Some(dead), "{text}");
            assert_eq!(event.injured.as_ref().map(|f| f.best), Some(hurt), "{text}");
            assert_eq!(event.sub_event_type.as_deref(), Some("Armed clash"), "{text}");
        }
    }
}

#[test]
fn an_id_does_not_depend_on_other_events() {
    let alone = main("Gunmen shot dead a teacher in Kandahar.");
    let among = read("Gunmen shot dead a teacher in Kandahar.\n\nHundreds protested in Lima on Monday.", "2023-04-20");
    assert!(among.iter().any(|e| e.id == alone.id), "{:?}", among.iter().map(|e| &e.id).collect::<Vec<_>>());
}
