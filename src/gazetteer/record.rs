//! Entries as bytes, while they are sorted and joined.

use super::entry::Entry;
use super::format::NameRole;
use super::place::Kind;
use super::sections::push_varint;
use crate::measure::Position;

/// What an importer handed over.
#[derive(Debug, PartialEq)]
pub(super) enum Record {
    /// A place, and the number of its source.
    Place(Entry, u16),
    /// One more name of the place with that id. The flag says that people use it before the main one.
    Name(String, NameRole, bool),
}

const PLACE: u8 = 0;
const NAME: u8 = 1;

/// The key under which all records of one id meet.
pub(super) fn id_key(id: &str, out: &mut Vec<u8>) {
    out.clear();
    match number(id) {
        Some(number) => out.extend(number.to_be_bytes()),
        None => {
            out.push(0xFF);
            out.extend_from_slice(id.as_bytes());
        }
    }
}

/// The GeoNames number that an id is.
pub(super) fn number(id: &str) -> Option<u64> {
    id.strip_prefix("gn:").and_then(|n| n.parse().ok()).filter(|n: &u64| *n < 1 << 62)
}

pub(super) fn push_string(out: &mut Vec<u8>, string: &str) {
    push_varint(out, string.len() as u64);
    out.extend_from_slice(string.as_bytes());
}

/// Whole millionths of a degree, as the file holds them.
pub(super) fn millionths(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}

pub(super) fn write_place(entry: &Entry, source: u16, out: &mut Vec<u8>) {
    out.push(PLACE);
    out.extend(source.to_le_bytes());
    out.extend(millionths(entry.position.lat).to_le_bytes());
    out.extend(millionths(entry.position.lon).to_le_bytes());
    out.push(entry.kind as u8);
    out.extend(entry.country.unwrap_or([0, 0]));
    out.extend((entry.radius_km as f32).to_le_bytes());
    out.extend((entry.renown as f32).to_le_bytes());
    push_varint(out, entry.population);
    push_varint(out, entry.listed.into());
    for string in [&entry.id, &entry.name, &entry.admin1, &entry.admin2, &entry.code] {
        push_string(out, string);
    }
    push_varint(out, entry.others.len() as u64);
    for (name, role) in &entry.others {
        out.push(*role as u8);
        push_string(out, name);
    }
}

pub(super) fn write_name(name: &str, role: NameRole, preferred: bool, out: &mut Vec<u8>) {
    out.extend([NAME, role as u8, u8::from(preferred)]);
    push_string(out, name);
}

/// Reads what was written here.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        Some(self.array::<1>()?[0])
    }

    fn varint(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                return Some(value);
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let length = usize::try_from(self.varint()?).ok()?;
        Some(std::str::from_utf8(self.bytes(length)?).ok()?.to_owned())
    }
}

/// The record that these bytes are; `None` never, for bytes written here.
pub(super) fn read(bytes: &[u8]) -> Option<Record> {
    let mut reader = Reader(bytes);
    if reader.byte()? == NAME {
        let (role, preferred) = (NameRole::numbered(reader.byte()?), reader.byte()? == 1);
        return Some(Record::Name(reader.string()?, role, preferred));
    }
    let source = u16::from_le_bytes(reader.array()?);
    let mut degrees = || Some(f64::from(i32::from_le_bytes(reader.array()?)) / 1e6);
    let position = Position::new(degrees()?, degrees()?);
    let kind = Kind::numbered(reader.byte()?)?;
    let country = reader.array()?;
    let radius_km = f64::from(f32::from_le_bytes(reader.array()?));
    let renown = f64::from(f32::from_le_bytes(reader.array()?));
    let population = reader.varint()?;
    let listed = u32::try_from(reader.varint()?).ok()?;
    let mut entry = Entry::new(reader.string()?, reader.string()?, kind, position);
    entry.country = (country != [0, 0]).then_some(country);
    (entry.radius_km, entry.renown) = (radius_km, renown);
    (entry.population, entry.listed) = (population, listed);
    (entry.admin1, entry.admin2, entry.code) = (reader.string()?, reader.string()?, reader.string()?);
    for _ in 0..reader.varint()? {
        let role = NameRole::numbered(reader.byte()?);
        entry.others.push((reader.string()?, role));
    }
    Some(Record::Place(entry, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_went() {
        let mut entry = Entry::new("user:a.csv#1", "Deir ez-Zor", Kind::City, Position::new(35.33588, 40.14084));
        entry.others = vec![("دير الزور".into(), NameRole::Alias), ("DEZ".into(), NameRole::Abbreviation)];
        (entry.country, entry.population) = (Some(*b"SY"), 242_565);
        (entry.radius_km, entry.renown, entry.listed) = (7.5, 1e6, 640);
        (entry.admin1, entry.admin2, entry.code) = ("07".into(), String::new(), "SY0701".into());
        let mut bytes = Vec::new();
        write_place(&entry, 3, &mut bytes);
        assert_eq!(read(&bytes), Some(Record::Place(entry, 3)));
        bytes.clear();
        write_name("Raqqa", NameRole::Alias, true, &mut bytes);
        assert_eq!(read(&bytes), Some(Record::Name("Raqqa".into(), NameRole::Alias, true)));
        assert_eq!(read(&bytes[..4]), None);
    }

    #[test]
    fn ids_meet_under_their_number() {
        let key = |id: &str| {
            let mut out = Vec::new();
            id_key(id, &mut out);
            out
        };
        assert_eq!(key("gn:170794"), 170_794u64.to_be_bytes());
        assert_ne!(key("gn:x"), key("gn:y"));
    }
}
