//! A control file as the user names it.

use std::path::PathBuf;

use jiff::civil::Date;

use super::day;
use crate::error::{Error, Result};

/// A file of areas or points of control, with what it does not say itself.
///
/// ```
/// use sitmap::control::ControlFile;
/// let file = ControlFile::parse("Russia@2024-07-08=maps/occupied.geojson")?;
/// assert_eq!(file.holder.as_deref(), Some("Russia"));
/// assert_eq!(file.date.map(|d| d.to_string()).as_deref(), Some("2024-07-08"));
/// assert_eq!(ControlFile::parse("maps/occupied.geojson")?.holder, None);
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlFile {
    /// The file.
    pub path: PathBuf,
    /// Who holds what the file shows, where its features do not say.
    pub holder: Option<String>,
    /// The day whose state the file shows, where neither its features nor its name say.
    pub date: Option<Date>,
}

impl ControlFile {
    /// A file that says everything itself.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), holder: None, date: None }
    }

    /// Reads `FILE`, `HOLDER=FILE`, `@DATE=FILE` or `HOLDER@DATE=FILE`. A file of that whole name comes first.
    ///
    /// # Errors
    /// Where what stands behind `@` is no day.
    pub fn parse(argument: &str) -> Result<Self> {
        if std::path::Path::new(argument).exists() {
            return Ok(Self::new(argument));
        }
        let Some((said, path)) = argument.split_once('=') else { return Ok(Self::new(argument)) };
        let (holder, date) = said.split_once('@').map_or((said, None), |(holder, date)| (holder, Some(date)));
        let wrong = |d: &str| Error::usage(format!("{argument}: expected a day such as 2024-07-08 behind @, found {d:?}"));
        let date = date.map(|d| day::in_cell(d).ok_or_else(|| wrong(d))).transpose()?;
        Ok(Self { path: path.into(), holder: Some(holder.to_owned()).filter(|h| !h.is_empty()), date })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        assert_eq!(ControlFile::parse("@2024-07-08=a.csv").expect("fine").holder, None);
        assert_eq!(ControlFile::parse("Russia=a=b.csv").expect("fine").path, PathBuf::from("a=b.csv"));
        assert!(ControlFile::parse("Russia@July=a.csv").unwrap_err().is_usage());
    }
}
