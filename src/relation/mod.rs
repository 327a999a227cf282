//! The grammar of where: "30 km north of A", "on the road between A and B", "the A–B border".
//!
//! Relations are found over names, without coordinates; [`crate::locate`] turns them into points. Each pattern is
//! a small function over one sentence; where two patterns claim the same words, the longer one has them.

mod between;
mod border;
mod capital;
mod distance;
mod near;
mod part;
mod phrase;
mod record;
mod road;
mod subject;
mod wind;
mod words;

pub use record::{Bearing, Named, Relation, RelationKind};
pub use words::RelationWords;

use crate::span::Span;
use crate::text::{NumberWords, Quantity, Text, UnitWords, quantities};
use phrase::{Phrase, What};

/// A relation while its sentence is read: places in the sentence are counted in items.
#[derive(Debug, Clone)]
struct Found {
    kind: RelationKind,
    anchors: Vec<usize>,
    start: usize,
    end: usize,
    subject: Option<usize>,
    toward: Option<usize>,
    within: bool,
}

impl Found {
    fn new(kind: RelationKind, anchors: Vec<usize>, start: usize, end: usize) -> Self {
        Self { kind, anchors, start, end, subject: None, toward: None, within: false }
    }
}

/// Finds the relations of a report, in text order and without overlaps.
///
/// `names` are the report's mentions or toponyms, in text order; the indices in the result count them.
///
/// ```
/// use sitmap::relation::{Named, relations};
/// use sitmap::{Span, mention::Form, text::Text};
/// let source = "A convoy was hit 30 km north of Palmyra.";
/// let palmyra = Named { span: Span::new(32, 39), form: Form::Name, kind: None };
/// let found = relations(&Text::new(source), &[palmyra]);
/// assert_eq!(found[0].span.slice(source), "30 km north of Palmyra");
/// ```
pub fn relations<T>(text: &Text<'_>, names: &[T]) -> Vec<Relation>
where
    Named: for<'a> From<&'a T>,
{
    let distances = quantities(text.source, UnitWords::builtin(), NumberWords::builtin());
    relations_with(text, names, &distances, RelationWords::builtin())
}

/// [`relations`], with the report's distances already found and other words.
pub fn relations_with<T>(text: &Text<'_>, names: &[T], distances: &[Quantity], words: &RelationWords) -> Vec<Relation>
where
    Named: for<'a> From<&'a T>,
{
    let names: Vec<Named> = names.iter().map(Named::from).collect();
    let mut out = Vec::new();
    let mut first = 0;
    for sentence in &text.sentences {
        while names.get(first).is_some_and(|n| n.span.end <= sentence.start) {
            first += 1;
        }
        if names.get(first).is_none_or(|n| n.span.start >= sentence.end) {
            continue;
        }
        let phrase = Phrase::new(text, *sentence, &names, distances, words);
        out.extend(in_sentence(&phrase));
    }
    out
}

/// The relations of those sentences in which a number, or a word of direction, nearness or between, stands close by two
/// neighbouring names: what ties names to each other, at little cost.
///
/// ```
/// use sitmap::relation::{Named, relations_beside};
/// use sitmap::{Span, mention::Form, text::Text};
/// let name = |start, end| Named { span: Span::new(start, end), form: Form::Name, kind: None };
/// let found = relations_beside(&Text::new("Al-Khadir, south of Bethlehem"), &[name(0, 9), name(20, 29)]);
/// assert_eq!(found[0].subject, Some(0));
/// assert!(relations_beside(&Text::new("Homs and Hama"), &[name(0, 4), name(9, 13)]).is_empty());
/// ```
pub fn relations_beside<T>(text: &Text<'_>, names: &[T]) -> Vec<Relation>
where
    Named: for<'a> From<&'a T>,
{
    let words = RelationWords::builtin();
    let mut all: Vec<Named> = Vec::new();
    let (mut out, mut done) = (Vec::new(), 0);
    for pair in names.windows(2) {
        let (first, second) = (Named::from(&pair[0]).span, Named::from(&pair[1]).span);
        if first.start < done || !words.tie(text, first, second) {
            continue;
        }
        let Some(sentence) = text.sentence_at(first.start).and_then(|i| text.sentences.get(i)).copied() else { continue };
        if all.is_empty() {
            all = names.iter().map(Named::from).collect();
        }
        done = sentence.end;
        let mut distances = quantities(sentence.slice(text.source), UnitWords::builtin(), NumberWords::builtin());
        distances.iter_mut().for_each(|q| q.span = Span::new(q.span.start + sentence.start, q.span.end + sentence.start));
        out.extend(in_sentence(&Phrase::new(text, sentence, &all, &distances, words)));
    }
    out
}

fn in_sentence(p: &Phrase<'_>) -> Vec<Relation> {
    let mut all: Vec<Found> = Vec::new();
    for at in 0..p.items.len() {
        match p.what(at) {
            What::Distance(_) => all.extend(distance::distance(p, at)),
            What::Name(_) => {
                let patterns = [road::named_road, border::named_border, part::part_of_name, capital::capital];
                all.extend(patterns.iter().filter_map(|pattern| pattern(p, at)));
            }
            What::Known(_) => {
                let patterns =
                    [wind::direction, part::sided, part::noun_of, near::near, road::road_to, between::between, border::border_of];
                all.extend(patterns.iter().filter_map(|pattern| pattern(p, at)));
            }
            _ => {}
        }
    }
    all.sort_by_key(|f| (usize::MAX - (f.end - f.start), f.start));
    let mut kept: Vec<Found> = Vec::new();
    for found in all {
        if kept.iter().all(|k| found.end <= k.start || k.end <= found.start) {
            kept.push(found);
        }
    }
    kept.sort_by_key(|f| f.start);
    let mut out: Vec<Relation> = Vec::new();
    for found in kept {
        let mut relation = finish(p, found);
        // In "in A near B, south of C" both relations speak of A; in "near A, south of B" neither speaks of a name.
        if let Some(subject) = relation.subject
            && let Some(earlier) = out.iter().find(|r| r.anchors.contains(&subject))
        {
            relation.subject = earlier.subject;
        }
        out.push(relation);
    }
    out
}

fn finish(p: &Phrase<'_>, found: Found) -> Relation {
    let subject = found.subject.or_else(|| subject::subject(p, &found));
    let span = p.items[found.start].span.cover(p.items[found.end - 1].span);
    let Found { kind, anchors, toward, within, .. } = found;
    let capitals = anchors.iter().copied().filter(|name| p.is_capital_of(*name)).collect();
    Relation { kind, span, anchors, subject, toward, within, capitals }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Kind;
    use crate::mention::Form;

    /// Takes the braces off: `{Homs}` is a name, `{Syrian:demonym}` an adjective, `{Iraq:country}` a country, `{Iraqi:country demonym}` both.
    fn read(marked: &str) -> (String, Vec<Named>) {
        let (mut text, mut names) = (String::new(), Vec::new());
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a closing brace");
            let (name, mark) = name.split_once(':').unwrap_or((name, ""));
            text.push_str(before);
            let span = Span::new(text.len(), text.len() + name.len());
            text.push_str(name);
            let form = if mark.contains("demonym") { Form::Demonym } else { Form::Name };
            names.push(Named { span, form, kind: mark.split(' ').find_map(Kind::named) });
            rest = after;
        }
        text.push_str(rest);
        (text, names)
    }

    /// The relations of a sentence in one line each.
    pub(super) fn found(marked: &str) -> Vec<String> {
        let (source, names) = read(marked);
        let word = |i: usize| names[i].span.slice(&source);
        let degrees = |b: &Option<Bearing>| b.map_or(String::new(), |b| format!("{:.0} ", b.0));
        relations(&Text::new(&source), &names)
            .iter()
            .map(|r| {
                let named = |a: &usize| format!("{}{}", if r.capitals.contains(a) { "the capital of " } else { "" }, word(*a));
                let anchors = r.anchors.iter().map(named).collect::<Vec<_>>().join(" ");
                assert!(r.anchors.iter().all(|a| r.span.contains(names[*a].span)));
                let mut line = match &r.kind {
                    RelationKind::At => format!("at {anchors}"),
                    RelationKind::Near => format!("near {anchors}"),
                    RelationKind::Distance(q, b) => {
                        format!("{}{} km {}of {anchors}", if r.within { "within " } else { "" }, (q.km * 100.0).round() / 100.0, degrees(b))
                    }
                    RelationKind::Direction(b) => format!("direction {:.0} of {anchors}", b.0),
                    RelationKind::Part(b) => format!("part {}of {anchors}", degrees(b)),
                    RelationKind::Road => format!("road {anchors}"),
                    RelationKind::Between => format!("between {anchors}"),
                    RelationKind::Border => format!("border {anchors}"),
                };
                if let Some(toward) = r.toward {
                    line += &format!(" toward {}", word(toward));
                }
                if let Some(subject) = r.subject {
                    line += &format!(", about {}", word(subject));
                }
                line
            })
            .collect()
    }

    pub(super) fn none(marked: &str) {
        assert_eq!(found(marked), Vec::<String>::new(), "{marked:?}");
    }

    #[test]
    fn several_in_one_sentence() {
        assert_eq!(
            found("In the area between {Sukhna} and {Shula} on the border between {Homs} and {Deir Ezzor}, 20 km from {Tiyas}."),
            ["between Sukhna Shula", "border Homs Deir Ezzor", "20 km of Tiyas"]
        );
    }

    #[test]
    fn a_chain_speaks_of_the_first_name() {
        assert_eq!(
            found("A house in {Kurma} near {Bodh}, south of {Gaya}, burned."),
            ["near Bodh, about Kurma", "direction 180 of Gaya, about Kurma"]
        );
    }

    #[test]
    fn a_name_alone_is_no_relation() {
        none("Troops entered {Hama} and {Homs} on Friday.");
        none("{Hama}, {Homs} and {Idlib} are cities.");
        none("");
    }
}
