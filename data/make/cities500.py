"""cities500.columns: the places of GeoNames with 500 people or more, and seats of divisions."""

import csv
import re
from pathlib import Path

import fame
import geonames
import old_names
import spelling
import tables
from packages import Packages

COLUMNS = ["id", "name", "aliases", "lat", "lon", "feature", "country", "admin1", "admin2", "population", "listed"]

# Eleven metres: far finer than what one point can say of a town.
DECIMALS = 4

# Where villages seldom enter reports of conflicts and English print uses the local name: there, places
# below QUIET_POPULATION, unless famous, keep no further spellings; towns from PART_POPULATION on keep
# parts of the name: Chamonix for Chamonix-Mont-Blanc.
QUIET = frozenset(
    "AD AI AG AT AU AW BB BE BG BL BM BQ BS CA CH CK CW CY CZ DE DK DM EE ES FI FJ FK FO FR GB GD GG GI GL GR GU HR HU "
    "IE IM IS IT JE JP KI KN KR KY LC LI LT LU LV MC MF MQ MS MT NL NO NZ PF PL PM PR PT RO SE SG SI SK SM TW US VA VC VG VI"
    .split()
)
QUIET_POPULATION = 50_000
PART_POPULATION = 5_000

# Countries whose own press writes the script; elsewhere it is kept for places of FOREIGN_POPULATION alone,
# for there it comes from bilingual lists and no report is written in it.
CYRILLIC_COUNTRIES = frozenset("AM AZ BA BG BY GE KG KZ MD ME MK MN RS RU TJ TM UA UZ XK".split())
ARABIC_COUNTRIES = frozenset(
    "AE AF BH DJ DZ EG EH ER IL IN IQ IR JO KW LB LY MA ML MR NE OM PK PS QA SA SD SO SS SY TD TJ TN TR YE".split()
)
FOREIGN_POPULATION = 200_000


def make(packages: Packages, out: Path) -> None:
    """Writes the table."""
    found = geonames.places(packages)
    found.sort(key=lambda p: (p.country, p.admin1, p.admin2, p.id))
    edits = _edits()
    if unknown := set(edits) - {place.id for place in found}:
        raise SystemExit(f"city-edits.csv names unknown places: {', '.join(map(str, sorted(unknown)))}")
    names = {place.id: aliases(place) for place in found}
    count = sum(map(len, names.values()))
    gone = old_names.forget(found, names, {identity: set(_listed(edit["names"])) for identity, edit in edits.items()})
    for place in found:
        if edit := edits.get(place.id):
            dropped = _listed(edit["not_names"])
            kept = [name for name in names[place.id] if name not in dropped]
            names[place.id] = spelling.distinct(place.name, kept + _listed(edit["names"]))
            place.population = int(edit["population"] or place.population)
    tables.write_columns(out / "cities500.columns.zst", COLUMNS, [_row(place, names[place.id]) for place in found])
    print(f"cities500: {len(found)} rows; {gone} of {count} further names are left to the places that bear them today")


def _edits() -> dict[int, dict]:
    with (Path(__file__).parent / "city-edits.csv").open(newline="") as file:
        return {int(row["id"]): row for row in csv.DictReader(file)}


def _listed(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def _row(place: geonames.Place, names: list[str]) -> dict:
    return {
        "id": place.id,
        "name": place.name,
        "aliases": "|".join(names),
        "lat": tables.degrees(place.lat, DECIMALS),
        "lon": tables.degrees(place.lon, DECIMALS),
        "feature": place.feature,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population or "",
        "listed": fame.rounded(fame.listed(place)),
    }


def aliases(place: geonames.Place) -> list[str]:
    """The spellings kept of a place: Latin, Cyrillic and Arabic ones that say more than the name."""
    if place.country in QUIET and place.population < QUIET_POPULATION and not fame.is_famous(place):
        parts = [alias for alias in place.aliases if place.population >= PART_POPULATION and _is_part(alias, place.name)]
        return spelling.distinct(place.name, parts)
    cyrillic = {alias for alias in place.aliases if spelling.script(alias) == spelling.CYRILLIC}
    copied = set() if place.country in CYRILLIC_COUNTRIES else {spelling.scholarly(alias) for alias in cyrillic}
    kept = []
    for alias in place.aliases:
        alias = " ".join(alias.replace("|", " ").split())
        copy = alias in copied and not _is_part(alias, place.name)
        if len(alias) < 2 or copy or not _is_read(spelling.script(alias), place):
            continue
        if spelling.is_code(alias, place.name) or spelling.is_machine_made(alias) or re.search(r"\d|https?:", alias):
            continue
        kept.append(alias)
    return spelling.distinct(place.name, kept)


def _is_part(alias: str, name: str) -> bool:
    """Whether an alias is the name without some words: Frankfurt for Frankfurt am Main."""
    words = spelling.fold(name).replace("-", " ").split()
    part = spelling.fold(alias).replace("-", " ").split()
    return any(words[at : at + len(part)] == part for at in range(len(words)))


def _is_read(script: str, place: geonames.Place) -> bool:
    """Whether a report may name the place in the script."""
    at_home = {
        spelling.LATIN: True,
        spelling.CYRILLIC: place.country in CYRILLIC_COUNTRIES,
        spelling.ARABIC: place.country in ARABIC_COUNTRIES,
    }
    return script in at_home and (at_home[script] or place.population >= FOREIGN_POPULATION)
