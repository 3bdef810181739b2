"""Everything that is certain about an activation, as one object: `grader.profile`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from types import MappingProxyType
from typing import Any

from grader.maths import balls
from grader.maths.analysis import constants
from grader.maths.analysis.deadline import Deadline, Undecided
from grader.maths.analysis.facts import Facts
from grader.maths.analysis.findings import Property, asked, undecided
from grader.maths.analysis.properties import domain, far, origin, shape, size, symmetry
from grader.maths.analysis.sampled import refutations
from grader.maths.analysis.witnesses import Values
from grader.maths.formula import Formula
from grader.maths.numerics import numerics
from grader.maths.reading import parse
from grader.maths.tree import Node

SECONDS = 1.0
BITS = 96  # with balls.GUARD: 128 in expansions

WHERE = (
    "defined",
    "continuous",
    "smoothness",
    "zero_at_origin",
    "derivative_at_0",
)  # what a formula without values has

Question = Callable[[Facts, Values], Property]

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "defined": domain.defined,
        "continuous": domain.continuous,
        "smoothness": domain.smoothness,
        "kinks": domain.kinks,
        "jumps": domain.jumps,
        "range": size.range_,
        "bounded_above": size.bounded_above,
        "bounded_below": size.bounded_below,
        "monotone": shape.monotone,
        "parity": symmetry.parity,
        "affine": shape.affine,
        "lipschitz": size.lipschitz,
        "limits": far.limits,
        "slope_limits": far.slope_limits,
        "growth": far.growth,
        "zero_at_origin": origin.zero_at_origin,
        "derivative_at_0": origin.derivative_at_0,
        "dead_region": shape.dead_region,
        "convex": shape.convex,
        "homogeneous": symmetry.homogeneous,
        "idempotent": symmetry.idempotent,
        "periodic": symmetry.periodic,
        "saturates": far.saturates,
        "injective": shape.injective,
        "attains": size.attains,
    }
)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What is known of a formula.  seconds: how long that took."""

    formula: Formula
    properties: Mapping[str, Property]
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "formula": self.formula.show(),
            "tree": repr(self.formula.tree),
            "latex": self.formula.latex(),
            "properties": {name: found.to_dict() for name, found in self.properties.items()},
            "numerics": numerics(self.formula).to_dict(),
            "seconds": round(self.seconds, 6),
        }


def profile(formula: Formula | str, seconds: float = SECONDS) -> Profile:
    """Return what is proved, refuted and undecided of a formula in one variable.

    FormulaError: a text that can't be read.  ValueError: not one variable.
    """
    formula = parse(formula) if isinstance(formula, str) else formula
    if len(formula.variables) != 1:
        raise ValueError("a profile is of a formula in one variable")
    started = perf_counter()
    found = properties(formula.expanded, formula.variables[0], seconds)
    return Profile(formula=formula, properties=found, seconds=perf_counter() - started)


@lru_cache(maxsize=512)
def properties(node: Node, variable: str, seconds: float) -> Mapping[str, Property]:
    """Return what is known of a tree in primitives, by the names of the properties."""
    with balls.precision(BITS):
        constants.forget()
        values = Values(node, variable)
        try:
            facts = Facts(node, variable, Deadline(seconds=seconds))
        except Undecided as error:
            return MappingProxyType({**dict.fromkeys(QUESTIONS, undecided(str(error))), **refutations(values)})
        if not facts.parts and not any(joint.value is not None for joint in facts.joints):
            nowhere = undecided("it has no values")
            told = {name: asked(lambda: QUESTIONS[name](facts, values)) for name in WHERE}  # noqa: B023  called at once
            return MappingProxyType(dict.fromkeys(QUESTIONS, nowhere) | told)
        return MappingProxyType(
            {name: asked(lambda: question(facts, values)) for name, question in QUESTIONS.items()}  # noqa: B023
        )
