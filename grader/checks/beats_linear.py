"""Whether a network with this activation learns more than an affine layer can, in a trial of a second."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from grader.certain import decided
from grader.kinds import Check
from grader.learning import bench, shown, told
from grader.maths.formula import Function
from grader.report import Finding, Grade, failed


@dataclass(frozen=True)
class BeatsLinear(Check[Function]):
    """Is better than a network without activations, by a point.

    task: digits-parity, spirals, mnist or xor.
    depth: of the network; 2 if left out.
    """

    task: Literal["digits-parity", "spirals", "mnist", "xor"] = "digits-parity"
    depth: int = 2

    def __post_init__(self) -> None:
        """Refuse what is no depth."""
        if not 1 <= self.depth <= 12:
            raise ValueError("depth is a number of hidden layers from 1 to 12")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Train beside the same networks without an activation, seed by seed; a straight line needs no training."""
        del rng
        affine = decided(answer, "affine")
        if affine is not None and affine.value is True:
            return failed("It is a straight line: all layers collapse into one affine map.", grade=Grade.PROVED)
        settled, seen = bench(answer, self.task, self.depth).beats_linear()
        linear = [one.accuracy for one in seen.baseline("identity", settled.seeds)]
        beside = f"; without an activation it is {float(np.mean(linear)):.1%}"
        return told(answer, settled, f"On {self.task} it gets {shown(settled, seen)}{beside}.", seen)
