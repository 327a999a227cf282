//! The record of one resolved mention.

use crate::gazetteer::{Kind, PlaceRef};
use crate::mention::Form;
use crate::span::Span;

/// Another place that the words could mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The place.
    pub place: PlaceRef,
    /// Its share of belief, 0 to 1.
    pub score: f32,
}

/// A mention and the place it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// The name in the report's text.
    pub span: Span,
    /// What of it is the name of the place: "Aleppo" of "Eastern Aleppo". Mostly all of it.
    pub bare: Span,
    /// How it names the place.
    pub form: Form,
    /// The place; `None` for a name in no gazetteer, or where belief is below the floor.
    pub place: Option<PlaceRef>,
    /// How sure it is, 0 to 1: of the places given 0.9, about nine in ten are right.
    pub confidence: f32,
    /// The runners-up, best first.
    pub alternatives: Vec<Alternative>,
    /// The kinds that the words around ask for.
    pub wanted: Vec<Kind>,
}

impl From<&Toponym> for crate::relation::Named {
    fn from(toponym: &Toponym) -> Self {
        let kind = toponym.place.as_ref().map(|p| p.kind).or_else(|| toponym.wanted.first().copied());
        Self { span: toponym.bare, form: toponym.form, kind }
    }
}
