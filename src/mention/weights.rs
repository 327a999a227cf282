//! The weights of the linear model: read from a data file, learned by [`super::train`].

use std::sync::LazyLock;

/// Slots of the table of weights; features share one where their hashes meet.
pub(super) const SLOTS: usize = 1 << 20;

/// Weights by feature.
pub(super) struct Weights(Vec<f32>);

static BUILTIN: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_bytes!("../../data/mention/weights.bin.zst")));

impl Weights {
    /// The weights that come with the program.
    pub(super) fn builtin() -> &'static Weights {
        &BUILTIN
    }

    /// All zero.
    pub(super) fn zero() -> Self {
        Weights(vec![0.0; SLOTS])
    }

    /// Weights as [`Weights::write`] packed them; whatever cannot be read counts as zero.
    pub(super) fn read(packed: &[u8]) -> Self {
        let mut weights = Self::zero();
        let bytes = zstd::decode_all(packed).unwrap_or_default();
        let mut slot = 0usize;
        for row in bytes.chunks_exact(5) {
            // A step of three bytes to the next slot, then the weight in 1/512.
            slot += row[0] as usize | (row[1] as usize) << 8 | (row[2] as usize) << 16;
            if let Some(weight) = weights.0.get_mut(slot) {
                *weight = f32::from(i16::from_le_bytes([row[3], row[4]])) / 512.0;
            }
        }
        weights
    }

    /// Packs the weights that are not zero.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut last = 0usize;
        for (slot, weight) in self.0.iter().enumerate() {
            let rounded = (weight * 512.0).round().clamp(-32_000.0, 32_000.0) as i16;
            if rounded != 0 {
                let step = slot - last;
                bytes.extend([step as u8, (step >> 8) as u8, (step >> 16) as u8]);
                bytes.extend(rounded.to_le_bytes());
                last = slot;
            }
        }
        zstd::encode_all(bytes.as_slice(), 19).unwrap_or_default()
    }

    /// The sum of the weights of `features`.
    pub(super) fn score(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.0[*f as usize & (SLOTS - 1)]).sum()
    }

    pub(super) fn slots(&mut self) -> &mut [f32] {
        &mut self.0
    }
}
