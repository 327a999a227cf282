//! The scores of a file as a table, or as a line of JSON.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::Scores;
use super::names::Group;
use super::score::{Errors, Matched};

/// Countries and kinds listed in the table; of more, the count is said.
const LISTED: usize = 20;

/// The table for a person's eyes.
pub(super) fn text(path: &Path, scores: &Scores) -> String {
    let names = &scores.names;
    let mut out = format!("{}: {} reports", path.display(), scores.reports);
    if scores.skipped > 0 {
        out.push_str(&format!(", {} lines skipped", scores.skipped));
    }
    out.push_str(&format!(", {} place names, {} with coordinates\n", names.strict.gold, names.given.names));
    if names.strict.gold + names.strict.found > 0 {
        out.push_str(&format!("\n{:34}{:>9}{:>9}{:>9}\n", "finding", "precision", "recall", "F1"));
        for (name, m) in [("the very span (strict)", &names.strict), ("overlapping", &names.overlapping)] {
            out.push_str(&format!("  {name:32}{:>9.3}{:>9.3}{:>9.3}\n", m.precision(), m.recall(), m.f1()));
        }
    }
    if names.given.names > 0 {
        let head = ["answered", "≤ 161 km", "of these", "median km", "mean km", "AUC"];
        out.push_str(&format!("\n{:34}", "placing"));
        head.iter().for_each(|h| out.push_str(&format!("{h:>10}")));
        out.push('\n');
        for (name, errors, all) in [("spans given", &names.given, true), ("end to end", &names.end_to_end, false)] {
            let answered = errors.answered() as f64 / errors.names as f64;
            out.push_str(&format!("  {name:32}{answered:>10.3}{:>10.3}{:>10.3}", errors.accuracy(), errors.accuracy_of_answered()));
            out.push_str(&format!(
                "{:>10}{:>10}{:>10}\n",
                shown(errors.median_km(), 1),
                shown(errors.mean_km(), 1),
                shown(errors.auc(all), 3)
            ));
        }
        out.push_str("  answered and ≤ 161 km are shares of all names with coordinates, \"of these\" of those answered\n");
    }
    if let Some(error) = names.calibration.error() {
        out.push_str(&format!("\n{:34}{:>10}{:>10}{:>10}\n", "confidence (spans given)", "answers", "mean", "right"));
        for (i, bin) in names.calibration.bins.iter().enumerate().filter(|(_, b)| b.answers > 0) {
            let range = format!("{:.1} to {:.1}", i as f64 / 10.0, (i + 1) as f64 / 10.0);
            out.push_str(&format!("  {range:32}{:>10}{:>10.3}{:>10.3}\n", bin.answers, bin.confidence(), bin.share_right()));
        }
        out.push_str(&format!("  {:32}{:>30.3}\n", "calibration error", error));
    }
    groups(&mut out, "by country of the gold point", &names.countries);
    groups(&mut out, "by kind of place", &names.kinds);
    let events = &scores.events;
    if events.found.gold > 0 {
        out.push_str(&format!("\n{:34}{:>9}{:>9}{:>9}\n", "events", "precision", "recall", "F1"));
        let m = &events.found;
        out.push_str(&format!("  {:32}{:>9.3}{:>9.3}{:>9.3}\n", "found, by their words", m.precision(), m.recall(), m.f1()));
        for (name, share) in events.shares().iter().filter(|(_, s)| s.all > 0) {
            let name = format!("of those found: {}", name.replace('_', " "));
            out.push_str(&format!("  {name:41}{:>9.3}   of {}\n", share.value(), share.all));
        }
    }
    out.push('\n');
    out
}

fn groups(out: &mut String, title: &str, groups: &BTreeMap<String, Group>) {
    if groups.is_empty() {
        return;
    }
    out.push_str(&format!("\n{title:34}{:>10}{:>10}{:>10}{:>10}\n", "names", "found", "≤ 161 km", "median km"));
    let order = ordered(groups);
    for (name, group) in order.iter().take(LISTED) {
        let found = group.found as f64 / group.given.names.max(1) as f64;
        let (accuracy, median) = (group.given.accuracy(), shown(group.given.median_km(), 1));
        out.push_str(&format!("  {name:32}{:>10}{found:>10.3}{accuracy:>10.3}{median:>10}\n", group.given.names));
    }
    if order.len() > LISTED {
        let names: u64 = order[LISTED..].iter().map(|(_, g)| g.given.names).sum();
        out.push_str(&format!("  and {} more with {names} names; -f jsonl has them all\n", order.len() - LISTED));
    }
}

/// Most names first.
fn ordered(groups: &BTreeMap<String, Group>) -> Vec<(&String, &Group)> {
    let mut order: Vec<(&String, &Group)> = groups.iter().collect();
    order.sort_by(|a, b| b.1.given.names.cmp(&a.1.given.names).then(a.0.cmp(b.0)));
    order
}

fn shown(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "—".to_owned(), |v| format!("{v:.digits$}"))
}

/// The scores as a line of JSON.
pub(super) fn line(path: &Path, scores: &Scores) -> String {
    let names = &scores.names;
    let matched = |m: &Matched| json!({"precision": four(m.precision()), "recall": four(m.recall()), "f1": four(m.f1()), "hits": m.hits, "found": m.found, "gold": m.gold});
    let bins = names.calibration.bins.iter().enumerate().map(|(i, b)| {
        let mean = |x: f64| (b.answers > 0).then(|| four(x));
        json!({"from": i as f64 / 10.0, "to": (i + 1) as f64 / 10.0, "answers": b.answers, "confidence": mean(b.confidence()), "right": mean(b.share_right())})
    });
    let by = |key: &str, groups: &BTreeMap<String, Group>| -> Vec<Json> {
        let one = |(name, group): (&String, &Group)| {
            let mut row = placing(&group.given, true);
            row[key] = json!(name);
            row["recall"] = json!(four(group.found as f64 / group.given.names.max(1) as f64));
            row
        };
        ordered(groups).into_iter().map(one).collect()
    };
    let mut row = json!({
        "file": path.display().to_string(),
        "reports": scores.reports,
        "skipped": scores.skipped,
        "strict": matched(&names.strict),
        "overlapping": matched(&names.overlapping),
        "spans_given": placing(&names.given, true),
        "end_to_end": placing(&names.end_to_end, false),
        "calibration": {"error": names.calibration.error().map(four), "bins": bins.collect::<Vec<_>>()},
        "by_country": by("country", &names.countries),
        "by_kind": by("kind", &names.kinds),
    });
    if scores.events.found.gold > 0 {
        row["events"] = matched(&scores.events.found);
        for (name, share) in scores.events.shares() {
            row["events"][name] = json!({"share": four(share.value()), "of": share.all});
        }
    }
    format!("{row}\n")
}

fn placing(errors: &Errors, of_all: bool) -> Json {
    json!({
        "names": errors.names,
        "answered": errors.answered(),
        "accuracy_161_km": four(errors.accuracy()),
        "accuracy_161_km_of_answered": four(errors.accuracy_of_answered()),
        "median_km": errors.median_km().map(four),
        "mean_km": errors.mean_km().map(four),
        "auc": errors.auc(of_all).map(four),
    })
}

fn four(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
