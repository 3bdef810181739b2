"""What the rules of the grammar share: each reads from a cursor, and they need each other.

A rule stands in the file that knows what it is about; `Rules` hands the ones at the centre to those at the rim.
"""

from collections.abc import Callable
from dataclasses import dataclass

from grader.errors import FormulaError
from grader.maths.cursor import Cursor
from grader.maths.names import CONSTANTS, canonical
from grader.maths.tree import Comparison, Condition, Logic, Node

Rule = Callable[[Cursor], Node | Condition]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules at the centre.  anything: a formula or a condition; power, atom: factors; begins: whether one does."""

    anything: Rule
    power: Rule
    atom: Rule
    begins: Callable[[Cursor], bool]

    def expression(self, cursor: Cursor) -> Node:
        """Read a formula with a value."""
        return node_of(cursor, self.anything(cursor))

    def condition(self, cursor: Cursor) -> Condition:
        """Read a condition."""
        return condition_of(cursor, self.anything(cursor))


def node_of(cursor: Cursor, found: Node | Condition) -> Node:
    """Return what was read as a formula, or raise FormulaError."""
    if isinstance(found, Comparison | Logic):
        message = "A condition has no value; write [x > 0] to make 1 or 0 of it."
        raise FormulaError(message, cursor.tokens[max(cursor.index - 1, 0)].at, reason="type")
    return found


def condition_of(cursor: Cursor, found: Node | Condition) -> Condition:
    """Return what was read as a condition, or raise FormulaError."""
    if isinstance(found, Comparison | Logic):
        return found
    raise FormulaError("Here a condition is needed, such as x > 0.", cursor.now.at, reason="type")


def is_letter(cursor: Cursor) -> bool:
    """Whether a variable, a constant or an unknown word comes next, and no function."""
    return cursor.now.kind == "name" and (
        cursor.now.text in cursor.variables or cursor.now.text in CONSTANTS or canonical(cursor.now.text) is None
    )
