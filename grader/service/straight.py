"""Straight lines that a picture shows beside a curve."""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, kw_only=True)
class Line:
    """y = slope·x + height, from low to high.  label: what it is.  x: where it touches the curve, if it does."""

    slope: float
    height: float
    label: str
    low: float = -inf
    high: float = inf
    x: float | None = None

    def at(self, x: float) -> float:
        """Return its height at x."""
        return self.slope * x + self.height


@dataclass(frozen=True, kw_only=True)
class Upright:
    """A line straight up."""

    x: float
    label: str
