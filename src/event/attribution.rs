//! On whose word it stands.

use super::reading::{Hit, Reading};
use super::record::{Attribution, Words};
use super::scene::Scene;

/// Who is quoted in each sentence; a sentence with "it said" or "he added" takes the one before.
pub(crate) fn by_sentence(scene: &Scene<'_>) -> Vec<Option<Attribution>> {
    let mut out: Vec<Option<Attribution>> = Vec::with_capacity(scene.reading.sentences.len());
    // A source named in full once keeps its full name: "the Russian Defense Ministry … the Defense Ministry added".
    let mut full: Vec<(u32, Attribution)> = Vec::new();
    for index in 0..scene.reading.sentences.len() {
        let found = spoken(scene, index).map(|(row, found)| match full.iter().find(|(r, _)| *r == row) {
            Some((_, known)) if !found.id.contains("--") && known.id.contains("--") => {
                Attribution { id: known.id.clone(), name: known.name.clone(), ..found }
            }
            _ => {
                full.retain(|(r, _)| *r != row);
                full.push((row, found.clone()));
                found
            }
        });
        let inherited = || {
            let sentence = scene.reading.sentences[index].clone();
            let previous = out.last().cloned().flatten()?;
            let speech = scene.reading.any(sentence.clone(), scene.classes.speech);
            let same_paragraph = scene
                .context
                .text
                .tokens_in(scene.reading.span(sentence))
                .next()
                .is_none_or(|t| !scene.context.text.tokens[t].paragraph_start);
            (speech || same_paragraph).then_some(previous)
        };
        let value = found.or_else(inherited);
        out.push(value);
    }
    for attribution in out.iter_mut().flatten() {
        attribution.id = attribution.id.replace("--", "-");
    }
    out
}

fn spoken(scene: &Scene<'_>, sentence: usize) -> Option<(u32, Attribution)> {
    let (reading, c) = (&scene.reading, scene.classes);
    let words = reading.sentences[sentence].clone();
    if !reading.any(words.clone(), c.speech) {
        return None;
    }
    let sources = Reading::within(&reading.sources, words.clone());
    let speaks = |hit: &&Hit| {
        let before = (hit.at.saturating_sub(5).max(words.start)..hit.at)
            .any(|at| reading.is(at, c.according) || reading.is(at, c.speech) && hit.at - at <= 4);
        let after = (hit.end..(hit.end + 9).min(words.end)).take_while(|at| !reading.is(*at, c.stop)).any(|at| reading.is(at, c.speech));
        before || after
    };
    let nearest = |hit: &&Hit| words.clone().filter(|at| reading.is(*at, c.speech)).map(|at| at.abs_diff(hit.at)).min();
    let named = |hit: &&Hit| reading.words[hit.at].case == crate::text::Case::Lower;
    let hit = sources.iter().filter(speaks).min_by_key(|h| (named(h), nearest(h)))?;
    let source = &scene.codebook.sources[hit.row as usize];
    let country = Reading::within(&reading.countries, hit.at.saturating_sub(2)..hit.at)
        .last()
        .filter(|c| c.end == hit.at || reading.is_possessive(c.end) && c.end + 1 == hit.at);
    let start = country.map_or(hit.at, |c| c.at);
    let text = Words::at(reading.source, reading.span(start..hit.end));
    let (id, name) = match country {
        Some(country) => {
            let code = &scene.codebook.actors.countries[country.row as usize];
            (format!("{}--{}", source.id, code.to_lowercase()), format!("{} of {}", source.name, scene.codebook.actors.country_name(code)))
        }
        None => (source.id.clone(), source.name.clone()),
    };
    Some((hit.row, Attribution { id, name, words: text }))
}
