r"""Where the reader of a formula stands: in which group, and in which \left, \begin or \( of it."""

from dataclasses import dataclass

from grader.tex.braces import Fault, Token
from grader.tex.katex import Word


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    r"""What a group is part of.

    display: between $$; text: among words, as in \text{…}; left: between \left and \right; depth: in how many groups.
    """

    formula: str
    display: bool
    text: bool = False
    left: bool = False
    depth: int = 0


@dataclass(kw_only=True)
class Level:
    r"""Something that is open, and what was read in it since its last cell or base began.

    opener: the \left, \begin or \( that opened it; none for the group itself.
    table: the environment, if it is one; columns: how many it may have.
    starts, divided: nothing was read in this row, \over was read in this cell.
    operator, raised, lowered: of the base: it may take \limits, has its ^, has its _.
    """

    opener: Token | None = None
    text: bool = False
    table: Word | None = None
    columns: int | None = None
    column: int = 1
    starts: bool = True
    divided: bool = False
    operator: bool = False
    raised: bool = False
    lowered: bool = False

    def base(self, *, operator: bool = False) -> None:
        """Begin a new base for ^ and _."""
        self.raised = self.lowered = self.starts = False
        self.operator = operator

    def cell(self, column: int) -> None:
        """Begin a new cell of the table."""
        self.base()
        self.divided, self.column, self.starts = False, column, column == 1

    def opened_by(self, command: str) -> bool:
        """Tell whether this command opened it."""
        return self.opener is not None and self.opener.text == command

    def unclosed(self) -> tuple[Fault, ...]:
        """Return what is wrong if it stays open."""
        if self.opener is None:
            return ()
        if self.table:
            name = self.table.name
            return ((self.opener.at, f"\\begin{{{name}}} has no \\end{{{name}}}."),)
        if self.opener.text == "\\left":
            return ((self.opener.at, "This \\left has no \\right; write \\right and a bracket, or \\right. for none."),)
        closing = "\\)" if self.opener.text == "\\(" else self.opener.text
        return ((self.opener.at, f"This {self.opener.text} has no {closing} that ends the formula."),)
