"""What in a text could be read as an answer: formulas, code, and both sides of their equations."""

import re
from collections.abc import Iterator

from grader.typesetting import snippets

_CODE = re.compile(r"`([^`]+)`")
_SIDES = re.compile(r"(?<![<>!=:])=(?!=)|≈|;|\\(?:approx|iff|to|Rightarrow|leq?|geq?|q?quad)(?![A-Za-z])")


def excerpts(text: str) -> Iterator[str]:
    """Yield each formula and code span of a Markdown text, and each side of its equations."""
    found = [formula for _, formula in snippets(text)] + _CODE.findall(text)
    for formula in found:
        sides = [side.strip(" ,.") for side in _SIDES.split(formula)]
        yield from dict.fromkeys(side for side in (formula.strip(), *sides) if side)
