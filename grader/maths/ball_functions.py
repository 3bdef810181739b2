"""The primitive functions of formulas on exact rationals and balls.

Each is given values that exist and answers with a value or a gap.  flint returns a ball that is not finite
when an argument may lie outside the domain; here it is told whether it certainly does.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType

from flint import arb, fmpq, fmpz

from grader.maths.ball_arithmetic import LONGEST, ONE, ZERO, ball, exact_root, finite
from grader.maths.values import Gap, Real, Value

Unary = Callable[[Real], Value]

_TOO_LONG = fmpz(2) ** LONGEST  # no ball beyond it is turned into an integer: it could fill the memory


def _analytic(compute: Callable[[arb], arb], at: int, value: fmpq = ZERO) -> Unary:
    """Make a function of its ball form and the one rational point where its value is rational."""

    def apply(x: Real) -> Value:
        return value if x == at else finite(compute(ball(x)))

    return apply


def _undefined(outside: Callable[[Real], bool], function: Unary) -> Unary:
    """Restrict a function to its domain, given what lies certainly outside."""

    def apply(x: Real) -> Value:
        return Gap.UNDEFINED if outside(x) else function(x)

    return apply


def _wave(compute: Callable[[arb], arb], at_zero: fmpq) -> Unary:
    """Make sin or cos: a ball as wide as the whole range tells nothing about the value."""

    def apply(x: Real) -> Value:
        if x == 0:
            return at_zero
        value = compute(ball(x))
        return value if value.rad() < 1 else Gap.UNSURE

    return apply


def _sqrt(x: Real) -> Value:
    root = exact_root(x, 2) if isinstance(x, fmpq) else None
    return finite(ball(x).sqrt()) if root is None else root


def _cbrt(x: Real) -> Value:
    if isinstance(x, arb):
        return finite(_cube_root(x))
    root = exact_root(abs(x), 3)
    if root is None:
        return finite(_cube_root(ball(x)))
    return root if x >= 0 else -root


def _cube_root(x: arb) -> arb:
    if x > 0:
        return x.root(3)
    if x < 0:
        return -(-x).root(3)
    if x == 0:
        return x
    return _cube_root(x.lower()).union(_cube_root(x.upper()))


def _sigmoid(x: arb) -> arb:
    if x < 0:  # a quotient of tiny numbers, where 1/(1 + exp(-x)) would be too large to invert
        small = x.exp()
        return small / (1 + small)
    return 1 / (1 + (-x).exp())


def _softplus(x: arb) -> arb:
    return x + (-x).exp().log1p() if x > 0 else x.exp().log1p()


def _erfc(x: arb) -> arb:
    if x > 1000 and not x.is_exact():  # flint's error bound has 30 bits, too few for x^2: exp(-x^2) would lose its sign
        return x.lower().erfc().union(x.upper().erfc())
    return x.erfc()


def _absolute(x: Real) -> Value:
    if x >= 0:
        return x
    return -x if isinstance(x, fmpq) or x <= 0 else abs(x)


def _sign(x: Real) -> Value:
    if x > 0:
        return ONE
    if x < 0:
        return -ONE
    return ZERO if x == 0 else Gap.UNSURE


def _step(x: Real) -> Value:
    if x > 0:
        return ONE
    return ZERO if x <= 0 else Gap.UNSURE


def _floor(x: Real) -> Value:
    if isinstance(x, fmpq):
        return fmpq(x.floor())
    if not abs(x) < _TOO_LONG:
        return Gap.UNSURE
    whole = x.floor().unique_fmpz()
    return Gap.UNSURE if whole is None else fmpq(whole)


def _ceil(x: Real) -> Value:
    below = _floor(-x)
    return below if isinstance(below, Gap) else -below


def _larger(a: Real, b: Real) -> Real:
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return max(a, b)
    left, right = ball(a), ball(b)
    if left >= right:
        return a
    return b if right >= left else left.max(right)


def _smaller(a: Real, b: Real) -> Real:
    return -_larger(-a, -b)


def _beyond_one(x: Real) -> bool:
    return x > 1 or x < -1


def _one_or_beyond(x: Real) -> bool:
    return x >= 1 or x <= -1


FUNCTIONS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "abs": _absolute,
        "acos": _undefined(_beyond_one, _analytic(arb.acos, 1)),
        "acosh": _undefined(lambda x: x < 1, _analytic(arb.acosh, 1)),
        "asin": _undefined(_beyond_one, _analytic(arb.asin, 0)),
        "asinh": _analytic(arb.asinh, 0),
        "atan": _analytic(arb.atan, 0),
        "atanh": _undefined(_one_or_beyond, _analytic(arb.atanh, 0)),
        "cbrt": _cbrt,
        "ceil": _ceil,
        "cos": _wave(arb.cos, ONE),
        "cosh": _analytic(arb.cosh, 0, ONE),
        "erf": _analytic(arb.erf, 0),
        "erfc": _analytic(_erfc, 0, ONE),
        "exp": _analytic(arb.exp, 0, ONE),
        "floor": _floor,
        "log": _undefined(lambda x: x <= 0, _analytic(arb.log, 1)),
        "max": lambda *x: reduce(_larger, x),
        "min": lambda *x: reduce(_smaller, x),
        "sigmoid": _analytic(_sigmoid, 0, fmpq(1, 2)),
        "sign": _sign,
        "sin": _wave(arb.sin, ZERO),
        "sinh": _analytic(arb.sinh, 0),
        "softplus": lambda x: finite(_softplus(ball(x))),
        "sqrt": _undefined(lambda x: x < 0, _sqrt),
        "step": _step,
        "tan": _analytic(arb.tan, 0),
        "tanh": _analytic(arb.tanh, 0),
    }
)
