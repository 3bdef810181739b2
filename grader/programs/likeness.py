"""Comparing what two programs give, however it is nested, and finding the plainest place where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from grader.maths.figures import apart
from grader.programs.agreement import Numbers, Tolerance
from grader.programs.routine import described
from grader.sandbox.wire import Value

# The same arithmetic twice: its last digits may depend on how arrays lie in memory.
EXACT = Tolerance(relative=1e-12, absolute=0.0)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A place where two values differ, and what stands there.

    place: such as “W[0, 1]”; empty if it is all of them.  index: in the innermost array, empty if there is none.
    """

    place: str
    actual: str
    right: str
    index: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What counts as the same.

    names: of the entries of a sequence at the top.
    ranks: a number for each entry of an array of this shape; of several that differ, the lowest is shown.
    """

    tolerance: Tolerance
    names: tuple[str, ...] = ()
    ranks: NDArray[np.intp] | None = None

    def difference(self, actual: Value, right: Value, place: str = "") -> Difference | None:
        """Return where a value differs from the right one; of arrays, by more than the tolerance."""
        match right:
            case list() | tuple():
                return self._of_sequences(actual, right, place)
            case np.ndarray() | bool() | int() | float():
                return self._of_numbers(actual, right, place)
            case _:
                same = type(actual) is type(right) and actual == right
                return None if same else _unlike(actual, right, place)

    def _of_sequences(self, actual: Value, right: Sequence[Value], place: str) -> Difference | None:
        named = not place and len(self.names) == len(right)
        entries = list(actual) if isinstance(actual, np.ndarray) and actual.ndim else actual  # it unpacks alike
        if not isinstance(entries, list | tuple) or len(entries) != len(right):
            return replace(_unlike(actual, list(right), place), right=self._sequence(right, named=named))
        for i, (one, other) in enumerate(zip(entries, right, strict=True)):
            if found := self.difference(one, other, self.names[i] if named else f"{place}[{i}]"):
                return found
        return None

    def _sequence(self, right: Sequence[Value], *, named: bool) -> str:
        """Say what is to be there, by name where there are names."""
        return f"a tuple ({', '.join(self.names)})" if named else described(list(right))

    def _of_numbers(self, actual: Value, right: Value, place: str) -> Difference | None:
        a, b = _numbers(actual), _numbers(right)
        if a is None or b is None or a.shape != b.shape:
            return _unlike(actual, right, place)
        wrong = self.tolerance.differ(a, b)
        if not wrong.any():
            return None
        index = self._plainest(wrong)
        got, expected = _apart(a[index], b[index])
        subscript = f"[{', '.join(map(str, index))}]" if index else ""
        return Difference(place=place + subscript, actual=got, right=expected, index=index)

    def _plainest(self, wrong: NDArray[np.bool_]) -> tuple[int, ...]:
        found = np.argwhere(wrong)
        if self.ranks is not None and self.ranks.shape == wrong.shape:
            found = found[[int(np.argmin(self.ranks[wrong]))]]
        return tuple(map(int, found[0]))


def _numbers(value: Value) -> Numbers | None:
    if not isinstance(value, np.ndarray | bool | int | float):
        return None
    array = np.asarray(value)
    return array.astype(np.complex128) if array.dtype.kind == "c" else array.astype(np.float64)


def _apart(a: complex, b: complex) -> tuple[str, str]:
    if np.isrealobj(a) and np.isrealobj(b) and np.isfinite([a, b]).all():
        return apart(float(a.real), float(b.real))
    return f"{a:.6g}", f"{b:.6g}"


def _unlike(actual: Value, right: Value, place: str) -> Difference:
    return Difference(place=place, actual=described(actual), right=described(right))
