//! One error for the whole crate.
//!
//! An [`Error`] says what was attempted, on which file and line, and — where there is one — what to do.
//! The kinds behind it are private; callers ask with predicates.

use std::path::{Path, PathBuf};

/// What went wrong, where, and while doing what.
///
/// ```
/// let error = sitmap::Gazetteer::open("no/such/file.gaz").unwrap_err();
/// assert!(error.is_io());
/// assert!(error.to_string().contains("no/such/file.gaz"));
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    file: Option<PathBuf>,
    line: Option<u64>,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{doing}: {source}")]
    Io { doing: &'static str, source: std::io::Error },
    #[error("{0}")]
    Data(String),
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Index(String),
}

impl Error {
    /// An operation on a file or stream failed.
    pub(crate) fn io(doing: &'static str, source: std::io::Error) -> Self {
        Self::new(Kind::Io { doing, source })
    }

    /// A record or file does not hold what it should.
    pub(crate) fn data(message: impl Into<String>) -> Self {
        Self::new(Kind::Data(message.into()))
    }

    /// The call asks for something that cannot be: an unknown format, a missing column.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage(message.into()))
    }

    /// A gazetteer file is damaged, foreign, or of another version.
    pub(crate) fn index(message: impl Into<String>) -> Self {
        Self::new(Kind::Index(message.into()))
    }

    fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { kind, file: None, line: None }))
    }

    /// The same error, naming the file it happened on.
    pub(crate) fn on(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file.get_or_insert_with(|| file.as_ref().to_path_buf());
        self
    }

    /// The same error, naming the line (from 1) of the file.
    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.0.line.get_or_insert(line);
        self
    }

    /// Whether reading or writing failed, as against what was read.
    pub fn is_io(&self) -> bool {
        matches!(self.0.kind, Kind::Io { .. })
    }

    /// Whether the reader of our output went away; a command ends quietly then.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&self.0.kind, Kind::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
    }

    /// Whether the call itself was wrong, so that trying again unchanged is no use.
    pub fn is_usage(&self) -> bool {
        matches!(self.0.kind, Kind::Usage(_))
    }

    /// Whether a gazetteer file was refused.
    pub fn is_index(&self) -> bool {
        matches!(self.0.kind, Kind::Index(_))
    }

    /// The file it happened on, where it is known.
    pub fn file(&self) -> Option<&Path> {
        self.0.file.as_deref()
    }

    /// The line (from 1) it happened on, where it is known.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(file) = &self.0.file {
            write!(f, "{}", file.display())?;
            if let Some(line) = self.0.line {
                write!(f, ":{line}")?;
            }
            f.write_str(": ")?;
        }
        self.0.kind.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0.kind)
    }
}

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;
