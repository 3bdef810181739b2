"""One quiz file as a Quiz."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from grader.catalog.faults import Faults, read_mapping
from grader.errors import nearest
from grader.nodes import Mapping as Keys
from grader.nodes import Scalar, Sequence, Tree
from grader.quiz import Draw, Quiz

KNOWN = ("title", "exercises", "minutes", "opens", "closes", "order", "attempts", "feedback")

_DRAW = re.compile(r"(\d+)\s+of\s+(\S+)")


def load_quiz(path: Path, exercises: Mapping[str, str]) -> Quiz:
    """Return the quiz in a file, or raise ExerciseError.

    exercises: the ids there are, with their units.
    """
    faults = Faults(path=path)
    root = read_mapping(path, faults)
    for key, value in root.entries:
        if key.text not in KNOWN:
            faults.add(key.where, f"unknown key “{key.text}”{nearest(key.text or '', KNOWN)}")
        elif isinstance(value, Scalar) and value.text is None:
            faults.add(key.where, f"the key “{key.text}” has no value")
    for needed in ("title", "exercises"):
        if root.get(needed) is None:
            faults.add(root.where, f"needs the key “{needed}”")
    opens, closes = _moment(root, "opens", faults), _moment(root, "closes", faults)
    if opens and closes and opens >= closes:
        faults.add(root.key("closes").where, "closes before it opens")
    quiz = Quiz(
        id=path.stem,
        title=faults.text(root.get("title"), what="title"),
        draws=_draws(root.get("exercises"), exercises, faults),
        minutes=_count(root, "minutes", faults),
        opens=opens,
        closes=closes,
        order=cast("Literal['fixed', 'shuffled']", _one_of(root, "order", ("fixed", "shuffled"), faults)),
        attempts=_count(root, "attempts", faults),
        feedback=cast("Literal['now', 'after closing']", _one_of(root, "feedback", ("now", "after closing"), faults)),
    )
    faults.settle()
    return quiz


def _draws(tree: Tree | None, exercises: Mapping[str, str], faults: Faults) -> tuple[Draw, ...]:
    items = tree.items if isinstance(tree, Sequence) else () if tree is None else (tree,)
    found, named = list[Draw](), set[str]()
    for item in items:
        text = faults.text(item, what="an exercise")
        drawn = _DRAW.fullmatch(text)
        pool = tuple(name for name, unit in exercises.items() if unit == drawn.group(2)) if drawn else (text,)
        if drawn and not pool:
            faults.add(item.where, f"there is no unit “{drawn.group(2)}”{nearest(drawn.group(2), exercises.values())}")
        elif drawn and not 1 <= int(drawn.group(1)) <= len(pool):
            faults.add(item.where, f"“{text}” can't be drawn: the unit has {len(pool)} exercises")
        elif not drawn and text not in exercises:
            faults.add(item.where, f"there is no exercise “{text}”{nearest(text, exercises)}")
        elif not drawn and text in named:
            faults.add(item.where, f"“{text}” stands there twice")
        else:
            named.update(() if drawn else pool)
            found.append(Draw(count=int(drawn.group(1)) if drawn else 1, pool=pool))
    return tuple(found)


def _moment(root: Keys, key: str, faults: Faults) -> datetime | None:
    tree = root.get(key)
    if tree is None:
        return None
    text = faults.text(tree, what=key)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        faults.add(tree.where, f"{key} is a time such as 2026-11-30T09:00+01:00, not “{text}”")
        return None
    if moment.tzinfo is None:
        faults.add(tree.where, f"{key} needs its time zone, as in {text}+01:00")
        return None
    return moment


def _count(root: Keys, key: str, faults: Faults) -> int | None:
    tree = root.get(key)
    return None if tree is None else faults.whole(tree, what=key, least=1, most=10000, default=1)


def _one_of(root: Keys, key: str, choices: tuple[str, ...], faults: Faults) -> str:
    tree = root.get(key)
    if tree is None:
        return choices[0]
    text = faults.text(tree, what=key)
    if text in choices:
        return text
    faults.add(tree.where, f"{key} is {' or '.join(choices)}, not “{text}”")
    return choices[0]
