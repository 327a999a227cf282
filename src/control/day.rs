//! Days in the names and columns of control files.

use jiff::civil::Date;

/// The day that a file's name states: `occupied_20240708.geojson`, `front-2024-07-08.csv`; the last one in it.
///
/// A name with a month or year alone states no day: which of its days the lines stood at is not known.
pub(super) fn in_name(name: &str) -> Option<Date> {
    let digits: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let whole = |run: &&str| match run.len() {
        8 => day(&run[..4], &run[4..6], &run[6..]),
        _ => None,
    };
    let apart = |runs: &[&str]| match runs {
        [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => day(y, m, d),
        _ => None,
    };
    digits.iter().rev().find_map(whole).or_else(|| digits.windows(3).rev().find_map(apart))
}

/// A day as a column holds it: `2024-07-08`, with or without a time, or `20240708`.
pub(super) fn in_cell(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    let head = cell.get(..10).unwrap_or(cell);
    head.parse().ok().or_else(|| in_name(head))
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days() {
        assert_eq!(in_name("front_20240708"), Some(date(2024, 7, 8)));
        assert_eq!(in_name("v2-lines-2024-07-08-final"), Some(date(2024, 7, 8)));
        assert_eq!(in_name("2024_07_08"), Some(date(2024, 7, 8)));
        assert_eq!(in_cell("2024-07-08T00:00:00Z"), Some(date(2024, 7, 8)));
        assert_eq!(in_cell(" 20240708 "), Some(date(2024, 7, 8)));
    }

    #[test]
    fn no_days() {
        for name in ["front", "mid-2017", "2024-07", "12345678901", "99999999", "lines-7-8"] {
            assert_eq!(in_name(name), None, "{name}");
        }
        assert_eq!(in_cell("8 July"), None);
    }
}
