"""Images of expressions in a finite field: letters become random elements, and every law of expressions still holds.

What has no laws becomes a random function of its argument's image.  So if an expression is 0 as a consequence of
the laws its image is 0, and if it is not, its image is 0 by bad luck alone.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from flint import fmpq, fmpz

from grader.maths.algebra.expressions import Atom, Expressions, Opaque, Product, Sum
from grader.maths.algebra.towers import Tower

SMALL = (2, 3, 5)  # their roots are made of the root of unity
BRANCHES = 5  # roots of unknown sign in one expression; each doubles the work


class Unlucky(Exception):  # noqa: N818  not a fault: another draw may do
    """A square root does not lie in the field: that of an expression."""

    def __init__(self, u: int) -> None:
        super().__init__()
        self.u = u


class Image:
    """One draw of everything that is random.

    width: how many images of their own exponents have, as many as may be independent of each other.
    signs: which of its two values a square root takes, in the order in which they are met; None in exponents, where
    roots are unknown functions.
    """

    def __init__(self, e: Expressions, tower: Tower, width: int, signs: list[bool] | None) -> None:
        self.e = e
        self.field, *rest = tower
        self.signs = signs
        self._drawn = dict[tuple[object, ...], fmpz]()
        self._inverses = dict[int, fmpz]()
        self._inner = [Image(e, tuple(rest), width, None) for _ in range(width)] if rest else []
        self._weights = {name: [inner.field.draw() for inner in self._inner] for name in ("exp", "cis")}
        self._values = dict[int, fmpz]()
        self._roots = {fmpz(0): fmpz(0)}  # of squares, the root that is not negative
        self._exponents = dict[fmpz, int]()  # of powers, what they are exp of
        self._met = 0

    def again(self, first: Sequence[tuple[int, bool]]) -> None:
        """Forget what depends on the signs; then look at what may be the root of something, the simplest first."""
        self._values, self._roots, self._exponents, self._met = {}, {fmpz(0): fmpz(0)}, {}, 0
        for i, is_nonnegative in first:
            value = self.value(i)
            self._roots.setdefault(value * value % self.field.p, value if is_nonnegative else -value % self.field.p)

    def value(self, i: int) -> fmpz:
        """Return the image of an expression."""
        value = self._values.get(i)
        if value is None:
            value = self._values[i] = self._found(i)
        return value

    def _found(self, i: int) -> fmpz:
        p, part = self.field.p, self.e.parts[i]
        match part:
            case Sum(terms):
                return sum((self._number(c) * self.value(j) for j, c in terms), fmpz(0)) % p
            case Product(factors):
                value = fmpz(1)
                for j, n in factors:
                    value = value * self._power(self.value(j), n) % p
                return value
            case Atom(name, of):
                return self._IMAGES.get(name, Image._unknown)(self, part, of[0] if of else 0) % p

    def _number(self, c: fmpq) -> fmpz:
        below = int(c.q)
        if below == 1:
            return c.p
        if below not in self._inverses:
            self._inverses[below] = self._inverse(c.q % self.field.p)
        return c.p * self._inverses[below]

    def _power(self, base: fmpz, n: int) -> fmpz:
        if n < 0:
            base, n = self._inverse(base), -n
        power: fmpz = base if n == 1 else pow(base, n, self.field.p)
        return power

    def _inverse(self, value: fmpz) -> fmpz:
        if value == 0:
            raise Opaque  # it is 0 by the laws: the whole has no value anywhere
        inverse: fmpz = pow(value, -1, self.field.p)
        return inverse

    def _draw(self, *key: object) -> fmpz:
        if key not in self._drawn:
            self._drawn[key] = self.field.draw()
        return self._drawn[key]

    def _unknown(self, atom: Atom, _: int) -> fmpz:
        return self._draw(atom.name, *map(self.value, atom.of))

    def _unit(self, _: Atom, __: int) -> fmpz:
        return self.field.unit

    def _pi(self, _: Atom, __: int) -> fmpz:
        """π is the square of a letter, so that it has a root."""
        root = self._draw("root of pi")
        square = root * root % self.field.p
        self._roots[square] = root
        return square

    def _wave(self, atom: Atom, u: int) -> fmpz:
        """Return g^u for exp(u); where there is no smaller field, an unknown function of u."""
        if not self._inner:
            return self._unknown(atom, u)
        weighted = zip(self._weights[atom.name], self._inner, strict=True)
        exponent = sum((weight * inner.value(u) for weight, inner in weighted), fmpz(0)) % self._inner[0].field.p
        key = ("power", exponent)
        if key not in self._drawn:
            self._drawn[key] = pow(self.field.generator, exponent, self.field.p)
        if atom.name == "exp":
            self._exponents[self._drawn[key]] = u
        return self._drawn[key]

    def _log(self, atom: Atom, u: int) -> fmpz:
        """Return log|u|, the same for u and -u: known for 1 and for powers that have been met."""
        value, mirrored = self.value(u), self.field.p - self.value(u)
        if value == 0:
            raise Opaque
        for known in (value, mirrored):
            if known in self._exponents:
                return self.value(self._exponents[known])
        value = min(value, mirrored)
        return fmpz(0) if value == 1 else self._draw(atom.name, value)

    def _odd(self, atom: Atom, u: int) -> fmpz:
        value, mirrored = self.value(u), self.field.p - self.value(u)
        if value == 0:
            return value
        return self._draw(atom.name, value) if value < mirrored else -self._draw(atom.name, mirrored)

    def _third(self, _: Atom, u: int) -> fmpz:
        return self.field.third(self.value(u))

    def _root(self, atom: Atom, u: int) -> fmpz:
        number = self.e.value(u)
        if number is not None and number.q == 1 and number in SMALL:
            return self.field.small_root(int(number.p))
        value = self.value(u)
        if value not in self._roots:
            if self.signs is None:
                self._roots[value] = self._draw(atom.name, value)
            elif (root := self.field.root(value)) is None:
                raise Unlucky(u)
            else:
                self._roots[value] = self._either(root, self.signs)
        return self._roots[value]

    def _abs(self, atom: Atom, u: int) -> fmpz:
        value = self.value(u)
        square = value * value % self.field.p
        if square not in self._roots:
            even = min(value, self.field.p - value)
            self._roots[square] = self._draw(atom.name, even) if self.signs is None else self._either(even, self.signs)
        return self._roots[square]

    def _either(self, root: fmpz, signs: list[bool]) -> fmpz:
        """Return a root or its negative; where it is 0 both are 0."""
        if self._met == len(signs):
            if self._met == BRANCHES:
                raise Opaque
            signs.append(False)
        self._met += 1
        return -root % self.field.p if signs[self._met - 1] else root

    _IMAGES: ClassVar[Mapping[str, Callable[["Image", Atom, int], fmpz]]] = MappingProxyType(
        {
            "abs": _abs,
            "asin": _odd,
            "atan": _odd,
            "cis": _wave,
            "erf": _odd,
            "exp": _wave,
            "log": _log,
            "pi": _pi,
            "root": _root,
            "third": _third,
            "unit": _unit,
        }
    )
