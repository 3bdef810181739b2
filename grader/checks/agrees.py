"""Whether a function of a program gives what the exercise's own gives: for arguments that are no rows of numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.programs import agreement
from grader.programs.agreement import ABSOLUTE, Tolerance
from grader.programs.arguments import Case, maker
from grader.programs.likeness import Difference, Likeness
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed
from grader.sandbox.wire import Value


@dataclass(frozen=True)
class Agrees(Check[Routine]):
    """Gives the same as the exercise's own program, however that is nested.

    on: what to call it with: all_minus_infinity(), constants(1), functions(relu, tanh), layers(1, 2, 7), logits(1e4),
        points(-5, 5), rows(3, 5), slopes(0.01, 0.3), upstream(3, 5).
    within: how far off a number may be, as a part of it; 1e-9 if left out.
    kink: a number at which any value between those on its two sides is right, as of a slope.
    """

    on: str
    within: float = 1e-9
    kink: float | None = None

    def __post_init__(self) -> None:
        """Refuse arguments that nobody knows how to make."""
        maker(self.on)
        if not 0 < self.within < 1:
            raise ValueError("within is a positive number below 1, such as 1e-9")

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look for arguments for which the two differ, the smallest first."""
        cases = list(maker(self.on)(answer.parameters, rng))
        with answer.right() as own:
            right = [[own.call(*arguments) for arguments in self._asked(case)] for case in cases]
        for case, (expected, *beside) in zip(cases, right, strict=True):
            actual = answer.call(*case.arguments)
            nearest = _nearest(actual, expected, beside, case.row == self.kink) if beside else expected
            if found := self._likeness(answer, case).difference(actual, nearest):
                show = _pointwise if found.index and case.pointwise else _whole
                return show(answer, case, found)
        return passed(f"It gives what is right for {len(cases)} {'arguments' if len(cases) > 1 else 'argument'}.")

    def _asked(self, case: Case) -> Iterator[tuple[Value, ...]]:
        """Yield a call's arguments, then as they are beside the kink, if there is one among them."""
        yield case.arguments
        if self.kink is not None and case.pointwise:
            for side in (-np.inf, np.inf):
                beside = np.where(case.row == self.kink, np.nextafter(self.kink, side), case.row)
                yield beside, *case.arguments[1:]

    def _likeness(self, routine: Routine, case: Case) -> Likeness:
        ranks = agreement.ranks(case.row) if case.pointwise else None
        tolerance = Tolerance(relative=self.within, absolute=ABSOLUTE)
        return Likeness(tolerance=tolerance, names=routine.returned, ranks=ranks)


def _nearest(actual: Value, right: Value, beside: Sequence[Value], at: NDArray[np.bool_]) -> Value:
    """Return the right value that is nearest to the actual one, where all between two are right."""
    if isinstance(right, tuple) and isinstance(actual, list | tuple | np.ndarray) and len(actual) == len(right):
        sides = zip(*(one for one in beside if isinstance(one, tuple)), strict=True)
        return tuple(_nearest(*three, at) for three in zip(actual, right, sides, strict=True))
    array = np.asarray(right)
    if (
        not isinstance(actual, np.ndarray)
        or actual.dtype.kind not in "biuf"
        or not actual.shape == array.shape == at.shape
    ):
        return right
    low, high = np.sort([np.asarray(one) for one in beside], axis=0)
    return np.where(at & np.isfinite(actual), np.clip(actual, low, high), array)


def _pointwise(routine: Routine, case: Case, found: Difference) -> Finding:
    """Show the one number that is not right."""
    x = case.at(found.index[-1])
    what = found.place.rpartition("[")[0]
    call = f"{routine.name}({', '.join(f'{one:.6g}' for one in x)})"
    return failed(f"{call} gives {_of(what)}{found.actual}; the right value is {found.right}.", _seen(x, found))


def _whole(routine: Routine, case: Case, found: Difference) -> Finding:
    sentence = f"{routine.name}({case}) gives {_of(found.place)}{found.actual}; the right value is {found.right}."
    return failed(sentence, _seen((), found))


def _of(place: str) -> str:
    """Return a place as it stands before what is there."""
    return f"{place} = " if place else ""


def _seen(x: tuple[float, ...], found: Difference) -> Observation:
    return Observation(x=x, expected=found.right, actual=found.actual)
