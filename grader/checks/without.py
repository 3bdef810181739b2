"""Whether the formula does without something, as it was written."""

from dataclasses import dataclass

import numpy as np

from grader.errors import nearest
from grader.kinds import Check
from grader.maths.formula import Formula
from grader.maths.names import CONSTANTS, canonical, known_words
from grader.maths.tree import Call, Condition, Constant, Negative, Node, Operation, Piecewise, walk
from grader.report import Finding, Grade, Observation, failed, passed

OPERATORS = ("+", "-", "*", "/", "^")
BRANCHES = frozenset({"piecewise", "where", "if"})  # spellings of one thing


@dataclass(frozen=True)
class Without(Check[Formula]):
    """Does not use a function, in no spelling of its name; what a named function stands for is not looked into.

    name: a function, a constant, piecewise, or one of + - * / ^.
    """

    name: str

    def __post_init__(self) -> None:
        if _meant(self.name) is None:
            hint = nearest(self.name, (*known_words(), *OPERATORS))
            raise ValueError(f"“{self.name}” is not a function, constant or operator{hint}")

    def judge(self, answer: Formula, rng: np.random.Generator) -> Finding:
        """Look for it in the tree."""
        del rng
        count = sum(_meant(self.name) in _names(part) for part in walk(answer.tree))
        if not count:
            return passed(f"Does without {self.name}.", grade=Grade.PROVED)
        times = "once" if count == 1 else f"{count} times"
        seen = Observation(expected=f"a formula without {self.name}", actual=f"{self.name}, {times}")
        return failed(f"Uses {self.name}, {times}; find a way without it.", seen)


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
