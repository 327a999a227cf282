//! The whole pipeline as one value: build it once, share it between threads, map reports.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::codebook::Codebook;
use crate::control::ControlAreas;
use crate::error::Result;
use crate::event::{Anchor, Context, DistanceRole, DistanceTo, Event, LinkedPlace, extract, linked_places};
use crate::gazetteer::{Gazetteer, Kind, PlaceRef};
use crate::locate::{Location, Locator, Outlines};
use crate::measure::{Position, course};
use crate::mention::{Form, Mention, Recogniser};
use crate::relation::{Relation, RelationWords, relations_with};
use crate::report::Report;
use crate::resolve::{Outside, Preference, Reasons, Toponym, Weights, reasons, resolve_in};
use crate::text::{Cut, DateWords, NumberWords, Quantity, Text, UnitWords, coordinates, dates_in, numbers_in, quantities_in};

/// What one report gives.
#[derive(Debug, Clone, Default)]
pub struct Mapped {
    /// Its place names, resolved, in text order.
    pub toponyms: Vec<Toponym>,
    /// Its spatial relations, in text order.
    pub relations: Vec<Relation>,
    /// Its events, by rank.
    pub events: Vec<Event>,
    /// What a person should know: coordinates that are none, and the like.
    pub warnings: Vec<String>,
}

/// Maps reports: immutable, shareable between threads.
///
/// ```
/// use sitmap::{Gazetteer, Mapper, Report};
/// let mapper = Mapper::builder(Gazetteer::builtin()?).build()?;
/// let mapped = mapper.places(&Report::new("r1", "Shelling was heard in Deir Ezzor."));
/// assert_eq!(mapped[0].place.as_ref().and_then(|p| p.country.as_deref()), Some("SY"));
/// # Ok::<(), sitmap::Error>(())
/// ```
#[derive(Debug)]
pub struct Mapper {
    gazetteer: Gazetteer,
    /// `None` where only place names are wanted.
    codebook: Option<Codebook>,
    outlines: Outlines,
    options: Options,
}

/// What can be asked for beside the gazetteer and the codebook.
#[derive(Debug, Default)]
struct Options {
    preference: Preference,
    without_demonyms: bool,
    snap: bool,
    references: Vec<PlaceRef>,
    control: Vec<ControlAreas>,
}

/// Collects what a [`Mapper`] is made of.
#[derive(Debug)]
pub struct MapperBuilder {
    gazetteer: Gazetteer,
    codebook: Option<Codebook>,
    places_only: bool,
    options: Options,
}

/// A city of at least this many people is worth a distance.
const CITY_PEOPLE: u32 = 100_000;

impl Mapper {
    /// A mapper over a gazetteer; everything else has defaults.
    pub fn builder(gazetteer: Gazetteer) -> MapperBuilder {
        MapperBuilder { gazetteer, codebook: None, places_only: false, options: Options::default() }
    }

    /// The gazetteer it resolves against.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The codebook it reads by; `None` for one that finds place names alone.
    pub fn codebook(&self) -> Option<&Codebook> {
        self.codebook.as_ref()
    }

    /// Only the place names of a report: recognised and resolved.
    pub fn places(&self, report: &Report) -> Vec<Toponym> {
        self.toponyms(report, &self.text(report))
    }

    /// Everything a report gives: place names, relations, events.
    pub fn map(&self, report: &Report) -> Mapped {
        let text = self.text(report);
        let (toponyms, words) = (self.toponyms(report, &text), Cut::new(text.source));
        let distances = quantities_in(&words, UnitWords::builtin(), NumberWords::builtin());
        let relations = relations_with(&text, &toponyms, &distances, RelationWords::builtin());
        let Some(mut events) = self.with_context(report, &text, &words, &toponyms, &relations, &distances, extract) else {
            return Mapped { toponyms, relations, ..Mapped::default() };
        };
        let mut cities = FxHashMap::default();
        for event in &mut events {
            self.measure(event, &mut cities);
            self.ask_control(event);
        }
        let warnings = coordinates(text.source).into_iter().filter_map(|c| c.err()).map(|e| e.to_string()).collect();
        Mapped { toponyms, relations, events, warnings }
    }

    /// What the model of places looks at where it asks if an event happened at a place, for a trainer: for every known
    /// trigger of the report, each place of its sentence. Nothing without a codebook.
    pub fn linked_places(&self, report: &Report) -> Vec<Vec<LinkedPlace>> {
        let text = self.text(report);
        let (toponyms, words) = (self.toponyms(report, &text), Cut::new(text.source));
        let distances = quantities_in(&words, UnitWords::builtin(), NumberWords::builtin());
        let relations = relations_with(&text, &toponyms, &distances, RelationWords::builtin());
        self.with_context(report, &text, &words, &toponyms, &relations, &distances, linked_places).unwrap_or_default()
    }

    /// What `reader` makes of a report with all that is known of it before its events; `None` without a codebook.
    #[allow(clippy::too_many_arguments)]
    fn with_context<T>(
        &self,
        report: &Report,
        text: &Text<'_>,
        words: &Cut<'_>,
        toponyms: &[Toponym],
        relations: &[Relation],
        quantities: &[Quantity],
        reader: impl FnOnce(&Context<'_>) -> T,
    ) -> Option<T> {
        let codebook = self.codebook.as_ref()?;
        let locator = Locator::new(&self.gazetteer, &self.outlines).snap(self.options.snap);
        // The first relation that is a statement about each name.
        let mut stated: FxHashMap<usize, &Relation> = FxHashMap::default();
        for relation in relations {
            if let Some(subject) = relation.subject {
                stated.entry(subject).or_insert(relation);
            }
        }
        // Events share their places: each is worked out once a report.
        let placed: RefCell<FxHashMap<Anchor, Option<Location>>> = RefCell::default();
        let locate = |anchor: Anchor| match anchor {
            Anchor::Relation(at) => locator.relation(relations.get(at)?, toponyms, text),
            Anchor::Toponym(at) => match stated.get(&at) {
                Some(relation) => locator.place(relation, toponyms, text),
                None => locator.toponym(toponyms.get(at)?),
            },
        };
        let place = |anchor: Anchor| placed.borrow_mut().entry(anchor).or_insert_with(|| locate(anchor)).clone();
        let count_words = NumberWords::builtin();
        let dates = dates_in(words, report.published, DateWords::builtin(), count_words);
        let numbers = numbers_in(words, count_words);
        Some(reader(&Context { report, text, toponyms, relations, dates: &dates, numbers: &numbers, quantities, codebook, place: &place }))
    }

    /// Adds the distances to the references and to the nearest city; `cities` keeps those of points already asked for.
    fn measure(&self, event: &mut Event, cities: &mut FxHashMap<[u64; 2], Option<DistanceTo>>) {
        let Some(position) = event.location.as_ref().and_then(|l| l.position) else { return };
        let to = |to: PlaceRef, role| {
            let (km, bearing) = course(to.position, position);
            DistanceTo { to, role, km, bearing }
        };
        for reference in self.options.references.iter().rev() {
            event.distances.insert(0, to(reference.clone(), DistanceRole::Reference));
        }
        let nearest = || self.nearest_city(position).map(|city| to(city, DistanceRole::NearestCity));
        let point = [position.lat.to_bits(), position.lon.to_bits()];
        event.distances.extend(cities.entry(point).or_insert_with(nearest).clone());
    }

    fn nearest_city(&self, position: Position) -> Option<PlaceRef> {
        let (key, _) = self.gazetteer.nearest(position, 1, |kind| kind == Kind::City, CITY_PEOPLE).into_iter().next()?;
        self.gazetteer.place(key)
    }

    /// Who holds the place on that day, by the user's files, where the report does not say.
    fn ask_control(&self, event: &mut Event) {
        let (Some(date), Some(position)) = (&event.date, event.location.as_ref().and_then(|l| l.position)) else { return };
        if event.control.is_none() {
            event.control = self.options.control.iter().find_map(|areas| areas.who_holds(position, date.end));
        }
    }

    /// Why each name of a report means its place, and not one of its rivals.
    pub fn reasons(&self, report: &Report) -> Vec<Reasons> {
        let text = self.text(report);
        reasons(&self.gazetteer, &text, &self.mentions(report, &text), &self.options.preference, &self.outside(report))
    }

    fn outside(&self, report: &Report) -> Outside {
        Outside::of(&self.gazetteer, &Recogniser::new(&self.gazetteer), report)
    }

    /// The report's words; names that are known already are left as they are.
    fn text<'r>(&self, report: &'r Report) -> Text<'r> {
        match report.known_mentions {
            Some(_) => Text::new(&report.text),
            None => Recogniser::new(&self.gazetteer).text(&report.text),
        }
    }

    fn mentions(&self, report: &Report, text: &Text<'_>) -> Vec<Mention> {
        let recogniser = Recogniser::new(&self.gazetteer);
        match &report.known_mentions {
            Some(spans) => spans.iter().map(|span| recogniser.known(text, *span)).collect(),
            None => recogniser.mentions(text),
        }
    }

    fn toponyms(&self, report: &Report, text: &Text<'_>) -> Vec<Toponym> {
        let mentions = self.mentions(report, text);
        let outside = self.outside(report);
        let mut toponyms = resolve_in(Weights::builtin(), &self.gazetteer, text, &mentions, &self.options.preference, &outside);
        if self.options.without_demonyms {
            toponyms.retain(|t| t.form != Form::Demonym);
        }
        toponyms
    }
}

impl MapperBuilder {
    /// The gazetteer it will resolve against.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Reads by this codebook in place of the built-in one.
    pub fn codebook(mut self, codebook: Codebook) -> Self {
        self.codebook = Some(codebook);
        self
    }

    /// Finds place names and relations alone: no codebook is read, and no events are found.
    pub fn places_only(mut self) -> Self {
        self.places_only = true;
        self
    }

    /// Prefers places of these countries (ISO 3166-1 alpha-2).
    pub fn countries(mut self, countries: Vec<[u8; 2]>) -> Self {
        self.options.preference.countries = countries;
        self
    }

    /// Whether adjectives and words for people ("Syrian") are given; they are by default.
    pub fn demonyms(mut self, demonyms: bool) -> Self {
        self.options.without_demonyms = !demonyms;
        self
    }

    /// Places distances and winds on the place they are measured from, as UCDP does.
    pub fn snap(mut self, snap: bool) -> Self {
        self.options.snap = snap;
        self
    }

    /// Measures every event's distance to this place.
    pub fn reference(mut self, place: PlaceRef) -> Self {
        self.options.references.push(place);
        self
    }

    /// Tags events with who holds their place on their day, by a file of dated areas.
    pub fn control(mut self, areas: ControlAreas) -> Self {
        self.options.control.push(areas);
        self
    }

    /// The mapper.
    ///
    /// # Errors
    /// Where the built-in codebook cannot be read; never in a program built from unbroken data.
    pub fn build(self) -> Result<Mapper> {
        let codebook = match self.codebook {
            _ if self.places_only => None,
            Some(codebook) => Some(codebook),
            None => Some(Codebook::builtin()?),
        };
        Ok(Mapper { gazetteer: self.gazetteer, codebook, outlines: Outlines::default(), options: self.options })
    }
}
