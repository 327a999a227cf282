//! Dates as news and incident notes write them.

use super::*;
use DateKind as K;
use jiff::civil::date;

/// A Wednesday.
const PUBLISHED: Date = date(2020, 5, 20);

fn found(text: &str, published: Option<Date>) -> Vec<DateMention> {
    dates(text, published, DateWords::builtin(), NumberWords::builtin())
}

fn check(table: &[(&str, &str, &str, u8, K)]) {
    let mut wrong = Vec::new();
    for (text, words, range, precision, kind) in table {
        let show = |d: Option<Date>| d.map_or("?".to_owned(), |d| d.to_string());
        let got: Vec<_> = found(text, Some(PUBLISHED))
            .iter()
            .map(|d| {
                let range = if d.start == d.end { show(d.start) } else { format!("{}..{}", show(d.start), show(d.end)) };
                (d.span.slice(text), range, d.precision, d.kind)
            })
            .collect();
        if got != [(*words, (*range).to_owned(), *precision, *kind)] {
            wrong.push(format!("{text:?}\n  want {:?}\n  got  {got:?}", (words, range, precision, kind)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_builtin_tables_are_readable() {
    let months = include_str!("../../../data/codebook/months.tsv");
    assert!(DateWords::parse(months, include_str!("../../../data/codebook/date-words.tsv")).is_ok());
    let error = DateWords::parse(months, "word\tclass\nsoon\tvague\n").map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "line 2: unknown class \"vague\"");
}

#[test]
fn days() {
    check(&[
        ("On 9 May 2020, clashes", "9 May 2020", "2020-05-09", 1, K::Absolute),
        ("On May 9, 2020, clashes", "May 9, 2020", "2020-05-09", 1, K::Absolute),
        ("On May 9, 12 died", "May 9", "2020-05-09", 1, K::Absolute),
        ("on 9 May", "9 May", "2020-05-09", 1, K::Absolute),
        ("on May 9th they", "May 9th", "2020-05-09", 1, K::Absolute),
        ("on the 9th of May they", "9th of May", "2020-05-09", 1, K::Absolute),
        ("on 9th May, 2019", "9th May, 2019", "2019-05-09", 1, K::Absolute),
        ("on 12 December they", "12 December", "2019-12-12", 1, K::Absolute),
        ("on 25 May they will", "25 May", "2020-05-25", 1, K::Absolute),
        ("on 29 February they", "29 February", "2020-02-29", 1, K::Absolute),
        ("2020-05-09: clashes", "2020-05-09", "2020-05-09", 1, K::Absolute),
        ("at 2020-05-09T10:00:00Z", "2020-05-09", "2020-05-09", 1, K::Absolute),
        ("09/05/2020", "09/05/2020", "2020-05-09", 1, K::Absolute),
        ("05/16/2020", "05/16/2020", "2020-05-16", 1, K::Absolute),
        ("on 05/09/2020 they", "05/09/2020", "2020-05-09", 1, K::Absolute),
        ("am 5.9.2017.", "5.9.2017", "2017-09-05", 1, K::Absolute),
        ("9-May-2020", "9-May-2020", "2020-05-09", 1, K::Absolute),
        ("Sun 22 Feb 2015", "Sun 22 Feb 2015", "2015-02-22", 1, K::Absolute),
        ("Sept. 5, 2017", "Sept. 5, 2017", "2017-09-05", 1, K::Absolute),
        ("on Friday, 1 September, they", "Friday, 1 September", "2019-09-01", 1, K::Absolute),
        ("on Friday (September 1)", "Friday (September 1)", "2019-09-01", 1, K::Absolute),
        ("Around 18 April 2022, clashes", "Around 18 April 2022", "2022-04-18", 2, K::Absolute),
        ("On 5 May 2020 (as reported)", "5 May 2020", "2020-05-05", 1, K::Absolute),
        ("في 3 أيلول 2017 قصف", "3 أيلول 2017", "2017-09-03", 1, K::Absolute),
        ("3 أيلول/سبتمبر 2017", "3 أيلول/سبتمبر 2017", "2017-09-03", 1, K::Absolute),
        ("٣ سبتمبر", "٣ سبتمبر", "2019-09-03", 1, K::Absolute),
        ("12 تشرين الثاني 2016", "12 تشرين الثاني 2016", "2016-11-12", 1, K::Absolute),
        ("5 травня 2022 року війська", "5 травня 2022 року", "2022-05-05", 1, K::Absolute),
        ("3 сентября", "3 сентября", "2019-09-03", 1, K::Absolute),
        ("dated 30 march 2015 it", "30 march 2015", "2015-03-30", 1, K::Absolute),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("between 3 and 5 May", "between 3 and 5 May", "2020-05-03..2020-05-05", 2, K::Absolute),
        ("from 3 to 5 May", "from 3 to 5 May", "2020-05-03..2020-05-05", 2, K::Absolute),
        ("3-5 May", "3-5 May", "2020-05-03..2020-05-05", 2, K::Absolute),
        ("3, 4 and 5 May", "3, 4 and 5 May", "2020-05-03..2020-05-05", 2, K::Absolute),
        ("May 3-5, 2019", "May 3-5, 2019", "2019-05-03..2019-05-05", 2, K::Absolute),
        ("May 3 to 19", "May 3 to 19", "2020-05-03..2020-05-19", 3, K::Absolute),
        ("on the night of 3 to 4 May", "the night of 3 to 4 May", "2020-05-03..2020-05-04", 1, K::Absolute),
        ("30 April–2 May 2019", "30 April–2 May 2019", "2019-04-30..2019-05-02", 2, K::Absolute),
        ("28 December to 3 January 2019", "28 December to 3 January 2019", "2018-12-28..2019-01-03", 2, K::Absolute),
        ("from 28 December to 3 January", "from 28 December to 3 January", "2019-12-28..2020-01-03", 2, K::Absolute),
        ("between March and June 2015", "between March and June 2015", "2015-03-01..2015-06-30", 3, K::Absolute),
        ("from 2014 on", "from 2014", "2014-01-01..2020-05-20", 3, K::Since),
        ("May 3-4", "May 3-4", "2020-05-03..2020-05-04", 2, K::Absolute),
        ("between 2014 and 2017", "between 2014 and 2017", "2014-01-01..2017-12-31", 3, K::Absolute),
        ("in 2014-2017 it", "2014-2017", "2014-01-01..2017-12-31", 3, K::Absolute),
        ("the night between Monday and Tuesday", "night between Monday and Tuesday", "2020-05-18..2020-05-19", 1, K::Weekday),
        ("As reported on 2 May 2020, they", "As reported on 2 May 2020", "2020-05-02", 2, K::Absolute),
        ("from Friday to Monday", "from Friday to Monday", "2020-05-15..2020-05-18", 2, K::Weekday),
        ("the week of 4 May", "the week of 4 May", "2020-05-04..2020-05-10", 2, K::Absolute),
    ]);
}

#[test]
fn months_and_years() {
    check(&[
        ("In March 2011, protests", "March 2011", "2011-03-01..2011-03-31", 3, K::Absolute),
        ("in May they", "May", "2020-05-01..2020-05-31", 3, K::Absolute),
        ("in March, the", "March", "2020-03-01..2020-03-31", 3, K::Absolute),
        ("the September offensive", "September", "2019-09-01..2019-09-30", 3, K::Absolute),
        ("in 2011 the army", "2011", "2011-01-01..2011-12-31", 3, K::Absolute),
        ("since 2011", "since 2011", "2011-01-01..2020-05-20", 3, K::Since),
        ("the end of 2014", "the end of 2014", "2014-09-01..2014-12-31", 3, K::Absolute),
        ("the summer of 2014", "summer of 2014", "2014-06-01..2014-08-31", 3, K::Absolute),
        ("early May 2020", "early May 2020", "2020-05-01..2020-05-10", 3, K::Absolute),
        ("mid-May 2020", "mid-May 2020", "2020-05-11..2020-05-20", 3, K::Absolute),
        ("in late April they", "late April", "2020-04-21..2020-04-30", 3, K::Absolute),
        ("the beginning of March", "the beginning of March", "2020-03-01..2020-03-10", 3, K::Absolute),
        ("last December", "last December", "2019-12-01..2019-12-31", 3, K::Absolute),
    ]);
}

#[test]
fn weekdays() {
    check(&[
        ("On Friday, shelling", "Friday", "2020-05-15", 1, K::Weekday),
        ("on Wednesday it", "Wednesday", "2020-05-20", 1, K::Weekday),
        ("last Wednesday it", "last Wednesday", "2020-05-13", 1, K::Weekday),
        ("next Friday it", "next Friday", "2020-05-22", 1, K::Weekday),
        ("this coming Friday it", "this coming Friday", "2020-05-22", 1, K::Weekday),
        ("late Monday night, they", "Monday night", "2020-05-18", 1, K::Weekday),
        ("since Monday", "since Monday", "2020-05-18..2020-05-20", 1, K::Since),
        ("until Monday", "until Monday", "?..2020-05-18", 1, K::Until),
        ("by Monday", "by Monday", "?..2020-05-18", 1, K::Until),
        ("Friday's attack", "Friday", "2020-05-15", 1, K::Weekday),
        ("يوم الجمعة", "يوم الجمعة", "2020-05-15", 1, K::Weekday),
    ]);
}

#[test]
fn relative_to_publication() {
    check(&[
        ("yesterday", "yesterday", "2020-05-19", 1, K::Relative),
        ("earlier today", "earlier today", "2020-05-20", 1, K::Relative),
        ("overnight, planes", "overnight", "2020-05-19..2020-05-20", 1, K::Relative),
        ("last night they", "last night", "2020-05-19", 1, K::Relative),
        ("this morning they", "this morning", "2020-05-20", 1, K::Relative),
        ("tomorrow", "tomorrow", "2020-05-21", 1, K::Relative),
        ("the day before yesterday", "the day before yesterday", "2020-05-18", 1, K::Relative),
        ("two days ago", "two days ago", "2020-05-18", 1, K::Relative),
        ("a few days ago", "a few days ago", "2020-05-11..2020-05-17", 2, K::Relative),
        ("a week ago", "a week ago", "2020-05-10..2020-05-16", 2, K::Relative),
        ("3 months ago", "3 months ago", "2020-02-01..2020-02-29", 3, K::Relative),
        ("10 years ago", "10 years ago", "2010-01-01..2010-12-31", 3, K::Relative),
        ("six hours ago", "six hours ago", "2020-05-19..2020-05-20", 1, K::Relative),
        ("last week", "last week", "2020-05-11..2020-05-17", 2, K::Relative),
        ("earlier this week", "earlier this week", "2020-05-18..2020-05-19", 2, K::Relative),
        ("next week", "next week", "2020-05-25..2020-05-31", 2, K::Relative),
        ("last month", "last month", "2020-04-01..2020-04-30", 3, K::Relative),
        ("late last month", "late last month", "2020-04-21..2020-04-30", 3, K::Relative),
        ("earlier this month", "earlier this month", "2020-05-01..2020-05-19", 3, K::Relative),
        ("this year", "this year", "2020-01-01..2020-05-20", 3, K::Relative),
        ("since last week", "since last week", "2020-05-11..2020-05-20", 2, K::Since),
        ("in the coming days", "the coming days", "2020-05-21..2020-05-27", 2, K::Relative),
        ("as of 9 May they", "9 May", "2020-05-09", 1, K::Absolute),
        ("in recent days", "recent days", "2020-05-13..2020-05-20", 2, K::Relative),
        ("over the weekend", "over the weekend", "2020-05-16..2020-05-17", 2, K::Relative),
        ("last weekend", "last weekend", "2020-05-16..2020-05-17", 2, K::Relative),
    ]);
}

#[test]
fn stretches_of_time() {
    check(&[
        ("over two days", "over two days", "2020-05-18..2020-05-20", 2, K::Period),
        ("for two days", "for two days", "2020-05-18..2020-05-20", 2, K::Period),
        ("in the past three days", "the past three days", "2020-05-17..2020-05-20", 2, K::Period),
        ("in the last 24 hours", "last 24 hours", "2020-05-19..2020-05-20", 1, K::Period),
        ("the past week", "the past week", "2020-05-13..2020-05-20", 2, K::Period),
        ("for over three years", "for over three years", "2017-05-20..2020-05-20", 3, K::Since),
        ("for three years", "for three years", "2017-05-20..2020-05-20", 3, K::Since),
        ("since March 2011", "since March 2011", "2011-03-01..2020-05-20", 3, K::Since),
    ]);
}

#[test]
fn words_and_names_that_are_no_dates() {
    let texts = [
        "They will March on Damascus",
        "the march on Damascus",
        "rebels may attack",
        "May the fighters rest",
        "up to 5 may have died",
        "April Jones said",
        "August Wilson said",
        "the March 23 Movement",
        "the June 30 Brigades",
        "the 17 February Martyrs Brigade",
        "Black September fighters",
        "the Revolution of 25 January",
        "Russia Today said",
        "Good Friday",
        "the Mar mountains, Mon state",
        "sat there, sun down",
        "3.5 may",
        "1,200 people",
        "a three-day siege",
        "version 1.2.2020.3",
        "3 years in prison",
        "at 2000 hours",
        "2011",
        "300 men of 2000 left",
        "every day",
        "on 45 May",
        "the next day",
        "this day",
    ];
    for text in texts {
        assert_eq!(found(text, Some(PUBLISHED)), [], "{text:?}");
    }
}

#[test]
fn without_a_publication_date_relative_dates_stay_open() {
    let open = |text| found(text, None).iter().map(|d| (d.start, d.end)).collect::<Vec<_>>();
    for text in ["yesterday", "on Friday", "9 May", "last week", "two days ago", "for two days", "3-5 June"] {
        assert_eq!(open(text), [(None, None)], "{text:?}");
    }
    assert_eq!(open("since March 2011"), [(Some(date(2011, 3, 1)), None)]);
    assert_eq!(open("9 May 2020"), [(Some(date(2020, 5, 9)), Some(date(2020, 5, 9)))]);
}

#[test]
fn several_dates_stay_apart() {
    let text = "In the past. In September. In 2013 on Thursday and Friday; on May 9 and 12 people died. From 3 May, since yesterday. In May 30 people died.";
    let words: Vec<_> = found(text, Some(PUBLISHED)).iter().map(|d| d.span.slice(text)).collect();
    assert_eq!(words, ["September", "2013", "Thursday", "Friday", "May 9", "From 3 May", "since yesterday", "May"]);
}

#[test]
fn cells_of_tables() {
    let wanted = Some(date(2025, 5, 16));
    for cell in
        ["2025-05-16", " 16 May 2025 ", "16/05/2025", "05/16/2025", "2025-05-16T10:00:00Z", "2025-05-16 10:00", "May 16, 2025", "16.5.2025"]
    {
        assert_eq!(parse_date(cell), wanted, "{cell:?}");
    }
    for cell in ["", "May 2025", "16 May", "2025-13-40", "on 16 May 2025", "2025-05-16 and later", "3-5 June 2025", "yesterday"] {
        assert_eq!(parse_date(cell), None, "{cell:?}");
    }
}

#[test]
fn any_text_is_read_without_panic_and_spans_fall_on_characters() {
    let parts = [
        "5",
        "-",
        "–",
        " ",
        "May",
        "٣",
        "أيلول",
        "2020",
        "of",
        "since ",
        " to ",
        ",",
        "/",
        ".",
        " and ",
        "ї",
        "Friday",
        "night",
        "two",
        " days ",
        "ago",
        "last ",
        "week",
        "травня",
        "\u{a0}",
        "(",
        "999999999999",
        "years ago",
        "for ",
        "early ",
        "💥",
        "the ",
    ];
    let mut seed = 11u64;
    for round in 0..40_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(parts[(seed >> 33) as usize % parts.len()]);
        }
        let mut last = 0;
        for d in found(&text, (round % 3 != 0).then_some(PUBLISHED)) {
            assert!(text.get(d.span.start..d.span.end).is_some() && d.span.start >= last, "{text:?} {d:?}");
            assert!(d.start.is_none() || d.end.is_none() || d.start <= d.end, "{text:?} {d:?}");
            last = d.span.end;
        }
        let _ = parse_date(&text);
    }
}
