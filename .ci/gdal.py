#!/usr/bin/env python3
"""Opens every kind of file that GDAL reads with its ogrinfo, and holds what GDAL sees against what was written.

Usage: gdal.py PROGRAM. Makes every layer of the examples; fails where ogrinfo is missing.
"""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "ci-gdal"
LAYERS = ["events", "places", "lines", "extents", "control"]
EXAMPLES = {"deir-ez-zor": "2017-09-03", "kharkiv-front": "2022-09-12", "el-fasher": "2025-10-28"}

GEOMETRIES = {
    "events": {"Point"},
    "places": {"Point"},
    "lines": {"Line String", "Multi Line String", "Unknown (any)"},
    "extents": {"Polygon", "Multi Polygon", "Unknown (any)"},
    "control": {"Point", "Unknown (any)"},
}
JSON_GEOMETRIES = {
    "events": {"Point"},
    "places": {"Point"},
    "lines": {"LineString", "MultiLineString"},
    "extents": {"Polygon", "MultiPolygon"},
    "control": {"Point", "Polygon", "MultiPolygon"},
}

# The type that GDAL has to see in a column; every other column holds words. A column without a value is String to GDAL.
TYPES = {
    "rank": "Integer",
    "published": "Date",
    "date": "Date",
    "date_start": "DateTime",
    "date_end": "DateTime",
    "date_precision": "Integer",
    "location_lat": "Real",
    "location_lon": "Real",
    "location_radius_km": "Real",
    "location_geo_precision": "Integer",
    "location_where_prec": "Integer",
    "location_confidence": "Real",
    "stated_distance_km": "Real",
    "stated_distance_computed_km": "Real",
    "stated_distance_agrees": "Integer(Boolean)",
    "nearest_city_km": "Real",
    "nearest_city_bearing": "Real",
    "reference_km": "Real",
    "reference_bearing": "Real",
    "control_since": "Date",
    "since": "Date",
    "fatalities_best": "Integer",
    "fatalities_low": "Integer",
    "fatalities_high": "Integer",
    "injured_best": "Integer",
    "injured_low": "Integer",
    "injured_high": "Integer",
    "confidence": "Real",
    "km": "Real",
    "computed_km": "Real",
    "radius_km": "Real",
}

FIELD = re.compile(r"^(\S+): ((?:String|Integer64|Integer|Real|DateTime|Date|Time)(?:List)?(?:\(\w+\))?)(?: \([\d.]+\))?$")
failures: list[str] = []


def check(fine: bool, complaint: str) -> None:
    if not fine:
        failures.append(complaint)
        print(f"  WRONG: {complaint}")


def run(*command: str) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def ogrinfo(path: Path, *options: str) -> dict:
    """What ogrinfo says of the only layer of a file."""
    text = run("ogrinfo", "-ro", "-so", "-al", *options, path)
    value = lambda label: next((line.split(": ", 1)[1] for line in text.splitlines() if line.startswith(label + ": ")), None)
    extent = re.search(r"^Extent: \((\S+), (\S+)\) - \((\S+), (\S+)\)", text, re.MULTILINE)
    return {
        "name": value("Layer name"),
        "geometry": value("Geometry"),
        "count": int(value("Feature Count") or -1),
        "extent": tuple(map(float, extent.groups())) if extent else None,
        "fields": dict(match.groups() for line in text.splitlines() if (match := FIELD.match(line))),
        "wgs84": "WGS 84" in text,
    }


def positions(coordinates) -> list:
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return [position for part in coordinates for position in positions(part)]


def expected_counts(events: list, places: list) -> dict:
    """How many features each layer has to have, from the records of JSON Lines."""
    def placed(event):
        return (event["location"] or {}).get("lat") is not None

    def shape(event):
        return ((event["location"] or {}).get("geometry") or {}).get("type", "")

    def stated(event):
        return placed(event) and (event["stated_distance"] or {}).get("to") is not None

    return {
        "events": len(events),
        "places": sum(len(report["places"]) for report in places),
        "lines": sum(shape(e).endswith("LineString") for e in events) + sum(map(stated, events)),
        "extents": sum(shape(e).endswith("Polygon") or (placed(e) and e["location"]["radius_km"] > 0) for e in events),
        "control": sum(e["control"] is not None for e in events),
    }


def hold_layer(path: Path, layer: str, count: int) -> None:
    collection = json.loads(path.read_text(encoding="utf-8"))
    features = collection["features"]
    seen = ogrinfo(path)
    print(f"{path.name}: {seen['count']} features, {seen['geometry']}, {len(seen['fields'])} fields")
    check(seen["name"] == layer, f"{path.name}: GDAL calls the layer {seen['name']}")
    check(seen["count"] == len(features) == count, f"{path.name}: GDAL counts {seen['count']}, the file {len(features)}, the records {count}")
    check(seen["wgs84"], f"{path.name}: not in WGS 84")
    shapes = [f["geometry"] for f in features if f["geometry"] is not None]
    check({s["type"] for s in shapes} <= JSON_GEOMETRIES[layer], f"{path.name}: holds {sorted({s['type'] for s in shapes})}")
    if shapes:
        check(seen["geometry"] in GEOMETRIES[layer], f"{path.name}: GDAL sees {seen['geometry']}")
        corners = [position for s in shapes for position in positions(s["coordinates"])]
        lon, lat = [c[0] for c in corners], [c[1] for c in corners]
        box = (min(lon), min(lat), max(lon), max(lat))
        check(-180 <= box[0] and box[2] <= 180 and -90 <= box[1] and box[3] <= 90, f"{path.name}: leaves the globe: {box}")
        off = max((abs(a - b) for a, b in zip(seen["extent"] or (), box)), default=999)
        check(off < 1e-5, f"{path.name}: GDAL's extent {seen['extent']} is not {box}")
    names = list(features[0]["properties"]) if features else []
    for feature in features:
        check(list(feature["properties"]) == names, f"{path.name}: a feature with other columns than the first")
        check(not any(isinstance(v, (dict, list)) for v in feature["properties"].values()), f"{path.name}: a property that is not flat")
    for name in names:
        filled = any(f["properties"][name] is not None for f in features)
        want = TYPES.get(name, "String") if filled else "String"
        check(seen["fields"].get(name) == want, f"{path.name}: {name} is {seen['fields'].get(name)} to GDAL, not {want}")


def hold_table(path: Path, count: int, lat: str, lon: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    options = ["-oo", f"X_POSSIBLE_NAMES={lon}", "-oo", f"Y_POSSIBLE_NAMES={lat}", "-oo", "AUTODETECT_TYPE=YES"]
    seen = ogrinfo(path, *options)
    print(f"{path.name}: {seen['count']} rows, {seen['geometry']}, {len(seen['fields'])} columns")
    check(seen["count"] == len(rows) == count, f"{path.name}: GDAL counts {seen['count']} rows, the file has {len(rows)}, wanted {count}")
    check(seen["geometry"] == "Point", f"{path.name}: GDAL sees {seen['geometry']}")
    for name in (lat, lon):
        check(seen["fields"].get(name) == "Real", f"{path.name}: {name} is {seen['fields'].get(name)} to GDAL")


def main() -> int:
    program = Path(sys.argv[1]).resolve()
    OUT.mkdir(parents=True, exist_ok=True)
    reports = OUT / "examples.jsonl"
    lines = [
        json.dumps({"id": name, "published": day, "text": (ROOT / "examples" / f"{name}.txt").read_text(encoding="utf-8")})
        for name, day in EXAMPLES.items()
    ]
    reports.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = OUT / "events.geojson"
    run(program, "map", reports, "--layers", ",".join(LAYERS), "-o", made, "-o", OUT / "events.csv", "-o", f"acled:{OUT / 'acled.csv'}")
    events = [json.loads(line) for line in run(program, "map", reports, "-f", "jsonl").splitlines()]
    places = [json.loads(line) for line in run(program, "places", reports, "-f", "jsonl").splitlines()]
    counts = expected_counts(events, places)
    for layer in LAYERS:
        check(counts[layer] > 0, f"the examples make nothing for the layer {layer}")
        hold_layer(made if layer == "events" else OUT / f"events.{layer}.geojson", layer, counts[layer])
    check(made.with_suffix(".qml").exists(), "no style for QGIS lies beside the events")
    hold_table(OUT / "events.csv", counts["events"], "location_lat", "location_lon")
    with (OUT / "acled.csv").open(encoding="utf-8", newline="") as file:
        hold_table(OUT / "acled.csv", sum(1 for _ in csv.DictReader(file)), "latitude", "longitude")
    print(f"{len(failures)} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
