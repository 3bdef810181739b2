"""One quiz file as a Quiz."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from grader.catalog.faults import Faults, place, read_mapping, written
from grader.errors import nearest
from grader.nodes import Mapping as Keys
from grader.nodes import Sequence, Tree
from grader.quiz import Draw, Quiz

KNOWN = ("title", "exercises", "minutes", "opens", "closes", "order", "attempts", "feedback")

_DRAW = re.compile(r"(\d{1,9})\s+of\s+(\S.*)")


def load_quiz(path: Path, exercises: Mapping[str, str]) -> Quiz:
    """Return the quiz in a file, or raise ExerciseError.

    exercises: the ids there are, with their units.
    """
    faults = Faults(path=path)
    root = read_mapping(path, faults)
    faults.keys(root, KNOWN, needed=("title", "exercises"))
    opens, closes = _moment(root, "opens", faults), _moment(root, "closes", faults)
    if opens and closes and opens >= closes:
        faults.add(place(root, "closes"), "closes before it opens")
    quiz = Quiz(
        id=path.stem,
        title=faults.text(written(root, "title"), what="title"),
        draws=_draws(written(root, "exercises"), exercises, faults),
        minutes=_count(root, "minutes", faults),
        opens=opens,
        closes=closes,
        order=cast("Literal['fixed', 'shuffled']", _one_of(root, "order", ("fixed", "shuffled"), faults)),
        attempts=_count(root, "attempts", faults),
        feedback=cast("Literal['now', 'after closing']", _one_of(root, "feedback", ("now", "after closing"), faults)),
    )
    if quiz.feedback == "after closing" and not quiz.closes:
        faults.add(place(root, "feedback"), "feedback after closing needs “closes”, or nobody would ever see it")
    faults.settle()
    return quiz


def _draws(tree: Tree | None, exercises: Mapping[str, str], faults: Faults) -> tuple[Draw, ...]:
    items = tree.items if isinstance(tree, Sequence) else () if tree is None else (tree,)
    if tree is not None and not items:
        faults.add(tree.where, "a quiz has at least one exercise")
    found, asked = list[Draw](), Counter[str]()  # how many exercises of each unit are asked
    for item in items:
        text = faults.text(item, what="each of exercises")
        draw = _draw(text, exercises)
        if isinstance(draw, str):
            if text:
                faults.add(item.where, draw)
            continue
        unit = exercises[draw.pool[0]]
        asked[unit] += draw.count
        if draw in found and draw.count == len(draw.pool) == 1:
            faults.add(item.where, f"“{text}” stands there twice")
        elif asked[unit] > (size := sum(one == unit for one in exercises.values())):
            faults.add(item.where, f"with “{text}” the quiz asks {asked[unit]} exercises of {unit}, which has {size}")
        found.append(draw)
    return tuple(found)


def _draw(text: str, exercises: Mapping[str, str]) -> Draw | str:
    """Return the exercises a text asks for, or what is wrong with it."""
    if text in exercises:
        return Draw(count=1, pool=(text,))
    drawn = _DRAW.fullmatch(text)
    if not drawn:
        return f"there is no exercise “{text}”{nearest(text, exercises)}"
    count, unit = int(drawn.group(1)), drawn.group(2)
    pool = tuple(name for name, home in exercises.items() if home == unit)
    if not pool:
        return f"there is no unit “{unit}”{nearest(unit, exercises.values())}"
    if not 1 <= count <= len(pool):
        return f"“{text}” can't be drawn: the unit has {len(pool)} exercises"
    return Draw(count=count, pool=pool)


def _moment(root: Keys, key: str, faults: Faults) -> datetime | None:
    tree = written(root, key)
    if tree is None or not (text := faults.text(tree, what=key)):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        faults.add(tree.where, f"{key} is a time such as 2026-11-30T09:00+01:00, not “{text}”")
        return None
    if moment.tzinfo is None:
        faults.add(tree.where, f"{key} needs a time zone, as in {moment:%Y-%m-%dT%H:%M}+01:00")
        return None
    return moment


def _count(root: Keys, key: str, faults: Faults) -> int | None:
    tree = written(root, key)
    return None if tree is None else faults.whole(tree, what=key, least=1, most=10000, default=1)


def _one_of(root: Keys, key: str, choices: tuple[str, ...], faults: Faults) -> str:
    tree = written(root, key)
    if tree is None or not (text := faults.text(tree, what=key)):
        return choices[0]
    if text in choices:
        return text
    faults.add(tree.where, f"{key} is {' or '.join(choices)}, not “{text}”")
    return choices[0]
