//! The record of one event: the contract between reading a report and writing it out.

use jiff::civil::Date;

use crate::control::ControlStatement;
use crate::gazetteer::PlaceRef;
use crate::locate::Location;
use crate::span::Span;

/// How an event stands in the report that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is reported to have happened.
    Reported,
    /// It goes on: a siege, a campaign.
    Ongoing,
    /// One side says so, and the report marks it as a claim.
    Claimed,
    /// It is expected, planned or feared.
    Expected,
    /// It is denied, or was called off or prevented.
    Denied,
    /// It is history, told to explain the news.
    Background,
}

impl Status {
    /// Every status, in the order in which outputs list them.
    pub const ALL: [Status; 6] = [Status::Reported, Status::Ongoing, Status::Claimed, Status::Expected, Status::Denied, Status::Background];

    /// Its word in files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Status::Reported => "reported",
            Status::Ongoing => "ongoing",
            Status::Claimed => "claimed",
            Status::Expected => "expected",
            Status::Denied => "denied",
            Status::Background => "background",
        }
    }

    /// The status of that name, if there is one.
    pub fn named(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// ACLED's eight kinds of actor, in the words used since 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inter {
    /// Armies and police of the state in question.
    StateForces,
    /// Organised armed opposition to a state.
    RebelGroup,
    /// Armed gangs, militias of politics, unidentified armed groups.
    PoliticalMilitia,
    /// Communal, tribal, religious militias.
    IdentityMilitia,
    /// People in a violent demonstration.
    Rioters,
    /// People in a peaceful demonstration.
    Protesters,
    /// Unarmed people.
    Civilians,
    /// Foreign armies abroad, United Nations missions, private security.
    External,
}

impl Inter {
    /// Every kind, in the order of ACLED's numbers 1 to 8.
    pub const ALL: [Inter; 8] = [
        Inter::StateForces,
        Inter::RebelGroup,
        Inter::PoliticalMilitia,
        Inter::IdentityMilitia,
        Inter::Rioters,
        Inter::Protesters,
        Inter::Civilians,
        Inter::External,
    ];

    /// ACLED's word since 2024.
    pub fn name(self) -> &'static str {
        match self {
            Inter::StateForces => "State forces",
            Inter::RebelGroup => "Rebel group",
            Inter::PoliticalMilitia => "Political militia",
            Inter::IdentityMilitia => "Identity militia",
            Inter::Rioters => "Rioters",
            Inter::Protesters => "Protesters",
            Inter::Civilians => "Civilians",
            Inter::External => "External/Other forces",
        }
    }

    /// ACLED's number, 1 to 8.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The kind of that word or number.
    pub fn named(name: &str) -> Option<Inter> {
        match name.parse::<usize>() {
            Ok(number) => Inter::ALL.get(number.checked_sub(1)?).copied(),
            Err(_) => Inter::ALL.into_iter().find(|i| i.name().eq_ignore_ascii_case(name)),
        }
    }
}

/// Words of the report, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The words themselves.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

impl Words {
    /// The words of `text` at `span`.
    pub fn at(text: &str, span: Span) -> Self {
        Self { text: span.slice(text).to_owned(), span }
    }
}

/// Who acts, is acted on, or speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// One id for every name of the same group: ISIS, ISIL, IS and Daesh are `islamic-state`.
    pub id: String,
    /// Name in ACLED's manner, such as `Military Forces of Syria (2000-)`.
    pub name: String,
    /// ACLED's kind of actor.
    pub inter: Option<Inter>,
    /// The words that name it here; empty span where it is implied.
    pub words: Words,
}

/// On whose word an event stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Stable id of the source.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The words that name it here.
    pub words: Words,
}

/// The days of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDate {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// ACLED's time_precision: 1 the day, 2 the week, 3 the month.
    pub precision: u8,
    /// The words that say so; `None` where the day is the report's own.
    pub words: Option<Words>,
}

/// A count of people, as the report gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Most likely number; of conflicting reports the lowest.
    pub best: u64,
    /// Lowest number given.
    pub low: u64,
    /// Highest number given.
    pub high: u64,
    /// The words that say so.
    pub words: Words,
}

/// A distance that the report states between two things.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedDistance {
    /// Kilometres as stated.
    pub km: f64,
    /// Name of the place it is measured from.
    pub from: Option<String>,
    /// Name of the place it is measured to.
    pub to: Option<String>,
    /// The words that say so.
    pub words: Words,
    /// Geodesic kilometres between the two places as placed; `None` where one has no point.
    pub computed_km: Option<f64>,
    /// Whether stated and computed agree within the precision of both places.
    pub agrees: Option<bool>,
}

/// How far, and in which direction, something known lies from the event.
#[derive(Debug, Clone, PartialEq)]
pub struct DistanceTo {
    /// What it is measured to.
    pub to: PlaceRef,
    /// Why it is measured to this.
    pub role: DistanceRole,
    /// Geodesic kilometres.
    pub km: f64,
    /// Degrees clockwise from north, from that place to the event.
    pub bearing: f64,
}

/// Why a distance is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DistanceRole {
    /// The user asked for it.
    Reference,
    /// The nearest city of the gazetteer.
    NearestCity,
    /// Another place of the same sentence.
    SameSentence,
}

/// Equipment said to be lost, seized or destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Materiel {
    /// What, in the singular: `truck`, `tank`.
    pub item: String,
    /// How many, where it is said.
    pub count: Option<u64>,
    /// Id of the actor that lost it, where it is said.
    pub side: Option<String>,
    /// Where the words stand.
    pub span: Span,
}

/// One event of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Stable id, from the report's id and the evidence.
    pub id: String,
    /// 1 is the report's main event.
    pub rank: usize,
    /// A plain word from the codebook: `capture`, `air-strike`, `siege`, `control`.
    pub kind: String,
    /// ACLED's event type; `None` where the event is none of them.
    pub event_type: Option<String>,
    /// ACLED's sub-event type.
    pub sub_event_type: Option<String>,
    /// How it stands in the report.
    pub status: Status,
    /// The word that gives it away.
    pub trigger: Words,
    /// The sentences that tell it.
    pub evidence: Vec<Words>,
    /// Who acts; of two sides in a clash, the one named first.
    pub actor1: Option<Actor>,
    /// Who is acted on.
    pub actor2: Option<Actor>,
    /// Who stands with the first.
    pub assoc_actor_1: Vec<Actor>,
    /// Who stands with the second.
    pub assoc_actor_2: Vec<Actor>,
    /// Who says so.
    pub attribution: Option<Attribution>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub location: Option<Location>,
    /// A distance the same sentence states.
    pub stated_distance: Option<StatedDistance>,
    /// Distances from known places.
    pub distances: Vec<DistanceTo>,
    /// Who holds the ground, where the report or a control file says so.
    pub control: Option<ControlStatement>,
    /// Deaths, on somebody's word.
    pub fatalities: Option<Count>,
    /// Injured, on somebody's word.
    pub injured: Option<Count>,
    /// Equipment lost, seized or destroyed.
    pub materiel: Vec<Materiel>,
    /// 0 to 1.
    pub confidence: f32,
}
