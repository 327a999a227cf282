//! Plain text and Markdown: the whole file is one report.

use std::io::Read;

use super::input::{Input, Source};
use super::{Incoming, Records};
use crate::error::Error;
use crate::report::Report;

/// The one report of a text file.
pub(super) fn read(mut source: Source, input: &Input) -> Records {
    let mut bytes = Vec::new();
    if let Err(e) = source.read_to_end(&mut bytes) {
        return Box::new(std::iter::once(Incoming::Failed(Error::io("read the report", e).on(input.shown()))));
    }
    let (text, note) = decode(bytes);
    let note = note.map(|n| Incoming::Note(n.on(input.shown())));
    let report = (!text.trim().is_empty()).then(|| Incoming::Report(Box::new(Report::new(&input.stem, text))));
    Box::new(note.into_iter().chain(report))
}

/// Bytes as text: without a byte-order mark, in UTF-16 where the mark says so, and with U+FFFD for what is no UTF-8.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<Error>) {
    let sixteen = |from: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => return (sixteen(u16::from_le_bytes), None),
        Some([0xFE, 0xFF]) => return (sixteen(u16::from_be_bytes), None),
        _ => {}
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..3);
            }
            (text, None)
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(e.as_bytes()).trim_start_matches('\u{feff}').to_owned();
            let note = format!(
                "not UTF-8 from byte {at} on; what could not be read became \u{fffd}. Convert it first, for example with `iconv -f windows-1252 -t utf-8`"
            );
            (text, Some(Error::data(note)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_bad_bytes() {
        assert_eq!(decode(b"\xEF\xBB\xBFHoms".to_vec()).0, "Homs");
        assert_eq!(decode(b"\xFF\xFEH\0o\0m\0s\0".to_vec()).0, "Homs");
        let (text, note) = decode(b"Alep\xE9 fell".to_vec());
        assert_eq!(text, "Alep\u{fffd} fell");
        assert!(note.expect("a note").to_string().contains("byte 4"));
    }
}
