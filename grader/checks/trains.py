"""Whether a network with this activation learns a task, in a trial of a second."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from grader.kinds import Check
from grader.learning import bench, shown, told
from grader.maths.formula import Function
from grader.report import Finding


@dataclass(frozen=True)
class Trains(Check[Function]):
    """Learns a task, as the activation of a small network with two hidden layers.

    task: digits-parity, spirals, mnist or xor.
    accuracy: what it must reach; half way from chance to perfect if left out.
    rows: what is added to the data: zeros, one row of zeros; large, one row of large numbers; or plain, nothing.
    depth: of the network; 2 if left out.
    """

    task: Literal["digits-parity", "spirals", "mnist", "xor"] = "digits-parity"
    accuracy: float | None = None
    rows: Literal["plain", "zeros", "large"] = "plain"
    depth: int = 2

    def __post_init__(self) -> None:
        """Refuse what nothing can reach."""
        if self.accuracy is not None and not 0 < self.accuracy < 1:
            raise ValueError("accuracy is a number between 0 and 1, such as 0.9")
        if not 0 <= self.depth <= 12:
            raise ValueError("depth is a number of hidden layers from 0 to 12")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Train until enough seeds are seen."""
        del rng
        seen = bench(answer, self.task, self.depth, "" if self.rows == "plain" else self.rows)
        settled = seen.trains(self.accuracy)
        asked = f"; {seen.bar(self.accuracy):.0%} were asked for"
        return told(answer, settled, f"On {self.task} it gets {shown(settled, seen)}{asked}.", seen)
