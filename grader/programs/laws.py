"""Identities between calls of a program's functions, such as `softmax(z + c) == softmax(z)`: read, never executed."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError, Trouble
from grader.programs.routine import Routine, described

Array = NDArray[np.float64]

NAMES = ("c", "g", "x", "z")
LONGEST = 300  # characters

_OPERATORS: Mapping[type[ast.operator], Callable[[Array, Array], Array]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
}
_FUNCTIONS: Mapping[str, Callable[[Array], Array]] = {
    "abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "max": lambda value: np.max(value, axis=-1),
    "sum": lambda value: np.sum(value, axis=-1),
}


@dataclass(frozen=True, kw_only=True)
class Law:
    """Two sides, and whether they are to be equal or the left at most the right.

    calls: the functions of the program that it speaks of.
    """

    left: ast.expr
    right: ast.expr
    equal: bool
    calls: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The letters it has."""
        parts = (part for side in (self.left, self.right) for part in ast.walk(side))
        return frozenset(part.id for part in parts if isinstance(part, ast.Name) and part.id in NAMES)

    def sides(self, routine: Routine, values: Mapping[str, Array]) -> tuple[Array, Array]:
        """Return both sides, of one shape.

        RunError: the program fails, or gives what can't be computed with.
        """
        with np.errstate(all="ignore"):
            left, right = (_value(side, routine, values) for side in (self.left, self.right))
        try:
            one, other = np.broadcast_arrays(left, right)
        except ValueError:
            raise _unfit(left, right) from None
        return one, other


@lru_cache(maxsize=256)
def read(text: str) -> Law:
    """Return the law that a text says.  ValueError: it says none."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body if len(text) <= LONGEST else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        tree = None
    match tree:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.LtE() as relation], comparators=[right]):
            calls = tuple(dict.fromkeys(name for side in (left, right) for name in _calls(side)))
            return Law(left=left, right=right, equal=isinstance(relation, ast.Eq), calls=calls)
        case _:
            raise ValueError(f"“{text}” should be two sides with == or <= between, as in f(x + c) == f(x)")


def _calls(node: ast.expr) -> list[str]:
    """Return the functions a side calls that are none of ours.  ValueError: it holds what is no arithmetic."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return []
        case ast.Name(id=name) if name in NAMES:
            return []
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _calls(operand)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return [*_calls(left), *_calls(right)]
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return _calls(argument)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name not in _FUNCTIONS:
            return [name, *(call for argument in arguments for call in _calls(argument))]
        case _:
            known = f"{', '.join(NAMES)}, numbers, + - * / **, {', '.join(_FUNCTIONS)}, and the program's functions"
            raise ValueError(f"“{ast.unparse(node)}” can't be read; a law has {known}")


def _value(node: ast.expr, routine: Routine, values: Mapping[str, Array]) -> Array:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(operand=operand):
            return -_value(operand, routine, values)
        case ast.BinOp(left=left, op=operator, right=right):
            return _joined(operator, _value(left, routine, values), _value(right, routine, values))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            given = [_value(argument, routine, values) for argument in arguments]
            return _FUNCTIONS[name](given[0]) if name in _FUNCTIONS else _called(routine.other(name), given)
        case ast.Constant(value=value):
            return np.array(value, dtype=np.float64)
        case _:
            raise ValueError(f"“{ast.unparse(node)}” can't be read")


def _joined(operator: ast.operator, left: Array, right: Array) -> Array:
    try:
        return _OPERATORS[type(operator)](left, right)
    except ValueError:
        raise _unfit(left, right) from None


def _called(routine: Routine, given: list[Array]) -> Array:
    found = routine.call(*(np.array(one) for one in given))
    if not isinstance(found, np.ndarray | int | float):
        raise RunError(Trouble.TYPE, f"{routine.name} gives {described(found)}, where numbers are asked for.")
    return np.asarray(found, dtype=np.float64)


def _unfit(left: Array, right: Array) -> RunError:
    return RunError(Trouble.SHAPE, f"An array of shape {left.shape} is asked to go with one of shape {right.shape}.")
