"""Whether a function of a program is pure: it leaves its argument alone, and gives one answer to one question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError, Trouble
from grader.kinds import Check
from grader.programs.arguments import Case, maker
from grader.programs.likeness import EXACT, Difference, Likeness
from grader.programs.routine import Routine, opened
from grader.report import Finding, Observation, failed, passed
from grader.sandbox.wire import Value

Array = NDArray[np.generic]

ROW = (-1.0, 2.0, 0.5)
OTHER = (3.0, -2.0)


@dataclass(frozen=True)
class Pure(Check[Routine]):
    """Leaves its argument as it was, works on one that is read-only, and always gives the same for the same.

    on: what to call it with, such as layers(1, 2); a row of numbers if left out.
    """

    on: str = ""

    def __post_init__(self) -> None:
        """Refuse arguments that nobody knows how to make."""
        if self.on:
            maker(self.on)

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Call it again and again, also in a new process in another order, and look at its arguments afterwards."""
        first, *rest = self._cases(answer, rng)
        try:
            given = first.arguments
            before = answer.call(*given, wanted="after")
            arguments = Likeness(tolerance=EXACT, names=answer.parameters or ("x",))
            if changed := arguments.difference(list(answer.program.after), list(given)):
                return _changes(answer, changed)
            same = Likeness(tolerance=EXACT, names=answer.returned)
            others = [answer.call(*case.arguments) for case in rest]
            if unlike := same.difference(answer.call(*map(_frozen, given)), before):
                return _wavers(answer, first, unlike, "after other calls")
            with opened(answer.source, answer.reference, answer.name) as fresh:
                for case, other in zip(rest[::-1], others[::-1], strict=True):
                    if unlike := same.difference(fresh.call(*case.arguments), other):
                        return _wavers(answer, case, unlike, "when it is called first")
        except RunError as error:
            if error.trouble is Trouble.RAISED and "read-only" in error.message:
                return _needs_to_write(answer, error)
            raise
        return passed("It leaves its argument alone, and gives the same for the same.")

    def _cases(self, routine: Routine, rng: np.random.Generator) -> tuple[Case, ...]:
        if self.on:
            return tuple(maker(self.on)(routine.parameters, rng))
        return tuple(Case(arguments=routine.arguments(np.array(row))) for row in (ROW, OTHER))


def _frozen(value: Value) -> Value:
    """Return a value with its arrays read-only."""
    match value:
        case np.ndarray():
            copy = value.copy()
            copy.flags.writeable = False
            return copy
        case list():
            return [_frozen(entry) for entry in value]
        case tuple():
            return tuple(_frozen(entry) for entry in value)
        case _:
            return value


def _changes(routine: Routine, changed: Difference) -> Finding:
    what = f"{changed.place} from {changed.right} to {changed.actual}"
    seen = Observation(expected=f"{changed.place} = {changed.right}", actual=changed.actual)
    return failed(f"{routine.name} changes its argument: {what}. Work on a copy; the caller may need it.", seen)


def _wavers(routine: Routine, case: Case, unlike: Difference, when: str) -> Finding:
    seen = Observation(expected=f"{unlike.right} again", actual=unlike.actual)
    place = f"{unlike.place} = " if unlike.place else ""
    gives = f"gives {place}{unlike.right} once and {unlike.actual} {when}"
    return failed(f"{routine.name}({case}) {gives}; the same question has the same answer.", seen)


def _needs_to_write(routine: Routine, error: RunError) -> Finding:
    where = f" in line {error.line}" if error.line else ""
    seen = Observation(expected="a value for a read-only array", actual=error.message)
    return failed(f"{routine.name} writes into its argument{where}: {error.message}.", seen)
