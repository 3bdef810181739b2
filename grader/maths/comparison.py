"""Two texts compared as functions, told as plain data and as a sentence: `grader equal`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any, Literal, assert_never

from grader.errors import FormulaError
from grader.maths.outcome import Compared, Different, Equality, Point, Same, Unknown
from grader.maths.reading import parse, parse_condition


@dataclass(frozen=True, kw_only=True)
class Invalid:
    """One of the texts can't be read.  position: in characters from 0."""

    side: Literal["left", "right", "where"]
    message: str
    position: int


def compare(left: str, right: str, where: str = "", variables: tuple[str, ...] = ("x",)) -> Equality | Invalid:
    """Say whether two texts are the same function, where the condition holds if there is one."""
    from grader.maths.equality import equal  # noqa: PLC0415  loads flint

    side: Literal["left", "right", "where"] = "left"
    try:
        f = parse(left, variables)
        side = "right"
        g = parse(right, variables)
        side = "where"
        if where:
            parse_condition(where, variables)
    except FormulaError as error:
        return Invalid(side=side, message=error.message, position=error.at)
    return equal(f, g, where or None)


def to_dict(outcome: Equality | Invalid) -> Mapping[str, Any]:
    """Return an outcome as plain data for JSON."""
    match outcome:
        case Invalid():
            told = {"side": outcome.side, "message": outcome.message, "position": outcome.position}
            return {"verdict": "invalid", **told}
        case Same():
            return _told("same", outcome, how=outcome.how)
        case Different():
            return _told("different", outcome, left=_number(outcome.left), right=_number(outcome.right))
        case Unknown():
            return _told("unknown", outcome)
        case _:
            assert_never(outcome)


def sentence(outcome: Equality | Invalid) -> str:
    """Return an outcome in words."""
    at = None if isinstance(outcome, Invalid) else _coordinates(outcome)
    match outcome:
        case Invalid(side=side, message=message, position=position):
            what = "condition" if side == "where" else f"{side} formula"
            return f"The {what} can't be read, at character {position + 1}: {message}"
        case Same(how=how, domain="same"):
            return f"the same function ({how})"
        case Same(domain=domain):
            return f"same; their domains: {domain}, see {at}"
        case Different(left=left, right=right):
            where = "" if at is None else f"at {at} "
            return f"different: {where}the left one gives {left!r}, the right one {right!r}"
        case Unknown(why=why):
            return f"unknown: {why}" + (f"; their domains: {outcome.domain}, see {at}" if outcome.gaps else "")
        case _:
            assert_never(outcome)


def _told(
    verdict: str,
    outcome: Compared,
    *,
    how: str | None = None,
    left: float | str | None = None,
    right: float | str | None = None,
) -> Mapping[str, Any]:
    at = _coordinates(outcome)
    return {"verdict": verdict, "how": how, "domain": outcome.domain, "at": at, "left": left, "right": right}


def _coordinates(outcome: Compared) -> float | str | list[float | str] | None:
    """Return the witness, else a point that only one of the domains has: one number, or one for each variable."""
    witness: Point = outcome.at if isinstance(outcome, Different) else ()
    numbers = [_nearest(x) for x in witness or next((gap.at for gap in outcome.gaps), ())]
    if not numbers:
        return None
    return numbers[0] if len(numbers) == 1 else numbers


def _nearest(x: Fraction) -> float | str:
    """Return a coordinate as a number, or as a text where float64 ends."""
    try:
        return float(x)
    except OverflowError:
        return f"{Decimal(x.numerator) / Decimal(x.denominator):.6e}"


def _number(x: float) -> float | str:
    """JSON has no infinity: write it as a word."""
    return x if isfinite(x) else str(x)
