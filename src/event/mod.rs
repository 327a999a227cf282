//! What happened: triggers, actors, casualties, status, attribution, statements of control.

mod record;

pub use record::{
    Actor, Attribution, Count, DistanceRole, DistanceTo, Event, EventDate, Inter, Materiel,
    StatedDistance, Status, Words,
};
