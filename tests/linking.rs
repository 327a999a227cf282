//! Where an event happened, of the places that its sentence names; with the weights and the gazetteer that come with the program.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use sitmap::{Gazetteer, Mapper, Report, Span};

static MAPPER: LazyLock<Mapper> = LazyLock::new(|| Mapper::builder(Gazetteer::builtin().unwrap()).build().unwrap());

/// The words that say where what `verb` tells of happened, the verb being given from outside.
fn places_of(verb: &str, text: &str) -> Vec<String> {
    let start = text.find(verb).unwrap();
    let mut report = Report::new("r", text);
    report.known_triggers = Some(vec![Span::new(start, start + verb.len())]);
    let events = MAPPER.map(&report).events;
    assert_eq!(events.len(), 1);
    let spans = events[0].location.iter().flat_map(|location| &location.spans);
    spans.map(|span| span.slice(text).to_owned()).collect()
}

/// The name of the place where the first event of a report happened.
fn first_place(text: &str) -> Option<String> {
    let events = MAPPER.map(&Report::new("r", text)).events;
    events.into_iter().next().and_then(|event| event.location).map(|location| location.name)
}

#[test]
fn words_tell_whether_anything_happened_at_a_place() {
    assert_eq!(places_of("killed", "Two farmers were killed in Kunduz on Friday."), ["Kunduz"]);
    assert_eq!(places_of("captured", "Her novel captured readers from Cairo to Tunis."), [""; 0]);
    assert_eq!(places_of("bombed", "Warplanes bombed a market in Saada, the agency said in Dubai."), ["Saada"]);
}

#[test]
fn what_holds_a_place_is_not_meant_itself() {
    for rest in ["", " after they left Jenin", " for Hebron after they left Jenin", " for Hebron after they left Jenin and Qalqilya"] {
        let text = format!("Soldiers shot a man dead in the West Bank city of Nablus{rest}.");
        assert_eq!(first_place(&text).as_deref(), Some("Nablus"), "{text}");
    }
    assert_eq!(first_place("Gunmen killed a teacher in Shindand district of Herat province.").as_deref(), Some("Shindand"));
}

#[test]
fn a_capitalised_noun_says_where_too() {
    assert_eq!(places_of("killed", "Three men were killed in Hama Governorate on Monday."), ["Hama Governorate"]);
    assert_eq!(places_of("killed", "Three men were killed in Hama\nVillage elders said so."), ["Hama"]);
    assert_eq!(places_of("killed", "Three men were killed in Hama province on Monday."), ["Hama"]);
}

#[test]
fn a_trigger_that_is_a_blank_is_an_event_without_a_place() {
    assert_eq!(places_of(" ", " "), [""; 0]);
}
