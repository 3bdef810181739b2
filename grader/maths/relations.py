"""How a wrong formula is related to the right one, for a word of advice: never for a verdict.

A missing factor, a sign, an offset, f(−x), the antiderivative in place of the derivative: each shows in the
values at the sample points for free.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from grader.maths.equality import Same, equal
from grader.maths.formula import Formula
from grader.maths.sampling import sample
from grader.maths.tree import Negative, Variable, substitute

Array = NDArray[np.float64]

SAMENESS = 1e-9  # relative spread of a ratio or an offset that counts as constant
MODERATE = 20  # |x| beyond which saturated values tell nothing apart
LEAST = 12  # points a relation must hold at


def relation(f: Formula, right: Formula) -> str:
    """Return a sentence on how f is related to the right formula, or nothing."""
    return next(_relations(f, right), "") if len(f.variables) == 1 and f.variables == right.variables else ""


def _relations(f: Formula, right: Formula) -> Iterator[str]:
    x = sample((f, right)).arrays[0]
    a, b = f(x), right(x)
    kept = np.isfinite(a) & np.isfinite(b) & (np.abs(x) <= MODERATE)
    a, b = a[kept], b[kept]
    nonzero = (np.abs(a) > 1e-6) & (np.abs(b) > 1e-6)
    with np.errstate(all="ignore"):
        ratio = _constant((a / b)[nonzero]) if np.array_equal(a == 0, b == 0) else None
    if ratio is not None:
        yield (
            "It has the wrong sign everywhere." if ratio == -1 else f"It is {ratio:.6g} times the right one everywhere."
        )
    offset = _constant(a - b, scale=float(np.max(np.abs(b), initial=0)))
    if offset is not None:
        yield f"It is {abs(offset):.6g} too {'large' if offset > 0 else 'small'} everywhere."
    letter = right.variables[0]
    mirrored = substitute(right.tree, {letter: Negative(Variable(letter))})
    if _is(f, Formula(tree=mirrored, variables=right.variables)):
        yield "It is the right one with x and −x swapped."
    if _is(f.derivative(), right):
        yield "Its derivative is the right answer: one derivative is still to be taken."
    if _is(f, right.derivative()):
        yield "It is the derivative of the right answer: one derivative too many."


def _constant(values: Array, *, scale: float = 0.0) -> float | None:
    """Return the value all of these have, rounded to a short decimal if it is one."""
    if len(values) < LEAST:
        return None
    middle = float(np.median(values))
    if not np.all(np.abs(values - middle) <= SAMENESS * max(abs(middle), scale)):
        return None
    return round(middle, 9) if abs(middle) > 1e-6 else None


def _is(f: Formula, g: Formula) -> bool:
    return isinstance(equal(f, g), Same)
