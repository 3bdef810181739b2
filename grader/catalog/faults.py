"""Collecting what is wrong with a file, so that a teacher reads it all at once."""

from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import ExerciseError, Fault
from grader.nodes import Mapping, NodeError, Position, Scalar, Sequence, Tree, read


@dataclass(kw_only=True)
class Faults:
    """The faults of one file, each said once however many variants have it."""

    path: Path
    found: dict[Fault, None] = field(default_factory=dict)

    def add(self, where: Position, message: str) -> None:
        """Note a fault."""
        self.found[Fault(path=str(self.path), line=where.line, column=where.column, message=message)] = None

    def settle(self) -> None:
        """Raise ExerciseError if there are faults."""
        if self.found:
            raise ExerciseError(*sorted(self.found))

    def text(self, tree: Tree | None, *, what: str) -> str:
        """Return the text of a scalar; note a fault and return nothing if it is none."""
        if isinstance(tree, Scalar) and tree.text is not None:
            return tree.text
        if tree is not None:
            self.add(tree.where, f"{what} should be a text")
        return ""

    def texts(self, tree: Tree | None, *, what: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        if isinstance(tree, Sequence):
            return tuple(self.text(item, what=f"each of {what}") for item in tree.items)
        return (self.text(tree, what=what),) if tree is not None else ()

    def whole(self, tree: Tree | None, *, what: str, least: int, most: int, default: int) -> int:
        """Return a whole number between two bounds."""
        if tree is None:
            return default
        written = self.text(tree, what=what)
        if written.isdecimal() and least <= int(written) <= most:
            return int(written)
        self.add(tree.where, f"{what} is a whole number from {least} to {most}, not “{written}”")
        return default


def read_mapping(path: Path, faults: Faults) -> Mapping:
    """Return a file's keys and values, or raise ExerciseError."""
    try:
        tree = read(path.read_text(encoding="utf-8"))
    except NodeError as error:
        faults.add(error.where, error.message)
    except UnicodeDecodeError as error:
        faults.add(Position(1, 1, 0), f"is not UTF-8 text: {error.reason} at byte {error.start}")
    except OSError as error:
        faults.add(Position(1, 1, 0), f"can't be read: {(error.strerror or str(error)).lower()}")
    else:
        if isinstance(tree, Mapping):
            return tree
        faults.add(tree.where, "should be keys and values, such as “title: …”")
    faults.settle()
    raise AssertionError  # a fault was noted on every way here
