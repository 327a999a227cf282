//! `sitmap gazetteer`: make a `.gaz`, show what is in one.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::run::Outcome;
use crate::error::{Error, Result};
use crate::gazetteer::{
    self, Builder, Gazetteer, Index, Kind, Source, Table, TableOptions, country_code, read_ged, read_geojson, read_geonames, read_table,
};

/// Make a gazetteer file, or show what is in one
#[derive(Debug, Args)]
pub(super) struct Gazetteers {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(Build),
    Info(Info),
}

/// Make a .gaz from tables, GeoNames, GeoJSON or UCDP GED
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  sitmap gazetteer build --table places.csv -o places.gaz\n  sitmap map report.txt --gazetteer places.gaz"
)]
struct Build {
    /// The file to write
    #[arg(short, long, value_name = "FILE.gaz")]
    output: PathBuf,
    /// A CSV with name,lat,lon and optionally country,admin1,kind,population,aliases (joined by |),code
    #[arg(long, value_name = "FILE")]
    table: Vec<PathBuf>,
    /// A file of GeoNames with its 19 columns, as allCountries.txt or SY.txt
    #[arg(long, value_name = "FILE")]
    geonames: Vec<PathBuf>,
    /// Named features of a GeoJSON file
    #[arg(long, value_name = "FILE")]
    geojson: Vec<PathBuf>,
    /// The exactly known places of a UCDP GED file
    #[arg(long, value_name = "FILE")]
    ged: Vec<PathBuf>,
    /// Licence of the sources, kept in the file and carried into every output
    #[arg(long, value_name = "TEXT", default_value = "not stated")]
    licence: String,
}

/// Show what a .gaz is made of; without a file, the built-in one
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sitmap gazetteer info --verify")]
struct Info {
    /// The gazetteer
    #[arg(value_name = "FILE.gaz")]
    file: Option<PathBuf>,
    /// Hold every part against its checksum
    #[arg(long)]
    verify: bool,
}

impl Gazetteers {
    pub(super) fn run(self) -> Result<Outcome> {
        match self.command {
            Command::Build(build) => build.run(),
            Command::Info(info) => info.run(),
        }
    }
}

impl Build {
    fn run(self) -> Result<Outcome> {
        if self.table.len() + self.geonames.len() + self.geojson.len() + self.ged.len() == 0 {
            return Err(Error::usage("nothing to build from; give --table, --geonames, --geojson or --ged"));
        }
        let name = self.output.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let mut builder = Builder::new(name);
        for division in gazetteer::builtin_divisions()? {
            builder.division(division);
        }
        let mut failed = 0;
        for path in &self.geonames {
            failed += self.add(&mut builder, path, "CC BY 4.0", |file, _| read_geonames(BufReader::new(file)))?;
        }
        for path in &self.table {
            failed += self.add(&mut builder, path, &self.licence, |file, prefix| {
                read_table(file, TableOptions { id_prefix: prefix, kind: Some(Kind::Town), ..TableOptions::default() }, country_code)
            })?;
        }
        for path in &self.geojson {
            failed +=
                self.add(&mut builder, path, &self.licence, |file, prefix| read_geojson(BufReader::new(file), prefix, Kind::Village))?;
        }
        for path in &self.ged {
            failed += self.add(&mut builder, path, "CC BY 4.0", |file, prefix| read_ged(file, prefix, country_code))?;
        }
        let places = builder.len();
        if let Some(folder) = self.output.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| Error::io("write the gazetteer", e).on(&self.output))?;
        }
        builder.write(&self.output)?;
        eprintln!("sitmap: {places} places in {}", self.output.display());
        Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::AllRead })
    }

    fn add(&self, builder: &mut Builder, path: &Path, licence: &str, read: impl Fn(File, &str) -> Result<Table>) -> Result<usize> {
        let file = File::open(path).map_err(|e| Error::io("open the source", e).on(path))?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let table = read(file, &format!("user:{name}")).map_err(|e| e.on(path))?;
        builder.source(Source { name, licence: licence.to_owned(), origin: "a file of the user's".to_owned() });
        table.entries.into_iter().for_each(|entry| builder.add(entry));
        let failed = table.failed.len();
        for error in table.failed {
            eprintln!("sitmap: {}", error.on(path));
        }
        Ok(failed)
    }
}

impl Info {
    fn run(self) -> Result<Outcome> {
        let gazetteer = match &self.file {
            Some(path) => Gazetteer::open(path)?,
            None => Gazetteer::builtin()?,
        };
        let mut text = String::new();
        for about in gazetteer.about() {
            text.push_str(&format!("{}: {} places, {} names\n", about.name, about.places, about.names));
            for source in about.sources {
                text.push_str(&format!("  {} ({}), {}\n", source.name, source.licence, source.origin));
            }
        }
        if self.verify {
            gazetteer.layers().iter().try_for_each(Index::verify)?;
            text.push_str("every part matches its checksum\n");
        }
        std::io::stdout().lock().write_all(text.as_bytes()).map_err(|e| Error::io("write what is in the gazetteer", e))?;
        Ok(Outcome::AllRead)
    }
}
