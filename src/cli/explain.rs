//! Says why: which words led to which place, and what else they could mean.

use std::fmt::Write;

use crate::feature::Feature;
use crate::report::Report;
use crate::resolve::Toponym;

/// Why each name of a report means its place.
pub(super) fn toponyms(report: &Report, toponyms: &[Toponym]) -> String {
    let mut out = format!("report {:?}: {} place names", report.id, toponyms.len());
    for t in toponyms {
        let words = t.span.slice(&report.text);
        let wanted = if t.wanted.is_empty() {
            String::new()
        } else {
            format!("; the words around ask for {}", t.wanted.iter().map(|k| k.name()).collect::<Vec<_>>().join(" or "))
        };
        let meant = match &t.place {
            Some(p) => {
                let within: Vec<&str> = [Some(p.name.as_str()), p.admin1.as_deref(), p.country.as_deref()].into_iter().flatten().collect();
                format!("{} ({}, {})", within.join(", "), p.kind.name(), p.id)
            }
            None => "in no gazetteer, or too unsure".to_owned(),
        };
        let _ = write!(out, "\n  {words:?} [{}] → {meant}, confidence {:.2}{wanted}", t.form.name(), t.confidence);
        for other in &t.alternatives {
            let place = &other.place;
            let _ = write!(
                out,
                "\n      or {}, {} ({}) {:.2}",
                place.name,
                place.country.as_deref().unwrap_or("—"),
                place.kind.name(),
                other.score
            );
        }
    }
    out
}

/// Why an event is what it is and where it is.
pub(super) fn event(feature: &Feature) -> String {
    let words = |q: &Option<String>| q.clone().unwrap_or_default();
    let mut out = format!("event {}: {}", feature.id, words(&feature.kind));
    if let Some(trigger) = &feature.trigger {
        let _ = write!(out, ", from {:?}", words(&trigger.text));
    }
    let _ = write!(out, ", {}", words(&feature.status));
    if let Some(place) = &feature.location {
        let within = place.radius_km.map(|r| format!(" within {r:.0} km")).unwrap_or_default();
        let _ = write!(
            out,
            "\n  where: {} ({}{within}), confidence {:.2}",
            words(&place.name),
            words(&place.basis),
            place.confidence.unwrap_or(0.0)
        );
    } else {
        out.push_str("\n  where: no words say");
    }
    if let Some(date) = &feature.date {
        let said = date.text.as_ref().map_or_else(|| "the report's own day".to_owned(), |t| format!("{t:?}"));
        let _ = write!(out, "\n  when: {}, from {said}", date.start.map(|d| d.to_string()).unwrap_or_default());
    }
    if let Some(said) = &feature.attribution {
        let _ = write!(out, "\n  on the word of: {}", words(&said.name));
    }
    if let Some(stated) = &feature.stated_distance {
        let computed = stated.computed_km.map_or_else(|| "not computed".to_owned(), |km| format!("computed {km:.0} km"));
        let _ = write!(out, "\n  distance: stated {:?}, {computed}", words(&stated.text));
    }
    out
}
