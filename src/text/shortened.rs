//! Words of names that are written long or short: "Mount Vernon" and "Mt. Vernon", "Saint Albans" and "St. Albans".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::family;

/// What stands for a word: the short for the long, the long for the short; and in which countries, where not in all.
static OTHER: LazyLock<FxHashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = family::rows("short").filter_map(|(_, row)| Some((*row.first()?, *row.get(1)?, *row.get(2)?)));
    rows.flat_map(|(long, short, countries)| [(long, (short, countries)), (short, (long, countries))]).collect()
});

/// The key of the same name with such words the other way, for a place of that country (ISO 3166-1); `None` where it has
/// none before its last word: a "St" at the end is a street.
///
/// ```
/// use sitmap::text::{name_key, shortened};
/// assert_eq!(shortened(&name_key("Mount Vernon"), *b"US").as_deref(), Some("mt vernon"));
/// assert_eq!(shortened(&name_key("East St. Louis"), *b"US").as_deref(), Some("east saint louis"));
/// assert_eq!(shortened(&name_key("Saint-Denis"), *b"FR"), None);
/// ```
pub fn shortened(key: &str, country: [u8; 2]) -> Option<String> {
    let (front, last) = key.rsplit_once(' ')?;
    let other = |word: &str| {
        let (other, countries) = OTHER.get(word)?;
        (countries.is_empty() || countries.split(' ').any(|c| c.as_bytes() == country)).then_some(*other)
    };
    if !front.split(' ').any(|word| other(word).is_some()) {
        return None;
    }
    let mut out = String::with_capacity(key.len() + 4);
    for word in front.split(' ') {
        out.push_str(other(word).unwrap_or(word));
        out.push(' ');
    }
    out.push_str(last);
    Some(out)
}
