//! Equipment said to be lost, seized or destroyed.

use super::reading::Reading;
use super::record::Materiel;
use super::scene::{Draft, Scene};
use crate::text::NumberForm;

/// Kinds of events that cost somebody equipment.
const COSTLY: [&str; 12] = [
    "destroy",
    "air-strike",
    "shelling",
    "strike",
    "capture",
    "weapons-seizure",
    "interception",
    "shoot-down",
    "ambush",
    "target",
    "attack",
    "clash",
];

/// The equipment of an event's first sentence, with counts; `side` is the id of the actor it was taken from.
pub(crate) fn of(scene: &Scene<'_>, draft: &Draft, side: Option<&str>) -> Vec<Materiel> {
    let kinds = &scene.codebook.kinds;
    if !draft.kinds.iter().any(|k| COSTLY.contains(&kinds[*k as usize].name.as_str())) {
        return Vec::new();
    }
    let losing = |k: &str| draft.kinds.iter().any(|x| kinds[*x as usize].name == k);
    if !(losing("destroy") || losing("weapons-seizure") || losing("shoot-down") || losing("interception")) {
        return Vec::new();
    }
    let reading = &scene.reading;
    let mut out = Vec::new();
    for sentence in &draft.sentences {
        for hit in Reading::within(&reading.materiel, reading.sentences[*sentence].clone()) {
            let start = reading.words[hit.at].span.start;
            let from = reading.words[hit.at.saturating_sub(4)].span.start;
            let numbers = scene.context.numbers;
            let before = &numbers[..numbers.partition_point(|n| n.span.end <= start)];
            let count = before.iter().rev().take_while(|n| n.span.start >= from).find(|n| {
                n.form != NumberForm::Code
                    && n.is_count()
                    && !reading
                        .any(reading.words_in(n.span).end..hit.at, scene.classes.and | scene.classes.comma | scene.classes.preposition)
            });
            let span = reading.span(hit.at..hit.end);
            out.push(Materiel {
                item: scene.codebook.materiel[hit.row as usize].clone(),
                count: count.map(|n| n.best),
                side: side.map(str::to_owned),
                span: count.map_or(span, |n| n.span.cover(span)),
            });
        }
    }
    out
}
