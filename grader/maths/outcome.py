"""What a comparison of two formulas can say, and how their domains lie to each other."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Point = tuple[Fraction, ...]
Side = Literal["left", "right"]
Domain = Literal["same", "left wider", "right wider", "differs"]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A point where one side has a value and the other has none."""

    at: Point
    side: Side  # the side that has the value


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What every outcome tells: where one side is defined and the other is not, at most one point for each side."""

    gaps: tuple[Gap, ...] = ()

    @property
    def domain(self) -> Domain:
        """How the two domains lie to each other, as far as was seen."""
        match sorted(gap.side for gap in self.gaps):
            case []:
                return "same"
            case ["left"]:
                return "left wider"
            case ["right"]:
                return "right wider"
            case _:
                return "differs"


@dataclass(frozen=True, kw_only=True)
class Same(Compared):
    """The same on the common domain.  points: how many it was agreed on; 0 where it is proved."""

    how: Literal["proved", "agreed"] = "proved"
    points: int = 0


@dataclass(frozen=True, kw_only=True)
class Different(Compared):
    """Not the same: the confirmed witness; values to float64."""

    at: Point = ()
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Unknown(Compared):
    """Neither could be shown."""

    why: str


Equality = Same | Different | Unknown
