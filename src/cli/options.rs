//! Options that several commands share.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, country_code};
use crate::mapper::{Mapper, MapperBuilder};
use crate::read::{CsvColumns, Digest, Input, ReadOptions, inputs};
use crate::stream;
use crate::write::{Ingredient, RunRecord};

/// What is read, and how.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Files or folders of reports (.txt .md .html .jsonl .csv, also .gz or .zst), or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<String>,
    /// Publication day of reports that name none, as 2017-09-03: "Friday" and "yesterday" are read against it
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,
    /// CSV: the column of the words [default: text, or body]
    #[arg(long, value_name = "NAME", help_heading = "CSV of reports")]
    pub text_column: Option<String>,
    /// CSV: the column of the report's id [default: id, where there is one]
    #[arg(long, value_name = "NAME", help_heading = "CSV of reports")]
    pub id_column: Option<String>,
    /// CSV: the column of the day of publication [default: published]
    #[arg(long, value_name = "NAME", help_heading = "CSV of reports")]
    pub published_column: Option<String>,
    /// CSV: the column of the publisher [default: source]
    #[arg(long, value_name = "NAME", help_heading = "CSV of reports")]
    pub source_column: Option<String>,
    /// CSV: the column of the report's address [default: url]
    #[arg(long, value_name = "NAME", help_heading = "CSV of reports")]
    pub url_column: Option<String>,
    /// CSV: the column of the headline [default: title]
    #[arg(long, value_name = "NAME", help_heading = "CSV of reports")]
    pub title_column: Option<String>,
    /// CSV: columns that are carried into the events, as region,batch
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "CSV of reports")]
    pub keep: Vec<String>,
    /// Use this many threads; the output is the same on any number
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Stop at the first record that cannot be read
    #[arg(long)]
    pub strict: bool,
}

impl Reading {
    pub(super) fn inputs(&self) -> Result<Vec<Input>> {
        inputs(&self.inputs)
    }

    pub(super) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(stream::default_threads)
    }

    pub(super) fn options(&self) -> ReadOptions {
        let columns = CsvColumns {
            text: self.text_column.clone(),
            id: self.id_column.clone(),
            published: self.published_column.clone(),
            source: self.source_column.clone(),
            url: self.url_column.clone(),
            title: self.title_column.clone(),
            keep: self.keep.clone(),
        };
        ReadOptions { published: self.published, columns }
    }

    /// Puts the options that change results into the record.
    pub(super) fn note(&self, record: &mut RunRecord) {
        record.option("published", self.published.map(|d| d.to_string()));
        let columns = [
            ("text_column", &self.text_column),
            ("id_column", &self.id_column),
            ("published_column", &self.published_column),
            ("source_column", &self.source_column),
            ("url_column", &self.url_column),
            ("title_column", &self.title_column),
        ];
        for (name, column) in columns {
            record.option(name, column.clone());
        }
        record.option("keep", (!self.keep.is_empty()).then(|| self.keep.join(",")));
    }
}

/// A day as the command line has it.
pub(super) fn date(text: &str) -> std::result::Result<Date, String> {
    text.parse().map_err(|_| "not a date; write it as 2017-09-03".to_owned())
}

/// Which places there are.
#[derive(Debug, Args)]
pub(super) struct KnownPlaces {
    /// Add places of one's own: a .gaz, or a CSV with name,lat,lon (and country,admin1,kind,population,aliases,code)
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub gazetteers: Vec<PathBuf>,
    /// Leave the built-in gazetteer out
    #[arg(long, requires = "gazetteers")]
    pub only_gazetteer: bool,
}

impl KnownPlaces {
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

    /// Puts the gazetteers into the record, with their digests.
    pub(super) fn note(&self, gazetteer: &Gazetteer, record: &mut RunRecord) -> Result<()> {
        let about = gazetteer.about();
        let mut files = self.gazetteers.iter();
        for (number, (index, about)) in gazetteer.layers().iter().zip(about).enumerate() {
            let digest = if number == 0 && !self.only_gazetteer {
                Digest::of("built-in", index.as_bytes())
            } else {
                match files.next() {
                    Some(path) => digest(path)?,
                    None => continue,
                }
            };
            record.gazetteers.push(Ingredient { name: digest.name, sha256: digest.sha256, sources: about.sources });
        }
        record.option("only_gazetteer", self.only_gazetteer.then_some(true));
        Ok(())
    }
}

/// The digest of a file.
pub(super) fn digest(path: &Path) -> Result<Digest> {
    let bytes = std::fs::read(path).map_err(|e| Error::io("read the file", e).on(path))?;
    Ok(Digest::of(path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default(), &bytes))
}

/// How names are resolved.
#[derive(Debug, Args)]
pub(super) struct Resolving {
    #[command(flatten)]
    pub places: KnownPlaces,
    /// Prefer places of these countries, as SY,IQ
    #[arg(long = "country", value_name = "LIST", value_delimiter = ',')]
    pub countries: Vec<String>,
    /// Leave adjectives and words for people ("Syrian") out
    #[arg(long)]
    pub no_demonyms: bool,
    /// Say why each name means its place and not another, and why each event is where it is: on standard error, for `places`
    /// as text beneath the table
    #[arg(long)]
    pub explain: bool,
}

impl Resolving {
    /// A mapper to be finished, and the rows of the user's tables that could not be read.
    pub(super) fn builder(&self) -> Result<(MapperBuilder, Vec<Error>)> {
        let (gazetteer, failed) = self.places.open()?;
        let countries = self.countries.iter().map(|name| {
            country_code(name.trim()).ok_or_else(|| Error::usage(format!("--country: {name:?} is no country; write SY, SYR or Syria")))
        });
        let builder = Mapper::builder(gazetteer).countries(countries.collect::<Result<_>>()?).demonyms(!self.no_demonyms);
        Ok((builder, failed))
    }

    /// Puts the options that change results into the record.
    pub(super) fn note(&self, gazetteer: &Gazetteer, record: &mut RunRecord) -> Result<()> {
        record.option("country", (!self.countries.is_empty()).then(|| self.countries.join(",")));
        record.option("no_demonyms", self.no_demonyms.then_some(true));
        self.places.note(gazetteer, record)
    }
}
