"""Arguments that are no formula: lengths, colours, columns, numbers."""

import re
from collections.abc import Iterator

from grader.tex.braces import Fault

KINDS = frozenset("sckunr")

LENGTH = re.compile(r"[-+]?\s*(\d+\.?\d*|\.\d+)\s*(pt|mm|cm|in|bp|pc|dd|cc|nd|nc|sp|px|ex|em|mu)")
BARE_LENGTH = re.compile(r"[-+]? *(\d+\.?\d*|\.\d*) *[a-z]{0,2}")
COLOUR = re.compile(r"#?[0-9a-f]{6}|#([0-9a-f]{3,4}|[0-9a-f]{8})|[a-z]+", re.IGNORECASE)
COLUMNS = re.compile(r"[lcr|:\s]*")
COUNT = re.compile(r"0*[1-9][0-9]*")


def faults(kind: str, text: str, at: int) -> Iterator[Fault]:
    """Say if the text is no length (s), colour (c), columns (k) or number (n).

    Addresses (u) and raw texts (r) may be anything.  at: where the text stands.
    """
    if kind == "s" and text and not LENGTH.search(text):
        yield at, f"“{text}” is not a length; write a number and a unit, such as 2pt or 1em."
    if kind == "c" and not COLOUR.fullmatch(text):
        yield at, f"“{text}” is not a colour; write a name or #rrggbb."
    if kind == "k" and not COLUMNS.fullmatch(text):
        yield at, f"“{text}” does not describe columns; write one of l, c, r for each, and | for a line."
    if kind == "n" and not COUNT.fullmatch(text):
        yield at, f"“{text}” is not the number of pairs of columns."
