"""The romanisation skeleton of a name, by the tables of data/spelling: what stays where spellings differ.

The same mechanism as src/text/skeleton.rs, near enough to tell a spelling from another name."""

import functools
import re
import unicodedata
from pathlib import Path

_TABLES = sorted((Path(__file__).resolve().parent.parent / "spelling").glob("*.tsv"))


def _rows(kind: str):
    for table in _TABLES:
        for line in table.read_text().split("\n"):
            cells = line.split("\t")
            if cells[0] == kind:
                yield cells[1:]


_ARTICLES = frozenset(row[0] for row in _rows("article"))
_LETTERS = str.maketrans({row[0]: row[1] for row in reversed(list(_rows("letter")))})
_SIGNS = {row[0]: row[1] for row in reversed(list(_rows("sign")))}
_WIDTHS = sorted({len(letters) for letters in _SIGNS}, reverse=True)


@functools.cache
def key(name: str) -> str:
    """Lower case without marks, punctuation as blanks; an article is "al"."""
    text = unicodedata.normalize("NFD", name.lower().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    words = re.sub(r"[^\w]+", " ", re.sub("['’‘ʼ`´ʿʾʻ”\"]", "", text)).split()
    return " ".join("al" if len(words) > 1 and word in _ARTICLES else word for word in words)


@functools.cache
def skeleton(folded: str) -> str:
    """The consonants of a key that romanisations share."""
    return "".join(_word(word) for word in folded.split(" ") if word != "al")


def _word(word: str) -> str:
    if word.startswith("ال") and len(word) >= 4:
        word = word[2:]
    elif re.match(r"[ae]([dnrstz])\1..", word):
        word = word[2:]
    out, previous, at = [], "", 0
    while at < len(word):
        width = next((w for w in _WIDTHS if len(word) >= at + w and word[at:at + w] in _SIGNS), 1)
        sign = _SIGNS.get(word[at:at + width], word[at:at + width])
        at += width
        if at == width and not sign:
            out.append("a")
        elif sign != previous and not (sign == "h" and at == len(word) and out):
            out.append(sign)
        previous = sign
    return "".join(out)
