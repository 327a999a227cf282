//! The names asked for: arguments, or standard input a line at a time.

use std::io::{BufRead, BufReader};

use crate::error::{Error, Result};

/// One name or point asked for.
pub(super) struct Asked {
    pub words: String,
    /// Its line on standard input.
    pub line: Option<u64>,
}

pub(super) fn from_arguments(names: impl Iterator<Item = String> + Send) -> impl Iterator<Item = Result<Asked>> + Send {
    names.filter(|n| !n.trim().is_empty()).map(|words| Ok(Asked { words: words.trim().to_owned(), line: None }))
}

/// The lines of standard input, opened when the first is wanted; empty ones are passed over.
pub(super) fn from_standard_input() -> impl Iterator<Item = Result<Asked>> + Send {
    let mut input: Option<BufReader<std::io::Stdin>> = None;
    let mut number = 0;
    std::iter::from_fn(move || {
        let input = input.get_or_insert_with(|| BufReader::with_capacity(1 << 17, std::io::stdin()));
        loop {
            let mut bytes = Vec::new();
            number += 1;
            match input.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(e) => return Some(Err(Error::io("read the names", e).on("standard input").at_line(number))),
            }
            let wrong = |_| Error::data("read a name: the line is not UTF-8").on("standard input").at_line(number);
            match String::from_utf8(bytes).map_err(wrong) {
                Ok(line) => {
                    let words = line.trim_start_matches('\u{feff}').trim();
                    if !words.is_empty() {
                        return Some(Ok(Asked { words: words.to_owned(), line: Some(number) }));
                    }
                }
                Err(e) => return Some(Err(e)),
            }
        }
    })
}
