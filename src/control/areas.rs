//! Dated areas and points of control: who holds a point on a day.

use std::path::Path;

use jiff::civil::Date;

use super::points;
use super::{ControlBasis, ControlFile, ControlStatement, Hold, day};
use crate::area::{AreaFeature, Shape, read_areas};
use crate::error::{Error, Result};
use crate::measure::{Position, rough_km};

/// Properties and columns that name who holds an area, best first.
pub(super) const HOLDER: [&str; 8] = ["holder", "controller", "controlled_by", "control", "side", "actor", "party", "name"];
/// …from which day on it is valid, or whose state it shows.
pub(super) const FROM: [&str; 6] = ["from", "valid_from", "start", "date", "as_of", "day"];
/// …and until which day, inclusive.
pub(super) const TO: [&str; 4] = ["to", "valid_to", "until", "end"];

/// A point of control speaks for this many kilometres around it where its row gives no `radius_km`: a town and its fields.
const POINT_KM: f64 = 3.0;

/// Lines on maps of control are drawn to about a kilometre; nearer than this to one, neither side is sure to hold.
const LINE_KM: f64 = 1.0;

/// One thing that a file states: this ground, held by that side, on those days.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Who holds it, as the file writes it; an id once [`ControlAreas::name_holders`] was called.
    pub holder_id: String,
    /// The holder's name.
    pub holder_name: String,
    /// How.
    pub status: Hold,
    /// The ground or spot.
    pub shape: Shape,
    /// How far a spot speaks for what is around it, in kilometres.
    pub radius_km: f64,
    /// First day of which it is true.
    pub from: Date,
    /// Last day of which it is true, where the file says so.
    pub until: Option<Date>,
    /// Base name of the file.
    pub source: String,
    /// Name of the spot, or the feature's number.
    pub label: String,
    /// Files of one name but for the day are states of one map: the later replaces the earlier as a whole.
    series: usize,
}

/// Everything that control files state.
#[derive(Debug, Clone, Default)]
pub struct ControlAreas {
    claims: Vec<Claim>,
    series: Vec<String>,
}

impl ControlAreas {
    /// One file that says everything itself; see [`ControlAreas::read`].
    ///
    /// # Errors
    /// As [`ControlAreas::read`].
    pub fn open(path: impl AsRef<Path>) -> Result<(Self, Vec<Error>)> {
        Self::read(&[ControlFile::new(path.as_ref())])
    }

    /// Reads files of control; features and rows that cannot be used are given back, named by file and number.
    ///
    /// GeoJSON (polygons, points) or CSV (`lat`, `lon`). The holder is the first of the properties or columns `holder`,
    /// `controller`, `controlled_by`, `control`, `side`, `actor`, `party`, `name`, else what `HOLDER=FILE` said. The day
    /// is the first of `from`, `valid_from`, `start`, `date`, `as_of`, `day`, else what `@DATE=FILE` said, else the day
    /// in the file's name; `to`, `valid_to`, `until`, `end` close it.
    ///
    /// # Errors
    /// Where a file cannot be opened, is neither, or nothing in it can be used.
    pub fn read(files: &[ControlFile]) -> Result<(Self, Vec<Error>)> {
        let (mut all, mut failed) = (Self::default(), Vec::new());
        for file in files {
            let before = (all.claims.len(), failed.len());
            all.add(file, &mut failed)?;
            if all.claims.len() == before.0 {
                // One reason says more than a count where all features fail alike.
                let first = failed.drain(before.1..).next();
                return Err(first.unwrap_or_else(|| Error::data("no area or point of control in it").on(&file.path)));
            }
        }
        Ok((all, failed))
    }

    fn add(&mut self, file: &ControlFile, failed: &mut Vec<Error>) -> Result<()> {
        let path = file.path.as_path();
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let source = path.file_name().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let file_day = file.date.or_else(|| day::in_name(&stem));
        let series = self.series_of(path, &stem);
        let drafts = if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
            let (rows, bad) = points::read(path)?;
            failed.extend(bad);
            rows.into_iter().map(Draft::from_row).collect::<Vec<_>>()
        } else {
            let (features, bad) = read_areas(path)?;
            failed.extend(bad);
            features.into_iter().map(Draft::from_feature).collect()
        };
        for draft in drafts {
            match draft.claim(file, file_day, &source, series) {
                Ok(claim) => self.claims.push(claim),
                Err(error) => failed.push(error.on(path)),
            }
        }
        Ok(())
    }

    /// The series a file belongs to: its folder and name without digits.
    fn series_of(&mut self, path: &Path, stem: &str) -> usize {
        let bare: String = stem.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '-' | '_')).collect();
        let name = path.with_file_name(bare).to_string_lossy().into_owned();
        self.series.iter().position(|s| *s == name).unwrap_or_else(|| {
            self.series.push(name);
            self.series.len() - 1
        })
    }

    /// Gives holders the ids and names of the actors they are: `name` turns what a file writes into both, or leaves it.
    pub fn name_holders(&mut self, name: impl Fn(&str) -> Option<(String, String)>) {
        for claim in &mut self.claims {
            if let Some((id, full)) = name(&claim.holder_name) {
                (claim.holder_id, claim.holder_name) = (id, full);
            }
        }
    }

    /// Everything that holds on `day`: of each series the latest state not after it.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Claim> {
        let mut latest: Vec<Option<Date>> = vec![None; self.series.len()];
        for claim in self.claims.iter().filter(|c| c.until.is_none() && c.from <= day) {
            latest[claim.series] = latest[claim.series].max(Some(claim.from));
        }
        self.claims.iter().filter(move |c| match c.until {
            Some(until) => c.from <= day && day <= until,
            None => latest[c.series] == Some(c.from),
        })
    }

    /// Who holds `point` on `day`, as the files state it; `None` where they say nothing of it.
    ///
    /// Contested where two sides' claims meet: within a kilometre of an area's line, in two areas at once, or
    /// within reach of two sides' points. Outside an area nothing is said of who holds the ground, not even that
    /// the area's holder does not.
    pub fn who_holds(&self, point: Position, day: Date) -> Option<ControlStatement> {
        let mut touching: Vec<(f64, &Claim, bool)> = self
            .on(day)
            .filter_map(|claim| {
                let (km, on_line) = claim.reach(point)?;
                Some((km, claim, on_line))
            })
            .collect();
        touching.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.from.cmp(&a.1.from)));
        let (_, first, on_line) = touching.first()?;
        let disputed = *on_line || touching.iter().any(|(_, claim, _)| claim.holder_id != first.holder_id);
        Some(ControlStatement {
            holder_id: first.holder_id.clone(),
            holder_name: first.holder_name.clone(),
            status: if disputed && first.status == Hold::Held { Hold::Contested } else { first.status },
            basis: ControlBasis::Areas,
            since: Some(first.from),
            source: Some(first.source.clone()),
            text: first.label.clone(),
            span: None,
        })
    }
}

impl Claim {
    /// How far `point` lies from the ground it speaks for, if it reaches there, and whether that is on its line.
    fn reach(&self, point: Position) -> Option<(f64, bool)> {
        match &self.shape {
            Shape::Area(area) => {
                let edge = area.edge_km(point, LINE_KM);
                if area.contains(point) { Some((0.0, edge.is_some())) } else { edge.map(|km| (km, true)) }
            }
            Shape::Point(spot) => {
                let km = rough_km(*spot, point);
                (km <= self.radius_km).then_some((km, false))
            }
        }
    }
}

/// A feature or row before it is known to be complete.
struct Draft {
    at: String,
    label: String,
    holder: Option<String>,
    status: Option<String>,
    shape: Shape,
    radius_km: Option<f64>,
    from: Option<Date>,
    until: Option<Date>,
}

impl Draft {
    fn from_feature(feature: AreaFeature) -> Self {
        let day = |names: &[&str]| feature.property(names).and_then(|d| day::in_cell(&d));
        let at = format!("feature {}", feature.number);
        Self {
            label: feature.property(&["title", "label", "name"]).unwrap_or_else(|| at.clone()),
            at,
            holder: feature.property(&HOLDER),
            status: feature.property(&["status"]),
            radius_km: feature.property(&["radius_km"]).and_then(|r| r.parse().ok()),
            from: day(&FROM),
            until: day(&TO),
            shape: feature.shape,
        }
    }

    fn from_row(row: points::PointRow) -> Self {
        let at = format!("line {}", row.line);
        Self {
            label: if row.name.is_empty() { at.clone() } else { row.name.clone() },
            at,
            // In a table, "name" is the place's.
            holder: row.holder.filter(|h| *h != row.name),
            status: row.status,
            shape: Shape::Point(row.position),
            radius_km: row.radius_km,
            from: row.date,
            until: row.until,
        }
    }

    fn claim(self, file: &ControlFile, file_day: Option<Date>, source: &str, series: usize) -> Result<Claim> {
        let base = file.path.display();
        let holder = self.holder.or_else(|| file.holder.clone()).ok_or_else(|| {
            Error::data(format!(
                "{}: it does not say who holds it; add a property or column `holder`, or give the file as HOLDER={base}",
                self.at
            ))
        })?;
        let from = self.from.or(file_day).ok_or_else(|| {
            Error::data(format!(
                "{}: it does not say of which day it is; add a property or column `date`, or give the file as @2024-07-08={base}",
                self.at
            ))
        })?;
        let status = match self.status.as_deref() {
            None => Hold::Held,
            Some(word) => Hold::named(word)
                .ok_or_else(|| Error::data(format!("{}: expected held, contested, besieged or enclave, found {word:?}", self.at)))?,
        };
        Ok(Claim {
            holder_id: holder.clone(),
            holder_name: holder,
            status,
            shape: self.shape,
            radius_km: self.radius_km.unwrap_or(POINT_KM),
            from,
            until: self.until,
            source: source.to_owned(),
            label: self.label,
            series,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A square of a tenth of a degree (about 10 km) around a point.
    fn square(lat: f64, lon: f64) -> String {
        let (s, n, w, e) = (lat - 0.05, lat + 0.05, lon - 0.05, lon + 0.05);
        format!("[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]")
    }

    fn feature(properties: &str, rings: &str) -> String {
        format!(r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":{rings}}}}}"#)
    }

    fn collection(features: &[String]) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().expect("a folder"))
        }

        fn file(&self, name: &str, text: &str) -> ControlFile {
            let path = self.0.path().join(name);
            std::fs::write(&path, text).expect("a file");
            ControlFile::new(path)
        }
    }

    fn holder(areas: &ControlAreas, lat: f64, lon: f64, day: Date) -> Option<(String, Hold)> {
        areas.who_holds(Position::new(lat, lon), day).map(|s| (s.holder_name, s.status))
    }

    fn held(name: &str) -> Option<(String, Hold)> {
        Some((name.to_owned(), Hold::Held))
    }

    #[test]
    fn the_latest_state_not_after_the_day_counts_as_a_whole() {
        let folder = Folder::new();
        let july = folder.file(
            "front_20240708.geojson",
            &collection(&[feature(r#"{"holder":"East"}"#, &square(48.0, 38.0)), feature(r#"{"holder":"East"}"#, &square(48.5, 38.0))]),
        );
        let august = folder.file(
            "front_20240801.geojson",
            &collection(&[feature(r#"{"holder":"East"}"#, &square(48.0, 38.0)), feature(r#"{"holder":"West"}"#, &square(49.5, 38.0))]),
        );
        let (areas, failed) = ControlAreas::read(&[august, july]).expect("readable");
        assert!(failed.is_empty());
        assert_eq!(holder(&areas, 48.0, 38.0, date(2024, 7, 1)), None);
        assert_eq!(holder(&areas, 48.5, 38.0, date(2024, 7, 31)), held("East"));
        assert_eq!(holder(&areas, 48.5, 38.0, date(2024, 8, 1)), None);
        assert_eq!(holder(&areas, 49.5, 38.0, date(2025, 1, 1)), held("West"));
        let statement = areas.who_holds(Position::new(48.0, 38.0), date(2024, 9, 1)).expect("held");
        assert_eq!((statement.source.as_deref(), statement.since), (Some("front_20240801.geojson"), Some(date(2024, 8, 1))));
        assert_eq!(statement.basis, ControlBasis::Areas);
    }

    #[test]
    fn days_of_features_open_and_close() {
        let folder = Folder::new();
        let file = folder.file(
            "zones.geojson",
            &collection(&[
                feature(r#"{"side":"Red","from":"2017-01-01","to":"2017-06-30"}"#, &square(35.0, 40.0)),
                feature(r#"{"side":"Blue","from":"2017-07-01","to":"2017-12-31"}"#, &square(35.0, 40.0)),
            ]),
        );
        let (areas, _) = ControlAreas::read(&[file]).expect("readable");
        assert_eq!(holder(&areas, 35.0, 40.0, date(2017, 6, 30)), held("Red"));
        assert_eq!(holder(&areas, 35.0, 40.0, date(2017, 7, 1)), held("Blue"));
        assert_eq!(holder(&areas, 35.0, 40.0, date(2018, 1, 1)), None);
    }

    #[test]
    fn lines_and_overlaps_are_contested() {
        let folder = Folder::new();
        let file = folder.file(
            "a-2020-01-01.geojson",
            &collection(&[feature(r#"{"holder":"North"}"#, &square(15.05, 44.0)), feature(r#"{"holder":"South"}"#, &square(14.95, 44.0))]),
        );
        let (areas, _) = ControlAreas::read(&[file]).expect("readable");
        let day = date(2020, 5, 1);
        assert_eq!(holder(&areas, 15.05, 44.0, day), held("North"));
        assert_eq!(holder(&areas, 15.004, 44.0, day).map(|h| h.1), Some(Hold::Contested));
        assert_eq!(holder(&areas, 14.996, 44.0, day).map(|h| h.1), Some(Hold::Contested));
        assert_eq!(holder(&areas, 15.108, 44.0, day).map(|h| h.1), Some(Hold::Contested));
        assert_eq!(holder(&areas, 15.2, 44.0, day), None);
    }

    #[test]
    fn points_speak_for_their_surroundings() {
        let folder = Folder::new();
        let file =
            folder.file("towns_2017-06-15.csv", "name,lat,lon,side\nA,35.30,40.40,IS\nB,35.30,40.44,gov\nC,35.9,40.4,gov\nD,x,40,gov\n");
        let (areas, failed) = ControlAreas::read(&[file]).expect("readable");
        assert!(failed.len() == 1 && failed[0].to_string().contains("towns_2017-06-15.csv:5"));
        let day = date(2017, 9, 3);
        assert_eq!(holder(&areas, 35.91, 40.4, day), held("gov"));
        assert_eq!(holder(&areas, 35.30, 40.415, day), Some(("IS".to_owned(), Hold::Contested)));
        assert_eq!(holder(&areas, 35.6, 40.4, day), None);
    }

    #[test]
    fn what_the_file_does_not_say_the_user_says() {
        let folder = Folder::new();
        let text = collection(&[feature("{}", &square(48.0, 38.0))]);
        let mut file = folder.file("occupied.geojson", &text);
        let error = ControlAreas::read(std::slice::from_ref(&file)).unwrap_err().to_string();
        assert!(error.contains("occupied.geojson") && error.contains("feature 1") && error.contains("who holds"), "{error}");
        file.holder = Some("Russia".to_owned());
        let error = ControlAreas::read(std::slice::from_ref(&file)).unwrap_err().to_string();
        assert!(error.contains("which day"), "{error}");
        file.date = Some(date(2024, 7, 8));
        let (mut areas, _) = ControlAreas::read(&[file]).expect("complete");
        areas.name_holders(|name| (name == "Russia").then(|| ("russia-forces".to_owned(), "Military Forces of Russia".to_owned())));
        let statement = areas.who_holds(Position::new(48.0, 38.0), date(2024, 8, 1)).expect("held");
        assert_eq!((statement.holder_id.as_str(), statement.holder_name.as_str()), ("russia-forces", "Military Forces of Russia"));
    }

    #[test]
    fn a_state_of_control_may_be_named() {
        let folder = Folder::new();
        let file = folder.file(
            "x20170903.geojson",
            &collection(&[
                feature(r#"{"holder":"gov","status":"enclave"}"#, &square(35.3, 40.1)),
                feature(r#"{"holder":"gov","status":"lost"}"#, &square(36.3, 40.1)),
            ]),
        );
        let (areas, failed) = ControlAreas::read(&[file]).expect("readable");
        assert_eq!(holder(&areas, 35.3, 40.1, date(2017, 9, 3)).map(|h| h.1), Some(Hold::Enclave));
        assert!(failed[0].to_string().contains("feature 2: expected held"));
    }
}
