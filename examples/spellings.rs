//! Proves name matching on spellings that no rule was written for: every Latin alternate name of the places of some
//! countries is hidden in turn and looked up among all places of those countries.
//!
//! ```text
//! cargo run --release --example spellings -- --countries SY,IQ,LB,JO,YE,LY,SD,PS [--misses 30] [--behind 30]
//! cargo run --release --example spellings -- --why "Deir Ezzor" "Dayr az Zawr"
//! cargo run --release --example spellings -- --time
//! cargo run --release --example spellings -- --learn        # counts data/spelling/correspondences.tsv anew
//! ```
//!
//! An alternate counts where it differs from the main name after plain folding (lower case, letters and digits alone).
//! Its place is then looked up in a gazetteer of its own that holds it without that alternate, and without any that
//! folds alike, so that neither key nor likeness can use it; all other places stay as they are.
//!
//! Some of it no rule of spelling can reach, and the proof says how much, by two rules of its own. *Another name
//! altogether*: the hidden spelling shares less than half of its letters (longest common subsequence, twice over the letters
//! of both) with every other name of the place, as Artemivsk does with Bakhmut. *Namesakes*: so many other places, all at
//! least as well known, bear the hidden spelling, or the place's main or nearest other name, to the letter; which of five villages
//! called Kalynivka is meant only the context can tell. The ceiling is the share that is neither.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fmt::Write as _;
use std::time::Instant;

use sitmap::Gazetteer;
use sitmap::gazetteer::{Builder, Entry, Facts, Index, NameRole, PlaceKey, Tier};
use sitmap::text::{Costs, Counts, Script, Spelling, family_of_country, name_key};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut countries, mut misses, mut behind, mut every) = (Vec::new(), 0, 0, 1);
    let gazetteer = Gazetteer::builtin()?;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--countries" => countries = arguments.next().unwrap_or_default().split(',').map(str::to_owned).collect(),
            "--misses" => misses = arguments.next().unwrap_or_default().parse()?,
            "--behind" => behind = arguments.next().unwrap_or_default().parse()?,
            "--every" => every = arguments.next().unwrap_or_default().parse()?,
            "--time" => return time(&gazetteer),
            "--why" => return why(&arguments.collect::<Vec<_>>()),
            "--learn" => return learn(&gazetteer),
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let outcomes = prove(&gazetteer, &countries, misses, every)?;
    let second: Vec<&Outcome> = outcomes.iter().filter(|o| o.reachable(1) && o.rank.is_some_and(|r| (1..3).contains(&r))).collect();
    for o in second.iter().step_by((second.len() / behind.max(1)).max(1)).take(behind) {
        println!("  second or third: {} | {} (nearest: {}) | first: {}, by {}", o.hidden, o.name, o.nearest, o.first, o.ahead);
    }
    Ok(())
}

/// Letters and digits in lower case without accents.
fn plain(name: &str) -> String {
    let mut out = String::new();
    sitmap::text::fold_word(name, &mut out);
    out.retain(char::is_alphanumeric);
    out
}

fn is_latin(name: &str) -> bool {
    name.chars().any(|c| c.is_alphabetic() && c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

/// Nowhere on earth is farther from anywhere else.
const HALF_ROUND_KM: f64 = 20_040.0;

/// Every settlement of the world that is GeoNames', by country.
fn settlements(gazetteer: &Gazetteer, wanted: impl Fn(&str) -> bool) -> Vec<PlaceKey> {
    let found = gazetteer.near(sitmap::measure::Position::new(0.0, 0.0), HALF_ROUND_KM);
    let in_country =
        |key: &PlaceKey| gazetteer.facts(*key).is_some_and(|f| f.kind.is_settlement() && wanted(&String::from_utf8_lossy(&f.country)));
    let mut keys: Vec<PlaceKey> = found.into_iter().map(|(key, _)| key).filter(in_country).collect();
    keys.sort_unstable();
    keys
}

/// What became of one hidden spelling.
struct Outcome {
    hidden: String,
    name: String,
    nearest: String,
    first: String,
    /// By how much the first is ahead, in natural logarithms, with the tiers and people of both.
    ahead: String,
    rank: Option<usize>,
    tier: Option<Tier>,
    /// Whether no other name of the place is spelt likewise.
    altogether: bool,
    /// Other places at least as well known that are named just so.
    namesakes: usize,
}

impl Outcome {
    /// Whether a rule of spelling could bring the place among the first `n`.
    fn reachable(&self, n: usize) -> bool {
        !self.altogether && self.namesakes < n
    }
}

/// Folded names, and the places that bear them.
type Bearers = HashMap<String, Vec<PlaceKey>>;

fn prove(gazetteer: &Gazetteer, countries: &[String], misses: usize, every: usize) -> Result<Vec<Outcome>, Box<dyn Error>> {
    let places = settlements(gazetteer, |c| countries.iter().any(|w| w == c));
    let wanted = |_: PlaceKey, facts: &Facts| facts.kind.is_settlement() && countries.iter().any(|c| c.as_bytes() == facts.country);
    let mut outcomes = Vec::new();
    let mut bearers = Bearers::new();
    for key in &places {
        for name in gazetteer.names(*key) {
            let list = bearers.entry(plain(name)).or_default();
            if list.last() != Some(key) {
                list.push(*key);
            }
        }
    }
    let mut count = 0;
    for key in &places {
        let names = gazetteer.names(*key);
        let main = plain(names[0]);
        for hidden in names[1..].iter().filter(|n| is_latin(n) && plain(n) != main) {
            count += 1;
            if count % every == 0 {
                outcomes.push(look_up(gazetteer, *key, &names, hidden, &bearers, &wanted)?);
            }
        }
    }
    report(&countries.join(" "), places.len(), &outcomes, misses);
    Ok(outcomes)
}

fn look_up(
    gazetteer: &Gazetteer,
    key: PlaceKey,
    names: &[&str],
    hidden: &str,
    bearers: &Bearers,
    wanted: &dyn Fn(PlaceKey, &Facts) -> bool,
) -> Result<Outcome, Box<dyn Error>> {
    let folded = plain(hidden);
    let place = gazetteer.place(key).ok_or("a place")?;
    let mut entry = Entry::new(place.id.clone(), names[0], place.kind, place.position);
    entry.population = place.population;
    entry.country = place.country.as_ref().and_then(|c| c.as_bytes().try_into().ok());
    entry.others = names[1..].iter().filter(|n| plain(n) != folded).map(|n| ((*n).to_owned(), NameRole::Alias)).collect();
    let mut builder = Builder::new("one place");
    builder.add(entry);
    let alone = Gazetteer::empty().with(Index::from_vec(builder.build()?)?);
    let mut hits: Vec<(f32, bool, Tier, PlaceKey)> = Vec::new();
    hits.extend(gazetteer.search(hidden, 10, |k, facts| k != key && wanted(k, facts)).into_iter().map(|(c, s)| (s, false, c.tier, c.key)));
    hits.extend(alone.search(hidden, 1, |_, _| true).into_iter().map(|(c, s)| (s, true, c.tier, c.key)));
    // Of equals the right one comes last.
    hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let rank = hits.iter().position(|h| h.1);
    let first = hits.first().filter(|h| !h.1).and_then(|h| gazetteer.place(h.3)).map_or_else(String::new, |p| p.name.clone());
    let people = |hit: &(f32, bool, Tier, PlaceKey)| {
        if hit.1 { place.population } else { gazetteer.facts(hit.3).map_or(0, |f| f.population.into()) }
    };
    let told = |hit: &(f32, bool, Tier, PlaceKey)| format!("{} of {}", hit.2.name(), people(hit));
    let right = hits.iter().find(|h| h.1);
    let ahead = hits.first().zip(right).map_or_else(String::new, |(a, b)| format!("{:.2} ({}; {})", a.0 - b.0, told(a), told(b)));
    let spelling = Spelling::of_key(&name_key(hidden));
    let mut row = Vec::new();
    let nearest = names
        .iter()
        .filter(|n| plain(n) != folded && is_latin(n))
        .min_by_key(|n| Costs::builtin().cost(&Spelling::of_key(&name_key(n)), &spelling, &mut row));
    let prominence = |k: &PlaceKey| gazetteer.facts(*k).map_or(0.0, |f| f.prominence);
    let named_so = |name: &str| bearers.get(&plain(name)).into_iter().flatten().copied();
    let namesakes: HashSet<PlaceKey> = named_so(hidden)
        .chain(nearest.into_iter().flat_map(|n| named_so(n)))
        .chain(named_so(names[0]))
        .filter(|other| *other != key && prominence(other) >= prominence(&key))
        .collect();
    let likest = names
        .iter()
        .filter(|n| plain(n) != folded && is_latin(n))
        .map(|n| sitmap::gazetteer::similarity(&name_key(n), &name_key(hidden)))
        .fold(0.0, f32::max);
    Ok(Outcome {
        altogether: likest < 0.5,
        namesakes: namesakes.len(),
        hidden: hidden.to_owned(),
        name: names[0].to_owned(),
        nearest: nearest.map_or_else(String::new, |n| (*n).to_owned()),
        first,
        ahead,
        rank,
        tier: rank.map(|r| hits[r].2),
    })
}

fn report(title: &str, places: usize, outcomes: &[Outcome], misses: usize) {
    let total = outcomes.len().max(1) as f64;
    let share = |n: usize| n as f64 / total;
    let within = |n: usize| outcomes.iter().filter(|o| o.rank.is_some_and(|r| r < n)).count();
    println!("{title}: {} spellings hidden in turn, {places} places", outcomes.len());
    println!("  first {:.3}  within three {:.3}  within ten {:.3}", share(within(1)), share(within(3)), share(within(10)));
    let could = |n: usize| outcomes.iter().filter(|o| o.reachable(n)).count();
    let reached = |n: usize| {
        let found = outcomes.iter().filter(|o| o.reachable(n) && o.rank.is_some_and(|r| r < n)).count();
        found as f64 / could(n).max(1) as f64
    };
    println!("  ceiling: first {:.3}  within three {:.3}", share(could(1)), share(could(3)));
    println!("  of what spelling can reach: first {:.3}  within three {:.3}", reached(1), reached(3));
    let count = |of: &dyn Fn(&Outcome) -> bool| share(outcomes.iter().filter(|o| of(o)).count());
    println!(
        "  another name altogether {:.3}; a namesake as well known {:.3}, three of them {:.3}",
        count(&|o| o.altogether),
        count(&|o| o.namesakes > 0),
        count(&|o| o.namesakes > 2)
    );
    for tier in [Tier::Exact, Tier::Folded, Tier::Skeleton, Tier::Edit] {
        let of_tier: Vec<&Outcome> = outcomes.iter().filter(|o| o.tier == Some(tier)).collect();
        let first = of_tier.iter().filter(|o| o.rank == Some(0)).count();
        let three = of_tier.iter().filter(|o| o.rank.is_some_and(|r| r < 3)).count();
        println!(
            "  {:<9} {:.3} of all; of these first {:.3}, within three {:.3}",
            tier.name(),
            share(of_tier.len()),
            first as f64 / of_tier.len().max(1) as f64,
            three as f64 / of_tier.len().max(1) as f64
        );
    }
    let mut classes: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|o| o.rank.is_none_or(|r| r >= 3)) {
        classes.entry(class(outcome)).or_default().push(outcome);
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
    println!("  not within three, by class:");
    for (class, list) in classes {
        println!("    {:>5} {:.3} {class}", list.len(), share(list.len()));
        // Spread over the whole list.
        let step = (list.len() / misses.max(1)).max(1);
        for o in list.iter().step_by(step).take(misses) {
            println!("            {} | {} (nearest: {}) | first: {}", o.hidden, o.name, o.nearest, o.first);
        }
    }
}

/// What kind of miss it is.
fn class(outcome: &Outcome) -> &'static str {
    let words = |s: &str| name_key(s).split(' ').filter(|w| *w != "al").count();
    match () {
        () if outcome.altogether => "another name altogether",
        () if outcome.namesakes > 2 => "three namesakes are as well known",
        () if name_key(&outcome.hidden) == name_key(&outcome.first) => "another place is named just so",
        () if words(&outcome.hidden) != words(&outcome.nearest) => "a word more or less",
        () if outcome.rank.is_some() => "found, ranked behind others",
        () if plain(&outcome.hidden).len() < 5 => "too short",
        () => "not found: too many consonants differ",
    }
}

/// Median nanoseconds of looking one of `names` up.
fn median(names: &[&str], mut look_up: impl FnMut(&str)) -> u128 {
    let mut times: Vec<u128> = names
        .iter()
        .map(|name| {
            let start = Instant::now();
            look_up(name);
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn time(gazetteer: &Gazetteer) -> Result<(), Box<dyn Error>> {
    let places = settlements(gazetteer, |c| matches!(c, "SY" | "IQ" | "YE" | "UA" | "SD"));
    let names: Vec<&str> = places.iter().flat_map(|k| gazetteer.names(*k)).filter(|n| n.len() > 4).step_by(40).collect();
    let mut by_tier: HashMap<Tier, Vec<String>> = HashMap::new();
    let mut all: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    // A vowel more, a vowel less, an accent: what the lower tiers are for.
    all.extend(names.iter().map(|n| n.to_lowercase()));
    all.extend(names.iter().map(|n| n.replacen('a', "aa", 1)));
    all.extend(names.iter().map(|n| n.replacen(['r', 'n'], "", 1)));
    for name in all {
        if let Some(tier) = gazetteer.lookup(&name).first().map(|c| c.tier) {
            by_tier.entry(tier).or_default().push(name);
        }
    }
    for tier in [Tier::Exact, Tier::Folded, Tier::Skeleton, Tier::Edit] {
        let names: Vec<&str> = by_tier.get(&tier).map(|l| l.iter().map(String::as_str).collect()).unwrap_or_default();
        if !names.is_empty() {
            let lookup = median(&names, |name| {
                std::hint::black_box(gazetteer.lookup(name));
            });
            let search = median(&names, |name| {
                std::hint::black_box(gazetteer.search(name, 10, |_, _| true));
            });
            println!(
                "{:<9} {:>6} names: lookup {:>8.1} µs, search over all tiers {:>8.1} µs (medians)",
                tier.name(),
                names.len(),
                lookup as f64 / 1e3,
                search as f64 / 1e3
            );
        }
    }
    Ok(())
}

/// Shows how pairs of names are aligned, and at what cost.
fn why(names: &[String]) -> Result<(), Box<dyn Error>> {
    for pair in names.chunks_exact(2) {
        let [a, b] = [Spelling::of_key(&name_key(&pair[0])), Spelling::of_key(&name_key(&pair[1]))];
        let costs = Costs::builtin();
        let cost = costs.cost(&a, &b, &mut Vec::new());
        let own = costs.cost(&b, &b, &mut Vec::new());
        let mut pieces = costs.align(&a, &b);
        pieces.reverse();
        let shown: Vec<String> = pieces.iter().map(|(a, b)| format!("{}:{}", Costs::piece_name(*a), Costs::piece_name(*b))).collect();
        println!("{} | {}: {cost}, of its own {own}: {}", pair[0], pair[1], shown.join(" "));
    }
    Ok(())
}

/// Countries that nothing is learned from, so that figures for them are honest.
const HELD_OUT: [&str; 12] = ["SY", "IQ", "LB", "JO", "YE", "LY", "SD", "PS", "UA", "ET", "ML", "IR"];

/// Countries whose names teach how spellings differ: Arabic, Persian, Turkic, Slavic, Sahelian and others.
const TEACHERS: &str =
    "EG DZ MA TN SA AE OM KW QA BH MR AF PK TR AZ GE AM KZ UZ TM TJ KG RU BY MD RS BA MK BG NE BF TD NG CM ER SO SS DJ KE MM IL CF CD IN";

/// Pairs of one place's names at most.
const PAIRS_A_PLACE: usize = 40;

fn learn(gazetteer: &Gazetteer) -> Result<(), Box<dyn Error>> {
    let teachers: Vec<&str> = TEACHERS.split(' ').filter(|c| !HELD_OUT.contains(c)).collect();
    let places = settlements(gazetteer, |c| teachers.contains(&c));
    let mut pairs: Vec<(Spelling, Spelling, &'static str)> = Vec::new();
    for key in places {
        let family = gazetteer.facts(key).map_or("", |f| family_of_country(f.country));
        let spellings: Vec<Spelling> =
            gazetteer.names(key).iter().map(|n| Spelling::of_key(&name_key(n))).filter(|s| s.len() > 2).collect();
        let mut of_place = Vec::new();
        for (i, a) in spellings.iter().enumerate() {
            for b in &spellings[i + 1..] {
                if a != b && !(a.script() != Script::Latin && b.script() != Script::Latin) {
                    of_place.push((a, b));
                }
            }
        }
        let step = of_place.len().div_ceil(PAIRS_A_PLACE).max(1);
        pairs.extend(of_place.into_iter().step_by(step).map(|(a, b)| (a.clone(), b.clone(), family)));
    }
    println!("{} pairs of spellings", pairs.len());
    let mut costs = Costs::of_counts(&seed());
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for round in 0..8 {
        counts.clear();
        let (mut used, mut sum, mut row) = (0, 0.0, Vec::new());
        for (a, b, family) in &pairs {
            let cost = f64::from(costs.cost(a, b, &mut row)) / a.len().max(b.len()) as f64;
            // Dearer pairs are two names, not two spellings of one.
            if cost > if round == 0 { 300.0 } else { 220.0 } {
                continue;
            }
            used += 1;
            sum += cost;
            let counts = counts.entry(*family).or_default();
            for (x, y) in costs.align(a, b) {
                *counts.entry((x, y)).or_default() += 0.5;
                *counts.entry((y, x)).or_default() += 0.5;
            }
        }
        let mut all = Counts::default();
        for (pair, count) in counts.values().flatten() {
            *all.entry(*pair).or_default() += count;
        }
        costs = Costs::of_counts(&all);
        println!("round {round}: {used} pairs used, mean cost a piece {:.1}", sum / f64::from(used.max(1)));
    }
    let mut rows: Vec<(&str, &str, &str, u64)> = counts
        .iter()
        .flat_map(|(family, counts)| counts.iter().map(move |(pair, count)| (*family, pair, count)))
        .filter(|(_, (a, b), count)| a <= b && **count >= 1.5)
        .map(|(family, (a, b), count)| (family, Costs::piece_name(*a), Costs::piece_name(*b), count.round() as u64))
        .collect();
    rows.sort_unstable();
    let mut out = String::from(
        "# How often one piece of a name stands for another, over pairs of spellings of one place in GeoNames' names, by family;\n\
         # none is of a country that the proof asks about. Counted by `cargo run --release --example spellings -- --learn`.\n\
         # family\tpiece\tpiece\tcount\n",
    );
    for (family, a, b, count) in rows {
        writeln!(out, "{family}\t{a}\t{b}\t{count}")?;
    }
    std::fs::write("data/spelling/correspondences.tsv", out)?;
    Ok(())
}

/// Where counting begins: pieces that share a sign of the skeleton are nearer than others.
fn seed() -> Counts {
    let mut counts = Counts::default();
    let signs: Vec<(u8, String)> = (0..=u8::MAX)
        .map(|n| (n, Costs::piece_name(n)))
        .take_while(|(_, name)| !name.is_empty())
        .map(|(n, name)| (n, if n < 5 { "?".to_owned() } else { sitmap::text::skeleton(name.trim_matches(['^', '$'])) }))
        .collect();
    for (a, of_a) in &signs {
        for (b, of_b) in &signs {
            let weight = match () {
                () if a == b => 300.0,
                () if of_a == of_b && of_a != "?" => 20.0,
                // Vowels come and go.
                () if *a < 3 && of_b == "a" || *b < 3 && of_a == "a" => 30.0,
                () if *a < 3 || *b < 3 => 5.0,
                () => 0.1,
            };
            counts.insert((*a, *b), weight);
        }
    }
    counts
}
