"""Expressions at a point: a letter replaced by a number, and everything worked out anew."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from flint import fmpq

from grader.maths.algebra.expressions import Atom, Expressions, Product, Sum
from grader.maths.algebra.functions import cis, exp, log, odd
from grader.maths.algebra.roots import absolute, root, third


class Point:
    """One variable at one number."""

    def __init__(self, e: Expressions, variable: str, x: Fraction) -> None:
        self.e = e
        self._known = {e.atom("variable " + variable): e.number(fmpq(x.numerator, x.denominator))}

    def of(self, i: int) -> int:
        """Return the value of an expression."""
        if i not in self._known:
            self._known[i] = self._found(i)
        return self._known[i]

    def _found(self, i: int) -> int:
        match self.e.parts[i]:
            case Sum(terms):
                return self.e.total([(self.of(j), c) for j, c in terms])
            case Product(factors):
                return self.e.product(*((self.of(j), n) for j, n in factors))
            case Atom(name, of):
                values = [self.of(j) for j in of]
                return _AGAIN[name](self.e, values[0]) if name in _AGAIN else self.e.atom(name, *values)


_AGAIN: Mapping[str, Callable[[Expressions, int], int]] = MappingProxyType(
    {
        "abs": absolute,
        "asin": lambda e, u: odd(e, "asin", u),
        "atan": lambda e, u: odd(e, "atan", u),
        "cis": cis,
        "erf": lambda e, u: odd(e, "erf", u),
        "exp": exp,
        "log": log,
        "root": root,
        "third": third,
    }
)
