"""Orders such as A = B < C: read as they are written, made from numbers, shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isnan

from grader.errors import AnswerError, nearest
from grader.maths.latex import latex
from grader.maths.tree import Variable

Order = tuple[tuple[str, ...], ...]  # groups from the least to the greatest; what ties stands in one group

LONGEST = 400  # characters
_SIGNS = {"<": "<", r"\lt": "<", ">": ">", r"\gt": ">"} | dict.fromkeys(("=", "==", "≈", "~", r"\approx", r"\sim"), "=")
_OPEN = frozenset({"<=", ">=", "≤", "≥", r"\le", r"\leq", r"\ge", r"\geq"})  # say neither

_BLANK = re.compile(r"\$|\\[()\[\],;:! ]|\\(?:mathrm|mathbf|text|operatorname)\b|[{}]")  # what LaTeX puts around names
_TOKEN = re.compile(r"(?P<name>[^\W\d]\w*)|(?P<sign>[<>=]=?|[≈~≤≥]|\\[a-z]+)|(?P<other>\S)")


def read_order(text: str, names: Sequence[str]) -> Order:
    """Read an order of all names, rising or falling, or raise AnswerError with the position of the fault."""
    if len(text) > LONGEST:
        raise AnswerError(f"An order may have up to {LONGEST} characters; this one has {len(text)}.", LONGEST)
    body = _BLANK.sub(lambda found: " " * len(found[0]), text)
    if not body.strip():
        raise AnswerError(f"There is nothing here yet; {advice(names)}")
    found, signs = _chain(body, names)
    groups = [[found[0]]]
    for sign, name in zip(signs, found[1:], strict=True):
        if sign == "=":
            groups[-1].append(name)
        else:
            groups.append([name])
    order = [tuple(sorted(group, key=names.index)) for group in groups]
    return tuple(reversed(order)) if ">" in signs else tuple(order)


def advice(names: Sequence[str]) -> str:
    """Return how an order is written, without giving one."""
    return f"write {', '.join(names)} with < or = between them, the least first."


def _chain(text: str, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the names in the order in which they stand there, and the signs between them."""
    found, signs, end = list[str](), list[str](), len(text.rstrip())
    for token in _TOKEN.finditer(text):
        if len(found) == len(signs):  # a name is due
            found.append(_name(token, names, found))
        else:
            signs.append(_sign(token, signs))
    if len(found) == len(signs):
        raise AnswerError("Behind the last sign a name is missing.", end)
    if missing := [name for name in names if name not in found]:
        raise AnswerError(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.", end)
    return found, signs


def _name(token: re.Match[str], names: Sequence[str], before: Sequence[str]) -> str:
    if not (written := token["name"]):
        raise AnswerError("Here a name should stand.", token.start())
    alike = [name for name in names if name == written] or [name for name in names if name.lower() == written.lower()]
    if not alike:
        hint = nearest(written, names) or f"; there are {', '.join(names)}."
        raise AnswerError(f"“{written}” is none of the runs{hint}", token.start())
    if alike[0] in before:
        raise AnswerError(f"{alike[0]} stands there twice.", token.start())
    return alike[0]


def _sign(token: re.Match[str], before: Sequence[str]) -> str:
    written = token["sign"] or ""
    if written in _OPEN:
        raise AnswerError("Decide for < or =: one of them will be seen.", token.start())
    if written not in _SIGNS:
        raise AnswerError("Here < or = should stand.", token.start())
    sign = _SIGNS[written]
    if {sign, *before} >= {"<", ">"}:
        raise AnswerError("Let all signs point the same way.", token.start())
    return sign


def order_of(values: Mapping[str, float], tie: float) -> Order:
    """Return the order of numbers: neighbours that differ by no more than a tie stand together; nan comes first."""
    names = sorted(values, key=lambda name: (not isnan(values[name]), values[name] if not isnan(values[name]) else 0))
    groups = [[name] for name in names[:1]]
    for before, name in pairwise(names):
        if values[name] == values[before] or values[name] - values[before] <= tie:
            groups[-1].append(name)
        else:
            groups.append([name])
    place = list(values).index
    return tuple(tuple(sorted(group, key=place)) for group in groups)


def show_order(order: Order) -> str:
    """Return text that reads as this order."""
    return " < ".join(" = ".join(group) for group in order)


def latex_order(order: Order) -> str:
    """Return LaTeX for a page."""
    return " < ".join(" = ".join(latex(Variable(name)) for name in group) for group in order)


def ranks(order: Order) -> Iterator[tuple[str, int]]:
    """Yield each name with its rank, from 1; what ties has the same."""
    return ((name, rank) for rank, group in enumerate(order, 1) for name in group)
