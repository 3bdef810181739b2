"""Whether a formula or a program does without something, as it was written."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from grader.errors import nearest
from grader.kinds import Check
from grader.maths.formula import Formula
from grader.maths.names import CONSTANTS, canonical, known_words
from grader.maths.tree import Call, Condition, Constant, Negative, Node, Operation, Piecewise, walk
from grader.programs.routine import Routine
from grader.report import Finding, Grade, Observation, failed, passed

OPERATORS = ("+", "-", "*", "/", "^")
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")  # a function of a library
BRANCHES = frozenset({"piecewise", "where", "if"})  # spellings of one thing


@dataclass(frozen=True)
class Without(Check[Formula | Routine]):
    """Does not use a function, in no spelling of its name; what a named function stands for is not looked into.

    name: a function, a constant, piecewise, or one of + - * / ^; of a library, for a program, as in F.gelu.
    """

    whole: ClassVar[bool] = True

    name: str

    def __post_init__(self) -> None:
        if _meant(self.name) is None and not DOTTED.fullmatch(self.name):
            hint = nearest(self.name, (*known_words(), *OPERATORS))
            raise ValueError(f"“{self.name}” is not a function, constant or operator{hint}")

    def judge(self, answer: Formula | Routine, rng: np.random.Generator) -> Finding:
        """Look for it in the tree."""
        del rng
        if isinstance(answer, Routine):
            return self._of_program(answer)
        if DOTTED.fullmatch(self.name):
            raise ValueError(f"“{self.name}” is a function of a library, which a formula has none of")
        count = sum(_meant(self.name) in _names(part) for part in walk(answer.tree))
        if not count:
            return passed(f"Does without {self.name}.", grade=Grade.PROVED)
        times = "once" if count == 1 else f"{count} times"
        seen = Observation(expected=f"a formula without {self.name}", actual=f"{self.name}, {times}")
        return failed(f"Uses {self.name}, {times}; find a way without it.", seen)

    def _of_program(self, routine: Routine) -> Finding:
        """Look for a name in the program; others may mean the same."""
        if self.name in OPERATORS:
            raise ValueError(f"“{self.name}” is looked for in formulas; a program does without a function")
        lines = sorted(set(routine.source.uses(self.name)))
        if not lines:
            return passed(f"Does without {self.name}.")
        where = f"Line {lines[0]} uses" if len(lines) == 1 else f"Lines {', '.join(map(str, lines))} use"
        seen = Observation(expected=f"a program without {self.name}", actual=f"{self.name} in line {lines[0]}")
        finding = failed(f"{where} {self.name}; find a way without it.", seen)
        return replace(finding, evidence=replace(finding.evidence, line=lines[0]))


def _meant(word: str) -> str | None:
    """Return the one name of what a word means, or None if it means nothing."""
    if word in BRANCHES:
        return "piecewise"
    if word == "**":
        return "^"
    return word if word in OPERATORS else CONSTANTS.get(word) or canonical(word)


def _names(part: Node | Condition) -> tuple[str, ...]:
    """Return the names of a function, a constant or an operator; a sign is a minus, a power of e is exp, too."""
    match part:
        case Operation("^", Constant("e")):
            return "^", "exp"
        case Call(name) | Constant(name) | Operation(name):
            return (name,)
        case Negative():
            return ("-",)
        case Piecewise():
            return ("piecewise",)
        case _:
            return ()
