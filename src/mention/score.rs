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
