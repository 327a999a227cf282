//! Hashes of words and features; stable across runs and machines, since weights are stored by them.

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
pub(super) fn of_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of a word's lower-case form, without making it.
pub(super) fn of_lower(word: &str) -> u64 {
    let (mut hash, mut all) = (0xcbf2_9ce4_8422_2325, 0u8);
    for byte in word.bytes() {
        all |= byte;
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    if all < 0x80 { hash } else { of_bytes(word.to_lowercase().as_bytes()) }
}

/// One feature: what it is about, and its value.
pub(super) fn feature(about: u8, value: u64) -> u32 {
    let mixed = (value ^ (u64::from(about) << 56)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (mixed >> 40) as u32
}

/// Two values as one.
pub(super) fn pair(a: u64, b: u64) -> u64 {
    a.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b
}
