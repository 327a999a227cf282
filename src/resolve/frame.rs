//! What a sentence opens with holds the rest of it: "In Mexico, two people died in the town of San Miguel".

use super::link::{is_between, is_noun};
use crate::mention::{Form, Mention};
use crate::text::Text;

/// Of every mention, the one that opens its sentence as its frame; `None` for that one itself.
pub(super) fn frames(text: &Text<'_>, mentions: &[Mention]) -> Vec<Option<usize>> {
    let (mut sentence, mut frame) = (None, None);
    let of = |(at, mention): (usize, &Mention)| {
        let own = text.sentence_at(mention.span.start);
        if own == sentence {
            return frame;
        }
        sentence = own;
        frame = own.is_some_and(|own| opens(text, own, mention)).then_some(at);
        None
    };
    mentions.iter().enumerate().map(of).collect()
}

/// Whether a sentence begins with "In", this name and a comma, with no more about it than what says where in it or what it is;
/// or with the name and a colon.
fn opens(text: &Text<'_>, sentence: usize, mention: &Mention) -> bool {
    let Some(before) = text.sentences.get(sentence).and_then(|s| text.source.get(s.start..mention.span.start)) else { return false };
    let mut words = before.split_whitespace();
    let behind = text.source.get(mention.span.end..).unwrap_or("").trim_start_matches(' ');
    let Some(first) = words.next() else { return mention.form == Form::Name && behind.starts_with(':') };
    if mention.form != Form::Name || !first.eq_ignore_ascii_case("in") || !words.all(is_between) {
        return false;
    }
    let word = behind.split([' ', ',', '\n']).next().unwrap_or("");
    let behind = if is_noun(word) || is_between(word) { &behind[word.len()..] } else { behind };
    behind.starts_with(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::mention::Recogniser;
    use crate::span::Span;

    /// The frame of each of the names, as words.
    fn framed(source: &str, names: &[&str]) -> Vec<Option<String>> {
        let gazetteer = Gazetteer::builtin().unwrap();
        let (text, recogniser) = (Text::new(source), Recogniser::new(&gazetteer));
        let span = |name: &&str| source.find(name).map(|start| Span::new(start, start + name.len())).expect("the name stands in the text");
        let mentions: Vec<Mention> = names.iter().map(span).map(|span| recogniser.known(&text, span)).collect();
        frames(&text, &mentions).into_iter().map(|frame| frame.map(|at| text.slice(mentions[at].span).to_owned())).collect()
    }

    #[test]
    fn a_sentence_lies_in_what_it_opens_with() {
        let mexico = || Some("Mexico".to_owned());
        assert_eq!(
            framed("In Mexico, two died in San Miguel and Tula. Leon was quiet.", &["Mexico", "San Miguel", "Tula", "Leon"]),
            [None, mexico(), mexico(), None]
        );
        assert_eq!(framed("In the north of Sonora state, Nogales was cut off.", &["Sonora", "Nogales"])[1].as_deref(), Some("Sonora"));
        assert_eq!(framed("Mexico: two dead in Tula", &["Mexico", "Tula"]), [None, mexico()]);
        for source in ["In Mexico two died in Tula.", "Mexico, and Tula, wait.", "In May, Mexico sent men, Tula none."] {
            assert_eq!(framed(source, &["Mexico", "Tula"]), [None, None], "{source}");
        }
    }
}
