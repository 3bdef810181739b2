"""Which expressions are nowhere negative: by their form, by what was defined, or between the ends of an interval.

A yes is certain wherever all parts have values; a no may only mean that nothing here shows it.
"""

from collections.abc import Callable

from flint import fmpq

from grader.maths.algebra.expressions import ONE, Atom, Expressions, Product, Sum


def positive(e: Expressions, i: int) -> bool:
    """Whether an expression is positive wherever it has a value."""
    return i in e.positive or _remembered(e, i, _is_positive)


def nonnegative(e: Expressions, i: int) -> bool:
    """Whether an expression is nowhere negative."""
    return i in e.positive or i in e.nonnegative or _remembered(e, i, _is_nonnegative)


def _remembered(e: Expressions, i: int, question: Callable[[Expressions, int], bool]) -> bool:
    """Return the answer to a question, found once: sums of sums would be asked too often."""
    key = (i, question)
    if key not in e.signs:
        e.signs[key] = question(e, i)
    return e.signs[key]


def _is_positive(e: Expressions, i: int) -> bool:
    match e.parts[i]:
        case Atom(name, of):
            return name in {"exp", "pi"} or (name in {"root", "third"} and positive(e, of[0])) or _is_between(e, i)
        case Product(factors):
            return all(positive(e, base) for base, _ in factors)
        case Sum(terms):
            lifted = _only_adds(e, terms) and any(positive(e, j) for j, _ in terms)
            return lifted or _is_between(e, i) or _is_rising(e, i)


def _is_nonnegative(e: Expressions, i: int) -> bool:
    match e.parts[i]:
        case Atom(name):
            known = name in {"root", "abs"}
        case Product(factors):
            known = all((n % 2 == 0 and is_real(e, base)) or nonnegative(e, base) for base, n in factors)
        case Sum(terms):
            known = _only_adds(e, terms)
    return known or positive(e, i)


def _only_adds(e: Expressions, terms: tuple[tuple[int, fmpq], ...]) -> bool:
    return all(c > 0 and nonnegative(e, j) for j, c in terms)


def is_real(e: Expressions, i: int) -> bool:
    """Whether an expression is a real number, not a part of a sine or cosine: what is in a tree, and is made of it."""
    match e.parts[i]:
        case _ if i in e.useful:
            return True
        case Atom(name):
            return name not in {"unit", "cis"}
        case Sum(pairs) | Product(pairs):
            return all(is_real(e, j) for j, _ in pairs)


def _is_between(e: Expressions, i: int) -> bool:
    """Whether ax + b is positive between the ends."""
    line = _line(e, i)
    if line is None:
        return False
    slope, height = line
    at_low = -slope if e.low is None else slope * fmpq(e.low.numerator, e.low.denominator) + height
    at_high = slope if e.high is None else slope * fmpq(e.high.numerator, e.high.denominator) + height
    return slope != 0 and bool(at_low >= 0) and bool(at_high >= 0)


def _line(e: Expressions, i: int) -> tuple[fmpq, fmpq] | None:
    slope = height = fmpq(0)
    for j, c in e.terms(i):
        if j == ONE:
            height = c
        elif isinstance(part := e.parts[j], Atom) and part.name == "variable " + e.letter:
            slope = c
        else:
            return None
    return slope, height


def _is_rising(e: Expressions, i: int) -> bool:
    """Whether an expression is c·b(exp(u) − 1), with positive b and c·u, as exp(x) − 1 is for x > 0."""
    terms = e.terms(i)
    if len(terms) != 2 or terms[0][1] != -terms[1][1]:
        return False
    (a, c), (b, _) = terms
    exponent = list[tuple[int, fmpq]]()
    for base, n in e.factors(e.product((a, 1), (b, -1))):
        part = e.parts[base]
        if not isinstance(part, Atom) or part.name != "exp":
            return False
        exponent.append((part.of[0], fmpq(n)))
    return positive(e, b) and positive(e, e.times(1 if c > 0 else -1, e.total(exponent)))
