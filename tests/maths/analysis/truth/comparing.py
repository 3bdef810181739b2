"""Whether what a profile says is what a row of the table says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from truth.row import Row

RELATIVE = 1e-9  # rows carry 12 digits, profiles too
ABSOLUTE = 1e-12  # of what is 0


@dataclass(frozen=True)
class Verdict:
    """One stated property of one row, and what was said of it; decided: something was."""

    formula: str
    name: str
    expected: Any
    got: Any
    decided: bool

    @property
    def is_wrong(self) -> bool:
        return self.decided and not agree(self.expected, self.got)

    def __str__(self) -> str:
        return f"{self.formula}   {self.name}: expected {self.expected}, got {self.got}"


def verdicts(row: Row, properties: Mapping[str, Mapping[str, Any]]) -> Iterator[Verdict]:
    """Yield the verdict on each property that a row states; a property left out of a profile is wrong."""
    for name, expected in row.truths.items():
        said = properties.get(name, {"value": "nothing", "status": "missing"})
        yield Verdict(row.formula, name, expected, said["value"], said["status"] != "undecided")


def agree(expected: Any, got: Any) -> bool:
    """Whether two values are the same, numbers within rounding; `...` agrees with everything."""
    if expected is ...:
        return True
    if isinstance(expected, list):
        return isinstance(got, list | tuple) and len(got) == len(expected) and all(map(agree, expected, got))
    if isinstance(expected, bool) or isinstance(got, bool) or not isinstance(expected, int | float):
        return type(expected) is type(got) and bool(expected == got)
    if not isinstance(got, int | float):
        return False
    return abs(got - expected) <= max(RELATIVE * abs(expected), ABSOLUTE)
