"""A formula under attack: what it is at a point, and how surely."""

from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

from attack.evaluation import Seen, evaluate
from attack.numbers import Undefined, Unknown, Value
from attack.signs import is_bordered, is_positive, varies, whole
from grader.maths.names import expand
from grader.maths.reading import parse
from grader.maths.tree import Call, Comparison, Node, Number, Operation, Piecewise, walk

DIGITS = 50
RISING = (120, 400)  # digits of a second and a third look
LARGE = 10**6  # of a constant that may be a point to look at
AGREE = 1e-30  # relative: two precisions say the same

WAVES = frozenset({"sin", "cos", "tan"})
STAIRS = frozenset({"floor", "ceil"})
BRANCHING = frozenset({"abs", "sign", "step", "max", "min"})


class Gap(Enum):
    """Why there is no value."""

    UNDEFINED = "undefined"
    UNKNOWN = "unknown"


class Probe:
    """The tree in primitives, and what its form alone tells."""

    def __init__(self, formula: Node | str) -> None:
        self.node = expand(parse(formula).tree if isinstance(formula, str) else formula)
        self._seen: dict[tuple[Value, int], Seen | Gap] = {}

    def at(self, x: Value, digits: int = DIGITS) -> Seen | Gap:
        key = (x, digits)
        if key not in self._seen:
            self._seen[key] = self._look(x, digits)
        return self._seen[key]

    def _look(self, x: Value, digits: int) -> Seen | Gap:
        try:
            return evaluate(self.node, x, digits)
        except Undefined:
            return Gap.UNDEFINED
        except Unknown:
            return Gap.UNKNOWN

    def firm(self, x: Value) -> Any:
        """Return a value that stays put when the precision rises, or None."""
        return self._rising(x, "value")

    def firm_slope(self, x: Value) -> Any:
        return self._rising(x, "slope")

    def _rising(self, x: Value, what: str) -> Any:
        last = None
        for digits in (DIGITS, *RISING):
            seen = self.at(x, digits)
            found = getattr(seen, what) if isinstance(seen, Seen) else None
            if found is None:
                return None
            if last is not None and abs(found - last) <= AGREE * abs(found):
                return found
            last = found
        return None

    def lacks(self, x: Value) -> bool:
        """Whether there is certainly no value at x."""
        return all(self.at(x, digits) is Gap.UNDEFINED for digits in (DIGITS, *RISING))

    @cached_property
    def calls(self) -> frozenset[str]:
        return frozenset(part.name for part in self._parts if isinstance(part, Call))

    @cached_property
    def has_waves(self) -> bool:
        """Whether it may oscillate without end: of all functions only these can, and stairs."""
        return bool(self.calls & (WAVES | STAIRS))

    @cached_property
    def has_many_waves(self) -> bool:
        """Whether waves of different lengths meet: how high they go together, samples can't tell."""
        waves = {part.arguments for part in self._parts if isinstance(part, Call) and part.name in WAVES | STAIRS}
        return len(waves) > 1

    @cached_property
    def has_roots(self) -> bool:
        """Whether a slope may be infinite where an argument is on a border."""
        return any(map(_is_root, self._parts))

    @cached_property
    def is_analytic(self) -> bool:
        """Whether it is analytic at every point around which it has values."""
        return not (self._has_pieces or self.calls & (BRANCHING | STAIRS) or self.has_roots)

    @cached_property
    def is_total(self) -> bool:
        """Whether its form shows that it has a value everywhere."""
        return not is_bordered(self.node)

    @cached_property
    def is_continuous(self) -> bool:
        """Whether its form shows that it is continuous where it is defined."""
        return not (self._has_pieces or self.calls & (STAIRS | {"sign", "step"}))

    @cached_property
    def fills_its_points(self) -> bool:
        """Whether the value at a place is a limit there, if the limits agree: no third branch holds at it alone."""
        if not self.is_total or self.calls & (STAIRS | {"sign", "step"}):
            return False
        pieces = [part for part in self._parts if isinstance(part, Piecewise)]
        return not pieces or (len(pieces) == 1 and len(pieces[0].pieces) == 1 and not self.has_equations)

    @cached_property
    def has_equations(self) -> bool:
        return any(isinstance(part, Comparison) and bool({"==", "!="} & set(part.relations)) for part in self._parts)

    @cached_property
    def literals(self) -> tuple[Fraction, ...]:
        return tuple(sorted({part.value for part in self._parts if isinstance(part, Number)}))

    @cached_property
    def constants(self) -> tuple[Fraction, ...]:
        """The irrational numbers written in it, to 20 digits."""
        found = [part for part in self._parts if isinstance(part, Node) and not isinstance(part, Number)]
        values = [_nearly(part) for part in found if not varies(part)]
        return tuple(sorted({value for value in values if value is not None}))

    @cached_property
    def _has_pieces(self) -> bool:
        return any(isinstance(part, Piecewise) for part in self._parts)

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        return tuple(walk(self.node))


def _nearly(node: Node) -> Fraction | None:
    try:
        value = evaluate(node, Fraction(0), DIGITS).value
    except (Undefined, Unknown):
        return None
    return Fraction(int(value * 10**20), 10**20) if abs(value) < LARGE else None


def _is_root(part: object) -> bool:
    match part:
        case Call("sqrt" | "cbrt", (inner,)):
            return not is_positive(inner)
        case Call("acos" | "acosh" | "asin", _):
            return True
        case Operation("^", base, exponent):
            return whole(exponent) is None and not is_positive(base)
        case _:
            return False
