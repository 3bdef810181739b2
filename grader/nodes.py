"""YAML as texts with positions: the one place that knows a YAML library.

Every scalar stays the text it was written as (`on`, `0.10` and `1e-3` are what they look like); what a text
means is decided by who reads it, and every fault can say line and column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, assert_never

DEPTH = 40  # of lists and keys inside each other: what no file needs and any stack bears


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


def scalars(tree: Tree) -> Iterator[Scalar]:
    """Yield every text of a tree, keys included, in the order of the file."""
    match tree:
        case Scalar():
            yield tree
        case Sequence(items):
            for item in items:
                yield from scalars(item)
        case Mapping(entries):
            for key, value in entries:
                yield key
                yield from scalars(value)
        case _:
            assert_never(tree)


class NodeError(Exception):
    """Text that is not YAML, or uses what we refuse of it."""

    def __init__(self, message: str, where: Position) -> None:
        super().__init__(message)
        self.message = message
        self.where = where


def read(text: str) -> Tree:
    """Return the tree of a YAML text, or raise NodeError; nothing at all is an empty scalar."""
    events = _events(text)
    next(events)  # the stream begins
    if not _is(next(events), "DocumentStart"):
        return Scalar(None, Position(1, 1, 0))
    root = _tree(next(events), events, text, 1)
    next(events)  # the document ends
    if not _is(after := next(events), "StreamEnd"):
        raise NodeError("is not valid YAML: expected a single document", _position(after.start_mark))
    return root


def _events(text: str) -> Iterator[Any]:
    """Yield what the library's parser sees, so that a deep or endless text is refused before it is read to its end."""
    from ruamel.yaml import YAML  # noqa: PLC0415  slow to import
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415
    from ruamel.yaml.reader import ReaderError  # noqa: PLC0415

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _position(mark) if mark else Position(1, 1, 0)
        raise NodeError(f"is not valid YAML: {error.problem or error.context}", where) from None
    except ReaderError as error:
        before = text[: error.position]
        where = Position(before.count("\n") + 1, len(before) - before.rfind("\n"), len(before))
        raise NodeError(f"has a character that YAML can't hold, U+{error.character:04X}", where) from None
    except (YAMLError, AssertionError, OverflowError) as error:  # %YAML 1.9 and "\UFFFFFFFF" are too much for it
        message, _, _ = str(error).partition("\n")
        raise NodeError(f"is not valid YAML: {message}", Position(1, 1, 0)) from None


def _is(event: Any, name: str) -> bool:
    return type(event).__name__ == f"{name}Event"


def _tree(event: Any, events: Iterator[Any], text: str, depth: int) -> Tree:
    """Turn an event of the library, which is untyped, and those that belong to it into ours."""
    where = _position(event.start_mark)
    if event.anchor:
        raise NodeError("has an anchor; write the text twice instead", where)
    if event.tag:
        raise NodeError("begins with “!”; put the text in single quotes", where)
    if depth > DEPTH:
        raise NodeError(f"stands more than {DEPTH} deep in lists and keys", where)
    if _is(event, "Scalar"):
        return _scalar(event, text, where)
    if _is(event, "SequenceStart"):
        return Sequence(tuple(_tree(item, events, text, depth + 1) for item in _until("SequenceEnd", events)), where)
    return Mapping(tuple(_entries(events, text, depth + 1)), where)


def _until(name: str, events: Iterator[Any]) -> Iterator[Any]:
    """Yield events up to the one that ends a list or keys; whoever takes one takes also what belongs to it."""
    return takewhile(lambda event: not _is(event, name), events)


def _scalar(event: Any, text: str, where: Position) -> Scalar:
    written = text[event.start_mark.index : event.end_mark.index]
    if event.style == '"' and "\\" in written:
        raise NodeError("has a backslash inside double quotes; use single quotes or |", where)
    if event.style is None and event.value in {"", "~"}:
        return Scalar(None, where)
    return Scalar(str(event.value), where, block=event.style in {"|", ">"}, quoted=event.style in {"'", '"'})


def _entries(events: Iterator[Any], text: str, depth: int) -> Iterator[tuple[Scalar, Tree]]:
    seen = set[str]()
    for key in _until("MappingEnd", events):
        name = _tree(key, events, text, depth)
        if not isinstance(name, Scalar) or name.text is None:
            raise NodeError("is not a key; put it in single quotes", _position(key.start_mark))
        if name.text in seen:
            raise NodeError(f"has the key “{name.text}” twice", name.where)
        seen.add(name.text)
        yield name, _tree(next(events), events, text, depth)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1, mark.index)
