//! Opens a source, a file or a pipe: plain, `.gz`, `.zst`, or the one file of a `.zip`, told by its first bytes.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use zip::CompressionMethod;

use crate::error::{Error, Result};

/// What is read at a time.
const BUFFER: usize = 256 * 1024;

/// What is read of a source to tell how it is packed.
const HEAD: u64 = 64 * 1024;

/// The text of a source, unpacked.
pub type Unpacked = Box<dyn BufRead + Send>;

/// Opens a file and unpacks it where it is packed.
///
/// # Errors
/// Where the file cannot be opened, or is a `.zip` without a file that can be read.
pub fn open_unpacked(path: &Path) -> Result<Unpacked> {
    let file = File::open(path).map_err(|e| Error::io("open the source", e).on(path))?;
    unpack(file, path)
}

/// Unpacks what is open already; `path` tells which file of an archive is meant.
///
/// # Errors
/// Where it cannot be read, or is a `.zip` without a file that can be read.
pub fn unpack(mut input: impl Read + Seek + Send + 'static, path: &Path) -> Result<Unpacked> {
    let failed = |e| Error::io("read the source", e).on(path);
    // A pipe may give a few bytes at a time, and whoever reads wants a whole line to tell what it is.
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head).map_err(failed)?;
    if head.starts_with(b"PK") {
        // Its table of contents stands at the end.
        let whole = input.seek(SeekFrom::Start(0));
        whole.map_err(|_| Error::usage("a .zip cannot be read from a pipe; save it as a file first").on(path))?;
        return zipped(BufReader::with_capacity(BUFFER, input), path);
    }
    let whole = Cursor::new(head).chain(input);
    unpack_stream(BufReader::with_capacity(BUFFER, whole)).map_err(failed)
}

/// Unpacks a file or pipe that is plain, `.gz` or `.zst`, told by its first bytes.
///
/// # Errors
/// Where it cannot be read.
pub fn unpack_stream(mut source: impl BufRead + Send + 'static) -> std::io::Result<Unpacked> {
    let head = source.fill_buf()?;
    Ok(if head.starts_with(&[0x1F, 0x8B]) {
        Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(source)))
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        Box::new(BufReader::with_capacity(BUFFER, zstd::Decoder::with_buffer(source)?))
    } else {
        Box::new(source)
    })
}

/// The file of an archive that is named like it, or the largest.
fn zipped(mut archive: BufReader<impl Read + Seek + Send + 'static>, path: &Path) -> Result<Unpacked> {
    let broken = |e: zip::result::ZipError| Error::data(format!("read the archive: {e}")).on(path);
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let mut best: Option<(bool, u64, Inside)> = None;
    {
        let mut listing = zip::ZipArchive::new(&mut archive).map_err(broken)?;
        for number in 0..listing.len() {
            let file = listing.by_index_raw(number).map_err(broken)?;
            if !file.is_file() || file.encrypted() {
                continue;
            }
            let Some(start) = file.data_start() else { continue };
            let name = file.name().map(|name| name.into_owned()).unwrap_or_default();
            let named = Path::new(&name).file_stem().is_some_and(|s| s.to_string_lossy() == stem);
            let inside =
                Inside { start, packed: file.compressed_size(), size: file.size(), checksum: file.crc32(), method: file.compression() };
            if best.as_ref().is_none_or(|(n, size, _)| (named, file.size()) > (*n, *size)) {
                best = Some((named, file.size(), inside));
            }
        }
    }
    let (_, _, inside) = best.ok_or_else(|| Error::data("the archive holds no file that can be read").on(path))?;
    archive.seek(SeekFrom::Start(inside.start)).map_err(|e| Error::io("read the archive", e).on(path))?;
    let packed = archive.take(inside.packed);
    let plain: Box<dyn Read + Send> = match inside.method {
        CompressionMethod::Stored => Box::new(packed),
        CompressionMethod::DEFLATE => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
        other => {
            let message =
                format!("the archive is packed by {other}, which sitmap does not read; pack it by deflate, as zip does by itself");
            return Err(Error::usage(message).on(path));
        }
    };
    let checked = Checked { plain, checksum: crc32fast::Hasher::new(), read: 0, size: inside.size, right: inside.checksum };
    Ok(Box::new(BufReader::with_capacity(BUFFER, checked)))
}

/// Where a file lies in an archive.
struct Inside {
    start: u64,
    packed: u64,
    size: u64,
    checksum: u32,
    method: CompressionMethod,
}

/// Holds what was unpacked against its checksum at the end.
struct Checked {
    plain: Box<dyn Read + Send>,
    checksum: crc32fast::Hasher,
    read: u64,
    size: u64,
    right: u32,
}

impl Read for Checked {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.plain.read(into)?;
        self.checksum.update(&into[..count]);
        self.read += count as u64;
        let ended = count == 0 && !into.is_empty();
        if ended && (self.read != self.size || self.checksum.clone().finalize() != self.right) {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "the archive is damaged: its checksum does not match"));
        }
        Ok(count)
    }
}
