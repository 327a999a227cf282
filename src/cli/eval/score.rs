//! The field's measures: precision and recall, accuracy, errors in kilometres and the area under their curve, calibration.

/// A place is right within this many kilometres: 100 miles, as the field has it since Cheng, Caverlee and Lee (CIKM 2010).
pub(super) const RIGHT_KM: f64 = 161.0;

/// Half the Earth's circumference, the worst error there is, as Gritta et al. (2018) have it.
const WORST_KM: f64 = 20_039.0;

/// Hits among what was found and what there is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Matched {
    pub hits: u64,
    pub found: u64,
    pub gold: u64,
}

impl Matched {
    pub(super) fn precision(&self) -> f64 {
        self.hits as f64 / self.found.max(1) as f64
    }

    pub(super) fn recall(&self) -> f64 {
        self.hits as f64 / self.gold.max(1) as f64
    }

    pub(super) fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// Right among all.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Share {
    pub right: u64,
    pub all: u64,
}

impl Share {
    pub(super) fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += u64::from(right);
    }

    pub(super) fn value(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// How far the answers lie from the gold points.
#[derive(Debug, Clone, Default)]
pub(super) struct Errors {
    /// Names with a gold point.
    pub names: u64,
    /// Kilometres, an answer each.
    km: Vec<f64>,
}

impl Errors {
    /// Counts a name, and its error where it has an answer.
    pub(super) fn count(&mut self, km: Option<f64>) {
        self.names += 1;
        self.km.extend(km);
    }

    pub(super) fn finish(&mut self) {
        self.km.sort_by(f64::total_cmp);
    }

    pub(super) fn answered(&self) -> u64 {
        self.km.len() as u64
    }

    /// The share of all names that is right; one without an answer is not.
    pub(super) fn accuracy(&self) -> f64 {
        self.right() as f64 / self.names.max(1) as f64
    }

    /// The share of the answers that is right.
    pub(super) fn accuracy_of_answered(&self) -> f64 {
        self.right() as f64 / self.answered().max(1) as f64
    }

    fn right(&self) -> u64 {
        self.km.iter().filter(|km| **km <= RIGHT_KM).count() as u64
    }

    pub(super) fn mean_km(&self) -> Option<f64> {
        (!self.km.is_empty()).then(|| self.km.iter().sum::<f64>() / self.km.len() as f64)
    }

    pub(super) fn median_km(&self) -> Option<f64> {
        let n = self.km.len();
        let middle = |at: usize| self.km.get(at).copied();
        if n.is_multiple_of(2) { Some((middle(n.checked_sub(2)? / 2)? + middle(n / 2)?) / 2.0) } else { middle(n / 2) }
    }

    /// Area under the curve of log errors, 0 best to 1 worst; of the answers, or of all names, those without one as far off
    /// as can be.
    pub(super) fn auc(&self, of_all: bool) -> Option<f64> {
        let unanswered = if of_all { (self.names - self.answered()) as usize } else { 0 };
        let worst = (WORST_KM + 1.0).ln();
        let logs: Vec<f64> = self.km.iter().map(|km| (km + 1.0).ln()).chain(std::iter::repeat_n(worst, unanswered)).collect();
        match logs.as_slice() {
            [] => None,
            [one] => Some(one / WORST_KM.ln()),
            logs => {
                let area: f64 = logs.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).sum();
                Some((area / (WORST_KM.ln() * (logs.len() - 1) as f64)).min(1.0))
            }
        }
    }
}

/// Answers by their confidence, in ten bins.
#[derive(Debug, Clone, Default)]
pub(super) struct Calibration {
    pub bins: [Bin; 10],
}

/// Answers of about one confidence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bin {
    pub answers: u64,
    pub right: u64,
    confidence: f64,
}

impl Bin {
    pub(super) fn confidence(&self) -> f64 {
        self.confidence / self.answers.max(1) as f64
    }

    pub(super) fn share_right(&self) -> f64 {
        self.right as f64 / self.answers.max(1) as f64
    }
}

impl Calibration {
    pub(super) fn count(&mut self, confidence: f64, right: bool) {
        let bin = &mut self.bins[((confidence * 10.0) as usize).min(9)];
        bin.answers += 1;
        bin.right += u64::from(right);
        bin.confidence += confidence;
    }

    /// How far confidence and share right lie apart, weighed by answers.
    pub(super) fn error(&self) -> Option<f64> {
        let answers: u64 = self.bins.iter().map(|b| b.answers).sum();
        let apart: f64 = self.bins.iter().map(|b| (b.confidence - b.right as f64).abs()).sum();
        (answers > 0).then(|| apart / answers as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(km: &[Option<f64>]) -> Errors {
        let mut out = Errors::default();
        km.iter().for_each(|km| out.count(*km));
        out.finish();
        out
    }

    #[test]
    fn errors_by_hand() {
        let three = errors(&[Some(300.0), Some(0.0), Some(100.0)]);
        assert_eq!((three.mean_km(), three.median_km()), (Some(400.0 / 3.0), Some(100.0)));
        assert!((three.accuracy() - 2.0 / 3.0).abs() < 1e-12);
        // (0 + 2 ln 101 + ln 301) / 2, of 2 ln 20039.
        let by_hand = (2.0 * 101f64.ln() + 301f64.ln()) / 2.0 / (2.0 * 20_039f64.ln());
        assert!((three.auc(false).expect("three answers") - by_hand).abs() < 1e-12);
        let half = errors(&[Some(0.0), None]);
        assert_eq!((half.accuracy(), half.accuracy_of_answered(), half.median_km()), (0.5, 1.0, Some(0.0)));
        assert_eq!(half.auc(false), Some(0.0));
        assert!((half.auc(true).expect("an answer") - 0.5).abs() < 1e-4);
        let two = errors(&[Some(10.0), Some(20.0)]);
        assert_eq!(two.median_km(), Some(15.0));
        let none = errors(&[None]);
        assert_eq!((none.mean_km(), none.median_km(), none.auc(false), none.accuracy()), (None, None, None, 0.0));
    }

    #[test]
    fn calibration_by_hand() {
        let mut calibration = Calibration::default();
        for (confidence, right) in [(0.95, true), (0.95, true), (0.95, false), (0.15, false), (1.0, true)] {
            calibration.count(confidence, right);
        }
        assert_eq!((calibration.bins[9].answers, calibration.bins[9].right, calibration.bins[1].answers), (4, 3, 1));
        // |3.85 − 3| + |0.15 − 0|, of five answers.
        assert!((calibration.error().expect("answers") - (0.85 + 0.15) / 5.0).abs() < 1e-9);
    }

    #[test]
    fn precision_and_recall() {
        let matched = Matched { hits: 2, found: 4, gold: 3 };
        assert_eq!((matched.precision(), matched.recall()), (0.5, 2.0 / 3.0));
        assert!((matched.f1() - 4.0 / 7.0).abs() < 1e-12);
    }
}
