"""Whether a function can be differentiated so many times, without a jump in any of the derivatives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.certain import decided, judged
from grader.kinds import Check
from grader.maths import corners, domain, jumps, kinks, sampling, total
from grader.maths.corners import Corner
from grader.maths.domain import Hole
from grader.maths.figures import apart
from grader.maths.formula import Formula, Function, values
from grader.maths.jumps import Jump
from grader.maths.kinks import Kink
from grader.report import Finding, Grade, Observation, failed, passed, undecided
from grader.sight import LEAST, REACH, without_value
from grader.witnesses import witnessed

LOOKED = (
    "the value",
    "the value or slope",
    *(f"a derivative up to the {name}" for name in ("second", "third", "fourth")),
)
NAMES = ("value", "slope", "second derivative", "third derivative", "fourth derivative")
TORN = ("no value", "no value near", "jump", "jump near")  # what shows that it is not continuous
Array = NDArray[np.float64]
Fault = Hole | Jump | Corner | Kink


@dataclass(frozen=True)
class Smooth(Check[Function]):
    """Has continuous derivatives up to an order at every x: 0 is continuous, 1 has no kinks.

    order: how many derivatives, 0 to 4.
    """

    order: int

    def __post_init__(self) -> None:
        if not 0 <= self.order < len(NAMES):
            raise ValueError(f"the order is 0 to {len(NAMES) - 1}")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a hole, a jump, a kink, then for derivatives whose two sides do not meet."""
        if isinstance(answer, Formula) and _is_analytic(answer):
            return passed("Made of functions that are smooth everywhere.", grade=Grade.PROVED)
        return judged(
            answer,
            "smoothness",
            holds=lambda smoothness: _order(smoothness) >= self.order,
            words=f"Has no jump of {LOOKED[self.order]}.",
            sampled=lambda: _sampled(answer, rng, self.order),
            against=lambda found: _against(answer, _order(found.value)),
        )


def _order(smoothness: str) -> float:
    """Return k of C^k, which may be inf."""
    return float(smoothness.removeprefix("C^"))


def _against(f: Function, order: float) -> Finding:
    """Return the finding for a formula of which it is certain that it has so many derivatives and no more."""
    torn = decided(f, "continuous")
    if order < 0 and torn:
        return witnessed(torn, *TORN, otherwise="Has a hole or a jump.")
    sentence = f"The {NAMES[int(order) + 1]} is not continuous everywhere."
    return failed(sentence, grade=Grade.PROVED)


def _sampled(f: Function, rng: np.random.Generator, order: int) -> Finding:
    sample = sampling.line(f, rng)
    x, y = sample.arrays[0], values(f, *sample.arrays)
    hole = domain.hole(f, sample, y)
    if not hole and np.count_nonzero(np.isfinite(y)) < LEAST:
        return undecided("Too few of its values could be computed.")
    fault = hole or jumps.jump(f, x, y) or _bend(f, x, order)
    if fault:
        return _told(fault)
    if not isinstance(f, Formula):
        return undecided(f"No jump or kink was found on [−{REACH:g}, {REACH:g}]; more can be told of formulas only.")
    return passed(f"No jump of {LOOKED[order]} was found on [−{REACH:g}, {REACH:g}].")


def _is_analytic(f: Formula) -> bool:
    """Whether its form shows that it has all derivatives at every x."""
    return total.total(f.expanded) and total.steady(f.expanded) and total.analytic(f.expanded)


def _bend(f: Function, x: Array, order: int) -> Corner | Kink | None:
    if order == 0:
        return None
    found = corners.corner(f, order) if isinstance(f, Formula) else None
    return found or kinks.kink(f, x)


def _told(fault: Fault) -> Finding:
    match fault:
        case Corner(at=at, order=order, how="unclear"):
            return undecided(f"Whether the {NAMES[order]} settles close to x ≈ {float(at):.6g} could not be told.")
        case Hole(at=at, exact=exact):
            return without_value(at, exact=exact)
        case Jump(at=at, before=left, after=right, exact=exact):
            return _torn(NAMES[0], float(at), left, right, exact=exact)
        case Corner(at=at, order=order, how="jumps", left=left, right=right, exact=exact):
            return _torn(NAMES[order], float(at), left, right, exact=exact)
        case Corner(at=at, order=order, how=how, exact=exact):
            return _endless(
                NAMES[order], float(at), "grows without bound" if how == "grows" else "keeps swinging", exact=exact
            )
        case Kink(at=at, endless=True):
            return _endless(NAMES[1], float(at), "grows without bound", exact=False)
        case Kink(at=at, left=left, right=right):
            return _torn(NAMES[1], float(at), *(float(f"{slope:.4g}") for slope in (left, right)), exact=False)


def _endless(name: str, x: float, does: str, *, exact: bool) -> Finding:
    seen = Observation(x=(x,), expected=f"a {name}", actual="none")
    return failed(f"The {name} {does} close to x {_sign(exact=exact)} {x:.6g}.", seen)


def _torn(name: str, x: float, left: float, right: float, *, exact: bool) -> Finding:
    before, after = apart(left, right)
    seen = Observation(x=(x,), expected=f"no jump of the {name}", actual=f"{before} on the left, {after} on the right")
    return failed(f"The {name} jumps from {before} to {after} at x {_sign(exact=exact)} {x:.6g}.", seen)


def _sign(*, exact: bool) -> str:
    return "=" if exact else "≈"
