//! How long the gazetteer takes: on the built-in one, and on the file that SITMAP_BENCH_GAZ names.
//!
//! ```text
//! cargo bench --bench gazetteer
//! SITMAP_BENCH_GAZ=all.gaz cargo bench --bench gazetteer
//! ```
//!
//! Every figure is a mean over names or points drawn evenly from the gazetteer itself, not over one that lies in the cache.
//! SITMAP_BENCH_DUMP names a folder for what is asked and for all names, so that other programs can be asked the same.
//! Before the benches of a file, the memory that opening it and 1,000 look-ups take is printed.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use criterion::{BenchmarkId, Criterion, Throughput};
use sitmap::Gazetteer;
use sitmap::gazetteer::{Kind, Tier};
use sitmap::measure::{Position, rough_km};

/// Names and points asked for.
const ASKED: usize = 1000;

/// What is asked of one gazetteer.
struct Questions {
    /// Main names as they are.
    exact: Vec<String>,
    /// The same in capitals and with hyphens.
    folded: Vec<String>,
    /// Spelt with other vowels.
    skeleton: Vec<String>,
    /// With a letter wrong.
    edited: Vec<String>,
    points: Vec<Position>,
}

/// A few numbers as if drawn by chance, the same on every run.
fn drawn(count: usize) -> impl Iterator<Item = u64> {
    let mut state = 7u64;
    (0..count).map(move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    })
}

/// Points spread over the land of the gazetteer, a few kilometres off its places.
fn points(gazetteer: &Gazetteer) -> Vec<Position> {
    let starts =
        drawn(ASKED * 8).map(|n| Position::new((n % 130_000) as f64 / 1000.0 - 55.0, (n / 130_000 % 360_000) as f64 / 1000.0 - 180.0));
    let near = starts.filter_map(|at| gazetteer.nearest(at, 1, |_| true, 0).into_iter().next());
    near.filter_map(|(key, _)| gazetteer.facts(key))
        .map(|f| Position::new(f.position.lat + 0.021, f.position.lon - 0.013))
        .take(ASKED)
        .collect()
}

fn questions(gazetteer: &Gazetteer) -> Questions {
    let points = points(gazetteer);
    let names: Vec<String> =
        points.iter().filter_map(|at| Some(gazetteer.place(gazetteer.nearest(*at, 1, |_| true, 0).first()?.0)?.name.clone())).collect();
    let changed =
        |from: &[char], to: char| names.iter().map(|n| n.chars().map(|c| if from.contains(&c) { to } else { c }).collect()).collect();
    let without_a_letter = |name: &String| {
        let middle = name.chars().count() / 2;
        name.chars().enumerate().filter(|(i, _)| *i != middle).map(|(_, c)| c).collect()
    };
    Questions {
        folded: names.iter().map(|n| n.to_uppercase().replace(' ', "-")).collect(),
        skeleton: changed(&['a', 'e'], 'o'),
        edited: names.iter().map(without_a_letter).collect(),
        exact: names,
        points,
    }
}

fn ask(bench: &mut Criterion, what: &str, gazetteer: &Gazetteer) {
    let asked = questions(gazetteer);
    let mut group = bench.benchmark_group(what);
    group.sample_size(20).throughput(Throughput::Elements(ASKED as u64));
    // Some of those spelt with other vowels are in no tier above the last, which is another measure.
    let alike = |name: &&String| gazetteer.lookup(name).first().is_some_and(|hit| hit.tier == Tier::Skeleton);
    let skeleton: Vec<String> = asked.skeleton.iter().filter(alike).cloned().collect();
    let skeleton: Vec<String> = skeleton.iter().cycle().take(ASKED).cloned().collect();
    for (how, names) in [("exact", &asked.exact), ("folded", &asked.folded), ("skeleton", &skeleton)] {
        group.bench_function(how, |b| b.iter(|| names.iter().for_each(|name| drop(black_box(gazetteer.lookup(name))))));
    }
    // Slower by orders of magnitude.
    group.sample_size(10).throughput(Throughput::Elements(100));
    group.bench_function("edit", |b| b.iter(|| asked.edited.iter().take(100).for_each(|name| drop(black_box(gazetteer.lookup(name))))));
    group.sample_size(20).throughput(Throughput::Elements(ASKED as u64));
    for km in [2.0, 10.0] {
        group.bench_function(BenchmarkId::new("near", format!("{km} km")), |b| {
            b.iter(|| asked.points.iter().for_each(|at| drop(black_box(gazetteer.near(*at, km)))));
        });
    }
    group.bench_function("nearest", |b| {
        b.iter(|| asked.points.iter().for_each(|at| drop(black_box(gazetteer.nearest(*at, 1, |_| true, 0)))))
    });
    group.bench_function("nearest city", |b| {
        b.iter(|| asked.points.iter().for_each(|at| drop(black_box(gazetteer.nearest(*at, 1, |kind| kind == Kind::City, 0)))));
    });
    group.bench_function("inside", |b| b.iter(|| asked.points.iter().for_each(|at| drop(black_box(gazetteer.inside(*at))))));
    group.finish();
}

/// Resident memory of this process that is a file's, in bytes; 0 where the system does not tell.
fn mapped() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("RssFile:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn first_answers(path: &Path) {
    let asked = Gazetteer::open(path).map(|g| questions(&g));
    let Ok(asked) = asked else { return };
    let before = mapped();
    let started = Instant::now();
    let Ok(gazetteer) = Gazetteer::open(path) else { return };
    black_box(gazetteer.lookup("Deir ez-Zor"));
    println!("{}: open and first answer {:.2} ms", path.display(), started.elapsed().as_secs_f64() * 1000.0);
    asked.exact.iter().take(500).chain(asked.folded.iter().skip(500)).for_each(|name| drop(black_box(gazetteer.lookup(name))));
    println!("{}: {:.1} MB resident after 1,000 look-ups", path.display(), mapped().saturating_sub(before) as f64 / 1e6);
}

/// Writes what is asked, all names, and how many of the asked the built-in gazetteer finds among its first five.
fn dump(gazetteer: &Gazetteer, folder: &Path) -> std::io::Result<()> {
    let asked = questions(gazetteer);
    std::fs::create_dir_all(folder)?;
    let line = |at: &Position, name: &str| format!("{:.6}\t{:.6}\t{name}\n", at.lat, at.lon);
    let mut found = String::new();
    for (how, names) in [("exact", &asked.exact), ("folded", &asked.folded), ("skeleton", &asked.skeleton), ("edit", &asked.edited)] {
        let lines: String = asked.points.iter().zip(names).map(|(at, name)| line(at, name)).collect();
        std::fs::write(folder.join(format!("{how}.tsv")), lines)?;
        let right = |(at, name): (&Position, &String)| {
            let near = |c: &sitmap::gazetteer::Candidate| gazetteer.facts(c.key).is_some_and(|f| rough_km(f.position, *at) < 5.0);
            gazetteer.lookup(name).iter().take(5).any(near)
        };
        let count = asked.points.iter().zip(names).filter(|pair| right(*pair)).count();
        found.push_str(&format!("{how}\t{count}\n"));
    }
    std::fs::write(folder.join("found.tsv"), found)?;
    let everywhere = gazetteer.near(Position::new(0.0, 0.0), 20_040.0);
    let places: String =
        everywhere.iter().filter_map(|(key, _)| Some(line(&gazetteer.facts(*key)?.position, &gazetteer.names(*key).join("\t")))).collect();
    std::fs::write(folder.join("places.tsv"), places)
}

fn main() {
    let mut bench = Criterion::default().configure_from_args();
    let file = std::env::var_os("SITMAP_BENCH_GAZ").map(PathBuf::from);
    if let Some(path) = &file {
        first_answers(path);
        bench.bench_function("file/open", |b| b.iter(|| black_box(Gazetteer::open(path)).is_ok()));
        if let Ok(gazetteer) = Gazetteer::open(path) {
            ask(&mut bench, "file", &gazetteer);
        }
    }
    bench.bench_function("built-in/open", |b| b.iter(|| black_box(Gazetteer::builtin()).is_ok()));
    if let Ok(gazetteer) = Gazetteer::builtin() {
        if let Some(folder) = std::env::var_os("SITMAP_BENCH_DUMP").map(PathBuf::from)
            && let Err(e) = dump(&gazetteer, &folder)
        {
            eprintln!("{}: {e}", folder.display());
        }
        ask(&mut bench, "built-in", &gazetteer);
    }
    bench.final_summary();
}
