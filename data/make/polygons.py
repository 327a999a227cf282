"""admin1-polygons.jsonl: the outline of every first-level division that Natural Earth draws."""

import csv
import json
import tempfile
from collections import defaultdict
from pathlib import Path

import geonames
import tables
import units
from packages import Packages


def make(packages: Packages, out: Path) -> None:
    """Writes one GeoJSON-like line a division: code, country, geometry; ordered by country and code."""
    lines = [
        json.dumps({"code": code, "country": country, "geometry": geometry}, separators=(",", ":"))
        for (country, code), geometry in outlines(packages).items()
    ]
    tables.compress(out / "admin1-polygons.jsonl.zst", ("\n".join(lines) + "\n").encode())


def code_of(division: geonames.Division) -> str:
    """The code that the tables use for a division: ISO 3166-2, or GeoNames' own where ISO has none."""
    return division.iso or division.code


def assigned(packages: Packages) -> list[units.Unit]:
    """Every unit with its division and country."""
    first, _ = geonames.divisions(packages)
    return units.assign(packages, units.simplified(packages), geonames.places(packages), set(first))


def outlines(packages: Packages) -> dict[tuple[str, str], dict]:
    """Geometry by country and code. Units that are no known division become the rest of their country, under
    the country's own code."""
    path = packages.cache / "outlines.json"
    first, _ = geonames.divisions(packages)
    features = units.simplified(packages)
    for feature, unit in zip(features, assigned(packages)):
        code = code_of(first[unit.division]) if unit.division else unit.country
        feature["properties"] = {"country": unit.country, "code": code, "unit": unit.key}
    features = _split(features)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "units.json"
        source.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        packages.mapshaper("-i", str(source), "-dissolve", "country,code", "-o", str(path), "format=geojson", "precision=0.001")
    found = defaultdict(dict)
    for feature in json.loads(path.read_text())["features"]:
        properties = feature["properties"]
        if feature["geometry"]:
            found[properties["country"], properties["code"]] = _cleaned(feature["geometry"])
    return dict(sorted(found.items()))


def _split(features: list[dict]) -> list[dict]:
    """The features, those named in unit-splits.csv cut along a parallel into the rest of two countries."""
    with (Path(__file__).parent / "unit-splits.csv").open(newline="") as file:
        cuts = {row["unit"]: row for row in csv.DictReader(file)}
    found = []
    for feature in features:
        cut = cuts.get(feature["properties"]["unit"])
        if not cut:
            found.append(feature)
            continue
        for country, sign in ((cut["north"], 1), (cut["south"], -1)):
            halves = [_half(polygon[0], float(cut["parallel"]), sign) for polygon in units.polygons(feature["geometry"])]
            coordinates = [[half] for half in halves if len(half) >= 4]
            if coordinates:
                found.append({
                    "type": "Feature",
                    "properties": {"country": country, "code": country},
                    "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
                })
    return found


def _half(ring: list, parallel: float, sign: int) -> list:
    """The part of a closed ring north (1) or south (-1) of a parallel, by Sutherland and Hodgman's method."""
    kept = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if sign * (y1 - parallel) >= 0:
            kept.append([x1, y1])
        if (y1 - parallel) * (y2 - parallel) < 0:
            kept.append([x1 + (x2 - x1) * (parallel - y1) / (y2 - y1), parallel])
    return kept + kept[:1]


def _cleaned(geometry: dict) -> dict:
    kept = []
    for polygon in units.polygons(geometry):
        rings = [_ring(ring, index == 0) for index, ring in enumerate(polygon)]
        rings = [ring for ring in rings if len(ring) >= 4]
        if rings:
            kept.append(rings)
    kept.sort(key=lambda polygon: -abs(area(polygon[0])))
    return {"type": "Polygon", "coordinates": kept[0]} if len(kept) == 1 else {"type": "MultiPolygon", "coordinates": kept}


def _ring(ring: list, outer: bool) -> list:
    # Right-hand rule of RFC 7946: outer rings counter-clockwise, holes clockwise.
    points = [ring[0]] + [b for a, b in zip(ring, ring[1:]) if a != b]
    return points if (area(points) > 0) == outer else points[::-1]


def area(ring: list) -> float:
    """Twice the signed area of a closed ring in square degrees, positive counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
