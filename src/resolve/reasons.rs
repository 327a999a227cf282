//! Why a mention means one place and not another: what each feature was worth, in words.

use std::sync::LazyLock;

use super::belief::Beliefs;
use super::feature::{COUNT, NAMES};
use super::weights::Weights;
use super::{Outside, Preference, ROUNDS};
use crate::gazetteer::{Gazetteer, PlaceRef};
use crate::mention::Mention;
use crate::span::Span;
use crate::text::Text;

/// One place that a mention could mean, and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasoned {
    /// The place.
    pub place: PlaceRef,
    /// Its share of belief, 0 to 1.
    pub belief: f32,
    /// What speaks for it (above 0) and against it, as natural logarithms of likelihood, in a fixed order.
    worth: Vec<f32>,
}

/// The places that one mention could mean, likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// The mention.
    pub span: Span,
    /// What it could mean.
    pub options: Vec<Reasoned>,
}

/// Places reasoned about for each mention.
const REASONED: usize = 4;

/// The words of each feature, and the distinct ones in the order in which they come.
struct Wording {
    slots: [usize; COUNT],
    words: Vec<&'static str>,
}

static WORDING: LazyLock<Wording> = LazyLock::new(|| {
    let rows: Vec<(&str, &str)> =
        include_str!("../../data/resolve/reasons.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
    let mut words: Vec<&'static str> = Vec::new();
    let slots = std::array::from_fn(|feature| {
        let told = rows.iter().find(|(name, _)| *name == NAMES[feature]).map_or(NAMES[feature], |(_, told)| *told);
        words.iter().position(|w| *w == told).unwrap_or_else(|| {
            words.push(told);
            words.len() - 1
        })
    });
    Wording { slots, words }
});

impl Reasoned {
    /// What made this place likelier than `rival`, and what less likely: words, and the natural logarithm of the factor,
    /// weightiest first.
    ///
    /// ```
    /// use sitmap::{Gazetteer, mention::Recogniser, resolve, text::Text};
    /// let gazetteer = Gazetteer::builtin()?;
    /// let text = Text::new("Clashes in Tripoli, Lebanon, spread to Beirut.");
    /// let mentions = Recogniser::new(&gazetteer).mentions(&text);
    /// let reasons = resolve::reasons(&gazetteer, &text, &mentions, &Default::default(), &Default::default());
    /// let of = |country| reasons[0].options.iter().find(|o| o.place.country.as_deref() == Some(country));
    /// let why = "the text goes on with where it lies";
    /// assert!(of("LB").zip(of("LY")).is_some_and(|(lebanon, libya)| lebanon.over(libya).iter().any(|(words, worth)| *words == why && *worth > 1.0)));
    /// # Ok::<(), sitmap::Error>(())
    /// ```
    pub fn over(&self, rival: &Reasoned) -> Vec<(&'static str, f32)> {
        let mut out: Vec<(&'static str, f32)> =
            WORDING.words.iter().zip(self.worth.iter().zip(&rival.worth)).map(|(words, (own, other))| (*words, own - other)).collect();
        out.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        out
    }
}

/// Why each mention means its place; made again from the report, for whoever asks.
pub fn reasons(gazetteer: &Gazetteer, text: &Text<'_>, mentions: &[Mention], preference: &Preference, outside: &Outside) -> Vec<Reasons> {
    let weights = Weights::builtin();
    let mut beliefs = Beliefs::new(gazetteer, text, mentions, preference, outside);
    for _ in 1..ROUNDS {
        beliefs.weigh(weights);
    }
    // The last round weighs by what the one before believed.
    beliefs.vote();
    let features: Vec<Vec<[f32; COUNT]>> = (0..mentions.len()).map(|at| beliefs.features(at)).collect();
    beliefs.weigh(weights);
    let of_mention = |((mention, options), features): ((&Mention, &Vec<_>), &Vec<[f32; COUNT]>)| {
        let mut order: Vec<(&super::belief::Choice, &[f32; COUNT])> = options.iter().zip(features).collect();
        order.sort_by(|(a, _), (b, _)| b.belief.total_cmp(&a.belief).then(a.candidate.key.cmp(&b.candidate.key)));
        let reasoned = |(option, features): (&super::belief::Choice, &[f32; COUNT])| {
            let mut worth = vec![0.0; WORDING.words.len()];
            for (feature, value) in features.iter().enumerate() {
                worth[WORDING.slots[feature]] += weights.0[feature] * value;
            }
            Some(Reasoned { place: gazetteer.place(option.candidate.key)?, belief: option.belief, worth })
        };
        Reasons { span: mention.span, options: order.into_iter().take(REASONED).filter_map(reasoned).collect() }
    };
    mentions.iter().zip(&beliefs.options).zip(&features).map(of_mention).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_words() {
        for (feature, name) in NAMES.iter().enumerate() {
            assert_ne!(WORDING.words[WORDING.slots[feature]], *name, "data/resolve/reasons.tsv lacks {name}");
        }
    }
}
