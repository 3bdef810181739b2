"""What can be wrong with the words of an exercise: LaTeX that won't show, and hints that give the answer."""

import re
from collections.abc import Iterator

from grader import typesetting
from grader.errors import Fault
from grader.exercise import Exercise, Part, Variant
from grader.nodes import Mapping, Position, Sequence, Tree, scalars

_PLACE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def faults(exercise: Exercise, source: Tree) -> Iterator[Fault]:
    """Yield the faults in the texts of an exercise, whose file reads as `source`."""
    path = str(exercise.path)
    for scalar in scalars(source):
        for blemish in typesetting.blemishes(_PLACE.sub(_digit, scalar.text or "")):
            point = scalar.point(blemish.at)
            yield Fault(path=path, line=point.line, column=point.column, message=blemish.message)
    hints = (found for variant in exercise.variants for found in _hints(variant, source))
    for where, message in dict.fromkeys(hints):
        yield Fault(path=path, line=where.line, column=where.column, message=message)


def _digit(place: re.Match[str]) -> str:
    """Let a digit and spaces stand for a variable, so that positions stay."""
    return "1".ljust(len(place.group()))


def _hints(variant: Variant, source: Tree) -> Iterator[tuple[Position, str]]:
    """Yield hints before the last that hold a right answer."""
    if not isinstance(source, Mapping):
        return
    parts = source.get("parts")
    for part, tree in zip(variant.parts, parts.items if isinstance(parts, Sequence) else (source,), strict=False):
        yield from _given_away(part, variant.hints, source)
        if tree is not source and isinstance(tree, Mapping):
            yield from _given_away(part, part.hints, tree)


def _given_away(part: Part, hints: tuple[str, ...], tree: Mapping) -> Iterator[tuple[Position, str]]:
    found = tree.get("hints")
    items = found.items if isinstance(found, Sequence) else ()
    for hint, item in zip(hints[:-1], items, strict=False):
        if part.kind.gives_away(hint):
            yield item.where, f"this hint gives the answer of part {part.name}; only the last one may come close"
