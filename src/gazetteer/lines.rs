//! Lines of a file that may be anything: of any length, with any bytes, with the ends of lines of any system.

use std::io::BufRead;

use crate::error::{Error, Result};

/// Longer lines are named and passed over, without being held in memory. GeoNames' longest has some 20,000 bytes.
const LONGEST: usize = 1024 * 1024;

/// One line, without its end.
pub(super) struct Line<'l> {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its text; bytes that are no UTF-8 are replaced. An error where it is too long.
    pub(super) text: Result<std::borrow::Cow<'l, str>>,
}

/// Reads a file line by line.
pub(super) struct Lines<R> {
    input: R,
    number: u64,
    bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, number: 0, bytes: Vec::new() }
    }

    /// The next line that is not blank; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line<'_>>> {
        loop {
            self.bytes.clear();
            self.number += 1;
            let Some(too_long) = self.fill()? else { return Ok(None) };
            if too_long {
                let text = Err(Error::data(format!("the line is longer than {LONGEST} bytes")).at_line(self.number));
                return Ok(Some(Line { number: self.number, text }));
            }
            while matches!(self.bytes.last(), Some(b'\n' | b'\r')) {
                self.bytes.pop();
            }
            if self.number == 1 && self.bytes.starts_with("\u{feff}".as_bytes()) {
                self.bytes.drain(..3);
            }
            if !self.bytes.iter().all(u8::is_ascii_whitespace) {
                break;
            }
        }
        Ok(Some(Line { number: self.number, text: Ok(String::from_utf8_lossy(&self.bytes)) }))
    }

    /// Reads up to the end of the line; whether it is too long, `None` at the end of the file.
    fn fill(&mut self) -> Result<Option<bool>> {
        let (mut any, mut too_long) = (false, false);
        loop {
            let block = match self.input.fill_buf() {
                Ok(block) => block,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(Error::io("read the source", e).at_line(self.number)),
            };
            if block.is_empty() {
                return Ok(any.then_some(too_long));
            }
            any = true;
            let end = memchr::memchr(b'\n', block).map_or(block.len(), |at| at + 1);
            let ended = block[end - 1] == b'\n';
            too_long |= self.bytes.len() + end > LONGEST;
            if !too_long {
                self.bytes.extend_from_slice(&block[..end]);
            }
            self.input.consume(end);
            if ended {
                return Ok(Some(too_long));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_and_endless_lines() {
        let text = format!("\u{feff}a\r\n\n{}\nb\tc\n  \nd", "x".repeat(LONGEST + 5));
        let mut lines = Lines::new(std::io::BufReader::with_capacity(777, text.as_bytes()));
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push((line.number, line.text.map_or_else(|e| e.to_string(), |t| t.into_owned())));
        }
        assert_eq!(found.len(), 4);
        assert_eq!((found[0].1.as_str(), found[2].clone(), found[3].clone()), ("a", (4, "b\tc".into()), (6, "d".into())));
        assert!(found[1].0 == 3 && found[1].1.contains("longer than"));
        assert!(lines.bytes.capacity() < 2 * LONGEST);
    }
}
