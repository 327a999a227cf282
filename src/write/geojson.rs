//! GeoJSON (RFC 7946): a collection a layer, written as it comes; the record of the run is a foreign member.
//!
//! The layer `events` goes to the file itself, every other to a file beside it: `out.geojson`, `out.places.geojson`.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::layers::{Layer, LayerFeature, rows};
use super::{OutFile, Rows, RunRecord, Writer, qml};
use crate::error::{Error, Result};

/// Writes one collection a layer.
pub(super) struct GeoJson {
    layers: Vec<Collection>,
    style: Option<PathBuf>,
}

struct Collection {
    layer: Layer,
    out: OutFile,
    empty: bool,
    buffer: Vec<u8>,
}

impl GeoJson {
    pub(super) fn create(path: Option<&Path>, layers: &[Layer]) -> Result<Self> {
        if path.is_none() && layers.len() > 1 {
            return Err(Error::usage("standard output holds one layer; name one with --layers, or write files with -o"));
        }
        let collection = |layer: &Layer| {
            let path = path.map(|p| if *layer == Layer::Events || layers.len() == 1 { p.to_path_buf() } else { sibling(p, layer.name()) });
            let mut out = OutFile::create(path.as_deref())?;
            out.put(format!("{{\"type\":\"FeatureCollection\",\"name\":\"{}\",\"features\":[", layer.name()).as_bytes())?;
            Ok(Collection { layer: *layer, out, empty: true, buffer: Vec::new() })
        };
        let file = path.filter(|p| std::fs::metadata(p).map_or(true, |about| about.is_file()));
        let style = layers.contains(&Layer::Events).then(|| file.map(|p| p.with_extension("qml"))).flatten();
        Ok(Self { layers: layers.iter().map(collection).collect::<Result<_>>()?, style })
    }
}

/// `out/events.geojson` and `places` make `out/events.places.geojson`.
fn sibling(path: &Path, layer: &str) -> PathBuf {
    let stem = path.file_stem().map(|s| s.to_string_lossy()).unwrap_or_default();
    let extension = path.extension().map(|s| s.to_string_lossy()).unwrap_or_default();
    path.with_file_name(format!("{stem}.{layer}.{extension}"))
}

impl Collection {
    fn add(&mut self, feature: &LayerFeature) -> Result<()> {
        self.buffer.clear();
        self.buffer.extend(if self.empty { &b"\n"[..] } else { b",\n" });
        self.empty = false;
        serde_json::to_writer(&mut self.buffer, feature).map_err(|e| Error::data(format!("write a feature: {e}")))?;
        self.out.put(&self.buffer)
    }
}

impl Writer for GeoJson {
    fn write(&mut self, given: &Rows) -> Result<()> {
        for collection in &mut self.layers {
            rows(collection.layer, given, &mut |feature| collection.add(&feature))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, record: &RunRecord) -> Result<Vec<OutFile>> {
        let record = serde_json::to_string(&json!(record)).map_err(|e| Error::data(format!("write the record of the run: {e}")))?;
        let mut files = Vec::new();
        for mut collection in self.layers {
            collection.out.put(format!("\n],\"sitmap\":{record}}}\n").as_bytes())?;
            files.push(collection.out.done()?);
        }
        if let Some(path) = &self.style {
            let mut file = OutFile::create(Some(path))?;
            file.put(qml::events().as_bytes())?;
            files.push(file.done()?);
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_keep_the_extension() {
        assert_eq!(sibling(Path::new("out/events.geojson"), "places"), Path::new("out/events.places.geojson"));
    }
}
