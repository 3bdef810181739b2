"""What a formula is at exact points, to as many digits as wanted, and the sign of what is made of such values."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

from grader.maths import digits as precise
from grader.maths.analysis.checking.quantities import quantities, steps
from grader.maths.digit_arithmetic import Arithmetic, Mpf, TooLarge, Value, require
from grader.maths.tree import Node, Operation, Operator
from grader.maths.values import Gap

T = TypeVar("T")
Truth: TypeAlias = bool | None  # None: it can't be told
Sign: TypeAlias = Literal[-1, 0, 1]

RISING = (50, 150, 400)  # digits of three looks at the same point
LADDER = (*RISING, 800, 1200)  # what the analysis tells apart, by at most 900 bits, is far apart at the last
FINE = (120, 400)  # of values at points next to each other
PLAIN = (50, 200)  # of values that are said to be equal
NOISE = 12  # digits at the end of a number that rounding may have spoilt
VANISHING = 100  # digits by which what is nothing gets smaller from the first look to the last
MORE = 3  # times the digits of the last look
KNOWN = 64  # bits of a sum, relative to 1 and itself, that rounding its parts must leave
BLUR = 5  # digits at the end of what decides that may be rounding
BESIDE = Fraction(1, 10**30)
AGREE = 1e-3  # relative: a number stays put when digits are added


class _Watchful(Arithmetic):
    """Arithmetic that refuses a sum of which rounding has left nothing, such as cosh(x)^2 - sinh(x)^2 far out."""

    def operate(self, operator: Operator, a: Value, b: Value) -> Value:
        """Return a operator b."""
        result = super().operate(operator, a, b)
        if operator in {"+", "-"} and not isinstance(result, Fraction):
            mag = self.context.mag
            lost = max(mag(self.real(a)), mag(self.real(b))) - self.context.prec
            require(lost + KNOWN <= max(mag(result), 0))
        return result


class Sight:
    """A tree in primitives, in one variable."""

    def __init__(self, node: Node, variable: str, lent: dict[int, Arithmetic] | None = None) -> None:
        self.node, self.variable = node, variable
        self._arithmetics = {} if lent is None else lent
        self._seen = dict[tuple[Fraction, int], Value | Gap]()
        self._kept = dict[Hashable, Any]()

    def of(self, node: Node) -> "Sight":
        """Return the sight of another tree."""
        return Sight(node, self.variable, self._arithmetics)

    def once(self, name: Hashable, work: Callable[[], T]) -> T:
        """Return what was worked out before."""
        if name not in self._kept:
            self._kept[name] = work()
        found: T = self._kept[name]
        return found

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
        if any(self._is_blurred(node, x, digits) for node in (self._steps if found is not None else self._borders)):
            return Gap.UNSURE
        return Gap.UNDEFINED if found is None else found

    @cached_property
    def _steps(self) -> tuple[Node, ...]:
        return tuple(steps(self.node))

    @cached_property
    def _borders(self) -> tuple[Node, ...]:
        return (*self._steps, *(one.node for one in quantities(self.node)))

    def _is_blurred(self, node: Node, x: Fraction, digits: int) -> bool:
        """Whether what decides at x seems to be 0 there and beside, as 1 − tanh(x) far out, and may be anything."""
        is_sum = isinstance(node, Operation) and node.operator in {"+", "-"}  # all else is known to all its digits
        noise = self._arithmetic(digits).context.mpf(10) ** (BLUR - digits) if is_sum else 0

        def is_nothing(at: Fraction) -> bool:
            try:
                value = precise.exactly(node, {self.variable: at}, self._arithmetic(digits))
            except (TooLarge, OverflowError):
                return False
            return not isinstance(value, Fraction | None) and abs(value) <= noise

        return all(map(is_nothing, (x, x - BESIDE, x + BESIDE)))

    def _arithmetic(self, digits: int) -> Arithmetic:
        from mpmath import MPContext  # noqa: PLC0415  slow to import

        if digits not in self._arithmetics:
            context = MPContext()
            context.dps = digits + precise.GUARD
            self._arithmetics[digits] = _Watchful(context=context)
        return self._arithmetics[digits]

    def value(self, x: Fraction, digits: int = RISING[0]) -> Any:
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
        for digits in (*ladder, MORE * ladder[-1]):
            if digits > ladder[-1] and not (seen and seen[-1][1]):
                break  # else it was just seen, or is what cancels on the way: more digits tell
            seen += self._total(points, claim, digits)
            if _is_firm(seen[-looks:], looks):
                return 1 if seen[-1][0] > 0 else -1
        return _of_nothing(seen) if len(seen) >= looks else None

    def _total(self, points: Sequence[Fraction], claim: Callable[..., Mpf], digits: int) -> list[tuple[Any, bool]]:
        """Return what is claimed, and whether it is above the noise; nothing where values are missing."""
        values = [self.value(x, digits) for x in points]
        if any(value is None for value in values):
            return []
        total = claim(*values)
        noise = max(map(abs, values)) * self._arithmetic(digits).context.mpf(10) ** (NOISE - digits)
        return [(total, abs(total) > noise)]

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
    if len(seen) < looks:
        return False
    last = seen[-1][0]
    return all(clear and abs(total - last) <= AGREE * abs(last) for total, clear in seen)


def _of_nothing(seen: Sequence[tuple[Any, bool]]) -> Sign | None:
    """Return 0 for what is within the noise, or vanishes as digits are added."""
    last, clear = seen[-1]
    largest = max(abs(total) for total, _ in seen)
    return 0 if not clear or abs(last) < largest * last.context.mpf(10) ** -VANISHING else None


def every(truths: Iterable[Truth]) -> Truth:
    """Return whether all are so: False as soon as one is not, None if one can't be told."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        result = result if truth else None
    return result


def most(truths: Iterable[Truth]) -> Truth:
    """Return whether all are so that can be told; None if these are less than half."""
    seen = list[Truth]()
    for truth in truths:
        if truth is False:
            return False
        seen.append(truth)
    return True if 2 * seen.count(True) >= len(seen) > 0 else None


def some(truths: Iterable[Truth]) -> Truth:
    """Return whether one is so: True as soon as one is, None if one can't be told."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        result = None if truth is None else result
    return result


def is_sign(wanted: int, found: int | None) -> Truth:
    """Return whether a sign is the one that is wanted."""
    return None if found is None else found == wanted


def negated(truth: Truth) -> Truth:
    """Return the contrary."""
    return None if truth is None else not truth
