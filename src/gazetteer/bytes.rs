//! Where an index's bytes lie: in the program, in memory, or in a mapped file.

use std::fs::File;
use std::path::Path;

use crate::error::{Error, Result};

/// A file of more bytes is not worth reading whole.
const LARGE: u64 = 32 * 1024 * 1024;

/// Bytes of an index; all three kinds are read by the same code.
#[derive(Debug)]
pub(crate) enum Bytes {
    /// Embedded in the program.
    Static(&'static [u8]),
    /// Built in memory.
    Owned(Vec<u8>),
    /// A file, mapped.
    Mapped(memmap2::Mmap),
}

impl Bytes {
    /// Maps a file.
    #[allow(unsafe_code)]
    pub(crate) fn map(path: &Path) -> Result<Bytes> {
        let file = File::open(path).map_err(|e| Error::io("open the gazetteer", e).on(path))?;
        let about = file.metadata().map_err(|e| Error::io("look at the gazetteer", e).on(path))?;
        if about.is_dir() {
            return Err(Error::usage("a folder is no gazetteer; name the .gaz file in it").on(path));
        }
        let length = about.len();
        if length == 0 {
            return Err(Error::index("the file is empty, not a gazetteer; build it again with `sitmap gazetteer build`").on(path));
        }
        // SAFETY: the map is read-only and private to this process. Another process that shortens the file
        // while it is mapped could make a read fault; `gazetteer build` never writes in place (it renames a
        // finished file over the old one, which leaves this map on the old file).
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(|e| Error::io("map the gazetteer", e).on(path))?;
        // A look-up touches a few pages far apart: reading ahead would fill memory with what nobody asked for.
        #[cfg(unix)]
        if length > LARGE {
            let _ = map.advise(memmap2::Advice::Random);
            // Where the file is in the page cache in huge pages, each fault would map two megabytes of it.
            #[cfg(target_os = "linux")]
            let _ = map.advise(memmap2::Advice::NoHugePage);
        }
        Ok(Bytes::Mapped(map))
    }

    /// Whether it is a mapped file of which a look-up reads but little.
    pub(crate) fn is_large_file(&self) -> bool {
        matches!(self, Bytes::Mapped(map) if map.len() as u64 > LARGE)
    }

    /// Gives the pages of a large file back to the system, which reads them again when they are asked for.
    #[allow(unsafe_code)]
    pub(crate) fn give_back(&self) {
        match self {
            #[cfg(unix)]
            Bytes::Mapped(map) if self.is_large_file() => {
                // SAFETY: the map is shared with the file and was never written to, so that each page comes back as it
                // was; whoever reads it meanwhile waits for the page.
                let _ = unsafe { map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
            }
            _ => {}
        }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}
