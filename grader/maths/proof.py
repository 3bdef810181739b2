"""Whether two formulas are certainly the same function: the same values, and values at the same points.

The line is cut into stretches on which neither has branches; on each the difference must vanish (identity.py), both
must have values at the same points, and at each point between two stretches the two must be equal as numbers.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from grader.maths import balls
from grader.maths.formula import Formula
from grader.maths.identity import vanishes
from grader.maths.requirements import Requirement, requirements
from grader.maths.stretches import Stretch, Unclear, stretches
from grader.maths.total import total
from grader.maths.tree import Call, Condition, Node, Operation, Piecewise, number, size, substitute, walk

LARGEST = 2_000  # nodes of the two trees together
SMALL = 150  # nodes of trees with switches that are cut into stretches first
SWITCHES = frozenset({"abs", "max", "min", "sign", "step"})


def is_proved(f: Formula, g: Formula, where: Condition | None = None) -> bool:
    """Whether two formulas in the same variables are proved to be the same function, where the condition holds."""
    left, right = f.expanded, g.expanded
    if size(left) + size(right) > LARGEST:
        return False
    if where is not None:
        left, right = (Piecewise(((where, node),), None) for node in (left, right))
    return _is_proved(left, right, f.variables)


def _is_proved(left: Node, right: Node, letters: tuple[str, ...]) -> bool:
    parts = [part for node in (left, right) for part in walk(node)]
    if len(parts) <= SMALL and any(map(_switches, parts)):
        return _is_proved_in_stretches(left, right, letters) or _is_proved_at_once(left, right, letters)
    return _is_proved_at_once(left, right, letters) or _is_proved_in_stretches(left, right, letters)


def _switches(part: Node | Condition) -> bool:
    return isinstance(part, Piecewise) or (isinstance(part, Call) and part.name in SWITCHES)


def _is_proved_at_once(left: Node, right: Node, variables: tuple[str, ...]) -> bool:
    """Whether the difference vanishes as a whole, and both trees have values everywhere or ask for the same."""
    letter = variables[0] if variables else ""
    everywhere = total(left) and total(right)
    if not everywhere and not _ask_for_the_same(requirements(left), requirements(right), letter):
        return False
    return vanishes(Operation("-", left, right), letter)


def _ask_for_the_same(some: tuple[Requirement, ...], more: tuple[Requirement, ...], letter: str) -> bool:
    """Whether two trees have values at the same points, for all that their requirements tell."""
    left = list(more)
    for one in some:
        twin = next((other for other in left if _are_alike(one, other, letter)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def _are_alike(a: Requirement, b: Requirement, letter: str) -> bool:
    if a.kind != b.kind or a.kind == "unclear":
        return False
    if a.node == b.node or vanishes(Operation("-", a.node, b.node), letter):
        return True
    return a.kind == "nonzero" and vanishes(Operation("+", a.node, b.node), letter)


def _is_proved_in_stretches(left: Node, right: Node, letters: tuple[str, ...]) -> bool:
    """Whether both are the same in each stretch of one of the variables, and at each point between."""
    return any(_is_proved_along(left, right, letter, tuple({*letters} - {letter})) for letter in letters or ("",))


def _is_proved_along(left: Node, right: Node, letter: str, others: tuple[str, ...]) -> bool:
    try:
        found = stretches(left, right, letter)
    except Unclear:
        return False
    points = [stretch.interval.high for stretch in found if stretch.interval.high is not None]
    return proved(found, letter) and all(_are_equal_at(x, left, right, letter, others) for x in points)


def proved(found: Iterable[Stretch], letter: str) -> bool:
    """Whether two trees are proved to be the same on each stretch, and there is one on which both have values."""
    with_values = False
    for stretch in found:
        if stretch.left is None or stretch.right is None:
            if stretch.left is not stretch.right:
                return False
            continue
        if not _ask_for_the_same(stretch.open_left, stretch.open_right, letter):
            return False
        within = None if stretch.open_left else stretch.interval
        if stretch.left != stretch.right and not vanishes(Operation("-", stretch.left, stretch.right), letter, within):
            return False
        with_values = True
    return with_values


def _are_equal_at(x: Fraction, left: Node, right: Node, letter: str, others: tuple[str, ...]) -> bool:
    """Whether two trees have the same value at a point, or both have none."""
    seen = None if others else balls.settle(lambda bits: _seen_at({letter: x}, left, right, bits))
    if seen is not None:
        return seen
    a, b = (substitute(node, {letter: number(x)}) for node in (left, right))
    return _is_proved(a, b, others)


def _seen_at(point: Mapping[str, Fraction], left: Node, right: Node, bits: int) -> bool | None:
    """Return whether the values are the same, as far as balls tell."""
    a, b = (balls.evaluate(node, point, bits) for node in (left, right))
    if balls.Gap.UNDEFINED in (a, b):
        return a is b if balls.Gap.UNSURE not in (a, b) else None
    order = balls.order(a, b)
    return None if order is None else order == 0
