"""What is said of an answer while it is typed: how it was read, its curve and slope, or where it can't be read."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from grader.errors import AnswerError
from grader.exercise import Part
from grader.maths.formula import Formula, values
from grader.maths.reading import parse

WIDE = 6.0  # the window is [-6, 6] at first
POINTS = 241  # odd, so that the middle is a point; more hide a chart's marks from screen readers
TINY = 1e-3  # of the curve's height: below, nobody sees a jump
ROUNDING = 1e-13  # of the curve's values: what 450 roundings add up to at most; where it is flat they are all it does
NEARBY = 1e-5  # of x: differences of f′ so far apart are right to 1e-9, and miss most kinks
LEAP = 4  # times as far as the slopes at both ends would carry it: that is a jump


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A function of one variable in a window: sorted x, its values and slopes; nan where there are none.

    jumps: places i with a jump between x[i] and x[i + 1], where no line may be drawn.
    """

    variable: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    slope: tuple[float, ...]
    jumps: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """An answer as it was understood.

    latex: the echo; empty if it can't be read.  fault, at: why not, and at which character.
    curve: of a formula in one variable.
    """

    latex: str = ""
    fault: str = ""
    at: int = 0
    curve: Curve | None = None


def sketch(text: str, variables: tuple[str, ...] = ("x",), *, middle: float = 0.0, wide: float = WIDE) -> Sketch:
    """Return how a formula is understood, with its curve within `wide` of the middle."""
    try:
        formula = parse(text, variables)
    except AnswerError as error:
        return Sketch(fault=error.message, at=error.at)
    shown = curve(formula, middle, wide) if len(variables) == 1 else None
    return Sketch(latex=formula.latex(), curve=shown)


def echo(part: Part, text: str, *, middle: float = 0.0, wide: float = WIDE) -> Sketch:
    """Return how an answer to a part is understood, with its curve if it is a formula in one variable."""
    try:
        parsed = part.kind.parse(text)
    except AnswerError as error:
        return Sketch(fault=error.message, at=error.at)
    drawn = isinstance(parsed, Formula) and len(parsed.variables) == 1
    return Sketch(latex=part.kind.latex(parsed), curve=curve(parsed, middle, wide) if drawn else None)


@lru_cache(maxsize=512)
def curve(formula: Formula, middle: float = 0.0, wide: float = WIDE) -> Curve:
    """Return a formula's curve."""
    x = np.linspace(middle - wide, middle + wide, POINTS)
    y, slope = values(formula, x), values(formula.derivative(), x)
    return Curve(
        variable=formula.variables[0],
        x=tuple(x.tolist()),
        y=tuple(y.tolist()),
        slope=tuple(slope.tolist()),
        jumps=frozenset(map(int, np.flatnonzero(_leaps(x, y, slope)))),
    )


def _leaps(x: NDArray[np.float64], y: NDArray[np.float64], slope: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the curve jumps between neighbours: further than the slopes carry it, or against both of them."""
    with np.errstate(all="ignore"):
        rise, step = np.diff(y), np.diff(x)
        left, right = slope[:-1], slope[1:]
        carried = np.fmax(np.abs(left), np.abs(right)) * step
        finite = y[np.isfinite(y)] if np.isfinite(y).any() else np.zeros(1)
        seen = np.abs(rise) > max(TINY * np.ptp(finite), ROUNDING * np.max(np.abs(finite)))
        against = (np.sign(left) == np.sign(right)) & (np.sign(rise) == -np.sign(left))
        leaps: NDArray[np.bool_] = seen & ((np.abs(rise) > LEAP * carried) | against)
        return leaps


@lru_cache(maxsize=512)
def bend(text: str, *, middle: float = 0.0, wide: float = WIDE) -> tuple[float, ...]:
    """Return f″ at the points of a formula's curve, from differences of f′: as a formula it may be endless.

    FormulaError: the text is none.
    """
    x = np.linspace(middle - wide, middle + wide, POINTS)
    step, slope = NEARBY * np.maximum(1, np.abs(x)), parse(text).derivative()
    with np.errstate(all="ignore"):
        found = (slope(x + step) - slope(x - step)) / (2 * step)
        return tuple(np.where(np.isfinite(slope(x)), found, np.nan).tolist())
