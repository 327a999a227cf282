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

#[test]
fn a_place_that_says_who_somebody_is_is_not_where_it_happened() {
    let banned = "Troops clashed with a terrorist organisation (banned in Russia) 15 km east of Palmyra.";
    assert_eq!(first_place(banned).as_deref(), Some("15 km E of Palmyra"));
    assert_eq!(first_place("Twelve people died in shelling, a Germany-based monitor said."), None);
    assert_eq!(first_place("Five soldiers based in Iraq were killed in a rocket attack.").as_deref(), Some("Iraq"));
    assert_eq!(first_place("Gunmen killed the head of an Idlib-based charity.").as_deref(), Some("Idlib"));
}

#[test]
fn a_country_stands_for_its_capital_where_the_words_say_so() {
    let placed = [
        ("Shelling in the Yemeni capital killed four people.", "Sanaa"),
        ("Air strikes hit Sudan's capital overnight, killing six.", "Khartoum"),
        ("Nineteen people were killed in a raid near the Syrian capital on Tuesday.", "near Damascus"),
        ("Clashes broke out east of Syria's capital and killed fifty fighters.", "east of Damascus"),
        ("A bomb killed five people in the Afghan capital Tuesday.", "Kabul"),
        ("A bomb killed five people 10 km from the Syrian capital.", "10 km from Damascus"),
        ("Amnesty said Iran's capital punishment killed 500 people.", "Iran"),
        ("A car bomb went off in Kabul, the Afghan capital, and killed ten.", "Kabul"),
    ];
    for (text, place) in placed {
        assert_eq!(first_place(text).as_deref(), Some(place), "{text}");
    }
    assert_eq!(places_of("killed", "Shells killed four people in the Yemeni capital on Friday."), ["Yemeni capital"]);
}

#[test]
fn owners_that_lost_their_apostrophe_say_where() {
    let text = "Gunmen killed more than 50 people in two villages in central Syrias Hama province.";
    assert_eq!(first_place(text).as_deref(), Some("Hama"));
}
