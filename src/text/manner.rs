//! Manners of writing: a name as it would be spelt in English if its letters had been meant in another language's way.
//!
//! "Wyschnewe" is German for Vyshneve and "Auasc" Italian for Awash; the letters of such a spelling lead to another
//! skeleton than those of the name. Each manner is a set of rows in the tables of `data/spelling`.

use std::sync::LazyLock;

use super::family;

/// Letters and what stands for them, longest first, by manner.
static MANNERS: LazyLock<Vec<Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut manners: Vec<(&str, Vec<(&'static str, &'static str)>)> = Vec::new();
    for (_, row) in family::rows("manner") {
        let [name, from, to, ..] = row[..] else { continue };
        match manners.iter_mut().find(|(known, _)| *known == name) {
            Some((_, letters)) => letters.push((from, to)),
            None => manners.push((name, vec![(from, to)])),
        }
    }
    for (_, letters) in &mut manners {
        letters.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    }
    manners.into_iter().map(|(_, letters)| letters).collect()
});

/// A name's key (see [`super::name_key`]) as each manner means it that reads it otherwise.
///
/// ```
/// use sitmap::text::in_other_manners;
/// assert!(in_other_manners("wyschnewe").contains(&"vyshneve".to_owned()));
/// assert!(in_other_manners("auasc").contains(&"awash".to_owned()));
/// assert!(in_other_manners("homa").is_empty());
/// ```
pub fn in_other_manners(key: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for letters in MANNERS.iter() {
        let other = respelt(key, letters);
        if other != key && !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

fn respelt(key: &str, letters: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let mut rest = key;
    while let Some(first) = rest.chars().next() {
        match letters.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{name_key, skeleton};
    use super::*;

    #[test]
    fn examples_lead_to_the_skeleton_of_the_name() {
        let mut apart = Vec::new();
        for (_, row) in family::rows("manner") {
            let (written, name) = row[3].split_once(" / ").unwrap();
            let bones = skeleton(&name_key(name));
            if !in_other_manners(&name_key(written)).iter().any(|other| skeleton(other) == bones) {
                apart.push((row, bones));
            }
        }
        assert!(apart.is_empty(), "{apart:#?}");
    }
}
