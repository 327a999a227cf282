//! `sitmap gazetteer`: make a `.gaz`, show what is in one.

mod info;

use std::fs::File;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::run::Outcome;
use crate::error::{Error, Result};
use crate::gazetteer::{
    self, Builder, Built, COLUMNS, Entry, Kind, Source, TableOptions, Unpacked, country_code, read_alternates, read_division_codes,
    read_ged, read_geojson, read_geonames, read_rows, unpack,
};

/// Make a gazetteer file, or show what is in one
#[derive(Debug, Args)]
pub(super) struct Gazetteers {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(Box<Build>),
    Info(info::Info),
}

/// Make a .gaz from tables, GeoNames, GeoJSON or UCDP GED
///
/// Sources may be packed as .gz, .zst or .zip. Places of one id are one, and so are places of two sources that have the same name, are the
/// same sort of thing and lie a few kilometres apart: name, kind and point are the first source's, in the order of the options below.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  sitmap gazetteer build places.csv -o places.gaz\n  sitmap gazetteer build --table places.csv --column name=name,country=country -o places.gaz\n  sitmap map report.txt --gazetteer places.gaz"
)]
struct Build {
    /// Sources whose kind is told by what is in them
    #[arg(value_name = "FILE")]
    sources: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE.gaz")]
    output: PathBuf,
    /// A CSV with name,lat,lon and optionally country,admin1,kind,population,aliases (joined by |),code
    #[arg(long, value_name = "FILE")]
    table: Vec<PathBuf>,
    /// Named features of a GeoJSON file; their properties are read as the columns of a table
    #[arg(long, value_name = "FILE")]
    geojson: Vec<PathBuf>,
    /// A file of GeoNames with its 19 columns, as allCountries.txt or SY.txt
    #[arg(long, value_name = "FILE")]
    geonames: Vec<PathBuf>,
    /// GeoNames' further names, alternateNamesV2.txt
    #[arg(long, value_name = "FILE")]
    alternates: Vec<PathBuf>,
    /// GeoNames' first-level divisions, admin1CodesASCII.txt, for those that sitmap does not know
    #[arg(long, value_name = "FILE")]
    admin1: Vec<PathBuf>,
    /// GeoNames' second-level divisions, admin2Codes.txt
    #[arg(long, value_name = "FILE")]
    admin2: Vec<PathBuf>,
    /// The exactly known places of a UCDP GED file
    #[arg(long, value_name = "FILE")]
    ged: Vec<PathBuf>,
    /// Columns (or properties) of other names, as name=Place,lat=Y,lon=X
    #[arg(long, value_name = "OURS=THEIRS", value_delimiter = ',', value_parser = column)]
    column: Vec<(String, String)>,
    /// Licence of the tables and GeoJSON files, kept in the file and carried into every output
    #[arg(long, value_name = "TEXT", default_value = "not stated")]
    licence: String,
}

/// Reads `name=Place`.
fn column(words: &str) -> std::result::Result<(String, String), String> {
    let (ours, theirs) = words.split_once('=').ok_or_else(|| format!("{words:?} is no pair, as name=Place"))?;
    if !COLUMNS.contains(&ours.trim()) {
        return Err(format!("there is no column {ours:?}; sitmap knows {}", COLUMNS.join(", ")));
    }
    Ok((ours.trim().to_owned(), theirs.trim().to_owned()))
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    GeoJson,
    GeoNames,
    Alternates,
    Divisions,
    Ged,
}

/// One source.
struct Given {
    path: PathBuf,
    form: Form,
    /// A pipe, from which its form was read: it cannot be opened twice.
    opened: Option<Unpacked>,
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
        let sources = self.forms()?;
        if sources.iter().all(|given| matches!(given.form, Form::Alternates | Form::Divisions)) {
            return Err(Error::usage("nothing to build from; give a file of places, or --table, --geojson, --geonames or --ged"));
        }
        if self.output.is_dir() {
            return Err(Error::usage("the output is a folder; name a file in it").on(&self.output));
        }
        // Before anything is written: a source must be whole whatever becomes of the build.
        if let Some(given) = sources.iter().find(|given| is_same_file(&given.path, &self.output)) {
            return Err(Error::usage("the output is one of the sources; name another file with -o").on(&given.path));
        }
        if let Some(folder) = self.output.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| Error::io("write the gazetteer", e).on(&self.output))?;
        }
        let name = self.output.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let mut builder = Builder::beside(name, &self.output);
        for division in gazetteer::builtin_divisions()? {
            builder.known_division(division);
        }
        let mut failed = 0;
        for given in sources {
            failed += self.read(&mut builder, given)?;
        }
        let bar = progress();
        let shown = bar.clone();
        builder.on_progress(move |doing, done, total| {
            shown.set_message(if total > 0 { format!("{doing}: {done} of {total}") } else { doing.to_owned() });
        });
        let built = builder.write(&self.output);
        bar.finish_and_clear();
        eprintln!("sitmap: {}", summary(&built?, failed, &self.output));
        Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::AllRead })
    }

    /// Every source with its form, in the order in which they are read.
    fn forms(&self) -> Result<Vec<Given>> {
        let mut out: Vec<Given> = Vec::new();
        for path in &self.sources {
            let file = File::open(path).map_err(|e| Error::io("open the source", e).on(path))?;
            let is_file = file.metadata().is_ok_and(|about| about.is_file());
            let mut source = unpack(file, path)?;
            let head = source.fill_buf().map_err(|e| Error::io("read the source", e).on(path))?;
            let form = form_of(path, head);
            out.push(Given { path: path.clone(), form, opened: (!is_file).then_some(source) });
        }
        let named = [
            (&self.table, Form::Table),
            (&self.geojson, Form::GeoJson),
            (&self.geonames, Form::GeoNames),
            (&self.alternates, Form::Alternates),
            (&self.admin1, Form::Divisions),
            (&self.admin2, Form::Divisions),
            (&self.ged, Form::Ged),
        ];
        out.extend(
            named.into_iter().flat_map(|(paths, form)| paths.iter().map(move |path| Given { path: path.clone(), form, opened: None })),
        );
        out.sort_by_key(|given| given.form as u8);
        Ok(out)
    }

    /// Reads one source; how many of its rows could not be read.
    fn read(&self, builder: &mut Builder, given: Given) -> Result<u64> {
        let Given { path, form, opened } = given;
        let path = path.as_path();
        let (source, bar) = match opened {
            Some(source) => (source, ProgressBar::hidden()),
            None => {
                let file = File::open(path).map_err(|e| Error::io("open the source", e).on(path))?;
                let bar = reading(path, file.metadata().map_or(0, |about| about.len()));
                (unpack(bar.wrap_read(file), path)?, bar)
            }
        };
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let (licence, origin) = match form {
            Form::Table | Form::GeoJson => (self.licence.as_str(), "a file of the user's"),
            Form::GeoNames | Form::Alternates | Form::Divisions => ("CC BY 4.0", "GeoNames, geonames.org"),
            Form::Ged => ("CC BY 4.0", "UCDP Georeferenced Event Dataset, ucdp.uu.se"),
        };
        builder.source(Source { name: name.clone(), licence: licence.to_owned(), origin: origin.to_owned() });
        let mut problems = Problems { path, bar: &bar, count: 0 };
        let prefix = format!("user:{name}");
        let read = self.entries(builder, source, form, &prefix, &mut problems);
        let count = problems.finish();
        bar.finish_and_clear();
        read.map_err(|e| e.on(path))?;
        Ok(count)
    }

    fn entries(&self, builder: &mut Builder, source: Unpacked, form: Form, prefix: &str, problems: &mut Problems<'_>) -> Result<()> {
        let options = TableOptions { id_prefix: prefix, kind: Some(Kind::Town), columns: &self.column, ..TableOptions::default() };
        let mut place = |row: Result<Entry>| match row {
            Ok(entry) => builder.add(entry),
            Err(e) => problems.take(e),
        };
        match form {
            Form::Table => read_rows(source, options, country_code, &mut place),
            Form::GeoJson => read_geojson(source, options, country_code, &mut place),
            Form::GeoNames => read_geonames(source, &mut place),
            Form::Ged => read_ged(source, prefix, country_code, &mut place),
            Form::Alternates => read_alternates(source, &mut |row| match row {
                Ok(name) => builder.name(&name.id, &name.name, name.role, name.preferred),
                Err(e) => problems.take(e),
            }),
            Form::Divisions => read_division_codes(source, &mut |row| match row {
                Ok(division) => builder.division(division),
                Err(e) => problems.take(e),
            }),
        }
    }
}

/// Names the first rows that could not be read, and counts the others.
struct Problems<'p> {
    path: &'p Path,
    bar: &'p ProgressBar,
    count: u64,
}

/// Rows named a source.
const NAMED: u64 = 20;

impl Problems<'_> {
    fn take(&mut self, error: Error) {
        self.count += 1;
        if self.count <= NAMED {
            self.bar.suspend(|| eprintln!("sitmap: {}", error.on(self.path)));
        }
    }

    fn finish(self) -> u64 {
        if self.count > NAMED {
            let more = self.count - NAMED;
            self.bar.suspend(|| eprintln!("sitmap: {}: {more} more rows could not be read", self.path.display()));
        }
        self.count
    }
}

/// What a source is, by its name and its first line.
fn form_of(path: &Path, head: &[u8]) -> Form {
    let name = path.file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let name = [".gz", ".zst", ".zip"].iter().find_map(|e| name.strip_suffix(e)).unwrap_or(&name);
    let json = [".geojson", ".json", ".geojsonl", ".ndjson", ".jsonl"].iter().any(|e| name.ends_with(e));
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    if json || line.trim_start().starts_with('{') {
        return Form::GeoJson;
    }
    let cells: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
    let number = |slot: usize| cells.get(slot).is_some_and(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit()));
    let is_code = cells[0].len() > 3 && cells[0].as_bytes()[..2].iter().all(u8::is_ascii_uppercase) && cells[0].as_bytes()[2] == b'.';
    match cells.len() {
        19 if number(0) || cells[0] == "geonameid" => Form::GeoNames,
        5..=10 if number(0) && number(1) || cells[0] == "alternateNameId" => Form::Alternates,
        4 if is_code => Form::Divisions,
        _ if line.contains("where_coordinates") && line.contains("where_prec") => Form::Ged,
        _ => Form::Table,
    }
}

/// Whether two paths lead to the same file, where both are there.
fn is_same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

fn summary(built: &Built, failed: u64, output: &Path) -> String {
    let mut out = format!("{} places with {} names in {}", built.places, built.names, output.display());
    let details = [
        (built.same_id, "rows repeated an id"),
        (built.same_thing, "rows named a place of another source"),
        (built.stray_names, "names belong to no place here"),
        (failed, "rows could not be read"),
    ];
    for (count, what) in details.into_iter().filter(|(count, _)| *count > 0) {
        out.push_str(&format!("; {count} {what}"));
    }
    out
}

fn reading(path: &Path, size: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg} {bytes} of {total_bytes}, {eta} left");
    let bar = ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default())
}

fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_apart() {
        let form = |name: &str, head: &str| form_of(Path::new(name), head.as_bytes());
        let geonames = "12\tTell One\tTell One\t\t35.5\t40.1\tT\tHLL\tSY\t\t07\t\t\t\t0\t\t210\tAsia/Damascus\t2020-01-01\n";
        assert_eq!(form("SY.txt", geonames), Form::GeoNames);
        assert_eq!(form("alternateNamesV2.zip", "1\t170794\ten\tPalmyra\t1\t\t\t\t\t\n"), Form::Alternates);
        assert_eq!(form("admin1CodesASCII.txt", "SY.07\tDeir ez-Zor\tDeir ez-Zor\t170793\n"), Form::Divisions);
        assert_eq!(form("GEDEvent_v25_1.csv", "id,where_prec,where_coordinates,latitude\n"), Form::Ged);
        assert_eq!(form("a.geojson.gz", ""), Form::GeoJson);
        assert_eq!(form("a.txt", "{\"type\""), Form::GeoJson);
        assert_eq!(form("mine.csv", "name,lat,lon\n"), Form::Table);
        assert_eq!(form("mine.tsv", "name\tlat\tlon\n"), Form::Table);
    }

    #[test]
    fn columns_are_pairs_of_known_names() {
        assert_eq!(column("name=Place name"), Ok(("name".into(), "Place name".into())));
        assert!(column("name").is_err() && column("height=Z").is_err());
    }

    #[test]
    fn a_file_is_itself_by_any_path() {
        let folder = std::env::temp_dir().join(format!("sitmap-same-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).unwrap();
        let file = folder.join("a.csv");
        std::fs::write(&file, "name,lat,lon\n").unwrap();
        assert!(is_same_file(&file, &folder.join("in/../a.csv")));
        assert!(!is_same_file(&file, &folder.join("b.gaz")));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
