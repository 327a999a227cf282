//! What must hold of every report, whatever the weights.

use super::{Outside, Preference, Toponym, Weights, resolve, resolve_in};
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Mention, Recogniser};
use crate::report::Report;
use crate::span::Span;
use crate::text::Text;

/// Resolves the names given, each at its first place in the text behind the one before.
fn resolved(gazetteer: &Gazetteer, source: &str, names: &[&str], preference: &Preference) -> Vec<Toponym> {
    let text = Text::new(source);
    resolve(gazetteer, &text, &marked(gazetteer, &text, names), preference)
}

fn marked(gazetteer: &Gazetteer, text: &Text<'_>, names: &[&str]) -> Vec<Mention> {
    let recogniser = Recogniser::new(gazetteer);
    let mut from = 0;
    let spans = names.iter().map(|name| {
        let start = from + text.source[from..].find(name).expect("the name stands in the text");
        from = start + name.len();
        Span::new(start, from)
    });
    spans.map(|span| recogniser.known(text, span)).collect()
}

fn place(toponyms: &[Toponym], at: usize) -> (&str, &str) {
    let place = toponyms[at].place.as_deref().expect("a place");
    (place.admin1_code.as_deref().unwrap_or(""), place.kind.name())
}

/// Names of one report in many orders, a comma between them.
const NAMES: [&str; 7] = ["Hama", "Paris", "Franklin", "Lebanon", "Kharkiv", "Columbia", "Tripoli"];

#[test]
fn no_order_changes_an_answer_and_no_run_does() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let answer = |order: &[&str]| {
        // A full stop ties no names to each other.
        let source = order.join(". ");
        let toponyms = resolved(&gazetteer, &source, order, &Preference::default());
        let mut out: Vec<(String, Option<String>)> =
            order.iter().zip(toponyms).map(|(name, t)| ((*name).to_owned(), t.place.map(|p| p.id.clone()))).collect();
        out.sort();
        out
    };
    let first = answer(&NAMES);
    assert_eq!(first, answer(&NAMES));
    for turn in 1..NAMES.len() {
        let mut order = NAMES;
        order.rotate_left(turn);
        assert_eq!(first, answer(&order));
        order.swap(0, 3);
        assert_eq!(first, answer(&order));
    }
}

#[test]
fn no_name_empties_a_report() {
    let gazetteer = Gazetteer::builtin().unwrap();
    for odd in ["Qzxwvk", "Of", "Share", "12", "Korolevstvo Nigde", "…"] {
        let source = format!("Shelling hit Aleppo and {odd} on Monday, and Homs on Tuesday.");
        let toponyms = resolved(&gazetteer, &source, &["Aleppo", odd, "Homs"], &Preference::default());
        assert!(place(&toponyms, 0).0 == "SY-HL" && place(&toponyms, 2).0 == "SY-HI", "{odd}");
    }
}

#[test]
fn one_sense_a_report() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let source = "A fire broke out in Paris, Texas, on Monday. Crews from Dallas helped. Paris has one engine. Paris burned in 1916.";
    let toponyms = resolved(&gazetteer, source, &["Paris", "Texas", "Dallas", "Paris", "Paris"], &Preference::default());
    for at in [0, 3, 4] {
        assert_eq!(place(&toponyms, at).0, "US-TX", "{at}");
    }
}

#[test]
fn names_that_have_places_side_by_side_outweigh_namesakes_that_are_better_known() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let source = "Snow closed schools in Orland, Fremont, Hudson and Ashley on Monday. Plows were out of Hamilton by six.";
    let names = ["Orland", "Fremont", "Hudson", "Ashley", "Hamilton"];
    let toponyms = resolved(&gazetteer, source, &names, &Preference::default());
    for (at, name) in names.iter().enumerate() {
        assert_eq!(place(&toponyms, at).0, "US-IN", "{name}");
    }
    let apart = resolved(
        &gazetteer,
        "The firm has shops in Fremont, Chicago and Dallas.",
        &["Fremont", "Chicago", "Dallas"],
        &Preference::default(),
    );
    assert_eq!(place(&apart, 0).0, "US-CA");
}

#[test]
fn a_telephone_number_tells_where_its_area_lies() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let cases = [
        ("The rodeo returns to Paris on Thursday. For tickets call 903-555-0142.", "Paris", Some("US-TX")),
        ("The rodeo returns to Paris on Thursday. For tickets call the mayor.", "Paris", Some("FR-IDF")),
        ("A man was shot in London. Police ask witnesses to call (519) 555-0142.", "London", Some("CA-ON")),
        ("A man was shot in London. Police ask witnesses to call 101.", "London", Some("GB-ENG")),
        ("The clinic in Tripoli has a new number, +961 6 555 014.", "Tripoli", Some("LB-AS")),
    ];
    for (source, name, division) in cases {
        let toponyms = resolved(&gazetteer, source, &[name], &Preference::default());
        assert_eq!(toponyms[0].place.as_deref().and_then(|p| p.admin1_code.as_deref()), division, "{source}");
    }
}

#[test]
fn two_steps_lead_to_the_state() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let source = "She was born in Franklin, Simpson County, Ky., in 1921.";
    let toponyms = resolved(&gazetteer, source, &["Franklin", "Simpson County", "Ky."], &Preference::default());
    assert_eq!([0, 1, 2].map(|at| place(&toponyms, at)), [("US-KY", "town"), ("US-KY", "admin2"), ("US-KY", "admin1")]);
}

#[test]
fn a_list_of_countries_holds_no_town() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let country = |source: &str, names: &[&str], at: usize| {
        let toponyms = resolved(&gazetteer, source, names, &Preference::default());
        toponyms[at].place.as_ref().and_then(|p| p.country.clone()).unwrap_or_default()
    };
    assert_eq!(country("Rome, Georgia and Albania signed the deal.", &["Rome", "Georgia", "Albania"], 0), "IT");
    assert_eq!(country("Rome, Georgia and Albania signed the deal.", &["Rome", "Georgia", "Albania"], 1), "GE");
    assert_eq!(country("Banks shut in Tripoli, Lebanon and Syria.", &["Tripoli", "Lebanon", "Syria"], 0), "LB");
    assert_eq!(country("Laos, Thailand and Cambodia met in Vientiane.", &["Laos", "Thailand"], 0), "LA");
}

#[test]
fn the_state_before_the_noun_holds_the_town() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let toponyms =
        resolved(&gazetteer, "The West Virginia town of Gilbert was flooded.", &["West Virginia", "Gilbert"], &Preference::default());
    assert_eq!(place(&toponyms, 1).0, "US-WV");
    let toponyms = resolved(&gazetteer, "He left the Kobani town of Syria.", &["Kobani", "Syria"], &Preference::default());
    assert_eq!(place(&toponyms, 0).0, "SY-HL");
}

#[test]
fn counties_and_saints_of_other_countries() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let first = |source: &str, names: &[&str]| {
        let toponyms = resolved(&gazetteer, source, names, &Preference::default());
        toponyms[0].place.as_ref().and_then(|p| p.admin1_code.clone()).unwrap_or_default()
    };
    assert_eq!(first("Kings County farmers met in Kentville, Nova Scotia.", &["Kings County", "Kentville", "Nova Scotia"]), "CA-NS");
    assert_eq!(first("Flood water rose in St James, Jamaica.", &["St James", "Jamaica"]), "JM-08");
}

#[test]
fn the_county_of_the_neighbours_tells_the_town() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let source = "Deputies from Laclede County arrested two men in Lebanon; both live in Conway. The court sits in Lebanon.";
    let toponyms = resolved(&gazetteer, source, &["Laclede County", "Lebanon", "Conway", "Lebanon"], &Preference::default());
    for at in 0..4 {
        assert_eq!(place(&toponyms, at).0, "US-MO", "{at}");
    }
}

#[test]
fn the_publisher_tells_the_town() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let source = "The council of London met on Tuesday; St. Thomas sent its mayor, and Woodstock its engineer.";
    let mut report = Report::new("r", source);
    report.source = Some("The London Free Gazette, Ontario".into());
    report.url = Some("https://gazette.example.ca/1".into());
    let text = Text::new(source);
    let mentions = marked(&gazetteer, &text, &["London", "St. Thomas", "Woodstock"]);
    let outside = Outside::of(&gazetteer, &Recogniser::new(&gazetteer), &report);
    let toponyms = resolve_in(Weights::builtin(), &gazetteer, &text, &mentions, &Preference::default(), &outside);
    assert_eq!(place(&toponyms, 1).0, "CA-ON");
    assert_eq!(place(&toponyms, 2).0, "CA-ON");
}

#[test]
fn the_theatre_tells_and_confidence_stays_sane() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let preference = Preference { countries: vec![*b"SY"] };
    let toponyms = resolved(&gazetteer, "Shelling hit Tripoli and Idlib.", &["Tripoli", "Idlib"], &preference);
    assert_eq!(place(&toponyms, 1).0, "SY-ID");
    assert!(toponyms.iter().all(|t| (0.0..=1.0).contains(&t.confidence)));
    // A place that the theatre lacks is not pressed into it.
    assert_ne!(place(&toponyms, 0).0.split('-').next(), Some("SY"));
}

#[test]
fn landmarks_have_their_everyday_names() {
    let gazetteer = Gazetteer::builtin().unwrap();
    for (name, country, kind) in [
        ("White House", "US", Kind::Facility),
        ("Heathrow", "GB", Kind::Airport),
        ("Kremlin", "RU", Kind::Facility),
        ("Gatwick", "GB", Kind::Airport),
        ("Bagram Air Base", "AF", Kind::Airbase),
    ] {
        let source = format!("Officials met at {name} on Monday.");
        let toponyms = resolved(&gazetteer, &source, &[name], &Preference::default());
        let place = toponyms[0].place.as_deref().expect(name);
        assert_eq!((place.country.as_deref(), place.kind), (Some(country), kind), "{name}");
    }
}

#[test]
fn the_words_decide_between_a_province_and_its_seat() {
    let gazetteer = Gazetteer::builtin().unwrap();
    for (source, name, kind) in [
        ("Fighting in Al-Hasakah governorate went on.", "Al-Hasakah", Kind::Admin1),
        ("Fighting in Deir Ezzor province went on.", "Deir Ezzor", Kind::Admin1),
        ("Fighting in Deir Ezzor city went on.", "Deir Ezzor", Kind::City),
        ("Fighting in the city of Hasakah went on.", "Hasakah", Kind::City),
    ] {
        let found = resolved(&gazetteer, source, &[name], &Preference::default());
        assert_eq!(found[0].place.as_ref().map(|p| p.kind), Some(kind), "{source}");
    }
}

#[test]
fn a_side_of_a_place_is_of_the_place() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let source = "Eastern Aleppo was shelled again. Police searched North London. West Bank towns were shut.";
    let toponyms = resolved(&gazetteer, source, &["Eastern Aleppo", "North London", "West Bank"], &Preference::default());
    assert_eq!(place(&toponyms, 0), ("SY-HL", "city"));
    assert_eq!(place(&toponyms, 1), ("GB-ENG", "city"));
    assert_eq!(toponyms[2].place.as_deref().expect("a place").name, "West Bank");
}

#[test]
fn a_lake_is_not_the_state_of_its_name() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let toponyms = resolved(&gazetteer, "The eagle flew over Kentucky Lake.", &["Kentucky Lake"], &Preference::default());
    assert!(toponyms[0].place.as_deref().is_none_or(|place| place.kind != Kind::Admin1));
}

#[test]
fn abbreviations_behind_a_comma_say_where() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let toponyms =
        resolved(&gazetteer, "He left Erie, Pa for St. Albans, Vt.", &["Erie", "Pa", "St. Albans", "Vt."], &Preference::default());
    assert_eq!(place(&toponyms, 0), ("US-PA", "town"));
    assert_eq!(place(&toponyms, 1), ("US-PA", "admin1"));
    assert_eq!(place(&toponyms, 2), ("US-VT", "town"));
}

#[test]
fn codes_that_are_words_say_where() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let toponyms =
        resolved(&gazetteer, "He left Salem, OR, for Cambridge, MA.", &["Salem", "OR", "Cambridge", "MA"], &Preference::default());
    assert_eq!([0, 1, 2, 3].map(|at| place(&toponyms, at).0), ["US-OR", "US-OR", "US-MA", "US-MA"]);
}

#[test]
fn the_best_known_of_namesakes_is_meant() {
    let gazetteer = Gazetteer::builtin().unwrap();
    for (name, code) in [("Verdun", "FR-GES"), ("Frankfurt", "DE-HE"), ("Montana", "US-MT"), ("New York", "US-NY"), ("Cornwall", "GB-ENG")]
    {
        let toponyms = resolved(&gazetteer, &format!("Rain fell on {name} all day."), &[name], &Preference::default());
        assert_eq!(place(&toponyms, 0).0, code, "{name}");
    }
}

#[test]
fn a_hamlet_with_a_famous_name_is_meant_where_the_text_says_so() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let of = |source: &str, names: &[&str]| resolved(&gazetteer, source, names, &Preference::default());
    let flown =
        of("He flew from London to New York, said Leeds and Boston papers in England.", &["London", "New York", "Leeds", "England"]);
    assert_eq!(place(&flown, 1).0, "US-NY");
    let held = of("The show returns to Turkey, Texas, on Thursday.", &["Turkey", "Texas"]);
    assert_eq!(place(&held, 0), ("US-TX", "village"));
}

#[test]
fn seas_have_the_article_and_towns_have_not() {
    let gazetteer = Gazetteer::builtin().unwrap();
    let storms =
        resolved(&gazetteer, "Storms cross the Atlantic in August. US forecasters said so.", &["Atlantic", "US"], &Preference::default());
    assert_eq!(place(&storms, 0).1, "sea");
}
