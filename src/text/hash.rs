//! Hashes of words, the same on every run and machine: tables and weights are found by them.

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
pub(crate) fn of_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(BASIS, |h, b| (h ^ u64::from(*b)).wrapping_mul(PRIME))
}

/// The hash of a word's lower-case form, without making it.
pub(crate) fn of_lower(word: &str) -> u64 {
    let (mut hash, mut all) = (BASIS, 0u8);
    for byte in word.bytes() {
        all |= byte;
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
    }
    if all < 0x80 { hash } else { of_bytes(word.to_lowercase().as_bytes()) }
}

/// The hash of a mark: apostrophes are one, as they are typed and as they are set, and so are quotation marks and hyphens.
pub(crate) fn of_mark(mark: &str) -> u64 {
    of_bytes(match mark {
        "’" | "‘" | "‛" | "′" | "`" | "´" => b"'",
        "“" | "”" | "„" | "‟" | "«" | "»" | "″" => b"\"",
        "‐" | "‑" => b"-",
        _ => mark.as_bytes(),
    })
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_the_same_typed_and_set() {
        assert_eq!(of_mark("’"), of_bytes(b"'"));
        assert_eq!(of_mark("“"), of_mark("»"));
        assert_ne!(of_mark("–"), of_mark("-"));
    }
}
