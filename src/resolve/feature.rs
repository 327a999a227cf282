//! The features of one candidate of one mention, given what is believed of the others.

use super::belief::{Beliefs, Choice};
use crate::gazetteer::{Kind, NameRole, Tier};
use crate::mention::{Form, Mention};

macro_rules! features {
    ($($name:ident),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        pub(super) enum F { $($name),* }
        /// Names of the features, in the order of their numbers.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    prominence, population, most_prominent, behind_most_prominent, rank,
    country, admin1, admin2, admin3, city, town, village, quarter, site, nature, water, region, continent,
    exact, folded, skeleton, edit, unlikeness,
    main_name, alias, abbreviation, demonym_of_country, demonym_of_other,
    wanted_first, wanted_other, wanted_not, unwanted_division,
    users, preferred_country, not_preferred_country,
    within_next, holds_previous, within_named_country, within_named_admin1,
    country_share, admin1_share, named_country_elsewhere,
    near_50, near_200, near_1000, alone,
    same_country_prominent,
    nothing, nothing_loose, nothing_prominence, nothing_unlike, nothing_many,
}

/// How many features there are.
pub(super) const COUNT: usize = NAMES.len();

/// The features of candidate `option` of mention `at` that stay as they are whatever is believed of the others.
pub(super) fn fixed(beliefs: &Beliefs<'_>, at: usize, mention: &Mention, option: &Choice, rank: usize, top: f32) -> [f32; COUNT] {
    let mut out = [0.0; COUNT];
    let mut set = |f: F, value: f32| out[f as usize] = value;
    let flag = |yes: bool| f32::from(u8::from(yes));
    let facts = &option.facts;
    let candidate = &option.candidate;

    set(F::prominence, facts.prominence / 10.0);
    set(F::population, (facts.population as f32 + 1.0).ln() / 10.0);
    set(F::most_prominent, flag(facts.prominence >= top));
    set(F::behind_most_prominent, (top - facts.prominence) / 5.0);
    set(F::rank, (rank as f32).ln_1p() / 3.0);

    set(
        match facts.kind {
            Kind::Country => F::country,
            Kind::Admin1 => F::admin1,
            Kind::Admin2 => F::admin2,
            Kind::Admin3 => F::admin3,
            Kind::City => F::city,
            Kind::Town => F::town,
            Kind::Village => F::village,
            Kind::Quarter => F::quarter,
            Kind::Continent => F::continent,
            Kind::Region | Kind::Border => F::region,
            kind if kind.is_water() => F::water,
            Kind::Mountain | Kind::Hill | Kind::Ridge | Kind::Desert | Kind::Valley | Kind::Coast | Kind::Island => F::nature,
            _ => F::site,
        },
        1.0,
    );
    set(
        match candidate.tier {
            Tier::Exact => F::exact,
            Tier::Folded => F::folded,
            Tier::Skeleton => F::skeleton,
            Tier::Edit => F::edit,
        },
        1.0,
    );
    set(F::unlikeness, 1.0 - candidate.similarity);
    set(
        match candidate.role {
            NameRole::Main => F::main_name,
            NameRole::Alias => F::alias,
            NameRole::Abbreviation => F::abbreviation,
            NameRole::Demonym if facts.kind == Kind::Country => F::demonym_of_country,
            NameRole::Demonym => F::demonym_of_other,
        },
        1.0,
    );
    if mention.form != Form::Demonym {
        match mention.wanted.iter().position(|k| *k == facts.kind) {
            Some(0) => set(F::wanted_first, 1.0),
            Some(_) => set(F::wanted_other, 1.0),
            None if !mention.wanted.is_empty() => set(F::wanted_not, 1.0),
            None => set(F::unwanted_division, flag(matches!(facts.kind, Kind::Admin1 | Kind::Admin2 | Kind::Admin3))),
        }
    }
    set(F::users, flag(candidate.key.is_users()));
    if let Some(preferred) = beliefs.preferred(facts.country) {
        set(F::preferred_country, flag(preferred));
        set(F::not_preferred_country, flag(!preferred));
    }

    set(F::within_next, flag(beliefs.within_next(at, facts)));
    set(F::holds_previous, flag(beliefs.holds_previous(at, facts)));
    out
}

/// What the beliefs about the other mentions say of a candidate, feature by feature; weighed anew in every round.
pub(super) fn told(beliefs: &Beliefs<'_>, at: usize, option: &Choice) -> [(F, f32); 10] {
    let context = beliefs.context(at, option);
    let prominence = option.facts.prominence / 10.0;
    [
        (F::within_named_country, context.within_named_country),
        (F::within_named_admin1, context.within_named_admin1),
        (F::country_share, context.country_share),
        (F::admin1_share, context.admin1_share),
        (F::named_country_elsewhere, context.named_country_elsewhere),
        (F::near_50, context.near[0]),
        (F::near_200, context.near[1]),
        (F::near_1000, context.near[2]),
        (F::alone, f32::from(u8::from(context.alone)) * prominence),
        (F::same_country_prominent, context.country_share * prominence),
    ]
}

/// The features of the answer that none of the candidates is meant: a place that the gazetteer lacks.
pub(super) fn nothing(options: &[Choice]) -> [f32; COUNT] {
    let mut out = [0.0; COUNT];
    let mut set = |f: F, value: f32| out[f as usize] = value;
    let most = |of: &dyn Fn(&Choice) -> f32| options.iter().map(of).fold(0.0, f32::max);
    let loose = options.iter().all(|o| matches!(o.candidate.tier, Tier::Skeleton | Tier::Edit));
    set(F::nothing, 1.0);
    set(F::nothing_loose, f32::from(u8::from(loose)));
    set(F::nothing_prominence, most(&|o| o.facts.prominence) / 10.0);
    set(F::nothing_unlike, 1.0 - most(&|o| o.candidate.similarity));
    set(F::nothing_many, (options.len() as f32).ln_1p() / 3.0);
    out
}
