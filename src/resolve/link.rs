//! Words between two neighbouring names that say that one lies in the other: "Tripoli, Lebanon", "the Syrian town of
//! Palmyra", "Paris, in northern Texas".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::belief::holds;
use crate::gazetteer::{Facts, Gazetteer, Kind};
use crate::mention::{Form, Mention};
use crate::text::Text;

/// What stands between a mention and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Link {
    /// Nothing that ties them.
    #[default]
    None,
    /// The first lies in the second: "Tripoli, Lebanon".
    In,
    /// The second lies in the first: "Lebanon's Tripoli", "the Syrian town of Palmyra".
    Of,
}

/// No words that tie two names are longer, in bytes.
const LONGEST: usize = 56;

/// The words of `data/resolve/links.tsv`: those between a place and what holds it, nouns of places, and articles.
static WORDS: LazyLock<[FxHashSet<&str>; 3]> = LazyLock::new(|| {
    let rows = include_str!("../../data/resolve/links.tsv").lines().filter_map(|line| line.split_once('\t'));
    ["between", "noun", "article"]
        .map(|class| rows.clone().filter(|(name, _)| *name == class).flat_map(|(_, words)| words.split(' ')).collect())
});

/// Whether the word may stand between a place and what holds it.
pub(super) fn is_between(word: &str) -> bool {
    WORDS[0].contains(word)
}

/// Whether the word, written small, is the article.
pub(super) fn is_article(word: &str) -> bool {
    WORDS[2].contains(word)
}

/// Whether the word is a noun of a place, or says where in it.
pub(super) fn is_noun(word: &str) -> bool {
    WORDS[1].contains(word)
}

/// The link from every mention to the next; as many as mentions.
pub(super) fn links(text: &Text<'_>, mentions: &[Mention]) -> Vec<Link> {
    let mut out: Vec<Link> = mentions.windows(2).map(|pair| link(text, &pair[0], &pair[1])).collect();
    out.resize(mentions.len(), Link::None);
    out
}

fn link(text: &Text<'_>, first: &Mention, second: &Mention) -> Link {
    let (start, end) = (first.span.end, second.span.start);
    if end < start || end - start > LONGEST || first.form == Form::Coordinates || second.form == Form::Coordinates {
        return Link::None;
    }
    let between = text.source.get(start..end).unwrap_or("");
    if first.form == Form::Demonym {
        return if is_of(between, false) { Link::Of } else { Link::None };
    }
    if second.form == Form::Name && is_in(between) {
        return Link::In;
    }
    if is_of(between, true) { Link::Of } else { Link::None }
}

/// Sets right, by what the gazetteer knows, the links that words alone leave open.
///
/// What a comma ties to the next of a list is not held by it ("Rome, Georgia and Albania"), unless that holds it by the name
/// it is best known by: "Tripoli, Lebanon and Syria". And "the West Virginia town of Gilbert" is the other way round than
/// "Kobani town of Syria".
pub(super) fn set_right(gazetteer: &Gazetteer, text: &Text<'_>, mentions: &[Mention], links: &mut [Link]) {
    let best_known = |at: usize| gazetteer.facts(mentions.get(at)?.candidates.first()?.key);
    let holds_one = |outer: &Facts, at: usize| {
        let mut places = mentions[at].candidates.iter().filter_map(|c| gazetteer.facts(c.key));
        places.any(|inner| holds(outer, &inner))
    };
    let between = |at: usize| text.source.get(mentions[at].span.end..mentions[at + 1].span.start).map_or("", str::trim);
    // Whether a mention and the next stand in one list; of the last, none does.
    let mut goes_on = false;
    for at in (0..mentions.len().saturating_sub(1)).rev() {
        let words = between(at);
        if links[at] == Link::In {
            let apart = |outer: &Facts| best_known(at).is_some_and(|own| are_peers(&own, outer)) || !holds_one(outer, at);
            let listed = goes_on && words == "," && best_known(at + 1).is_some_and(|outer| apart(&outer));
            let turned = || words.ends_with(" of") && best_known(at).is_some_and(|outer| holds_one(&outer, at + 1));
            if listed {
                links[at] = Link::None;
            } else if turned() {
                links[at] = Link::Of;
            }
        }
        let joins = matches!(words, "and" | ", and" | "&") || words == "," && goes_on;
        goes_on = joins && best_known(at).zip(best_known(at + 1)).is_some_and(|(a, b)| are_peers(&a, &b));
    }
}

/// Whether both are countries, or both are towns.
fn are_peers(a: &Facts, b: &Facts) -> bool {
    a.kind == Kind::Country && b.kind == Kind::Country || a.kind.is_settlement() && b.kind.is_settlement()
}

/// Whether the words lead from a place to what holds it.
fn is_in(between: &str) -> bool {
    let words = between.trim();
    if words == "," || words == "(" {
        return true;
    }
    let opened = words.strip_prefix([',', '(']);
    let mut said = opened.unwrap_or(words).split_whitespace().peekable();
    if opened.is_none() && !matches!(said.peek(), Some(&("in" | "city" | "town" | "village"))) {
        return false;
    }
    let mut leads = false;
    said.all(|word| {
        leads |= matches!(word, "in" | "of") || word.ends_with("ern");
        is_between(word) || is_noun(word)
    }) && leads
}

/// Whether the words lead from a country or division to a place in it; from a name, only behind a possessive.
fn is_of(between: &str, possessive: bool) -> bool {
    let words = between.trim_start();
    let rest = words.strip_prefix("'s").or_else(|| words.strip_prefix("’s"));
    let said = match (rest, possessive) {
        (Some(rest), _) => rest,
        (None, true) => return false,
        (None, false) => words,
    };
    let mut words = said.split_whitespace();
    words.all(|word| is_noun(word) || is_between(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_follow() {
        for words in [", ", " (", ", in ", " in ", " in northern ", ", northern ", " in the eastern province of ", ", a town in the "] {
            assert!(is_in(words), "{words:?}");
        }
        for words in [" and ", ", and ", ". ", " to ", " from ", " of "] {
            assert!(!is_in(words), "{words:?}");
        }
    }

    #[test]
    fn holders_come_before() {
        assert!(is_of(" town of ", false));
        assert!(is_of("'s northern ", true));
        assert!(is_of(" border town of ", false));
        assert!(!is_of(" forces entered ", false));
        assert!(!is_of(" town of ", true));
    }
}
