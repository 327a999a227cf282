//! The built-in gazetteer: which tables of `data/` go into it, and how.
//!
//! The build script makes it when the crate is compiled, by the same code as `sitmap gazetteer build`.

use std::path::Path;

use super::build::Builder;
use super::entry::Division;
use super::table::{TableOptions, read_table};
use super::{Kind, countries};
use crate::error::{Error, Result};
use crate::measure::Position;

/// Machine-made tables in the order in which they are read, after the hand-made ones: the first to name an id gives
/// its point and kind, later ones add names and what was unknown. What two tables name under
/// two ids is joined where it is the same thing.
const TABLES: [(&str, Option<Kind>, bool); 7] = [
    ("tables/admin1.csv.zst", Some(Kind::Admin1), true),
    ("tables/cities500.columns.zst", None, true),
    ("tables/ukraine-villages.csv.zst", Some(Kind::Village), false),
    ("tables/postal-places.columns.zst", Some(Kind::Village), false),
    ("tables/admin2.csv.zst", Some(Kind::Admin2), true),
    ("tables/us-counties.csv.zst", Some(Kind::Admin2), false),
    ("tables/airfields.csv.zst", Some(Kind::Airport), false),
];

/// Builds the built-in gazetteer from the folder `data`.
///
/// # Errors
/// Where a table is missing or a row of it cannot be read: our own data must be whole.
pub fn build(data: &Path) -> Result<Vec<u8>> {
    let mut builder = Builder::new("sitmap built-in");
    sources(&mut builder, data)?;
    let countries = countries::read(&text(data, "countries.csv")?)?;
    let find = |code: &str| countries::code(&countries, code);
    let claims = claims(data)?;
    for country in &countries {
        let disputed = claims.iter().filter(|(code, _)| *code == country.iso2).map(|(_, by)| by.clone()).collect();
        builder.division(Division { disputed, ..country.division() });
    }
    divisions(&mut builder, data)?;
    let hand = TableOptions { kind: Some(Kind::Country), ..TableOptions::default() };
    let mut add = |name: &str, options: TableOptions<'_>, bytes: &[u8]| -> Result<()> {
        builder.next_list();
        let table = read_table(bytes, options, find).map_err(|e| e.on(data.join(name)))?;
        if let Some(failed) = table.failed.into_iter().next() {
            return Err(failed.on(data.join(name)));
        }
        table.entries.into_iter().for_each(|entry| builder.add(entry));
        Ok(())
    };
    add("countries.csv", hand, text(data, "countries.csv")?.as_bytes())?;
    for name in hand_made(data)? {
        let options = TableOptions { id_prefix: "sitmap", kind: Some(Kind::Village), ..TableOptions::default() };
        add(&name, options, text(data, &name)?.as_bytes())?;
    }
    for (name, kind, geonames_ids) in TABLES {
        let options = TableOptions { id_prefix: name.split(['/', '.']).nth(1).unwrap_or(name), kind, geonames_ids, columns: &[] };
        add(name, options, text(data, name)?.as_bytes())?;
    }
    builder.build()
}

/// The tables of single places and every theatre, by name.
fn hand_made(data: &Path) -> Result<Vec<String>> {
    let folder = data.join("theatres");
    let listing = std::fs::read_dir(&folder).map_err(|e| Error::io("list the theatres", e).on(&folder))?;
    let mut names: Vec<String> = listing
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".csv"))
        .map(|name| format!("theatres/{name}"))
        .collect();
    names.sort();
    names.splice(0..0, ["regions.csv", "landmarks.csv", "nature.csv", "divisions.csv"].map(str::to_owned));
    Ok(names)
}

fn sources(builder: &mut Builder, data: &Path) -> Result<()> {
    let table = text(data, "sources.csv")?;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    for row in reader.deserialize() {
        builder.source(row.map_err(|e: csv::Error| Error::data(format!("read a source: {e}")).on(data.join("sources.csv")))?);
    }
    Ok(())
}

/// Countries that another claims or holds, in whole or part, with the other: where a division alone is, its own table says so.
fn claims(data: &Path) -> Result<Vec<(String, String)>> {
    let table = text(data, "claims.csv")?;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.deserialize::<(String, String, String)>().map(|row| row.map(|(country, by, _)| (country, by)));
    let failed = |e: csv::Error| Error::data(format!("read a claim: {e}")).on(data.join("claims.csv"));
    rows.collect::<std::result::Result<_, _>>().map_err(failed)
}

/// First- and second-level divisions, and the polygons of the first.
fn divisions(builder: &mut Builder, data: &Path) -> Result<()> {
    for (name, level) in [("tables/admin1.csv.zst", 1), ("tables/admin2.csv.zst", 2), ("tables/us-counties.csv.zst", 2)] {
        let table = text(data, name)?;
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let failed = |e: csv::Error| Error::data(format!("read a division: {e}")).on(data.join(name));
        let header = reader.headers().map_err(failed)?.clone();
        let column = |wanted: &str| header.iter().position(|h| h == wanted);
        let (code, gn_code, label, country) = (column("code"), column("gn_code"), column("name"), column("country"));
        let disputed = column("disputed");
        for row in reader.records() {
            let row = row.map_err(failed)?;
            let get = |slot: Option<usize>| slot.and_then(|s| row.get(s)).unwrap_or("");
            let Ok(iso2) = <[u8; 2]>::try_from(get(country).as_bytes()) else { continue };
            let own = if level == 1 { get(code) } else { get(gn_code) };
            builder.division(Division {
                level,
                country: iso2,
                code: own.to_owned(),
                keys: get(gn_code).split('|').filter(|k| !k.is_empty()).map(str::to_owned).collect(),
                name: get(label).to_owned(),
                number: 0,
                disputed: get(disputed).split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
            });
        }
    }
    let name = "tables/admin1-polygons.jsonl.zst";
    for (line, row) in (1u64..).zip(text(data, name)?.lines()) {
        let failed = |e: serde_json::Error| Error::data(format!("read a polygon: {e}")).on(data.join(name)).at_line(line);
        let feature: Feature = serde_json::from_str(row).map_err(failed)?;
        builder.polygon(&feature.code, feature.geometry.rings());
    }
    Ok(())
}

/// One line of the polygons: `{"code":"SY-DY","country":"SY","geometry":{…}}`.
#[derive(serde::Deserialize)]
struct Feature {
    code: String,
    geometry: Geometry,
}

#[derive(serde::Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<[f64; 2]>>),
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

impl Geometry {
    fn rings(self) -> Vec<Vec<Position>> {
        let polygons = match self {
            Geometry::Polygon(rings) => vec![rings],
            Geometry::MultiPolygon(polygons) => polygons,
        };
        polygons.into_iter().flatten().map(|ring| ring.into_iter().map(|[lon, lat]| Position::new(lat, lon)).collect()).collect()
    }
}

/// A table as text, unpacked where it is compressed.
fn text(data: &Path, name: &str) -> Result<String> {
    let path = data.join(name);
    let bytes = std::fs::read(&path).map_err(|e| Error::io("read a table of the built-in gazetteer", e).on(&path))?;
    let bytes = if name.ends_with(".zst") {
        zstd::decode_all(bytes.as_slice()).map_err(|e| Error::io("unpack a table of the built-in gazetteer", e).on(&path))?
    } else {
        bytes
    };
    let text = String::from_utf8(bytes).map_err(|_| Error::data("a table of the built-in gazetteer is not UTF-8").on(&path))?;
    if name.contains(".columns.") { rows_of_columns(&text).map_err(|e| e.on(&path)) } else { Ok(text) }
}

/// A table turned on its side (a line a column, its name first, cells separated by tabs) as CSV.
fn rows_of_columns(text: &str) -> Result<String> {
    let failed = |e: &dyn std::fmt::Display| Error::data(format!("turn a table of columns into rows: {e}"));
    let mut columns: Vec<_> = text.lines().map(|line| line.split('\t')).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    loop {
        let row: Vec<&str> = columns.iter_mut().map_while(Iterator::next).collect();
        if row.is_empty() || row.len() < columns.len() {
            break;
        }
        writer.write_record(row).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}
