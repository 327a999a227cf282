"""Spellings of one place: which scripts are kept, which spellings are the same, in which order they stand."""

import re
import unicodedata

ARABIC, CYRILLIC, LATIN, OTHER = "arabic", "cyrillic", "latin", "other"

# Letters that no decomposition takes apart but that newspapers write plainly.
_PLAIN = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t",
    "ʿ": "'", "ʾ": "'", "ʼ": "'", "‘": "'", "’": "'", "`": "'", "´": "'", "ʻ": "'", "′": "'", "ə": "a",
})


def script(text: str) -> str:
    """The one script of a text's letters, or OTHER where it is mixed or none of the three."""
    found = set()
    for character in text:
        if not character.isalpha():
            continue
        name = unicodedata.name(character, "")
        if name.startswith("LATIN") or character in "ʿʾʼʻ":
            found.add(LATIN)
        elif name.startswith("CYRILLIC"):
            found.add(CYRILLIC)
        elif name.startswith("ARABIC"):
            found.add(ARABIC)
        else:
            return OTHER
    return found.pop() if len(found) == 1 else OTHER


def fold(text: str) -> str:
    """Lower case without Latin diacritics; Cyrillic and Arabic letters keep their marks."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace("`", "'")
    kept = []
    for character in unicodedata.normalize("NFC", lowered):
        if unicodedata.name(character, "").startswith("LATIN"):
            kept.extend(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
        elif not unicodedata.combining(character) or not kept or not kept[-1].isascii():
            kept.append(character)
    return "".join(kept).translate(_PLAIN)


def plainness(text: str) -> tuple:
    """Orders spellings that fold alike: the plain ASCII one first."""
    return (sum(not c.isascii() for c in text), not text[:1].isupper(), text)


_JOINTS = str.maketrans("", "", " -'\u2010\u2011\u2013")


def distinct(name: str, candidates: list[str]) -> list[str]:
    """The candidates without those that differ from the name or from another candidate only in case, Latin
    diacritics, apostrophes, hyphens and spaces; sorted."""
    chosen = {}
    for candidate in sorted(set(candidates), key=plainness):
        chosen.setdefault(fold(candidate).translate(_JOINTS), candidate)
    chosen.pop(fold(name).translate(_JOINTS), None)
    return sorted(chosen.values())


_CODE = re.compile(r"^[A-Z]{3,4}$")


def is_code(alias: str, name: str) -> bool:
    """Whether three or four capitals are an airport's or a register's code, not the place's initials (NYC)."""
    if not _CODE.match(alias):
        return False
    return alias != "".join(word[0] for word in name.split() if word)


def is_machine_made(alias: str) -> bool:
    """Whether a Latin spelling is a letter-by-letter transliteration: those have no capital letter."""
    return script(alias) == LATIN and not any(c.isupper() for c in alias)


_SCHOLARLY = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "jo", "ж": "zh", "з": "z", "и": "i", "й": "j",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "'", "ы": "y", "ь": "'", "э": "eh", "ю": "ju", "я": "ja",
    "ј": "j", "љ": "lj", "њ": "nj", "џ": "dzh", "ђ": "dj", "ћ": "c", "і": "i", "ї": "i", "є": "ie", "ґ": "g",
})


def scholarly(cyrillic: str) -> str:
    """The letter-by-letter Latin form that lists make of a Cyrillic name (Дейр-эз-Зор, Dejr-ehz-Zor)."""
    words = []
    for character in cyrillic:
        plain = character.lower().translate(_SCHOLARLY)
        words.append(plain.capitalize() if character.isupper() else plain)
    return "".join(words)
