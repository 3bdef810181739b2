"""Formulas: functions that also have a tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from grader.maths import floats
from grader.maths.names import expand
from grader.maths.tree import Node

if TYPE_CHECKING:
    from grader.maths.balls import Value

Array = NDArray[np.float64]


@runtime_checkable
class Function(Protocol):
    """Everything that denotes a function: one array for each variable in, one of their shape out.

    Where it has no value it says nan.
    """

    def __call__(self, *x: Array) -> Array:
        """Return the values."""


def values(f: Function, *x: Array) -> Array:
    """Return what f says, silently: opaque code may warn of a division by 0 that nan or inf tells anyway."""
    with np.errstate(all="ignore"):
        return f(*x)


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A function written as a formula.

    tree: as written.  variables: in the order of the arguments.
    """

    tree: Node
    variables: tuple[str, ...] = ("x",)

    @cached_property
    def expanded(self) -> Node:
        """The tree in primitives alone."""
        return expand(self.tree)

    def __call__(self, *x: Array) -> Array:
        """Return the values in float64: nan where undefined, inf where too large."""
        return floats.evaluate(self.expanded, dict(zip(self.variables, np.broadcast_arrays(*x), strict=True)))

    def point(self, x: tuple[Fraction, ...]) -> Mapping[str, Fraction]:
        """Return a point as the evaluators take it."""
        return dict(zip(self.variables, x, strict=True))

    def ball(self, x: tuple[Fraction, ...], bits: int) -> "Value":
        """Return the value at a point with a certain error bound (balls.py)."""
        from grader.maths import balls  # noqa: PLC0415  flint takes a while to import

        return balls.evaluate(self.expanded, self.point(x), bits)

    def digits(self, x: tuple[Fraction, ...], digits: int) -> Any:
        """Return the value at a point as an mpmath number of so many digits, or None where undefined."""
        from grader.maths import digits as precise  # noqa: PLC0415  so does mpmath

        return precise.evaluate(self.expanded, self.point(x), digits)

    def derivative(self, variable: str | None = None) -> "Formula":
        """Return the exact derivative; it has holes where this one has kinks."""
        from grader.maths.derivative import derivative  # noqa: PLC0415

        return Formula(tree=derivative(self.tree, variable or self.variables[0]), variables=self.variables)

    def show(self) -> str:
        """Return text that parses to the same tree."""
        from grader.maths.show import show  # noqa: PLC0415

        return show(self.tree)

    def latex(self) -> str:
        """Return LaTeX for the page."""
        from grader.maths.latex import latex  # noqa: PLC0415

        return latex(self.tree)
