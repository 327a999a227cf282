"""admin2.csv: second-level divisions: districts, raions, counties, with a point.

The point is the median of the division's towns or, where no town is entered under it, the town of its own name."""

from collections import defaultdict
from pathlib import Path
from statistics import median

import cities500
import division_names
import geonames
import polygons
import spelling
import tables
from packages import Packages

COLUMNS = ["id", "name", "aliases", "lat", "lon", "kind", "country", "admin1", "code", "gn_code", "type"]


def make(packages: Packages, out: Path) -> None:
    """Writes the table; in countries that the places' table calls quiet, names stand without other spellings."""
    first, second = geonames.divisions(packages)
    towns, seats = defaultdict(list), {}
    for place in sorted(geonames.places(packages), key=lambda p: (p.population, -p.id)):
        for name in (*place.aliases, place.name):
            seats[place.country, place.admin1, spelling.fold(name)] = place
        if place.admin2:
            towns[f"{place.country}.{place.admin1}.{place.admin2}"].append(place)
    rows, pointless = [], 0
    for code, division in sorted(second.items()):
        country, admin1, _ = code.split(".", 2)
        if country == "US":  # us-counties.csv has them, with their everyday names
            continue
        seat = seats.get((country, admin1, spelling.fold(division_names.everyday(division.name))))
        if code not in towns and not seat:
            pointless += 1
            continue
        parent = first.get(f"{country}.{admin1}")
        rows.append(_row(division, country, polygons.code_of(parent) if parent else "", towns.get(code) or [seat]))
    rows.sort(key=lambda row: (row["country"], row["admin1"], row["gn_code"]))
    tables.write(out / "admin2.csv.zst", COLUMNS, rows)
    print(f"admin2: {len(rows)} rows; {pointless} more have no town in cities500, nor one of their name, and so no point")


def _row(division: geonames.Division, country: str, admin1: str, towns: list) -> dict:
    name = division_names.everyday(division.name)
    spellings = [division.name, *division.aliases]
    spellings += [division_names.everyday(s) for s in spellings]
    scripts = {spelling.LATIN, *([spelling.CYRILLIC] if country in cities500.CYRILLIC_COUNTRIES else []),
               *([spelling.ARABIC] if country in cities500.ARABIC_COUNTRIES else [])}
    kept = [s for s in (" ".join(s.split()) for s in spellings) if len(s) > 1 and spelling.script(s) in scripts
            and not spelling.is_code(s, name) and not spelling.is_machine_made(s)]
    if country in cities500.QUIET:
        kept = []
    kind = division_names.type_of([division.name, *division.aliases], [])
    if kind == "County":  # "Kings County, Nova Scotia": the everyday name alone would leave it to the one in New York
        kept.append(f"{name} County")
    return {
        "id": division.id,
        "name": name,
        "aliases": "|".join(spelling.distinct(name, kept)),
        "lat": tables.degrees(median(p.lat for p in towns), 3),
        "lon": tables.degrees(median(p.lon for p in towns), 3),
        "kind": "admin2",
        "country": country,
        "admin1": admin1,
        "code": division.iso,
        "gn_code": division.code,
        "type": kind,
    }
