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

#[test]
fn what_strikes_from_afar_is_a_states() {
    for told in [
        "A Russian missile strike on an apartment block in Kupiansk killed 40 people on Monday.",
        "Russian shelling killed four people in Kupiansk.",
        "Russian drones attacked Kupiansk.",
        "Russian aircraft bombed Kupiansk.",
        "Russian strikes on Kupiansk killed four.",
    ] {
        assert_eq!(id(&main(told).actor1), "military-ru", "{told}");
    }
    assert_eq!(kinds("Russian air strikes killed four people in Kupiansk."), ["military-ru", "civilians-ua"]);
    assert_eq!(sub("Israeli strikes on Saraqib killed at least 25 people."), "Air/drone strike");
}

#[test]
fn who_tells_or_condemns_is_no_side() {
    assert_eq!(kinds("A mortar shell landed in Goma, killing a man and his two sons, police said Saturday."), ["armed-cd", "civilians-cd"]);
    assert_eq!(kinds("A roadside bomb killed three people in Goma, according to police."), ["armed-cd", "civilians-cd"]);
    assert_eq!(kinds("Three militants were killed in an operation in Goma, the army said."), ["military-cd", "armed-cd"]);
    assert_eq!(id(&main("The Taliban condemned the attack in Kandahar, which killed nine people.").actor1), "armed-af");
    assert_eq!(id(&main("Soldiers accused of killing two men in Goma shot a third.").actor1), "military-cd");
    // A government that is accused is not where it happened.
    let told = read("An air strike hit Taiz on Monday. Paris accused Goma of that attack, which it says killed 29 people.", "2023-04-20");
    assert!(told.iter().all(|event| event.location.as_ref().unwrap().name == "Taiz"));
    let told = read("An air strike hit Taiz on Monday. Another air strike hit Goma, and killed 29 people.", "2023-04-20");
    assert!(told.iter().any(|event| event.location.as_ref().unwrap().name == "Goma"));
}

#[test]
fn a_mine_is_not_laid_for_ones_own_men() {
    assert_eq!(kinds("A military vehicle struck a landmine near Goma."), ["armed-cd", "military-cd"]);
    assert_eq!(id(&main("An explosion outside the police station of Goma killed two people.").actor1), "armed-cd");
}

#[test]
fn who_owns_up_has_done_it() {
    let event = main("A bomb killed nine people in Kandahar. The Taliban claimed responsibility.");
    assert_eq!(id(&event.actor1), "taliban");
    let event = main("A bomb killed nine people in Kandahar. No group has claimed responsibility.");
    assert_eq!(id(&event.actor1), "armed-af");
}

#[test]
fn a_village_that_is_retaken_is_nobody() {
    assert_eq!(sub("The army retook the village of Saraqib from rebels."), "Government regains territory");
    assert_eq!(sub("Gunmen captured two villagers in Goma."), "Abduction/forced disappearance");
}

#[test]
fn force_against_a_crowd_is_excessive() {
    for told in
        ["Police fired live rounds at demonstrators in Lima, killing one.", "Soldiers opened fire on protesters in Lima, killing three."]
    {
        assert_eq!(sub(told), "Excessive force against protesters", "{told}");
    }
}

#[test]
fn the_day_of_a_dateline_is_the_reports() {
    for told in [
        "KHARTOUM, 20 April - Gunmen killed six people in Nyala on Monday.",
        "KHARTOUM, April 20 (AFP) - Gunmen killed six people in Nyala, South Darfur, on Monday.",
    ] {
        let event = main(told);
        assert_eq!((event.date.unwrap().start.to_string().as_str(), event.status), ("2023-04-17", Status::Reported), "{told}");
    }
    assert_eq!(main("On 3 May, gunmen may attack Nyala.").status, Status::Expected);
}

#[test]
fn what_never_was_is_denied() {
    for told in [
        "There was no attack in Goma, the mayor said.",
        "Reports of shelling in Nyala are untrue, the army said.",
        "The army rejected claims that its troops had killed civilians in Nyala.",
        "It was not true that soldiers had shot a man in Goma, the governor said.",
        "The army had no knowledge of an air strike in Nyala.",
    ] {
        assert_eq!(main(told).status, Status::Denied, "{told}");
    }
    assert_ne!(main("No group claimed the attack in Goma.").status, Status::Denied);
}
