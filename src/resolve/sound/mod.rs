//! Places that sound like a name, where the gazetteer's own places of that name are none or lie elsewhere.

mod elsewhere;
mod unwritten;

use std::borrow::Cow;

use super::Preference;
use super::link::Link;
use super::stated::Statement;
use crate::gazetteer::{Candidate, Gazetteer};
use crate::mention::Mention;
use crate::text::Text;

/// Places taken that sound like a name, the likeliest.
const TAKEN: usize = 4;

/// Places asked of what holds a name or lies beside it, the most prominent.
const ASKED: usize = 4;

/// The places that each mention may mean, its own and those that sound like it where the report is.
pub(super) fn candidates<'m>(
    gazetteer: &Gazetteer,
    text: &Text<'_>,
    mentions: &'m [Mention],
    links: &[Link],
    stated: &[Option<(usize, Statement)>],
    preference: &Preference,
) -> Vec<Cow<'m, [Candidate]>> {
    let mut out = unwritten::candidates(gazetteer, text, mentions, links, preference);
    elsewhere::add(gazetteer, text, mentions, links, stated, &mut out);
    out
}
