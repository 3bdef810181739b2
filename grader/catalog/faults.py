"""Collecting what is wrong with a file, so that a teacher reads it all at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import ExerciseError, Fault, nearest
from grader.nodes import Mapping, NodeError, Position, Scalar, Sequence, Tree, read

SHOWN = 40  # characters of a text in a message
DIGITS = 9  # of a whole number: more than any that counts something

_BRACES = re.compile(r"(?:: |- )\s*\{\{")
# What the YAML library says, and what most often is meant by it.
_ADVICE = {
    "mapping values are not allowed": "a text with “: ” in it needs single quotes",
    "found character '\\t'": "indent with spaces, not with tabs",
    "cannot start any token": "a text that begins with this sign needs single quotes",
    "but found '<block": "this line should be indented like those it belongs to",
    "but found '<scalar>'": "put the whole text in quotes",
    "but found '<alias>'": "put the whole text in quotes",
    "could not find expected ':'": "this line lacks its “key: ”, or its indentation",
}


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

    def keys(self, tree: Mapping, known: Iterable[str], *, needed: Iterable[str] = ()) -> None:
        """Note keys that mean nothing here, keys without a value, and needed ones that are not there."""
        known = tuple(known)
        for key, value in tree.entries:
            if key.text not in known:
                self.add(key.where, f"unknown key “{key.text}”{nearest(key.text or '', known)}")
            elif isinstance(value, Scalar) and value.text is None:
                self.add(key.where, f"the key “{key.text}” has no value")
        for name in needed:
            if tree.get(name) is None:
                self.add(tree.where, f"needs the key “{name}”")

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
        text = tree.text or "" if isinstance(tree, Scalar) else ""
        if text.isdecimal() and len(text) <= DIGITS and least <= int(text) <= most:
            return int(text)
        seen = f", not “{text[:SHOWN]}”" if text else ""
        self.add(tree.where, f"{what} is a whole number from {least} to {most}{seen}")
        return default


def written(tree: Mapping, key: str) -> Tree | None:
    """Return the value of a key; None also where nothing is written, which is a fault that `keys` notes."""
    found = tree.get(key)
    return None if isinstance(found, Scalar) and found.text is None else found


def place(tree: Mapping, key: str) -> Position:
    """Return where the value of a key stands, or where it all begins if there is none."""
    found = tree.get(key)
    return tree.where if found is None else found.where


def read_mapping(path: Path, faults: Faults) -> Mapping:
    """Return a file's keys and values, or raise ExerciseError."""
    where = Position(1, 1, 0)
    try:
        text = path.read_text(encoding="utf-8")
        tree = read(text)
    except NodeError as error:
        where, message = error.where, _advised(error, text)
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text: {error.reason} at byte {error.start}"
    except OSError as error:
        message = f"can't be read: {(error.strerror or str(error)).lower()}"
    else:
        if isinstance(tree, Mapping):
            return tree
        where, message = tree.where, "should be keys and values, such as “title: …”"
    faults.add(where, message)
    raise ExerciseError(*sorted(faults.found))


def _advised(error: NodeError, text: str) -> str:
    """Return what is wrong with the YAML, and what to write instead, where that is plain."""
    line = "".join(text.splitlines()[error.where.line - 1 : error.where.line])
    if _BRACES.search(line):
        return "a text that begins with {{ needs quotes"
    advice = next((advice for said, advice in _ADVICE.items() if said in error.message), "")
    return f"{error.message}; {advice}" if advice else error.message
