//! `sitmap places` for a person's eyes, and `sitmap eval`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use program::{Folder, lines};
use serde_json::{Value, json};

#[test]
fn names_are_marked_in_the_text_and_listed_beneath() {
    let folder = Folder::new();
    folder.file("r.txt", "Shelling hit Homs on Monday.\n\nResidents of Homs fled to Hama.\u{1b}[2J\n");
    let run = folder.run(&["places", "r.txt", "-f", "text"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("Shelling hit [Homs]¹ on Monday.\n\nResidents of [Homs]¹ fled to [Hama]²."), "{}", run.out);
    assert!(run.out.contains("Homs ×2") && run.out.contains("3 names of 2 places. Machine-coded, not verified."), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "nothing that a terminal would obey");
    folder.file("none.txt", "Nobody went anywhere.");
    assert!(folder.run(&["places", "none.txt", "-f", "text"]).out.contains("no place names found"));
    folder.file("arabic.txt", "قصفت القوات بلدة السخنة ومدينة حلب يوم الجمعة.");
    let run = folder.run(&["places", "arabic.txt", "-f", "text"]);
    assert!(run.out.contains("[حلب]") && run.out.contains("SY"), "{}", run.out);
}

#[test]
fn why_a_place_was_chosen() {
    let folder = Folder::new();
    folder.file("r.txt", "Clashes in Tripoli, Lebanon, spread to Beirut.");
    let run = folder.run(&["places", "r.txt", "-f", "text", "--explain"]);
    assert_eq!(run.err, "");
    let (page, why) = run.out.split_once("report \"r\"").expect("the reasons come beneath the table");
    assert!(page.contains("[Tripoli]"));
    assert!(why.contains("\"Tripoli\" [name] → Tripoli") && why.contains("over "), "{why}");
    assert!(why.contains("the text goes on with where it lies ×"), "{why}");
    let run = folder.run(&["places", "r.txt", "-f", "jsonl", "--explain"]);
    assert_eq!(lines(&run.out).len(), 1);
    assert!(run.err.contains("→ Tripoli"), "{}", run.err);
}

#[test]
fn coordinates_in_the_text_are_places_and_wrong_ones_are_said() {
    let folder = Folder::new();
    let notations = [
        "A strike at 35.0167, 40.4500 hit a depot.",
        "A strike at 35°01'00\"N 40°27'00\"E hit a depot.",
        "A strike at 37SFU3225576125 hit a depot.",
        "A strike hit a depot, https://www.google.com/maps/@35.0167,40.4500,15z showed.",
    ];
    for text in notations {
        folder.file("r.txt", text);
        let run = folder.run(&["places", "r.txt", "-f", "jsonl"]);
        let places = lines(&run.out)[0]["places"].as_array().unwrap().clone();
        let point = places.iter().find(|p| p["form"] == "coordinates").unwrap_or_else(|| panic!("{text}: {}", run.out));
        let (lat, lon) = (point["place"]["lat"].as_f64().unwrap(), point["place"]["lon"].as_f64().unwrap());
        assert!((lat - 35.0167).abs() < 0.02 && (lon - 40.45).abs() < 0.02, "{text}: {lat}, {lon}");
        assert_eq!(point["place"]["admin1_code"], "SY-DY", "{text}");
    }
    for (text, said) in [("A strike at 95.0167° N, 40.4500° E hit a depot.", "95.0167"), ("A strike at 37SIU3225576125 hit.", "37SIU")] {
        folder.file("r.txt", text);
        for command in ["places", "map"] {
            let run = folder.run(&[command, "r.txt", "-f", "jsonl", "--published", "2017-09-06"]);
            assert!(!run.out.contains("\"coordinates\""), "{text}");
            assert!(run.err.contains(said) || run.err.contains("note: report \"r\""), "{command} {text}: {:?}", run.err);
        }
    }
}

#[test]
fn demonyms_can_be_left_out_and_capitals_are_read() {
    let folder = Folder::new();
    folder.file("r.txt", "Syrian troops entered Palmyra, Russian officials said.");
    let forms = |options: &[&str]| -> Vec<String> {
        let run = folder.run(&[&["places", "r.txt", "-f", "jsonl"], options].concat());
        lines(&run.out)[0]["places"].as_array().unwrap().iter().map(|p| p["form"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(forms(&[]), ["demonym", "name", "demonym"]);
    assert_eq!(forms(&["--no-demonyms"]), ["name"]);
    folder.file("capitals.txt", "HEAVY CLASHES ERUPTED IN ALEPPO AND IDLIB ON MONDAY, RESIDENTS SAID.");
    let run = folder.run(&["places", "capitals.txt", "-f", "jsonl"]);
    let names: Vec<String> =
        lines(&run.out)[0]["places"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["ALEPPO", "IDLIB"]);
}

/// A gold name at its only occurrence.
fn gold(text: &str, words: &str, at: Option<(f64, f64)>) -> Value {
    let start = text[..text.find(words).unwrap()].chars().count();
    let mut name = json!({"start": start, "end": start + words.chars().count(), "surface": words});
    if let Some((lat, lon)) = at {
        (name["lat"], name["lon"]) = (json!(lat), json!(lon));
    }
    name
}

#[test]
fn a_gold_file_is_scored_as_by_hand() {
    let folder = Folder::new();
    // Places of one's own alone, so that every error is known: two right, one 333.6 km off on the meridian, one not found.
    folder.file(
        "own.csv",
        "name,lat,lon,country,kind,population\nAlphaburg,10,20,TD,city,500000\nBetaville,12,20,TD,city,500000\nGammagrad,14,20,TD,city,500000\n",
    );
    let a = "– Clashes in Alphaburg and in Betaville on Monday, residents of Qqxwv said.";
    let b = "Shelling hit Gammagrad on Tuesday.";
    let row = |id: &str, text: &str, names: Vec<Value>| json!({"id": id, "text": text, "toponyms": names}).to_string();
    let first = row(
        "a",
        a,
        vec![gold(a, "Alphaburg", Some((10.0, 20.0))), gold(a, "Betaville", Some((12.0, 20.0))), gold(a, "said", Some((12.0, 20.0)))],
    );
    let second = row("b", b, vec![gold(b, "Gammagrad", Some((17.0, 20.0)))]);
    let shifted = row("c", b, vec![json!({"start": 14, "end": 23, "surface": "Gammagrad", "lat": 17.0, "lon": 20.0})]);
    let outside = row("d", b, vec![json!({"start": 30, "end": 99})]);
    folder.file("gold.jsonl", format!("{first}\n\n{second}\n{shifted}\nno json\n{outside}\n"));
    let options = ["--gazetteer", "own.csv", "--only-gazetteer"];
    let run = folder.run(&[&["eval", "gold.jsonl", "-f", "jsonl"], &options[..]].concat());
    assert_eq!(run.code, 1);
    for (line, said) in [(4, "offsets count characters"), (5, "read a gold report"), (6, "does not lie in a text of 34 characters")] {
        assert!(run.err.lines().any(|l| l.contains(&format!("gold.jsonl:{line}: ")) && l.contains(said)), "{line}: {}", run.err);
    }
    let scores = &lines(&run.out)[0];
    assert_eq!((scores["reports"].as_u64(), scores["skipped"].as_u64()), (Some(2), Some(3)));
    let strict = &scores["strict"];
    assert_eq!((strict["hits"].as_u64(), strict["gold"].as_u64()), (Some(3), Some(4)), "{strict}");
    assert_eq!(strict["recall"], 0.75);
    let found = strict["found"].as_u64().unwrap() as f64;
    assert!((strict["precision"].as_f64().unwrap() - 3.0 / found).abs() < 1e-3);
    assert!((strict["f1"].as_f64().unwrap() - 6.0 / (found + 4.0)).abs() < 1e-3);
    let given = &scores["spans_given"];
    assert_eq!((given["names"].as_u64(), given["answered"].as_u64()), (Some(4), Some(3)), "{given}");
    assert_eq!((given["accuracy_161_km"].as_f64(), given["accuracy_161_km_of_answered"].as_f64()), (Some(0.5), Some(0.6667)));
    // Three degrees of a meridian on a sphere of 6371 km.
    let off = 6371.0 * 3f64.to_radians();
    assert_eq!(given["median_km"], 0.0);
    assert!((given["mean_km"].as_f64().unwrap() - off / 3.0).abs() < 0.01, "{given}");
    // Errors 0, 0, 333.6 and one unanswered: (0 + 0)/2 + (0 + ln 334.6)/2 + (ln 334.6 + ln 20040)/2, of 3 ln 20039.
    let auc = ((off + 1.0).ln() + 20_040f64.ln() / 2.0) / (3.0 * 20_039f64.ln());
    assert!((given["auc"].as_f64().unwrap() - auc).abs() < 1e-3, "{given} {auc}");
    let end = &scores["end_to_end"];
    assert_eq!((end["answered"].as_u64(), end["accuracy_161_km"].as_f64()), (Some(3), Some(0.5)));
    let bins = scores["calibration"]["bins"].as_array().unwrap();
    assert_eq!((bins.len(), bins.iter().map(|b| b["answers"].as_u64().unwrap()).sum::<u64>()), (10, 3));
    let country = &scores["by_country"][0];
    assert_eq!(country["names"], 4, "{country}");
    let city = scores["by_kind"].as_array().unwrap().iter().find(|k| k["kind"] == "city").expect("cities");
    assert_eq!((city["names"].as_u64(), city["accuracy_161_km"].as_f64()), (Some(2), Some(1.0)));

    let text = folder.run(&[&["eval", "gold.jsonl"], &options[..]].concat()).out;
    for words in ["the very span (strict)", "spans given", "end to end", "calibration error", "by country", "3 lines skipped"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(folder.run(&["eval", "nowhere.jsonl"]).code, 2);
}
