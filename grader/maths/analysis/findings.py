"""What a profile says of one property: the value, how it is known, and what anyone can check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isinf
from typing import Any, Literal

from flint import arb, fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Undecided
from grader.maths.analysis.ends import Limit

Status = Literal["proved", "refuted", "undecided"]
Json = Any  # plain data

DIGITS = 12
CERTAIN = 2.0**-45  # relative width of a ball whose first twelve digits are known
SMALLEST, LARGEST = 1e-300, 1e300  # numbers that can be shown to twelve digits
NOTHING = 1e-30  # what is smaller, and may be 0, is shown as 0


@dataclass(frozen=True, kw_only=True)
class Witness:
    """kind: what the points show; x: exact; y: what f is there, for display.

    The kinds are those of checker.py.
    """

    kind: str
    x: tuple[Fraction, ...]
    y: tuple[float, ...] = ()

    def to_dict(self) -> dict[str, Json]:
        """Return plain data: x as floats, and exactly as texts."""
        return {
            "kind": self.kind,
            "x": [_near(x) for x in self.x],
            "exact": [str(x) for x in self.x],
            "y": [_plain(y) for y in self.y],
        }


@dataclass(frozen=True, kw_only=True)
class Proof:
    """rule: by what a value is known; boxes: the intervals it covers, ends as texts, and what is so on each."""

    rule: str
    boxes: tuple[tuple[str, str, str], ...] = ()

    def to_dict(self) -> dict[str, Json]:
        """Return plain data."""
        return {"rule": self.rule, "boxes": [list(box) for box in self.boxes]}


@dataclass(frozen=True, kw_only=True)
class Property:
    """value: plain data, None for what does not exist, or is undecided; why: of the undecided."""

    value: Json
    status: Status
    witnesses: tuple[Witness, ...] = ()
    proof: Proof | None = None
    why: str = ""

    def to_dict(self) -> dict[str, Json]:
        """Return plain data: one witness or a list of them, else what proves it."""
        shown = [witness.to_dict() for witness in self.witnesses]
        content: dict[str, Json] = {"value": self.value, "status": self.status, "witness": None}
        if shown:
            content["witness"] = shown[0] if len(shown) == 1 else shown
        if self.proof:
            content["proof"] = self.proof.to_dict()
        if self.why:
            content["why"] = self.why
        return content


def proved(value: Json, rule: str, boxes: Sequence[tuple[str, str, str]] = ()) -> Property:
    """Return a property that is certain."""
    return Property(value=value, status="proved", proof=Proof(rule=rule, boxes=tuple(boxes)))


def certain(rule: str, boxes: Sequence[tuple[str, str, str]] = ()) -> Property:
    """Return a property that certainly holds."""
    return proved(True, rule, boxes)  # noqa: FBT003  the value of a property


def refuted(*witnesses: Witness, value: Json = False) -> Property:
    """Return a property that does not hold, and what shows it.

    Undecided: nothing does.
    """
    if not witnesses:
        raise Undecided("no points show that it does not hold")
    return Property(value=value, status="refuted", witnesses=witnesses)


def undecided(why: str) -> Property:
    """Return a property of which nothing is certain."""
    return Property(value=None, status="undecided", why=why)


def asked(question: Callable[[], Property]) -> Property:
    """Return the answer to a question, or that there is none."""
    try:
        return question()
    except Undecided as error:
        return undecided(str(error))


def number(value: Limit) -> float | str:
    """Return a number to twelve digits, infinite ones as words.

    Undecided: so many digits are not known.
    """
    if isinstance(value, float):
        return ("inf" if value > 0 else "-inf") if isinf(value) else _rounded(value)
    if isinstance(value, fmpq):
        return _rounded(_float(value))
    ball = constants.ball(value)
    if ball.contains(0):
        if ball.abs_upper() < NOTHING:
            return 0.0
        raise Undecided("a number that can't be told from 0")
    if not float((ball.rad() / abs(ball.mid())).upper()) < CERTAIN:
        raise Undecided("a number whose digits are not known")
    size = abs(ball)
    if not SMALLEST < size < LARGEST:
        raise Undecided("a number beyond those that can be shown")
    return _rounded(float(ball.mid()))


def place(x: fmpq | arb | Limit) -> float | str:
    """Return a place on the line as a number."""
    return number(x)


def _float(value: fmpq) -> float:
    """Return the nearest float.

    Undecided: no float is as large, or as small.
    """
    try:
        found = int(value.p) / int(value.q)
    except OverflowError:
        raise Undecided("a number beyond those that can be shown") from None
    if value != 0 and abs(found) < SMALLEST:
        raise Undecided("a number too small to be shown")
    return found


def _rounded(value: float) -> float | str:
    if isinf(value):
        return "inf" if value > 0 else "-inf"
    shown = float(f"{value:.{DIGITS}g}")
    return shown or 0.0


def _near(x: Fraction) -> float | str:
    """Return the nearest float of a place, whose exact text stands beside it."""
    try:
        return _rounded(float(x))
    except OverflowError:
        return "inf" if x > 0 else "-inf"


def _plain(y: float) -> float | str:
    return _rounded(y) if y == y else "nan"  # noqa: PLR0124  nan is not equal to itself
