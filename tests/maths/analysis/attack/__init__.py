"""An attack on verdicts about a formula: mpmath at 50 digits and more looks for what contradicts them.

It shares no code with the analysis.  It says nothing where it can't be certain, so that every line is a wrong verdict.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attack import bounds, ends, laws, logic, shapes, smoothness
from attack.case import Case
from grader.maths.tree import Node

__all__ = ["Case", "contradictions", "refuted"]

ATTACKS: tuple[Callable[[Case], Iterator[str]], ...] = (
    logic.consistent,
    smoothness.defined,
    smoothness.continuous,
    smoothness.smoothness,
    smoothness.kinks,
    smoothness.jumps,
    smoothness.at_origin,
    bounds.value_range,
    bounds.bounded,
    bounds.lipschitz,
    bounds.attains,
    shapes.monotone,
    shapes.convex,
    shapes.injective,
    shapes.dead_region,
    laws.parity,
    laws.affine,
    laws.homogeneous,
    laws.idempotent,
    laws.periodic,
    ends.limits,
    ends.slope_limits,
    ends.growth,
    ends.saturates,
)


def contradictions(formula: Node | str, properties: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each verdict that is certainly wrong.

    properties: by name, each a plain value or the {"value", "status", "witness"} of a profile.
    """
    return refuted(Case(formula, properties))


def refuted(case: Case) -> list[str]:
    """Return the same of a formula that was looked at before."""
    return [words for attack in ATTACKS for words in attack(case)]
