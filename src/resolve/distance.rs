//! Distances that the text states between two of its names: "Hmimeh, 30 km from Deir ez-Zor".

use rustc_hash::FxHashMap;

use crate::mention::Mention;
use crate::relation::{RelationKind, relations};
use crate::text::Text;

/// Of each mention whose distance from another is stated, the other and the kilometres.
pub(super) type Stated = FxHashMap<usize, (usize, f32)>;

/// A number farther than this from the name before it, in bytes, is no distance of it.
const REACH: usize = 48;

/// All that the text states.
pub(super) fn stated(text: &Text<'_>, mentions: &[Mention]) -> Stated {
    let mut out = Stated::default();
    // The grammar is asked only where a number stands between two names.
    let numbered = mentions.windows(2).any(|pair| {
        let between = text.source.get(pair[0].span.end..pair[1].span.start).unwrap_or("");
        between.len() <= REACH && between.bytes().any(|b| b.is_ascii_digit())
    });
    if !numbered {
        return out;
    }
    for relation in relations(text, mentions) {
        let (RelationKind::Distance(quantity, _), false) = (&relation.kind, relation.within) else { continue };
        if let (Some(subject), Some(anchor)) = (relation.subject, relation.anchors.first()) {
            let km = quantity.km as f32;
            out.entry(subject).or_insert((*anchor, km));
            out.entry(*anchor).or_insert((subject, km));
        }
    }
    out
}
