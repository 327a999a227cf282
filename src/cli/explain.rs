//! Says why: which words led to which place, and what else they could mean.

use std::fmt::Write;

use super::lookup::described;
use crate::feature::Feature;
use crate::report::Report;
use crate::resolve::{Reasoned, Reasons, Toponym};

/// Reasons worth less than a factor of this are left out.
const TOLD_FROM: f32 = 1.25;

/// Reasons told for and against each rival.
const TOLD: usize = 3;

/// Why each name of a report means its place.
pub(super) fn toponyms(report: &Report, toponyms: &[Toponym], reasons: &[Reasons]) -> String {
    let mut out = format!("report {:?}: {} place names. ×8 reads: eight times likelier for it than its rival", report.id, toponyms.len());
    for t in toponyms {
        let words = t.span.slice(&report.text);
        let options = reasons.iter().find(|r| r.span == t.span).map(|r| r.options.as_slice()).unwrap_or_default();
        let meant = match &t.place {
            Some(p) => format!("{} ({}, {})", described(p), p.kind.name(), p.id),
            None if options.is_empty() => "in no gazetteer".to_owned(),
            None => "too unsure to say".to_owned(),
        };
        let _ = write!(out, "\n  {words:?} [{}] → {meant}, confidence {:.2}", t.form.name(), t.confidence);
        if !t.wanted.is_empty() {
            let kinds: Vec<&str> = t.wanted.iter().map(|k| k.name()).collect();
            let _ = write!(out, "\n      the words around ask for: {}", kinds.join(" or "));
        }
        let Some((best, rivals)) = options.split_first() else { continue };
        if t.place.is_none() {
            for option in options {
                let _ = write!(out, "\n      perhaps {} {:.2}", named(option), option.belief);
            }
            continue;
        }
        if rivals.is_empty() {
            out.push_str("\n      no other place has the name");
        }
        for rival in rivals {
            let _ = write!(out, "\n      over {} {:.2}: {}", named(rival), rival.belief, compared(best, rival));
        }
    }
    out
}

fn named(option: &Reasoned) -> String {
    format!("{} ({})", described(&option.place), option.place.kind.name())
}

/// What spoke for one place against another, as factors of likelihood.
fn compared(best: &Reasoned, rival: &Reasoned) -> String {
    let all = best.over(rival);
    let told = |sign: f32| -> Vec<String> {
        let weighty = all.iter().filter(|(_, worth)| worth * sign >= TOLD_FROM.ln());
        weighty.take(TOLD).map(|(words, worth)| format!("{words} {}", factor(*worth))).collect()
    };
    let (pro, contra) = (told(1.0), told(-1.0));
    match (pro.is_empty(), contra.is_empty()) {
        (true, true) => "as good as even".to_owned(),
        (false, true) => pro.join(", "),
        (true, false) => format!("against it {}", contra.join(", ")),
        (false, false) => format!("{}; against it {}", pro.join(", "), contra.join(", ")),
    }
}

/// A natural logarithm as a factor: ×12, ÷3.
fn factor(worth: f32) -> String {
    let sign = if worth < 0.0 { '÷' } else { '×' };
    match worth.abs().exp() {
        times if times > 1000.0 => format!("{sign}1000 and more"),
        times if times < 9.95 => format!("{sign}{times:.1}"),
        times => format!("{sign}{times:.0}"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_read_at_a_glance() {
        assert_eq!(factor(8f32.ln()), "×8.0");
        assert_eq!(factor(-(24f32.ln())), "÷24");
        assert_eq!(factor(20.0), "×1000 and more");
    }
}
