//! How many died: in words, over several sentences, beside other numbers.

use super::*;

fn dead(text: &str) -> Option<u64> {
    main(text).fatalities.map(|f| f.best)
}

#[test]
fn numbers_that_count_nobody() {
    assert_eq!(dead("Gunmen killed a 20-year-old woman in Taiz."), Some(1));
    assert_eq!(dead("A trader (41) was killed by gunmen in Taiz."), Some(1));
    assert_eq!(dead("On November 26, a teacher was killed by gunmen in Taiz."), Some(1));
    assert_eq!(dead("A man was abducted by four gunmen and killed in Taiz."), Some(1));
}

#[test]
fn dead_and_injured_stand_side_by_side() {
    assert_eq!(dead("Gunmen attacked a market in Taiz, leaving four people dead and several others injured."), Some(4));
    assert_eq!(dead("1 soldier killed, 5 injured in a bomb blast in Taiz."), Some(1));
}

#[test]
fn told_over_several_sentences() {
    assert_eq!(dead("Gunmen shot a teacher in Taiz on Monday. He died in hospital."), Some(1));
    assert_eq!(
        dead("Two policemen were killed in an attack by gunmen in Taiz. Two other policemen were killed when they arrived."),
        Some(4)
    );
    assert_eq!(dead("Rebels shelled Saraqib. 1 fatality split among 12 events."), Some(0));
    assert_eq!(dead("Clashes erupted in Goma. 12 fatalities split across 3 days."), Some(4));
}

/// Sentences whose count is wrong, with what was read.
fn wrong(cases: &[(&str, u64)]) -> Vec<String> {
    let read = |text: &str| dead(text).unwrap_or(0);
    cases.iter().filter(|(text, count)| read(text) != *count).map(|(text, count)| format!("{} not {count}: {text}", read(text))).collect()
}

#[test]
fn parts_are_within_the_whole() {
    let cases = [
        ("Ten people, four of them children, were killed in an air raid on Saada.", 10),
        ("Gunmen attacked a post near Baqubah, leaving 4 people dead among them 1 policeman and 3 civilians.", 4),
        ("Two rebels and five soldiers including one captain and four cadets were killed in a clash near Taiz.", 7),
        ("Eleven fighters - seven rebels and four soldiers - were killed in a clash near Sirte.", 11),
        ("Two brothers, their father and a neighbour were killed by gunmen in Derna.", 4),
        ("Four rebels were killed in a clash near Taiz, with Salim among the four killed.", 4),
    ];
    assert_eq!(wrong(&cases), [""; 0]);
}

#[test]
fn groups_that_are_told_at_length() {
    let cases = [
        ("Seven soldiers and alleged Syrian smugglers were reportedly killed in a clash in Tripoli.", 7),
        ("Two suspected rebels who police said were also smugglers were shot dead in a clash in Jolo.", 2),
        ("Two suspected Blue River Front (BRF) members were killed in a clash with police in Imphal.", 2),
        ("Troops killed seven members of the Red Hill Council (RHC) and two farmers near Imphal.", 9),
        ("A shell killed a family of three in Tripoli.", 3),
        ("Five members of one family were killed when a shell hit their home in Taiz.", 5),
        ("A shell hit a farm near Avdiivka and a woman of 61 was killed.", 1),
        ("5 Kamuku and Fulani militiamen were killed in a clash near Zaria.", 5),
        ("The head of the council and his driver were killed by gunmen in Helmand.", 2),
        ("Five men are feared dead after a clash in Sirte.", 5),
    ];
    assert_eq!(wrong(&cases), [""; 0]);
}

#[test]
fn one_person_without_a_number() {
    let cases = [
        ("Policeman killed by gunmen in Homs.", 1),
        ("13 year old girl killed by gunmen in Homs.", 1),
        ("Gunmen shot and killed the court's chief in Kabul.", 1),
        ("Gunmen shot a teacher in Arish, resulting in his death.", 1),
        ("Gunmen shot Hassan Ali dead in Taiz.", 1),
        ("Two men were shot by gunmen in Monterrey. One man was injured and the other died.", 1),
        ("An envoy was shot by gunmen in Homs, taken to hospital and pronounced dead.", 1),
        ("Gunmen attacked a post in Homs. No one was hurt or killed in the attack.", 0),
        ("Gunmen tried to kill a judge in Homs, wounding him.", 0),
        ("A boy was shot by gunmen in Homs. 0 fatalities.", 0),
        ("Troops destroyed five IS hideouts and killed 7 militants near Hawija.", 7),
    ];
    assert_eq!(wrong(&cases), [""; 0]);
}

#[test]
fn whom_pronouns_mean() {
    let cases = [
        ("Gunmen abducted 9 soldiers in Daraa. They later killed them and dumped their bodies.", 9),
        ("Rebels killed two men from Tindouf and threw their bodies into a well.", 2),
        ("Gunmen targeted two policemen in Awaran, killing them on the spot.", 2),
        ("Gunmen stormed the officer's home near Arish and killed him.", 1),
    ];
    assert_eq!(wrong(&cases), [""; 0]);
}

#[test]
fn what_a_crowd_is_about_is_no_death_of_its_own() {
    assert_eq!(dead("Students protested in Najaf after the death of a teacher.").unwrap_or(0), 0);
    let shot = main("Students protested in Najaf. Police fired at the protesters, killing one.");
    assert_eq!((shot.fatalities.map(|f| f.best), shot.sub_event_type.as_deref()), (Some(1), Some("Excessive force against protesters")));
}

#[test]
fn the_coder_s_own_count_stands_for_the_note() {
    assert_eq!(
        dead("Rebels and troops clashed near Marib. The troops shelled Sirwah, killing several rebels. Fatalities coded as 10."),
        Some(10)
    );
    assert_eq!(dead("7 rebels were killed in raids across Ghor. Fatalities are split across 4 events (1)."), Some(1));
}

#[test]
fn the_same_dead_by_another_word() {
    let strikes = "At least 35 Taliban fighters were killed in air strikes on Taiz.";
    assert_eq!(dead(&format!("{strikes} The governor said 30 militants were killed in the town.")), Some(35));
    assert_eq!(dead(&format!("{strikes} Three civilians were killed in the town.")), Some(38));
}

#[test]
fn some_of_many() {
    assert_eq!(dead("Two of the 30 hostages were killed by gunmen in Taiz."), Some(2));
    assert_eq!(dead("Five of seven soldiers were killed in an ambush in Taiz."), Some(5));
    assert_eq!(dead("5 dead 10 injured in a bomb blast in Taiz."), Some(5));
    // The number of a page's own runs into its text.
    assert_eq!(dead("Get short URL 2440 Over 100 civilians have been killed in air strikes on Taiz."), Some(100));
}

#[test]
fn the_toll_of_a_war_is_no_events() {
    let strike = "An air strike killed 16 civilians in Taiz on Friday.";
    for rest in [
        "More than 300,000 people have been killed since the war began in 2011.",
        "The conflict has left 220,000 dead.",
        "The war has claimed the lives of some 470,000 people.",
    ] {
        assert_eq!(dead(&format!("{strike} {rest}")), Some(16), "{rest}");
    }
    assert_eq!(dead("The attack on Taiz killed five, in a war that has claimed the lives of 470,000 people."), Some(5));
    assert_eq!(dead("Gunmen killed 8,000 men in Taiz."), Some(8000));
    assert_eq!(dead("Thousands of people were killed in Taiz on Monday when fighters stormed the city."), Some(1000));
    let other = main("At least 30 people died in Taiz on Monday. The war, which has killed 300,000, goes on.");
    assert!(other.location.is_none() && other.fatalities.is_some_and(|f| f.low == 300_000));
    let told =
        read("An air strike killed 16 civilians in Taiz. More than 300,000 people have been killed since the war began.", "2023-04-20");
    let of_the_war = told.iter().find(|event| event.fatalities.as_ref().is_some_and(|f| f.best == 300_000)).unwrap();
    assert!(of_the_war.status == Status::Background && of_the_war.location.is_none());
}

#[test]
fn who_tells_of_the_dead_is_none_of_them() {
    for (told, count) in [
        ("Gunmen attacked Taiz, killing at least 50 civilians, the government spokesman said on Monday.", 50),
        ("Gunmen shot dead eight civilians in Goma, a local official told reporters.", 8),
        ("Rebels killed two soldiers in Goma, the brother of the mayor said.", 2),
        ("One soldier was reported killed in Goma.", 1),
    ] {
        assert_eq!(dead(told), Some(count), "{told}");
    }
}

#[test]
fn the_hurt_are_not_the_dead_nor_a_part_of_them() {
    let hurt = |text: &str| main(text).injured.map(|count| count.best);
    assert_eq!(hurt("Fighting left 20 dead – 17 men and three women – and five wounded in Taiz."), Some(5));
    assert_eq!(hurt("A clash in Goma ended with 32 people - 14 herders and 18 farmers - killed and 47 wounded."), Some(47));
    assert_eq!(hurt("Troops gunned down 29 rebels, including a top commander, in Goma on Tuesday; three soldiers were injured."), Some(3));
    assert_eq!(hurt("Three soldiers, including a captain, and two civilians were injured in Goma."), Some(5));
    assert_eq!(dead("Gunmen killed three soldiers, including a captain, and two civilians in Goma."), Some(5));
    assert_eq!(dead("Four people, a mother and her daughter among them, were killed in Goma."), Some(4));
}

#[test]
fn a_toll_that_has_risen_stands() {
    for (told, count) in [
        ("The death toll from Sunday's bombing in Kandahar has climbed to 24.", 24),
        ("Gunmen shot dead seven barbers in Taiz. One of the wounded later died in hospital, taking the toll to eight.", 8),
        ("A bomb killed three people in Taiz; a fourth died in hospital on Tuesday, bringing the toll to four.", 4),
        ("A blast killed 32 people in Taiz. An earlier toll had put the number of dead at 20.", 32),
    ] {
        assert_eq!(dead(told), Some(count), "{told}");
    }
}
