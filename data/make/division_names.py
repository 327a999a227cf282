"""The everyday name of a division and the word for its type, from its full name in any of the usual languages."""

import re

TYPES = [
    "Autonomous Republic", "Autonomous Province", "Autonomous Region", "Autonomous Oblast", "Autonomous Okrug",
    "Autonomous Community", "Federal Region", "Federal District", "Capital Region", "Capital District", "Capital Territory",
    "Special Region", "Union Territory", "Governorate", "Province", "Oblast", "Krai", "State", "Region", "District",
    "County", "Department", "Prefecture", "Municipality", "Division", "Canton", "Republic", "Territory", "Emirate",
    "Parish", "Voivodeship", "Atoll", "Island", "Quarter", "Ward", "Commune", "Rayon", "Okrug",
]
_AFTER = re.compile(r"^(?P<name>.+?)[ -](?:" + "|".join(TYPES) + r")$", re.IGNORECASE)
_AFTER_NATIVE = re.compile(
    r"^(?P<name>.+?) (?:sheng|shi|il|ili|vilayet|vilayeti|oblast[’']?|область|край|muhafizasi|mühafəzəsi|bölgesi|"
    r"viloyati|county|megye|län|fylke|eyaleti|Republic of)$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:Provincia|Provincia Autónoma|Departamento|Departamento Autónomo|Estado|Região|Región|Regione|Région|Province|"
    r"Département|Gouvernement|Gouvernorat|Gobernación|Gobernacion|Governadorato|Governatorato|Wilaya|Woiwodschaft|"
    r"Distrito|State|Republic|Emirate|Parish|Województwo)(?: (?:de la|de los|de las|du|des|della|del|dei|dell|da|do|de|di|of))? (?P<name>.+)$",
    re.IGNORECASE)
_BEFORE_NATIVE = re.compile(
    r"^(?:Muḩāfaz̧at|Muhafazat|Mohafazat|Ostān-e|Ostan-e|Velāyat-e|Velayat-e|Wilāyat|Wilayat|Mintaqat|Changwat|Tỉnh|Tinh|"
    r"Khēt|Khett|Khoueng|محافظة|محافظه|ولاية|استان|ولایت|منطقة|إقليم|мухафаза|провинция|губернатство|провінція|губернія) (?P<name>.+)$",
    re.IGNORECASE)

# A name that is nothing without its type word.
_BARE = re.compile(
    r"^(?:north|south|east|west|central|northern|southern|eastern|western|upper|lower|middle|capital|federal|free|"
    r"centre|center|nord|sud|est|ouest|norte|sur|new|autonomous|الشمال|الجنوب|\W*)$", re.IGNORECASE)


def everyday(name: str) -> str:
    """The name without the word for its type: Kharkiv Oblast is Kharkiv, Northern State stays."""
    for pattern in (_AFTER, _AFTER_NATIVE, _BEFORE, _BEFORE_NATIVE):
        found = pattern.match(name.strip())
        if found and not _BARE.match(found["name"]):
            return found["name"]
    return name.strip()


def type_of(names: list[str], parts: list) -> str:
    """The English word for the type that a full name ends in, else the one that the outlines' source gives."""
    for name in names:
        for word in TYPES:
            if name.lower().endswith(" " + word.lower()):
                return word
    stated = {(part.properties.get("type_en") or "").split("|")[0].strip() for part in parts}
    return stated.pop() if len(stated) == 1 and len(parts) == 1 else ""
