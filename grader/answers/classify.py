"""A class for each row, or, with several, a grid to tick."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase
from typing import ClassVar, Literal

import numpy as np

from grader import choosing
from grader.choosing import chosen, plain
from grader.errors import AnswerError
from grader.fields import Grid, Sorted
from grader.kinds import AnswerKind, BoundCheck, Check, Mistake, OneOrMore, Points, Question
from grader.maths.equality import Different, Equality, Same
from grader.maths.reading import parse
from grader.report import Finding, Grade, Verdict, failed, passed

SMALLEST = r"""title: Straight or not
kind: classify
ask: Which of these functions are affine?
classes: [affine, not affine]
answer:
  $2x+1$: affine
  $|x|$: not affine
wrong:
  - $2x+1$: Its slope is $2$ everywhere.
  - $|x|$: Its slope is $-1$ on the left and $1$ on the right.
hints:
  - An affine function has the same slope everywhere.
"""


@dataclass(frozen=True)
class Cell(Check[Sorted]):
    """Is sorted rightly: one row into its class, or one row ticked or left alone for one class of a grid.

    letter: of the row.  text: the row.  right: its classes.
    label: the class this cell is about; None for the row as a whole.
    property: what a check found about the row's function, where both are given.
    """

    letter: str
    text: str
    right: tuple[str, ...]
    label: str | None = None
    property: Finding | None = None

    def judge(self, answer: Sorted, rng: np.random.Generator) -> Finding:
        """Compare with what is right; an untouched row is not judged right."""
        del rng
        if self.letter not in answer:
            return failed(f"{self.text}: nothing is chosen.")
        given = answer[self.letter]
        if self.label is None:
            if given == self.right:
                return passed(f"{self.text}: {given[0]}.", grade=Grade.PROVED)
            return self._shown(f"{self.text} is not “{given[0]}”.")
        holds, ticked = self.label in self.right, self.label in given
        if holds == ticked:
            return passed(
                f"{self.text}, {self.label}: rightly {'ticked' if ticked else 'left alone'}.", grade=Grade.PROVED
            )
        return self._shown(f"{self.text}: “{self.label}” {'holds' if holds else 'does not hold'}.")

    def _shown(self, sentence: str) -> Finding:
        """Fail, with the sentence and points by which a check shows the truth."""
        if self.property is None:
            return failed(sentence)
        evidence = self.property.evidence
        return failed(f"{sentence} {evidence.sentence}", *evidence.observations)


@dataclass(frozen=True, kw_only=True)
class Classify(AnswerKind[Sorted]):
    """Sort each row into a class.

    classes: the classes; or each with the check that decides it for a row's function (empty where there is none).
    answer: the class of each row; with several, a list of classes.
    several: whether a row may have several classes, or none: a grid.
    functions: formulas in x for rows, so that the checks can show what is wrong.
    points: in all; as many for each row, or for each cell of a grid.
    order: of the rows: shuffled, or fixed to keep the file's.
    """

    formula_fields: ClassVar[tuple[str, ...]] = ("functions",)

    smallest: ClassVar[str] = SMALLEST
    classes: Mapping[str, BoundCheck | None] | tuple[str, ...]
    answer: Mapping[str, OneOrMore]
    several: bool = False
    functions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    points: Points | None = None
    order: Literal["shuffled", "fixed"] = "shuffled"

    def __post_init__(self) -> None:
        """Refuse rows without a class there is, and points that can't be shared out."""
        if not self.answer or not self.labels:
            raise ValueError("there are no rows or no classes")
        if len(self.answer) > len(ascii_lowercase):
            raise ValueError(f"there may be up to {len(ascii_lowercase)} rows")
        for row, given in self.answer.items():
            if unknown := [label for label in given if label not in self.labels]:
                raise ValueError(f"“{unknown[0]}” of the row “{row}” is not one of the classes")
            if not self.several and len(given) != 1:
                raise ValueError(f"the row “{row}” needs one class; for several, say several: true")
        if unknown := [row for row in self.functions if row not in self.answer]:
            raise ValueError(f"“{unknown[0]}” under functions is not one of the rows")
        if self.points is not None and self.points % self._count:
            raise ValueError(f"points must be a multiple of {self._count}, the number of what is judged")

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes."""
        return tuple(self.classes)

    @property
    def rows(self) -> Mapping[str, str]:
        """The rows by their letters."""
        return dict(zip(ascii_lowercase, self.answer, strict=False))

    @property
    def _grid(self) -> Grid:
        return Grid(rows=tuple(self.rows.items()), classes=self.labels, several=self.several)

    @property
    def _count(self) -> int:
        return len(self.answer) * (len(self.labels) if self.several else 1)

    def parse(self, text: str) -> Sorted:
        """Read {a: affine, b: not affine}, or {a: [odd, bounded]} for a grid."""
        return self._grid.read(text)

    def same(self, a: Sorted, b: Sorted) -> Equality:
        """Two answers are the same if they sort every row alike."""
        return Same() if dict(a) == dict(b) else Different()

    def show(self, parsed: Sorted) -> str:
        """Return the rows by letter."""
        return self._grid.text(parsed) or "{}"

    @cached_property
    def right(self) -> Sorted:
        """The right answer by letters, each row's classes in their order."""
        return {
            letter: tuple(label for label in self.labels if label in self.answer[row])
            for letter, row in self.rows.items()
        }

    def gives_away(self, text: str) -> bool:
        """Say no: rows and classes are named in every question and hint."""
        del text
        return False

    def reference(self) -> str:
        """Return the right answer by letters."""
        return self.show(self.right)

    def questions(self) -> Sequence[Question[Sorted]]:
        """Ask about each row, or each cell, by itself."""
        each = (self.points or self._count) // self._count
        return tuple(Question(call=name, check=cell, points=each) for name, cell in self._cells())

    def _cells(self) -> Iterator[tuple[str, Cell]]:
        for letter, row in self.rows.items():
            if not self.several:
                shown = self._property(row, self.right[letter][0])
                yield f"row {letter}", Cell(letter, row, self.right[letter], None, shown)
                continue
            for label in self.labels:
                yield _cell(letter, label), Cell(letter, row, self.right[letter], label, self._property(row, label))

    def _property(self, row: str, label: str) -> Finding | None:
        """Return what the class's check finds about the row's function."""
        check = self.classes[label] if isinstance(self.classes, Mapping) else None
        if check is None or row not in self.functions:
            return None
        return check.judge(parse(self.functions[row]), np.random.default_rng(0))

    def doubts(self) -> Sequence[str]:
        """Rows and classes must be told apart, and be what the checks find, where there are checks."""
        twins = (*choosing.twins(tuple(self.answer)), *choosing.twins(self.labels))
        return (*(f"“{text}” stands there twice" for text in twins), *self._disproved())

    def _disproved(self) -> Iterator[str]:
        checked = [(row, label, self._property(row, label)) for row in self.functions for label in self.labels]
        for row, label, finding in checked:
            if finding is None or finding.verdict not in {Verdict.PASSED, Verdict.FAILED}:
                continue
            said = label in self.answer[row]
            if (finding.verdict is Verdict.PASSED) != said:
                answer = "yes" if said else "no"
                yield f"the row “{row}” and “{label}”: the answer says {answer}, but: {finding.evidence.sentence}"

    def shows(self, parsed: Sorted, mistake: Mistake) -> bool:
        """Whether the row, or the cell, is misjudged in this way."""
        letter, label = self._place(mistake)
        if letter not in parsed or parsed[letter] == self.right[letter]:
            return False
        if label is None:
            return True
        if self.several:
            return (label in parsed[letter]) != (label in self.right[letter])
        return parsed[letter] == (label,)

    def examples(self, mistake: Mistake) -> Sequence[str]:
        """Return the right answer with this row, or cell, changed in every way the mistake covers."""
        letter, label = self._place(mistake)
        others = [one for one in self.labels if self.several or one not in self.right[letter]]
        return tuple(self._changed(letter, one) for one in ([label] if label else others))

    def _changed(self, letter: str, label: str) -> str:
        right = self.right[letter]
        if not self.several:
            return self.show({**self.right, letter: (label,)})
        ticked = set(right) ^ {label}
        return self.show({**self.right, letter: tuple(one for one in self.labels if one in ticked)})

    def subject(self, mistake: Mistake) -> str:
        """Return the row."""
        return self.rows[self._place(mistake)[0]]

    def explains(self, mistake: Mistake) -> Sequence[str]:
        """Return the check of this row, or the checks of its cells, or of one of them."""
        letter, label = self._place(mistake)
        if not self.several:
            return (f"row {letter}",)
        return tuple(_cell(letter, one) for one in ([label] if label else self.labels))

    def _place(self, mistake: Mistake) -> tuple[str, str | None]:
        """Return the letter of the row a mistake speaks of, and the class if it names one."""
        text = mistake.answer
        for letter, row in self.rows.items():
            if plain(text) == plain(row):
                return letter, None
            head, _, label = text.rpartition(": ")
            if head and plain(head) == plain(row):
                return letter, chosen(label, self.labels)
        chosen(text, tuple(self.rows.values()))
        raise AnswerError(f"“{text}” is not one of the rows.")

    def blanks(self) -> Sequence[str]:
        """Return what an untouched control may hand in."""
        return ("", "{}")

    def field(self, rng: np.random.Generator) -> Grid:
        """Return the rows as they are shown, with their classes."""
        letters = choosing.laid_out(tuple(self.rows), self.order, rng)
        return dataclasses.replace(self._grid, rows=tuple((letter, self.rows[letter]) for letter in letters))


def _cell(letter: str, label: str) -> str:
    return f"row {letter}, {label}"
