//! Options that several commands share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, country_code};
use crate::mapper::{Mapper, MapperBuilder};
use crate::read::{CsvColumns, Input, ReadOptions, inputs};

/// What is read, and how.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Files or folders of reports (.txt .md .html .jsonl .csv, also .gz or .zst), or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<String>,
    /// Publication day of reports that name none, as 2017-09-03: "Friday" and "yesterday" are read against it
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,
    /// Use this many threads; the output is the same on any number
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Stop at the first record that cannot be read
    #[arg(long)]
    pub strict: bool,
}

impl Reading {
    pub(super) fn inputs(&self) -> Result<Vec<Input>> {
        inputs(&self.inputs)
    }

    pub(super) fn options(&self) -> ReadOptions {
        ReadOptions { published: self.published, columns: CsvColumns::default() }
    }
}

/// A day as the command line has it.
fn date(text: &str) -> std::result::Result<Date, String> {
    text.parse().map_err(|_| "not a date; write it as 2017-09-03".to_owned())
}

/// Which places there are.
#[derive(Debug, Args)]
pub(super) struct Places {
    /// Add places of one's own: a .gaz, or a CSV with name,lat,lon (and country,admin1,kind,population,aliases,code)
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub gazetteers: Vec<PathBuf>,
    /// Leave the built-in gazetteer out
    #[arg(long, requires = "gazetteers")]
    pub only_gazetteer: bool,
}

impl Places {
    /// The gazetteer, and the rows of the user's tables that could not be read.
    pub(super) fn open(&self) -> Result<(Gazetteer, Vec<Error>)> {
        let mut gazetteer = if self.only_gazetteer { Gazetteer::empty() } else { Gazetteer::builtin()? };
        let mut failed = Vec::new();
        for path in &self.gazetteers {
            let (with, bad) = gazetteer.with_file(path)?;
            gazetteer = with;
            failed.extend(bad);
        }
        Ok((gazetteer, failed))
    }
}

/// How names are resolved.
#[derive(Debug, Args)]
pub(super) struct Resolving {
    #[command(flatten)]
    pub places: Places,
    /// Prefer places of these countries, as SY,IQ
    #[arg(long = "country", value_name = "LIST", value_delimiter = ',')]
    pub countries: Vec<String>,
    /// Leave adjectives and words for people ("Syrian") out
    #[arg(long)]
    pub no_demonyms: bool,
}

impl Resolving {
    pub(super) fn builder(&self) -> Result<(MapperBuilder, Vec<Error>)> {
        let (gazetteer, failed) = self.places.open()?;
        let countries = self.countries.iter().map(|name| {
            country_code(name.trim()).ok_or_else(|| Error::usage(format!("--country: {name:?} is no country; write SY, SYR or Syria")))
        });
        let builder = Mapper::builder(gazetteer).countries(countries.collect::<Result<_>>()?).demonyms(!self.no_demonyms);
        Ok((builder, failed))
    }
}
