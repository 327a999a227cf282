"""admin1.csv: the first-level divisions of the world, a row each."""

import csv
import re
from collections import defaultdict
from pathlib import Path
from statistics import median

import division_names
import geonames
import polygons
import spelling
import tables
import units
from packages import Packages

COLUMNS = [
    "id", "name", "aliases", "lat", "lon", "kind", "country", "code", "gn_code", "type", "postal", "disputed", "polygon",
]

# Countries whose divisions are known by the last part of their ISO code (US-NC, CA-ON).
POSTAL = {"US", "CA", "AU", "BR", "MX", "IN"}

# The languages of Natural Earth's names that are kept: those of reports and of their translations.
LANGUAGES = ["en", "fr", "es", "pt", "de", "it", "tr", "ar", "fa", "ru", "uk"]


def make(packages: Packages, out: Path) -> None:
    """Writes the table."""
    first, _ = geonames.divisions(packages)
    outlines = polygons.outlines(packages)
    by_division = defaultdict(list)
    for unit in polygons.assigned(packages):
        if unit.division:
            by_division[unit.division].append(unit)
    inhabited = defaultdict(list)
    for place in geonames.places(packages):
        inhabited[f"{place.country}.{place.admin1}"].append(place)
    edits = _edits()
    names, names_by_code = defaultdict(set), {}
    for code, division in first.items():
        name = edits.get(polygons.code_of(division), {}).get("name") or division_names.everyday(division.name)
        names_by_code[code] = name
        names[code.split(".")[0]].add(name)
    rows = []
    for code, division in sorted(first.items()):
        country = code.split(".")[0]
        outline = outlines.get((country, polygons.code_of(division)))
        point = _point(outline, by_division[code], inhabited[code])
        if point:
            edit = edits.pop(polygons.code_of(division), {})
            rows.append(_row(division, country, by_division[code], outline, point, edit, names[country] - {names_by_code[code]}))
    if edits:
        raise SystemExit(f"admin1-edits.csv names unknown codes: {', '.join(sorted(edits))}")
    rows.sort(key=lambda row: (row["country"], row["code"]))
    tables.write(out / "admin1.csv.zst", COLUMNS, rows)
    print(f"admin1: {len(rows)} rows, {sum(row['polygon'] == 'yes' for row in rows)} with an outline, "
          f"{sum('.' in row['code'] for row in rows)} without an ISO code, {len(first) - len(rows)} left out for want of any point")


def _edits() -> dict[str, dict]:
    with (Path(__file__).parent / "admin1-edits.csv").open(newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def _row(division: geonames.Division, country: str, parts: list, outline: dict | None, point: tuple, edit: dict,
         others_names: set[str]) -> dict:
    name = edit.get("name") or division_names.everyday(division.name)
    spellings = [division.name, *division.aliases]
    if len(parts) == 1:
        spellings += _natural_earth(parts[0].properties)
    if country not in POSTAL:
        # There the word for the type is part of a by-name: the Golden State is not Golden.
        spellings += [division_names.everyday(s) for s in spellings]
    # An atoll nobody lives on is not what reports mean by Palmyra.
    dropped = set((edit.get("not_names") or "").split("|"))
    kept = [s for s in map(_plain, spellings) if s not in dropped and len(s) > 1 and spelling.script(s) != spelling.OTHER
            and not spelling.is_code(s, name) and not spelling.is_machine_made(s) and s not in others_names]
    kept += filter(None, (edit.get("aliases") or "").split("|"))
    suffix = polygons.code_of(division).partition("-")[2]
    return {
        "id": division.id,
        "name": name,
        "aliases": "|".join(spelling.distinct(name, kept)),
        "lat": tables.degrees(point[1], 3),
        "lon": tables.degrees(point[0], 3),
        "kind": "admin1",
        "country": country,
        "code": polygons.code_of(division),
        "gn_code": division.code,
        "type": edit.get("type") or division_names.type_of([division.name, *division.aliases], parts),
        "postal": suffix if country in POSTAL and suffix.isalpha() else "",
        "disputed": edit.get("disputed") or "",
        "polygon": "yes" if outline else "no: not among the divisions that Natural Earth draws",
    }


def _plain(spelling_given: str) -> str:
    """A spelling without what stands in brackets and without a leading "de"."""
    text = " ".join(re.sub(r"\([^)]*\)|\[[^]]*\]", " ", spelling_given).split())
    text = re.sub(r"^(?:de|di|du) (?=[A-Z])", "", text)
    return "" if re.search(r"\d{2}|aggregation|^[A-Z]{2}$", text) else text


def _natural_earth(properties: dict) -> list[str]:
    found = [properties.get("name"), properties.get("woe_name"), properties.get("gn_name")]
    found += (properties.get("name_alt") or "").split("|")
    found += [properties.get(f"name_{language}") for language in LANGUAGES]
    return [name.replace("|", " ") for name in found if name]


def _point(outline: dict | None, parts: list, places: list) -> tuple[float, float] | None:
    if outline:
        if len(parts) == 1:
            label = parts[0].properties["longitude"], parts[0].properties["latitude"]
            if any(units.holds(polygon, *label) for polygon in units.polygons(outline)):
                return label
        return inner_point(units.polygons(outline)[0])
    if places:
        return median(p.lon for p in places), median(p.lat for p in places)
    return None


def inner_point(polygon: list, steps: int = 12) -> tuple[float, float]:
    """A point well inside a polygon: of a grid's points inside, the one farthest from the vertices."""
    west, south, east, north = units.bounds(polygon[0])
    best, farthest = polygon[0][0], -1.0
    for i in range(1, steps):
        for j in range(1, steps):
            x, y = west + (east - west) * i / steps, south + (north - south) * j / steps
            if units.holds(polygon, x, y):
                distance = min((x - px) ** 2 + (y - py) ** 2 for ring in polygon for px, py in ring)
                if distance > farthest:
                    best, farthest = (x, y), distance
    return best[0], best[1]
