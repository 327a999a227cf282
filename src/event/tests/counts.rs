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
