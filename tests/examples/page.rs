//! Writes what was found in a report as a page: each paragraph, beneath it the places named in it and the events told in it.

use std::fmt::Write;

use serde_json::Value;

use crate::program::{Found, Report};

/// The page of one report.
pub fn page(report: &Report, found: &Found) -> String {
    let mut out = format!("published {}\n", report.published);
    let mut start = 0;
    for paragraph in report.text.split('\n') {
        let end = start + paragraph.chars().count();
        if !paragraph.is_empty() {
            writeln!(out, "\n| {paragraph}").unwrap();
        }
        let inside = |span: &Value| span[0].as_u64().is_some_and(|at| (start..=end).contains(&(at as usize)));
        found.places.iter().filter(|p| inside(&p["span"])).for_each(|p| place(&mut out, p));
        found.events.iter().filter(|e| inside(&e["evidence"][0]["span"])).for_each(|e| event(&mut out, e));
        start = end + 1;
    }
    let nowhere = found.events.iter().filter(|e| e["evidence"][0]["span"].is_null()).count();
    writeln!(out, "\n{} places, {} events, {nowhere} of them without words", found.places.len(), found.events.len()).unwrap();
    out
}

fn place(out: &mut String, mention: &Value) {
    let place = &mention["place"];
    let meaning = if place.is_null() {
        "in no gazetteer".to_owned()
    } else {
        let at = [text(&place["admin1_code"]), text(&place["country"])].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
        format!("{} [{}] {} {at} {}", text(&place["name"]), text(&place["id"]), text(&place["kind"]), point(place))
    };
    let form = if mention["form"] == "name" { String::new() } else { format!(" ({})", text(&mention["form"])) };
    writeln!(out, "    . {}{form} = {meaning}", text(&mention["text"])).unwrap();
}

fn event(out: &mut String, event: &Value) {
    let coded = match text(&event["sub_event_type"]) {
        none if none.is_empty() => "not coded".to_owned(),
        sub => format!("{} / {sub}", text(&event["event_type"])),
    };
    writeln!(out, "    * {} {} \"{}\" ({coded})", text(&event["kind"]), text(&event["status"]), text(&event["trigger"]["text"])).unwrap();
    for (label, value) in [
        ("where", location(&event["location"])),
        ("when", date(&event["date"])),
        ("who", actors(event, "actor1", "assoc_actor_1")),
        ("whom", actors(event, "actor2", "assoc_actor_2")),
        ("says", named(&event["attribution"])),
        ("held", control(&event["control"])),
        ("apart", distance(&event["stated_distance"])),
        ("killed", count(&event["fatalities"])),
        ("hurt", count(&event["injured"])),
        ("lost", materiel(&event["materiel"])),
    ] {
        if !value.is_empty() {
            writeln!(out, "        {label:<6} {value}").unwrap();
        }
    }
}

fn location(location: &Value) -> String {
    if location.is_null() {
        return "nowhere".to_owned();
    }
    let code = [text(&location["admin1_code"]), text(&location["country"])].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
    format!(
        "{} {code} {} {} {} ±{} km, precision {}/{}",
        text(&location["name"]),
        point(location),
        text(&location["basis"]),
        text(&location["level"]),
        location["radius_km"].as_f64().map_or_else(|| "?".to_owned(), |km| format!("{km:.0}")),
        text(&location["geo_precision"]),
        text(&location["where_prec"]),
    )
}

fn date(date: &Value) -> String {
    if date.is_null() {
        return "unknown".to_owned();
    }
    let (start, end) = (text(&date["start"]), text(&date["end"]));
    let days = if start == end { start } else { format!("{start} to {end}") };
    let words = match text(&date["text"]) {
        none if none.is_empty() => "the report's day".to_owned(),
        words => format!("\"{words}\""),
    };
    format!("{days} ({}) {words}", text(&date["precision"]))
}

fn actors(event: &Value, actor: &str, others: &str) -> String {
    let mut all = vec![named(&event[actor])];
    all.extend(event[others].as_array().into_iter().flatten().map(|other| format!("with {}", named(other))));
    all.retain(|one| !one.is_empty());
    all.join(", ")
}

fn named(who: &Value) -> String {
    if who.is_null() {
        return String::new();
    }
    format!("{} [{}] \"{}\"", text(&who["name"]), text(&who["id"]), text(&who["text"]))
}

fn control(control: &Value) -> String {
    if control.is_null() {
        return String::new();
    }
    let holder = &control["holder"];
    format!("{} by {} [{}] \"{}\"", text(&control["status"]), text(&holder["name"]), text(&holder["id"]), text(&control["text"]))
}

fn distance(stated: &Value) -> String {
    if stated.is_null() {
        return String::new();
    }
    let or = |value: &Value| Some(text(value)).filter(|s| !s.is_empty()).unwrap_or_else(|| "?".to_owned());
    let computed = stated["computed_km"].as_f64().map_or_else(String::new, |km| format!(", computed {km:.1} km"));
    format!("{} km from {} to {}{computed} \"{}\"", or(&stated["km"]), or(&stated["from"]), or(&stated["to"]), text(&stated["text"]))
}

fn count(count: &Value) -> String {
    if count.is_null() {
        return String::new();
    }
    format!("{} ({} to {}) \"{}\"", text(&count["best"]), text(&count["low"]), text(&count["high"]), text(&count["text"]))
}

fn materiel(list: &Value) -> String {
    let one = |m: &Value| {
        format!("{} {}", Some(text(&m["count"])).filter(|s| !s.is_empty()).unwrap_or_else(|| "some".to_owned()), text(&m["item"]))
    };
    list.as_array().into_iter().flatten().map(one).collect::<Vec<_>>().join(", ")
}

fn point(at: &Value) -> String {
    match (at["lat"].as_f64(), at["lon"].as_f64()) {
        (Some(lat), Some(lon)) => format!("({lat:.3} {lon:.3})"),
        _ => "(no point)".to_owned(),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
