"""`vars:` as a list of assignments: finite lists, ranges and formulas of the variables before."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from grader.catalog.faults import Faults
from grader.catalog.templates import LONGEST, Values, compute
from grader.errors import FormulaError
from grader.maths.numbers import exact
from grader.nodes import Mapping, Scalar, Tree

MOST = 200  # variants of one exercise: each is verified with every answer

_RANGE = re.compile(r"\s*(-?\d{1,9})\s*\.\.\s*(-?\d{1,9})\s*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def assignments(tree: Tree | None, faults: Faults) -> tuple[Values, ...]:
    """Return the values of every variant, in file order, the last variable fastest."""
    if tree is None:
        return ({},)
    if not isinstance(tree, Mapping):
        faults.add(tree.where, "vars should be names with values, as in {k: [1, 2, 3]}")
        return ({},)
    listed, computed = dict[str, tuple[Fraction | str, ...]](), dict[str, Scalar]()
    for key, value in tree.entries:
        name = key.text or ""
        if not _NAME.fullmatch(name):
            faults.add(key.where, f"“{name}” is not a name for a variable: write letters and digits")
        elif isinstance(value, Scalar) and not _RANGE.fullmatch(value.text or ""):
            computed[name] = value
        else:
            listed[name] = tuple(_listed(value, faults))
    count = 1
    for values in listed.values():
        count *= max(len(values), 1)
    if count > MOST:
        faults.add(tree.where, f"has {count} variants; there may be up to {MOST}")
        return ({},)
    drawn = (dict(zip(listed, values, strict=True)) for values in product(*listed.values()))
    return tuple(
        _completed(values, computed, tuple(key.text or "" for key, _ in tree.entries), faults) for values in drawn
    )


def _listed(tree: Tree, faults: Faults) -> Iterator[Fraction | str]:
    if isinstance(tree, Scalar):
        first, last = map(int, _RANGE.fullmatch(tree.text or "").groups())  # type: ignore[union-attr]  # matched before
        if not 0 <= last - first < MOST:
            faults.add(tree.where, f"a range counts up, over up to {MOST} numbers")
            return
        yield from map(Fraction, range(first, last + 1))
        return
    if isinstance(tree, Mapping) or not tree.items:
        faults.add(tree.where, "a variable takes a list such as [1, 2, 3], a range such as 2..9, or a formula")
        return
    for item in tree.items:
        yield _value(faults.text(item, what="a value"))


def _value(text: str) -> Fraction | str:
    """A value is a number if it reads as one, else a text."""
    try:
        number = exact(compute(text, {}))
    except FormulaError:
        return text
    return text if number is None or _is_long(number) else number


def _is_long(number: Fraction) -> bool:
    return max(abs(number.numerator), number.denominator) > LONGEST


def _completed(values: Values, computed: dict[str, Scalar], order: tuple[str, ...], faults: Faults) -> Values:
    """Work out the formulas among the variables, in file order."""
    known = dict(values)
    for name, scalar in computed.items():
        try:
            number = exact(compute(scalar.text or "", known))
        except FormulaError as error:
            faults.add(scalar.point(error.at), f"{name}: {error.message}")
            continue
        if number is None or _is_long(number):
            faults.add(scalar.where, f"{name}: this is not a rational number, or a very long one, in some variant")
        else:
            known[name] = number
    return {name: known[name] for name in order if name in known}
