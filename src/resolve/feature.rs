//! The features of one candidate of one mention, given what is believed of the others.

use super::article::Article;
use super::belief::{Beliefs, Choice, is_name};
use super::company::Company;
use crate::gazetteer::{Kind, NameRole, Tier};
use crate::mention::{Form, Mention};

macro_rules! features {
    ($($name:ident),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum F { $($name),* }
        /// Names of the features, in the order of their numbers.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    prominence, prominence_squared, population, most_prominent, behind_most_prominent, unheard_of, share_of_prominence, rank,
    country, admin1, admin2, renowned_division, admin3, city, town, village, quarter, site, nature, water, region, continent,
    exact, folded, skeleton, edit, unlikeness,
    main_name, alias, abbreviation, demonym_of_country, demonym_of_other, alias_beside_main, alias_of_famous, loose_site, city_of_division, share_of_division, division_of_city, city_of_country, country_of_city,
    wanted_first, wanted_other, wanted_not, town_for_nature, town_for_site, unwanted_admin1, unwanted_admin2,
    article_town, article_division, article_other, noun_town, noun_division, noun_other,
    users, preferred_country, not_preferred_country, home_country, not_home_country,
    within_named_country, within_named_admin1, within_named_admin2,
    country_share, admin1_share, admin2_share, possible_admin1, possible_admin2, named_country_elsewhere, only_named_admin1, named_admin1_elsewhere,
    near_50, near_200, near_1000, crowd, company, alone, same_country_prominent, admin1_of_many,
    linked, linked_behind, fits_link, linked_elsewhere, heard_of, holding, may_hold, fits_stated, misses_stated, framed,
    nothing, nothing_loose, nothing_prominence, nothing_unlike, nothing_many, nothing_wanted, nothing_nature, nothing_site, nothing_alias, nothing_foreign, nothing_far_nature, nothing_linked, nothing_stated,
}

/// How many features there are.
pub(super) const COUNT: usize = NAMES.len();

/// What the candidates of a mention are among themselves.
#[derive(Debug)]
pub(super) struct Among {
    /// The highest prominence.
    top: f32,
    /// Logarithm of the sum of all prominence.
    sum: f32,
    /// Candidates more prominent than each.
    ranks: Vec<usize>,
    /// Whether the words are the main name of one.
    main: bool,
    /// First-level divisions of that name, and settlements' divisions; the same with countries.
    divisions: Vec<([u8; 2], u32, u32)>,
    settled: Vec<([u8; 2], u32, u32)>,
    countries: Vec<[u8; 2]>,
}

impl Among {
    pub(super) fn of(options: &[Choice]) -> Self {
        let top = options.iter().map(|o| o.facts.prominence).fold(f32::MIN, f32::max);
        let sum = options.iter().map(|o| (o.facts.prominence - top).exp()).sum::<f32>().ln() + top;
        let more = |than: f32| options.iter().filter(|o| o.facts.prominence > than).count();
        let ranks = options.iter().map(|o| more(o.facts.prominence)).collect();
        let of = |wanted: &dyn Fn(Kind) -> bool| {
            let named = options.iter().filter(|o| o.candidate.role != NameRole::Demonym && wanted(o.facts.kind));
            named.map(|o| (o.facts.country, o.facts.admin1, o.facts.population)).collect::<Vec<_>>()
        };
        Self {
            top,
            sum,
            ranks,
            main: options.iter().any(|o| o.candidate.role == NameRole::Main),
            divisions: of(&|kind| kind == Kind::Admin1),
            settled: of(&|kind| kind == Kind::City),
            countries: of(&|kind| kind == Kind::Country).into_iter().map(|(country, ..)| country).collect(),
        }
    }
}

/// How great a division of so many people is, 0 to 1: from a municipality's forty thousand to a province's four hundred thousand.
fn greatness(people: u32) -> f32 {
    const SMALL: f32 = 10.5;
    const GREAT: f32 = 13.0;
    (((people as f32).max(1.0).ln() - SMALL) / (GREAT - SMALL)).clamp(0.0, 1.0)
}

/// Whether it is unheard of, also to the user.
fn is_unheard_of(beliefs: &Beliefs<'_>, option: &Choice) -> bool {
    option.unheard_of && beliefs.preferred(option.facts.country) != Some(true)
}

/// What sort of thing the words around a name ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nature,
    Site,
    Other,
}

fn asks_for(mention: &Mention) -> Asked {
    match mention.wanted.first() {
        Some(kind) if kind.is_nature() => Asked::Nature,
        Some(kind) if !kind.is_settlement() && !kind.is_division() && *kind != Kind::Region => Asked::Site,
        _ => Asked::Other,
    }
}

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// Gives the features of a candidate that stay as they are whatever is believed of the others to `each`; `nth` of its mention.
pub(super) fn fixed(beliefs: &Beliefs<'_>, at: usize, option: &Choice, nth: usize, among: &Among, mut each: impl FnMut(F, f32)) {
    let mention = beliefs.mention(at);
    let facts = &option.facts;
    let candidate = &option.candidate;
    let mut set = |f: F, value: f32| {
        if value != 0.0 {
            each(f, value);
        }
    };
    let prominence = facts.prominence / 10.0;
    set(F::prominence, prominence);
    set(F::prominence_squared, prominence * prominence);
    set(F::population, (facts.population as f32 + 1.0).ln() / 10.0);
    set(F::most_prominent, flag(facts.prominence >= among.top));
    set(F::behind_most_prominent, (among.top - facts.prominence) / 5.0);
    set(F::unheard_of, flag(is_unheard_of(beliefs, option)));
    set(F::share_of_prominence, (facts.prominence - among.sum).exp());
    set(F::rank, (among.ranks[nth] as f32).ln_1p() / 3.0);

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
            kind if kind.is_nature() => F::nature,
            _ => F::site,
        },
        1.0,
    );
    // English counties go by their bare names; other districts are better known by a town's.
    set(F::renowned_division, flag(facts.kind == Kind::Admin2 && facts.is_renowned()));
    set(
        match candidate.tier {
            Tier::Exact => F::exact,
            Tier::Folded => F::folded,
            Tier::Skeleton => F::skeleton,
            Tier::Edit => F::edit,
        },
        1.0,
    );
    let loose = matches!(candidate.tier, Tier::Skeleton | Tier::Edit);
    set(F::loose_site, flag(loose && !facts.kind.is_settlement() && !facts.kind.is_division()));
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
    // What is listed under many names has one by chance that is another's: Tena in Ecuador is Tina somewhere.
    set(F::alias_of_famous, flag(candidate.role == NameRole::Alias) * facts.fame().max(0.0));
    set(F::alias_beside_main, flag(among.main && candidate.role == NameRole::Alias));
    let same = |(country, admin1, _): &([u8; 2], u32, u32)| (*country, *admin1) == (facts.country, facts.admin1);
    match facts.kind {
        Kind::City => {
            let division = among.divisions.iter().find(|d| same(d));
            // To give its name to a great province says more than to a municipality: San Sebastián in Puerto Rico.
            set(F::city_of_division, division.map_or(0.0, |(.., people)| greatness(*people)));
            // New York is nearly half of its state, Quebec and Oaxaca a twentieth: there the division is meant more often.
            let people = division.map(|(.., people)| *people).filter(|people| *people > 0 && facts.population > 0);
            set(F::share_of_division, people.map_or(0.0, |people| (facts.population as f32 / people as f32).min(1.0).ln() / 5.0));
            set(F::city_of_country, flag(among.countries.contains(&facts.country)));
        }
        Kind::Admin1 => set(F::division_of_city, flag(among.settled.iter().any(same))),
        Kind::Country => set(F::country_of_city, flag(among.settled.iter().any(|(country, ..)| *country == facts.country))),
        _ => {}
    }
    if mention.form != Form::Demonym {
        match mention.wanted.iter().position(|k| *k == facts.kind) {
            Some(0) => set(F::wanted_first, 1.0),
            Some(_) => set(F::wanted_other, 1.0),
            None if !mention.wanted.is_empty() => {
                set(F::wanted_not, 1.0);
                // "Amherst Island" may be far from Amherst; "Tishreen Dam" is more often near Tishreen.
                let asked = asks_for(mention);
                set(F::town_for_nature, flag(asked == Asked::Nature && facts.kind.is_settlement()));
                set(F::town_for_site, flag(asked == Asked::Site && facts.kind.is_settlement()));
            }
            None => {
                set(F::unwanted_admin1, flag(facts.kind == Kind::Admin1));
                set(F::unwanted_admin2, flag(matches!(facts.kind, Kind::Admin2 | Kind::Admin3)));
            }
        }
    }
    let sort = match facts.kind {
        Kind::Country => None,
        kind if kind.is_settlement() => Some((F::article_town, F::noun_town)),
        kind if kind.is_division() => Some((F::article_division, F::noun_division)),
        _ => Some((F::article_other, F::noun_other)),
    };
    match (sort, beliefs.article(at)) {
        (Some((own, _)), Article::Own) => set(own, 1.0),
        (Some((_, of_noun)), Article::OfNoun) => set(of_noun, 1.0),
        _ => {}
    }
    set(F::company, option.local / Company::CERTAIN);
    // A name that the user's table does not have says nothing of what the user expects.
    set(F::users, flag(candidate.key.is_users() && !candidate.stands_in));
    if let Some(preferred) = beliefs.preferred(facts.country) {
        set(F::preferred_country, flag(preferred));
        set(F::not_preferred_country, flag(!preferred));
    }
    if let Some(home) = beliefs.outside().country.filter(|_| facts.country != [0, 0]) {
        set(F::home_country, flag(home == facts.country));
        set(F::not_home_country, flag(home != facts.country));
    }
}

/// What the other words of the report say of a candidate; the same for every mention of the words.
pub(super) fn told(beliefs: &Beliefs<'_>, at: usize, option: &Choice) -> [(F, f32); 18] {
    let said = beliefs.said(at, option);
    let prominence = option.facts.prominence / 10.0;
    let is_admin1 = flag(option.facts.kind == Kind::Admin1);
    [
        (F::within_named_country, said.named[0]),
        (F::within_named_admin1, said.named[1]),
        (F::within_named_admin2, said.named[2]),
        (F::country_share, said.share[0]),
        (F::admin1_share, said.share[1]),
        (F::admin2_share, said.share[2]),
        (F::possible_admin1, said.possible[0]),
        (F::possible_admin2, said.possible[1]),
        (F::named_country_elsewhere, said.elsewhere),
        (F::only_named_admin1, said.named[1] * (1.0 - said.beside)),
        (F::named_admin1_elsewhere, said.beside * (1.0 - said.named[1])),
        (F::near_50, said.near[0]),
        (F::near_200, said.near[1]),
        (F::near_1000, said.near[2]),
        (F::crowd, said.crowd),
        (F::alone, flag(said.alone) * prominence),
        (F::same_country_prominent, said.share[0] * prominence),
        (F::admin1_of_many, said.share[1] * is_admin1),
    ]
}

/// How far the other words of a report reach a place: the share of its country in their votes, and how near the nearest
/// is within 200 km.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reach {
    share: f32,
    near: f32,
}

impl Reach {
    /// From what is told.
    pub(super) fn of(told: &[(F, f32)]) -> Self {
        let of = |wanted: F| told.iter().find(|(f, _)| *f == wanted).map_or(0.0, |(_, value)| *value);
        Self { share: of(F::country_share), near: of(F::near_200) }
    }

    /// The greater of each.
    pub(super) fn or(self, other: Self) -> Self {
        Self { share: self.share.max(other.share), near: self.near.max(other.near) }
    }
}

/// What the words beside one mention say of a candidate.
pub(super) fn beside(beliefs: &Beliefs<'_>, at: usize, option: &Choice) -> [(F, f32); 10] {
    let fits = flag(beliefs.fits_link(at, &option.facts));
    let elsewhere = beliefs.linked_elsewhere(at, option);
    let stated = beliefs.fits_stated(at, option);
    [
        (F::linked, option.linked),
        // Who writes "London, Kentucky" does so because London alone is better known.
        (F::linked_behind, option.linked * beliefs.behind(at, option) / 5.0),
        (F::fits_link, fits),
        (F::linked_elsewhere, elsewhere),
        (F::heard_of, flag(is_unheard_of(beliefs, option)) * fits.max(elsewhere)),
        (F::holding, beliefs.holding(at, &option.facts)),
        // "Swastika, Ontario": what follows a name that no list has is a province more often than a town.
        (F::may_hold, flag(beliefs.follows_name(at)) * flag(option.facts.kind.is_division())),
        (F::fits_stated, stated.unwrap_or(0.0)),
        (F::misses_stated, stated.map_or(0.0, |fits| 1.0 - fits)),
        (F::framed, beliefs.framed(at, option)),
    ]
}

/// The features of the answer that none of the candidates is meant, a place that the gazetteer lacks, as far as they stay
/// as they are whatever is believed of the others.
pub(super) fn nothing(beliefs: &Beliefs<'_>, at: usize) -> [(F, f32); 9] {
    let options = &beliefs.options[at];
    let mention = beliefs.mention(at);
    let most = |of: &dyn Fn(&Choice) -> f32| options.iter().map(of).fold(0.0, f32::max);
    let none = |of: &dyn Fn(&Choice) -> bool| flag(!options.is_empty() && !options.iter().any(of));
    let wanting = is_name(mention) && !mention.wanted.is_empty();
    [
        (F::nothing, 1.0),
        (F::nothing_loose, none(&|o| !matches!(o.candidate.tier, Tier::Skeleton | Tier::Edit))),
        (F::nothing_prominence, most(&|o| o.facts.prominence) / 10.0),
        (F::nothing_unlike, 1.0 - most(&|o| o.candidate.similarity)),
        (F::nothing_many, (options.len() as f32).ln_1p() / 3.0),
        (F::nothing_wanted, flag(wanting) * none(&|o| mention.wanted.contains(&o.facts.kind))),
        (
            F::nothing_nature,
            flag(is_name(mention) && asks_for(mention) == Asked::Nature) * none(&|o| mention.wanted.contains(&o.facts.kind)),
        ),
        (F::nothing_site, flag(is_name(mention) && asks_for(mention) == Asked::Site) * none(&|o| mention.wanted.contains(&o.facts.kind))),
        (F::nothing_alias, none(&|o| o.candidate.role != NameRole::Alias)),
    ]
}

/// The features of that answer that the others tell: `reach` is the greatest of a candidate. A mountain far from all else
/// is more often another of its name than a town is.
pub(super) fn out_of_reach(beliefs: &Beliefs<'_>, at: usize, reach: Reach) -> [(F, f32); 4] {
    let options = &beliefs.options[at];
    let wild = asks_for(beliefs.mention(at)) == Asked::Nature
        || !options.iter().any(|o| o.facts.kind.is_settlement() || o.facts.kind.is_division());
    [
        (F::nothing_foreign, 1.0 - reach.share),
        (F::nothing_far_nature, flag(wild) * (1.0 - reach.near)),
        (F::nothing_linked, beliefs.unlinked(at)),
        (F::nothing_stated, beliefs.astray(at)),
    ]
}
