//! The score of every possible mention under the linear model.

use super::candidate::Possible;
use super::feature::{Group, Hinges, View, of_token, whole};
use super::weights::Weights;

/// What is not summed up yet.
const UNKNOWN: i32 = i32::MIN;

/// The scores of all, in log-odds.
///
/// Mentions that overlap share their first or their last word: what hangs on that word alone is summed up once.
pub(super) fn scores(view: &View<'_>, weights: &Weights, all: &[Possible]) -> Vec<f32> {
    // One past the last token stands the end of the text.
    let mut known = [Group::Front, Group::Last, Group::Behind, Group::Told].map(|_| vec![UNKNOWN; view.text.tokens.len() + 1]);
    let score = |p: &Possible| {
        let hinges = Hinges::of(view, p);
        let mut sum = weights.sum();
        whole(view, p, &hinges, |feature| sum.add(feature));
        for (group, token) in hinges.groups() {
            let part = &mut known[group as usize][token];
            if *part == UNKNOWN {
                let mut new = weights.sum();
                of_token(view, group, token, |feature| new.add(feature));
                *part = new.total();
            }
            sum.join(*part);
        }
        sum.score()
    };
    all.iter().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::super::candidate::possible;
    use super::super::evidence::Notes;
    use super::super::feature::features;
    use super::*;
    use crate::gazetteer::{Gazetteer, Scanner};
    use crate::text::Text;

    #[test]
    fn parts_add_up_to_the_score_of_all_features() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let text = Text::new("On Friday, Col. Jordan Hama said that \"Deir ez-Zor\" and St. Mark's Coptic Cathedral in Aleppo were hit.");
        let (notes, weights) = (Notes::of(&text), Weights::builtin());
        let all = possible(&text, &notes, &mut Scanner::new(&gazetteer));
        let view = View::new(&text, &notes, &all);
        let one = |p: &Possible| {
            let mut sum = weights.sum();
            features(&view, p, |feature| sum.add(feature));
            sum.score()
        };
        assert!(all.len() > 10);
        assert_eq!(scores(&view, weights, &all), all.iter().map(one).collect::<Vec<_>>());
    }
}
