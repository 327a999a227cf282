//! The word classes that the rules use, by name: each must be in `cues.tsv`.

use super::cue::{Cues, Mask};
use crate::error::Result;

macro_rules! classes {
    ($($name:ident)*) => {
        /// Masks of the word classes, one a field; a field `dead_verb` is the class `dead-verb` of `cues.tsv`.
        #[derive(Debug, Clone, Copy, Default)]
        #[allow(missing_docs)]
        pub struct Classes { $(pub $name: Mask,)* }

        impl Classes {
            pub(crate) fn read(cues: &Cues) -> Result<Self> {
                Ok(Self { $($name: cues.required(&stringify!($name).trim_start_matches("r#").replace('_', "-"))?,)* })
            }
        }
    };
}

classes! {
    be have r#do determiner possessive_pronoun pronoun one_person one_of two_sides adverb by of to and or between among with against at on r#in
    into near from over through r#for toward after before during r#as preposition clause relative comma stop open close
    member_of weapon dead ground_noun convoy
    status_expected status_expected_soft status_denied status_claimed status_ongoing status_background
    speech according
    dead_verb died_verb dead_adjective dead_noun body_noun toll injured_verb injured_noun casualty none including other
    coded_as assoc backed held pro held_by besieged_by enclave contested
    return_fire violent_crowd intervention live_fire by_air by_shell by_suicide by_mine by_grenade by_gun
    vehicle property position_noun context time_of_day boilerplate retired answers age share rank past cause cache collective
    hearsay meant results pronounced him are banned based rises superseded untrue unreal comments
}
