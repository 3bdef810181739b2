"""Trees on numpy arrays in float64: fast, vectorised, and good enough to say where to look.

Undefined is nan, too large is inf; no warning is given.  What a verdict rests on is confirmed by balls.py.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, reduce
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from grader.maths.tree import (
    Call,
    Comparison,
    Condition,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Operation,
    Piecewise,
    Relation,
    Variable,
)

Array = NDArray[np.float64]
Floats = Array | np.float64  # a constant stays one number until it meets an array
Mask = NDArray[np.bool_]

_CONSTANTS = {"pi": np.pi, "e": np.e}
_RELATIONS: Mapping[Relation, Callable[[Floats, Floats], Any]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def evaluate(node: Node, values: Mapping[str, Array]) -> Array:
    """Return the values of a tree in primitives, of the shape of the variables' values."""
    shape = _shape(values)
    with np.errstate(all="ignore"):
        return np.broadcast_to(_value(node, values), shape).astype(np.float64)


def holds(condition: Condition, values: Mapping[str, Array]) -> Mask:
    """Return where a condition holds; nowhere that one of its operands is undefined."""
    shape = _shape(values)
    with np.errstate(all="ignore"):
        return np.broadcast_to(_truth(condition, values), shape)


def _shape(values: Mapping[str, Array]) -> tuple[int, ...]:
    """Return the shape the variables' values have; a constant has none."""
    return next((value.shape for value in values.values()), ())


def _value(node: Node, values: Mapping[str, Array]) -> Floats:
    match node:
        case Variable(name):
            return values[name]
        case Number(value):
            return np.float64(_nearest(value.numerator, value.denominator))
        case Constant(name):
            return np.float64(_CONSTANTS[name])
        case Negative(operand):
            return -_value(operand, values)
        case Operation("^", base, exponent):
            return _power(_value(base, values), _value(exponent, values))
        case Operation(operator, left, right):
            return _operate(operator, _value(left, values), _value(right, values))
        case Call(name, arguments):
            return _functions()[name](*(_value(argument, values) for argument in arguments))
        case Piecewise(pieces, otherwise):
            return _choose(pieces, otherwise, values)
        case _:
            assert_never(node)


@lru_cache(maxsize=4096)
def _nearest(numerator: int, denominator: int) -> float:
    try:
        return numerator / denominator
    except OverflowError:
        return np.inf


def _operate(operator: str, left: Floats, right: Floats) -> Floats:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return np.where(right == 0, np.nan, left / right)


def _power(base: Floats, exponent: Floats) -> Floats:
    """Numpy's power, but 0^-1 is undefined and nan^0 and 1^nan are too."""
    value = np.power(base, exponent)
    undefined = np.isnan(base) | np.isnan(exponent) | ((base == 0) & (exponent < 0))
    return np.where(undefined, np.nan, value)


def _choose(pieces: tuple[tuple[Condition, Node], ...], otherwise: Node | None, values: Mapping[str, Array]) -> Floats:
    last: Floats = np.float64(np.nan) if otherwise is None else _value(otherwise, values)
    for condition, node in reversed(pieces):
        truth, known = _truth(condition, values), _defined(condition, values)
        last = np.where(known, np.where(truth, _value(node, values), last), np.nan)
    return last


def _truth(condition: Condition, values: Mapping[str, Array]) -> Mask:
    match condition:
        case Comparison(operands, relations):
            seen = [_value(operand, values) for operand in operands]
            pairs = zip(relations, seen, seen[1:], strict=False)
            return reduce(np.logical_and, (_RELATIONS[relation](a, b) for relation, a, b in pairs))
        case Logic("not", (inner,)):
            return np.logical_not(_truth(inner, values))
        case Logic(word, conditions):
            join = np.logical_and if word == "and" else np.logical_or
            return reduce(join, (_truth(part, values) for part in conditions))
        case _:
            assert_never(condition)


def _defined(condition: Condition, values: Mapping[str, Array]) -> Mask:
    """Where every operand of a condition has a value: elsewhere a piecewise has none."""
    match condition:
        case Comparison(operands, _):
            known = [~np.isnan(_value(operand, values)) for operand in operands]
        case Logic(_, conditions):
            known = [_defined(part, values) for part in conditions]
        case _:
            assert_never(condition)
    return reduce(np.logical_and, known)


@cache
def _functions() -> Mapping[str, Callable[..., Floats]]:
    from scipy import special  # noqa: PLC0415  slow to import

    return {
        "abs": np.abs,
        "acos": np.arccos,
        "acosh": np.arccosh,
        "asin": np.arcsin,
        "asinh": np.arcsinh,
        "atan": np.arctan,
        "atanh": lambda x: np.where(np.abs(x) == 1, np.nan, np.arctanh(x)),
        "cbrt": np.cbrt,
        "ceil": np.ceil,
        "cos": np.cos,
        "cosh": np.cosh,
        "erf": special.erf,
        "erfc": special.erfc,
        "exp": np.exp,
        "floor": np.floor,
        "log": lambda x: np.where(x == 0, np.nan, np.log(x)),
        "max": lambda *x: reduce(np.maximum, x),
        "min": lambda *x: reduce(np.minimum, x),
        "sigmoid": special.expit,
        "sign": np.sign,
        "sin": np.sin,
        "sinh": np.sinh,
        "softplus": lambda x: np.logaddexp(0, x),
        "sqrt": np.sqrt,
        "step": lambda x: np.where(np.isnan(x), np.nan, np.where(x > 0, 1.0, 0.0)),
        "tan": np.tan,
        "tanh": np.tanh,
    }
