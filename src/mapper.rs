//! The whole pipeline as one value: build it once, share it between threads, map reports.

use crate::codebook::Codebook;
use crate::error::Result;
use crate::event::Event;
use crate::gazetteer::Gazetteer;
use crate::mention::{Form, Mention, Recogniser};
use crate::relation::Relation;
use crate::report::Report;
use crate::resolve::{Preference, Toponym, resolve};
use crate::text::Text;

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
    codebook: Codebook,
    preference: Preference,
    demonyms: bool,
}

/// Collects what a [`Mapper`] is made of.
#[derive(Debug)]
pub struct MapperBuilder {
    gazetteer: Gazetteer,
    codebook: Option<Codebook>,
    preference: Preference,
    demonyms: bool,
}

impl Mapper {
    /// A mapper over a gazetteer; everything else has defaults.
    pub fn builder(gazetteer: Gazetteer) -> MapperBuilder {
        MapperBuilder { gazetteer, codebook: None, preference: Preference::default(), demonyms: true }
    }

    /// The gazetteer it resolves against.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The codebook it reads by.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// Only the place names of a report: recognised and resolved.
    pub fn places(&self, report: &Report) -> Vec<Toponym> {
        self.toponyms(report, &Text::new(&report.text))
    }

    /// Everything a report gives.
    pub fn map(&self, report: &Report) -> Mapped {
        Mapped { toponyms: self.toponyms(report, &Text::new(&report.text)), ..Mapped::default() }
    }

    fn toponyms(&self, report: &Report, text: &Text<'_>) -> Vec<Toponym> {
        let recogniser = Recogniser::new(&self.gazetteer);
        let mentions: Vec<Mention> = match &report.known_mentions {
            Some(spans) => spans.iter().map(|span| recogniser.known(text, *span)).collect(),
            None => recogniser.mentions(text),
        };
        let mut toponyms = resolve(&self.gazetteer, text, &mentions, &self.preference);
        if !self.demonyms {
            toponyms.retain(|t| t.form != Form::Demonym);
        }
        toponyms
    }
}

impl MapperBuilder {
    /// Reads by this codebook in place of the built-in one.
    pub fn codebook(mut self, codebook: Codebook) -> Self {
        self.codebook = Some(codebook);
        self
    }

    /// Prefers places of these countries (ISO 3166-1 alpha-2).
    pub fn countries(mut self, countries: Vec<[u8; 2]>) -> Self {
        self.preference.countries = countries;
        self
    }

    /// Whether adjectives and words for people ("Syrian") are given; they are by default.
    pub fn demonyms(mut self, demonyms: bool) -> Self {
        self.demonyms = demonyms;
        self
    }

    /// The mapper.
    ///
    /// # Errors
    /// Where the built-in codebook cannot be read; never in a program built from unbroken data.
    pub fn build(self) -> Result<Mapper> {
        let codebook = match self.codebook {
            Some(codebook) => codebook,
            None => Codebook::builtin()?,
        };
        Ok(Mapper { gazetteer: self.gazetteer, codebook, preference: self.preference, demonyms: self.demonyms })
    }
}
