//! `sitmap gazetteer info`: what is in a gazetteer.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::run::Outcome;
use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, Index, KINDS, country};

/// Show what a .gaz is made of; without a file, the built-in one
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sitmap gazetteer info --verify\n  sitmap gazetteer info -f jsonl")]
pub(super) struct Info {
    /// The gazetteer
    #[arg(value_name = "FILE.gaz")]
    file: Option<PathBuf>,
    /// Hold every part against its checksum
    #[arg(long)]
    verify: bool,
    /// Write text or jsonl; as text the countries with most places are listed
    #[arg(short, long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
}

/// Countries listed as text.
const LISTED: usize = 30;

/// The group of places in no country, such as seas.
const NONE: &str = "—";

/// Places by country (ISO 3166-1 alpha-2) and by kind.
struct Counts {
    countries: BTreeMap<String, u64>,
    kinds: BTreeMap<&'static str, u64>,
}

impl Info {
    pub(super) fn run(self) -> Result<Outcome> {
        let gazetteer = match &self.file {
            Some(path) => Gazetteer::open(path)?,
            None => Gazetteer::builtin()?,
        };
        if self.verify {
            gazetteer.layers().iter().try_for_each(Index::verify)?;
        }
        let counts = Counts::of(&gazetteer);
        let mut text = if self.format == "jsonl" { line(&gazetteer, &counts) } else { table(&gazetteer, &counts) };
        if self.verify && self.format == "text" {
            text.push_str("every part matches its checksum\n");
        }
        std::io::stdout().lock().write_all(text.as_bytes()).map_err(|e| Error::io("write what is in the gazetteer", e))?;
        Ok(Outcome::AllRead)
    }
}

impl Counts {
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut counts = Self { countries: BTreeMap::new(), kinds: BTreeMap::new() };
        for facts in gazetteer.keys().filter_map(|key| gazetteer.facts(key)) {
            *counts.kinds.entry(facts.kind.name()).or_default() += 1;
            let code = if facts.country == [0, 0] { NONE.into() } else { String::from_utf8_lossy(&facts.country) };
            match counts.countries.get_mut(code.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    counts.countries.insert(code.into_owned(), 1);
                }
            }
        }
        counts
    }

    /// Countries with most places first.
    fn ordered(&self) -> Vec<(&str, u64)> {
        let mut order: Vec<(&str, u64)> = self.countries.iter().map(|(code, count)| (code.as_str(), *count)).collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        order
    }
}

fn table(gazetteer: &Gazetteer, counts: &Counts) -> String {
    let mut out = String::new();
    for about in gazetteer.about() {
        out.push_str(&format!("{}: {} places, {} names\n", about.name, about.places, about.names));
        for source in about.sources {
            out.push_str(&format!("  {} ({}), {}\n", source.name, source.licence, source.origin));
        }
        if !about.retires.is_empty() {
            out.push_str(&format!("  retires {}\n", about.retires.join(", ")));
        }
    }
    out.push_str("\nplaces by kind\n");
    for (kind, count) in KINDS.iter().filter_map(|(_, name)| Some((name, counts.kinds.get(name)?))) {
        out.push_str(&format!("  {kind:12}{count:>9}\n"));
    }
    let order = counts.ordered();
    out.push_str(&format!("\nplaces by country ({})\n", order.iter().filter(|(code, _)| *code != NONE).count()));
    for (code, count) in order.iter().take(LISTED) {
        let name = country(code).map_or(if *code == NONE { "in no country" } else { "" }, |c| c.name.as_str());
        out.push_str(&format!("  {code:2} {name:32}{count:>9}\n"));
    }
    if order.len() > LISTED {
        let rest: u64 = order[LISTED..].iter().map(|(_, count)| count).sum();
        out.push_str(&format!("  and {} more with {rest}; -f jsonl has them all\n", order.len() - LISTED));
    }
    out
}

fn line(gazetteer: &Gazetteer, counts: &Counts) -> String {
    let mut lines = String::new();
    for about in gazetteer.about() {
        let countries: serde_json::Map<_, _> = counts.ordered().into_iter().map(|(code, count)| (code.to_owned(), json!(count))).collect();
        let row = json!({
            "name": about.name, "places": about.places, "names": about.names, "sources": about.sources, "retires": about.retires,
            "kinds": counts.kinds, "countries": countries,
        });
        lines.push_str(&format!("{row}\n"));
    }
    lines
}
