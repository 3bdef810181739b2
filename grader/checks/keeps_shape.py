"""Whether a function of a program gives an array of the shape it gets, whatever that is."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError
from grader.kinds import Check
from grader.programs.routine import Routine, described
from grader.report import Finding, Observation, failed, passed
from grader.sandbox.wire import Value

Array = NDArray[np.float64]

ROW = np.array([0.5, -1.0, 2.0])
SHAPES: tuple[tuple[str, Array], ...] = (
    ("a single number (an array of shape ())", np.array(0.5)),
    ("an array of one number", np.array([0.5])),
    ("an empty array", np.zeros(0)),
    ("every second number of an array", np.linspace(-1.0, 1.0, 6)[::2]),
    ("an array of shape (2, 3)", np.linspace(-1.0, 1.0, 6).reshape(2, 3)),
    ("an array of shape (2, 3, 4)", np.linspace(-1.0, 1.0, 24).reshape(2, 3, 4)),
    ("an array of shape (0, 3)", np.zeros((0, 3))),
)


@dataclass(frozen=True)
class KeepsShape(Check[Routine]):
    """Gives an array of the shape it gets: of no dimension, of three, empty, in steps.  Values don't matter."""

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Try shapes, the smallest first."""
        del rng
        answer.call(*answer.arguments(ROW))  # what fails there has nothing to do with shapes
        for words, x in SHAPES:
            try:
                found = answer.call(*answer.arguments(x))
            except RunError as error:
                where = f" (line {error.line})" if error.line else ""
                seen = Observation(expected=f"shape {x.shape}", actual=str(error.trouble))
                finding = failed(f"{answer.name} can't do with {words}{where}: {error.message}", seen)
                return replace(finding, evidence=replace(finding.evidence, line=error.line))
            if _shape(found) != x.shape:
                seen = Observation(expected=f"shape {x.shape}", actual=described(found))
                return failed(f"{answer.name} gives {described(found)} for {words}.", seen)
        return passed(f"It keeps the shape of arrays of {len(SHAPES)} shapes.")


def _shape(found: Value) -> tuple[int, ...] | None:
    """Return the shape of a result; a number has that of an array without dimensions."""
    match found:
        case np.ndarray():
            return found.shape
        case bool() | int() | float():
            return ()
        case _:
            return None
