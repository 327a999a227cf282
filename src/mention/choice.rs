//! Which of the possible mentions are kept, given that no two of them may overlap.
//!
//! A set of mentions without overlaps is as likely as the exponential of the sum of its scores. Summed over all such
//! sets, by one walk back and one forth along the words, this gives each possible mention its belief; at most one of
//! those that overlap can be believed more than not. The weights are learned on the same beliefs.

/// What one possible mention takes: its first token, and one past its last.
pub(super) type Taken = (usize, usize);

/// Scores below this are not weighed against others; they have less than one chance in fifty.
const HOPELESS: f32 = -4.0;

/// Mentions believed in more than this are kept; of those that overlap, one at most is.
const BELIEVED: f32 = 0.5;

/// Where it is likelier than not that a place is named, but the words may be cut in several ways, the likeliest way is
/// kept from this belief on: "Tell Zurqaya", of which no part is known.
const LIKELIEST: f32 = 0.35;

/// The beliefs of one report's possible mentions; kept between reports for its memory.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// By token of one group: the logarithm of the sum over all sets of mentions before it, and behind it.
    before: Vec<f32>,
    behind: Vec<f32>,
    /// By possible mention.
    pub beliefs: Vec<f32>,
    /// By possible mention, whether it is kept.
    pub kept: Vec<bool>,
}

impl Choice {
    /// Fills in the beliefs of possible mentions, which are in order of their first token, from their scores.
    pub(super) fn weigh(&mut self, taken: &[Taken], scores: &[f32]) {
        self.beliefs.clear();
        self.kept.clear();
        let mut start = 0;
        while start < taken.len() {
            let (mut end, mut reach) = (start + 1, taken[start].1);
            while end < taken.len() && taken[end].0 < reach {
                reach = reach.max(taken[end].1);
                end += 1;
            }
            if end == start + 1 {
                self.beliefs.push(sigmoid(scores[start]));
                self.kept.push(self.beliefs[start] > BELIEVED);
            } else {
                self.weigh_group(&taken[start..end], &scores[start..end], reach);
            }
            start = end;
        }
    }

    /// The beliefs of possible mentions that overlap one another, directly or through others.
    fn weigh_group(&mut self, taken: &[Taken], scores: &[f32], reach: usize) {
        let origin = taken[0].0;
        let words = reach - origin;
        let hopeful = |i: &usize| scores[*i] > HOPELESS;
        self.behind.clear();
        self.behind.resize(words + 1, f32::NEG_INFINITY);
        self.behind[words] = 0.0;
        let mut next = taken.len();
        for at in (0..words).rev() {
            let mut sum = self.behind[at + 1];
            while next > 0 && taken[next - 1].0 == origin + at {
                next -= 1;
                if hopeful(&next) {
                    sum = add(sum, scores[next] + self.behind[taken[next].1 - origin]);
                }
            }
            self.behind[at] = sum;
        }
        self.before.clear();
        self.before.resize(words + 1, f32::NEG_INFINITY);
        self.before[0] = 0.0;
        let (all, first) = (self.behind[0], self.beliefs.len());
        let mut next = 0;
        for at in 0..words {
            let here = self.before[at];
            self.before[at + 1] = add(self.before[at + 1], here);
            while next < taken.len() && taken[next].0 == origin + at {
                let end = taken[next].1 - origin;
                if hopeful(&next) {
                    self.before[end] = add(self.before[end], here + scores[next]);
                }
                self.beliefs.push((here + scores[next] + self.behind[end] - all).exp().min(1.0));
                next += 1;
            }
        }
        let beliefs = &self.beliefs[first..];
        self.kept.extend(beliefs.iter().map(|belief| *belief > BELIEVED));
        let likeliest = (0..beliefs.len()).max_by(|a, b| beliefs[*a].total_cmp(&beliefs[*b]));
        if let Some(at) = likeliest
            && (LIKELIEST..=BELIEVED).contains(&beliefs[at])
            && (-all).exp() < 1.0 - BELIEVED
        {
            self.kept[first + at] = true;
        }
    }
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The logarithm of the sum of two numbers given by their logarithms.
fn add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f32::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beliefs(taken: &[Taken], scores: &[f32]) -> Vec<f32> {
        let mut choice = Choice::default();
        choice.weigh(taken, scores);
        choice.beliefs
    }

    #[test]
    fn alone_a_score_is_in_log_odds() {
        let found = beliefs(&[(3, 5), (7, 8)], &[0.0, 2.0]);
        assert!((found[0] - 0.5).abs() < 1e-6 && (found[1] - 0.880_797).abs() < 1e-5);
    }

    #[test]
    fn mentions_that_overlap_share_what_there_is() {
        // "New", "New York", "York": nothing; each alone; or the first and the last together.
        let scores = [0.5f32, 2.0, 1.0];
        let all = 1.0 + scores.iter().map(|s| s.exp()).sum::<f32>() + (0.5f32 + 1.0).exp();
        let found = beliefs(&[(0, 1), (0, 2), (1, 2)], &scores);
        let right = [0.5f32.exp() + 1.5f32.exp(), 2.0f32.exp(), 1.0f32.exp() + 1.5f32.exp()];
        assert!(found.iter().zip(right).all(|(f, r)| (f - r / all).abs() < 1e-5), "{found:?}");
    }

    #[test]
    fn a_place_whose_words_may_be_cut_in_several_ways_is_kept() {
        let mut choice = Choice::default();
        choice.weigh(&[(0, 1), (0, 2), (1, 2)], &[-1.0, 0.8, -0.2]);
        assert!(choice.beliefs.iter().all(|b| *b < 0.5), "{:?}", choice.beliefs);
        assert_eq!(choice.kept, [false, true, false]);
        choice.weigh(&[(0, 1), (0, 2), (1, 2)], &[-3.0, -0.6, -2.4]);
        assert_eq!(choice.kept, [false, false, false]);
    }

    #[test]
    fn groups_are_independent() {
        let (a, b) = (beliefs(&[(0, 2), (1, 3)], &[1.0, 0.3]), beliefs(&[(9, 11), (10, 13), (11, 12)], &[2.0, -9.0, 0.1]));
        let both = beliefs(&[(0, 2), (1, 3), (9, 11), (10, 13), (11, 12)], &[1.0, 0.3, 2.0, -9.0, 0.1]);
        assert_eq!([a, b].concat(), both);
    }
}
