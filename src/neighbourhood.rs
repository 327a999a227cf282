//! Which names have places side by side, before it is known which place any of them means: Fremont, Orland and Hudson each
//! have better known namesakes, but only in the north-east of Indiana are there all three.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::measure::Position;

/// Height of a cell in degrees of latitude, about 78 km; it is about as wide.
const SIDE: f64 = 0.7;

/// Neighbourhoods of the world that have towns, in order of magnitude.
pub const WITH_TOWNS: f32 = 2000.0;

/// A cell of the earth: its row from the equator, and its column from Greenwich. What meets at 180° is not near.
type Cell = (i16, i16);

/// The names that have a place in each neighbourhood: four cells that meet in a corner near the place.
#[derive(Debug, Default)]
pub struct Neighbourhoods {
    /// By cell, the name counted last, and the weight of all names.
    cells: FxHashMap<Cell, (usize, f32)>,
    /// By name, what it weighs; `None` for a number that is no name's.
    weights: Vec<Option<f32>>,
    all: Others,
}

/// Names other than one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Others {
    /// How many there are.
    pub count: usize,
    /// What they weigh.
    pub weight: f32,
}

impl Neighbourhoods {
    /// Adds a name, by its number, with what it weighs and all places that it may mean; a name is added once.
    ///
    /// ```
    /// use sitmap::{measure::Position, neighbourhood::Neighbourhoods};
    /// let (angola, hudson) = (Position::new(41.635, -84.999), [Position::new(41.533, -85.081), Position::new(41.240, -81.441)]);
    /// let mut names = Neighbourhoods::default();
    /// names.add(0, 1.0, &[angola]);
    /// names.add(1, 0.5, &hudson);
    /// assert_eq!(names.near(1, hudson[0]), 1.0);
    /// assert_eq!(names.near(1, hudson[1]), 0.0);
    /// assert_eq!(names.others(1).weight, 1.0);
    /// ```
    pub fn add(&mut self, name: usize, weight: f32, places: &[Position]) {
        if self.weights.len() <= name {
            self.weights.resize(name + 1, None);
        }
        self.weights[name] = Some(weight);
        self.all = Others { count: self.all.count + 1, weight: self.all.weight + weight };
        for cell in places.iter().flat_map(|place| around(*place)) {
            let (last, sum) = self.cells.entry(cell).or_insert((usize::MAX, 0.0));
            if *last != name {
                (*last, *sum) = (name, *sum + weight);
            }
        }
    }

    /// What the names but `name` weigh that have a place near `place`, itself one of `name`.
    pub fn near(&self, name: usize, place: Position) -> f32 {
        self.cells.get(&cell(place)).map_or(0.0, |(_, sum)| (sum - self.own(name).unwrap_or(0.0)).max(0.0))
    }

    /// All names but `name`.
    pub fn others(&self, name: usize) -> Others {
        let Others { count, weight } = self.all;
        self.own(name).map_or(self.all, |own| Others { count: count - 1, weight: weight - own })
    }

    fn own(&self, name: usize) -> Option<f32> {
        self.weights.get(name).copied().flatten()
    }
}

fn cell(place: Position) -> Cell {
    let row = (place.lat / SIDE).floor();
    (row as i16, column(row, place.lon).floor() as i16)
}

/// The four cells nearest to a place.
fn around(place: Position) -> [Cell; 4] {
    let row = place.lat / SIDE;
    let [south, north] = [(row - 0.5).floor(), (row + 0.5).floor()];
    let pair = |row: f64| [-0.5, 0.5].map(|half| (row as i16, (column(row, place.lon) + half).floor() as i16));
    let ([a, b], [c, d]) = (pair(south), pair(north));
    [a, b, c, d]
}

/// Rows from the equator to a pole, and one more for what lies just beyond.
const ROWS: i16 = (90.0 / SIDE) as i16 + 2;

/// The scale of each row: how much shorter its degrees of longitude are than those of the equator, but for the poles.
static SCALES: LazyLock<Vec<f64>> =
    LazyLock::new(|| (-ROWS..=ROWS).map(|row| (f64::from(row) * SIDE).to_radians().cos().max(0.1)).collect());

/// Where a longitude lies in a row of cells.
fn column(row: f64, lon: f64) -> f64 {
    let at = (row as i16).clamp(-ROWS, ROWS) + ROWS;
    lon * SCALES[usize::from(at.unsigned_abs())] / SIDE
}
