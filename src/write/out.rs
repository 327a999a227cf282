//! A file that appears whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

const BUFFER: usize = 256 * 1024;

/// An output: a file written beside its place until [`OutFile::publish`], or standard output.
pub struct OutFile {
    out: BufWriter<Box<dyn Write + Send>>,
    path: PathBuf,
    /// Where the bytes lie until they are published; `None` for a stream or device.
    beside: Option<PathBuf>,
}

impl OutFile {
    /// Opens `path`, or standard output; folders that are missing are made.
    ///
    /// # Errors
    /// Where the folder or the file cannot be made.
    pub fn create(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::over(Box::new(std::io::stdout()), PathBuf::from("standard output"), None));
        };
        let failed = |e| Error::io("write the output", e).on(path);
        if std::fs::metadata(path).is_ok_and(|about| about.is_dir()) {
            return Err(Error::usage("the output is a folder; name a file in it").on(path));
        }
        // A device or pipe is written straight to: nothing can be renamed over it.
        if std::fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            let file = File::options().write(true).open(path).map_err(failed)?;
            return Ok(Self::over(Box::new(file), path.to_path_buf(), None));
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let name = path.file_name().ok_or_else(|| Error::usage("the output names no file").on(path))?;
        let beside = path.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
        let file = File::create(&beside).map_err(failed)?;
        Ok(Self::over(Box::new(file), path.to_path_buf(), Some(beside)))
    }

    fn over(out: Box<dyn Write + Send>, path: PathBuf, beside: Option<PathBuf>) -> Self {
        Self { out: BufWriter::with_capacity(BUFFER, out), path, beside }
    }

    /// Adds bytes.
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(|e| Error::io("write the output", e).on(&self.path))
    }

    /// Hands on what is still in memory; a full disk shows here.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|e| Error::io("write the output", e).on(&self.path))
    }

    /// Flushes, for the end of a writer.
    pub fn done(mut self) -> Result<OutFile> {
        self.flush()?;
        Ok(self)
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// Where it cannot be renamed; nothing is left then.
    pub fn publish(mut self) -> Result<()> {
        self.flush()?;
        let Some(beside) = &self.beside else { return Ok(()) };
        std::fs::rename(beside, &self.path).map_err(|e| Error::io("put the output in its place", e).on(&self.path))?;
        self.beside = None;
        Ok(())
    }
}

impl Drop for OutFile {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = std::fs::remove_file(beside);
        }
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_only_when_published() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/events.csv");
        let mut file = OutFile::create(Some(&path)).expect("a file");
        file.put(b"a,b\n").expect("written");
        assert!(!path.exists());
        drop(file);
        assert_eq!(std::fs::read_dir(folder.path().join("new")).expect("listed").count(), 0);
        let mut file = OutFile::create(Some(&path)).expect("a file");
        file.put(b"a,b\n").expect("written");
        file.publish().expect("published");
        assert_eq!(std::fs::read(&path).expect("read"), b"a,b\n");
    }
}
