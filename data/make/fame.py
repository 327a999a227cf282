"""How well the world's languages know a place: under how many names GeoNames lists it, times in how many scripts.

What the count is worth in people is reckoned by `src/gazetteer/fame.rs`, which counts alike in GeoNames' own files."""

import math

import geonames
import spelling

# What is listed so is known all over the world: Salisbury, Petrópolis, Chamonix.
FAMOUS = 64


def listed(place: geonames.Place) -> int:
    """Names, times scripts."""
    names = {spelling.fold(name) for name in [place.name, *place.aliases]}
    return len(names) * len({_script(name) for name in names})


def is_famous(place: geonames.Place) -> bool:
    """Whether the place is known all over the world."""
    return listed(place) >= FAMOUS


def rounded(count: int) -> int:
    """To a power of the root of two: no finer difference says anything."""
    return round(2 ** (round(2 * math.log2(count)) / 2))


def _script(text: str) -> int:
    """A number for the script of a text's first letter; what has a block of Unicode to itself is told apart."""
    code = next((ord(c) for c in text if c.isalpha()), 0)
    if code < 0x370 or 0x1E00 <= code < 0x1F00:
        return 0
    if code < 0x900:
        return code >> 8
    if 0x3040 <= code < 0x3100:
        return 2
    if 0x2E80 <= code < 0xA000:
        return 1
    if 0xAC00 <= code < 0xD7B0:
        return 3
    return 0x100 + (code >> 7)
