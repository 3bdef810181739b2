"""YAML as texts with positions: the one place that knows a YAML library.

Every scalar stays the text it was written as (`on`, `0.10` and `1e-3` are what they look like); what a text
means is decided by who reads it, and every fault can say line and column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column, from 1, and offset in characters, from 0."""

    line: int
    column: int
    at: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; None where nothing is written.

    block: whether it is written as lines below, after | or >.
    """

    text: str | None
    where: Position
    block: bool = False
    quoted: bool = False

    def point(self, offset: int) -> Position:
        """Return where in the file a character of the text stands, as well as can be told."""
        text = (self.text or "")[:offset]
        if self.block:
            return Position(self.where.line + 1 + text.count("\n"), 1, self.where.at)
        if "\n" in text:
            return self.where
        shift = len(text) + self.quoted
        return Position(self.where.line, self.where.column + shift, self.where.at + shift)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Tree", ...]
    where: Position


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file."""

    entries: tuple[tuple[Scalar, "Tree"], ...]
    where: Position

    def get(self, key: str) -> "Tree | None":
        """Return the value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar:
        """Return a key that is there, for its position."""
        return next(name for name, _ in self.entries if name.text == key)


Tree = Scalar | Sequence | Mapping


class NodeError(Exception):
    """Text that is not YAML, or uses what we refuse of it."""

    def __init__(self, message: str, where: Position) -> None:
        super().__init__(message)
        self.message = message
        self.where = where


def read(text: str) -> Tree:
    """Return the tree of a YAML text, or raise NodeError; nothing at all is an empty scalar."""
    from ruamel.yaml import YAML  # noqa: PLC0415  slow to import
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _position(mark) if mark else Position(1, 1, 0)
        raise NodeError(f"is not valid YAML: {error.problem or error.context}", where) from None
    except YAMLError as error:
        message = str(error).splitlines()[0]
        raise NodeError(f"is not valid YAML: {message}", Position(1, 1, 0)) from None
    return Scalar(None, Position(1, 1, 0)) if root is None else _convert(root, text)


def _convert(node: Any, text: str) -> Tree:
    """Turn a node of the library, which is untyped, into ours."""
    where = _position(node.start_mark)
    if node.anchor:
        raise NodeError("has an anchor; write the text twice instead", where)
    match node.id:
        case "scalar":
            return _scalar(node, text, where)
        case "sequence":
            return Sequence(tuple(_convert(item, text) for item in node.value), where)
        case _:
            return Mapping(tuple(_entries(node, text)), where)


def _scalar(node: Any, text: str, where: Position) -> Scalar:
    written = text[node.start_mark.index : node.end_mark.index]
    if node.style == '"' and "\\" in written:
        raise NodeError("has a backslash inside double quotes; use single quotes or |", where)
    if node.style is None and node.value in {"", "~"} and not node.value.strip("~"):
        return Scalar(None, where)
    return Scalar(str(node.value), where, block=node.style in {"|", ">"}, quoted=node.style in {"'", '"'})


def _entries(node: Any, text: str) -> Iterator[tuple[Scalar, Tree]]:
    seen = set[str]()
    for key, value in node.value:
        name = _convert(key, text)
        if not isinstance(name, Scalar) or name.text is None:
            raise NodeError("is not a key; put it in single quotes", _position(key.start_mark))
        if name.text in seen:
            raise NodeError(f"has the key “{name.text}” twice", name.where)
        seen.add(name.text)
        yield name, _convert(value, text)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1, mark.index)
