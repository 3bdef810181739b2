"""Points to look at: fixed ones, and some drawn by lot, always the same."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from grader.maths.analysis.checking.sight import Sight
from grader.maths.tree import Node, Number, walk

SEED = 20_240_229
DRAWN = 24
_FIXED = tuple(
    map(Fraction, ("1/997", "1/13", "2/7", "5/8", "1", "11/7", "19/6", "9/2", "41/6", "25/2", "97/3", "160"))
)


@cache
def spread() -> tuple[Fraction, ...]:
    """Return points of both sides, from small to moderate ones."""
    from numpy.random import default_rng  # noqa: PLC0415  kept out of the way until it is needed

    drawn = default_rng(SEED).integers(-9_000, 9_000, DRAWN)
    lots = {Fraction(int(n), 1_009) for n in drawn}
    return tuple(sorted({side * x for x in _FIXED for side in (-1, 1)} | lots | {Fraction(0)}))


def around(node: Node) -> Iterator[Fraction]:
    """Yield the numbers that a formula names, and points on both sides of them."""
    for part in walk(node):
        if isinstance(part, Number) and part.value < 10**9:
            for side in (-1, 1):
                yield from (side * part.value + h for h in (0, Fraction(1, 8), Fraction(-1, 8)))


def known(sight: Sight) -> list[Fraction]:
    """Return points at which there certainly is a value."""
    every = sorted({*spread(), *around(sight.node)})
    return [x for x in every if sight.value(x) is not None]


def tried(sight: Sight) -> list[Fraction]:
    """Return all points to look at."""
    return sorted({*spread(), *around(sight.node)})
