//! What lies near a point.

use std::ops::Range;

use zerocopy::byteorder::little_endian::U32;

use super::format::{PlaceRow, Section};
use super::grid::NUMBER_BITS;
use super::index::{Index, position};
use super::place::{KINDS, Kind};
use crate::measure::{Position, rough_km};

/// Fewer kilometres than any degree of latitude has on the sphere of [`rough_km`].
const KM_PER_DEGREE: f64 = 111.19;

/// How far the nearest places are looked for.
const FARTHEST_KM: f64 = 2048.0;

/// How far they are looked for first, in sides of a cell.
const FIRST_CELLS: f64 = 0.35;

/// Where more kinds are asked for, all places are looked through.
const FEW_KINDS: u32 = 8;

/// The grid of places, as [`super::grid::grid_section`] writes it.
struct Grid<'a> {
    per_degree: i64,
    /// The first cell of each row, and once more.
    rows: &'a [U32],
    /// The column of each cell that holds a place.
    columns: &'a [U32],
    /// The kinds in each, a bit a kind.
    kinds: &'a [U32],
    /// The first place of each, and once more.
    starts: &'a [U32],
    /// Number and kind of each place.
    places: &'a [U32],
}

/// Every kind, a bit each.
const ALL_KINDS: u32 = u32::MAX;

impl<'a> Grid<'a> {
    fn of(words: &'a [U32]) -> Option<Self> {
        let ([per_degree, cells], rest) = words.split_first_chunk()?;
        let (per_degree, cells) = (i64::from(per_degree.get()), cells.get() as usize);
        // More cells than a degree has of millionths are none.
        let rows = usize::try_from(per_degree).ok().filter(|n| (1..1_000_000).contains(n))? * 180 + 1;
        let (rows, rest) = rest.split_at_checked(rows)?;
        let (columns, rest) = rest.split_at_checked(cells)?;
        let (kinds, rest) = rest.split_at_checked(cells)?;
        let (starts, places) = rest.split_at_checked(cells.checked_add(1)?)?;
        Some(Self { per_degree, rows, columns, kinds, starts, places })
    }

    /// The cells of a row from column to column, both within the globe.
    fn stretch(&self, row: i64, west: i64, east: i64) -> Range<usize> {
        let bounds = usize::try_from(row).ok().and_then(|row| Some((self.rows.get(row)?, self.rows.get(row + 1)?)));
        let Some((first, end)) = bounds else { return 0..0 };
        let (first, end) = (first.get() as usize, end.get() as usize);
        let Some(columns) = self.columns.get(first..end) else { return 0..0 };
        let from = columns.partition_point(|c| i64::from(c.get()) < west);
        // There is at most one cell a column.
        let most = columns.len().min(from + (east - west + 1) as usize);
        let to = from + columns[from..most].partition_point(|c| i64::from(c.get()) <= east);
        first + from..first + to
    }

    /// The places of cells that lie side by side.
    fn places(&self, cells: Range<usize>) -> &'a [U32] {
        let bounds = self.starts.get(cells.start).zip(self.starts.get(cells.end));
        bounds.and_then(|(from, to)| self.places.get(from.get() as usize..to.get() as usize)).unwrap_or(&[])
    }

    /// Calls `each` with the places of these cells that are of one of `kinds`.
    fn of_kinds(&self, cells: Range<usize>, kinds: u32, each: &mut impl FnMut(u32)) {
        let number = |place: &U32| place.get() & ((1 << NUMBER_BITS) - 1);
        if kinds == ALL_KINDS {
            self.places(cells).iter().for_each(|place| each(number(place)));
            return;
        }
        for cell in cells {
            if self.kinds.get(cell).is_some_and(|held| held.get() & kinds != 0) {
                let places = self.places(cell..cell + 1).iter();
                places.filter(|place| kinds >> (place.get() >> NUMBER_BITS) & 1 == 1).for_each(|place| each(number(place)));
            }
        }
    }

    /// Calls `each` with all places of `kinds` that may lie within `radius_km`, and some more.
    fn around(&self, point: Position, radius_km: f64, kinds: u32, mut each: impl FnMut(u32)) {
        let scale = self.per_degree as f64;
        let reach = radius_km / KM_PER_DEGREE;
        let row = |lat: f64| ((lat + 90.0) * scale).floor() as i64;
        let (south, north) = (row(point.lat - reach).max(0), row(point.lat + reach).min(180 * self.per_degree - 1));
        let width = 360 * self.per_degree;
        // Where the circle reaches a pole it spans all longitudes.
        let polar = point.lat.abs() + reach >= 89.9;
        let across = if polar { 180.0 } else { (reach.to_radians().sin() / point.lat.to_radians().cos()).min(1.0).asin().to_degrees() };
        let column = |lon: f64| ((lon + 180.0) * scale).floor() as i64;
        let (west, east) = (column(point.lon - across), column(point.lon + across));
        for row in south..=north {
            let stretches = if east - west + 1 >= width {
                [(0, width - 1), (1, 0)]
            } else if west < 0 {
                [(west + width, width - 1), (0, east)]
            } else if east >= width {
                [(west, width - 1), (0, east - width)]
            } else {
                [(west, east), (1, 0)]
            };
            for (west, east) in stretches.into_iter().filter(|(west, east)| west <= east) {
                self.of_kinds(self.stretch(row, west, east), kinds, &mut each);
            }
        }
    }
}

/// Tells in a few multiplications that a place lies farther away than a distance.
struct Nearby {
    point: Position,
    reach: f64,
}

impl Nearby {
    fn km(&self, place: &PlaceRow, radius_km: f64) -> Option<f64> {
        let at = position(place);
        if (at.lat - self.point.lat).abs() > self.reach {
            return None;
        }
        Some(rough_km(self.point, at)).filter(|km| *km <= radius_km)
    }
}

/// Grids in which all places of some kinds are found.
struct Grids<'a> {
    grids: Vec<Grid<'a>>,
    kinds: u32,
}

impl<'a> Grids<'a> {
    /// Those of the kinds alone where these are few and each has one, that of all places otherwise.
    fn of(index: &'a Index, kinds: u32) -> Self {
        let few = Some(kinds).filter(|kinds| kinds.count_ones() <= FEW_KINDS);
        let grids = few.and_then(|kinds| Self::of_kinds(index, kinds));
        Self { grids: grids.unwrap_or_else(|| Grid::of(index.rows(Section::Grid)).into_iter().collect()), kinds }
    }

    fn of_kinds(index: &'a Index, kinds: u32) -> Option<Vec<Grid<'a>>> {
        let (own, mut rest) = index.rows::<U32>(Section::KindGrids).split_first()?;
        let own = own.get();
        if kinds & !own != 0 {
            return None;
        }
        let mut grids = Vec::with_capacity(kinds.count_ones() as usize);
        for kind in (0..u32::BITS).filter(|kind| own >> kind & 1 == 1) {
            let (length, words) = rest.split_first()?;
            let (grid, others) = words.split_at_checked(length.get() as usize)?;
            if kinds >> kind & 1 == 1 && !grid.is_empty() {
                grids.push(Grid::of(grid)?);
            }
            rest = others;
        }
        Some(grids)
    }

    /// How far is looked first: no farther than the finest cells reach.
    fn first_km(&self) -> f64 {
        FIRST_CELLS * KM_PER_DEGREE / self.grids.iter().map(|grid| grid.per_degree).max().unwrap_or(1) as f64
    }
}

impl Index {
    /// The places within `radius_km` of `point`, with their distance in kilometres, nearest first.
    pub(crate) fn near(&self, point: Position, radius_km: f64) -> Vec<(u32, f64)> {
        self.within(&Grids::of(self, ALL_KINDS), point, radius_km, 0)
    }

    fn within(&self, grids: &Grids<'_>, point: Position, radius_km: f64, people: u32) -> Vec<(u32, f64)> {
        let mut found: Vec<(u32, f64)> = Vec::new();
        let places = self.rows::<PlaceRow>(Section::Places);
        let nearby = Nearby { point, reach: radius_km / KM_PER_DEGREE };
        for grid in &grids.grids {
            grid.around(point, radius_km, grids.kinds, |number| {
                let Some(place) = places.get(number as usize) else { return };
                // A damaged grid may name a place more than once.
                if place.population.get() >= people && found.len() < places.len() {
                    found.extend(nearby.km(place, radius_km).map(|km| (number, km)));
                }
            });
        }
        found.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        found
    }

    /// The `count` places nearest to `point` of a kind that `wanted` accepts and of at least that many people, with their
    /// distance in kilometres, at most about 2,000 km far.
    pub(crate) fn nearest(&self, point: Position, count: usize, wanted: impl Fn(Kind) -> bool, people: u32) -> Vec<(u32, f64)> {
        let kinds = KINDS.iter().filter(|(kind, _)| wanted(*kind)).fold(0, |kinds, (kind, _)| kinds | 1 << *kind as u32);
        let grids = Grids::of(self, kinds);
        let mut radius = grids.first_km();
        loop {
            let mut found = self.within(&grids, point, radius, people);
            if found.len() >= count || radius >= FARTHEST_KM {
                found.truncate(count);
                return found;
            }
            radius = (radius * 2.0).min(FARTHEST_KM);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;

    #[test]
    fn the_grid_agrees_with_looking_at_every_place() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let index = &gazetteer.layers()[0];
        let rows = index.rows::<PlaceRow>(Section::Places);
        // A city, the antimeridian, both poles, the middle of an ocean.
        for (lat, lon) in [(35.34, 40.14), (-16.8, 179.99), (-17.0, -179.9), (89.5, 10.0), (-90.0, 0.0), (-30.0, -120.0), (51.5, 0.0)] {
            let point = Position::new(lat, lon);
            let mut right: Vec<(u32, f64)> = (0..).zip(rows).map(|(n, row)| (n, rough_km(point, position(row)))).collect();
            right.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            for radius in [3.0, 40.0, 700.0] {
                let within: Vec<_> = right.iter().copied().take_while(|(_, km)| *km <= radius).collect();
                assert_eq!(index.near(point, radius), within, "{point:?} {radius}");
            }
            let near: Vec<_> = right.iter().copied().take(4).take_while(|(_, km)| *km <= FARTHEST_KM).collect();
            let found = index.nearest(point, 4, |_| true, 0);
            assert_eq!(found[..near.len()], near, "{point:?}");
        }
    }

    #[test]
    fn kinds_and_people_are_asked_of_the_grid() {
        let gazetteer = Gazetteer::builtin().unwrap();
        let index = &gazetteer.layers()[0];
        let rows = index.rows::<PlaceRow>(Section::Places);
        // Towns and villages about, deserts and the antimeridian, where what is asked for lies far away.
        for (lat, lon) in [(35.2, 40.0), (51.5, 0.0), (-16.8, 179.99), (23.0, 12.0), (-75.0, 20.0)] {
            let point = Position::new(lat, lon);
            for (kinds, people) in [(&[Kind::City][..], 0), (&[Kind::City, Kind::Town], 50_000), (&[Kind::Airbase, Kind::Dam], 0)] {
                let fits = |row: &PlaceRow| Kind::numbered(row.kind).is_some_and(|k| kinds.contains(&k)) && row.population.get() >= people;
                let mut right: Vec<(u32, f64)> =
                    (0..).zip(rows).filter(|(_, row)| fits(row)).map(|(n, row)| (n, rough_km(point, position(row)))).collect();
                right.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                right.retain(|(_, km)| *km <= FARTHEST_KM);
                right.truncate(5);
                assert_eq!(index.nearest(point, 5, |kind| kinds.contains(&kind), people), right, "{point:?} {kinds:?}");
            }
        }
        let city = index.nearest(Position::new(35.2, 40.0), 1, |kind| kind == Kind::City, 0);
        assert_eq!(index.names(city[0].0)[0], "Deir ez-Zor");
        assert!(index.nearest(Position::new(35.2, 40.0), 3, |_| false, 0).is_empty());
    }
}
