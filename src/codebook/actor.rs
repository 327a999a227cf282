//! Armed groups, kinds of actors, and the states whose forces act.

use rustc_hash::FxHashMap;

use super::lexicon::{Lexicon, Table};
use super::table;
use crate::error::Result;

/// A named group: one id for every name of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Stable id: `islamic-state`.
    pub id: String,
    /// Name in ACLED's manner.
    pub name: String,
    /// ACLED's kind of actor, 1 to 8.
    pub inter: u8,
    /// Where it is at home (ISO 3166-1 alpha-2); `None` for several countries.
    pub country: Option<String>,
    /// For another name of a state's own forces: the class whose name and id it takes.
    pub state: Option<u16>,
    /// What the group is, where that matters for who suffers: a political party.
    pub class: Option<u16>,
}

/// On which side of violence a kind of actor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It carries weapons.
    Armed,
    /// A crowd, peaceful or not.
    Crowd,
    /// Unarmed people.
    People,
}

/// A kind of actor that a noun names without naming a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorClass {
    /// `military`, `armed`, `civilians`.
    pub class: String,
    /// How it is named; `{military}`, `{police}` and `{country}` are filled in.
    pub name: String,
    /// ACLED's kind, 1 to 8.
    pub inter: u8,
    /// Its side.
    pub side: Side,
    /// The class as which they count where they undergo violence and do not fight.
    pub suffers: Option<u16>,
}

/// A state and since when its forces serve which government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regimes {
    /// Name as ACLED writes it.
    pub name: String,
    /// Years, the last without an end.
    pub years: Vec<(i16, Option<i16>)>,
}

/// Everything known of actors.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    /// Named groups; rows of [`Table::Actor`].
    pub groups: Vec<Group>,
    /// Kinds; rows of [`Table::ActorNoun`], whose form is 1 for a weak noun.
    pub classes: Vec<ActorClass>,
    /// Countries by index; rows of [`Table::Country`], whose form is 0 for an adjective and 1 for a name.
    pub countries: Vec<String>,
    names: FxHashMap<String, String>,
    regimes: FxHashMap<String, Regimes>,
}

impl Actors {
    pub(crate) fn read(
        lexicon: &mut Lexicon,
        groups: (&str, &str),
        nouns: (&str, &str),
        classes: (&str, &str),
        regimes: (&str, &str),
        countries: &str,
    ) -> Result<Self> {
        let mut out = Self::default();
        let mut suffering = Vec::new();
        for row in table::rows_with(classes.0, classes.1, &["class", "name", "inter", "side", "suffers"], 4)? {
            let side = match row.cell(3) {
                "armed" => Side::Armed,
                "crowd" => Side::Crowd,
                "people" => Side::People,
                other => return Err(row.wrong(format!("side {other:?} is none of armed, crowd, people"))),
            };
            let class = row.required(0, "class")?.to_owned();
            let name = row.required(1, "name")?.to_owned();
            out.classes.push(ActorClass { class, name, inter: inter(&row, 2)?, side, suffers: None });
            suffering.push(row);
        }
        for (index, row) in suffering.iter().enumerate().filter(|(_, row)| !row.cell(4).is_empty()) {
            let unknown = || row.wrong(format!("class {:?} is not in the table", row.cell(4)));
            out.classes[index].suffers = Some(out.class(row.cell(4)).ok_or_else(unknown)?);
        }
        for row in table::rows(nouns.0, nouns.1, &["class", "strength", "nouns"])? {
            let class = row.cell(0);
            let Some(index) = out.class(class) else {
                return Err(row.wrong(format!("class {class:?} is not in {}", classes.0)));
            };
            let weak = match row.cell(1) {
                "strong" => 0,
                "weak" => 1,
                other => return Err(row.wrong(format!("strength {other:?} is none of strong, weak"))),
            };
            for noun in row.list(2) {
                lexicon.add(noun, Table::ActorNoun, u32::from(index), weak, false);
            }
        }
        for row in table::rows_with(groups.0, groups.1, &["id", "name", "inter", "country", "aliases", "class"], 5)? {
            let id = row.required(0, "id")?.to_owned();
            let country = Some(row.cell(3).to_owned()).filter(|c| !c.is_empty());
            let state = ["military", "police"].into_iter().find_map(|class| {
                let rest = id.strip_prefix(class)?.strip_prefix('-')?;
                (country.as_deref().is_some_and(|c| rest.eq_ignore_ascii_case(c))).then(|| out.class(class))?
            });
            let class = match row.cell(5) {
                "" => None,
                class => Some(out.class(class).ok_or_else(|| row.wrong(format!("class {class:?} is not in {}", classes.0)))?),
            };
            let at = out.groups.len() as u32;
            out.groups.push(Group { id, name: row.required(1, "name")?.to_owned(), inter: inter(&row, 2)?, country, state, class });
            for alias in row.list(4) {
                let (alias, exact) = match alias.strip_prefix('=') {
                    Some(rest) => (rest, true),
                    None => (alias, alias.len() <= 5 && alias.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())),
                };
                lexicon.add(alias, Table::Actor, at, 0, exact || is_name_of_one_word(alias));
            }
        }
        for row in table::rows(regimes.0, regimes.1, &["country", "name", "regimes"])? {
            let mut years = Vec::new();
            for span in row.list(2) {
                let wrong = || row.wrong(format!("{span:?} is no span of years such as 2000-2024 or 2024-"));
                let (from, to) = span.split_once('-').ok_or_else(wrong)?;
                let to = if to.is_empty() { None } else { Some(to.parse().map_err(|_| wrong())?) };
                years.push((from.parse().map_err(|_| wrong())?, to));
            }
            let name = row.required(1, "name")?.to_owned();
            out.regimes.insert(row.required(0, "country")?.to_owned(), Regimes { name, years });
        }
        out.read_countries(lexicon, countries)?;
        Ok(out)
    }

    fn read_countries(&mut self, lexicon: &mut Lexicon, text: &str) -> Result<()> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let bad = |e: csv::Error| crate::error::Error::data(e.to_string()).on("countries.csv");
        let headers = reader.headers().map_err(bad)?.clone();
        let column = |name: &str| headers.iter().position(|h| h == name);
        let (iso2, name) = (column("iso2"), column("name"));
        let lists = [(column("aliases"), 1), (column("adjectives"), 0), (column("demonyms"), 0)];
        for record in reader.records() {
            let record = record.map_err(bad)?;
            let cell = |c: Option<usize>| c.and_then(|c| record.get(c)).unwrap_or("");
            let code = cell(iso2);
            if code.is_empty() {
                continue;
            }
            let row = self.countries.len() as u32;
            self.countries.push(code.to_owned());
            self.names.insert(code.to_owned(), cell(name).to_owned());
            lexicon.add(cell(name), Table::Country, row, 1, true);
            for (list, form) in lists {
                for word in cell(list).split('|').map(str::trim).filter(|w| !w.is_empty()) {
                    lexicon.add(word, Table::Country, row, form, true);
                }
            }
        }
        Ok(())
    }

    /// The index of a class of actors.
    pub fn class(&self, name: &str) -> Option<u16> {
        self.classes.iter().position(|c| c.class == name).map(|i| i as u16)
    }

    /// A country's name as ACLED writes it; its code where it has no row.
    pub fn country_name<'a>(&'a self, code: &'a str) -> &'a str {
        match self.regimes.get(code) {
            Some(regimes) => &regimes.name,
            None => self.names.get(code).map_or(code, String::as_str),
        }
    }

    /// A country and the regime of a year: `Syria (2000-2024)`; without a year, the last regime.
    ///
    /// Where no regime is known, the country's name alone.
    pub fn regime(&self, code: &str, year: Option<i16>) -> String {
        let name = self.country_name(code);
        let Some(regimes) = self.regimes.get(code) else { return name.to_owned() };
        let holds =
            |(from, to): &&(i16, Option<i16>)| year.is_some_and(|y| *from <= y && to.is_none_or(|t| y < t || (y == t && t == *from)));
        let found = regimes.years.iter().find(holds);
        let early = year.is_some_and(|y| regimes.years.first().is_some_and(|(from, _)| y < *from));
        let chosen = found.or(if early { regimes.years.first() } else { regimes.years.last() });
        match chosen {
            Some((from, Some(to))) => format!("{name} ({from}-{to})"),
            Some((from, None)) => format!("{name} ({from}-)"),
            None => name.to_owned(),
        }
    }
}

/// `Fano`, `Mandalay`: one capitalised word, which could be a common word in lower case.
fn is_name_of_one_word(alias: &str) -> bool {
    !alias.contains([' ', '-']) && alias.len() <= 7 && alias.chars().next().is_some_and(char::is_uppercase)
}

fn inter(row: &table::Row<'_>, column: usize) -> Result<u8> {
    match row.cell(column).parse() {
        Ok(number @ 1..=8) => Ok(number),
        _ => Err(row.wrong(format!("inter {:?} is no number from 1 to 8", row.cell(column)))),
    }
}
