"""basemap.json: countries and the lines between first-level divisions, for the map, as TopoJSON."""

import json
from pathlib import Path

import polygons
from packages import Packages

# The share of the outlines' vertices that the base map keeps, and the steps that a coordinate may take across the world.
KEPT = "26%"
STEPS = "36000"

# Lines that the world disputes, drawn by hand: one GeoJSON FeatureCollection of lines beside the tables' folder.
# Where it is there, its features become the object `disputed`, properties and all.
DISPUTED = Path(__file__).resolve().parent.parent / "disputed-lines.geojson"


def make(packages: Packages, out: Path) -> None:
    """Writes the map with the objects `countries` (property `country`), `admin1` and, where known, `disputed`."""
    polygons.outlines(packages)
    outlines = str(packages.cache / "outlines.json")
    layers, targets = [], "countries,admin1"
    if DISPUTED.exists():
        layers, targets = ["-i", str(DISPUTED), "name=disputed"], "countries,admin1,disputed"
    path = out / "basemap.json"
    packages.mapshaper(
        "-i", outlines, "name=units",
        "-simplify", KEPT, "weighted", "keep-shapes",
        "-innerlines", "where=A.country == B.country && A.code != B.code", "+", "name=lines", "target=units",
        "-dissolve", "+", "name=admin1", "target=lines",
        "-dissolve", "country", "+", "name=countries", "target=units",
        *layers,
        "-o", str(path), "format=topojson", f"quantization={STEPS}", f"target={targets}",
    )
    topology = json.loads(path.read_text())
    names = {name: len(layer["geometries"]) for name, layer in topology["objects"].items()}
    print(f"basemap.json: {path.stat().st_size} bytes, {names}")
