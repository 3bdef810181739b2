"""Derivatives of expressions, by one rule for each atom: logarithms and arcs disappear in them.

They have the right value wherever they have one and the function is analytic; at single points they may have none.
"""

from flint import fmpq

from grader.maths.algebra.expressions import ONE, ZERO, Atom, Expressions, Opaque, Product, Sum
from grader.maths.algebra.functions import HALF, exp, imaginary
from grader.maths.algebra.roots import root


class Slopes:
    """Derivatives with respect to one variable, each found once."""

    def __init__(self, e: Expressions, variable: str) -> None:
        self.e = e
        self._known = {e.atom("variable " + variable): ONE}

    def of(self, i: int) -> int:
        """Return the derivative of an expression; Opaque where there is no rule for it."""
        if i not in self._known:
            self._known[i] = self._found(i)
        return self._known[i]

    def _found(self, i: int) -> int:
        e = self.e
        match e.parts[i]:
            case Sum(terms):
                return e.total([(self.of(j), c) for j, c in terms])
            case Product(factors):
                return e.total([(self._of_factor(i, base), fmpq(n)) for base, n in factors])
            case Atom() as atom:
                return self._of_atom(atom, i)

    def _of_factor(self, whole: int, base: int) -> int:
        return self.e.product((whole, 1), (base, -1), (self.of(base), 1))

    def _of_atom(self, atom: Atom, i: int) -> int:
        inner = [self.of(u) for u in atom.of]
        if all(slope == ZERO for slope in inner):
            return ZERO  # a constant or a parameter
        return self.e.product((self._outer(atom, i), 1), (inner[0], 1))

    def _outer(self, atom: Atom, i: int) -> int:
        """Return the derivative of a function with respect to its argument."""
        e, u = self.e, atom.of[0]
        square = e.product((u, 2))
        match atom.name:
            case "exp":
                return i
            case "cis":
                return e.product((imaginary(e), 1), (i, 1))
            case "log":
                return e.product((u, -1))
            case "root":
                return e.times(HALF, e.product((i, -1)))
            case "third":
                return e.times(fmpq(1, 3), e.product((i, -2)))
            case "atan":
                return e.product((e.add(ONE, square), -1))
            case "asin":
                return e.product((root(e, e.add(ONE, e.times(-1, square))), -1))
            case "erf":
                return e.times(2, e.product((exp(e, e.times(-1, square)), 1), (root(e, e.atom("pi")), -1)))
            case _:
                raise Opaque
