"""Whether a program's functions obey a law, such as that a softmax sums to 1."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from grader.kinds import Check
from grader.maths.figures import apart
from grader.programs import laws
from grader.programs.agreement import ABSOLUTE, RELATIVE
from grader.programs.arguments import Case, maker, written
from grader.programs.routine import Routine
from grader.report import Finding, Observation, failed, passed

Array = NDArray[np.float64]

SHIFT = 3.0  # what c is


@dataclass(frozen=True)
class Law(Check[Routine]):
    """Obeys a law.

    text: two sides with == or <= between, such as softmax(z + c) == softmax(z); with the program's functions, numbers,
        + - * /, abs, exp, log, and sum and max over the last axis; z or x is an array, c a number, g an array like z.
    on: what z is; rows(2, 3) if left out.
    """

    whole: ClassVar[bool] = True

    text: str
    on: str = "rows(2, 3)"

    def __post_init__(self) -> None:
        """Refuse what is no law, and arguments that nobody knows how to make."""
        laws.read(self.text)
        maker(self.on)

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Look for an array for which it doesn't hold, the smallest first."""
        law = laws.read(self.text)
        if unknown := [name for name in law.calls if name not in answer.reference.functions]:
            raise ValueError(f"“{unknown[0]}” is no function of the program")
        for case in maker(self.on)(("z", "g"), rng):
            values = _named(case, rng)
            left, right = law.sides(answer, values)
            allowed = RELATIVE * np.maximum(np.abs(left), np.abs(right)) + ABSOLUTE
            with np.errstate(invalid="ignore"):
                holds = (np.abs(left - right) <= allowed) & np.isfinite(allowed) | (left == right)
                holds = holds if law.equal else holds | (left <= right)
            if not holds.all():
                return self._broken(law, values, left, right, tuple(map(int, np.argwhere(~holds)[0])))
        return passed(f"{self.text} holds for all arrays tried.")

    def _broken(
        self, law: laws.Law, values: dict[str, Array], left: Array, right: Array, at: tuple[int, ...]
    ) -> Finding:
        letters = [f"{name} = {written(value)}" for name, value in values.items() if name in law.names]
        given = ", ".join(letters) or "any z"
        one, other = _apart(float(left[at]), float(right[at]))
        place = f" at [{', '.join(map(str, at))}]" if at else ""
        sides = f"the left side is {one}{place}, the right one {other}"
        seen = Observation(expected=other if law.equal else f"at most {other}", actual=one)
        return failed(f"{self.text} does not hold for {given}: {sides}.", seen)


def _named(case: Case, rng: np.random.Generator) -> dict[str, Array]:
    z, *rest = (np.asarray(one, dtype=np.float64) for one in case.arguments)
    g = rest[0] if rest else rng.integers(-3, 4, z.shape).astype(np.float64)
    return {"z": z, "x": z, "c": np.array(SHIFT), "g": g}


def _apart(a: float, b: float) -> tuple[str, str]:
    return apart(a, b) if np.isfinite([a, b]).all() else (f"{a:g}", f"{b:g}")
