"""Whether units with this activation stay alive in random layers: somewhere their slope is not 0."""

from dataclasses import dataclass
from math import isnan

import numpy as np

from grader.kinds import Check
from grader.learning import activation
from grader.maths.formula import Function
from grader.report import Finding, Grade, Observation, failed, passed


@dataclass(frozen=True)
class DeadUnits(Check[Function]):
    """Has few dead units in any of 12 random layers: such whose slope is 0 for all of 256 inputs.

    at_most: the largest share of a layer, such as 0.1; 0 if left out.
    """

    at_most: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if not 0 <= self.at_most < 1:
            raise ValueError("at_most is a share from 0 to 1, such as 0.1")

    def judge(self, answer: Function, rng: np.random.Generator) -> Finding:
        """Count them, layer by layer."""
        from grader.trials.probe import probe  # noqa: PLC0415  torch is slow to import
        from grader.trials.reasons import explodes  # noqa: PLC0415

        del rng
        found = probe(activation(answer))
        if layer := explodes(found):
            sentence = f"From layer {layer} on a random network gives no finite numbers: no unit learns there."
            return failed(sentence, grade=Grade.SUPPORTED)
        if layer := next((i + 1 for i, share in enumerate(found.dead) if isnan(share)), 0):
            sentence = f"In layer {layer} of a random network slopes are not finite."
            return failed(sentence, grade=Grade.SUPPORTED)
        dead = found.dead
        worst = max(range(len(dead)), key=dead.__getitem__)
        if dead[worst] <= self.at_most:
            return passed(f"At most {dead[worst]:.0%} of a layer's units are dead.")
        seen = Observation(expected=f"at most {self.at_most:.0%}", actual=f"{dead[worst]:.0%}")
        sentence = f"{dead[worst]:.0%} of the units of layer {worst + 1} have slope 0 for every input."
        return failed(sentence, seen, grade=Grade.SUPPORTED)
