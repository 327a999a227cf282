//! Keeps small what a process has resident of a large mapped file.
//!
//! The kernel maps sixteen pages around each that is read, and two megabytes where the page cache has the file in huge
//! pages: a thousand look-ups in ten million places would make half a gigabyte resident, which all is the page cache's.

use super::Gazetteer;

/// Names or reports that are looked up between two looks at what is resident.
const PATIENCE: u64 = 8;

/// What may become resident of mapped files before it is given back, in bytes, while few names are looked up.
const MOST: u64 = 24 * 1024 * 1024;

/// So many names or reports are few. Of twice as many, twice as much may stay: mapping what was given back takes longer
/// than a look-up, and who has a list of a hundred thousand names wants them fast.
const FEW: u64 = 2_000;

/// Watches how much of the mapped files is resident, and gives it back where it is much for what was looked up.
///
/// ```
/// use sitmap::{Gazetteer, gazetteer::Resident};
/// let gazetteer = Gazetteer::builtin()?;
/// let mut resident = Resident::of(&gazetteer);
/// for name in ["Deir ez-Zor", "Palmyra"] {
///     assert!(!gazetteer.lookup(name).is_empty());
///     resident.looked_up();
/// }
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Resident<'g> {
    gazetteer: &'g Gazetteer,
    /// Where the process's own figures stand; none where nothing is mapped that is large, or the system has no such file.
    figures: Option<std::fs::File>,
    looked_up: u64,
    /// What is resident of all files, the program's own among them, when there was last something given back.
    ground: u64,
}

impl<'g> Resident<'g> {
    /// A watch over the files of a gazetteer.
    pub fn of(gazetteer: &'g Gazetteer) -> Self {
        let large = gazetteer.layers().iter().any(super::Index::is_large_file);
        let figures = large.then(|| std::fs::File::open("/proc/self/statm").ok()).flatten();
        let mut out = Self { gazetteer, figures, looked_up: 0, ground: 0 };
        out.ground = out.of_files().unwrap_or(0);
        out
    }

    /// To be told after each name or report.
    pub fn looked_up(&mut self) {
        self.looked_up += 1;
        if !self.looked_up.is_multiple_of(PATIENCE) || self.figures.is_none() {
            return;
        }
        let may_stay = self.looked_up.div_ceil(FEW) * MOST;
        if self.of_files().is_some_and(|now| now > self.ground + may_stay) {
            self.gazetteer.layers().iter().for_each(super::Index::give_back);
            self.ground = self.of_files().unwrap_or(0);
        }
    }

    /// Bytes of files that are resident.
    #[cfg(unix)]
    fn of_files(&self) -> Option<u64> {
        use std::os::unix::fs::FileExt;
        let mut bytes = [0; 128];
        let length = self.figures.as_ref()?.read_at(&mut bytes, 0).ok()?;
        let pages = std::str::from_utf8(bytes.get(..length)?).ok()?.split(' ').nth(2)?.parse::<u64>().ok()?;
        // Nearly all systems have pages of this size; where they are larger, more is given back later.
        Some(pages * 4096)
    }

    #[cfg(not(unix))]
    fn of_files(&self) -> Option<u64> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::super::BUILTIN;
    use super::*;

    /// What the process has resident of a mapped file, in kilobytes.
    fn resident(name: &str) -> Option<u64> {
        let maps = std::fs::read_to_string("/proc/self/smaps").ok()?;
        let mut of_file = maps.lines().skip_while(|line| !line.ends_with(name));
        let size = of_file.find_map(|line| line.strip_prefix("Rss:"))?;
        size.trim().trim_end_matches(" kB").parse().ok()
    }

    /// The built-in gazetteer as a mapped file of that name.
    fn mapped(folder: &tempfile::TempDir, name: &str) -> crate::Result<Gazetteer> {
        let path = folder.path().join(name);
        std::fs::write(&path, BUILTIN).map_err(|e| crate::Error::io("write the gazetteer", e))?;
        Gazetteer::open(&path)
    }

    /// Reads every byte.
    fn read(gazetteer: &Gazetteer) -> u32 {
        crc32fast::hash(gazetteer.layers()[0].as_bytes())
    }

    #[test]
    fn what_was_read_is_given_back_and_answers_stay() {
        let folder = tempfile::tempdir().unwrap();
        let gazetteer = mapped(&folder, "large.gaz").unwrap();
        let mut watch = Resident::of(&gazetteer);
        let (whole, deir_ez_zor) = (read(&gazetteer), gazetteer.lookup("Deir ez-Zor"));
        let before = resident("large.gaz").unwrap();
        assert!(before * 1024 > MOST, "{before} kB");
        (0..PATIENCE).for_each(|_| watch.looked_up());
        let after = resident("large.gaz").unwrap();
        assert!(after < before / 4, "{after} of {before} kB");
        assert_eq!(gazetteer.lookup("Deir ez-Zor"), deir_ez_zor);
        assert_eq!(read(&gazetteer), whole);
    }

    #[test]
    fn who_looks_up_many_may_hold_more() {
        let folder = tempfile::tempdir().unwrap();
        let gazetteer = mapped(&folder, "held.gaz").unwrap();
        let mut watch = Resident { looked_up: 1_000_000 * PATIENCE - 1, ..Resident::of(&gazetteer) };
        assert_ne!(read(&gazetteer), 0);
        let before = resident("held.gaz").unwrap();
        watch.looked_up();
        assert!(resident("held.gaz").unwrap() >= before);
    }
}
