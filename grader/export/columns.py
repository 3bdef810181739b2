"""How text fills the columns of a terminal: what is wide, what takes no room, where to break a line."""

from collections.abc import Iterator
from itertools import accumulate
from unicodedata import category, east_asian_width

from grader.export.visible import lines

ROOM = 100  # columns of a line


def columns(text: str) -> int:
    """Return how many columns a line takes."""
    return sum(map(_cells, text))


def fitting(text: str, room: int) -> str:
    """Return as much of the text's beginning as fits."""
    for count, used in enumerate(accumulate(map(_cells, text))):
        if used > room:
            return text[:count]
    return text


def wrapped(text: str, first: str = "") -> list[str]:
    """Return the text's lines folded to fit, the first behind some words and the rest as far in.

    Lines are broken at spaces only: a formula without any stays whole.  Empty lines are left out.
    """
    room = ROOM - columns(first)
    rows = [row for line in lines(text) if line.strip() for row in _folded(line.rstrip(), room)]
    return [(" " * columns(first) if i else first) + row for i, row in enumerate(rows)]


def _folded(line: str, room: int) -> Iterator[str]:
    # Splitting at each single space keeps the spaces that line things up.
    row, *words = line.split(" ")
    for word in words:
        if row.strip() and columns(row) + 1 + columns(word) > room:
            yield row.rstrip()
            row = word
        else:
            row = f"{row} {word}"
    yield row


def _cells(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:  # drawn over the one before, or not at all
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
