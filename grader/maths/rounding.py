"""A formula run the way it is written: one operation after the other, each rounded to the dtype of its numbers.

As in numpy and torch, 1/0 is inf here; that it is undefined is for mathematics to say.  A run may be shaken: each
result is a little off, as if it had been rounded to fewer digits, which shows where digits are being lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from math import inf, nan
from typing import assert_never

import numpy as np
from ml_dtypes import bfloat16

from grader.maths.names import PRIMITIVES, expand
from grader.maths.precision import PRECISIONS, Array, Dtype
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
    Variable,
    number,
    rebuild,
    substitute,
)

Run = Callable[[Array], Array]

CALLED = frozenset({*PRIMITIVES, "expm1", "log1p"})  # one call of a library, good to its last digit or nearly so
SHAKE = 2.0**-30  # relative; leaves float64 23 bits in which to see what becomes of it
SPECK = 1e-300  # added as well, for what has become 0 too early

_VARIABLE, _CONSTANT, _CHOICE = "variable", "constant", "choice"
EXACT = frozenset("abs ceil floor max min negative sign step choice < <= > >= == != and or not".split())  # never round
_ONE = number(1)


@dataclass(frozen=True, slots=True)
class Step:
    """An operation on the results of earlier steps; value: of a constant."""

    name: str
    operands: tuple[int, ...] = ()
    value: float = 0.0


def written(node: Node) -> Node:
    """Return a tree in calls of a library: named activations are spelt out, their exp(x) − 1 as libraries do it."""
    return rebuild(node, _unfolded)


def _unfolded(node: Node) -> Node:
    if not isinstance(node, Call) or node.name in CALLED:
        return node
    places = tuple(Variable(f"argument {i}") for i in range(len(node.arguments)))
    body = rebuild(expand(Call(node.name, places)), _as_libraries_do)
    return substitute(body, {place.name: given for place, given in zip(places, node.arguments, strict=True)})


def _as_libraries_do(node: Node) -> Node:
    match node:
        case Operation("-", Call("exp", inside), right) if right == _ONE:
            return Call("expm1", inside)
        case Operation("/", Call("cosh", inside), Call("sinh", below)) if inside == below:
            return Operation("/", _ONE, Call("tanh", inside))
        case _:
            return node


def program(node: Node) -> tuple[Step, ...]:
    """Return the steps of a tree in calls of a library, the result last; what occurs twice is worked out once."""
    sheet = _Sheet()
    sheet.node(node)
    return tuple(sheet.steps)


class _Sheet:
    """Steps as they are written down, each with its number."""

    def __init__(self) -> None:
        self.steps = dict[Step, int]()

    def _place(self, name: str, *operands: int, value: float = 0.0) -> int:
        return self.steps.setdefault(Step(name, operands, value), len(self.steps))

    def node(self, node: Node) -> int:
        """Write down a tree and return the number of its result."""
        match node:
            case Variable():
                return self._place(_VARIABLE)
            case Number(value):
                return self._place(_CONSTANT, value=_nearest(value.numerator, value.denominator))
            case Constant(name):
                return self._place(_CONSTANT, value=np.pi if name == "pi" else np.e)
            case Negative(operand):
                return self._place("negative", self.node(operand))
            case Operation(operator, left, right):
                return self._place(operator, self.node(left), self.node(right))
            case Call(name, arguments):
                return self._place(name, *map(self.node, arguments))
            case Piecewise(pieces, otherwise):
                last = self._place(_CONSTANT, value=nan) if otherwise is None else self.node(otherwise)
                for condition, then in reversed(pieces):
                    last = self._place(_CHOICE, self._condition(condition), self.node(then), last)
                return last
            case _:
                assert_never(node)

    def _condition(self, condition: Condition) -> int:
        match condition:
            case Comparison(operands, relations):
                seen = list(map(self.node, operands))
                return self._join("and", [self._place(*one) for one in zip(relations, seen, seen[1:], strict=False)])
            case Logic("not", (inner,)):
                return self._place("not", self._condition(inner))
            case Logic(word, conditions):
                return self._join(word, list(map(self._condition, conditions)))
            case _:
                assert_never(condition)

    def _join(self, word: str, parts: list[int]) -> int:
        return reduce(lambda left, right: self._place(word, left, right), parts)


def _nearest(numerator: int, denominator: int) -> float:
    try:
        return numerator / denominator
    except OverflowError:
        return inf


def runner(steps: tuple[Step, ...], dtype: Dtype) -> Run:
    """Return what runs the steps on an array of a dtype; shape and dtype stay."""
    kind = PRECISIONS[dtype].type
    bound = [(_function(step, dtype), step) for step in steps]

    def run(x: Array) -> Array:
        results = list[Array]()
        with np.errstate(all="ignore"):
            for function, step in bound:
                if function:
                    results.append(function(*[results[i] for i in step.operands]))
                else:
                    results.append(x if step.name == _VARIABLE else np.array([step.value]).astype(kind))
        return results[-1] if results[-1].shape == x.shape else np.broadcast_to(results[-1], x.shape)

    return run


def shaken(steps: tuple[Step, ...]) -> Callable[[Array], tuple[Array, Array]]:
    """Return what runs the steps in float64 twice: as they are, and with every result off by a little."""
    bound = [(_function(step, "float64"), step) for step in steps]
    factors, specks = 1 + SHAKE * _draws(len(steps)), np.array([[0.0], [SPECK]])

    def run(x: Array) -> tuple[Array, Array]:
        results = list[Array]()
        with np.errstate(all="ignore"):
            for i, (function, step) in enumerate(bound):
                if function:
                    result = function(*[results[j] for j in step.operands])
                    results.append(result if step.name in EXACT else result * factors[i] + specks)
                else:
                    results.append(np.array([x, x]) if step.name == _VARIABLE else np.array([[step.value]]))
        steady, moved = np.broadcast_to(results[-1], (2, *x.shape))
        return steady, moved

    return run


def _function(step: Step, dtype: Dtype) -> Callable[..., Array] | None:
    """Return what a step calls; nothing for x and for constants."""
    return _library(dtype)[step.name] if step.operands else None


def _draws(count: int) -> Array:
    """Return for each step a factor of the steady row, which is 0, and of the shaken one, up or down."""
    rng = np.random.default_rng(23)
    sizes = rng.uniform(0.5, 1, count) * rng.choice([-1, 1], count)
    return np.stack([np.zeros(count), sizes], axis=1)[:, :, np.newaxis]


@cache
def _library(dtype: Dtype) -> Mapping[str, Callable[..., Array]]:
    from scipy import special  # noqa: PLC0415  slow to import

    def rounded(function: Callable[..., Array]) -> Callable[..., Array]:
        """Scipy has no bfloat16: its float32 is rounded."""
        if dtype != "bfloat16":
            return function
        return lambda x: function(x.astype(np.float32)).astype(bfloat16)

    names = "cbrt ceil cos cosh exp expm1 floor log log1p negative sign sin sinh sqrt tan tanh".split()
    inverse = {f"a{name}": getattr(np, f"arc{name}") for name in "cos cosh sin sinh tan tanh".split()}
    return {
        _CHOICE: np.where,
        **{name: getattr(np, name) for name in names},
        **inverse,
        "abs": np.abs,
        "erf": rounded(special.erf),
        "erfc": rounded(special.erfc),
        "max": lambda *x: reduce(np.maximum, x),
        "min": lambda *x: reduce(np.minimum, x),
        "sigmoid": rounded(special.expit),
        "softplus": lambda x: np.logaddexp(x.dtype.type(0), x),
        "step": lambda x: np.heaviside(x, x.dtype.type(0)),
        "+": np.add,
        "-": np.subtract,
        "*": np.multiply,
        "/": np.divide,
        "^": np.power,
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "==": np.equal,
        "!=": np.not_equal,
        "and": np.logical_and,
        "or": np.logical_or,
        "not": np.logical_not,
    }
