//! Who counts as what, and which of several things told names the event: ACLED's rules in sentences of our own.

use super::*;

fn kinds(text: &str) -> Vec<String> {
    let event = main(text);
    [event.actor1, event.actor2].into_iter().flatten().map(|a| a.id).collect()
}

#[test]
fn villagers_who_attack_are_rioters() {
    let mob = main("Villagers attacked a police patrol in Taiz on Monday.");
    assert_eq!((mob.sub_event_type.as_deref(), id(&mob.actor1)), (Some("Mob violence"), "rioters-ye"));
    let killed = main("A man was beaten to death by residents in Taiz.");
    assert_eq!((killed.sub_event_type.as_deref(), id(&killed.actor1)), (Some("Mob violence"), "rioters-ye"));
    assert_eq!(sub("Students clashed with police in Taiz, demanding lower fees."), "Violent demonstration");
    // Those who are hurt while others fight have not fought.
    assert_eq!(sub("Two villagers were killed in clashes between the RSF and the Sudanese army in Nyala."), "Armed clash");
    assert_eq!(sub("Villagers were attacked by gunmen in Taiz."), "Attack");
}

#[test]
fn party_activists_and_suspects_suffer_as_civilians() {
    assert_eq!(sub("Unknown assailants shot dead a local leader of the African National Congress in Lima."), "Attack");
    assert_eq!(sub("A drug suspect was killed by police in Goma."), "Attack");
    assert_eq!(sub("A former soldier was shot dead by gunmen in Taiz."), "Attack");
    assert_eq!(sub("Gunmen killed a soldier in Taiz."), "Armed clash");
    assert_eq!(sub("Gunmen killed a policeman outside his house in Taiz."), "Attack");
}

#[test]
fn a_label_names_the_event() {
    let wrecked = main("Property destruction: On Monday, gunmen attacked and burned a clinic in Taiz.");
    assert_eq!(wrecked.sub_event_type.as_deref(), Some("Looting/property destruction"));
    let moved = main("Movement of forces: On Monday, rebels sent reinforcements to Saraqib because of the clashes near the town.");
    assert_eq!(moved.sub_event_type.as_deref(), Some("Change to group/activity"));
}

#[test]
fn a_weapon_that_was_found_or_failed_is_no_explosion() {
    assert_eq!(sub("Police defused two roadside bombs in Kandahar."), "Disrupted weapons use");
    assert_eq!(sub("A landmine exploded prematurely while rebels were planting it in Goma."), "Disrupted weapons use");
    assert_eq!(sub("Police seized two tons of marijuana in Lima."), "Looting/property destruction");
}

#[test]
fn heavy_weapons_on_one_side_are_remote_violence() {
    assert_eq!(sub("The army fired heavy machine guns at rebel positions near Saraqib."), "Shelling/artillery/missile attack");
    assert_eq!(sub("The army fired mortars and small arms at rebel positions near Saraqib."), "Armed clash");
    assert_eq!(sub("The army shelled rebel positions near Saraqib. The rebels fired back."), "Armed clash");
}

#[test]
fn months_names_and_neighbours_are_no_triggers() {
    let beaten = main("A teacher was beaten up by gunmen on 11 March in Taiz.");
    assert_eq!(beaten.kind, "assault");
    assert_eq!(sub("Three people were injured in a clash between two factions of the Awami League in Goma."), "Armed clash");
    let moved = main("Rebels deployed to Saraqib in the context of recent fighting.");
    assert_eq!(moved.kind, "movement");
}

#[test]
fn people_of_a_country_are_not_its_army() {
    assert_eq!(kinds("Israeli soldiers shot at a Palestinian near the fence in Taiz."), ["military-il", "civilians-ps"]);
    assert_eq!(kinds("A regime sniper shot dead a farmer in Saraqib."), ["military-sy", "civilians-sy"]);
    assert_eq!(kinds("The armies of India and Pakistan exchanged fire in Kandahar."), ["military-in", "military-pk"]);
}

#[test]
fn both_sides_of_a_feud_have_one_name() {
    assert_eq!(kinds("A man was killed in a clash between two rival groups at a village near Goma."), ["communal-cd", "communal-cd"]);
}

#[test]
fn police_answer_a_crowd() {
    let event = main("Hundreds of workers held a protest in Lima demanding wages. Police resorted to baton charge to disperse them.");
    assert_eq!(event.sub_event_type.as_deref(), Some("Protest with intervention"));
    assert_eq!((id(&event.actor1), id(&event.actor2)), ("protesters-pe", "police-pe"));
}
