//! Distances that the text states between two of its names: "Hmimeh, 30 km from Deir ez-Zor".

use crate::mention::Mention;
use crate::relation::{RelationKind, relations};
use crate::text::Text;

/// One stated distance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated {
    /// The two mentions.
    between: (usize, usize),
    /// How far apart they are said to be.
    pub km: f32,
}

/// A number farther than this from the name before it, in bytes, is no distance of it.
const REACH: usize = 48;

impl Stated {
    /// All that the text states.
    pub(super) fn all(text: &Text<'_>, mentions: &[Mention]) -> Vec<Self> {
        // The grammar is asked only where a number stands between two names.
        let numbered = mentions.windows(2).any(|pair| {
            let between = text.source.get(pair[0].span.end..pair[1].span.start).unwrap_or("");
            between.len() <= REACH && between.bytes().any(|b| b.is_ascii_digit())
        });
        if !numbered {
            return Vec::new();
        }
        let said = relations(text, mentions).into_iter().filter_map(|relation| match relation.kind {
            RelationKind::Distance(quantity, _) if !relation.within => {
                Some(Self { between: (relation.subject?, *relation.anchors.first()?), km: quantity.km as f32 })
            }
            _ => None,
        });
        said.collect()
    }

    /// The mention at the other end.
    pub(super) fn other(&self, at: usize) -> Option<usize> {
        match self.between {
            (one, other) if one == at => Some(other),
            (other, one) if one == at => Some(other),
            _ => None,
        }
    }
}
