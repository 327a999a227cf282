//! A range of bytes in a document.

/// A half-open range of bytes, `[start, end)`, in a report's text.
///
/// Everything found in a report carries one, so that it can be traced back to the words. Spans are
/// bytes inside the crate and characters (code points) in every output; [`CharOffsets`] turns one
/// into the other, once, when a feature is made.
///
/// ```
/// use sitmap::Span;
/// let text = "Clashes near Hama";
/// assert_eq!(Span::new(13, 17).slice(text), "Hama");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// The words it stands for; empty where it does not lie on character borders of `text`.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether both share at least one byte.
    pub const fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within.
    pub const fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn cover(&self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Bytes between the two; 0 where they touch or overlap.
    pub fn gap(&self, other: Span) -> usize {
        if self.end <= other.start { other.start - self.end } else { self.start.saturating_sub(other.end) }
    }
}

/// Turns byte offsets of one text into character offsets and back, each in logarithmic time.
///
/// Texts in ASCII need no table at all.
#[derive(Debug, Clone)]
pub struct CharOffsets {
    /// Character count at every 64th byte; empty for ASCII.
    checkpoints: Vec<u32>,
    bytes: usize,
}

const STEP: usize = 64;

impl CharOffsets {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { checkpoints: Vec::new(), bytes: text.len() };
        }
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 1);
        let mut chars = 0u32;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                checkpoints.push(chars);
            }
            chars += u32::from(is_start(byte));
        }
        Self { checkpoints, bytes: text.len() }
    }

    /// Characters before byte `offset` of `text`, which must be the text given to [`CharOffsets::new`].
    pub fn chars(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(self.bytes);
        if self.checkpoints.is_empty() {
            return offset;
        }
        let slot = (offset / STEP).min(self.checkpoints.len() - 1);
        let counted = text.as_bytes()[slot * STEP..offset].iter().filter(|b| is_start(**b)).count();
        self.checkpoints[slot] as usize + counted
    }

    /// The byte at which character `chars` of `text` begins; the text's end where it is shorter.
    pub fn byte(&self, text: &str, chars: usize) -> usize {
        if self.checkpoints.is_empty() {
            return chars.min(self.bytes);
        }
        let slot = self.checkpoints.partition_point(|c| *c as usize <= chars).saturating_sub(1);
        let mut left = chars - self.checkpoints[slot] as usize;
        for (i, byte) in text.as_bytes()[slot * STEP..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return slot * STEP + i;
                }
                left -= 1;
            }
        }
        self.bytes
    }

    /// The span in characters, as `[start, end)`.
    pub fn span(&self, text: &str, span: Span) -> [usize; 2] {
        [self.chars(text, span.start), self.chars(text, span.end)]
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes_agree_in_mixed_script() {
        let text = "In دير الزور – Deir ez-Zor’s governor. ".repeat(9);
        let offsets = CharOffsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.chars(&text, byte), count);
            assert_eq!(offsets.byte(&text, count), byte);
        }
        assert_eq!(offsets.byte(&text, 1_000_000), text.len());
    }

    #[test]
    fn gap_and_cover() {
        let (a, b) = (Span::new(3, 7), Span::new(10, 12));
        assert_eq!(a.gap(b), 3);
        assert_eq!(b.gap(a), 3);
        assert_eq!(a.cover(b), Span::new(3, 12));
        assert!(!a.overlaps(b));
    }
}
