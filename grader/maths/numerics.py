"""What becomes of a formula on a computer: its own order of operations in float64, float32 and bfloat16.

Mathematics and floating point are judged apart.  A value too large for a dtype is a fact about the function and
stands under range; a fault is the formula's: nan or inf, 0, or fewer than half of the digits, where the value could
be told.  Each is a point, confirmed by balls: the first float, on each side of 0, at which it was met.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, inf, isfinite
from typing import Any, Literal

import numpy as np

from grader.maths import sampling
from grader.maths.equality import Same, equal
from grader.maths.faults import Label, Truth, View, Witness
from grader.maths.formula import Formula
from grader.maths.onsets import Onset, onsets
from grader.maths.precision import PRECISIONS, Dtype
from grader.maths.rounding import program, runner, written
from grader.maths.stable_forms import rewritings

__all__ = ["DTYPES", "Dtype", "Excess", "Fault", "Kind", "Numerics", "Run", "Suggestion", "numerics"]

Kind = Literal["nan", "overflow", "underflow", "cancellation"]

DTYPES: tuple[Dtype, ...] = tuple(PRECISIONS)
TRIED = 3  # rewritings looked at, the most thorough first
_KINDS: dict[Label, Kind] = {
    Label.NAN: "nan",
    Label.OVERFLOW: "overflow",
    Label.UNDERFLOW: "underflow",
    Label.CANCELLATION: "cancellation",
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong from a float on, towards inf, −inf or 0.

    kind: nan; overflow, infinite without need; underflow, rounded to 0; cancellation, half of the digits lost.
    x, got, true: the float, what the formula comes to there, and its value; infinite if that is too large itself.
    """

    kind: Kind
    x: float
    towards: float
    got: float
    true: float

    def to_dict(self) -> dict[str, Any]:
        """Return the fault as plain data for JSON."""
        return {"kind": self.kind} | _place(self) | {"got": _number(self.got), "true": _number(self.true)}


@dataclass(frozen=True, kw_only=True)
class Excess:
    """From where the function's own values are too large for a dtype."""

    x: float
    towards: float


@dataclass(frozen=True, kw_only=True)
class Run:
    """What was seen in one dtype."""

    dtype: Dtype
    faults: tuple[Fault, ...]
    range: tuple[Excess, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the run as plain data for JSON."""
        return {"faults": [fault.to_dict() for fault in self.faults], "range": [_place(one) for one in self.range]}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Another way to write the same function, with fewer faults and no new ones.  text: a sentence that says so."""

    formula: Formula
    text: str


@dataclass(frozen=True, kw_only=True)
class Numerics:
    """The runs of a formula, and a better way to write it where one is known."""

    runs: tuple[Run, ...]
    suggestion: Suggestion | None = None

    def run(self, dtype: Dtype) -> Run:
        """Return what was seen in a dtype."""
        return next(run for run in self.runs if run.dtype == dtype)

    def to_dict(self) -> dict[str, Any]:
        """Return the panel as plain data for JSON.

        {"float64": {"faults": [{"kind": "nan" | "overflow" | "underflow" | "cancellation",
                                 "from": x, "towards": "inf" | "-inf" | 0, "got": number, "true": number}, …],
                     "range": [{"from": x, "towards": …}, …]},
         "float32": {…}, "bfloat16": {…},
         "suggestion": {"formula": "softplus(x)", "text": "softplus(x) is the same function and …"} | null}
        Numbers have 12 digits; those that are none are "inf", "-inf" and "nan".  Of a fault that goes on towards 0,
        "from" is the float farthest from 0.
        """
        runs = {run.dtype: run.to_dict() for run in self.runs}
        found = self.suggestion
        return runs | {"suggestion": {"formula": found.formula.show(), "text": found.text} if found else None}


def numerics(formula: Formula, dtypes: Sequence[Dtype] = DTYPES) -> Numerics:
    """Return what becomes of a formula in one variable for |x| up to 10,000."""
    runs = _runs(formula, dtypes)
    return Numerics(runs=runs, suggestion=_suggestion(formula, runs) if _signs(runs) else None)


def _runs(formula: Formula, dtypes: Sequence[Dtype]) -> tuple[Run, ...]:
    steps = program(written(formula.tree))
    truth = Truth(formula, steps)
    marks = np.array([float(x) for x in sampling.special(formula)])
    views = [View(dtype=dtype, truth=truth, run=runner(steps, dtype)) for dtype in dtypes]
    return tuple(_run(view.dtype, tuple(onsets(view, marks))) for view in views)


def _run(dtype: Dtype, found: tuple[Onset, ...]) -> Run:
    faults = [_fault(one.witness, _towards(one)) for one in found if one.witness.label in _KINDS]
    excesses = [Excess(x=one.witness.x, towards=_towards(one)) for one in found if one.witness.label not in _KINDS]
    return Run(dtype=dtype, faults=tuple(faults), range=tuple(excesses))


def _fault(seen: Witness, towards: float) -> Fault:
    return Fault(kind=_KINDS[seen.label], x=seen.x, towards=towards, got=seen.got, true=seen.true)


def _towards(onset: Onset) -> float:
    return 0.0 if onset.inward else copysign(inf, onset.witness.x)


def _suggestion(formula: Formula, runs: tuple[Run, ...]) -> Suggestion | None:
    """Return the most thorough rewriting that is the same function with fewer faults and no new ones."""
    for tree in [*rewritings(formula.tree)][: -TRIED - 1 : -1]:
        other = Formula(tree=tree, variables=formula.variables)
        outcome = equal(formula, other)
        if not isinstance(outcome, Same) or outcome.domain != "same":
            continue
        left = _signs(_runs(other, [run.dtype for run in runs]))
        if left < _signs(runs):
            return Suggestion(formula=other, text=_said(other, left))
    return None


def _signs(runs: Sequence[Run]) -> frozenset[tuple[Dtype, Kind, bool, bool]]:
    """Return what the faults are, but for their places."""
    return frozenset((run.dtype, fault.kind, fault.x > 0, fault.towards == 0) for run in runs for fault in run.faults)


def _said(formula: Formula, left: frozenset[tuple[Dtype, Kind, bool, bool]]) -> str:
    if not left:
        return f"{formula.show()} is the same function without these faults."
    kinds = sorted({f"{kind} in {dtype}" for dtype, kind, _, _ in left})
    return f"{formula.show()} is the same function; what remains is {', '.join(kinds)}."


def _place(one: Fault | Excess) -> dict[str, Any]:
    return {"from": _number(one.x), "towards": _number(one.towards)}


def _number(x: float) -> float | str:
    """Return a number with 12 digits; JSON has no infinity and no nan: they are words."""
    return float(f"{x:.12g}") if isfinite(x) else str(x)
