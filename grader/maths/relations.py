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
from grader.maths.tree import Negative, Variable, size, substitute

Array = NDArray[np.float64]

SAMENESS = 1e-9  # relative spread of a ratio or an offset that counts as constant
ROUGHLY = 1e-6  # the same far out
TINY = 1e-6  # what is too small to be told from rounding
MODERATE = 20  # |x| beyond which saturated values tell nothing apart
LEAST = 12  # points a relation must hold at
LARGEST = 100  # nodes: the derivative of a larger formula takes too long for a word of advice


def relation(f: Formula, right: Formula) -> str:
    """Return a sentence on how f is related to the right formula, or nothing."""
    return next(_relations(f, right), "") if len(f.variables) == 1 and f.variables == right.variables else ""


def _relations(f: Formula, right: Formula) -> Iterator[str]:
    yield from _constants(f, right)
    letter = right.variables[0]
    mirrored = substitute(right.tree, {letter: Negative(Variable(letter))})
    if _is(f, Formula(tree=mirrored, variables=right.variables)):
        yield f"It is the right one with {letter} and −{letter} swapped."
    if max(size(f.expanded), size(right.expanded)) > LARGEST:
        return
    if _is(f.derivative(), right):
        yield "Its derivative is the right answer: one derivative is still to be taken."
    if _is(f, right.derivative()):
        yield "It is the derivative of the right answer: one derivative too many."


def _constants(f: Formula, right: Formula) -> Iterator[str]:
    """Yield a factor or an offset that is the same everywhere."""
    x = sample((f, right)).arrays[0]
    a, b = f(x), right(x)
    finite = np.isfinite(a) & np.isfinite(b)
    a, b, near = a[finite], b[finite], np.abs(x[finite]) <= MODERATE
    nonzero = (np.abs(a) > TINY) & (np.abs(b) > TINY)
    with np.errstate(all="ignore"):
        ratios, offsets = (a / b)[nonzero], a - b
    factor = _constant(ratios, near[nonzero], np.zeros_like(ratios)) if np.array_equal(a == 0, b == 0) else None
    if factor == -1:
        yield "It has the wrong sign everywhere."
    elif factor not in {None, 1}:
        yield f"It is {factor:.6g} times the right one everywhere."
    if offset := _constant(offsets, near, np.abs(b)):
        yield f"It is {abs(offset):.6g} too {'large' if offset > 0 else 'small'} everywhere."


def _constant(values: Array, near: NDArray[np.bool_], sizes: Array) -> float | None:
    """Return the number that all of these are, rounded to a short decimal if it is one; None for next to nothing.

    sizes: of what they were worked out from.  Far out, where more is rounded away, they are not looked at as closely.
    """
    if np.count_nonzero(near) < LEAST:
        return None
    with np.errstate(all="ignore"):  # a difference of huge numbers may be infinite
        middle = float(np.median(values[near]))
        close = SAMENESS * max(abs(middle), float(np.max(sizes[near])))
        room = np.where(near, close, ROUGHLY * np.maximum(abs(middle), sizes))
        constant = np.all(np.abs(values - middle) <= room)
    return round(middle, 9) if constant and TINY < abs(middle) < np.inf else None


def _is(f: Formula, g: Formula) -> bool:
    return isinstance(equal(f, g), Same)
