"""Whether signals and gradients get through many random layers with this activation, before any training."""

from dataclasses import dataclass

import numpy as np

from grader.kinds import Check
from grader.learning import activation, known
from grader.maths.formula import Function
from grader.report import Finding, Grade, Observation, failed, passed

LEAST, MOST = 1e-3, 1e3  # of the gradient in the first layer, as a multiple of the last one's
SIGNAL = 1e-4  # of the variance between inputs that must be left


@dataclass(frozen=True)
class Propagates(Check[Function]):
    """Lets signals forward and gradients back through many layers.

    depth: how many; 12 if left out.
    """

    depth: int = 12

    def __post_init__(self) -> None:
        """Refuse what is no depth."""
        if not 2 <= self.depth <= 100:
            raise ValueError("depth is a number of layers from 2 to 100")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Push random rows forward and random gradients back."""
        from grader.trials.probe import probe  # noqa: PLC0415  torch is slow to import
        from grader.trials.reasons import reasons  # noqa: PLC0415

        del rng
        seen = probe(activation(answer), self.depth)
        signal, gradient = seen.signal[-1], seen.gradient[0]
        if LEAST <= gradient <= MOST and signal >= SIGNAL:
            return passed(f"Of the gradient {gradient:.3g} times, of the signal {signal:.3g} times is left.")
        told = " ".join(reasons(seen, known(answer))) or "Too little of the signal or of the gradient is left."
        what = f"gradient {gradient:.3g}, signal {signal:.3g} times as large after {self.depth} layers"
        return failed(told, Observation(expected="about as much as at first", actual=what), grade=Grade.SUPPORTED)
