//! Places relations and bare names on the ground.

use super::ground::{Outlines, division_of};
use super::scale::{level, level_of_radius, radius_km, reach_km};
use super::stated::spread_km;
use super::{Basis, Extent, Level, Location, border, naming};
use crate::gazetteer::{Facts, Gazetteer, Kind, PlaceKey, PlaceRef, country};
use crate::measure::{Position, along, bearing, destination, distance_km, turn};
use crate::mention::Form;
use crate::relation::{Bearing, Relation, RelationKind};
use crate::resolve::Toponym;
use crate::span::Span;
use crate::text::{Quantity, Text};

/// "Near" a place is within this many kilometres of its edge: half the ring that UCDP allows for a limited area around one.
const NEAR_KM: f64 = 10.0;

/// "The road to A" is some stretch of it at A's end.
const ROAD_END_KM: f64 = 15.0;

/// A wind of eight points is meant to within this many degrees.
const WIND_DEGREES: f64 = 22.5;

/// Another place of the sentence says where on a line something was, if it lies no farther from it than this (kilometres)…
const BESIDE_KM: f64 = 15.0;

/// …or than this share of the line's length, since roads wind.
const BESIDE_SHARE: f64 = 0.25;

/// Beyond this many kilometres from a border a place of the sentence says nothing of where on it.
const BORDER_REACH_KM: f64 = 150.0;

/// "Majzar, west of Marib" may lie this many kilometres farther off than words of that kind usually reach.
const SUBJECT_SLACK_KM: f64 = 100.0;

/// A city is told from afar: "Deir ez-Zor, northeast of Damascus".
const CITY_SLACK_KM: f64 = 600.0;

/// The "countryside" of a city is often its whole province: Baghuz, "in Deir ez-Zor's countryside", lies 122 km from it.
const PART_SLACK_KM: f64 = 200.0;

/// The ends of a road or stretch lie no farther apart than this; where they do, one was likely mistaken for a namesake.
const FARTHEST_ENDS_KM: f64 = 700.0;

/// Turns relations and names into locations.
///
/// ```
/// use sitmap::Gazetteer;
/// use sitmap::locate::{Locator, Outlines};
/// let gazetteer = Gazetteer::builtin()?;
/// let outlines = Outlines::default();
/// let locator = Locator::new(&gazetteer, &outlines).snap(true);
/// # let _ = locator;
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Locator<'g> {
    gazetteer: &'g Gazetteer,
    outlines: &'g Outlines,
    snap: bool,
}

/// A point and how far around it: the part of a location that each kind of relation works out for itself.
struct Spot {
    position: Position,
    radius_km: f64,
    level: Level,
    basis: Basis,
    extent: Option<Extent>,
}

impl<'g> Locator<'g> {
    /// A locator over a gazetteer; `outlines` keeps what is costly to work out, for as many locators as one likes.
    pub fn new(gazetteer: &'g Gazetteer, outlines: &'g Outlines) -> Self {
        Self { gazetteer, outlines, snap: false }
    }

    /// Whether distances and winds are placed on the place they are measured from, as UCDP does, instead of
    /// where they point.
    pub fn snap(mut self, snap: bool) -> Self {
        self.snap = snap;
        self
    }

    /// Where a bare name is; `None` for one without a place.
    pub fn toponym(&self, toponym: &Toponym) -> Option<Location> {
        let place = toponym.place.as_ref()?;
        let basis = if toponym.form == Form::Coordinates { Basis::Coordinates } else { Basis::Named };
        let ground = (place.kind == Kind::Admin1).then(|| self.ground(place, None)).flatten();
        let spot = Spot {
            position: place.position,
            radius_km: ground.as_ref().map_or_else(|| radius_km(place), |g| g.radius_km),
            level: level(place.kind),
            basis,
            extent: ground.map(|g| Extent::Area(g.drawn.clone())),
        };
        Some(self.finish(spot, place.name.clone(), std::slice::from_ref(toponym)))
    }

    /// Where a relation is; `None` where none of its places was resolved.
    ///
    /// `toponyms` are the report's, as the relation's indices count them; those of its sentence help to say where on
    /// a line it was.
    pub fn relation(&self, relation: &Relation, toponyms: &[Toponym], text: &Text<'_>) -> Option<Location> {
        let beside = || self.beside(relation, toponyms, text);
        let anchor = |at: &usize| {
            let toponym = toponyms.get(*at).filter(|t| t.place.is_some())?;
            if relation.capitals.contains(at) { self.capital(toponym) } else { Some(toponym.clone()) }
        };
        let mut anchors: Vec<Toponym> = relation.anchors.iter().filter_map(anchor).collect();
        if matches!(relation.kind, RelationKind::Road | RelationKind::Between) {
            settle_ends(&mut anchors);
        }
        let anchors = agreeing(anchors, &beside);
        let first = anchors.first()?;
        let place = &self.as_division(first)?;
        let ends: Vec<Position> = anchors.iter().filter_map(|t| Some(t.place.as_ref()?.position)).collect();
        let spot = match &relation.kind {
            RelationKind::At => return self.toponym(first),
            RelationKind::Near => self.near(place),
            RelationKind::Distance(quantity, wind) => {
                let toward = relation.toward.and_then(|i| toponyms.get(i)?.place.as_ref()).map(|p| p.position);
                self.distance(place, quantity, *wind, toward, relation.within)
            }
            RelationKind::Direction(wind) => self.direction(place, *wind),
            RelationKind::Part(wind) => self.part(place, *wind),
            RelationKind::Road if ends.len() == 1 => self.road_end(place),
            RelationKind::Road => stretch(&ends, Basis::Road, &beside())?,
            RelationKind::Between if ends.len() == 1 => self.near(place),
            RelationKind::Between => self.between(&anchors, &ends, &beside())?,
            RelationKind::Border => self.border(&anchors, &ends, &self.provinces(relation, toponyms, text), &beside())?,
        };
        let names: Vec<&str> = anchors.iter().filter_map(|t| Some(t.place.as_ref()?.name.as_str())).collect();
        Some(self.finish(spot, naming::name(relation, &names), &anchors))
    }

    /// Where something happened that is said to have been at `relation`: at the named place that it is a statement
    /// about ("Al-Khadir, south of Bethlehem"), else where the relation itself lies.
    ///
    /// A reading of that name that cannot be where the relation says gives way to one that can, and where none can,
    /// to the relation: names of villages have many namesakes, and this one was probably in no gazetteer.
    pub fn place(&self, relation: &Relation, toponyms: &[Toponym], text: &Text<'_>) -> Option<Location> {
        let said = self.relation(relation, toponyms, text);
        let Some(subject) = relation.subject.and_then(|i| toponyms.get(i)) else { return said };
        let Some((around, reach_km)) = said.as_ref().and_then(|l| Some((l.position?, l.radius_km))) else {
            return self.toponym(subject).or(said);
        };
        let fits = |t: &Toponym| {
            t.place.as_ref().is_some_and(|p| {
                let slack = match relation.kind {
                    _ if p.kind == Kind::City => CITY_SLACK_KM,
                    RelationKind::Part(_) => PART_SLACK_KM,
                    _ => SUBJECT_SLACK_KM,
                };
                distance_km(p.position, around) <= reach_km + radius_km(p) + slack
            })
        };
        readings(subject).find(fits).and_then(|reading| self.toponym(&reading)).or(said)
    }

    /// The place of an anchor; where the words ask for a province ("southern Homs province") and its seat was taken
    /// for it, the province's ground counts.
    fn as_division(&self, toponym: &Toponym) -> Option<PlaceRef> {
        let place = toponym.place.as_ref()?;
        if !(place.kind.is_settlement() && toponym.wanted.contains(&Kind::Admin1) && place.admin1_code.is_some()) {
            return Some(place.clone());
        }
        Some(PlaceRef::new(crate::gazetteer::Place { kind: Kind::Admin1, ..(**place).clone() }))
    }

    /// The capital of a country, in the country's stead.
    fn capital(&self, toponym: &Toponym) -> Option<Toponym> {
        let code = toponym.place.as_ref()?.country.as_deref()?;
        let within = |_: PlaceKey, facts: &Facts| facts.kind == Kind::City && facts.country == code.as_bytes();
        let (found, _) = self.gazetteer.search(&country(code)?.capital, 1, within).pop()?;
        let place = Some(self.gazetteer.place(found.key)?);
        Some(Toponym { place, form: Form::Name, wanted: Vec::new(), alternatives: Vec::new(), ..toponym.clone() })
    }

    fn ground(&self, place: &PlaceRef, wind: Option<Bearing>) -> Option<std::sync::Arc<super::ground::Ground>> {
        self.outlines.ground(self.gazetteer, division_of(place)?, wind.map(|b| b.0))
    }

    fn near(&self, place: &PlaceRef) -> Spot {
        let size = self.ground(place, None).map_or_else(|| radius_km(place), |g| g.radius_km);
        let level = match level(place.kind) {
            Level::Site => Level::Town,
            other => other,
        };
        Spot { position: place.position, radius_km: size + NEAR_KM, level, basis: Basis::Near, extent: None }
    }

    fn road_end(&self, place: &PlaceRef) -> Spot {
        let radius_km = radius_km(place) + ROAD_END_KM;
        Spot { position: place.position, radius_km, level: level_of_radius(radius_km), basis: Basis::Road, extent: None }
    }

    /// A distance is measured from the place's point; without a direction all that is known is a ring around it.
    fn distance(&self, place: &PlaceRef, q: &Quantity, wind: Option<Bearing>, toward: Option<Position>, within: bool) -> Spot {
        let toward = toward.filter(|t| *t != place.position).map(|t| bearing(place.position, t));
        // "20 km east of A towards B" refines the wind, but never against it.
        let heading = match (wind, toward) {
            (Some(wind), Some(toward)) if turn(wind.0, toward) <= 2.0 * WIND_DEGREES => Some((toward, WIND_DEGREES / 2.0)),
            (Some(wind), _) => Some((wind.0, WIND_DEGREES)),
            (None, Some(toward)) => Some((toward, WIND_DEGREES)),
            (None, None) => None,
        };
        let size = radius_km(place).min(NEAR_KM);
        let (position, radius_km) = match heading {
            Some((heading, spread)) if !self.snap && !within => {
                let sideways = q.km * spread.to_radians().sin();
                (destination(place.position, heading, q.km), spread_km(q).hypot(sideways).hypot(size))
            }
            _ => (place.position, q.km_high + size),
        };
        Spot { position, radius_km, level: level_of_radius(radius_km), basis: Basis::Distance, extent: None }
    }

    /// Halfway to where the place's neighbourhood ends; of a country or province the part that lies there.
    fn direction(&self, place: &PlaceRef, wind: Bearing) -> Spot {
        if let Some(spot) = self.side(place, wind) {
            return spot;
        }
        let (size, half) = (radius_km(place), reach_km(place) / 2.0);
        let (position, radius_km) = if self.snap {
            (place.position, size + 2.0 * half)
        } else {
            (destination(place.position, wind.0, size + half), half.hypot(size))
        };
        Spot { position, radius_km, level: level_of_radius(radius_km), basis: Basis::Direction, extent: None }
    }

    fn side(&self, place: &PlaceRef, wind: Bearing) -> Option<Spot> {
        let ground = self.ground(place, Some(wind))?;
        // A country's outline would be most of every file.
        let (level, extent) = match place.kind {
            Kind::Country => (Level::Country, None),
            _ => (Level::Province, Some(Extent::Area(ground.drawn.clone()))),
        };
        Some(Spot { position: ground.middle, radius_km: ground.radius_km, level, basis: Basis::Direction, extent })
    }

    fn part(&self, place: &PlaceRef, wind: Option<Bearing>) -> Spot {
        let Some(wind) = wind else { return self.around(place) };
        if let Some(spot) = self.side(place, wind) {
            return spot;
        }
        let half = radius_km(place) / 2.0;
        let position = if self.snap { place.position } else { destination(place.position, wind.0, half) };
        let level = level(place.kind);
        Spot { position, radius_km: half.max(1.0), level, basis: Basis::Direction, extent: None }
    }

    /// An area that has no edge: the countryside of A, the A front.
    fn around(&self, place: &PlaceRef) -> Spot {
        let ground = self.ground(place, None);
        let radius_km = ground.as_ref().map_or_else(|| radius_km(place) + NEAR_KM, |g| g.radius_km);
        let extent = ground.filter(|_| place.kind == Kind::Admin1).map(|g| Extent::Area(g.drawn.clone()));
        Spot { position: place.position, radius_km, level: level(place.kind), basis: Basis::Area, extent }
    }

    /// Between two neighbouring divisions is where they meet; between anything else, on the line that joins them.
    fn between(&self, anchors: &[Toponym], ends: &[Position], beside: &[Position]) -> Option<Spot> {
        let divisions = anchors.iter().all(|t| t.place.as_ref().is_some_and(|p| p.kind.is_division()));
        if divisions && let Some(lines) = self.shared(anchors) {
            return on_lines(&lines, Basis::Between, beside);
        }
        stretch(ends, Basis::Between, beside)
    }

    fn border(&self, anchors: &[Toponym], ends: &[Position], provinces: &[PlaceRef], beside: &[Position]) -> Option<Spot> {
        if let Some(lines) = self.shared(anchors) {
            let lines = self.stretch_within(anchors, provinces).unwrap_or(lines);
            // A third side picks the spot: "the Suwayda–Rif Dimashq–Jordan border".
            let third = anchors.get(2).and_then(|t| self.meeting(&lines, t));
            return match third {
                Some(position) => Some(border_spot(position, NEAR_KM, None)),
                None => on_lines(&lines, Basis::Border, beside),
            };
        }
        if ends.len() > 1 {
            return stretch(ends, Basis::Border, beside);
        }
        let division = self.division(anchors.first()?)?;
        let nearest = |to: &Position| self.outlines.land_border(self.gazetteer, &division, *to);
        let (position, km) = beside.iter().find_map(nearest).filter(|(_, km)| *km <= BORDER_REACH_KM)?;
        Some(border_spot(position, km.max(NEAR_KM), None))
    }

    /// The lines that the first two anchors share, where both are ground of which the outline is known.
    fn shared(&self, anchors: &[Toponym]) -> Option<std::sync::Arc<Vec<Vec<Position>>>> {
        let (a, b) = (self.division(anchors.first()?)?, self.division(anchors.get(1)?)?);
        let lines = self.outlines.shared(self.gazetteer, &a, &b);
        (a != b && !lines.is_empty()).then_some(lines)
    }

    /// The stretch of a border of two countries that belongs to a province which the sentence names.
    fn stretch_within(&self, anchors: &[Toponym], provinces: &[PlaceRef]) -> Option<std::sync::Arc<Vec<Vec<Position>>>> {
        let (a, b) = (self.division(anchors.first()?)?, self.division(anchors.get(1)?)?);
        provinces.iter().find_map(|province| {
            let own = province.country.as_deref()?;
            let other = if own == a {
                &b
            } else if own == b {
                &a
            } else {
                return None;
            };
            let lines = self.outlines.shared(self.gazetteer, division_of(province)?, other);
            (!lines.is_empty()).then_some(lines)
        })
    }

    /// The provinces that the relation's sentence names beside the relation.
    fn provinces(&self, relation: &Relation, toponyms: &[Toponym], text: &Text<'_>) -> Vec<PlaceRef> {
        let sentence = sentence_of(relation, text);
        let others = toponyms.iter().enumerate().filter(|(i, t)| sentence.contains(t.span) && !relation.anchors.contains(i));
        others.filter_map(|(_, t)| t.place.clone()).filter(|p| p.kind == Kind::Admin1).collect()
    }

    /// The point of `lines` where a third area's border meets them.
    fn meeting(&self, lines: &[Vec<Position>], third: &Toponym) -> Option<Position> {
        let division = self.division(third)?;
        let ends = lines.iter().flat_map(|line| [line.first(), line.last()]).flatten();
        let near = ends.filter_map(|end| Some((*end, self.outlines.land_border(self.gazetteer, &division, *end)?.1)));
        near.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, km)| *km <= BORDER_REACH_KM).map(|(end, _)| end)
    }

    /// The division that a side of a border stands for: where it was read as a town, the one it is the seat of.
    /// Towns have no borders that a report would name.
    fn division(&self, toponym: &Toponym) -> Option<String> {
        let place = toponym.place.as_ref()?;
        let seat = || place.admin1_code.as_deref().filter(|_| place.kind == Kind::City || toponym.wanted.contains(&Kind::Admin1));
        division_of(place).or_else(seat).map(str::to_owned)
    }

    /// The points of the sentence's other places, nearest in the text first, what the relation is about before all.
    fn beside(&self, relation: &Relation, toponyms: &[Toponym], text: &Text<'_>) -> Vec<Position> {
        let sentence = sentence_of(relation, text);
        let mut others: Vec<(bool, usize, Position)> = toponyms
            .iter()
            .enumerate()
            .filter(|(i, t)| sentence.contains(t.span) && !relation.anchors.contains(i) && t.form != Form::Demonym)
            .filter_map(|(i, t)| {
                let place = t.place.as_ref()?;
                let small = !matches!(level(place.kind), Level::Country | Level::Province | Level::Water);
                small.then_some((relation.subject != Some(i), relation.span.gap(t.span), place.position))
            })
            .collect();
        others.sort_by_key(|(other, gap, _)| (*other, *gap));
        others.into_iter().map(|(_, _, position)| position).collect()
    }

    fn finish(&self, spot: Spot, name: String, anchors: &[Toponym]) -> Location {
        let place = anchors.first().and_then(|t| t.place.clone());
        let at_place = place.as_ref().filter(|p| p.position == spot.position);
        let mut location = Location { name, position: Some(spot.position.rounded()), ..Location::unplaced("", spot.level, spot.basis) };
        match at_place {
            Some(p) => {
                (location.country, location.admin1, location.admin1_code) = (p.country.clone(), p.admin1.clone(), p.admin1_code.clone());
                (location.admin2, location.admin2_code) = (p.admin2.clone(), p.admin2_code.clone());
            }
            None => {
                let outlined = self.gazetteer.outlined_at(spot.position);
                let own = || place.as_ref().and_then(|p| p.country.clone());
                location.country = outlined.map_or_else(own, |d| Some(d.country.to_owned()));
                if let Some(division) = outlined.filter(|d| d.level == 1) {
                    (location.admin1, location.admin1_code) = (Some(division.name.to_owned()), Some(division.code.to_owned()));
                }
            }
        }
        location.radius_km = (spot.radius_km * 10.0).round() / 10.0;
        location.extent = spot.extent;
        location.spans = anchors.iter().map(|t| t.span).collect::<Vec<Span>>();
        location.confidence = anchors.iter().map(|t| t.confidence).fold(1.0, f32::min);
        location.alternatives = anchors.first().map(|t| t.alternatives.clone()).unwrap_or_default();
        location.place = place;
        location
    }
}

fn sentence_of(relation: &Relation, text: &Text<'_>) -> Span {
    text.sentence_at(relation.span.start).and_then(|i| text.sentences.get(i)).copied().unwrap_or_default()
}

/// Everything a name may mean, what was believed first: the name with each place in turn.
fn readings(toponym: &Toponym) -> impl Iterator<Item = Toponym> + '_ {
    let others =
        toponym.alternatives.iter().map(|other| Toponym { place: Some(other.place.clone()), confidence: other.score, ..toponym.clone() });
    std::iter::once(toponym.clone()).chain(others)
}

/// Roads end in towns: of a country among the ends the reading that is smaller ("the Mexico–Puebla road" begins in
/// Mexico City), and where there is none, the other ends alone.
fn settle_ends(anchors: &mut Vec<Toponym>) {
    let large = |t: &Toponym| t.place.as_ref().is_some_and(|p| matches!(p.kind, Kind::Country | Kind::Continent | Kind::Sea));
    if anchors.iter().all(large) && anchors.len() > 1 {
        return;
    }
    let smaller = |t: Toponym| if large(&t) { readings(&t).find(|reading| !large(reading)) } else { Some(t) };
    *anchors = std::mem::take(anchors).into_iter().filter_map(smaller).collect();
}

/// The ends of a road, stretch or border in readings that can be its ends: where those believed lie too far apart,
/// the nearest pair of runners-up, and where none is near, the one end that other places of the sentence support.
fn agreeing(anchors: Vec<Toponym>, beside: &impl Fn() -> Vec<Position>) -> Vec<Toponym> {
    let apart = |a: &Toponym, b: &Toponym| Some(distance_km(a.place.as_ref()?.position, b.place.as_ref()?.position));
    let [a, b, ..] = anchors.as_slice() else { return anchors };
    let large = |t: &Toponym| t.place.as_ref().is_some_and(|p| matches!(p.kind, Kind::Country | Kind::Continent));
    if large(a) || large(b) || apart(a, b).is_none_or(|km| km <= FARTHEST_ENDS_KM) {
        return anchors;
    }
    let pairs = readings(a).flat_map(|a| readings(b).filter_map(move |b| Some((apart(&a, &b)?, a.clone(), b))));
    if let Some((_, a, b)) = pairs.filter(|(km, ..)| *km <= FARTHEST_ENDS_KM).min_by(|x, y| x.0.total_cmp(&y.0)) {
        return vec![a, b];
    }
    let others = beside();
    let lonely = |t: &Toponym| {
        let to = |p: &Position| t.place.as_ref().map_or(f64::MAX, |place| distance_km(place.position, *p));
        others.iter().map(to).min_by(f64::total_cmp).unwrap_or(f64::from(1.0 - t.confidence))
    };
    vec![if lonely(b) < lonely(a) { b.clone() } else { a.clone() }]
}

/// The line through `ends`; on it, the point nearest to another place of the sentence, else halfway.
fn stretch(ends: &[Position], basis: Basis, beside: &[Position]) -> Option<Spot> {
    let line = ends.to_vec();
    let length: f64 = line.windows(2).map(|w| distance_km(w[0], w[1])).sum();
    if length == 0.0 {
        return None;
    }
    let lines = [line.clone()];
    let limit = BESIDE_KM.max(length * BESIDE_SHARE);
    let pinned = beside.iter().filter_map(|p| border::nearest(&lines, *p)).find(|(_, km, _)| *km <= limit);
    let (position, radius_km) = match pinned {
        Some((position, km, _)) => (position, km.max(NEAR_KM)),
        None => (halfway(&line, length), length / 2.0),
    };
    Some(Spot { position, radius_km, level: level_of_radius(radius_km), basis, extent: Some(Extent::Line(line)) })
}

/// Halfway along geodesics, to the metre.
fn halfway(line: &[Position], length: f64) -> Position {
    let mut left = length / 2.0;
    for w in line.windows(2) {
        let step = distance_km(w[0], w[1]);
        if step >= left {
            return along(w[0], w[1], left / step);
        }
        left -= step;
    }
    line[line.len() - 1]
}

/// A point on a border: nearest to another place of the sentence, else halfway.
fn on_lines(lines: &[Vec<Position>], basis: Basis, beside: &[Position]) -> Option<Spot> {
    let extent = lines.iter().max_by_key(|line| line.len()).cloned().map(Extent::Line);
    let pinned = beside.iter().filter_map(|p| border::nearest(lines, *p)).find(|(_, km, _)| *km <= BORDER_REACH_KM);
    let (position, radius_km) = match pinned {
        Some((position, km, _)) => (position, km.max(NEAR_KM)),
        None => (border::halfway(lines)?, border::length_km(lines) / 2.0),
    };
    Some(Spot { basis, ..border_spot(position, radius_km, extent) })
}

fn border_spot(position: Position, radius_km: f64, extent: Option<Extent>) -> Spot {
    Spot { position, radius_km, level: level_of_radius(radius_km), basis: Basis::Border, extent }
}
