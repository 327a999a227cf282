//! Swaps the places, groups, numbers, units, weekdays and verbs of the examples: every field has to follow.

use serde_json::{Value, json};

use crate::program::{Report, read};
use crate::{EXAMPLES, text_of};

/// What a field of an event has to be.
enum Want {
    /// Exactly this.
    Is(Value),
    /// A text with these words in it, in any case.
    Says(&'static str),
    /// Within so many kilometres of a point: latitude, longitude, kilometres.
    Near(f64, f64, f64),
    /// A number, to the hundredth.
    About(f64),
}

use Want::{About, Is, Near, Says};

/// One change of one example.
struct Swap {
    name: &'static str,
    example: &'static str,
    /// What is replaced by what, everywhere in the text; each must stand in it.
    replace: &'static [(&'static str, &'static str)],
    /// Days by which the publication day moves.
    days: i64,
    /// Words of the sentence that tells the event, after the swap.
    evidence: &'static str,
    /// Of several events told there, the one of this kind; several kinds, any of which says it rightly, joined by `|`.
    kind: &'static str,
    before: Vec<(&'static str, Want)>,
    after: Vec<(&'static str, Want)>,
}

fn swap(example: &'static str, name: &'static str, kind: &'static str, evidence: &'static str) -> Swap {
    Swap { name, example, replace: &[], days: 0, evidence, kind, before: Vec::new(), after: Vec::new() }
}

impl Swap {
    fn replacing(mut self, replace: &'static [(&'static str, &'static str)]) -> Self {
        self.replace = replace;
        self
    }

    fn published_days_later(mut self, days: i64) -> Self {
        self.days = days;
        self
    }

    fn turns(mut self, field: &'static str, before: Want, after: Want) -> Self {
        self.before.push((field, before));
        self.after.push((field, after));
        self
    }

    /// The same field, the same value, before and after.
    fn keeps(self, field: &'static str, want: impl Fn() -> Want) -> Self {
        self.turns(field, want(), want())
    }

    fn report(&self, swapped: bool) -> Report {
        let (_, published) = EXAMPLES.into_iter().find(|(name, _)| *name == self.example).unwrap();
        let mut text = text_of(self.example);
        let mut day: jiff::civil::Date = published.parse().unwrap();
        if swapped {
            for (from, to) in self.replace {
                assert!(text.contains(from), "{}: {from:?} does not stand in {}", self.name, self.example);
                text = text.replace(from, to);
            }
            day = day.checked_add(jiff::Span::new().days(self.days)).unwrap();
        }
        Report { id: format!("{} {}", self.name, if swapped { "after" } else { "before" }), text, published: day.to_string() }
    }
}

fn field<'e>(event: &'e Value, path: &str) -> &'e Value {
    path.split('.').fold(event, |value, step| match step.parse::<usize>() {
        Ok(index) => &value[index],
        Err(_) => &value[step],
    })
}

fn holds(event: &Value, path: &str, want: &Want) -> Option<String> {
    let value = field(event, path);
    let (fine, wanted) = match want {
        Is(wanted) => (value == wanted, wanted.to_string()),
        Says(words) => {
            let fine = value.as_str().is_some_and(|text| text.to_lowercase().contains(&words.to_lowercase()));
            (fine, format!("words with {words:?}"))
        }
        About(number) => (value.as_f64().is_some_and(|is| (is - number).abs() < 0.01), number.to_string()),
        Near(lat, lon, km) => {
            let at = value["lat"].as_f64().zip(value["lon"].as_f64());
            let apart = at.map(|(a, b)| {
                sitmap::measure::distance_km(sitmap::measure::Position::new(a, b), sitmap::measure::Position::new(*lat, *lon))
            });
            (apart.is_some_and(|apart| apart <= *km), format!("within {km} km of {lat} {lon}"))
        }
    };
    let shown = match want {
        Near(..) => json!({"name": value["name"], "lat": value["lat"], "lon": value["lon"]}),
        _ => value.clone(),
    };
    (!fine).then(|| format!("{path} is {shown}, not {wanted}"))
}

/// What is wrong with the best of the events that the sentence tells.
fn complaints(events: &[Value], kind: &str, evidence: &str, wants: &[(&str, Want)]) -> Vec<String> {
    let tells = |event: &&Value| {
        event["evidence"].as_array().into_iter().flatten().any(|e| e["text"].as_str().is_some_and(|t| t.contains(evidence)))
    };
    let told: Vec<&Value> = events.iter().filter(tells).collect();
    let kinds: Vec<&str> = told.iter().filter_map(|e| e["kind"].as_str()).collect();
    let of_kind = told.iter().filter(|e| kind.split('|').any(|kind| e["kind"] == kind));
    let wrong =
        of_kind.map(|event| wants.iter().filter_map(|(path, want)| holds(event, path, want)).collect::<Vec<_>>()).min_by_key(Vec::len);
    wrong.unwrap_or_else(|| vec![format!("no {kind} is told by {evidence:?}, only {kinds:?}")])
}

fn all() -> Vec<Swap> {
    let syria = |name, kind, evidence| swap("deir-ez-zor", name, kind, evidence);
    let ukraine = |name, kind, evidence| swap("kharkiv-front", name, kind, evidence);
    let sudan = |name, kind, evidence| swap("el-fasher", name, kind, evidence);
    vec![
        syria("another town is taken", "capture", "The army seized").replacing(&[("Jebel al-Bashri", "Sukhnah")]).turns(
            "location",
            Near(35.37, 39.37, 30.0),
            Near(34.885, 38.871, 5.0),
        ),
        syria("another distance in two units", "capture", "The army seized")
            .replacing(&[("30 km (19 miles)", "45 km (28 miles)")])
            .turns("stated_distance.km", About(30.0), About(45.0))
            .turns("stated_distance.text", Says("30 km"), Says("45 km")),
        syria("miles alone", "capture", "The army seized").replacing(&[("30 km (19 miles)", "10 miles")]).turns(
            "stated_distance.km",
            About(30.0),
            About(16.09),
        ),
        syria("another weekday of a capture", "capture", "The army seized")
            .replacing(&[("ministry reported on Friday", "ministry reported on Tuesday")])
            .turns("date.end", Is(json!("2017-09-01")), Is(json!("2017-08-29"))),
        syria("a week later", "capture", "The army seized").published_days_later(7).turns(
            "date.end",
            Is(json!("2017-09-01")),
            Is(json!("2017-09-08")),
        ),
        syria("another group is bombed", "air-strike|bombing", "warplanes had bombed")
            .replacing(&[("bombed ISIS positions", "bombed Nusra Front positions")])
            .turns("actor2.id", Is(json!("islamic-state")), Is(json!("jabhat-al-nusra")))
            .keeps("actor1.name", || Says("Russia"))
            .keeps("sub_event_type", || Is(json!("Air/drone strike"))),
        syria("another air force", "air-strike|bombing", "warplanes had bombed")
            .replacing(&[("Russian warplanes", "American warplanes"), ("the Russian Defense Ministry", "the US Defense Department")])
            .turns("actor1.name", Says("Russia"), Says("United States"))
            .turns("attribution.name", Says("Russia"), Says("United States")),
        syria("another city is bombed near", "air-strike|bombing", "warplanes had bombed")
            .replacing(&[("near the city of Deir Ezzor", "near the city of Raqqa")])
            .turns("location", Near(35.336, 40.141, 10.0), Near(35.951, 39.009, 10.0))
            .turns("location.admin1_code", Is(json!("SY-DY")), Is(json!("SY-RA")))
            .keeps("location.basis", || Is(json!("near")))
            .keeps("location.geo_precision", || Is(json!(2))),
        syria("another road", "destroy|destruction|strike|shelling", "on a road connecting")
            .replacing(&[("connecting Dayr az-Zawr and Rasafe", "connecting Palmyra and Sukhnah")])
            .turns("location", Near(35.48, 39.45, 45.0), Near(34.72, 38.58, 15.0))
            .keeps("location.basis", || Is(json!("road"))),
        syria("another name of the group on the road", "destroy|destruction|strike|shelling", "on a road connecting")
            .replacing(&[("an IS convoy", "a Daesh convoy")])
            .keeps("actor2.id", || Is(json!("islamic-state"))),
        syria("other equipment", "destroy|destruction|strike|shelling", "on a road connecting")
            .replacing(&[("twelve trucks", "seven tanks")])
            .turns("materiel.0.count", Is(json!(12)), Is(json!(7)))
            .turns("materiel.0.item", Is(json!("truck")), Is(json!("tank"))),
        syria("another border", "siege|movement|control", "were still blocked")
            .replacing(&[("between Homs and Deir al-Zor, around Hmimeh", "between Hama and Raqqa, around Ithriya")])
            .turns("location", Near(34.447, 39.765, 25.0), Near(35.365, 37.785, 25.0)),
        syria("another holder of the ground", "siege|movement|control", "were still blocked")
            .replacing(&[("held by government forces", "held by the Syrian Democratic Forces")])
            .turns("control.holder.name", Says("Syria"), Says("Syrian Democratic Forces"))
            .keeps("control.basis", || Is(json!("text"))),
        syria("another province is held", "control", "controls nearly all of")
            .replacing(&[("nearly all of Deir Az Zor province", "nearly all of Raqqa province")])
            .turns("location.admin1_code", Is(json!("SY-DY")), Is(json!("SY-RA")))
            .keeps("location.level", || Is(json!("province")))
            .keeps("location.where_prec", || Is(json!(4))),
        syria("another group holds it", "control", "controls nearly all of")
            .replacing(&[("ISIL controls", "The Free Syrian Army controls")])
            .turns("control.holder.id", Is(json!("islamic-state")), Is(json!("free-syrian-army"))),
        syria("another field is taken", "capture", "captured the al-")
            .replacing(&[("al-Kharata oil field", "al-Tanak oil field")])
            .turns("location.name", Says("Kharata"), Says("Tanak"))
            .turns("location", Near(35.25, 39.95, 40.0), Near(34.911, 40.837, 5.0)),
        syria("another day of the field", "capture", "captured the al-Kharata")
            .replacing(&[("On Sunday the Syrian army", "On Wednesday the Syrian army")])
            .turns("date.start", Is(json!("2017-09-03")), Is(json!("2017-08-30"))),
        syria("another group lays siege", "siege", "besieged the city")
            .replacing(&[("ISIS has besieged", "Ahrar al-Sham has besieged")])
            .turns("actor1.id", Is(json!("islamic-state")), Is(json!("ahrar-al-sham")))
            .keeps("status", || Is(json!("ongoing"))),
        syria("what was expected has happened", "movement|advance", "to reach the city")
            .replacing(&[("soldiers were expected to reach", "soldiers had advanced to reach")])
            .turns("status", Is(json!("expected")), Is(json!("reported"))),
        ukraine("another town is retaken", "capture", "Ukrainian forces recaptured")
            .replacing(&[("Ukrainian forces recaptured Izium", "Ukrainian forces recaptured Lyman")])
            .turns("location", Near(49.21, 37.25, 10.0), Near(48.985, 37.81, 10.0)),
        ukraine("another toll", "shelling", "Russian artillery hit")
            .replacing(&[("Two civilians were killed and eight wounded", "Seven civilians were killed and 31 wounded")])
            .turns("fatalities.best", Is(json!(2)), Is(json!(7)))
            .turns("injured.best", Is(json!(8)), Is(json!(31))),
        ukraine("a denial withdrawn", "shelling", "had shelled the Zaporizhzhia")
            .replacing(&[("Kyiv denied that", "Kyiv announced that")])
            .turns("status", Is(json!("denied")), Is(json!("reported"))),
        ukraine("another day of a strike", "shelling|strike", "Russian missiles struck")
            .replacing(&[("Kharkiv on Sunday evening", "Kharkiv on Thursday evening")])
            .turns("date.start", Is(json!("2022-09-11")), Is(json!("2022-09-08"))),
        sudan("another number of dead", "air-strike|strike", "people were killed when")
            .replacing(&[("At least 40 people", "At least 17 people")])
            .turns("fatalities.best", Is(json!(40)), Is(json!(17)))
            .turns("fatalities.text", Says("40"), Says("17")),
        sudan("another town is lost", "loss", "the army lost").replacing(&[("the army lost Bara", "the army lost Umm Rawaba")]).turns(
            "location",
            Near(13.70, 30.37, 10.0),
            Near(12.905, 31.216, 10.0),
        ),
        sudan("another witness", "air-strike|strike", "people were killed when")
            .replacing(&[("the Sudan Doctors Network", "the United Nations")])
            .turns("attribution.text", Says("Sudan Doctors"), Says("United Nations")),
        sudan("the other side captures", "capture", "captured the headquarters")
            .replacing(&[("The Rapid Support Forces captured", "The Joint Forces captured")])
            .turns("actor1.id", Is(json!("rapid-support-forces")), Is(json!("joint-forces-darfur"))),
    ]
}

#[test]
fn every_field_follows() {
    let swaps = all();
    assert!(swaps.len() >= 20);
    let reports: Vec<Report> = swaps.iter().flat_map(|swap| [swap.report(false), swap.report(true)]).collect();
    let found = read(&reports);
    let mut wrong = Vec::new();
    for (swap, pair) in swaps.iter().zip(found.chunks(2)) {
        for (when, found, wants) in [("before", &pair[0], &swap.before), ("after", &pair[1], &swap.after)] {
            let complaints = complaints(&found.events, swap.kind, swap.evidence, wants);
            wrong.extend(complaints.into_iter().map(|complaint| format!("{} {when}: {complaint}", swap.name)));
        }
    }
    assert!(wrong.is_empty(), "{} of {} swaps:\n{}", wrong.len(), swaps.len(), wrong.join("\n"));
}
