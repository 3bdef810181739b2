"""Numbers as learners write them: constant formulas, compared exactly or within a tolerance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import nan
from typing import Any

from grader.errors import AnswerError, FormulaError, nearest
from grader.maths import balls
from grader.maths.equality import Same, equal
from grader.maths.formula import Formula
from grader.maths.latex import NEW_LINE, latex
from grader.maths.reading import parse
from grader.maths.tree import Variable

ABSOLUTE = Fraction(1, 10**9)  # how near to 0 counts as 0, where a relative tolerance means nothing
LONGEST = 4000  # characters of an answer: a matrix of 20 by 20, generously
ADVICE = "Write numbers as in 0.5, 1/2, sqrt(2) or 1e-3."
COMMA = r",\; "

_LABEL = r"([^\W\d]\w*)\s*=(?!=)"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """rows of constant formulas; labels for the entries of a single row, empty if there are none."""

    rows: tuple[tuple[Formula, ...], ...]
    labels: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Formula, ...]:
        """All numbers, row by row."""
        return tuple(entry for row in self.rows for entry in row)

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each row."""
        return tuple(len(row) for row in self.rows)

    def show(self) -> str:
        """Return text that reads as these numbers."""
        if self.labels:
            pairs = zip(self.labels, self.entries, strict=True)
            return ", ".join(f"{label}={entry.show()}" for label, entry in pairs)
        return "; ".join(", ".join(entry.show() for entry in row) for row in self.rows)

    def latex(self) -> str:
        """Return LaTeX for the page; brackets around a row, so that 0,5 does not pass for a decimal."""
        if self.labels:
            pairs = zip(self.labels, self.entries, strict=True)
            return COMMA.join(f"{latex(Variable(label))} = {entry.latex()}" for label, entry in pairs)
        if self.shape == (1,):
            return self.entries[0].latex()
        if len(self.rows) == 1:
            return rf"\left({COMMA.join(entry.latex() for entry in self.entries)}\right)"
        rows = NEW_LINE.join(" & ".join(entry.latex() for entry in row) for row in self.rows)
        return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def parse_number(text: str) -> Formula:
    """Return a constant formula that certainly has a value, or raise FormulaError."""
    formula = parse(text, variables=())
    value = _value(formula)
    if value is balls.Gap.UNDEFINED:
        raise FormulaError("This has no value; is something divided by 0, or a root or logarithm taken of too little?")
    if value is None:
        message = "This can't be worked out: it is too large, or a part of it is too close to having no value."
        raise FormulaError(message, reason="limit")
    return formula


def to_float(number: Formula) -> float:
    """Return a number in float64, as parse_number gives it."""
    found = _value(number)
    return nan if found is None or isinstance(found, balls.Gap) else balls.approximate(found)


def exact(formula: Formula) -> Fraction | None:
    """Return the value of a constant formula if it is known to be rational."""
    from flint import fmpq  # noqa: PLC0415  slow to import

    found = formula.ball((), balls.LADDER[0])
    return Fraction(int(found.p), int(found.q)) if isinstance(found, fmpq) else None


def near(number: Formula, expected: Formula, tolerance: float) -> bool:
    """Whether a number is within a relative tolerance of the expected one; with tolerance 0, exactly equal.

    Where 0 is expected, no relative tolerance makes sense: what is below ABSOLUTE is near.
    """
    if isinstance(equal(number, expected), Same):
        return True
    if not tolerance:
        return False
    room = ABSOLUTE if exact(expected) == 0 else Fraction(tolerance)

    def inside(bits: int) -> bool | None:
        a, b = number.ball((), bits), expected.ball((), bits)
        if isinstance(a, balls.Gap) or isinstance(b, balls.Gap):
            return None
        with balls.precision(bits):
            order = balls.order(_distance(a, b), balls.rational(room))
        return None if order is None else order <= 0

    return bool(balls.settle(inside))


def _distance(a: Any, b: Any) -> Any:
    """Return the relative distance of flint's numbers, or the absolute one from 0."""
    return abs(a) if b == 0 else abs((a - b) / b)


def alike(a: Numbers, b: Numbers, tolerance: float) -> bool:
    """Whether two answers have the same shape, labels and, within the tolerance, numbers."""
    if (a.shape, a.labels) != (b.shape, b.labels):
        return False
    return all(near(mine, theirs, tolerance) for mine, theirs in zip(a.entries, b.entries, strict=True))


def parse_numbers(text: str) -> Numbers:
    """Read 4, or 1, 2; 3, 4, or a=2, b=-1, with or without brackets around, or raise AnswerError."""
    if len(text) > LONGEST:
        message = f"Numbers may take up to {LONGEST} characters; these take {len(text)}."
        raise FormulaError(message, LONGEST, reason="limit")
    body = _unbracketed(text)
    if not body.strip():
        raise AnswerError("There is nothing here yet; write a number.")
    rows = [[_entry(piece, at) for piece, at in _pieces(row, at, ",")] for row, at in _pieces(body, 0, ";")]
    labels = [label for row in rows for label, _ in row if label]
    if not labels:
        return Numbers(rows=tuple(tuple(entry for _, entry in row) for row in rows))
    if len(rows) > 1 or len(labels) < len(rows[0]):
        raise AnswerError("Label all the numbers, in one row: a=2, b=-1.")
    if len(set(labels)) < len(labels):
        raise AnswerError("A label stands there twice.")
    return Numbers(rows=(tuple(entry for _, entry in rows[0]),), labels=tuple(labels))


def parse_labelled(text: str, labels: Sequence[str]) -> Numbers:
    """Read numbers with labels that are asked for, some or all of them, and put them in that order; or AnswerError.

    Where no labels are asked for, a single number may have one all the same: x = 4.
    """
    numbers = parse_numbers(text)
    if not labels and len(numbers.labels) == 1:
        return Numbers(rows=numbers.rows)
    for label in numbers.labels:
        if label not in labels:
            hint = nearest(label, labels) or f"; the labels are {', '.join(labels)}." if labels else "."
            raise AnswerError(f"“{label}” is not asked for{hint}", label_at(text, label))
    if labels and not numbers.labels:
        raise AnswerError(f"Say which number is which: {', '.join(f'{label}=…' for label in labels)}.")
    order = sorted(range(len(numbers.labels)), key=lambda i: labels.index(numbers.labels[i]))
    if not order:
        return numbers
    return Numbers(rows=(tuple(numbers.rows[0][i] for i in order),), labels=tuple(numbers.labels[i] for i in order))


def label_at(text: str, label: str) -> int:
    """Return where a label that was read stands in the text."""
    return next(match.start(1) for match in re.finditer(_LABEL, text) if match.group(1) == label)


def _unbracketed(text: str) -> str:
    """Blank one pair of brackets around it all, and turn [[1, 2], [3, 4]] into rows; positions stay.

    {a: 2, b: 3} is a=2, b=3, and dollars around LaTeX are blanked.
    """
    text = text.replace("$", " ")
    if re.fullmatch(r"\s*\{[^{}]*\}\s*", text):
        return text.replace("{", " ").replace("}", " ").replace(":", "=").replace("'", " ")
    inner = _blanked(text)
    rows = [row for row, _ in _pieces(inner, 0, ",")]
    if inner != text and all(row.strip()[:1] == "[" and _blanked(row) != row for row in rows):
        return ";".join(map(_blanked, rows))
    return inner


def _blanked(text: str) -> str:
    """Blank a pair of brackets around it all, if there is one."""
    stripped = text.strip()
    if stripped[:1] + stripped[-1:] not in {"()", "[]"} or not _spans(stripped):
        return text
    start, end = text.index(stripped[0]), text.rindex(stripped[-1])
    return text[:start] + " " + text[start + 1 : end] + " " + text[end + 1 :]


def _spans(text: str) -> bool:
    """Whether the first bracket is closed by the last character."""
    depth = 0
    for i, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if not depth:
            return i == len(text) - 1
    return False


def _pieces(text: str, at: int, separator: str) -> Iterator[tuple[str, int]]:
    """Yield what stands between separators outside brackets, with its position."""
    depth, start = 0, 0
    for i, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == separator and depth == 0:
            yield text[start:i], at + start
            start = i + 1
    yield text[start:], at + start


def _entry(piece: str, at: int) -> tuple[str, Formula]:
    labelled = re.match(rf"\s*{_LABEL}", piece)
    body = piece[labelled.end() :] if labelled else piece
    shift = at + (labelled.end() if labelled else 0)
    if labelled and not body.strip():
        raise AnswerError(f"Say what {labelled.group(1)} is: nothing stands there yet.", shift)
    try:
        return (labelled.group(1) if labelled else ""), parse_number(body)
    except FormulaError as error:
        raise FormulaError(error.message, shift + error.at, reason=error.reason) from None


def _value(formula: Formula) -> balls.Value | None:
    """Return what a constant formula certainly is: a value, or undefined; None if it is too large to say."""
    for bits in balls.LADDER:
        seen = formula.ball((), bits)
        if seen is not balls.Gap.UNSURE:
            return seen
    return None
