"""One function of a program that runs: to checks it is a function like any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from grader.errors import RunError, Trouble
from grader.programs.source import Source
from grader.sandbox import Program, shared
from grader.sandbox.wire import Value

Array = NDArray[np.float64]

UPSTREAM = frozenset("g dy grad grad_output gradient upstream".split())  # what exercises call an upstream gradient
ORDINARY = 0.5  # a number for an argument that is none of the numbers a function is asked about


@dataclass(frozen=True, kw_only=True, eq=False)
class Routine:
    """A function of a program that is open.

    program: where it runs.  name: its own.  source: of the program.  reference: the exercise's own program.
    marks: where to look closely, besides the numbers that stand in it.
    """

    program: Program
    name: str
    source: Source
    reference: Source
    marks: tuple[float, ...] = ()

    def __call__(self, *x: Array) -> Array:
        """Return the values of a function of one number at a time, whatever the shape of x: as one row.

        RunError: it fails, or gives something else than a number for each.
        """
        rows = [np.ascontiguousarray(one, dtype=np.float64).reshape(-1) for one in np.broadcast_arrays(*x)]
        return self.row(*(row.copy() for row in rows)).reshape(np.broadcast_shapes(*(one.shape for one in x)))

    def row(self, *x: Array) -> Array:
        """Return the value for each of a row of numbers.  RunError: as above."""
        found = self.call(*x)
        if not isinstance(found, np.ndarray) or found.dtype.kind not in "fiub":
            raise RunError(
                Trouble.TYPE, f"{self.name} gives {described(found)}, where an array of numbers is asked for."
            )
        if found.shape != x[0].shape:
            shapes = f"an array of shape {found.shape} for one of shape {x[0].shape}"
            raise RunError(Trouble.SHAPE, f"{self.name} gives {shapes}; a value for each number is asked for.")
        return found.astype(np.float64)

    def call(self, *arguments: Value, wanted: Literal["", "after", "lines"] = "") -> Value:
        """Return what it gives for these arguments.  RunError: it gives nothing.

        wanted: as the program is asked.
        """
        found = self.program.call(self.name, *arguments, wanted=wanted)
        if found is None:
            raise RunError(Trouble.TYPE, f"{self.name} gives nothing (None); it should end with a return.")
        return found

    def other(self, name: str) -> "Routine":
        """Return another function of the same program."""
        return replace(self, name=name)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its arguments, as the exercise has them."""
        return self.reference.functions.get(self.name, ())

    @property
    def returned(self) -> tuple[str, ...]:
        """The names of what it gives, as far as the exercise has names for that."""
        return self.reference.returned(self.name)

    @property
    def takes_upstream(self) -> bool:
        """Whether it gets a gradient from above besides the number it is asked about."""
        return len(self.parameters) > 1

    def arguments(self, x: NDArray[np.generic]) -> tuple[Value, ...]:
        """Return x, an array like it for an upstream gradient, and a plain number for any other argument it needs."""
        further = self.reference.needed.get(self.name, ())[1:]
        upstream = x[..., ::-1].copy() if x.ndim else x.copy()
        return x, *(upstream if name in UPSTREAM else ORDINARY for name in further)

    @property
    def landmarks(self) -> tuple[Fraction, ...]:
        """Where it may switch: at the numbers that stand in it, and where one should look."""
        return tuple(map(Fraction, (*self.source.literals, *self.marks)))

    @contextmanager
    def right(self) -> Iterator["Routine"]:
        """Open the exercise's own program; give the function of this name."""
        with opened(self.reference, self.reference, self.name) as routine:
            yield routine


@contextmanager
def opened(source: Source, reference: Source, name: str) -> Iterator[Routine]:
    """Run a program; give one of its functions.

    RunError: it can't be loaded.  SandboxError: no program can be run here without danger.
    """
    with shared().open(source.text, source.library) as program:
        yield Routine(program=program, name=name, source=source, reference=reference)


def described(value: Value) -> str:
    """Return what a value is, in words."""
    match value:
        case None:
            return "nothing (None)"
        case np.ndarray():
            return f"an array of {value.dtype} of shape {value.shape}"
        case list() | tuple():
            return f"a {type(value).__name__} of {len(value)}"
        case bool() | int() | float():
            return f"the number {value}"
        case _:
            return f"a value of type {type(value).__name__}"
