//! The same thing from two sources: one name, one sort of thing, a few kilometres apart.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entry::Entry;
use super::format::NameRole;
use super::place::Kind;
use super::record::{self, Record};
use super::seat::bare_skeleton;
use super::sorter::{Sorted, Sorter};
use crate::error::Result;
use crate::measure::rough_km;
use crate::text::name_key;

/// Places of one name and sort that are held against each other; further ones stay apart.
const MOST_ALIKE: usize = 50_000;

/// Which sort of thing a kind is, and how many kilometres two points for one of them may lie apart.
fn sort_of(kind: Kind) -> (u8, f64) {
    match kind {
        Kind::City | Kind::Town | Kind::Village => (0, 4.0),
        Kind::Airport | Kind::Airbase => (1, 6.0),
        Kind::River | Kind::Lake => (2, 10.0),
        Kind::Mountain | Kind::Hill | Kind::Ridge => (3, 5.0),
        Kind::Country | Kind::Continent | Kind::Sea | Kind::Region | Kind::Desert => (10 + kind as u8, 100.0),
        // Points of a large division lie where each list thinks its middle is.
        Kind::Admin1 => (10 + kind as u8, 400.0),
        Kind::Admin2 | Kind::Admin3 => (10 + kind as u8, 25.0),
        other => (10 + other as u8, 3.0),
    }
}

/// The key under which places that may be the same meet. Of divisions lists differ in more than the letters: one has Homs,
/// another Homs district. A first-level one is known by the number that its code has, whatever it is called.
pub(super) fn likeness_key(entry: &Entry, division: Option<u32>, out: &mut Vec<u8>) {
    out.clear();
    out.push(sort_of(entry.kind).0);
    match (entry.kind, division) {
        (Kind::Admin1, Some(number)) => out.extend(number.to_be_bytes()),
        (Kind::Admin1 | Kind::Admin2 | Kind::Admin3, _) => out.extend_from_slice(bare_skeleton(&entry.name).as_bytes()),
        _ => out.extend_from_slice(name_key(&entry.name).as_bytes()),
    }
}

/// Whether two divisions share a name, nouns such as "Oblast" aside.
fn share_a_name(a: &Entry, b: &Entry) -> bool {
    let names = |entry: &Entry| -> FxHashSet<String> {
        let others = entry.others.iter().filter(|(_, role)| *role == NameRole::Alias).map(|(name, _)| name);
        std::iter::once(&entry.name).chain(others).map(|name| bare_skeleton(name)).collect()
    };
    !names(a).is_disjoint(&names(b))
}

/// Hands on what came sorted by [`likeness_key`], joined; the number of joins.
pub(super) fn join_alike(places: Sorter, mut each: impl FnMut(Entry, u16) -> Result<()>) -> Result<u64> {
    let mut sorted = places.finish()?;
    let mut group = Group::default();
    let mut key = Vec::new();
    let mut joins = 0;
    while let Some((next, payload)) = sorted_next(&mut sorted)? {
        if next != key {
            group.hand_on(&mut each)?;
            key = next;
        }
        if group.kept.len() >= MOST_ALIKE {
            group.hand_on(&mut each)?;
        }
        if let Some(Record::Place(entry, source)) = record::read(&payload) {
            joins += u64::from(group.take(entry, source));
        }
    }
    group.hand_on(&mut each)?;
    Ok(joins)
}

fn sorted_next(sorted: &mut Sorted) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    Ok(sorted.next()?.map(|(key, payload)| (key.to_vec(), payload.to_vec())))
}

/// Places of one name and sort.
#[derive(Default)]
struct Group {
    kept: Vec<(Entry, Vec<u16>)>,
    /// Numbers of the kept by rows of latitude.
    rows: FxHashMap<i64, Vec<usize>>,
}

impl Group {
    /// Joins an entry to the nearest of another source, or keeps it; whether it was joined.
    fn take(&mut self, entry: Entry, source: u16) -> bool {
        let limit = sort_of(entry.kind).1;
        // Rows of latitude as high as the limit: what is near lies in the same or the next.
        let row = (entry.position.lat * 110.0 / limit).floor() as i64;
        let near = (row - 1..=row + 1).filter_map(|row| self.rows.get(&row)).flatten().filter_map(|number| {
            let (other, sources) = self.kept.get(*number)?;
            let agree = other.country.zip(entry.country).is_none_or(|(a, b)| a == b) && !sources.contains(&source);
            let agree = agree && (entry.kind != Kind::Admin1 || share_a_name(other, &entry));
            let km = rough_km(other.position, entry.position);
            (agree && km <= limit).then_some((km, *number))
        });
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, number)| number);
        if let Some((kept, sources)) = nearest.and_then(|number| self.kept.get_mut(number)) {
            let earlier = sources.first().is_some_and(|first| source < *first);
            let entry = if earlier { std::mem::replace(kept, entry) } else { entry };
            // GeoNames' number stays, whoever else names the place: others know it by it.
            if record::number(&kept.id).is_none() && record::number(&entry.id).is_some() {
                kept.id.clone_from(&entry.id);
            }
            let words = |name: &str| name.split_whitespace().count();
            // The everyday name of a division: Kharkiv before Kharkiv Oblast.
            let plainer = kept.kind.is_division() && words(&entry.name) < words(&kept.name);
            let name = entry.name.clone();
            kept.join(entry);
            if plainer {
                kept.others.retain(|(other, _)| *other != name);
                let longer = std::mem::replace(&mut kept.name, name);
                kept.add_name(longer, NameRole::Alias);
            }
            sources.push(source);
            sources.sort_unstable();
            return true;
        }
        self.rows.entry(row).or_default().push(self.kept.len());
        self.kept.push((entry, vec![source]));
        false
    }

    fn hand_on(&mut self, each: &mut impl FnMut(Entry, u16) -> Result<()>) -> Result<()> {
        self.rows.clear();
        self.kept.drain(..).try_for_each(|(entry, sources)| each(entry, sources.first().copied().unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Position;

    fn entry(id: &str, lat: f64) -> Entry {
        let mut entry = Entry::new(id, "Tell Rifaat", Kind::Town, Position::new(lat, 37.09));
        entry.country = Some(*b"SY");
        entry
    }

    #[test]
    fn near_ones_of_other_sources_are_the_same() {
        let mut group = Group::default();
        assert!(!group.take(entry("user:a.csv#1", 36.47), 0));
        assert!(!group.take(entry("user:a.csv#2", 36.48), 0), "one source tells its own places apart");
        assert!(group.take(entry("gn:163808", 36.473), 1));
        assert!(!group.take(entry("gn:1", 36.6), 1));
        assert_eq!(group.kept[0].0.id, "gn:163808");
        let mut foreign = entry("gn:2", 36.47);
        foreign.country = Some(*b"TR");
        assert!(!group.take(foreign, 2));
    }
}
