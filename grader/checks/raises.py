"""Whether a function of a program refuses what it can't do with, instead of giving a number."""

import ast
import re
from dataclasses import dataclass

import numpy as np

from grader.errors import RunError, Trouble
from grader.kinds import Check
from grader.programs.arguments import Case, maker
from grader.programs.routine import Routine, described
from grader.programs.source import Source
from grader.report import Finding, Observation, failed, passed

REFUSAL = re.compile(r"(\w+): *\S")  # with a word on what is wrong
REFUSALS = frozenset({"ValueError", "TypeError"})


@dataclass(frozen=True)
class Raises(Check[Routine]):
    """Refuses arguments with a ValueError or TypeError of its own that says what is wrong.

    on: the arguments, such as constants(1).
    """

    on: str

    def __post_init__(self) -> None:
        """Refuse arguments that nobody knows how to make."""
        maker(self.on)

    def judge(self, answer: Routine, rng: np.random.Generator) -> Finding:
        """Call it with all of them."""
        for case in maker(self.on)(answer.parameters, rng):
            if found := _accepts(answer, case):
                return found
        return passed("It refuses what it can't do with, and says why.")


def _accepts(routine: Routine, case: Case) -> Finding | None:
    try:
        result = routine.call(*case.arguments)
    except RunError as error:
        return _refuses(routine, case, error)
    seen = Observation(expected="a ValueError", actual=described(result))
    advice = "it should raise a ValueError that says what is wrong"
    return failed(f"{routine.name}({case}) gives {described(result)}; {advice}.", seen)


def _refuses(routine: Routine, case: Case, error: RunError) -> Finding | None:
    """Return nothing if it is a refusal, and what is missing otherwise."""
    if error.trouble is not Trouble.RAISED:
        raise error
    by_itself = any(
        node.lineno <= (error.line or 0) <= (node.end_lineno or node.lineno)
        for node in ast.walk(routine.source.tree)
        if isinstance(node, ast.Raise)
    )
    said = REFUSAL.match(error.message)
    if by_itself and said and said.group(1) in _refusals(routine.source):
        return None
    why = "that is an accident, not a refusal" if not by_itself else "say what is wrong, in a ValueError"
    where = f" in line {error.line}" if error.line else ""
    seen = Observation(expected="a ValueError that says what is wrong", actual=error.message)
    return failed(f"{routine.name}({case}) ends with {error.message}{where}; {why}.", seen)


def _refusals(source: Source) -> frozenset[str]:
    """Return the errors that refuse: the two, and what the program derives from them."""
    found = set(REFUSALS)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and found & {base.id for base in node.bases if isinstance(base, ast.Name)}:
            found.add(node.name)
    return frozenset(found)
