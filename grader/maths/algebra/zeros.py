"""Whether an expression is 0 by the laws: all its images are."""

from collections.abc import Iterator
from math import log2

from flint import fmpq

from grader.maths.algebra.expressions import ZERO, Atom, Expressions, Opaque, Product, Sum
from grader.maths.algebra.images import Image, Unlucky
from grader.maths.algebra.signs import nonnegative
from grader.maths.algebra.towers import MOST, tower

ROUNDS = 2  # images looked at, each with roots of either sign
WORK = 40_000  # parts worked out before the search for images with all roots ends
BITS = 84  # of the degrees of all parts, twice, and of the numbers in exponents; the fields have 125 and more
WIDEST = 6  # terms of exponents that may be independent of each other


def is_zero(e: Expressions, i: int) -> bool:
    """Whether an expression is 0 wherever all its parts have values; wrong with a chance of less than 2^-60."""
    if i == ZERO or e.value(i) is not None:
        return i == ZERO
    first = _known_roots(e, support(e, i))
    within = support(e, i, *(j for j, _ in first))
    width = len({j for u in _exponents(e, within) for j, _ in e.terms(u)})
    if width > WIDEST or _bits(e, within) > BITS:
        return False
    seen = towers = 0
    for _ in range(ROUNDS + WORK // len(within)):
        signs = list[bool]()
        image = Image(e, tower(e.order, towers), width, signs)
        try:
            if not _is_zero(image, signs, i, first):
                return False
        except Unlucky as unlucky:
            towers += _is_algebraic(e, unlucky.u)  # it has no root in this tower, whatever is drawn
            if towers == MOST:
                return False
        except Opaque:
            return False
        else:
            seen += 1
        if seen == ROUNDS:
            return True
    return False


def _is_algebraic(e: Expressions, i: int) -> bool:
    atoms = (part.name for j in support(e, i) if isinstance(part := e.parts[j], Atom))
    return all(name in {"root", "third", "unit", "abs"} for name in atoms)


def support(e: Expressions, *roots: int) -> tuple[int, ...]:
    """Return all parts of expressions, in an order in which parts come before what they are parts of."""
    found, stack = set[int](), list(roots)
    while stack:
        i = stack.pop()
        if i not in found:
            found.add(i)
            stack.extend(_parts(e, i))
    return tuple(sorted(found))


def _parts(e: Expressions, i: int) -> Iterator[int]:
    match e.parts[i]:
        case Sum(pairs):
            yield from (j for j, _ in pairs)
        case Product(pairs):
            yield from (j for j, _ in pairs)
        case Atom(_, of):
            yield from of


def _exponents(e: Expressions, within: tuple[int, ...]) -> Iterator[int]:
    for i in within:
        part = e.parts[i]
        if isinstance(part, Atom) and part.name in {"exp", "cis"}:
            yield part.of[0]


def _is_zero(image: Image, signs: list[bool], i: int, first: list[tuple[int, bool]]) -> bool:
    """Whether the image is 0 whatever signs the roots have."""
    while True:
        image.again(first)
        if image.value(i) != 0:
            return False
        while signs and signs[-1]:
            signs.pop()
        if not signs:
            return True
        signs[-1] = True


def _known_roots(e: Expressions, within: tuple[int, ...]) -> list[tuple[int, bool]]:
    """Return what may be the root of something, the simplest first; and whether it is not negative, or not positive."""
    roots = [part.of[0] for i in within if isinstance(part := e.parts[i], Atom) and part.name in {"root", "abs"}]
    if all(e.value(u) is not None or u == e.atom("pi") for u in roots):
        return []
    depths = _depths(e, support(e, *e.useful))
    others = (i for i in e.useful if not isinstance(part := e.parts[i], Atom) or part.name not in {"root", "abs"})
    found = list[tuple[int, bool]]()
    for i in sorted(others, key=lambda i: (depths[i], i)):
        if nonnegative(e, i):
            found.append((i, True))
        elif nonnegative(e, e.times(-1, i)):
            found.append((i, False))
    return found


def _depths(e: Expressions, within: tuple[int, ...]) -> dict[int, int]:
    """Return how deep the roots are nested in each part."""
    depths = dict[int, int]()
    for i in within:
        part = e.parts[i]
        own = int(isinstance(part, Atom) and part.name in {"root", "abs"})
        depths[i] = own + max((depths[j] for j in _parts(e, i)), default=0)
    return depths


def _bits(e: Expressions, within: tuple[int, ...]) -> float:
    """Return the logarithm of how much more likely bad luck is than one in the size of the smallest field."""
    degrees, heights = dict[int, int](), dict[int, int]()
    for i in within:
        match e.parts[i]:
            case Sum(terms):
                degrees[i] = sum(degrees[j] for j, _ in terms)
                heights[i] = sum(heights[j] + _length(c) for j, c in terms)
            case Product(factors):
                degrees[i] = sum(abs(n) * degrees[j] for j, n in factors)
                heights[i] = sum(abs(n) * heights[j] for j, n in factors)
            case Atom():
                degrees[i], heights[i] = 1, 0
    return 2 * log2(1 + sum(degrees.values())) + sum(heights[u] for u in set(_exponents(e, within)))


def _length(c: fmpq) -> int:
    return int(c.p.bit_length() + c.q.bit_length()) - 2
