"""The primitive functions of balls and of power series over balls: values and derivatives on a whole interval at once.

A series around a ball encloses the Taylor coefficients at each of its points.  Functions are written so that what is
tiny keeps its relative accuracy: the slope of tanh at 30 is 4·q/(1 + q)², not 1 − 1.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from flint import arb, arb_series, ctx

WIDE = 1000  # arguments beyond which a ball's width spoils erfc


@contextmanager
def length(terms: int) -> Iterator[None]:
    """Let series have so many terms."""
    before = ctx.cap
    ctx.cap = terms
    try:
        yield
    finally:
        ctx.cap = before


def divide(a: arb_series | int, b: arb_series) -> arb_series:
    """Return a/b, nothing known of it where b may be 0."""
    if b[0].contains(0) or not b[0].is_finite():
        return arb_series([arb.nan()] * ctx.cap, prec=ctx.cap)
    return a / b


def _sigmoid(u: arb_series) -> arb_series:
    if u[0] < 0:
        small = u.exp()
        return divide(small, 1 + small)
    return divide(1, 1 + (-u).exp())


def _softplus(u: arb_series) -> arb_series:
    first = _softplus_of(u[0])
    slopes = _sigmoid(u) * u.derivative()
    return slopes.integral() + first


def _softplus_of(x: arb) -> arb:
    return x + (-x).exp().log1p() if x > 0 else x.exp().log1p()


def _sigmoid_of(x: arb) -> arb:
    if x < 0:
        small = x.exp()
        return small / (1 + small)
    return 1 / (1 + (-x).exp())


def _tanh(u: arb_series) -> arb_series:
    if u[0] < 0:
        return -_tanh(-u)
    q = (-2 * u).exp()
    slopes = divide(4 * q, (1 + q) * (1 + q)) * u.derivative()
    return slopes.integral() + u[0].tanh()


def _cbrt(u: arb_series) -> arb_series:
    if u[0] < 0:
        return -_cbrt(-u)
    return (u.log() / 3).exp()


def _cbrt_of(x: arb) -> arb:
    return -(-x).root(3) if x < 0 else x.root(3)


def _erfc(u: arb_series) -> arb_series:
    first = _erfc_of(u[0])
    slopes = (-u * u).exp() * u.derivative() * (-2 / arb.const_sqrt_pi())
    return slopes.integral() + first


def _erfc_of(x: arb) -> arb:
    if x > WIDE and not x.is_exact():
        return x.lower().erfc().union(x.upper().erfc())
    return x.erfc()


def _erf(u: arb_series) -> arb_series:
    slopes = (-u * u).exp() * u.derivative() * (2 / arb.const_sqrt_pi())
    return slopes.integral() + u[0].erf()


def _by_slope(value: Callable[[arb], arb], slope: Callable[[arb_series], arb_series]) -> Callable[..., arb_series]:
    def apply(u: arb_series) -> arb_series:
        return (slope(u) * u.derivative()).integral() + value(u[0])

    return apply


def _cosh(u: arb_series) -> arb_series:
    grown = u.exp()
    return (grown + divide(1, grown)) / 2


def _sinh(u: arb_series) -> arb_series:
    grown = u.exp()
    return (grown - divide(1, grown)) / 2


FUNCTIONS: Mapping[str, Callable[[arb_series], arb_series]] = MappingProxyType(
    {
        "acos": lambda u: arb.pi() / 2 - u.asin(),
        "acosh": _by_slope(arb.acosh, lambda u: (u * u - 1).rsqrt()),
        "asin": arb_series.asin,
        "asinh": _by_slope(arb.asinh, lambda u: (u * u + 1).rsqrt()),
        "atan": arb_series.atan,
        "atanh": _by_slope(arb.atanh, lambda u: divide(1, 1 - u * u)),
        "cbrt": _cbrt,
        "cos": arb_series.cos,
        "cosh": _cosh,
        "erf": _erf,
        "erfc": _erfc,
        "exp": arb_series.exp,
        "log": arb_series.log,
        "sigmoid": _sigmoid,
        "sin": arb_series.sin,
        "sinh": _sinh,
        "softplus": _softplus,
        "sqrt": arb_series.sqrt,
        "tan": arb_series.tan,
        "tanh": _tanh,
    }
)

POINTWISE: Mapping[str, Callable[[arb], arb]] = MappingProxyType(
    {name: getattr(arb, name) for name in FUNCTIONS if hasattr(arb, name)}
    | {"cbrt": _cbrt_of, "erfc": _erfc_of, "sigmoid": _sigmoid_of, "softplus": _softplus_of}
)
