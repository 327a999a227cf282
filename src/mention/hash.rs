//! Hashes of features; stable across runs and machines, since weights are stored by them.

/// One feature: what it is about, and its value.
pub(super) fn feature(about: u8, value: u64) -> u32 {
    let mixed = (value ^ (u64::from(about) << 56)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (mixed >> 40) as u32
}

/// Two values as one.
pub(super) fn pair(a: u64, b: u64) -> u64 {
    a.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b
}
