//! A file that takes the place of the old one whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What the names of unfinished files end with.
const UNFINISHED: &str = ".part";

/// Removes an unfinished file when dropped.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Writes a file beside `path`, then puts it there. Interrupted at any moment, `path` is the old file or the new one.
pub(super) fn publish(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let failed = |e| Error::io("write the gazetteer", e).on(path);
    let name = path.file_name().ok_or_else(|| Error::usage("the output names no file").on(path))?.to_string_lossy().into_owned();
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    remove_leftovers(folder, &name);
    let beside = Beside(folder.join(format!(".{name}.{}{UNFINISHED}", std::process::id())));
    let mut out = BufWriter::with_capacity(1024 * 1024, File::create(&beside.0).map_err(failed)?);
    write(&mut out).map_err(|e| e.on(path))?;
    out.flush().map_err(failed)?;
    out.get_ref().sync_all().map_err(failed)?;
    std::fs::rename(&beside.0, path).map_err(failed)?;
    // The new name lasts once the folder is on disk; not every system lets a folder be opened.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Removes what builds of the same file left that were killed: unfinished files of processes that are no more.
fn remove_leftovers(folder: &Path, name: &str) {
    let Ok(listing) = std::fs::read_dir(folder) else { return };
    for entry in listing.flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let process = file.strip_prefix(&format!(".{name}.")).and_then(|rest| rest.strip_suffix(UNFINISHED));
        let Some(process) = process.filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())) else { continue };
        let processes = Path::new("/proc");
        let gone = processes.join("self").exists() && !processes.join(process).exists();
        let old = entry.metadata().and_then(|m| m.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age.as_secs() > 86_400));
        if gone || old {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_build_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gaz");
        std::fs::write(&path, "old").unwrap();
        // No process has a number of eleven digits.
        std::fs::write(folder.path().join(".a.gaz.99999999999.part"), "killed").unwrap();
        let failed = publish(&path, |out| {
            out.write_all(b"half").unwrap();
            Err(Error::data("no more"))
        });
        assert!(failed.unwrap_err().to_string().contains("a.gaz"));
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        publish(&path, |out| out.write_all(b"new").map_err(|e| Error::io("write", e))).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
