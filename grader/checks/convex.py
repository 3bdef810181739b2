"""Whether a function bends one way only."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from grader.certain import judged
from grader.kinds import Check
from grader.maths import bending
from grader.maths.bending import Row
from grader.maths.certainty import value
from grader.maths.figures import apart
from grader.maths.formula import Function
from grader.report import Finding, Observation, failed, passed
from grader.sight import Sight, look
from grader.witnesses import witnessed

Kind = Literal["convex", "concave"]


@dataclass(frozen=True)
class Convex(Check[Function]):
    """Is convex: between two points of its graph it lies nowhere above the straight line.

    kind: convex, or concave, which is nowhere below.
    """

    kind: Kind = "convex"

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Look for a point on the wrong side of a line."""
        wrong, side = ("above chord", "above") if self.kind == "convex" else ("below chord", "below")
        return judged(
            answer,
            "convex",
            holds=lambda bends: bends in {self.kind, "affine"},
            words=f"Is nowhere {side} the straight line between two of its points.",
            sampled=lambda: _sampled(answer, rng, side),
            against=lambda found: witnessed(found, wrong, otherwise=f"Is {found.value}, not {self.kind}."),
        )


def _sampled(f: Function, rng: np.random.Generator, side: str) -> Finding:
    seen = look(f, rng, finite=True)
    if not isinstance(seen, Sight):
        return seen
    row = bending.bend(f, seen.points, seen.x, seen.y, {-1 if side == "above" else 1})
    if row:
        return _wrong(f, row, side)
    return passed(f"Is nowhere {side} the straight line between its neighbours at {seen}.")


def _wrong(f: Function, row: Row, side: str) -> Finding:
    (left, right), x = row.ends, float(row.middle)
    actual, straight = apart(value(f, row.middle), (value(f, left) + value(f, right)) / 2)
    line = f"on a straight line from x = {float(left):.6g} to x = {float(right):.6g} it would be {straight}"
    seen = Observation(x=(x,), expected=f"at {'most' if side == 'above' else 'least'} {straight}", actual=actual)
    return failed(f"At x = {x:.6g} it is {actual}, and so {side}: {line}.", seen)
