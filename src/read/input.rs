//! Which files an INPUT stands for, and their bytes: unpacked, and hashed on the way.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::gazetteer::{Unpacked, unpack_stream};

/// What is read of a pipe or file at a time.
const BUFFER: usize = 256 * 1024;

/// One file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Id of the one report in it, or what the ids of its rows begin with: the path relative to the INPUT, without extension.
    pub stem: String,
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Html,
    JsonLines,
    Csv,
    Unknown,
}

/// An input whose format is known.
pub(super) enum Opened {
    JsonLines(Source),
    Plain(Source),
    Html(Source),
    Csv(Source),
}

/// Bytes of one input, unpacked.
pub(super) type Source = Unpacked;

/// The file extensions of reports, without those of compression.
const EXTENSIONS: [(&str, Format); 10] = [
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Plain),
    ("markdown", Format::Plain),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("csv", Format::Csv),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
];

impl Input {
    /// A file of any kind, or standard input (`-`).
    pub(super) fn table(name: &str) -> Result<Self> {
        if name == "-" {
            return Ok(Self { path: None, stem: "stdin".to_owned(), format: Format::Unknown });
        }
        let path = Path::new(name);
        let about = std::fs::metadata(path).map_err(|e| Error::io("read the table", e).on(path))?;
        if about.is_dir() {
            return Err(Error::usage("a folder is no table; name its files").on(path));
        }
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { path: Some(path.to_path_buf()), stem, format: Format::Unknown })
    }

    /// How messages name it.
    pub fn shown(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new("standard input"))
    }

    /// Base name, as the record of a run has it.
    pub fn base_name(&self) -> String {
        self.path.as_deref().and_then(Path::file_name).map_or_else(|| "-".to_owned(), |n| n.to_string_lossy().into_owned())
    }

    pub(super) fn open(&self, ledger: &Ledger) -> Result<Source> {
        let raw: Box<dyn Read + Send> = match &self.path {
            Some(path) => Box::new(File::open(path).map_err(|e| Error::io("open the report", e).on(path))?),
            None => Box::new(std::io::stdin()),
        };
        let hashing = Hashing { inner: raw, hasher: Sha256::new(), bytes: 0, name: self.base_name(), ledger: ledger.clone() };
        unpack_stream(BufReader::with_capacity(BUFFER, hashing)).map_err(|e| Error::io("read the report", e).on(self.shown()))
    }

    /// Its format by extension; of a pipe by its first character, or CSV where the user names columns.
    pub(super) fn format(&self, mut source: Source, columns_named: bool) -> Result<Opened> {
        let format = match self.format {
            Format::Unknown => {
                let head = source.fill_buf().map_err(|e| Error::io("read the report", e).on(self.shown()))?;
                match head.trim_ascii_start().first() {
                    _ if columns_named => Format::Csv,
                    Some(b'{') => Format::JsonLines,
                    Some(b'<') => Format::Html,
                    _ => Format::Plain,
                }
            }
            known => known,
        };
        Ok(match format {
            Format::JsonLines => Opened::JsonLines(source),
            Format::Html => Opened::Html(source),
            Format::Csv => Opened::Csv(source),
            Format::Plain | Format::Unknown => Opened::Plain(source),
        })
    }
}

/// The files that `names` stand for: a file, a folder (walked in order of names), or `-`.
///
/// # Errors
/// Where a file is missing or of a kind that is not read, or a folder holds no report.
pub fn inputs<S: AsRef<str>>(names: &[S]) -> Result<Vec<Input>> {
    let mut out = Vec::new();
    for name in names {
        let name = name.as_ref();
        let path = Path::new(name);
        if name == "-" {
            out.push(Input { path: None, stem: "stdin".to_owned(), format: Format::Unknown });
            continue;
        }
        let about = std::fs::metadata(path).map_err(|e| Error::io("read the report", e).on(path))?;
        if about.is_dir() {
            let before = out.len();
            walk(path, path, &mut out)?;
            if out.len() == before {
                return Err(Error::usage(format!("the folder holds no report; sitmap reads {}", known())).on(path));
            }
        } else {
            let base = path.parent().unwrap_or(Path::new(""));
            let input = report(path, base).ok_or_else(|| {
                Error::usage(format!("sitmap reads {}; give anything else as text on standard input (`-`)", known())).on(path)
            })?;
            out.push(input);
        }
    }
    Ok(out)
}

fn known() -> String {
    let names: Vec<String> = EXTENSIONS.iter().map(|(e, _)| format!(".{e}")).collect();
    format!("{}, also with .gz or .zst behind", names.join(" "))
}

fn walk(folder: &Path, base: &Path, out: &mut Vec<Input>) -> Result<()> {
    let failed = |e| Error::io("list the folder", e).on(folder);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, base, out)?;
        } else if let Some(input) = report(&path, base) {
            out.push(input);
        }
    }
    Ok(())
}

/// The input that a file is, if its extension says that it is one.
fn report(path: &Path, base: &Path) -> Option<Input> {
    let relative = path.strip_prefix(base).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let unpacked = [".gz", ".zst"].iter().find_map(|e| relative.strip_suffix(e)).unwrap_or(&relative);
    let (stem, extension) = unpacked.rsplit_once('.')?;
    let (_, format) = EXTENSIONS.iter().find(|(e, _)| e.eq_ignore_ascii_case(extension))?;
    Some(Input { path: Some(path.to_path_buf()), stem: stem.to_owned(), format: *format })
}

/// The SHA-256 of one input, as its bytes lie on disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Digest {
    /// Base name.
    pub name: String,
    /// Hexadecimal SHA-256.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

impl Digest {
    /// Of bytes in memory.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), sha256: hexadecimal(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
    }
}

/// Digests of the inputs read to their end so far, in that order.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<Vec<Digest>>>);

impl Ledger {
    /// The digests so far.
    pub fn digests(&self) -> Vec<Digest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn push(&self, digest: Digest) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(digest);
    }
}

struct Hashing {
    inner: Box<dyn Read + Send>,
    hasher: Sha256,
    bytes: u64,
    name: String,
    ledger: Ledger,
}

impl Read for Hashing {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(into)?;
        self.hasher.update(&into[..count]);
        self.bytes += count as u64;
        if count == 0 && !into.is_empty() && !self.name.is_empty() {
            let sha256 = hexadecimal(&std::mem::take(&mut self.hasher).finalize());
            self.ledger.push(Digest { name: std::mem::take(&mut self.name), sha256, bytes: self.bytes });
        }
        Ok(count)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
