//! The tables of spelling, one a family of languages: rows of rules, and the examples that justify them.

/// Every table with its name; what is common to names in Latin letters comes first.
const TABLES: [(&str, &str); 8] = [
    ("latin", include_str!("../../data/spelling/latin.tsv")),
    ("arabic", include_str!("../../data/spelling/arabic.tsv")),
    ("slavic", include_str!("../../data/spelling/slavic.tsv")),
    ("kurdish-turkish", include_str!("../../data/spelling/kurdish-turkish.tsv")),
    ("persian", include_str!("../../data/spelling/persian.tsv")),
    ("ethiopic", include_str!("../../data/spelling/ethiopic.tsv")),
    ("burmese", include_str!("../../data/spelling/burmese.tsv")),
    ("french", include_str!("../../data/spelling/french.tsv")),
];

/// How many families there are.
pub(super) const FAMILIES: usize = TABLES.len();

/// The rows of one kind over all tables: number of the family, and the cells behind the kind.
pub(super) fn rows(kind: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    TABLES.iter().enumerate().flat_map(move |(family, (_, table))| {
        table.lines().filter_map(move |line| {
            let mut cells = line.split('\t');
            (cells.next() == Some(kind)).then(|| (family, cells.collect()))
        })
    })
}

/// The number of a family.
pub(super) fn numbered(name: &str) -> Option<usize> {
    TABLES.iter().position(|(n, _)| *n == name)
}

/// The family of a country's languages, by ISO 3166-1 code; the first where no table names it.
pub(super) fn of_country(code: [u8; 2]) -> usize {
    static COUNTRIES: std::sync::LazyLock<rustc_hash::FxHashMap<[u8; 2], usize>> = std::sync::LazyLock::new(|| {
        let codes = rows("country").filter_map(|(family, cells)| Some((family, *cells.first()?)));
        codes.flat_map(|(family, codes)| codes.split(' ').filter_map(move |c| Some((c.as_bytes().try_into().ok()?, family)))).collect()
    });
    COUNTRIES.get(&code).copied().unwrap_or(0)
}

/// The name of a country's family, as the tables of `data/spelling` are called.
///
/// ```
/// use sitmap::text::family_of_country;
/// assert_eq!(family_of_country(*b"SD"), "arabic");
/// assert_eq!(family_of_country(*b"UA"), "slavic");
/// ```
pub fn family_of_country(code: [u8; 2]) -> &'static str {
    TABLES[of_country(code)].0
}

#[cfg(test)]
mod tests {
    use super::super::{name_key, skeleton};
    use super::*;

    const KINDS: [&str; 12] = ["short", "country", "letter", "article", "sign", "noun", "thing", "piece", "pair", "manner", "same", "find"];

    #[test]
    fn every_row_has_its_cells() {
        for (name, table) in TABLES {
            for line in table.lines().filter(|l| !l.starts_with('#')) {
                let cells: Vec<&str> = line.split('\t').collect();
                let least = match cells[0] {
                    "country" | "article" | "thing" | "piece" => 2,
                    "noun" | "letter" | "sign" | "same" => 3,
                    "find" => 4,
                    "pair" | "manner" | "short" => 5,
                    _ => 0,
                };
                assert!(KINDS.contains(&cells[0]) && cells.len() >= least, "{name}: {line}");
            }
        }
    }

    #[test]
    fn examples_share_a_skeleton() {
        let mut apart = Vec::new();
        for (family, spellings) in rows("same") {
            let bones: Vec<String> = spellings.iter().map(|s| skeleton(&name_key(s))).collect();
            if bones.iter().any(|b| *b != bones[0]) {
                apart.push((TABLES[family].0, spellings, bones));
            }
        }
        assert!(apart.is_empty(), "{apart:#?}");
    }

    #[test]
    fn every_rule_of_pairs_has_an_example() {
        for (_, cells) in rows("pair") {
            assert!(cells[3].contains('/') && cells[2].parse::<f64>().is_ok_and(|p| p > 0.0 && p <= 50.0), "{cells:?}");
        }
    }
}
