//! The weights of the linear model: read from a data file, learned by [`super::train`].

use std::sync::LazyLock;

/// Slots of the table of weights; features share one where their hashes meet.
pub(super) const SLOTS: usize = 1 << 20;

/// A weight is stored as a whole number of these parts of one.
const SCALE: f32 = 512.0;

/// Weights by feature. One slot in a dozen has a weight: a bit says which, and only those weights are kept, so that all
/// questions are answered near the processor.
pub(super) struct Weights {
    /// Of eight slots each: a bit a slot in the lowest byte, and above it how many weights the slots before have.
    present: Vec<u32>,
    /// The weights there are, by slot.
    values: Vec<i16>,
}

static BUILTIN: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_bytes!("../../data/mention/weights.bin.zst")));

impl Weights {
    /// The weights that come with the program.
    pub(super) fn builtin() -> &'static Weights {
        &BUILTIN
    }

    /// Weights as [`pack`] packed them; whatever cannot be read counts as zero.
    pub(super) fn read(packed: &[u8]) -> Self {
        let (mut present, mut values) = (vec![0u32; SLOTS / 8], Vec::new());
        let bytes = zstd::decode_all(packed).unwrap_or_default();
        let mut slot = 0usize;
        for row in bytes.chunks_exact(5) {
            // A step of three bytes to the next slot, then the weight.
            slot += row[0] as usize | (row[1] as usize) << 8 | (row[2] as usize) << 16;
            // Slots ascend; one that is given again has the weight it had first.
            if slot < SLOTS && present[slot / 8] >> (slot % 8) == 0 {
                present[slot / 8] |= 1 << (slot % 8);
                values.push(i16::from_le_bytes([row[3], row[4]]));
            }
        }
        let mut before = 0;
        for eight in &mut present {
            let here = eight.count_ones();
            *eight |= before << 8;
            before += here;
        }
        // What is asked for behind the last weight reads this one, and does not count it.
        values.push(0);
        Self { present, values }
    }

    /// A sum of weights, nothing so far.
    pub(super) fn sum(&self) -> Sum<'_> {
        Sum { weights: self, sum: 0 }
    }
}

/// How many bits each byte has; counting them takes a dozen steps on processors of the oldest kind, which are built for.
const ONES: [u8; 128] = {
    let mut ones = [0; 128];
    let mut byte = 1;
    while byte < 128 {
        ones[byte] = ones[byte / 2] + (byte % 2) as u8;
        byte += 1;
    }
    ones
};

/// The sum of the weights of some features.
pub(super) struct Sum<'w> {
    weights: &'w Weights,
    sum: i32,
}

impl Sum<'_> {
    /// Adds the weight of a feature.
    #[inline]
    pub(super) fn add(&mut self, feature: u32) {
        let slot = feature as usize & (SLOTS - 1);
        let eight = self.weights.present[slot / 8];
        let at = (eight >> 8) as usize + usize::from(ONES[(eight & ((1 << (slot % 8)) - 1)) as usize]);
        // No branch: which features have a weight cannot be foretold, and a wrong guess costs more than the reading.
        let there = (eight >> (slot % 8) & 1) as i32;
        self.sum += there * i32::from(self.weights.values[at]);
    }

    /// Adds what the weights of other features come to.
    pub(super) fn join(&mut self, other: i32) {
        self.sum += other;
    }

    /// What the weights come to, in parts of one.
    pub(super) fn total(&self) -> i32 {
        self.sum
    }

    /// In log-odds.
    pub(super) fn score(&self) -> f32 {
        self.sum as f32 / SCALE
    }
}

/// Packs the weights that are not zero.
pub(super) fn pack(weights: &[f32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut last = 0usize;
    for (slot, weight) in weights.iter().enumerate() {
        let rounded = (weight * SCALE).round().clamp(-32_000.0, 32_000.0) as i16;
        if rounded != 0 {
            let step = slot - last;
            bytes.extend([step as u8, (step >> 8) as u8, (step >> 16) as u8]);
            bytes.extend(rounded.to_le_bytes());
            last = slot;
        }
    }
    zstd::encode_all(bytes.as_slice(), 19).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_weighed() {
        let mut weights = vec![0.0; SLOTS];
        (weights[0], weights[63], weights[64], weights[SLOTS - 1]) = (1.5, -0.25, 2.0, 3.0);
        let read = Weights::read(&pack(&weights));
        let score = |features: &[u32]| {
            let mut sum = read.sum();
            features.iter().for_each(|f| sum.add(*f));
            sum.score()
        };
        for slot in [0, 1, 63, 64, 65, SLOTS - 1] {
            assert_eq!(score(&[slot as u32]), weights[slot], "{slot}");
        }
        assert_eq!(score(&[0, 63, 64, 65]), 3.25);
    }
}
