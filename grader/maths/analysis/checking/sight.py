"""What a formula is at exact points, to as many digits as wanted, and the sign of what is made of such values."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from grader.maths import digits as precise
from grader.maths.digit_arithmetic import Arithmetic, Mpf, TooLarge, Value
from grader.maths.tree import Node
from grader.maths.values import Gap

Truth: TypeAlias = bool | None  # None: it can't be told
Sign: TypeAlias = Literal[-1, 0, 1]

RISING = (50, 150, 400)  # digits of three looks at the same point
LADDER = (*RISING, 1200)  # what the analysis tells apart, by at most 900 bits, is far apart at the last
FINE = (120, 400)  # of values at points next to each other
PLAIN = (50, 200)  # of values that are said to be equal
NOISE = 12  # digits at the end of a number that rounding may have spoilt
AGREE = 1e-3  # relative: a number stays put when digits are added


class Sight:
    """A tree in primitives, in one variable."""

    def __init__(self, node: Node, variable: str, lent: dict[int, Arithmetic] | None = None) -> None:
        self.node, self.variable = node, variable
        self._arithmetics = {} if lent is None else lent
        self._seen = dict[tuple[Fraction, int], Value | Gap]()

    def of(self, node: Node) -> "Sight":
        """Return the sight of another tree."""
        return Sight(node, self.variable, self._arithmetics)

    def exactly(self, x: Fraction, digits: int = RISING[0]) -> Value | Gap:
        """Return the value, a rational where it is one; UNSURE: it is too large to be known so well."""
        key = (x, digits)
        if key not in self._seen:
            self._seen[key] = self._look(x, digits)
        return self._seen[key]

    def _look(self, x: Fraction, digits: int) -> Value | Gap:
        try:
            found = precise.exactly(self.node, {self.variable: x}, self._arithmetic(digits))
        except (TooLarge, OverflowError):
            return Gap.UNSURE
        return Gap.UNDEFINED if found is None else found

    def _arithmetic(self, digits: int) -> Arithmetic:
        from mpmath import MPContext  # noqa: PLC0415  slow to import

        if digits not in self._arithmetics:
            context = MPContext()
            context.dps = digits + precise.GUARD
            self._arithmetics[digits] = Arithmetic(context=context)
        return self._arithmetics[digits]

    def value(self, x: Fraction, digits: int = RISING[0]) -> Mpf | None:
        """Return the value, or None where there is none, or none is known."""
        found = self.exactly(x, digits)
        return None if isinstance(found, Gap) else self.real(found, digits)

    def real(self, value: Value, digits: int) -> Mpf:
        """Return a value in mpmath's form."""
        return self._arithmetic(digits).real(value)

    def is_defined(self, x: Fraction) -> Truth:
        """Whether there is a value, as two looks in a row say: with too few digits a denominator may seem to be 0."""
        before: Truth = None
        for digits in LADDER[1:]:
            seen = _state(self.exactly(x, digits))
            if seen is not None and seen == before:
                return seen
            before = seen
        return None

    def sign(
        self,
        points: Sequence[Fraction],
        claim: Callable[..., Mpf],
        ladder: Sequence[int] = LADDER,
        looks: int = 3,
    ) -> Sign | None:
        """Return the sign of a claim about the values at points once so many looks agree; 0: nothing of it is seen."""
        seen = list[tuple[Any, bool]]()
        for digits in ladder:
            values = [self.value(x, digits) for x in points]
            if any(value is None for value in values):
                continue
            total = claim(*values)
            noise = max(map(abs, values)) * self._arithmetic(digits).context.mpf(10) ** (NOISE - digits)
            seen.append((total, abs(total) > noise))
            if _is_firm(seen[-looks:], looks):
                return 1 if total > 0 else -1
        return _of_nothing(seen) if len(seen) >= looks else None

    def are_equal(self, a: Fraction, b: Fraction) -> bool:
        """Whether two values are one and the same rational."""
        first, second = self.exactly(a), self.exactly(b)
        return isinstance(first, Fraction) and isinstance(second, Fraction) and first == second


def _state(found: Value | Gap) -> Truth:
    if isinstance(found, Gap):
        return False if found is Gap.UNDEFINED else None
    return True


def _is_firm(seen: Sequence[tuple[Any, bool]], looks: int) -> bool:
    """Whether the last looks all show the same number."""
    last = seen[-1][0]
    return len(seen) == looks and all(clear and abs(total - last) <= AGREE * abs(last) for total, clear in seen)


def _of_nothing(seen: Sequence[tuple[Any, bool]]) -> Sign | None:
    """Return 0 for what is within the noise, or as small as the digits at every look."""
    (first, _), (last, clear) = seen[0], seen[-1]
    return 0 if not clear or abs(last) < abs(first) * first.context.mpf(10) ** -100 else None


def every(truths: Iterable[Truth]) -> Truth:
    """Return whether all are so: False as soon as one is not, None if one can't be told."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        result = result if truth else None
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Return whether one is so: True as soon as one is, None if one can't be told."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        result = None if truth is None else result
    return result


def negated(truth: Truth) -> Truth:
    """Return the contrary."""
    return None if truth is None else not truth
