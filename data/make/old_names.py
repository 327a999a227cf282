"""Which further names of a place are left to the place that bears them today.

GeoNames keeps, without a mark in the packages, what a place was called once or by the way: Lazurnyi in Donetsk as
"Chornobyl", Nikopol as "Slov'yansk", the city of Donetsk as "Oleksandrivka". Where another place bears that name, a report
means that other place. A name goes where it is the main name of another place of the country and no spelling of the place's
own; of a place abroad, where it stands alone among the spellings and the place abroad is not small beside this one, or is known
all over the world (Salisbury for Harare); and where it is no near spelling and the place abroad is both, or has a quarter of the people (Cancun for Changchun). Names
that no other place bears stay (Artemivsk for Bakhmut), as do those spelt in many ways and those that city-edits.csv gives."""

from collections import defaultdict
from difflib import SequenceMatcher

import fame
import geonames
from skeleton import key, skeleton

# Names whose letters, or whose skeletons, are less alike than this are not two spellings of one.
LEAST_LIKE = 0.6
# The same for the first or last words of a longer name.
LEAST_LIKE_PART = 0.66
# Skeletons shorter than this say too little by themselves.
SHORTEST = 3
# A name that lists spell in so many ways was in use until lately, whoever else bears it: Pervomaisk for Sokolohirsk.
IN_USE = 4
# A place abroad counts where it has this share of the place's people, or is famous.
FOREIGN_SHARE = 0.1
# The same where neither is: Pazarcık in Turkey against Pazardzhik in Bulgaria.
CLEAR_SHARE = 0.25
# A name whose letters are less alike than this is no near spelling.
NEAR = 0.82


def forget(places: list[geonames.Place], names: dict[int, list[str]], kept: dict[int, set[str]]) -> int:
    """Takes the names that belong to other places out of `names` (further names by id); how many."""
    bearers = defaultdict(list)
    for place in places:
        bearers[key(place.name)].append(place)
    gone = 0
    for place in places:
        lost = [name for name in names[place.id] if name not in kept.get(place.id, ()) and _is_lost(name, place, bearers, names[place.id])]
        if not lost:
            continue
        # Its other spellings, in the script of the country too, go with it.
        bones = {skeleton(key(name)) for name in lost}
        lost += [name for name in names[place.id] if name not in lost and name not in kept.get(place.id, ())
                 and skeleton(key(name)) in bones and len(skeleton(key(name))) >= SHORTEST and not _is_spelling(key(name), key(place.name))]
        names[place.id] = [name for name in names[place.id] if name not in lost]
        gone += len(lost)
    return gone


def _is_lost(name: str, place: geonames.Place, bearers: dict, names: list[str]) -> bool:
    folded, own = key(name), key(place.name)
    if folded == own:
        return False
    others = [other for other in bearers.get(folded, ()) if other.id != place.id]
    if not others:
        return False
    spellings = sum(skeleton(key(other)) == skeleton(folded) for other in names)
    abroad = all(other.country != place.country for other in others)
    if abroad and spellings < IN_USE and _likeness(folded, own) < NEAR and not _shares_a_word(folded, own):
        shares = [(other.population / max(1, place.population), fame.is_famous(other)) for other in others]
        if any(share >= (FOREIGN_SHARE if famous else CLEAR_SHARE) for share, famous in shares):
            return True
    if _is_spelling(folded, own) or spellings >= IN_USE:
        return False
    if any(other.country == place.country for other in others):
        return _likeness(folded, own) < LEAST_LIKE
    counts = any(other.population >= max(1, place.population * FOREIGN_SHARE) or fame.is_famous(other) for other in others)
    return spellings == 1 and counts


def _shares_a_word(a: str, b: str) -> bool:
    return bool(set(a.split()) & set(b.split()))


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _is_spelling(name: str, own: str) -> bool:
    """Whether a name is the place's own in another spelling, or a part or a longer form of it."""
    bones, own_bones = skeleton(name), skeleton(own)
    if bones == own_bones or min(len(bones), len(own_bones)) > 1 and _likeness(bones, own_bones) >= LEAST_LIKE:
        return True
    a, b = name.split(), own.split()
    shorter = min(len(a), len(b))
    if len(a) == len(b):
        return False
    parts = ((a[:shorter], b[:shorter]), (a[-shorter:], b[-shorter:]))
    return any(_likeness(skeleton(" ".join(x)), skeleton(" ".join(y))) >= LEAST_LIKE_PART for x, y in parts)
