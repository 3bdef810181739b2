"""The first two derivatives of the primitive functions, at an expansion."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flint import fmpq

from grader.maths.analysis import constants
from grader.maths.analysis.constants import ONE
from grader.maths.analysis.expansions import Expansion
from grader.maths.analysis.germs import Germs
from grader.maths.analysis.primitives import apply
from grader.maths.analysis.taylor import BELL

Slopes = tuple[Expansion, Expansion]  # g′(u) and g″(u)
Rule = Callable[[Germs, Expansion, Expansion], Slopes]  # of u and g(u)


def slopes(a: Germs, name: str, u: Expansion, value: Expansion) -> Slopes:
    """Return the first two derivatives of a primitive function at u, where its value is known."""
    return _RULES[name](a, u, value)


def _exp(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    del a, u
    return value, value


def _log(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    del value
    slope = a.inverse(u)
    return slope, a.negative(a.multiply(slope, slope))


def _root(power: fmpq) -> Rule:
    def rule(a: Germs, u: Expansion, value: Expansion) -> Slopes:
        slope = a.scaled(a.multiply(value, a.inverse(u)), power)
        return slope, a.scaled(a.multiply(slope, a.inverse(u)), power - 1)

    return rule


def _sin(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    return apply(a, "cos", u), a.negative(value)


def _cos(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    return a.negative(apply(a, "sin", u)), a.negative(value)


def _tan(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    del u
    slope = a.add(a.constant(ONE), a.multiply(value, value))
    return slope, a.scaled(a.multiply(value, slope), fmpq(2))


def _hyperbolic(other: str) -> Rule:
    def rule(a: Germs, u: Expansion, value: Expansion) -> Slopes:
        return apply(a, other, u), value

    return rule


def _sigmoid(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    rest = apply(a, "sigmoid", a.negative(u))
    slope = a.multiply(value, rest)
    return slope, a.multiply(slope, a.subtract(rest, value))


def _softplus(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    del value
    share = apply(a, "sigmoid", u)
    return share, a.multiply(share, apply(a, "sigmoid", a.negative(u)))


def _tanh(a: Germs, u: Expansion, value: Expansion) -> Slopes:
    way = a.limit_sign(u)
    one = a.constant(ONE)
    if way:  # 4q/(1 + q)², which keeps its digits where 1 − tanh² has none
        q = a.exp(a.scaled(u, fmpq(-2 * way)))
        slope = a.scaled(a.multiply(q, a.power(a.add(one, q), fmpq(-2))), fmpq(4))
    else:
        slope = a.subtract(one, a.multiply(value, value))
    return slope, a.scaled(a.multiply(value, slope), fmpq(-2))


def _erf(side: int) -> Rule:
    def rule(a: Germs, u: Expansion, value: Expansion) -> Slopes:
        del value
        bell = a.scaled(a.exp(a.negative(a.multiply(u, u))), constants.multiply(fmpq(side), BELL))
        return bell, a.scaled(a.multiply(u, bell), fmpq(-2))

    return rule


def _inverse_square(side: int) -> Rule:
    """Make the slopes of atan (1) and atanh (−1): 1/(1 ± u²)."""

    def rule(a: Germs, u: Expansion, value: Expansion) -> Slopes:
        del value
        slope = a.inverse(a.add(a.constant(ONE), a.scaled(a.multiply(u, u), fmpq(side))))
        return slope, a.scaled(a.multiply(u, a.multiply(slope, slope)), fmpq(-2 * side))

    return rule


def _arc(square: int, one: int, side: int) -> Rule:
    """Make the slopes of asinh, acosh, asin and acos: side·(square·u² + one)^(−1/2)."""

    def rule(a: Germs, u: Expansion, value: Expansion) -> Slopes:
        del value
        inside = a.add(a.scaled(a.multiply(u, u), fmpq(square)), a.constant(fmpq(one)))
        slope = a.scaled(a.power(inside, fmpq(-1, 2)), fmpq(side))
        return slope, a.scaled(a.multiply(u, a.multiply(slope, a.inverse(inside))), fmpq(-square))

    return rule


_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "acos": _arc(-1, 1, -1),
        "acosh": _arc(1, -1, 1),
        "asin": _arc(-1, 1, 1),
        "asinh": _arc(1, 1, 1),
        "atan": _inverse_square(1),
        "atanh": _inverse_square(-1),
        "cbrt": _root(fmpq(1, 3)),
        "cos": _cos,
        "cosh": _hyperbolic("sinh"),
        "erf": _erf(1),
        "erfc": _erf(-1),
        "exp": _exp,
        "log": _log,
        "sigmoid": _sigmoid,
        "sin": _sin,
        "sinh": _hyperbolic("cosh"),
        "softplus": _softplus,
        "sqrt": _root(fmpq(1, 2)),
        "tan": _tan,
        "tanh": _tanh,
    }
)
