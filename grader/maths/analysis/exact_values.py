"""Primitive functions of constants, exactly where the value has a name: sin(π/6) is 1/2, atan(1) is π/4."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from flint import arb, fmpq

from grader.maths.analysis import boxes, constants
from grader.maths.analysis.constants import HALF, ONE, ZERO, Constant
from grader.maths.analysis.deadline import Undecided

TWO = fmpq(2)


def constant_value(name: str, c: Constant) -> Constant:
    """Return a primitive function of a constant, exactly where it has a name."""
    if constants.is_zero(c) and name in _AT_ZERO:
        return _AT_ZERO[name]
    special = _SPECIAL.get(name)
    if special is not None and (known := special(c)) is not None:
        return known
    if name == "exp":
        return constants.exp(c)
    if name == "log":
        return constants.log(c)
    if name not in boxes.POINTWISE:
        raise Undecided(f"{name} of this constant is not known")
    value = constants.apply(name, boxes.POINTWISE[name], c, odd=name in _ODD)
    if isinstance(value, arb) and not value.is_finite():
        raise Undecided(f"the argument of {name} may lie outside its domain")
    return value


def _turns(c: Constant) -> fmpq | None:
    """Return q where c is q·π."""
    if isinstance(c, constants.Sum) and list(c.terms) == [(("pi", ONE),)]:
        return c.terms[(("pi", ONE),)]
    return None


def sine(c: Constant) -> Constant | None:
    """Return sin(c) where c is a plain multiple of π."""
    q = _turns(c)
    if q is None:
        return None
    q -= 2 * fmpq((q / 2).floor())
    if q >= 1:
        value = _SINES.get(q - 1)
        return None if value is None else constants.negative(value)
    return _SINES.get(q)


def cosine(c: Constant) -> Constant | None:
    """Return cos(c) where c is a plain multiple of π."""
    q = _turns(c)
    return None if q is None else sine(constants.pi_times(q + HALF)) if q + HALF != 0 else ZERO


def _tangent(c: Constant) -> Constant | None:
    top, bottom = sine(c), cosine(c)
    if top is None or bottom is None or constants.is_zero(bottom):
        return None
    return constants.divide(top, bottom)


_ROOT_2, _ROOT_3 = constants.power(TWO, HALF), constants.power(fmpq(3), HALF)
_SINES: Mapping[fmpq, Constant] = MappingProxyType(
    {
        ZERO: ZERO,
        fmpq(1, 6): HALF,
        fmpq(1, 4): constants.divide(_ROOT_2, TWO),
        fmpq(1, 3): constants.divide(_ROOT_3, TWO),
        HALF: ONE,
        fmpq(2, 3): constants.divide(_ROOT_3, TWO),
        fmpq(3, 4): constants.divide(_ROOT_2, TWO),
        fmpq(5, 6): HALF,
    }
)


def _arctangent(c: Constant) -> Constant | None:
    for value, q in ((ONE, fmpq(1, 4)), (_ROOT_3, fmpq(1, 3)), (constants.divide(_ROOT_3, fmpq(3)), fmpq(1, 6))):
        for side in (1, -1):
            if c == constants.multiply(fmpq(side), value):
                return constants.pi_times(side * q)
    return None


def _arcsine(c: Constant) -> Constant | None:
    for q, value in ((HALF, ONE), *_SINES.items()):
        for side in (1, -1):
            if q <= HALF and c == constants.multiply(fmpq(side), value):
                return constants.pi_times(side * q)
    return None


def _arccosine(c: Constant) -> Constant | None:
    found = _arcsine(c)
    return None if found is None else constants.subtract(constants.pi_times(HALF), found)


def _by_sign(name: str, c: Constant) -> Constant | None:
    """Return the value of a function that depends on a sign, where the sign is known."""
    side = constants.sign(c)
    if side is None:
        return None
    return {"abs": constants.multiply(fmpq(side), c), "sign": fmpq(side), "step": fmpq(max(side, 0))}[name]


_SPECIAL: Mapping[str, Callable[[Constant], Constant | None]] = MappingProxyType(
    {
        **{name: partial(_by_sign, name) for name in ("abs", "sign", "step")},
        "floor": lambda c: fmpq(c.floor()) if isinstance(c, fmpq) else None,
        "ceil": lambda c: fmpq(c.ceil()) if isinstance(c, fmpq) else None,
        "sin": sine,
        "cos": cosine,
        "tan": _tangent,
        "atan": _arctangent,
        "asin": _arcsine,
        "acos": _arccosine,
        "sqrt": lambda c: constants.power(c, HALF) if not isinstance(c, arb) else None,
        "acosh": lambda c: ZERO if c == ONE else None,
    }
)
_ODD = frozenset({"sin", "tan", "atan", "asin", "sinh", "tanh", "asinh", "atanh", "erf", "cbrt"})
_AT_ZERO: Mapping[str, Constant] = MappingProxyType(
    dict.fromkeys(_ODD, ZERO)
    | dict.fromkeys(("exp", "cos", "cosh", "erfc"), ONE)
    | {"sigmoid": HALF, "softplus": constants.log(TWO), "acos": constants.pi_times(HALF), "sqrt": ZERO}
)
