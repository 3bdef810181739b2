"""What to call programs with, as exercises name it: `rows(3, 5)`, `layers(1, 2, 7)`; the smallest first.

A name is a function below that takes the texts between the brackets, refuses what they can't be, and returns what
makes the arguments by luck.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf, isfinite

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from grader.errors import FormulaError, nearest
from grader.maths.coding import code
from grader.maths.names import canonical
from grader.maths.numbers import parse_number, to_float
from grader.maths.reading import parse
from grader.programs.agreement import spread
from grader.sandbox import Given
from grader.sandbox.wire import Value

Array = NDArray[np.float64]

SHORT = 60  # characters of arguments that are written out
LARGEST = 64  # of a side, a depth or a count
PRIMES = (2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0)  # the plainest numbers whose products tell their order and place
SOFTMAX = "s"  # what exercises call the output of a softmax
STEPS = (-2.0, -1.0, 1.0, 2.0, 0.5, -0.5, 0.0, 3.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """The arguments of one call.

    words: for a person; made of the arguments if left out.
    pointwise: whether the first is a row of numbers that a function is asked about one by one.
    """

    arguments: tuple[Value, ...]
    words: str = ""
    pointwise: bool = False

    def __str__(self) -> str:
        text = self.words or ", ".join(map(written, self.arguments))
        return text if len(text) <= SHORT else ", ".join(map(_in_short, self.arguments))

    @property
    def row(self) -> Array:
        """The numbers that a function is asked about one by one."""
        return np.asarray(self.arguments[0], dtype=np.float64)

    def at(self, i: int) -> tuple[float, ...]:
        """Return the numbers of one entry of a row."""
        return tuple(float(one[i]) if isinstance(one, np.ndarray) else float(one) for one in self.arguments)  # type: ignore[arg-type]  # pointwise: arrays and numbers


# parameters: the names of the function's arguments in the exercise's own program.
Maker = Callable[[tuple[str, ...], Generator], Iterator[Case]]

_CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*(?:\((.*)\))?\s*", re.DOTALL)


@lru_cache(maxsize=256)
def maker(text: str) -> Maker:
    """Return what makes the arguments that a text such as rows(3, 5) names.

    ValueError: it names none.
    """
    match = _CALL.fullmatch(text)
    if not match:
        raise ValueError(f"“{text}” should say what to call it with, such as rows(3, 5)")
    if match.group(1) not in MAKERS:
        known = nearest(match.group(1), MAKERS) or f"; there are {', '.join(MAKERS)}"
        raise ValueError(f"“{match.group(1)}” is nothing a program can be called with{known}")
    return MAKERS[match.group(1)](*_pieces(match.group(2) or ""))


def layers(*depths: str) -> Maker:
    """Lists of (W, b) for each depth: with one unit each, with two, with various numbers of units."""
    counts = [_whole(depth) for depth in _some(depths, "depth", "layers(1, 2, 7)")]

    def make(parameters: tuple[str, ...], rng: Generator) -> Iterator[Case]:
        del parameters
        for sizes, unit in (((1,), 1), ((2,), 1), ((2, 3, 1, 4), 10)):
            for count in sorted(counts):
                yield Case(arguments=(_network([sizes[i % len(sizes)] for i in range(count + 1)], unit, rng),))

    return make


def rows(*sides: str) -> Maker:
    """Arrays of two dimensions, and at last of three, with moderate numbers."""
    m, n = _two(sides, "rows(3, 5)")

    def make(parameters: tuple[str, ...], rng: Generator) -> Iterator[Case]:
        del parameters
        yield Case(arguments=(np.arange(n, dtype=np.float64).reshape(1, n)[:, :2].copy(),))
        yield Case(arguments=(rng.uniform(-3, 3, (1, n)),))
        yield Case(arguments=(rng.uniform(-3, 3, (m, n)),))
        yield Case(arguments=(rng.uniform(-3, 3, (2, m, n)),))

    return make


def logits(*sizes: str) -> Maker:
    """Rows with numbers as large as this, also beside moderate rows."""
    (text,) = _exactly(sizes, 1, "logits(1e4)")
    size = _number(text)
    tables = (
        [[size, 0.0]],
        [[-size, size]],
        [[size, size]],
        [[-size, -size - 1]],
        [[0.0, 1.0], [size, size - 1]],
        [[1.0, 2.0, 3.0], [-size, 0.0, size], [0.5, -size, -size]],
    )
    return _fixed(*(Case(arguments=(np.array(table),)) for table in tables))


def all_minus_infinity(*none: str) -> Maker:
    """Rows of nothing but −∞, also beside others."""
    _exactly(none, 0, "all_minus_infinity()")
    tables = [[[-inf]], [[-inf, -inf]], [[-inf, -inf], [0.0, 1.0]]]
    return _fixed(*(Case(arguments=(np.array(table),)) for table in tables))


def constants(*numbers: str) -> Maker:
    """Functions that give this number for a whole array, as no activation does."""
    values = [_number(text) for text in _some(numbers, "number", "constants(1)")]
    return _fixed(*(Case(arguments=(Given(f"lambda x: {value!r}"),), words=f"x ↦ {value:g}") for value in values))


def points(*ends: str) -> Maker:
    """A row of numbers between two ends."""
    low, high = _interval(ends, "points(-5, 5)")

    def make(parameters: tuple[str, ...], rng: Generator) -> Iterator[Case]:
        del parameters
        yield Case(arguments=(spread(rng, low, high),), pointwise=True)

    return make


def slopes(*numbers: str) -> Maker:
    """A row of numbers x, with each of these as a second argument."""
    given = [_number(text) for text in _some(numbers, "number", "slopes(0.01, 0.3)")]

    def make(parameters: tuple[str, ...], rng: Generator) -> Iterator[Case]:
        del parameters
        x = np.array([*STEPS, *rng.uniform(-5, 5, 40)])
        for slope in given:
            yield Case(arguments=(x.copy(), slope), pointwise=True)

    return make


def upstream(*sides: str) -> Maker:
    """An array and an upstream gradient like it; the array is a softmax's output where the exercise calls it s."""
    shape = tuple(_whole(side) for side in _some(sides, "side", "upstream(3, 5)"))

    def make(parameters: tuple[str, ...], rng: Generator) -> Iterator[Case]:
        small = (*(1 for _ in shape[:-1]), min(2, shape[-1]))
        units = (np.eye(small[-1])[i].reshape(small) for i in range(small[-1]))
        for g in (*units, rng.integers(-9, 10, shape).astype(np.float64)):
            if parameters[:1] == (SOFTMAX,):
                parts = np.array([0.25, 0.75])[: small[-1]] if g.shape == small else rng.uniform(0.2, 1, shape)
                x = np.broadcast_to(parts / parts.sum(axis=-1, keepdims=True), g.shape).copy()
            else:
                x = np.array([1.0, -2.0])[: small[-1]].reshape(small) if g.shape == small else rng.uniform(-3, 3, shape)
            yield Case(arguments=(x, g))

    return make


def functions(*formulas: str) -> Maker:
    """Functions, by name or as formulas in x."""
    cases = [_function(text) for text in _some(formulas, "function", "functions(relu, tanh)")]
    return _fixed(*cases)


MAKERS: Mapping[str, Callable[..., Maker]] = {
    make.__name__: make
    for make in (all_minus_infinity, constants, functions, layers, logits, points, rows, slopes, upstream)
}


def written(value: Value) -> str:
    """Return a value as Python would write it, numbers with six digits."""
    match value:
        case np.ndarray():
            return written(value.tolist())
        case list():
            return f"[{', '.join(map(written, value))}]"
        case tuple():
            return f"({', '.join(map(written, value))})"
        case float():
            return f"{value + 0.0:.6g}"
        case _:
            return str(value)


def _in_short(value: Value) -> str:
    match value:
        case np.ndarray():
            return f"an array of shape {value.shape}"
        case list():
            return f"a list of {len(value)}"
        case _:
            return written(value)


def _fixed(*cases: Case) -> Maker:
    return lambda parameters, rng: iter(cases)  # noqa: ARG005  no luck in them


def _network(sizes: Iterable[int], unit: int, rng: Generator) -> list[Value]:
    """Return layers of whole numbers, whose products are exact, or of whole numbers by so many."""
    pairs = list(pairwise(sizes))
    if all(pair == (1, 1) for pair in pairs):
        numbers = [PRIMES[i % len(PRIMES)] for i in range(2 * len(pairs))]
        return [(np.array([[w]]), np.array([b])) for w, b in zip(numbers[::2], numbers[1::2], strict=True)]
    high = 3 * unit
    whole = [
        (rng.integers(1, high + 1, (n, m)) * rng.choice([-1, 1], (n, m)), rng.integers(-high, high + 1, n))
        for m, n in pairs
    ]
    return [(weights / unit, bias / unit) for weights, bias in whole]


def _function(text: str) -> Case:
    try:
        formula = parse(f"{text}(x)" if canonical(text) else text)
    except FormulaError as error:
        raise ValueError(f"“{text}” is no function: {error.message}") from None
    return Case(arguments=(Given(f"lambda x: {code(formula.tree)}"),), words=text)


def _pieces(text: str) -> list[str]:
    """Return what stands between the commas outside of all brackets."""
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces] if text.strip() else []


def _some(texts: tuple[str, ...], what: str, example: str) -> tuple[str, ...]:
    if not texts:
        raise ValueError(f"give at least one {what}, as in {example}")
    return texts


def _exactly(texts: tuple[str, ...], count: int, example: str) -> tuple[str, ...]:
    if len(texts) != count:
        raise ValueError(f"write it as in {example}")
    return texts


def _two(texts: tuple[str, ...], example: str) -> tuple[int, int]:
    one, two = _exactly(texts, 2, example)
    return _whole(one), _whole(two)


def _interval(texts: tuple[str, ...], example: str) -> tuple[float, float]:
    low, high = map(_number, _exactly(texts, 2, example))
    if low >= high:
        raise ValueError(f"{low:g} should be below {high:g}")
    return low, high


def _whole(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text[:9]) <= LARGEST):
        raise ValueError(f"“{text}” should be a whole number from 1 to {LARGEST}")
    return int(text)


def _number(text: str) -> float:
    try:
        number = to_float(parse_number(text))
    except FormulaError:
        number = inf
    if not isfinite(number):
        raise ValueError(f"“{text}” should be a number")
    return number
